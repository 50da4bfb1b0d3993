"""Figures of the money tables and of the form's own number fields."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.outline import Column, Outline, Region
from reportparse.model.quantity import Quantity
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell

_FIELD_CONCEPTS = {
    "staffing_quota": ("staffing.quota", "人"),
    "staffing_actual": ("staffing.actual", "人"),
    "score": ("score.total", "分"),
}
_NOTE = re.compile(r"^(?:注|备注|说明)[：:]")


def facts(outline: Outline, fields: dict[str, Any], ruleset: RuleSet) -> tuple[Fact, ...]:
    """All facts in reading order of the tables, then those of the fields. An empty cell is none, a written 0 is one."""
    period = str(fields["fiscal_year"]) if fields.get("fiscal_year") else None
    summary = tuple(squash(word) for word in ruleset.tables.rows.summary)
    found: list[Fact] = []
    used: Counter[str] = Counter()
    for index, region in enumerate(outline.regions):
        for row in region.rows:
            if _NOTE.match(row.label):
                continue
            is_summary = any(word in squash(row.label) for word in summary)
            for column, cell in zip(region.columns, row.cells, strict=True):
                if cell is None or column.role is None or column.role not in ruleset.concept_by_id:
                    continue
                quantity = parse_cell(cell.text)
                if quantity is None:
                    continue
                found.append(
                    Fact(
                        _fact_id(column.role, row.entity, used),
                        column.role,
                        column.label,
                        column.path,
                        _with_unit(quantity, column, region),
                        row.entity,
                        is_summary,
                        period,
                        re.sub(r"\s*\n\s*", "", cell.text.strip()),
                        Place(region.table, cell.row, cell.column),
                        index,
                    )
                )
    for name, (concept, unit) in _FIELD_CONCEPTS.items():
        spot = outline.field(name)
        quantity = parse_cell(spot.text) if spot else None
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


def _fact_id(concept: str, entity: str | None, used: Counter[str]) -> str:
    """Made of what the fact is about, so that it is the same in every format of the report."""
    base = f"{concept}@{entity}" if entity else concept
    used[base] += 1
    return base if used[base] == 1 else f"{base}#{used[base]}"


def _with_unit(quantity: Quantity, column: Column, region: Region) -> Quantity:
    unit = quantity.unit or column.unit or region.unit or ""
    return Quantity(quantity.value, unit, quantity.text)
