"""Another year where this year's result is told: in a sentence with this year's figures, in a title or heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportparse.checks.context import Context, Results
from reportparse.checks.dated_results import dated_results
from reportparse.checks.named_years import YEAR, NamedYear, other_year
from reportparse.checks.plain_years import plain_years
from reportparse.checks.told_years import told_years
from reportparse.checks.witnessed_years import witnessed_years
from reportparse.checks.year_titles import Stale, stale_titles
from reportparse.model.claims import Claim
from reportparse.model.document import Table
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_FLOW = re.compile(r"(?:income|expenditure|three_public)\.(?!carryover)|project\.(?:executed|spent|received)")
_BARE_FLOW = re.compile(r"(?:收入|支出)(?:合计|总额|总计|共计|为|共)*$")
_SURE_DIGITS = 3
# A table that has columns for other years, and how far down its header may reach.
_OTHER_COLUMN = re.compile("上年|去年|同期|前年")
_HEADER_ROWS = 3
_SPENT_IN_ALL = "expenditure.total"
_LOOKING_BACK = 3


def check_years(context: Context) -> Results:
    """Sentences, titles and captions that name another year than the report's while they tell of its result."""
    year = context.reading.fields.get("fiscal_year")
    if not isinstance(year, int):
        yield context.skip("标题中没有年度", "the title names no year")
        return
    seen: set[tuple[Place, str]] = set()
    for stale in (
        *_sentences(context, year),
        *stale_titles(context, year),
        *_only_told(context, year),
        *told_years(context, year),
        *plain_years(context, year),
        *witnessed_years(context, year),
        *dated_results(context, year),
    ):
        if (stale.place, stale.year) not in seen:
            seen.add((stale.place, stale.year))
            yield _finding(context, year, stale)


def _finding(context: Context, year: int, stale: Stale) -> Finding:
    sentence = re.sub(r"\s+", "", context.sentence(stale.quote_place))
    return context.finding(
        key=f"{stale.year}/{sentence[:24]}",
        severity="error" if stale.title else None,
        stated=stale.year,
        expected=str(year),
        evidence=[
            Evidence(context.sentence(stale.quote_place), stale.place, "stated"),
            *(context.quote(place, "expected") for place in stale.facts[:3]),
        ],
        arguments={"stated": stale.year, "expected": str(year), "why": stale.why},
    )


# -- sentences with this year's figures --------------------------------------------------------------


def _sentences(context: Context, year: int) -> Iterator[Stale]:
    claims: dict[tuple[Place, int], list[Claim]] = {}
    for claim in context.reading.claims:
        mention = claim.mention
        claims.setdefault((mention.passage.place, mention.passage.offset), []).append(claim)
    results = _results(context)
    for passage in context.reading.outline.passages:
        text = passage.text
        if "年" not in text or not any(match[1] != str(year) for match in YEAR.finditer(text)):
            continue
        mine = claims.get((passage.place, passage.offset), [])
        for start, end in sentences(text):
            found = other_year(text, start, end, year)
            if found is None:
                continue
            facts = _own_figures(context, mine, found, start, end)
            if not facts and not found.closed:
                facts = _own_results(text[found.year.end() : end], results)
            if not facts:
                facts = _own_cells(text[found.year.end() : found.until], context.once(_cells))
            if not facts:
                continue
            yield Stale(
                found.year[1],
                passage.span(*found.year.span(1)),
                passage.span(start, end),
                Say("句中的数却是本年度的", "but its figures are this year's"),
                tuple(facts),
            )


def _only_told(context: Context, year: int) -> Iterator[Stale]:
    """The one sentence with what was spent and how much of the budget that is, under another year: the report's own is told nowhere."""
    reading = context.reading
    if any(fact.concept == _SPENT_IN_ALL for fact in reading.facts):
        return
    told = [
        claim.mention
        for claim in reading.claims
        if claim.mention.concept == _SPENT_IN_ALL and claim.mention.qualifier in (None, "prior")
    ]
    others = [mention for mention in told if mention.period not in (None, str(year))]
    most = max((mention.quantity.scaled() for mention in others), default=Decimal(0))
    if any(mention not in others and mention.quantity.scaled() * 2 >= most for mention in told):
        return
    for mention in others[:1]:
        text = mention.passage.text
        found = next(
            (
                (named, start, end)
                for start, end in sentences(text)
                if start <= mention.start < end and "执行率" in text[start:end]
                if (named := other_year(text, start, end, year)) is not None
            ),
            None,
        )
        if found is None or not year - _LOOKING_BACK <= int(found[0].year[1]) < year:
            continue
        named, start, end = found
        yield Stale(
            named.year[1],
            mention.passage.span(*named.year.span(1)),
            mention.passage.span(start, end),
            Say("本年度的支出别处都没有写", "what was spent in its own year is told nowhere else"),
            (),
        )


def _own_figures(context: Context, claims: list[Claim], named: NamedYear, start: int, end: int) -> list[Place]:
    """The facts of this year that the sentence gives word for word; none where one of its figures is another."""
    found: list[Place] = []
    digits = int(named.again)
    for claim in claims:
        mention = claim.mention
        if not start <= mention.start < end or mention.modifier:
            continue
        # What came over from the year before may well be told under that year.
        if mention.qualifier not in (None, "prior") or mention.concept == "income.carryover":
            continue
        if mention.concept is None:
            same = _flows(context, claim)
        else:
            facts = [fact for fact in context.reading.facts if fact.concept == mention.concept]
            same = [fact for fact in facts if mention.quantity.agrees(fact.quantity)]
            if facts and not same and (mention.qualifier is None or mention.start < named.until):
                return []
        if named.closed:
            same = [fact for fact in same if _FLOW.match(fact.concept)]
        if same and mention.start < named.until:
            found.append(same[0].place)
            digits += max(_weight(mention.quantity, fact, named) for fact in same) + (
                1 if mention.concept == "score.total" else 0
            )
    return found if digits >= _SURE_DIGITS else []


def _flows(context: Context, claim: Claim) -> list[Fact]:
    """The income or expenditure that a figure is to its last digit under a label the tables do not have (本单位收入)."""
    mention = claim.mention
    if not _BARE_FLOW.search(mention.label):
        return []
    return [
        fact
        for fact in context.reading.facts
        if _FLOW.match(fact.concept)
        and mention.quantity.significant_digits > _SURE_DIGITS
        and fact.quantity.is_money == mention.quantity.is_money
        and fact.quantity.scaled() == mention.quantity.scaled()
    ]


def _weight(quantity: Quantity, fact: Fact, named: NamedYear) -> int:
    """How many digits speak for an amount being a fact's; a short one that is rounded may be so by chance."""
    digits = quantity.significant_digits
    sure = digits > _SURE_DIGITS - named.again or quantity.scaled() == fact.quantity.scaled()
    return digits if sure else 0


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


def _cells(context: Context) -> dict[Decimal, Place | None]:
    """The amounts of the tables that give no facts, long enough to be no chance: where each stands, None where it may be
    another year's.
    """
    own = str(context.reading.fields.get("fiscal_year"))
    known = {fact.place.block for fact in context.reading.facts}
    found: dict[Decimal, Place | None] = {}
    for block in context.document.walk():
        if not isinstance(block, Table) or block.index in known:
            continue
        header = " ".join(cell.text for row in block.rows[:_HEADER_ROWS] for cell in row)
        years = _OTHER_COLUMN.search(header) or any(match[1] != own for match in YEAR.finditer(header))
        for cell in block.cells:
            quantity = parse_cell(cell.text)
            if quantity is not None and quantity.decimals and quantity.significant_digits > _SURE_DIGITS:
                place = Place(block.index, cell.row, cell.column)
                found.setdefault(quantity.value.normalize(), None if years else place)
    return found


def _own_cells(text: str, cells: Mapping[Decimal, Place | None]) -> list[Place]:
    """The cells that a sentence's first amount repeats under a name that tells of income or spending of the year."""
    if not cells:
        return []
    figure = next((one for one in find_figures(text) if one.kind == "money"), None)
    if figure is None or not figure.is_exact or not _BARE_FLOW.search(text[: figure.start]):
        return []
    place = cells.get(figure.quantity.value.normalize())
    return [place] if place is not None else []


def _own_results(text: str, results: dict[tuple[str, str], Place]) -> list[Place]:
    if not results:
        return []
    return [
        results[key]
        for figure in find_figures(text)
        if (key := (str(figure.quantity.scaled().normalize()), figure.unit)) in results and figure.bound is None
    ]
