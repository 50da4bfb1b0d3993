"""One page image → characters with their confidence, and rulings, in points of the upright, straight sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge, lattice
from reportparse.readers.scan_engines import Engine, Reading
from reportparse.readers.scan_image import Pixels, even, ink_of, skew_of, straightened, without_seals
from reportparse.readers.scan_lines import FILLED, Region, Strip, cut_out, margin_left, solid_squares, strips
from reportparse.readers.scan_result import ScannedChar, ScannedPage
from reportparse.readers.scan_rulings import rulings
from reportparse.readers.scan_seals import seal_areas

# Below this mean confidence on sample lines the page may be upside down.
_SURE = 0.85
# A page whose print makes only this share of lines across lies on its side.
_FEWER = 0.6
_SAMPLE = 12
# Stand on the left or the right of their square, with white beside them that is no gap.
_WHITE_BEHIND = "，。、；：！？）》〉」』】〕”’,.;:!?)%％"
_WHITE_BEFORE = "（《〈「『【〔“‘("
# A black box fills this share of its font size.
_SQUARE = 0.78
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass
class _Sheet:
    grey: Pixels
    ink: Pixels
    edges: list[Edge]
    strips: list[Strip]
    boxes: list[Region]
    usual: float
    skew: float
    seals: list[Area]


def read_page(rgb: Pixels, scale: float, engine: Engine) -> ScannedPage:
    """Reads the image of a page; `scale` is its resolution in pixels per point."""
    grey, stained = without_seals(rgb, scale)
    turn, sheet, readings = _upright(even(grey, scale), stained, scale, engine)
    chars: list[ScannedChar] = []
    for strip, reading in zip(sheet.strips, readings, strict=True):
        chars += _placed(strip, reading, sheet.usual, scale)
    chars += [_box(region, scale) for region in sheet.boxes]
    chars = _levelled(chars)
    height, width = sheet.grey.shape[:2]
    return ScannedPage(
        width / scale, height / scale, turn, sheet.skew, tuple(chars), tuple(sheet.edges), tuple(sheet.seals)
    )


def _upright(grey: Pixels, stained: Pixels, scale: float, engine: Engine) -> tuple[int, _Sheet, list[Reading]]:
    """The sheet turned upright, by what angle, and the reading of each of its strips."""
    first = _laid_out(grey, stained, scale)
    if _is_on_its_side(first, scale):
        first, turns = _laid_out(_turned(grey, 90), _turned(stained, 90), scale), (90, 270)
    else:
        turns = (0, 180)
    best: tuple[float, int, _Sheet, dict[int, Reading]] | None = None
    for turn in turns:
        sheet = first if turn == turns[0] else _laid_out(_turned(grey, turn), _turned(stained, turn), scale)
        by_length = sorted(range(len(sheet.strips)), key=lambda n: sheet.strips[n].left - sheet.strips[n].right)
        sample = by_length[:_SAMPLE]
        readings = dict(zip(sample, _read(sheet, sample, engine), strict=True))
        sureness = _sureness(readings.values())
        if best is None or sureness > best[0]:
            best = (sureness, turn, sheet, readings)
        if sureness >= _SURE or not sample:
            break
    assert best is not None
    _, turn, sheet, readings = best
    rest = [number for number in range(len(sheet.strips)) if number not in readings]
    readings.update(zip(rest, _read(sheet, rest, engine), strict=True))
    return turn, sheet, [readings[number] for number in range(len(sheet.strips))]


def _turned(image: Pixels, degrees: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(image, -(degrees // 90)))


def _is_on_its_side(sheet: _Sheet, scale: float) -> bool:
    """Whether the print makes fewer lines across: characters stand close together along a line only."""
    across = [(top, left, bottom, right) for left, top, right, bottom in _cells(sheet.edges, sheet.ink, scale)]
    found, _ = strips(np.ascontiguousarray(sheet.ink.T), across, scale)
    return len(found) < _FEWER * len(sheet.strips)


def _read(sheet: _Sheet, numbers: Sequence[int], engine: Engine) -> list[Reading]:
    return engine.read([cut_out(sheet.grey, sheet.strips[number], sheet.usual) for number in numbers])


def _sureness(readings: Iterable[Reading]) -> float:
    values = [value for reading in readings for value in reading.confidences]
    return sum(values) / len(values) if values else 0.0


def _laid_out(grey: Pixels, stained: Pixels, scale: float) -> _Sheet:
    skew = skew_of(ink_of(grey, scale))
    grey, stained = straightened(grey, skew), straightened(stained, skew, paper=0)
    ink = ink_of(grey, scale)
    edges, mask, hides = rulings(grey, stained, scale)
    # The rim of a ruling is print too; what it crosses loses no more than a hair.
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    text = np.where(wide > 0, 0, ink).astype(np.uint8)
    clean = np.where(wide > 0, 255, grey).astype(np.uint8)
    cells = _cells(edges, text, scale)
    _, usual = strips(text, cells, scale)
    boxes = solid_squares(text, usual)
    for x0, y0, x1, y1 in boxes:
        text[y0:y1, x0:x1], clean[y0:y1, x0:x1] = 0, 255
    found, usual = strips(text, cells, scale)
    least = 0.12 * usual
    kept = [strip for strip in found if max(strip.right - strip.left, strip.bottom - strip.top) >= least]
    return _Sheet(clean, text, edges, kept, boxes, usual, skew, seal_areas(stained, scale) if hides else [])


def _cells(edges: Sequence[Edge], ink: Pixels, scale: float) -> list[Region]:
    height, width = ink.shape[:2]
    found: list[Region] = []
    for table in lattice(edges):
        for area in table:
            x0, y0 = max(0, round(area.x0 * scale)), max(0, round(area.top * scale))
            x1, y1 = min(width, round(area.x1 * scale)), min(height, round(area.bottom * scale))
            if x0 < x1 and y0 < y1:
                found.append((x0, y0, x1, y1))
    return found


def _placed(strip: Strip, reading: Reading, usual: float, scale: float) -> list[ScannedChar]:
    """The characters of a strip, side by side: engines tell where about a character is, not where it ends."""
    text, count = reading.text, len(reading.text)
    if not text.strip():
        return []
    high = strip.bottom - strip.top
    left = margin_left(strip, usual)
    centres = [left + centre for centre in reading.centres]
    size = _size(text, centres, high, usual)
    bounds = [strip.left - _bearing(text[0]) * size]
    for before, behind in pairwise(centres):
        bounds.append((before + behind) / 2)
    bounds.append(strip.right + _bearing(text[-1]) * size)
    base = strip.bottom - (0.09 * size if _HAN.search(text) else 0.0)
    chars: list[ScannedChar] = []
    gaps = {place: gap for gap in strip.gaps if (place := _place_of(gap, text, centres, size)) is not None}
    for place in range(count):
        x0, x1 = bounds[place], bounds[place + 1]
        if place in gaps:
            x1 = gaps[place][0]
        if place - 1 in gaps:
            x0 = gaps[place - 1][1]
        lengths = (x0, float(strip.top), max(x1, x0), float(strip.bottom), base, size)
        first, top, last, bottom, level, own = (round(value / scale, 2) for value in lengths)
        chars.append(ScannedChar(first, top, last, bottom, level, own, text[place], reading.confidences[place]))
    return chars


def _box(region: Region, scale: float) -> ScannedChar:
    """A box painted black, the mark of a choice: engines leave it out."""
    x0, top, x1, bottom = (round(value / scale, 2) for value in region)
    return ScannedChar(x0, top, x1, bottom, bottom, round((bottom - top) / _SQUARE, 2), "■", _SURE)


def _bearing(letter: str) -> float:
    """The white beside the print of a character, inside its own room, in font sizes."""
    return 0.14 if letter.isascii() else 0.04


def _place_of(gap: tuple[int, int], text: str, centres: Sequence[float], size: float) -> int | None:
    """The character that a blank comes behind; None where the white of the characters themselves makes the gap."""
    for place in range(len(text) - 1):
        if centres[place] < (gap[0] + gap[1]) / 2 <= centres[place + 1]:
            pair = text[place : place + 2]
            if pair[0] in _WHITE_BEHIND or pair[1] in _WHITE_BEFORE or " " in pair:
                return None
            # Digits have white on both sides, and Chinese beside them some more.
            least = 0.5 + 0.17 * sum(letter.isascii() for letter in pair)
            return place if gap[1] - gap[0] > least * size else None
    return None


def _size(text: str, centres: Sequence[float], high: float, usual: float) -> float:
    """The font size (pixels) of a strip: by the distance of its Chinese characters, else by its height."""
    steps = [
        behind - before
        for (one, before), (two, behind) in pairwise(zip(text, centres, strict=True))
        if _HAN.match(one) and _HAN.match(two)
    ]
    tall = high / FILLED if _HAN.search(text) else high / 0.72
    if len(steps) >= 3:
        return min(float(np.median(steps)), 1.15 * tall)
    return min(tall, usual / FILLED) if tall < 1.3 * usual / FILLED else tall


def _levelled(chars: Sequence[ScannedChar]) -> list[ScannedChar]:
    """Characters of nearly one size given the same size."""
    sizes = sorted(char.size for char in chars)
    by_size: dict[float, float] = {}
    cluster: list[float] = []
    for size in [*sizes, math.inf]:
        if cluster and size > 1.15 * cluster[0]:
            middle = round(2 * cluster[len(cluster) // 2]) / 2
            by_size.update(dict.fromkeys(cluster, middle))
            cluster = []
        cluster.append(size)
    return [replace(char, size=by_size[char.size]) for char in chars]
