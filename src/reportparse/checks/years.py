"""Another year where this year's result is told: in a sentence with this year's figures, in a title, at the head of a field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context, Results
from reportparse.model.claims import Claim
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.dates import parse_date
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?=年)")
_DATED = re.compile(r"年\s*(?:[0-9]{1,2}\s*月|[初末底])")
# A sentence that sets years beside each other or looks ahead.
_COMPARES = re.compile(
    r"较|(?<!占)(?<!对)比(?!例|重|对)|同期|上年|上一年|去年|往年|历年|持平|与.{0,10}(?:一致|相同)|以来|至今|〔|规划|计划(?:安排|于|投入|支出|在|新)"
    r"|预计|预算编制|明年|下年|下一年|次年|拟(?:安排|投入|于)|将于"
)
_CARRIED = re.compile(r"(?:上年度?|年初|上年年?末)?(?:结转|结余)(?:和?(?:结转|结余)|资金|收入)*")
_RANGE = re.compile(r"[0-9]{4}\s*年?(?:度)?\s*(?:[-—~～至到]|－)+\s*(?:[0-9]{4})")
_BEFORE = re.compile(r"[至自从截到较比由于]\s*$")
_SURE_DIGITS = 3
_TITLE_WORDS = re.compile(r"(?:整体支出|绩效|支出).{0,30}(?:报告|自评表|情况表|评价表)$")
_TITLE_LIMIT = 60
_REFERS = re.compile(r"[《〈“]|附件|附表|关于|见|参照|根据|上年|通知|目录|较|比|[0-9]{4}年?\s*[-—~～至]\s*[0-9]{4}")
_HEAD = re.compile(
    r"^(?:[0-9一二三四五六七八九十]{1,2}[、.]|（[一二三四五六七八九十0-9]{1,2}）)?\s*((?:19|20)[0-9]{2})年(?:度)?(?:，|我|本|全|主要|重点|工作|完成|县|共|度)"
)


@dataclass(frozen=True)
class _Stale:
    year: str
    place: Place
    quote_place: Place
    why: Say
    facts: tuple[Place, ...]


def check_years(context: Context) -> Results:
    """Sentences, titles and captions that name another year than the report's while they tell of its result."""
    year = context.reading.fields.get("fiscal_year")
    if not isinstance(year, int):
        yield context.skip("标题中没有年度", "the title names no year")
        return
    seen: set[tuple[Place, str]] = set()
    for stale in (
        *_sentences(context, year),
        *_titles(context, year),
        *_fields(context, year),
        *_report_date(context, year),
    ):
        if (stale.place, stale.year) not in seen:
            seen.add((stale.place, stale.year))
            yield _finding(context, year, stale)


def _finding(context: Context, year: int, stale: _Stale) -> Finding:
    sentence = re.sub(r"\s+", "", context.sentence(stale.quote_place))
    return context.finding(
        key=f"{stale.year}/{sentence[:24]}",
        stated=stale.year,
        expected=str(year),
        evidence=[
            Evidence(context.sentence(stale.quote_place), stale.place, "stated"),
            *(context.quote(place, "expected") for place in stale.facts[:3]),
        ],
        arguments={"stated": stale.year, "expected": str(year), "why": stale.why},
    )


# -- sentences with this year's figures --------------------------------------------------------------


def _sentences(context: Context, year: int) -> Iterator[_Stale]:
    claims: dict[tuple[Place, int], list[Claim]] = {}
    for claim in context.reading.claims:
        mention = claim.mention
        claims.setdefault((mention.passage.place, mention.passage.offset), []).append(claim)
    results = _results(context)
    for passage in context.reading.outline.passages:
        text = passage.text
        if "年" not in text or not any(match[1] != str(year) for match in _YEAR.finditer(text)):
            continue
        mine = claims.get((passage.place, passage.offset), [])
        for start, end in sentences(text):
            found = _other_year(text, start, end, year)
            if found is None:
                continue
            facts = _own_figures(context, passage, mine, start, end) or _own_results(text[found.end() : end], results)
            if not facts:
                continue
            yield _Stale(
                found[1],
                passage.span(*found.span(1)),
                passage.span(start, end),
                Say("句中的数却是本年度的", "but its figures are this year's"),
                tuple(facts),
            )


def _other_year(text: str, start: int, end: int, year: int) -> re.Match[str] | None:
    """The one year that a sentence names, where it is another and nothing shows that another is meant."""
    sentence = text[start:end]
    found = list(_YEAR.finditer(text, start, end))
    if not found or {match[1] for match in found} == {str(year)}:
        return None
    if len({match[1] for match in found}) > 1 or str(year) in sentence:
        return None
    if _COMPARES.search(_CARRIED.sub("", sentence)) or _RANGE.search(sentence):
        return None
    first = found[0]
    if sentence.count("《", 0, first.start() - start) > sentence.count("》", 0, first.start() - start):
        return None
    if _DATED.match(text, first.end()) or _BEFORE.search(text[max(start, first.start() - 3) : first.start()]):
        return None
    return first


def _own_figures(context: Context, passage: Passage, claims: list[Claim], start: int, end: int) -> list[Place]:
    """The facts of this year that the sentence gives word for word; none where one of its figures is another."""
    found: list[Place] = []
    digits = 0
    for claim in claims:
        mention = claim.mention
        if not start <= mention.start < end or mention.concept is None or mention.modifier:
            continue
        # What came over from the year before may well be told under that year.
        if mention.qualifier not in (None, "prior") or mention.concept == "income.carryover":
            continue
        facts = [fact for fact in context.reading.facts if fact.concept == mention.concept]
        same = [fact for fact in facts if mention.quantity.agrees(fact.quantity)]
        if facts and not same:
            return []
        if same:
            found.append(same[0].place)
            digits += max(_weight(mention.quantity, fact) for fact in same) + (
                1 if mention.concept == "score.total" else 0
            )
    return found if digits >= _SURE_DIGITS else []


def _weight(quantity: Quantity, fact: Fact) -> int:
    """How many digits speak for an amount being a fact's; a short one that is rounded may be so by chance."""
    digits = quantity.significant_digits
    return digits if digits > _SURE_DIGITS or quantity.scaled() == fact.quantity.scaled() else 0


def _results(context: Context) -> dict[tuple[str, str], Place]:
    """The results of the indicators that are a count of three digits or more."""
    found: dict[tuple[str, str], Place] = {}
    for indicator in context.reading.indicators:
        quantity = parse_cell(indicator.actual) if indicator.actual else None
        place = indicator.places.get("actual")
        if (
            quantity is not None
            and place is not None
            and quantity.unit not in ("", "%")
            and quantity.significant_digits >= _SURE_DIGITS
        ):
            found[str(quantity.scaled().normalize()), quantity.unit] = place
    return found


def _own_results(text: str, results: dict[tuple[str, str], Place]) -> list[Place]:
    if not results:
        return []
    return [
        results[key]
        for figure in find_figures(text)
        if (key := (str(figure.quantity.scaled().normalize()), figure.unit)) in results and figure.bound is None
    ]


# -- titles, captions, heads of fields, the report's date ---------------------------------------------


def _titles(context: Context, year: int) -> Iterator[_Stale]:
    """Titles further down (of the narrative, of a table) with another year than the report's."""
    outline = context.reading.outline
    own = squash(outline.title or "")
    why = Say("与报告标题的年度不一致", "unlike the year in the report's title")
    lines = [(passage.text, passage.span(0, len(passage.text))) for passage in outline.passages]
    lines += [(region.caption, region.caption_place) for region in outline.regions if region.caption_place is not None]
    for text, place in lines:
        line = fold(text).strip()
        if "年" not in line or len(line) > _TITLE_LIMIT or squash(line) in own:
            continue
        found = list(_YEAR.finditer(line))
        if len(found) != 1 or found[0][1] == str(year) or _REFERS.search(line):
            continue
        caption = any(text == region.caption for region in outline.regions)
        if not (caption or _TITLE_WORDS.search(re.sub(r"\s+", "", line))):
            continue
        start = text.find(found[0][1])
        begin = place.span[0] if place.span else 0
        exact = place.at(begin + start, begin + start + 4) if start >= 0 else place
        yield _Stale(found[0][1], exact, place, why, ())


def _fields(context: Context, year: int) -> Iterator[_Stale]:
    """The year's work or achievements told under another year, this one not being named at all."""
    for name in ("annual_work", "achievements"):
        spot = context.reading.outline.field(name)
        if spot is None:
            continue
        text = fold(spot.text).strip()
        match = _HEAD.match(text)
        if match is None or match[1] == str(year) or str(year) in text:
            continue
        why = Say(f"“{spot.label}”写的应是本年度", f"“{spot.label}” is about this year")
        yield _Stale(match[1], spot.place, spot.place, why, ())


def _report_date(context: Context, year: int) -> Iterator[_Stale]:
    """A report dated before its fiscal year."""
    spot = context.reading.outline.field("report_date")
    date = parse_date(spot.text) if spot is not None and spot.text.strip() else None
    if spot is not None and date is not None and date.year < year:
        why = Say("报告日期早于报告年度", "the report is dated before its year")
        yield _Stale(str(date.year), spot.place, spot.place, why, ())
