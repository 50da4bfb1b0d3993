"""An amount that a report tells again of the same stage of the money, in whatever words, with two digits swapped or its point moved.

Five digits are met again by no chance but one: two amounts that differ by a third one told somewhere (a budget before and
after a change) may look like that, and are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.checks.told_indicators import of_another_time
from reportparse.checks.told_twice import ToldTwice
from reportparse.model.document import Table
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.slips import find_slip

# At what stage of its way an amount is told of.
_STAGES = {
    "planned": re.compile("预算|计划|安排|批复|可用|指标"),
    "received": re.compile("到位|收到|下达|拨款|到账|收入"),
    "spent": re.compile("支出|花费|使用|执行|决算|支付|开支|拨付|列支"),
    "left": re.compile("结余|结转|剩余|节余|节约"),
}
_OTHERWISE = re.compile("上年|去年|同期|较|比(?!例|重|率)|增|减|追加|每|人均|标准|其中|占|调整前")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_MARK = re.compile("[，,；;。：:、（(]")
_LEAST_DIGITS = 5
_MOST_SHIFT = 3
_LEAD = 30


@dataclass(frozen=True, slots=True)
class _Told:
    passage: Passage
    sentence: int
    figure: Figure
    stages: frozenset[str]
    label: str
    digits: str


def amounts_twice(context: Context) -> Iterator[ToldTwice]:
    """Each amount told once that is another one but for such a slip."""
    told = list(_told(context))
    by_digits: dict[str, list[_Told]] = {}
    for one in told:
        by_digits.setdefault(one.digits, []).append(one)
    alike = [group for group in by_digits.values() if len({one.figure.quantity.scaled() for one in group}) > 1]
    if not alike:
        return
    often = _how_often(context)
    for group in alike:
        found = [pair for pair in combinations(group, 2) if _is_slip(*pair, often)]
        if len({frozenset(one.figure.quantity.scaled() for one in pair) for pair in found}) != 1:
            continue
        first, other = found[0]
        # Of the two the one that is told less often is the slip, else the later one.
        if often[first.figure.quantity.scaled()] < often[other.figure.quantity.scaled()]:
            first, other = other, first
        if often[other.figure.quantity.scaled()] == 1:
            yield ToldTwice(other.label, other.passage, other.figure, first.passage, first.figure)


def _told(context: Context) -> Iterator[_Told]:
    """The amounts of sentences with enough digits whose words tell a stage of this year's money."""
    year = str(context.reading.fields.get("fiscal_year"))
    number = 0
    for passage, text, _ in context.once(running_text).plain_with("元"):
        if of_another_time(passage):
            continue
        for start, _, inside in figured_sentences(text):
            number += 1
            figures = [one for one in inside if one.kind == "money"]
            for index, figure in enumerate(figures):
                quantity = figure.quantity
                if not figure.is_exact or figure.value <= 0:
                    continue
                if quantity.significant_digits < _LEAST_DIGITS:
                    continue
                low = max(start, figures[index - 1].end if index else 0, figure.start - _LEAD)
                label = _MARK.split(text[low : figure.start])[-1]
                stages = frozenset(stage for stage, words in _STAGES.items() if words.search(label))
                others = {*_YEAR.findall(text, start, figure.start)} - {year}
                if not stages or others or _OTHERWISE.search(label):
                    continue
                digits = "".join(sorted(f"{quantity.scaled():f}".replace(".", "").replace("0", "")))
                yield _Told(passage, number, figure, stages, label, digits)


def _is_slip(one: _Told, other: _Told, often: Counter[Decimal]) -> bool:
    left, right = one.figure.quantity, other.figure.quantity
    if one.sentence == other.sentence or one.stages != other.stages or left.scaled() == right.scaled():
        return False
    slip = find_slip(left.scaled(), right.scaled())
    if slip is None or (slip.kind == "point" and slip.places > _MOST_SHIFT) or slip.kind not in ("swapped", "point"):
        return False
    return abs(left.scaled() - right.scaled()) not in often


def _how_often(context: Context) -> Counter[Decimal]:
    """How many times each amount stands in the text and, in whatever unit of the tables, in a cell."""
    found: Counter[Decimal] = Counter()
    for passage in context.reading.outline.passages:
        if passage.place.row is None:
            found.update(
                one.quantity.scaled() for one in find_figures(fold(passage.text)) if one.kind == "money" and one.value
            )
    for block in context.document.walk():
        for cell in block.cells if isinstance(block, Table) else ():
            quantity = parse_cell(cell.text)
            if quantity is not None and quantity.value and quantity.unit != "%":
                found.update({quantity.scaled() if quantity.is_money else quantity.value.scaleb(4), quantity.scaled()})
    return found
