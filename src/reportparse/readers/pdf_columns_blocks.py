"""Where columns of running text begin and end on a page: what lies across them stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportparse.readers.pdf_columns_items import (
    GAP,
    LEADING,
    MIN_LINES,
    SAME,
    Item,
    Parts,
    is_filled,
    pieces,
    text_of,
    usual_distance,
)
from reportparse.readers.pdf_columns_proof import ENDS, MISSING, STEP, Block
from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_grid import FIGURE

# How far (in font sizes) a first line stands in.
_INDENT = 1.5
# In usual distances of lines: what parts a header or a footer, how far a line rises above its baseline, and how much
# of it may reach into the line below.
_APART, _RISE, _LAP = 1.8, 0.6, 0.4
# The parts of a page where headers and footers stand, in so many lines at most.
HEAD, FOOT = 0.12, 0.88
_MOST_HEADERS = 3
# A heading's print is larger by this factor.
_HEADING = 1.08


def blocks_of(
    run: Block,
    above: Item | None,
    followed: bool,
    height: float,
    places: Sequence[float],
    widths: Sequence[float],
) -> list[Block]:
    """The blocks of a run of rows that nothing crosses: headers, headings and tables across it stand apart.

    `above` is the row before it, `followed` tells whether the page goes on behind it.
    """
    found: list[Block] = []
    start = 0
    apart = _across(run, above, followed, height, widths)
    for number in range(len(run.rows) + 1):
        if number < len(run.rows) and number not in apart:
            continue
        block = Block(run.rows[start:number], run.parted[start:number])
        if block.rows:
            if not begins_at(block, places) or not any(is_filled(parts, widths) for parts in block.parted):
                block.parted = []
            found.append(block)
        if number < len(run.rows):
            found.append(Block([run.rows[number]]))
        start = number + 1
    return found


def begins_at(block: Block, places: Sequence[float]) -> bool:
    """Whether lines of a block begin where its columns do, or stand in as first lines do; in the first two at least."""
    for at, place in enumerate(places, 1):
        own = [part for parts in block.parted if (part := parts[at])]
        texts = [part for part in own if part.glyphs]
        if at == 1 and not (own and any(parts[0] for parts in block.parted)):
            return False
        if texts and SAME < min(part.area.x0 for part in texts) - place < _INDENT * texts[0].size:
            return False
    return True


def _across(run: Block, above: Item | None, followed: bool, height: float, widths: Sequence[float]) -> set[int]:
    """The rows of a run that stand in no column."""
    parted, count = run.parted, len(run.rows)
    usual = usual_distance([one for parts in parted if (one := parts[0])]) or usual_distance(run.rows) or 12.0
    filled = [is_filled(parts, widths) for parts in parted]
    found = _set_apart(run.rows, filled, usual, height) | _tabular(run, filled)
    first = next((number for number in range(count) if number not in found), count)
    start = next((one for parts in parted[first:] if (one := parts[0])), None)
    while first + 1 < count and start is not None and _is_above(parted[first], start, usual):
        found.add(first)
        first += 1
    if first + 1 < count and _only(parted[first]) == 0 and _ends_paragraph(above, run.rows[first]):
        found.add(first)
    titles = _titles(run, filled)
    tail = count
    while followed and tail > 1 and (tail - 1 in found or tail - 1 in titles):
        tail -= 1
    for number in sorted(titles - found):
        only = _only(parted[number])
        before = next((one for parts in reversed(parted[:number]) if (one := _other(parts, only))), None)
        behind = next((one for parts in parted[number + 1 :] if (one := _other(parts, only))), None)
        if before and (_is_missing(before, behind, usual) if behind else number >= tail):
            found.add(number)
    return found


def _set_apart(rows: Sequence[Item], filled: Sequence[bool], usual: float, height: float) -> set[int]:
    """Headers and footers, titles and signatures: with white between them and the columns, and filling none."""
    found: set[int] = set()
    ends = list(accumulate((row.end for row in rows), max))
    last = max((number for number, own in enumerate(filled) if own), default=-1)
    first = next((number for number, own in enumerate(filled) if own), len(rows))
    for number, (end, below) in enumerate(zip(ends, rows[1:], strict=False)):
        if below.level - end <= _APART * usual:
            continue
        if number < first or (number < _MOST_HEADERS and rows[number].end < HEAD * height):
            found.update(range(number + 1))
        if number >= last or (number >= len(rows) - 1 - _MOST_HEADERS and below.level > FOOT * height):
            found.update(range(number + 1, len(rows)))
            break
    return found


def _other(parts: Parts, only: int | None) -> Item | None:
    """What stands in another column than the one given."""
    return next((one for at, one in enumerate(parts) if one and at != only), None)


def _is_missing(above: Item, below: Item, usual: float) -> bool:
    """Whether there is room for another line between two rows of a column."""
    # From a baseline to the side of a table is less than to the next baseline.
    return below.level - above.end > (MISSING - _RISE * (not above.glyphs) - _RISE * (not below.glyphs)) * usual


def _ends_paragraph(above: Item | None, row: Item) -> bool:
    """Whether a line is the last one of a paragraph above the columns."""
    if above is None or not above.glyphs or not row.glyphs:
        return False
    close = row.level - above.level <= LEADING * row.size and row.area.x0 - above.area.x0 < STEP * row.size
    return close and above.glyphs[-1][6] not in ENDS and not NUMBERING.match(text_of(row.glyphs))


def _only(parts: Parts) -> int | None:
    """The only column in which a row has anything."""
    own = [at for at, part in enumerate(parts) if part is not None]
    return own[0] if len(own) == 1 else None


def _is_above(parts: Parts, start: Item, usual: float) -> bool:
    """Whether a row stands above the columns, the first of which starts below it."""
    own = next(one for one in parts if one)
    return own.level < start.level and start.area.top - own.area.bottom > -_LAP * usual


def _titles(run: Block, filled: Sequence[bool]) -> set[int]:
    """The rows that look like headings: above the first column, or short and in the middle of all, which one may hold."""
    left, right = min(row.area.x0 for row in run.rows), max(row.area.x1 for row in run.rows)
    sizes = sorted(row.size for row in run.rows if row.glyphs)
    found: set[int] = set()
    for number, (row, parts) in enumerate(zip(run.rows, run.parted, strict=True)):
        only = _only(parts)
        if only is None or not row.glyphs or row.glyphs[-1][6] in ENDS:
            continue
        if only:
            heads = not filled[number] and abs(row.area.x0 + row.area.x1 - left - right) < 2 * row.size
        else:
            larger = row.size > _HEADING * sizes[len(sizes) // 2]
            heads = larger or NUMBERING.match(text_of(row.glyphs)) is not None
        if heads:
            found.add(number)
    return found


def _tabular(run: Block, filled: Sequence[bool]) -> set[int]:
    """The rows of tables without rulings across the columns: cells on both sides, and none that fills one."""
    found: set[int] = set()
    start = cells = 0
    for number in range(len(run.rows) + 1):
        if number < len(run.rows) and not filled[number]:
            own = [pieces(part.glyphs, GAP) for part in run.parted[number] if part and part.glyphs]
            if len(own) > 1:
                figures = any(FIGURE.fullmatch(text_of(piece)) for pieces in own for piece in pieces)
                cells += figures or any(len(pieces) > 1 for pieces in own)
                continue
        if cells >= MIN_LINES:
            found.update(range(start, number))
        start, cells = number + 1, 0
    return found
