"""An amount told once in another unit of money than everywhere else: 587.57元 where text and tables have 587.57万元."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.grids import all_grids, unit_of
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell

_LEAST_DIGITS = 4
_UNITS = ("元", "万元", "亿元")
_UNIT = re.compile(r"[（(](?P<unit>亿元|万元|元)[）)]")


@dataclass(frozen=True, slots=True)
class ToldUnit:
    """The amount, and the same digits in the other unit with their place."""

    passage: Passage
    told: Figure
    meant: Quantity
    place: Place


def told_units(context: Context) -> Iterator[ToldUnit]:
    """Only digits enough to be no chance, told in that unit once and in one other unit elsewhere."""
    told: dict[Decimal, list[tuple[Passage, Figure]]] = defaultdict(list)
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or "元" not in passage.text:
            continue
        for figure in find_figures(fold(passage.text)):
            if figure.kind == "money" and _is_long(figure.quantity):
                told[figure.value].append((passage, figure))
    odd = [
        (passage, figure)
        for found in told.values()
        for passage, figure in found
        if figure.is_exact and sum(other.unit == figure.unit for _, other in found) == 1
    ]
    if not odd:
        return
    cells = context.once(_amounts)
    for passage, figure in odd:
        others = {
            one.unit: (one.quantity, where.span(one.start, one.end))
            for where, one in told[figure.value]
            if one.unit != figure.unit
        }
        inside = cells.get(figure.value, {})
        if figure.unit in inside or len({*others, *inside}) != 1:
            continue
        ((unit, (quantity, place)),) = {**inside, **others}.items()
        # Of two amounts told once each, either may be wrong: the one in the unit that the tables do not have.
        if not _is_sure(figure.quantity) and not (inside and others):
            # Fewer digits have to stand in the text and in a table.
            continue
        if unit in _UNITS and figure.unit in _UNITS and (inside or len(told[figure.value]) > 2):
            yield ToldUnit(passage, figure, Quantity(quantity.value, unit, quantity.text), place)


def _is_long(quantity: Quantity) -> bool:
    return quantity.significant_digits >= _LEAST_DIGITS


def _is_sure(quantity: Quantity) -> bool:
    return quantity.significant_digits > _LEAST_DIGITS or quantity.decimals > 0


def _amounts(context: Context) -> dict[Decimal, dict[str, tuple[Quantity, Place]]]:
    """The figures of tables by value, and those in each unit."""
    found: dict[Decimal, dict[str, tuple[Quantity, Place]]] = defaultdict(dict)
    for fact in context.reading.facts:
        if fact.quantity.is_money:
            found[fact.quantity.value].setdefault(fact.quantity.unit, (fact.quantity, fact.place))
    for grid in context.once(all_grids):
        lines = [(line, _UNIT.search(squash(grid.label(line)))) for line in (*grid.rows, grid.total)]
        by_row = any(own is not None for _, own in lines)
        for column in range(len(grid.headers)):
            # Where rows name units of their own (收入（亿元）), and where none is named at all, nothing is in the usual one.
            above = "" if by_row else unit_of(context, grid, column, default="")
            for line, own in lines:
                cell = line[column]
                quantity = parse_cell(cell.text) if cell is not None else None
                if cell is None or quantity is None or quantity.unit not in ("", *_UNITS) or not _is_long(quantity):
                    continue
                unit = quantity.unit or (own["unit"] if own is not None else above)
                if not unit:
                    continue
                place = Place(grid.table.index, cell.row, cell.column)
                found[quantity.value].setdefault(unit, (quantity, place))
    return found
