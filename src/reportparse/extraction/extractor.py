"""Outline → Reading: fields, people, indicators, facts, and every figure of the text with its answer."""

from __future__ import annotations

from reportparse.extraction.facts import facts as find_facts
from reportparse.extraction.fields import field_values
from reportparse.extraction.indicators import goals, indicators
from reportparse.extraction.mentions import find_mentions
from reportparse.extraction.people import evaluators, signatures
from reportparse.extraction.resolve import resolve
from reportparse.model.document import Document, Table
from reportparse.model.outline import Outline
from reportparse.model.reading import Reading
from reportparse.ruleset.rules import RuleSet
from reportparse.text.numbers import parse_cell


def extract_reading(document: Document, outline: Outline, ruleset: RuleSet) -> Reading:
    """All that is known of one report before it is checked."""
    fields = field_values(outline, ruleset)
    year = fields.get("fiscal_year")
    found = find_facts(outline, fields, ruleset)
    mentions = find_mentions(outline, fields.get("department"), year if isinstance(year, int) else None, ruleset)
    claims = resolve(mentions.all, found, ruleset)
    return Reading(
        document,
        outline,
        fields,
        indicators(outline),
        goals(outline),
        evaluators(outline),
        signatures(document, ruleset),
        found,
        claims,
        mentions.breakdowns,
        mentions.figures_found + _table_figures(document),
    )


def _table_figures(document: Document) -> int:
    """Cells that are a figure."""
    return sum(
        parse_cell(cell.text) is not None
        for block in document.walk()
        if isinstance(block, Table)
        for cell in block.cells
        if len(cell.text) < 40
    )
