"""Gaps in what is else written out: a name, an amount or a year never filled in, a choice not made or made twice.

A gap in a sentence is surer than a prompt beside an answer: whoever reads it does not learn what the sentence is to say. Where
much is ×× somebody has hidden it on purpose; those are left to the patterns of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.text.normalise import squash
from reportparse.text.sentences import sentences

_MASK = "[XxＸ×＊]"
_HAS_MASK = re.compile(_MASK)
_UNIT = "万元|亿元|元|%|％|人次|亩次|公里|分(?![类别析布配])|个|人(?!民|[员数均才])|座|户|亩|项|件|所|名|台|套|处|期|场|吨|公顷|平方米|米|册|次|批|株|头"
_MASKED = re.compile(
    rf"(?<![A-Za-z0-9]){_MASK}{{2,}}(?=局(?!部)|委员会|(?:镇|乡)?人民政府|镇政府|街道办|单位|部门|财政局|学校|[县市区](?:[\u4e00-\u9fff]{{2,10}}(?:局|委员会|办公室)|人民政府|委|XX))"
    rf"|(?:(?<=^)|(?<=[，。；、]))[Xx×]{{2,}}(?=项目)|20{_MASK}{{2}}(?=年|〕)|{_MASK}{{1,2}}(?=财[\u4e00-\u9fff]{{0,3}}〔)|(?<=〕){_MASK}{{1,3}}(?=号)|(?<=[0-9]年){_MASK}{{1,2}}(?=月)"
    rf"|(?<=[\u4e00-\u9fff])[XＸ]{{1,3}}(?=[万千百]?(?:{_UNIT.replace('万元|亿元|元|%|％|', '')})|[%％])|(?<![A-Za-z0-9]){_MASK}{{2,}}(?=分(?![类别析布配])|[万千]亩|[万千]吨)"
)
_BLANK = re.compile(
    rf"(?<=[\u4e00-\u9fff”])(?<!单位)(?<![得评总扣加满单公美])[ ]{{2,}}(?=万元|亿元|元|%|％|人次|公里|分(?![类别析布配])|[万千]?亩|座|户)|（[ ]{{2,}}）(?=[万千]?(?:{_UNIT}))|[_＿]+(?=分|公里|个|人(?!民)|项|座)"
    r"|[_＿]{3,}(?=[（(]?(?:单位|部门|局|县|市|区|项目|公司))|…+(?=%|万元)"
    r"|(?<=率)(?:为|是)?(?:[ ]*|（)(?=%(?![ ]*[0-9]))|(?:执行率|完成率|支出|收入|预算|得分|金额|总额)(?:为|是)[ ]*(?=[，。；])"
    r"|（(?:数字|数值)）(?=[\u4e00-\u9fff%])|(?:(?<=^)|(?<=[，。；]))（(?:单位|部门|项目)名称）(?=[\u4e00-\u9fff])"
    r"|《关于(?:…{1,2}|\.{3,}|[Xx×]{2,})的?通知》|^(?:示例|范例)："
)
# What every such gap has, and few texts.
_BLANK_HINT = re.compile(
    "[ _＿…率出入算分额（名《例](?:(?<= ) |(?<=[_＿…])|(?<=率)[为是]?(?: *|（)%|(?<=[率出入算分额])[为是] *[，。；]"
    "|(?<=（)数|(?<=名)称）|(?<=《)关于[….Xx×]|(?<=例)：)"
)
_CELL = re.compile(rf"[XxＸ×]{{1,4}}[万千百]?(?:{_UNIT})")
_PROSE = re.compile("[，。；]")
_FEW = 2
_TICK = "[（(]?[☑√✓✔■☒][）)]?"
_BOTH = re.compile(
    rf"(?:是{_TICK}[/／、]?否{_TICK}|{_TICK}是[/／、]?{_TICK}否|有{_TICK}[/／、]?无{_TICK}|{_TICK}有[/／、]?{_TICK}无)"
)
_NEITHER = re.compile("是[□☐]否[□☐]|[□☐]是[□☐]否|有[□☐]无[□☐]|[□☐]有[□☐]无")
_EITHER = re.compile("[（(]?(?:是(?:[/／、]|或)否|有(?:[/／、]|或)无)[）)]?")
_ASKS = re.compile("是否|有无|是/否")


def gaps(context: Context) -> Iterator[tuple[str, Place]]:
    """Every such gap with the words that it stands among."""
    masked: list[tuple[str, Place]] = []
    for passage, text, _ in context.once(running_text).all:
        if passage.place.row is not None and not _PROSE.search(text):
            continue
        for found, pattern, hint in ((masked, _MASKED, _HAS_MASK), (None, _BLANK, _BLANK_HINT)):
            if hint.search(text) is None:
                continue
            for match in pattern.finditer(text):
                start, end = next((one for one in sentences(text) if one[0] <= match.start() < one[1]), (0, len(text)))
                one = _around(text, match, start, end), passage.span(match.start(), match.end())
                if found is not None:
                    found.append(one)
                elif _PROSE.search(text[start:end]) or pattern is not _BLANK:
                    yield one
    title = context.reading.outline.title or ""
    if len(masked) <= _FEW and not re.search(rf"{_MASK}{{2,}}", title):
        yield from masked
    yield from _choices(context)


def _around(text: str, match: re.Match[str], start: int, end: int) -> str:
    """The gap with a few letters on each side."""
    return text[max(start, match.start() - 6) : min(end, match.end() + 4)].strip()


def _choices(context: Context) -> Iterator[tuple[str, Place]]:
    """Both of 是 and 否 ticked, neither chosen where a cell prints no more than the two, and a cell with a masked number."""
    for text, place in context.document.lines_with("X", "×", "否", "无"):
        if len(text) > 60:
            continue
        if place.row is not None and ("X" in text or "×" in text) and _CELL.fullmatch(squash(text)):
            yield squash(text), place
        if "否" not in text and "无" not in text:
            continue
        bare = squash(text)
        match = _BOTH.search(bare)
        if match is not None:
            yield match[0], place
        elif place.row is not None and (_EITHER.fullmatch(bare) or _NEITHER.fullmatch(bare)):
            block = context.document.block(place.block)
            if not isinstance(block, Table):
                continue
            left = [cell for cell in block.rows[place.row] if cell.column < (place.column or 0) and cell.text.strip()]
            if left and _ASKS.search(squash(left[-1].text)) and _EITHER.fullmatch(squash(left[-1].text)) is None:
                yield bare, place
