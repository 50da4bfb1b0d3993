"""Step 3 of the PDF reader: edges → snapped and joined edges → intersections → cells → tables.

The algorithm is pdfplumber's (TableFinder with the strategy "lines" and its default tolerances), with indexes
in the place of its searches, so that a page of rulings takes a fraction of a millisecond. Pure functions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from reportparse.model.limits import limits
from reportparse.readers.beyond import PageTooLargeError
from reportparse.readers.pdf_chars import Area

SNAP_TOLERANCE = 3.0
JOIN_TOLERANCE = 3.0
MEET_TOLERANCE = 3.0
# No text fits between two lines this close (points): they are a double ruling.
DOUBLE = 5.0
# The rulings that meet a double one end as far from its middle as its lines are apart, and by so much more.
_MEET_DOUBLE = 1.8
# The lines of a double ruling run beside one another for this share of their length.
_BESIDE = 0.8
# No hair line is as thick as this: what is further apart may be two lines.
_APART = 1.2
MIN_LENGTH_BEFORE = 1.0
MIN_LENGTH = 3.0


class Edge(NamedTuple):
    """A horizontal or vertical ruling: where it lies (y, or x if vertical) and from where to where it runs."""

    vertical: bool
    at: float
    start: float
    end: float


Point = tuple[float, float]
"""x and y; a plain tuple, as thousands of them are made and looked up."""

Crossings = dict[Point, tuple[set[int], set[int]]]
"""For each intersection the numbers of the vertical and of the horizontal edges that meet there."""


def groups(values: Sequence[float], tolerance: float) -> list[list[float]]:
    """Sorted values in groups whose neighbours are no further apart than the tolerance."""
    found: list[list[float]] = []
    last = 0.0
    for value in sorted(values):
        if found and value <= last + tolerance:
            found[-1].append(value)
        else:
            found.append([value])
        last = value
    return found


def snap(edges: Iterable[Edge], tolerance: float = SNAP_TOLERANCE) -> list[Edge]:
    """Edges that lie within the tolerance of one another, moved to their mean position."""
    snapped: list[Edge] = []
    for vertical in (True, False):
        ordered = sorted((edge for edge in edges if edge.vertical is vertical), key=lambda edge: edge.at)
        cluster: list[Edge] = []
        for edge in ordered:
            if cluster and edge.at > cluster[-1].at + tolerance:
                snapped += _levelled(cluster)
                cluster = []
            cluster.append(edge)
        snapped += _levelled(cluster)
    return snapped


def _levelled(cluster: list[Edge]) -> list[Edge]:
    if not cluster:
        return []
    at = sum(edge.at for edge in cluster) / len(cluster)
    return [Edge(edge.vertical, at, edge.start, edge.end) for edge in cluster]


def join(edges: Iterable[Edge], tolerance: float = JOIN_TOLERANCE) -> list[Edge]:
    """Edges on the same line that touch within the tolerance, joined into one."""
    joined: list[Edge] = []
    for edge in sorted(edges):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.vertical is edge.vertical
            and last.at == edge.at
            and edge.start <= last.end + tolerance
        ):
            if edge.end > last.end:
                joined[-1] = Edge(last.vertical, last.at, last.start, edge.end)
        else:
            joined.append(edge)
    return joined


def merge(edges: Iterable[Edge], tolerance: float = SNAP_TOLERANCE) -> list[Edge]:
    """Raw edges of a page, snapped and joined, the very short ones left out."""
    long_enough = [edge for edge in edges if edge.end - edge.start >= MIN_LENGTH_BEFORE]
    return [edge for edge in join(snap(long_enough, tolerance)) if edge.end - edge.start >= MIN_LENGTH]


def intersections(edges: Sequence[Edge], tolerance: float = MEET_TOLERANCE) -> Crossings:
    """The points where vertical and horizontal edges meet within the tolerance."""
    rows = sorted((edge.at, number) for number, edge in enumerate(edges) if not edge.vertical)
    levels = [at for at, _ in rows]
    found: Crossings = {}
    most = limits().page_crossings
    for number, edge in enumerate(edges):
        if not edge.vertical:
            continue
        first = bisect_left(levels, edge.start - tolerance)
        behind = bisect_right(levels, edge.end + tolerance)
        for at, other in rows[first:behind]:
            row = edges[other]
            if row.start - tolerance <= edge.at <= row.end + tolerance:
                verticals, horizontals = found.setdefault((edge.at, at), (set(), set()))
                verticals.add(number)
                horizontals.add(other)
        if len(found) > most:
            raise PageTooLargeError("page_crossings")
    return found


def cells(crossings: Crossings) -> list[Area]:
    """For each point the smallest rectangle to its lower right whose four sides are edges."""
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    places: list[tuple[Point, list[Point], int, list[Point], int]] = []
    for point in sorted(crossings):
        column, row = columns[point[0]], rows[point[1]]
        column.append(point)
        row.append(point)
        places.append((point, column, len(column), row, len(row)))
    found: list[Area] = []
    for point, column, below, row, beside in places:
        # The last ones of their column or row have no cell.
        if below < len(column) and beside < len(row):
            corner = _corner(point, column, below, row, beside, crossings)
            if corner is not None:
                found.append(Area(*point, *corner))
    return found


def _corner(
    point: Point, column: Sequence[Point], below: int, row: Sequence[Point], beside: int, crossings: Crossings
) -> Point | None:
    """The lower right corner of the cell at a point; its column goes on at the number `below`, its row at `beside`."""
    verticals, horizontals = crossings[point]
    for under in islice(column, below, None):
        left, floor = crossings[under]
        if verticals.isdisjoint(left):
            continue
        for other in islice(row, beside, None):
            right, ceiling = crossings[other]
            if horizontals.isdisjoint(ceiling):
                continue
            corner = (other[0], under[1])
            sides = crossings.get(corner)
            if sides is not None and not sides[0].isdisjoint(right) and not sides[1].isdisjoint(floor):
                return corner
    return None


def tables(found: Sequence[Area]) -> list[list[Area]]:
    """Cells in groups that hang together by shared corners, groups and cells from top to bottom, left to right.

    Unlike pdfplumber's, a group of one cell is kept: forms frame a heading or a narrative that way.
    """
    parent = list(range(len(found)))
    owners: dict[Point, int] = {}
    for number, (x0, top, x1, bottom) in enumerate(found):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            other = owners.setdefault(corner, number)
            if parent[other] != parent[number]:
                parent[_root(parent, number)] = _root(parent, other)
    grouped: dict[int, list[Area]] = defaultdict(list)
    for number, area in enumerate(found):
        grouped[_root(parent, number)].append(area)
    ordered = [sorted(group, key=itemgetter(1, 0)) for group in grouped.values()]
    return sorted(ordered, key=lambda group: (group[0].top, group[0].x0))


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _doubles(ordered: Sequence[Edge], least: float) -> float:
    """How far from one another two lines run side by side, further than the least and so closely that they are one ruling."""
    return max(
        (
            two.at - one.at
            for one, two in pairwise(ordered)
            if one.vertical is two.vertical
            and least < two.at - one.at < DOUBLE
            and min(one.end, two.end) - max(one.start, two.start) > _BESIDE * (one.end - one.start)
        ),
        default=0.0,
    )


def _may_have_doubles(edges: Sequence[Edge]) -> bool:
    """Whether any two lines lie as close as that, wherever they run; cheap, asked for every page."""
    levels = sorted({(edge.vertical, edge.at) for edge in edges})
    return any(one[0] is two[0] and _APART < two[1] - one[1] < DOUBLE for one, two in pairwise(levels))


def lattice(edges: Sequence[Edge]) -> list[list[Area]]:
    """All steps: from the raw edges of a page to its tables, each a list of cells.

    Raises PageTooLargeError. Unlike pdfplumber's, the two lines of a double ruling are one even where they lie further apart than its tolerance.
    """
    merged = merge(edges)
    if len(merged) > limits().page_rulings:
        raise PageTooLargeError("page_rulings")
    found = cells(intersections(merged))
    narrow = any(x1 - x0 < DOUBLE or bottom - top < DOUBLE for x0, top, x1, bottom in found)
    apart = _doubles(merged, SNAP_TOLERANCE)
    if narrow or apart:
        found = cells(intersections(merge(edges, DOUBLE), max(DOUBLE, _MEET_DOUBLE * apart)))
    elif _may_have_doubles(edges) and (apart := _doubles(merge(edges, _APART), _APART)):
        # The corners of lines that were put together may be open; the sides of a thick line are as close.
        closed = cells(intersections(merge(edges, DOUBLE), max(DOUBLE, _MEET_DOUBLE * apart)))
        found = closed if len(closed) > len(found) else found
    return tables(found)
