"""Tables without rulings with headers and names of several lines, and names that stand for several rows.

What is told by geometry alone is checked: each column is named in the header, each row with figures has its name, names
that stand for several rows stand in the middle of them or at their top, and leave out no row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_grid import Column, Part, Row, place
from reportparse.readers.pdf_unruled_rows import Level, is_figure, is_full, parted

_MIN_BODY = 2
_MOST_LEVELS = 160
_MOST_STARTS = 24
_MOST_SPANNING = 3
_MOST_HEADER = 7
# So many lines of a name may stand above the figures of its row.
_BEFORE = 2
# In font sizes: lines of a header follow one another in this distance at most, ...
_LEADING = 2.6
# ... and names stand in the middle of their rows, or at their top, but for so much.
_OFF = 0.35
_STRAIGHT, _MOST = 3.0, 0.75
_RUNNING = 14
# A bound, a figure and a word for what is counted.
_MEASURE = re.compile(r"[≥≤＞＜><=＝±]?\s*[-−－]?\d[\d,，.]*\s*[%％]?(?:[万亿]?元)?[\u4e00-\u9fff/㎡]{0,4}")
_HAN = re.compile("[\u4e00-\u9fff]")

IsLast = Callable[[Row, int], bool]


@dataclass(frozen=True)
class Wrapped:
    """A table: its cells and columns, and the range of the lines that it is made of."""

    areas: list[Area]
    columns: list[Column]
    first: int
    behind: int


@dataclass(frozen=True)
class _Extent:
    """The lines that a row or cell reaches over: bases of the first and the last, top and bottom of their print."""

    first: float
    last: float
    top: float
    bottom: float

    def and_(self, other: _Extent) -> _Extent:
        return _Extent(
            min(self.first, other.first),
            max(self.last, other.last),
            min(self.top, other.top),
            max(self.bottom, other.bottom),
        )

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


@dataclass(frozen=True)
class _Head:
    """A cell of the header: its first column, the one behind its last, and its lines; `over` if others stand below it."""

    first: int
    behind: int
    extent: _Extent
    over: bool = False


def is_measure(text: str) -> bool:
    return is_figure(text) or _MEASURE.fullmatch(text) is not None


def wrapped_table(block: Sequence[Row], rules: Sequence[float], is_last: IsLast) -> Wrapped | None:
    """The first table that a block of lines holds; None where there is none or it is not plain.

    `rules` are the heights of the rulings along the table, `is_last` tells whether a row with so
    many lines of the block below it may go on on the next page.
    """
    if len(block) > _MOST_LEVELS:
        return None
    tried = 0
    for start, row in enumerate(block):
        if tried > _MOST_STARTS:
            break
        if not start or not any(is_measure(part.text) for part in row.parts[1:]):
            continue
        tried += 1
        columns, behind = _columns(block, start)
        for spanning in range(min(_MOST_SPANNING, len(columns) - 2) + 1):
            for body in range(start, max(0, start - _BEFORE - 1), -1):
                found = _Reading(block, columns, spanning, rules, is_last).table(body, behind)
                if found is not None:
                    return found
    return None


def _columns(block: Sequence[Row], start: int) -> tuple[list[Column], int]:
    """The columns of the lines from one on, with those only the header above them has, and the first line that is in none."""
    found: list[Column] = []
    behind = start
    figures, named = 0, True
    for row in block[start:]:
        over = [[at for at, column in enumerate(found) if column.overlap(part) > 0] for part in row.parts]
        if any(len(each) > 1 for each in over):
            break
        words = any(_HAN.search(part.text) and not is_measure(part.text) for part in row.parts[1:])
        if words and named and figures >= _MIN_BODY:
            break  # the header of another table
        named = named and not words
        figures += any(is_measure(part.text) for part in row.parts[1:])
        found = _with(found, [(part, each) for part, each in zip(row.parts, over, strict=True)])
        behind += 1
    for row in block[max(0, start - _MOST_HEADER) : start][::-1]:
        over = [[at for at, column in enumerate(found) if column.overlap(part) > 0] for part in row.parts]
        if any(is_measure(part.text) for part in row.parts[1:]) or row.base < block[start].base - 12 * row.size:
            break
        if len(row.parts) > 1 or row in block[max(0, start - _BEFORE) : start]:
            found = _with(
                found,
                [
                    (part, each)
                    for part, each in zip(row.parts, over, strict=True)
                    if len(each) == 1 or (not each and len(row.parts) > 1)
                ],
            )
    return found, behind


def _with(columns: Sequence[Column], parts: Sequence[tuple[Part, Sequence[int]]]) -> list[Column]:
    """The columns widened by the parts that stand in one, and those that stand in none as further ones."""
    found = list(columns)
    for part, over in parts:
        if over:
            at = over[0]
            found[at] = Column(min(found[at].x0, part.x0), max(found[at].x1, part.x1))
    return sorted([*found, *(Column(part.x0, part.x1) for part, over in parts if not over)])


@dataclass(frozen=True)
class _Reading:
    """One way to read a block: with so many columns in front whose names stand for several rows."""

    block: Sequence[Row]
    columns: list[Column]
    spanning: int
    rules: Sequence[float]
    is_last: IsLast

    def table(self, body: int, behind: int) -> Wrapped | None:
        """The table whose rows begin with the line `body` and end before `behind`."""
        levels: list[Level] = []
        numbers: list[int] = []
        for number in range(body, behind):
            cells = place(self.block[number], self.columns)
            if cells is None:
                return None
            own = {at: part for at, part in cells.items() if at >= self.spanning}
            if own:
                levels.append((self.block[number], own))
                numbers.append(number)
        parting = None
        while len(levels) >= _MIN_BODY:
            parting = parted(levels, self.columns, self.rules)
            if parting is not None or len(levels[-1][1]) > 1:
                break
            levels.pop()
            numbers.pop()
        if parting is None:
            return None
        rows = [levels[first:behind] for first, behind in parting.rows]
        # A text alone below a table is no row of it.
        while rows and len({at for _, line in rows[-1] for at in line}) == 1:
            del levels[-len(rows[-1]) :], numbers[-len(rows[-1]) :]
            rows.pop()
        if len(rows) < _MIN_BODY:
            return None
        if self.is_last(levels[-1][0], len(self.block) - 1 - numbers[-1]) and self._may_be_cut(rows):
            return None
        head = self._header(body) if self._is_table(rows) else None
        if head is None:
            return None
        first, heads = head
        extents = [_extent([row for row, _ in lines]) for lines in rows]
        last = numbers[-1]
        for more in range(3):
            spans = self._spans(first, last + more, heads, extents)
            widened = self._widened(first, last + more)
            if spans is not None and widened is not None:
                areas = _areas(widened, self.spanning, heads, extents, spans)
                return Wrapped(areas, widened, first, last + more + 1)
            if not self.spanning or last + more + 1 >= len(self.block):
                break
        return None

    def _may_be_cut(self, rows: Sequence[Sequence[Level]]) -> bool:
        """Whether the last row may go on behind a page break: others have further lines, and its name is full."""
        row, cells = rows[-1][-1]
        part = cells.get(self.spanning)
        return any(len(lines) > 1 for lines in rows[:-1]) and (
            part is None or is_full(part, self.columns[self.spanning], row.size)
        )

    def _is_table(self, rows: Sequence[Sequence[Level]]) -> bool:
        """Whether each row with figures has its name, and the columns hold figures or short texts and are straight."""
        name = self.spanning
        texts: dict[int, list[str]] = {}
        parts: dict[int, list[Part]] = {}
        for lines in rows:
            cells: dict[int, str] = {}
            for _, line in lines:
                for at, part in line.items():
                    cells[at] = cells.get(at, "") + part.text
                    parts.setdefault(at, []).append(part)
            if name not in cells:
                return False
            for at, text in cells.items():
                if "。" in text or "；" in text:
                    return False
                texts.setdefault(at, []).append(text)
        if self.spanning and not any(_HAN.search(text) and not is_measure(text) for text in texts[name]):
            return False
        if len(texts) < 2 or not any(_are_measures(own) for at, own in texts.items() if at > name):
            return False
        running = [own for own in texts.values() if sum(map(len, own)) > _RUNNING * len(own) and not _are_measures(own)]
        return len(running) < 2 and all(map(_is_straight, parts.values()))

    def _header(self, body: int) -> tuple[int, list[_Head]] | None:
        """The first line of the header above a row, and its cells; None where a column is not named."""
        named: set[int] = set()
        first = body
        while first > 0 and body - first < _MOST_HEADER:
            row = self.block[first - 1]
            if first < body and self.block[first].base - row.base > _LEADING * max(row.size, self.block[first].size):
                break
            over = [self._over(part) for part in row.parts]
            complete = len(named) == len(self.columns) - self.spanning
            if any(is_measure(part.text) for part in row.parts[1:]):
                return None
            if any(not at for at in over) or (complete and not self._is_of_header(row, over)):
                break
            first -= 1
            named.update(at for each in over for at in each if at >= self.spanning)
        if len(named) < len(self.columns) - self.spanning or first == body or self._is_inside(first):
            return None
        heads = self._heads(self.block[first:body])
        return (first, heads) if heads is not None else None

    def _is_inside(self, first: int) -> bool:
        """Whether a row with figures stands close above what may be a header: a row without any in another table."""
        size = self.block[first].size
        return any(
            self.block[first].base - row.base < _LEADING * size and any(is_measure(part.text) for part in row.parts[1:])
            for row in self.block[max(0, first - 3) : first]
        )

    def _over(self, part: Part) -> list[int]:
        return [at for at, column in enumerate(self.columns) if column.overlap(part) > 0]

    def _is_of_header(self, row: Row, over: Sequence[Sequence[int]]) -> bool:
        """Whether a line above a header that names all columns is still part of it, and no title or unit."""
        if len(row.parts) == 1:
            text = row.parts[0].text
            if text[-1] in "：:" and len(text) < 6:
                return True
            return len(over[0]) == 1 and not re.search("[：:]", text) and self._is_close(row)
        return all(len(each) < len(self.columns) for each in over) and self._is_close(row)

    def _is_close(self, row: Row) -> bool:
        below = next(each for each in self.block if each.base > row.base)
        return below.base - row.base < 1.2 * below.size

    def _heads(self, lines: Sequence[Row]) -> list[_Head] | None:
        """The cells of a header; None where it is not plain which columns a name is for."""
        found: dict[int, list[tuple[Row, Part]]] = {}
        over: list[_Head] = []
        for row in lines:
            for part in row.parts:
                own = self._over(part)
                if len(own) > 1:
                    if any(each in found for each in own):
                        return None
                    over.append(_Head(own[0], own[-1] + 1, _extent([row])))
                elif own[0] >= self.spanning:
                    found.setdefault(own[0], []).append((row, part))
        covered = [at for head in over for at in range(head.first, head.behind)]
        named = {*covered, *found}
        if len(covered) != len(set(covered)) or any(at not in named for at in range(self.spanning, len(self.columns))):
            return None
        if not all(self._is_one_name(at, stack) for at, stack in found.items()):
            return None
        if not over and not self._stand_alike(found):
            return None
        heads = [_Head(at, at + 1, _extent([row for row, _ in stack])) for at, stack in found.items()]
        for head in over:
            below = [at in found for at in range(max(head.first, self.spanning), head.behind)]
            if any(below) and not all(below):
                return None
            heads.append(replace(head, over=any(below)))
        return heads

    def _is_one_name(self, at: int, stack: Sequence[tuple[Row, Part]]) -> bool:
        """Whether lines over a column are one name, broken, perhaps below a word as 其中： for several columns."""
        for (above, upper), (below, lower) in pairwise(stack):
            if upper.text[-1] in "：:":
                continue
            if below.base - above.base > _LEADING * below.size:
                return False
            middle = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) < 1.5 * below.size
            if not (middle or is_full(upper, self.columns[at], below.size)):
                return False
        return True

    def _stand_alike(self, found: Mapping[int, Sequence[tuple[Row, Part]]]) -> bool:
        """Whether names of one and of several lines have one middle; else one may stand over several columns."""
        stacks = [[row.base for row, part in stack if part.text[-1] not in "：:"] for stack in found.values()]
        if any(part.text[-1] in "：:" for stack in found.values() for _, part in stack):
            return True
        middles = [(bases[0] + bases[-1]) / 2 for bases in stacks if bases]
        size = self.block[0].size
        return max(middles) - min(middles) <= _OFF * size or all(len(bases) == 1 for bases in stacks)

    def _spans(
        self, first: int, last: int, heads: Sequence[_Head], extents: list[_Extent]
    ) -> list[tuple[int, int, int]] | None:
        """The cells of the columns in front: column, first row and the one behind the last; row 0 is the header."""
        if not self.spanning:
            return []
        head = heads[0].extent
        for each in heads:
            head = head.and_(each.extent)
        rows = [head, *extents]
        found: list[tuple[int, int, int]] = []
        for at in range(self.spanning - 1, -1, -1):
            lines = [
                (row, part) for row in self.block[first : last + 1] for part in row.parts if self._over(part) == [at]
            ]
            # A name over several columns of the header names this one too.
            skip = 1 if any(each.first <= at < each.behind for each in heads) else 0
            tiles = self._tiled(at, lines, rows, skip)
            if tiles is None:
                return None
            for start, behind, own in tiles:
                found.append((at, start, behind))
                if behind == start + 1:
                    rows[start] = rows[start].and_(own)
        for number, row in enumerate(rows[1:]):
            extents[number] = row
        return found

    def _tiled(
        self, at: int, lines: Sequence[tuple[Row, Part]], rows: Sequence[_Extent], skip: int
    ) -> list[tuple[int, int, _Extent]] | None:
        """Which rows each name of a column stands for, where that can be told in one way only."""
        tiles = self._tiling(at, lines, rows, skip, True)
        if tiles is None and not at and lines and self._is_name(at, lines):
            # One name beside the whole table, which may go on behind a page break.
            return [(skip, len(rows), _extent([row for row, _ in lines]))]
        return tiles or self._tiling(at, lines, rows, skip, False)

    def _is_name(self, at: int, lines: Sequence[tuple[Row, Part]]) -> bool:
        for (above, upper), (below, lower) in pairwise(lines):
            if below.base - above.base > _LEADING * below.size or NUMBERING.match(lower.text):
                return False
            if not is_full(upper, self.columns[at], below.size):
                return False
        return True

    def _tiling(
        self, at: int, lines: Sequence[tuple[Row, Part]], rows: Sequence[_Extent], skip: int, middle: bool
    ) -> list[tuple[int, int, _Extent]] | None:
        off = _OFF * self.block[0].size

        @cache
        def best(line: int, row: int) -> tuple[int, int, tuple[tuple[int, int, int, int], ...]]:
            """How many names there can be from here on, in how many ways, and one of them."""
            if line == len(lines) and row == len(rows):
                return 0, 1, ()
            most, ways = -1, 0
            chosen: tuple[tuple[int, int, int, int], ...] = ()
            for behind in range(line + 1, min(len(lines), line + 8) + 1):
                if not self._is_name(at, lines[line:behind]):
                    break
                if sum(len(part.text) for _, part in lines[line:behind]) < 2:
                    continue
                top, foot = lines[line][0].base, lines[behind - 1][0].base
                for end in range(row + 1, len(rows) + 1):
                    if middle:
                        fits = abs((top + foot) - (rows[row].first + rows[end - 1].last)) <= 2 * off
                    else:
                        fits = abs(top - rows[row].first) <= off and foot <= rows[end - 1].last + off
                    if not fits:
                        continue
                    count, others, rest = best(behind, end)
                    if count < 0 or count + 1 < most:
                        continue
                    if count + 1 > most:
                        most, ways = count + 1, 0
                        chosen = ((line, behind, row, end), *rest)
                    ways += others
            return most, ways, chosen

        _, ways, chosen = best(0, skip)
        if ways != 1:
            return None
        return [(row, end, _extent([each for each, _ in lines[line:behind]])) for line, behind, row, end in chosen]

    def _widened(self, first: int, last: int) -> list[Column] | None:
        """The columns with all that stands in just one of them; None where they then overlap."""
        found = list(self.columns)
        for row in self.block[first : last + 1]:
            for part in row.parts:
                over = self._over(part)
                if len(over) == 1:
                    old = found[over[0]]
                    found[over[0]] = Column(min(old.x0, part.x0), max(old.x1, part.x1))
        return found if all(one.x1 < two.x0 for one, two in pairwise(found)) else None


def _areas(
    columns: Sequence[Column],
    spanning: int,
    heads: Sequence[_Head],
    extents: Sequence[_Extent],
    spans: Sequence[tuple[int, int, int]],
) -> list[Area]:
    xs = [columns[0].x0 - 2.0, *((one.x1 + two.x0) / 2 for one, two in pairwise(columns)), columns[-1].x1 + 2.0]
    head = heads[0].extent
    for each in heads:
        head = head.and_(each.extent)
    rows = [head, *extents]
    ys = [head.top - 1.0, *((one.bottom + two.top) / 2 for one, two in pairwise(rows)), rows[-1].bottom + 1.0]
    found = [Area(xs[at], ys[first], xs[at + 1], ys[behind]) for at, first, behind in spans]
    over = [each for each in heads if each.over]
    covered = {at for each in over for at in range(each.first, each.behind)}
    level = ys[1]
    if over:
        below = [each.extent.top for each in heads if not each.over and each.first in covered]
        level = (max(each.extent.bottom for each in over) + min(below)) / 2
    for each in heads:
        top = level if not each.over and each.first in covered else ys[0]
        foot = level if each.over else ys[1]
        found.append(Area(xs[each.first], top, xs[each.behind], foot))
    found += [Area(x0, top, x1, foot) for top, foot in pairwise(ys[1:]) for x0, x1 in pairwise(xs[spanning:])]
    return sorted(found, key=lambda area: (area.top, area.x0))


def _extent(rows: Sequence[Row]) -> _Extent:
    return _Extent(rows[0].base, rows[-1].base, min(row.top for row in rows), max(row.bottom for row in rows))


def _are_measures(texts: Sequence[str]) -> bool:
    count = sum(map(is_measure, texts))
    return count > 1 and count >= 0.7 * len(texts)


def _is_straight(parts: Sequence[Part]) -> bool:
    sides = ([part.x0 for part in parts], [part.x1 for part in parts], [(part.x0 + part.x1) / 2 for part in parts])
    return any(
        sum(1 for value in side if abs(value - sorted(side)[len(side) // 2]) <= _STRAIGHT) >= _MOST * len(side)
        for side in sides
    )
