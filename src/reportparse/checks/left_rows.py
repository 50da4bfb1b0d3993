"""Amounts of a list that are the one row of a table that the list leaves out, under the name of something else.

「乡村旅游268万元，非遗保护92.45万元，文物修缮180万元，结余107万元」, where 107万元 is the row 旅游宣传 and no 结余 of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.context import Context
from reportparse.checks.grids import all_grids
from reportparse.checks.mixed_rows import Mixed, Row
from reportparse.checks.row_lists import Column, amount_columns
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_LEAST = 3
_BREAK = re.compile("[，,；;。：:（()）、\n]")
_NUMBERED = re.compile("^(?:[一二三四五六七八九十]是|其中：?|分别[是为]|包括)")
_REST = re.compile("其他|其它|其余|剩余|余下|合计|小计|总计|共计")
_SUM = re.compile("合计|小计|总计|总额$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def left_rows(context: Context) -> tuple[Mixed, ...]:
    """Each such amount."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[Mixed]:
    parts = [
        {name: cell for name, cell in column.items() if cell[0].value and not _SUM.search(name)}
        for column in context.once(amount_columns)
    ]
    columns = [
        column
        for column in parts
        if len(column) >= _LEAST and len({cell.scaled() for cell, _ in column.values()}) == len(column)
    ]
    if not columns:
        return
    every = {cell.scaled() for column in columns for cell, _ in column.values()}
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or passage.text.count("元") < _LEAST:
            continue
        text = fold(passage.text)
        figures = [one for one in find_figures(text) if one.kind == "money" and one.is_exact]
        if sum(one.quantity.scaled() in every for one in figures) < _LEAST:
            continue
        for start, end in sentences(text):
            told = [one for one in figures if start <= one.start < end]
            if len(told) >= _LEAST:
                yield from _left(context, passage, text, start, told, columns)


def _left(
    context: Context, passage: Passage, text: str, start: int, told: list[Figure], columns: list[Column]
) -> Iterator[Mixed]:
    # What stands between two amounts names the second; C级318户，补助381万元 is one name.
    leads = {figure.start: text[before : figure.start] for before, figure in _leads(start, told)}
    for column in columns:
        by_row = {
            name: [one for one in told if one.quantity.scaled() == cell.scaled()] for name, (cell, _) in column.items()
        }
        if any(len(found) != 1 for found in by_row.values()):
            continue
        labels = {name: _label(leads[one.start]) for name, (one,) in by_row.items()}
        # The name of another row is no other word for this one's.
        strange = [
            name
            for name, (one,) in by_row.items()
            if (labels[name] != name and labels[name] in column) or not _alike(name, leads[one.start])
        ]
        if len(strange) != 1:
            continue
        name, figure = strange[0], by_row[strange[0]][0]
        label = labels[name]
        if _REST.search(label) or (label not in column and len(set(label) & set(name)) > 1):
            continue
        own = _of_cell(label, column) if label in column else _own(context, label)
        if own is None or own.find(figure) is not None:
            continue
        yield Mixed(passage, figure, own, _of_cell(name, column), column[name][1], False, False)
        return


def _of_cell(name: str, column: Column) -> Row:
    quantity, place = column[name]
    return Row(name, (quantity.value,), (place,))


def _label(lead: str) -> str:
    return _NUMBERED.sub("", squash(_BREAK.split(lead)[-1]))


def _leads(start: int, told: list[Figure]) -> Iterator[tuple[int, Figure]]:
    before = start
    for figure in told:
        yield before, figure
        before = figure.end


def _alike(name: str, lead: str) -> bool:
    """Whether the words before an amount may well be a row's name in other words."""
    words = set(_BRACKETS.sub("", name))
    return len(words & set(squash(lead))) * 2 >= len(words)


def _own(context: Context, label: str) -> Row | None:
    """What the tables have under the label: a figure of the report, a column or a row."""
    facts = [
        fact
        for fact in context.reading.facts
        if fact.quantity.is_money and _BRACKETS.sub("", squash(fold(fact.label))) == label
    ]
    if facts:
        return Row(label, tuple(one.quantity.value for one in facts), tuple(one.place for one in facts))
    for grid in context.once(all_grids):
        cells = [
            cell
            for column, header in enumerate(grid.headers)
            if _BRACKETS.sub("", squash(header)) == label
            for cell in (row[column] for row in grid.rows)
            if cell is not None
        ]
        cells += [cell for row in grid.rows if squash(grid.label(row)) == label for cell in row if cell is not None]
        found = [
            (quantity.value, Place(grid.table.index, cell.row, cell.column))
            for cell in cells
            if (quantity := parse_cell(cell.text)) is not None
        ]
        if found:
            return Row(label, tuple(value for value, _ in found), tuple(place for _, place in found))
    return None
