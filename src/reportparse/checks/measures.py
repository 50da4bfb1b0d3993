"""What a target and a result measure, and whether the result is as good as the target by its own numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reportparse.checks.context import Context
from reportparse.model.document import Document, Table
from reportparse.model.facts import Indicator
from reportparse.model.location import Place
from reportparse.text.dates import find_dates
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, shortened, squash
from reportparse.text.numbers import find_figures

Sense = Literal["≥", "≤"]
"""Whether more is better (≥) or less is (≤)."""

_DIGIT = re.compile("[0-9０-９]")
_KINDS = ("money", "percent", "count", "score", "plain")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_SAME_UNITS = {"名": "人", "位": "人", "人员": "人", "场次": "场", "家次": "家", "％": "%", "㎡": "平方米"}
_BOUND_SIGNS: dict[str, Sense] = {
    "≥": "≥",
    ">": "≥",
    "≧": "≥",
    ">=": "≥",
    "正向": "≥",
    "≤": "≤",
    "<": "≤",
    "≦": "≤",
    "<=": "≤",
    "反向": "≤",
}
# Names of what had better be small: a bare target says nothing about the direction.
_LESS_IS_BETTER = re.compile(
    r"控制|变动|成本|费用|经费|支出|投资|造价|金额|降低|下降|压减|压降|减少|减排|误差|差错|投诉|事故|案件|发案|发生|死亡|伤亡|失业|流失|空置"
    r"|超|欠|逾期|受害|成灾|火灾|灾害|损失|污染|违规|违法|违纪|负债|债务|能耗|排放|周期|时长|时限|时间|天数|响应|次数上限|流转|返贫|辍学"
)
_COST = re.compile(r"成本|(?:经济|社会|生态)?成本指标")
# Words about another thing than what was achieved.
_SKEWED = re.compile(r"增长|增加|增幅|提高|提升|上升|下降|降低|减少|压减|压降|较|比上|同比|其中|目标|计划|应|未")
_DEADLINE = re.compile(r"前|底|末|内")
_YEAR_END = re.compile(r"^(?:本|当|全)?年(?:度)?(?:底|末|内|终)(?:之?前|以前)?(?:全部|全面)?(?:完成|完工|办结)?$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and a result in the same unit. `sense` is None where nothing tells whether more or less is better."""

    indicator: Indicator
    target: Figure
    actual: Figure
    wanted: Decimal
    got: Decimal
    sense: Sense | None
    target_place: Place
    actual_place: Place

    @property
    def missed(self) -> bool:
        if self.sense is None:
            return False
        strict = self.target.bound in (">", "<") and self.got == self.wanted
        short = self.got < self.wanted if self.sense == "≥" else self.got > self.wanted
        # 「超过90%」 said of a result of 90 % is a matter of words.
        return short and not strict

    @property
    def completion(self) -> Decimal | None:
        """Result by target where more is better and both are positive."""
        if self.sense != "≥" or self.wanted <= 0 or self.got < 0:
            return None
        return self.got / self.wanted


@lru_cache(maxsize=1024)
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a cell that can measure something. Several checks ask for the same cells."""
    return tuple(figure for figure in find_figures(text) if figure.kind in _KINDS)


def pairs(context: Context) -> tuple[Pair, ...]:
    """The indicators of tables whose target and result are one figure each in the same unit, in cells of their own."""
    return _pairs(context.document, context.reading.indicators)


def told_pairs(context: Context) -> tuple[Pair, ...]:
    """The same of the indicators that sentences tell."""
    return _pairs(context.document, context.reading.told)


def _pairs(document: Document, indicators: tuple[Indicator, ...]) -> tuple[Pair, ...]:
    found = (pair_of(document, indicator) for indicator in indicators)
    return tuple(pair for pair in found if pair is not None)


def pair_of(document: Document, indicator: Indicator) -> Pair | None:
    """What an indicator's target and result measure, or None where they cannot be compared."""
    target_place, actual_place = indicator.places.get("target"), indicator.places.get("actual")
    if not indicator.target or not indicator.actual or target_place is None or target_place == actual_place:
        return None
    if actual_place is None or _DIGIT.search(indicator.actual) is None:
        return None
    if squash(indicator.name) == squash(indicator.target):
        # The columns of this row are shifted.
        return None
    target = _one(indicator.target)
    if target is None or target.approximate or target.broken:
        return None
    wanted, unit = plain_value(target)
    actual = _answer(indicator.actual, unit, target, indicator.target)
    if actual is None:
        return None
    # A bare result is in the unit of its target.
    got, _ = plain_value(actual if actual.kind != "plain" else actual._replace(unit=target.unit, kind=target.kind))
    hint = _hint(document, target_place)
    return Pair(
        indicator,
        target,
        actual,
        wanted,
        got,
        _sense(indicator, target, wanted, hint),
        target_place,
        actual_place,
    )


def _one(text: str) -> Figure | None:
    """The only figure of a target; of a range its lower end, as a lower bound."""
    found = figures_of(text)
    if not found or find_dates(text):
        return None
    if len(found) == 2 and found[0].range and found[1].range:
        return found[0]._replace(bound="≥")
    return found[0] if len(found) == 1 and not found[0].range else None


def _answer(text: str, unit: str, target: Figure, target_text: str) -> Figure | None:
    """The one figure of a result that answers a target in this unit, or None where it is not plain which."""
    if len(text) > 60:
        return None
    found = figures_of(text)
    same = [figure for figure in found if plain_value(figure)[1] == unit and figure.rate == target.rate]
    if not same and len(found) == 1 and found[0].kind == "plain" and fold(text).strip() == found[0].text:
        same = list(found)
    if len(same) != 1:
        return None
    figure = same[0]
    if figure.bound or figure.approximate or figure.broken or figure.range:
        return None
    if target.kind == "plain" and figure.kind != "plain":
        return None
    # Said in comparison with something else (比目标多3个, 较上年增长5%), unless the target speaks so too.
    if set(_SKEWED.findall(text)) - set(_SKEWED.findall(target_text)):
        return None
    return figure


def plain_value(figure: Figure) -> tuple[Decimal, str]:
    """The value in the plain unit: money in 元, counts without their 万."""
    if figure.quantity.is_money:
        return figure.quantity.scaled(), "元"
    unit, value = figure.unit, figure.value
    if figure.kind == "count" and len(unit) > 1 and unit[0] in _SCALES:
        value, unit = value.scaleb(_SCALES[unit[0]]), unit[1:]
    return value, _SAME_UNITS.get(unit, unit)


def _hint(document: Document, place: Place) -> Sense | Literal["="] | None:
    """What a column of its own says of the direction (指标性质: ≥, ≤, 正向, 反向)."""
    block = document.block(place.block)
    if not isinstance(block, Table) or place.row is None:
        return None
    for cell in block.rows[place.row]:
        text = fold(cell.text).strip()
        if text in _BOUND_SIGNS:
            return _BOUND_SIGNS[text]
        if text in ("=", "＝", "═"):
            return "="
    return None


def is_cost(indicator: Indicator) -> bool:
    """Whether the form counts the indicator among the costs."""
    return any(_COST.search(squash(text or "")) for text in (indicator.dimension, indicator.category))


def _sense(indicator: Indicator, target: Figure, wanted: Decimal, hint: Sense | Literal["="] | None) -> Sense | None:
    if target.bound in ("≥", ">"):
        # A floor under a cost is a fault of the target (I409), not of the result.
        return None if is_cost(indicator) and target.kind == "money" else "≥"
    if target.bound in ("≤", "<"):
        return "≤"
    if hint == "≥" or hint == "≤":
        return hint
    if is_cost(indicator) and target.kind == "money":
        return "≤"
    # A bare figure is to be reached, unless less of it would be better.
    words = squash(indicator.name) + squash(indicator.target or "")
    if wanted <= 0 or _LESS_IS_BETTER.search(words) or is_cost(indicator) or target.rate:
        return None
    return "≥" if target.kind in ("count", "percent") else None


def is_late(indicator: Indicator, fiscal_year: int | None) -> bool:
    """Whether the result is a date after the one that the target sets. A date without a year is of the fiscal year."""
    if fiscal_year is None or not indicator.target or not indicator.actual:
        return False
    deadline = _date(indicator.target, fiscal_year, last=True)
    done = _date(indicator.actual, fiscal_year, last=False)
    return deadline is not None and done is not None and done > deadline


def _date(text: str, fiscal_year: int, *, last: bool) -> tuple[int, int, int] | None:
    """The one date of a short text; of a month its last day for a deadline, its first for a result."""
    words = squash(text)
    if last and _YEAR_END.match(words):
        return fiscal_year, 12, 31
    found = find_dates(text) if "月" in words and len(words) <= 20 else []
    if len(found) != 1 or found[0].fault or found[0].month is None or (last and not _DEADLINE.search(words)):
        return None
    return found[0].year or fiscal_year, found[0].month, found[0].day or (31 if last else 1)


def short_name(name: str) -> str:
    """The name of an indicator for a list of several: no white space, at most 20 characters."""
    return shortened("".join(name.split()), 20)
