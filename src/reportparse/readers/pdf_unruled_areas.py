"""The cells of a table without rulings: how far its header, its rows and the names for several of them reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_unruled_grid import Column, Row

# Names in a header end on one level that end within this (points) of one another.
_SAME_LEVEL = 6.0


@dataclass(frozen=True)
class Extent:
    """The lines that a row or cell reaches over: bases of the first and the last, top and bottom of their print."""

    first: float
    last: float
    top: float
    bottom: float

    def and_(self, other: Extent) -> Extent:
        return Extent(
            min(self.first, other.first),
            max(self.last, other.last),
            min(self.top, other.top),
            max(self.bottom, other.bottom),
        )

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


@dataclass(frozen=True)
class Head:
    """A cell of the header: its first column, the one behind its last, and its lines; `over` if others stand below it."""

    first: int
    behind: int
    extent: Extent
    over: bool = False


def areas_of(
    columns: Sequence[Column],
    spanning: int,
    heads: Sequence[Head],
    extents: Sequence[Extent],
    spans: Sequence[tuple[int, int, int]],
) -> list[Area]:
    xs = [columns[0].x0 - 2.0, *((one.x1 + two.x0) / 2 for one, two in pairwise(columns)), columns[-1].x1 + 2.0]
    rows = [extent_of_all(heads), *extents]
    head = rows[0]
    ys = [head.top - 1.0, *((one.bottom + two.top) / 2 for one, two in pairwise(rows)), rows[-1].bottom + 1.0]
    found = [Area(xs[at], ys[first], xs[at + 1], ys[behind]) for at, first, behind in spans]
    feet = _feet(heads)
    for each in heads:
        above = [
            feet[other] for other in feet if other != each and other.first <= each.first and each.behind <= other.behind
        ]
        found.append(Area(xs[each.first], max(above, default=ys[0]), xs[each.behind], feet.get(each, ys[1])))
    taken = {at for each in heads for at in range(each.first, each.behind)}
    if spanning not in taken:
        found.append(Area(xs[spanning], ys[0], xs[spanning + 1], ys[1]))
    found += [Area(x0, top, x1, foot) for top, foot in pairwise(ys[1:]) for x0, x1 in pairwise(xs[spanning:])]
    return sorted(found, key=lambda area: (area.top, area.x0))


def with_total(areas: Sequence[Area], total: Row, columns: Sequence[Column]) -> list[Area]:
    """The cells of a table with the line of its total: its word in one cell up to the first of the figures."""
    bottom = max(area.bottom for area in areas)
    foot = total.bottom + 1.0
    top = (bottom - 1.0 + total.top) / 2
    xs = [columns[0].x0 - 2.0, *((one.x1 + two.x0) / 2 for one, two in pairwise(columns)), columns[-1].x1 + 2.0]
    first = next(at for at, column in enumerate(columns) if column.overlap(total.parts[1]) > 0)
    moved = [area._replace(bottom=top) if area.bottom == bottom else area for area in areas]
    own = [Area(xs[0], top, xs[first], foot), *(Area(x0, top, x1, foot) for x0, x1 in pairwise(xs[first:]))]
    return [*moved, *own]


def under(heads: Iterable[Head]) -> set[int]:
    return {at for head in heads for at in range(head.first, head.behind)}


def _feet(heads: Sequence[Head]) -> dict[Head, float]:
    """Where the names over several columns end: half-way to what stands below them, those on a level at one height."""
    found: dict[Head, float] = {}
    for head in sorted((each for each in heads if each.over), key=lambda each: each.extent.bottom):
        below = [
            each.extent.top
            for each in heads
            if each != head and head.first <= each.first and each.behind <= head.behind
        ]
        foot = (head.extent.bottom + min(below)) / 2
        found[head] = next((other for other in found.values() if abs(other - foot) < _SAME_LEVEL), foot)
    return found


def are_nested(heads: Sequence[Head]) -> bool:
    """Whether of names over several columns one stands over all that another one does, or over none of it."""
    return all(
        one.behind <= two.first
        or two.behind <= one.first
        or (one.first <= two.first and two.behind <= one.behind and one.extent.last < two.extent.first)
        or (two.first <= one.first and one.behind <= two.behind and two.extent.last < one.extent.first)
        for number, one in enumerate(heads)
        for two in heads[:number]
    )


def extent_of_all(heads: Sequence[Head]) -> Extent:
    found = heads[0].extent
    for each in heads:
        found = found.and_(each.extent)
    return found


def extent_of(rows: Sequence[Row]) -> Extent:
    return Extent(rows[0].base, rows[-1].base, min(row.top for row in rows), max(row.bottom for row in rows))
