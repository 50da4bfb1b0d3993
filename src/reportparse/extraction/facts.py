"""Figures of the money tables and of the form's own number fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.outline import Column, Outline, Region, RegionRow
from reportparse.model.quantity import Quantity
from reportparse.ruleset.rules import RuleSet
from reportparse.text.headlines import bare_caption, year_of_caption
from reportparse.text.normalise import bare_label, row_name, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.scores import score_of
from reportparse.text.totals import total_spot

_FIELD_CONCEPTS = {
    "staffing_quota": ("staffing.quota", "人"),
    "staffing_actual": ("staffing.actual", "人"),
    "score": ("score.total", "分"),
}
# A rate written up to here without a sign is a fraction: 1 is the whole, and an overrun beyond twice the budget is none.
_LARGEST_FRACTION = 2
_EXECUTED = "project.executed"
_EXPENDITURE = frozenset({"expenditure.basic", "expenditure.project"})
_OF_BASIC = frozenset({"expenditure.personnel", "expenditure.public"})
_ALL_SPENT = "expenditure.total"
_ITEM = "item.amount"
# A list of items is the year's income and spending where it has these rows.
_STATEMENT = frozenset({"expenditure.total", "expenditure.basic", "expenditure.project"})
_TOLD_IN_ROWS = ("income", "expenditure", "balance")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_NOTES = ("注", "备注", "说明")
_NOTE = re.compile(r"^(?:注|备注|说明)[：:]")


def facts(outline: Outline, fields: dict[str, Any], ruleset: RuleSet) -> tuple[Fact, ...]:
    """All facts in reading order of the tables, then those of the fields. An empty cell is none, a written 0 is one.

    In a file that holds several forms the figures of a project's form have the project's name for an entity, and where the
    form gives a source of funds, that after a slash.
    """
    period = str(fields["fiscal_year"]) if fields.get("fiscal_year") else None
    found: list[Fact] = []
    used: Counter[str] = Counter()
    for index, region in enumerate(outline.regions):
        part = outline.part_of(region)
        if _is_of_another_year(outline, region, period):
            continue
        known = [
            (position, column, column.role, ruleset.concept_by_id[column.role].unit)
            for position, column in enumerate(region.columns)
            if column.role is not None and column.role in ruleset.concept_by_id
        ]
        for row in region.rows:
            if row.label.startswith(_NOTES) and _NOTE.match(row.label):
                continue
            summary = is_summary(region, row, ruleset)
            entity = "/".join(filter(None, (part.project, row.entity))) if part else row.entity
            for position, column, concept, kind in known:
                cell = row.cells[position]
                quantity = parse_cell(cell.text) if cell is not None else None
                if cell is None or quantity is None:
                    continue
                percent = kind == "percent"
                if kind == "money" and quantity.unit == "%":
                    # A row of rates below the amounts.
                    continue
                found.append(
                    Fact(
                        _fact_id(concept, entity, used),
                        concept,
                        column.label,
                        column.path,
                        _rate(quantity) if percent else _with_unit(quantity, column, region),
                        entity,
                        summary,
                        period,
                        _on_one_line(cell.text),
                        Place(region.table, cell.row, cell.column),
                        index,
                        bool(quantity.unit or column.unit),
                    )
                )
    if not outline.parts:
        found.extend([*_expenditure_rows(found, ruleset, used), *_statement_rows(found, ruleset, used)])
    found.extend(_part_totals(outline, period, used))
    for name, (concept, unit) in _FIELD_CONCEPTS.items():
        spot = outline.field(name)
        quantity = score_of(spot.text) if spot else None
        if spot is None or quantity is None:
            continue
        written = Quantity(quantity.value, quantity.unit or unit, quantity.text)
        found.append(
            Fact(
                _fact_id(concept, None, used), concept, spot.label, (spot.label,), written, None, False, period,
                spot.text, spot.place, None,
            )
        )  # fmt: skip
    return tuple(found)


def _is_of_another_year(outline: Outline, region: Region, period: str | None) -> bool:
    """Whether a table stands beside the same one of the report's own year: its figures are of no sentence about this one."""
    year = year_of_caption(region.caption) if region.caption else None
    if year is None or year == period:
        return False
    return any(
        other.kind == region.kind
        and year_of_caption(other.caption) == period
        and bare_caption(other.caption) == bare_caption(region.caption)
        for other in outline.regions
        if other.caption
    )


def is_summary(region: Region, row: RegionRow, ruleset: RuleSet) -> bool:
    """Whether a row of a money table sums up the others."""
    rule = ruleset.table_by_id.get(region.kind)
    if rule is not None and rule.whole and row.entity is None:
        return True
    label = squash(row.label)
    return any(word in label for word in _summary_words(ruleset))


@lru_cache(maxsize=16)
def _summary_words(ruleset: RuleSet) -> tuple[str, ...]:
    return tuple(map(squash, ruleset.tables.rows.summary))


@lru_cache(maxsize=16)
def _row_names(ruleset: RuleSet) -> tuple[dict[str, str], dict[str, str]]:
    """The concepts that rows name: those of a department's spending, and those of a list of income and spending."""
    spending: dict[str, str] = {}
    told: dict[str, str] = {}
    for concept in ruleset.concepts.concepts:
        for name in map(bare_label, (concept.label, *concept.aliases)):
            if concept.id in _EXPENDITURE | _OF_BASIC:
                spending[name] = concept.id
            if concept.group in _TOLD_IN_ROWS:
                told[name] = concept.id
    return spending, told


def _expenditure_rows(found: list[Fact], ruleset: RuleSet, used: Counter[str]) -> list[Fact]:
    """其中：基本支出 and 项目支出 as rows of a department's funds: what was spent of them is that expenditure."""
    kinds = _row_names(ruleset)[0]
    executed = [fact for fact in found if fact.concept == _EXECUTED]
    rows = [
        replace(fact, id=_fact_id(kind, None, used), concept=kind, label=fact.entity, entity=None, region=None)
        for fact in executed
        if fact.entity and (kind := kinds.get(row_name(fact.entity))) is not None
    ]
    for region in dict.fromkeys(fact.region for fact in executed):
        there = {kinds.get(row_name(fact.entity)) for fact in executed if fact.region == region and fact.entity}
        wholes = [fact for fact in executed if fact.region == region and fact.summary and fact.entity is None]
        if there >= _EXPENDITURE and len(wholes) == 1:
            # The total over both of them is what the department spent.
            rows.append(replace(wholes[0], id=_fact_id(_ALL_SPENT, None, used), concept=_ALL_SPENT, region=None))
    return rows


def _statement_rows(found: list[Fact], ruleset: RuleSet, used: Counter[str]) -> Iterator[Fact]:
    """The rows of a table 项目 | 金额 that lists the year's income and spending: each is the figure its name says."""
    names = _row_names(ruleset)[1]
    rows: dict[int | None, list[tuple[str, Fact]]] = {}
    for fact in found:
        kind = names.get(row_name(fact.entity)) if fact.concept == _ITEM and fact.entity else None
        if kind is not None:
            rows.setdefault(fact.region, []).append((kind, fact))
    told = [one for one in rows.values() if {kind for kind, _ in one} >= _STATEMENT]
    for kind, fact in told[0] if len(told) == 1 else ():
        yield replace(
            fact, id=_fact_id(kind, None, used), concept=kind, label=fact.entity or "", entity=None, region=None
        )


def _part_totals(outline: Outline, period: str | None, used: Counter[str]) -> Iterator[Fact]:
    """The total scores of the single forms, but for the one that is the report's own."""
    own = outline.field("score")
    concept, unit = _FIELD_CONCEPTS["score"]
    for index, region in enumerate(outline.regions):
        part = outline.part_of(region)
        spot = total_spot(region) if part else None
        quantity = score_of(spot.text) if spot else None
        if part is None or spot is None or quantity is None or (own is not None and own.place == spot.place):
            continue
        written = Quantity(quantity.value, quantity.unit or unit, quantity.text)
        yield Fact(
            _fact_id(concept, part.project, used), concept, spot.label, (spot.label,), written, part.project, False,
            period, spot.text, spot.place, index,
        )  # fmt: skip


def _on_one_line(text: str) -> str:
    text = text.strip()
    return _LINE_BREAK.sub("", text) if "\n" in text else text


def _fact_id(concept: str, entity: str | None, used: Counter[str]) -> str:
    """Made of what the fact is about, so that it is the same in every format of the report."""
    base = f"{concept}@{entity}" if entity else concept
    number = used[base] = used.get(base, 0) + 1
    return base if number == 1 else f"{base}#{number}"


def _rate(quantity: Quantity) -> Quantity:
    """A rate whose sign the form leaves out: 95.8 is a percentage, 0.958 a fraction (no unit)."""
    bare = "%" if quantity.value == 0 or abs(quantity.value) > _LARGEST_FRACTION else ""
    return Quantity(quantity.value, quantity.unit or bare, quantity.text)


def _with_unit(quantity: Quantity, column: Column, region: Region) -> Quantity:
    unit = quantity.unit or column.unit or region.unit or ""
    return Quantity(quantity.value, unit, quantity.text)
