"""The rows of a table without rulings whose cells are broken over several lines.

How the lines of a page fall into rows is told by how the cells of a row stand: all in its middle, or all at its top, or
all at its foot, the same way throughout the table. Of the ways to part the lines that fit one of these, the one with
the fewest blank cells is taken, and none where two are as good. A line goes on below only where it is full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from reportparse.readers.pdf_lines import CLOSING, OPENING
from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row

Mode = Literal["middle", "top", "foot"]
Level = tuple[Row, Mapping[int, Part]]
"""A line and its parts by column."""

# In font sizes: cells that stand on one level differ by no more than this, ...
_LEVEL = 0.25
# ... lines of one cell follow one another in this distance at most, ...
_LEADING = 2.1
# ... and a line is full where another one has no more than this in front of it.
_FREE = 1.2
# More lines than this make no row.
_MOST_LINES = 9
# Lines of a row are closer together than rows by this factor.
_CLOSE = 0.9
# What a further line in a row costs, in blank cells; and by how much the best parting must be better than another.
_LINE, _BETTER = 0.5, 0.25
# So many rows with broken words show where lines end.
_MIN_BROKEN = 2
_DIGITS = re.compile(r"[\d.,，]*\d[%％]?(?:[万亿]?元)?|[%％]|[万亿]?元")
# A bound, a figure and a word for what is counted.
_MEASURE = re.compile(r"[≥≤＞＜><=＝±]?\s*[-−－]?\d[\d,，.]*\s*[%％]?(?:[万亿]?元)?[\u4e00-\u9fff/㎡]{0,4}")
# What begins a line and is not broken: opening brackets, a figure or a word or one character, closing brackets.
_WORD = re.compile(
    f"[{re.escape(''.join(sorted(OPENING)))}]*(?:[0-9A-Za-z.×]+[%％]?|.)[{re.escape(''.join(sorted(CLOSING)))}]*"
)
_DATE = re.compile(r"\d{4}年\d{1,2}月")
# What begins with a figure, perhaps behind a bound.
_VALUE = re.compile(r"[≥≤＞＜><=＝±]?\s*[-−－]?\d")
_IMPOSSIBLE = float("inf")


class Stack(NamedTuple):
    """The lines of one cell: the bases of the first and the last, and the text."""

    first: float
    last: float
    text: str


@dataclass(frozen=True)
class Parting:
    """Rows as ranges of levels, how their cells stand, and what it costs."""

    rows: tuple[tuple[int, int], ...]
    mode: Mode
    cost: float


def is_figure(text: str) -> bool:
    return FIGURE.fullmatch(text) is not None and any(map(str.isdigit, text))


def is_value(text: str) -> bool:
    """Whether a text is what a row says of its name: a figure with its unit, or a date, of which the end may be broken off."""
    return is_measure(text) or _DATE.match(text) is not None


def is_measure(text: str) -> bool:
    return is_figure(text) or _MEASURE.fullmatch(text) is not None


def parted(levels: Sequence[Level], columns: Sequence[Column], rules: Sequence[float]) -> Parting | None:
    """The rows that the levels of a table make; None where it is not plain.

    `rules` are the heights of rulings, which no row crosses.
    """
    own = sorted({at for _, cells in levels for at in cells})
    modes: tuple[Mode, ...] = ("middle", "top", "foot")
    found = [parting for mode in modes if (parting := _best(levels, columns, own, rules, mode)) is not None]
    if not found:
        return None
    best = min(found, key=lambda parting: parting.cost)
    if any(other.rows != best.rows and other.cost < best.cost + _BETTER for other in found):
        return None
    plain = best.mode == "middle" or _are_close(levels, best.rows, rules)
    return best if plain or (best.mode == "top" and _are_anchored(levels, columns, best.rows)) else None


def _are_anchored(levels: Sequence[Level], columns: Sequence[Column], rows: Sequence[tuple[int, int]]) -> bool:
    """Whether figures stand on the first line of each row and on no other, and words are broken often enough to show how.

    Where lines lie evenly a name without figures below a full one may be its other half or a row of its own. That
    it is a half shows where several break off at the same place, and others end before it.
    """
    texts: dict[int, list[str]] = {}
    for _, cells in levels:
        for at, part in cells.items():
            texts.setdefault(at, []).append(part.text)
    figures = {at for at, own in texts.items() if all(map(FIGURE.fullmatch, own)) and any(map(is_figure, own))}
    # What is reached, in any words, anchors rows where each of them has it.
    reached = {at for at, own in texts.items() if len(own) == len(rows) and all(map(_VALUE.match, own))}
    figures |= {at for at in reached if all(at in levels[first][1] for first, _ in rows)}
    broken, ended = 0, False
    for first, behind in rows:
        if not figures.intersection(levels[first][1]):
            return False
        if any(figures.intersection(cells) for _, cells in levels[first + 1 : behind]):
            return False
        broken += behind - first > 1
        # No row is named by one character.
        broken += _MIN_BROKEN * any(
            len(part.text) == 1 for _, cells in levels[first + 1 : behind] for part in cells.values()
        )
        row, cells = levels[behind - 1]
        ended = ended or any(
            not is_full(part, columns[at], row.size) for at, part in cells.items() if at not in figures
        )
    return broken >= _MIN_BROKEN and ended


def _are_close(levels: Sequence[Level], rows: Sequence[tuple[int, int]], rules: Sequence[float]) -> bool:
    """Whether lines of a row are closer together than rows: where cells stand at the top nothing else parts them."""
    bases = [row.base for row, _ in levels]
    inside = [bases[at + 1] - bases[at] for first, behind in rows for at in range(first, behind - 1)]
    apart = [
        bases[behind] - bases[behind - 1]
        for _, behind in rows[:-1]
        if not any(bases[behind - 1] < rule < bases[behind] for rule in rules)
    ]
    return not inside or not apart or max(inside) < _CLOSE * min(apart)


def _best(
    levels: Sequence[Level],
    columns: Sequence[Column],
    own: Sequence[int],
    rules: Sequence[float],
    mode: Mode,
) -> Parting | None:
    count = len(levels)

    @cache
    def cost(first: int, behind: int) -> float:
        segment = levels[first:behind]
        if any(segment[0][0].base < rule < segment[-1][0].base for rule in rules):
            return _IMPOSSIBLE
        stacks = stacked(segment, columns)
        if stacks is None or not _stand_alike(list(stacks.values()), segment[0][0].size, mode):
            return _IMPOSSIBLE
        if len(stacks) == 1 and all(len(stack.text) == 1 for stack in stacks.values()):
            return _IMPOSSIBLE  # no row is named by one character
        if len(stacks) == 1 and _is_half(levels, first, behind, columns):
            return _IMPOSSIBLE
        return len(own) - len(stacks) + _LINE * (behind - first - 1)

    totals: list[float] = [0.0, *([_IMPOSSIBLE] * count)]
    before = [0] * (count + 1)
    for behind in range(1, count + 1):
        for first in range(max(0, behind - _MOST_LINES), behind):
            if totals[first] == _IMPOSSIBLE:
                continue
            total = totals[first] + cost(first, behind)
            # A tie goes to the shorter row.
            if total <= totals[behind] and total < _IMPOSSIBLE:
                totals[behind], before[behind] = total, first
    if totals[count] == _IMPOSSIBLE:
        return None
    rows: list[tuple[int, int]] = []
    behind = count
    while behind:
        rows.append((before[behind], behind))
        behind = before[behind]
    return Parting(tuple(rows[::-1]), mode, totals[count])


def stacked(segment: Sequence[Level], columns: Sequence[Column]) -> dict[int, Stack] | None:
    """The cells that these levels make as one row; None where a line does not go on with the one above it."""
    found: dict[int, Stack] = {}
    last: dict[int, tuple[Part, Row]] = {}
    for row, cells in segment:
        for at, part in cells.items():
            if at not in last:
                found[at] = Stack(row.base, row.base, part.text)
            else:
                above, upper = last[at]
                if row.base - upper.base > _LEADING * max(row.size, upper.size):
                    return None
                # Above and below the middle of its row a text goes on, wherever its writer broke it.
                about = any(upper.base < other.base < row.base for other, _ in segment)
                if NUMBERING.match(part.text) or not (about or is_full(above, columns[at], row.size, part)):
                    return None
                found[at] = Stack(found[at].first, row.base, found[at].text + part.text)
            last[at] = (part, row)
    if any(_is_broken_figure(found[at], segment, at) for at in found):
        return None
    return found


def _goes_on(above: Part, below: Part, column: Column, size: float) -> bool:
    return is_full(above, column, size, below) and NUMBERING.match(below.text) is None


def is_full(part: Part, column: Column, size: float, following: Part | None = None) -> bool:
    """Whether no other line of the column is longer by a character: where one is, this one ended of its own will.

    Of the text that follows on the next line, the first word must have found no room: a figure or what stands in
    brackets is not broken behind its first character.
    """
    hanging = size if part.text[-1:] in CLOSING else 0.0
    first = _FREE * size
    if following is not None and (word := _WORD.match(following.text)) is not None:
        width = (following.x1 - following.x0) * sum(map(_weight, word[0])) / sum(map(_weight, following.text))
        first = max(first, width + (_FREE - 1.0) * size)
    return part.x1 - part.x0 + first + hanging > column.x1 - column.x0


def _weight(character: str) -> float:
    """How wide a character is, roughly: those of Chinese text are twice as wide as others."""
    return 1.0 if character > "\u2e80" else 0.55


def _is_broken_figure(stack: Stack, segment: Sequence[Level], at: int) -> bool:
    """Whether figures that stand below each other make none together."""
    parts = [cells[at].text for _, cells in segment if at in cells]
    if len(parts) > 1 and all(map(is_measure, parts)) and not is_measure(stack.text):
        return True
    if len(parts) == 1 or not any(map(is_figure, parts)):
        return False
    # Halves of a figure make one; text that ends in one is no figure anyway.
    if all(_DIGITS.fullmatch(part) for part in parts):
        return not is_figure(stack.text) or all(map(_is_whole, parts))
    return False


def _is_whole(text: str) -> bool:
    """Whether a figure has a point with decimals, as all of a column's have: no half of one."""
    return re.fullmatch(r"[-−－]?\d[\d,]*\.\d+%?", text) is not None


def _stand_alike(stacks: Sequence[Stack], size: float, mode: Mode) -> bool:
    heights = [_height(stack, mode) for stack in stacks]
    return max(heights) - min(heights) <= _LEVEL * size


def _height(stack: Stack, mode: Mode) -> float:
    if mode == "middle":
        return (stack.first + stack.last) / 2
    return stack.first if mode == "top" else stack.last


def _is_half(levels: Sequence[Level], first: int, behind: int, columns: Sequence[Column]) -> bool:
    """Whether a text alone in its row may be part of the cell above or below."""
    ((at, _),) = levels[first][1].items() if len(levels[first][1]) == 1 else ((-1, None),)
    if at < 0:
        return False
    row, own = levels[behind - 1][0], levels[behind - 1][1][at]
    above = levels[first - 1] if first else None
    below = levels[behind] if behind < len(levels) else None
    if above is not None and at in above[1] and _goes_on(above[1][at], levels[first][1][at], columns[at], row.size):
        return True
    return below is not None and at in below[1] and _goes_on(own, below[1][at], columns[at], row.size)
