"""Amounts told twice in a row, the second time in brackets and another unit or in capitals: 0.24亿元（2386.5万元）, 240元（大写：贰佰肆拾元整）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures

_OPENS = re.compile(r"（(?:约|合|折合|即|计)?(?:人民币)?(?:大写)?：?(?:人民币)?$")
_POWERS = (-4, -3, -2, -1, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Restated:
    """Two amounts that ought to be one; `unit_slip` tells that a point or a unit explains the difference."""

    passage: Passage
    first: Figure
    second: Figure
    unit_slip: bool


def restated(context: Context) -> tuple[Restated, ...]:
    """Each amount whose repetition in brackets is another one."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[Restated]:
    for passage, text, _ in context.once(running_text).all_with("元（"):
        figures = [one for one in find_figures(text) if one.kind == "money"]
        for first, second in pairwise(figures):
            between = text[first.end : second.start] if second.start - first.end < 8 else ""
            if not _OPENS.fullmatch(between) or text[second.end : second.end + 1] != "）":
                continue
            if any(one.rate or one.range or one.bound or one.broken or not one.value for one in (first, second)):
                continue
            slip = _is_unit_slip(first.quantity, second.quantity)
            # In one unit twice it need not be a repetition, unless the digits say so.
            if not first.quantity.agrees(second.quantity) and (slip or first.unit != second.unit or "大写" in between):
                yield Restated(passage, first, second, slip)


def _is_unit_slip(first: Quantity, second: Quantity) -> bool:
    return any(
        Quantity(first.value.scaleb(power), first.unit, first.text).agrees(second, first.decimals - power)
        for power in _POWERS
    )
