"""The score of the budget's execution: the rate times the weight, unless the form says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportparse.checks.context import Context, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.scoring import Points, execution_of, scored_tables
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.outline import Region
from reportparse.model.quantity import Interval, Quantity
from reportparse.ruleset.kinds import RateOptions

_HUNDRED = Decimal(100)
_PROPORTIONAL = re.compile(r"[*×xX＊]\s*执行率|执行率\s*[*×xX＊]")
# A rule of the form's own: 执行率达到95%以上得满分, 每低1个百分点扣0.5分. 执行率95.4%，得9.54分 is what came of a rule.
_OWN_RULE = re.compile(
    r"执行率[^。；\n]{0,24}(?:满分|不得分|不计分)|执行率[^。；\n]{0,12}(?:达|以上|以下|[低高大小]于|不足|[≥≤<>])[^。；\n]{0,12}(?:得|扣)\s*[0-9.]*\s*分|执行率[^。；\n]{0,12}每[^。；\n]{0,12}(?:扣|减)"
)
_NAME = Say("执行率得分", "score of the execution rate")


def rate_scores(context: Context, options: RateOptions) -> Iterator[Finding | None]:
    """For each form that scores the execution of its budget a finding, or None where the score follows from the rate."""
    regions = context.reading.outline.regions
    scored = [
        (index, region, *found)
        for index, region in enumerate(regions)
        if region.kind == "funds" and (found := execution_of(region)) is not None
    ]
    if not scored or any(_OWN_RULE.search(text) for text, _ in context.document.lines_with("执行率")):
        return
    known = context.reading.outline.edition in options.proportional
    weights = {
        table.execution.score.place: table.execution.weight
        for table in context.once(scored_tables)
        if table.execution is not None and table.execution.score is not None
    }
    for index, region, row, points in scored:
        rate = _rate(context, index, row.row)
        if rate is None or points.score is None:
            continue
        weight = points.weight or weights.get(points.score.place)
        if weight is None or weight.value <= 0:
            continue
        share, evidence = rate
        yield _finding(context, region, weight, points.score, share, evidence, known or _says_so(region))


def _says_so(region: Region) -> bool:
    return any(_PROPORTIONAL.search("".join(column.path)) for column in region.columns)


def _rate(context: Context, index: int, row: int) -> tuple[Interval, list[Evidence]] | None:
    """What the rate of a row may be, in percent: by its two amounts, else as the form gives it."""
    facts: dict[str, Fact] = {}
    for fact in context.reading.facts:
        if fact.region == index and fact.place.row == row:
            facts.setdefault(fact.concept, fact)
    under = facts.get("project.budget_annual") or facts.get("project.budget_initial")
    over, stated = facts.get("project.executed"), facts.get("project.execution_rate")
    if stated is not None and stated.quantity.unit == "%":
        return stated.quantity.interval(), [Evidence(stated.text, stated.place, "part")]
    if under is None or over is None:
        return None
    top, bottom = over.quantity.interval(), under.quantity.interval()
    if bottom.low <= 0 or not (over.quantity.is_money and under.quantity.is_money):
        return None
    share = Interval(top.low / bottom.high * _HUNDRED, top.high / bottom.low * _HUNDRED)
    return share, [Evidence(fact.text, fact.place, "part") for fact in (over, under)]


def _finding(
    context: Context,
    region: Region,
    weight: Points,
    score: Points,
    share: Interval,
    evidence: list[Evidence],
    sure: bool,
) -> Finding | None:
    low, high = (min(max(end, Decimal(0)), _HUNDRED) * weight.value / _HUNDRED for end in (share.low, share.high))
    if Interval(low, high).meets(score.quantity.interval()):
        return None
    middle = ((low + high) / 2).quantize(Decimal(1).scaleb(-max(score.quantity.decimals, 2)), ROUND_HALF_UP)
    return context.finding(
        key=f"score/{region.caption}/{score.quantity.written()}",
        severity=None if sure else "warning",
        stated=score.quantity.written(),
        expected=plain(middle),
        difference=plain(score.value - middle),
        diagnosis=explain(score.quantity, Quantity(middle, score.quantity.unit, "")),
        evidence=[context.quote(score.place, "stated"), *evidence, context.quote(weight.place, "total")],
        arguments={
            "name": _NAME,
            "label": Say("预算执行", "the execution of the budget"),
            "stated": f"{score.quantity.written()}分",
            "computed": f"{plain(middle)}分",
        },
    )
