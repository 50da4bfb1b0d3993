"""The content of single pages, and what repeats on them: running headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter

from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.model.location import Box
from reportparse.readers.beyond import PageTooLargeError
from reportparse.readers.pdf_chars import Area, Glyph, PageGlyphs
from reportparse.readers.pdf_columns import Columns, Lane, lanes, parted
from reportparse.readers.pdf_dashes import mended
from reportparse.readers.pdf_edges import PageDrawing
from reportparse.readers.pdf_lattice import Edge, lattice
from reportparse.readers.pdf_lines import PAGE_NUMBER, Line, lines
from reportparse.readers.pdf_sideways import assign_sideways
from reportparse.readers.pdf_struck import loose_rulings, strike
from reportparse.readers.pdf_tables import GridTable, assign, page_table
from reportparse.readers.pdf_unruled import unruled_tables, worth_a_look
from reportparse.readers.pdf_unruled_over import Rest
from reportparse.readers.pdf_view import AS_SHOWN, Matrix
from reportparse.readers.scan_result import ScannedPage

# The parts of a page where headers and footers stand.
_HEAD = 0.12
_FOOT = 0.88
_SAME_HEIGHT = 4.0
# What may change in a running line from page to page; a year never does.
_COUNTED = re.compile(r"(?<!\d)(?!20\d\d(?!\d))\d+|\s+")
_LABEL = re.compile(r"\s*(?:附件|附表|附录|表)\s*[\d一二三四五六七八九十]*\s*[:：]?\s*")
# Type of this size (points) and so much larger than that of the page is a title's.
_TITLE = 14.0
_LARGER = 1.3
# Drawn squares smaller than this (points) are check boxes.
_CHECK_BOX = 18.0


@dataclass
class PageContent:
    """One page, each step's result kept: characters, drawing, tables (outermost) and the lines outside of them.

    `number` is 1-based and counts pages as they are read, `sheet` those of the file; `width` and `height` are in
    points as the page is read, `back` leads from there to the points of the sheet as shown. `asides` are lines that
    stand apart from the running text (along a margin, upside down), `closed` says why the page was not read, `doubtful` where (from the top) lines look like a table that was not read.
    `text` is what pdfium says is written on the sheet, to count against what was read; `running` is what was left
    out of running lines because an earlier page has it.
    `forms` are the labels that forms without rulings begin with.
    `rest` are the rows of a table without rulings that begins on the page before.
    `scan` is what was read off the page's image where its text is of no use, `shown` how a box on it lies on the page,
    `scan_problem` why it could not be read; `lanes` are its parts where it has columns, in the order they are read;
    `layer` is the unseen text that repeats what is seen at its place.
    """

    number: int
    width: float
    height: float
    glyphs: PageGlyphs
    drawing: PageDrawing
    annotations: int = 0
    fields: int = 0
    tables: list[GridTable] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    asides: list[Line] = field(default_factory=list)
    sheet: int = 0
    back: Matrix = AS_SHOWN
    closed: Say | None = None
    text: str = ""
    running: list[str] = field(default_factory=list)
    doubtful: list[float] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    rest: Rest | None = None
    scan: ScannedPage | None = None
    shown: Callable[[Box], Box] | None = None
    scan_problem: Say | None = None
    lanes: list[Lane] = field(default_factory=list)
    layer: list[str] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        return round(self.width), round(self.height)

    def items(self) -> list[Line | GridTable]:
        """Lines and tables from top to bottom, column by column."""
        both: list[tuple[int, float, float, int, Line | GridTable]] = []
        both += [(line.lane, line.top, line.x0, number, line) for number, line in enumerate(self.lines)]
        both += [
            (table.lane, table.area.top, table.area.x0, -1 - number, table) for number, table in enumerate(self.tables)
        ]
        return [item for *_, item in sorted(both, key=lambda each: each[:4])]

    def regions(self) -> list[tuple[int, list[Line]]]:
        """The lines by lane: all of them where the page has no columns."""
        if not self.lanes:
            return [(0, self.lines)]
        return [(lane, list(own)) for lane, own in groupby(self.lines, attrgetter("lane"))]

    @property
    def body_bottom(self) -> float:
        return max([*(line.bottom for line in self.lines), *(table.area.bottom for table in self.tables)], default=0.0)

    def column_bottom(self, column: int, lane: int) -> float:
        """How far down the columns of a block reach, of which one is that lane."""
        own = range(lane - column, lane - column + self.lanes[lane].columns)
        return max(
            [
                *(line.bottom for line in self.lines if line.lane in own),
                *(table.area.bottom for table in self.tables if table.lane in own),
            ]
        )


def lay_out(
    page: PageContent, following: PageContent | None = None, columns: Columns = ((), False), with_forms: bool = True
) -> None:
    """Finds the tables of a page and gives every character its place in a cell or on a line. Raises PageTooLargeError.

    `following` is the next page, `columns` are those of the page before; `with_forms` tells whether forms without
    rulings are read.
    """
    drawing = page.drawing
    drawing.edges = mended(drawing.edges)
    found = [
        page_table(areas, page.number)
        for areas in lattice([*drawing.edges, *drawing.paint_edges])
        if len(areas) > 1 or _is_frame(areas[0], page)
    ]
    if len(found) > limits().page_tables:
        raise PageTooLargeError("page_tables")
    nested = _nest(found)
    # Innermost first, so that a character goes to the nested table and not to the cell around it.
    order = sorted(found, key=lambda table: (table.area.x1 - table.area.x0) * (table.area.bottom - table.area.top))
    loose = loose_rulings(drawing.edges, (cell.area for table in found for cell in table.cells))
    if loose:
        page.glyphs.seen, page.glyphs.struck = strike(page.glyphs.seen, loose)
    rest = assign(page.glyphs.seen, order)
    if page.glyphs.sideways:
        page.asides = assign_sideways(page.glyphs.sideways, order, page.number)
    page.tables = [
        table
        for table in found
        if id(table) not in nested and (len(table.cells) > 1 or table.cells[0].lines or table.cells[0].inner)
    ]
    begun = [_rest_table(page.rest, page.number)] if page.rest is not None else []
    rest = assign(rest, begun)
    page.tables += begun
    page.lines = lines(rest, page.number)
    page.lanes = lanes(rest, page.lines, page.tables, page.height, *columns)
    if not page.lanes:
        _read_unruled(page, rest, following if following is None or following.size == page.size else None, with_forms)
        return
    page.lines = []
    drawn = page.tables
    for number, (lane, own) in enumerate(zip(page.lanes, parted(rest, page.lanes), strict=True)):
        part = PageContent(page.number, page.width, page.height, page.glyphs, page.drawing)
        part.lines = lines(own, page.number)
        _read_unruled(part, own, None, with_forms=False)
        for line in part.lines:
            line.lane = number
        inside = [table for table in drawn if lane.holds(table.area)]
        for table in (*inside, *part.tables):
            table.lane = number
            table.column = lane.column if lane.flows else None
            for line in (line for cell in table.cells for line in cell.lines):
                line.lane = number
        page.lines += part.lines
        page.doubtful += part.doubtful
        page.tables = [*page.tables, *part.tables]


def _read_unruled(page: PageContent, rest: Sequence[Glyph], following: PageContent | None, with_forms: bool) -> None:
    """Looks for tables without rulings among the characters that stand in no other table."""
    if following is not None:
        following.rest = None
    if not worth_a_look(page.lines):
        return
    ahead = following.glyphs.seen if following is not None else ()
    plain = following is not None and not following.drawing.edges
    told = unruled_tables(rest, page.drawing.edges, page.height, ahead, plain, with_forms)
    if following is not None:
        following.rest = told.rest
    page.doubtful, page.forms = told.doubtful, told.forms
    drawn = [page_table(areas, page.number) for areas, _ in told.tables]
    for table, (_, columns) in zip(drawn, told.tables, strict=True):
        table.rivers = [(one.x1, two.x0) for one, two in pairwise(columns)]
    if drawn:
        page.lines = lines(assign(rest, drawn), page.number)
        page.tables = [*page.tables, *drawn]


def _rest_table(rest: Rest, page: int) -> GridTable:
    """The rows of a table without rulings that begins on the page before."""
    table = page_table(rest.areas, page)
    table.rivers = [(one.x1, two.x0) for one, two in pairwise(rest.columns)]
    table.is_rest = True
    for cell, goes_on in zip(table.cells, rest.going_on, strict=True):
        cell.goes_on = goes_on
    return table


def _is_frame(area: Area, page: PageContent) -> bool:
    wide, high = area.x1 - area.x0, area.bottom - area.top
    if wide < _CHECK_BOX or high < _CHECK_BOX * 0.6:
        return False
    if area.x0 < 0.08 * page.width and area.top < 0.08 * page.height:
        return False  # a border around the whole page
    sides = [
        (False, area.top, area.x0, area.x1),
        (False, area.bottom, area.x0, area.x1),
        (True, area.x0, area.top, area.bottom),
        (True, area.x1, area.top, area.bottom),
    ]
    return all(any(_covers(edge, *side) for edge in page.drawing.edges) for side in sides)


def _covers(edge: Edge, vertical: bool, at: float, start: float, end: float) -> bool:
    overlap = min(edge.end, end) - max(edge.start, start)
    return edge.vertical is vertical and abs(edge.at - at) <= 3.0 and overlap > 0.5 * (end - start)


def _nest(found: list[GridTable]) -> set[int]:
    """Hangs tables that lie inside a cell of another into that cell; returns their ids."""
    nested: set[int] = set()
    if len(found) < 2:
        return nested
    for inner in found:
        box = inner.area
        holders = [
            cell
            for outer in found
            if outer is not inner
            for cell in outer.cells
            if cell.area.x0 - 1 <= box.x0
            and box.x1 <= cell.area.x1 + 1
            and cell.area.top - 1 <= box.top
            and box.bottom <= cell.area.bottom + 1
        ]
        if holders:
            smallest = min(holders, key=lambda cell: (cell.area.x1 - cell.area.x0) * (cell.area.bottom - cell.area.top))
            smallest.inner.append(inner)
            nested.add(id(inner))
    return nested


@dataclass
class Running:
    """Lines that are no part of the text: headers and footers (page numbers among them), each once."""

    headers: list[Line] = field(default_factory=list)
    footers: list[Line] = field(default_factory=list)


def take_running_lines(pages: Sequence[PageContent]) -> Running:
    """Takes headers, footers and page numbers out of the pages' lines and returns the distinct ones."""
    running = Running()
    for at_top in (True, False):
        repeated = _repeated(pages, at_top)
        seen: set[str] = set()
        kept = running.headers if at_top else running.footers
        for page in pages:
            body: list[Line] = []
            for line in page.lines:
                if _in_zone(line, page, at_top) and (id(line) in repeated or _is_page_number(line, page, at_top)):
                    if _key(line) not in seen:
                        seen.add(_key(line))
                        kept.append(line)
                        page.running.append(line.doubled)
                    else:
                        page.running.append(line.text + line.doubled)
                else:
                    body.append(line)
            page.lines = body
    return running


def _key(line: Line) -> str:
    """What is the same in all copies of a running line. The number of an annex tells one from the next."""
    return line.text if _LABEL.fullmatch(line.text) else _COUNTED.sub("", line.text)


def _is_title(line: Line, page: PageContent) -> bool:
    """Whether a line is in a title's type: the same form over and over has the same title on every page."""
    if line.size < _TITLE:
        return False
    sizes = Counter(round(glyph[5], 1) for glyph in page.glyphs.seen)
    return line.size > _LARGER * sizes.most_common(1)[0][0]


def _in_zone(line: Line, page: PageContent, at_top: bool) -> bool:
    if at_top:
        return line.bottom < _HEAD * page.height and all(table.area.top >= line.base for table in page.tables)
    return line.top > _FOOT * page.height and all(table.area.bottom <= line.bottom for table in page.tables)


def _outermost(page: PageContent, at_top: bool) -> list[Line]:
    own = sorted((line for line in page.lines if _in_zone(line, page, at_top)), key=lambda line: line.base)
    return own[:3] if at_top else own[-3:]


def _repeated(pages: Sequence[PageContent], at_top: bool) -> set[int]:
    by_key: dict[str, list[tuple[float, int, Line, PageContent]]] = defaultdict(list)
    for page in pages:
        for line in _outermost(page, at_top):
            if _is_title(line, page):
                continue
            height = line.base if at_top else page.height - line.base
            by_key[_key(line)].append((height, page.number, line, page))
    found: set[int] = set()
    for same in by_key.values():
        for height, _, line, page in same:
            fellows = {number for other, number, _, _ in same if abs(other - height) <= _SAME_HEIGHT}
            enough = len(fellows) >= 0.4 * len(pages) or _stands_apart(line, page, at_top)
            if len(fellows) >= 2 and enough:
                found.add(id(line))
    return found


def _stands_apart(line: Line, page: PageContent, at_top: bool) -> bool:
    """Whether there is clearly more room between this line and the body than within the body."""
    if at_top:
        below = [other.base for other in page.lines if other.base > line.base + 1] + [
            table.area.top for table in page.tables
        ]
        return not below or min(below) - line.base > 2.2 * line.size
    above = [other.base for other in page.lines if other.base < line.base - 1] + [
        table.area.bottom for table in page.tables
    ]
    return not above or line.base - max(above) > 2.2 * line.size


def _is_page_number(line: Line, page: PageContent, at_top: bool) -> bool:
    if not PAGE_NUMBER.fullmatch(line.text.strip()):
        return False
    own = _outermost(page, at_top)
    at_edge = bool(own) and (own[0] if at_top else own[-1]) is line
    # A bare number at the head of a page may be text; there it must repeat.
    return at_edge and not at_top and _stands_apart(line, page, at_top)
