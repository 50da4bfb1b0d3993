"""Units that the digits belie: a table whose amounts the text tells in another unit, and an amount told in another unit than its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.sheets import Sheet, Spot, sheets
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures

_UNITS = ("元", "万元", "亿元")
_LEAST_AGREEING = 3
_TABLE_DIGITS = 4
_TEXT_DIGITS = 3


@dataclass(frozen=True, slots=True)
class WrongUnit:
    """`stated` and what is meant by it; `spot` is a cell that shows it, `told` a figure of the text, `wrong` the place at fault."""

    stated: Quantity
    meant: Quantity
    spot: Spot
    told: Quantity
    wrong: Place
    shown: Place
    of_table: bool


def wrong_units(context: Context) -> Iterator[WrongUnit]:
    """Tables first: where the unit of one is wrong, no amount of the text is blamed for it."""
    found = context.once(sheets)
    if not found:
        return
    told = context.once(_told)
    known = {fact.place.block for fact in context.reading.facts}
    scaled: dict[Decimal, tuple[Passage, Figure]] = {}
    for passage, figure in told:
        scaled.setdefault(figure.quantity.scaled(), (passage, figure))
    blamed = set()
    for sheet in found:
        if sheet.unit_place is not None and sheet.table not in known:
            wrong = _of_table(sheet, scaled)
            if wrong is not None:
                blamed.add(sheet.table)
                yield wrong
    yield from _of_text([sheet for sheet in found if sheet.table not in blamed], told, scaled)


def _told(context: Context) -> list[tuple[Passage, Figure]]:
    return [
        (passage, figure)
        for passage in context.reading.outline.passages
        if passage.place.row is None and "元" in passage.text
        for figure in find_figures(fold(passage.text))
        if figure.kind == "money" and figure.is_exact and figure.value > 0
    ]


def _spots(sheet: Sheet) -> Iterator[Spot]:
    for line in sheet.lines:
        yield from (spot for spot in line.spots.values() if spot.unit in _UNITS and spot.quantity.value > 0)


def _of_table(sheet: Sheet, scaled: dict[Decimal, tuple[Passage, Figure]]) -> WrongUnit | None:
    """A table several of whose amounts the text has in one other unit, and none in its own."""
    spots = [spot for spot in _spots(sheet) if spot.unit == sheet.unit and not spot.quantity.unit]
    long = [spot for spot in spots if spot.quantity.significant_digits >= _TABLE_DIGITS]
    if any(spot.amount.scaled() in scaled for spot in spots):
        return None
    for unit in _UNITS:
        if unit == sheet.unit:
            continue
        same = {
            amount.scaled(): (spot, amount)
            for spot in long
            if (amount := Quantity(spot.quantity.value, unit, spot.quantity.text)).scaled() in scaled
        }
        if len(same) >= _LEAST_AGREEING:
            value, (spot, meant) = next(iter(same.items()))
            passage, figure = scaled[value]
            assert sheet.unit_place is not None
            place = passage.span(figure.start, figure.end)
            return WrongUnit(spot.amount, meant, spot, figure.quantity, sheet.unit_place, place, of_table=True)
    return None


def _of_text(
    found: list[Sheet], told: list[tuple[Passage, Figure]], scaled: dict[Decimal, tuple[Passage, Figure]]
) -> Iterator[WrongUnit]:
    """An amount that nothing bears out, with the digits of a cell in another unit; the text agrees with the tables elsewhere."""
    spots = [spot for sheet in found for spot in _spots(sheet)]
    amounts = {spot.amount.scaled() for spot in spots}
    if sum(value in amounts for value in scaled) < _LEAST_AGREEING:
        return
    values: dict[Decimal, list[Spot]] = {}
    for spot in spots:
        values.setdefault(spot.quantity.value, []).append(spot)
    for passage, figure in told:
        quantity = figure.quantity
        cells = values.get(figure.value, [])
        if not cells or quantity.significant_digits < _TEXT_DIGITS or quantity.scaled() in amounts:
            continue
        units = {spot.unit for spot in cells}
        if len(units) != 1 or quantity.unit not in _UNITS:
            continue
        again = sum(other.quantity.scaled() == quantity.scaled() for _, other in told)
        if again == 1:
            meant = replace(quantity, unit=cells[0].unit)
            place = passage.span(figure.start, figure.end)
            yield WrongUnit(quantity, meant, cells[0], quantity, place, cells[0].place, of_table=False)
