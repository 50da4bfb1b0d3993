"""Which year a sentence names, where it is another than the report's and nothing shows that another is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?=年)")
_DATED = re.compile(r"年\s*(?:[0-9]{1,2}\s*月|[初末底])")
# A stretch that sets years beside each other, or a sentence that looks ahead.
_COMPARES = re.compile(
    r"较|(?<!占)(?<!对)比(?!例|重|对)|同期|上年|上一年|去年|往年|历年|持平|与.{0,10}(?:一致|相同)|(?:本年|今年)度?(?:未|没|无|不|增|减|又|也)|以来|至今|〔"
)
_AHEAD = re.compile(
    r"规划|计划(?:安排|于|投入|支出|在|新)|预计|预算编制|明年|下年|下一年|次年|拟(?:安排|投入|于)|将于"
    # What is left over is carried into the year named.
    r"|(?:结转|结余|转入|顺延|延[期续])[^，。；0-9]{0,4}(?:19|20)[0-9]{2}\s*年[^，。；]{0,4}(?:使用|支出|支付|安排|列支)"
)
# What is left over and used next year says nothing of which year the rest is about.
_LEFT_OVER = re.compile(
    r"(?:结转|结余)[^，,。；0-9]{0,4}(?:下年|次年|明年|下一年)度?[^，,。；0-9]{0,6}(?:使用|支出|支付|列支|安排)?"
)
_LEFT_TO = re.compile(
    r"(?:结转|结余)[^，,。；0-9]{0,4}(?:下年|次年|明年|下一年|(?:19|20)[0-9]{2}年)度?[^，,。；0-9]{0,6}(?:使用|支出|支付|列支|安排)?"
)
# 「2021年支出268.7万元，比上年增加」: what is compared is told before.
_THEN_COMPARED = re.compile(r"[，,；;（(]\s*(?:同比|比|较|与|和|同)(?!例|重|对)")
_CARRIED = re.compile(r"(?:上年度?|年初|上年年?末)?(?:结转|结余)(?:和?(?:结转|结余)|资金|收入)*")
_RANGE = re.compile(r"[0-9]{4}\s*年?(?:度)?\s*(?:[-—~～至到]|－)+\s*(?:[0-9]{4})")
# 「结余按规定结转2022年继续使用」: what is left is told to be used in the year after.
_CARRIED_TO = re.compile(r"结转(?:至|到|下年)?\s*$")
_BEFORE = re.compile(r"[至自从截到较比由于]\s*$")
# 「截至2021年12月31日」 and 「2021年1月至12月」 are all of a year.
_CLOSED = re.compile(r"年\s*(?:12\s*月\s*(?:31\s*日|底|末)|[末底])")
_UNTIL = re.compile(r"截[至止]\s*$")
_WHOLE_YEAR = re.compile(r"年\s*1\s*月(?:\s*1\s*日)?\s*[-—~～至到－]+\s*(?:(?:19|20)[0-9]{2}\s*年\s*)?12\s*月")


@dataclass(frozen=True)
class NamedYear:
    """The year a sentence names. What stands before `until` is told of it; `closed` where only what flows in a year can be.

    `again` tells that it is then compared with itself, which shows by itself that something is wrong.
    """

    year: re.Match[str]
    until: int
    closed: bool = False
    again: bool = False


def other_year(text: str, start: int, end: int, year: int) -> NamedYear | None:
    """The one year that a sentence names, where it is another and nothing shows that another is meant."""
    sentence = text[start:end]
    found = [one for one in YEAR.finditer(text, start, end) if not _CARRIED_TO.search(text[start : one.start()])]
    if not found or str(year) in sentence:
        return None
    first = found[0]
    before = text[max(start, first.start() - 3) : first.start()]
    until_the_end = _UNTIL.search(before) is not None and _CLOSED.match(text, first.end()) is not None
    # What is left at the end of a year is spent in the next one.
    ahead = (_LEFT_TO if until_the_end else _LEFT_OVER).sub("", sentence)
    if _AHEAD.search(ahead) or _RANGE.search(sentence):
        return None
    until = next(
        (match.start() for match in _THEN_COMPARED.finditer(text, first.end(), end) if _told(text, first, match)), end
    )
    if _COMPARES.search(_CARRIED.sub("", text[start:until])):
        return None
    if len({match[1] for match in found if match.start() < until}) > 1:
        return None
    if sentence.count("《", 0, first.start() - start) > sentence.count("》", 0, first.start() - start):
        return None
    if _WHOLE_YEAR.match(text, first.end()) or until_the_end:
        return NamedYear(first, until, closed=True)
    if _DATED.match(text, first.end()) or _BEFORE.search(before):
        return None
    return NamedYear(first, until, again=any(match[1] == first[1] for match in found if match.start() >= until))


def _told(text: str, first: re.Match[str], compared: re.Match[str]) -> bool:
    return re.search("[0-9]", text[first.end() : compared.start()]) is not None
