"""Step 4 of the PDF reader: characters → lines, by geometry alone and not by the order of the content stream."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from reportparse.model.location import Box
from reportparse.readers.pdf_chars import Glyph

# Characters on baselines this far apart (in font sizes) still stand on one line (indices, mixed fonts).
_LEVEL = 0.4
_LARGER = 1.2
# A gap this wide (in font sizes) between two characters without a space character is read as a space. Word
# processors put up to a quarter of a size between Chinese characters and digits, which is no space.
_GAP_CJK = 0.42
_GAP_LATIN = 0.2
_MAX_SPACES = 60
# So many Chinese characters with the same room between them, no more than this (in font sizes), are one word set apart.
_MIN_SPREAD = 4
_SPREAD = 2.2
# Characters that cover one another by more than this share of the width are one, printed twice ("fake bold").
_DOUBLED = 0.6

PAGE_NUMBER = re.compile(
    r"[-—–―~·\s]*\d{1,4}[-—–―~·\s]*"
    r"|第\s*[\d一二三四五六七八九十]+\s*页(?:[\s,，/]*共\s*[\d一二三四五六七八九十]+\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:Page|P\.?)\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
OPENING = frozenset("（(《〈「『【〔［[{“‘")
CLOSING = frozenset("）)》〉」』】〕］]}”’，。、；：？！,.;:?!%％…")
_LATIN = frozenset(string.ascii_letters + string.digits + "".join(map(chr, range(0xC0, 0x250))))
# Spaces, and struck characters, which take up room without having a text.
_BLANKS = frozenset(["", *(char for char in map(chr, range(0x3001)) if char.isspace())])
_WORD = _LATIN.union(".%‰+-/_@")
_JOINING = OPENING | _WORD


@dataclass(slots=True)
class Line:
    """The characters of one line on one page (1-based), and their text; edges leave the outer spaces out.

    `solid` is the right edge without closing punctuation, which may hang over the margin; `first_unit` is the width of what a line break may not split at the start of the line; `spaced` tells
    whether the line ends in a space character, `gaps` how many gaps wider than a character it has, `doubled` are the
    characters left out because they are printed over the same ones; `lane` is the part of its page that it stands in
    where the page has columns.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    solid: float
    first_unit: float
    spaced: bool = False
    gaps: int = 0
    doubled: str = ""
    lane: int = 0

    @property
    def box(self) -> Box:
        return hundredths(self.x0, self.top, self.x1, self.bottom)


def hundredths(x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box rounded to hundredths of a point; rounding to whole numbers first takes a third of the time."""
    return Box(round(x0 * 100) / 100, round(top * 100) / 100, round(x1 * 100) / 100, round(bottom * 100) / 100)


def lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines that these characters of one region (a cell, the text between two tables) stand on, top to bottom."""
    found: list[Line] = []
    for row in rows(glyphs):
        line = make_line(row, page)
        if line is not None:
            found.append(line)
    return found


def rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters grouped by baseline, each group from left to right."""
    if not glyphs:
        return []
    found: list[list[Glyph]] = []
    ordered = sorted(glyphs, key=itemgetter(4))
    level, size = ordered[0][4:6]
    if level == ordered[-1][4]:
        return [sorted(glyphs)]
    row = [ordered[0]]
    larger = size * _LARGER
    for glyph in ordered[1:]:
        base, own = glyph[4], glyph[5]
        if base == level or base - level <= _LEVEL * max(size, own):
            row.append(glyph)
            # A raised index must not hold the line of the larger characters that follow it.
            if own > larger:
                level, size, larger = base, own, own * _LARGER
        else:
            found.append(row)
            row = [glyph]
            level, size, larger = base, own, own * _LARGER
    found.append(row)
    for row in found:
        row.sort()
    return found


def make_line(row: Sequence[Glyph], page: int) -> Line | None:
    """The line made of characters ordered from left to right; None where there is nothing but spaces and struck text."""
    parts: list[str] = []
    kept: list[Glyph] = []
    last: Glyph | None = None
    left, right = math.inf, -math.inf
    upper, lower = math.inf, -math.inf
    spaces = 0
    space_width = 0.0
    gaps = 0
    doubled = ""
    spacing: _Spacing | None = None
    # Paid for every character of an archive, like the loop that reads them.
    for glyph in row:
        x0, top, x1, bottom, _, size, text = glyph
        if text in _BLANKS:
            if not text:
                left, right = min(left, x0), max(right, x1)
            elif last is not None and right - x0 < 0.5 * (x1 - x0):
                spaces += 1
                space_width = max(space_width, x1 - x0)
            continue
        gap = x0 - right
        if (gap < 0 or gap > _GAP_LATIN * size or spaces) and last is not None:
            if gap < 0 and last[6] == text and -gap > _DOUBLED * (x1 - x0):
                doubled += text
                continue
            if spaces or gap > _GAP_LATIN * size:
                spacing = spacing or _Spacing(row)
                if spaces or x0 not in spacing.spread:
                    gaps += gap > size
                    parts.append(_between(last, glyph, gap, spaces, space_width, spacing))
                spaces = 0
                space_width = 0.0
        parts.append(text)
        kept.append(glyph)
        last = glyph
        if x1 > right:
            right = x1
        if top < upper:
            upper = top
        if bottom > lower:
            lower = bottom
    if last is None:
        return None
    # The middle character is rarely an index or a stray mark.
    typical = kept[len(kept) // 2]
    return Line(
        "".join(parts),
        page,
        min(left, kept[0][0]),
        upper,
        right,
        lower,
        typical[4],
        typical[5],
        kept[-2][2] if len(kept) > 1 and last[6] in CLOSING else right,
        _first_unit(kept),
        spaces > 0,
        gaps,
        doubled,
    )


def _between(last: Glyph, glyph: Glyph, gap: float, spaces: int, space_width: float, spacing: _Spacing) -> str:
    size = glyph[5]
    if spaces:
        # pdfium keeps one of a run of spaces; the gap tells how many there were. Between Latin words it may
        # as well be justified text.
        stretch = 1.5 if _is_latin(last) and _is_latin(glyph) else 0.7
        if space_width > 0 and gap > (spaces + stretch) * space_width:
            return " " * min(_MAX_SPACES, round(gap / space_width))
        return " " * spaces
    if gap > _GAP_CJK * size:
        return " "
    if _is_latin(last) is not _is_latin(glyph):
        return ""
    # Justified text is spread evenly; a space that pdfium dropped stands out from the line.
    return " " if gap - spacing.usual > _GAP_LATIN * size else ""


def _is_latin(glyph: Glyph) -> bool:
    return glyph[6][0] in _LATIN


class _Spacing:
    """What the gaps of a line tell about each other; worked out once for a line that has any."""

    def __init__(self, row: Sequence[Glyph]) -> None:
        self._row = row

    @cached_property
    def usual(self) -> float:
        gaps = sorted(after[0] - before[2] for before, after in pairwise(self._row))
        return max(0.0, gaps[(len(gaps) - 1) // 2]) if len(gaps) > 2 else 0.0

    @cached_property
    def spread(self) -> frozenset[float]:
        """Where the characters begin that were set apart from the one before, like all around them: 项 目 概 况."""
        row = self._row
        found: set[float] = set()
        if sum(after[0] - before[2] > _GAP_CJK * after[5] for before, after in pairwise(row)) < _MIN_SPREAD - 1:
            return frozenset()
        run: list[Glyph] = []
        room = 0.0
        for glyph in [*row, None]:
            if glyph is not None and run and _is_ideograph(glyph) and _is_ideograph(run[-1]):
                gap = glyph[0] - run[-1][2]
                if len(run) == 1:
                    room = gap
                if _GAP_CJK * glyph[5] < gap < _SPREAD * glyph[5] and abs(gap - room) <= 0.12 * room + 0.2:
                    run.append(glyph)
                    continue
            if len(run) >= _MIN_SPREAD:
                found.update(each[0] for each in run[1:])
            # A run may begin with the last character of one that was evenly set in another way.
            run = [glyph] if glyph is not None else []
        return frozenset(found)


def _is_ideograph(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph[6][0] <= "\u9fff" if len(glyph[6]) == 1 else False


def _first_unit(kept: Sequence[Glyph]) -> float:
    count = len(kept)
    place = 0
    if count > 1 and kept[0][6][0] not in _JOINING and kept[1][6] not in CLOSING:
        return kept[0][2] - kept[0][0]
    while place < count - 1 and kept[place][6] in OPENING:
        place += 1
    if kept[place][6][0] in _WORD:
        place = _word_end(kept, place)
    start = place
    while place < count - 1 and kept[place + 1][6] in CLOSING:
        place += 1
    # LibreOffice does not break between a Chinese comma and a number either.
    if place > start and place < count - 1 and kept[place + 1][6][0] in _WORD:
        place = _word_end(kept, place + 1)
        while place < count - 1 and kept[place + 1][6] in CLOSING:
            place += 1
    return kept[place][2] - kept[0][0]


def _word_end(kept: Sequence[Glyph], place: int) -> int:
    while (
        place < len(kept) - 1
        and (kept[place + 1][6][0] in _WORD or _separates(kept, place + 1))
        and kept[place + 1][0] - kept[place][2] < 0.2 * kept[place][5]
    ):
        place += 1
    return place


def _separates(kept: Sequence[Glyph], place: int) -> bool:
    """Whether a comma stands between two digits, where no line breaks."""
    return (
        kept[place][6] == ","
        and kept[place - 1][6].isdigit()
        and place < len(kept) - 1
        and kept[place + 1][6].isdigit()
    )
