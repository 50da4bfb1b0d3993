"""Totals told in sentences against their parts, each told in a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, in_unit
from reportparse.checks.diagnosis import explain
from reportparse.checks.told_balance import only_told
from reportparse.model.claims import Mention
from reportparse.model.findings import Say
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import Identity


@dataclass(frozen=True, slots=True)
class ToldParts:
    """A total that its parts do not make, though all are told; `why` is the slip that explains it."""

    total: Mention
    parts: tuple[Mention, ...]
    why: Say

    @property
    def computed(self) -> Quantity:
        """In the unit of the total."""
        return in_unit(sum((part.quantity.scaled() for part in self.parts), Decimal(0)), self.total.quantity)


def told_parts(context: Context, identities: Sequence[Identity]) -> Iterator[ToldParts]:
    """Totals of the identities told otherwise than their parts make, where a slip explains it: nothing less is sure.

    A slip is a figure of the pen, or the amount of another label: the parts of 基本支出 make what is told as 项目支出.
    A list that a sentence gives with its whole is looked at there.
    """
    known = {fact.concept for fact in context.reading.facts}
    listed = {breakdown.whole.place for breakdown in context.reading.breakdowns}
    labels = {concept for identity in identities for concept in (identity.total, *identity.plus)}
    told = {concept: mention for concept in sorted(labels) if (mention := only_told(context, concept)) is not None}
    for identity in identities:
        total = told.get(identity.total)
        parts = tuple(told[concept] for concept in identity.plus if concept in told)
        if (
            identity.across
            or identity.minus
            or total is None
            or total.place in listed
            or known.intersection(identity.plus)
            or len(parts) < len(identity.plus)
        ):
            continue
        found = ToldParts(total, parts, Say("", ""))
        computed = found.computed
        if len(parts) < 2 or computed.value == total.quantity.value:
            continue
        others = [one for concept, one in told.items() if concept not in (identity.total, *identity.plus)]
        other = next((one for one in others if one.quantity.scaled() == computed.scaled()), None)
        if other is not None:
            label = other.label
            yield ToldParts(
                total, parts, Say(f"分项之和恰是正文“{label}”的数", f"the sum is what the text gives as “{label}”")
            )
        elif (why := explain(total.quantity, computed)) is not None or (
            identity.total in known and (why := _part_slip(total, parts)) is not None
        ):
            yield ToldParts(total, parts, why)


def _part_slip(total: Mention, parts: tuple[Mention, ...]) -> Say | None:
    """The slip in one part that explains the difference, the total being that of the tables."""
    computed = sum((part.quantity.scaled() for part in parts), Decimal(0))
    for part in parts:
        meant = part.quantity.scaled() + total.quantity.scaled() - computed
        if meant > 0 and (why := explain(part.quantity, in_unit(meant, part.quantity))) is not None:
            label, right = part.label, in_unit(meant, part.quantity).with_unit()
            return Say(f"“{label}”若为{right}则相符：{why.zh}", f"it fits if “{label}” is {right}: {why.en}")
    return None
