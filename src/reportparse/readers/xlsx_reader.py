"""XLSX bytes → Document: the sheets as they are shown. No formula is computed and no link is followed."""

from __future__ import annotations

import re
from collections import Counter

from reportparse.errors import ReadError
from reportparse.model.document import WORKBOOK_MARK, Block, Document, Problem, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.model.location import SheetOrigin
from reportparse.readers.beyond import unparsed
from reportparse.readers.docx_draft import Freezer, ParagraphDraft
from reportparse.readers.docx_names import FALLBACK, A, Element, R
from reportparse.readers.docx_package import Package
from reportparse.readers.docx_visibility import HiddenReason
from reportparse.readers.sheet_formats import number_of, shown_number, shown_text
from reportparse.readers.sheet_layout import (
    MANY_CELLS,
    MUCH_TEXT,
    NO_SHEETS,
    Rectangle,
    Sheet,
    SheetCell,
    accounted,
    laid_out,
    many_merges,
    too_large,
)
from reportparse.readers.xlsx_styles import CellStyle, CellStyles, S, font_reason

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHEET_NAME = re.compile(r"'((?:[^']|'')+)'!|([^\s'!(),;:=<>&*/+-]+)!")
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+|[A-Z])', re.IGNORECASE)
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_Runs = list[tuple[str, HiddenReason | None]]
_OWN_PROPERTIES = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"


def read_xlsx(data: bytes, source: Source) -> Document:
    """Read a workbook; hidden sheets, rows and columns are hidden text.

    Raises ReadError: `broken-xlsx`, `zip-bomb`, `encrypted-docx`, `own-workbook`, `table-too-large`.
    """
    package = Package.open(data, source.path, "xlsx")
    try:
        return _Reading(package, source).document()
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        # Whatever bytes do to the walk, a batch must go on and the user must get a remedy.
        raise package.broken(unparsed(error)) from error


class _Reading:
    """One workbook being read."""

    def __init__(self, package: Package, source: Source) -> None:
        self._package = package
        self._source = source
        self._unread: Counter[str] = Counter()
        self._refuse_own()
        main = package.main_part()
        self._relations = package.relationships(main)
        self._book = package.root(main)
        self._styles = CellStyles(package.optional(package.part_of_kind(self._relations, "styles")))
        self._strings = self._shared_strings()
        properties = self._book.find(S + "workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._cells = self._characters = 0
        self._margins: list[tuple[str, str]] = []

    def _refuse_own(self) -> None:
        part = self._package.part_of_kind(self._package.relationships(""), "core-properties")
        root = self._package.optional(part)
        if root is not None and root.findtext(_OWN_PROPERTIES) == WORKBOOK_MARK:
            raise ReadError(
                self._source.path,
                "own-workbook",
                Say(
                    "这是 reportparse 自己写出的核查底稿，不是报告。",
                    "this is a working paper that reportparse has written, and no report.",
                ),
                Say(
                    "请给出报告本身，或把底稿移到别的文件夹。",
                    "Give the report itself, or move the paper to another folder.",
                ),
            )

    def _shared_strings(self) -> list[_Runs]:
        part = self._package.part_of_kind(self._relations, "sharedStrings")
        return [] if part is None else [_runs(item) for item in self._package.elements(part, S + "si")]

    def document(self) -> Document:
        sheets = self._sheets()
        asked = set().union(*(names for _, names in sheets))
        freezer = Freezer(SheetOrigin)
        blocks: list[Block] = []
        for sheet, _ in sheets:
            if not sheet.shown and sheet.name.lower() in asked:
                # What the lists of a form are filled from was never meant to be read.
                self._unread["option lists"] += 1
                continue
            blocks.extend(freezer.blocks(laid_out(sheet, self._source.path), sheet.name))
        headers = [freezer.paragraphs([_paragraph(text)], name) for name, text in self._margins]
        problems = [*self._package.problems, *freezer.problems]
        if uncomputed := self._unread["formulas without a value"]:
            message = Say(
                f"有 {uncomputed} 个公式没有保存计算结果，读不出数。请用 Excel 或 WPS 打开，保存后再试。",
                f"{uncomputed} formulas have no stored result, so that there is no figure. "
                "Open it in Excel or WPS, save it and try again.",
            )
            problems.append(Problem("read", "formulas-without-value", message))
        document = Document(
            source=self._source,
            blocks=tuple(blocks),
            headers=tuple(paragraph for group in headers for paragraph in group),
            hidden=tuple(freezer.hidden),
            unread={key: count for key, count in sorted(self._unread.items()) if count},
            problems=tuple(problems),
        )
        return accounted(document, [(sheet, not sheet.shown and sheet.name.lower() in asked) for sheet, _ in sheets])

    def _sheets(self) -> list[tuple[Sheet, set[str]]]:
        """The sheets with the names, in lower case, of the sheets from which their lists of choices are filled."""
        found: list[tuple[Sheet, set[str]]] = []
        defined = {
            item.get("name", "").lower(): item.text or ""
            for item in self._book.iterfind(f"{S}definedNames/{S}definedName")
        }
        for item in self._book.iterfind(f"{S}sheets/{S}sheet"):
            kind, part = self._relations.get(item.get(R + "id", ""), ("", ""))
            name = item.get("name", "")
            if kind == "chartsheet":
                self._unread["charts"] += 1
            elif kind == "worksheet":
                sheet, sources = self._sheet(part, name)
                sheet.shown = item.get("state", "visible") == "visible"
                asked = {
                    _sheet_name(formula)
                    for text in sources
                    for formula in (text, defined.get(text.strip().lower(), ""))
                }
                found.append((sheet, asked - {""}))
            elif kind:
                self._unread["other sheets"] += 1
        if not found:
            raise self._package.broken(NO_SHEETS)
        return found

    # -- one sheet ---------------------------------------------------------------------------------

    def _sheet(self, part: str, name: str) -> tuple[Sheet, set[str]]:
        sheet = Sheet(name, {}, [], set(), _Columns())
        sources: set[str] = set()
        rows: set[int] = set()
        columns: list[tuple[int, int]] = []
        unsure = hide_zeros = hide_rows = False
        row = -1
        shown_rows: set[int] = set()
        tags = (
            "sheetView",
            "sheetFormatPr",
            "col",
            "row",
            "mergeCell",
            "formula1",
            "conditionalFormatting",
            "tablePart",
        )
        wanted = (*(S + tag for tag in (*tags, "oddHeader", "oddFooter")), _NEWER + "formula1")
        for element in self._package.elements(part, *wanted):
            tag = element.tag.rpartition("}")[2]
            if tag == "row":
                row = _index(element.get("r"), row + 1, _LAST_ROW)
                hidden = _is_on(element.get("hidden")) or element.get("ht") == "0"
                (rows if hidden else shown_rows).add(row)
                self._row(element, row, sheet, hide_zeros)
            elif tag == "col" and (_is_on(element.get("hidden")) or element.get("width") == "0"):
                first = _index(element.get("min"), 0, _LAST_COLUMN)
                columns.append((first, _index(element.get("max"), first, _LAST_COLUMN)))
            elif tag == "mergeCell":
                if (area := _area(element.get("ref", ""))) is not None:
                    sheet.merges.append(area)
            elif tag == "sheetView":
                hide_zeros = element.get("showZeros") in ("0", "false")
            elif tag == "sheetFormatPr":
                hide_rows = _is_on(element.get("zeroHeight"))
            elif tag == "formula1":
                sources.add("".join(map(str, element.itertext())))
            elif tag in ("conditionalFormatting", "tablePart"):
                unsure = True
            elif tag in ("oddHeader", "oddFooter"):
                words = _MARGIN_CODE.sub(" ", element.text or "").strip()
                if words:
                    self._margins.append((name, words))
            if len(sheet.merges) > limits().cells:
                raise too_large(self._source.path, many_merges(name), "cells")
        sheet.hidden_rows = _AllBut(shown_rows) if hide_rows else rows
        sheet.hidden_columns = _Columns(columns)
        if unsure:
            # A ground of another colour may lie under what is written in white.
            for cell in sheet.cells.values():
                cell.text += "".join(text for text, reason in cell.hidden if reason == "white")
                cell.hidden = [(text, reason) for text, reason in cell.hidden if reason != "white"]
        self._drawings(part, sheet)
        return sheet, sources

    def _row(self, element: Element, row: int, sheet: Sheet, hide_zeros: bool) -> None:
        column = -1
        for item in element.iterchildren(S + "c"):
            match = _REFERENCE.fullmatch(item.get("r", ""))
            column = _column(match[1]) if match else column + 1
            if column > _LAST_COLUMN:
                continue
            style = self._styles.style(item.get("s"))
            runs = self._shown(item, style, hide_zeros)
            if not runs and not style.boxed:
                continue
            self._cells += 1
            if self._cells > limits().cells:
                raise too_large(self._source.path, MANY_CELLS, "cells")
            # One shared text may stand in every cell.
            self._characters += sum(len(words) for words, _ in runs)
            if self._characters > limits().characters:
                raise too_large(self._source.path, MUCH_TEXT, "characters")
            text = "".join(words for words, reason in runs if reason is None)
            hidden = [(words, reason) for words, reason in runs if reason is not None and words.strip()]
            sheet.cells[row, column] = SheetCell(row, column, text, hidden, style.boxed, style.centered)

    def _shown(self, item: Element, style: CellStyle, hide_zeros: bool) -> _Runs:
        """The words of a cell as they are shown, with the reason where they cannot be seen."""
        kind = item.get("t", "n")
        runs: _Runs = []
        if kind == "inlineStr":
            inline = item.find(S + "is")
            runs = [] if inline is None else _runs(inline)
        else:
            raw = item.findtext(S + "v")
            if raw is None or (raw == "" and kind != "str"):
                if item.find(S + "f") is not None:
                    self._unread["formulas without a value"] += 1
                return []
            if kind == "s":
                number = int(raw) if raw.strip().isascii() and raw.strip().isdigit() and len(raw) < 12 else -1
                if not 0 <= number < len(self._strings):
                    self._unread["missing texts"] += 1
                    return []
                runs = self._strings[number]
            elif kind == "b":
                runs = [("TRUE" if raw == "1" else "FALSE", None)]
            elif kind in ("str", "e", "d"):
                runs = [(_unescaped(raw), None)]
            else:
                return self._number(raw, style, hide_zeros)
        if style.number_format != "General" and kind in ("s", "str", "inlineStr"):
            whole = "".join(words for words, _ in runs)
            shown = shown_text(whole, style.number_format)
            if not shown:
                return [(whole, "hidden")]
            if shown != whole:
                runs = [(shown, runs[0][1])]
        return [
            (words, reason if reason is None or not (reason == "white" and style.backed) else None)
            for words, reason in ((words, reason or style.reason) for words, reason in runs)
        ]

    def _number(self, raw: str, style: CellStyle, hide_zeros: bool) -> _Runs:
        value = number_of(raw)
        if value is None:
            return [(raw, style.reason)]
        if value == 0 and hide_zeros:
            self._unread["zeros not shown"] += 1
            return []
        shown = shown_number(value, style.number_format, self._since_1904)
        return [(shown, style.reason)] if shown else [(raw, "hidden")]

    def _drawings(self, part: str, sheet: Sheet) -> None:
        relations = self._package.relationships(part)
        for kind, target in relations.values():
            if kind in ("comments", "threadedComment"):
                self._unread["comments"] += 1
            elif kind == "drawing":
                root = self._package.optional(target)
                if root is None:
                    continue
                self._unread["pictures"] += sum(1 for _ in root.iter(_DRAWING + "pic"))
                self._unread["charts"] += sum(1 for _ in root.iter(_DRAWING + "graphicFrame"))
                for shape in root.iter(_DRAWING + "sp"):
                    if any(True for _ in shape.iterancestors(FALLBACK)):
                        continue
                    for paragraph in shape.iter(A + "p"):
                        sheet.loose.append("".join(text.text or "" for text in paragraph.iter(A + "t")))
            elif kind in ("oleObject", "package", "control", "ctrlProp"):
                self._unread["embedded objects"] += 1


class _Columns:
    """The hidden columns: ranges, which may reach over all columns."""

    def __init__(self, ranges: list[tuple[int, int]] | None = None) -> None:
        merged: list[list[int]] = []
        for first, last in sorted(ranges or ()):
            if merged and first <= merged[-1][1] + 1:
                merged[-1][1] = max(merged[-1][1], last)
            else:
                merged.append([first, last])
        self._hidden = {column for first, last in merged for column in range(first, last + 1)}

    def __contains__(self, column: object) -> bool:
        return column in self._hidden


class _AllBut:
    """The hidden rows of a sheet whose rows are hidden unless they are given."""

    def __init__(self, shown: set[int]) -> None:
        self._shown = shown

    def __contains__(self, row: object) -> bool:
        return row not in self._shown


def _paragraph(text: str) -> ParagraphDraft:
    return ParagraphDraft("", text)


def _runs(item: Element) -> _Runs:
    """The runs of a text; readings printed above it are no part of it."""
    runs: _Runs = []
    for child in item:
        if child.tag == S + "t":
            runs.append((_unescaped(child.text or ""), None))
        elif child.tag == S + "r":
            runs.append((_unescaped(child.findtext(S + "t") or ""), font_reason(child.find(S + "rPr"))))
    return runs


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: match[0] if match[1][0] in "Dd" else chr(int(match[1], 16)), text)


def _sheet_name(formula: str) -> str:
    match = _SHEET_NAME.search(formula)
    return "" if match is None else (match[1] or match[2]).replace("''", "'").lower()


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")


def _index(text: str | None, default: int, most: int) -> int:
    """A number that counts from 1, as one that counts from 0."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
        return min(default, most)
    return min(max(int(text) - 1, 0), most)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(text: str) -> Rectangle | None:
    corners = [_REFERENCE.fullmatch(part) for part in text.split(":")]
    if len(corners) != 2 or None in corners:
        return None
    found = [(int(match[2]) - 1, _column(match[1])) for match in corners if match is not None]
    (top, left), (bottom, right) = found
    return (min(top, bottom), min(left, right), max(top, bottom), max(left, right))
