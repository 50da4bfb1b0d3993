"""Amounts told as one thing that are another thing of the same row of a table: 年初预算3125.66万元 where the row has it as 调整后预算数.

No name of a row is asked for, as the whole has none: digits enough to be no chance say which row is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reportparse.checks.context import Context
from reportparse.checks.grids import all_grids, unit_of
from reportparse.checks.running_text import running_text
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures, parse_cell

# Words of the header of a column, and right before a figure; the first that fits counts.
_ROLES = {
    "initial": re.compile("年初预算|期初预算|年初(?:批复|安排|下达)"),
    "adjusted": re.compile("调整后?(?:的)?预算|预算调整数|全年预算"),
    "left": re.compile("结余|结转|节余|未支出|未执行|未使用"),
    "spent": re.compile("支出|执行|支付|决算|使用"),
    "arrived": re.compile("到位"),
    "granted": re.compile("下达|拨入"),
}
# 支出 alone may be the second half of a name (项目支出), whose budget is told.
_SPENT = re.compile("(?:实际|累计|实|已)(?:支出|使用|拨付)|支付|执行|决算")
_OTHER_COLUMN = re.compile("率|占|比重|比例|上年|去年|增减|较|差|[0-9]{4}年|变动|备注|标准|人均|单价|数量")
_TOLD = {**_ROLES, "spent": _SPENT}
_OTHERWISE = re.compile(
    "上年|去年|同比|较|比|增|减|目标|拟|预计|标准|人均|平均|每|追加|调(?!整后)|其余|剩余|差额|[至自从]|超|占"
)
_BREAK = re.compile("[，,；;。：:（()）、\n]")
_LEAD = 14
_LEAST_DIGITS, _BARE_DIGITS = 5, 3
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class RoleSlip:
    """A figure told under `word`; its cell has the header `header`, and `own` is what the row has under the word told."""

    passage: Passage
    told: Figure
    word: str
    header: str
    place: Place
    own_header: str
    own: Quantity
    own_place: Place


class _Spot(NamedTuple):
    role: str
    header: str
    quantity: Quantity
    place: Place


def role_slips(context: Context) -> Iterator[RoleSlip]:
    """Each such amount, where every row that has it has another one under the word told."""
    rows = context.once(_rows)
    by_value: dict[Decimal, list[tuple[_Spot, dict[str, _Spot]]]] = defaultdict(list)
    for row in rows:
        for spot in row.values():
            by_value[spot.quantity.scaled()].append((spot, row))
    if not by_value:
        return
    for passage, text, _ in context.once(running_text).plain_with("元"):
        figures = find_figures(text)
        for position, figure in enumerate(figures):
            digits = figure.quantity.significant_digits
            if figure.kind != "money" or not figure.is_exact or digits < _BARE_DIGITS:
                continue
            found = by_value.get(figure.quantity.scaled())
            told = _told(text, figures[position - 1].end if position else 0, figure.start) if found else None
            if found and told is not None:
                role, word = told
                if all(role in row and spot.role != role and _differs(row[role], spot) for spot, row in found):
                    spot, row = found[0]
                    own = row[role]
                    if digits < _LEAST_DIGITS and not _is_header(text, figure, own.header):
                        continue
                    yield RoleSlip(passage, figure, word, spot.header, spot.place, own.header, own.quantity, own.place)


def _is_header(text: str, figure: Figure, header: str) -> bool:
    """Whether the clause before a figure is the header itself and no more, so that the whole of the form is meant."""
    lead = _BREAK.split(text[max(0, figure.start - _LEAD) : figure.start])[-1]
    return squash(lead).rstrip("为是共达") == _BRACKETS.sub("", squash(header))


def _differs(own: _Spot, spot: _Spot) -> bool:
    return not own.quantity.agrees(spot.quantity)


def _told(text: str, low: int, start: int) -> tuple[str, str] | None:
    """The one role that the words right before a figure give it; 「到位资金支出」 gives it two."""
    lead = _BREAK.split(text[max(low, start - _LEAD) : start])[-1]
    roles = [(role, match[0]) for role, words in _TOLD.items() if (match := words.search(lead)) is not None]
    if len(roles) != 1 or _OTHERWISE.search(lead):
        return None
    return roles[0]


def _rows(context: Context) -> list[dict[str, _Spot]]:
    """The amounts of each row of all tables by what their columns are; of two columns of a kind neither is named by the word."""
    rows: list[list[_Spot]] = []
    for grid in context.once(all_grids):
        roles = {column: role for column, header in enumerate(grid.headers) if (role := _role(header)) is not None}
        for line in (*grid.rows, grid.total):
            rows.append([])
            for column, role in roles.items():
                cell = line[column]
                quantity = parse_cell(cell.text) if cell is not None else None
                if cell is not None and quantity is not None and quantity.value > 0:
                    amount = Quantity(quantity.value, quantity.unit or unit_of(context, grid, column), quantity.text)
                    place = Place(grid.table.index, cell.row, cell.column)
                    rows[-1].append(_Spot(role, grid.headers[column], amount, place))
    known: dict[tuple[int, int | None], list[_Spot]] = defaultdict(list)
    for fact in context.reading.facts:
        found = _role(squash(fact.label)) if fact.quantity.is_money and fact.quantity.value > 0 else None
        if fact.region is not None and found is not None:
            known[fact.region, fact.place.row].append(_Spot(found, fact.label, fact.quantity, fact.place))
    by_role = [
        {spot.role: spot for spot in row if sum(other.role == spot.role for other in row) == 1}
        for row in (*rows, *known.values())
    ]
    return [row for row in by_role if len(row) > 1]


# The rows of a table have the same columns.
@lru_cache(maxsize=1024)
def _role(header: str) -> str | None:
    roles = [role for role, words in _ROLES.items() if words.search(header)]
    return None if _OTHER_COLUMN.search(header) or len(roles) != 1 else roles[0]
