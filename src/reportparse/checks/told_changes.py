"""By how much a count changed, told beside both figures: 由2020年的126起下降到98起，减少28起; 462件，比2017年的418件增加44件."""

from __future__ import annotations

from collections.abc import Iterator

from reportparse.checks.growth import alike
from reportparse.checks.told_sums import ToldSum
from reportparse.checks.two_years import two_years
from reportparse.model.quantity import Interval
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences


def told_changes(text: str) -> Iterator[ToldSum]:
    """Changes that are not the distance of this year's and last year's figure, all three being of one kind."""
    figures = find_figures(text)
    for start, end in sentences(text):
        inside = [one for one in figures if start <= one.start < end and one.kind in ("money", "count", "percent")]
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
