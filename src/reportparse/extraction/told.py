"""Indicators told in sentences instead of a table: 培训人次年初指标值为不低于180人次，全年实际完成值164人次."""

from __future__ import annotations

import re

from reportparse.model.facts import Indicator
from reportparse.model.outline import Outline, Passage

_HINT = re.compile(r"目标|指标值|预期值|计划")
_TOLD_HINT = re.compile(r"(?:指标|目标|预期|计划)值|绩效目标")
_PLAIN_HINT = "实际"
_AFTER_HINT = re.compile("[，,（(](?:年度|全年|年初|绩效|计划|预期)*(?:目标|计划|任务)")
_TOLD = re.compile(
    r"(?P<name>[^，,；;。：:！？\n]{2,60}?)[（(：:，,]?(?:年初|年度|全年|计划|预期|绩效)*(?:指标值|目标值|预期值|绩效目标|计划值)(?:设定|定)?(?:为|是|：|:)?"
    r"(?P<target>[^，,；;。：:\n]{1,20})[，,；;](?:全年|年末|年底|截至年[末底]|实际|年度)*(?:完成|达到|实现)?(?:值|率|情况|数|指标值)?(?:为|是|：|:)?"
    r"(?P<actual>[^，,；;。：:\n]{1,20})"
)
# 抗震改造户数目标60户，实际完成64户; 选派进修医师计划20人，实际选派23人. Plans of money are no targets to be reached.
_COUNT = r"(?:≥|≤|不低于|不少于)?[0-9][0-9.,]*(?!万?元|亿元)[^，,；;。：:\n0-9（()）元]{1,6}(?:（[^（）0-9]{1,2}）)?"
_PLAIN = re.compile(
    r"(?P<name>[^，,；;。：:！？\n]{2,40}?)(?:年度|年初|全年)?(?:目标|计划)(?:为|是)?"
    rf"(?P<target>{_COUNT})[，,](?:全年|年末)?实际[\u4e00-\u9fff]{{0,4}}?(?P<actual>{_COUNT})(?=[，,；;。\n]|$)"
)
# 在省级以上媒体刊播稿件416篇，目标400篇
_AFTER = re.compile(
    rf"(?P<name>[^，,；;。：:！？\n]{{2,40}}?)(?<![0-9.])(?P<actual>{_COUNT})[，,（(](?:年度|全年|年初|绩效|计划|预期)*(?:目标|计划|任务)(?:值|数|任务)?(?:为|是|：|:)?(?P<target>{_COUNT})(?=[，,；;。）)\n]|$)"
)
# What only leads over to the name: 第三，
_LEAD = re.compile(
    r"^(?:第?[一二三四五六七八九十0-9]{1,2}[、.，]|[0-9]{1,2}[.)）]|[（(][一二三四五六七八九十0-9]{1,2}[）)]|其中|即)"
)
# 收运1.46万吨，日均40吨，目标1.4万吨: the target is that of the whole.
_AVERAGE = re.compile("(?:日|月|年|季|周|人|户|次|班|场)均$")
_RESULT = re.compile(r"实际|完成|达到|实现")


def told_indicators(outline: Outline) -> tuple[Indicator, ...]:
    """The indicators of the running text with a target and a result, in reading order. Places are those of the words themselves."""
    return tuple(one for passage in outline.passages if _HINT.search(passage.text) for one in _of(passage))


def _of(passage: Passage) -> list[Indicator]:
    found: list[Indicator] = []
    text = passage.text
    matches = [
        one
        for one in (_TOLD.finditer(text, passage.body) if _TOLD_HINT.search(text) else ())
        if _RESULT.search(text[one.end("target") : one.start("actual")])
    ]
    taken = [one.span("actual") for one in matches]
    if _PLAIN_HINT in text:
        matches += [one for one in _PLAIN.finditer(text, passage.body) if one.span("actual") not in taken]
    if _AFTER_HINT.search(text) is not None:
        matches += [one for one in _AFTER.finditer(text, passage.body) if one.span("actual") not in taken]
    for match in sorted(matches, key=lambda one: one.start()):
        lead = _LEAD.match(match["name"])
        start = match.start("name") + (lead.end() if lead else 0)
        name = passage.text[start : match.end("name")].strip()
        if not name or _AVERAGE.search(name):
            continue
        places = {
            "name": passage.span(start, match.end("name")),
            "target": passage.span(*match.span("target")),
            "actual": passage.span(*match.span("actual")),
        }
        found.append(
            Indicator(None, None, name, match["target"].strip(), match["actual"].strip(), None, None, None, places)
        )
    return found
