"""The rulings of a page image, as the edges that pdf_lattice makes cells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.scan_image import PAPER, Pixels
from reportparse.readers.scan_seals import Seals

# In points: no stroke of a letter is as long as this, ...
_LONG = 40.0
# ... and shorter ones are rulings only between two others.
_SHORT_ROW, _SHORT_COLUMN = 20.0, 12.0
# A ruling is no thicker than this; a thicker bar is a picture or a painted area.
_THICK = 5.0
# A hair line is darker than this share of the paper, levelled over so many points.
_FAINT, _LEVELLED = 0.78, 2.0
# Points that a ruling may be broken over, and where a seal was.
_GAP, _SEAL_GAP = 10.0, 45.0
# For how much of its length a ruling is unbroken; a line of letters is not.
_SOLID = 0.85
# On one side at least, a ruling has white for this share of its length, over so many points, ...
_WHITE, _BESIDE = 0.7, 2.0
# ... and some on the other side; where print stands close on both, white for this share on the two together.
_LITTLE, _BOTH = 0.2, 1.0
# The spread (of 256 shades) up to which a stroke is as evenly dark as a ruling; the feet of digits in a row are not.
_EVEN = 28.0
_END = 4
# How far an end may be from the ruling that it meets; a letter in a low row comes nearly as near.
_REACH, _TIGHT = 3.5, 1.2
# What runs on behind the last ruling for less than this is a letter that touches it.
_LETTER = 17.0


def rulings(grey: Pixels, stained: Pixels, scale: float) -> tuple[list[Edge], Pixels, bool]:
    """The rulings that meet others, in points, the image with all their print (1 where a ruling runs), and whether a

    seal hides what runs below it.

    `grey` is the evened image, lying straight, `stained` where a seal was; `scale` is in pixels per point.
    """
    none = np.zeros_like(stained)
    rows, row_labels = _strokes(grey, none, False, _SHORT_ROW, scale)
    columns, column_labels = _strokes(grey, none, True, _SHORT_COLUMN, scale)
    hides = False
    if stained.any():
        seals = Seals(_faint(grey, False, scale), _faint(grey, True, scale), stained, scale)
        long = [stroke.edge for stroke in (*rows, *columns) if _length(stroke.edge) >= _LONG]
        # Where print shows through a seal, rulings show too, but for faint ones.
        hides = seals.hide(long) or seals.cut(long)
        if hides:
            rows, row_labels = _strokes(grey, stained, False, _SHORT_ROW, scale)
            columns, column_labels = _strokes(grey, stained, True, _SHORT_COLUMN, scale)
            for _ in range(2):
                rows = _continued(rows, columns, seals)
                columns = _continued(columns, rows, seals)
    long_rows = [stroke.edge for stroke in rows if _length(stroke.edge) >= _LONG]
    long_columns = [stroke.edge for stroke in columns if _length(stroke.edge) >= _LONG]
    rows = [_trimmed(stroke, long_columns) for stroke in rows]
    columns = [_trimmed(stroke, long_rows) for stroke in columns]
    kept = _meeting([*rows, *columns])
    mask: Pixels = np.zeros(grey.shape[:2], np.uint8)
    for stroke in kept:
        _mark(mask, stroke, column_labels if stroke.edge.vertical else row_labels, scale)
    return [stroke.edge for stroke in kept], mask, hides


@dataclass(frozen=True)
class _Stroke:
    """A straight stroke: the edge it makes (points), its label in the image of its direction, its thickness in pixels."""

    edge: Edge
    label: int
    thickness: float


def _continued(strokes: Sequence[_Stroke], across: Sequence[_Stroke], seals: Seals) -> list[_Stroke]:
    """The strokes as they go on below a seal; shorter ones may be letters."""
    others, own = [stroke.edge for stroke in across], [stroke.edge for stroke in strokes]
    return [
        replace(stroke, edge=seals.continued(stroke.edge, others, own))
        if _length(stroke.edge) >= _SHORT_ROW
        else stroke
        for stroke in strokes
    ]


def _length(edge: Edge) -> float:
    return edge.end - edge.start


def _trimmed(stroke: _Stroke, across: list[Edge]) -> _Stroke:
    """A stroke without the part of a letter that touches the end of it, behind the ruling where it ends."""
    edge = stroke.edge
    crossed = [other.at for other in across if _touch(edge, other)]
    if not crossed:
        return stroke
    first, last = min(crossed), max(crossed)
    start = first if 0 < first - edge.start < _LETTER else edge.start
    end = last if 0 < edge.end - last < _LETTER else edge.end
    return replace(stroke, edge=Edge(edge.vertical, edge.at, start, end)) if start < end else stroke


def _mark(mask: Pixels, stroke: _Stroke, labels: Pixels, scale: float) -> None:
    """Marks a stroke's own print, in a narrow lane along it."""
    edge = stroke.edge
    lane = stroke.thickness / 2 + 2.0
    low, high = max(0, round(edge.at * scale - lane)), round(edge.at * scale + lane) + 1
    start, end = max(0, round(edge.start * scale - lane)), round(edge.end * scale + lane) + 1
    where = (slice(start, end), slice(low, high)) if edge.vertical else (slice(low, high), slice(start, end))
    mask[where] |= (labels[where] == stroke.label).astype(np.uint8)


def _faint(grey: Pixels, vertical: bool, scale: float) -> Pixels:
    """Where there is print, be it as faint as a hair line that a scanner blurs: noise is levelled along the line."""
    reach = max(3, round(_LEVELLED * scale) | 1)
    smooth = cv2.blur(grey, (1, reach) if vertical else (reach, 1))
    return (smooth < PAPER * _FAINT).astype(np.uint8)


def _strokes(grey: Pixels, stained: Pixels, vertical: bool, least: float, scale: float) -> tuple[list[_Stroke], Pixels]:
    ink = _faint(grey, vertical, scale)
    length = max(3, round(least * scale))
    along = (1, length) if vertical else (length, 1)
    mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    # A seal's strokes interrupt the rulings that they cross, for longer where they run along.
    mask = mask | (_bridged(mask, _SEAL_GAP, vertical, scale) & stained)
    solid = mask
    mask = mask | _bridged(mask, _GAP, vertical, scale)
    # A line a little askew steps from one row of pixels to the next.
    mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 1) if vertical else (1, 3)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[_Stroke] = []
    for number in range(1, count):
        left, top, wide, high, _ = (int(value) for value in stats[number])
        own = labels[top : top + high, left : left + wide] == number
        place, thickness = _lane(own.sum(axis=0 if vertical else 1))
        if (thickness - 2) / scale > _THICK:
            continue
        if vertical:
            edge = Edge(True, (left + place) / scale, top / scale, (top + high) / scale)
        else:
            edge = Edge(False, (top + place) / scale, left / scale, (left + wide) / scale)
        low, behind = round(place - thickness / 2), round(place + thickness / 2)
        across = (left + low, top, left + behind, top + high)
        box = across if vertical else (left, top + low, left + wide, top + behind)
        part = solid[top : top + high, left : left + wide]
        covered = float(part.any(axis=1 if vertical else 0).mean())
        if covered >= _SOLID and _stands_alone(ink, grey, box, vertical, scale):
            found.append(_Stroke(edge, number, thickness))
    return found, labels


def _lane(counts: Pixels) -> tuple[float, float]:
    """Where a stroke runs within its box, and how thick it is: letters that touch it lie beside most of its print."""
    most = int(counts.argmax())
    full = counts >= 0.5 * counts[most]
    low, high = most, most
    while low > 0 and full[low - 1]:
        low -= 1
    while high < len(full) - 1 and full[high + 1]:
        high += 1
    return (low + high + 1) / 2, float(high - low + 1)


def _bridged(mask: Pixels, gap: float, vertical: bool, scale: float) -> Pixels:
    length = max(3, round(gap * scale))
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((length, 1) if vertical else (1, length), np.uint8))


def _stands_alone(ink: Pixels, grey: Pixels, box: tuple[int, int, int, int], vertical: bool, scale: float) -> bool:
    """Whether a stroke is a line by itself and no row of the feet or the tops of letters."""
    sides = _white_beside(ink, box, vertical, scale)
    if max(sides) >= _WHITE and min(sides) >= _LITTLE:
        return True
    return (max(sides) >= _WHITE or sum(sides) >= _BOTH) and _unevenness(grey, box, vertical) <= _EVEN


def _unevenness(grey: Pixels, box: tuple[int, int, int, int], vertical: bool) -> float:
    """The spread of a stroke's darkness along its length."""
    x0, y0, x1, y1 = box
    if vertical:
        grey, x0, y0, x1, y1 = grey.T, y0, x0, y1, x1
    # Not its ends, which fade into the paper.
    lane = grey[max(0, y0 - 1) : y1 + 1, x0 + _END : x1 - _END]
    return float(lane.min(axis=0).std()) if lane.size else 255.0


def _white_beside(ink: Pixels, box: tuple[int, int, int, int], vertical: bool, scale: float) -> tuple[float, float]:
    """On what share of its length a stroke has white beside it, before and behind; print that a run of letters makes has not."""
    x0, y0, x1, y1 = box
    if vertical:
        ink, x0, y0, x1, y1 = ink.T, y0, x0, y1, x1
    near, far = 2, 1 + max(3, round(_BESIDE * scale))
    above = ink[max(0, y0 - far) : max(0, y0 - near + 1), x0:x1]
    below = ink[y1 + near - 1 : y1 + far, x0:x1]
    return _white(above), _white(below)


def _white(side: Pixels) -> float:
    return 1.0 - float(side.any(axis=0).mean()) if side.size else 1.0


def _meeting(strokes: list[_Stroke]) -> list[_Stroke]:
    """Long strokes that cross others or reach from one to another, and short ones that do between such strokes."""
    kept = [stroke for stroke in strokes if _length(stroke.edge) >= _LONG]
    for _ in range(3):
        known = {id(stroke) for stroke in kept}
        edges = [stroke.edge for stroke in kept]
        more = [stroke for stroke in strokes if id(stroke) not in known and _between(stroke.edge, edges)]
        if not more:
            break
        kept += more
    while True:
        edges = [stroke.edge for stroke in kept]
        anchored = [stroke for stroke in kept if _is_anchored(stroke.edge, edges)]
        if len(anchored) == len(kept):
            return kept
        kept = anchored


def _is_anchored(edge: Edge, others: list[Edge]) -> bool:
    """Whether a stroke crosses others or reaches from one to another; a line of letters begins beside one at most."""
    met = [other.at for other in others if _touch(edge, other)]
    if any(edge.start + _REACH < at < edge.end - _REACH for at in met):
        return True
    return bool(met) and min(met) <= edge.start + _REACH and max(met) >= edge.end - _REACH and min(met) < max(met)


def _between(edge: Edge, others: list[Edge]) -> bool:
    return all(
        any(
            other.vertical is not edge.vertical
            and abs(other.at - end) <= _TIGHT
            and other.start - _REACH <= edge.at <= other.end + _REACH
            for other in others
        )
        for end in (edge.start, edge.end)
    )


def _touch(edge: Edge, other: Edge) -> bool:
    return (
        other.vertical is not edge.vertical
        and edge.start - _REACH <= other.at <= edge.end + _REACH
        and other.start - _REACH <= edge.at <= other.end + _REACH
    )
