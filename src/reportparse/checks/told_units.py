"""An amount told once in another unit of money than everywhere else: 587.57元 where text and tables have 587.57万元."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.grids import all_grids, unit_of
from reportparse.checks.running_text import running_text
from reportparse.checks.told_gaps import gaps, is_in_another_unit
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell

_LEAST_DIGITS, _MANY_DIGITS = 4, 5
_FEW, _LEAD, _THREE = 10, 14, 3
_FUNDS = re.compile("资金|预算|投资|支出|收入|总额")
_EACH = re.compile("每|人均|户均|标准|单价|罚|补贴|慰问|奖励|费$")
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
    yield from _hundred_million(context)
    yield from _apart(context)
    told: dict[Decimal, list[tuple[Passage, Figure]]] = defaultdict(list)
    for passage, text, _ in context.once(running_text).plain_with("元"):
        for figure in find_figures(text):
            if figure.kind == "money" and _is_long(figure.quantity):
                told[figure.value].append((passage, figure))
    yield from _of_tables(context, told)
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


def _apart(context: Context) -> Iterator[ToldUnit]:
    """「亩均4.23元，比控制标准4.8万元低0.57元」: the difference is right in the unit of the other two."""
    for passage in context.reading.outline.passages:
        if passage.text.count("元") < _THREE or re.search("[较比]", passage.text) is None:
            continue
        text = fold(passage.text)
        figures = find_figures(text)
        for gap in gaps(text, figures):
            if is_in_another_unit(gap):
                meant = Quantity(gap.last.value, gap.first.unit, gap.last.text)
                yield ToldUnit(passage, gap.last, meant, passage.span(gap.first.start, gap.apart.end))


def _of_tables(context: Context, told: dict[Decimal, list[tuple[Passage, Figure]]]) -> Iterator[ToldUnit]:
    """A table whose figures the text, and the other tables, have in another unit only: its header has the wrong one."""
    tables: dict[int, list[tuple[Passage, Figure, Quantity, Place]]] = defaultdict(list)
    right: set[int] = set()
    for value, units in context.once(_amounts).items():
        sayings = [(where, one) for where, one in told.get(value, ()) if one.is_exact]
        said = {one.unit for _, one in sayings}
        for unit, (quantity, place) in units.items():
            if unit in said:
                right.add(place.block)
            elif (
                len(said) == 1
                and (len(units) == 1 or said <= set(units))
                and quantity.significant_digits > _LEAST_DIGITS
            ):
                where, one = sayings[0]
                tables[place.block].append((where, one, Quantity(value, unit, quantity.text), place))
    for table, found in tables.items():
        longest = max(found, key=lambda one: one[2].significant_digits)
        if table not in right and (len(found) > 1 or longest[2].significant_digits > _MANY_DIGITS):
            where, figure, quantity, place = longest
            yield ToldUnit(where, figure, quantity, place)


def _hundred_million(context: Context) -> Iterator[ToldUnit]:
    """「下达资金0.87万元」 where the report has an amount of 8700万元 and none of 8700元: 亿元 is meant.

    Nobody tells funds of a few thousand 元 as so many 万元 with decimals.
    """
    money = [
        (passage, text, [one for one in find_figures(text) if one.kind == "money"])
        for passage, text, _ in context.once(running_text).plain_with("万元")
    ]
    small = [
        (passage, text, one)
        for passage, text, figures in money
        for one in figures
        if one.unit == "万元" and 0 < one.value < _FEW and one.quantity.decimals and one.is_exact and not one.rate
        if _FUNDS.search(text[max(0, one.start - _LEAD) : one.start])
        and not _EACH.search(text[max(0, one.start - _LEAD) : one.start])
    ]
    if not small:
        return
    known: dict[Decimal, tuple[Quantity, Place]] = {}
    for value, units in context.once(_amounts).items():
        for unit, (quantity, place) in units.items():
            known.setdefault(Quantity(value, unit, "").scaled(), (Quantity(value, unit, quantity.text), place))
    for passage, _, figures in money:
        for one in figures:
            if one.is_exact:
                known.setdefault(one.quantity.scaled(), (one.quantity, passage.span(one.start, one.end)))
    for passage, _, figure in small:
        place = passage.span(figure.start, figure.end)
        if known[figure.quantity.scaled()][1] != place:
            continue
        meant = Quantity(figure.value, "亿元", figure.quantity.text)
        whole = [found for found in known.values() if meant.agrees(found[0])]
        exact = [found for found in whole if found[0].scaled() == meant.scaled()]
        if exact or (whole and figure.quantity.significant_digits > 1):
            yield ToldUnit(passage, figure, *(exact or whole)[0])


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
