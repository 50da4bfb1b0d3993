"""Tables: every cell once, at its anchor, with the spans that gridSpan, hMerge and vMerge give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportparse.readers.docx_draft import BlockDraft, CellDraft, ParagraphDraft, TableDraft
from reportparse.readers.docx_names import SHADE, TC, TR, VAL, Element, W, number, val, walk_flat
from reportparse.readers.docx_styles import Styles
from reportparse.readers.docx_visibility import is_dark

MAX_SPAN = 1000
"""Grid columns one cell may cover; Word allows 63 cells a row, forms come with grids of about a hundred columns."""

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
    width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    row = 0
    for element, row_path in walk_flat(table, path, _ROWS):
        if element.tag != TR or _is_deleted(element):
            continue
        merges, end = _read_row(element, row_path, row, dark, merges, cells, read_blocks)
        width = max(width, end)
        row += 1
    return TableDraft(path, cells, row, width)


def _read_row(
    element: Element,
    path: str,
    row: int,
    dark: bool,
    merges: dict[_Columns, CellDraft],
    cells: list[CellDraft],
    read_blocks: ReadBlocks,
) -> tuple[dict[_Columns, CellDraft], int]:
    """Add a row's cells to `cells`. `merges` are the vertical merges open above; returns those open below, and the width."""
    properties = element.find(W + "trPr")
    column = _span(val(properties, "gridBefore"), 0)
    open_below: dict[_Columns, CellDraft] = {}
    for slot in _slots(element, path):
        first, *merged = slot.squares
        ground = dark or slot.format.dark
        columns = (column, column + slot.format.span)
        cell = merges.get(columns) if slot.format.vertical == "continue" else None
        if cell is None:
            cell = CellDraft(first[1], row, column, 1, slot.format.span, read_blocks(*first, ground, False))
            cells.append(cell)
        else:
            cell.row_span = row - cell.row + 1
            merged.insert(0, first)
        for square in merged:
            _swallow(cell, read_blocks(*square, ground, True))
        if slot.format.vertical is not None:
            open_below[columns] = cell
        column = columns[1]
    return open_below, column + _span(val(properties, "gridAfter"), 0)


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
