"""Paragraphs about one row of a table (2.防汛抗旱项目：全年预算数520万元，执行数508.56万元…): their amounts against that row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.sheets import Line, Sheet, Spot, sheets
from reportparse.checks.told_points import overlap
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import bare_label, fold, squash
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip
from reportparse.text.totals import is_total

_OPENING = re.compile(r"^(?P<name>[^：:。，,；;0-9]{3,30})[：:。]")
_SUFFIX = re.compile(r"(?:项目|工程|专项|资金|经费|补助|支出|绩效自评综述|自评情况|情况)+$")
_OTHERWISE = re.compile(
    "上年|去年|同比|增加|减少|增长|下降|追加|调增|调减|其中|人均|户均|每|完成.*的$|[0-9]{4}年(?!度)"
)
_LEAST_NAME = 3
_LEAST_OVERLAP = 2
_LEAST_DIGITS = 3
_LEAD = 20


@dataclass(frozen=True, slots=True)
class TopicSlip:
    """A figure told of a row under the name of one of its columns; `meant` is the row whose figure it is, None where it is no row's."""

    passage: Passage
    told: Figure
    line: Line
    head: str
    spot: Spot
    meant: tuple[Line, Spot] | None


def topic_slips(context: Context) -> tuple[TopicSlip, ...]:
    """Each such figure that is another row's, or one slip of the pen away from its own."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[TopicSlip]:
    rows: dict[str, list[tuple[Sheet, Line]]] = {}
    for sheet in context.once(sheets):
        for line in sheet.lines:
            name = _bare(line.name)
            if len(name) >= _LEAST_NAME and not is_total(line.name):
                rows.setdefault(name, []).append((sheet, line))
    if not rows:
        return
    for passage in context.reading.outline.passages:
        if passage.place.row is not None:
            continue
        match = _OPENING.match(fold(passage.text[passage.body :]))
        mine = rows.get(_bare(match["name"]), []) if match is not None else []
        if len(mine) == 1:
            yield from _of_passage(passage, *mine[0])


def _bare(text: str) -> str:
    return _SUFFIX.sub("", bare_label(squash(text)))


def _of_passage(passage: Passage, sheet: Sheet, line: Line) -> Iterator[TopicSlip]:
    text = fold(passage.text)
    own = {spot.quantity.value for spot in line.spots.values()}
    seen: set[int] = set()
    for figure in find_figures(text):
        if figure.kind != "money" or not figure.is_exact or figure.value in own:
            continue
        lead = re.split("[，,；;。：:、（(]", text[max(0, figure.start - _LEAD) : figure.start])[-1]
        columns = [column for column in line.spots if overlap(sheet.heads[column], lead) >= _LEAST_OVERLAP]
        if len(columns) != 1 or columns[0] in seen or _OTHERWISE.search(lead):
            continue
        # Only the first amount under a name is the row's; what follows may be parts of it.
        seen.add(columns[0])
        spot = line.spots[columns[0]]
        if spot.unit not in ("", figure.unit) or spot.quantity.value <= 0:
            continue
        others = [
            (other, other.spots[columns[0]])
            for other in sheet.lines
            if other is not line
            and columns[0] in other.spots
            and other.spots[columns[0]].quantity.value == figure.value
            and not is_total(other.name)
        ]
        slip = find_slip(figure.value, spot.quantity.value)
        if len(others) == 1 and figure.quantity.significant_digits >= _LEAST_DIGITS - 1:
            yield TopicSlip(passage, figure, line, sheet.heads[columns[0]], spot, others[0])
        elif slip is not None and figure.quantity.significant_digits >= _LEAST_DIGITS:
            yield TopicSlip(passage, figure, line, sheet.heads[columns[0]], spot, None)
