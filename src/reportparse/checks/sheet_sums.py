"""Sums that a table shows by itself: columns that make another in every row but one, and numbered rows that make the one above them.

No name is needed: what holds in the rest of the table is meant to hold everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportparse.checks.context import Context, in_unit
from reportparse.checks.sheet_among import rows_among
from reportparse.checks.sheets import Line, Sheet, Spot, sheets
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.slips import find_slip
from reportparse.text.totals import is_total

_NUMBERED = (
    re.compile(r"(?P<n>[0-9]{1,2})[.、．]"),
    re.compile(r"[（(](?P<n>[0-9]{1,2})[）)]"),
    re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、.．]"),
    re.compile(r"[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"),
)
_LEFT = re.compile("结余|结转|节余|剩余")
_CAME = re.compile("收入|下达|到位|预算|安排|可用")
_SPENT = re.compile("支出|执行|使用|支付")
_NO_SUM = re.compile("均|单价|标准|率|比例|比重|占比")
_LEAST_ROWS = 3
_MOST_COLUMNS = 8
_LEAST_LISTED = 2


@dataclass(frozen=True, slots=True)
class SheetSum:
    """A total that its parts do not make although they do elsewhere in the table."""

    name: str
    label: str
    total: Spot
    parts: tuple[tuple[str, Spot], ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.total.place, *(spot.place for _, spot in self.parts))

    @property
    def balance(self) -> bool:
        """Whether it is about what is left of an amount."""
        return any(_LEFT.search(label) for label in (self.label, *(name for name, _ in self.parts)))

    @property
    def computed(self) -> Quantity:
        return in_unit(sum((spot.amount.scaled() for _, spot in self.parts), Decimal(0)), self.total.amount)


def sheet_sums(context: Context) -> tuple[SheetSum | None, ...]:
    """For each such total what is wrong with it, or None where it is right."""
    # The sums of what is a figure of the form are looked at by its names.
    known = frozenset(fact.place for fact in context.reading.facts)
    return tuple(
        one
        for sheet in context.once(sheets)
        for one in (*_of_columns(sheet), *_of_rows(sheet), *_of_which(sheet, known))
    )


def _of_columns(sheet: Sheet) -> Iterator[SheetSum | None]:
    spots: dict[int, list[Spot]] = {}
    for line in sheet.lines:
        for column, spot in line.spots.items():
            spots.setdefault(column, []).append(spot)
    columns = [column for column in sheet.heads if _counts(spots.get(column, []))]
    if not _LEAST_ROWS <= len(columns) <= _MOST_COLUMNS:
        return
    totals = [column for column in columns if is_total(sheet.heads[column])]
    wholes = [(totals[0], tuple(one for one in columns if one != totals[0]))] if len(totals) == 1 else []
    pairs = [(total, pair) for total in columns for pair in combinations([one for one in columns if one != total], 2)]
    lines = [line for line in sheet.lines if not _NO_SUM.search(line.name)]
    for total, parts in (*wholes, *(one for one in pairs if one not in wholes)):
        yield from _held(sheet, lines, total, parts)


def _counts(spots: list[Spot]) -> bool:
    return len(spots) >= _LEAST_LISTED and all(spot.unit not in ("%", "‰") for spot in spots)


def _held(sheet: Sheet, lines: list[Line], total: int, parts: tuple[int, ...]) -> Iterator[SheetSum | None]:
    """The rows of a table of which one alone does not add up."""
    right: list[None] = []
    wrong: list[Line] = []
    for line in lines:
        if total not in line.spots or any(part not in line.spots for part in parts):
            continue
        if line.spots[total].unit in ("%", "‰"):
            continue
        spots = [line.spots[part] for part in parts]
        if sum(bool(spot.quantity.value) for spot in spots) < _LEAST_LISTED:
            # A part that is the whole says nothing.
            if line.spots[total].quantity.value != sum((spot.quantity.value for spot in spots), Decimal(0)):
                wrong.append(line)
        elif _adds_up(line.spots[total], spots):
            right.append(None)
        else:
            wrong.append(line)
        if len(wrong) > 1:
            return
    named = is_total(sheet.heads[total]) or _says_so([sheet.heads[one] for one in (total, *parts)])
    if len(right) < (1 if named else _LEAST_ROWS):
        return
    yield from right
    for line in wrong:
        sure = is_total(sheet.heads[total]) and len(right) >= _LEAST_LISTED
        if not sure and not _slip(line.spots[total], [line.spots[part] for part in parts]):
            # A row may well have something more to it than the others.
            continue
        shown = tuple((sheet.heads[part], line.spots[part]) for part in parts)
        yield SheetSum(line.name, sheet.heads[total], line.spots[total], shown)


def _says_so(heads: list[str]) -> bool:
    """Whether three columns are an amount, what was spent of it and what is left, by their names."""
    return len(heads) == _LEAST_ROWS and all(
        any(words.search(head) for head in heads) for words in (_CAME, _SPENT, _LEFT)
    )


def _slip(total: Spot, parts: list[Spot]) -> bool:
    """Whether one slip of the pen, in the total or in a part, makes up the difference."""
    short = total.quantity.value - sum((one.quantity.value for one in parts), Decimal(0))
    meant = [(total.quantity.value, total.quantity.value - short)]
    meant += [(one.quantity.value, one.quantity.value + short) for one in parts]
    return any(right > 0 and find_slip(written, right) is not None for written, right in meant)


def _adds_up(total: Spot, parts: list[Spot]) -> bool:
    """By the rounding-interval rule, without making the intervals: most columns have nothing to do with each other."""
    counted = [one for one in parts if one.quantity.value]
    apart = abs(total.scaled - sum((one.scaled for one in counted), Decimal(0))) * 2
    if apart > sum((one.widest for one in counted), total.widest):
        return False
    decimals = max(one.quantity.decimals for one in (total, *parts))
    return apart <= sum(one.quantity.step(decimals) for one in (total, *counted))


def _of_rows(sheet: Sheet) -> Iterator[SheetSum | None]:
    """「三公经费 | …」 and below it 「1.… 2.… 3.…」: where they add up in one column at least, and not in one other."""
    for at, line in enumerate(sheet.lines[:-1]):
        items = _items(sheet, at)
        if len(items) < _LEAST_LISTED:
            continue
        right = 0
        wrong: list[int] = []
        for column, total in line.spots.items():
            spots = [item.spots[column] for item in items if column in item.spots]
            if total.unit in ("%", "‰") or len(spots) < len(items):
                continue
            if _adds_up(total, spots):
                right += sum(bool(spot.quantity.value) for spot in spots) >= _LEAST_LISTED
            else:
                wrong.append(column)
        yield from (None for _ in range(right))
        if right > len(wrong) == 1:
            named = tuple((item.name, item.spots[wrong[0]]) for item in items)
            yield SheetSum(line.name, sheet.heads[wrong[0]], line.spots[wrong[0]], named)


def _of_which(sheet: Sheet, known: frozenset[Place]) -> Iterator[SheetSum | None]:
    for line, parts, right, column in rows_among(sheet, _adds_up):
        if any(spot.place in known for spot in line.spots.values()):
            continue
        yield from (None for _ in range(right))
        if column >= 0:
            named = tuple((part.name, part.spots[column]) for part in parts)
            yield SheetSum(line.name, sheet.heads[column], line.spots[column], named)


def _items(sheet: Sheet, at: int) -> list[Line]:
    """The rows numbered 1, 2, 3 … below a row; rows in between without such a number are parts of them."""
    style, number = _number(sheet.lines[at + 1].written)
    if number != 1 or _number(sheet.lines[at].written)[0] == style:
        return []
    found = [sheet.lines[at + 1]]
    for line in sheet.lines[at + 2 :]:
        other, value = _number(line.written)
        if other == style and value == len(found) + 1:
            found.append(line)
        elif other == style or (other is not None and other == _number(sheet.lines[at].written)[0]):
            break
    return found


def _number(written: str) -> tuple[int | None, int]:
    for style, pattern in enumerate(_NUMBERED):
        match = pattern.match(written)
        if match is not None:
            number = chinese_number(match["n"]) if style > 1 else Decimal(match["n"])
            return style, int(number or 0)
    return None, 0
