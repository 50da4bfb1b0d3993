"""Counts of a sentence that are to make another of it: 13项指标中，12项完成、1项未完成, and 讲座24场、展览12场，共计36场次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportparse.checks.told_counts import ToldCount
from reportparse.model.quantity import Interval
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.numbers import find_figures

_OF_WHICH = re.compile(r"^(?:[，,]其|[^，,。；;：:0-9]{0,8})(?<![初高])中[，,：:]?[^，,。；;：:、0-9]{0,12}$")
_AMONG_THEM = re.compile(r"[^，,。；;：:、0-9]{0,10}(?<!其)中[，,]?(?:已|仅|只)?(?:有|完成)?")
_PART_MARK = re.compile(r"^[^，,。；;：:、（）0-9]{0,14}[，,、；;][^，,。；;：:、（）0-9]{0,14}$")
# What is left, or the last of the grades, closes a list.
_CLOSES = re.compile(r"未|没有|尚|其余|剩余|不[能及达足]")
_GRADES = ("优", "良", "中", "差")
_GRADE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[为是得评]))[“\"]?(?P<grade>优秀|良好|中等|优|良|中|差)[”\"]?(?:的|等次|等级)?(?:为|有|共)?$"
)
_ALIKE = re.compile(r"其中|均|都|还|另")
_TOTAL = re.compile(r"^[，,]?(?:以上)?(?:共计|合计|总计|累计共)(?:为|达)?$")
_ITEM = re.compile(r"^[、，,；;和及]?[\u4e00-\u9fff“”]{2,12}$")
_NOT_A_PART = re.compile(r"其中|目标|计划|比|较|上年|去年|每|平均|第")
_MARK = re.compile("[，,。；;、]")
_LEAST = 2
_WHOLE_THINGS = frozenset("个人名家户件项场次台辆座所处起位只")


def told_of_which(text: str) -> Iterator[ToldCount]:
    """Only lists that are closed by their own words, and of one kind of thing."""
    if "中" not in text and "计" not in text:
        return
    figures = [one for one in find_figures(text) if one.kind == "count"]
    if len(figures) < _LEAST:
        return
    for start, end, every in figured_sentences(text):
        inside = [one for one in every if one.kind == "count"]
        for index, whole in enumerate(inside):
            part = _too_many(text, inside, index)
            if part is not None:
                yield ToldCount(whole, (part,))
                continue
            parts = _of_which(text, inside, index, end) or _added_up(text, start, inside, index)
            if parts and not _makes(parts, whole):
                yield ToldCount(whole, tuple(parts))


def _too_many(text: str, inside: list[Figure], index: int) -> Figure | None:
    """A part of 「25台主要仪器中有39台…」 that is more than there are."""
    whole, part = inside[index], inside[index + 1] if index + 1 < len(inside) else None
    if part is None or part.unit != whole.unit or not (_sure(whole) and _sure(part)) or part.value <= whole.value:
        return None
    return part if _AMONG_THEM.fullmatch(text[whole.end : part.start]) else None


def _of_which(text: str, inside: list[Figure], index: int, end: int) -> list[Figure]:
    """The parts of 「N项…中，a项…，b项未…」 or of 「N个…中，“优”的a个、“良”的b个」."""
    whole = inside[index]
    rest = inside[index + 1 :]
    if not rest or not _sure(whole) or not _OF_WHICH.match(text[whole.end : rest[0].start]):
        return []
    parts: list[Figure] = []
    for one in rest:
        if parts and not _PART_MARK.match(text[parts[-1].end : one.start]):
            break
        if one.unit != whole.unit or not _sure(one):
            break
        parts.append(one)
    if len(parts) < _LEAST or _ALIKE.search(text[rest[0].start : parts[-1].start]):
        return []
    grades = [_GRADE.search(text[max(0, one.start - 8) : one.start]) for one in parts]
    if all(grades):
        # Nothing is worse than what is named only where the sentence ends there.
        return parts if re.match(r"[，,。；;]", text[parts[-1].end :] or "。") else []
    tails = [_MARK.split(text[one.end : end], maxsplit=1)[0] for one in parts]
    return parts if _CLOSES.search(tails[-1]) and not any(_CLOSES.search(tail) for tail in tails[:-1]) else []


def _added_up(text: str, start: int, inside: list[Figure], index: int) -> list[Figure]:
    """The parts of 「a场、b场、c场，共计N场次」: as many of those before it as stand in one list."""
    whole = inside[index]
    if index < _LEAST or not _sure(whole) or not _TOTAL.match(text[inside[index - 1].end : whole.start]):
        return []
    parts: list[Figure] = []
    for position in range(index - 1, -1, -1):
        one = inside[position]
        before = inside[position - 1].end if position else start
        lead = re.split("[，,。；;：:]", text[before : one.start])[-1]
        if not _sure(one) or not (whole.unit == one.unit or whole.unit.startswith(one.unit)):
            return []
        if not _ITEM.match(lead) or _NOT_A_PART.search(text[before : one.start]):
            return []
        parts.append(one)
        if len(parts) >= _LEAST and _makes(parts, whole):
            return parts
        if position and text[before : before + 1] != "、":
            # 行政编制24名，参公编制9名、事业编制39名，合计72名: what stands before the comma may belong to them.
            if inside[position - 1].unit == one.unit:
                continue
            break
    # Across a comma only a list that closes is one.
    loose = any("，" in text[left.end : right.start] for left, right in pairwise(reversed(parts)))
    return parts if len(parts) >= _LEAST and not loose else []


def _makes(parts: list[Figure], whole: Figure) -> bool:
    """Whether parts make the whole; what has decimals (万亩, 公里) may be rounded, what is counted one by one is not."""
    total, wanted = _interval(parts[0]), _interval(whole)
    for one in parts[1:]:
        total = total + _interval(one)
    return total.meets(wanted)


def _interval(figure: Figure) -> Interval:
    if figure.quantity.decimals or figure.quantity.scaled() != figure.value:
        return figure.quantity.interval()
    return Interval(figure.value, figure.value)


def _sure(figure: Figure) -> bool:
    # 3.28个小区 is 28个小区 behind the number of an item.
    return figure.is_exact and figure.value > 0 and (figure.value % 1 == 0 or figure.unit not in _WHOLE_THINGS)
