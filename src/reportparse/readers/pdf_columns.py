"""Step 3b of the PDF reader: running text in columns, which is read column by column.

A page is parted into lanes: what stands across its whole width, and the columns of each block of columns between.
Precision first. Columns are only what white channels part into sides of running text: lines that fill the width of
their side and go on in the next line of it. A side may also hold a table, or be short where another is sure. Tables
without rulings, labels and values, contents and signatures have no such sides. Where paragraphs stand beside one
another as in rows, each row is a block of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lines import CLOSING, Line, make_line, rows
from reportparse.readers.pdf_paragraphs import NUMBERING, Margins, is_full, same_size
from reportparse.readers.pdf_tables import GridTable
from reportparse.readers.pdf_unruled_grid import FIGURE

# In font sizes: the least white between two columns, and how much a mark at a line's end may leave of it, ...
_WHITE, _LEFT = 0.7, 0.35
# ... the least width of a column, ...
_NARROW = 8.0
# ... the gap inside of a line that is one between cells, ...
_GAP = 1.2
# ... how far a line that goes on may stand in, and a first line does, ...
_STEP, _INDENT = 0.7, 1.5
# ... and how far apart lines of one paragraph are at most.
_LEADING = 2.4
# Lines that begin this close (points) to one another begin at the same place; a table's side may stand out by more.
_SAME, _OUT = 1.5, 8.0
# So many lines must begin at a place, ...
_MIN_LINES = 3
# ... so many of a side must go on in the next one, and this share of them, ...
_MIN_WRAPS, _WRAPS = 3, 0.3
# ... with so many marks on a line, ...
_MARKS = 0.25
_MARK = frozenset("，。、；：,.;:")
_ENDS = "。；！？：.;!?:"
# ... no more digits, and no more lines with gaps or of figures than these shares.
_DIGITS, _GAPPED = 0.35, 0.15
# The narrowest column, as a share of the widest: where all are plainly running text, where one is, where none is.
_ALIKE, _EQUAL, _EVEN = 0.45, 0.75, 0.9
# A part this wide (as a share of its column) is no cell of a table.
_PROSY = 0.7
# In usual distances of lines: what is white as if a line were missing, what parts a header or a
# footer, and how far a line rises above its baseline.
_MISSING, _APART, _RISE = 1.6, 1.8, 0.6
# The parts of a page where headers and footers stand.
_HEAD, _FOOT = 0.12, 0.88
# A heading's print is larger by this factor.
_HEADING = 1.08
# The part between two blocks is looked at again no deeper than this, and along no more places than these.
_DEPTH, _PLACES = 4, 4


@dataclass(frozen=True)
class Lane:
    """A part of a page that is read on its own.

    `column` is its place among the `columns` of its block, `left` and `right` are the edges of its lines (points);
    `flows` tells whether its text goes on in the column behind it.
    """

    area: Area
    column: int = 0
    columns: int = 1
    left: float = 0.0
    right: float = 0.0
    flows: bool = False

    def holds(self, area: Area) -> bool:
        return self.area.holds((area.x0 + area.x1) / 2, area.top)


def parted(glyphs: Sequence[Glyph], all_lanes: Sequence[Lane]) -> list[list[Glyph]]:
    """The characters of each lane."""
    found: list[list[Glyph]] = [[] for _ in all_lanes]
    for glyph in glyphs:
        middle, base = (glyph[0] + glyph[2]) / 2, glyph[4]
        for lane, own in zip(all_lanes, found, strict=True):
            if lane.area.holds(middle, base):
                own.append(glyph)
                break
    return found


Columns = tuple[Sequence[Lane], bool]
"""The columns of a page, and whether the next page may go on in them."""


class _Row(NamedTuple):
    """A line of the page with its characters, or a table on it, which has none here."""

    glyphs: tuple[Glyph, ...]
    area: Area
    level: float
    end: float
    """From where to where it reaches down: its baselines, or the sides of a table."""

    @property
    def size(self) -> float:
        return self.glyphs[len(self.glyphs) // 2][5]


_Parted = list[_Row | None]
"""A row in parts, by column."""


@dataclass
class _Block:
    """Rows that are read together: in columns, or (`parted` is empty) as they are."""

    rows: list[_Row]
    parted: list[_Parted] = field(default_factory=list)
    sides: Sequence[_Side] = ()
    channels: Sequence[float] = ()
    flows: bool = True


@dataclass
class _Side:
    """What is known of a column: its edges and width, and of its lines how many there are, go on, have gaps."""

    left: float
    right: float
    width: float
    lines: int = 0
    wraps: int = 0
    gapped: int = 0
    characters: int = 0
    digits: int = 0
    marks: int = 0
    size: float = 0.0
    tables: int = 0
    beside: int = 0
    """Lines of other columns beside its tables."""

    @property
    def is_sure(self) -> bool:
        return (
            self.lines > _MIN_LINES
            and self.wraps >= max(_MIN_WRAPS, _WRAPS * (self.lines - 1))
            and self.marks >= _MARKS * self.lines
            and self.is_text
        )

    @property
    def is_text(self) -> bool:
        return (
            self.lines > 0
            and self.right - self.left >= _NARROW * self.size
            and self.gapped <= _GAPPED * self.lines
            and self.digits <= _DIGITS * self.characters
        )


def lanes(
    glyphs: Sequence[Glyph],
    found: Sequence[Line],
    tables: Sequence[GridTable],
    height: float,
    known: Sequence[Lane] = (),
    goes_on: bool = False,
) -> list[Lane]:
    """The lanes of a page in the order they are read; none where it has no columns.

    `found` are the lines of these characters, which stand outside of the tables; `known` the columns of the page
    before, and `goes_on` tells whether that page ends in them.
    """
    if not _worth_a_look(found, tables, known):
        return []
    items = [
        _row(tuple(row)) for row in rows([glyph for glyph in glyphs if glyph[6] and not glyph[6].isspace()]) if row
    ]
    items += [_Row((), table.area, table.area.top, table.area.bottom) for table in tables]
    items.sort(key=lambda row: row.level)
    blocks = _parted(items, height, known, _DEPTH)
    if goes_on and not any(block.parted for block in blocks):
        blocks = _short(items, height, known)
    return _as_lanes(blocks)


def _worth_a_look(found: Sequence[Line], tables: Sequence[GridTable], known: Sequence[Lane]) -> bool:
    """Whether enough lines have gaps, or begin far to the right, or stand beside a table; asked for every page."""
    if not found:
        return False
    if known:
        return True
    far = min(line.x0 for line in found)
    far += 0.2 * (max(line.x1 for line in found) - far)
    count = 0
    for line in found:
        if line.gaps or line.x0 > far or any(table.area.top < line.base < table.area.bottom for table in tables):
            count += 1
            if count >= _MIN_LINES:
                return True
    return False


def _row(glyphs: tuple[Glyph, ...]) -> _Row:
    return _Row(
        glyphs,
        Area(
            glyphs[0][0],
            min(glyph[1] for glyph in glyphs),
            max(glyph[2] for glyph in glyphs),
            max(glyph[3] for glyph in glyphs),
        ),
        min(glyph[4] for glyph in glyphs),
        max(glyph[4] for glyph in glyphs),
    )


def _parted(items: list[_Row], height: float, known: Sequence[Lane], depth: int) -> list[_Block]:
    """Rows from top to bottom as blocks, along those places where columns begin that part most of them."""
    places = _places(items)
    options = [tuple(sorted(some)) for count in (3, 2, 1) for some in combinations(places, count)]
    places = [lane.left for lane in known if lane.column]
    if known:
        options.insert(0, tuple(places))
    for number, option in enumerate(options):
        blocks = _along(items, option, height, () if number else known)
        if blocks is None:
            continue
        found: list[_Block] = []
        for block in blocks:
            if block.parted or depth == 0 or len(block.rows) < _MIN_LINES:
                found.append(block)
            else:
                found += _parted(block.rows, height, (), depth - 1)
        return found
    return [_Block(items)]


def _pieces(glyphs: Sequence[Glyph], white: float = _WHITE) -> list[list[Glyph]]:
    """The characters of a line between gaps this wide (in font sizes)."""
    found: list[list[Glyph]] = [[glyphs[0]]]
    right = glyphs[0][2]
    for glyph in glyphs[1:]:
        if glyph[0] - right >= white * glyph[5]:
            found.append([glyph])
        else:
            found[-1].append(glyph)
        right = max(right, glyph[2])
    return found


def _places(items: Sequence[_Row]) -> list[float]:
    """Where enough lines, or a table beside enough lines, begin behind white; the most frequent first."""
    texts = [row for row in items if row.glyphs]
    if not texts:
        return []
    left = min(row.area.x0 for row in items)
    starts: list[float] = []
    for row in texts:
        pieces = _pieces(row.glyphs)
        starts += [piece[0][0] for piece in pieces[1:]]
        if row.area.x0 - left > _NARROW * row.size:
            starts.append(row.area.x0)
    for table in items:
        if not table.glyphs and table.area.x0 - left > _NARROW * texts[0].size:
            beside = sum(
                1 for row in texts if row.area.x1 < table.area.x0 and table.area.top < row.level < table.area.bottom
            )
            starts += [table.area.x0] * (beside if beside >= _MIN_LINES else 0)
    starts.sort()
    found: list[tuple[int, float]] = []
    first = 0
    for number, start in enumerate(starts):
        if number + 1 == len(starts) or starts[number + 1] - start > _SAME:
            if number + 1 - first >= _MIN_LINES:
                found.append((number + 1 - first, starts[first]))
            first = number + 1
    return [start for _, start in sorted(found, reverse=True)[:_PLACES]]


def _along(items: Sequence[_Row], places: Sequence[float], height: float, known: Sequence[Lane]) -> list[_Block] | None:
    """The blocks that columns beginning at these places make; None where they are no columns of running text."""
    channels = [_middle(items, place) for place in places]
    runs: list[_Block] = []
    for item in items:
        parts = _part(item, places, channels)
        if not runs or bool(runs[-1].parted) is (parts is None):
            runs.append(_Block([]))
        runs[-1].rows.append(item)
        if parts is not None:
            runs[-1].parted.append(parts)
    widths = [
        max((part.area.x1 - part.area.x0 for run in runs for each in run.parted if (part := each[at])), default=0.0)
        for at in range(len(places) + 1)
    ]
    found: list[_Block] = []
    for number, run in enumerate(runs):
        above = runs[number - 1].rows[-1] if number else None
        below = runs[number + 1].rows[0] if number + 1 < len(runs) else None
        if run.parted and not any(row is not None and _is_parted_beside(row, run, places) for row in (above, below)):
            followed = below is not None and below.level < _FOOT * height and below.area.x1 > places[0]
            found += _blocks(run, above, followed, height, places, widths)
        else:
            found.append(_Block(run.rows))
    blocks = [block for block in found if block.parted]
    sides = _measure(
        blocks, places, channels, max([*(item.area.x1 for item in items), *(lane.right for lane in known)])
    )
    if not blocks or not _are_columns(sides, blocks, bool(known)):
        return None
    for block in blocks:
        block.sides, block.channels = sides, channels
    return [part for block in _merged(found) for part in (_as_rows(block) if block.parted else [block])]


def _is_parted_beside(row: _Row, run: _Block, places: Sequence[float]) -> bool:
    """Whether a row next to a run has white a little beside these places: the columns there are others."""
    if not row.glyphs:
        return False
    close = min(abs(row.level - run.rows[0].level), abs(row.level - run.rows[-1].level)) < _LEADING * row.size
    starts = [piece[0][0] for piece in _pieces(row.glyphs)[1:]]
    return close and any(abs(start - place) < 3 * row.size for start in starts for place in places)


def _merged(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """The blocks, those that are no columns and follow one another in one."""
    last: _Block | None = None
    for block in blocks:
        if last is not None and not last.parted and not block.parted:
            last.rows += block.rows
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _middle(items: Sequence[_Row], place: float) -> float:
    """The middle of the white in front of a place where lines begin."""
    gaps: list[float] = []
    for row in items:
        before = [glyph for glyph in row.glyphs if glyph[0] < place - _SAME]
        if before and any(abs(glyph[0] - place) <= _SAME for glyph in row.glyphs):
            gap = place - max(glyph[2] for glyph in before)
            if gap >= _WHITE * row.size:
                gaps.append(gap)
    gaps.sort()
    size = next((row.size for row in items if row.glyphs), 10.0)
    return place - min(gaps[len(gaps) // 5] if gaps else size, 3 * size) / 2


def _part(row: _Row, places: Sequence[float], channels: Sequence[float]) -> _Parted | None:
    """A row by column; None where it stands across the white between columns."""
    if not row.glyphs:
        area = row.area
        at = sum(1 for channel in channels if (area.x0 + area.x1) / 2 > channel)
        if at and area.x0 < places[at - 1] - _OUT:
            return None
        if at < len(places) and area.x1 > places[at] - 1.0:
            return None
        return [row if number == at else None for number in range(len(places) + 1)]
    sides: list[list[Glyph]] = [[] for _ in range(len(places) + 1)]
    for glyph in row.glyphs:
        middle = (glyph[0] + glyph[2]) / 2
        sides[sum(1 for channel in channels if middle > channel)].append(glyph)
    for number, place in enumerate(places):
        own, behind = sides[number], sides[number + 1]
        if behind and behind[0][0] < place - _SAME:
            return None
        if own:
            # A mark may stand in the white; a line that goes on across has none behind it.
            last = own[-1]
            solid = last[0] if last[6] in CLOSING else last[2]
            if place - solid < _WHITE * last[5] or place - last[2] < _LEFT * last[5]:
                return None
    return [_row(tuple(side)) if side else None for side in sides]


def _usual(rows_: Sequence[_Row]) -> float:
    """The usual distance of two lines of a column."""
    levels = [row.level for row in rows_ if row.glyphs]
    gaps = sorted(two - one for one, two in pairwise(levels))
    return gaps[len(gaps) // 2] if gaps else 0.0


def _blocks(
    run: _Block,
    above: _Row | None,
    followed: bool,
    height: float,
    places: Sequence[float],
    widths: Sequence[float],
) -> list[_Block]:
    """The blocks of a run of rows that nothing crosses: headers, headings and tables across it stand apart.

    `above` is the row before it, `followed` tells whether the page goes on behind it.
    """
    found: list[_Block] = []
    start = 0
    apart = _across(run, above, followed, height, widths)
    for number in range(len(run.rows) + 1):
        if number < len(run.rows) and number not in apart:
            continue
        block = _Block(run.rows[start:number], run.parted[start:number])
        if block.rows:
            if not _begins_at(block, places) or not any(_is_filled(parts, widths) for parts in block.parted):
                block.parted = []
            found.append(block)
        if number < len(run.rows):
            found.append(_Block([run.rows[number]]))
        start = number + 1
    return found


def _begins_at(block: _Block, places: Sequence[float]) -> bool:
    """Whether lines of a block begin where its columns do, or stand in as first lines do; in the first two at least."""
    for at, place in enumerate(places, 1):
        own = [part for parts in block.parted if (part := parts[at])]
        texts = [part for part in own if part.glyphs]
        if at == 1 and not (own and any(parts[0] for parts in block.parted)):
            return False
        if texts and _SAME < min(part.area.x0 for part in texts) - place < _INDENT * texts[0].size:
            return False
    return True


def _is_filled(parts: _Parted, widths: Sequence[float]) -> bool:
    """Whether a column is filled by one text."""
    return any(
        part is not None
        and bool(part.glyphs)
        and part.area.x1 - part.area.x0 >= _PROSY * width
        and len(_pieces(part.glyphs, _GAP)) == 1
        for part, width in zip(parts, widths, strict=True)
    )


def _across(run: _Block, above: _Row | None, followed: bool, height: float, widths: Sequence[float]) -> set[int]:
    """The rows of a run that stand in no column."""
    rows_, parted = run.rows, run.parted
    count = len(rows_)
    found: set[int] = set()
    usual = _usual([part for parts in parted if (part := parts[0])]) or _usual(rows_) or 12.0
    filled = [_is_filled(parts, widths) for parts in parted]
    gaps = [two.level - max(row.end for row in rows_[: at + 1]) for at, two in enumerate(rows_[1:])]
    # Headers and footers, titles and signatures: apart from the columns, and filling none.
    for number, gap in enumerate(gaps):
        head = number < 3 and rows_[number].end < _HEAD * height
        if gap > _APART * usual and (head or not any(filled[: number + 1])):
            found.update(range(number + 1))
        foot = number >= count - 4 and rows_[number + 1].level > _FOOT * height
        if gap > _APART * usual and (foot or not any(filled[number + 1 :])):
            found.update(range(number + 1, count))
            break
    found |= _tabular(run, filled)
    first = next((number for number in range(count) if number not in found), None)
    while first is not None and first + 1 < count and _is_above(parted[first:], usual):
        found.add(first)
        first += 1
    if first is not None and first + 1 < count and _only(parted[first]) == 0 and _ends_paragraph(above, rows_[first]):
        found.add(first)
    tail = count
    while followed and tail > 1 and (tail - 1 in found or _is_title(tail - 1, run, filled)):
        tail -= 1
    for number in range(count):
        if number in found or not _is_title(number, run, filled):
            continue
        only = _only(parted[number])
        before, behind = (
            [part for own in side for at, part in enumerate(own) if part and at != only]
            for side in (parted[:number], parted[number + 1 :])
        )
        if before and (_is_missing(before[-1], behind[0], usual) if behind else number >= tail):
            found.add(number)
    return found


def _is_missing(above: _Row, below: _Row, usual: float) -> bool:
    """Whether there is room for another line between two rows of a column."""
    # From a baseline to the side of a table is less than to the next baseline.
    return below.level - above.end > (_MISSING - _RISE * (not above.glyphs) - _RISE * (not below.glyphs)) * usual


def _ends_paragraph(above: _Row | None, row: _Row) -> bool:
    """Whether a line is the last one of a paragraph above the columns."""
    if above is None or not above.glyphs or not row.glyphs:
        return False
    close = row.level - above.level <= _LEADING * row.size and row.area.x0 - above.area.x0 < _STEP * row.size
    return close and above.glyphs[-1][6] not in _ENDS and not NUMBERING.match(_text(row.glyphs))


def _only(parts: _Parted) -> int | None:
    """The only column in which a row has anything."""
    own = [at for at, part in enumerate(parts) if part is not None]
    return own[0] if len(own) == 1 else None


def _is_above(parted: Sequence[_Parted], usual: float) -> bool:
    """Whether the first row stands above the columns: the first of them begins a line below it."""
    first = next((part for parts in parted if (part := parts[0])), None)
    own = next(part for part in parted[0] if part)
    return first is not None and first.area.top - own.area.bottom > (_MISSING - 2) * usual and own.level < first.level


def _is_title(number: int, run: _Block, filled: Sequence[bool]) -> bool:
    """Whether a row looks like a heading, above the first column or short and in the middle of all, which one may hold."""
    row, only = run.rows[number], _only(run.parted[number])
    if only is None or not row.glyphs or row.glyphs[-1][6] in _ENDS:
        return False
    if only:
        left, right = min(each.area.x0 for each in run.rows), max(each.area.x1 for each in run.rows)
        return not filled[number] and abs(row.area.x0 + row.area.x1 - left - right) < 2 * row.size
    sizes = sorted(each.size for each in run.rows if each.glyphs)
    return row.size > _HEADING * sizes[len(sizes) // 2] or NUMBERING.match(_text(row.glyphs)) is not None


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph[6] for glyph in glyphs)


def _tabular(run: _Block, filled: Sequence[bool]) -> set[int]:
    """The rows of tables without rulings across the columns: cells on both sides, and none that fills one."""
    found: set[int] = set()
    start = cells = 0
    for number in range(len(run.rows) + 1):
        if number < len(run.rows) and not filled[number]:
            own = [_pieces(part.glyphs, _GAP) for part in run.parted[number] if part and part.glyphs]
            if len(own) > 1:
                figures = any(FIGURE.fullmatch(_text(piece)) for pieces in own for piece in pieces)
                cells += figures or any(len(pieces) > 1 for pieces in own)
                continue
        if cells >= _MIN_LINES:
            found.update(range(start, number))
        start, cells = number + 1, 0
    return found


def _measure(blocks: Sequence[_Block], places: Sequence[float], channels: Sequence[float], right: float) -> list[_Side]:
    found: list[_Side] = []
    areas = [part.area for block in blocks for parts in block.parted for part in parts if part is not None]
    if not areas:
        return []
    edges = [min(area.x0 for area in areas), *places, right + 2 * (places[0] - channels[0])]
    for at in range(len(places) + 1):
        own = [[(row, parts[at]) for row, parts in zip(block.rows, block.parted, strict=True)] for block in blocks]
        lines: list[list[Line]] = []
        side = _Side(0.0, 0.0, edges[at + 1] - edges[at])
        for block in own:
            texts = [part.glyphs for _, part in block if part is not None and part.glyphs]
            side.gapped += _count_gapped(texts)
            lines.append(
                [line for glyphs in texts if len(_pieces(glyphs, _GAP)) == 1 and (line := make_line(glyphs, 1))]
            )
            for _, table in block:
                if table is not None and not table.glyphs:
                    side.tables += 1
                    side.beside += sum(
                        1
                        for row, part in block
                        if part is None and row.glyphs and table.area.top < row.level < table.area.bottom
                    )
        every = [line for block in lines for line in block]
        if every:
            side.size = sorted(line.size for line in every)[len(every) // 2]
            side.left = places[at - 1] if at else min(line.x0 for line in every)
            side.right = max(line.solid for line in every)
        elif side.tables:
            drawn = [part.area for block in own for _, part in block if part is not None]
            side.left, side.right = min(area.x0 for area in drawn), max(area.x1 for area in drawn)
        for line in every:
            side.lines += 1
            side.characters += len(line.text)
            side.digits += sum(map(str.isdigit, line.text))
            side.marks += sum(1 for char in line.text if char in _MARK)
            side.gapped += FIGURE.fullmatch(line.text) is not None
        margins = Margins(side.left, side.right)
        side.wraps = sum(1 for block in lines for one, two in pairwise(block) if _goes_on(one, two, margins))
        found.append(side)
    return found


def _count_gapped(texts: Sequence[tuple[Glyph, ...]]) -> int:
    """How many lines have gaps as between cells and stand alone; several together may be a table in the column."""
    gapped = [len(_pieces(glyphs, _GAP)) > 1 for glyphs in texts]
    return sum(
        1
        for number, own in enumerate(gapped)
        if own and not any(gapped[max(0, number - 1) : number]) and not any(gapped[number + 1 : number + 2])
    )


def _goes_on(above: Line, below: Line, margins: Margins) -> bool:
    return (
        same_size(above, below)
        and below.base - above.base <= _LEADING * above.size
        and below.x0 - margins.left < _STEP * below.size
        and above.text[-1] not in _ENDS
        and is_full(above, below, margins)
        and NUMBERING.match(below.text) is None
    )


def _are_columns(sides: Sequence[_Side], blocks: Sequence[_Block], known: bool) -> bool:
    """Whether one side at least is plainly running text, and the others are, or are short, or hold a table."""
    if known:
        # The text may end before the last column.
        sides = [side for side in sides if side.lines or side.tables]
    if not any(side.is_sure for side in sides):
        return _are_even(sides) or (known and _go_on(sides))
    # A column of labels is narrower than their values.
    least = _ALIKE if all(side.is_sure for side in sides) else _EQUAL
    if min(side.width for side in sides) < least * max(side.width for side in sides):
        return False
    return all(side.is_sure or _may_be(side, at, blocks, known) for at, side in enumerate(sides))


def _are_even(sides: Sequence[_Side]) -> bool:
    """Whether short columns of the same width are running text together."""
    lines, wraps = sum(side.lines for side in sides), sum(side.wraps for side in sides)
    return (
        all(side.is_text and side.wraps and not side.tables for side in sides)
        and min(side.width for side in sides) >= _EVEN * max(side.width for side in sides)
        and wraps >= max(_MIN_WRAPS + 1, _WRAPS * lines)
        and sum(side.marks for side in sides) >= _MARKS * lines
    )


def _go_on(sides: Sequence[_Side]) -> bool:
    """Whether short columns where those of the page before stood are running text or hold tables."""
    return any(side.wraps for side in sides) and all(
        side.tables or (side.is_text and (side.wraps or side.lines <= _MIN_LINES)) for side in sides
    )


def _may_be(side: _Side, at: int, blocks: Sequence[_Block], known: bool) -> bool:
    if side.tables and (known or side.beside >= _MIN_LINES) and (side.lines <= _MIN_LINES or side.is_text):
        return True
    if not side.lines or not (side.is_text or side.lines < _MIN_LINES):
        return False
    for block in blocks:
        own = [part for parts in block.parted if (part := parts[at]) is not None]
        tops = [part.level for parts in block.parted for part in parts if part is not None]
        if own and own[0].level - min(tops) > _LEADING * side.size:
            return False
    return side.wraps > 0 or (known and side.is_text)


def _as_rows(block: _Block) -> list[_Block]:
    """Paragraphs that stand beside one another as in the rows of a table: each row a block that does not flow."""
    starts = _row_starts(block)
    if not starts:
        return [block]
    bounds = [0, *starts, len(block.rows)]
    return [
        _Block(block.rows[first:behind], block.parted[first:behind], block.sides, block.channels, False)
        for first, behind in pairwise(bounds)
    ]


def _row_starts(block: _Block) -> list[int]:
    """Where all columns begin anew at one height behind white in at least one of them; none where they also do elsewhere."""
    count = len(block.sides)
    if any(row is not None and not row.glyphs for parts in block.parted for row in parts):
        return []
    usual = min(_usual([row for parts in block.parted if (row := parts[at]) is not None]) or 1e9 for at in range(count))
    last: list[_Row | None] = [None] * count
    found: list[int] = []
    across = 0
    for number, parts in enumerate(block.parted):
        white = [
            part is not None and before is not None and part.level - before.level > _MISSING * usual
            for part, before in zip(parts, last, strict=True)
        ]
        if any(white):
            begins = [
                part is not None and (wide or before is None or _begins(before, part, side))
                for part, before, wide, side in zip(parts, last, white, block.sides, strict=True)
            ]
            if not all(begins):
                return []
            found.append(number)
            across += all(white)
        last = [part or before for part, before in zip(parts, last, strict=True)]
    if len(found) == 1 and not across:
        return []
    # Text that is cut at the foot of a column goes on in the next one.
    tops = [next((part for parts in block.parted if (part := parts[at])), None) for at in range(1, count)]
    ends = zip(last, tops, block.sides, strict=False)
    return found if all(one and two and _begins(one, two, side) for one, two, side in ends) else []


def _begins(above: _Row, row: _Row, side: _Side) -> bool:
    """Whether a line of a column begins a paragraph."""
    one, two = make_line(above.glyphs, 1), make_line(row.glyphs, 1)
    if one is None or two is None:
        return True
    ended = one.text[-1] in _ENDS or not is_full(one, two, Margins(side.left, side.right))
    return ended or NUMBERING.match(two.text) is not None


def _short(items: list[_Row], height: float, known: Sequence[Lane]) -> list[_Block]:
    """The blocks of a page on which the columns of the page before end in their first one."""
    head = 0
    while head + 1 < len(items) and items[head].end < _HEAD * height and items[head].glyphs:
        if items[head + 1].level - items[head].end < _LEADING * items[head].size:
            break
        head += 1
    places, channels = [lane.left for lane in known[1:]], [lane.area.x1 for lane in known[:-1]]
    left, right = known[0].left - _OUT, known[-1].right + _OUT
    own: list[tuple[_Row, _Parted]] = []
    for row in items[head:]:
        parts = _part(row, places, channels)
        if parts is None or row.area.x0 < left or row.area.x1 > right or row.level > _FOOT * height:
            break
        own.append((row, parts))
    lines = [line for _, parts in own if (part := parts[0]) and (line := make_line(part.glyphs, 1)) is not None]
    margins = Margins(known[0].left, known[0].right)
    if not lines or not (len(lines) == 1 or any(_goes_on(one, two, margins) for one, two in pairwise(lines))):
        return []
    block = _Block([row for row, _ in own], [parts for _, parts in own])
    if any(parts[0] is None for parts in block.parted) or (
        any(any(parts[1:]) for parts in block.parted) and not _begins_at(block, places)
    ):
        return []
    block.sides = [_Side(lane.left, lane.right, lane.right - lane.left) for lane in known]
    block.channels = channels
    rest = items[head + len(own) :]
    return [*([_Block(items[:head])] if head else []), block, *([_Block(rest)] if rest else [])]


def _as_lanes(blocks: Sequence[_Block]) -> list[Lane]:
    """The lanes of the blocks from top to bottom; none where a block reaches into the next one, or none is parted."""
    if not any(block.parted for block in blocks):
        return []
    bounds = [-1e9]
    for one, two in pairwise(blocks):
        end, start = max(row.end for row in one.rows), min(row.level for row in two.rows)
        if end > start:
            return []
        bounds.append((end + start) / 2)
    bounds.append(1e9)
    found: list[Lane] = []
    for block, (top, bottom) in zip(blocks, pairwise(bounds), strict=True):
        if not block.parted:
            found.append(Lane(Area(-1e9, top, 1e9, bottom)))
            continue
        edges = [-1e9, *block.channels, 1e9]
        for at, (x0, x1) in enumerate(pairwise(edges)):
            side = block.sides[at]
            found.append(Lane(Area(x0, top, x1, bottom), at, len(block.sides), side.left, side.right, block.flows))
    return found


def last_columns(all_lanes: Sequence[Lane], items: Sequence[Line | GridTable], height: float) -> Columns:
    """The columns of the last block of columns on a page, and whether nothing but footers comes behind them."""
    end = max((number for number, lane in enumerate(all_lanes) if lane.columns > 1), default=None)
    if end is None:
        return (), False
    goes_on = all(isinstance(item, Line) and item.top > _FOOT * height for item in items if item.lane > end)
    return all_lanes[end + 1 - all_lanes[end].columns : end + 1], goes_on


def column_margins(pages: Iterable[tuple[int, tuple[int, int], Sequence[Lane]]]) -> dict[tuple[int, int], Margins]:
    """The margins of all columns by page and lane; those at the same place of several pages have the same ones.

    `pages` are their numbers, sizes, and lanes.
    """
    alike: list[tuple[tuple[int, int], Lane, list[tuple[int, int, Lane]]]] = []
    for number, size, all_lanes in pages:
        for place, lane in enumerate(all_lanes):
            if lane.columns == 1:
                continue
            for other_size, first, same in alike:
                if size == other_size and _is_same(first, lane):
                    same.append((number, place, lane))
                    break
            else:
                alike.append((size, lane, [(number, place, lane)]))
    found: dict[tuple[int, int], Margins] = {}
    for _, _, same in alike:
        left, right = min(lane.left for _, _, lane in same), max(lane.right for _, _, lane in same)
        for number, place, lane in same:
            found[number, place] = Margins(left, right, lane.flows)
    return found


def _is_same(one: Lane, two: Lane) -> bool:
    return one.columns == two.columns and one.column == two.column and abs(one.area.x0 - two.area.x0) < _OUT
