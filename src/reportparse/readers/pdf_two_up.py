"""Step 2c of the PDF reader: sheets with two pages side by side, cut in the middle; the left page is read first.

A sheet is cut where nothing crosses its middle, and only if the middle of all sheets of its size is free and at
least one of them shows two pages: a page number at the foot of each half, or running text in both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from reportparse.readers.pdf_chars import Area, Glyph, PageGlyphs
from reportparse.readers.pdf_edges import PageDrawing
from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.pdf_lines import Line, lines
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.pdf_view import Matrix

_LANDSCAPE = 1.2
# The part of the width left and right of the middle that must be free.
_GUTTER = 0.012
_MIN_LINES = 3
_WIDE = 0.6
_FOOT = 0.85
_NUMBER = re.compile(r"\D{0,4}(\d{1,4})\D{0,4}")


def part_sheets(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages, each half of a sheet with two pages as one of its own; numbered from 1 in reading order."""
    by_size: dict[tuple[int, int], list[PageContent]] = defaultdict(list)
    for page in pages:
        if page.width > _LANDSCAPE * page.height:
            by_size[page.size].append(page)
    cut: set[int] = set()
    for same in by_size.values():
        if all(_is_free(page) for page in same) and any(_shows_two(page) for page in same):
            cut.update(page.sheet for page in same)
    if not cut:
        return list(pages)
    found: list[PageContent] = []
    for page in pages:
        found += _halves(page) if page.sheet in cut else [page]
    for number, page in enumerate(found, 1):
        page.number = number
    return found


def _is_free(page: PageContent) -> bool:
    middle, room = page.width / 2, _GUTTER * page.width
    if any(glyph[0] < middle + room and glyph[2] > middle - room and glyph[6].strip() for glyph in page.glyphs.seen):
        return False
    return not any(
        not edge.vertical and edge.start < middle - room and edge.end > middle + room
        for edge in (*page.drawing.edges, *page.drawing.paint_edges)
    )


def _shows_two(page: PageContent) -> bool:
    middle = page.width / 2
    sides = [
        lines([glyph for glyph in page.glyphs.seen if (glyph[0] < middle) is left], page.number)
        for left in (True, False)
    ]
    numbers = [_page_number(side, page.height) for side in sides]
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[1] == numbers[0] + 1
    # Lines with gaps may be rows of a table across the whole sheet.
    return all(
        sum(1 for line in side if line.x1 - line.x0 > _WIDE * middle and not line.gaps) >= _MIN_LINES for side in sides
    )


def _page_number(side: Sequence[Line], height: float) -> int | None:
    last = side[-1] if side else None
    number = _NUMBER.fullmatch(last.text.strip()) if last is not None and last.base > _FOOT * height else None
    return int(number[1]) if number else None


def _halves(page: PageContent) -> list[PageContent]:
    middle = page.width / 2
    halves = [_half(page, 0.0, middle), _half(page, middle, page.width)]
    # What was counted on the sheet is counted once.
    halves[0].annotations, halves[0].fields = page.annotations, page.fields
    kept, glyphs = halves[0].glyphs, page.glyphs
    kept.turned, kept.struck, kept.unmapped = glyphs.turned, glyphs.struck, glyphs.unmapped
    kept.watermark = glyphs.watermark
    filled = [half for half in halves if half.glyphs.seen or half.glyphs.sideways or half.drawing.pictures]
    return filled or halves[:1]


def _half(page: PageContent, start: float, end: float) -> PageContent:
    def own(x0: float, x1: float) -> bool:
        return start <= (x0 + x1) / 2 < end

    def moved(glyph: Glyph) -> Glyph:
        return (glyph[0] - start, glyph[1], glyph[2] - start, *glyph[3:])

    def area(box: Area) -> Area:
        return box._replace(x0=box.x0 - start, x1=box.x1 - start)

    def edges(all_edges: Sequence[Edge]) -> list[Edge]:
        return [
            edge._replace(at=edge.at - start)
            if edge.vertical
            else edge._replace(start=edge.start - start, end=edge.end - start)
            for edge in all_edges
            if (own(edge.at, edge.at) if edge.vertical else own(edge.start, edge.end))
        ]

    glyphs, drawing = page.glyphs, page.drawing
    return PageContent(
        page.number,
        end - start,
        page.height,
        PageGlyphs(
            [moved(glyph) for glyph in glyphs.seen if own(glyph[0], glyph[2])],
            [(reason, moved(glyph)) for reason, glyph in glyphs.unseen if own(glyph[0], glyph[2])],
            [(angle, moved(glyph)) for angle, glyph in glyphs.sideways if own(glyph[0], glyph[2])],
        ),
        PageDrawing(
            edges(drawing.edges),
            edges(drawing.paint_edges),
            [area(box) for box in drawing.dark],
            [area(box) for box in drawing.pictures if own(box.x0, box.x1)],
        ),
        sheet=page.sheet,
        closed=page.closed,
        back=Matrix(1, 0, 0, 1, start, 0).then(page.back),
    )
