"""Document → Outline: regions first, then sections around them, then fields, then the edition of the form."""

from __future__ import annotations

import re

from reportparse.locate.fields import Spot, Title, find_fields, find_title
from reportparse.locate.regions import find_regions
from reportparse.locate.sections import build_sections
from reportparse.model.document import Document
from reportparse.model.outline import Attempt, Outline, Region
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import squash


def locate(document: Document, ruleset: RuleSet) -> Outline:
    """Everything the rules find in the document, with a trace of what was tried."""
    trace: list[Attempt] = []
    regions = find_regions(document, ruleset, trace)
    sections = build_sections(document, ruleset, regions)
    cover_end = _cover_end(regions, sections.first_heading)
    title = find_title(document, ruleset, cover_end)
    fields = find_fields(document, ruleset, regions, title, cover_end, trace)
    edition = _edition(ruleset, title, regions, trace)
    return Outline(
        edition,
        title.text if title else None,
        title.place if title else None,
        sections.tree,
        sections.passages,
        sections.breaks,
        regions,
        fields,
        tuple(trace),
    )


def _cover_end(regions: tuple[Region, ...], first_heading: Spot | None) -> Spot:
    """The first heading or table region: what stands before it is the cover."""
    ends = [(region.table, region.first_row, 0) for region in regions]
    if first_heading is not None:
        ends.append(first_heading)
    return min(ends, default=(10**9, 0, 0))


def _edition(ruleset: RuleSet, title: Title | None, regions: tuple[Region, ...], trace: list[Attempt]) -> str | None:
    kinds = {region.kind for region in regions}
    text = squash(title.text) if title else ""
    for edition in ruleset.editions.editions:
        named = bool(text) and all(re.search(pattern, text) for pattern in edition.title)
        tables = sum(table in kinds for table in edition.tables)
        matched = named and tables >= edition.need_tables
        why = f"title {'matches' if named else 'does not match'}, {tables} of its tables found, {edition.need_tables} needed"
        trace.append(Attempt(f"editions.yaml/{edition.id}", text, matched, why, title.place if title else None))
        if matched:
            return edition.id
    return None
