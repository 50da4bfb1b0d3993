"""Which row of a table a sentence says to be highest or lowest, and of how many: 五类项目中，民政救助执行率最高."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.grids import Grid, all_grids
from reportparse.checks.told_lengths import number
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.sentences import sentences

_MOST = re.compile(
    r"(?:^|[，,；;、。：:])(?P<row>[\u4e00-\u9fff“”（）]{2,18}?)(?:的)?(?P<what>(?:预算|资金)?(?:执行|支出|支付|完成|到位|使用|得分|拨付)率)最(?P<end>高|低)"
)
_AMONG = re.compile(
    r"(?P<count>[0-9]{1,2}|[两三四五六七八九十]{1,3})(?P<noun>[个项类家][\u4e00-\u9fff]{0,8}?)(?:当?中|里)[，,]"
)
_PART = re.compile("其中|除|之外|以外|等")
_LEAST = 3

Row = tuple[str, Quantity, Place]


@dataclass(frozen=True, slots=True)
class Most:
    """The name said to be at the end, what it has, and the row that really is there; `start` and `stop` are the words' own."""

    passage: Passage
    start: int
    stop: int
    word: str
    row: Row
    real: Row


@dataclass(frozen=True, slots=True)
class Among:
    """A number of things of which the table has another."""

    passage: Passage
    start: int
    stop: int
    told: int
    noun: str
    listed: int
    table: int


def told_most(context: Context) -> tuple[Most | Among, ...]:
    """All such sentences that the one table with such a row belies."""
    return tuple(_found(context))


def _found(context: Context) -> Iterator[Most | Among]:
    for passage in context.reading.outline.passages:
        if "率最" not in passage.text or passage.place.row is not None:
            continue
        text = fold(passage.text)
        for start, end in sentences(text):
            yield from _of_sentence(context, passage, text, start, end)


def _of_sentence(context: Context, passage: Passage, text: str, start: int, end: int) -> Iterator[Most | Among]:
    among = _AMONG.search(text, start, end)
    counted = False
    for match in _MOST.finditer(text, start, end):
        rows = _rows(context, match["row"], match["what"])
        if rows is None:
            continue
        table, named, every = rows
        if among is not None and among.end() <= match.end():
            told = number(among["count"])
            if told != len(every):
                if abs(told - len(every)) == 1 and not counted:
                    counted = True
                    yield Among(passage, *among.span("count"), told, among["noun"], len(every), table)
                continue
        if _PART.search(text, start, match.start()):
            continue
        values = [one[1].value for one in every]
        best = max(values) if match["end"] == "高" else min(values)
        if named[1].value != best:
            real = next(one for one in every if one[1].value == best)
            yield Most(passage, match.start("row"), match.end(), f"{match['what']}最{match['end']}", named, real)


def _rows(context: Context, name: str, what: str) -> tuple[int, Row, list[Row]] | None:
    """The rates of the one table that has the row named, with the table; None where there is no such table or several."""
    found: list[tuple[int, Row, list[Row]]] = []
    wanted = squash(name).strip("“”")
    for grid in context.once(all_grids):
        columns = [at for at, header in enumerate(grid.headers) if squash(header).split("（")[0].endswith(what)]
        if len(columns) != 1 or grid.nested:
            continue
        every = list(_of_column(grid, columns[0]))
        named = [one for one in every if one[0] == wanted or one[0] == wanted.removesuffix("项目")]
        if len(named) == 1 and len(every) >= _LEAST and len(every) == len(grid.rows):
            found.append((grid.table.index, named[0], every))
    return found[0] if len(found) == 1 else None


def _of_column(grid: Grid, column: int) -> Iterator[Row]:
    for row in grid.rows:
        cell = row[column]
        quantity = parse_cell(cell.text) if cell is not None else None
        label = re.sub(r"[（(].*?[）)]", "", squash(grid.label(row)))
        if cell is not None and quantity is not None and label:
            yield label, quantity, Place(grid.table.index, cell.row, cell.column)
