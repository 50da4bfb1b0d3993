"""Rulings below a seal: where it interrupts one, what shows between its strokes tells how the ruling goes on."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.scan_image import Pixels

# In points: strokes of one seal are joined over gaps of this, ...
_JOIN = 8.0
# ... a ruling's end is where another one crosses it but for this much, ...
_BLANK = 1.6
# ... and no seal hides more of one than this.
_FAR = 180.0
# The rim of a seal's strokes is neither seal nor paper.
_RIM = 1.0
# How far (points) a ruling's print may lie from where it runs.
_LANE = 0.4
# Between two rulings across it one goes on if this share of what shows of it is print, ...
_SHOWN = 0.85
# ... where it may as well have ended nearly all, and of that much that shows.
_PLAIN, _SEEN = 0.97, 0.3
# Of what runs below a seal that lets print through, this share shows.
_THROUGH = 0.8
# Rulings in one line lie no further apart than this, and those that meet no further.
_SAME, _NEAR = 1.5, 3.0


def seal_areas(stained: Pixels, scale: float) -> list[Area]:
    """Where each seal lies, in points."""
    return [
        Area(x / scale, y / scale, (x + wide) / scale, (y + high) / scale)
        for x, y, wide, high in map(cv2.boundingRect, _outlines(stained, scale))
    ]


def _outlines(stained: Pixels, scale: float) -> list[Pixels]:
    if not stained.any():
        return []
    across = max(3, round(_JOIN * scale) | 1)
    joined = cv2.morphologyEx(stained, cv2.MORPH_CLOSE, np.ones((across, across), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [cv2.convexHull(contour) for contour in contours if cv2.contourArea(contour) > (10 * scale) ** 2]


class Seals:
    """The seals of a page: where their colour is, and the areas they surround."""

    def __init__(self, along: Pixels, down: Pixels, stained: Pixels, scale: float) -> None:
        """`along` and `down` are where there is print, as rows and columns of rulings are looked for."""
        self._along, self._down, self._scale = along, down, scale
        self._colour = stained
        self._inside: Pixels = np.zeros_like(stained)
        outlines = _outlines(stained, scale)
        for outline in outlines:
            cv2.fillConvexPoly(self._inside, outline, 1)
        rim = max(3, round(2 * _RIM * scale) | 1)
        self._stained = cv2.dilate(stained, np.ones((rim, rim), np.uint8)) if outlines else stained

    def hide(self, edges: Sequence[Edge]) -> bool:
        """Whether these rulings do not show through seals; at the rims of a seal's strokes some always does."""
        below = seen = 0
        for edge in edges:
            part = slice(max(0, round(edge.start * self._scale)), round(edge.end * self._scale))
            colour = self._lane(self._colour, edge)[part]
            below += int(colour.sum())
            seen += int(self._lane(self._down if edge.vertical else self._along, edge)[part][colour].sum())
        return seen < _THROUGH * below

    def cut(self, edges: Sequence[Edge]) -> bool:
        """Whether any of these rulings ends at a seal."""
        return any(self._is_cut(edge, edges) for edge in edges)

    def _is_cut(self, edge: Edge, edges: Sequence[Edge]) -> bool:
        """Whether a ruling ends at a seal's colour, where none runs across."""
        stained = self._lane(self._stained, edge)
        for end, step in ((edge.start, -1), (edge.end, 1)):
            near = [round((end + step * off) * self._scale) for off in (0.0, _NEAR)]
            met = any(
                other.vertical is not edge.vertical
                and abs(other.at - end) <= _NEAR
                and other.start - _NEAR <= edge.at <= other.end + _NEAR
                for other in edges
            )
            if not met and all(0 <= each < len(stained) and stained[each] for each in near):
                return True
        return False

    def continued(self, edge: Edge, across: Sequence[Edge], fellows: Sequence[Edge]) -> Edge:
        """A ruling that ends at or below a seal, up to where it goes on.

        `across` are the rulings in the other direction, `fellows` those in its own.
        """
        start = self._end(edge, -1, across, fellows)
        end = self._end(edge, 1, across, fellows)
        return edge._replace(start=start, end=end)

    def _end(self, edge: Edge, step: int, across: Sequence[Edge], fellows: Sequence[Edge]) -> float:
        """Where a ruling ends, going on from one ruling across it to the next as long as it shows, or may."""
        end = edge.end if step > 0 else edge.start
        if not self._is_at(edge, end, step):
            return end
        beyond = self._fellow(edge, end, step, across, fellows)
        if beyond is not None:
            return beyond
        stained, ink = self._lane(self._stained, edge), self._ink_of(edge)
        crossing = [each for each in across if each.start - _NEAR <= edge.at <= each.end + _NEAR]
        crossing += self._possible(edge, end, step, across)
        met = any(abs(each.at - end) <= _BLANK for each in crossing)
        for other in sorted(crossing, key=lambda each: step * each.at):
            at = other.at
            if step * (at - end) <= _BLANK:
                continue
            low, high = sorted((round(end * self._scale), round(at * self._scale)))
            margin = round(_BLANK * self._scale)
            hidden = stained[low + margin : high - margin]
            if not hidden.size or abs(at - end) > _FAR:
                break
            open_ = ~hidden
            shown = float(ink[low + margin : high - margin][open_].mean()) if open_.any() else 1.0
            # Where nothing shows it goes on up to the next ruling, as rulings end at rulings; further, if it comes again
            # there and others beside it go on so far too, or where another ruling ends that must end at one.
            goes_on = any(abs(each - edge.at) <= _SAME for each in (other.start, other.end)) or (
                any(
                    abs(each.at - edge.at) <= _SAME and step * (each.end if step > 0 else each.start) >= step * at
                    for each in fellows
                )
                and len({round(each.at) for each in fellows if each.start < (end + at) / 2 < each.end}) > 2
            )
            seen = float(open_.mean())
            if shown < (_PLAIN if met and seen >= _SEEN else _SHOWN) or (met and seen < _SEEN and not goes_on):
                break
            end, met = at, True
        return end

    def _is_at(self, edge: Edge, end: float, step: int) -> bool:
        """Whether this end of a ruling lies at a seal or below one."""
        inside = self._inside_of(edge)
        near = [round((end + step * off) * self._scale) for off in (-_NEAR, 0.0, _NEAR)]
        return any(0 <= each < len(inside) and bool(inside[each]) for each in near)

    def _fellow(
        self, edge: Edge, end: float, step: int, across: Sequence[Edge], fellows: Sequence[Edge]
    ) -> float | None:
        """Where a ruling comes out again on the other side of a seal, if it cannot have ended below it in between.

        That takes two rulings across it between the ends: at one it would end, at the other begin again.
        """
        for other in sorted(fellows, key=lambda each: step * (each.start if step > 0 else each.end)):
            again = other.start if step > 0 else other.end
            if abs(other.at - edge.at) > _SAME or not _BLANK < step * (again - end) <= _FAR:
                continue
            if not self._is_at(other, again, -step):
                return None
            low, high = sorted((end, again))
            stained, ink = (
                lane[round(low * self._scale) : round(high * self._scale)]
                for lane in (self._lane(self._stained, edge), self._ink_of(edge))
            )
            open_ = ~stained
            if open_.any() and float(ink[open_].mean()) < _SHOWN:
                return None
            between = {
                round(each.at)
                for each in across
                if low - _BLANK < each.at < high + _BLANK and self._may_reach(each, edge.at)
            }
            seen = float(open_.mean()) if open_.size else 0.0
            return again if len(between) < 2 or seen >= _SEEN else None
        return None

    def _possible(self, edge: Edge, end: float, step: int, across: Sequence[Edge]) -> list[Edge]:
        """The one ruling across that may meet this one below the seal, as it goes on there itself; none where two may."""
        inside = self._inside_of(edge)
        place = round(end * self._scale)
        while 0 <= place < len(inside) and (inside[place] or abs(place / self._scale - end) < _NEAR):
            place += step
        low, high = sorted((end, place / self._scale))
        found = [
            each
            for each in across
            if low + _BLANK < each.at < high - _BLANK
            and not each.start - _NEAR <= edge.at <= each.end + _NEAR
            and self._may_reach(each, edge.at)
        ]
        return found if len({round(each.at) for each in found}) == 1 else []

    def _may_reach(self, edge: Edge, at: float) -> bool:
        """Whether a ruling runs at this place, or may below the seal that one of its ends lies at."""
        if edge.start - _NEAR <= at <= edge.end + _NEAR:
            return True
        end, step = (edge.start, -1) if at < edge.start else (edge.end, 1)
        low, high = sorted((round(end * self._scale), round(at * self._scale)))
        rim = round(_NEAR * self._scale)
        return self._is_at(edge, end, step) and bool(self._inside_of(edge)[low + rim : high - rim].all())

    def _inside_of(self, edge: Edge) -> Pixels:
        return self._lane(self._inside, edge)

    def _ink_of(self, edge: Edge) -> Pixels:
        return self._lane(self._down if edge.vertical else self._along, edge)

    def _lane(self, image: Pixels, edge: Edge) -> Pixels:
        """Where along a ruling's line there is something of an image."""
        low = max(0, round((edge.at - _LANE) * self._scale))
        high = round((edge.at + _LANE) * self._scale) + 1
        return image[:, low:high].any(axis=1) if edge.vertical else image[low:high].any(axis=0)
