"""By how much something grew or fell, told beside the two figures it lies between: 132.79万元，比上年的128.14万元增加4.65万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import in_unit
from reportparse.checks.growth import DOWN, UP, alike
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

_BASE = re.compile(r"[较比与](?!例|重)[^，；。：0-9%]{0,6}(?:(?:19|20)[0-9]{2}年(?:度|同期)?)?[^，；。：0-9%]{0,8}$")
_BY = re.compile(
    rf"^(?:相比|比较|比)?[，,]?(?:同比)?[\u4e00-\u9fff]{{0,4}}?(?P<word>{UP}|{DOWN}|多|少)(?:了|额|支出|收入|支)?$"
)
_DOWN = re.compile(rf"{DOWN}|少")
_STEP = re.compile(rf"(?:{UP}|{DOWN}|多|少)(?:了|额|支出|收入|支)?(?:为)?$")
_KINDS = ("money", "count")
_NEAR = 30
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change that is not what lies between `now` and `before`."""

    change: Figure
    now: Figure
    before: Figure

    @property
    def computed(self) -> Quantity:
        """In the unit of the change told."""
        return in_unit(abs(self.now.quantity.scaled() - self.before.quantity.scaled()), self.change.quantity)


def told_changes(text: str) -> Iterator[ToldChange]:
    """Only where one slip of the pen in one of the three explains it."""
    if re.search("[较比与]", text) is None:
        return
    figures = [one for one in find_figures(text) if one.kind in _KINDS]
    for start, end in sentences(text):
        inside = [one for one in figures if start <= one.start < end]
        for index in range(2, len(inside)):
            change, before = inside[index], inside[index - 1]
            match = _BY.match(text[before.end : change.start])
            if match is None or not _sure(change, before) or not alike(change.quantity, before.quantity):
                continue
            if not _BASE.search(text[max(start, before.start - _NEAR) : before.start]):
                continue
            down = _DOWN.search(match["word"]) is not None
            nows = [
                one
                for one in inside[: index - 1]
                if _sure(one)
                and alike(one.quantity, change.quantity)
                and not _BASE.search(text[max(start, one.start - _NEAR) : one.start])
                and not _STEP.search(text[max(start, one.start - _NEAR) : one.start])
            ]
            if not nows or any(_between(one, before).meets(change.quantity.interval()) for one in nows):
                continue
            found = ToldChange(change, nows[-1], before)
            if (nows[-1].quantity.scaled() < before.quantity.scaled()) == down and _slip(found):
                yield found


def _sure(*figures: Figure) -> bool:
    return all(one.is_exact and one.value > 0 for one in figures)


def _between(now: Figure, before: Figure) -> Interval:
    left, right = now.quantity.interval(), before.quantity.interval()
    apart = left + -right
    return apart if apart.high > 0 else -apart


def _slip(found: ToldChange) -> bool:
    """Whether a slip in one of the three figures, long enough to tell, makes up the difference."""
    now, before, change = (one.quantity for one in (found.now, found.before, found.change))
    sign = 1 if now.scaled() > before.scaled() else -1
    meant = (
        (change, abs(now.scaled() - before.scaled())),
        (now, before.scaled() + sign * change.scaled()),
        (before, now.scaled() - sign * change.scaled()),
    )
    return any(
        quantity.significant_digits >= _LEAST_DIGITS and scaled > 0 and _is_slip(quantity, scaled)
        for quantity, scaled in meant
    )


def _is_slip(quantity: Quantity, scaled: Decimal) -> bool:
    right = scaled * quantity.value / quantity.scaled()
    slip = find_slip(quantity.value, right.quantize(Decimal(1).scaleb(-quantity.decimals)))
    return slip is not None
