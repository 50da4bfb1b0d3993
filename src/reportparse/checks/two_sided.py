"""Tables of income on the left and spending on the right: what each side adds up to, and that both come to the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from reportparse.checks.context import Context
from reportparse.model.location import Place
from reportparse.model.outline import Region
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.numbers import chinese_number, parse_cell

SIDES = "sides"
_SUM = re.compile(r"^(?:本年|当年)?(?:收入|支出)?(?:合计|小计)$|^本年(?:收入|支出)$")
_TOTAL = re.compile(r"^(?:收入|支出)?总计$")
_BALANCE = re.compile(r"(?:年末|年终|本年|结转下年|下年)[^一二三]{0,4}(?:结转|结余)|^结转下年|^(?:结转|结余)")
_CARRIED = re.compile(r"(?:年初|上年|上年末)[^一二三]{0,4}(?:结转|结余)")
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_BELOW = re.compile(r"^(?:其中|（|[0-9]{1,2}[.、．]|[-—]|#|\*)")
_BASIC = re.compile("基本支出(?:小计|合计)?$")
_PARTS = re.compile("人员(?:经费|支出)"), re.compile("公用(?:经费|支出)")
# Lines of either side between what came in or went out in the year and the total.
_MOST_BETWEEN = 6
_MOST_PLAIN = 9
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a side: its name as written, and its amount (None where the cell is blank)."""

    label: str
    quantity: Quantity | None
    place: Place

    @property
    def amount(self) -> Decimal:
        return self.quantity.scaled() if self.quantity is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A total that the lines of its side do not make (`balance` false), or that the other side contradicts (true)."""

    total: Line
    plus: tuple[Line, ...]
    minus: tuple[Line, ...]
    balance: bool

    @property
    def computed(self) -> Decimal:
        return sum((one.amount for one in self.plus), Decimal(0)) - sum((one.amount for one in self.minus), Decimal(0))


def two_sided(context: Context) -> Iterator[Mismatch | None]:
    """For each total of such a table what is wrong with it, or None where it is right."""
    for region in context.reading.outline.regions:
        if region.kind != SIDES:
            continue
        income, spending = (_lines(region, word) for word in ("收入", "支出"))
        wrong = False
        for lines in (income, spending):
            for result in _side(lines):
                wrong = wrong or result is not None
                yield result
        if not wrong:
            yield from _both(income, spending)


def _lines(region: Region, word: str) -> list[Line]:
    found: list[Line] = []
    amounts = {index: cell for row in region.rows for index, cell in enumerate(row.cells) if cell is not None}
    for index, column in enumerate(region.columns):
        if column.path[0] != word:
            continue
        cell = amounts.get(index)
        quantity = parse_cell(cell.text) if cell is not None else None
        unit = quantity.unit if quantity is not None and quantity.unit else column.unit or region.unit or ""
        found.append(
            Line(
                column.path[-1],
                Quantity(quantity.value, unit, quantity.text) if quantity is not None else None,
                Place(region.table, cell.row, cell.column) if cell is not None else column.place,
            )
        )
    return found


def _side(lines: list[Line]) -> Iterator[Mismatch | None]:
    """The sum of the year's items, and the total with what came over or is left."""
    yield from _basic(lines)
    at = next((index for index, one in enumerate(lines) if _SUM.match(one.label)), None)
    end = next((index for index, one in enumerate(lines) if _TOTAL.match(one.label)), None)
    if at is not None and lines[at].quantity is not None:
        yield from _compared(lines[at], lines[:at], lines)
        if end is not None and end > at and lines[end].quantity is not None:
            between = lines[at + 1 : end]
            if len(between) <= _MOST_BETWEEN:
                yield _with_between(lines[end], lines[at], between, lines)
    elif at is None and end is not None and lines[end].quantity is not None:
        yield from _compared(lines[end], lines[:end], lines)


def _basic(lines: list[Line]) -> Iterator[Mismatch | None]:
    """基本支出 and right below it the two that it consists of: 人员经费 and 公用经费."""
    for index, total in enumerate(lines):
        parts = lines[index + 1 : index + 3]
        if (
            _BASIC.search(total.label)
            and total.quantity is not None
            and len(parts) == len(_PARTS)
            and all(one.quantity is not None for one in parts)
            and all(sum(words.search(one.label) is not None for one in parts) == 1 for words in _PARTS)
        ):
            yield None if _meet(total, parts, lines) else Mismatch(total, tuple(parts), (), balance=False)


def _compared(total: Line, items: list[Line], lines: list[Line]) -> Iterator[Mismatch | None]:
    """Items with a number of the first level are added up; without such numbers all of them, where none is a part of another."""
    top = [one for one in items if _TOP.match(one.label)]
    numbers = [chinese_number(one.label.split("、")[0]) for one in top]
    if top:
        # Two lists one below the other would be counted twice.
        if any(left is None or right is None or right <= left for left, right in pairwise(numbers)):
            return
        # Carry-over and the like may stand below the numbered items without a number.
        apart = [one for one in items if not _TOP.match(one.label) and not _BELOW.match(one.label)]
    else:
        if any(_BELOW.match(one.label) for one in items) or len(items) > _MOST_PLAIN:
            return
        top, apart = items, []
    told = [one for one in top if one.quantity is not None]
    if len(told) < _LEAST or len(apart) > _MOST_BETWEEN:
        return
    # Without numbers some of them may be parts of others.
    plain = [] if numbers else told
    if _closes(total, told, apart, lines) or (plain and _closes(total, [], plain, lines)):
        yield None
    else:
        yield Mismatch(total, tuple(told), (), balance=False)


def _with_between(total: Line, year: Line, between: list[Line], lines: list[Line]) -> Mismatch | None:
    if _closes(total, [year], between, lines):
        return None
    plus = [one for one in between if one.quantity is not None and not _BELOW.match(one.label)]
    return Mismatch(total, (year, *plus), (), balance=False)


def _closes(total: Line, items: Sequence[Line], optional: Sequence[Line], lines: list[Line]) -> bool:
    """Whether the items, with some of the optional ones, make the total within rounding."""
    optional = [one for one in optional if one.quantity is not None]
    return any(
        _meet(total, (*items, *extra), lines)
        for count in range(len(optional) + 1)
        for extra in combinations(optional, count)
    )


def _meet(total: Line, items: Sequence[Line], lines: list[Line]) -> bool:
    decimals = max((one.quantity.decimals for one in lines if one.quantity is not None), default=0)
    interval = Interval(Decimal(0), Decimal(0))
    for one in items:
        if one.quantity is not None and one.quantity.value:
            interval = interval + one.quantity.interval(decimals)
    assert total.quantity is not None
    return interval.meets(total.quantity.interval(decimals))


def _both(income: list[Line], spending: list[Line]) -> Iterator[Mismatch | None]:
    """Both totals are the same; where there are none, what is left follows from what came in and was spent."""
    ends = [next((one for one in lines if _TOTAL.match(one.label)), None) for lines in (income, spending)]
    lines = [*income, *spending]
    came, spent = ends
    if came is not None and spent is not None and came.quantity is not None and spent.quantity is not None:
        yield None if _meet(spent, [came], lines) else Mismatch(spent, (came,), (), balance=True)
        return
    years = [next((one for one in side if _SUM.match(one.label)), None) for side in (income, spending)]
    left = [one for one in spending if _BALANCE.search(one.label) and one.quantity is not None]
    over = [one for one in income if _CARRIED.search(one.label) and one.quantity is not None]
    came, spent = years
    if came is not None and spent is not None and came.quantity is not None and spent.quantity is not None:
        # What came over and what is left may stand among the items that the 合计 of each side adds up.
        inside = [*income[: income.index(came)], *spending[: spending.index(spent)]]
        if any(one in inside for one in (*left, *over)) and _meet(spent, [came], lines):
            yield None
            return
    if came is None or spent is None or came.quantity is None or spent.quantity is None or len(left) != 1:
        return
    needed = [left[0], spent]
    if len(over) > 1 or any(_meet_sums(needed, part, lines) for part in ([came], [came, *over])):
        yield None
        return
    yield Mismatch(left[0], (*over, came), (spent,), balance=True)


def _meet_sums(left: list[Line], right: list[Line], lines: list[Line]) -> bool:
    decimals = max((one.quantity.decimals for one in lines if one.quantity is not None), default=0)
    sums = [Interval(Decimal(0), Decimal(0)), Interval(Decimal(0), Decimal(0))]
    for index, side in enumerate((left, right)):
        for one in side:
            if one.quantity is not None and one.quantity.value:
                sums[index] = sums[index] + one.quantity.interval(decimals)
    return sums[0].meets(sums[1])
