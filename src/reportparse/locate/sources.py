"""Tables of funds without a header: labels in one row, each with its figure beside it, and the sources of the funds below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportparse.locate.lexicon import TableWords
from reportparse.locate.names import row_entity
from reportparse.model.document import Cell, Table
from reportparse.model.location import Place
from reportparse.model.outline import Attempt, Column, Region, RegionRow
from reportparse.text.normalise import bare_label
from reportparse.text.numbers import parse_cell

_LABEL_LIMIT = 20


def find_sources(
    table: Table,
    words: TableWords,
    unit_of: Callable[[str], str | None],
    default_unit: str,
    trace: list[Attempt],
) -> list[Region]:
    """The regions of one rule in a table.

    The first row of a region holds the totals; the rows below it have the name of a source in front of a figure, once for
    all figures or once for each.
    """
    known: set[str] = set()
    for cell in table.cells:
        if 1 < len(cell.text) <= _LABEL_LIMIT and (name := bare_label(cell.text)) in words.exact:
            known.add(name)
    if len(known) < words.rule.need:
        return []
    parts = frozenset(bare_label(part) for part in words.rule.parts)
    found: list[Region] = []
    row = 0
    while row < table.row_count:
        columns = _columns(table, row, words, unit_of)
        if len(columns) < words.rule.need:
            row += 1
            continue
        rows = [_row(table, row, columns, "", None)]
        below = row + 1
        while below < table.row_count:
            label = _part(table, below, columns[0].start, parts)
            if label is None:
                break
            named = _row(table, below, columns, label, row_entity(label, words))
            rows.append(_without_others(table, named, parts))
            below += 1
        rule = f"tables.yaml/{words.rule.id}"
        seen = " | ".join(column.label for column in columns)
        trace.append(Attempt(rule, seen, True, f"{len(rows)} rows of funds", columns[0].place))
        unit = next((column.unit for column in columns if column.unit), default_unit)
        found.append(
            Region(
                words.rule.id, words.rule.title, rule, table.index, "", None, unit, tuple(columns), tuple(rows), (row,)
            )
        )
        row = below
    return found


def _columns(table: Table, row: int, words: TableWords, unit_of: Callable[[str], str | None]) -> list[Column]:
    """A column for each label of the rule that has a figure, or room for one, to its right."""
    columns: list[Column] = []
    cells = table.rows[row]
    for position, cell in enumerate(cells[:-1]):
        # Most rows hold no such label: the cheap question comes first.
        role = words.exact.get(bare_label(cell.text)) if 1 < len(cell.text) <= _LABEL_LIMIT else None
        value = cells[position + 1]
        if role is None or any(column.role == role for column in columns):
            continue
        if value.text.strip() and parse_cell(value.text) is None:
            return []
        place = Place(table.index, cell.row, cell.column)
        columns.append(
            Column((bare_label(cell.text),), value.column, value.end_column, role, unit_of(cell.text), place)
        )
    return columns


def _part(table: Table, row: int, end: int, parts: frozenset[str]) -> str | None:
    """The name of the source that a row is about: the cell left of the first figure."""
    for cell in reversed([cell for cell in table.covering_rows[row] if cell.end_column <= end]):
        text = "".join(cell.text.split())
        if bare_label(text) in parts:
            return text
    return None


def _row(table: Table, row: int, columns: list[Column], label: str, entity: str | None) -> RegionRow:
    return RegionRow(row, label, entity, tuple(_value(table, row, column) for column in columns))


def _without_others(table: Table, row: RegionRow, parts: frozenset[str]) -> RegionRow:
    """The row without the figures that bear another label than that of a source: 其它 0 | 其它 0 | 结余 6.08."""
    cells = tuple(None if cell is not None and _of_another(table, cell, parts) else cell for cell in row.cells)
    return replace(row, cells=cells)


def _of_another(table: Table, cell: Cell, parts: frozenset[str]) -> bool:
    left = next((one for one in table.covering_rows[cell.row] if one.end_column == cell.column), None)
    text = "".join(left.text.split()) if left is not None else ""
    return bool(text) and parse_cell(text) is None and bare_label(text) not in parts


def _value(table: Table, row: int, column: Column) -> Cell | None:
    """The cell that shares most of the grid with a column, if it lies at least half under it: grids are uneven."""

    def common(cell: Cell) -> int:
        return min(cell.end_column, column.end) - max(cell.column, column.start)

    best = max(table.rows[row], key=common, default=None)
    if best is None or common(best) * 2 < min(best.column_span, column.end - column.start):
        return None
    return best
