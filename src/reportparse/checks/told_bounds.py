"""A figure that is said to be above or below another beside it and is not: 36000株，超过目标36000株; 预算25万元，支出28.6万元，未超预算."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportparse.checks.growth import DOWN, UP, Change, alike
from reportparse.checks.rate_forms import planned_and_real
from reportparse.checks.told_gaps import gaps, is_turned
from reportparse.model.findings import Say
from reportparse.text.figure import Figure

_OVER = re.compile(
    r"^[，,（(]?[^，。；：0-9]{0,4}(?<![未不])(?P<word>超过|超出|高于|大于|多于)(?:了)?[^，。；：0-9]{0,14}$"
)
_NOT_OVER = re.compile(
    r"^[，,（(]?[^，。；：0-9]{0,6}(?P<word>未超过|不超过|没有超过|未超出|未突破|没有突破)[^，。；：0-9]{0,12}$"
)
_UNDER = re.compile(r"^[，,（(]?[^，。；：0-9]{0,4}(?<![不])(?P<word>低于|小于|少于)[^，。；：0-9]{0,12}$")
# 低于预算5万元 may be by how much; 低于5万元的标准 is not.
_LIMIT = re.compile(r"^(?:的)(?:标准|目标|限额|规定|要求|控制数|控制价|上限|红线|平均|水平|警戒|预警)")
_WITHIN = re.compile(
    r"^[，,（(]?[^。；：0-9]{0,10}?(?P<word>(?:未|没有|不|均未)(?:超出?|突破)(?:过)?(?:年初|年度|全年|当年|批复)*(?:预算|控制数|批复)|控制在(?:年初|年度|全年|当年|批复)*(?:预算|控制数|批复)(?:数|额|范围|指标|总额|额度)*(?:以内|之内|内))"
)
# 接待费6.8万元，控制在预算6万元以内
_HELD = re.compile(
    r"^[，,（(]?[^，。；：0-9]{0,4}(?P<word>控制在)(?:年初|年度|全年|当年|批复)*(?:预算|控制数|目标|标准|限额)(?:数|额)?$"
)
_IN = re.compile("^(?:以内|之内|内|以下|范围内)")
# 5200万元，较上年4800万元有所下降
_SOMEWHAT = re.compile(rf"^(?:相比)?[，,]?(?:有所|略有|明显|大幅|小幅|稳步)(?P<word>{UP}|{DOWN})(?=[，,。；;]|$)")
_THAN_LAST = re.compile(r"^[，,（(]?[较比与同](?:上年|去年|上年同期|(?:19|20)[0-9]{2}年)[^，。；：0-9]{0,8}$")
# 平均年龄52.3岁，近一半超过55岁: the second is told of some of them.
_OF_SOME = re.compile(
    "[，,（(](?:有|其中|接近|将近|近|约|超)?(?:的)?(?:一半|半数|过半|多数|大多数|少数|部分|个别|有的|[一二三四五六七八九]成|最[高低大小多少])"
)
# 794元（1486.75万元÷1.872万人），低于850元的标准: how a figure was worked out stands between it and what it is held against.
_BRACKETED = re.compile(r"（[^（）]*[0-9][^（）]*）")
_NOT_SAID = re.compile("目标|要求|应|须|力争|确保|计划|每|人均")


def told_bounds(sentence: str, figures: list[Figure]) -> Iterator[Change]:
    """Only figures of one kind right beside each other, and of bounds only those that cannot mean by how much."""
    sentence = _BRACKETED.sub(lambda match: " " * len(match[0]), sentence)
    figures = [one for one in figures if sentence[one.start : one.end].strip()]
    # 由95%上升到98%，上升了3个百分点，高于目标值96%: the points are no level.
    every, figures = figures, [one for one in figures if one.unit != "百分点"]
    ends = {one.start: before.end for before, one in pairwise(every)}
    for gap in gaps(sentence, every):
        if is_turned(gap):
            yield _said(gap.word, gap.first, gap.last)
    for index, (first, last) in enumerate(pairwise(figures)):
        held = _HELD.match(sentence[first.end : last.start])
        if (
            held is not None
            and _IN.match(sentence[last.end :])
            and first.is_exact
            and _sure(last)
            and _alike(first, last)
            and first.quantity.scaled() > last.quantity.scaled()
        ):
            yield _said(held["word"], first, last)
        some = _SOMEWHAT.match(sentence[last.end :])
        if (
            some is not None
            and _THAN_LAST.match(sentence[first.end : last.start])
            and first.is_exact
            and last.is_exact
            and _alike(first, last)
        ):
            up = re.fullmatch(UP, some["word"]) is not None
            if first.quantity.scaled() != last.quantity.scaled() and up != (
                first.quantity.scaled() > last.quantity.scaled()
            ):
                yield _said(some["word"], first, last)
        if first.bound or not (_sure(first) and _sure(last) and _alike(first, last)):
            continue
        between, behind = sentence[ends[last.start] : last.start].lstrip(), sentence[last.end :]
        left, right = first.quantity.scaled(), last.quantity.scaled()
        over, not_over, under = _OVER.match(between), _NOT_OVER.match(between), _UNDER.match(between)
        if _OF_SOME.search(between):
            over = not_over = under = None
        if over is not None and left <= right:
            # 集中供水9处、单村供水8处，超过目标: of a list it is the sum that is meant.
            part = sentence.rfind("；", 0, first.start)
            told = [one.quantity.scaled() for one in figures[: index + 1] if one.start > part and _alike(one, last)]
            if len(told) > 1 and sum(told) > right:
                continue
            yield _said(over["word"], first, last)
        elif not_over is not None and left > right:
            yield _said(not_over["word"], first, last)
        elif under is not None and left >= right and (_LIMIT.match(behind) or _is_level(first, last)):
            yield _said(under["word"], first, last)
        within = _WITHIN.match(behind)
        if within is None or _NOT_SAID.search(within[0][: within.start("word")]):
            continue
        pair = planned_and_real(sentence, figures[index - 1].end if index else 0, first, last)
        if pair is not None and pair[1].quantity.scaled() > pair[0].quantity.scaled():
            yield _said(within["word"], pair[1], pair[0])


def _is_level(first: Figure, last: Figure) -> bool:
    """Whether 98%，低于目标值96% says where the other stands: no percentage is so much below another."""
    return first.unit == last.unit == "%" and last.quantity.scaled() * 2 > first.quantity.scaled()


def _sure(figure: Figure) -> bool:
    """Whether it is one amount, of one thing or for each of them; 未超过25元 makes a bound of the second."""
    return not (figure.approximate or figure.range or figure.broken)


def _alike(first: Figure, last: Figure) -> bool:
    return alike(first.quantity, last.quantity) or (first.unit == last.unit == "%")


def _said(word: str, figure: Figure, other: Figure) -> Change:
    why = Say(f"{figure.text}对{other.text}", f"{figure.text} against {other.text}")
    return Change(word, figure.text, other.text, min(figure.start, other.start), max(figure.end, other.end), why)
