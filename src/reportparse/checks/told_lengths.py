"""Numbers of things that their list, or the table of indicators, has another number of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.model.outline import Passage
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.normalise import fold, squash

_NUMBER = r"(?P<count>(?<![0-9.第、])[0-9]{1,2}|(?<![0-9.第、一二三四五六七八九十])[两三四五六七八九十]{1,3})"
# 改造便民服务中心5个，分别是甲、乙、丙社区，新增面积……
_SEVERALLY = re.compile(
    rf"(?P<before>[\u4e00-\u9fff]{{0,8}}){_NUMBER}(?P<noun>[个家所处座条项类名][\u4e00-\u9fff]{{0,8}}?)[，,]?(?:分别(?:是|为|位于)|即|(?P<wide>涉及))[：:]?"
    r"(?P<list>[^，,。；：:！？（）\n0-9%]{4,160})(?=[，,。；\n]|$)"
)
_PLACES = re.compile("小区|社区|村|乡镇|街道|镇|学校|医院")
_OPEN = re.compile("等|其中|主要|部分")
_INDICATORS = re.compile(
    r"(?P<kind>产出|效益|满意度|数量|质量|时效|成本|经济效益|社会效益|生态效益)(?:类)?指标(?:共计?|设置|设定|设|有|为|计)*(?P<count>[0-9]{1,2}|[一二三四五六七八九十])[个项条]"
)
_UNDER = re.compile(r"^(?:共计?|共有|设置|设|有)+(?P<count>[0-9]{1,2}|[一二三四五六七八九十])[个项条](?:三级)?指标")
_HEADING = re.compile(r"(?P<kind>产出|效益|满意度|数量|质量|时效|成本|经济效益|社会效益|生态效益)指标(?:完成情况)?$")
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Length:
    """A number told at text[start:stop], in words, and how many there are."""

    passage: Passage
    start: int
    stop: int
    told: int
    noun: str
    listed: int


def told_lengths(context: Context) -> Iterator[Length]:
    """Lists that say themselves to be complete, and indicators where other numbers of them are right."""
    for passage in context.reading.outline.passages:
        if "、" in passage.text and ("分别" in passage.text or "即" in passage.text or "涉及" in passage.text):
            yield from _listed(passage, fold(passage.text))
    yield from _indicators(context)


def _listed(passage: Passage, text: str) -> Iterator[Length]:
    for match in _SEVERALLY.finditer(text):
        if _OPEN.search(match["list"]) or (match["wide"] and not _PLACES.search(match["noun"])):
            continue
        items = [item for item in match["list"].split("、") if item.strip()]
        joined = len(re.findall("[和及与]", match["list"]))
        told = number(match["count"])
        if len(items) + joined < _NEAR or (match["wide"] and len(items) <= _NEAR):
            continue
        if not len(items) <= told <= len(items) + joined:
            listed = len(items) + joined if told > len(items) else len(items)
            if abs(told - listed) <= _NEAR:
                yield Length(passage, *match.span("count"), told, match["noun"], listed)


def _indicators(context: Context) -> Iterator[Length]:
    rows = [(squash(one.category or ""), squash(one.dimension or "")) for one in context.reading.indicators]
    if not rows or context.reading.outline.parts:
        return
    found: list[Length] = []
    for passage in context.reading.outline.passages:
        if "指标" not in passage.text or passage.place.row is not None:
            continue
        text = fold(passage.text).strip()
        under = _UNDER.match(text)
        heading = (
            _HEADING.search(squash(fold(passage.headings[-1]))) if under is not None and passage.headings else None
        )
        if under is not None and heading is not None:
            found.append(_counted(rows, passage, under, heading["kind"]))
        found += [_counted(rows, passage, match, match["kind"]) for match in _INDICATORS.finditer(text)]
    right = sum(one.told == one.listed for one in found)
    wrong = [one for one in found if one.told != one.listed]
    if sum(one.told for one in found) == len(rows):
        return
    if len(wrong) == 1 and right and wrong[0].listed > 0 and abs(wrong[0].told - wrong[0].listed) <= _NEAR:
        yield wrong[0]


def _counted(rows: list[tuple[str, str]], passage: Passage, match: re.Match[str], kind: str) -> Length:
    # Forms put the satisfaction of those served below the effects, or beside them.
    listed = sum(
        (kind in category and (kind != "效益" or "满意" not in dimension)) or kind in dimension
        for category, dimension in rows
    )
    return Length(passage, *match.span("count"), number(match["count"]), "个指标", listed)


def number(text: str) -> int:
    """A small number in figures or in words."""
    return int(text) if text.isdigit() else int(chinese_number(text.replace("两", "二")) or 0)
