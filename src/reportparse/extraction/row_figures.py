"""Figures of tables that give those of the form in their rows, and of several years or of budget and result in their columns.

「项目 | 2021年决算数 | 2022年预算数 | 2022年决算数」: which column is this year's result is told by its header alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.model.document import Cell, Document, Table
from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.outline import Outline
from reportparse.model.quantity import Quantity
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import bare_label, fold, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import is_total

_GROUP = "three_public"
_TOTAL = "three_public.total"
_RESULT = re.compile("决算|支出|执行|实际|完成|发生|本年")
_NO_RESULT = re.compile("预算|计划|批复|上年|去年|上一年|增|减|率|占|比|差|控制|备注|原因")
_BESIDE = re.compile("预算|计划|上年|去年|(?:19|20)[0-9]{2}年")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_UNIT = re.compile("亿元|万元|千元|元")
_LEAST = 3
_HEADER_ROWS = 3
_LINES_ABOVE = 2


def row_figures(document: Document, outline: Outline, year: int | None, ruleset: RuleSet) -> Iterator[Fact]:
    """The facts of 三公经费 in such tables, where no table of the form has them."""
    if year is None or any(region.kind == _GROUP for region in outline.regions):
        return
    names = {
        bare_label(name): concept.id
        for concept in ruleset.concepts.concepts
        if concept.group == _GROUP
        for name in (concept.label, *concept.aliases)
    }
    found = [
        facts
        for block in document.walk()
        if isinstance(block, Table) and block.row_count > _LEAST
        if (
            facts := list(
                _in_table(document, block, year, names, outline.declared.get(block.index, ruleset.tables.default_unit))
            )
        )
    ]
    # Two tables of them may be of two bodies, or of two kinds of money.
    if len(found) == 1:
        yield from found[0]


def _in_table(document: Document, table: Table, year: int, names: dict[str, str], default: str) -> Iterator[Fact]:
    rows: list[tuple[int, Cell, str]] = []
    for row in range(1, table.row_count):
        named = _label(table, row, names)
        if named is not None:
            rows.append((row, *named))
    kinds = [kind for _, _, kind in rows]
    if len(set(kinds) - {_TOTAL}) < 2 or len(set(kinds)) < len(kinds):
        return
    first = rows[0][0]
    head = _head(table, first, rows[0][1].column)
    if head is None:
        return
    column, text = _own_column(table, head, first, rows[0][1].column, year)
    if column is None:
        return
    unit = _unit(document, table, head, text) or default
    for row, label, kind in rows:
        cell = table.cell(row, column)
        quantity = parse_cell(cell.text) if cell is not None else None
        if cell is None or quantity is None or cell.column_span > 1 or quantity.unit == "%":
            continue
        yield Fact(
            kind,
            kind,
            re.sub(r"\s+", "", label.text),
            (text, squash(label.text)),
            Quantity(quantity.value, quantity.unit or unit, quantity.text),
            None,
            False,
            str(year),
            cell.text.strip(),
            Place(table.index, cell.row, cell.column),
            None,
        )


def _label(table: Table, row: int, names: dict[str, str]) -> tuple[Cell, str] | None:
    """The name of a row that is a figure of the form; 合计 is their total where all stand in one table."""
    for cell in table.rows[row][:2]:
        kind = names.get(bare_label(cell.text))
        if kind is not None:
            return cell, kind
        if is_total(cell.text):
            return cell, _TOTAL
    return None


def _head(table: Table, first: int, column: int) -> range | None:
    """The rows of words above the first row of figures."""
    start = first
    while start > 0 and first - start < _HEADER_ROWS:
        cells = [cell for cell in table.covering_rows[start - 1] if cell.column > column]
        if not cells or any(parse_cell(cell.text) is not None for cell in cells):
            break
        start -= 1
    return range(start, first) if start < first else None


def _own_column(table: Table, head: range, first: int, label: int, year: int) -> tuple[int | None, str]:
    """The one column whose header says that it holds this year's result, beside others of a budget or of another year."""
    paths: dict[int, str] = {}
    for cell in table.rows[first]:
        if cell.column > label:
            above = [
                one
                for row in head
                for one in table.covering_rows[row]
                if one.column <= cell.column < one.end_column and len(table.covering_rows[row]) > 1
            ]
            paths[cell.column] = fold("".join(dict.fromkeys(squash(one.text) for one in above)))
    own: list[int] = []
    for column, path in paths.items():
        years = {int(one) for one in _YEAR.findall(path)}
        if _NO_RESULT.search(path) or (years and years != {year}) or not (_RESULT.search(path) or years):
            continue
        own.append(column)
    beside = [path for column, path in paths.items() if column not in own and _BESIDE.search(path)]
    return (own[0], paths[own[0]]) if len(own) == 1 and beside else (None, "")


def _unit(document: Document, table: Table, head: range, path: str) -> str | None:
    texts = [path, *(cell.text for row in range(head.stop) for cell in table.rows[row])]
    texts += [text for text, place in document.lines if table.index - _LINES_ABOVE <= place.block < table.index]
    for text in texts:
        if "元" in text and ("单位" in text or "（" in fold(text)) and (match := _UNIT.search(text)) is not None:
            return match[0]
    return None
