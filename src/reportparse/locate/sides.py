"""Tables of two sides (收入 | 金额 | 支出 | 金额): on each a list of items with an amount, and its totals below."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportparse.model.document import Cell, Table
from reportparse.model.location import Place
from reportparse.model.outline import Column, RegionRow
from reportparse.text.normalise import bare_label, squash
from reportparse.text.numbers import parse_cell

SIDES = "sides"
_LEFT = re.compile(r"^(?:本年|部门|预算)?收入(?:项目|来源|情况|部分)?(?:（.{1,6}）)?$")
_RIGHT = re.compile(r"^(?:本年|部门|预算)?支出(?:项目|用途|情况|部分)?(?:（.{1,6}）)?$")
_ITEM = re.compile(r"^(?:收入|支出)?项目|^按|^科目|^名称")
_ORDER = re.compile(r"行次|序号|栏次|编码|占比|比例|比重|备注|增减|变动")
_RESULT = re.compile(r"决算|执行|实际|完成|发生|合计|小计")
_TOTAL = re.compile(r"^(?:本年)?(?:收入|支出)?(?:合计|总计)$")
_NOTE = re.compile(r"^(?:注|备注|说明)[：:]")
_SKIPPED = frozenset({"栏次", "行次", "项目", "项目名称", "科目"})
_HEADER_ROWS = 4
_LEAST = 3
# Figures of other things than the year's whole income and spending are no facts of these labels.
_OTHER = re.compile(r"预算|财政拨款|基金|国有资本|计划")
_INCOME, _SPENDING = "income.total", "expenditure.total"


@dataclass(frozen=True, slots=True)
class _Side:
    """A side's word, the column of its labels and that of its amounts."""

    word: str
    label: int
    amount: int


def find_sides(
    table: Table, taken: set[int], concepts: Mapping[str, str], unit_of: Callable[[str], str | None], caption: str
) -> tuple[tuple[Column, ...], tuple[RegionRow, ...], tuple[int, ...]] | None:
    """(columns, rows, header rows) of a table of two sides: a column for each item, with the side's word before its name.

    None where the two sides, or the one amount of each, are not plain. An item is of a concept only where `caption` says
    nothing of a budget or of some kind of money.
    """
    head = next((row for row in range(min(_HEADER_ROWS, table.row_count)) if _is_header(table.rows[row])), None)
    if head is None:
        return None
    left, right = (_one(table.rows[head], words) for words in (_LEFT, _RIGHT))
    if left is None or right is None or left.column >= right.column:
        return None
    height = 2 if head + 1 < table.row_count and any(_ITEM.match(squash(c.text)) for c in table.rows[head + 1]) else 1
    heads = tuple(range(head, head + height))
    sides = [
        _side(table, heads, word, begin, end)
        for word, begin, end in (("收入", left.column, right.column), ("支出", right.column, table.column_count))
    ]
    if any(side is None for side in sides) or taken.intersection(heads):
        return None
    of_year = _OTHER.search(caption + "".join(squash(c.text) for row in heads for c in table.rows[row])) is None
    columns: list[Column] = []
    cells: list[tuple[int, Cell]] = []
    for row in range(head + height, table.row_count):
        texts = [squash(cell.text) for cell in table.rows[row]]
        if row in taken or (texts and _NOTE.match(texts[0])):
            break
        for side in sides:
            assert side is not None
            label, amount = (_anchored(table, row, column) for column in (side.label, side.amount))
            if label is None or not label.text.strip() or squash(label.text) in _SKIPPED:
                continue
            if amount is None or amount is label or parse_cell(amount.text) is None:
                amount = None
            concept = _concept(bare_label(label.text), side.word, concepts) if of_year else None
            place = Place(table.index, label.row, label.column)
            columns.append(
                Column(
                    (side.word, squash(label.text)), side.amount, side.amount + 1, concept, unit_of(label.text), place
                )
            )
            if amount is not None:
                cells.append((len(columns) - 1, amount))
    found: dict[int, list[tuple[int, Cell]]] = {}
    for index, cell in cells:
        found.setdefault(cell.row, []).append((index, cell))
    if len(cells) < _LEAST:
        return None
    rows = tuple(
        RegionRow(row, "", None, tuple(dict(inside).get(index) for index in range(len(columns))))
        for row, inside in found.items()
    )
    return tuple(columns), rows, heads


def _is_header(cells: tuple[Cell, ...]) -> bool:
    return len(cells) > 1 and _one(cells, _LEFT) is not None and _one(cells, _RIGHT) is not None


def _one(cells: tuple[Cell, ...], words: re.Pattern[str]) -> Cell | None:
    found = [cell for cell in cells if words.match(squash(cell.text))]
    return found[0] if len(found) == 1 else None


def _side(table: Table, heads: tuple[int, ...], word: str, begin: int, end: int) -> _Side | None:
    """The columns of one side; None where it has two columns of items, or where it is not plain which is its amount."""
    names: dict[int, str] = {}
    for row in heads:
        for cell in table.rows[row]:
            if begin <= cell.column < end and (row > heads[0] or cell.end_column - cell.column == 1):
                names[cell.column] = names.get(cell.column, "") + squash(cell.text)
    if sum(_ITEM.match(name) is not None for name in names.values()) > 1:
        return None
    amounts = [column for column, name in names.items() if column > begin and not _ORDER.search(name)]
    if len(amounts) > 1:
        amounts = [column for column in amounts if _RESULT.search(names[column])]
    return _Side(word, begin, amounts[0]) if len(amounts) == 1 else None


def _anchored(table: Table, row: int, column: int) -> Cell | None:
    return next((cell for cell in table.rows[row] if cell.column <= column < cell.end_column), None)


def _concept(label: str, word: str, concepts: Mapping[str, str]) -> str | None:
    if _TOTAL.match(label):
        return _INCOME if word == "收入" else _SPENDING
    concept = concepts.get(label)
    family = ("income.",) if word == "收入" else ("expenditure.", "balance")
    return concept if concept is not None and concept.startswith(family) else None
