"""Figures of sentences that are a cell of a table but for two digits that changed places, or the point, where their words name that cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reportparse.checks.context import Context
from reportparse.checks.grids import counted_unit, grids, unit_of
from reportparse.checks.measures import pairs
from reportparse.checks.running_text import running_text
from reportparse.checks.sheets import Line, Spot, sheets
from reportparse.checks.told_points import overlap
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import MONEY_SCALE
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.slips import find_slip, power_of_ten

_MONEY = re.compile("资金|投资|支出|收入|金额|预算|执行|拨付|下达|到位|经费|决算")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()]{1,4})[）)]$")
_OTHERWISE = re.compile(
    "上年|去年|同比|计划|目标|拟|预计|增加|减少|增长|下降|提高|超出|较|比(?!例|重)|其中|[0-9]{4}年(?!度)"
)
# 放流苗种目标3200万尾，实际放流3315万尾
_BESIDE_TARGET = re.compile(
    r"(?P<name>[^；;。：:，,]{2,24}?)(?:年初|年度)?(?:目标|计划|指标)(?:值|数)?(?:为|是)?(?:不[低少小]于|≥)?[0-9][0-9.,]*[^，,；。0-9]{0,6}[，,]"
    r"(?:全年|年末)?(?:实际|完成)[^，,；;。0-9]{0,6}$"
)
# 城关街道人数最多，为3713人
_MOST = re.compile(
    r"(?:^|[，,；;。：:])(?P<name>[^，,；;。：:]{2,12}?)(?:人数|户数|数量|金额|资金|支出)?最[多少高低大小][，,](?:仅|只)?(?:为|有|达)?$"
)
_MARK, _CLAUSE_MARK = re.compile("[，,；;。：:、（(]"), re.compile("[，,；;。：:]")
_AIMED, _BEFORE = re.compile("拟|计划|目标"), re.compile("上年|去年|同期")
# 支出最少的是城关街道，37.13万元
IS_MOST = re.compile(
    r"最[多少高低大小快慢][^，,；;。0-9]{0,6}?的?(?:是|为)(?P<name>[^，,；;。：:0-9]{2,16})[，,](?:仅|只)?(?:为|有|达)?$"
)
_WINDOW = 64
_FUNDS = "project."
_FUND_TAIL = re.compile(r"(?:数|金额|资金)?(?:[（(][A-Za-z][）)])?$")
_TAIL = re.compile("(?:资金|金额|数额?|情况)$")
_NO_DIGITS = str.maketrans("", "", "0.,，-")
_RUN = re.compile(r"[0-9][0-9,.，]*")
_SPELT = re.compile("[一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+[万亿]?[元圆]|[0-9][万亿][0-9]")
_LEAD = 22
_LEAST_DIGITS = 3
_LEAST_OVERLAP = 2
_LEAST_RATE_NAME = 4
_MOST_SHIFT = 3


class _Cell(NamedTuple):
    """A figure of a table with the words that name it; `near` words must stand right before the figure told.

    `whole`: the total of a column that its unit names (户数（户）).
    """

    value: Decimal
    unit: str
    place: Place
    words: str
    near: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Echo:
    """A figure told, and the cell that it is but for its digits."""

    passage: Passage
    told: Figure
    cell_value: Decimal
    words: str
    place: Place


def echoes(context: Context) -> Iterator[Echo]:
    """Each such figure, where no table has it as it is told and no sentence tells the cell's own figure under the same words."""
    cells = [*_results(context), *_grid_cells(context), *_fund_cells(context)]
    digits = {_digits(f"{one.value:f}") for one in cells} | context.once(_by_digits).keys()
    if not digits:
        return
    by_digits: dict[str, list[_Cell]] = {}
    for one in cells:
        by_digits.setdefault(_digits(f"{one.value:f}"), []).append(one)
    told = [
        (passage, text, figure, alike)
        for passage, text, _ in context.once(running_text).plain
        # Digits that changed places are the same digits: few paragraphs have any of a table's.
        if any(_digits(run) in digits for run in _RUN.findall(text)) or _SPELT.search(text)
        for figure in find_figures(text)
        if (run := _digits(f"{figure.value:f}")) in digits
        for alike in [by_digits.get(run, [])]
    ]
    for passage, text, figure, alike in told:
        if not _plain(figure) or not _long(figure):
            continue
        lead = _MARK.split(text[max(0, figure.start - _LEAD) : figure.start])[-1]
        window = text[max(0, figure.start - _WINDOW) : figure.start]
        aimed = "目标" in window or "计划" in window or "指标" in window
        beside = _BESIDE_TARGET.search(window) if aimed else None
        if beside is not None:
            lead = beside["name"]
        before = text[max(0, figure.start - _LEAD) : figure.start]
        most = _MOST.search(before) or IS_MOST.search(before)
        if most is not None:
            lead = most["name"]
        # 其中净水设备购置支出…: what is named in full is the item itself.
        lead = lead.removeprefix("其中")
        clause = text[max((text.rfind(mark, 0, figure.start) for mark in "；;。"), default=-1) + 1 : figure.start]
        series = _CLAUSE_MARK.split(clause)[-1]
        if _OTHERWISE.search(lead) or (beside is None and _AIMED.search(clause)):
            continue
        if _BEFORE.search(series):
            continue
        fitting = [
            one
            for one in alike
            if _unit_fits(one, figure)
            and _swapped(figure.value, one.value)
            and (_names(one, lead) if figure.unit != "%" else _is_called(one, lead, beside is not None))
        ]
        if len({(one.value, one.words) for one in fitting}) == 1 and figure.value not in context.once(_printed):
            yield Echo(passage, figure, fitting[0].value, fitting[0].words, fitting[0].place)
        elif figure.kind == "money" and figure.quantity.significant_digits > _LEAST_DIGITS:
            shifted = list(_shifted(context, figure, lead))
            if len({value for _, value in shifted}) == 1:
                cell, value = shifted[0]
                yield Echo(passage, figure, value, cell.words, cell.place)


def _shifted(context: Context, figure: Figure, lead: str) -> Iterator[tuple[_Cell, Decimal]]:
    """The cells of rows named like the figure that have its digits with the point elsewhere, and their values in its unit."""
    scaled = figure.quantity.scaled()
    for line, spot in context.once(_by_digits).get(_digits(f"{figure.value:f}"), ()):
        amount = spot.amount
        shift = power_of_ten(scaled, amount.scaled())
        if shift is None or abs(shift) > _MOST_SHIFT:
            continue
        if overlap(line.name, squash(lead)) >= _LEAST_OVERLAP:
            yield _Cell(amount.value, spot.unit, spot.place, line.name), amount.in_unit(figure.unit)


def _by_digits(context: Context) -> dict[str, list[tuple[Line, Spot]]]:
    """The amounts of all tables by their digits, each with its row."""
    found: dict[str, list[tuple[Line, Spot]]] = {}
    for sheet in context.once(sheets):
        for line in sheet.lines:
            for spot in line.spots.values():
                value = spot.quantity.value
                if spot.unit in MONEY_SCALE and value > 0:
                    found.setdefault(_digits(f"{value:f}"), []).append((line, spot))
    return found


def _digits(text: str) -> str:
    """The digits of a figure in order of size, without noughts, which a unit may add."""
    return "".join(sorted(text.translate(_NO_DIGITS)))


def _results(context: Context) -> Iterator[_Cell]:
    for pair in context.once(pairs):
        yield _Cell(pair.actual.value, pair.actual.unit, pair.actual_place, pair.indicator.name)


def _fund_cells(context: Context) -> Iterator[_Cell]:
    """The amounts of a form's funds: the whole by the name of its column, a source by its own."""
    for fact in context.reading.facts:
        if fact.region is None or not fact.quantity.is_money or not fact.concept.startswith(_FUNDS):
            continue
        name = fact.entity if fact.entity and not fact.summary else _FUND_TAIL.sub("", squash(fact.label))
        if name and "/" not in name and len(squash(name)) > _LEAST_OVERLAP:
            yield _Cell(fact.quantity.value, fact.quantity.unit, fact.place, squash(name), near=squash(name))


def _grid_cells(context: Context) -> Iterator[_Cell]:
    for grid in context.once(grids):
        for column, header in enumerate(grid.headers):
            unit = _UNIT.search(header)
            name = _UNIT.sub("", header)
            known = unit["unit"] if unit is not None else ""
            if not known:
                known = unit_of(context, grid, column) if _MONEY.search(header) else counted_unit(context, grid)
            if not known or "率" in name:
                continue
            for row in grid.rows:
                cell = row[column]
                quantity = parse_cell(cell.text) if cell is not None else None
                label = squash(grid.label(row))
                if cell is not None and quantity is not None and len(label) >= 2:
                    place = Place(grid.table.index, cell.row, cell.column)
                    yield _Cell(quantity.value, known, place, label, near=label)
            cell = grid.total[column]
            quantity = parse_cell(cell.text) if cell is not None else None
            if cell is not None and quantity is not None:
                # A total in a counted unit of its own is named by the unit.
                words = "" if unit is not None and not _MONEY.search(header) else _TAIL.sub("", name) or name
                yield _Cell(
                    quantity.value,
                    known,
                    Place(grid.table.index, cell.row, cell.column),
                    words or name,
                    whole=not words,
                )


def _printed(context: Context) -> set[Decimal]:
    """Every figure of every table."""
    return {
        figure.value
        for block in context.document.walk()
        if isinstance(block, Table)
        for cell in block.cells
        for figure in find_figures(fold(cell.text))
    }


def _unit_fits(cell: _Cell, figure: Figure) -> bool:
    return cell.unit == figure.unit and cell.unit != ""


def _is_called(cell: _Cell, lead: str, beside: bool) -> bool:
    """Rates are many and alike: the words before one must be the whole name of the cell."""
    name, words = squash(cell.words), squash(lead)
    return len(name) >= _LEAST_RATE_NAME and not cell.near and (words == name or (not beside and words.endswith(name)))


def _swapped(told: Decimal, value: Decimal) -> bool:
    slip = find_slip(told, value)
    return slip is not None and slip.kind == "swapped"


def _names(cell: _Cell, lead: str) -> bool:
    if cell.near:
        return squash(lead).endswith(cell.near)
    if cell.whole:
        return True
    short = squash(cell.words)
    return overlap(short, squash(lead)) >= min(_LEAST_OVERLAP, max(1, len(short) - 1))


def _long(figure: Figure) -> bool:
    """Whether a figure has digits enough not to resemble another by chance; round ones need one more."""
    written = sum(letter.isdigit() for letter in figure.text)
    return figure.quantity.significant_digits >= _LEAST_DIGITS or written > _LEAST_DIGITS


def _plain(figure: Figure) -> bool:
    return figure.kind in ("money", "count", "percent") and figure.value > 0 and figure.is_exact
