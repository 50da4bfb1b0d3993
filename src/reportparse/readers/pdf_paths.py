"""Step 2a of the PDF reader: the paths of a page, how they are painted and where they run."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from reportparse.model.limits import limits
from reportparse.readers import pdf_raw as raw
from reportparse.readers.beyond import PageTooLargeError
from reportparse.readers.pdf_chars import colour, is_white
from reportparse.readers.pdf_view import Matrix

# So many points are asked for in one go.
_AT_ONCE = 4096
_BEZIER_TO, _MOVE_TO = 1, 2

Points = list[tuple[float, float]]


Subpath = tuple[Points, bool, bool]
"""A line drawn in one go: where its segments end, whether it returns to its beginning, whether it has curves."""


class Path(NamedTuple):
    """How a path is painted, and its parts. `light` is one that shows only on paint: stroked or filled in white."""

    stroked: bool
    filled: bool
    light: bool
    parts: list[Subpath]


def read_paths(items: Sequence[int], outer: Matrix, known: int) -> tuple[list[Path | None], int]:
    """The paths of these page objects, None for those that paint nothing, and how many segments they have.

    `outer` leads to the points of the view, `known` segments were read before. Raises PageTooLargeError.
    """
    paints = [_paint(item) for item in items]
    shown = [item for item, paint in zip(items, paints, strict=True) if paint is not None]
    # One function after the other for all of them: that is the fastest way.
    counts = [max(0, count) for count in map(raw.path_segments, shown)]
    total = sum(counts)
    if known + total > limits().page_segments:
        raise PageTooLargeError("page_segments")
    segments = [
        segment
        for item, count in zip(shown, counts, strict=True)
        for segment in map(raw.path_segment, repeat(item, count), range(count))
    ]
    kinds = list(map(raw.segment_type, segments))
    closing = list(map(raw.segment_close, segments))
    ends = _ends(segments)
    rest = zip(counts, _matrices(shown, outer), strict=True)
    found: list[Path | None] = []
    start = 0
    for paint in paints:
        if paint is None:
            found.append(None)
            continue
        count, (a, b, c, d, e, f) = next(rest)
        behind = start + count
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in ends[start:behind]]
        own, closed = kinds[start:behind], closing[start:behind]
        if _MOVE_TO in own[1:] or not own:
            found.append(Path(*paint, _parts(points, own, closed)))
        else:
            found.append(Path(*paint, [(points, 1 in closed, _BEZIER_TO in own)]))
        start = behind
    return found, total


def _parts(points: Points, kinds: Sequence[int], closing: Sequence[int]) -> list[Subpath]:
    starts = [number for number, kind in enumerate(kinds) if number and kind == _MOVE_TO]
    return [
        (points[start:end], 1 in closing[start:end], _BEZIER_TO in kinds[start:end])
        for start, end in pairwise([0, *starts, len(kinds)])
        if start < end
    ]


_MODES = array("i", bytes(8))
_FILLED, _STROKED = raw.address(_MODES), raw.address(_MODES, 1)


def _paint(item: int) -> tuple[bool, bool, bool] | None:
    """Whether a path is stroked, filled, or both only in white; None if it paints nothing."""
    if not raw.path_draw_mode(item, _FILLED, _STROKED):
        return None
    filled, stroked = bool(_MODES[0]), bool(_MODES[1])
    white_fill = True
    if filled:
        fill = colour(raw.object_fill, item)
        filled = not (fill is not None and fill[3] == 0)
        white_fill = is_white(fill)
    light = stroked and is_white(colour(raw.object_stroke, item))
    stroked = stroked and not light
    if not stroked and (not filled or white_fill):
        # A white path is looked at as one that is filled, and stroked if its line is what is white.
        return (light, True, True) if light or filled else None
    return stroked, filled and not white_fill, False


_MATRICES = raw.Room("f", 6)
_POINTS = raw.Room("f", 1)
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _matrices(items: Sequence[int], outer: Matrix) -> Iterator[Matrix]:
    """For each object the way from its own points to those of the view; few objects of a page differ in it."""
    numbers, places = _MATRICES.take(len(items))
    given = list(map(raw.object_matrix, items, places))
    each = iter(numbers[: 6 * len(items)])
    _MATRICES.give_back(numbers, places)
    ways: dict[tuple[float, ...], Matrix] = {}
    for is_given, own in zip(given, zip(*[each] * 6, strict=True), strict=True):
        if not is_given:
            own = _SAME
        if own not in ways:
            ways[own] = Matrix(*own).then(outer)
        yield ways[own]


def _ends(segments: Iterable[int]) -> Points:
    """Where segments end, in the points of their path."""
    rest = list(segments)
    found: Points = []
    for first in range(0, len(rest), _AT_ONCE):
        some = rest[first : first + _AT_ONCE]
        numbers, places = _POINTS.take(2 * len(some))
        deque(map(raw.segment_point, some, places[0 : 2 * len(some) : 2], places[1 : 2 * len(some) : 2]), maxlen=0)
        each = iter(numbers)
        found += [(x, y) for _, x, y in zip(some, each, each, strict=False)]
        _POINTS.give_back(numbers, places)
    return found
