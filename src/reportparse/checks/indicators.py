"""The table of indicators: named twice, targets copied as results, results of another kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, Results, shorten
from reportparse.checks.measures import figures_of, short_name
from reportparse.model.facts import Indicator
from reportparse.model.findings import Evidence, Say
from reportparse.model.location import Place
from reportparse.ruleset.kinds import ResultOptions
from reportparse.text.normalise import fold, shortened, squash
from reportparse.text.numbers import find_figures, parse_cell

_QUOTES = str.maketrans("", "", "「」『』“”‘’\"'《》〈〉")
_NUMBERED = re.compile(r"^指标[0-9一二三四五六七八九十]{0,2}[：、.]?|^(?:[0-9]{1,2}[、.．]|（[0-9]{1,2}）|[①-⑳])")
_TEMPLATE = re.compile(r"^[…\.。·/\\—\-_x×*]*$|^(?:无|其他|其它)$")
# The words of the columns before the name, where a form has merged them with it.
DIMENSION = re.compile(
    r"^(?:数量|质量|时效|成本|产出|效益|满意度|(?:经济|社会|生态)效益|可持续影响|(?:社会公众或)?服务对象满意度)(?:指标|目标)?$"
)

_BOUND = re.compile(
    r"[≥≤><]|不(?:低|少|高|大|小|多)于|不超过?|不足|(?<!由)(?:高|低|大|小|多|少|优)于|至少|至多|最多|最少|超过|以上|以下|以内|之内|及以上"
)
_NUMERAL = re.compile(r"[0-9]|[一二三四五六七八九十百千两]+(?:个|次|项|件|期|人|家|场|份|条|户)")
# Said of a task that is done or not, a repeated word is the only answer there is.
_DONE = re.compile(
    r"^(?:已|均|均已|全部|基本|按时|按期|及时|如期|按要求|按计划|按规定|按进度|年底前|年内|年度内|本年度|当年)*"
    r"(?:完成|完毕|到位|办结|合格|达标|通过|执行|落实|兑现|发放|拨付|是|有|无|优|优秀|及时|按时|按期|全部|年底前|年内|符合要求|符合规定|符合标准)?[。.]?$"
)
_LONG_ENOUGH = 5
# A goal that speaks of what is to come is no account of what was done.
_PLANNED = re.compile(r"确保|力争|争取|计划|拟|将要?|预计|预期|[≥≤]|不(?:低|少|高|超过|大|小)于?")
_LONG_GOAL, _SHOWN = 10, 24

_PERCENT = re.compile(
    r"^(?:实际|已|全部|基本)?(?:完成|达到|达|为|实现)?(?:率)?(?:约)?(?:[≥≤><]=?)?[0-9]+(?:\.[0-9]+)?[%％](?:完成|以上)?[。.]?$"
)
_ANY_PERCENT = re.compile(r"[%％‰]|百分")
_DATE = re.compile(
    r"(?:年底|年末|月底|月末|季末|季度末|年内|年度内|年终)(?:之?前|以前)?|(?<![0-9])(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|底|末|份)?(?:之?前|以前|完成)"
    r"|(?<![0-9])(?:1[0-2]|[1-9])月[0-9]{1,2}日|第[一二三四1-4]季度|[上下]半年"
)
# Units by what they measure. 个 counts anything, so it is in none of them.
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"人", "名", "位", "人次", "人员"}),
    frozenset(
        {
            "件",
            "起",
            "宗",
            "家",
            "户",
            "次",
            "人次",
            "场",
            "场次",
            "期",
            "批",
            "批次",
            "份",
            "册",
            "本",
            "台",
            "辆",
            "条",
            "项",
            "处",
            "座",
            "所",
            "间",
            "篇",
            "套",
            "支",
            "块",
            "幅",
            "例",
            "单",
            "趟",
            "班",
        }
    ),
    frozenset({"亩", "公顷", "平方米", "㎡", "平方公里", "平方千米"}),
    frozenset({"米", "公里", "千米", "km", "m"}),
    frozenset({"吨", "公斤", "千克", "kg", "t"}),
)


def check_duplicates(context: Context) -> Results:
    """The same indicator named twice in one table."""
    groups: dict[tuple[int, str], list[Indicator]] = defaultdict(list)
    for indicator in context.reading.indicators:
        name = _name(indicator.name)
        place = indicator.places.get("name")
        if len(name) >= 2 and place is not None and not DIMENSION.match(name):
            group = groups[place.block, name]
            # A name merged over several rows is one indicator with several values.
            if all(other.places["name"] != place for other in group):
                group.append(indicator)
    if not context.reading.indicators:
        yield context.skip("没有找到绩效指标表", "no table of indicators was found")
    for (_, name), group in groups.items():
        if len(group) < 2:
            continue
        where = [" ".join(filter(None, (one.category, one.dimension))) or one.name for one in group]
        yield context.finding(
            key=name,
            evidence=[context.quote(one.places["name"], "stated") for one in group],
            arguments={
                "name": group[0].name.translate(_QUOTES),
                "count": str(len(group)),
                "where": Say("、".join(where), "; ".join(where)),
            },
        )


def _name(text: str) -> str:
    name = squash(text).translate(_QUOTES)
    name = _NUMBERED.sub("", name).strip("。，,；;：:、.")
    return "" if _TEMPLATE.match(name) else name


def _pairs(indicators: tuple[Indicator, ...]) -> Iterator[tuple[Indicator, str, str, Place, Place]]:
    """Indicators with a target and a result in cells of their own."""
    for indicator in indicators:
        target, actual = indicator.places.get("target"), indicator.places.get("actual")
        if indicator.target and indicator.actual and target is not None and actual is not None and target != actual:
            yield indicator, indicator.target, indicator.actual, target, actual


def check_copied(context: Context) -> Results:
    """Results that repeat the target word for word and measure nothing.

    One finding for those that cannot be results at all (a count with its bound, a goal in the words of a plan), a warning;
    and one for the rest.
    """
    options = context.check.options
    assert isinstance(options, ResultOptions)
    pairs = list(_pairs(context.reading.indicators))
    goals = [goal for goal in context.reading.goals if goal.expected and goal.actual and goal.answer is not None]
    if not pairs and not goals:
        yield context.skip("指标表中没有同时填写目标值和完成情况", "no indicator has both a target and a result")
        return
    copied = [
        _Copy(short_name(one.name), _name(one.name), actual, (target_place, actual_place), _counted_bound(actual))
        for one, target, actual, target_place, actual_place in pairs
        if squash(target) == squash(actual) and not _measured(actual, options.vague)
    ]
    for goal in goals:
        text = squash(goal.actual or "")
        if text == squash(goal.expected or "") and len(text) >= _LONG_GOAL and _PLANNED.search(text):
            assert goal.answer is not None
            copied.append(_Copy(short_name("年度目标"), text, goal.actual or "", (goal.place, goal.answer), True))
    for sure in (True, False):
        found = [one for one in copied if one.sure is sure]
        if not found:
            continue
        yield context.finding(
            key="/".join(sorted(one.key for one in found)),
            severity="warning" if sure else None,
            evidence=[
                Evidence(shorten(one.text), place, role)
                for one in found
                for place, role in zip(one.places, ("expected", "stated"), strict=True)
            ],
            arguments={
                "count": str(len(found)),
                "names": "、".join(f"{one.name}（{shortened(one.text, _SHOWN)}）" for one in found),
            },
        )


@dataclass(frozen=True, slots=True)
class _Copy:
    """A result that repeats its target; `sure` where it can be no result."""

    name: str
    key: str
    text: str
    places: tuple[Place, Place]
    sure: bool


def _counted_bound(text: str) -> bool:
    """Whether a text is a bound on something counted or measured in a unit: nobody counts ≥266米."""
    found = figures_of(text)
    return len(found) == 1 and found[0].kind in ("count", "money") and found[0].bound is not None


def _measured(text: str, vague: tuple[str, ...]) -> bool:
    """Whether a text can be a result although it repeats the target: a plain value, a date, a task done."""
    squashed = squash(text)
    if _BOUND.search(squashed) and re.search(r"[0-9]", squashed):
        return False
    if _NUMERAL.search(squashed) or _TEMPLATE.match(squashed) or _DONE.match(squashed):
        return True
    if any(word in squashed for word in vague):
        return False
    return len(squashed) < _LONG_ENOUGH


def _evidence(pairs: list[tuple[Indicator, str, str, Place, Place]]) -> Iterator[Evidence]:
    for _, target, actual, target_place, actual_place in pairs:
        yield Evidence(target, target_place, "expected")
        yield Evidence(actual, actual_place, "stated")


def check_result_kind(context: Context) -> Results:
    """Results of another kind than their target; one finding for the report."""
    pairs = list(_pairs(context.reading.indicators))
    if not pairs:
        yield context.skip("指标表中没有同时填写目标值和完成情况", "no indicator has both a target and a result")
        return
    other = [pair for pair in pairs if _differ(pair[1], pair[2])]
    if not other:
        return
    yield context.finding(
        key="/".join(sorted(_name(pair[0].name) for pair in other)),
        evidence=list(_evidence(other)),
        arguments={
            "count": str(len(other)),
            "names": "、".join(
                f"{short_name(one.name)}（{short_name(target)}→{actual}）" for one, target, actual, _, _ in other
            ),
        },
    )


def _differ(target: str, actual: str) -> bool:
    wanted, got = fold(target), fold(actual)
    if _PERCENT.match("".join(got.split())):
        # A target that names a percentage besides its amount is answered by one.
        return not _ANY_PERCENT.search(wanted) and _definite(wanted)
    if _ANY_PERCENT.search(got):
        return False
    result = parse_cell(got)
    if _PERCENT.match("".join(wanted.split())):
        return result is not None and result.value != 0 and (result.is_money or _family(result.unit) != frozenset())
    left = _single(wanted)
    right = _single(got) if left is not None else None
    if left is None or right is None:
        return False
    if (left[1] == "money") != (right[1] == "money"):
        counted = right[0] if left[1] == "money" else left[0]
        return _family(counted) != frozenset() and left[2] != 0 and right[2] != 0
    if left[1] == "money":
        return False
    families = _family(left[0]), _family(right[0])
    return bool(families[0] and families[1]) and not families[0] & families[1]


def _definite(target: str) -> bool:
    """Whether a target is an amount, a count or a date: 「提高服务水平」 and 「按时完成」 may well be answered by a share."""
    figures = [figure for figure in find_figures(target) if not figure.rate]
    if any(figure.kind == "percent" for figure in figures):
        return False
    return any(figure.kind in ("money", "count") for figure in figures) or _DATE.search(target) is not None


def _single(text: str) -> tuple[str, str, Decimal] | None:
    """(unit, kind, value) of the one figure of a short text."""
    figures = [figure for figure in find_figures(text) if figure.kind not in ("year", "date", "ordinal")]
    if len(figures) != 1 or figures[0].kind not in ("money", "count") or figures[0].rate or _DATE.search(text):
        return None
    return figures[0].unit, figures[0].kind, figures[0].value


def _family(unit: str) -> frozenset[int]:
    """The families a unit belongs to; none for 个, a bare number and anything unknown."""
    bare = unit.lstrip("万亿千百")
    return frozenset(index for index, family in enumerate(_FAMILIES) if bare in family)
