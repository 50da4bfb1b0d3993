"""Figures of a form's goals in words (年度总体目标) that are those of its indicators but for a slip of the pen.

A goal tells the same things as the indicators in other words, so an indicator is known by what its name shares with the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.measures import Pair, pairs, plain_value
from reportparse.checks.table_echoes import Echo
from reportparse.checks.told_points import overlap
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_LEAST_DIGITS = 3
_LEAST_SHARED = {"swapped": 1, "point": 2, "one-digit": 3}
_KINDS = ("count", "percent", "money")
_TAIL = re.compile("(?:数量|人数|人次|次数|面积|长度|数)$")
_OTHERWISE = re.compile("上年|去年|同期|同比|较|比(?!例|重)|增加|减少|其中")


def goal_echoes(context: Context) -> Iterator[Echo]:
    """Each such figure: of a goal that should be a target, and of what became of it that should be a result."""
    known = context.once(pairs)
    if not known or context.reading.outline.parts:
        return
    figures = {value for pair in known for value in (pair.got, pair.wanted, pair.target.value, pair.actual.value)}
    seen: set[Place] = set()
    for goal in context.reading.goals:
        for place, result in ((goal.place, False), (goal.answer, True)):
            if place is None or place in seen:
                continue
            seen.add(place)
            raw = context.document.text_at(place)
            passage = Passage(raw, place._replace(span=None), place.span[0] if place.span else 0, None, 0, ())
            text = fold(raw)
            for told in find_figures(text):
                if told.kind not in _KINDS or told.value <= 0 or told.broken or told.approximate or told.range:
                    continue
                if plain_value(told)[0] in figures or told.value in figures:
                    continue
                yield from _slips(passage, text, told, known, result=result)


def _slips(passage: Passage, text: str, told: Figure, known: tuple[Pair, ...], *, result: bool) -> Iterator[Echo]:
    """The one indicator whose figure is told so."""
    if sum(letter.isdigit() for letter in told.text) < _LEAST_DIGITS:
        return
    begin = max((text.rfind(mark, 0, told.start) for mark in "，,；;。：:\n"), default=-1) + 1
    ends = [at for mark in "，,；;。\n" if (at := text.find(mark, told.end)) >= 0]
    clause = squash(text[begin : told.start] + " " + text[told.end : min(ends, default=len(text))] + told.unit)
    if _OTHERWISE.search(clause):
        return
    found: list[tuple[Pair, Decimal]] = []
    for pair in known:
        figure, place = (pair.actual, pair.actual_place) if result else (pair.target, pair.target_place)
        bare = not figure.unit
        if place == passage.place or (not bare and plain_value(figure)[1] != plain_value(told)[1]):
            continue
        meant = figure.value if bare else plain_value(figure)[0] * told.value / plain_value(told)[0]
        slip = find_slip(told.value, meant)
        least = _LEAST_SHARED.get(slip.kind) if slip is not None else None
        name = squash(pair.indicator.name)
        # One wrong digit is sure only under the whole name: what is counted of one thing may be many things.
        whole = slip is not None and (slip.kind != "one-digit" or _TAIL.sub("", name) in clause)
        if least is not None and whole and overlap(name, clause) >= least:
            found.append((pair, meant))
    if len(found) == 1:
        pair, meant = found[0]
        place = pair.actual_place if result else pair.target_place
        yield Echo(passage, told, meant.normalize(), pair.indicator.name, place)
