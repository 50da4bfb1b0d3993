"""Step 3b of the PDF reader: running text in columns, which is read column by column.

A page is parted into lanes: what stands across its whole width, and the columns of each block of columns between.
Precision first. Columns are only what white channels part into sides of running text: lines that fill the width of
their side and go on in the next line of it. A side may also hold a table, or be short where another is sure. Tables
without rulings, labels and values, contents and signatures have no such sides. Where paragraphs stand beside one
another as in rows, each row is a block of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_columns_blocks import FOOT, HEAD, begins_at, blocks_of
from reportparse.readers.pdf_columns_items import (
    LEADING,
    MIN_LINES,
    NARROW,
    OUT,
    Item,
    Parts,
    in_columns,
    item_of,
    middle_of,
    pieces,
    places_of,
)
from reportparse.readers.pdf_columns_proof import Block, Side, are_columns, as_rows, goes_on_below, measure
from reportparse.readers.pdf_lines import Line, make_line, rows
from reportparse.readers.pdf_paragraphs import Margins
from reportparse.readers.pdf_tables import GridTable

# The part between two blocks is looked at again no deeper than this.
_DEPTH = 4
# A page of more lines is no running text in columns.
_MOST_LINES = 400
# White this close (in font sizes) to the place where a column begins is white of other columns.
_BESIDE = 3.0


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
    if not _worth_a_look(found, tables, known) or len(found) > _MOST_LINES:
        return []
    items = [
        item_of(tuple(row)) for row in rows([glyph for glyph in glyphs if glyph[6] and not glyph[6].isspace()]) if row
    ]
    items += [Item((), table.area, table.area.top, table.area.bottom) for table in tables]
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
            if count >= MIN_LINES:
                return True
    return False


def _parted(items: list[Item], height: float, known: Sequence[Lane], depth: int) -> list[Block]:
    """Rows from top to bottom as blocks, along those places where columns begin that part most of them."""
    places = places_of(items)
    size = next((item.size for item in items if item.glyphs), 0.0)
    options = [
        (some, known[:0])
        for count in (3, 2, 1)
        for some in combinations(sorted(places), count)
        if all(two - one > NARROW * size for one, two in pairwise(some))
    ]
    if known:
        options.insert(0, (tuple(lane.left for lane in known if lane.column), known))
    for option, as_before in options:
        blocks = _along(items, option, height, as_before)
        if blocks is None:
            continue
        found: list[Block] = []
        for block in blocks:
            if block.parted or depth == 0 or len(block.rows) < MIN_LINES:
                found.append(block)
            else:
                found += _parted(block.rows, height, (), depth - 1)
        return found
    return [Block(items)]


def _along(items: Sequence[Item], places: Sequence[float], height: float, known: Sequence[Lane]) -> list[Block] | None:
    """The blocks that columns beginning at these places make; None where they are no columns of running text."""
    channels = [middle_of(items, place) for place in places]
    runs: list[Block] = []
    for item in items:
        parts = in_columns(item, places, channels)
        if not runs or bool(runs[-1].parted) is (parts is None):
            runs.append(Block([]))
        runs[-1].rows.append(item)
        if parts is not None:
            runs[-1].parted.append(parts)
    widths = [
        max((part.area.x1 - part.area.x0 for run in runs for each in run.parted if (part := each[at])), default=0.0)
        for at in range(len(places) + 1)
    ]
    found: list[Block] = []
    for number, run in enumerate(runs):
        above = runs[number - 1].rows[-1] if number else None
        below = runs[number + 1].rows[0] if number + 1 < len(runs) else None
        if run.parted and not any(row is not None and _is_parted_beside(row, run, places) for row in (above, below)):
            followed = below is not None and below.level < FOOT * height and below.area.x1 > places[0]
            found += blocks_of(run, above, followed, height, places, widths)
        else:
            found.append(Block(run.rows))
    blocks = [block for block in found if block.parted]
    sides = measure(blocks, places, channels, max([*(item.area.x1 for item in items), *(lane.right for lane in known)]))
    if not blocks or not are_columns(sides, blocks, bool(known)):
        return None
    for block in blocks:
        block.sides, block.channels = sides, channels
    return [part for block in _merged(found) for part in (as_rows(block) if block.parted else [block])]


def _is_parted_beside(row: Item, run: Block, places: Sequence[float]) -> bool:
    """Whether a row next to a run has white a little beside these places: the columns there are others."""
    if not row.glyphs:
        return False
    close = min(abs(row.level - run.rows[0].level), abs(row.level - run.rows[-1].level)) < LEADING * row.size
    starts = [piece[0][0] for piece in pieces(row.glyphs)[1:]]
    return close and any(abs(start - place) < _BESIDE * row.size for start in starts for place in places)


def _merged(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that are no columns and follow one another in one."""
    last: Block | None = None
    for block in blocks:
        if last is not None and not last.parted and not block.parted:
            last.rows += block.rows
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _short(items: list[Item], height: float, known: Sequence[Lane]) -> list[Block]:
    """The blocks of a page on which the columns of the page before end in their first one."""
    head = 0
    while head + 1 < len(items) and items[head].end < HEAD * height and items[head].glyphs:
        if items[head + 1].level - items[head].end < LEADING * items[head].size:
            break
        head += 1
    places, channels = [lane.left for lane in known[1:]], [lane.area.x1 for lane in known[:-1]]
    left, right = known[0].left - OUT, known[-1].right + OUT
    own: list[tuple[Item, Parts]] = []
    for row in items[head:]:
        parts = in_columns(row, places, channels)
        if parts is None or row.area.x0 < left or row.area.x1 > right or row.level > FOOT * height:
            break
        own.append((row, parts))
    lines = [line for _, parts in own if (part := parts[0]) and (line := make_line(part.glyphs, 1)) is not None]
    margins = Margins(known[0].left, known[0].right)
    if not lines or not (len(lines) == 1 or any(goes_on_below(one, two, margins) for one, two in pairwise(lines))):
        return []
    block = Block([row for row, _ in own], [parts for _, parts in own])
    if any(parts[0] is None for parts in block.parted) or (
        any(any(parts[1:]) for parts in block.parted) and not begins_at(block, places)
    ):
        return []
    block.sides = [Side(lane.left, lane.right, lane.right - lane.left) for lane in known]
    block.channels = channels
    rest = items[head + len(own) :]
    return [*([Block(items[:head])] if head else []), block, *([Block(rest)] if rest else [])]


def _as_lanes(blocks: Sequence[Block]) -> list[Lane]:
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
    goes_on = all(isinstance(item, Line) and item.top > FOOT * height for item in items if item.lane > end)
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
    return one.columns == two.columns and one.column == two.column and abs(one.area.x0 - two.area.x0) < OUT
