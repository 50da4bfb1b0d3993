"""Outline → Reading: fields, people, indicators, facts, and every figure of the text with its answer."""

from __future__ import annotations

from reportparse.extraction.facts import facts as find_facts
from reportparse.extraction.fields import field_values, fields_of_forms
from reportparse.extraction.indicators import goals, indicators
from reportparse.extraction.mentions import find_mentions
from reportparse.extraction.people import evaluators, signatures
from reportparse.extraction.resolve import resolve
from reportparse.extraction.row_figures import row_figures
from reportparse.extraction.told import told_indicators
from reportparse.model.document import Document, Table
from reportparse.model.location import Place
from reportparse.model.outline import Outline
from reportparse.model.reading import Reading
from reportparse.ruleset.rules import RuleSet
from reportparse.text.numbers import parse_cell

_POINTS = frozenset({"weight", "score", "review"})
_SIDES = "sides"


def extract_reading(document: Document, outline: Outline, ruleset: RuleSet) -> Reading:
    """All that is known of one report before it is checked."""
    fields = field_values(outline, ruleset)
    year = fields.get("fiscal_year")
    found = find_facts(outline, fields, ruleset)
    found += tuple(row_figures(document, outline, year if isinstance(year, int) else None, ruleset))
    body = fields.get("department") or fields.get("implementing_unit")
    mentions = find_mentions(outline, body, year if isinstance(year, int) else None, ruleset)
    claims = resolve(mentions.all, found, ruleset, mentions.one_form)
    rows, aims = indicators(outline), goals(outline)
    figures = _table_figures(document)
    placed = {fact.place for fact in found} | {place for row in rows for place in row.places.values()}
    placed |= {spot.place for spot in outline.fields}
    placed |= {place for goal in aims for place in (goal.place, goal.answer) if place is not None}
    # Weights and scores are no facts, nor is their total, but their columns are known; and so are the items of two sides.
    placed |= {
        Place(region.table, cell.row, cell.column)
        for region in outline.regions
        for row in region.rows
        for column, cell in zip(region.columns, row.cells, strict=True)
        if cell is not None and (column.role in _POINTS or region.kind == _SIDES)
    }
    return Reading(
        document,
        outline,
        fields,
        rows,
        told_indicators(outline),
        aims,
        evaluators(outline),
        signatures(document, outline, ruleset),
        found,
        claims,
        mentions.breakdowns,
        mentions.rates,
        mentions.figures_found + len(figures),
        tuple(place for place in figures if place not in placed),
        forms=fields_of_forms(outline, ruleset),
    )


def _table_figures(document: Document) -> list[Place]:
    """The places of the cells that are a figure."""
    return [
        Place(block.index, cell.row, cell.column)
        for block in document.walk()
        if isinstance(block, Table)
        for cell in block.cells
        if parse_cell(cell.text) is not None
    ]
