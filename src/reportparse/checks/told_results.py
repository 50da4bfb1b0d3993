"""Results of indicators that a sentence tells under the indicator's own name, otherwise than the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.measures import figures_of, plain_value
from reportparse.checks.running_text import running_text
from reportparse.checks.table_echoes import Echo
from reportparse.checks.told_indicators import OF_SOME, of_another_time
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_LEAST_NAME = 4
_LONGEST_PREFIX = 6
_KINDS = ("count", "percent", "money")
# What a name says of how a thing is counted (维修养护工程数量): a sentence gives the count with its unit instead.
_COUNTED = re.compile("(?:数量|人数|个数|次数|面积|里程|长度|情况|完成数|数)$")
_LINK = re.compile(
    r"(?:均|已|仅|总体|平均|实际|全部)?(?:为|是|达到?|达成|完成|实现|共|计)?(?:了)?[:：]?[ ]*"
    r"|(?:由|从)[^，,；;。0-9]{0,10}[0-9.]+%?[^，,；;。0-9%]{0,3}(?:提高|提升|增加|增长|上升|下降|降低|减少|缩短|扩大)(?:到|至|为)"
)
_PLAIN_LEAD = re.compile(
    r"(?:其中|全(?:县|市|区|镇|乡|省|州|旗|局|年|校|院|系统)?|我(?:县|市|区|镇|局|院|馆|校|委|办)|本(?:县|市|区|局|院|馆|校|年|年度)"
    r"|(?:19|20)[0-9]{2}年|年度|年末|年底|目前|实现|项目|使|和|及|经[^，]{1,6}|[一二三四五六七八九]是|[0-9（）.]+)*"
)
_MEAN, _OF_ALL = re.compile("平均|均值"), re.compile("全[国省市县区州]")
_PER = re.compile("每|均")
_OTHERWISE = re.compile("上年|去年|同期|同比|计划|目标|年初|拟|预计|应|力争|要求|标准|指标值|不低于|较|比")
_AFTER = re.compile(r"以[上下内]|左右|的?(?:目标|要求|标准|指标|任务|比例|水平)")


@dataclass(frozen=True, slots=True)
class _Result:
    """A result as its cell has it: what it measures, the name it may be told under, and the target's own figures."""

    name: str
    value: Decimal
    unit: str
    figure: Figure
    place: Place
    aims: frozenset[Decimal]


def told_results(context: Context) -> Iterator[Echo]:
    """Each figure under the whole name of an indicator that is neither its result nor its target."""
    results = context.once(_results)
    if not results:
        return
    year = context.reading.fields.get("fiscal_year")
    for passage, text, _ in context.once(running_text).plain:
        named = [one for one in results if one.name in text]
        if not named or of_another_time(passage):
            continue
        figures = find_figures(text)
        taken: set[int] = set()
        for result in named:
            for match in re.finditer(re.escape(result.name), text):
                told = next((one for one in figures if one.start >= match.end() and one.kind != "year"), None)
                told = _last_of_change(text, match.end(), figures) or told
                if told is None or told.start in taken or match.start() in taken:
                    continue
                taken.update((told.start, *range(match.start(), match.end())))
                if _differs(text, match.start(), match.end(), told, result, year):
                    yield _echo(passage, told, result)


def _results(context: Context) -> tuple[_Result, ...]:
    """The results that are one figure under a name that no other indicator has, the longest names first."""
    found: list[_Result] = []
    for indicator in context.reading.indicators:
        place = indicator.places.get("actual") or indicator.places.get("told")
        if (
            not indicator.actual
            or place is None
            or len(indicator.actual) > 20
            or place == indicator.places.get("target")
        ):
            continue
        figures = figures_of(indicator.actual)
        if len(figures) != 1 or figures[0].kind not in _KINDS or not figures[0].is_exact:
            continue
        if fold(squash(indicator.actual)).strip("。") != squash(figures[0].text):
            continue
        value, unit = plain_value(figures[0])
        aims = frozenset(plain_value(one)[0] for one in figures_of(indicator.target or ""))
        name = fold(squash(indicator.name))
        for short in {name, _COUNTED.sub("", name)}:
            if len(short) >= _LEAST_NAME:
                found.append(_Result(short, value, unit, figures[0], place, aims))
    times = Counter(one.name for one in found)
    return tuple(sorted((one for one in found if times[one.name] == 1), key=lambda one: -len(one.name)))


def _last_of_change(text: str, at: int, figures: list[Figure]) -> Figure | None:
    """The second figure of 「由91.4%提高到93.1%」 right behind a name."""
    after = [one for one in figures if one.start >= at][:2]
    if len(after) == 2 and re.match("由|从", text[at:]) and _LINK.fullmatch(text[at : after[1].start]):
        return after[1]
    return None


def _differs(text: str, start: int, end: int, told: Figure, result: _Result, year: object) -> bool:
    if told.kind not in _KINDS or not _exact(told, result) or not _LINK.fullmatch(text[end : told.start]):
        return False
    value, unit = plain_value(told)
    if unit != result.unit or value in result.aims or _AFTER.match(text[told.end :]):
        return False
    if told.quantity.agrees(result.figure.quantity) or value == result.value:
        return False
    lead = re.split("[，,；;。：:、（(\n]", text[:start])[-1]
    years = re.findall("(?:19|20)[0-9]{2}(?=年)", lead)
    if _OTHERWISE.search(lead) or any(one != str(year) for one in years):
        return False
    if _MEAN.match(text[end : told.start]) and _OF_ALL.search(lead):
        return False
    if _PLAIN_LEAD.fullmatch(lead):
        # 镇农技站组织的4期培训班，培训合格率100%: of these only.
        return OF_SOME.search(text, 0, start) is None
    # Words before a name may narrow it down: then only a slip of the pen shows that the same is meant.
    slip = find_slip(told.value, result.figure.value)
    return len(lead) <= _LONGEST_PREFIX and slip is not None and slip.kind in ("swapped", "one-digit")


def _exact(told: Figure, result: _Result) -> bool:
    # 每周开放时间60小时: so much a week by its name, and not by the figure.
    named = told.rate and "/" not in told.text and _PER.search(result.name) is not None
    return told.is_exact or (named and not (told.bound or told.approximate or told.range or told.broken))


def _echo(passage: Passage, told: Figure, result: _Result) -> Echo:
    expected = result.value * told.value / plain_value(told)[0] if told.value else result.value
    return Echo(passage, told, expected.normalize() if expected else expected, result.name, result.place)
