"""Lists of sentences whose items are the rows of a table (局机关542万元、林场215万元、…): all but one are those of one column.

Which column a sentence means is not known by its words: the other items of its list show it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.grids import grids, unit_of
from reportparse.checks.running_text import running_text
from reportparse.checks.told_cells import in_other_unit
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell
from reportparse.text.slips import power_of_ten

_AMONG = re.compile("^其中：?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LEAD = re.compile(r"^(?:.*(?:其中|包括|分别[是为]|来源[是为]|[：:]))?(?:用于|安排|下达)?")
_TAIL = re.compile(
    r"^(?:项目|资金|经费|财政|实际|预算|全年|共|总计|合计|计|支出|执行|使用|到位|安排|下达|投入|支付|拨付|数|为|是)*$"
)
_MONEY = re.compile("资金|投资|支出|收入|金额|预算|执行|拨付|下达|到位|经费|决算")
_NO_AMOUNT = re.compile("率|比|户|人|数量")
_OTHERWISE = re.compile("上年|去年|同比|计划|目标|拟|预计|增加|减少|增长|下降|较|[0-9]{4}年(?!度)")
_LEAST = 3
_PAIR = 2
_SURE_DIGITS = 3
_LEAST_DIGITS = 2
# 元, 万元 and 亿元 are so many powers of ten apart.
_UNITS_APART = (4, 8)

Column = dict[str, tuple[Quantity, Place]]


@dataclass(frozen=True, slots=True)
class RowSlip:
    """An item told with another amount than its row has; `swapped` names the item beside it that has this one's amount."""

    passage: Passage
    told: Figure
    name: str
    expected: Quantity
    place: Place
    swapped: str = ""


def row_slips(context: Context) -> tuple[RowSlip, ...]:
    """All such items."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[RowSlip]:
    """At least three rows of one column in one sentence, all of them right but one, or but two that changed places.

    Two rows alone are enough where each has all digits of the other's amount.
    """
    columns = [column for column in context.once(amount_columns) if len(column) >= _PAIR]
    if not columns:
        return
    names = sorted({name for column in columns for name in column}, key=len, reverse=True)
    for passage, text, _ in context.once(running_text).plain_with("元"):
        if sum(name in passage.text for name in names) < _PAIR:
            continue
        for start, _, inside in figured_sentences(text):
            items = _items(text, start, [one for one in inside if one.kind == "money"], names)
            if len(items) >= _LEAST:
                yield from _wrong(passage, items, columns)
            elif len(items) == _PAIR:
                yield from _exchanged(passage, items, columns)


@dataclass(frozen=True, slots=True)
class RowUnit:
    """The items of a sentence that are all the rows of one column but for one and the same unit of money."""

    passage: Passage
    items: tuple[tuple[str, Figure, Quantity, Place], ...]


def row_units(context: Context) -> Iterator[RowUnit]:
    """At least three rows of one column in one sentence, each out by the power of ten that parts two units."""
    known = [column for column in context.once(amount_columns) if len(column) >= _LEAST]
    columns = [column for column in known if _declared(context, column)]
    names = sorted({name for column in columns for name in column}, key=len, reverse=True)
    for passage, text, _ in context.once(running_text).plain_with("元") if columns else ():
        if sum(name in passage.text for name in names) < _LEAST:
            continue
        for start, _, inside in figured_sentences(text):
            items = _items(text, start, [one for one in inside if one.kind == "money"], names)
            found = [_in_other_unit(items, column) for column in columns] if len(items) >= _LEAST else []
            right = any(
                items[name].quantity.agrees(column[name][0]) for column in known for name in items.keys() & column
            )
            told = next((one for one in found if one), ())
            if told and not right:
                yield RowUnit(passage, told)
                return


def _declared(context: Context, column: Column) -> bool:
    """Whether the table says which unit of money it is in."""
    place = next(iter(column.values()))[1]
    grid = next((one for one in context.once(grids) if one.table.index == place.block), None)
    if grid is None or place.column is None:
        return False
    # The columns of a table turned on its side are its items.
    return unit_of(context, grid, 0 if grid.turned else place.column, default="") != ""


def _in_other_unit(items: dict[str, Figure], column: Column) -> tuple[tuple[str, Figure, Quantity, Place], ...]:
    told = [(name, figure, *column[name]) for name, figure in items.items() if name in column]
    shifts = {power_of_ten(figure.quantity.scaled(), cell.scaled()) for _, figure, cell, _ in told}
    digits = max((figure.quantity.significant_digits for _, figure, _, _ in told), default=0)
    sure = len(told) >= _LEAST and digits >= _SURE_DIGITS and len(shifts) == 1
    return tuple(told) if sure and all(abs(one or 0) in _UNITS_APART for one in shifts) else ()


def amount_columns(context: Context) -> list[Column]:
    """The amounts of each column by the names of their rows; a name that stands twice in a column is left out."""
    found: dict[tuple[object, ...], list[tuple[str, Quantity, Place]]] = defaultdict(list)
    for fact in context.reading.facts:
        several = bool(context.reading.outline.parts)
        # In a file of several forms the whole of each is a row.
        if fact.entity and (several or not fact.summary) and fact.quantity.is_money and "/" not in fact.entity:
            region = None if several else fact.region
            found[region, fact.concept].append((fact.entity, fact.quantity, fact.place))
    for grid in context.once(grids):
        for column, header in enumerate(grid.headers):
            if _NO_AMOUNT.search(header) or not _MONEY.search(header):
                continue
            unit = unit_of(context, grid, column)
            for row in grid.rows:
                cell = row[column]
                quantity = parse_cell(cell.text) if cell is not None else None
                if cell is not None and quantity is not None and quantity.unit in ("", unit):
                    place = Place(grid.table.index, cell.row, cell.column)
                    amount = Quantity(quantity.value, unit, quantity.text)
                    found[grid.table.index, column, "grid"].append((grid.label(row), amount, place))
    return [_by_name(rows) for rows in found.values()]


def _by_name(rows: list[tuple[str, Quantity, Place]]) -> Column:
    named: Column = {}
    twice: set[str] = set()
    for name, quantity, place in rows:
        short = _name(name)
        twice |= {short} & set(named)
        named[short] = quantity, place
    return {name: cell for name, cell in named.items() if name not in twice and len(name) >= 2}


def _name(text: str) -> str:
    name = squash(text)
    name = _BRACKETS.sub("", name) if "（" in name or "(" in name else name
    return _AMONG.sub("", name).replace("其它", "其他")


def _items(text: str, start: int, figures: list[Figure], names: list[str]) -> dict[str, Figure]:
    """The amounts of a sentence by the names of the rows right before them."""
    found: dict[str, Figure] = {}
    at = start
    for figure in figures:
        lead = re.split("[，,；;、。（(]", text[at : figure.start])[-1]
        at = figure.end
        if not figure.is_exact:
            continue
        bare = _LEAD.sub("", _name(lead))
        name = next((one for one in names if bare.startswith(one) and _TAIL.match(bare[len(one) :])), None)
        # A row may be called 上年结转资金 and be of this year all the same.
        if _OTHERWISE.search(squash(lead).replace(name or "", "")):
            continue
        if name is not None and name in found:
            # Told twice in one sentence: of two columns.
            return {}
        if name is not None:
            found[name] = figure
    return found


def _exchanged(passage: Passage, items: dict[str, Figure], columns: list[Column]) -> Iterator[RowSlip]:
    """Two items each of which has the amount of the other, in some column and in none its own."""
    one, two = items
    told = [column for column in columns if one in column and two in column]
    own = any(items[name].quantity.agrees(column[name][0]) for column in columns for name in items if name in column)
    if own or any(items[name].quantity.significant_digits < _SURE_DIGITS for name in items):
        return
    for column in told:
        if items[one].quantity.agrees(column[two][0]) and items[two].quantity.agrees(column[one][0]):
            yield RowSlip(passage, items[one], one, *column[one], swapped=two)
            return


def _wrong(passage: Passage, items: dict[str, Figure], columns: list[Column]) -> Iterator[RowSlip]:
    fitting: list[tuple[int, Column, list[str]]] = []
    for column in columns:
        told = [name for name in items if name in column]
        wrong = [name for name in told if not items[name].quantity.agrees(column[name][0])]
        sure = [name for name in told if name not in wrong and items[name].quantity.significant_digits >= _LEAST_DIGITS]
        # Round amounts may be right by chance, but not beside one with the right digits in another unit.
        unit = len(wrong) == 1 and in_other_unit(items[wrong[0]].quantity, column[wrong[0]][0])
        if unit and len(told) >= _LEAST:
            yield RowSlip(passage, items[wrong[0]], wrong[0], *column[wrong[0]])
            return
        if len(told) >= _LEAST and len(sure) == len(told) - len(wrong):
            fitting.append((len(sure), column, wrong))
    if not fitting or any(not wrong for _, _, wrong in fitting):
        return
    most = max(count for count, _, _ in fitting)
    best = [(column, wrong) for count, column, wrong in fitting if count == most]
    if len(best) > 1 and len({tuple(wrong) for _, wrong in best}) > 1:
        return
    column, wrong = best[0]
    if len(wrong) == 1 and most >= _LEAST - 1:
        name = wrong[0]
        others = [other[name][0] for other in columns if name in other and other is not column]
        if not any(items[name].quantity.agrees(other) for other in others):
            yield RowSlip(passage, items[name], name, *column[name])
    elif len(wrong) == 2 and most >= 1:
        one, two = wrong
        if items[one].quantity.agrees(column[two][0]) and items[two].quantity.agrees(column[one][0]):
            yield RowSlip(passage, items[one], one, *column[one], swapped=two)
