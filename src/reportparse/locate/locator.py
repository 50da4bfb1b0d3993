"""Document → Outline: regions first, then sections around them, then fields, then the edition of the form."""

from __future__ import annotations

from dataclasses import replace

from reportparse.locate.declared_units import declared_units
from reportparse.locate.editions import fields_of, find_edition, find_parts
from reportparse.locate.fields import Spot, chapter_title, find_fields, find_title
from reportparse.locate.regions import find_regions
from reportparse.locate.sections import build_sections
from reportparse.model.document import Document
from reportparse.model.outline import Attempt, Outline, Region
from reportparse.ruleset.rules import RuleSet
from reportparse.ruleset.schema import Edition
from reportparse.text.totals import total_spot


def locate(document: Document, ruleset: RuleSet) -> Outline:
    """Everything the rules find in the document, with a trace of what was tried."""
    trace: list[Attempt] = []
    declared = declared_units(document, ruleset)
    regions = find_regions(document, ruleset, declared, trace)
    sections = build_sections(document, ruleset, regions)
    cover_end = _cover_end(regions, sections.first_heading)
    own = find_title(document, ruleset, cover_end)
    title = own or chapter_title(sections.tree, ruleset)
    fields = find_fields(document, ruleset, regions, title, cover_end, trace)
    # A chapter of the final accounts is free in what it holds, so it follows no form's edition.
    edition = find_edition(ruleset, own, regions, sections.tree, trace)
    outline = Outline(
        edition.id if edition else None,
        title.text if title else None,
        title.place if title else None,
        sections.tree,
        sections.passages,
        sections.breaks,
        regions,
        fields_of(edition, fields.first, ruleset),
        tuple(trace),
        find_parts(edition, fields),
        unnumbered=bool(document.unread.get("automatic numbers")),
        declared=declared,
    )
    return _with_total(outline, edition)


def _with_total(outline: Outline, edition: Edition | None) -> Outline:
    """The score of a form that has no field for it, out of its table of indicators."""
    if outline.field("score") is not None or (edition is not None and "score" not in edition.fields):
        return outline
    spots = [(outline.part_of(region), total_spot(region)) for region in outline.regions]
    spot = next((spot for part, spot in spots if part is None and spot is not None), None)
    if spot is None and outline.parts and (edition is None or "project_name" in edition.fields):
        # Every form is one about a project: the report's own is the first.
        spot = next((spot for part, spot in spots if part == outline.parts[0] and spot is not None), None)
    return outline if spot is None else replace(outline, fields=(*outline.fields, spot))


def _cover_end(regions: tuple[Region, ...], first_heading: Spot | None) -> Spot:
    """The first heading or table region: what stands before it is the cover."""
    ends = [(region.table, region.first_row, 0) for region in regions]
    if first_heading is not None:
        ends.append(first_heading)
    return min(ends, default=(10**9, 0, 0))
