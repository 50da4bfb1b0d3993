"""Tables without rulings: columns told by the white rivers that run down through consecutive lines.

Precision first: at least three lines of at least three columns, the same rivers through all of them; or four
lines of a label and a value, each column with a straight left edge. Anything less stays running text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lines import Line, rows

_RIVER = 1.0
_MIN_ROWS = 3
_MIN_COLUMNS = 3
_MIN_PAIRS = 4
_STRAIGHT = 2.0
# Lines further apart than this (in font sizes) are not rows of one table.
_MAX_LEADING = 3.5

_TOP, _BOTTOM = itemgetter(1), itemgetter(3)

Segment = tuple[float, float]


def worth_a_look(found: Sequence[Line]) -> bool:
    """Whether enough consecutive lines have gaps at all; cheap, asked for every page."""
    run = 0
    for line in found:
        run = run + 1 if line.gaps else 0
        if run >= _MIN_ROWS:
            return True
    return False


def river_tables(glyphs: Sequence[Glyph]) -> list[list[Area]]:
    """The cells (by rows) of each table that can be told by its rivers alone."""
    found: list[list[Area]] = []
    run: list[list[Glyph]] = []
    wide = False
    for full in [*rows(glyphs), []]:
        row = [glyph for glyph in full if not glyph[6].isspace()]
        count = len(_segments(row))
        if count == 2 and _is_typed(full, row):
            count = 1
        near = not run or not row or row[0][4] - run[-1][0][4] < _MAX_LEADING * row[0][5]
        if count >= 2 and near and (not run or wide == (count >= _MIN_COLUMNS)):
            wide = count >= _MIN_COLUMNS
            run.append(row)
            continue
        areas = _grid(run)
        if areas:
            found.append(areas)
        run = [row] if count >= 2 else []
        wide = count >= _MIN_COLUMNS
    return found


def _is_typed(full: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    """Whether the gap in a line was typed with spaces: then it is a line of text, not two cells."""
    (_, start), (end, _) = _segments(row)
    return any(text.isspace() and start - 1 <= x0 < end - 1 for x0, *_, text in full)


def _segments(row: Sequence[Glyph]) -> list[Segment]:
    found: list[Segment] = []
    for x0, _, x1, _, _, size, _ in row:
        if found and x0 - found[-1][1] < _RIVER * size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _is_pairs(segments: list[list[Segment]]) -> bool:
    starts = list(zip(*([x0 for x0, _ in row] for row in segments), strict=True))
    return len(segments) >= _MIN_PAIRS and all(max(column) - min(column) <= _STRAIGHT for column in starts)


def _grid(run: list[list[Glyph]]) -> list[Area]:
    if len(run) < _MIN_ROWS:
        return []
    segments = [_segments(row) for row in run]
    columns: list[Segment] = []
    for x0, x1 in sorted(segment for row in segments for segment in row):
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    # A segment that bridges two columns of the other lines hides a river: then this is no plain table.
    if len(columns) < 2 or any(len(row) < 0.6 * len(columns) for row in segments):
        return []
    if max(len(row) for row in segments) != len(columns):
        return []
    if len(columns) == 2 and not _is_pairs(segments):
        return []
    xs = [columns[0][0] - 2.0, *((one[1] + two[0]) / 2 for one, two in pairwise(columns)), columns[-1][1] + 2.0]
    ys = [min(map(_TOP, run[0])) - 1.0]
    ys += [(max(map(_BOTTOM, above)) + min(map(_TOP, below))) / 2 for above, below in pairwise(run)]
    ys.append(max(map(_BOTTOM, run[-1])) + 1.0)
    if any(below <= above for above, below in pairwise(ys)):
        return []
    return [Area(x0, top, x1, bottom) for top, bottom in pairwise(ys) for x0, x1 in pairwise(xs)]
