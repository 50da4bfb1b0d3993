"""What findings on figures of the text have in common: their arguments, their evidence, amounts in one unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from reportparse.checks.context import Argument, Context, plain
from reportparse.model.claims import Claim, Mention
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity

STAFF = "staffing."
"""How the concepts of numbers of people begin."""
SURE_DIGITS = 4
"""Digits that two amounts of different things do not share but for a slip."""
CAUSES = ("mislabelled", "different", "unit_slip")
"""What a claim is that some finding is about."""
ANSWERED = (*CAUSES, "supported")
"""What it is where the tables have an answer to it, right or wrong."""


def claimed_places(context: Context, statuses: Collection[str] = CAUSES) -> set[Place]:
    """Where the figures stand whose claims have one of these statuses: what some finding is about unless said otherwise."""
    return {claim.mention.place for claim in context.reading.claims if claim.status in statuses}


def stated_by(context: Context, claims: Iterable[Claim]) -> Iterator[Evidence]:
    """The sentences that make the claims."""
    for claim in claims:
        yield context.around(claim.mention.place, "stated")


def facts_as(facts: Iterable[Fact], role: str) -> Iterator[Evidence]:
    """Figures of tables, each with its label."""
    for fact in facts:
        yield Evidence(f"{fact.label} {fact.text}", fact.place, role)


def told_against(label: str, stated: Quantity, other: str, expected: Quantity, where: Say) -> dict[str, Argument]:
    """The named arguments of a rule of kind `claims`: what is stated, and the figure it is held against."""
    difference = abs(stated.value - in_unit_of(expected, stated))
    return {
        "label": label,
        "stated": stated.with_unit(),
        "unit": stated.unit,
        "expected": expected.with_unit(),
        "difference": f"{plain(difference)}{stated.unit}",
        "meant": other,
        "meant_value": expected.with_unit(),
        "why": "",
        "where": where,
    }


def place_said(context: Context, place: Place) -> Say:
    """Where something stands, in words."""
    return Say(context.say(place, "zh"), context.say(place, "en"))


def in_unit_of(quantity: Quantity, like: Quantity) -> Decimal:
    """The value of one figure in the unit of another."""
    return Decimal(plain(quantity.in_unit(like.unit)))


def few_digits(*mentions: Mention) -> bool:
    """Whether one of the amounts is so short that another thing may have it by chance."""
    return min(one.quantity.significant_digits for one in mentions) < SURE_DIGITS
