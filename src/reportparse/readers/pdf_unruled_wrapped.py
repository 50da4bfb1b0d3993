"""Tables without rulings with headers and names of several lines, and names that stand for several rows.

What is told by geometry alone is checked: each column is named in the header, each row with figures has its name, names
that stand for several rows stand in the middle of them or at their top, and leave out no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_areas import Extent, Head, areas_of, extent_of, extent_of_all, under, with_total
from reportparse.readers.pdf_unruled_columns import (
    BEFORE,
    HAN,
    LEADING,
    MIN_BODY,
    MOST_HEADER,
    OFF,
    SAME_SIZE,
    columns_from,
    ends_above,
    ends_of,
    goes_on_above,
    is_labelled,
    total_at,
)
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row, place
from reportparse.readers.pdf_unruled_header import Headed
from reportparse.readers.pdf_unruled_rows import Level, is_full, is_measure, parted

_MOST_LEVELS = 160
_MOST_STARTS = 24
# No page is worth more ways to read its lines than this.
_MOST_WAYS = 600
_MOST_SPANNING = 3
_MOST_FURTHER = 4
_STRAIGHT, _MOST = 3.0, 0.75
_RUNNING = 14
_NOWHERE = float("inf")

IsLast = Callable[[Row, int], bool]


@dataclass(frozen=True)
class Wrapped:
    """A table: its cells and columns, the range of the lines that it is made of, and whether more rows follow on the next page.

    In so many columns in front stand names of several rows.
    """

    areas: list[Area]
    columns: list[Column]
    first: int
    behind: int
    cut: bool = False
    names: int = 0


def wrapped_table(
    block: Sequence[Row],
    rules: Sequence[float],
    is_last: IsLast,
    ahead: Callable[[], Sequence[Row]],
    break_at: float = _NOWHERE,
) -> Wrapped | None:
    """The first table that a block of lines holds; None where there is none or it is not plain.

    `rules` are the heights of the rulings along the table, `is_last` tells whether a row with so
    many lines of the block below it may go on on the next page, `ahead` gives the first lines of that.
    Lines below the height `break_at` stand on the next page.
    """
    if len(block) > _MOST_LEVELS:
        return None
    tried = ways = 0
    for start, row in enumerate(block):
        if tried > _MOST_STARTS:
            break
        if not start or not any(is_measure(part.text) for part in row.parts[1:]):
            continue
        tried += 1
        for end in ends_of(block, start):
            seen: set[tuple[Column, ...]] = set()
            for top in range(start - 1, max(-1, start - MOST_HEADER - 1), -1):
                columns, behind = columns_from(block, start, end, top)
                if tuple(columns) in seen:
                    continue
                seen.add(tuple(columns))
                for spanning in range(min(_MOST_SPANNING, len(columns) - 2) + 1):
                    for body in range(start, max(0, start - BEFORE - 1), -1):
                        ways += 1
                        if ways > _MOST_WAYS:
                            return None
                        if body < start and any(is_measure(part.text) for part in block[body].parts[1:]):
                            break
                        found = _Reading(block, columns, spanning, rules, is_last, ahead, break_at).table(body, behind)
                        if found is not None and _is_whole(found, block):
                            return found
    return None


def _is_whole(table: Wrapped, block: Sequence[Row]) -> bool:
    """Whether a table ends above the line behind it, and that line is not the rest of its last row."""
    rest = block[table.behind :]
    if not ends_above(rest, table.columns, table.names):
        return False
    if not rest or rest[0].base - block[table.behind - 1].base > LEADING * rest[0].size:
        return True
    row, above = rest[0], block[: table.behind]
    if is_labelled(row, table.columns, table.names):
        return True
    if abs(row.size - above[-1].size) > SAME_SIZE or any(NUMBERING.match(part.text) for part in row.parts):
        return True
    return not all(goes_on_above(part, above, table.columns, row) for part in row.parts)


@dataclass(frozen=True)
class _Reading(Headed):
    """One way to read a block: with so many columns in front whose names stand for several rows."""

    rules: Sequence[float]
    is_last: IsLast
    ahead: Callable[[], Sequence[Row]]
    break_at: float

    def table(self, body: int, behind: int) -> Wrapped | None:
        """The table whose rows begin with the line `body` and end before `behind`."""
        head = self.header(body)
        if head is None or not self._are_filled(self.block[head[0] : behind]):
            return None
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
        while len(levels) >= MIN_BODY:
            parting = parted(levels, self.columns, self.rules)
            if parting is not None or len(levels[-1][1]) > 1:
                break
            levels.pop()
            numbers.pop()
        if parting is None or self._is_row_cut(levels) or not self._goes_on_in_line(levels):
            return None
        rows = [levels[first:behind] for first, behind in parting.rows]
        # A text alone below a table is no row of it.
        while rows and len({at for _, line in rows[-1] for at in line}) == 1:
            del levels[-len(rows[-1]) :], numbers[-len(rows[-1]) :]
            rows.pop()
        if len(rows) < MIN_BODY or not _are_alike(rows):
            return None
        is_last = self.is_last(levels[-1][0], len(self.block) - 1 - numbers[-1])
        if is_last and self._may_be_cut(levels[-1][0]):
            return None
        if not self._is_table(rows):
            return None
        first, heads = head
        extents = [extent_of([row for row, _ in lines]) for lines in rows]
        last = numbers[-1]
        for more in range(self._further(last), -1, -1):
            spans = self._spans(first, last + more, heads, extents)
            widened = self._widened(first, last + more)
            if spans is None or widened is None or not self._are_labelled(heads, spans):
                continue
            named, tiles = self._named(heads, spans)
            behind = last + more + 1
            row = self.block[behind] if behind < len(self.block) else None
            plain = row is not None and not is_labelled(row, widened, self.spanning)
            total = total_at(self.block, behind, widened) if plain else None
            if total is None:
                cut = is_last and self._has_more_ahead(levels[-1][0])
                areas = areas_of(widened, self.spanning, named, extents, tiles)
                return Wrapped(areas, widened, first, behind, cut, self.spanning)
            # The figures of a total are often wider than those above them.
            widened = self._widened(first, total[1] - 1)
            if widened is not None:
                areas = areas_of(widened, self.spanning, named, extents, tiles)
                return Wrapped(with_total(areas, total[0], widened), widened, first, total[1], names=self.spanning)
        return None

    def _are_filled(self, lines: Sequence[Row]) -> bool:
        """Whether columns are no wider than what stands in them here: lines above the header tell nothing of them."""
        parts = [part for row in lines for part in row.parts]
        return all(
            min((part.x0 for part in parts if column.overlap(part) > 0), default=column.x1) <= column.x0
            and max((part.x1 for part in parts if column.overlap(part) > 0), default=column.x0) >= column.x1
            for column in self.columns
        )

    def _are_labelled(self, heads: Sequence[Head], spans: Sequence[tuple[int, int, int]]) -> bool:
        """Whether the column of the rows' names has a name, or a label beside it that reaches over the header."""
        if not self.spanning or self.spanning in under(heads):
            return True
        return any(at == self.spanning - 1 and not start for at, start, _ in spans)

    def _named(
        self, heads: Sequence[Head], spans: Sequence[tuple[int, int, int]]
    ) -> tuple[Sequence[Head], Sequence[tuple[int, int, int]]]:
        """Where no name stands over those of the rows, the one beside it in the header alone stands over both columns."""
        beside = (self.spanning - 1, 0, 1)
        if self.spanning in under(heads) or beside not in spans:
            return heads, spans
        both = Head(self.spanning - 1, self.spanning + 1, extent_of_all(heads))
        return [*heads, both], [span for span in spans if span != beside]

    def _further(self, last: int) -> int:
        """How many lines behind the last one of the rows may go on with names that stand for several."""
        count = 0
        for above, row in pairwise(self.block[last : last + _MOST_FURTHER + 1]):
            over = [self.over(part) for part in row.parts]
            if row.base - above.base > LEADING * row.size or any(
                len(each) != 1 or each[0] >= self.spanning for each in over
            ):
                break
            count += 1
        return count

    def _may_be_cut(self, last: Row) -> bool:
        """Whether the last row may go on on the next page: what stands at its top goes on with full texts of this one."""
        row = self._ahead()
        if row is None or abs(row.size - last.size) > SAME_SIZE:
            return False
        return all(goes_on_above(part, self.block, self.columns, row) for part in row.parts)

    def _is_row_cut(self, levels: Sequence[Level]) -> bool:
        """Whether the first line of rows behind a page break may go on with the last row before it."""
        first = next((at for at, (row, _) in enumerate(levels) if row.base > self.break_at), 0)
        if not first:
            return False
        row, own = levels[first]
        above = [other for other in self.block if other.base < self.break_at]
        return all(goes_on_above(part, above, self.columns, row) for part in own.values())

    def _goes_on_in_line(self, levels: Sequence[Level]) -> bool:
        """Whether the texts of each column behind a page break stand as those before it do."""
        if levels[-1][0].base < self.break_at:
            return True
        for at in range(self.spanning, len(self.columns)):
            own = [(row, line[at]) for row, line in levels if at in line]
            above = [part for row, part in own if row.base < self.break_at]
            below = [part for row, part in own if row.base > self.break_at]
            if (
                above
                and below
                and not any(
                    sum(abs(value - _middle_of(side)) <= _STRAIGHT for value in others) >= _MOST * len(others)
                    for side, others in zip(_sides(above), _sides(below), strict=True)
                )
            ):
                return False
        return True

    def _ahead(self) -> Row | None:
        """The first line of the next page that is no repeated header."""
        own = {tuple(part.text for part in row.parts) for row in self.block}
        return next((row for row in self.ahead() if tuple(part.text for part in row.parts) not in own), None)

    def _has_more_ahead(self, last: Row) -> bool:
        """Whether the next page begins with another row: without it the sums of this table are wrong."""
        row = self._ahead()
        if row is None or abs(row.size - last.size) > SAME_SIZE:
            return False
        figures = [part for part in row.parts if is_measure(part.text) and len(self.over(part)) == 1]
        return len(figures) > 1

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
            if name not in cells and not self._is_one_sided(cells):
                return False
            for at, text in cells.items():
                texts.setdefault(at, []).append(text)
        last = max((at for at, own in texts.items() if at > name and _are_measures(own)), default=name)
        # Only a remark behind the figures is a sentence.
        if any("。" in text or "；" in text for at, own in texts.items() if at <= last for text in own):
            return False
        words = sum(1 for text in texts[name] if HAN.search(text) and not is_measure(text))
        if self.spanning and words < _MOST * len(texts[name]):
            return False
        if len(texts) < 2 or not any(_are_measures(own) for at, own in texts.items() if at > name):
            return False
        running = [own for own in texts.values() if sum(map(len, own)) > _RUNNING * len(own) and not _are_measures(own)]
        return len(running) < 2 and all(map(_is_straight, parts.values()))

    def _is_one_sided(self, cells: Mapping[int, str]) -> bool:
        """Whether a row has a name and figures behind the first two columns only, as where income and expenditure stand side by side."""
        first = min(cells)
        return not self.spanning and first > 1 and not is_measure(cells[first]) and len(cells) > 1

    def _spans(
        self, first: int, last: int, heads: Sequence[Head], extents: list[Extent]
    ) -> list[tuple[int, int, int]] | None:
        """The cells of the columns in front: column, first row and the one behind the last; row 0 is the header."""
        if not self.spanning:
            return []
        rows = [extent_of_all(heads), *extents]
        found: list[tuple[int, int, int]] = []
        for at in range(self.spanning - 1, -1, -1):
            lines = [
                (row, part) for row in self.block[first : last + 1] for part in row.parts if self.over(part) == [at]
            ]
            # A name over several columns of the header names this one too.
            skip = 1 if any(each.first <= at < each.behind for each in heads) else 0
            tiles = self._tiled(at, lines, rows, skip)
            if tiles is None or any(is_measure(part.text) for _, part in lines):
                return None
            for start, behind, own in tiles:
                found.append((at, start, behind))
                if behind == start + 1:
                    rows[start] = rows[start].and_(own)
        for number, row in enumerate(rows[1:]):
            extents[number] = row
        return found

    def _tiled(
        self, at: int, lines: Sequence[tuple[Row, Part]], rows: Sequence[Extent], skip: int
    ) -> list[tuple[int, int, Extent]] | None:
        """Which rows each name of a column stands for, where that can be told in one way only."""
        tiles = self._tiling(at, lines, rows, skip, True)
        if tiles is None and not at and lines and self._is_name(at, lines):
            # One name beside the whole table, which may go on behind a page break.
            return [(skip, len(rows), extent_of([row for row, _ in lines]))]
        return tiles or self._tiling(at, lines, rows, skip, False)

    def _is_name(self, at: int, lines: Sequence[tuple[Row, Part]]) -> bool:
        for (above, upper), (below, lower) in pairwise(lines):
            if below.base - above.base > LEADING * below.size or NUMBERING.match(lower.text):
                return False
            if not is_full(upper, self.columns[at], below.size, lower) and not self._is_note(
                (above, upper), (below, lower)
            ):
                return False
        return True

    def _is_note(self, name: tuple[Row, Part], note: tuple[Row, Part]) -> bool:
        """Whether what stands in brackets right below a name belongs to it."""
        return note[1].text[0] in "（(" and note[0].base - name[0].base <= LEADING * note[0].size

    def _tiling(
        self, at: int, lines: Sequence[tuple[Row, Part]], rows: Sequence[Extent], skip: int, middle: bool
    ) -> list[tuple[int, int, Extent]] | None:
        off = OFF * self.block[0].size

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
                if behind < len(lines) and self._is_note(lines[behind - 1], lines[behind]):
                    continue
                top, foot = lines[line][0].base, lines[behind - 1][0].base
                for end in range(row + 1, len(rows) + 1):
                    if rows[row].last < self.break_at < rows[end - 1].first:
                        fits = self._fits_above(top, foot, rows[row:end])
                    elif middle:
                        fits = abs((top + foot) - (rows[row].first + rows[end - 1].last)) <= 2 * off
                    else:
                        below = rows[end].first if end < len(rows) else float("inf")
                        fits = abs(top - rows[row].first) <= off and foot < below - off
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
        return [(row, end, extent_of([each for each, _ in lines[line:behind]])) for line, behind, row, end in chosen]

    def _fits_above(self, top: float, foot: float, rows: Sequence[Extent]) -> bool:
        """Whether a name for rows on both sides of a page break stands in the middle or at the top of those before it."""
        off = OFF * self.block[0].size
        own = [row for row in rows if row.last < self.break_at]
        middle = abs((top + foot) - (own[0].first + own[-1].last)) <= 2 * off
        return foot < self.break_at and (middle or abs(top - own[0].first) <= off)

    def _widened(self, first: int, last: int) -> list[Column] | None:
        """The columns with all that stands in just one of them; None where they then overlap."""
        found = list(self.columns)
        for row in self.block[first : last + 1]:
            for part in row.parts:
                over = self.over(part)
                if len(over) == 1:
                    old = found[over[0]]
                    found[over[0]] = Column(min(old.x0, part.x0), max(old.x1, part.x1))
        return found if all(one.x1 < two.x0 for one, two in pairwise(found)) else None


def _are_alike(rows: Sequence[Sequence[Level]]) -> bool:
    """Whether rows with words and no figure fill the columns that most of the others do: else it is a header."""
    filled = [{at for _, line in lines for at in line} for lines in rows]
    figures = [
        any(is_measure(part.text) or FIGURE.fullmatch(part.text) for _, line in lines for part in line.values())
        for lines in rows
    ]
    told = [own for own, has in zip(filled, figures, strict=True) if has]
    most = {at for own in told for at in own if sum(at in other for other in told) >= _MOST * len(told)}
    return all(len(own) < 2 or has or most <= own for own, has in zip(filled, figures, strict=True))


def _are_measures(texts: Sequence[str]) -> bool:
    count = sum(map(is_measure, texts))
    return count > 1 and count >= 0.7 * len(texts)


def _is_straight(parts: Sequence[Part]) -> bool:
    return any(
        sum(1 for value in side if abs(value - _middle_of(side)) <= _STRAIGHT) >= _MOST * len(side)
        for side in _sides(parts)
    )


def _sides(parts: Sequence[Part]) -> tuple[list[float], list[float], list[float]]:
    """Where texts begin and end, and their middles."""
    return [part.x0 for part in parts], [part.x1 for part in parts], [(part.x0 + part.x1) / 2 for part in parts]


def _middle_of(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
