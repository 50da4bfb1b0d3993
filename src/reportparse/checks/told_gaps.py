"""Two figures and how far they are apart: 31小时，较合同约定的48小时缩短17小时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.text.figure import Figure

_THAN = re.compile(r"[，,（(]?(?:也|还|均|只|仅)?[较比][^，。；：0-9]{0,16}")
_UP = r"增加|增长|提高|上升|延长|超出|超过|多出|高出|多|高|超|增"
_DOWN = r"减少|下降|降低|缩短|压缩|节约|节省|少|低|减"
_APART = re.compile(
    rf"(?:的)?(?:[\u4e00-\u9fff]{{0,5}}(?:标准|目标值?|计划|要求|约定|定额|限额|水平|控制价))?(?:实际)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|出)?"
)
_LEAST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """`first` is told against `last`, and `apart` is by how much it is more (`up`) or less, in `word`."""

    first: Figure
    last: Figure
    apart: Figure
    word: str
    up: bool


def gaps(sentence: str, figures: list[Figure]) -> Iterator[Gap]:
    """All such three, whatever their units."""
    for (first, last), (_, apart) in zip(pairwise(figures), pairwise(figures[1:]), strict=False):
        if first.bound or any(one.approximate or one.range or one.broken for one in (first, last, apart)):
            continue
        if _THAN.fullmatch(sentence[first.end : last.start]) is None:
            continue
        match = _APART.fullmatch(sentence[last.end : apart.start])
        if match is not None:
            yield Gap(first, last, apart, match["up"] or match["down"], match["up"] is not None)


def is_turned(gap: Gap) -> bool:
    """Whether the distance is right and the word is not."""
    one, two, apart = (figure.quantity for figure in (gap.first, gap.last, gap.apart))
    points = one.unit == two.unit == "%" and apart.unit == "百分点"
    if not points and not (one.unit == two.unit == apart.unit or (one.is_money and two.is_money and apart.is_money)):
        return False
    distance = one.scaled() - two.scaled()
    return distance != 0 and abs(distance) == abs(apart.scaled()) and (distance > 0) != gap.up


def is_in_another_unit(gap: Gap) -> bool:
    """Whether the digits are those of amounts in one unit, and the figure in the middle has another."""
    one, two, apart = (figure.quantity for figure in (gap.first, gap.last, gap.apart))
    if not (one.is_money and two.is_money and apart.is_money) or one.unit != apart.unit or one.unit == two.unit:
        return False
    if abs(one.scaled() - two.scaled()) == abs(apart.scaled()) or apart.significant_digits < _LEAST_DIGITS:
        return False
    distance = one.value - two.value
    return abs(distance) == abs(apart.value) and (distance > 0) == gap.up
