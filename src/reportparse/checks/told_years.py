"""Another year where the text by itself shows that this one is meant: no table is needed.

What a report says of its own year elsewhere is the measure: what it reports on, what was spent of the budget, a figure or score
told a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.named_years import YEAR, other_year
from reportparse.checks.year_titles import Stale, dated_in
from reportparse.model.claims import Claim
from reportparse.model.findings import Say
from reportparse.model.outline import Passage
from reportparse.text.normalise import fold
from reportparse.text.sentences import sentences

_LOOKING_BACK = 3
_SURE_DIGITS = 4
_QUOTED = re.compile(r"《[^》]*》")
# 「现将我局2020年度部门整体支出绩效自评情况报告如下」, 「我局对2020年度部门整体支出进行了绩效自评」
_REPORTS_ON = re.compile(
    r"(?:现将|现就|现对|对|就|将)(?P<whose>[^，。；：]{0,24}?)(?P<year>(?:19|20)[0-9]{2})\s*年(?:度)?(?!\s*[0-9]{1,2}\s*月)"
    r"[^，。；：]{0,40}?(?:整体支出|项目支出|项目资金|专项资金|预算支出|绩效)[^，。；：]{0,24}(?:自评|自我评价|评价|报告|汇报)"
)
_BELOW = re.compile(r"如下|报告(?:于后|为)")
_BY_OTHERS = re.compile(
    r"重点评价|抽查|复核|审计|第三方|整改|反馈|结果应用|各(?:单位|部门|预算)|下属|所属|二级|往年|以前|历年"
)
# What was spent and how much of the budget that is.
_SPENT = re.compile(r"(?:支出|支付|使用|拨付|执行|完成)[^，。；]{0,16}?[0-9][0-9.,]*\s*(?:亿|万)?元")
_RATE = re.compile(r"(?:执行率|支付率|支出率|使用率|支付进度|支出进度|执行进度)[^，。；0-9]{0,8}[0-9.]+\s*[%％]")
_GIVEN = re.compile(r"(?:收入|预算|安排|下达|到位|批复)[^，。；]{0,16}?[0-9][0-9.,]*\s*(?:亿|万)?元")
_NO_RESULT = re.compile("累计|以前|往年|上年|历年|跨年|一期|二期|首批|第[一二三]批|前期|立项|批复|背景|历史|结转")
_RANGE = re.compile(r"(?:19|20)[0-9]{2}\s*年?(?:度)?\s*(?:[-—~～至到－]|——)+\s*(?:19|20)?[0-9]{2}\s*年")
_FLOW = re.compile(
    r"(?:income|expenditure|three_public)\.(?!carryover)|project\.(?:executed|spent|received)|score\.total"
)
_RESULTS = ("project.executed", "project.spent", "expenditure.total")
_SCORE = "score.total"
_SCORED_BY_OTHERS = re.compile(r"财政|重点评价|抽查|复评|复核|考核|考评|第三方|以往|往年")


def told_years(context: Context, year: int) -> Iterator[Stale]:
    """Sentences about another year that can only be about this one. Where the text never names this year nothing is said here."""
    texts = _named(context, year)
    if not texts:
        return
    if not any(one.own for one in texts) and dated_in(context) != year + 1:
        return
    yield from _reported_on(context, year)
    yield from _told_twice(context, year)
    yield from _executed(context, texts, year)


def names_own_year(context: Context, year: int) -> bool:
    """Whether the text below the title speaks of its year anywhere."""
    place = context.reading.outline.title_place
    title = place.block if place is not None else -1
    return any(
        str(year) in one.text
        for one in context.reading.outline.passages
        if one.place.block > title or one.place.row is not None
    )


@dataclass(frozen=True)
class _Sentence:
    """A sentence that speaks of years: `own` where it names the report's as a year, `other` the year it is told of instead."""

    passage: Passage
    start: int
    end: int
    own: bool
    other: re.Match[str] | None

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


def _named(context: Context, year: int) -> list[_Sentence]:
    """The sentences of the text below the title, where some name another year; else there is nothing to look at."""
    place = context.reading.outline.title_place
    title = place.block if place is not None else -1
    passages = [one for one in context.reading.outline.passages if one.place.block > title or one.place.row is not None]
    if not any(
        _is_earlier(match[1], year) for one in passages if "年" in one.text for match in YEAR.finditer(one.text)
    ):
        return []
    own = re.compile(rf"{year}\s*年(?!\s*[0-9]{{1,2}}\s*月)|截[至止]\s*{year}\s*年")
    found: list[_Sentence] = []
    for passage in passages:
        if "年" not in passage.text:
            found += [_Sentence(passage, start, end, False, None) for start, end in sentences(passage.text)]
            continue
        for start, end in sentences(passage.text):
            named = other_year(passage.text, start, end, year)
            bare = _QUOTED.sub("", passage.text[start:end])
            other = named.year if named is not None and _is_earlier(named.year[1], year) else None
            found.append(_Sentence(passage, start, end, own.search(bare) is not None, other))
    return found


def _is_earlier(text: str, year: int) -> bool:
    return year - _LOOKING_BACK <= int(text) < year


def _reported_on(context: Context, year: int) -> Iterator[Stale]:
    """The sentence that says what is reported on, before all others or with 「如下」."""
    why = Say("这里写的是本报告评价的年度", "but this is the year that the report is about")
    first = next((one.place for one in context.reading.outline.sections), None)
    for passage in context.reading.outline.passages:
        if "年" not in passage.text or "评" not in passage.text:
            continue
        opening = first is None or (passage.place.block, passage.place.row or 0) < (first.block, first.row or 0)
        for start, end in sentences(passage.text):
            # Titles that are quoted keep their length, so that the offsets stay.
            text = _QUOTED.sub(lambda match: "《" + "＊" * (len(match[0]) - 2) + "》", fold(passage.text[start:end]))
            match = _REPORTS_ON.search(text)
            if match is None or not _is_earlier(match["year"], year) or str(year) in text:
                continue
            if not (opening or _BELOW.search(text)) or _BY_OTHERS.search(text) or "财政局" in text[match.start() :]:
                continue
            if re.search("财政局?[^，。；]{0,6}$", text[: match.start()]) and not re.search(
                "[我本]", match["whose"][:2]
            ):
                continue
            begin, close = match.span("year")
            yield Stale(match["year"], passage.span(start + begin, start + close), passage.span(start, end), why, ())
            return


def _executed(context: Context, told: list[_Sentence], year: int) -> Iterator[Stale]:
    """What was spent, with its rate, told under another year only."""
    reading = context.reading
    if any(fact.concept in _RESULTS for fact in reading.facts):
        return
    results = [one for one in told if _SPENT.search(one.text) and _RATE.search(one.text)]
    if not results:
        # Without a rate it must be the only sentence with what was spent.
        spent = [one for one in told if _SPENT.search(one.text)]
        results = spent if len(spent) == 1 and _GIVEN.search(spent[0].text) else []
    if not results:
        return
    if any(one.other is None for one in results) or len({one.other[1] for one in results if one.other}) != 1:
        return
    if any(one.own and _SPENT.search(one.text) for one in told):
        return
    if any(_RANGE.search(one.text) for one in told):
        return
    result = results[0]
    assert result.other is not None
    if any(_NO_RESULT.search(text) for text in (result.text, *result.passage.headings)):
        return
    # 「2020年支出50万元，支付率50%；2021年…」 is of one sentence or goes on in the next.
    if any(one.own for one in told if one.passage is result.passage):
        return
    yield Stale(
        result.other[1],
        result.passage.span(*result.other.span(1)),
        result.passage.span(result.start, result.end),
        Say("本年度的支出别处都没有写", "what was spent in its own year is told nowhere else"),
        (),
    )


def _told_twice(context: Context, year: int) -> Iterator[Stale]:
    """A figure of this year that is told again under another, to its last digit; and the only score, under another year."""
    reading = context.reading
    known = {fact.concept for fact in reading.facts}
    claims: dict[str, list[tuple[Claim, re.Match[str] | None]]] = {}
    for claim in reading.claims:
        mention = claim.mention
        concept = mention.concept
        if concept is None or concept in known or not _FLOW.match(concept) or mention.modifier or mention.subject:
            continue
        start, end = next(
            (one for one in sentences(mention.passage.text) if one[0] <= mention.start < one[1]),
            (0, len(mention.passage.text)),
        )
        sentence = mention.passage.text[start:end]
        named = other_year(mention.passage.text, start, end, year)
        if named is not None and mention.qualifier in (None, "prior") and mention.start < named.until:
            if _is_earlier(named.year[1], year):
                claims.setdefault(concept, []).append((claim, named.year))
        elif mention.qualifier is None and not _speaks_of_another(sentence, mention.passage, start, year):
            claims.setdefault(concept, []).append((claim, None))
    for concept, found in claims.items():
        mine = [claim for claim, other in found if other is None]
        for claim, other in found:
            if other is None:
                continue
            same = [one for one in mine if one.mention.quantity.scaled() == claim.mention.quantity.scaled()]
            if concept == _SCORE:
                text = context.sentence(claim.mention.place) + "".join(claim.mention.passage.headings)
                fits = (same or not mine) and _SCORED_BY_OTHERS.search(text) is None
            else:
                fits = bool(same) and claim.mention.quantity.significant_digits >= _SURE_DIGITS
            if fits:
                passage = claim.mention.passage
                yield Stale(
                    other[1],
                    passage.span(*other.span(1)),
                    claim.mention.place,
                    Say("句中的数却是本年度的", "but its figures are this year's")
                    if same
                    else Say("本年度的得分别处都没有写", "the score of its own year is told nowhere else"),
                    tuple(one.mention.place for one in same),
                )


def _speaks_of_another(sentence: str, passage: Passage, start: int, year: int) -> bool:
    """Whether a sentence names another year, or names none and stands below or behind one."""
    above = "" if str(year) in sentence else "".join(passage.headings) + passage.text[:start]
    return any(match[1] != str(year) for match in YEAR.finditer(above + sentence))
