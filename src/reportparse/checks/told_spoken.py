"""Shares and growth told in words instead of a percentage, whose two figures stand beside them: 占总支出2,000万元的近九成, 翻了一番.

The words are put as a percentage where they stand, and read by the forms that percentages are read by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.growth import alike
from reportparse.checks.rate_forms import planned_and_real
from reportparse.checks.told_rates import made_beside
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.spoken_shares import SpokenShare, spoken_shares

_AMONG = re.compile(r"^[，,（(](?:其中|包括)[：:]?[^，。；：、0-9]{0,14}$")
_JUST = re.compile(r"^[，,]?(?:占|占比|占总[\u4e00-\u9fff]{0,4}的?)?$")
_IS_TIMES = re.compile(
    r"^[，,]?(?:约|大约|已|达到?|仅|只)?(?:是|为|相当于)(?:(?:19|20)[0-9]{2}年度?)?[^，。；：0-9]{0,12}$"
)
_OF_BUDGET = re.compile(r"[，,](?:为|是|占|相当于|完成)(?:年初|全年|年度|调整后)*(?:预算|计划|控制数)(?:数|额)?的$")
_OF_YEAR = re.compile("(?:上年|去年|(?:19|20)[0-9]{2}年)[^，。；：0-9]{0,12}$")
_GREW_TO = re.compile(
    r"^(?:[，,](?:(?:19|20)[0-9]{2}年|本年|当年))?[^，。；：0-9]{0,6}(?:增长|增加|提高|上升|增|扩大|提升)(?:了)?(?:到|至|为)[^，。；：0-9]{0,8}$"
)
_FROM = re.compile(r"(?:由|从)[^，；。：]{0,16}$")
_MOST = 24


@dataclass(frozen=True, slots=True)
class SpokenRate:
    """Words that say another share than `over` of `under`, or than what lies between the two of `under`."""

    said: SpokenShare
    over: Figure
    under: Figure
    value: Decimal


def told_spoken(text: str) -> Iterator[SpokenRate | None]:
    """Each such share as what is wrong with it, or None where it is right."""
    said = list(spoken_shares(text))
    if not said:
        return
    figures = [one for one in find_figures(text) if one.kind in ("money", "count", "plain", "score", "percent")]
    for start, end in sentences(text):
        for one in said:
            if not start <= one.start < end:
                continue
            inside = [figure for figure in figures if start <= figure.start and figure.end <= one.start]
            if not inside or len(inside) > _MOST:
                continue
            made = _made(text, start, inside, one)
            if made is None:
                continue
            yield None if one.low <= made.value <= one.high else made


def _made(text: str, start: int, inside: list[Figure], said: SpokenShare) -> SpokenRate | None:
    last = inside[-1]
    first = inside[-2] if len(inside) > 1 else None
    window = text[last.end : said.start]
    if first is not None and _pair(first, last):
        between = text[first.end : last.start]
        if said.doubled:
            lead = text[max(start, first.start - 20) : first.start]
            if (
                (_FROM.search(lead) or _OF_YEAR.search(lead))
                and _GREW_TO.match(between)
                and re.fullmatch("[，,]?(?:增长|实现|近乎)?", window)
            ):
                return _rate(said, last, first, distance=True)
            return None
        if window == "的" and _IS_TIMES.match(between):
            return _rate(said, first, last)
        if said.times:
            return None
        if _AMONG.match(between) and _JUST.match(window):
            return _rate(said, last, first) if last.quantity.scaled() <= first.quantity.scaled() else None
        if _OF_BUDGET.search(window):
            at = inside[-3].end if len(inside) > 2 else start
            pair = planned_and_real(text, at, first, last)
            return _rate(said, pair[1], pair[0]) if pair is not None else None
    if said.doubled or said.times:
        return None
    # The words in place of which a percentage stands are read no further.
    rate = Figure(said.start, said.end, said.value, "%", said.text, "percent")
    made = made_beside(text[: said.end], start, [*inside, rate], len(inside))
    return SpokenRate(said, made.over, made.under, made.value) if made is not None else None


def _rate(said: SpokenShare, over: Figure, under: Figure, *, distance: bool = False) -> SpokenRate | None:
    top, base = over.quantity.scaled(), under.quantity.scaled()
    return SpokenRate(said, over, under, ((top - base) if distance else top) / base * 100)


def _pair(first: Figure, last: Figure) -> bool:
    return all(one.is_exact and one.value > 0 for one in (first, last)) and alike(first.quantity, last.quantity)
