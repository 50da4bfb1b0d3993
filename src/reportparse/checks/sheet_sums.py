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
_NUMBER_BEGINS = frozenset("0123456789一二三四五六七八九十（(")
_LEFT = re.compile("结余|结转|节余|剩余")
_CAME = re.compile("收入|下达|到位|预算|安排|可用")
_SPENT = re.compile("支出|执行|使用|支付")
_NO_SUM = re.compile("均|单价|标准|率|比例|比重|占比")
_RUN = re.compile("^累计")
_LEAST_ROWS = 3
_MOST_COLUMNS = 8
_LEAST_LISTED = 2

# Of each column the value as written, the same in 元, and a unit of its last digit at most.
_Values = dict[int, tuple[Decimal, Decimal, Decimal]]


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
        for one in (*_of_columns(sheet), *_of_rows(sheet), *_of_which(sheet, known), *_run_up(sheet))
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
    lines = [line for line in sheet.lines if not _NO_SUM.search(line.name)]
    for total, parts in wholes:
        yield from _held(sheet, lines, total, parts)
    rows = [_values(line, columns) for line in lines]
    said = [{one for one in columns if words.search(sheet.heads[one])} for words in (_LEFT, _SPENT, _CAME)]
    for total in columns:
        # Of few rows only those columns are looked at that say by their names what they are.
        if len(rows) < _LEAST_ROWS and not (all(said) or total in totals):
            continue
        for parts in combinations([one for one in columns if one != total], 2):
            named = total in totals or _are_all(said, (total, *parts))
            least = 1 if named else _LEAST_ROWS
            if len(rows) >= least and _may_hold(rows, total, *parts, least) and (total, parts) not in wholes:
                yield from _held(sheet, lines, total, parts)


def _are_all(said: list[set[int]], columns: tuple[int, ...]) -> bool:
    """Whether each of three things is said by the name of one of the columns."""
    return not (said[0].isdisjoint(columns) or said[1].isdisjoint(columns) or said[2].isdisjoint(columns))


def _values(line: Line, columns: list[int]) -> _Values:
    spots = [(column, line.spots[column]) for column in columns if column in line.spots]
    return {column: (spot.quantity.value, spot.quantity.scaled(), spot.quantity.widest) for column, spot in spots}


def _may_hold(rows: list[_Values], total: int, one: int, two: int, least: int) -> bool:
    """Whether roundings may make a column of two others in so many rows, and in all others but one: few columns are left."""
    right = wrong = 0
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        if right + left < least:
            return False
        if total in row and one in row and two in row:
            (value, whole, unit), (first, part, part_unit), (second, rest, rest_unit) = row[total], row[one], row[two]
            if not (first and second):
                wrong += value != first + second
            elif abs(whole - (part + rest)) * 2 > unit + part_unit + rest_unit:
                wrong += 1
            else:
                right += 1
            if wrong > 1:
                return False
    return right >= least


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
    if len(heads) != _LEAST_ROWS:
        return False
    said = "\n".join(heads)
    return all(words.search(said) is not None for words in (_LEFT, _SPENT, _CAME))


def _slip(total: Spot, parts: list[Spot]) -> bool:
    """Whether one slip of the pen, in the total or in a part, makes up the difference."""
    short = total.quantity.value - sum((one.quantity.value for one in parts), Decimal(0))
    meant = [(total.quantity.value, total.quantity.value - short)]
    meant += [(one.quantity.value, one.quantity.value + short) for one in parts]
    return any(right > 0 and find_slip(written, right) is not None for written, right in meant)


def _adds_up(total: Spot, parts: list[Spot]) -> bool:
    """By the rounding-interval rule, without making the intervals: most columns have nothing to do with each other."""
    counted = [one for one in parts if one.quantity.value]
    apart = abs(total.quantity.scaled() - sum((one.quantity.scaled() for one in counted), Decimal(0))) * 2
    if not apart:
        return True
    if apart > sum((one.quantity.widest for one in counted), total.quantity.widest):
        return False
    decimals = max(one.quantity.decimals for one in (total, *parts))
    return apart <= sum(one.quantity.step(decimals) for one in (total, *counted))


def _run_up(sheet: Sheet) -> Iterator[SheetSum | None]:
    """「当月支出 | 累计支出」: each figure of the second is that above it and the first, but for one that is wrong."""
    for column, head in sheet.heads.items():
        if not _RUN.match(head):
            continue
        lines = [line for line in sheet.lines if column in line.spots and not is_total(line.name)]
        for other in sheet.heads:
            if other == column or not all(other in line.spots for line in lines) or len(lines) <= _LEAST_ROWS:
                continue
            wrong = [
                number
                for number in range(1, len(lines))
                if not _adds_up(
                    lines[number].spots[column], [lines[number - 1].spots[column], lines[number].spots[other]]
                )
            ]
            first = _adds_up(lines[0].spots[column], [lines[0].spots[other]])
            if not first or len(lines) - 1 - len(wrong) < 1 or len(wrong) > _LEAST_LISTED:
                continue
            yield from (None for _ in range(len(lines) - len(wrong)))
            # One figure that is wrong shows in its own row and in the next.
            if len(wrong) == 1 or (len(wrong) == _LEAST_LISTED and wrong[1] == wrong[0] + 1):
                above, line = lines[wrong[0] - 1], lines[wrong[0]]
                parts = ((above.name, above.spots[column]), (sheet.heads[other], line.spots[other]))
                yield SheetSum(line.name, head, line.spots[column], parts)


def _of_rows(sheet: Sheet) -> Iterator[SheetSum | None]:
    """「三公经费 | …」 and below it 「1.… 2.… 3.…」: where they add up in one column at least, and not in one other."""
    numbers = [_number(line.written) for line in sheet.lines]
    for at, line in enumerate(sheet.lines[:-1]):
        # Where no list begins there is nothing to look for.
        items = _items(sheet, numbers, at) if numbers[at + 1][1] == 1 else []
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


def _items(sheet: Sheet, numbers: list[tuple[int | None, int]], at: int) -> list[Line]:
    """The rows numbered 1, 2, 3 … below a row; rows in between without such a number are parts of them."""
    style, _ = numbers[at + 1]
    above, _ = numbers[at]
    if above == style:
        return []
    found = [sheet.lines[at + 1]]
    for line, (other, value) in zip(sheet.lines[at + 2 :], numbers[at + 2 :], strict=True):
        if other == style and value == len(found) + 1:
            found.append(line)
        elif other == style or (other is not None and other == above):
            break
    return found


def _number(written: str) -> tuple[int | None, int]:
    if written[:1] not in _NUMBER_BEGINS:
        return None, 0
    for style, pattern in enumerate(_NUMBERED):
        match = pattern.match(written)
        if match is not None:
            number = chinese_number(match["n"]) if style > 1 else Decimal(match["n"])
            return style, int(number or 0)
    return None, 0
