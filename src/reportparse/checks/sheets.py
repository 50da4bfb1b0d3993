"""Any table as rows and columns of figures with their names and units, whatever its form: merged headers, no total, names on top.

What the names mean is not known here; a check that reads a sheet has to let the sheet itself show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reportparse.checks.context import Context
from reportparse.checks.two_sided import SIDES
from reportparse.model.document import Cell, Paragraph, Table
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.text.normalise import bare_label, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import SCORED

_UNIT = re.compile(r"(?:单位[：:]?|[（(])[（(]?(?:人民币)?(?P<unit>亿元|万元|千元|元)")
_OTHER_UNIT = re.compile(r"[（(][^（）()]{1,5}[）)]$")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_RATE = re.compile("率|比例|比重|占比|%|％")
# A bare label has no brackets: 增减（%）.
_PERCENT = re.compile("[（(][%％][）)]")
_NO_AMOUNT = re.compile("序号|行次|编号|编码|代码|年份|得分|分值|评分|权重|人数|户数|数量|条数|个数")
_MOST_HEADS = 3
_LONGEST = 30
_ABOVE = 3
_LEAST = 2
_NONE = "-"


class Spot(NamedTuple):
    """A figure of a sheet: `unit` is what cell, row, column or the lines above the table give, '' where none does."""

    quantity: Quantity
    unit: str
    place: Place

    @property
    def amount(self) -> Quantity:
        return Quantity(self.quantity.value, self.unit, self.quantity.text)


class Line(NamedTuple):
    """A row of figures: its name as written, the bare one, and its figures by column."""

    written: str
    name: str
    spots: dict[int, Spot]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table, or of a part of it below a row of names; `heads` are the bare names of the columns."""

    table: int
    heads: dict[int, str]
    lines: tuple[Line, ...]


def sheets(context: Context) -> tuple[Sheet, ...]:
    """All tables that have a row of names above at least two rows of figures; lists of indicators and tables of two sides are none."""
    return tuple(_sheets(context))


def _sheets(context: Context) -> Iterator[Sheet]:
    listed: dict[int, set[int]] = {}
    sided = set()
    for region in context.reading.outline.regions:
        if region.kind in SCORED:
            listed.setdefault(region.table, set()).update((*region.header_rows, *(row.row for row in region.rows)))
        elif region.kind == SIDES:
            sided.add(region.table)
    before: list[Paragraph] = []
    for block in context.document.walk():
        if isinstance(block, Paragraph):
            if block.text.strip():
                before = [*before[1 - _ABOVE :], block]
            continue
        if block.index not in sided:
            yield from _sheets_of(block, before, listed.get(block.index, set()))
        before = []


def _sheets_of(table: Table, before: list[Paragraph], listed: set[int]) -> Iterator[Sheet]:
    """The parts of a table, each below a row of names of its own."""
    if table.row_count <= _LEAST or table.column_count < _LEAST:
        return
    heads: list[int] = []
    body: list[int] = []
    for row in range(table.row_count):
        if row in listed or _is_head(table, row):
            if body:
                yield from _sheet(table, heads, body, before)
                heads, body = [], []
            heads = [] if row in listed else [*heads, row]
        elif heads:
            body.append(row)
    yield from _sheet(table, heads, body, before)


def _is_head(table: Table, row: int) -> bool:
    """Whether a row has names and no figures; a single cell is a title."""
    if _has_figures(table, row):
        return False
    words = sum(_WORD.search(cell.text) is not None for cell in table.rows[row])
    return words >= (1 if row == 0 else _LEAST)


def _sheet(table: Table, above: list[int], body: list[int], before: list[Paragraph]) -> Iterator[Sheet]:
    if not above or len(body) < _LEAST:
        return
    rows = above[-_MOST_HEADS:]
    heads: dict[int, str] = {}
    units: dict[int, str] = {}
    over = [_by_column(table, row) for row in rows]
    named: dict[tuple[str, ...], tuple[str, str]] = {}
    # The grid of a large form has many more columns than cells begin in.
    for column in sorted({0, *(cell.column for row in body for cell in table.covering_rows[row])}):
        cells = [row.get(column) for row in over]
        texts = tuple(
            dict.fromkeys(cell.text for cell in cells if cell is not None and cell.column_span < table.column_count)
        )
        # A wide cell is the name of all columns below it.
        if texts not in named:
            head = bare_label(texts[-1]) if texts else ""
            rates = texts and _PERCENT.search(texts[-1]) is not None
            named[texts] = head, "%" if rates else _no_money(head) or _unit_of(texts)
        heads[column], unit = named[texts]
        if unit:
            units[column] = unit
    # A unit in brackets behind the name of the first column holds for all of them (经费控制情况（万元）).
    unit = units.get(0, "")
    if unit in ("", "%", _NONE):
        unit = _unit_above(table, above, before)
    lines = []
    for row in body:
        line, unit = _line(table, row, units, unit)
        if line is not None:
            lines.append(line)
    if len(lines) >= _LEAST:
        yield Sheet(table.index, heads, tuple(lines))


# The tables of a report have the same heads.
@lru_cache(maxsize=1024)
def _no_money(head: str) -> str:
    """What a column is by its name, where it has no amounts of money: rates, or what is no amount at all."""
    if _RATE.search(head):
        return "%"
    return _NONE if _NO_AMOUNT.search(head) else ""


def _has_figures(table: Table, row: int) -> bool:
    cells = table.rows[row]
    return any(cell.column > 0 and parse_cell(cell.text) is not None for cell in cells)


def _by_column(table: Table, row: int) -> dict[int, Cell]:
    """The cells that cover a row, by each column they cover; where two do, the left one."""
    cells = reversed(table.covering_rows[row])
    return {column: cell for cell in cells for column in range(cell.column, cell.end_column)}


def _unit_of(texts: tuple[str, ...]) -> str:
    return next((match["unit"] for text in reversed(texts) if (match := _UNIT.search(squash(text)))), "")


def _unit_above(table: Table, above: list[int], before: list[Paragraph]) -> str:
    """The unit in a row over the whole table, or in one of the short lines above it."""
    for row in above:
        for cell in table.rows[row]:
            match = _UNIT.search(squash(cell.text)) if cell.column_span == table.column_count else None
            if match is not None:
                return match["unit"]
    for block in reversed(before):
        if len(block.text) > 2 * _LONGEST:
            break
        match = _UNIT.search(squash(block.text))
        if match is not None:
            return match["unit"]
    return ""


def _line(table: Table, row: int, units: dict[int, str], above: str) -> tuple[Line | None, str]:
    """A row, and the unit that holds below it: 支出金额（万元） gives one to 其中：日常养护, 里程（公里） ends it."""
    figures: dict[int, tuple[Cell, Quantity]] = {}
    names: list[str] = []
    for cell in table.covering_rows[row]:
        quantity = parse_cell(cell.text)
        if quantity is not None and units.get(cell.column) == _NONE:
            continue
        if quantity is not None and cell.row == row and cell.row_span == 1:
            figures[cell.column] = cell, quantity
        elif quantity is None and cell.text.strip() and not figures:
            names.append(cell.text)
    name = names[-1] if names else ""
    if not figures or not name or len(name) > _LONGEST:
        return None, above
    written = squash(name)
    own = _UNIT.search(written)
    if own is not None:
        above = own["unit"]
    elif _OTHER_UNIT.search(written):
        above = ""
    rate = "%" if _RATE.search(written) else ""
    spots = {
        column: Spot(
            quantity,
            quantity.unit or rate or units.get(column) or above,
            Place(table.index, cell.row, cell.column),
        )
        for column, (cell, quantity) in figures.items()
    }
    return Line(written, bare_label(name), spots), above
