"""Small tables of no known form (项目 | 预算数 | 支出数 | 执行率, a row 合计 below): columns that do not add up, rates that do not follow.

What the columns mean is not known here, so the table itself has to show it: a sum is asked for where another column adds
up, a rate where most rows have it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from reportparse.checks.context import Context, in_unit, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.grids import Grid, Line, all_grids, grids, is_loose
from reportparse.model.document import Cell
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.numbers import parse_cell

ITEMS = Say("各项", "the items")
_HUNDRED = Decimal(100)
_RATE = re.compile(r"执行率|完成率|支出率|使用率|到位率|支付率|拨付率|支出进度|执行进度")
_SHARE = re.compile(r"占比|比重|比例|占.*%|占总")
_GROWTH = re.compile(r"增长率|增减率|增幅|变动率|(?:增长|增减|变动)[（(]?[%％]|增长幅度|同比")
NO_SUM = re.compile(r"率|比|%|％|序号|行次|编号|编码|代码|年份|年度$|时间|日期|单价|标准|均|电话|备注|凭证|进度|文号")
_BUDGET = re.compile(r"预算|计划|安排|下达|到位|指标")
_PLANNED = re.compile(r"预算|计划|安排|应到")
_ARRIVED = re.compile(r"到位")
_SPENT = re.compile(r"支出|执行|使用|支付|完成|实际|拨付|决算")
_LEAST = 2


def plain_sums(context: Context) -> Iterator[Finding | None]:
    """For each column of a small table that is to add up: what is wrong with it, or None."""
    known = {
        (region.table, column.start)
        for region in context.reading.outline.regions
        if is_loose(context.ruleset.table_by_id.get(region.kind))
        for column in region.columns
        if column.role not in (None, "entity")
    }
    for grid in context.once(grids):
        results: list[tuple[int, Quantity, Quantity, list[Cell], bool]] = []
        closing = 0
        for column, header in enumerate(grid.headers):
            parts = _figures(grid, column)
            total = _quantity(grid.total[column])
            cell = grid.total[column]
            if parts is None or total is None or cell is None:
                continue
            if column in grid.known:
                continue
            if _SHARE.search(header):
                closing += _sum(parts).meets(_HUNDRED_INTERVAL)
                continue
            if NO_SUM.search(header):
                continue
            quantities = [quantity for _, quantity in parts]
            computed = sum((one.scaled() for one in quantities), Decimal(0))
            decimals = max(one.decimals for one in (*quantities, total))
            value = in_unit(computed, total) if total.value else None
            closes = _sum(parts, decimals).meets(total.interval(decimals))
            closing += closes
            if value is not None:
                results.append((column, total, value, [one for one, _ in parts], closes))
        for column, total, value, cells, closes in results:
            if closes:
                yield None
            elif closing or (grid.table.index, column) in known or explain(total, value) is not None:
                yield _sum_finding(context, grid, column, total, value, cells)


_HUNDRED_INTERVAL = Interval(_HUNDRED, _HUNDRED)


def _sum_finding(
    context: Context, grid: Grid, column: int, total: Quantity, value: Quantity, cells: list[Cell]
) -> Finding:
    cell = grid.total[column]
    assert cell is not None
    difference = plain(abs(total.value - value.value))
    return context.finding(
        key=f"{grid.label(grid.total)}/{grid.headers[column]}",
        stated=plain(total.value),
        expected=plain(value.value),
        difference=plain(total.value - value.value),
        diagnosis=explain(total, value),
        evidence=[
            Evidence(cell.text, _place(grid, cell), "total"),
            *(Evidence(one.text, _place(grid, one), "part") for one in cells),
        ],
        arguments={
            "entity": grid.label(grid.total) or "合计",
            "label": grid.headers[column],
            "stated": plain(total.value),
            "computed": plain(value.value),
            "difference": difference,
            "unit": total.unit,
            "items": ITEMS,
            "terms": "＋".join(one.text.strip() for one in cells),
        },
    )


def plain_rates(context: Context) -> Iterator[Finding | None]:
    """For each rate or share of a small table whose figures are sure: what is wrong with it, or None."""
    for grid in context.once(all_grids):
        for column, header in enumerate(grid.headers):
            if column in grid.known:
                continue
            if _GROWTH.search(header):
                if (years := _grown(grid, column)) is not None:
                    yield from _rates(context, grid, column, *years, Say(header, header), growth=True)
            elif _RATE.search(header):
                arrived = header.startswith("到位") or "资金到位率" in header
                under = _only(grid, _PLANNED if arrived else _BUDGET, column)
                over = _only(grid, _ARRIVED if arrived else _SPENT, column)
                if under is not None and over is not None and under != over:
                    yield from _rates(context, grid, column, over, under, Say(header, header))
                elif (pair := _made_of(grid, column)) is not None:
                    yield from _rates(context, grid, column, *pair, Say(header, header))
            elif _SHARE.search(header):
                sums = [
                    one
                    for one, other in enumerate(grid.headers)
                    if one != column and not NO_SUM.search(other) and _figures(grid, one) is not None
                ]
                if len(sums) == 1:
                    yield from _rates(context, grid, column, sums[0], None, Say("占比", "share"))
                elif (pair := _made_of(grid, column)) is not None:
                    yield from _rates(context, grid, column, *pair, Say("占比", "share"))


def _grown(grid: Grid, column: int) -> tuple[int, int] | None:
    """This year's and last year's column of a rate of growth that all rows but one at most have right."""
    sums = [
        one
        for one, header in enumerate(grid.headers)
        if one != column and not NO_SUM.search(header) and _figures(grid, one) is not None
    ]
    found = []
    for now, before in permutations(sums, 2):
        right = wrong = 0
        for row in (*grid.rows, grid.total):
            stated, top, bottom = (_quantity(row[one]) for one in (column, now, before))
            if stated is None or top is None or bottom is None or bottom.value <= 0:
                continue
            value = (top.scaled() / bottom.scaled() - 1) * _HUNDRED
            meets = abs(value - stated.value) <= Decimal(1).scaleb(-stated.decimals)
            right, wrong = right + (meets and bool(stated.value)), wrong + (not meets)
        if right >= _LEAST and wrong <= 1:
            found.append((now, before))
    return found[0] if len(found) == 1 else None


def _made_of(grid: Grid, column: int) -> tuple[int, int | None] | None:
    """The columns whose quotient a rate is in all rows but one at most; None where no two or several pairs make it.

    Rows at a hundred per cent show nothing, as any two equal columns make them.
    """
    sums = [
        one
        for one, header in enumerate(grid.headers)
        if one != column and not NO_SUM.search(header) and _figures(grid, one) is not None
    ]
    pairs: list[tuple[int, int | None]] = [(over, under) for over in sums for under in (*sums, None) if over != under]
    found = []
    for over, under in pairs:
        right = wrong = 0
        for row in (*grid.rows, grid.total):
            stated, top = _quantity(row[column]), _quantity(row[over])
            bottom = _quantity(row[under] if under is not None else grid.total[over])
            if stated is None or top is None or bottom is None or bottom.value <= 0 or stated.value == _HUNDRED:
                continue
            meets = abs(top.scaled() / bottom.scaled() * _HUNDRED - stated.value) <= Decimal(1).scaleb(-stated.decimals)
            right, wrong = right + meets, wrong + (not meets)
        if right >= _LEAST and wrong <= 1:
            found.append((over, under))
    return found[0] if len(found) == 1 else None


def _rates(
    context: Context, grid: Grid, column: int, over: int, under: int | None, name: Say, *, growth: bool = False
) -> Iterator[Finding | None]:
    """Rows whose rate is not over ÷ under (None: the total of the column), where most rows have it right.

    `growth`: the rate is by how much `over` is more than `under`.
    """
    wrong: list[tuple[Line, Cell, Quantity, Decimal, list[Cell]]] = []
    right = 0
    for row in (*grid.rows, grid.total):
        cell = row[column]
        stated, top = _quantity(cell), _quantity(row[over])
        made_of = [row[over], row[under] if under is not None else grid.total[over]]
        bottom = _quantity(made_of[1])
        if cell is None or stated is None or top is None or bottom is None or bottom.value <= 0 or top.value < 0:
            continue
        value = top.scaled() / bottom.scaled() * _HUNDRED - (_HUNDRED if growth else 0)
        step = Decimal(1).scaleb(-stated.decimals)
        if abs(value - stated.value) <= step:
            right += 1
        else:
            wrong.append((row, cell, stated, value, [one for one in made_of if one is not None]))
    for row, cell, stated, value, parts in wrong if right >= max(_LEAST, 2 * len(wrong)) else ():
        computed = value.quantize(Decimal(1).scaleb(-max(stated.decimals, 2)), ROUND_HALF_UP)
        yield context.finding(
            key=f"{grid.label(row)}/{grid.headers[column]}",
            stated=stated.written(),
            expected=plain(computed),
            difference=plain(stated.value - computed),
            evidence=[
                Evidence(cell.text, _place(grid, cell), "stated"),
                *(
                    Evidence(one.text, _place(grid, one), role)
                    for one, role in zip(parts, ("part", "total"), strict=True)
                ),
            ],
            arguments={
                "name": name,
                "label": grid.label(row),
                "stated": cell.text.strip(),
                "computed": f"{plain(computed)}%",
            },
        )
    for _ in range(right):
        yield None


def _only(grid: Grid, words: re.Pattern[str], but: int) -> int | None:
    found = [
        one
        for one, header in enumerate(grid.headers)
        if one != but and words.search(header) and not NO_SUM.search(header) and _figures(grid, one) is not None
    ]
    return found[0] if len(found) == 1 else None


def _figures(grid: Grid, column: int) -> list[tuple[Cell, Quantity]] | None:
    """The figures of a column above its total; None where a cell holds something else or there are fewer than two."""
    found: list[tuple[Cell, Quantity]] = []
    for row in grid.rows:
        cell = row[column]
        if cell is None:
            continue
        quantity = parse_cell(cell.text)
        if quantity is None:
            return None
        found.append((cell, quantity))
    return found if len(found) >= _LEAST else None


def _quantity(cell: Cell | None) -> Quantity | None:
    return parse_cell(cell.text) if cell is not None else None


def _sum(parts: list[tuple[Cell, Quantity]], decimals: int | None = None) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for _, quantity in parts:
        total = total + quantity.interval(decimals)
    return total


def _place(grid: Grid, cell: Cell) -> Place:
    return Place(grid.table.index, cell.row, cell.column)
