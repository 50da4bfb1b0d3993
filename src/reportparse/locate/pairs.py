"""Money tables turned on their side: a label in each row and its figure beside it."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportparse.locate.lexicon import Lexicon
from reportparse.model.document import Cell, Table
from reportparse.model.location import Place
from reportparse.model.outline import Column, RegionRow
from reportparse.text.normalise import bare_label
from reportparse.text.numbers import is_money_cell
from reportparse.text.totals import is_total

PAIRS = "pairs"
# So many labels with figures make a table of this kind; fewer may stand in a row by chance.
_LEAST = 3
_RESULT = re.compile(r"决算|实际|执行|支出数|完成")
_NO_RESULT = re.compile(r"率|%|比|上年|去年|增|减|差|原因|情况|人数|在职")
_YEAR = re.compile(r"20[0-9]{2}")
_PARTS = frozenset({"expenditure.basic", "expenditure.project"})
_WHOLE = "expenditure.total"


def find_pairs(
    table: Table, taken: set[int], lexicon: Lexicon, unit_of: Callable[[str], str | None]
) -> tuple[tuple[Column, ...], tuple[RegionRow, ...]] | None:
    """(columns, rows) of the label rows outside `taken`: one column for each label, filled in its own row only.

    Rows of other labels between them have a column without a meaning: they may be parts of a total above.
    None where there are too few, where a label comes twice, or where a row has several figures (years or units side by
    side) and no header tells which of them is this year's result.
    """
    concepts = lexicon.concepts
    result: tuple[int, int] | None = None
    found: list[tuple[int, Cell, Cell, str | None]] = []
    for row in range(table.row_count):
        if row in taken:
            continue
        cells = table.rows[row]
        result = _result_column(cells) or result
        label = next((cell for cell in cells if bare_label(cell.text) in concepts), None)
        if label is None:
            unknown = _unknown(cells) if found else None
            if unknown is not None:
                found.append((row, *unknown, None))
            continue
        figures = [cell for cell in cells if cell.column > label.column and is_money_cell(cell.text)]
        if len(figures) > 1:
            if result is None:
                return None
            figures = [cell for cell in figures if (cell.column, cell.end_column) == result]
        if figures:
            found.append((row, label, figures[0], concepts[bare_label(label.text)]))
    found = [(row, label, value, concept or _total(label, found)) for row, label, value, concept in found]
    while found and found[-1][3] is None:
        found.pop()
    roles = [concept for _, _, _, concept in found if concept is not None]
    if len(found) < _LEAST or len(set(roles)) < len(roles):
        return None
    columns = tuple(
        Column(
            (bare_label(label.text),),
            value.column,
            value.end_column,
            concept,
            unit_of(label.text),
            Place(table.index, label.row, label.column),
        )
        for _, label, value, concept in found
    )
    rows = tuple(
        RegionRow(row, "", None, tuple(value if index == position else None for index in range(len(found))))
        for position, (row, _, value, _) in enumerate(found)
    )
    return columns, rows


def _result_column(cells: tuple[Cell, ...]) -> tuple[int, int] | None:
    """Where the one column of this year's results stands (年初预算 | 全年预算 | 决算数): of several years the last."""
    if any(is_money_cell(cell.text) for cell in cells):
        return None
    found = [
        (max(map(int, _YEAR.findall(cell.text)), default=0), (cell.column, cell.end_column))
        for cell in cells
        if _RESULT.search(cell.text) and not _NO_RESULT.search(cell.text)
    ]
    last = [where for year, where in found if year == max(year for year, _ in found)]
    return last[0] if len(last) == 1 else None


def _total(label: Cell, found: list[tuple[int, Cell, Cell, str | None]]) -> str | None:
    """What 合计 is below 基本支出 and 项目支出, where nothing else is the total."""
    concepts = {concept for _, _, _, concept in found}
    if is_total(label.text) and concepts >= _PARTS and concepts.isdisjoint({_WHOLE, "income.total"}):
        return _WHOLE
    return None


def _unknown(cells: tuple[Cell, ...]) -> tuple[Cell, Cell] | None:
    """A label that is no figure's and the one amount beside it."""
    words = [cell for cell in cells if cell.text.strip() and not is_money_cell(cell.text)]
    figures = [cell for cell in cells if is_money_cell(cell.text)]
    if len(figures) != 1 or not words or words[0].column > figures[0].column:
        return None
    return words[0], figures[0]
