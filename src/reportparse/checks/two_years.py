"""This year's and last year's figure of a sentence that tells a change, known by the words before each of them.

「支出2105.4万元，上年为1914万元，同比增长10%」, 「由上年的6万元降至4.5万元，降幅25%」: whatever the order and the labels. The two are
sure only where they stand right before the change, with nothing of their kind between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportparse.checks.growth import DOWN, UP, WORD, alike
from reportparse.text.figure import Figure

# 与上年相比 says what this year's figure is held against, and nothing of the figure that follows.
_HELD_AGAINST = re.compile(
    r"[与较比同和](?:上年度?|上一年度?|去年|(?:19|20)[0-9]{2}年度?)(?:同期|决算)?(?:相比较?|比较|对比|比)[，,]?"
)
_LAST_YEAR = re.compile(r"上年|上一年|去年")
_CARRIED = re.compile(r"(?:上年|上一年|去年)(?:度)?(?:末)?(?:结转|结余|滚存)|(?:至|为|到)(?:上年|去年)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_FROM = re.compile(r"(?:由|从)[^，；。：]{0,16}$")
_THAN_YEAR = re.compile(r"[较比与同和](?:19|20)[0-9]{2}年(?:度|同期)?(?:的)?$")
_THIS_YEAR = re.compile("本年|今年|当年")
# 与2018年改造412户相比，本年度多改造152户
_MORE = re.compile(r"(?P<word>多|少)(?![数于量年次种样])[\u4e00-\u9fff]{0,4}$")
# 比全市平均水平95.7%高2.5个百分点
_HIGHER = re.compile("(?P<word>高|低)(?:出|于|了)?[ ]*$")
_THAN = re.compile(r"[较比与][^，。；：0-9]{2,14}$")
_THAN_BEFORE = re.compile("[较比与](?:上年|上一年|去年|(?:19|20)[0-9]{2}年|(?:年初|全年|调整)?(?:预算|计划|目标|任务))")
_THAN_LAST = re.compile("[较比与](?:上年|上一年|去年|(?:19|20)[0-9]{2}年)")
_CHANGE = re.compile(rf"(?:{UP}|{DOWN}|节约|节省|多支?|少支?|超)(?:了|额|支出)?(?:为)?[ ]*$")
_AFTERWARDS = re.compile(r"[（(，,](?:上年度?|去年|上年同期|上年占比)(?:占比)?(?:为|是|完成|支出)?")
_THAN_PLANNED = re.compile(
    r"[较比与](?:年初|全年|调整后?|当年|年度)*(?:预算|计划|目标|任务)(?:数|安排|批复数?)?(?:的)?$"
)
# 2021年、2022年结余分别为120万元和90万元
_RESPECTIVELY = re.compile(
    r"(?P<one>(?:19|20)[0-9]{2})年(?:度)?[、和与](?P<two>(?:19|20)[0-9]{2})年(?:度)?[^，。；0-9]{0,14}分别(?:为|是|达|完成)?$"
)
_PARTS = re.compile("其中|包括|分别")
_UP = re.compile(UP)
_MOST_BETWEEN = 40
"""Letters between the figures of the pair and between them and the change; farther away they may be of something else."""


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The two figures of a change. `change` is the amount told between them and a rate, `up` the direction of the word."""

    now: Figure | None
    before: Figure
    change: Figure | None
    up: bool
    word: str


def two_years(text: str, start: int, inside: list[Figure], index: int) -> TwoYears | None:
    """What inside[index], an amount of change or a rate of change, is said to be between; `start` is that of the sentence.

    Without this year's figure (`now` is None) the amount of change stands right behind last year's.
    """
    compared = inside[index]
    points = compared.unit == "百分点"
    word = _word(text, start, inside, index)
    if word is None:
        return None
    low = max(start, text.rfind("；", start, compared.start), text.rfind("。", start, compared.start))
    change: Figure | None = None
    told = [one for one in inside[:index] if one.start >= low]
    if compared.kind == "percent" and told and not points:
        last = told[-1]
        own = _word(text, start, inside, inside.index(last))
        if own is not None and last.kind != "percent":
            if (_UP.fullmatch(own) is None) != (_UP.fullmatch(word) is None):
                return None
            change, told = last, told[:-1]
    # Points lie between two percentages, whatever else there is between two of anything else.
    told = [one for one in told if (one.unit == "%" if points else one.kind != "percent")]
    # 较预算52万元节约5.2万元，较上年减少3.1万元: what something changed by is neither year's figure.
    told = [one for one in told if not _CHANGE.search(_lead(text, start, inside, one))]
    if not told or not all(_sure(one) for one in told[-2:]):
        return None
    if (
        inside[index - 1].start > told[-1].start
        and change is None
        and "（" in text[inside[index - 1].end : compared.start]
    ):
        # 较上年末的118家净增15家（新增22家、退出7家）: what stands in brackets makes up the change.
        return None
    lead = _lead(text, start, inside, compared) if change is None else _lead(text, start, inside, change)
    follows = inside[index + 1] if index + 1 < len(inside) else None
    if (
        follows is not None
        and _AFTERWARDS.fullmatch(text[compared.end : follows.start])
        and _sure(follows)
        and alike(follows.quantity, told[-1].quantity)
        and len(text[told[-1].end : compared.start]) <= _MOST_BETWEEN
        and not _PARTS.search(text[told[-1].end : compared.start])
        and not _is_before(text, start, inside, told[-1], 0)
    ):
        # 98.4%，同比上升1.2个百分点（上年为97.2%）
        return TwoYears(told[-1], follows, change, _UP.fullmatch(word) is not None, word)
    end = (change or compared).start
    latest = max((int(year) for year in _YEAR.findall(text, start, end)), default=0)
    if _THIS_YEAR.search(text, start, end):
        latest += 1
    roles = _respectively(text, told[-2:]) or [_is_before(text, start, inside, one, latest) for one in told[-2:]]
    up = _UP.fullmatch(word) is not None
    if change is not None and roles[-1] and len(told) == 1 and alike(told[-1].quantity, change.quantity):
        return TwoYears(None, told[-1], change, up, word)
    if len(told) < 2 or roles[0] == roles[1]:
        return None
    base = _lead(text, start, inside, told[-2] if roles[0] else told[-1])
    if _THAN_LAST.search(lead) and _THAN_PLANNED.search(base):
        return None
    first, last = told[-2:]
    if not alike(first.quantity, last.quantity) or _far(text, first, last, end):
        return None
    if change is not None and not alike(last.quantity, change.quantity):
        return None
    now, before = (last, first) if roles[0] else (first, last)
    return TwoYears(now, before, change, up, word)


def _lead(text: str, start: int, inside: list[Figure], figure: Figure) -> str:
    """The words between a figure and the one before it."""
    at = inside.index(figure)
    return text[inside[at - 1].end if at else start : figure.start]


def _respectively(text: str, pair: list[Figure]) -> list[bool] | None:
    """Which of two figures behind 分别 is of the earlier of two years told before them."""
    if len(pair) < 2 or not re.fullmatch("[、，,和与及]", text[pair[0].end : pair[1].start]):
        return None
    match = _RESPECTIVELY.search(text[: pair[0].start])
    if match is None or match["one"] == match["two"]:
        return None
    return [match["one"] < match["two"], match["two"] < match["one"]]


def _word(text: str, start: int, inside: list[Figure], index: int) -> str | None:
    """The word of growth or fall right before a figure."""
    low = inside[index - 1].end if index else start
    lead = text[low : inside[index].start]
    found = WORD.search(lead)
    higher = _HIGHER.search(lead) if inside[index].unit == "百分点" else None
    if found is None and higher is not None:
        return "增加" if higher["word"] == "高" else "减少"
    more = _MORE.search(lead) if inside[index].kind != "percent" else None
    if found is None and more is not None and _THAN_BEFORE.search(text, start, low + more.start()):
        return "增加" if more["word"] == "多" else "减少"
    if found is None:
        return None
    before = text[low : low + found.start()]
    # 压减率, 未增加 and 计划增加 are something else, and so is the growth that was aimed at.
    if re.search(r"(?:计划|预计|力争|未|不|目标|要求|应|超过|超出|高于|低于|多于|少于)[^，；。]{0,4}$", before):
        return None
    if re.match(r"(?:以上)?的(?:目标|任务|计划|预期|要求|上限|控制)", text[inside[index].end :]):
        return None
    return found["word"]


def _is_before(text: str, start: int, inside: list[Figure], figure: Figure, latest: int) -> bool:
    """Whether a figure is the earlier one: of 上年, of an earlier year than another of the sentence, or behind 由."""
    at = inside.index(figure)
    low = inside[at - 1].end if at else start
    lead = _CARRIED.sub("", _HELD_AGAINST.sub("", text[low : figure.start]))
    if WORD.search(lead):
        return False
    years = _YEAR.findall(lead)
    if (years and _THAN_YEAR.search(lead)) or _THAN_PLANNED.search(lead):
        return True
    if years and int(years[-1]) < latest:
        return True
    if figure.unit == "%" and _THAN.search(lead) is not None:
        return True
    return _LAST_YEAR.search(lead) is not None or _FROM.search(lead) is not None


def _far(text: str, first: Figure, last: Figure, end: int) -> bool:
    between, behind = text[first.end : last.start], text[last.end : end]
    if _PARTS.search(between) or _PARTS.search(behind):
        return True
    return len(between) > _MOST_BETWEEN or len(behind) > _MOST_BETWEEN


def _sure(figure: Figure) -> bool:
    return figure.value > 0 and figure.is_exact
