"""Step 3b of the PDF reader: text that is struck through, such as the deleted text of a tracked change.

It takes up room on its line but is no part of the report: its characters stay where they are, without a text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lattice import Edge, join

# A line through a text runs this far above its baseline (in font sizes); an underline runs below it.
_LOWEST, _HIGHEST = 0.12, 0.5
# How far (in font sizes) a line may reach beyond the text it strikes: a ruling that crosses text goes on further.
_BEYOND = 0.5
# How far (points) a character may stick out of the line.
_OUT = 1.0
# No more rulings are looked at on a page, and no larger characters (points) are struck.
_MAX_RULINGS = 1000
_LARGEST = 100.0
# A ruling this close (points) to the side of a cell belongs to the table.
_NEAR = 3.0


def loose_rulings(edges: Iterable[Edge], cells: Iterable[Area]) -> list[Edge]:
    """The horizontal rulings that are no part of a table, pieces of one line joined. Nearly always there are none."""
    levels = set(map(round, {level for _, top, _, bottom in cells for level in (top, bottom)}))
    taken = {level + off for level in levels for off in (-2, -1, 0, 1, 2)}
    found = [edge for edge in edges if not edge.vertical and round(edge.at) not in taken]
    return join(edge for edge in found if all(abs(edge.at - level) > _NEAR for level in levels)) if found else []


def strike(glyphs: Sequence[Glyph], rulings: Iterable[Edge]) -> tuple[list[Glyph], int]:
    """The characters, those that a ruling strikes through without their text, and how many these are."""
    kept = list(glyphs)
    count = 0
    by_base = sorted((glyph[4], number) for number, glyph in enumerate(kept))
    for line in islice(rulings, _MAX_RULINGS):
        first = bisect_left(by_base, (line.at, -1))
        behind = bisect_left(by_base, (line.at + _HIGHEST * _LARGEST, -1))
        hit = sorted(
            number for _, number in by_base[first:behind] if kept[number][6] and _runs_through(line, kept[number])
        )
        if not hit:
            continue
        reach = _BEYOND * kept[hit[0]][5]
        start, end = min(kept[number][0] for number in hit), max(kept[number][2] for number in hit)
        if start - line.start > reach or line.end - end > reach:
            continue
        for number in hit:
            x0, top, x1, bottom, base, size, _ = kept[number]
            kept[number] = (x0, top, x1, bottom, base, size, "")
        count += len(hit)
    return kept, count


def _runs_through(line: Edge, glyph: Glyph) -> bool:
    x0, _, x1, _, base, size, _ = glyph
    return _LOWEST * size < base - line.at < _HIGHEST * size and line.start - _OUT <= x0 and x1 <= line.end + _OUT
