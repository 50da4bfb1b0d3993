"""The columns, rows and cells of a table without rulings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge

FIGURE = re.compile(r"[-−－+＋≥≤]?\s*[\d,，.．]*\d(?:[.．]\d+)?\s*[%％‰]?(?:[万亿]?元|人|个|分|项|家)?|[-－—–/／]{1,2}")
# A line this much closer (as a share) to the one before than usual goes on with its row.
_CLOSE = 0.8
# How far (points) a heading may stand beside the figures of its column.
_BESIDE = 60.0
# A ruling must run along this much of the table to part its rows.
_ALONG = 0.6


class Part(NamedTuple):
    """What stands together on a line: from where to where, and its text."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True)
class Row:
    """One line of text in parts, left to right."""

    parts: list[Part]
    base: float
    top: float
    bottom: float
    size: float


class Column(NamedTuple):
    """From where to where the texts of a column reach."""

    x0: float
    x1: float

    def overlap(self, part: Part) -> float:
        return min(self.x1, part.x1) - max(self.x0, part.x0)


def columns_of(block: Sequence[Row]) -> list[Column]:
    """The columns that the lines with figures (else all) stand in, widened by what stands over just one of them."""
    several = [row for row in block if len(row.parts) > 1]
    body = [row for row in several if any(FIGURE.fullmatch(part.text) for part in row.parts[1:])]
    body = body if len(body) > 1 else several
    if not body:
        return []
    most = max(len(row.parts) for row in body)
    found = _projected(body)
    if len(found) < most:
        # Something lies across two columns: those lines that have all parts tell the columns.
        found = _projected([row for row in body if len(row.parts) == most])
    apart: list[Part] = []
    headed: set[int] = set()
    for row in block:
        for part in row.parts:
            over = [at for at, column in enumerate(found) if column.overlap(part) > 0]
            if len(over) == 1:
                at = over[0]
                found[at] = Column(min(found[at].x0, part.x0), max(found[at].x1, part.x1))
            elif not over and len(row.parts) > 1:
                apart.append(part)
            if row not in body:
                headed.update(over)
    return _widened(found, apart, headed)


def _widened(columns: list[Column], apart: Sequence[Part], headed: set[int]) -> list[Column]:
    """Gives columns without a heading the one that stands beside them; what is left over has columns of its own."""
    found = list(columns)
    own: list[Column] = []
    for part in sorted(apart):
        beside = [at for at, column in enumerate(columns) if at not in headed and -column.overlap(part) < _BESIDE]
        taken = next((at for at, column in enumerate(own) if column.overlap(part) > 0), None)
        if beside and taken is None:
            at = max(beside, key=lambda each: found[each].overlap(part))
            found[at] = Column(min(found[at].x0, part.x0), max(found[at].x1, part.x1))
        elif taken is not None:
            own[taken] = Column(min(own[taken].x0, part.x0), max(own[taken].x1, part.x1))
        else:
            own.append(Column(part.x0, part.x1))
    return sorted([*found, *own])


def _projected(body: Sequence[Row]) -> list[Column]:
    found: list[Column] = []
    for part in sorted(part for row in body for part in row.parts):
        if found and part.x0 < found[-1].x1:
            found[-1] = Column(found[-1].x0, max(found[-1].x1, part.x1))
        else:
            found.append(Column(part.x0, part.x1))
    return found


def place(row: Row, columns: Sequence[Column]) -> dict[int, Part] | None:
    """The parts of a line by column, those in one column joined; None where a part lies over several columns."""
    found: dict[int, Part] = {}
    for part in row.parts:
        over = [at for at, column in enumerate(columns) if column.overlap(part) > 0]
        if len(over) != 1:
            return None
        before = found.get(over[0])
        found[over[0]] = part if before is None else Part(before.x0, part.x1, before.text + part.text)
    return found


def spans(block: Sequence[Row], number: int, columns: Sequence[Column]) -> dict[int, int] | None:
    """For a line of a header its parts' first columns, each with the column behind its last; None if it is none.

    A part reaches over the columns that are named in the line below, free beside it here, and have it in their middle.
    """
    row = block[number]
    below = place(block[number + 1], columns) if number + 1 < len(block) else None
    if below is None:
        return None
    own = [[at for at, column in enumerate(columns) if column.overlap(part) > 0] for part in row.parts]
    taken = [at for over in own if len(over) == 1 for at in over]
    found: dict[int, int] = {}
    for part, over in zip(row.parts, own, strict=True):
        if not over:
            return None
        first, behind = over[0], over[-1] + 1
        if first in below:
            options = [
                (left, right)
                for left in range(first, -1, -1)
                for right in range(behind, len(columns) + 1)
                if right - left > 1
                and all(at in below and (at in over or at not in taken) for at in range(left, right))
                and _is_over(part, columns[left], columns[right - 1])
            ]
            if options:
                first, behind = max(options, key=lambda each: each[1] - each[0])
        if behind - first > 1 and not (
            all(at in below for at in range(first, behind)) and _is_over(part, columns[first], columns[behind - 1])
        ):
            return None
        if any(first < other and start < behind for start, other in found.items()):
            return None
        found[first] = behind
    return found


def _is_over(part: Part, left: Column, right: Column) -> bool:
    return abs((part.x0 + part.x1) - (left.x0 + right.x1)) < 0.2 * (right.x1 - left.x0)


def logical(
    block: Sequence[Row], columns: Sequence[Column], header: int, rules: Sequence[Edge]
) -> list[tuple[int, int]]:
    """The rows of the table as ranges of lines; `header` lines at the top are one row, or 0 if they stay apart."""
    parted = _by_rules(block, columns, rules)
    if parted is not None:
        return parted
    cells = [place(row, columns) or {} for row in block]
    gaps = [0.0, *(below.base - above.base for above, below in pairwise(block))]
    usual = sorted(gaps[1:])[(len(gaps) - 1) // 2]
    joined: set[int] = set()
    for number in range(1, len(block)):
        own, gap = cells[number], gaps[number]
        figures = any(FIGURE.fullmatch(part.text) for part in own.values())
        if number < header and gap <= 2.0 * block[number].size:
            joined.add(number)
        elif figures or (len(own) > 1 and 0 in own):
            continue
        elif gap < _CLOSE * usual or (number + 1 < len(gaps) and gaps[number + 1] < _CLOSE * usual):
            # Set in the middle of its row, a text may begin above the other columns.
            joined.add(number if number + 1 == len(gaps) or gap <= gaps[number + 1] else number + 1)
        elif len(own) == 1 and _is_full(cells[number - 1], own, columns, block[number].size):
            joined.add(number)
        elif (
            len(own) == 1 and number + 1 < len(cells) and _goes_on(own, cells[number + 1], columns, block[number].size)
        ):
            joined.add(number + 1)
    starts = [number for number in range(len(block)) if number not in joined]
    return list(zip(starts, [*starts[1:], len(block)], strict=True))


def _is_full(above: dict[int, Part], own: dict[int, Part], columns: Sequence[Column], size: float) -> bool:
    """Whether the text of the line above reaches the end of the column that goes on here."""
    ((at, _),) = own.items()
    return at in above and above[at].x1 + size > columns[at].x1 and columns[at].x1 - columns[at].x0 > 3 * size


def _goes_on(own: dict[int, Part], below: dict[int, Part], columns: Sequence[Column], size: float) -> bool:
    """Whether a name fills its column and the line below begins in the same column, with the figures of the row."""
    ((at, _),) = own.items()
    return at in below and len(below) > 1 and _is_full(own, {at: below[at]}, columns, size)


def _by_rules(block: Sequence[Row], columns: Sequence[Column], rules: Sequence[Edge]) -> list[tuple[int, int]] | None:
    """The rows between rulings, where rulings part most lines."""
    left, right = columns[0].x0, columns[-1].x1
    levels = sorted(
        rule.at
        for rule in rules
        if block[0].base < rule.at < block[-1].base
        and min(rule.end, right) - max(rule.start, left) > _ALONG * (right - left)
    )
    starts = [0]
    for number, row in enumerate(block):
        if any(block[starts[-1]].base < level < row.base for level in levels):
            starts.append(number)
            levels = [level for level in levels if level > row.base]
    return list(zip(starts, [*starts[1:], len(block)], strict=True)) if len(starts) > max(2, len(block) // 2) else None


def _is_named_on_each(
    header: Sequence[Row], at: int, columns: Sequence[Column], over: Sequence[dict[int, int]]
) -> bool:
    """Whether a column has a name of its own on each level, none of which goes on on the next one."""
    if not all(at in each for each in over):
        return False
    names = [max(row.parts, key=columns[at].overlap) for row in header]
    room = columns[at].x1 - columns[at].x0
    return all(name.x1 - name.x0 + header[0].size < room for name in names[:-1])


def grid(
    block: Sequence[Row], lines: Sequence[tuple[int, int]], columns: Sequence[Column], over: Sequence[dict[int, int]]
) -> list[Area]:
    """The cells of the table, each row reaching half-way to the next one.

    `over` are the spans of the header's lines where it has several levels: what is named on one level only reaches
    over all of them.
    """
    xs = [columns[0].x0 - 2.0, *((one.x1 + two.x0) / 2 for one, two in pairwise(columns)), columns[-1].x1 + 2.0]
    tops = [min(row.top for row in block[first:behind]) for first, behind in lines]
    bottoms = [max(row.bottom for row in block[first:behind]) for first, behind in lines]
    middles = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    ys = [tops[0] - 1.0, *middles, bottoms[-1] + 1.0]
    found: list[Area] = []
    levels = len(over)
    covered = {
        at for each in over for first, behind in each.items() if behind - first > 1 for at in range(first, behind)
    }
    for at in range(len(columns)):
        if levels and at not in covered:
            steps = range(levels + 1) if _is_named_on_each(block[:levels], at, columns, over) else (0, levels)
            found += [Area(xs[at], ys[one], xs[at + 1], ys[two]) for one, two in pairwise(steps)]
    for level, each in enumerate(over):
        inside = {at for first, behind in each.items() for at in range(first, behind)}
        for at in sorted(covered - inside):
            found.append(Area(xs[at], ys[level], xs[at + 1], ys[level + 1]))
        for first, behind in each.items():
            if first in covered:
                found.append(Area(xs[first], ys[level], xs[behind], ys[level + 1]))
    found += [Area(x0, top, x1, bottom) for top, bottom in pairwise(ys[levels:]) for x0, x1 in pairwise(xs)]
    return sorted(found, key=lambda area: (area.top, area.x0))
