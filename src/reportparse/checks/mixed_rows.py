"""Amounts of sentences that stand under the name of one row of a table and are the figure of another row of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.code_rows import named_rows
from reportparse.checks.context import Context
from reportparse.checks.grids import grids, level_name, unit_of
from reportparse.checks.running_text import running_text
from reportparse.checks.sheets import Spot, sheets
from reportparse.checks.table_echoes import IS_MOST
from reportparse.model.document import Cell
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures, parse_cell

_VERBS = re.compile(
    r"(?:（[类款项]）)?(?:实际|累计|全年)?(?:支出|支付|投入|投资|拨付|安排|到位|下达|完成|整治|使用|资金|经费|决算|金额|数|共|为|是|达|了|：|:)*"
)
# 渭源县执行率最低，为97.11%
_MOST = re.compile(r"(?P<name>[^，,；;。]{2,16}?)最[高低快慢多少大小][，,](?:仅|只)?为?$")
# 合阳县执行率98.38%
_RATE = re.compile("(?:预算|资金)?(?:执行|支出|完成|到位|使用|支付)(?:率|进度)(?:为|达到?)?$")
_OTHERWISE = re.compile("上年|去年|同比|较|比|增|减|计划|目标|预算|其余|结余|[0-9]{4}年")
# What a sentence sums up need not be what a table does: 各区合计 may be its 小计.
_SUM = re.compile("合计|小计|总计|总额|共计")
_NO_AMOUNT = re.compile("率|比|户|人|数量|序号|标准|均")
_LEAD = 30
_LEAST_NAME = 2
_SURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table by its name; `values` are the figures in it, `cells` where they stand, `amounts` what they are in 元, if known."""

    name: str
    values: tuple[Decimal, ...]
    cells: tuple[Place, ...]
    amounts: tuple[Decimal | None, ...] = ()

    def find(self, figure: Figure) -> int | None:
        """Where the row has a figure of a sentence: as it is written, or in another unit of money."""
        if figure.value in self.values:
            return self.values.index(figure.value)
        scaled = figure.quantity.scaled()
        return self.amounts.index(scaled) if figure.kind == "money" and scaled in self.amounts else None


@dataclass(frozen=True, slots=True)
class Mixed:
    """A figure told under `named` that is one of `meant`; `swapped` where the sentence gives each of the two the other's."""

    passage: Passage
    told: Figure
    named: Row
    meant: Row
    place: Place
    swapped: bool
    most: bool


def mixed_rows(context: Context) -> tuple[Mixed, ...]:
    """Each such figure: with digits enough to be no chance, or in a pair of rows that have each other's figures."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[Mixed]:
    tables = context.once(_tables)
    if not tables:
        return
    every = {value for rows in tables for row in rows for value in row.values}
    amounts = {value for rows in tables for row in rows for value in row.amounts if value is not None}
    for passage, text, _ in context.once(running_text).plain:
        told = [
            one
            for one in find_figures(text)
            if one.kind in ("money", "count", "percent")
            and one.is_exact
            and (one.value in every or (one.kind == "money" and one.quantity.scaled() in amounts))
        ]
        # A table may be read in more ways than one.
        seen: set[tuple[int, str]] = set()
        for rows in tables:
            found = [one for figure in told if (one := _mixed(passage, text, figure, rows)) is not None]
            pairs = {(one.named.name, one.meant.name) for one in found}
            for one in found:
                swapped = (one.meant.name, one.named.name) in pairs
                # Two rows may well have the same rate, but hardly each other's.
                sure = swapped or (
                    one.told.quantity.significant_digits >= _SURE_DIGITS and (one.told.kind != "percent" or one.most)
                )
                if sure and (one.told.start, one.named.name) not in seen:
                    seen.add((one.told.start, one.named.name))
                    yield Mixed(passage, one.told, one.named, one.meant, one.place, swapped, one.most)


def _mixed(passage: Passage, text: str, figure: Figure, rows: tuple[Row, ...]) -> Mixed | None:
    before = text[max(0, figure.start - _LEAD) : figure.start]
    most = _MOST.search(before) or IS_MOST.search(before)
    lead = re.split("[，,；;。、：:\n]|其中", most["name"] if most is not None else before)[-1]
    words = squash(lead)
    if figure.kind == "percent" or most is not None:
        bare = _RATE.sub("", words)
        if figure.kind == "percent" and bare == words:
            return None
        words = bare
    named = [row for row in rows if row.name in words and _VERBS.fullmatch(words.rsplit(row.name, 1)[1])]
    if (
        len(named) != 1
        or _SUM.fullmatch(named[0].name)
        or named[0].find(figure) is not None
        or _of_something(words, named[0].name)
        or _OTHERWISE.search(lead.replace(named[0].name, ""))
    ):
        return None
    meant = [row for row in rows if row.find(figure) is not None]
    if len(meant) != 1 or meant[0].name in words or named[0].name in meant[0].name:
        return None
    at = meant[0].find(figure)
    assert at is not None
    return Mixed(passage, figure, named[0], meant[0], meant[0].cells[at], False, most is not None)


def _of_something(words: str, name: str) -> bool:
    """Whether the name of a column is no more than a verb (支出), and the words before it tell of what: “三公”经费支出."""
    return _VERBS.fullmatch(name) is not None and _VERBS.fullmatch(words.rsplit(name, 1)[0]) is None


def _tables(context: Context) -> tuple[tuple[Row, ...], ...]:
    found: list[tuple[Row, ...]] = []
    for grid in context.once(grids):
        units = {
            column: unit_of(context, grid, column)
            for column, header in enumerate(grid.headers)
            if not _NO_AMOUNT.search(header)
        }
        found.append(
            tuple(
                _row(grid.label(row), [cell for cell in row if cell is not None], grid.table.index, units)
                for row in grid.rows
            )
        )
    for index, lines in context.once(named_rows):
        found.append(tuple(_row(name, list(cells), index) for name, cells in lines))
    known = {fact.place.block for fact in context.reading.facts}
    for sheet in context.once(sheets):
        if sheet.table in known:
            continue
        across = [(line.name, list(line.spots.values())) for line in sheet.lines]
        down = [
            (head, [line.spots[column] for line in sheet.lines if column in line.spots])
            for column, head in sheet.heads.items()
        ]
        found.extend(tuple(_of_spots(name, spots) for name, spots in one if spots) for one in (across, down))
    return tuple(tuple(row for row in rows if len(row.name) >= _LEAST_NAME) for rows in found)


def _of_spots(name: str, spots: list[Spot]) -> Row:
    return Row(squash(name), tuple(one.quantity.value for one in spots), tuple(one.place for one in spots))


def _row(name: str, cells: list[Cell], table: int, units: Mapping[int, str] | None = None) -> Row:
    figures = [
        (one, cell.column, Place(table, cell.row, cell.column))
        for cell in cells
        if (one := parse_cell(cell.text)) is not None
    ]
    amounts = [
        Quantity(one.value, one.unit or units[column], one.text).scaled()
        if units is not None and column in units and (not one.unit or one.is_money)
        else None
        for one, column, _ in figures
    ]
    return Row(
        level_name(squash(name)),
        tuple(one.value for one, _, _ in figures),
        tuple(place for _, _, place in figures),
        tuple(amounts),
    )
