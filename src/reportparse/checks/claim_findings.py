"""A finding for the figures of the text that the tables answer otherwise: what they are, what they should be, and why."""

from __future__ import annotations

from reportparse.checks.claim_words import STAFF, facts_as, in_unit_of, place_said, stated_by, told_against
from reportparse.checks.context import Context, plain
from reportparse.checks.diagnosis import explain
from reportparse.model.claims import Claim
from reportparse.model.facts import Fact
from reportparse.model.findings import Finding, Say, Severity
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import ClaimOptions

_ITEM = "item.amount"


def claim_finding(context: Context, status: str, claims: list[Claim]) -> Finding:
    if status == "mislabelled":
        return _mislabelled(context, claims)
    claim = claims[0]
    mention = claim.mention
    facts = [context.reading.fact_by_id[name] for name in claim.fact_ids]
    fact = facts[0]
    expected = in_unit_of(fact.quantity, mention.quantity)
    difference = mention.quantity.value - expected
    why = (
        _last_year(context, claim)
        or explain(mention.quantity, fact.quantity)
        or _other_label(context, mention.quantity, mention.concept)
    )
    return context.finding(
        key=f"{mention.concept}/{plain(mention.quantity.scaled())}",
        severity="info" if why is None and _unsure(context, claim) else _severity(context, claim),
        stated=mention.quantity.written(),
        expected=plain(expected),
        difference=plain(difference),
        diagnosis=_both(why, _votes(context, claims, facts)),
        evidence=[*stated_by(context, claims), *facts_as(facts[:2], "expected")],
        arguments=told_against(
            mention.label, mention.quantity, fact.label, fact.quantity, place_said(context, fact.place)
        ),
    )


def _unsure(context: Context, claim: Claim) -> bool:
    """Whether a difference that no slip explains may come of two things with one name: all but the rule's `plain` concepts."""
    options = context.check.options
    assert isinstance(options, ClaimOptions)
    return options.status == "different" and not (claim.mention.concept or "").startswith(options.plain)


def _severity(context: Context, claim: Claim) -> Severity | None:
    """An item of a small table may be told of one part of it only, unless it does not fit into its list either."""
    if claim.mention.concept != _ITEM:
        return None
    for breakdown in context.reading.breakdowns:
        if any(part.place == claim.mention.place for part in breakdown.parts):
            return "warning" if breakdown.total == breakdown.whole.quantity.scaled() else None
    return "warning"


def _both(first: Say | None, second: Say | None) -> Say | None:
    if first is None or second is None:
        return first or second
    return Say(f"{first.zh}；{second.zh}", f"{first.en}; {second.en}")


def _last_year(context: Context, claim: Claim) -> Say | None:
    """Whether the text gives the same amount as last year's."""
    mention = claim.mention
    for other in context.reading.claims:
        same = other.mention.concept in (None, mention.concept) and other.mention.qualifier == "prior"
        if same and other.mention.quantity.is_money and other.mention.quantity.scaled() == mention.quantity.scaled():
            return Say("该数是正文所写的上年数", "this is the figure the text gives for the year before")
    return None


def _votes(context: Context, claims: list[Claim], facts: list[Fact]) -> Say | None:
    """Which of the two figures is outvoted, where there are more than the two."""
    concept = claims[0].mention.concept
    same = [c for c in context.reading.claims if c.status == "supported" and c.mention.concept == concept]
    others = len(same) + len({fact.region for fact in facts}) - 1
    if len(claims) > 1 and not same:
        return Say(
            f"正文{len(claims)}处都这样写，也可能是表中填错",
            f"the text says so {len(claims)} times: the table may be the wrong one",
        )
    if others > 0 and len(claims) == 1:
        return Say(
            f"另有{others}处与表中一致，此处是少数",
            f"{others} other place(s) agree with the table: this one is outvoted",
        )
    return None


def _mislabelled(context: Context, claims: list[Claim]) -> Finding:
    """All the evidence in one finding: what is stated, whose figure that is, what the label's own figure is, the heading."""
    claim = claims[0]
    mention = claim.mention
    facts = [context.reading.fact_by_id[name] for name in claim.fact_ids]
    meant = [fact for fact in facts if fact.concept == claim.meant]
    own = [fact for fact in facts if fact.concept == mention.concept]
    heading = _heading(context, claim)
    echo = _echo(context, claim)
    partner = next((other for other in context.reading.claims if other.id == claim.partner), None)
    zh: list[str] = []
    en: list[str] = []
    if partner is not None:
        other, amount = f"“{partner.mention.label}”", partner.mention.quantity.with_unit()
        zh.append(f"同段{other}写的{amount}正是“{mention.label}”的数，两个名目对调了")
        en.append(f"{other} beside it has {amount}, the figure of “{mention.label}”: the two labels are swapped")
    if own:
        zh.append(f"表中“{own[0].label}”是{own[0].quantity.with_unit()}")
        en.append(f"the tables give “{own[0].label}” as {own[0].quantity.with_unit()}")
    if echo is not None:
        zh.append(f"正文另一处“{echo.mention.label}”也写{echo.mention.quantity.with_unit()}")
        en.append(f"another sentence also gives “{echo.mention.label}” as {echo.mention.quantity.with_unit()}")
    if heading:
        zh.append(f"所在标题为“{heading}”")
        en.append(f"the heading above is “{heading}”")
    evidence = [*stated_by(context, claims), *facts_as(meant[:1], "meant"), *facts_as(own[:1], "expected")]
    if partner is not None:
        evidence.append(context.around(partner.mention.place, "context"))
    if echo is not None:
        evidence.append(context.around(echo.mention.place, "context"))
    expected = own[0].quantity if own else None
    difference = mention.quantity.value - in_unit_of(expected, mention.quantity) if expected else None
    return context.finding(
        key=f"{mention.concept}/{claim.meant}",
        stated=mention.quantity.written(),
        expected=plain(in_unit_of(expected, mention.quantity)) if expected else None,
        difference=plain(difference) if difference is not None else None,
        diagnosis=Say(
            f"数字是“{meant[0].label}”的，科目名称写错：应为“{meant[0].label}”",
            f"the figure is that of “{meant[0].label}”; the label is wrong and should be “{meant[0].label}”",
        ),
        evidence=evidence,
        arguments={
            **told_against(
                mention.label,
                mention.quantity,
                meant[0].label,
                expected or meant[0].quantity,
                place_said(context, meant[0].place),
            ),
            "meant_value": meant[0].quantity.with_unit(),
            "why": Say("；".join(zh), "; ".join(en)),
        },
    )


def _heading(context: Context, claim: Claim) -> str | None:
    """The innermost heading that names the concept meant."""
    concept = context.ruleset.concept_by_id[claim.meant or ""]
    words = (concept.label, *concept.aliases, *concept.text_only)
    for heading in reversed(claim.mention.passage.headings):
        if any(word in heading for word in words):
            return heading
    return None


def _echo(context: Context, claim: Claim) -> Claim | None:
    """Another sentence that gives the label its right figure."""
    return next(
        (
            other
            for other in context.reading.claims
            if other.status == "supported" and other.mention.concept == claim.mention.concept
        ),
        None,
    )


def _other_label(context: Context, quantity: Quantity, concept: str | None) -> Say | None:
    """The figure of a quite different label with this very value: an amount of some digits, or of people another number of them."""
    people = (concept or "").startswith(STAFF)
    if not people and len(str(quantity.value).replace(".", "").strip("0")) < 3:
        return None
    same = [
        fact
        for fact in context.reading.facts
        if fact.concept != concept
        and (fact.concept.startswith(STAFF) if people else fact.quantity.is_money)
        and fact.quantity.scaled() == quantity.scaled()
    ]
    if not same:
        return None
    label = same[0].label
    return Say(f"该数与表中“{label}”相同", f"the figure equals that of “{label}” in the tables")
