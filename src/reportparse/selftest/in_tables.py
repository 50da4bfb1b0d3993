"""Faults in the tables of figures, planted only where the rest of the report shows that they are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.selftest.fault import Change, Fault, cell_spot
from reportparse.selftest.in_text import Slip
from reportparse.selftest.slips import digits_of, shifted
from reportparse.selftest.subject import Equation, Ratio, Subject
from reportparse.text.numbers import plain_number

_SUMS = ("A101", "A103")
_ANY = ("A101", "A102", "A103", "A104", "A105", "A106", "C201", "C202", "C203")


def slipped(subject: Subject, rng: Random, slip: Slip) -> Iterator[Fault]:
    """A figure of a table mistyped, which a sum or a sentence of the report gives away."""
    relations: list[Equation | Ratio] = [*subject.row_equations(*_SUMS), *subject.unit_equations(), *subject.ratios()]
    for fact in subject.reading.facts:
        if fact.region is None:
            continue
        mine = [relation for relation in relations if fact in relation.facts]
        texts = [
            text
            for text, quantity in _mistyped(subject, fact, slip)
            if _breaks(subject, mine, fact, quantity) or _contradicts_text(subject, fact, quantity)
        ]
        if texts:
            yield _fault(subject, fact, rng.choice(texts), _ANY, relations)


def sum_broken(subject: Subject, rng: Random) -> Iterator[Fault]:
    """A part or a total that no longer adds up, within a row or down a column."""
    equations = [*subject.row_equations("A101"), *subject.unit_equations()]
    # A balance that no longer makes the sum of its column is not that of its own row either, which says more.
    yield from _broken(subject, rng, equations, "A101", "A102", "A103")


def balance_broken(subject: Subject, rng: Random) -> Iterator[Fault]:
    """A balance that is not income less expenditure."""
    equations = list(subject.row_equations("A103"))
    yield from _broken(subject, rng, equations, "A103", only=[equation.total for equation in equations])


def _broken(
    subject: Subject, rng: Random, equations: list[Equation], *codes: str, only: Iterable[Fact] | None = None
) -> Iterator[Fault]:
    facts = {fact.id: fact for equation in equations for fact in equation.facts}
    for fact in facts.values() if only is None else only:
        mine = [equation for equation in equations if fact in equation.facts]
        texts = [text for text, quantity in _mistyped(subject, fact, shifted) if _breaks(subject, mine, fact, quantity)]
        if texts:
            yield _fault(subject, fact, rng.choice(texts), codes, equations)


def _mistyped(subject: Subject, fact: Fact, slip: Slip) -> Iterator[tuple[str, Quantity]]:
    text = subject.text(fact.place)
    span = digits_of(text)
    if span is None or plain_number(text[slice(*span)]) != fact.quantity.value:
        return
    for changed in slip(text[slice(*span)]):
        yield changed, Quantity(plain_number(changed), fact.quantity.unit, changed)


def _breaks(subject: Subject, relations: Iterable[Equation | Ratio], fact: Fact, quantity: Quantity) -> bool:
    return any(not subject.holds(relation, {fact.id: quantity}) for relation in relations)


def _contradicts_text(subject: Subject, fact: Fact, quantity: Quantity) -> bool:
    """Whether a sentence gives the old figure, and no other row of the tables has it."""
    return any(
        claim.fact_ids == (fact.id,) and not claim.mention.quantity.agrees(quantity) for claim in subject.plain_claims
    )


def _fault(
    subject: Subject, fact: Fact, text: str, codes: Iterable[str], relations: Iterable[Equation | Ratio]
) -> Fault:
    """A part that only may count shows by its total, which then closes neither with it nor without."""
    near = tuple(
        cell_spot(relation.total.place)
        for relation in relations
        if isinstance(relation, Equation) and fact in relation.optional
    )
    whole = subject.text(fact.place)
    span = digits_of(whole)
    assert span is not None
    place = Place(fact.place.block, fact.place.row, fact.place.column, span)
    name = f"{fact.entity or ''} {fact.label} "
    return Fault(
        (Change(place, text),), frozenset(codes), (cell_spot(place),), (name + whole[slice(*span)]).strip(),
        (name + text).strip(), place, near,
    )  # fmt: skip
