"""The rate at which the funds of one level were spent (省级资金支出9.3万元，执行率93%), against what is told elsewhere as planned of that level.

Each level has a plan of its own, so a rate is questioned only where the plan of its level is told as one amount, and either
more than that was spent, the rate is that of another level's plan, or a slip of the pen leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

from reportparse.checks.context import Context
from reportparse.checks.far_rates import FarRate
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_HUNDRED = Decimal(100)
_LEVEL = r"(?:^|[，,；;、：:。（(]|其中|下达|安排|为)(?P<level>中央|自治区|市县|[省市县区州]|乡镇)(?:级|本级)?(?:财政|补助|配套|专项)*(?:资金)?"
_SPENT = re.compile(_LEVEL + "(?:实际|累计|共)*(?:支出|使用|执行|支付)(?:数|资金)?(?:为|共)?$")
_PLANNED = re.compile(_LEVEL + "(?:预算|安排|下达|计划|补助|共|为|：)*$")
_RATE = re.compile("[，,、（(](?:预算|资金)?(?:执行|支出|使用)率(?:为|达到?)?")
_OTHERWISE = re.compile("上年|去年|同期|[较比](?!例|重|率)|增加|减少|追加")
_LEAD = 24
_LEAST_DIGITS = 3


class _Spent(NamedTuple):
    """What was spent of a level, and at what rate by the text."""

    level: str
    passage: Passage
    amount: Figure
    rate: Figure


def level_rates(context: Context) -> Iterator[FarRate | None]:
    """For each rate of a level whose plan is known what is wrong with it, or None where it is right."""
    spent: list[_Spent] = []
    planned: dict[str, list[tuple[Quantity, Place]]] = {}
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or "级" not in passage.text or "元" not in passage.text:
            continue
        text = fold(passage.text)
        figures = [one for one in find_figures(text) if one.is_exact and one.value > 0]
        for figure, after in pairwise([*figures, None]):
            if figure is None or figure.kind != "money":
                continue
            lead = text[max(0, figure.start - _LEAD) : figure.start]
            if (of_spent := _SPENT.search(lead)) is not None:
                rated = after is not None and after.unit == "%" and _RATE.fullmatch(text[figure.end : after.start])
                if after is not None and rated:
                    spent.append(_Spent(of_spent["level"], passage, figure, after))
            elif (of_plan := _PLANNED.search(lead)) is not None and not _OTHERWISE.search(lead):
                place = passage.span(figure.start, figure.end)
                planned.setdefault(of_plan["level"], []).append((figure.quantity, place))
    plans = {level: found[0] for level, found in planned.items() if len({one.scaled() for one, _ in found}) == 1}
    # Two levels that changed places are one fault.
    told: set[str] = set()
    for one in spent:
        if one.level in plans and one.level not in told:
            others = [level for level, (whole, _) in plans.items() if level != one.level and _fits(one, whole)]
            found = _questioned(one, *plans[one.level], swapped=bool(others))
            told.update(others if found is not None else ())
            yield found


def _fits(one: _Spent, whole: Quantity) -> bool:
    step = Decimal(1).scaleb(-one.rate.quantity.decimals)
    return abs(one.amount.quantity.scaled() / whole.scaled() * _HUNDRED - one.rate.value) <= step


def _questioned(one: _Spent, plan: Quantity, other: Place, *, swapped: bool) -> FarRate | None:
    amount, rate = one.amount.quantity.scaled(), one.rate
    if _fits(one, plan) or rate.quantity.significant_digits < _LEAST_DIGITS:
        return None
    step = Decimal(1).scaleb(-rate.quantity.decimals)
    computed = amount / plan.scaled() * _HUNDRED
    overspent = amount > plan.scaled() and rate.value <= _HUNDRED
    if not (swapped or overspent) and find_slip(rate.value, computed.quantize(step, ROUND_HALF_UP)) is None:
        return None
    places = (
        one.passage.span(rate.start, rate.end),
        one.passage.span(one.amount.start, one.amount.end),
    )
    return FarRate("completion", rate, one.amount, computed, places, other)
