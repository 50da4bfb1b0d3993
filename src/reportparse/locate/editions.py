"""Which form a document is, what fields it has, and the single forms of a file that holds several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportparse.locate.fields import FoundFields, Title
from reportparse.model.outline import Attempt, FieldSpot, Part, Region, Section
from reportparse.ruleset.patterns import search
from reportparse.ruleset.rules import RuleSet
from reportparse.ruleset.schema import Edition
from reportparse.text.normalise import squash

# What any report may have, whatever its form.
_COMMON = frozenset({"region", "fiscal_year", "issuer"})
_PROJECT = "project_name"


def find_edition(
    ruleset: RuleSet,
    title: Title | None,
    regions: tuple[Region, ...],
    sections: tuple[Section, ...],
    trace: list[Attempt],
) -> Edition | None:
    """The first edition of rules/editions.yaml that the title, the tables and the marks speak for."""
    kinds = {region.kind for region in regions}
    text = squash(title.text) if title else ""
    words: str | None = None
    for edition in ruleset.editions.editions:
        named = bool(text) and all(search(pattern, text) for pattern in edition.title)
        tables = sum(table in kinds for table in edition.tables)
        alien = next((kind for kind in edition.without if kind in kinds), "")
        missing = ""
        if named and tables >= edition.need_tables and edition.marks:
            # All in one text, a line each: a pattern's ^ and $ are those of a line.
            words = words if words is not None else "\n".join([text, *_words(regions, sections)])
            missing = next((mark for mark in edition.marks if not search(f"(?m){mark}", words)), "")
        matched = named and tables >= edition.need_tables and not missing and not alien
        why = f"title {'matches' if named else 'does not match'}, {tables} of its tables found, {edition.need_tables} needed"
        if alien:
            why += f", but a table of the kind {alien}"
        if missing:
            why += f", nothing like {missing}"
        trace.append(Attempt(f"editions.yaml/{edition.id}", text, matched, why, title.place if title else None))
        if matched:
            return edition
    return None


def _words(regions: tuple[Region, ...], sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield from (squash(one.title) for one in section.walk())
    for region in regions:
        yield from (label for column in region.columns for label in column.path)
        yield from (squash(row.label) for row in region.rows if row.label)


def fields_of(edition: Edition | None, found: tuple[FieldSpot, ...], ruleset: RuleSet) -> tuple[FieldSpot, ...]:
    """The fields that the form has. Where no form was recognised, all that were found."""
    if edition is None:
        return found
    own = _COMMON | set(edition.fields)
    kept = {spot.field: spot for spot in found if spot.field in own}
    for spot in found:
        instead = ruleset.field_by_id[spot.field].instead
        if spot.field not in own and instead in own and instead not in kept:
            kept[instead] = spot._replace(field=instead)
    return tuple(kept[rule.id] for rule in ruleset.fields.fields if rule.id in kept)


def find_parts(edition: Edition | None, found: FoundFields) -> tuple[Part, ...]:
    """The forms about projects in a file that holds more than one form: each begins where it names its project."""
    spots = sorted((spot for spot in found.all if spot.place.row is not None), key=lambda spot: _start(spot))
    starts = list(dict.fromkeys(_start(spot) for spot in spots if spot.field == _PROJECT and spot.text))
    whole = edition is not None and _PROJECT not in edition.fields
    if len(starts) < (1 if whole else 2):
        return ()
    parts: list[Part] = []
    names: Counter[str] = Counter()
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else (10**9, 0)
        own = tuple(spot for spot in spots if start <= _start(spot) < end)
        name = re.sub(r"\s+", "", next(spot.text for spot in own if spot.field == _PROJECT))
        names[name] += 1
        parts.append(Part(name if names[name] == 1 else f"{name}（{names[name]}）", start, own))
    return tuple(parts)


def _start(spot: FieldSpot) -> tuple[int, int]:
    return spot.label_place.block, spot.label_place.row or 0
