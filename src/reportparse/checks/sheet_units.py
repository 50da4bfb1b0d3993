"""Tables whose unit the digits belie: the text tells several of their amounts in one other unit, and none in theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.sheets import Sheet, sheets
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures

_UNITS = ("元", "万元", "亿元")
_LEAST_AGREEING = 3
_LEAST_DIGITS = 4

_Told = dict[Decimal, tuple[Passage, Figure]]


@dataclass(frozen=True, slots=True)
class WrongUnit:
    """A cell as the table gives it, what is meant by it and told at `shown`; `wrong` is where the unit stands."""

    stated: Quantity
    meant: Quantity
    told: Quantity
    place: Place
    wrong: Place
    shown: Place


def wrong_units(context: Context) -> Iterator[WrongUnit]:
    """One for each such table of no known form; the others are held against the text figure by figure."""
    known = {fact.place.block for fact in context.reading.facts}
    found = [one for one in context.once(sheets) if one.unit_place is not None and one.table not in known]
    told = context.once(_told) if found else {}
    for sheet in found:
        wrong = _of_table(sheet, told)
        if wrong is not None:
            yield wrong


def _told(context: Context) -> _Told:
    """The amounts of the text by their value."""
    found: _Told = {}
    for passage in context.reading.outline.passages:
        if passage.place.row is None and "元" in passage.text:
            for figure in find_figures(fold(passage.text)):
                if figure.kind == "money" and figure.is_exact and figure.value > 0:
                    found.setdefault(figure.quantity.scaled(), (passage, figure))
    return found


def _of_table(sheet: Sheet, told: _Told) -> WrongUnit | None:
    spots = [
        spot
        for line in sheet.lines
        for spot in line.spots.values()
        if spot.unit == sheet.unit and not spot.quantity.unit and spot.quantity.value > 0
    ]
    if any(spot.amount.scaled() in told for spot in spots):
        return None
    for unit in _UNITS:
        same = {
            meant.scaled(): (spot, meant)
            for spot in spots
            if unit != sheet.unit and spot.quantity.significant_digits >= _LEAST_DIGITS
            if (meant := Quantity(spot.quantity.value, unit, spot.quantity.text)).scaled() in told
        }
        if len(same) >= _LEAST_AGREEING and sheet.unit_place is not None:
            value, (spot, meant) = next(iter(same.items()))
            passage, figure = told[value]
            shown = passage.span(figure.start, figure.end)
            return WrongUnit(spot.amount, meant, figure.quantity, spot.place, sheet.unit_place, shown)
    return None
