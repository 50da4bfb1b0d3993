"""Small tables of marks (评价内容 | 分值 | 得分) that are no table of indicators: marks above the full ones, and marks told otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.grids import Grid, all_grids
from reportparse.checks.told_scores import Told, told_marks
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
