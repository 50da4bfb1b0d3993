"""What a sentence says of the table that it announces: 共安排项目5个，资金合计860万元，详见下表.

Only tables without a line of totals, right below the sentence: what the lines come to is then told by the sentence alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, in_unit
from reportparse.checks.grids import Grid, all_grids, unit_of
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell

_ANNOUNCED = re.compile("[见如]下表|下表|(?:具体|明细|情况|分别|安排|名单)如下|如下[：:]?$")
_SUMMED = re.compile("(?:合计|共计?|总计|总额|总投资|总金额)[^，,。；;：:0-9]{0,10}$")
_AMOUNT = re.compile("资金|金额|投资|支出|经费|预算|拨款|补助")
_NO_SUM = re.compile("率|比|单价|标准|均|序号|其中")
_NOUN = re.compile("项目|单位|企业|学校|机构|乡镇|村|工程|课题|制度|活动")
_COUNTED = ("个", "家", "项", "所", "处", "类")
_ABOVE = 3
_LEAST = 2


@dataclass(frozen=True, slots=True)
class AnnouncedSum:
    """An amount that the lines of the table below make another; `cells` are theirs."""

    passage: Passage
    whole: Figure
    computed: Quantity
    terms: tuple[str, ...]
    cells: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class AnnouncedCount:
    """A number of things of which the table below has another."""

    passage: Passage
    told: Figure
    noun: str
    listed: int
    table: int


def announced_sums(context: Context) -> Iterator[AnnouncedSum]:
    """The only amount that a sentence sums up, against the only column of amounts."""
    for grid, passage, text in context.once(_announced):
        amounts = [one for one in find_figures(text) if one.kind == "money" and one.is_exact and one.value > 0]
        wholes = [one for one in amounts if _SUMMED.search(text[max(0, one.start - 16) : one.start])]
        columns = [
            column
            for column, header in enumerate(grid.headers)
            if _AMOUNT.search(header) and not _NO_SUM.search(header)
        ]
        if len(wholes) != 1 or len(columns) != 1:
            continue
        column, whole = columns[0], wholes[0]
        unit = unit_of(context, grid, column)
        cells = [cell for row in grid.rows if (cell := row[column]) is not None]
        values = [quantity for cell in cells if (quantity := parse_cell(cell.text)) is not None]
        if len(values) != len(grid.rows) or len(values) < _LEAST:
            continue
        decimals = max(one.decimals for one in values)
        parts = [Quantity(one.value, one.unit or unit, one.text) for one in values]
        total = Interval(Decimal(0), Decimal(0))
        for one in parts:
            total = total + one.interval(decimals)
        if total.meets(whole.quantity.interval()):
            continue
        computed = in_unit(sum((one.scaled() for one in parts), Decimal(0)), whole.quantity)
        places = tuple(Place(grid.table.index, cell.row, cell.column) for cell in cells)
        yield AnnouncedSum(passage, whole, computed, tuple(cell.text.strip() for cell in cells), places)


def announced_counts(context: Context) -> Iterator[AnnouncedCount]:
    """A number of what the column of names is of (项目名称, 单位名称), against the lines."""
    for grid, passage, text in context.once(_announced):
        heads = [match[0] for header in grid.headers[:3] if (match := _NOUN.search(header))]
        if not heads:
            continue
        figures = [one for one in find_figures(text) if one.kind == "count" and one.is_exact]
        told = [
            one
            for one in figures
            if one.unit in _COUNTED and heads[0] in _about(text, one) and not one.quantity.decimals
        ]
        if len(told) == 1 and told[0].value != len(grid.rows):
            yield AnnouncedCount(passage, told[0], heads[0], len(grid.rows), grid.table.index)


def _about(text: str, figure: Figure) -> str:
    """The words right before and right behind a figure."""
    lead = re.split("[，,；;。：:、]", text[max(0, figure.start - 16) : figure.start])[-1]
    return lead + re.split("[，,；;。：:、0-9]", text[figure.end : figure.end + 8])[0]


def _announced(context: Context) -> tuple[tuple[Grid, Passage, str], ...]:
    """The tables of plain lines with the paragraph right above them, where it says that they follow."""
    return tuple(_above(context))


def _above(context: Context) -> Iterator[tuple[Grid, Passage, str]]:
    passages = [one for one in context.reading.outline.passages if one.place.row is None]
    blocks = list(context.document.walk())
    after = {one.index: other for one, other in itertools.pairwise(blocks)}
    for grid in context.once(all_grids):
        follower = after.get(grid.table.index)
        if grid.totalled or grid.nested or grid.turned or isinstance(follower, Table):
            continue
        if any(not squash(grid.label(row)) for row in grid.rows) or len(grid.rows) < _LEAST:
            continue
        near = [one for one in passages if grid.table.index - _ABOVE <= one.place.block < grid.table.index]
        for passage in reversed(near):
            text = fold(passage.text)
            if _ANNOUNCED.search(text):
                yield grid, passage, text
                break
