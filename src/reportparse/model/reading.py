"""All that is known of one report before it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportparse.model.claims import Breakdown, Claim, Rate
from reportparse.model.document import Document
from reportparse.model.facts import Evaluator, Fact, Goal, Indicator, Signature
from reportparse.model.location import Place
from reportparse.model.outline import Outline


@dataclass(frozen=True)
class Reading:
    """What checks look at.

    `fields` holds the simple report fields by name: a str, an int (fiscal_year) or None where the form has the field and it
    is blank; a field the form does not have is absent. `indicators` are the rows of tables, `told` those of sentences.
    `unplaced` are the cells with a figure that nothing was made of. `forms` holds the fields of each form of a file that holds
    several forms about projects.
    """

    document: Document
    outline: Outline
    fields: dict[str, Any]
    indicators: tuple[Indicator, ...]
    told: tuple[Indicator, ...]
    goals: tuple[Goal, ...]
    evaluators: tuple[Evaluator, ...]
    signatures: tuple[Signature, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    rates: tuple[Rate, ...] = ()
    figures_found: int = 0
    unplaced: tuple[Place, ...] = ()
    forms: tuple[dict[str, Any], ...] = ()

    @cached_property
    def fact_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}
