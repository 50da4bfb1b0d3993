"""Totals of amounts told one after the other in sentences of their own: 上级下达…万元。市级安排…万元，各级共安排…万元."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import in_unit
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_IN_ALL = re.compile(
    r"(?:共计?|合计|总计)(?:安排|投入|下达|筹集|落实|到位|收到|使用|支出)[^，。；：（）0-9]{0,20}$|(?:可用|可使用|总)资金(?:为|共|达)?$"
)
_COMPARED = re.compile(r"(?:较|比|与|增加|减少|增长|下降|同期|上年|去年|每|人均|户均|追加|调增|调减)[^，。；0-9]{0,8}$")
_LEAST, _MOST = 2, 5
_SURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ToldRun:
    """A total that is one swap of digits away from what the amounts before it make; `near` are those of its own paragraph."""

    whole: Figure
    parts: tuple[Figure, ...]
    near: tuple[Figure, ...]

    @property
    def computed(self) -> Quantity:
        """In the unit of the total."""
        return in_unit(sum((one.quantity.scaled() for one in self.parts), Decimal(0)), self.whole.quantity)


def told_runs(text: str, above: str, often: Callable[[], Mapping[Decimal, int]]) -> Iterator[ToldRun]:
    """`often` gives how many times each amount is told in the report: what is told twice is no slip."""
    if "共" not in text and "计" not in text and "资金" not in text:
        return
    told = [one.start for one in find_figures(text) if one.kind == "money"]
    if not any(_IN_ALL.search(text[max(0, start - 28) : start]) for start in told):
        return
    near = list(_plain(text))
    for index, whole in enumerate(near):
        if not _IN_ALL.search(text[max(0, whole.start - 28) : whole.start]):
            continue
        before = [*_plain(above), *near[:index]]
        runs = [before[-count:] for count in range(_LEAST, min(_MOST, len(before)) + 1)]
        if any(_makes(run, whole) for run in runs):
            continue
        wrong = [run for run in runs if _swapped(run, whole, often())]
        if len(wrong) == 1:
            yield ToldRun(whole, tuple(wrong[0]), tuple(one for one in wrong[0] if one in near))


def _plain(text: str) -> Iterator[Figure]:
    """The amounts of a text that are no parts (behind 其中) and not compared with anything."""
    for start, end, figures in figured_sentences(text):
        among = text.find("其中", start, end)
        for one in figures:
            if one.kind != "money" or (0 <= among <= one.start):
                continue
            if one.is_exact and one.value > 0 and not _COMPARED.search(text[max(start, one.start - 16) : one.start]):
                yield one


def _makes(run: list[Figure], whole: Figure) -> bool:
    total = Interval(Decimal(0), Decimal(0))
    for one in run:
        total = total + one.quantity.interval()
    return total.meets(whole.quantity.interval())


def _swapped(run: list[Figure], whole: Figure, often: Mapping[Decimal, int]) -> bool:
    """Whether the total or one of the parts, told this once, has two digits the wrong way round."""
    apart = whole.quantity.scaled() - sum((one.quantity.scaled() for one in run), Decimal(0))
    meant = [(whole, whole.quantity.scaled() - apart), *((one, one.quantity.scaled() + apart) for one in run)]
    for figure, scaled in meant:
        quantity = figure.quantity
        if scaled <= 0 or quantity.significant_digits < _SURE_DIGITS or often.get(quantity.scaled(), 0) > 1:
            continue
        slip = find_slip(quantity.value, scaled * quantity.value / quantity.scaled())
        if slip is not None and slip.kind == "swapped":
            return True
    return False
