"""Outputs reached in full beside a budget that was hardly spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.measures import figures_of, short_name
from reportparse.model.facts import Fact, Indicator
from reportparse.ruleset.kinds import UnspentOptions
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell

_OUTPUT = re.compile(r"产出|数量")
# Why the money may come later than the work.
_PAID_LATER = re.compile(
    r"[未待][^，。；]{0,6}(?:支付|结算|拨付|付款|验收|到位|下达)|次年|下年|跨年|垫付|暂未|质保|结转|年末下达"
)


@dataclass(frozen=True)
class _Spent:
    """What one form says of its money: the share spent in percent, the figures it is made of, and where the form begins."""

    share: Decimal
    facts: tuple[Fact, ...]
    start: tuple[int, int]


def check_unspent(context: Context) -> Results:
    """A count reached in full with full marks although next to nothing of the budget was spent, and no word why."""
    options = context.check.options
    assert isinstance(options, UnspentOptions)
    spent = sorted(_spent(context), key=lambda one: one.start)
    if not spent:
        yield context.skip("没有项目资金的预算数和执行数", "no budget and spending of a project")
        return
    if any(_PAID_LATER.search(text) for text in _texts(context)):
        yield context.skip("报告说明了资金尚未支付的原因", "the report says why the money was not paid yet")
        return
    for number, one in enumerate(spent):
        if one.share >= options.percent:
            continue
        end = spent[number + 1].start if number + 1 < len(spent) else None
        reached = [indicator for indicator in context.reading.indicators if _within(indicator, one.start, end)]
        reached = [indicator for indicator in reached if _reached(indicator)]
        if not reached:
            continue
        shown = plain(one.share.quantize(Decimal("0.01")))
        yield context.finding(
            key=f"{one.facts[0].entity or ''}/{'/'.join(sorted(squash(indicator.name) for indicator in reached))}",
            severity="error" if one.share < options.certain else None,
            stated=f"{shown}%",
            evidence=[
                *(context.quote(fact.place, "expected") for fact in one.facts),
                *(context.quote(indicator.places["actual"], "stated") for indicator in reached),
            ],
            arguments={
                "rate": shown,
                "count": str(len(reached)),
                "names": "、".join(
                    f"{short_name(indicator.name)}（{squash(indicator.actual or '')}）" for indicator in reached
                ),
            },
        )


def _spent(context: Context) -> Iterator[_Spent]:
    """For each form with its funds the share of the budget spent, worked out from the row of the whole."""
    rows: dict[tuple[int, int | None], dict[str, Fact]] = {}
    for fact in context.reading.facts:
        if fact.region is not None and (fact.summary or fact.entity is None) and fact.concept.startswith("project."):
            rows.setdefault((fact.region, fact.place.row), {}).setdefault(fact.concept, fact)
    seen: set[int] = set()
    for (region, row), facts in rows.items():
        budget = facts.get("project.budget_annual") or facts.get("project.budget_initial")
        executed = facts.get("project.executed")
        if region in seen or budget is None or executed is None or budget.quantity.value <= 0:
            continue
        if not (budget.quantity.is_money and executed.quantity.is_money):
            continue
        seen.add(region)
        share = executed.quantity.scaled() / budget.quantity.scaled() * 100
        yield _Spent(share, (executed, budget), (budget.place.block, row or 0))


def _texts(context: Context) -> Iterator[str]:
    for passage in context.reading.outline.passages:
        yield passage.text
    for region in context.reading.outline.regions_of("funds"):
        for row in region.rows:
            cell = region.cell(row, "reason")
            if cell is not None:
                yield cell.text
    for indicator in context.reading.indicators:
        yield indicator.reason or ""


def _within(indicator: Indicator, start: tuple[int, int], end: tuple[int, int] | None) -> bool:
    place = next(iter(indicator.places.values()))
    spot = (place.block, place.row or 0)
    return spot >= start and (end is None or spot < end)


def _reached(indicator: Indicator) -> bool:
    """Whether an output is a count above nothing that has full marks."""
    if not _OUTPUT.search(squash((indicator.dimension or "") + (indicator.category or ""))):
        return False
    score, weight = _number(indicator.score), _number(indicator.weight)
    if score is None or weight is None or weight <= 0 or score < weight or "actual" not in indicator.places:
        return False
    found = figures_of(indicator.actual or "")
    return len(found) == 1 and found[0].kind in ("count", "plain") and found[0].value > 1


def _number(text: str | None) -> Decimal | None:
    quantity = parse_cell(text) if text else None
    return quantity.value if quantity is not None and quantity.unit in ("", "分") else None
