"""Changes told with the wrong word where a table has them with their sign: 文物支出增加115.24万元, and 增减额 -115.24 in the row 文物."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from reportparse.checks.context import Context
from reportparse.checks.growth import DOWN, WORD
from reportparse.checks.running_text import running_text
from reportparse.checks.sheets import Line, Spot, sheets
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures

_HEAD = re.compile("(?:增减|增长|变动|变化)(?:额|数|量|情况)?$")
_AROUND = re.compile(
    "^(?:其中|[一二三四五六七八九]是)|(?:支出|收入|经费|资金|投入|预算|决算)?(?:(?:较|比|与)?(?:上年|去年|上年度)(?:同期)?(?:相比)?|同比)?$"
)
_LEAST_NAME, _SURE_DIGITS = 2, 3


@dataclass(frozen=True, slots=True)
class ChangeCell:
    """A change told, its word, and the cell that has it with the other sign."""

    passage: Passage
    told: Figure
    start: int
    word: str
    name: str
    spot: Spot


def change_cells(context: Context) -> Iterator[ChangeCell]:
    """Each such change, right behind the name of its row."""
    rows = context.once(_rows)
    if not rows:
        return
    for passage, text, _ in context.once(running_text).plain:
        if not any(name in text for name in rows):
            continue
        for figure in find_figures(text):
            if figure.kind not in ("money", "count") or not figure.is_exact:
                continue
            begin = max((text.rfind(mark, 0, figure.start) for mark in "，,；;。：:、（(\n"), default=-1) + 1
            word = WORD.search(text, begin, figure.start)
            spot = rows.get(_AROUND.sub("", squash(text[begin : word.start()]))) if word is not None else None
            if word is None or spot is None or figure.quantity.significant_digits < _SURE_DIGITS:
                continue
            value = spot.amount.scaled() if figure.quantity.is_money else spot.quantity.value
            told = figure.quantity.scaled() if figure.quantity.is_money else figure.value
            down = re.fullmatch(DOWN, word["word"]) is not None
            if abs(value) == told and (value < 0) != down:
                name = _AROUND.sub("", squash(text[begin : word.start()]))
                yield ChangeCell(passage, figure, word.start(), word["word"], name, spot)


def _rows(context: Context) -> dict[str, Spot]:
    """The changes of tables by the names of their rows, where each is what lies between two other figures of its row."""
    found: dict[str, Spot] = {}
    twice: set[str] = set()
    for sheet in context.once(sheets):
        columns = [column for column, head in sheet.heads.items() if _HEAD.search(head)]
        if len(columns) != 1:
            continue
        for line in sheet.lines:
            name, spot = squash(line.name), line.spots.get(columns[0])
            if spot is None or not spot.quantity.value or len(name) < _LEAST_NAME or not _signed(line, columns[0]):
                continue
            twice |= {name} & set(found)
            found[name] = spot
    return {name: spot for name, spot in found.items() if name not in twice}


def _signed(line: Line, column: int) -> bool:
    """Whether the change is the first of two other figures less the second one, in this order or the other."""
    value = line.spots[column].quantity.value
    others = [spot.quantity.value for at, spot in line.spots.items() if at != column]
    return any(left - right == value for left, right in permutations(others, 2))
