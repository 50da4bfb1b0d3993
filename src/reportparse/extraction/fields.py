"""The values of the form fields, in the shape the JSON promises."""

from __future__ import annotations

import re
from typing import Any

from reportparse.model.outline import FieldSpot, Outline
from reportparse.ruleset.rules import RuleSet
from reportparse.ruleset.schema import FieldRule
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.choices import chosen
from reportparse.text.dates import parse_date
from reportparse.text.normalise import fold
from reportparse.text.scores import score_of

_LATIN = re.compile(r"[A-Za-z]")
_QUOTES = "“”\"'「」『』"


def field_values(outline: Outline, ruleset: RuleSet) -> dict[str, Any]:
    """Field id → value: a str, an int for fiscal_year, None where the form leaves it blank. `title` comes first."""
    values: dict[str, Any] = {"title": outline.title}
    for spot in outline.fields:
        values[spot.field] = field_value(ruleset.field_by_id[spot.field], spot)
    return values


def fields_of_forms(outline: Outline, ruleset: RuleSet) -> tuple[dict[str, Any], ...]:
    """The fields of each form about a project in a file that holds several forms, in their order; empty where it holds one.

    `project_name` is as the facts of the form name it, so that two forms of one name can be told apart.
    """
    return tuple(
        {spot.field: field_value(ruleset.field_by_id[spot.field], spot) for spot in part.fields}
        | {"project_name": part.project}
        for part in outline.parts
    )


def field_value(rule: FieldRule, spot: FieldSpot) -> str | int | None:
    """One value. What is not of its kind stays as written: saying so is the business of the checks."""
    text = spot.text.strip()
    if not text:
        return None
    if rule.kind in ("text", "grade") and "□" in text:
        options = chosen(text)
        if options is not None:
            return "、".join("".join(option.split()) for option in options) or None
    if rule.id == "fiscal_year":
        return _year(text)
    if rule.kind == "date":
        date = parse_date(text)
        return date.isoformat() if date else text
    if rule.kind == "score":
        quantity = score_of(text)
        return quantity.written() if quantity else text
    if rule.kind in ("phone", "code"):
        return "".join(fold(text).split())
    if rule.kind == "grade":
        return "".join(text.split()).strip(_QUOTES)
    if rule.kind in ("name", "person") and not _LATIN.search(text):
        return "".join(text.split())
    return text


def _year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    number = chinese_number(text)
    return int(number) if number is not None else None
