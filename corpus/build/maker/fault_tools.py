"""What the faults share: finding a spot, and changing a number so that it is surely wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from .amounts import YUAN
from .content import Content, MoneyRow
from .pieces import Figure, Para, decimal, figures


class CannotPlantError(Exception):
    """The report has no spot for this fault."""


def lone_figures(content: Content, *concepts: str) -> list[Figure]:
    """Plain figures of the text that no sum or rate in their sentence depends on, still unspoilt."""
    return [
        f
        for f in figures(content.narrative)
        if f.lone and f.status == "supported" and f.concept in concepts and decimal(f.value) != 0
    ]


def pick(rng: random.Random, found: list[Figure]) -> Figure:
    if not found:
        raise CannotPlantError
    return rng.choice(found)


def stated(content: Content) -> set[str]:
    """The concepts that the text names with an amount."""
    return {f.concept for f in figures(content.narrative) if f.concept}


def known_amounts(content: Content) -> set[Decimal]:
    """Every amount of the tables and the text, in 元."""
    out = {value for table in content.tables for row in table.rows for value in row.values.values()}
    for figure in figures(content.narrative):
        if figure.unit in YUAN:
            out.add(decimal(figure.value) * YUAN[figure.unit])
    return out


def unlike_others(content: Content, value: str, unit: str) -> bool:
    """Whether no other amount of the report reads like this one (within 1 %), so that it can only be wrong."""
    yuan = decimal(value) * YUAN[unit]
    return all(abs(yuan - other) > other / 100 for other in known_amounts(content) if other)


def swap_digits(content: Content, text: str, unit: str) -> str | None:
    """The number with two neighbouring unlike digits changed over, the first digits tried first."""
    for index in range(len(text) - 1):
        left, right = text[index], text[index + 1]
        if left.isdigit() and right.isdigit() and left != right and not (index == 0 and right == "0"):
            changed = text[:index] + right + left + text[index + 2 :]
            if unlike_others(content, changed, unit):
                return changed
    return None


def other_digit(content: Content, text: str, unit: str, rng: random.Random) -> str | None:
    """The number with one digit of its whole part changed."""
    whole = len(text.split(".")[0])
    spots = [index for index in range(whole) if text[index].isdigit()]
    rng.shuffle(spots)
    for index in spots:
        for step in (3, 5, 2, 7):
            digit = str((int(text[index]) + step) % 10)
            changed = text[:index] + digit + text[index + 1 :]
            if (
                not (index == 0 and digit == "0" and whole > 1)
                and decimal(changed)
                and unlike_others(content, changed, unit)
            ):
                return changed
    return None


def unit_rows(rows: list[MoneyRow]) -> list[MoneyRow]:
    return [row for row in rows if not row.summary and not row.placeholder]


def summary_rows(rows: list[MoneyRow]) -> list[MoneyRow]:
    return [row for row in rows if row.summary]


def delta(value: Decimal, quantum: Decimal) -> Decimal:
    """Some 13 % of an amount, in whole steps and at least 40 of them."""
    return max((value * 13 / 100 / quantum).to_integral_value(), Decimal(40)) * quantum


def body_paragraphs(content: Content, fits: Callable[[Para], bool] = lambda _: True) -> list[Para]:
    """Paragraphs of the text part that are whole sentences."""
    return [p for p in content.narrative if not p.level and p.text.endswith("。") and len(p.text) > 30 and fits(p)]
