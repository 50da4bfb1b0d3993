"""Tables: every cell once, at its anchor, with the spans that gridSpan, hMerge and vMerge give it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportparse.readers.docx_draft import BlockDraft, CellDraft, ParagraphDraft, TableDraft
from reportparse.readers.docx_names import SHADE, TC, TR, VAL, Element, W, number, val, walk_flat
from reportparse.readers.docx_styles import Styles
from reportparse.readers.docx_visibility import is_dark

MAX_SPAN = 1000
"""Grid columns one cell may cover; Word allows 63 cells a row, forms come with grids of about a hundred columns."""

SLIVER_TWIPS = 15
"""Grid columns up to this width (0.75 points) are what programs leave where they round the edges of cells row by row."""

ReadBlocks = Callable[[Element, str, bool, bool], list[BlockDraft]]
"""(container, path, whether it stands on a dark ground, whether a merge covers it) → its blocks."""

_CELL_PROPERTIES = W + "tcPr"
_GRID_SPAN = W + "gridSpan"
_VERTICAL = W + "vMerge"
_HORIZONTAL = W + "hMerge"
_DELETED_CELL = W + "cellDel"
_ROWS = frozenset((TR,))
_CELLS = frozenset((TC,))
_Columns = tuple[int, int]


def read_table(table: Element, path: str, dark: bool, styles: Styles, read_blocks: ReadBlocks) -> TableDraft:
    """The table as cells; `read_blocks` reads what a cell holds. Rows and cells deleted by tracked changes are left out."""
    properties = table.find(W + "tblPr")
    if properties is not None:
        style = val(properties, "tblStyle")
        dark = dark or is_dark(properties.find(SHADE)) or (style is not None and styles.table_may_be_dark(style))
    cells: list[CellDraft] = []
    merges: dict[_Columns, CellDraft] = {}
    rows = [
        _row(element, row_path)
        for element, row_path in walk_flat(table, path, _ROWS)
        if element.tag == TR and not _is_deleted(element)
    ]
    grid = _Grid(table, rows)
    width = grid.shown(len(grid.widths))
    for number_, row in enumerate(rows):
        merges, end = _read_row(row, number_, grid, dark, merges, cells, read_blocks)
        width = max(width, end)
    return TableDraft(path, cells, len(rows), width)


@dataclass(slots=True)
class _Row:
    """A w:tr: the grid columns before and after its cells, and the cells."""

    before: int
    slots: list[_Slot]
    after: int

    def columns(self) -> Iterator[tuple[_Slot, int, int]]:
        """Each cell with the first grid column it covers and the first one after it."""
        column = self.before
        for slot in self.slots:
            yield slot, column, column + slot.format.span
            column += slot.format.span


def _row(element: Element, path: str) -> _Row:
    properties = element.find(W + "trPr")
    before, after = (_span(val(properties, name), 0) for name in ("gridBefore", "gridAfter"))
    return _Row(before, _slots(element, path), after)


class _Grid:
    """The grid of a table as its cells need it.

    Left out are slivers, so that a cell a hair wider than the one below covers the same columns, and edges that no cell has,
    which are left over from rows that were there once.
    """

    def __init__(self, table: Element, rows: list[_Row]) -> None:
        self.widths = [number(column.get(W + "w")) or 0 for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        slivers = {index for index, width in enumerate(self.widths) if 0 < width <= SLIVER_TWIPS}
        if slivers:
            for row in rows:
                for _, start, end in row.columns():
                    if slivers.issuperset(range(start, end)):
                        # A cell of its own, however narrow.
                        slivers.difference_update(range(start, end))
        used = {row.before for row in rows}
        used.update(edge for row in rows for _, start, end in row.columns() for edge in (start, end))
        # A column that begins at no cell's edge is a part of the one before it.
        self._left_out = sorted(slivers.union(edge for edge in range(1, len(self.widths)) if edge not in used))

    def shown(self, edge: int) -> int:
        """The column that begins at an edge of the grid as the file has it."""
        return edge - bisect_left(self._left_out, edge)


def _read_row(
    content: _Row,
    row: int,
    grid: _Grid,
    dark: bool,
    merges: dict[_Columns, CellDraft],
    cells: list[CellDraft],
    read_blocks: ReadBlocks,
) -> tuple[dict[_Columns, CellDraft], int]:
    """Add a row's cells to `cells`. `merges` are the vertical merges open above; returns those open below, and the width."""
    open_below: dict[_Columns, CellDraft] = {}
    edge = content.before
    for slot, start, edge in content.columns():
        first, *merged = slot.squares
        ground = dark or slot.format.dark
        columns = (grid.shown(start), grid.shown(edge))
        cell = merges.get(columns) if slot.format.vertical == "continue" else None
        if cell is None:
            cell = CellDraft(first[1], row, columns[0], 1, columns[1] - columns[0], read_blocks(*first, ground, False))
            cells.append(cell)
        else:
            cell.row_span = row - cell.row + 1
            merged.insert(0, first)
        for square in merged:
            _swallow(cell, read_blocks(*square, ground, True))
        if slot.format.vertical is not None:
            open_below[columns] = cell
    return open_below, grid.shown(edge + content.after)


@dataclass(slots=True)
class _CellFormat:
    """What a w:tcPr says. A merge is `restart`, `continue` or None; a merge element without a value continues."""

    span: int = 1
    horizontal: str | None = None
    vertical: str | None = None
    dark: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Slot:
    """A w:tc and those that a legacy horizontal merge joins to it, with the format of the first and the span of all."""

    format: _CellFormat
    squares: list[tuple[Element, str]]


def _slots(row: Element, path: str) -> list[_Slot]:
    slots: list[_Slot] = []
    for cell, cell_path in walk_flat(row, path, _CELLS):
        if cell.tag != TC:
            continue
        format_ = _cell_format(cell)
        if format_.deleted:
            continue
        if slots and format_.horizontal == "continue" and slots[-1].format.horizontal is not None:
            slots[-1].squares.append((cell, cell_path))
            slots[-1].format.span += format_.span
        else:
            slots.append(_Slot(format_, [(cell, cell_path)]))
    return slots


def _cell_format(cell: Element) -> _CellFormat:
    found = _CellFormat()
    properties = cell.find(_CELL_PROPERTIES)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            found.span = _span(child.get(VAL), 1)
        elif tag == _VERTICAL:
            found.vertical = child.get(VAL, "continue")
        elif tag == _HORIZONTAL:
            found.horizontal = child.get(VAL, "continue")
        elif tag == SHADE:
            found.dark = is_dark(child)
        elif tag == _DELETED_CELL:
            found.deleted = True
    return found


def _swallow(cell: CellDraft, blocks: list[BlockDraft]) -> None:
    """Append what a covered square holds, if it holds anything."""
    kept = [block for block in blocks if not isinstance(block, ParagraphDraft) or block.says_something]
    if kept:
        if not any(not isinstance(block, ParagraphDraft) or block.says_something for block in cell.blocks):
            cell.blocks.clear()
        cell.blocks.extend(kept)
        cell.swallowed = True


def _is_deleted(row: Element) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _span(text: str | None, least: int) -> int:
    value = number(text)
    return least if value is None else max(least, min(value, MAX_SPAN))
