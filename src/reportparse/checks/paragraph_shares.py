"""Shares of a part and a whole that the paragraph gives by their names: 人员经费占基本支出的88.72%, 支出占到位资金的96.07%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.text.figure import Figure

_NAMED = re.compile(
    r"(?:^|[，,。；;：:、（(])(?:其中|全年|年末)?(?P<part>[\u4e00-\u9fff“”（）]{2,14}?)(?:金额|数)?占(?P<whole>[\u4e00-\u9fff“”（）]{2,14}?)"
    r"(?:的)?(?:比例|比重|份额)?(?:为|达)?$"
)
# What may stand between a name and its amount.
_JOIN = re.compile(r"(?:共计|合计|总计|总额|金额|资金|经费|支出|决算|数|共|为|是|达|了|：|:|（|\()*")
_OTHERWISE = re.compile("上年|去年|同比|预算|计划|较|比|增|减")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_WINDOW = 48
_LEAD = 24


def named_share(text: str, figures: list[Figure], rate: Figure) -> tuple[Figure, Figure] | None:
    """(part, whole) of a percentage, where each of the two names has just one amount in the text."""
    match = _NAMED.search(text[max(0, rate.start - _WINDOW) : rate.start])
    if match is None or rate.unit != "%" or not rate.is_exact:
        return None
    told = [one for one in figures if one.kind == "money" and one.is_exact and one.value > 0]
    part = _called(text, told, match["part"]) or _called(text, told, match["part"].removesuffix("支出"))
    whole = _called(text, told, match["whole"])
    if part is None or whole is None or part.quantity.scaled() > whole.quantity.scaled():
        return None
    return part, whole


def named_shares_of(text: str, figures: list[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """(rate, part, whole) for each such percentage of a text."""
    for rate in figures:
        if rate.kind == "percent" and (pair := named_share(text, figures, rate)) is not None:
            yield rate, *pair


def _called(text: str, told: list[Figure], name: str) -> Figure | None:
    found: dict[object, Figure] = {}
    for one in told:
        lead = re.split("[，,。；;、\n]", text[max(0, one.start - _LEAD) : one.start])[-1]
        at = lead.rfind(name)
        if at >= 0 and _JOIN.fullmatch(lead[at + len(name) :]):
            years = _YEAR.findall(lead[:at])
            if _OTHERWISE.search(lead[:at]) or (years and {*_YEAR.findall(text)} != {*years}):
                continue
            found.setdefault(one.quantity.scaled(), one)
    return next(iter(found.values())) if len(found) == 1 else None
