"""Paragraphs about one row of a table (2.防汛抗旱项目：全年预算数520万元，执行数508.56万元…): their amounts against that row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportparse.checks.context import Context
from reportparse.checks.sheets import Spot, sheets
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
_RATE = re.compile(r"(?:执行率|支出率|完成率|(?:完成|占)(?:全年|年初|调整后?)?预算(?:数)?的)(?:为|是|达)?$")
_LEAST_NAME = 3
_LEAST_OVERLAP = 2
_LEAST_DIGITS = 3
_LEAD = 20


@dataclass(frozen=True, slots=True)
class _Row:
    """What a paragraph may be about: the figures of a row of a table, or of one of several forms, by the names of their columns."""

    name: str
    spots: dict[str, Spot]
    among: int
    """Which table or file of forms it is one of."""


@dataclass(frozen=True, slots=True)
class TopicSlip:
    """A figure told of a row under the name of one of its columns; `meant` is the row whose figure it is, None where it is no row's."""

    passage: Passage
    told: Figure
    name: str
    head: str
    spot: Spot
    meant: tuple[str, Spot] | None


def topic_slips(context: Context) -> tuple[TopicSlip, ...]:
    """Each such figure that is another row's, or one slip of the pen away from its own."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[TopicSlip]:
    rows: dict[str, list[_Row]] = {}
    for row in (*_of_sheets(context), *_of_forms(context)):
        rows.setdefault(_bare(row.name), []).append(row)
    if not rows:
        return
    every = [row for same in rows.values() for row in same]
    for passage in context.reading.outline.passages:
        if passage.place.row is not None:
            continue
        match = _OPENING.match(fold(passage.text[passage.body :]))
        mine = rows.get(_bare(match["name"]), []) if match is not None else []
        if len(mine) == 1:
            others = [row for row in every if row.among == mine[0].among and row is not mine[0]]
            yield from _of_passage(passage, mine[0], others)


def _of_sheets(context: Context) -> Iterator[_Row]:
    for at, sheet in enumerate(context.once(sheets)):
        for line in sheet.lines:
            if len(_bare(line.name)) >= _LEAST_NAME and not is_total(line.name):
                spots = {sheet.heads[column]: spot for column, spot in line.spots.items()}
                yield _Row(line.name, spots, at)


def _of_forms(context: Context) -> Iterator[_Row]:
    """The funds of each form of a file that holds several."""
    reading = context.reading
    named = {part.project for part in reading.outline.parts}
    forms: dict[str, dict[str, Spot]] = {}
    for fact in reading.facts:
        if fact.entity in named and fact.region is not None and fact.entity is not None:
            forms.setdefault(fact.entity, {}).setdefault(
                fact.label, Spot(fact.quantity, fact.quantity.unit, fact.place)
            )
    for name, spots in forms.items():
        if len(_bare(name)) >= _LEAST_NAME:
            yield _Row(name, spots, -1)


# Asked of each row of all tables more than once.
@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    return _SUFFIX.sub("", bare_label(squash(text)))


def _of_passage(passage: Passage, row: _Row, others: list[_Row]) -> Iterator[TopicSlip]:
    text = fold(passage.text)
    own = {spot.quantity.value for spot in row.spots.values()}
    seen: set[str] = set()
    for figure in find_figures(text):
        if figure.kind not in ("money", "percent") or not figure.is_exact or figure.value in own:
            continue
        lead = re.split("[，,；;。：:、（(]", text[max(0, figure.start - _LEAD) : figure.start])[-1]
        heads = [head for head, spot in row.spots.items() if _is_of(figure, head, spot, lead)]
        if len(heads) != 1 or heads[0] in seen or (figure.kind == "money" and _OTHERWISE.search(lead)):
            continue
        head = heads[0]
        # Only the first figure under a name is the row's; what follows may be parts of it.
        seen.add(head)
        spot = row.spots[head]
        meant = [
            (other.name, other.spots[head])
            for other in others
            if head in other.spots and other.spots[head].quantity.value == figure.value
        ]
        slip = find_slip(figure.value, spot.quantity.value)
        if len(meant) == 1 and figure.quantity.significant_digits >= _LEAST_DIGITS - 1:
            yield TopicSlip(passage, figure, row.name, head, spot, meant[0])
        elif slip is not None and figure.quantity.significant_digits >= _LEAST_DIGITS:
            yield TopicSlip(passage, figure, row.name, head, spot, None)


def _is_of(figure: Figure, head: str, spot: Spot, lead: str) -> bool:
    """Whether the words before a figure name a column and the units agree."""
    if spot.quantity.value <= 0:
        return False
    if figure.kind == "percent":
        return spot.unit == "%" and _RATE.search(lead) is not None and "率" in head
    return spot.unit in ("", figure.unit) and overlap(head, lead) >= _LEAST_OVERLAP
