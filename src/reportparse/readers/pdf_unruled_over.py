"""Forms without rulings that a page break cuts: read with the first lines of the next page below those of their own.

Neither half of such a form is plain alone: the rows beyond have no header, and a name that stands for rows on both
pages is printed on the first one only. Together they are read as any other form is, and then cut at the break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lines import PAGE_NUMBER
from reportparse.readers.pdf_unruled_forms import Form
from reportparse.readers.pdf_unruled_grid import Column, Row
from reportparse.readers.pdf_unruled_rows import is_measure

# The break is that wide (in font sizes): lines of one cell are closer together, lines of a form are not further apart.
_BREAK = 2.4
_SAME_SIZE = 0.6
# One of so many lines at the head of the next page has figures.
_FIRST_LINES = 3


@dataclass(frozen=True)
class Beyond:
    """The first lines of the next page that hang together, and whether they end above its foot."""

    rows: Sequence[Row]
    is_whole: bool


@dataclass(frozen=True)
class Joined:
    """The lines of a page with those of the next one moved (so far) below them; `at` is the height of the break."""

    block: Sequence[Row]
    at: float
    by: float


class Rest(NamedTuple):
    """The cells that a table has on the next page, for each whether it goes on with the one above it, and the columns."""

    areas: list[Area]
    going_on: list[bool]
    columns: list[Column]


def without_page_number(rows: Sequence[Row]) -> Sequence[Row]:
    """The lines of a page without the number at its foot."""
    behind = len(rows)
    while behind and len(rows[behind - 1].parts) == 1 and PAGE_NUMBER.fullmatch(rows[behind - 1].parts[0].text):
        behind -= 1
    return rows[:behind]


def joined(raw: Sequence[Row], beyond: Beyond) -> Joined | None:
    """The lines on both sides of a page break as one block; None where those beyond are no rows, or repeat the header."""
    first, last = beyond.rows[0], raw[-1]
    figures = any(is_measure(part.text) for row in beyond.rows[:_FIRST_LINES] for part in row.parts[1:])
    names = [part.text for part in first.parts]
    if any([part.text for part in row.parts] == names for row in raw):
        return None
    if not figures or abs(first.size - last.size) > _SAME_SIZE:
        return None
    by = last.base + _BREAK * last.size - first.base
    moved = [replace(row, base=row.base + by, top=row.top + by, bottom=row.bottom + by) for row in beyond.rows]
    return Joined([*raw, *moved], last.base + 1.0, by)


def cut(form: Form, found: Joined) -> tuple[Form, Rest] | None:
    """A form that lies over the break in two; None where no row ends there."""
    above = [row for row in found.block if row.base < found.at]
    low = max(row.bottom for row in above) - 1.0
    high = min(row.top for row in found.block[len(above) :]) + 1.0
    levels = {level for area in form.areas for level in (area.top, area.bottom) if low < level < high}
    if len(levels) != 1:
        return None
    (level,) = levels
    upper = [area._replace(bottom=min(area.bottom, level)) for area in form.areas if area.top < level]
    lower = [area for area in form.areas if area.bottom > level]
    head = min(row.top for row in found.block[len(above) :]) - 1.0
    rest = Rest(
        [area._replace(top=max(area.top, head) - found.by, bottom=area.bottom - found.by) for area in lower],
        [area.top < level for area in lower],
        form.columns,
    )
    return replace(form, areas=upper, behind=len(above), goes_on=False), rest
