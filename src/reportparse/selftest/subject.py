"""The clean report that faults are planted in, and what a reader can see in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from reportparse.model.claims import Claim
from reportparse.model.document import Document
from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.model.reading import Reading
from reportparse.ruleset.kinds import Identity, RateOptions, SumOptions
from reportparse.ruleset.rules import RuleSet

_AMONG, _REST = re.compile("其中"), re.compile("其[他它]")
_NOTHING = Interval(Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Equation:
    """Figures of the tables that belong together: total = Σ sign·part. `optional` parts count where it closes so.

    Of a `partial` one the parts are only some (其中): together they may be less than the total.
    """

    total: Fact
    parts: tuple[tuple[int, Fact], ...]
    optional: tuple[Fact, ...] = ()
    partial: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.total, *(fact for _, fact in self.parts))


@dataclass(frozen=True)
class Ratio:
    """A rate of the tables, in percent, and the two figures beside it that it is made of."""

    rate: Fact
    over: Fact
    under: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.rate, self.over, self.under


@dataclass(frozen=True)
class Subject:
    """A clean report with all that was read of it. `others` are the names of other departments that may be mixed up with its own."""

    reading: Reading
    ruleset: RuleSet
    others: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        return self.reading.document

    def text(self, place: Place) -> str:
        """All the text of a place's paragraph or cell."""
        return self.document.text_at(Place(place.block, place.row, place.column))

    @cached_property
    def decimals(self) -> dict[tuple[int | None, str], int]:
        """The most decimals written in each column: a figure of it stands for an interval of that width."""
        most: dict[tuple[int | None, str], int] = defaultdict(int)
        for fact in self.reading.facts:
            key = (fact.region, fact.concept)
            most[key] = max(most[key], fact.quantity.decimals)
        return most

    @cached_property
    def by_concept(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.reading.facts:
            found[fact.concept].append(fact)
        return {concept: tuple(facts) for concept, facts in found.items()}

    @cached_property
    def plain_claims(self) -> tuple[Claim, ...]:
        """Amounts of the text that the tables bear out, said of the body itself and without reserve."""
        return tuple(
            claim
            for claim in self.reading.claims
            if claim.status == "supported"
            and claim.mention.qualifier != "approximate"
            and not claim.mention.modifier
            and claim.mention.quantity.value
            and claim.mention.place.span is not None
        )

    def agrees(self, quantity: Quantity, fact: Fact) -> bool:
        return quantity.agrees(fact.quantity, other_decimals=self.decimals[fact.region, fact.concept])

    def kin(self, left: str, right: str) -> bool:
        """Whether the figures of two concepts can be mistaken for each other."""
        concepts = self.ruleset.concept_by_id
        one, two = concepts[left], concepts[right]
        return left != right and (one.group == two.group or left in two.kin or right in one.kin)

    def borne_out(self, quantity: Quantity, concept: str) -> bool:
        """Whether some row of the tables has this figure for the concept: then nobody can tell that it is wrong."""
        return any(self.agrees(quantity, fact) for fact in self.by_concept.get(concept, ()))

    def is_another(self, quantity: Quantity) -> bool:
        """Whether the figure is one that the tables have, whatever its label."""
        return any(
            fact.quantity.is_money == quantity.is_money and self.agrees(quantity, fact) for fact in self.reading.facts
        )

    def identities(self, *codes: str) -> Iterator[Identity]:
        for code in codes:
            check = self.ruleset.checks.get(code)
            if check is not None and isinstance(check.options, SumOptions):
                yield from check.options.identities

    def row_equations(self, *codes: str) -> Iterator[Equation]:
        """The identities of the rules that hold in this report."""
        for identity in self.identities(*codes):
            rows: dict[object, dict[str, Fact]] = defaultdict(dict)
            for fact in self.reading.facts:
                if fact.region is not None:
                    head = self.reading.outline.regions[fact.region].header_rows
                    key = fact.entity if identity.across else (fact.region, fact.place.row if head else None)
                    rows[key].setdefault(fact.concept, fact)
            for row in rows.values():
                if identity.total not in row:
                    continue
                parts = [(1, row[name]) for name in identity.plus if name in row]
                parts += [(-1, row[name]) for name in identity.minus if name in row]
                optional = tuple(row[name] for name in identity.optional if name in row)
                whole = len(parts) == len(identity.plus) + len(identity.minus)
                equation = Equation(row[identity.total], tuple(parts), optional)
                if parts and (whole or not identity.whole) and self.closes(equation):
                    yield equation

    def unit_equations(self) -> Iterator[Equation]:
        """The columns of tables with one summary row, where the units' rows add up to it."""
        for index in range(len(self.reading.outline.regions)):
            facts = [fact for fact in self.reading.facts if fact.region == index and fact.quantity.is_money]
            if len({fact.place.row for fact in facts if fact.summary}) != 1:
                continue
            labels = [row.label for row in self.reading.outline.regions[index].rows]
            partial = any(map(_AMONG.match, labels)) and not any(map(_REST.search, labels))
            for total in (fact for fact in facts if fact.summary):
                parts = tuple((1, fact) for fact in facts if not fact.summary and fact.concept == total.concept)
                equation = Equation(total, parts, (), partial)
                if parts and self.closes(equation):
                    yield equation

    def ratios(self) -> Iterator[Ratio]:
        """The rates of the tables that follow from the figures of their rows."""
        check = self.ruleset.checks.get("A104")
        rows: dict[object, dict[str, Fact]] = defaultdict(dict)
        for fact in self.reading.facts:
            if fact.region is not None:
                rows[fact.region, fact.place.row].setdefault(fact.concept, fact)
        for rule in check.options.ratios if check is not None and isinstance(check.options, RateOptions) else ():
            for row in rows.values():
                under = next((row[name] for name in rule.under if name in row), None)
                if under is not None and rule.rate in row and rule.over in row:
                    ratio = Ratio(row[rule.rate], row[rule.over], under)
                    if self.follows(ratio, {}):
                        yield ratio

    def follows(self, ratio: Ratio, instead: dict[str, Quantity]) -> bool:
        """Whether a rate follows from its figures, but for one unit of its last digit and what rounds to them."""
        rate = instead.get(ratio.rate.id, ratio.rate.quantity)
        over, under = (instead.get(fact.id, fact.quantity).interval() for fact in (ratio.over, ratio.under))
        if under.low <= 0:
            return True
        least, most = over.low / under.high * 100, over.high / under.low * 100
        unit = Decimal(1).scaleb(-rate.decimals)
        return least - unit <= rate.value <= most + unit

    def holds(self, relation: Equation | Ratio, instead: dict[str, Quantity]) -> bool:
        """Whether figures that belong together still agree with other figures, by fact id, in their places."""
        return self.closes(relation, instead) if isinstance(relation, Equation) else self.follows(relation, instead)

    def closes(self, equation: Equation, instead: dict[str, Quantity] | None = None) -> bool:
        """Whether the figures can add up, each standing for all that rounds to it. `instead` has other figures, by fact id."""
        return any(
            self._meets(equation, chosen, instead or {})
            for count in range(len(equation.optional) + 1)
            for chosen in combinations(equation.optional, count)
        )

    def _meets(self, equation: Equation, chosen: Iterable[Fact], instead: dict[str, Quantity]) -> bool:
        value = _NOTHING
        for sign, fact in (*equation.parts, *((1, fact) for fact in chosen)):
            part = self._interval(fact, instead)
            value = value + (part if sign > 0 else -part)
        total = self._interval(equation.total, instead)
        return value.meets(total) or (equation.partial and value.low <= total.high)

    def _interval(self, fact: Fact, instead: dict[str, Quantity]) -> Interval:
        quantity = instead.get(fact.id, fact.quantity)
        if not quantity.value:
            return _NOTHING
        return quantity.interval(max(self.decimals[fact.region, fact.concept], quantity.decimals))
