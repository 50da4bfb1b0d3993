"""Forms without rulings: rows of labels and values, tables with a header, and texts under two headings, below one another.

A form is one table, as it is where it has rulings, and it is read as a whole or not at all: what stands in its first rows
says whose figures the others are. Each part must be plain: a table with a header as `pdf_unruled_wrapped` reads it, a
line of one or two labels with their values, two texts below their headings beside one label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_tables import PADDING
from reportparse.readers.pdf_unruled_grid import Column, Part, Row
from reportparse.readers.pdf_unruled_rows import is_measure
from reportparse.readers.pdf_unruled_wrapped import Wrapped

# Lines of a form are printed in one size, give or take so many points.
_SAME_SIZE = 0.6
# In font sizes: lines closer than this stand in the middle between the lines of others.
_INTERLEAVED = 0.95
# Lines of a form are no further apart than this.
_NEAR = 2.6
# Lines of one cell are no further apart than this.
_TIGHT = 1.35
# No line of a label in front of two texts is longer.
_SHORT = 8
# A line is full that ends no further than this in front of the longest one.
_FREE = 1.3
_LABEL = re.compile(
    r"(?:\d{1,2}[.．、])?[\u4e00-\u9fff/、]{2,14}(?:[（(][\u4e00-\u9fff/、]{1,8}[）)][\u4e00-\u9fff]{0,8})?"
)
# No texts between tables have more lines.
_MOST_TEXTS = 24
_CHOICE = re.compile("[□■☑☒√✓]")


@dataclass(frozen=True)
class Form:
    """The cells of a form, and the range of lines that it is made of; whether it goes on with a table that is not read."""

    areas: list[Area]
    columns: list[Column]
    first: int
    behind: int
    goes_on: bool


@dataclass(frozen=True)
class _Line:
    """A row of a form: its parts, each with what goes on below it, and how far it reaches."""

    parts: list[Part]
    top: float
    bottom: float


@dataclass(frozen=True)
class _Band:
    """A part of a form: its cells, how far it reaches, and its range of lines."""

    areas: list[Area]
    first: int
    behind: int


@dataclass
class _Group:
    """Parts of one form, and the columns of the last of its tables."""

    bands: list[_Band]
    columns: list[Column]


def forms_of(
    block: Sequence[Row], tables: Sequence[tuple[int, Wrapped]], is_cut: bool, over: int | None = None
) -> list[Form]:
    """The forms that the tables with a header in a block, each given with the line that its own count from, are parts of.

    Where the block goes on on the next page (`is_cut`) the last one ends above a table that goes on there. Where its lines
    from `over` on stand on the next page, a single table with lines on both pages is one too.
    """
    found: list[Form] = []
    whole = tables[:-1] if tables and tables[-1][1].cut else tables
    groups = _groups(block, whole)
    for group in groups:
        texts = _texts_above(block, group.bands[0].first)
        above = [*_pairs_above(block, texts[0].first if texts else group.bands[0].first), *texts]
        below = _pairs_below(block, group.bands[-1].behind)
        bands = [*above, *group.bands, *below]
        is_over = over is not None and bands[0].first < over < bands[-1].behind
        if (len(bands) < 2 and not is_over) or not stands_alone(block, bands[0].first):
            continue
        goes_on = not stands_alone(block, bands[0].first, bands[-1].behind)
        if goes_on and not (is_cut and group is groups[-1] and _is_other(block[bands[-1].behind], group.columns)):
            continue
        found.append(Form(_joined(bands), group.columns, bands[0].first, bands[-1].behind, goes_on))
    return found


def _is_other(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a line below a table is no row of it: it fills few of its columns, or a text stands in none or over several."""
    over = [sum(1 for column in columns if column.overlap(part) > 0) for part in row.parts]
    return 2 * len(over) <= len(columns) or any(count != 1 for count in over)


def _groups(block: Sequence[Row], tables: Sequence[tuple[int, Wrapped]]) -> list[_Group]:
    """Tables with nothing but texts below headings between them."""
    found: list[_Group] = []
    for start, table in tables:
        band = _Band(table.areas, start + table.first, start + table.behind)
        last = found[-1].bands[-1].behind if found else -1
        between = _texts(block, last, band.first) if -1 < last < band.first else None
        if between is not None or last == band.first:
            found[-1].bands.extend([between, band] if between is not None else [band])
            found[-1].columns = table.columns
        else:
            found.append(_Group([band], table.columns))
    return found


def _joined(bands: Sequence[_Band]) -> list[Area]:
    """The cells of all parts: each part as wide as the widest, and each reaching half-way to the next."""
    left = min(area.x0 for band in bands for area in band.areas)
    right = max(area.x1 for band in bands for area in band.areas)
    found: list[Area] = []
    top: float | None = None
    for number, band in enumerate(bands):
        own_top, own_foot = min(area.top for area in band.areas), max(area.bottom for area in band.areas)
        own_left, own_right = min(area.x0 for area in band.areas), max(area.x1 for area in band.areas)
        top = own_top if top is None else top
        foot = own_foot
        if number + 1 < len(bands):
            foot = (own_foot + min(area.top for area in bands[number + 1].areas)) / 2
        for area in band.areas:
            found.append(
                Area(
                    left if area.x0 == own_left else area.x0,
                    top if area.top == own_top else area.top,
                    right if area.x1 == own_right else area.x1,
                    foot if area.bottom == own_foot else area.bottom,
                )
            )
        top = foot
    return sorted(found, key=lambda area: (area.top, area.x0))


def _texts(block: Sequence[Row], first: int, behind: int) -> _Band | None:
    """Two texts (or three) below their headings, perhaps beside a label: the headings stand on one line, the texts below it."""
    rows = block[first:behind]
    columns = _projected([part for row in rows for part in row.parts])
    if len(columns) not in (2, 3) or any(
        sum(1 for part in row.parts if column.overlap(part) > 0) > 1 for row in rows for column in columns
    ):
        return None
    two = columns if _is_text(columns[0], rows) else columns[-2:]
    head = next(
        (at for at, row in enumerate(rows) if sum(1 for part in row.parts if _over(part, two) is not None) == len(two)),
        None,
    )
    if head is None or any(_over(part, two) is not None for row in rows[:head] for part in row.parts):
        return None
    names = [part for part in rows[head].parts if _over(part, two) is not None]
    texts = [part for row in rows[head + 1 :] for part in row.parts if _over(part, two) is not None]
    if not all(_LABEL.fullmatch(part.text) for part in names) or not texts:
        return None
    label = [part for row in rows for part in row.parts if _over(part, two) is None]
    if any(is_measure(part.text) for part in label):
        return None
    x0, x1 = columns[0].x0 - 2.0, columns[-1].x1 + 2.0
    # A text begins at the left of its cell.
    bounds = [max((one.x1 + other.x0) / 2, other.x0 - PADDING) for one, other in pairwise(columns)]
    top, foot = min(row.top for row in rows) - 1.0, max(row.bottom for row in rows) + 1.0
    below = min(row.top for row in rows[head + 1 :] if any(_over(part, two) is not None for part in row.parts))
    middle = (rows[head].bottom + below) / 2
    edges = [*bounds[-2:], x1] if len(columns) > len(two) else [x0, *bounds, x1]
    areas = [Area(x0, top, bounds[0], foot)] if len(columns) > len(two) else []
    for left, right in pairwise(edges):
        areas += [Area(left, top, right, middle), Area(left, middle, right, foot)]
    return _Band(areas, first, behind)


def _texts_above(block: Sequence[Row], behind: int) -> list[_Band]:
    """The texts below headings right above a table."""
    first = behind
    while first > 0 and behind - first < _MOST_TEXTS:
        above, row = block[first - 1], block[first]
        if abs(above.size - block[behind].size) > _SAME_SIZE or row.base - above.base > _NEAR * row.size:
            break
        first -= 1
    for start in range(first, behind - 1):
        band = _texts(block, start, behind) if len(block[start].parts) > 1 else None
        if band is not None:
            return [band]
    return []


def _is_text(column: Column, rows: Sequence[Row]) -> bool:
    """Whether what stands in the first column is a text of its own and no label: it has a heading and longer lines below it."""
    own = [part.text for row in rows for part in row.parts if column.overlap(part) > 0]
    return max(map(len, own[1:]), default=0) > _SHORT and column.overlap(rows[0].parts[0]) > 0


def _projected(parts: Sequence[Part]) -> list[Column]:
    found: list[Column] = []
    for part in sorted(parts):
        if found and part.x0 < found[-1].x1:
            found[-1] = Column(found[-1].x0, max(found[-1].x1, part.x1))
        else:
            found.append(Column(part.x0, part.x1))
    return found


def _over(part: Part, columns: Sequence[Column]) -> int | None:
    return next((at for at, column in enumerate(columns) if column.overlap(part) > 0), None)


def _pairs_above(block: Sequence[Row], behind: int) -> list[_Band]:
    """The lines of labels and values above a table, from the first one on."""
    size = block[behind].size
    first = behind
    while first > 0 and abs(block[first - 1].size - size) < _SAME_SIZE and not _is_apart(block[first - 1]):
        first -= 1
    for start in range(first, behind):
        band = _pairs(block, start, behind)
        if band is not None:
            return [band]
    return []


def _pairs_below(block: Sequence[Row], first: int) -> list[_Band]:
    if first >= len(block):
        return []
    behind = first
    while (
        behind < len(block)
        and abs(block[behind].size - block[first - 1].size) < _SAME_SIZE
        and not _is_apart(block[behind])
    ):
        behind += 1
    for end in range(behind, first, -1):
        band = _pairs(block, first, end)
        if band is not None:
            return [band]
    return []


def _is_apart(row: Row) -> bool:
    """Whether a line holds fields of its own, each with its colon."""
    return re.search("[：:](?!\\d)", row.parts[0].text) is not None


def stands_alone(block: Sequence[Row], first: int, behind: int | None = None) -> bool:
    """Whether right above what begins with this line (and below it) there is no line of several texts.

    Such a line belongs to the same form, and is not read.
    """
    ways = [(range(first - 1, -1, -1), first)]
    if behind is not None:
        ways.append((range(behind, len(block)), behind - 1))
    for numbers, last in ways:
        near = _NEAR
        for number in numbers:
            row, own = block[number], block[last]
            if abs(row.base - own.base) > near * own.size or abs(row.size - own.size) > _SAME_SIZE or _is_apart(row):
                break
            if len(row.parts) > 1:
                return False
            near, last = _TIGHT, number
    return True


def _pairs(block: Sequence[Row], first: int, behind: int) -> _Band | None:
    """Lines of labels and values; None where one of them is anything else."""
    rows = block[first:behind]
    lines = _gathered(rows)
    if not lines or len(lines[0].parts) < 2:
        return None
    values = [line.parts[1].x0 for line in lines if len(line.parts) in (2, 4)]
    label = Column(min(line.parts[0].x0 for line in lines), max(line.parts[0].x1 for line in lines))
    second = _second(lines, values)
    left, right = label.x0 - 2.0, max(part.x1 for line in lines for part in line.parts) + 2.0
    tops = [line.top for line in lines]
    ys = [tops[0] - 1.0, *((one.bottom + two.top) / 2 for one, two in pairwise(lines)), lines[-1].bottom + 1.0]
    areas: list[Area] = []
    for line, (top, foot) in zip(lines, pairwise(ys), strict=True):
        places = _placed(line.parts, label, second)
        if places is None:
            return None
        xs = [left, *places, right]
        areas += [Area(x0, top, x1, foot) for x0, x1 in pairwise(xs)]
    return _Band(areas, first, behind)


def _placed(parts: Sequence[Part], label: Column, second: Column | None) -> list[float] | None:
    """Where the cells of a line of labels and values part; None if it is none."""
    name, *rest = parts
    if not _LABEL.fullmatch(name.text) or not rest or any(label.overlap(part) > 0 for part in rest):
        return None
    first = (label.x1 + min(part.x0 for part in rest)) / 2
    at = next((at for at, part in enumerate(rest[:2]) if second is not None and _is_second(part, second)), None)
    if at is None or len(rest) == 1:
        chosen = any(_CHOICE.search(part.text) for part in rest)
        return [first] if len(rest) == 1 or chosen else None
    if len(rest) - at > 2:
        return None
    before, own, after = rest[:at], rest[at], rest[at + 1 :]
    two = (before[-1].x1 + own.x0) / 2 if before else (label.x1 + own.x0) / 2
    if not before:
        first = (label.x1 + two) / 2
    return [first, two, (own.x1 + after[0].x0) / 2 if after else own.x1 + 1.0]


def _second(lines: Sequence[_Line], values: Sequence[float]) -> Column | None:
    """Where the second labels stand: the third of the parts on the lines that have four.

    On a line of three parts it is the second one if the first value is blank: where all others begin stands nothing.
    """
    found = [line.parts[2] for line in lines if len(line.parts) == 4 and _LABEL.fullmatch(line.parts[2].text)]
    if not found and values and max(values) - min(values) < 3.0:
        found = [line.parts[1] for line in lines if len(line.parts) == 3 and line.parts[1].x0 > max(values) + 3.0]
        found = [part for part in found if _LABEL.fullmatch(part.text)]
    if not found:
        return None
    column = Column(min(part.x0 for part in found), max(part.x1 for part in found))
    middles = [part.x0 + part.x1 for part in found]
    alike = max(part.x0 for part in found) - column.x0 < 3.0 or max(middles) - min(middles) < 6.0
    return column if alike else None


def _is_second(part: Part, second: Column) -> bool:
    return second.overlap(part) > 0 and part.x0 > second.x0 - 3.0 and _LABEL.fullmatch(part.text) is not None


def _gathered(rows: Sequence[Row]) -> list[_Line] | None:
    """Lines put together with those that only go on with one of their cells."""
    right = max(part.x1 for row in rows for part in row.parts)
    found: list[_Line] = []
    number = 0
    while number < len(rows):
        end = number + 1
        while end < len(rows) and rows[end].base - rows[end - 1].base < _INTERLEAVED * rows[end].size:
            end += 1
        group = rows[number:end]
        columns = _projected([part for row in group for part in row.parts])
        if len(group) > 1 and any(
            sum(1 for row in group for part in row.parts if column.overlap(part) > 0) > len(group) - 1
            and len(group) > 2
            for column in columns
        ):
            return None
        parts = [
            Part(
                column.x0,
                column.x1,
                "".join(part.text for row in group for part in row.parts if column.overlap(part) > 0),
            )
            for column in columns
        ]
        if len(group) == 1 and found and _goes_on(found[-1], group[0], right):
            last = found[-1]
            (more,) = group[0].parts
            joined = [
                Part(min(part.x0, more.x0), max(part.x1, more.x1), part.text + more.text)
                if min(part.x1, more.x1) > max(part.x0, more.x0)
                else part
                for part in last.parts
            ]
            found[-1] = _Line(joined, last.top, group[0].bottom)
        else:
            found.append(_Line(parts, min(row.top for row in group), max(row.bottom for row in group)))
        number = end
    return found


def _goes_on(above: _Line, row: Row, right: float) -> bool:
    """Whether a line is one text that goes on with a full one above it."""
    if len(row.parts) != 1:
        return False
    (part,) = row.parts
    own = [each for each in above.parts if min(each.x1, part.x1) > max(each.x0, part.x0)]
    if len(own) != 1:
        return False
    behind = next((each.x0 for each in above.parts if each.x0 >= own[0].x1), right + row.size)
    return own[0].x1 + _FREE * row.size + row.size > behind or own[0].x1 + _FREE * row.size > right
