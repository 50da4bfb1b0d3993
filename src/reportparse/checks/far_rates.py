"""Shares and growth whose other figure is told far away: in another section, or in a table of last year and this year.

The whole is found by its name over the whole report, and only where that names one amount; the rate is questioned only where no
other amount of the report makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from reportparse.checks.context import Context
from reportparse.checks.far_columns import year_rows
from reportparse.checks.growth import DOWN, UP
from reportparse.checks.rate_forms import Kind
from reportparse.checks.told_rates import in_a_row
from reportparse.model.claims import Claim, Mention
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures

_HUNDRED = Decimal(100)
_SHARE = re.compile(r"^[，,（(]?约?占(?P<base>[^，。；、（）()0-9%]{0,16}?)(?:的|的?(?:比例|比重)|比)?(?:为|达)?[ ]*$")
_GROWTH = re.compile(
    rf"^[，,（(]?(?:(?:较|比|与)(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)[0-9]{{2}})年(?:度)?)(?:同期|决算数?|支出|数)?(?:相比)?[，,]?|同比)"
    rf"(?:实际)?(?P<word>{UP}|{DOWN})(?:了|率|幅度?)?(?:为|达)?[ ]*$"
)
_DOWN = re.compile(DOWN)
_BUDGETED = re.compile("预算|批复|计划|调整|控制数")
_INITIAL = re.compile("年初(?:部门)?预算(?:数|总额|安排数|批复数)?")
_TOTAL_WORD = re.compile("总|全部|合计")
_NOT_A_WHOLE = re.compile("预算|计划|上年|去年|同口径|其|该|本")
_NAMED_AFTER = re.compile(r"(?:共计|合计|总计|共|为|是|达|约|：|:)*[ ]*$")
# What a part is by itself a part of.
_WHOLE_OF = {"expenditure.basic": "expenditure.total", "expenditure.project": "expenditure.total"}
_TOTAL = "expenditure.total"
_FORM_TOTALS = ("project.executed", "project.spent")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_LEAST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class FarRate:
    """A percentage that its two figures do not make: `places` are those of the rate and of its own amount, `other` of the other figure."""

    kind: Kind
    stated: Figure
    amount: Figure
    computed: Decimal
    places: tuple[Place, Place]
    other: Place


@dataclass(frozen=True, slots=True)
class _Known:
    """Amounts of the report: claims by place, those that speak for the department by concept, and all amounts there are."""

    claims: dict[Place, Claim]
    own: dict[str, list[tuple[Quantity, Place]]]
    prior: dict[str, list[tuple[Quantity, Place]]]
    amounts: frozenset[Decimal]


def far_rates(context: Context) -> Iterator[FarRate | None]:
    """For each such rate what is wrong with it, or None where it is right."""
    passages = context.reading.outline.passages
    hints = [one for one in passages if ("%" in one.text or "％" in one.text) and re.search("[占较比]", one.text)]
    if not hints:
        return
    for passage in hints:
        text = fold(passage.text)
        for start, end, figures in figured_sentences(text):
            inside = list(figures)
            for index, (amount, rate) in enumerate(pairwise(inside), start=1):
                if rate.unit != "%" or not rate.is_exact or not _sure(amount) or in_a_row(text, inside, index):
                    continue
                window = text[amount.end : rate.start]
                share, growth = _SHARE.match(window), _GROWTH.match(window)
                if share is None and growth is None:
                    continue
                known = context.once(_known)
                if share is not None:
                    yield from _share(context, known, passage, text, inside, amount, rate, share["base"])
                elif growth is not None:
                    yield from _growth(context, known, passage, text[start:end], inside, amount, rate, growth)


def _share(
    context: Context,
    known: _Known,
    passage: Passage,
    text: str,
    inside: list[Figure],
    amount: Figure,
    rate: Figure,
    base: str,
) -> Iterator[FarRate | None]:
    base = squash(base).removesuffix("的")
    mention = _mention(known, passage, amount)
    initial = _INITIAL.fullmatch(base) is not None
    if not initial and (_BUDGETED.search(base) or (base and _NOT_A_WHOLE.search(base))):
        return
    other_kind = mention is not None and (mention.qualifier or mention.subject or mention.period != _own(context))
    if other_kind and not initial:
        return
    concept = None
    if base:
        concept = next((one.base_concept for one in context.reading.rates if _is(passage, rate, one.stated)), None)
    elif mention is not None and not mention.modifier:
        concept = _WHOLE_OF.get(mention.concept or "")
    wholes = known.own.get(concept, []) if concept is not None else _called(context, base)
    if concept == _TOTAL and not wholes:
        # On a project's form the total spending is what its funds came to.
        wholes = next((known.own[one] for one in _FORM_TOTALS if one in known.own), [])
    if initial:
        concept, wholes = None, _called(context, "年初预算")
    if concept is not None and mention is not None and mention.concept is None and mention.modifier:
        return
    whole = _one(wholes)
    if whole is None or whole[0].scaled() < amount.quantity.scaled():
        return
    yield from _compared(known, "share", passage, inside, amount, rate, whole)


def _growth(
    context: Context,
    known: _Known,
    passage: Passage,
    sentence: str,
    inside: list[Figure],
    amount: Figure,
    rate: Figure,
    match: re.Match[str],
) -> Iterator[FarRate | None]:
    own = _own(context)
    if own is None or (match["year"] is not None and int(match["year"]) != int(own) - 1):
        return
    mention = _mention(known, passage, amount)
    if mention is None or mention.qualifier is not None or mention.subject or mention.modifier:
        return
    if any(year not in (own, str(int(own) - 1)) for year in _YEAR.findall(sentence)) or _BUDGETED.search(sentence):
        return
    before = _one(_rows(context, mention))
    if before is None and mention.concept is not None:
        before = _one(known.prior.get(mention.concept, []))
    if before is None or not before[0].value or "同口径" in sentence:
        return
    down = _DOWN.search(match["word"]) is not None
    grew = amount.quantity.scaled() - before[0].scaled()
    if not grew or (grew < 0) != down:
        # Whether the word is right is another question.
        return
    yield from _compared(known, "decline" if down else "growth", passage, inside, amount, rate, before)


def _compared(
    known: _Known,
    kind: Kind,
    passage: Passage,
    inside: list[Figure],
    amount: Figure,
    rate: Figure,
    other: tuple[Quantity, Place],
) -> Iterator[FarRate | None]:
    stated = _stated(rate)
    over, under = amount.quantity, other[0]
    if _interval(kind, over, under).meets(stated):
        yield None
        return
    near = [one.quantity.scaled() for one in inside if one.kind == "money"]
    sums = {left + right for left, right in combinations(near, 2)} | {sum(near, Decimal(0))}
    amounts = sums.union(near, known.amounts if rate.quantity.decimals else ())
    if any(stated.low <= _value(kind, over.scaled(), one) <= stated.high for one in amounts if one > 0):
        return
    places = passage.span(rate.start, rate.end), passage.span(amount.start, amount.end)
    yield FarRate(kind, rate, amount, _value(kind, over.scaled(), under.scaled()), places, other[1])


def _value(kind: Kind, over: Decimal, under: Decimal) -> Decimal:
    return over / under * _HUNDRED if kind == "share" else abs(over - under) / under * _HUNDRED


def _interval(kind: Kind, over: Quantity, under: Quantity) -> Interval:
    top, bottom = over.interval(), under.interval()
    if bottom.low <= 0:
        return Interval(Decimal(0), _HUNDRED * _HUNDRED)
    values = [_value(kind, one, two) for one in (top.low, top.high) for two in (bottom.low, bottom.high)]
    return Interval(min(values), max(values))


def _stated(rate: Figure) -> Interval:
    """What a percentage may stand for: some cut the last digit instead of rounding it."""
    step = Decimal(1).scaleb(-rate.quantity.decimals)
    return Interval(rate.value - step, rate.value + step)


def _sure(figure: Figure) -> bool:
    return figure.kind == "money" and figure.value > 0 and figure.is_exact


def _own(context: Context) -> str | None:
    year = context.reading.fields.get("fiscal_year")
    return str(year) if isinstance(year, int) else None


def _mention(known: _Known, passage: Passage, figure: Figure) -> Mention | None:
    claim = known.claims.get(passage.span(figure.start, figure.end))
    return claim.mention if claim is not None else None


def _is(passage: Passage, figure: Figure, mention: Mention) -> bool:
    return mention.place == passage.span(figure.start, figure.end)


def _one(found: Iterable[tuple[Quantity, Place]]) -> tuple[Quantity, Place] | None:
    """The one amount that is meant, written as finely as anywhere; None where there are two."""
    several = sorted(found, key=lambda one: -one[0].decimals)
    if not several or any(not several[0][0].agrees(one) for one, _ in several):
        return None
    return several[0]


def _called(context: Context, base: str) -> list[tuple[Quantity, Place]]:
    """The amounts that the text calls by a name for a whole (总投资, 资金总额)."""
    if len(base) <= _LEAST_DIGITS or not (_TOTAL_WORD.search(base) or _INITIAL.fullmatch(base)):
        return []
    found: list[tuple[Quantity, Place]] = []
    for passage in context.reading.outline.passages:
        if base not in passage.text:
            continue
        text = fold(passage.text)
        for figure in find_figures(text):
            lead = _NAMED_AFTER.sub("", text[max(0, figure.start - 24) : figure.start])
            if _sure(figure) and lead.endswith(base):
                found.append((figure.quantity, passage.span(figure.start, figure.end)))
    return found


def _rows(context: Context, mention: Mention) -> list[tuple[Quantity, Place]]:
    """Last year's figure in the row of a table that has this one's name and figure."""
    names = {squash(mention.label)}
    return [
        (row.before, row.place)
        for row in context.once(year_rows)
        if (squash(row.label) in names or (mention.concept is not None and row.concept == mention.concept))
        and row.now.agrees(mention.quantity)
    ]


def _known(context: Context) -> _Known:
    reading = context.reading
    own_year = _own(context)
    own: dict[str, list[tuple[Quantity, Place]]] = {}
    prior: dict[str, list[tuple[Quantity, Place]]] = {}
    amounts: set[Decimal] = set()
    for fact in reading.facts:
        if not fact.quantity.is_money:
            continue
        amounts.add(fact.quantity.scaled())
    summed = {fact.concept for fact in reading.facts if fact.summary}
    for fact in reading.facts:
        if fact.quantity.is_money and fact.summary == (fact.concept in summed):
            own.setdefault(fact.concept, []).append((fact.quantity, fact.place))
    tabled = set(own)
    for claim in reading.claims:
        mention = claim.mention
        if not mention.quantity.is_money:
            continue
        amounts.add(mention.quantity.scaled())
        # A bare 支出 that is a total is narrowed down by nothing but itself.
        if mention.concept is None or mention.subject or mention.modifier not in ("", mention.label):
            continue
        entry = (mention.quantity, mention.place)
        if mention.qualifier is None and mention.period == own_year and mention.concept not in tabled:
            own.setdefault(mention.concept, []).append(entry)
        elif mention.qualifier == "prior" and _is_last_year(mention, own_year):
            prior.setdefault(mention.concept, []).append(entry)
    return _Known({claim.mention.place: claim for claim in reading.claims}, own, prior, frozenset(amounts))


def _is_last_year(mention: Mention, own: str | None) -> bool:
    if own is None or _BUDGETED.search(mention.sentence):
        return False
    return mention.period == str(int(own) - 1)
