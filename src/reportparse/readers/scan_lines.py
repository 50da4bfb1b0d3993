"""Lines of print on a page image, found by the white between them, each cut out as an image of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from reportparse.readers.scan_image import Pixels

# In heights of a character: gaps wider than this part a line, ...
_PART = 1.4
# ... wider than this are blanks inside it, ...
_BLANK = 0.45
# ... bands of print lower than this are part of a character, ...
_LOW = 0.55
# ... and higher than this are two lines that touch.
_HIGH = 1.75
# Chinese characters fill this share of their square.
FILLED = 0.92
_SMALLEST = 4.5
_LARGEST = 60.0


@dataclass
class Strip:
    """A stretch of print on one line, in pixels of the page image.

    `top` and `bottom` are those of the line it is on, `gaps` the white stretches inside it (start, end).
    """

    left: int
    top: int
    right: int
    bottom: int
    gaps: list[tuple[int, int]]


Region = tuple[int, int, int, int]
"""left, top, right, bottom in pixels."""


def strips(ink: Pixels, cells: Sequence[Region], scale: float) -> tuple[list[Strip], float]:
    """The strips of print in the cells and on the page around them, and the usual height of a line of print (pixels).

    A cell inside another cell has its print to itself. `scale` is in pixels per point.
    """
    left = ink.copy()
    parts: list[tuple[Region, Pixels]] = []
    for cell in sorted(cells, key=lambda each: (each[2] - each[0]) * (each[3] - each[1])):
        x0, y0, x1, y1 = cell
        part = left[y0:y1, x0:x1]
        if part.any():
            parts.append((cell, part.copy()))
            part[:] = 0
    parts.append(((0, 0, ink.shape[1], ink.shape[0]), left))
    usual = _usual_height([part for _, part in parts], scale)
    found: list[Strip] = []
    for (x0, y0, _, _), part in parts:
        for strip in _strips_in(part, (0, 0, part.shape[1], part.shape[0]), usual, 0):
            gaps = [(start + x0, end + x0) for start, end in strip.gaps]
            found.append(Strip(strip.left + x0, strip.top + y0, strip.right + x0, strip.bottom + y0, gaps))
    return found, usual


def solid_squares(ink: Pixels, usual: float) -> list[Region]:
    """The boxes painted black (■), about as large as a character of the text or of a larger heading."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[Region] = []
    for number in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[number])
        if (
            0.5 * usual <= min(wide, high)
            and max(wide, high) <= 1.2 * min(wide, high)
            and high <= 2.2 * usual
            and area >= 0.88 * wide * high
        ):
            found.append((left, top, left + wide, top + high))
    return found


def _strips_in(ink: Pixels, region: Region, usual: float, depth: int) -> list[Strip]:
    found: list[Strip] = []
    left, _, right, _ = region
    for top, bottom in _whole_lines(ink, left, right, _bands(ink, region), usual):
        pieces = _pieces(ink, left, top, right, bottom, usual)
        for start, end, gaps in pieces:
            # Print beside this piece may have held lines together that stand one above the other here.
            own = (start, top, end, bottom)
            lines = _whole_lines(ink, start, end, _bands(ink, own), usual) if len(pieces) > 1 else []
            if len(lines) > 1 and depth < 3:
                found += _strips_in(ink, own, usual, depth + 1)
            else:
                found.append(Strip(start, top, end, bottom, gaps))
    return found


def _runs(filled: Pixels) -> list[tuple[int, int]]:
    """The half-open stretches where a row of truth values is true."""
    padded = np.concatenate(([False], filled, [False])).astype(np.int8)
    steps = np.diff(padded)
    return list(zip(np.nonzero(steps == 1)[0].tolist(), np.nonzero(steps == -1)[0].tolist(), strict=True))


def _bands(ink: Pixels, region: Region) -> list[tuple[int, int]]:
    left, top, right, bottom = region
    rows = ink[top:bottom, left:right].sum(axis=1)
    return [(top + start, top + end) for start, end in _runs(rows > 0)]


def _usual_height(parts: Sequence[Pixels], scale: float) -> float:
    """The height of the bands of print that most print stands in."""
    heights: list[float] = []
    weights: list[int] = []
    for part in parts:
        for top, bottom in _bands(part, (0, 0, part.shape[1], part.shape[0])):
            if _SMALLEST * scale <= bottom - top <= _LARGEST * scale:
                heights.append(float(bottom - top))
                weights.append(int(part[top:bottom].any(axis=0).sum()))
    if not heights:
        return 10.5 * scale
    order = np.argsort(heights)
    total = np.cumsum(np.array(weights)[order])
    return float(np.array(heights)[order][np.searchsorted(total, total[-1] / 2)])


def _whole_lines(
    ink: Pixels, left: int, right: int, bands: Sequence[tuple[int, int]], usual: float
) -> list[tuple[int, int]]:
    """Bands as lines: the parts of 三 or 言 put together, lines that touch taken apart."""
    joined: list[tuple[int, int]] = []
    for top, bottom in bands:
        if joined:
            above, below = joined[-1]
            low = min(bottom - top, below - above) < _LOW * usual
            if low and bottom - above <= 1.2 * usual and top - below <= 0.45 * usual:
                joined[-1] = (above, bottom)
                continue
        joined.append((top, bottom))
    found: list[tuple[int, int]] = []
    for top, bottom in joined:
        if bottom - top > _HIGH * usual and not _is_large_print(ink[top:bottom, left:right]):
            found += _taken_apart(ink, left, top, right, bottom, usual)
        else:
            found.append((top, bottom))
    return found


def _is_large_print(part: Pixels) -> bool:
    """Whether single characters fill the height of a band."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    if count < 2:
        return True
    high, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    tall = high >= 0.55 * part.shape[0]
    return bool((wide[tall]).sum() >= 0.3 * wide.sum())


def _taken_apart(ink: Pixels, left: int, top: int, right: int, bottom: int, usual: float) -> list[tuple[int, int]]:
    """A band of several lines cut where there is least print between them."""
    rows = ink[top:bottom, left:right].sum(axis=1)
    lines = max(2, round((bottom - top) / (1.25 * usual)))
    pitch = (bottom - top) / lines
    cuts = [0]
    for number in range(1, lines):
        low = max(cuts[-1] + 1, round((number - 0.35) * pitch))
        high = min(len(rows) - 1, round((number + 0.35) * pitch))
        cuts.append(low + int(np.argmin(rows[low : high + 1])) if low < high else low)
    cuts.append(bottom - top)
    return [(top + start, top + end) for start, end in pairwise(cuts) if end > start]


def _pieces(
    ink: Pixels, left: int, top: int, right: int, bottom: int, usual: float
) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """The stretches of print between wide gaps on a line: left, right and the narrower gaps inside."""
    runs = [(left + start, left + end) for start, end in _runs(ink[top:bottom, left:right].any(axis=0))]
    high = min(float(bottom - top), 2.5 * usual)
    found: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in runs:
        if found and start - found[-1][1] <= _PART * max(high, usual):
            first, last, gaps = found[-1]
            if start - last > _BLANK * usual:
                gaps.append((last, start))
            found[-1] = (first, end, gaps)
        else:
            found.append((start, end, []))
    return found


def cut_out(grey: Pixels, strip: Strip, usual: float) -> Pixels:
    """The strip's image with a white margin, its left side at `margin_left`.

    Low print (digits, a dash) gets a margin up to the height of a line, as engines know it.
    """
    high = strip.bottom - strip.top
    margin = _margin(strip, usual)
    short = max(0, round(usual - high))
    top, bottom = strip.top - margin - short // 2, strip.bottom + margin + (short - short // 2)
    left, right = margin_left(strip, usual), strip.right + margin + margin // 2
    part = np.full((bottom - top, right - left), 255, np.uint8)
    inner_top, inner_bottom = max(0, strip.top - margin // 2), min(grey.shape[0], strip.bottom + margin // 2)
    inner_left, inner_right = max(0, strip.left - 2), min(grey.shape[1], strip.right + 2)
    part[inner_top - top : inner_bottom - top, inner_left - left : inner_right - left] = grey[
        inner_top:inner_bottom, inner_left:inner_right
    ]
    return part


def margin_left(strip: Strip, usual: float) -> int:
    """The x on the page at which the image of a strip begins."""
    margin = _margin(strip, usual)
    return strip.left - margin - margin // 2


def _margin(strip: Strip, usual: float) -> int:
    return max(2, round(0.14 * max(strip.bottom - strip.top, usual)))
