"""The same figure in two tables, or twice in the text where no table has it."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from reportparse.checks.claim_words import STAFF, facts_as, few_digits, in_unit_of, place_said, told_against
from reportparse.checks.context import Context, Results, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.sums import column_decimals
from reportparse.model.claims import Claim
from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.ruleset.kinds import ClaimOptions

_STATEMENT = "statement"
_LEAST_SHARED = 3


def two_tables(context: Context) -> Results:
    """The same concept of the same body in two tables with two values."""
    decimals = context.once(column_decimals)
    first: dict[tuple[str, str | None, bool], Fact] = {}
    regions = context.reading.outline.regions
    for fact in context.reading.facts:
        if fact.region is None:
            continue
        # The whole of a department's spending and that of a form's funds need not be the same money.
        apart = fact.entity is None and regions[fact.region].kind == _STATEMENT
        other = first.setdefault((fact.concept, fact.entity, apart), fact)
        if other is fact or other.region == fact.region:
            continue
        if fact.quantity.agrees(
            other.quantity, decimals[fact.region, fact.concept], decimals[other.region, other.concept]
        ) or (fact.entity is None and frozenset((fact.region, other.region)) in context.once(_of_a_part)):
            continue
        if frozenset((fact.region, other.region)) in context.once(_of_two_matters):
            continue
        expected = in_unit_of(other.quantity, fact.quantity)
        difference = fact.quantity.value - expected
        yield context.finding(
            key=f"{fact.entity or ''}/{fact.concept}",
            stated=fact.quantity.written(),
            expected=plain(expected),
            difference=plain(difference),
            diagnosis=explain(fact.quantity, other.quantity),
            evidence=[*facts_as([fact], "stated"), *facts_as([other], "expected")],
            arguments=told_against(
                fact.label, fact.quantity, other.label, other.quantity, place_said(context, other.place)
            ),
        )


def _of_two_matters(context: Context) -> frozenset[frozenset[int | None]]:
    """Pairs of tables whose wholes have several figures in common by name and none by value, nor by a slip: those of two projects."""
    wholes: dict[int, dict[str, Fact]] = {}
    for fact in context.reading.facts:
        if fact.region is not None and fact.entity is None and fact.quantity.value:
            wholes.setdefault(fact.region, {}).setdefault(fact.concept, fact)
    found = []
    for left, right in combinations(wholes, 2):
        both = [(wholes[left][name], wholes[right][name]) for name in wholes[left].keys() & wholes[right].keys()]
        if len(both) >= _LEAST_SHARED and not any(
            one.quantity.agrees(other.quantity) or explain(one.quantity, other.quantity) for one, other in both
        ):
            found.append(frozenset((left, right)))
    return frozenset(found)


def _of_a_part(context: Context) -> frozenset[frozenset[int | None]]:
    """Pairs of tables of which one tells as its whole what is a part of the other's (中央资金 by use, then all funds by source)."""
    wholes: dict[str, list[Fact]] = {}
    parts: dict[tuple[str, Decimal], list[Fact]] = {}
    for fact in context.reading.facts:
        if fact.region is not None and fact.quantity.is_money and fact.quantity.value:
            if fact.entity is None:
                wholes.setdefault(fact.concept, []).append(fact)
            else:
                parts.setdefault((fact.concept, fact.quantity.scaled()), []).append(fact)
    return frozenset(
        frozenset((whole.region, part.region))
        for concept, facts in wholes.items()
        for whole in facts
        for part in parts.get((concept, whole.quantity.scaled()), ())
        for other in facts
        if part.region == other.region != whole.region and other.quantity.scaled() > whole.quantity.scaled()
    )


def told_apart(context: Context) -> Results:
    """The same label with two values in the text, where no table has the figure to tell which is right."""
    options = context.check.options
    assert isinstance(options, ClaimOptions)
    known = {fact.concept for fact in context.reading.facts}
    first: dict[str, Claim] = {}
    # 「年初预算收入合计1100万元，支出合计1100万元」: behind a budget figure another one may be of the budget, too.
    planned: dict[tuple[Place, str], int] = {}
    for claim in context.reading.claims:
        if claim.mention.qualifier == "budget":
            planned.setdefault((claim.mention.passage.place, claim.mention.sentence), claim.mention.start)
    for claim in context.reading.claims:
        mention = claim.mention
        if mention.concept is None or mention.concept in known or claim.status != "unsupported":
            continue
        if planned.get((mention.passage.place, mention.sentence), mention.start) < mention.start:
            continue
        if mention.subject or mention.modifier not in ("", mention.label) or mention.qualifier:
            continue
        if (
            mention.concept.startswith(STAFF)
            and "其中" in re.split("[。；]", mention.passage.text[: mention.start])[-1]
        ):
            # 年末实有人数88人，其中局本级编制40人，实有38人: of one of the bodies.
            continue
        other = first.setdefault(mention.concept, claim)
        if other is claim or mention.quantity.agrees(other.mention.quantity):
            continue
        people = mention.concept.startswith(STAFF)
        if people and (
            mention.passage is other.mention.passage or explain(mention.quantity, other.mention.quantity) is None
        ):
            # 机关编制20名，实有18人；执法大队编制30名，实有28人: of one body each.
            continue
        beside = mention.passage is other.mention.passage and mention.sentence == other.mention.sentence
        if beside and explain(mention.quantity, other.mention.quantity) is None:
            # 幼教专项支出40万元，结余2万元；安全专项支出30万元，结余1万元: of one project each.
            continue
        # 一般公共预算收入 need not be the 财政拨款, nor what is left this year all that is left.
        loose = mention.modifier or other.mention.modifier or mention.label != other.mention.label
        if loose and (explain(mention.quantity, other.mention.quantity) is None or few_digits(mention, other.mention)):
            # 支出 alone may be of anything: only a slip of the pen shows that the same one is meant.
            continue
        if ("总计" in mention.label) != ("总计" in other.mention.label):
            # 总计 holds what is carried over, 合计 does not.
            continue
        expected = in_unit_of(other.mention.quantity, mention.quantity)
        difference = mention.quantity.value - expected
        why = explain(mention.quantity, other.mention.quantity)
        yield context.finding(
            key=f"text/{mention.concept}/{plain(mention.quantity.scaled())}",
            # 项目支出执行偏慢，年末结余…: what is said further up may narrow a name down.
            severity="warning" if why is not None or mention.concept.startswith(options.plain) else "info",
            stated=mention.quantity.written(),
            expected=plain(expected),
            difference=plain(difference),
            diagnosis=why,
            evidence=[context.around(mention.place, "stated"), context.around(other.mention.place, "expected")],
            arguments=told_against(
                mention.label,
                mention.quantity,
                other.mention.label,
                other.mention.quantity,
                place_said(context, other.mention.place),
            ),
        )
