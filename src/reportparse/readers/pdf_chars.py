"""Step 1 of the PDF reader: the characters of a page, and which of them a reader can see."""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Literal, NamedTuple

from reportparse.model.limits import limits
from reportparse.readers import pdf_raw as raw
from reportparse.readers.beyond import PageTooLargeError
from reportparse.readers.pdf_view import Matrix, View

Reason = Literal["hidden", "white", "tiny", "invisible", "off-page", "covered"]

# Below this size (points) no one reads a character; the usual trick is 1 pt.
TINY_SIZE = 2.0
_WHITE = 250
_CLEAR = 12
# From here on a colour is so light, or an alpha so low, that text in it may be a watermark.
_PALE = 0x90
_THIN_INK = 150
_INVISIBLE_MODES = (3, 7)
# Only these paint nothing but the fill; outlined characters are seen even when the fill is white.
_FILL_ONLY_MODES = (0, 4)
# How far (in font sizes) characters rise above their baseline at the least, where the font tells their height.
_RISE = 0.1
_LIGATURES = ("ff", "fi", "fl", "st")
_LIGATURE_STARTS = frozenset([*_LIGATURES, "ffi", "ffl"])
_NOWHERE = math.inf, -math.inf


Glyph = tuple[float, float, float, float, float, float, str]
"""One character: x0, top, x1, bottom and baseline in points from the top left corner, its size in points, its text.

A plain tuple, as an archive has millions of them: a named one takes twice the time to make, to sort and to unpack.
"""


class Area(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass
class PageGlyphs:
    """The characters of one page.

    `sideways` are those of text that runs up (angle 90), down (-90), upside down (180) or one below the other (0),
    `pale` those that may be a watermark. `turned` counts those left out because they run askew (watermarks), `struck`
    those left without their text because a line runs through them (deleted text), `watermark` those of watermarks.
    """

    seen: list[Glyph] = field(default_factory=list)
    unseen: list[tuple[Reason, Glyph]] = field(default_factory=list)
    sideways: list[tuple[int, Glyph]] = field(default_factory=list)
    pale: list[Glyph] = field(default_factory=list)
    turned: int = 0
    watermark: int = 0
    struck: int = 0
    unmapped: int = 0


class _Look(NamedTuple):
    """How the characters of a text object are printed: their size in points, and what of it hides or turns them."""

    size: float
    reason: Reason | None
    white: bool
    pale: bool
    angle: int


_Run = tuple[_Look, float, float, float, float, float, float]
"""What all characters of a text object have in common: their look and size; x and y where it begins, in the page's own
points; that y from the top of the view; and the y between which a character's top and bottom are simply seen."""


def tidy(text: str) -> str:
    """The text with radicals, hyphen marks and unmapped codes as ordinary characters; the length stays."""
    # Going through a page for them takes a fifth of the time of going through the table with every character.
    return text.translate(_TIDY) if _UNTIDY.search(text) else text


def _tidy_table() -> dict[int, str]:
    table = {9: " ", 0: "\ufffd", 2: "-", 0xFFFE: "-", 0xFFFF: "\ufffd", 0xA0: " ", 0xAD: "-"}
    # Some producers map 一 or 日 to their look-alikes in the radical and compatibility blocks.
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return table


_TIDY = _tidy_table()
_UNTIDY = re.compile("[" + "".join(map(re.escape, map(chr, _TIDY))) + "]")


def read_glyphs(textpage: raw.Pointer, view: View, dark: Sequence[Area]) -> PageGlyphs:
    """The characters of a pdfium text page (its pointer).

    `dark` are the painted areas, in points of the view, on which white text is seen.
    Raises PageTooLargeError.
    """
    total = raw.text_count(textpage)
    found = PageGlyphs()
    if total <= 0:
        return found
    if total > limits().page_characters:
        raise PageTooLargeError("page_characters")
    text = tidy(_text(textpage, total))
    found.unmapped = text.count("\ufffd")
    owners: list[int | None] = list(map(raw.char_object, repeat(textpage, total), range(total)))
    left, floor, right, height, turns = view
    odd = _OddGlyphs(found, view, dark)
    runs = _runs(textpage, owners, height, turns)
    boxes, places = _BOXES.take(total)
    boxed = list(map(raw.char_loose_box, repeat(textpage, total), range(total), places))
    if not all(boxed):
        _clear(boxes, 4, boxed)
    last: int | None = None
    level = size = lowest = highest = 0.0
    add = found.seen.append
    numbers = iter(boxes)
    # Everything in this loop is paid for every character of an archive: plain comparisons, no helper calls.
    for index, char, owner, x0, top, x1, bottom in zip(
        range(total), text, owners, numbers, numbers, numbers, numbers, strict=False
    ):
        if owner != last:
            # Characters without an object are pdfium's own: line ends and guessed spaces.
            if owner is None:
                continue
            last = owner
            run = runs[owner]
            _, size, _, _, level, lowest, highest = run
        if char == " " and raw.char_generated(textpage, index):
            continue
        if lowest <= top <= height and floor <= bottom <= highest and left <= x0 and x1 <= right:
            if left:
                x0, x1 = x0 - left, x1 - left
            add((x0, height - top, x1, height - bottom, level, size, char))
        else:
            odd.add(char, run, x0, top, x1, bottom)
    _BOXES.give_back(boxes, places)
    if any(letters in text for letters in _LIGATURES):
        found.seen = _with_ligatures(found.seen)
    return found


_BOXES = raw.Room("f", 4)
_MATRICES = raw.Room("f", 6)
_SHADES = raw.Room("I", 1)


def _clear(numbers: array[Any], width: int, written: Sequence[int]) -> None:
    """Sets the rows to zero that pdfium did not write."""
    for row, done in enumerate(written):
        if not done:
            numbers[row * width : (row + 1) * width] = array(numbers.typecode, [0] * width)


def _with_ligatures(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """pdfium gives each letter of a ligature the box of the whole: they become one character of several letters."""
    found: list[Glyph] = []
    for glyph in glyphs:
        last = found[-1] if found else None
        if last is not None and last[:6] == glyph[:6] and last[6] + glyph[6] in _LIGATURE_STARTS:
            found[-1] = (*last[:6], last[6] + glyph[6])
        else:
            found.append(glyph)
    return found


class _OddGlyphs:
    """Sorts the characters that may be hidden or pale, or that run down or askew, and all those of a turned page."""

    def __init__(self, found: PageGlyphs, view: View, dark: Sequence[Area]) -> None:
        self.found = found
        self.sheet = Area(0.0, 0.0, view.width, view.height)
        self.matrix: Matrix = view.matrix
        self.dark = dark

    def add(self, char: str, run: _Run, left: float, upper: float, right: float, lower: float) -> None:
        found, look = self.found, run[0]
        angle, size = look.angle, look.size
        if angle % 90:
            found.turned += 1
            return
        x0, top, x1, bottom = self.matrix.box(left, upper, right, lower)
        base = self.matrix.apply(run[2], run[3])[1]
        # In vertical writing the characters hang below the point where the text begins.
        down = not angle and top > base - _RISE * size and bottom > base + 0.5 * size
        if angle or down:
            base = bottom
        glyph = (x0, top, x1, bottom, base, size, char)
        middle = (x0 + x1) / 2, (top + bottom) / 2
        if not self.sheet.holds(*middle):
            found.unseen.append(("off-page", glyph))
        elif look.reason is not None:
            found.unseen.append((look.reason, glyph))
        elif look.white and not on_any(self.dark, *middle):
            found.unseen.append(("white", glyph))
        elif down:
            found.sideways.append((0, glyph))
        elif angle:
            found.sideways.append((angle, glyph))
        elif look.pale:
            found.pale.append(glyph)
        else:
            found.seen.append(glyph)


def on_any(areas: Iterable[Area], x: float, y: float) -> bool:
    """Whether a point lies on one of the areas."""
    return any(area.holds(x, y) for area in areas)


def _text(textpage: raw.Pointer, count: int) -> str:
    units = array("H", bytes(2 * count + 2))
    written = raw.text_units(textpage, 0, count, raw.address(units))
    if written == count + 1:
        text = units[:count].tobytes().decode("utf-16-le", "replace")
        if len(text) == count:
            return text
    # One unit per character does not hold (characters beyond the BMP, or skipped ones): ask for each.
    return "".join(_character(code) for code in map(raw.char_unicode, repeat(textpage, count), range(count)))


def _character(code: int) -> str:
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


_COLOUR = array("I", bytes(16))
_RED, _GREEN, _BLUE, _ALPHA = (raw.address(_COLOUR, place) for place in range(4))


def colour(function: Callable[..., int], owner: int) -> tuple[int, int, int, int] | None:
    """Red, green, blue and alpha (0 to 255) of a page object by one of pdfium's colour functions; None if unset."""
    if not function(owner, _RED, _GREEN, _BLUE, _ALPHA):
        return None
    return _COLOUR[0], _COLOUR[1], _COLOUR[2], _COLOUR[3]


def is_white(shade: tuple[int, int, int, int] | None) -> bool:
    """Whether a colour is invisible on white paper."""
    return shade is not None and shade[0] >= _WHITE and shade[1] >= _WHITE and shade[2] >= _WHITE


def _runs(textpage: raw.Pointer, owners: Sequence[int | None], height: float, turns: int) -> dict[int | None, _Run]:
    """What the characters of each text object have in common; `owners` are the objects of the characters."""
    objects = dict.fromkeys(owners)
    objects.pop(None, None)
    count = len(objects)
    firsts: list[int] = []
    first = 0
    for owner in objects:
        first = owners.index(owner, first)
        firsts.append(first)
    # One function after the other for all of them: that is the fastest way.
    sizes = list(map(raw.char_font_size, repeat(textpage, count), firsts))
    matrices, places = _MATRICES.take(count)
    placed = list(map(raw.char_matrix, repeat(textpage, count), firsts, places))
    if not all(placed):
        _clear(matrices, 6, placed)
    modes = list(map(raw.object_mode, objects))
    shades, parts = _SHADES.take(4 * count)
    filled = list(map(raw.object_fill, objects, *(parts[part : 4 * count : 4] for part in range(4))))
    if not all(filled):
        _clear(shades, 4, filled)
    found: dict[int | None, _Run] = {}
    looks: dict[tuple[float, int, int, bytes, bytes], tuple[_Look, float]] = {}
    turnings, colours = matrices[: 6 * count].tobytes(), shades[: 4 * count].tobytes()
    for number, owner, size, mode, is_filled, x, base in zip(
        range(count),
        objects,
        sizes,
        modes,
        filled,
        matrices[4 : 6 * count : 6],
        matrices[5 : 6 * count : 6],
        strict=True,
    ):
        # Most objects of a page look like another one.
        at, shade = 24 * number, 16 * number
        key = (size, mode, is_filled, turnings[at : at + 16], colours[shade : shade + 16])
        known = looks.get(key)
        if known is None:
            a, b, c, d = matrices[6 * number : 6 * number + 4]
            red, green, blue, alpha = shades[4 * number : 4 * number + 4]
            look = _look(size, mode, (red, green, blue, alpha) if is_filled else None, (a, b, c, d), turns)
            # Where characters must lie in any case to be simply seen; nowhere, unless they are plain.
            simple = not (look.reason or look.white or look.pale or look.angle or turns)
            known = looks[key] = look, look.size if simple else 0.0
        look, tall = known
        lowest, highest = (base + _RISE * tall, base + tall) if tall else _NOWHERE
        found[owner] = (look, look.size, x, base, height - base, lowest, highest)
    _MATRICES.give_back(matrices, places)
    _SHADES.give_back(shades, parts)
    return found


def _look(
    size: float,
    mode: int,
    fill: tuple[int, int, int, int] | None,
    matrix: tuple[float, float, float, float],
    turns: int,
) -> _Look:
    """How text of a font size is printed in a render mode, with a fill colour, under a matrix (zeros if it has none)."""
    a, b, c, d = matrix
    angle = -90 * turns
    if b or c or d not in (0.0, 1.0):
        size *= math.hypot(c, d) or 1.0
    # Slanted ("fake italic") text has b == 0; only turned text has not.
    if abs(b) > 0.02 * abs(a):
        turn = round(math.degrees(math.atan2(b, a)))
        angle += turn if abs(turn) > 2 else 0
    elif a < 0 and d < 0:
        angle += 180
    if angle:
        angle = _right_angle((angle + 180) % 360 - 180)
    reason: Reason | None = "tiny" if size < TINY_SIZE else None
    white = pale = False
    if mode in _INVISIBLE_MODES:
        reason = "invisible"
    elif fill is not None and mode in _FILL_ONLY_MODES:
        red, green, blue, alpha = fill
        if alpha <= _CLEAR:
            reason = "invisible"
        white = is_white(fill)
        pale = not white and (min(red, green, blue) >= _PALE or alpha < _THIN_INK)
    return _Look(size, reason, white, pale, angle)


def _right_angle(angle: int) -> int:
    """An angle (-180 to 179) a little off a right one made right, and 180 for both ways of half a turn."""
    quarter = round(angle / 90) * 90
    angle = quarter if abs(angle - quarter) <= 2 else angle
    return 180 if angle == -180 else angle
