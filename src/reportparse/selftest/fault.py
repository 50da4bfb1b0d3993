"""What a planted fault is: the changes it makes, and by which findings it counts as found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from reportparse.model.location import Place

Disguise = Literal["hidden", "white", "tiny"]


@dataclass(frozen=True, slots=True)
class Change:
    """`text` in place of what stands at `place`, whose span lies within one paragraph of the paragraph or cell addressed.

    `number` replaces the paragraph's automatic number instead. With `disguise` the text is added so that nobody sees it,
    which only a file can hold.
    """

    place: Place
    text: str
    number: str | None = None
    disguise: Disguise | None = None


class Spot(NamedTuple):
    """A stretch of the faulty copy. `column` None is the whole row, `start` and `end` None the whole text."""

    block: int
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None

    def holds(self, block: int, row: int | None, column: int | None, span: tuple[int, int] | None) -> bool:
        """Whether a place touches it."""
        if block != self.block or row != self.row:
            return False
        if self.column is not None and column is not None and column != self.column:
            return False
        if self.start is None or self.end is None or span is None:
            return True
        return span[0] < self.end and self.start < span[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, planted by `changes`.

    It is found where a finding with one of the `codes` has evidence in one of the `spots`. Any other error or warning with
    evidence there, or in what is `near` (figures that the changed one is added up with), is a consequence of it; one without
    is false. `was` and `now` are the words changed, for people.
    """

    changes: tuple[Change, ...]
    codes: frozenset[str]
    spots: tuple[Spot, ...]
    was: str
    now: str
    place: Place
    near: tuple[Spot, ...] = ()


def cell_spot(place: Place) -> Spot:
    """All of a place's cell, or of its paragraph."""
    return Spot(place.block, place.row, place.column)


def row_spot(place: Place) -> Spot:
    """All of a place's row."""
    return Spot(place.block, place.row)


def sentence_spot(text: str, place: Place, changes: tuple[Change, ...]) -> Spot:
    """The sentence about a place in the faulty copy. `text` is that of the clean paragraph or cell the place addresses."""
    start, end = place.span or (0, len(text))
    left = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    rights = [found for mark in "。！？\n" if (found := text.find(mark, end)) >= 0]
    right = min(rights, default=len(text))
    grown = 0
    moved = 0
    for change in changes:
        here = (change.place.block, change.place.row, change.place.column) == (place.block, place.row, place.column)
        if not here or change.place.span is None:
            continue
        more = len(change.text) - (change.place.span[1] - change.place.span[0])
        if change.place.span[0] < left:
            moved += more
        elif change.place.span[0] <= right:
            grown += more
    return Spot(place.block, place.row, place.column, left + moved, max(right + moved + grown, left + moved + 1))
