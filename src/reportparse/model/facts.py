"""Figures of the tables and form fields, each tied to a concept."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.model.location import Place
from reportparse.model.quantity import Quantity


@dataclass(frozen=True)
class Fact:
    """A figure with a meaning.

    `concept` is an id of rules/concepts.yaml, `label` the header or field label as written, `path` the header path,
    `entity` the row's own name or None for the reporting department, `summary` whether the row sums up others,
    `period` the fiscal year, `text` the cell as written, `region` the index of the Region in Outline.regions (None for a field),
    `unit_given` whether cell or header name the unit, which is else that of the caption or the usual one.
    """

    id: str
    concept: str
    label: str
    path: tuple[str, ...]
    quantity: Quantity
    entity: str | None
    summary: bool
    period: str | None
    text: str
    place: Place
    region: int | None
    unit_given: bool = True


@dataclass(frozen=True)
class Indicator:
    """A row of the performance indicators. Texts as written; None where the form has no such column."""

    category: str | None
    dimension: str | None
    name: str
    target: str | None
    actual: str | None
    weight: str | None
    score: str | None
    reason: str | None
    places: dict[str, Place]


@dataclass(frozen=True)
class Evaluator:
    name: str
    position: str | None
    organisation: str | None
    signed: bool
    place: Place


@dataclass(frozen=True)
class Signature:
    """A line to be signed. `role` is its label (`评价组组长`), `date` ISO or None where blank, `asks_date` whether it has a date line."""

    role: str
    signed: bool
    date: str | None
    asks_date: bool
    place: Place


@dataclass(frozen=True)
class Goal:
    """A goal and what became of it. `place` is that of the goal, `answer` that of the result (None where the form has no such cell)."""

    expected: str | None
    actual: str | None
    place: Place
    answer: Place | None
