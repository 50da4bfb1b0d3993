"""Whether what white channels part on a page are columns of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportparse.readers.pdf_chars import Glyph
from reportparse.readers.pdf_columns_items import (
    GAP,
    LEADING,
    MIN_LINES,
    NARROW,
    Item,
    Parts,
    pieces,
    usual_distance,
)
from reportparse.readers.pdf_lines import Line, make_line
from reportparse.readers.pdf_paragraphs import NUMBERING, Margins, is_full, same_size
from reportparse.readers.pdf_unruled_grid import FIGURE

# So many lines of a side must go on in the next one, and this share of them, ...
_MIN_WRAPS, _WRAPS = 3, 0.3
# ... with so many marks on a line, ...
_MARKS = 0.25
_MARK = frozenset("，。、；：,.;:")
ENDS = "。；！？：.;!?:"
# ... no more digits, and no more lines with gaps or of figures than these shares.
_DIGITS, _GAPPED = 0.35, 0.15
# How far (in font sizes) a line that goes on may stand in.
STEP = 0.7
# The narrowest column, as a share of the widest: where all are plainly running text, where one is, where none is.
_ALIKE, _EQUAL, _EVEN = 0.45, 0.75, 0.9
# In usual distances of lines: what is white as if a line were missing, and what parts rows of paragraphs.
MISSING, _BAND = 1.6, 1.2


@dataclass
class Block:
    """Rows that are read together: in columns, or (`parted` is empty) as they are."""

    rows: list[Item]
    parted: list[Parts] = field(default_factory=list)
    sides: Sequence[Side] = ()
    channels: Sequence[float] = ()
    flows: bool = True


@dataclass
class Side:
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
            self.lines > MIN_LINES
            and self.wraps >= max(_MIN_WRAPS, _WRAPS * (self.lines - 1))
            and self.marks >= _MARKS * self.lines
            and self.is_text
        )

    @property
    def is_text(self) -> bool:
        return (
            self.lines > 0
            and self.right - self.left >= NARROW * self.size
            and self.gapped <= _GAPPED * self.lines
            and self.digits <= _DIGITS * self.characters
        )


def measure(blocks: Sequence[Block], places: Sequence[float], channels: Sequence[float], right: float) -> list[Side]:
    found: list[Side] = []
    areas = [part.area for block in blocks for parts in block.parted for part in parts if part is not None]
    if not areas:
        return []
    edges = [min(area.x0 for area in areas), *places, right + 2 * (places[0] - channels[0])]
    for at in range(len(places) + 1):
        own = [[(row, parts[at]) for row, parts in zip(block.rows, block.parted, strict=True)] for block in blocks]
        lines: list[list[Line]] = []
        side = Side(0.0, 0.0, edges[at + 1] - edges[at])
        for block in own:
            texts = [part.glyphs for _, part in block if part is not None and part.glyphs]
            side.gapped += _count_gapped(texts)
            lines.append([line for glyphs in texts if len(pieces(glyphs, GAP)) == 1 and (line := make_line(glyphs, 1))])
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
        side.wraps = sum(1 for block in lines for one, two in pairwise(block) if goes_on_below(one, two, margins))
        found.append(side)
    return found


def _count_gapped(texts: Sequence[tuple[Glyph, ...]]) -> int:
    """How many lines have gaps as between cells and stand alone; several together may be a table in the column."""
    gapped = [len(pieces(glyphs, GAP)) > 1 for glyphs in texts]
    return sum(
        1
        for number, own in enumerate(gapped)
        if own and not any(gapped[max(0, number - 1) : number]) and not any(gapped[number + 1 : number + 2])
    )


def goes_on_below(above: Line, below: Line, margins: Margins) -> bool:
    return (
        same_size(above, below)
        and below.base - above.base <= LEADING * above.size
        and below.x0 - margins.left < STEP * below.size
        and above.text[-1] not in ENDS
        and is_full(above, below, margins)
        and NUMBERING.match(below.text) is None
    )


def are_columns(sides: Sequence[Side], blocks: Sequence[Block], known: bool) -> bool:
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


def _are_even(sides: Sequence[Side]) -> bool:
    """Whether short columns of the same width are running text together."""
    lines, wraps = sum(side.lines for side in sides), sum(side.wraps for side in sides)
    return (
        all(side.is_text and side.wraps and not side.tables for side in sides)
        and min(side.width for side in sides) >= _EVEN * max(side.width for side in sides)
        and wraps >= max(_MIN_WRAPS + 1, _WRAPS * lines)
        and sum(side.marks for side in sides) >= _MARKS * lines
    )


def _go_on(sides: Sequence[Side]) -> bool:
    """Whether short columns where those of the page before stood are running text or hold tables."""
    return any(side.wraps for side in sides) and all(
        side.tables or (side.is_text and (side.wraps or side.lines <= MIN_LINES)) for side in sides
    )


def _may_be(side: Side, at: int, blocks: Sequence[Block], known: bool) -> bool:
    if side.tables and (known or side.beside >= MIN_LINES) and (side.lines <= MIN_LINES or side.is_text):
        return True
    if not side.lines or not (side.is_text or side.lines < MIN_LINES):
        return False
    for block in blocks:
        own = [part for parts in block.parted if (part := parts[at]) is not None]
        tops = [part.level for parts in block.parted for part in parts if part is not None]
        if own and own[0].level - min(tops) > LEADING * side.size:
            return False
    return side.wraps > 0 or (known and side.is_text)


def as_rows(block: Block) -> list[Block]:
    """Paragraphs that stand beside one another as in the rows of a table: each row a block that does not flow."""
    starts = _row_starts(block)
    if not starts:
        return [block]
    bounds = [0, *starts, len(block.rows)]
    return [
        Block(block.rows[first:behind], block.parted[first:behind], block.sides, block.channels, False)
        for first, behind in pairwise(bounds)
    ]


def _row_starts(block: Block) -> list[int]:
    """Where all columns begin anew at one height behind white in at least one of them; none where they also do elsewhere."""
    count = len(block.sides)
    if any(row is not None and not row.glyphs for parts in block.parted for row in parts):
        return []
    usual = min(
        usual_distance([row for parts in block.parted if (row := parts[at]) is not None]) or 1e9 for at in range(count)
    )
    last: list[Item | None] = [None] * count
    found: list[int] = []
    missing = 0
    for number, parts in enumerate(block.parted):
        gaps = [one.level - over.level if one and over else 0.0 for one, over in zip(parts, last, strict=True)]
        if max(gaps) > _BAND * usual:
            begins = [
                one is not None and (gap > _BAND * usual or over is None or _begins(over, one, side))
                for one, over, gap, side in zip(parts, last, gaps, block.sides, strict=True)
            ]
            if not all(begins):
                return []
            found.append(number)
            missing += min(gaps) > MISSING * usual
        last = [one or over for one, over in zip(parts, last, strict=True)]
    if len(found) == 1 and not missing:
        return []
    # Text that is cut at the foot of a column goes on in the next one.
    tops = [next((part for parts in block.parted if (part := parts[at])), None) for at in range(1, count)]
    ends = zip(last, tops, block.sides, strict=False)
    return found if all(one and two and _begins(one, two, side) for one, two, side in ends) else []


def _begins(above: Item, row: Item, side: Side) -> bool:
    """Whether a line of a column begins a paragraph."""
    one, two = make_line(above.glyphs, 1), make_line(row.glyphs, 1)
    if one is None or two is None:
        return True
    ended = one.text[-1] in ENDS or not is_full(one, two, Margins(side.left, side.right))
    return ended or NUMBERING.match(two.text) is not None
