"""Lists without 其中 that say by their words that they are complete (资金来源为a、b和c), against the amount told before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import in_unit
from reportparse.model.quantity import Quantity
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

# By what a list divides an amount: 从支出方向看，…; 按工程类别划分：…; 用于以下4个方面：….
_DIVIDED = "(?:构成|投向|方向|用途|分类|类别|性质|来源|类型|内容|科目|环节)"
_COMPLETE = re.compile(
    rf"(?:(?:资金)?来源(?:(?:为|是|包括)[：:]?|[：:])|{_DIVIDED}(?:上)?(?:看|来看|划分|分)[，,：:]|构成(?:为|是|如下)[：:]?"
    r"|以下(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})个?(?:方面|项目|部分|类)[：:]"
    r"|按[\u4e00-\u9fff]{2,8}(?:划分|分类|分)[，,：:]|共[0-9一二两三四五六七八九十]{1,2}[类项个](?:支出|项目|用途|资金)?[：:]"
    r"|分配(?:如下)?[：:]|支出中[，,：:]|分别(?:为|是)[：:]?|组成[：:]"
    r"|分(?:为|成)?(?:以下)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})[个项类大]{1,2}[^，。；：:0-9]{0,6}[：:]|以下(?:几个)?(?:方面|项目|用途)[：:]|主要(?:用于|包括|投向)[：:])"
)
_PARTIAL = re.compile("等|主要|部分|重点|其余|其他用途|其中")
_BETWEEN = re.compile(
    r"^[、，,；;和及]?(?:和|及|以及)?(?:用于)?[\u4e00-\u9fffA-Za-z“”（）][\u4e00-\u9fffA-Za-z“”（）、]{1,15}$"
)
# What a list says of a part besides its amount: its share, and on what paper it rests.
_ASIDE = re.compile(r"[，,]占[^，。；、0-9]{0,12}[0-9.]+%|（[^（）]{0,30}）")
_ANNOUNCED = re.compile(r"([0-9]{1,2}|[一二两三四五六七八九十]{1,3})[个项类大方]")
_ITEM = re.compile(r"(?:(?<=[：:；;，,。])|^)(?P<n>[一二三四五六七八九十]{1,2})是")
_LEAST = 3
_SURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ToldList:
    """Parts that make another sum than the whole, by one slip in one of them or in the whole."""

    whole: Figure
    parts: tuple[Figure, ...]
    far: bool

    @property
    def computed(self) -> Quantity:
        """In the unit of the whole."""
        return in_unit(sum((one.quantity.scaled() for one in self.parts), Decimal(0)), self.whole.quantity)


def told_lists(text: str, above: str) -> Iterator[ToldList]:
    """Only where no amount told before the list is its sum, and a slip turns it into one of them."""
    figures = find_figures(text)
    if sum(one.kind == "money" for one in figures) < _LEAST or _COMPLETE.search(text) is None:
        return
    for start, end in sentences(text):
        for match in _COMPLETE.finditer(text, start, end):
            listed = [one for one in figures if match.end() <= one.start < end]
            parts = _parts(text, listed, match.end())
            if len(parts) < _LEAST or _PARTIAL.search(text[match.end() : end]):
                parts = _numbered(text, listed, match, end)
            if not parts:
                continue
            near = [one for one in figures if one.end <= match.start() and _usable(one)]
            far = [one for one in find_figures(above) if _usable(one)]
            wholes = [(one, False) for one in reversed(near)] + [(one, True) for one in reversed(far)]
            total = sum((one.quantity.scaled() for one in parts), Decimal(0))
            if any(one.quantity.scaled() == total for one, _ in wholes):
                continue
            slips = [(one, away) for one, away in wholes[: _LEAST * 2] if _slip(one, parts, total)]
            if len({one.quantity.scaled() for one, _ in slips}) == 1:
                yield ToldList(slips[0][0], tuple(parts), slips[0][1])


def _parts(text: str, figures: list[Figure], at: int) -> list[Figure]:
    """The amounts of a list that is nothing but labels and amounts."""
    parts: list[Figure] = []
    for one in figures:
        if one.kind != "money":
            continue
        if not _usable(one) or not _BETWEEN.match(_ASIDE.sub("", text[at : one.start])):
            return []
        parts.append(one)
        at = one.end
    return parts if _ASIDE.sub("", text[at:])[:1] in ("。", "；", "") else []


def _numbered(text: str, figures: list[Figure], match: re.Match[str], end: int) -> list[Figure]:
    """The first amount of each item of 「分为五类：一是…；二是…」, where there are as many items as are announced; what an item breaks down is its own."""
    count = _ANNOUNCED.search(match[0])
    items = list(_ITEM.finditer(text, match.end(), end))
    values = [chinese_number(item["n"]) for item in items]
    if count is None or len(items) < _LEAST or values != [Decimal(one) for one in range(1, len(items) + 1)]:
        return []
    announced = count[1] if count[1].isdigit() else chinese_number(count[1].replace("两", "二"))
    if Decimal(announced or 0) != len(items) or items[0].start() != match.end():
        return []
    parts: list[Figure] = []
    for item, stop in zip(items, [*(one.start() for one in items[1:]), end], strict=True):
        first = next((one for one in figures if item.end() <= one.start < stop and one.kind == "money"), None)
        if first is None or not _usable(first) or "其中" in text[item.end() : first.start]:
            return []
        parts.append(first)
    return parts


def _usable(figure: Figure) -> bool:
    return figure.kind == "money" and figure.value > 0 and figure.is_exact


def _long(figure: Figure) -> bool:
    return figure.quantity.significant_digits >= _SURE_DIGITS


def _slip(whole: Figure, parts: list[Figure], total: Decimal) -> bool:
    """Whether swapped digits in one figure, or the point of a part with digits enough, make up the difference."""
    aim = whole.quantity.scaled()
    for one in parts:
        scale = one.quantity.scaled() / one.value
        meant = (one.quantity.scaled() + aim - total) / scale
        slip = find_slip(one.value, meant) if meant > 0 else None
        if slip is not None and (slip.kind == "swapped" or (slip.kind == "point" and _long(one))):
            return True
    slip = find_slip(whole.value, total * whole.value / aim)
    return slip is not None and slip.kind == "swapped"
