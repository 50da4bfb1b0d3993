"""Invented figures of a department's units, and how a clerk writes them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

YUAN = {"元": Decimal(1), "万元": Decimal(10000)}

INCOME = ("income.carryover", "income.fiscal", "income.government_fund", "income.non_tax", "income.other")
THREE_PUBLIC = (
    "three_public.reception",
    "three_public.vehicle_operation",
    "three_public.vehicle_purchase",
    "three_public.abroad",
)
ASSETS = ("fixed_assets.in_use", "fixed_assets.leased", "fixed_assets.other")

Figures = dict[str, Decimal]
"""Concept id -> amount in 元."""


@dataclass(frozen=True)
class MoneyStyle:
    """How amounts are written: unit, decimals, whether trailing zeros are dropped, thousands separators."""

    unit: str = "万元"
    decimals: int = 2
    trim: bool = False
    separators: bool = False

    def write(self, yuan: Decimal) -> str:
        """The amount in this style, without the unit; rounded half up where the style has fewer decimals."""
        value = (yuan / YUAN[self.unit]).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        text = f"{value:,f}" if self.separators else f"{value:f}"
        if self.trim and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text


def plain(text: str) -> str:
    """A written number without its separators."""
    return text.replace(",", "").replace("，", "")


@dataclass(frozen=True)
class MoneyPlan:
    """What the invented figures should be like.

    `size` scales the spending (1 is a small bureau of some 3 million 元); `quantum` is the smallest step in 元;
    `funds` the income parts that are not zero besides carryover and fiscal; `meeting` is `none`, `zero`,
    `inside` (part of the printed three-public total) or `outside`.
    """

    size: float = 1.0
    quantum: Decimal = field(default_factory=lambda: Decimal(100))
    funds: tuple[str, ...] = ()
    meeting: str = "none"
    balance: bool = True
    purchase: bool = False
    leased: bool = False
    vehicles: bool = True


def invent(rng: random.Random, plan: MoneyPlan, units: int) -> list[Figures]:
    """Figures for each unit; every identity of the form holds exactly."""
    return [_one(rng, plan, main=index == 0) for index in range(units)]


def _one(rng: random.Random, plan: MoneyPlan, *, main: bool) -> Figures:
    scale = plan.size * (1.0 if main else rng.uniform(0.25, 0.6))

    def amount(low: float, high: float) -> Decimal:
        steps = rng.uniform(low, high) * 10000 * scale / float(plan.quantum)
        return Decimal(max(1, round(steps))) * plan.quantum

    out: Figures = {}
    out["expenditure.personnel"] = amount(90, 180)
    out["expenditure.public"] = amount(17, 44)
    out["expenditure.project"] = amount(60, 240)
    out["expenditure.basic"] = out["expenditure.personnel"] + out["expenditure.public"]
    out["expenditure.total"] = out["expenditure.basic"] + out["expenditure.project"]
    out["balance"] = amount(6, 38) if plan.balance else Decimal(0)
    out["income.total"] = out["expenditure.total"] + out["balance"]
    out["income.carryover"] = amount(5, 30) if plan.balance else Decimal(0)
    for concept in INCOME[2:]:
        out[concept] = amount(8, 22) if concept in plan.funds and main else Decimal(0)
    out["income.fiscal"] = out["income.total"] - sum((out[c] for c in INCOME if c != "income.fiscal"), Decimal(0))
    out["three_public.reception"] = amount(0.4, 2.6)
    out["three_public.vehicle_operation"] = amount(2.7, 6.8) if plan.vehicles and main else Decimal(0)
    out["three_public.vehicle_purchase"] = amount(14, 19) if plan.purchase and main else Decimal(0)
    out["three_public.abroad"] = Decimal(0)
    out["three_public.total"] = sum((out[c] for c in THREE_PUBLIC), Decimal(0))
    if plan.meeting != "none":
        out["three_public.meeting"] = Decimal(0) if plan.meeting == "zero" else amount(0.5, 2.2)
        if plan.meeting == "inside":
            out["three_public.total"] += out["three_public.meeting"]
    out["fixed_assets.in_use"] = amount(80, 420)
    out["fixed_assets.leased"] = amount(10, 45) if plan.leased and main else Decimal(0)
    out["fixed_assets.other"] = Decimal(0)
    out["fixed_assets.total"] = sum((out[c] for c in ASSETS), Decimal(0))
    return out


def total(rows: list[Figures]) -> Figures:
    """The summary row: the sum of the units, concept by concept."""
    return {concept: sum((row[concept] for row in rows), Decimal(0)) for concept in rows[0]}


def percent(part: Decimal, whole: Decimal, decimals: int = 2) -> str:
    """`part` as a share of `whole`, written to that many decimals, with the sign %."""
    return f"{(part / whole * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}%"


def split(rng: random.Random, whole: Decimal, parts: int, quantum: Decimal) -> list[Decimal]:
    """`parts` positive amounts that add up to `whole`, all but the last multiples of a round step.

    The step is coarse where the whole allows it, as budgets are handed out in round sums.
    """
    step = max(quantum, Decimal(1000) if whole > Decimal(100000) else quantum)
    weights = [rng.uniform(0.7, 1.6) for _ in range(parts)]
    found: list[Decimal] = []
    for weight in weights[:-1]:
        share = whole * Decimal(str(round(weight / sum(weights), 6)))
        found.append(max(step, (share / step).to_integral_value() * step))
    return [*found, whole - sum(found, Decimal(0))]


def written(figures: Mapping[str, Decimal], style: MoneyStyle) -> dict[str, str]:
    return {concept: style.write(value) for concept, value in figures.items()}
