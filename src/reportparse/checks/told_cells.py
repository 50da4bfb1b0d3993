"""Figures of sentences that name a cell of a table: the row by its name, the column by a word of its header (县级配套…到位225.5万元).

A figure is held against the cell only where both are plain; it counts as wrong where a slip of the pen explains it, or where
it is the figure of another row or column beside the one that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from reportparse.checks.context import Context
from reportparse.checks.grids import Grid, Line, all_grids, unit_of
from reportparse.checks.running_text import running_text
from reportparse.model.document import Cell
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.slips import find_slip

# What a column is: the words of its header, and the same words before a figure.
_WORDS = {
    "rate": re.compile(r"(?:到位|执行|支出|使用|完成|支付)(?:进度|率)"),
    "left": re.compile("结余|结转|节余"),
    "arrived": re.compile("到位"),
    "spent": re.compile("支出|使用|执行|支付|决算"),
    "planned": re.compile("预算|计划|安排"),
}
# 由62.4万元调整为66.2万元: the budget at first and in the end.
_FIRST, _THEN = re.compile("(?:^|[^自])由$"), re.compile("(?:调整|变更)(?:为|到)$")
_INITIAL, _ADJUSTED = re.compile("年初预算"), re.compile("调整后?(?:的)?预算|预算调整数")
_NO_COLUMN = re.compile("占|比重|比例|上年|去年|增减|较|差|未到位|[0-9]{4}年|变动|备注|批复|年初|调整(?!后)|序号")
_OTHERWISE = re.compile(
    "总体|整体|综合|上年|去年|同比|较|比|增|减|目标|拟|预计|标准|人均|每|尾款|追加|调|其余|剩余|差额|其中"
)
# What may stand behind one figure of a row and before the next one of the same row.
_GOES_ON = re.compile(
    r"[，,、；;（(）)]*(?:实际|全年|累计|本年|当年|已|资金|项目|经费|年初|年末|全部|预算|计划|安排|调整|变更|到位|支出|执行|使用|完成|支付|决算|结余|结转"
    r"|节余|由|后|率|进度|数|总|额|金|为|共|达|到|是|了|的|：|:|，|,)*"
)
_LEVEL = re.compile(
    r"^(?:其中[：:]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[.、．])+"
)
_KIND_TAIL = re.compile("(?:项目|资金|经费|工程)$")
_BREAK = re.compile("[；;。\n]")
_TITLE = re.compile(
    r"(?:^|(?<=[。；\n]))(?:[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.、．])[^。；，,：:0-9]{2,30}。"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_LEAST_NAME = 3
_RATE_STEP = Decimal("0.01")
_LEAST_DIGITS = 3
_LEAD = 16


@dataclass(frozen=True, slots=True)
class CellSlip:
    """A figure told, the row and header of the cell it names, what that cell holds, and whose figure it is instead, if any's."""

    passage: Passage
    told: Figure
    row: str
    header: str
    expected: Quantity
    place: Place
    kind: Literal["slip", "unit", "row", "column"]
    other: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """The figures of a grid by row name and kind of column."""

    rows: dict[str, dict[str, tuple[Quantity, Place]]]
    headers: dict[str, str]


def cell_slips(context: Context) -> tuple[CellSlip, ...]:
    """Each such figure, in reading order."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[CellSlip]:
    tables = [one for grid in context.once(all_grids) if (one := _table(context, grid)) is not None]
    if not tables:
        return
    names = sorted({name for table in tables for name in table.rows}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)))
    year = context.reading.fields.get("fiscal_year")
    for passage, text, _ in context.once(running_text).plain:
        if pattern.search(text) is None:
            continue
        for name, column, figure in _told(text, pattern, year if isinstance(year, int) else None):
            holding = [table for table in tables if name in table.rows and column in table.rows[name]]
            if len({table.rows[name][column][0].scaled() for table in holding}) == 1:
                slip = _compared(passage, figure, name, column, holding[0])
                if slip is not None:
                    yield slip


def _told(text: str, names: re.Pattern[str], year: int | None) -> Iterator[tuple[str, str, Figure]]:
    """The row name, the kind of column and the figure, for each figure that has both."""
    figures = [one for one in find_figures(text) if one.kind in ("money", "percent") or one.unit == "%"]
    # （三）教师培训。全年预算150万元: what a run-in heading names is what follows.
    titles = {match.end() for match in _TITLE.finditer(text)} if "。" in text else set()
    breaks = [match.end() for match in _BREAK.finditer(text) if match.end() not in titles]
    for position, figure in enumerate(figures):
        if not figure.is_exact or figure.value <= 0:
            continue
        low = max((end for end in breaks if end <= figure.start), default=0)
        named = list(names.finditer(text, low, figure.start))
        if not named:
            continue
        begin = figures[position - 1].end if position else low
        name = named[-1]
        lead = text[max(begin, name.end(), low) : figure.start]
        between = text[name.end() : figure.start]
        earlier = {int(one[0]) for one in _YEAR.finditer(text, low, figure.start)}
        told = "" if _FIRST.search(lead) or _THEN.search(lead) else lead
        if len(lead) > _LEAD or _OTHERWISE.search(told) or _OTHERWISE.search(between.replace(lead, "")[-_LEAD:]):
            continue
        if (earlier and earlier != {year}) or len(between) > 3 * _LEAD:
            continue
        if begin > name.end() and not _GOES_ON.fullmatch(lead):
            # 林场支出490万元、检疫站支出165.5万元: another figure stands between, and so does another name.
            continue
        kinds = _said(lead)
        if figure.unit == "%":
            kinds = [kind for kind in kinds if kind == "rate"]
        elif "rate" in kinds:
            continue
        if len(kinds) == 1:
            yield name[0], kinds[0], figure


def _said(lead: str) -> list[str]:
    """What kinds of columns the words before a figure name."""
    if _FIRST.search(lead) or _INITIAL.search(lead):
        return ["initial"]
    if _THEN.search(lead):
        return ["adjusted"]
    return [kind for kind, words in _WORDS.items() if words.search(lead)]


def _columns(grid: Grid) -> dict[str, int]:
    """The columns that are the only one of their kind."""
    columns: dict[str, int] = {}
    for column, header in enumerate(grid.headers):
        kinds = [kind for kind, words in _WORDS.items() if words.search(header)]
        if "rate" in kinds:
            kinds = ["rate"]
        for kind, words in (("initial", _INITIAL), ("adjusted", _ADJUSTED)):
            if words.search(header) and "rate" not in kinds:
                columns[kind] = -1 if kind in columns else column
        if len(kinds) == 1 and not _NO_COLUMN.search(header):
            # Two columns of one kind: neither is named by the word.
            columns[kinds[0]] = -1 if kinds[0] in columns else column
    return {kind: column for kind, column in columns.items() if column >= 0}


def _table(context: Context, grid: Grid) -> _Table | None:
    columns = _columns(grid)
    units = {kind: "%" if kind == "rate" else unit_of(context, grid, column) for kind, column in columns.items()}
    rows: dict[str, dict[str, tuple[Quantity, Place]]] = {}
    twice: set[str] = set()
    for line in grid.rows:
        name = _name(grid.label(line))
        if len(name) < _LEAST_NAME:
            continue
        twice |= {name} & set(rows)
        rows[name] = dict(_cells(grid, line, columns, units))
    rows = {name: cells for name, cells in rows.items() if name not in twice and cells}
    for cells in rows.values() if "rate" not in columns and "arrived" not in columns else ():
        if "planned" in cells and "spent" in cells and cells["planned"][0].value > 0:
            # A rate told of a row without one follows from its amounts.
            (under, _), (over, place) = cells["planned"], cells["spent"]
            value = (over.scaled() / under.scaled() * 100).quantize(_RATE_STEP, ROUND_HALF_UP)
            cells["rate"] = (Quantity(value, "%", f"{value}%"), place)
    headers = {"rate": "执行率", **{kind: grid.headers[column] for kind, column in columns.items()}}
    return _Table(rows, headers) if len(rows) > 1 else None


def fund_totals(context: Context) -> tuple[tuple[Quantity, Quantity, Place], ...]:
    """What came in (or was planned) and what was spent by the total line of a table, and where the latter stands."""
    return tuple(_fund_totals(context))


def _fund_totals(context: Context) -> Iterator[tuple[Quantity, Quantity, Place]]:
    for grid in context.once(all_grids):
        columns = _columns(grid)
        whole, spent = columns.get("arrived", columns.get("planned")), columns.get("spent")
        if whole is None or spent is None or not grid.totalled:
            continue
        units = {"whole": unit_of(context, grid, whole), "spent": unit_of(context, grid, spent)}
        cells = dict(_cells(grid, grid.total, {"whole": whole, "spent": spent}, units))
        if len(cells) == 2:
            yield cells["whole"][0], *cells["spent"]


def _name(label: str) -> str:
    short = _LEVEL.sub("", squash(label))
    bare = _KIND_TAIL.sub("", short)
    return bare if len(bare) >= _LEAST_NAME else short


def _cells(
    grid: Grid, line: Line, columns: dict[str, int], units: dict[str, str]
) -> Iterator[tuple[str, tuple[Quantity, Place]]]:
    for kind, column in columns.items():
        cell: Cell | None = line[column]
        quantity = parse_cell(cell.text) if cell is not None else None
        if cell is None or quantity is None or (quantity.unit and (quantity.unit == "%") != (kind == "rate")):
            continue
        place = Place(grid.table.index, cell.row, cell.column)
        yield kind, (Quantity(quantity.value, quantity.unit or units[kind], quantity.text), place)


def _compared(passage: Passage, figure: Figure, name: str, column: str, table: _Table) -> CellSlip | None:
    told = figure.quantity
    cell, place = table.rows[name][column]
    if _same(told, cell) or told.significant_digits < _LEAST_DIGITS:
        return None
    for other, cells in table.rows.items():
        if other != name and column in cells and _same(told, cells[column][0]) and column != "rate":
            return CellSlip(passage, figure, name, table.headers[column], cell, place, "row", other)
    for kind, (quantity, _) in table.rows[name].items():
        if kind not in (column, "rate") and column != "rate" and _same(told, quantity):
            return CellSlip(passage, figure, name, table.headers[column], cell, place, "column", table.headers[kind])
    if any(_same(told, one) for cells in table.rows.values() for one, _ in cells.values()):
        return None
    if cell.is_money and in_other_unit(told, cell):
        return CellSlip(passage, figure, name, table.headers[column], cell, place, "unit")
    meant = _as_told(cell, told)
    slip = find_slip(told.value, meant) if meant is not None else None
    return CellSlip(passage, figure, name, table.headers[column], cell, place, "slip") if slip is not None else None


def in_other_unit(told: Quantity, cell: Quantity) -> bool:
    """Whether the digits are the cell's and a unit of money makes them its amount: four places are no slip of the point."""
    return told.is_money and any(
        _same(Quantity(told.value, unit, told.text), cell) for unit in MONEY_SCALE if unit != told.unit
    )


def _same(told: Quantity, cell: Quantity) -> bool:
    if told.is_money or cell.is_money:
        return told.agrees(cell)
    return told.interval().meets(cell.interval())


def _as_told(cell: Quantity, told: Quantity) -> Decimal | None:
    """The cell's figure in the unit and with the decimals of the one told."""
    if told.is_money != cell.is_money:
        return None
    return cell.in_unit(told.unit, told.decimals) if told.is_money else cell.value
