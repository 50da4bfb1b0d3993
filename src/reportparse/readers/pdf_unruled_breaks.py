"""Step 5a of the PDF reader: the few rows of a table without rulings that a page break cuts off.

Two rows alone show no table. At the foot of a page and at the head of the next one they are rows of the table on the
other side of the break where every text stands in one of its columns as the texts there do, with figures where it has
figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from reportparse.readers.pdf_chars import Glyph
from reportparse.readers.pdf_lines import Line, lines, rows
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.pdf_stitch import SLACK, is_continuation_line
from reportparse.readers.pdf_tables import GridTable, assign, page_table
from reportparse.readers.pdf_unruled import row_of
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row, grid, place

# Sides or middles of texts that differ by no more than this (points) are in line.
_STRAIGHT = 2.5
# The share of a column's texts that are figures where it holds figures.
_MOST = 0.7
# Rows are no further apart, and no closer together, than by these factors of the usual distance.
_FAR, _CLOSE = 1.6, 0.6
_MAX_TITLES = 3


@dataclass(frozen=True)
class _Shape:
    """The columns of a table: where each lies between the rivers, how its texts stand, whether they are figures."""

    columns: list[Column]
    sides: list[list[tuple[float, float]]]
    numeric: list[bool]
    pitch: float


def take_in_rows(pages: Sequence[PageContent], bottoms: dict[tuple[int, int], float]) -> None:
    """Makes tables of the rows beside page breaks that belong to the table beyond; `bottoms` is how far pages reach."""
    for above, below in pairwise(pages):
        if above.lanes or below.lanes or not (above.tables or below.tables):
            continue
        last, first = _last_table(above), _first_table(below)
        room = bottoms[above.size]
        if last is not None and first is None:
            shape = _shape(last)
            if shape is not None and room - last.area.bottom <= shape.pitch + SLACK:
                _take_rest(below, last, shape)
        elif first is not None and last is None and above.lines:
            shape = _shape(first)
            if shape is not None and room - above.lines[-1].bottom <= shape.pitch + SLACK:
                _take_start(above, first, shape)


def _last_table(page: PageContent) -> GridTable | None:
    """The table without rulings that ends the page."""
    last = max(page.tables, key=lambda table: table.area.bottom, default=None)
    if last is None or not last.rivers or any(line.base > last.area.bottom for line in page.lines):
        return None
    return last


def _first_table(page: PageContent) -> GridTable | None:
    """The table without rulings that begins the page."""
    first = min(page.tables, key=lambda table: table.area.top, default=None)
    if first is None or not first.rivers:
        return None
    over = [line for line in page.lines if line.base < first.area.top]
    return first if all(is_continuation_line(line.text) for line in over) else None


def _shape(table: GridTable) -> _Shape | None:
    middles = [(left + right) / 2 for left, right in table.rivers]
    edges = [table.area.x0 - 1e3, *middles, table.area.x1 + 1e3]
    columns = [Column(left, right) for left, right in pairwise(edges)]
    sides: list[list[tuple[float, float]]] = [[] for _ in columns]
    figures = [0] * len(columns)
    bases: set[float] = set()
    for cell in table.cells:
        over = [at for at, middle in enumerate(middles, 1) if cell.x0 < middle < cell.x1]
        if over or not cell.lines:
            continue
        if len(cell.lines) > 1:
            return None  # rows of several lines are not told from one another by two of them
        line = cell.lines[0]
        at = sum(1 for middle in middles if (line.x0 + line.x1) / 2 > middle)
        sides[at].append((line.x0, line.x1))
        figures[at] += FIGURE.fullmatch(line.text) is not None
        bases.add(line.base)
    gaps = sorted(two - one for one, two in pairwise(sorted(bases)) if two - one > 1.0)
    if not gaps:
        return None
    numeric = [figures[at] > 1 and figures[at] >= _MOST * (len(own) - 1) for at, own in enumerate(sides)]
    return _Shape(columns, sides, numeric, gaps[len(gaps) // 2])


def _take_rest(page: PageContent, table: GridTable, shape: _Shape) -> None:
    """Rows at the head of a page that go on with the table of the page before."""
    titles = len(list(takewhile(lambda line: is_continuation_line(line.text), page.lines[:_MAX_TITLES])))
    until = min((other.area.top for other in page.tables), default=page.height)
    candidates = [line for line in page.lines[titles:] if line.base < until]
    own = _rows(page, candidates)
    taken: list[Row] = []
    for row in own:
        if taken and not _CLOSE * shape.pitch < row.base - taken[-1].base < _FAR * shape.pitch:
            break
        if not (_fits(row, shape) or (not taken and _is_header(row, table, shape))):
            break
        taken.append(row)
    if taken and not _is_more(own[len(taken) : len(taken) + 2], taken[-1], shape):
        _draw(page, taken, table, shape, candidates[: len(taken)])


def _take_start(page: PageContent, table: GridTable, shape: _Shape) -> None:
    """Rows at the foot of a page with which the table of the next page begins."""
    start = max((other.area.bottom for other in page.tables), default=0.0)
    candidates = [line for line in page.lines if line.base > start]
    own = _rows(page, candidates)
    taken: list[Row] = []
    for row in reversed(own):
        if taken and not _CLOSE * shape.pitch < taken[0].base - row.base < _FAR * shape.pitch:
            break
        if not (taken and _is_heading(taken[0])) and (
            _fits(row, shape) or (_is_heading(row) and _stands_in(row, shape))
        ):
            taken.insert(0, row)
        else:
            break
    if any(_fits(row, shape) or len(row.parts) == len(shape.columns) > 2 for row in taken):
        _draw(page, taken, table, shape, candidates[len(own) - len(taken) :])


def _rows(page: PageContent, found: Sequence[Line]) -> list[Row]:
    """The lines in parts; none where one cannot be told."""
    made = [row for row in map(row_of, rows(_glyphs(page, found))) if row is not None]
    return made if len(made) == len(found) else []


def _glyphs(page: PageContent, found: Sequence[Line]) -> list[Glyph]:
    bases = [(line.base - 0.5 * line.size, line.base + 0.5 * line.size, line.x0 - 1, line.x1 + 1) for line in found]
    return [
        glyph
        for glyph in page.glyphs.seen
        if any(low < glyph[4] < high and left < glyph[0] and glyph[2] < right for low, high, left, right in bases)
    ]


def _fits(row: Row, shape: _Shape) -> bool:
    """Whether the parts of a line stand in the columns, in line with what stands there, with figures among figures."""
    cells = place(row, shape.columns)
    if cells is None or len(cells) < 2 or (0 not in cells and len(row.parts) < len(shape.columns)):
        return False
    if not any(shape.numeric) and len(cells) < len(shape.columns):
        return False
    return all(
        _is_in_line(part, shape.sides[at]) and (not shape.numeric[at] or FIGURE.fullmatch(part.text) is not None)
        for at, part in cells.items()
    )


def _is_in_line(part: Part, sides: Sequence[tuple[float, float]]) -> bool:
    own = (part.x0, part.x1, (part.x0 + part.x1) / 2)
    for measure in range(3):
        others = [(left, right, (left + right) / 2)[measure] for left, right in sides]
        close = sum(1 for other in others if abs(other - own[measure]) <= _STRAIGHT)
        if others and close >= len(others) / 2:
            return True
    return False


def _stands_in(row: Row, shape: _Shape) -> bool:
    return len(row.parts) > 1 and place(row, shape.columns) is not None


def _is_heading(row: Row) -> bool:
    """Whether a line of several parts has no figure and ends no sentence."""
    return not any(FIGURE.fullmatch(part.text) or part.text[-1] in "。；" for part in row.parts)


def _is_header(row: Row, table: GridTable, shape: _Shape) -> bool:
    """Whether a line repeats the first row of the table."""
    cells = place(row, shape.columns) or {}
    return [part.text for _, part in sorted(cells.items())] == [
        "".join(line.text for line in cell.lines) for cell in table.row(0) if cell.lines
    ]


def _is_more(behind: Sequence[Row], last: Row, shape: _Shape) -> bool:
    """Whether what comes behind the rows that fit looks like more rows, which do not: then nothing is told."""
    for row in behind:
        if row.base - last.base > _FAR * shape.pitch:
            return False
        if len(row.parts) > 1:
            return True
        last = row
    return False


def _draw(page: PageContent, taken: Sequence[Row], table: GridTable, shape: _Shape, found: Sequence[Line]) -> None:
    """Gives the page the table that the rows make, with the columns of the other one."""
    inner = [(left, right) for left, right in table.rivers]
    columns = [
        Column(left, right)
        for left, right in zip(
            [table.area.x0 + 2.0, *(right for _, right in inner)],
            [*(left for left, _ in inner), table.area.x1 - 2.0],
            strict=True,
        )
    ]
    areas = grid(taken, [(number, number + 1) for number in range(len(taken))], columns, [])
    drawn = page_table(areas, page.number)
    drawn.rivers = list(table.rivers)
    own = _glyphs(page, found)
    left = assign(own, [drawn])
    kept = {id(line) for line in found}
    page.lines = [line for line in page.lines if id(line) not in kept] + lines(left, page.number)
    page.tables = [*page.tables, drawn]
    page.doubtful = [at for at in page.doubtful if not drawn.area.top <= at <= drawn.area.bottom]
