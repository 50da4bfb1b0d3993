"""XLS bytes → Document: the sheets of an old workbook as they are shown. No formula is computed."""

from __future__ import annotations

import io
import struct
from collections import Counter
from decimal import Decimal
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from reportparse.errors import ReadError
from reportparse.model.document import Block, Document, Problem, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.model.location import SheetOrigin
from reportparse.readers.beyond import unparsed
from reportparse.readers.docx_draft import Freezer
from reportparse.readers.docx_visibility import HiddenReason, is_dark_fill, is_white
from reportparse.readers.legacy_ole import CompoundFile
from reportparse.readers.sheet_formats import BUILT_IN, number_of, shown_number, shown_text
from reportparse.readers.sheet_layout import (
    MANY_CELLS,
    MUCH_TEXT,
    NO_SHEETS,
    Sheet,
    SheetCell,
    accounted,
    laid_out,
    many_merges,
    too_large,
)
from reportparse.readers.xlsx_styles import GENERAL, CellStyle

_TINY_TWIPS = 40
_CENTER, _CENTER_ACROSS = 2, 6
_AUTOMATIC_COLOURS = frozenset({0x40, 0x41, 0x7FFF})
_OBJECT, _COMMON_DATA = 0x5D, 0x15
_OBJECTS = {5: "charts", 6: "text boxes", 8: "pictures", 30: "text boxes"}
_RESAVE = Say(
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试；打不开的，请向报送单位重新索取。",
    "Open it in Excel or WPS, save it as .xlsx and try again; if it does not open, ask for it again.",
)


def read_xls(data: bytes, source: Source) -> Document:
    """Read an old workbook; hidden sheets, rows and columns are hidden text.

    Raises ReadError: `broken-xls`, `encrypted-xls`, `table-too-large`.
    """
    try:
        stream = _workbook(data)
        if not stream:
            raise _broken(source.path, Say("没有工作簿的内容", "it holds no workbook"))
        book: Any = xlrd.open_workbook(
            file_contents=stream,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        return _Reading(book, source, drawn(stream)).document()
    except (ReadError, MemoryError):
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise ReadError(
                source.path,
                "encrypted-xls",
                Say("文件设有打开密码，读不出内容。", "the file has a password and cannot be read."),
                Say("请取消密码后另存为 .xlsx 再试。", "Take the password off, save it as .xlsx and try again."),
            ) from error
        raise _broken(source.path, Say("目录读不出来", "its list of contents cannot be read")) from error
    except RecursionError as error:
        raise _broken(source.path, Say("内容过大或嵌套过深", "its content is too large or nested too deep")) from error
    except Exception as error:
        # Whatever bytes do to the library, a batch must go on and the user must get a remedy.
        raise _broken(source.path, unparsed(error)) from error


def _workbook(data: bytes) -> bytes:
    """The workbook's own stream, taken out by the reader of compound files that damage cannot send round in circles."""
    file = CompoundFile(data)
    return file.stream("Workbook", len(data)) or file.stream("Book", len(data))


def drawn(stream: bytes) -> Counter[str]:
    """What lies over the sheets, by its records: pictures, charts, text boxes."""
    found: Counter[str] = Counter()
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _OBJECT and length >= 6:
            first, _, object_ = struct.unpack_from("<HHH", stream.ljust(at + 10, b"\0"), at + 4)
            if first == _COMMON_DATA and object_ in _OBJECTS:
                found[_OBJECTS[object_]] += 1
        at += 4 + length
    return found


def _broken(path: str, what: Say) -> ReadError:
    return ReadError(
        path,
        "broken-xls",
        Say(f"旧版 Excel 文件已损坏：{what.zh}。", f"the old Excel file is damaged: {what.en}."),
        _RESAVE,
    )


class _Reading:
    """One workbook being read."""

    def __init__(self, book: Any, source: Source, unread: Counter[str]) -> None:
        self._book = book
        self._source = source
        self._unread = unread
        self._styles: dict[int, CellStyle] = {}
        self._since_1904 = book.datemode == 1
        self._cells = self._characters = 0

    def document(self) -> Document:
        freezer = Freezer(SheetOrigin)
        blocks: list[Block] = []
        sheets: list[tuple[Sheet, bool]] = []
        for number in range(self._book.nsheets):
            raw = self._book.sheet_by_index(number)
            sheet = self._sheet(raw)
            sheets.append((sheet, False))
            blocks.extend(freezer.blocks(laid_out(sheet, self._source.path), sheet.name))
            self._book.unload_sheet(number)
        if not self._book.nsheets:
            raise _broken(self._source.path, NO_SHEETS)
        problems: list[Problem] = list(freezer.problems)
        document = Document(
            source=self._source,
            blocks=tuple(blocks),
            hidden=tuple(freezer.hidden),
            unread={key: count for key, count in sorted(self._unread.items()) if count},
            problems=tuple(problems),
        )
        return accounted(document, sheets)

    def _sheet(self, raw: Any) -> Sheet:
        hidden_rows = {row for row, info in raw.rowinfo_map.items() if info.hidden or info.height == 0}
        hidden_columns = {column for column, info in raw.colinfo_map.items() if info.hidden or info.width == 0}
        merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in raw.merged_cells]
        if len(merges) > limits().cells:
            raise too_large(self._source.path, many_merges(str(raw.name)), "cells")
        self._unread["comments"] += len(raw.cell_note_map)
        sheet = Sheet(str(raw.name), {}, merges, hidden_rows, hidden_columns, shown=raw.visibility == 0)
        hide_zeros = not raw.show_zero_values
        for row in range(raw.nrows):
            for column in range(raw.row_len(row)):
                cell = raw.cell(row, column)
                if cell.ctype == xlrd.XL_CELL_EMPTY:
                    continue
                style = self._style(cell.xf_index)
                text, hidden = self._shown(cell, style, hide_zeros)
                if not text and not hidden and not style.boxed:
                    continue
                self._cells += 1
                if self._cells > limits().cells:
                    raise too_large(self._source.path, MANY_CELLS, "cells")
                self._characters += len(text) + (len(hidden[0]) if hidden is not None else 0)
                if self._characters > limits().characters:
                    raise too_large(self._source.path, MUCH_TEXT, "characters")
                reasons = [hidden] if hidden is not None else []
                sheet.cells[row, column] = SheetCell(row, column, text, reasons, style.boxed, style.centered)
        return sheet

    def _shown(self, cell: Any, style: CellStyle, hide_zeros: bool) -> tuple[str, tuple[str, HiddenReason] | None]:
        """What a cell shows, and what it holds unseen."""
        kind, value = cell.ctype, cell.value
        if kind == xlrd.XL_CELL_BLANK:
            return "", None
        if kind == xlrd.XL_CELL_TEXT:
            raw = str(value)
            shown = shown_text(raw, style.number_format)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            raw = shown = "TRUE" if value else "FALSE"
        elif kind == xlrd.XL_CELL_ERROR:
            raw = shown = str(error_text_from_code.get(value, "#ERR"))
        else:
            raw = repr(value)
            number = number_of(raw)
            if number == Decimal(0) and hide_zeros:
                self._unread["zeros not shown"] += 1
                return "", None
            shown = raw if number is None else shown_number(number, style.number_format, self._since_1904)
        if not shown:
            return "", (raw, "hidden") if raw.strip() else None
        return (shown, None) if style.reason is None or not shown.strip() else ("", (shown, style.reason))

    def _style(self, index: int | None) -> CellStyle:
        if index is None or not 0 <= index < len(self._book.xf_list):
            return CellStyle()
        found = self._styles.get(index)
        if found is None:
            found = self._styles[index] = self._made(self._book.xf_list[index])
        return found

    def _made(self, xf: Any) -> CellStyle:
        named = xf.format_key in BUILT_IN and (14 <= xf.format_key <= 36 or 45 <= xf.format_key <= 58)
        format_ = None if named else self._book.format_map.get(xf.format_key)
        font = self._book.font_list[xf.font_index] if 0 <= xf.font_index < len(self._book.font_list) else None
        border, ground = xf.border, xf.background
        lines = (border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style)
        fill = self._colour(ground.pattern_colour_index) if ground.fill_pattern == 1 else None
        backed = ground.fill_pattern > 1 or (ground.fill_pattern == 1 and is_dark_fill(fill))
        reason: HiddenReason | None = None
        if font is not None:
            if 0 < font.height <= _TINY_TWIPS:
                reason = "tiny"
            elif is_white(self._colour(font.colour_index)) and not backed:
                reason = "white"
        return CellStyle(
            format_.format_str if format_ is not None else BUILT_IN.get(xf.format_key, GENERAL),
            reason,
            backed,
            any(lines),
            xf.alignment.hor_align in (_CENTER, _CENTER_ACROSS),
        )

    def _colour(self, index: int) -> str | None:
        rgb = None if index in _AUTOMATIC_COLOURS else self._book.colour_map.get(index)
        return None if rgb is None else "{:02X}{:02X}{:02X}".format(*rgb)
