"""By how much a count changed, told beside both figures: 由2020年的126起下降到98起，减少28起; 462件，比2017年的418件增加44件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.growth import DOWN, UP, alike
from reportparse.checks.told_sums import ToldSum
from reportparse.model.quantity import Interval
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences

_FROM = re.compile(r"(?:由|从)[^，。；：]{0,16}$")
_TO = re.compile(r"^[^，。；：0-9]{0,6}(?:到|至|为)[^，。；：0-9]{0,8}(?:(?:19|20)[0-9]{2}年(?:的)?)?$")
_THAN = re.compile(
    r"^[，,]?(?:比|较|与)(?:上年度?|去年|上一年度?|上年同期|(?:19|20)[0-9]{2}年(?:度|同期)?)(?:的|总?支出|决算数?|为)*[ ]*$"
)
_BY = re.compile(rf"^(?:相比|比较|相较)?[，,、]?(?:同比|共|净)?(?:{UP}|{DOWN})(?:了|额)?(?:为)?[ ]*$")


def told_changes(text: str) -> Iterator[ToldSum]:
    """Changes that are not the distance of the two figures right before them, all three being of one kind."""
    figures = find_figures(text)
    for start, end in sentences(text):
        inside = [one for one in figures if start <= one.start < end and one.kind in ("money", "count", "percent")]
        for one, two, step in zip(inside, inside[1:], inside[2:], strict=False):
            if not all(map(_plain, (one, two, step))) or not (_alike(one, two) and _alike(one, step)):
                continue
            between = text[one.end : two.start]
            told = (_FROM.search(text[max(start, one.start - 24) : one.start]) and _TO.match(between)) or (
                _THAN.match(between) is not None
            )
            if not told or not _BY.match(text[two.end : step.start]):
                continue
            if any(_makes(other, two, step) for other in inside if other.end <= one.start):
                # 「32295人，其中小学21460人、初中10835人，比上年的31870人增加425人」: the whole is compared.
                continue
            over, under = (one, two) if one.quantity.scaled() >= two.quantity.scaled() else (two, one)
            if not _meets(over, under, step):
                yield ToldSum(step, over, under, -1, False)


def _makes(other: Figure, two: Figure, step: Figure) -> bool:
    """Whether another count of the sentence is the one that changed so."""
    if not _plain(other) or not _alike(other, two):
        return False
    return abs(other.quantity.scaled() - two.quantity.scaled()) == step.quantity.scaled()


def _plain(figure: Figure) -> bool:
    return figure.kind == "count" and figure.is_exact and figure.value > 0


def _alike(one: Figure, two: Figure) -> bool:
    return alike(one.quantity, two.quantity)


def _meets(over: Figure, under: Figure, step: Figure) -> bool:
    """Amounts are rounded each by itself; what is counted is not."""
    if step.kind == "count" and not any(one.quantity.decimals for one in (over, under, step)):
        return over.quantity.scaled() - under.quantity.scaled() == step.quantity.scaled()
    distance: Interval = over.quantity.interval() + -under.quantity.interval()
    return distance.meets(step.quantity.interval())
