"""Body rows of tables: which cell stands under which column, what a row is called, and where a table ends."""

from __future__ import annotations

from reportparse.locate.lexicon import TableWords
from reportparse.locate.names import row_entity
from reportparse.locate.table_headers import LONG_TEXT, Header, is_full_width
from reportparse.model.document import Cell, Table
from reportparse.model.outline import Column, RegionRow
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import is_total

# The sub-columns of a header cell that spans the first columns of a list table.
_SPLIT = ("category", "dimension", "name")
# The columns that no row of a list of indicators has in one cell.
_OWN_CELLS = ("name", "target", "actual")


def split_columns(table: Table, header: Header, first: int) -> tuple[Column, ...]:
    """Header cells that span several body columns of a list table become one column for each."""
    if header.words.rule.concepts or first >= table.row_count or is_full_width(table, first):
        return header.columns
    body = table.covering_rows[first]
    taken = {column.role for column in header.columns}
    columns: list[Column] = []
    for column in header.columns:
        inner = [cell for cell in body if column.start <= cell.column and cell.end_column <= column.end]
        if column.role not in _SPLIT or len(inner) < 2:
            columns.append(column)
            continue
        roles = [role for role in _SPLIT if role == column.role or role not in taken]
        if column.role == "name" and len(inner) <= len(_SPLIT) and len(roles) == len(_SPLIT):
            # 指标 over 产出指标 | 沟渠长度: the last of them names the indicator.
            roles = [*roles[: len(inner) - 1], "name"]
        else:
            roles = roles[roles.index(column.role) :]
        for position, cell in enumerate(inner):
            role = roles[position] if position < len(roles) else None
            columns.append(Column(column.path, cell.column, cell.end_column, role, column.unit, column.place))
    return tuple(columns)


def body_row(header: Header, columns: tuple[Column, ...], cells: tuple[Cell | None, ...], row: int) -> RegionRow | None:
    if not any(cell is not None and cell.text.strip() for cell in cells):
        return None
    label = ""
    if header.words.rule.concepts:
        place = next((i for i, column in enumerate(columns) if column.role == "entity"), None)
        if place is None:
            place = _unnamed(columns, cells)
        name = cells[place] if place is not None else None
        if name is not None and parse_cell(name.text) is None:
            label = "".join(name.text.split())
        entity = row_entity(label, header.words)
    else:
        entity = None
        label = next(
            (
                "".join(cell.text.split())
                for column, cell in zip(columns, cells, strict=True)
                if column.role == "name" and cell is not None
            ),
            "",
        )
    return RegionRow(row, label, entity, cells)


def _unnamed(columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> int | None:
    """The column of the row names where no header says so: the first one without a meaning, past the numbers of the rows (序号)."""
    told = [
        (place, parse_cell(cell.text) is not None)
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True))
        if column.role is None and cell is not None and cell.text.strip()
    ]
    figures = next((place for place, column in enumerate(columns) if column.role is not None), len(columns))
    words = (place for place, number in told if not number and place < figures)
    return next(words, told[0][0] if told else None)


def cell_under(table: Table, column: Column, row: int) -> Cell | None:
    """The cell of a row that stands under a column: the one that shares most of the grid with it."""
    if column.role == "entity" and column.end - column.start > 1:
        # 支出结构 | 基本支出 under one header: the last of them names the row.
        names = [
            cell for cell in table.covering_rows[row] if column.start <= cell.column and cell.end_column <= column.end
        ]
        named = [cell for cell in names if cell.text.strip() and parse_cell(cell.text) is None]
        if len(names) > 1 and named:
            return named[-1]
    exact = table.cell(row, column.start)
    if exact is not None and exact.end_column == column.end:
        return exact
    best: Cell | None = None
    share = 0
    for cell in table.covering_rows[row]:
        common = min(cell.end_column, column.end) - max(cell.column, column.start)
        if common > share:
            best, share = cell, common
    if best is None or share * 2 < min(best.column_span, column.end - column.start):
        return None
    return best


def is_remark(columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> bool:
    """Whether a row below a list is a label with one wide cell of text (评价结论 | …) and no row of the list."""
    under = [cell for column, cell in zip(columns, cells, strict=True) if column.role and column.role in _OWN_CELLS]
    first = next((cell for cell in cells if cell is not None), None)
    if len(under) < len(_OWN_CELLS) or None in under or first is None:
        return False
    if under[0] is first and any(cell is not None and parse_cell(cell.text) is not None for cell in cells):
        # 预算执行率得分 | 10 | 9.75: a wide name, not a text, with its points.
        return False
    return len({id(cell) for cell in under}) == 1 and not is_total(first.text)


def below_header(cell: Cell | None, first: int) -> Cell | None:
    """A cell of the body; a header cell that reaches down into it is none of its own."""
    return cell if cell is not None and cell.row >= first else None


def holds_text(words: TableWords, columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> bool:
    """Whether running text stands where a money table has figures."""
    return any(
        cell is not None and len(cell.text) > LONG_TEXT and column.role in words.rule.concepts
        for column, cell in zip(columns, cells, strict=True)
    )
