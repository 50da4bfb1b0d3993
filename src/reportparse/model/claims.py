"""Figures of the running text and what the tables say to each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity

Status = Literal["supported", "mislabelled", "different", "unit_slip", "unsupported", "not_comparable"]


@dataclass(frozen=True)
class Mention:
    """A figure in a sentence before it is resolved.

    `label` is the words the figure belongs to (`工资福利支出`), `concept` what they mean, `subject` the body
    named before the label (`巡察办`) or '', `modifier` other words before the label that narrow it down.
    `qualifier` is None for a plain result, else `budget`, `adjustment`, `received`, `change`, `share`, `plan`, `standard`,
    `approximate`, `part`, `prior`. `place` is that of the figure with its unit.
    """

    label: str
    concept: str | None
    quantity: Quantity
    period: str | None
    qualifier: str | None
    subject: str
    modifier: str
    sentence: str
    passage: Passage
    start: int
    end: int
    place: Place
    label_place: Place | None


@dataclass(frozen=True)
class Claim:
    """A mention with its answer. `fact_ids` are the facts that answer it, `meant` the concept it most likely is.

    `partner` is the claim of the same sentence that has the label which belongs here, and the other way round.
    """

    id: str
    mention: Mention
    status: Status
    fact_ids: tuple[str, ...]
    meant: str | None = None
    why: str = ""
    partner: str | None = None


@dataclass(frozen=True)
class Breakdown:
    """「X，其中 a、b、c」 in a sentence: the whole and its parts (signs included), and whether the list claims to be complete.

    `ends` are the numbers of parts after which the list may be over, the sentence going on to something else.
    """

    whole: Mention
    parts: tuple[Mention, ...]
    signs: tuple[int, ...]
    complete: bool
    ends: tuple[int, ...]

    @property
    def total(self) -> Decimal:
        """What the parts come to, in 元 for money."""
        pairs = zip(self.signs, self.parts, strict=True)
        return sum((sign * part.quantity.scaled() for sign, part in pairs), Decimal(0))


@dataclass(frozen=True)
class Rate:
    """A percentage of a sentence whose two figures are known.

    `share`: amount / base (a mention, or the tables' figure of `base_concept`); `growth` and `decline`: change / (amount ∓
    change); `completion`: amount / base, a budget.
    """

    kind: Literal["share", "growth", "decline", "completion"]
    stated: Mention
    amount: Mention
    base: Mention | None
    base_concept: str | None
    change: Mention | None
