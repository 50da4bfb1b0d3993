"""Which columns the lines below a header stand in, and where a table without rulings ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row
from reportparse.readers.pdf_unruled_rows import is_figure, is_full, is_measure, is_value

MIN_BODY = 2
MOST_HEADER = 7
# So many lines of a name may stand above the figures of its row.
BEFORE = 2
# In font sizes: lines of a header follow one another in this distance at most, ...
LEADING = 2.6
# ... names stand in the middle of their rows, or at their top, but for so much, ...
OFF = 0.35
# ... and lines closer together than this stand in cells of their own, in the middle between the lines of others.
INTERLEAVED = 1.0
# Lines of a table are printed in one size, give or take so many points.
SAME_SIZE = 0.6
HAN = re.compile("[\u4e00-\u9fff]")
_MOST_ENDS = 3
# Middles that differ by no more than this (points) are one.
_MIDDLE = 2.0
# A name may stand beside the figures of its column, no further from them than this (points).
_BESIDE = 40.0


def ends_above(rest: Sequence[Row], columns: Sequence[Column], names: int = 0) -> bool:
    """Whether a table ends above these lines: a title or a header comes before any figures.

    A figure among the names of rows, which stand in the first columns (so many), is one behind a label.
    """
    for row in rest:
        if (
            names
            and len(row.parts) in (2, 4)
            and is_figure(row.parts[1].text)
            and row.parts[1].x1 < columns[names + 1].x0
        ):
            return True
        if any(is_value(part.text) for part in row.parts[1:]):
            return False
        if len(row.parts) >= max(3, len(columns) // 2) or (len(row.parts) == 1 and _is_across(row, columns)):
            return True
    return True


def is_labelled(row: Row, columns: Sequence[Column], names: int) -> bool:
    """Whether a line is one of labels and values: a figure stands behind a label, where rows have their names."""
    figures = names and len(row.parts) in (2, 4) and is_figure(row.parts[1].text)
    return bool(figures) and row.parts[1].x1 < columns[names + 1].x0


def over_two(part: Part, columns: Sequence[Column]) -> list[int] | None:
    """The two columns that a part stands in the middle over, where it sticks out of one of them."""
    own = [at for at, column in enumerate(columns) if column.overlap(part) > 0]
    if len(own) != 1:
        return None
    for first in (own[0] - 1, own[0]):
        if first < 0 or first + 1 >= len(columns):
            continue
        left, right = columns[first], columns[first + 1]
        behind = columns[first + 2].x0 if first + 2 < len(columns) else right.x1
        # Texts that begin at the left of their cells leave white at the right of it.
        middle = left.x0 + right.x1 - 2 * _MIDDLE < part.x0 + part.x1 < left.x0 + behind + 2 * _MIDDLE
        if middle and part.x0 < right.x0 - _MIDDLE and part.x1 > left.x1 + _MIDDLE:
            return [first, first + 1]
    return None


def _is_across(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a line of one part is no name of a row: it reaches over columns, or is numbered and stands elsewhere."""
    only = row.parts[0]
    if sum(1 for column in columns if column.overlap(only) > 0) > 1:
        return True
    return NUMBERING.match(only.text) is not None and abs(only.x0 - columns[0].x0) > row.size


def ends_of(block: Sequence[Row], start: int) -> list[int]:
    """Before which lines a table may end that has its first figures on this one, the longest first.

    That is where its columns end, or where a line of words may be the header of another one.
    """
    columns, behind = columns_from(block, start, len(block), start)
    found = [behind]
    for number in range(behind - 1, start + MIN_BODY - 1, -1):
        row = block[number]
        if total_at(block[:behind], number, columns) is not None or _is_labelled(block, start, number, columns):
            return [number, *found]
        if len(row.parts) < 2 or any(is_measure(part.text) or FIGURE.fullmatch(part.text) for part in row.parts):
            continue
        if not all(goes_on_above(part, block[start:number], columns, row) for part in row.parts):
            found.append(number)
    return [*found[:1], *found[-_MOST_ENDS:][::-1]] if len(found) > 1 else found


def _is_labelled(block: Sequence[Row], start: int, number: int, columns: Sequence[Column]) -> bool:
    """Whether a line below rows is one of labels and values: a figure behind its first word, where all others have words."""
    row = block[number]
    if len(row.parts) not in (2, 4) or not is_figure(row.parts[1].text) or is_measure(row.parts[0].text):
        return False
    over = [column for column in columns if column.overlap(row.parts[1]) > 0]
    above = [part for other in block[start:number] for part in other.parts if over and over[0].overlap(part) > 0]
    return len(over) == 1 and bool(above) and not any(is_measure(part.text) for part in above)


def total_at(block: Sequence[Row], number: int, columns: Sequence[Column]) -> tuple[Row, int] | None:
    """The line of a total that begins with this one, and the one behind it: one word, and figures far to the right of it.

    Where a figure of it is broken, its halves stand close above and below the others.
    """
    behind = number + 1
    while behind < len(block) and block[behind].base - block[behind - 1].base < INTERLEAVED * block[behind].size:
        behind += 1
    if number and block[number].base - block[number - 1].base < INTERLEAVED * block[number].size:
        return None
    row = _as_one(block[number:behind])
    name, *figures = row.parts
    if not figures or is_measure(name.text) or not all(is_figure(part.text) for part in figures):
        return None
    over = [[at for at, column in enumerate(columns) if column.overlap(part) > 0] for part in figures]
    plain = all(len(each) == 1 for each in over) and any(column.x0 > name.x1 for column in columns[: over[0][0]])
    return (row, behind) if plain else None


def _as_one(rows: Sequence[Row]) -> Row:
    """Lines close to one another as one, what stands below one another put together."""
    if len(rows) == 1:
        return rows[0]
    parts: list[Part] = []
    for part in (part for row in rows for part in row.parts):
        own = next((at for at, other in enumerate(parts) if min(other.x1, part.x1) > max(other.x0, part.x0)), None)
        if own is None:
            parts.append(part)
        else:
            old = parts[own]
            parts[own] = Part(min(old.x0, part.x0), max(old.x1, part.x1), old.text + part.text)
    top, bottom = min(row.top for row in rows), max(row.bottom for row in rows)
    return Row(sorted(parts), rows[-1].base, top, bottom, rows[0].size)


def goes_on_above(part: Part, above: Sequence[Row], columns: Sequence[Column], row: Row) -> bool:
    """Whether a text may go on with a full one above it."""
    over = [column for column in columns if column.overlap(part) > 0]
    if len(over) != 1:
        return False
    upper = next(
        (each for other in reversed(above[-MOST_HEADER:]) for each in other.parts if over[0].overlap(each) > 0), None
    )
    if upper is None or (is_figure(upper.text) and not is_figure(upper.text + part.text)):
        return False
    if is_measure(upper.text) and is_measure(part.text) and not is_measure(upper.text + part.text):
        return False
    return is_full(upper, over[0], row.size, part)


def columns_from(block: Sequence[Row], start: int, end: int, top: int) -> tuple[list[Column], int]:
    """The columns of the lines from one on, with those only the header above them has, and the first line that is in none."""
    found: list[Column] = []
    behind = start
    figures, named = 0, True
    foot = block[start].base
    for row in block[start:end]:
        over = [[at for at, column in enumerate(found) if column.overlap(part) > 0] for part in row.parts]
        if any(len(each) > 1 for each in over):
            break
        words = any(HAN.search(part.text) and not is_measure(part.text) for part in row.parts[1:])
        measured = any(is_value(part.text) for part in row.parts[1:])
        if words and named and figures >= MIN_BODY and not measured and row.base - foot > INTERLEAVED * row.size:
            break  # the header of another table
        named = named and not words
        figures += measured
        foot = row.base if measured else foot
        found = _with(found, [(part, each) for part, each in zip(row.parts, over, strict=True)])
        behind += 1
    body = list(found)
    heads: list[Part] = []
    for row in block[top:start][::-1]:
        over = [[at for at, column in enumerate(found) if column.overlap(part) > 0] for part in row.parts]
        if any(is_measure(part.text) for part in row.parts[1:]) or row.base < block[start].base - 12 * row.size:
            break
        if len(row.parts) > 1 or row in block[max(0, start - BEFORE) : start]:
            own = [
                (part, each)
                for part, each in zip(row.parts, over, strict=True)
                if (len(each) == 1 and over_two(part, found) is None) or (not each and len(row.parts) > 1)
            ]
            found = _with(found, own)
            heads += [part for part, _ in own]
    return _paired(found, body, heads), behind


def _paired(columns: Sequence[Column], body: Sequence[Column], heads: Sequence[Part]) -> list[Column]:
    """Puts names that stand over no figures together with the figures beside them that have no name, where they come in pairs."""
    found: list[Column] = []
    lone: list[tuple[Column, bool]] = []

    def settle() -> None:
        pairs = list(zip(lone[::2], lone[1::2], strict=False))
        plain = len(lone) % 2 == 0 and all(
            one[1] == pairs[0][0][1] != two[1] and two[0].x0 - one[0].x1 < _BESIDE for one, two in pairs
        )
        if plain:
            found.extend(Column(one.x0, two.x1) for (one, _), (two, _) in pairs)
        else:
            found.extend(column for column, _ in lone)
        lone.clear()

    for column in columns:
        filled = any(column.x0 <= other.x0 and other.x1 <= column.x1 for other in body)
        named = any(column.overlap(part) > 0 for part in heads)
        if filled and named:
            settle()
            found.append(column)
        else:
            lone.append((column, filled))
    settle()
    return found


def _with(columns: Sequence[Column], parts: Sequence[tuple[Part, Sequence[int]]]) -> list[Column]:
    """The columns widened by the parts that stand in one, and those that stand in none as further ones."""
    found = list(columns)
    for part, over in parts:
        if over:
            at = over[0]
            found[at] = Column(min(found[at].x0, part.x0), max(found[at].x1, part.x1))
    return sorted([*found, *(Column(part.x0, part.x1) for part, over in parts if not over)])
