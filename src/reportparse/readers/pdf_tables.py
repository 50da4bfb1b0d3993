"""Step 5 of the PDF reader: the tables of single pages, put together over page breaks, over one grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reportparse.model.document import Cell, Paragraph, Table
from reportparse.model.location import Box, PdfOrigin, PdfPiece
from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lattice import groups
from reportparse.readers.pdf_lines import Line, lines
from reportparse.readers.pdf_paragraphs import Leadings, Margins, build, is_centered, paragraphs

# Edges this close (points) on two pages are the same edge.
SAME_EDGE = 3.0
# The room between a cell's side and its text where the text itself does not tell (Word's default is 5.4 pt).
PADDING = 5.4


@dataclass(slots=True)
class GridCell:
    """A cell while the table is put together: its parts on the pages, its rows (half-open), its lines.

    `goes_on` says of one in the first row on a page that it is the rest of the one above it.
    """

    x0: float
    x1: float
    row: int
    end_row: int
    parts: list[tuple[int, Area]]
    lines: list[Line] = field(default_factory=list)
    inner: list[GridTable] = field(default_factory=list)
    goes_on: bool = False

    @property
    def area(self) -> Area:
        """The cell's part on its last page."""
        return self.parts[-1][1]

    def same_columns(self, other: GridCell) -> bool:
        return abs(self.x0 - other.x0) <= SAME_EDGE and abs(self.x1 - other.x1) <= SAME_EDGE


@dataclass
class GridTable:
    """A table while it is put together. `area` is its box on its last page, `page` that page (1-based).

    `rivers` are the gaps between the columns of a table without rulings; `repeated` is the text of the header rows left
    out because the table's first page has them; `lane` is the part of the page that the table stands in, `column` its column there, if it
    stands in one; `is_rest` says that it was read together with the table on the page before, which it goes on with.
    """

    page: int
    area: Area
    cells: list[GridCell]
    row_count: int
    first_page: int = 0
    parts: list[tuple[int, Area]] = field(default_factory=list)
    rivers: list[tuple[float, float]] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    lane: int = 0
    column: int | None = None
    is_rest: bool = False

    def bottom_cells(self) -> list[GridCell]:
        return [cell for cell in self.cells if cell.end_row == self.row_count]

    def row(self, number: int) -> list[GridCell]:
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.x0)


class CellFinder:
    """Finds the cell of a table that a point lies in."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.areas = areas
        self.ys = sorted({y for area in areas for y in (area.top, area.bottom)})
        self.xs = sorted({x for area in areas for x in (area.x0, area.x1)})
        rows = {y: number for number, y in enumerate(self.ys)}
        columns = {x: number for number, x in enumerate(self.xs)}
        self.squares: dict[tuple[int, int], int] = {}
        for number, (x0, top, x1, bottom) in enumerate(areas):
            across = range(columns[x0], columns[x1])
            for row in range(rows[top], rows[bottom]):
                for column in across:
                    self.squares.setdefault((row, column), number)

    def find(self, x: float, y: float) -> int | None:
        """The number of the cell that holds the point, None outside of all cells."""
        return self.squares.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    def nearest(self, x: float, y: float, reach: float) -> int | None:
        """The cell no further than `reach` above, below or beside the point."""
        for dx, dy in ((0.0, reach), (0.0, -reach), (reach, 0.0), (-reach, 0.0)):
            number = self.find(x + dx, y + dy)
            if number is not None:
                return number
        return None


def page_table(areas: Sequence[Area], page: int) -> GridTable:
    """The table that a lattice group of cells forms on one page, cells that overlap others left out."""
    tops = sorted({y for area in areas for y in (area.top, area.bottom)})
    rows = {y: number for number, y in enumerate(tops)}
    cells = [GridCell(area.x0, area.x1, rows[area.top], rows[area.bottom], [(page, area)]) for area in areas]
    box = Area(min(area.x0 for area in areas), tops[0], max(area.x1 for area in areas), tops[-1])
    return GridTable(page, box, cells, len(tops) - 1, page, [(page, box)])


def assign(glyphs: Iterable[Glyph], tables: Sequence[GridTable]) -> list[Glyph]:
    """Puts characters, by their centre, into the cells of a page's tables as lines; returns those outside.

    `tables` must be ordered so that a table inside another's cell comes before it.
    """
    rest = list(glyphs)
    for table in tables:
        area = table.area
        areas = [cell.area for cell in table.cells]
        finder = CellFinder(areas)
        found: dict[int, list[Glyph]] = {}
        outside: list[Glyph] = []
        find = finder.find
        left, right, top, bottom = area.x0, area.x1, area.top - 3.0, area.bottom + 3.0
        held: list[Glyph] = []
        x0 = x1 = y0 = y1 = 0.0
        for glyph in rest:
            start, upper, end, lower, base, size, _ = glyph
            # Most characters stand in the same cell as the one before; its sides are doubled here.
            if x0 <= start + end < x1 and y0 <= upper + lower < y1:
                held.append(glyph)
                continue
            level = (upper + lower) / 2
            middle = (start + end) / 2
            if top <= level <= bottom and left <= middle <= right:
                number = find(middle, level)
                if number is None:
                    # A line squeezed against the table's outer edge by a page break still belongs to it.
                    inside = area.top + 0.5 <= base <= area.bottom + 0.25 * size
                    number = finder.nearest(middle, level, 3.0) if inside else None
                else:
                    around = areas[number]
                    x0, y0, x1, y1 = 2 * around[0], 2 * around[1], 2 * around[2], 2 * around[3]
                if number is not None:
                    held = found.setdefault(number, [])
                    held.append(glyph)
                    if not x0 <= 2 * middle < x1 or not y0 <= 2 * level < y1:
                        x0 = x1 = 0.0
                    continue
            outside.append(glyph)
        for number, own in found.items():
            table.cells[number].lines = lines(own, table.page)
        rest = outside
    return rest


def margins_of(cell: GridCell) -> Callable[[Line], Margins]:
    """The text margins inside a cell, on each of its pages."""
    by_part: dict[tuple[int, int], Margins] = {}
    fallback = Margins(cell.x0 + PADDING, cell.x1 - PADDING)
    if not cell.lines:
        return lambda line: fallback
    for page, area in cell.parts:
        own = [line for line in cell.lines if line.page == page]
        if len(cell.parts) > 1:
            own = [line for line in own if area.x0 - SAME_EDGE <= line.x0 <= area.x1 + SAME_EDGE]
        left = min((line.x0 for line in own), default=area.x0 + PADDING)
        padding = min(max(left - area.x0, 0.0), PADDING)
        right = max([area.x1 - padding, *(line.solid for line in own if line.solid <= area.x1 + 1)])
        # Centred or indented text alone says nothing about the left margin of the cell.
        lane = own[0].lane if own else 0
        by_part[page, lane] = Margins(left if left - area.x0 < 1.4 * PADDING else area.x0 + padding, right)
    return lambda line: by_part.get((line.page, line.lane), fallback)


def learn(table: GridTable, leadings: Leadings) -> None:
    """Adds the line distances inside the table's cells to what is known of the document."""
    for cell in table.cells:
        if len(cell.lines) > 1:
            leadings.learn(cell.lines, margins_of(cell)(cell.lines[0]))


def build_table(table: GridTable, index: int, leadings: Leadings, next_index: Callable[[], int]) -> Table:
    """The Table of the model; `next_index` gives block indexes to the tables nested in its cells."""
    clusters = groups([x for cell in table.cells for x in (cell.x0, cell.x1)], SAME_EDGE)
    columns = {x: number for number, cluster in enumerate(clusters) for x in cluster}
    built: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for cell in sorted(table.cells, key=lambda each: (each.row, each.x0)):
        first, behind = columns[cell.x0], columns[cell.x1]
        across = range(first, behind)
        squares = [(row, at) for row in range(cell.row, cell.end_row) for at in across]
        if not squares or not taken.isdisjoint(squares):
            continue
        taken.update(squares)
        built.append(_build_cell(cell, first, behind - first, leadings, next_index))
    pieces = tuple(PdfPiece(0, 0, page, _box(area)) for page, area in table.parts)
    built.sort(key=lambda each: (each.row, each.column))
    return Table(tuple(built), table.row_count, max(1, len(clusters) - 1), PdfOrigin(pieces), index)


def _box(area: Area) -> Box:
    return Box(round(area.x0, 2), round(area.top, 2), round(area.x1, 2), round(area.bottom, 2))


def _build_cell(cell: GridCell, column: int, span: int, leadings: Leadings, next_index: Callable[[], int]) -> Cell:
    rows, found = cell.end_row - cell.row, cell.lines
    if len(found) == 1 and not cell.inner:
        # Most cells of a form hold one line.
        area = cell.parts[0][1]
        only = build(found, -1, is_centered(found[0], Margins(area.x0 + PADDING, area.x1 - PADDING)))
        return Cell(cell.row, column, rows, span, (only,), only.origin)
    blocks: list[Paragraph | Table] = []
    pieces: list[PdfPiece] = []
    offset = 0
    margins = margins_of(cell)
    for group in paragraphs(found, margins, leadings) if found else []:
        paragraph = build(group, -1, all(is_centered(line, margins(line)) for line in group))
        assert isinstance(paragraph.origin, PdfOrigin)
        if offset:
            for piece in paragraph.origin.pieces:
                pieces.append(PdfPiece(piece.start + offset, piece.end + offset, piece.page, piece.box))
        else:
            pieces += paragraph.origin.pieces
        offset += len(paragraph.text) + 1
        blocks.append(paragraph)
    if not pieces:
        page, area = cell.parts[0]
        pieces.append(PdfPiece(0, 0, page, _box(area)))
    for inner in cell.inner:
        blocks.append(build_table(inner, next_index(), leadings, next_index))
    return Cell(cell.row, column, rows, span, tuple(blocks), PdfOrigin(tuple(pieces)))
