"""Rows of a text table, of which only the order of the cells is known → a table over a grid, its merges put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportparse.readers.grid import GridCell

MAX_WIDTH = 300
"""Columns of a text table. Lines with more cells are no table of a report."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TOTAL = re.compile(r"(?:合|总|小)\s*计|总\s*分|(?:总分|得分|分数)合计|合计(?:得分|分值?)|自评总分")
_LABEL = 40
_MOST_HEADER_CELLS = 40
_AMONG = "其中"
# What it costs to lay a header cell over columns of the row below it.
_OVER_LABEL, _GROUP, _ALREADY, _ILL = 2.0, 3.0, 1.0, 10_000.0

_FIGURE = re.compile(r"[-+－≤≥<>＜＞=约¥￥]?\s*[\d０-９][\d０-９,，.．\s]*(?:[%％‰]|[万亿千百]?元)?")


@dataclass(slots=True)
class LooseCell:
    """The paragraphs of a cell, each with its line number. `owner` is the cell to the left that spans this square."""

    pieces: list[tuple[int, str]] = field(default_factory=list)
    owner: LooseCell | None = None

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.pieces).strip()


@dataclass(slots=True)
class LooseRow:
    line: int
    cells: list[LooseCell]

    @classmethod
    def of(cls, line: int, texts: Sequence[str]) -> LooseRow:
        """A row on one line; `<br>` in a cell begins a new paragraph."""
        return cls(line, [LooseCell([(line, part.strip()) for part in _BREAK.split(text)]) for text in texts])


@dataclass(slots=True)
class _Band:
    """Consecutive rows that share columns. `edges` has for each row the column where each cell begins, and the end."""

    first: int
    edges: list[list[int]]
    width: int


def lay_out(rows: Sequence[LooseRow]) -> tuple[list[GridCell], int, int]:
    """The cells over a grid, its rows and columns.

    A row of one cell takes the whole width. A row with fewer cells than the row below is a header whose cells are
    laid over that row's: what is blank below belongs to the cell above, 其中 spans the rest. Blank cells at the left
    of a row of words are merged with the cell above.
    """
    _widen_totals(rows)
    bands = _bands(rows)
    width = max(band.width for band in bands)
    cells: list[GridCell] = []
    for band in bands:
        _place(rows, band, width, cells)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return cells, len(rows), width


def _widen_totals(rows: Sequence[LooseRow]) -> None:
    """A total with fewer cells than the rows above it spans the columns of their names; its figures stand at the right."""
    for above, row in pairwise(rows):
        lacking = len(above.cells) - len(row.cells)
        if lacking > 0 and len(row.cells) > 1 and _TOTAL.fullmatch(row.cells[0].text):
            row.cells[1:1] = [LooseCell(owner=row.cells[0]) for _ in range(lacking)]


def _bands(rows: Sequence[LooseRow]) -> list[_Band]:
    """From the bottom up: a row joins the band below it where it has as many cells or can be laid over its first row."""
    bands: list[_Band] = []
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        band = bands[-1] if bands else None
        if band is not None and len(row.cells) > 1:
            below = rows[index + 1]
            if len(row.cells) == len(below.cells) and len(band.edges[0]) == len(row.cells) + 1:
                band.edges.insert(0, band.edges[0])
                band.first = index
                continue
            edges = _laid_over(row, below, rows, band)
            if edges is not None:
                band.edges.insert(0, edges)
                band.first = index
                continue
        bands.append(_Band(index, [list(range(len(row.cells) + 1))], len(row.cells)))
    bands.reverse()
    return bands


def _laid_over(row: LooseRow, below: LooseRow, rows: Sequence[LooseRow], band: _Band) -> list[int] | None:
    """The edges of a header row over those of the row below it, or None where it is no header of that row."""
    above, texts = [cell.text for cell in row.cells], [cell.text for cell in below.cells]
    if (
        not len(above) < len(texts) <= _MOST_HEADER_CELLS
        or not _is_header(above)
        or (not any(_is_among(text) for text in above) and texts[0])
    ):
        return None
    merged = [_merged_below(rows, band, column) for column in range(len(texts))]
    infinite = float("inf")
    # best[i][j]: the least cost of laying the first i cells over the first j columns, and where the last one begins.
    best = [[(infinite, 0)] * (len(texts) + 1) for _ in range(len(above) + 1)]
    best[0][0] = (0.0, 0)
    for i, label in enumerate(above, 1):
        for j in range(i, len(texts) - len(above) + i + 1):
            options = [
                (best[i - 1][start][0] + _cost(label, texts[start:j], merged[start:j]), start)
                for start in range(i - 1, j)
            ]
            best[i][j] = min(options)
    cost, _ = best[len(above)][len(texts)]
    if cost >= _ILL:
        return None
    starts = [len(texts)]
    for i in range(len(above), 0, -1):
        starts.insert(0, best[i][starts[0]][1])
    own = band.edges[0]
    return [own[start] for start in starts]


def _cost(label: str, texts: Sequence[str], merged: Sequence[bool]) -> float:
    if len(texts) == 1:
        return _OVER_LABEL if texts[0] else 0.0
    if not label or not all(texts):
        return _ILL
    if _is_among(label):
        return 0.0
    return _GROUP + len(texts) * _OVER_LABEL - (_ALREADY if all(merged) else 0.0)


def _merged_below(rows: Sequence[LooseRow], band: _Band, column: int) -> bool:
    """Whether a column has a blank at the left of a row of the band: there stand the names of groups."""
    for row in rows[band.first + 1 : band.first + len(band.edges)]:
        if len(row.cells) > column and _leading_blanks(row) > column:
            return True
    return False


def _is_header(texts: Sequence[str]) -> bool:
    return all(len(text) <= _LABEL and not is_figure(text) for text in texts)


def _is_among(text: str) -> bool:
    return text.lstrip("（(").startswith(_AMONG)


def is_figure(text: str) -> bool:
    """Whether a cell holds a number (with its unit) and nothing else."""
    return _FIGURE.fullmatch(text.strip()) is not None


def _leading_blanks(row: LooseRow) -> int:
    """How many cells at the left are blank, 0 where a figure follows them: that row has no name, it is not merged."""
    for count, cell in enumerate(row.cells):
        if cell.text or cell.owner is not None:
            return 0 if is_figure(cell.text) else count
    return 0


def _place(rows: Sequence[LooseRow], band: _Band, width: int, cells: list[GridCell]) -> None:
    """Adds a band's cells. Its last column is stretched over what the widest band has more."""
    open_cells: dict[tuple[int, int], GridCell] = {}
    for offset, edges in enumerate(band.edges):
        index = band.first + offset
        row = rows[index]
        header = offset > 0 and len(band.edges[offset - 1]) < len(edges)
        blanks = _leading_blanks(row)
        wide = _groups(rows, band, offset)
        now: dict[tuple[int, int], GridCell] = {}
        position = 0
        while position < len(row.cells):
            cell = row.cells[position]
            last = wide.get(position, position)
            while last + 1 < len(row.cells) and row.cells[last + 1].owner is cell:
                last += 1
            start, end = edges[position], edges[last + 1]
            if end == band.width:
                end = width
            above = open_cells.get((start, end))
            if (
                above is not None
                and not cell.text
                and (header or position < blanks or _header_blank(rows, band, offset, position))
            ):
                above.row_span += 1
                now[start, end] = above
            else:
                made = GridCell(index, start, 1, end - start, tuple(cell.pieces), row.line)
                cells.append(made)
                now[start, end] = made
            position = last + 1
        open_cells = now


def _groups(rows: Sequence[LooseRow], band: _Band, offset: int) -> dict[int, int]:
    """In a header written with all its squares: the cells followed by blanks under which the next row has words."""
    if offset + 1 >= len(band.edges) or len(band.edges[offset]) != len(band.edges[offset + 1]):
        return {}
    here, below = rows[band.first + offset].cells, rows[band.first + offset + 1].cells
    if not _is_split_header(here, below):
        return {}
    found: dict[int, int] = {}
    position = 0
    while position < len(here):
        last = position
        if here[position].text and below[position].text:
            while last + 1 < len(here) and not here[last + 1].text and below[last + 1].text:
                last += 1
            if last > position:
                found[position] = last
        position = last + 1
    return found


def _header_blank(rows: Sequence[LooseRow], band: _Band, offset: int, position: int) -> bool:
    """Whether a blank square belongs to the header cell above it."""
    if offset == 0 or len(band.edges[offset - 1]) != len(band.edges[offset]):
        return False
    above, here = rows[band.first + offset - 1].cells, rows[band.first + offset].cells
    return _is_split_header(above, here) and bool(above[position].text)


def _is_split_header(above: Sequence[LooseCell], below: Sequence[LooseCell]) -> bool:
    """Two rows of short labels, the lower one with its first square blank, the upper one with one blank above words."""
    if below[0].text or not above[0].text:
        return False
    texts = [cell.text for cell in (*above, *below)]
    return _is_header(texts) and any(not upper.text and lower.text for upper, lower in zip(above, below, strict=True))
