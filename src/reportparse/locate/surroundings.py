"""The words and table rows around the evidence of a finding, for pages that show it where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reportparse.model.document import Cell, Document, Paragraph, Table
from reportparse.model.excerpt import Excerpt, ExcerptCell, Quoted, Surroundings
from reportparse.model.findings import Evidence
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region
from reportparse.text.normalise import shortened

LONG = 60
"""Characters from which the text of a cell is read as a passage, not as an entry of a table."""

AROUND = 120
"""Characters of a passage shown before and behind the evidence, at most."""

WHOLE = 8
"""A region of so many rows is shown whole; of a longer one the rows concerned and their neighbours."""

MOST_ROWS = 16
MOST_TEXT = 60
_STOPS = "。；！？\n"


class Surveyor:
    """Finds the surroundings in one document."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self.document = document
        self._regions: dict[int, list[Region]] = {}
        for region in outline.regions:
            self._regions.setdefault(region.table, []).append(region)

    def around(self, evidence: Sequence[Evidence]) -> Surroundings:
        """The surroundings of one finding's evidence; places that are gone are passed over."""
        quoted: dict[int, Quoted] = {}
        # (table, first row of the region) → the region, the places in it with their roles
        groups: dict[tuple[int, int], tuple[Table, Region | None, dict[tuple[int, int], str]]] = {}
        for number, item in enumerate(evidence):
            place = item.place
            try:
                block = self.document.block(place.block)
            except KeyError:
                continue
            cell = _cell(block, place)
            region = self._region(block, cell) if isinstance(block, Table) and cell is not None else None
            if isinstance(block, Paragraph):
                words = _words(block.text, place)
            elif cell is not None and len(cell.text) > LONG and (place.span is not None or region is None):
                words = _words(cell.text, place)
            else:
                words = None
            if words is not None:
                quoted[number] = words
            elif isinstance(block, Table) and cell is not None and (region is not None or len(cell.text) <= LONG):
                key = (block.index, region.first_row if region else cell.row)
                _, _, marks = groups.setdefault(key, (block, region, {}))
                marks.setdefault((cell.row, cell.column), item.role)
        return Surroundings(quoted, tuple(_excerpt(*group) for group in groups.values()))

    def _region(self, table: Table, cell: Cell) -> Region | None:
        for region in self._regions.get(table.index, ()):
            if cell.row in region.header_rows or any(row.row == cell.row for row in region.rows):
                return region
        return None


def _cell(block: Paragraph | Table, place: Place) -> Cell | None:
    if isinstance(block, Paragraph) or place.row is None or place.column is None:
        return None
    return block.cell(place.row, place.column)


def _words(text: str, place: Place) -> Quoted | None:
    """The evidence in its sentence, cut where that runs on for long. None where no words are meant."""
    if place.span is None or place.span[0] >= place.span[1]:
        return None
    start, end = place.span
    first = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    stops = [at + (text[at] != "\n") for stop in _STOPS if (at := text.find(stop, max(end - 1, start))) >= 0]
    last = max(end, min(stops, default=len(text)))
    before, after = text[first:start], text[end:last]
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return Quoted(before.lstrip(), text[start:end], after.rstrip())


def _excerpt(table: Table, region: Region | None, marks: dict[tuple[int, int], str]) -> Excerpt:
    headers = region.header_rows if region else ()
    body = [row.row for row in region.rows] if region else sorted({row for row, _ in marks})
    wanted = {row for row, _ in marks}
    shown = body
    if len(body) > WHOLE:
        near = {index + step for index, row in enumerate(body) if row in wanted for step in (-1, 0, 1)}
        shown = [row for index, row in enumerate(body) if index in near][:MOST_ROWS]
    rows = sorted({*headers, *shown})
    gaps = {
        number
        for number, (before, row) in enumerate(zip([-1, *rows], rows, strict=False))
        if any(before < left < row for left in body)
    }
    if body and rows and body[-1] > rows[-1]:
        gaps.add(len(rows))
    drawn, columns = _drawn(table, rows, gaps, frozenset(headers), marks)
    caption = (region.caption or region.title) if region else ""
    return Excerpt(" ".join(caption.split()), (region.unit or "") if region else "", columns, drawn, frozenset(gaps))


def _drawn(
    table: Table,
    rows: list[int],
    gaps: set[int],
    headers: frozenset[int],
    marks: dict[tuple[int, int], str],
) -> tuple[tuple[tuple[ExcerptCell, ...], ...], int]:
    """The rows as cells to draw. A cell merged over a gap is drawn again behind it."""
    covering = table.covering_rows
    kept = [row for row in rows if row < len(covering)]
    borders = sorted({edge for row in kept for cell in covering[row] for edge in (cell.column, cell.end_column)})
    drawn: list[tuple[ExcerptCell, ...]] = []
    for number, row in enumerate(kept):
        cells = []
        for cell in covering[row]:
            fresh = cell.row == row or number == 0 or number in gaps or kept[number - 1] < cell.row
            if not fresh:
                continue
            below = number + 1
            while below < len(kept) and kept[below] < cell.end_row and below not in gaps:
                below += 1
            text = cell.text
            cells.append(
                ExcerptCell(
                    shortened(text, MOST_TEXT),
                    bisect_left(borders, cell.end_column) - bisect_left(borders, cell.column),
                    below - number,
                    row in headers,
                    marks.get((cell.row, cell.column), ""),
                )
            )
        drawn.append(tuple(cells))
    return tuple(drawn), max(1, len(borders) - 1)
