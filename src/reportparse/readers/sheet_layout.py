"""The cells of a workbook's sheets → paragraphs and tables: titles out of the grid, one table for each block of rows."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportparse.errors import ReadError
from reportparse.model.document import Document
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.readers.beyond import beyond
from reportparse.readers.docx_draft import BlockDraft, CellDraft, HiddenDraft, ParagraphDraft, TableDraft
from reportparse.readers.docx_visibility import HiddenReason
from reportparse.readers.tally import Piece, settled

_BETWEEN = "    "
"""Between the texts of one row that becomes a paragraph."""
_MOST_REMARKS = 2
"""Texts in a column beside the lines of a table; more are a column of it that was left without lines."""
MANY_CELLS = Say("工作簿的单元格过多", "the workbook has too many cells")
MUCH_TEXT = Say("工作簿的文字过多", "the workbook has too much text")
NO_SHEETS = Say("没有工作表", "it has no sheets")
_ONLY_THE_REPORT = Say(
    "请只保留报告所在的工作表和区域，另存后再试。",
    "Keep only the sheets and the range of the report, and save it again.",
)
_DEFAULT_NAMES = ("sheet", "工作表", "表")

Rectangle = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 0."""


@dataclass(slots=True)
class SheetCell:
    """A cell that holds or frames something. `text` is what it shows, `hidden` what it holds unseen."""

    row: int
    column: int
    text: str = ""
    hidden: list[tuple[str, HiddenReason]] = field(default_factory=list)
    boxed: bool = False
    """It has a line on some side."""
    centered: bool = False


@dataclass(slots=True)
class Sheet:
    """A sheet as a format's reader gives it. `loose` are the texts that stand above the grid, in text boxes."""

    name: str
    cells: dict[tuple[int, int], SheetCell]
    merges: list[Rectangle]
    hidden_rows: Container[int]
    hidden_columns: Container[int]
    shown: bool = True
    loose: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Spot:
    """A cell in sight with the rows and columns it covers; `row` and `column` are the first ones in sight."""

    cell: SheetCell
    row: int
    column: int
    last_row: int
    last_column: int


def reference(row: int, column: int) -> str:
    """`D7` of (6, 3)."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def laid_out(sheet: Sheet, path: str) -> list[BlockDraft]:
    """The blocks of a sheet, those that hide something last. Raises ReadError `table-too-large`."""
    spots, folded, buried = _spots(sheet, path)
    blocks: list[BlockDraft] = []
    if sheet.shown:
        for chunk in _chunks(sheet, spots):
            blocks.extend(_Chunk(chunk, path).blocks())
        if blocks and isinstance(blocks[0], TableDraft) and (name := _telling(sheet.name)):
            blocks.insert(0, ParagraphDraft("", name))
        blocks.extend(ParagraphDraft("", text) for text in sheet.loose if text.strip())
    else:
        loose = [HiddenDraft(0, text, "folded") for text in sheet.loose if text.strip()]
        blocks.extend([ParagraphDraft("", hidden=loose)] if loose else [])
        folded = sorted([*folded, *buried, *(spot.cell for spot in spots)], key=lambda cell: (cell.row, cell.column))
        buried = []
    blocks.extend(_unseen(folded, "folded"))
    blocks.extend(_unseen(buried, "covered"))
    return blocks


def _telling(name: str) -> str:
    """The name of a sheet, `""` where it is only what the program gave it (`Sheet1`)."""
    bare = name.strip().lower().rstrip("0123456789 ()（）")
    return "" if bare in _DEFAULT_NAMES or not bare else name.strip()


def _spots(sheet: Sheet, path: str) -> tuple[list[_Spot], list[SheetCell], list[SheetCell]]:
    """The cells in sight by row, those in hidden rows and columns, and those under a merged cell."""
    bounds = limits()
    if len(sheet.cells) > bounds.cells:
        raise too_large(path, MANY_CELLS, "cells")
    used_rows = sorted({row for row, _ in sheet.cells})
    used_columns = sorted({column for _, column in sheet.cells})
    by_anchor: dict[tuple[int, int], tuple[int | None, int | None, int, int]] = {}
    covered: set[tuple[int, int]] = set()
    looked = 0
    for first_row, first_column, last_row, last_column in sheet.merges:
        rows = used_rows[bisect_left(used_rows, first_row) : bisect_left(used_rows, last_row + 1)]
        columns = used_columns[bisect_left(used_columns, first_column) : bisect_left(used_columns, last_column + 1)]
        looked += 1 + len(rows) * len(columns)
        if looked > bounds.squares:
            what = Say(
                f"工作表“{sheet.name}”的合并单元格过大", f"the merged cells of the sheet “{sheet.name}” are too large"
            )
            raise too_large(path, what, "squares")
        squares = {(row, column) for row in rows for column in columns}
        if covered.isdisjoint(squares) and (first_row, first_column) in squares:
            covered |= squares
            first = _first_shown(rows, sheet.hidden_rows), _first_shown(columns, sheet.hidden_columns)
            by_anchor[first_row, first_column] = (*first, last_row, last_column)
    spots: list[_Spot] = []
    folded: list[SheetCell] = []
    buried: list[SheetCell] = []
    for at in sorted(sheet.cells):
        cell = sheet.cells[at]
        if at in covered and at not in by_anchor:
            if cell.text.strip() or cell.hidden:
                buried.append(cell)
            continue
        if at in by_anchor:
            row, column, last_row, last_column = by_anchor[at]
        else:
            row, column = _first_shown((at[0],), sheet.hidden_rows), _first_shown((at[1],), sheet.hidden_columns)
            last_row, last_column = at
        if row is None or column is None:
            folded.append(cell)
        else:
            spots.append(_Spot(cell, row, column, last_row, last_column))
    spots.sort(key=lambda spot: (spot.row, spot.column))
    return spots, folded, buried


def _first_shown(indexes: Iterable[int], hidden: Container[int]) -> int | None:
    return next((index for index in indexes if index not in hidden), None)


def _chunks(sheet: Sheet, spots: list[_Spot]) -> Iterator[list[_Spot]]:
    """The cells between blank rows. A blank row with lines round its cells is a row of its table."""
    chunk: list[_Spot] = []
    reach = -1
    for spot in spots:
        says = bool(spot.cell.text.strip() or spot.cell.hidden)
        if not says and not spot.cell.boxed:
            continue
        if chunk and _first_shown(range(reach + 1, spot.row), sheet.hidden_rows) is not None:
            yield chunk
            chunk = []
        chunk.append(spot)
        reach = max(reach, spot.last_row if says else spot.row)
    if chunk:
        yield chunk


class _Chunk:
    """Rows that follow each other without a blank one between."""

    def __init__(self, spots: list[_Spot], path: str) -> None:
        self._path = path
        self._rows: dict[int, list[_Spot]] = {}
        self._beside = _beside(spots)
        beside = {id(spot) for spot in self._beside}
        for spot in spots:
            if id(spot) in beside:
                continue
            self._rows.setdefault(spot.row, []).append(spot)
        self._texts = {row: [spot for spot in found if _says(spot)] for row, found in self._rows.items()}
        self._order = sorted(self._rows)
        while self._order and not self._texts[self._order[-1]]:
            self._order.pop()
        self._boxed = {row for row in self._order if any(spot.cell.boxed for spot in self._rows[row])}

    def blocks(self) -> Iterator[BlockDraft]:
        """Paragraphs before, between and after tables."""
        first, last = self._table_range()
        segment: list[int] = []
        # How far down the texts of the segment are merged: asked for each row of what may be a very long sheet.
        reach = -1
        for position, row in enumerate(self._order):
            if not first <= position <= last or self._parts_tables(row, reach):
                yield from self._table(segment)
                segment, reach = [], -1
                yield from self._paragraph(row)
            else:
                segment.append(row)
                reach = max([reach, *(spot.last_row for spot in self._texts[row])])
        yield from self._table(segment)
        for spot in self._beside:
            yield _line([spot])

    def _table_range(self) -> tuple[int, int]:
        """The positions of the first and the last row that belong to tables; an empty range where there is none."""
        several = [position for position, row in enumerate(self._order) if len(self._texts[row]) > 1]
        boxed = [position for position, row in enumerate(self._order) if row in self._boxed]
        first, last = len(self._order), -1
        if boxed and 2 * sum(self._order[position] in self._boxed for position in several) >= len(several):
            # Lines are drawn round what is a table here, also round a single cell.
            first, last = boxed[0], boxed[-1]
        elif several:
            first, last = several[0], len(self._order) - 1
            while last > several[-1] and self._is_wide(self._order[last]):
                last -= 1
        while first < last and several and first < several[0] and self._is_wide(self._order[first]):
            # A title, though it may stand within the lines.
            first += 1
        return first, last

    def _is_wide(self, row: int) -> bool:
        """Whether one text has the row for itself."""
        texts = self._texts[row]
        return len(texts) == 1 and texts[0].last_column > texts[0].column and texts[0].last_row <= row

    def _parts_tables(self, row: int, reach: int) -> bool:
        """Whether a row within the lines is a title between two tables: one text, no line, nothing merged down across it."""
        return len(self._texts[row]) == 1 and bool(self._boxed) and row not in self._boxed and reach < row

    def _paragraph(self, row: int) -> Iterator[ParagraphDraft]:
        if self._texts[row]:
            yield _line(self._texts[row])

    def _table(self, rows: list[int]) -> Iterator[TableDraft]:
        while rows and not self._texts[rows[-1]]:
            rows.pop()
        if not rows:
            return
        columns = sorted({spot.column for row in rows for spot in self._texts[row]})
        squares = len(rows) * len(columns)
        bounds = limits()
        if squares > bounds.cells:
            what = Say(
                f"表格有 {len(rows)} 行、{len(columns)} 列", f"a table has {len(rows)} rows and {len(columns)} columns"
            )
            raise too_large(self._path, what, "cells")
        taken: set[tuple[int, int]] = set()
        cells: list[CellDraft] = []
        # Those that say something first: a blank one gives way.
        for spot in sorted((spot for row in rows for spot in self._rows[row]), key=lambda spot: not _says(spot)):
            top, left = bisect_left(rows, spot.row), bisect_left(columns, spot.column)
            bottom, right = bisect_left(rows, spot.last_row + 1), bisect_left(columns, spot.last_column + 1)
            own = {(row, column) for row in range(top, bottom) for column in range(left, right)}
            if own and taken.isdisjoint(own):
                taken |= own
                cells.append(_cell(spot.cell, top, left, bottom - top, right - left))
        for row in range(len(rows)):
            for column in range(len(columns)):
                if (row, column) not in taken:
                    cells.append(_cell(SheetCell(rows[row], columns[column]), row, column, 1, 1))
        first = self._texts[rows[0]] or self._rows[rows[0]]
        yield TableDraft(reference(first[0].cell.row, first[0].cell.column), cells, len(rows), len(columns))


def _beside(spots: list[_Spot]) -> list[_Spot]:
    """The remarks beside a table: without lines, in columns left or right of all that has lines, one or two in each."""
    boxed = [spot for spot in spots if spot.cell.boxed]
    if not boxed:
        return []
    left, right = min(spot.column for spot in boxed), max(spot.last_column for spot in boxed)
    outside = [spot for spot in spots if _says(spot) and not left <= spot.column <= right]
    columns = Counter(spot.column for spot in outside)
    rows = {spot.row for spot in boxed}
    return [spot for spot in outside if columns[spot.column] <= _MOST_REMARKS and spot.row in rows]


def _line(texts: list[_Spot]) -> ParagraphDraft:
    """The texts of one row as a paragraph."""
    spots = [spot for spot in texts if spot.cell.text.strip()]
    text = _BETWEEN.join(spot.cell.text.strip() for spot in spots)
    first = (spots or texts)[0].cell
    hidden = [HiddenDraft(0, words, reason) for spot in texts for words, reason in spot.cell.hidden]
    return ParagraphDraft(reference(first.row, first.column), text, centered=first.centered, hidden=hidden)


def _says(spot: _Spot) -> bool:
    return bool(spot.cell.text.strip() or spot.cell.hidden)


def _cell(cell: SheetCell, row: int, column: int, row_span: int, column_span: int) -> CellDraft:
    where = reference(cell.row, cell.column)
    lines = [line.strip() for line in cell.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    blocks: list[ParagraphDraft | TableDraft] = [
        ParagraphDraft(where, line, centered=cell.centered) for line in lines if line
    ] or [ParagraphDraft(where)]
    first = blocks[0]
    assert isinstance(first, ParagraphDraft)
    first.hidden = [HiddenDraft(0, words, reason) for words, reason in cell.hidden]
    return CellDraft(where, row, column, row_span, column_span, blocks)


def _unseen(cells: Iterable[SheetCell], reason: HiddenReason) -> Iterator[ParagraphDraft]:
    """What is out of sight, a paragraph that shows nothing for each row of it. What the cells themselves hide is no more so."""
    drafts: dict[int, ParagraphDraft] = {}
    for cell in cells:
        for text in (cell.text.strip(), *(words for words, _ in cell.hidden)):
            if text.strip():
                draft = drafts.setdefault(cell.row, ParagraphDraft(reference(cell.row, cell.column)))
                draft.hidden.append(HiddenDraft(0, text, reason))
    yield from drafts.values()


def accounted(document: Document, sheets: Sequence[tuple[Sheet, bool]]) -> Document:
    """The document with the account of what the cells hold; True stands beside a sheet left out as a list of choices."""

    def pieces() -> Iterator[Piece]:
        for sheet, left_out in sheets:
            reason = "option lists" if left_out else None
            for cell in sheet.cells.values():
                for text in (cell.text, *(hidden for hidden, _ in cell.hidden)):
                    yield Piece(text, reason, _named(f"{sheet.name} {reference(cell.row, cell.column)}"))
            for text in sheet.loose:
                yield Piece(text, reason, _named(sheet.name))

    return settled(document, "".join(piece.text for piece in pieces()), lambda _: pieces())


def _named(place: str) -> Say:
    return Say(place, place)


def many_merges(name: str) -> Say:
    """What is said of a sheet with too many merged cells."""
    return Say(f"工作表“{name}”的合并单元格过多", f"the sheet “{name}” has too many merged cells")


def too_large(path: str, what: Say, limit: str) -> ReadError:
    """The error for a sheet beyond a limit."""
    return beyond(path, "table-too-large", what, limit, _ONLY_THE_REPORT)
