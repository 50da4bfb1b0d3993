"""Amounts whose separators cannot be: 7,00.0,77."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.context import Context, Results
from reportparse.model.document import Table
from reportparse.model.findings import Evidence
from reportparse.model.location import Place
from reportparse.text.normalise import fold, shortened
from reportparse.text.numbers import find_figures, parse_cell

_HINT = re.compile(r"[0-9０-９]\s?[,，.．]\s?[0-9０-９]*[,，.．]|[0-9０-９][,，][0-9０-９]{1,2}(?![0-9０-９])")
# A cell of nothing but digits and separators, of which at least one parts thousands.
_CELL = re.compile(r"[-¥]?[0-9][0-9,.\s]*[0-9](?:[万亿千]?元)?")
_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+|(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}")
_MONEY = re.compile(r"金额|资金|支出|收入|预算|决算|[（(](?:亿|万|千)?元")
_SHOWN = 30


def check_separators(context: Context) -> Results:
    """Figures of the text with a unit of money, and cells of the columns of money, that are no number as they are written."""
    for text, place in (*_sentences(context), *_cells(context)):
        yield context.finding(
            key=re.sub(r"\s", "", text),
            stated=text,
            evidence=[Evidence(context.sentence(place), place, "stated")],
            arguments={"stated": shortened(text, _SHOWN)},
        )


def _sentences(context: Context) -> Iterator[tuple[str, Place]]:
    for passage in context.reading.outline.passages:
        if _HINT.search(passage.text) is None:
            continue
        for figure in find_figures(passage.text):
            if figure.broken:
                yield figure.text, passage.span(figure.start, figure.end)


def _cells(context: Context) -> Iterator[tuple[str, Place]]:
    amounts = {concept.id for concept in context.ruleset.concepts.concepts if concept.unit == "money"}
    yield from _plain_cells(context)
    for region in context.reading.outline.regions:
        money = [position for position, column in enumerate(region.columns) if column.role in amounts]
        for row in region.rows:
            for position in money:
                cell = row.cells[position]
                if cell is None or parse_cell(cell.text) is not None:
                    continue
                text = fold(cell.text).strip().replace("，", ",")
                if "," in text and _CELL.fullmatch(text) and not _SECTION.fullmatch(text):
                    yield cell.text.strip(), Place(region.table, cell.row, cell.column)


def _plain_cells(context: Context) -> Iterator[tuple[str, Place]]:
    """Cells of tables of no known form, below a header of money."""
    taken = {region.table for region in context.reading.outline.regions}
    for block in context.document.walk():
        if not isinstance(block, Table) or block.index in taken or not block.rows:
            continue
        headers = {cell.column for cell in block.rows[0] if _MONEY.search(fold(cell.text))}
        for cell in block.cells:
            text = fold(cell.text).strip().replace("，", ",")
            if not cell.row or cell.column not in headers or parse_cell(cell.text) is not None:
                continue
            if "," in text and _CELL.fullmatch(text) and not _SECTION.fullmatch(text):
                yield cell.text.strip(), Place(block.index, cell.row, cell.column)
