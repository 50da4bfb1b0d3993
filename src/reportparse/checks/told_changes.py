"""By how much a count changed, told beside both figures: 由2020年的126起下降到98起，减少28起; 462件，比2017年的418件增加44件."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.checks.growth import alike
from reportparse.checks.measures import Pair, plain_value
from reportparse.checks.told_points import overlap
from reportparse.checks.told_sums import ToldSum
from reportparse.checks.two_years import two_years
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences

_OFF_TARGET = re.compile(
    r"^[，,]?(?:比|较)?(?:高于|低于|超过|超出|高出|多于|少于)?(?:年度|年初|预期|绩效|设定的?)*目标(?:值|数)?(?:的)?(?:高|低|多|少)?(?:出|了|完成)?[ ]*$"
)
_LEAST_OVERLAP = 2


def told_changes(text: str) -> Iterator[ToldSum]:
    """Changes that are not the distance of this year's and last year's figure, all three being of one kind."""
    for start, _, figures in figured_sentences(text):
        inside = [one for one in figures if one.kind in ("money", "count", "percent")]
        for index, step in enumerate(inside):
            pair = two_years(text, start, inside, index) if _plain(step) else None
            if pair is None or pair.now is None or not _alike(pair.now, step):
                continue
            now, before = pair.now, pair.before
            if any(_makes(other, before, step) for other in inside if other is not now and other.end <= step.start):
                # 「32295人，其中小学21460人、初中10835人，比上年的31870人增加425人」: the whole is compared.
                continue
            over, under = (now, before) if now.quantity.scaled() >= before.quantity.scaled() else (before, now)
            if not _meets(over, under, step):
                yield ToldSum(step, over, under, -1, False)


@dataclass(frozen=True, slots=True)
class Apart:
    """By how much a result is said to miss or exceed its target, and how much it is by the table."""

    stated: Figure
    result: Figure
    computed: Quantity
    pair: Pair


def told_apart(text: str, pairs: Iterable[Pair]) -> Iterator[Apart]:
    """「奖补幼儿12036人，比目标少446人」, the target being that of the one indicator with this name and result."""
    for start, _, inside in figured_sentences(text):
        for position, (result, apart) in enumerate(pairwise(inside)):
            if not (_plain(result) and _plain(apart) and _alike(result, apart)):
                continue
            if not _OFF_TARGET.match(text[result.end : apart.start]):
                continue
            low = inside[position - 1].end if position else start
            lead = text[max(low, result.start - 24) : result.start]
            (got, unit), (told, _) = plain_value(result), plain_value(apart)
            fitting = [
                pair
                for pair in pairs
                if pair.got == got
                and plain_value(pair.actual)[1] == unit == plain_value(pair.target)[1]
                and overlap(pair.indicator.name, lead) >= _LEAST_OVERLAP
            ]
            # 超过目标420户 may give the target itself.
            if len(fitting) != 1 or told in (fitting[0].wanted, abs(fitting[0].wanted - got)):
                continue
            computed = abs(fitting[0].wanted - got) * apart.value / told
            yield Apart(apart, result, Quantity(computed.normalize(), apart.unit, ""), fitting[0])


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
