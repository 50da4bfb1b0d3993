"""The direction of a change against the figures of both years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from reportparse.checks.change_cells import change_cells
from reportparse.checks.context import Context, Results
from reportparse.checks.growth import (
    COMPARED,
    DOWN,
    KINDS,
    NEAR,
    PRIOR,
    UP,
    WORD,
    Change,
    alike,
    by_rate,
    on_nothing,
)
from reportparse.checks.told_bounds import told_bounds
from reportparse.checks.told_most import Most, told_most
from reportparse.checks.two_years import two_years
from reportparse.model.claims import Claim
from reportparse.model.findings import Evidence, Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences

# Digits of a change that no two amounts of a paragraph have between them by chance.
_SURE_DIGITS = 3
# How many paragraphs above this year's figure may stand.
_ABOVE = 2
# Words alone, without sets, are found much faster by their first letters.
_HINT = re.compile(r"增|减|降|升|高|涨|回落|多支|少支|超|突破|控制在|低于|大于|小于|多于|少于|[较比]")
# 「由300万元增加到268.7万元」: both figures stand around the word.
_TO = re.compile(rf"(?:(?:年|的|时)*)(?P<word>{UP}|{DOWN})(?:了)?(?:到|至|为)[ ]*(?:(?:19|20)[0-9]{{2}}年(?:度)?的?)?$")

_DIGIT = re.compile("[0-9０-９]")
_ONLY_CHANGE = re.compile(rf"[，,、（(]?(?:同比)?(?:{UP}|{DOWN})(?:了|率|幅度?|比例)?(?:为|达到?)?[ ]*$")
_SINCE_START = re.compile(
    rf"[，,（(]?[较比与同](?:年初|预算)(?:预算)?(?:数|安排)?(?:相比)?[，,]?(?:{UP}|{DOWN})(?:了|额)?[ ]*$"
)


def check_directions(context: Context) -> Results:
    """Growth of what fell, a fall of what grew, growth on a base of nothing, and above or below what it is not."""
    looked = False
    seen: set[tuple[Place, str, str, bool]] = set()
    claims = _by_passage(context.reading.claims)
    passages = context.reading.outline.passages
    for number, passage in enumerate(passages):
        text = passage.text
        if _HINT.search(text) is None or _DIGIT.search(text) is None:
            continue
        whole = fold(text)
        for start, end in sentences(text):
            sentence = whole[start:end]
            if _HINT.search(sentence) is None:
                continue
            figures = [figure for figure in find_figures(sentence) if figure.kind in (*KINDS, "percent")]
            if len(figures) < 2:
                continue
            looked = True
            mine = [claim for claim in claims.get(_key(passage), []) if start <= claim.mention.start < end]
            above = passages[max(0, number - _ABOVE) : number]
            for change in (
                *_changes(context, sentence, figures, mine, start, partial(_amounts, above, whole[:start])),
                *told_bounds(sentence, figures),
            ):
                place = passage.span(start + change.start, start + change.end)
                told = (place._replace(span=None), change.now, change.before, re.fullmatch(UP, change.word) is not None)
                if told in seen:
                    # 「增加4.85万元，增长25.66%」 is one statement, in amount and in percent.
                    continue
                seen.add(told)
                yield context.finding(
                    key=f"{change.word}/{change.now}/{change.before}",
                    stated=change.word,
                    evidence=[Evidence(context.sentence(place), place, "stated")],
                    arguments={
                        "word": change.word,
                        "now": change.now,
                        "before": change.before,
                        "why": change.why,
                    },
                )
    for cell in change_cells(context):
        looked = True
        place = cell.passage.span(cell.start, cell.told.end)
        held = f"{cell.spot.quantity.value:f}"
        yield context.finding(
            key=f"{cell.word}/{cell.name}/{cell.told.text}",
            stated=cell.word,
            evidence=[
                Evidence(context.sentence(place), place, "stated"),
                context.quote(cell.spot.place, "expected"),
            ],
            arguments={
                "word": cell.word,
                "now": cell.told.text,
                "before": held,
                "why": Say(f"表中“{cell.name}”一行是{held}", f"{held} in the row “{cell.name}” of the table"),
            },
        )
    for most in context.once(told_most):
        looked = True
        if isinstance(most, Most):
            (name, has, _), (real, top, there) = most.row, most.real
            zh, en = (
                f"“{name}”{has.written()}、“{real}”{top.written()}",
                f"{has.written()} and {top.written()} ({real})",
            )
            yield context.finding(
                key=f"{most.word}/{name}/{real}",
                stated=most.word,
                evidence=[
                    context.around(most.passage.span(most.start, most.stop), "stated"),
                    context.quote(there, "expected"),
                ],
                arguments={
                    "word": most.word,
                    "now": has.written(),
                    "before": top.written(),
                    "why": Say(zh, en),
                },
            )
    if not looked:
        yield context.skip(
            "没有同时给出增减和两年数字的句子", "no sentence gives a change with the figures of both years"
        )


def _amounts(above: tuple[Passage, ...], text: str) -> list[Quantity]:
    """The amounts of paragraphs and of the text behind them."""
    before = "\n".join([*(fold(one.text) for one in above), text])
    return [figure.quantity for figure in find_figures(before) if figure.kind == "money"]


def _key(passage: Passage) -> tuple[Place, int]:
    return passage.place, passage.offset


def _by_passage(claims: tuple[Claim, ...]) -> dict[tuple[Place, int], list[Claim]]:
    found: dict[tuple[Place, int], list[Claim]] = {}
    for claim in claims:
        found.setdefault(_key(claim.mention.passage), []).append(claim)
    return found


def _changes(
    context: Context,
    sentence: str,
    figures: list[Figure],
    claims: list[Claim],
    offset: int,
    told: Callable[[], list[Quantity]],
) -> Iterator[Change]:
    """`told` gives the amounts told before the sentence."""
    for index, figure in enumerate(figures):
        if figure.bound or figure.approximate or figure.range or figure.broken:
            continue
        before = sentence[max(0, figure.start - NEAR) : figure.start]
        previous = figures[index - 1] if index else None
        to = _TO.search(before)
        if to is not None and previous is not None and _around(sentence, previous, figure, to["word"]):
            if _contradicts(to["word"], figure.quantity, previous.quantity):
                yield _change(to["word"], figure.text, previous.text, previous.start, figure.end)
            continue
        word = WORD.search(before)
        if word is None:
            continue
        turned = _turned(sentence, figures[:index], figure, word["word"])
        if turned is not None:
            yield turned
            continue
        pair = (
            _pair(context, sentence, figures[:index], figure, claims, offset)
            or _told_before(sentence, figures[:index], figure, told, word["word"])
            or _beside(sentence, figures, index)
        )
        if pair is None:
            other = by_rate(context, sentence, figures, index, word)
            if other is not None:
                yield other
                continue
            zero = on_nothing(sentence, figures, index, word["word"])
            if zero is not None:
                yield zero
            continue
        now, prior, begin = pair
        if _contradicts(word["word"], now, prior):
            yield _change(word["word"], now.with_unit(), prior.with_unit(), begin, figure.end)


def _turned(sentence: str, before: list[Figure], change: Figure, word: str) -> Change | None:
    """「由142件减少到96件，增长32.39%」, 「年初预算2140万元，调整后2316.5万元，较年初减少176.5万元」.

    The figures of both times stand right before the change, and the change is their distance.
    """
    if len(before) < 2 or change.value <= 0:
        return None
    now, prior = before[-1], before[-2]
    if not alike(now.quantity, prior.quantity) or not _explains(now.quantity, prior.quantity, change):
        return None
    to = _TO.search(sentence[max(0, now.start - NEAR) : now.start])
    window = sentence[now.end : change.start]
    told = to is not None and _around(sentence, prior, now, to["word"]) and _ONLY_CHANGE.match(window)
    since = _SINCE_START.match(window) and change.quantity.significant_digits >= _SURE_DIGITS
    if not (told or since) or not _contradicts(word, now.quantity, prior.quantity):
        return None
    return _change(word, now.text, prior.text, prior.start, change.end)


def _change(word: str, now: str, before: str, start: int, end: int) -> Change:
    return Change(word, now, before, start, end, Say(f"{before}到{now}", f"{before} to {now}"))


def _around(sentence: str, first: Figure, second: Figure, word: str) -> bool:
    """Whether two figures of the same unit stand on both sides of 增加到, with 由 or 从 before the first."""
    if not alike(first.quantity, second.quantity) or (second.rate and not first.rate) or first.approximate:
        return False
    lead = sentence[max(0, first.start - 24) : first.start]
    return (
        re.search(r"(?:由|从)[^，。；]{0,22}$", lead) is not None
        and "，" not in sentence[first.end : second.start][:-1]
    )


def _contradicts(word: str, now: Quantity, before: Quantity) -> bool:
    grew = now.scaled() - before.scaled()
    if grew == 0:
        return False
    return (grew < 0) == (re.fullmatch(UP, word) is not None)


def _pair(
    context: Context, sentence: str, before: list[Figure], change: Figure, claims: list[Claim], offset: int
) -> tuple[Quantity, Quantity, int] | None:
    """This year's and last year's figure of a change, where their distance is the change stated: else they are no pair."""
    if change.value <= 0:
        return None
    amounts = [
        figure
        for figure in before
        if figure.kind in KINDS
        and figure.value > 0
        and not (figure.bound or figure.approximate)
        # 亩均1986公斤，比上年的1870公斤增加116公斤: to the last digit the distance of two averages, which a rate meets by chance.
        and not (figure.rate and change.kind == "percent")
        # An amount of change is no figure of a year.
        and not WORD.search(sentence[max(0, figure.start - NEAR) : figure.start])
    ][-4:]
    year = context.reading.fields.get("fiscal_year")
    priors = [
        figure
        for figure in amounts
        if PRIOR.search(sentence[max(0, figure.start - NEAR) : figure.start]) and _year(sentence, figure) != year
    ]
    for prior in priors:
        if not COMPARED.search(sentence) and not re.search("年", sentence[: prior.start]):
            continue
        for now in amounts:
            if (
                now is prior
                or not alike(now.quantity, prior.quantity)
                or not _explains(now.quantity, prior.quantity, change)
            ):
                continue
            if now in priors and _year(sentence, now) <= _year(sentence, prior):
                continue
            return now.quantity, prior.quantity, min(now.start, prior.start)
        # This year's figure may stand only in the tables.
        claim = next(
            (one for one in claims if one.mention.start - offset <= prior.start < one.mention.end - offset), None
        )
        if claim is None or claim.mention.concept is None or claim.mention.modifier.strip("上去一年度同期的"):
            continue
        facts = [fact for fact in context.reading.facts if fact.concept == claim.mention.concept]
        main = [fact for fact in facts if fact.summary or fact.entity is None] or facts
        if len(main) != 1 or not alike(main[0].quantity, prior.quantity):
            continue
        if _explains(main[0].quantity, prior.quantity, change):
            return main[0].quantity, prior.quantity, prior.start
    return None


def _told_before(
    sentence: str, before: list[Figure], change: Figure, told: Callable[[], list[Quantity]], word: str
) -> tuple[Quantity, Quantity, int] | None:
    """「支出合计845.36万元。…与2022年的806.7万元相比减少38.66万元」: this year's figure stands in a sentence before.

    Only an amount whose distance is the change to the last digit is taken, and only where none fits the word.
    """
    prior = before[-1] if before else None
    if prior is None or change.kind != "money" or prior.kind != "money" or prior.bound or prior.approximate:
        return None
    lead = sentence[max(0, prior.start - NEAR) : prior.start]
    if not PRIOR.search(lead) or not COMPARED.search(lead) or prior.quantity.significant_digits < _SURE_DIGITS:
        return None
    fitting = [now for now in told() if _explains(now, prior.quantity, change)]
    if not fitting or any(not _contradicts(word, now, prior.quantity) for now in fitting):
        return None
    return fitting[-1], prior.quantity, prior.start


def _beside(sentence: str, figures: list[Figure], index: int) -> tuple[Quantity, Quantity, int] | None:
    pair = two_years(sentence, 0, figures, index)
    if pair is None or pair.now is None or not _explains(pair.now.quantity, pair.before.quantity, figures[index]):
        return None
    return pair.now.quantity, pair.before.quantity, min(pair.now.start, pair.before.start)


def _year(sentence: str, figure: Figure) -> int:
    """The year right before a figure; 0 for 上年 and the like."""
    years = re.findall(r"((?:19|20)[0-9]{2})年", sentence[max(0, figure.start - NEAR) : figure.start])
    return int(years[-1]) if years else 0


def _explains(now: Quantity, before: Quantity, change: Figure) -> bool:
    """Whether a change, in amount or in percent, is the distance of two figures."""
    distance = abs(now.scaled() - before.scaled())
    if distance == 0:
        return False
    if change.unit == "百分点":
        return now.unit == "%" and change.value == distance
    if change.kind != "percent":
        return alike(change.quantity, now) and abs(change.quantity.scaled()) == distance
    if before.value == 0 or change.unit != "%":
        return False
    rate = distance / abs(before.scaled()) * 100
    if change.quantity.decimals == 0:
        # A whole number of percent is met by chance, unless it is met to the last digit.
        return rate == change.value
    return change.quantity.interval().low <= rate <= change.quantity.interval().high
