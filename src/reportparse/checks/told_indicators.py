"""Results and targets of indicators that a sentence tells in words of its own: 实际改造农村公路47.6公里 for the row 改造农村公路里程.

A figure belongs to an indicator where the words about it and the name of the row are the same words but for those that say
how a thing is counted or done. What is left of the words then decides how sure that is: only words that narrow nothing down
leave any other figure wrong; where they say more, the figure has to be a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportparse.checks.context import Context
from reportparse.checks.measures import figures_of, plain_value
from reportparse.checks.running_text import running_text
from reportparse.checks.table_echoes import Echo
from reportparse.model.facts import Indicator
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import fold, squash
from reportparse.text.slips import find_slip

_KINDS = ("money", "percent", "count")
_SAME = {"满意程度": "满意度", "满意率": "满意度", "采购": "购置"}
_DONE = "完成|实现|开展|举办|组织|实施|发放|发布|建成|建设|新建|新增|改造|办理|享受|参加|参训|惠及|受益|带动|救助|补助|资助|服务对象|服务|支持|培育|维护|修建|新改建|采购|购置|配备|购买|使用|扶持|保障|安排|召开|推广|印制|编制|接待|检查|实际|覆盖|达到|指标|项目|全年|年度"
# What a name says of counting and doing, which a sentence need not repeat, or says with the unit.
_NAME_REST = re.compile(
    rf"(?:数量|人数|人次数?|次数|个数|户数|家数|座数|面积|里程|长度|批次|期数|场次|数额|金额|资金|规模|总数|总量|任务|工作|情况|工程|群众|对象|{_DONE}|[数量额度率的和及与、（）()/]|[个座户家期场名人次批项件处条所套台辆亩公里米篇份])*"
)
_TAIL = re.compile("(?:人数|人次|次数|数量|个数|面积|里程|长度|金额|数|量|额)$")
# Words that leave what is counted as it is.
PLAIN = (
    rf"全(?:县|市|区|镇|乡|省|州|旗|局|年|校|院|系统)|我(?:县|市|区|镇|乡|局|院|馆|校|委|办|单位|部门)|本(?:县|市|区|局|院|馆|校|年度?|部门|单位)|(?:当|本|该)?年度?|(?:19|20)[0-9]{{2}}年度?"
    rf"|年末|年底|目前|其他|累计|总计|总体|综合|平均|调查|测评|结果|最终|共计?|合计|已|均|仅|为|是|达到?|了|使|对|在校|对[\u4e00-\u9fff]{{1,8}}的|的|和|及|并|其|各类|各项|通过|经|有|计|实施|落实|一是|二是|三是|四是|五是|六是|[一二三四五六七八九]|[0-9]{{1,2}}[.、]|[（）() ：:“”]|{_DONE}|较好|拟|顺利|按时|按期|全面|全部|超额|进行|目标|计划|任务|设定|预期|年初|工作|群众|人员|数量|人数|面积|里程|长度|金额|资金|个|名|设备"
)
_PLAIN = re.compile(f"(?:{PLAIN})*")
_OTHERWISE = re.compile(
    "上年|去年|同期|同比|往年|历年|标准|每|人均|户均|增加|减少|增长(?!到|至)|下降(?!到|至)|提高(?!到|至)|提升(?!到|至)|上升(?!到|至)|高于|低于|超过|超出|较|比(?!例|重|率)|多(?!个|种|项|元)|少(?!年|儿|数)|差|力争|下一步|明年|未|尚|不|仅|其余|剩余|另|扣|得分|权重|分值|平均水平|全[国省市县区].{0,14}平均|以上|左右|不足"
)
_OF_WHAT = re.compile("对.+的")
_PART = re.compile("其中|分别|上半年|下半年|季度|月份?|截至|累计|十[三四五]五|以来|包括|中[，,、]?有|各")
# 镇农技站组织的4期培训班，培训合格率100%: of these only.
OF_SOME = re.compile("(?:组织|开展|承办|举办|实施|负责|承担)的[^，。；]*[，,][^，。；0-9]{0,12}$")
_OF_MONEY = re.compile("(?:执行|支出|到位|支付|拨付|使用)(?:率|进度)")
_AIM = re.compile("拟|目标|计划|任务|指标值|预期|年初设定")
_REAL = re.compile("实际|完成(?!目标|计划|任务|值)|达到|实现(?!目标)|已|建成")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_BREAK = re.compile(r"[，,；;。：:、（）()\n]")
_ANOTHER_TIME = re.compile("下一步|下年|明年|上年|去年|打算|问题|建议|改进")
_AFTER = re.compile(r"以[上下内]|左右|的?(?:目标|要求|标准|指标|任务|比例|水平)")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LEAST_COMMON = 2
_LEAST_DIGITS = 3
_LONGEST = 24
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class _Measure:
    """A row with one figure for its result: `values` are those of the cells by role, in the plain unit."""

    name: str
    unit: str
    result: Figure
    result_place: Place
    aim: Figure | None
    aim_place: Place | None

    def of(self, aim: bool) -> tuple[Figure, Place] | None:
        if not aim:
            return self.result, self.result_place
        return (self.aim, self.aim_place) if self.aim is not None and self.aim_place is not None else None


def told_indicators(context: Context) -> Iterator[Echo]:
    """Each figure that the words about it give to one row, and that is neither its result nor its target."""
    measures = context.once(_measures)
    if not measures:
        return
    year = context.reading.fields.get("fiscal_year")
    units = {one.unit for one in measures}
    for passage, text, _ in context.once(running_text).plain:
        if of_another_time(passage):
            continue
        for start, end, figures in figured_sentences(text):
            inside = [one for one in figures if one.kind in _KINDS]
            for index, told in enumerate(inside):
                if plain_value(told)[1] not in units:
                    continue
                echo = _questioned(passage, text, (start, end), inside, index, measures, str(year))
                if echo is not None:
                    yield echo


def of_another_time(passage: Passage) -> bool:
    """Whether the headings say that what stands below is no result: what comes next, problems, advice."""
    return _of_another_time(passage.headings)


# Many paragraphs stand under the same headings.
@lru_cache(maxsize=512)
def _of_another_time(headings: tuple[str, ...]) -> bool:
    return any(_ANOTHER_TIME.search(one) for one in headings)


def _measures(context: Context) -> tuple[_Measure, ...]:
    found = (_measure(one) for one in context.reading.indicators)
    return tuple(one for one in found if one is not None)


def _measure(indicator: Indicator) -> _Measure | None:
    place, aim_place = indicator.places.get("actual"), indicator.places.get("target")
    if place is None or place == aim_place or not indicator.actual or len(indicator.actual) > _LONGEST:
        return None
    result = _only(indicator.actual)
    if result is None or not result.is_exact:
        return None
    aim = _only(indicator.target or "")
    if aim is not None and aim.kind == "plain":
        aim = aim._replace(unit=result.unit, kind=result.kind)
    if aim is not None and result.kind == "plain":
        result = result._replace(unit=aim.unit, kind=aim.kind)
    value, unit = plain_value(result)
    if result.kind not in _KINDS or value <= 0:
        return None
    name = _plain_words(squash(_BRACKETS.sub("", fold(indicator.name))))
    return _Measure(name, unit, result, place, aim if aim and plain_value(aim)[1] == unit else None, aim_place)


def _only(text: str) -> Figure | None:
    figures = figures_of(text)
    return figures[0] if len(figures) == 1 and not figures[0].range else None


def _plain_words(text: str) -> str:
    for said, meant in _SAME.items():
        text = text.replace(said, meant)
    return text


def _questioned(
    passage: Passage,
    text: str,
    span: tuple[int, int],
    inside: list[Figure],
    index: int,
    measures: tuple[_Measure, ...],
    year: str,
) -> Echo | None:
    told = inside[index]
    start, end = span
    if told.value <= 0 or not told.is_exact or _AFTER.match(text, told.end):
        return None
    value, unit = plain_value(told)
    fitting = [one for one in measures if one.unit == unit]
    if not fitting:
        return None
    words = words_about(text, start, end, inside, index)
    before = text[max(start, told.start - _BEFORE) : told.start]
    if (
        _OTHERWISE.search(words)
        or OF_SOME.search(before)
        or any(one != year for one in _YEAR.findall(text, start, told.start))
    ):
        return None
    words = _plain_words(squash(words))
    named = [(one, *left) for one in fitting if (left := _named(one.name, words, before)) is not None]
    if not named or any(_agrees(told, one.result) for one, _, _ in named):
        return None
    # Only the row whose name leaves the fewest words over is meant.
    named.sort(key=lambda one: len(one[1]))
    if len(named) > 1 and len(named[0][1]) == len(named[1][1]):
        return None
    measure, rest, whole = named[0]
    aims = [match.start() for match in _AIM.finditer(before)]
    real = [match.start() for match in _REAL.finditer(before)]
    aim = bool(aims) and (not real or real[-1] < aims[-1])
    meant = measure.of(aim)
    if meant is None or _agrees(told, meant[0]):
        return None
    if measure.aim is not None and plain_value(measure.aim)[0] == value:
        return None
    expected, place = meant
    slip = find_slip(value, plain_value(expected)[0])
    sure = not _PART.search(before) and _PLAIN.fullmatch(rest) is not None
    if slip is None and _OF_MONEY.search(measure.name):
        # Each project, each fund has its own.
        return None
    if _OF_WHAT.search(rest) and text.count("满意") > 1:
        # 对饮食的满意度, and 对环境的满意度: each of one thing.
        return None
    if not sure and (
        not whole
        or slip is None
        or slip.kind != "swapped"
        or told.quantity.significant_digits < _LEAST_DIGITS
        or "其中" in before
    ):
        return None
    if told.unit != "%" and slip is None and told.value < expected.value / 2:
        return None
    return Echo(passage, told, _in_told(expected, told, value), measure.name, place)


def _in_told(expected: Figure, told: Figure, value: Decimal) -> Decimal:
    return (plain_value(expected)[0] * told.value / value).normalize()


def _agrees(told: Figure, cell: Figure) -> bool:
    return plain_value(told)[0] == plain_value(cell)[0] or told.quantity.agrees(cell.quantity)


def words_about(text: str, start: int, end: int, inside: list[Figure], index: int) -> str:
    """The words about a figure: those before it up to a mark or figure, and those behind it where no figure follows them."""
    told = inside[index]
    low = inside[index - 1].end if index else start
    lead = _BREAK.split(text[low : told.start])[-1]
    high = inside[index + 1].start if index + 1 < len(inside) else end
    behind = text[told.end : high]
    mark = _BREAK.search(behind)
    tail = behind[: mark.start()] if mark is not None else "" if index + 1 < len(inside) else behind
    return lead + tail


@lru_cache(maxsize=4096)
def _named(name: str, words: str, before: str) -> tuple[str, bool] | None:
    """What is left of the words about a figure without those of a row's name, and whether they are all of the name.

    A part of the name may stand earlier in the sentence. None where the words do not name the row.
    """
    rest, left = words, name
    taken = 0
    while common := _longest_common(left, rest):
        left = left.replace(common, "|", 1)
        rest = rest.replace(common, "", 1)
        taken += len(common)
    if taken < _LEAST_COMMON:
        return None
    elsewhere = [piece for piece in left.split("|") if _NAME_REST.fullmatch(piece) is None]
    if any(len(piece) < _LEAST_COMMON or _TAIL.sub("", piece) not in before for piece in elsewhere):
        return None
    return rest, not elsewhere


def _longest_common(left: str, right: str) -> str:
    """The longest run of two letters or more that both have."""
    for length in range(min(len(left), len(right)), _LEAST_COMMON - 1, -1):
        for at in range(len(left) - length + 1):
            run = left[at : at + length]
            if "|" not in run and run in right:
                return run
    return ""
