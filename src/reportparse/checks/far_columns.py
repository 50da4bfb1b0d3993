"""Tables that set last year's figures beside this year's (项目 | 上年数 | 本年数, 科目 | 2020年 | 2021年)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportparse.checks.context import Context
from reportparse.model.document import Cell, Table
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import parse_cell

_BEFORE = re.compile(r"^(?:上年|上年度|去年|上一年度?)(?:决算|支出|实际|完成|执行)*(?:数|金额|额)?(?:（.{1,4}）)?$")
_NOW = re.compile(r"^(?:本年|本年度|当年)(?:决算|支出|实际|完成|执行)*(?:数|金额|额)?(?:（.{1,4}）)?$")
_UNIT = re.compile("亿元|万元|千元|元")
_HEADER_ROWS = 2
_LABELS = 3
"""How many columns a row's names may take up."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row's name, the concept it is one of, and its figures of last year (with their place) and this year."""

    label: str
    concept: str | None
    before: Quantity
    now: Quantity
    place: Place


@lru_cache(maxsize=16)
def _concepts(ruleset: RuleSet) -> dict[str, str]:
    return {
        squash(name): concept.id for concept in ruleset.concepts.concepts for name in (concept.label, *concept.aliases)
    }


def year_rows(context: Context) -> list[YearRow]:
    """The rows of all such tables."""
    year = context.reading.fields.get("fiscal_year")
    concepts = _concepts(context.ruleset)
    return [
        row
        for block in context.document.walk()
        if isinstance(block, Table) and block.row_count > 1
        for row in _rows(context, block, year if isinstance(year, int) else None, concepts)
    ]


def _rows(context: Context, table: Table, year: int | None, concepts: dict[str, str]) -> Iterator[YearRow]:
    for head in range(min(_HEADER_ROWS, table.row_count)):
        cells = table.covering_rows[head]
        before = [cell for cell in cells if _is_head(cell, _BEFORE, year - 1 if year else None)]
        now = [cell for cell in cells if _is_head(cell, _NOW, year)]
        if len(before) != 1 or len(now) != 1 or before[0].column > now[0].column + _LABELS:
            continue
        unit = _unit(context, table, cells)
        for row in range(head + 1, table.row_count):
            found = table.covering_rows[row]
            named = [
                one.text for one in found if one.column < min(before[0].column, now[0].column) and one.text.strip()
            ]
            left, right = (_money(found, one.column, unit) for one in (before[0], now[0]))
            if not named or len(named) > _LABELS or left is None or right is None:
                continue
            label = squash(named[-1])
            place = Place(table.index, left[0].row, left[0].column)
            yield YearRow(label, concepts.get(label), left[1], right[1], place)
        return


def _is_head(cell: Cell, words: re.Pattern[str], year: int | None) -> bool:
    text = fold(re.sub(r"\s+", "", cell.text))
    if words.match(text):
        return True
    return (
        year is not None
        and re.fullmatch(rf"{year}年(?:度)?(?:决算|支出|实际|执行)*(?:数|金额)?(?:（.{{1,4}}）)?", text) is not None
    )


def _unit(context: Context, table: Table, header: tuple[Cell, ...]) -> str:
    """The unit in the header or in the lines right above the table; 万元 where none is given."""
    texts = [cell.text for cell in header]
    texts += [text for text, place in context.document.lines if table.index - 3 <= place.block < table.index]
    for text in texts:
        if "元" in text and ("单位" in text or "（" in fold(text)) and (match := _UNIT.search(text)) is not None:
            return match[0]
    return context.reading.outline.declared.get(table.index, context.ruleset.tables.default_unit)


def _money(cells: tuple[Cell, ...], column: int, unit: str) -> tuple[Cell, Quantity] | None:
    cell = next((one for one in cells if one.column <= column < one.end_column), None)
    quantity = parse_cell(cell.text) if cell is not None else None
    if cell is None or quantity is None or quantity.unit not in ("", "元", "万元", "亿元", "千元"):
        return None
    return cell, Quantity(quantity.value, quantity.unit or unit, quantity.text)
