"""Small tables of marks (评价内容 | 分值 | 得分) that are no table of indicators: marks above the full ones, and marks told otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.grids import Grid, all_grids
from reportparse.checks.scoring import HUNDRED
from reportparse.checks.told_scores import Told, told_marks, told_total
from reportparse.model.document import Cell
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell

_WEIGHT = re.compile(r"^(?:指标|标准)?(?:分值|满分|权重|标准分)(?:（分）)?$")
_SCORE = re.compile(r"^(?:自评|评价|实际|实)?得分(?:（分）)?$|^自评分$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,}$")
_KIND = re.compile("类?(?:指标|部分|方面)?(?:满分|分值)?$")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's name with its full marks and its own, and where they stand."""

    name: str
    weight: Quantity
    score: Quantity
    weight_place: Place
    score_place: Place


@dataclass(frozen=True, slots=True)
class MarkSlip:
    """A mark told of a row that has another one."""

    told: Told
    mark: Mark


def marks(context: Context) -> tuple[Mark, ...]:
    """The rows of all such tables whose marks are marks out of the full ones."""
    return tuple(mark for grid in context.once(all_grids) for mark in _marks(grid))


def _marks(grid: Grid) -> list[Mark]:
    weights, scores = (
        [at for at, header in enumerate(grid.headers) if words.match(header)] for words in (_WEIGHT, _SCORE)
    )
    if len(weights) != 1 or len(scores) != 1 or grid.turned:
        return []
    found: list[Mark] = []
    for line in grid.rows:
        weight, score = line[weights[0]], line[scores[0]]
        full, own = _points(weight), _points(score)
        if weight is None or score is None or full is None or own is None:
            continue
        places = [Place(grid.table.index, cell.row, cell.column) for cell in (weight, score)]
        found.append(Mark(squash(grid.label(line)), full, own, *places))
    above = sum(one.score.value > one.weight.value for one in found)
    # Several above: they are marks out of a hundred each.
    return found if len(found) > _LEAST and above < _LEAST else []


@dataclass(frozen=True, slots=True)
class MarkSum:
    """The marks of a table whose full ones make a hundred, and a total of them that is another."""

    marks: tuple[Mark, ...]
    total: Decimal
    place: Place


def mark_sums(context: Context) -> Iterator[MarkSum]:
    """Totals, in the table's last line or told in the text, that the marks of such a table do not make."""
    whole = [(grid, found) for grid in context.once(all_grids) if (found := _whole(grid))]
    for grid, found in whole:
        computed = sum((one.score.value for one in found), Decimal(0))
        column = next(at for at, header in enumerate(grid.headers) if _SCORE.match(header))
        cell = grid.total[column] if grid.totalled else None
        printed = _points(cell)
        if cell is not None and printed is not None and printed.value != computed:
            yield MarkSum(tuple(found), printed.value, Place(grid.table.index, cell.row, cell.column))
            continue
        told = told_total(context)
        if told is not None and told[0] != computed and len(whole) == 1:
            yield MarkSum(tuple(found), *told)


def _whole(grid: Grid) -> list[Mark]:
    """The marks of a table where every line has some and the full ones make a hundred."""
    found = _marks(grid)
    complete = len(found) == len(grid.rows) and sum((one.weight.value for one in found), Decimal(0)) == HUNDRED
    return found if complete and not grid.nested else []


def _points(cell: Cell | None) -> Quantity | None:
    quantity = parse_cell(cell.text) if cell is not None else None
    return quantity if quantity is not None and quantity.unit in ("", "分") else None


def mark_slips(context: Context) -> Iterator[MarkSlip]:
    """Marks of a sentence beside the full marks of one row by its name, where the row has others."""
    rows = context.once(marks)
    for told in context.once(told_marks) if rows else ():
        name = _NAME.search(told.lead.rstrip("（("))
        if name is None:
            continue
        bare = _KIND.sub("", name[0])
        fitting = [one for one in rows if len(one.name) >= _LEAST and bare.endswith(_KIND.sub("", one.name))]
        if len(fitting) == 1 and fitting[0].weight.value == told.weight and fitting[0].score.value != told.score:
            yield MarkSlip(told, fitting[0])
