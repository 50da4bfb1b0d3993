"""The page image made fit for reading: red seals out, the paper white, the sheet straight.

Images are numpy arrays of bytes: `rgb` of shape (height, width, 3), `grey` and `ink` of shape (height, width), ink 1
where there is print and 0 elsewhere. Lengths named in points are turned into pixels by the image's resolution.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

Pixels = Any
"""A numpy array; see above. numpy is there only with the extra `ocr`."""

PAPER = 250
"""The brightness of paper on an evened image."""
# Below this share of the paper's brightness a pixel is print.
_INK = 0.62
# A pixel is coloured red where red is brighter than green and blue by this much.
_REDNESS = 40
# Seals are 12 to 62 mm across; in points.
_SEAL_MIN, _SEAL_MAX = 34.0, 176.0
# The seal's strokes are joined over gaps of this many points to see its outline.
_SEAL_JOIN = 5.0
# Where a seal's ink is darker than this share of itself, it covers print; and the least share that print darkens it to.
_CLEAR, _COVERED = 0.85, 0.72
MAX_SKEW = 6.0
"""Degrees; a sheet lies no more askew than this in a scanner's feeder."""


def without_seals(rgb: Pixels, scale: float) -> tuple[Pixels, Pixels]:
    """The image in grey without its seals, and where the seals' colour was (1, elsewhere 0).

    A seal is what is printed in red and has the size and shape of one; red text has not, and stays. Print below a seal
    is kept: it is darker than the paper below the same seal. `scale` is in pixels per point.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    colours = rgb.astype(np.int16)
    redness = colours[..., 0] - np.maximum(colours[..., 1], colours[..., 2])
    inside = _seals((redness > _REDNESS).astype(np.uint8), scale)
    # The pale rim of a stroke is red too, if less so.
    stained = inside & (redness > _REDNESS // 4)
    if not stained.any():
        return grey, np.zeros_like(grey)
    # How bright the seal's ink is by itself: colours are blurred in a scan's compression, brightness is not.
    strong = stained & (redness >= np.percentile(redness[stained], 50))
    ink = float(np.median(grey[strong]))
    values = grey[stained].astype(np.float32)
    clear, deepest = _CLEAR * ink, float(np.percentile(values, 1))
    # As bright as the paper around it, a seal leaves no shadow.
    paper = float(np.median(grey[~stained]))
    if deepest > _COVERED * ink:
        mended = np.full_like(values, paper)  # nothing is printed below it
    else:
        mended = np.clip((values - deepest) / (clear - deepest), 0.0, 1.0) * paper
    grey[stained] = mended.astype(np.uint8)
    return grey, stained.astype(np.uint8)


def _seals(coloured: Pixels, scale: float) -> Pixels:
    """Where the red parts are that together look like a seal (truth values)."""
    across = max(3, round(_SEAL_JOIN * scale) | 1)
    joined = cv2.dilate(coloured, np.ones((across, across), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    seals = np.zeros(count, bool)
    for number in range(1, count):
        wide, high = stats[number, cv2.CC_STAT_WIDTH] / scale, stats[number, cv2.CC_STAT_HEIGHT] / scale
        longest, shortest = max(wide, high), min(wide, high)
        seals[number] = shortest >= _SEAL_MIN and longest <= _SEAL_MAX and longest <= 1.8 * shortest
    return seals[labels]


def even(grey: Pixels, scale: float) -> Pixels:
    """The image with its paper white throughout, whatever shade or shadow it had."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    # Print is thinner than this, so the brightest pixel near by is paper.
    reach = max(5, round(14.0 * scale * 0.25) | 1)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), (0, 0), reach / 2)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(paper, 60), scale=PAPER)


def ink_of(grey: Pixels, scale: float) -> Pixels:
    """Where there is print on an evened image; specks of noise are none."""
    ink = (cv2.GaussianBlur(grey, (3, 3), 0) < PAPER * _INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = max(2.0, 0.6 * scale * scale)
    keep = stats[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    return keep[labels].astype(np.uint8) if count > 1 else ink


def skew_of(ink: Pixels) -> float:
    """By how many degrees (counter-clockwise positive) lines of print run upwards to the right."""
    ys, xs = np.nonzero(ink)
    if len(xs) < 200:
        return 0.0
    step = max(1, len(xs) // 150_000)
    xs, ys = xs[::step].astype(np.float32), ys[::step].astype(np.float32)
    room = int(math.tan(math.radians(MAX_SKEW)) * ink.shape[1]) + 2

    def sharpness(degrees: float) -> float:
        rows = (ys + xs * math.tan(math.radians(degrees)) + room).astype(np.int32)
        counts = np.bincount(rows, minlength=ink.shape[0] + 2 * room).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    best = 0.0
    for reach, pace in ((MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        steps = round(reach / pace)
        tried = [best + pace * number for number in range(-steps, steps + 1)]
        best = max(tried, key=sharpness)
    return best


def straightened(image: Pixels, degrees: float, paper: int = 255) -> Pixels:
    """The image turned clockwise by so many degrees about its middle, on a sheet of the same size."""
    if abs(degrees) < 0.02:
        return image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
