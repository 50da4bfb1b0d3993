"""One wrong figure breaks all that it is part of: its row, its column, its rate. The reader gets one finding of it.

Two findings are of one cause where both use the same figure and both come right once it is put right by the same amount.
Only that proof counts. What speaks of the figure itself is kept, or else the nearest relation; the other one is told in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import combinations

from reportparse.model.document import Document
from reportparse.model.findings import SEVERITIES, Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import MONEY_SCALE
from reportparse.ruleset.rules import RuleSet
from reportparse.text.numbers import find_figures, parse_cell, plain_number

_RATES, _MARKS, _WEIGHTS = "rates", "scores", "weights"
_LIMITS = ("score_limits", "score_of_result")
# Kinds of checks of which one wrong figure breaks several, what is nearest to the figure first.
_NEAREST = (_WEIGHTS, *_LIMITS, _MARKS, "sum", "units", "claims", "breakdown", _RATES)
_ADDED = ("sum", "units")
_FAR = 100
_MOST_TOLD = 3
_ROLES = frozenset({"stated", "expected", "part", "total"})


def one_cause(findings: Iterable[Finding], document: Document, ruleset: RuleSet) -> list[Finding]:
    """The findings without those that follow from the figure of another one, which then tells of them."""
    listed = list(findings)
    kinds = [ruleset.checks[one.code].rule.kind for one in listed]
    by_figure: dict[Place, list[int]] = defaultdict(list)
    for index, finding in enumerate(listed):
        if finding.severity != "info" and kinds[index] in _NEAREST:
            for figure in _figures(finding):
                by_figure[figure].append(index)
    into: dict[int, int] = {}
    for figure, users in by_figure.items():
        for left, right in combinations(users, 2):
            kept, gone = _order(left, right, listed, kinds, figure)
            if gone in into or _root(kept, into) == gone:
                continue
            if _follows(listed[gone], kinds[gone], listed[kept], kinds[kept], figure, document):
                into[gone] = kept
    told: dict[int, list[Finding]] = defaultdict(list)
    for gone in into:
        told[_root(gone, into)].append(listed[gone])
    told_units = _of_one_unit(listed, kinds, frozenset(into))
    into.update({gone: kept for kept, others in told_units.items() for gone in others})
    kept_ones = []
    for index, one in enumerate(listed):
        if index in into:
            continue
        if index in told_units:
            others = [listed[gone] for gone in told_units[index]]
            one = _with(one, others, _of_unit(len(others)))
        kept_ones.append(_with(one, told[index], _of_figure(told[index])) if index in told else one)
    return kept_ones


def _root(index: int, into: dict[int, int]) -> int:
    """The finding that one ends up in, which may have gone into another one itself."""
    while index in into:
        index = into[index]
    return index


def _of_one_unit(listed: list[Finding], kinds: list[str], without: Collection[int]) -> dict[int, list[int]]:
    """Figures of one table that all are a power of ten off: the table has the wrong unit. Kept finding → those it stands for."""
    tables: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, finding in enumerate(listed):
        if index in without or kinds[index] != "claims" or finding.severity == "info":
            continue
        power = _units_apart(_number(finding.stated), _number(finding.expected))
        if power:
            for table in dict.fromkeys(one.place.block for one in finding.evidence if one.place.row is not None):
                tables[table, power].append(index)
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for (table, _), members in sorted(tables.items(), key=lambda item: -len(item[1])):
        mine = [index for index in members if index not in taken]
        columns = {(one.place.block, one.place.column) for index in mine for one in listed[index].evidence}
        sums = [
            index
            for index, finding in enumerate(listed)
            if kinds[index] in _ADDED and index not in {*without, *taken} and _far(finding)
            if any(
                (one.place.block, one.place.column) in columns for one in finding.evidence if one.place.block == table
            )
        ]
        if mine and len(mine) + len(sums) > 1:
            kept = min(mine, key=lambda index: (SEVERITIES.index(listed[index].severity), index))
            found[kept] = [index for index in (*mine, *sums) if index != kept]
            taken.update((*mine, *sums))
    return found


def _units_apart(stated: Decimal | None, expected: Decimal | None) -> int:
    """The power of ten, that of two units of money, which turns one figure into the other as far as it is rounded; 0 where none does."""
    if not stated or not expected:
        return 0
    half = Decimal(5).scaleb(int(stated.as_tuple().exponent) - 1)
    return next(
        (
            power
            for shift in MONEY_SCALE.values()
            if shift
            for power in (shift, -shift)
            if abs(stated - expected.scaleb(-power)) <= half
        ),
        0,
    )


def _far(finding: Finding) -> bool:
    """Whether a sum is so far from its total that only a unit can be the reason."""
    stated, expected = _number(finding.stated), _number(finding.expected)
    if not stated or not expected:
        return False
    low, high = sorted((abs(stated), abs(expected)))
    return high > low * _FAR


def _figures(finding: Finding) -> Iterator[Place]:
    """The cells, and the exact places in sentences, whose figures a finding holds against each other."""
    yield from dict.fromkeys(_figure(one.place) for one in finding.evidence if one.role in _ROLES)


def _figure(place: Place) -> Place:
    """A cell, or where in a sentence a figure begins: its unit belongs to it for some checks only."""
    if place.row is not None:
        return place._replace(span=None)
    return place if place.span is None else place.at(place.span[0], place.span[0])


def _order(left: int, right: int, listed: list[Finding], kinds: list[str], figure: Place) -> tuple[int, int]:
    """(kept, gone): first what says that the figure itself does not follow from others, then the nearest relation."""

    def rank(index: int) -> tuple[int, bool, int, str, int]:
        kind = kinds[index]
        spoken = _figure(listed[index].evidence[0].place) == figure
        # Of a wrong rate nothing else can be the cause. That a sentence has another number says nothing about which is right.
        told = figure.row is None
        bare = kind in ("claims", "breakdown") or (told and kind == _MARKS)
        first = 2 if not spoken or bare else 0 if kind == _RATES else 1
        # Of a figure in a sentence, what the tables have says more than what other figures of the sentence add up to.
        return first, not (told and kind == "claims"), _NEAREST.index(kind), listed[index].code, index

    kept, gone = sorted((left, right), key=rank)
    return kept, gone


def _follows(gone: Finding, kind: str, kept: Finding, kept_kind: str, figure: Place, document: Document) -> bool:
    """Whether the figure, put right so that the one finding is met, meets the other one, too."""
    if kept_kind == _RATES and (kind == _RATES or _figure(kept.evidence[0].place) != figure):
        return False
    if kind in _LIMITS or kept_kind in _LIMITS:
        return _within(gone, kind, kept, kept_kind, figure, document)
    if kind != _RATES:
        return _alike(gone, kept)
    value, change = _value(figure, kept, document), _number(kept.difference)
    stated, computed = _number(gone.stated), _number(gone.expected)
    if value is None or value <= 0 or change is None or stated is None or computed is None:
        return False
    if _figure(gone.evidence[0].place) == figure:
        return False
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return any(
        abs(computed * factor - stated) <= step
        for right in (value - change, value + change)
        if right > 0
        for factor in (right / value, value / right)
    )


def _within(gone: Finding, kind: str, kept: Finding, kept_kind: str, figure: Place, document: Document) -> bool:
    """A score above its full mark, or full though the target was missed: whether the sum of scores or of weights lowers it."""
    value = _value(figure, kept, document)
    if value is None:
        return False
    if kind == _MARKS and kept_kind in _LIMITS:
        change, limit = _number(gone.difference), _number(kept.expected)
        # What the sum of the scores exceeds the total by is what the score is too high.
        return change is not None and change < 0 and 0 <= value + change <= (value if limit is None else limit)
    if kept_kind == _WEIGHTS and kind in _LIMITS:
        change, score = _number(kept.difference), _number(gone.stated)
        return change is not None and score is not None and change < 0 and value - change >= score
    return False


def _number(text: str | None) -> Decimal | None:
    try:
        return plain_number(text or "")
    except InvalidOperation:
        return None


def _alike(one: Finding, other: Finding) -> bool:
    """Whether two findings differ by the same amount, be it that one is in 元 and the other in 万元, or rounded to it."""
    left, right = _number(one.difference), _number(other.difference)
    if not left or not right:
        return False
    left, right = abs(left), abs(right)
    return any(
        abs(left - right.scaleb(shift)) <= _rounding(one) or abs(right - left.scaleb(shift)) <= _rounding(other)
        for power in MONEY_SCALE.values()
        for shift in (power, -power)
    )


def _rounding(finding: Finding) -> Decimal:
    """Half a unit of the last digit of the figure stated; none where it is a whole number, which mostly is no rounded one."""
    stated = _number(finding.stated)
    exponent = int(stated.as_tuple().exponent) if stated is not None else 0
    return Decimal(5).scaleb(exponent - 1) if exponent < 0 else Decimal(0)


def _value(figure: Place, finding: Finding, document: Document) -> Decimal | None:
    place = next((one.place for one in finding.evidence if _figure(one.place) == figure), figure)
    text = document.text_at(place)
    quantity = parse_cell(text)
    if quantity is not None:
        return quantity.value
    figures = find_figures(text)
    return figures[0].value if len(figures) == 1 else None


def _of_figure(others: list[Finding]) -> Say:
    rest = len(others) - _MOST_TOLD
    zh = "；".join(one.message.zh for one in others[:_MOST_TOLD]) + (f"；另有{rest}处" if rest > 0 else "")
    en = "; ".join(one.message.en for one in others[:_MOST_TOLD]) + (f"; {rest} more" if rest > 0 else "")
    return Say(f"同一数还造成：{zh}", f"The same figure also brings about: {en}")


def _of_unit(count: int) -> Say:
    return Say(
        f"同一张表还有{count}处同样的不符，疑为表的单位写错",
        f"{count} more figures of the table are off by as much: it seems to have the wrong unit",
    )


def _with(finding: Finding, others: list[Finding], cause: Say) -> Finding:
    """The finding with what else its cause brings about."""
    shown = {_passage(one) for one in finding.evidence}
    # Several figures of one sentence need it quoted once.
    added = {
        _passage(one.evidence[0]): replace(one.evidence[0], role="context")
        for one in reversed(others)
        if _passage(one.evidence[0]) not in shown
    }
    why = finding.diagnosis
    return replace(
        finding,
        severity=min((finding.severity, *(one.severity for one in others)), key=SEVERITIES.index),
        diagnosis=Say(f"{why.zh}；{cause.zh}", f"{why.en}. {cause.en}") if why is not None else cause,
        evidence=(*finding.evidence, *reversed(added.values())),
    )


def _passage(evidence: Evidence) -> tuple[Place, str]:
    return evidence.place._replace(span=None), evidence.quote
