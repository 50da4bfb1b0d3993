"""What stands on a page, line by line, as it falls into columns: for the search for columns of running text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lines import CLOSING

# In font sizes: the least white between two columns, and how much a mark at a line's end may leave of it, ...
WHITE, _LEFT = 0.7, 0.35
# ... the gap inside of a line that is one between cells, ...
GAP = 1.2
# ... the least width of a column, ...
NARROW = 8.0
# ... and how far apart lines of one paragraph are at most.
LEADING = 2.4
# Lines that begin this close (points) to one another begin at the same place; a table's side may stand out by more.
SAME, OUT = 1.5, 8.0
# So many lines must begin at a place, and so many of them be as wide as a column.
MIN_LINES, _MIN_WIDE = 3, 2
# Columns are looked for along no more places than these.
_PLACES = 4
# A text this wide (as a share of its column) is no cell of a table.
_FILLED = 0.7


class Item(NamedTuple):
    """A line of the page with its characters, or a table on it, which has none here.

    It reaches down from `level` to `end`: its baselines, or the sides of a table.
    """

    glyphs: tuple[Glyph, ...]
    area: Area
    level: float
    end: float

    @property
    def size(self) -> float:
        return self.glyphs[len(self.glyphs) // 2][5]


Parts = list[Item | None]
"""An item in parts, by column."""


def item_of(glyphs: tuple[Glyph, ...]) -> Item:
    return Item(
        glyphs,
        Area(
            glyphs[0][0],
            min(glyph[1] for glyph in glyphs),
            max(glyph[2] for glyph in glyphs),
            max(glyph[3] for glyph in glyphs),
        ),
        min(glyph[4] for glyph in glyphs),
        max(glyph[4] for glyph in glyphs),
    )


def pieces(glyphs: Sequence[Glyph], white: float = WHITE) -> list[list[Glyph]]:
    """The characters of a line between gaps this wide (in font sizes)."""
    found: list[list[Glyph]] = [[glyphs[0]]]
    right = glyphs[0][2]
    for glyph in glyphs[1:]:
        if glyph[0] - right >= white * glyph[5]:
            found.append([glyph])
        else:
            found[-1].append(glyph)
        right = max(right, glyph[2])
    return found


def text_of(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph[6] for glyph in glyphs)


def places_of(items: Sequence[Item]) -> list[float]:
    """Where enough lines, or a table beside enough lines, begin behind white; the most frequent first."""
    texts = [item for item in items if item.glyphs]
    if not texts:
        return []
    left = min(item.area.x0 for item in items)
    starts: list[tuple[float, bool]] = []
    for item in texts:
        parted = pieces(item.glyphs)
        if item.area.x0 - left <= NARROW * item.size:
            parted = parted[1:]
        starts += [(piece[0][0], piece[-1][2] - piece[0][0] > NARROW * item.size) for piece in parted]
    for table in items:
        if not table.glyphs and table.area.x0 - left > NARROW * texts[0].size:
            beside = sum(
                1 for item in texts if item.area.x1 < table.area.x0 and table.area.top < item.level < table.area.bottom
            )
            starts += [(table.area.x0, True)] * (beside if beside >= MIN_LINES else 0)
    starts.sort()
    found: list[tuple[int, float]] = []
    first = wide = 0
    for number, (start, is_wide) in enumerate(starts, 1):
        wide += is_wide
        if number == len(starts) or starts[number][0] - start > SAME:
            if number - first >= MIN_LINES and wide >= _MIN_WIDE:
                found.append((number - first, starts[first][0]))
            first, wide = number, 0
    return [start for _, start in sorted(found, reverse=True)[:_PLACES]]


def middle_of(items: Sequence[Item], place: float) -> float:
    """The middle of the white in front of a place where lines begin."""
    gaps: list[float] = []
    for row in items:
        before = [glyph for glyph in row.glyphs if glyph[0] < place - SAME]
        if before and any(abs(glyph[0] - place) <= SAME for glyph in row.glyphs):
            gap = place - max(glyph[2] for glyph in before)
            if gap >= WHITE * row.size:
                gaps.append(gap)
    gaps.sort()
    size = next((row.size for row in items if row.glyphs), 10.0)
    return place - min(gaps[len(gaps) // 5] if gaps else size, 3 * size) / 2


def in_columns(row: Item, places: Sequence[float], channels: Sequence[float]) -> Parts | None:
    """A row by column; None where it stands across the white between columns."""
    if not row.glyphs:
        area = row.area
        at = sum(1 for channel in channels if (area.x0 + area.x1) / 2 > channel)
        if at and area.x0 < places[at - 1] - OUT:
            return None
        if at < len(places) and area.x1 > places[at] - 1.0:
            return None
        return [row if number == at else None for number in range(len(places) + 1)]
    sides: list[list[Glyph]] = [[] for _ in range(len(places) + 1)]
    for glyph in row.glyphs:
        middle = (glyph[0] + glyph[2]) / 2
        sides[sum(1 for channel in channels if middle > channel)].append(glyph)
    for number, place in enumerate(places):
        own, behind = sides[number], sides[number + 1]
        if behind and behind[0][0] < place - SAME:
            return None
        if own:
            # A mark may stand in the white; a line that goes on across has none behind it.
            last = own[-1]
            solid = last[0] if last[6] in CLOSING else last[2]
            if place - solid < WHITE * last[5] or place - last[2] < _LEFT * last[5]:
                return None
    return [item_of(tuple(side)) if side else None for side in sides]


def usual_distance(items: Sequence[Item]) -> float:
    """The usual distance of two lines of a column."""
    levels = [row.level for row in items if row.glyphs]
    gaps = sorted(two - one for one, two in pairwise(levels))
    return gaps[len(gaps) // 2] if gaps else 0.0


def is_filled(parts: Parts, widths: Sequence[float]) -> bool:
    """Whether a column is filled by one text."""
    return any(
        part is not None
        and bool(part.glyphs)
        and part.area.x1 - part.area.x0 >= _FILLED * width
        and len(pieces(part.glyphs, GAP)) == 1
        for part, width in zip(parts, widths, strict=True)
    )
