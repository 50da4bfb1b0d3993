"""Goals set in one part of a narrative against what another part says became of them: 展品完好率不低于95%, and 展品完好率93.8%.

Only rates, by their whole name: other names are too short to be of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.context import Context
from reportparse.checks.measures import Pair, pair_of
from reportparse.model.facts import Indicator
from reportparse.model.outline import Passage
from reportparse.text.normalise import fold

_GOAL = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,14}(?:率|满意度))(?P<target>(?:不低于|不少于|不高于|不超过|≥|≤)[0-9]{1,3}(?:\.[0-9]+)?%|(?:达到?|控制在)[0-9]{1,3}(?:\.[0-9]+)?%以[上内下])(?=[，,；;。、）)\n]|$)"
)
_SET = re.compile("目标|任务")
# What is set for other years, by others, or for what is still to come.
_NOT_OURS = re.compile(
    r"到(?:19|20)[0-9]{2}年|规划|十[三四五]五|中长期|三年|五年|国家|省级?要求|全国|全省|力争|下一步|今后"
)
_TO_COME = re.compile("下一步|打算|建议|改进|措施|整改|计划安排")
_RESULT_LINK = r"(?:均|已|平均|总体|实际|仅|只|也)?(?:为|是|达到?)?(?:了)?(?P<actual>[0-9]{1,3}(?:\.[0-9]+)?%)(?!以[上下内]|的?(?:目标|要求|标准))"
_OTHERWISE = re.compile("上年|去年|同期|目标|要求|标准|计划|应|其中|较|由|从|前")
_VERBS = re.compile("^(?:确保|保证|实现|使|力求|保持|提高|以及|和|将|全[县市区省校馆院]|我[县市区局])+")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_LEAST_NAME = 4


def told_goals(context: Context) -> tuple[Pair, ...]:
    """Each goal whose result is told once under the same name, or several times alike."""
    passages = [one for one in context.reading.outline.passages if one.place.row is None and "%" in fold(one.text)]
    goals = list(_goals(context, passages))
    found = (_pair(context, name, passage, match, passages) for name, passage, match in goals)
    return tuple(pair for pair in found if pair is not None)


def _goals(context: Context, passages: list[Passage]) -> Iterator[tuple[str, Passage, re.Match[str]]]:
    year = str(context.reading.fields.get("fiscal_year") or "")
    known: dict[str, tuple[str, Passage, re.Match[str]]] = {}
    twice: set[str] = set()
    for passage in passages:
        text = fold(passage.text)
        for match in _GOAL.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。！？\n") + 1
            sentence = text[start : match.end()]
            about = sentence + "".join(passage.headings[-2:])
            if not _SET.search(about) or _NOT_OURS.search(sentence) or any(map(_TO_COME.search, passage.headings)):
                continue
            if any(one != year for one in _YEAR.findall(sentence)):
                continue
            name = _VERBS.sub("", match["name"])
            if len(name) < _LEAST_NAME:
                continue
            if name in known and known[name][2]["target"] != match["target"]:
                twice.add(name)
            known.setdefault(name, (name, passage, match))
    yield from (goal for name, goal in known.items() if name not in twice)


def _pair(context: Context, name: str, passage: Passage, goal: re.Match[str], passages: list[Passage]) -> Pair | None:
    told: list[tuple[Passage, re.Match[str]]] = []
    for other in passages:
        text = fold(other.text)
        for match in re.finditer(re.escape(name) + _RESULT_LINK, text):
            lead = re.split("[，,；;。：:、（(\n]", text[: match.start()])[-1]
            # Words before the name narrow it down.
            if lead and not _VERBS.fullmatch(lead) and not re.fullmatch(r"[0-9.（）()一二三四五六七八九十是]*", lead):
                return None
            if _OTHERWISE.search(lead) or any(map(_TO_COME.search, other.headings)):
                return None
            told.append((other, match))
    if len({match["actual"] for _, match in told}) != 1:
        return None
    where, match = told[0]
    places = {
        "name": where.span(match.start(), match.start("actual")),
        "target": passage.span(*goal.span("target")),
        "actual": where.span(*match.span("actual")),
    }
    indicator = Indicator(None, None, name, goal["target"], match["actual"], None, None, None, places)
    return pair_of(context.document, indicator)
