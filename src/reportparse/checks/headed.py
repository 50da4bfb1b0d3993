"""Headings of indicators that give points (产出指标（50分）, 数量指标（20分）), against what stands below them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportparse.checks.scoring import HUNDRED, Heading, Points, ScoredRow, ScoreTable, grouped
from reportparse.model.location import Place


@dataclass(frozen=True)
class Headed:
    """A heading's name, the points it gives, and the weights or scores below it. `key` names it within the report."""

    name: str
    key: str
    points: Decimal
    parts: tuple[Points, ...]

    @property
    def total(self) -> Decimal:
        return sum((one.value for one in self.parts), Decimal(0))


def weighed_headings(table: ScoreTable) -> list[Headed]:
    """The headings whose weights below are known and make another sum; of a category and its parts only the part."""
    found: list[Headed] = []
    wrong: list[Headed] = []
    for category in grouped(table.rows, lambda row: row.category.name).values():
        inner: list[Headed] = []
        for rows in grouped(category, lambda row: row.dimension.group).values():
            inner += _headed(table, rows, rows[0].dimension, _places(rows, "weight"))
        below = _places(category, "weight") or _heads(category)
        outer = _headed(table, category, category[0].category, below)
        found += inner + outer
        bad = [one for one in inner if one.total != one.points]
        wrong += bad or [one for one in outer if one.total != one.points]
    return [] if len(found) > 1 and all(one.total == HUNDRED for one in found) else wrong


def are_shares(table: ScoreTable) -> bool:
    """Whether weights are shares of their heading: 100 under each of them."""
    return any(
        len(groups) > 1 and all(_makes_whole(rows) for rows in groups.values())
        for groups in (
            grouped(table.rows, lambda row: row.category.name),
            grouped(table.rows, lambda row: f"{row.category.name}/{row.dimension.group}"),
        )
    )


def _makes_whole(rows: list[ScoredRow]) -> bool:
    weights = _places(rows, "weight")
    return weights is not None and sum((one.value for one in weights.values()), Decimal(0)) == HUNDRED


def overdrawn(table: ScoreTable) -> list[Headed]:
    """Where only headings have points: those whose scores below are more. None where marks are on another scale."""
    if any(row.weight for row in table.rows):
        return []
    found: list[Headed] = []
    wrong: list[Headed] = []
    for category in grouped(table.rows, lambda row: row.category.name).values():
        inner: list[Headed] = []
        for rows in grouped(category, lambda row: row.dimension.group).values():
            inner += _headed(table, rows, rows[0].dimension, _places(rows, "score", blank=True))
        outer = _headed(table, category, category[0].category, _places(category, "score", blank=True))
        found += inner + outer
        bad = [one for one in inner if one.total > one.points]
        wrong += bad or [one for one in outer if one.total > one.points]
    return wrong if len(wrong) * 2 <= len(found) or len(found) == 1 else []


def _headed(
    table: ScoreTable, rows: list[ScoredRow], heading: Heading, parts: dict[Place, Points] | None
) -> list[Headed]:
    """The heading as the list of itself; empty where it gives no points, or a cell below it is shared with another one."""
    if heading.points is None or not parts or any(row.bonus for row in rows):
        return []
    if heading.points.quantity.unit != "%" and any(one.quantity.unit == "%" for one in parts.values()):
        return []
    others = [one for one in table.rows if all(one is not row for row in rows)]
    taken = {one.place for row in others for one in (row.weight, row.score) if one is not None}
    if taken.intersection(parts):
        return []
    key = heading.name
    if heading is not rows[0].category:
        key = f"{rows[0].category.name}/{heading.name}" + (f"/{heading.part}" if heading.part else "")
    return [Headed(heading.name, key, heading.points.value, tuple(parts.values()))]


def _places(
    rows: list[ScoredRow], what: Literal["weight", "score"], *, blank: bool = False
) -> dict[Place, Points] | None:
    """The weights or scores of rows, a cell merged over several once; None where one is missing, unless `blank` ones may be."""
    found = [row.weight if what == "weight" else row.score for row in rows if not row.bonus]
    if any(one is None for one in found) and not blank:
        return None
    return {one.place: one for one in found if one is not None}


def _heads(rows: list[ScoredRow]) -> dict[Place, Points] | None:
    """The points of the headings right below a category."""
    groups = grouped(rows, lambda row: row.dimension.group).values()
    if any(row.weight for row in rows) or any(group[0].dimension.points is None for group in groups):
        return None
    return {points.place: points for group in groups if (points := group[0].dimension.points) is not None}
