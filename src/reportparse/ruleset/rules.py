"""The rules as the rest of the package sees them: loaded, checked, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportparse.ruleset.schema import (
    Check,
    Concept,
    Concepts,
    Edition,
    Editions,
    FieldRule,
    Fields,
    RuleModel,
    Sections,
    TableRule,
    Tables,
    Words,
)


@dataclass(frozen=True, slots=True)
class LoadedCheck:
    """A check with its options validated for its kind, and the files of rule and cases."""

    rule: Check
    options: RuleModel
    path: Path
    cases: Path


@dataclass(frozen=True, eq=False)
class RuleSet:
    """All of a rule folder.

    The first six fields are the files of the same names; `checks` maps code → check in the order of codes.
    `lexicon` (jieba words) and `regions` (GB/T 2260) are paths, read by those who use them.
    `digest` is the SHA-256 (hex) over names and bytes of all files of the folder. Can be pickled. Compared by identity,
    so that what is compiled from a rule set can be cached by it.
    """

    concepts: Concepts
    sections: Sections
    tables: Tables
    fields: Fields
    editions: Editions
    words: Words
    checks: Mapping[str, LoadedCheck]
    lexicon: Path
    regions: Path
    folder: Path
    digest: str

    @cached_property
    def concept_by_id(self) -> Mapping[str, Concept]:
        return {concept.id: concept for concept in self.concepts.concepts}

    @cached_property
    def table_by_id(self) -> Mapping[str, TableRule]:
        return {table.id: table for table in self.tables.tables}

    @cached_property
    def field_by_id(self) -> Mapping[str, FieldRule]:
        return {field.id: field for field in self.fields.fields}

    @cached_property
    def edition_by_id(self) -> Mapping[str, Edition]:
        return {edition.id: edition for edition in self.editions.editions}
