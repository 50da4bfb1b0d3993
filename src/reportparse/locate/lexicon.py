"""The words of the rules, squashed and indexed once per rule set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportparse.ruleset.rules import RuleSet
from reportparse.ruleset.schema import FieldRule, TableRule
from reportparse.text.normalise import bare_label, squash


@dataclass(frozen=True)
class TableWords:
    """A table rule with its header words as keys: exact ones by word, `contained` in order."""

    rule: TableRule
    entity: frozenset[str]
    exact: dict[str, str]
    contained: tuple[tuple[str, str], ...]
    whole: frozenset[str] = frozenset()

    def role(self, label: str) -> str | None:
        """The concept id or column role a header label names."""
        found = self.exact.get(label)
        if found is None:
            found = next((role for word, role in self.contained if word in label), None)
        return found


@dataclass(frozen=True)
class Lexicon:
    """Everything locate compares labels with."""

    tables: tuple[TableWords, ...]
    header_words: frozenset[str]
    header_parts: re.Pattern[str]
    form_labels: dict[str, FieldRule]
    cover_labels: dict[str, FieldRule]
    cover_pattern: re.Pattern[str] | None
    summary: tuple[str, ...]
    own: tuple[str, ...]
    among: frozenset[str]

    @cached_property
    def concepts(self) -> dict[str, str]:
        """The concept that a label of any money table names."""
        found: dict[str, str] = {}
        for words in self.tables:
            if words.rule.concepts:
                for word, concept in words.exact.items():
                    found.setdefault(word, concept)
        return found


@lru_cache(maxsize=16)
def lexicon(ruleset: RuleSet) -> Lexicon:
    """The lexicon of a rule set, built once."""
    names = {
        concept.id: tuple(bare_label(word) for word in (concept.label, *concept.aliases))
        for concept in ruleset.concepts.concepts
    }
    tables = tuple(_table_words(rule, names) for rule in ruleset.tables.tables)
    header_words = frozenset(word for table in tables for word in (*table.exact, *table.entity))
    form = _labels(ruleset, "form")
    cover = _labels(ruleset, "cover")
    return Lexicon(
        tables,
        header_words,
        _any_of(word for table in tables for word, _ in table.contained),
        form,
        cover,
        _label_pattern(cover),
        tuple(squash(word) for word in ruleset.tables.rows.summary),
        tuple(squash(word) for word in ruleset.tables.rows.own),
        frozenset(squash(word) for word in ruleset.tables.among),
    )


def _table_words(rule: TableRule, names: dict[str, tuple[str, ...]]) -> TableWords:
    exact: dict[str, str] = {}
    contained: list[tuple[str, str]] = []
    for concept in rule.concepts:
        for word in names[concept]:
            exact.setdefault(word, concept)
    for column in rule.columns:
        for word in column.words:
            if word.startswith("~"):
                contained.append((bare_label(word[1:]), column.role))
            else:
                exact.setdefault(bare_label(word), column.role)
    entity = frozenset(bare_label(word) for word in rule.entity)
    return TableWords(rule, entity, exact, tuple(contained), frozenset(bare_label(word) for word in rule.whole))


def _labels(ruleset: RuleSet, where: str) -> dict[str, FieldRule]:
    found: dict[str, FieldRule] = {}
    for rule in ruleset.fields.fields:
        if rule.where in (where, "any"):
            for label in rule.labels:
                found.setdefault(bare_label(label), rule)
    return found


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words; none where there are none."""
    return re.compile("|".join(re.escape(word) for word in dict.fromkeys(words)) or "(?!)")


def _label_pattern(labels: dict[str, FieldRule]) -> re.Pattern[str] | None:
    """One pattern for all labels of the cover, letters apart by any space: a clerk spreads them to fill the line."""
    if not labels:
        return None
    words = sorted(labels, key=len, reverse=True)
    spread = "|".join(r"\s*".join(re.escape(letter) for letter in word) for word in words)
    return re.compile(rf"(?:^|(?<=\s))(?P<label>{spread})(?:\s*：\s*|\s+|$)")
