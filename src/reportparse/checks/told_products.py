"""Unit prices and standards of a sentence, their number and what they come to: 8辆，每辆18.5万元，合计148万元; 110人，人均12.6万元.

Only a slip of the pen counts: a price may be of some of the things told only.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

_EACH = re.compile("每|单价|[人户车]均|平均|均价")
_A_MONTH = re.compile("[每/／]月|月租|月均|月标准|·月")
_PRICE = re.compile(
    r"(?:每(?P<of>[\u4e00-\u9fff]{1,3}?)(?:每月|每年)?(?:单价|价格|租金|发放|补助|奖励|补贴|标准)*|单价|每月[\u4e00-\u9fff]{0,6})(?:为|是)?(?:人民币)?$"
)
_BEHIND = re.compile(r"^[/／每](?P<of>[\u4e00-\u9fff])|^[的]?(?:标准|单价)")
_MEAN = re.compile(r"(?:(?P<of>[人户车])均|平均每(?P<each>[\u4e00-\u9fff]))[\u4e00-\u9fff]{0,6}$")
_TOTAL = re.compile(r"(?:共计?|合计|总计|全年|总价|总额|金额|支付|发放|兑现|支出|补助)[\u4e00-\u9fff]{0,8}$")
_PEOPLE = frozenset("人名位")
_MONTHS = Decimal(12)
_MOST = 5
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Product:
    """A total, or an amount for each, that the other two make another."""

    stated: Figure
    price: Figure
    count: Figure
    months: Decimal
    total: Figure

    @property
    def computed(self) -> Quantity:
        """In the unit of what is stated."""
        many = _plain(self.count) * self.months
        made = self.price.quantity.scaled() * many if self.stated is self.total else self.total.quantity.scaled() / many
        unit = self.stated.quantity.scaled() / self.stated.value
        step = Decimal(1).scaleb(-max(2, self.stated.quantity.decimals))
        value = (made / unit).quantize(step, ROUND_HALF_UP)
        return Quantity(value, self.stated.unit, f"{value:f}")


def told_products(text: str) -> Iterator[Product]:
    """Each that is one slip away from what it should be."""
    if _EACH.search(text) is None:
        return
    figures = [one for one in find_figures(text) if one.kind in ("money", "count")]
    for start, end in sentences(text):
        cuts = [start, *(at + 1 for at in range(start, end) if text[at] in "；;"), end]
        for low, high in itertools.pairwise(cuts):
            inside = [one for one in figures if low <= one.start < high]
            if 1 < len(inside) <= _MOST:
                yield from _made(text, low, inside)


def _made(text: str, low: int, inside: list[Figure]) -> Iterator[Product]:
    for index, price in enumerate(inside):
        if price.kind != "money" or price.value <= 0 or price.bound or price.approximate or price.range or price.broken:
            continue
        before = text[inside[index - 1].end if index else low : price.start]
        mean = _MEAN.search(before)
        if mean is not None:
            yield from _mean(text, inside[:index], price, mean["of"] or mean["each"])
            continue
        said, behind = _PRICE.search(before), _BEHIND.match(text[price.end :])
        if said is None and (behind is None or not price.rate):
            continue
        of = (said["of"] if said is not None else None) or (behind["of"] if behind is not None else None)
        totals = [
            one
            for at, one in enumerate(inside)
            if one is not price
            and one.kind == "money"
            and one.is_exact
            and one.value > 0
            and at > index
            and _TOTAL.search(text[inside[at - 1].end if at else low : one.start])
        ]
        counts = [one for one in inside if one.kind == "count" and one.is_exact and one.value > 0]
        counts = [one for one in counts if one.unit not in ("月", "个月", "年", "天")]
        monthly = _A_MONTH.search(before + text[price.end : price.end + 4]) is not None
        counts = [one for one in counts if of is None or _fits(of, one)]
        if not totals or len(counts) > 1:
            continue
        if not counts and (of not in (None, "月") or not monthly):
            continue
        # What stands further behind may be the sum of several.
        count = counts[0] if counts else Figure(price.start, price.start, Decimal(1), "", "", "count")
        found = [
            Product(totals[0], price, count, months, totals[0]) for months in ([_MONTHS] if monthly else [Decimal(1)])
        ]
        if monthly or not any(word in before for word in ("每年",)):
            yield from (one for one in found if _is_slip(one))


def _mean(text: str, before: list[Figure], mean: Figure, of: str) -> Iterator[Product]:
    """「经费1386.2万元，在职110人，人均12.6万元」: the two figures right before it."""
    totals = [one for one in before if one.kind == "money" and one.is_exact and one.value > 0]
    counts = [one for one in before if one.kind == "count" and one.is_exact and one.value > 0 and _fits(of, one)]
    if len(totals) == len(counts) == 1:
        found = Product(mean, mean, counts[0], Decimal(1), totals[0])
        if _is_slip(found):
            yield found


def _fits(of: str, count: Figure) -> bool:
    unit = count.unit.lstrip("万千百亿")
    return unit.startswith(of) or ({unit, of} <= _PEOPLE)


def _plain(count: Figure) -> Decimal:
    scale = {"万": 4, "千": 3, "百": 2, "亿": 8}.get(count.unit[:1], 0) if len(count.unit) > 1 else 0
    return count.value.scaleb(scale)


def _meets(found: Product) -> bool:
    """Whether the figures agree as far as they are rounded: 2.8万元 for 184 people may be 154元 each."""
    many = _plain(found.count) * found.months
    price, total = found.price.quantity.interval(), found.total.quantity.interval()
    return price.low * many <= total.high and total.low <= price.high * many


def _is_slip(found: Product) -> bool:
    """Whether one slip in what is stated makes up the difference; what is rounded right is none."""
    stated, computed = found.stated.quantity, found.computed
    step = Decimal(1).scaleb(-stated.decimals)
    if abs(computed.value - stated.value) <= step or not computed.value or _meets(found):
        return False
    meant = {computed.value, computed.value.quantize(step, ROUND_HALF_UP)}
    for value in meant:
        slip = find_slip(stated.value, value)
        if slip is not None and (
            slip.kind in ("swapped", "point")
            or (slip.kind == "one-digit" and len(f"{stated.value:f}") >= _LEAST_DIGITS)
        ):
            return True
    return False
