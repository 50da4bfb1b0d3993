"""Differences in percentage points, shares of one whole, and rates of indicators whose target stands in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

from reportparse.checks.measures import Pair
from reportparse.checks.two_years import two_years
from reportparse.model.location import Place
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.slips import find_slip

_KINDS = ("money", "count", "percent", "score", "plain")
_SHARE = re.compile(
    r"^[，,（(]?约?占(?:比(?:例|重)?|全部|总[^，。；0-9%]{0,8}|[^，。；0-9%]{0,8}的(?:比例|比重)?)?(?:为|达)?[ ]*$"
)
_RESPECTIVE = re.compile(r"^[，,]分别占[^，。；：0-9%]{0,12}$")
_JOINTS = ("、", "和", "及", "，", ",")
_COMPLETION = re.compile(
    r"^[，,（(]?(?:(?:目标|任务|计划)?完成率(?:为|达到?|是)?|(?:是|为|占|完成了?|达到?)(?:年度|全年|年初|预期)*(?:目标|任务|计划)(?:任务|数|值|量)?的)[ ]*$"
)
_OF_TARGET = re.compile(
    r"(?:达到|完成了?|是|为|占)(?:年度|全年|年初|预期|既定)*(?:目标|任务|计划)(?:任务|数|值|量)?的[ ]*$"
)
_OF_TARGET_HINT = re.compile("(?:目标|任务|计划)[数值量任务]{0,2}的")
_COMPLETION_HINT = re.compile(f"完成率|{_OF_TARGET_HINT.pattern}")
_OVER_TARGET = re.compile(
    r"^[，,]?(?:比|较)?(?:高于|低于|超过|超出|高出)?(?:年度|年初|预期|绩效|设定的?)*目标(?:值)?(?:的)?(?:高|低|多|少)?(?:出|了)?[ ]*$"
)
_SURE_DIGITS = 4
_HUNDRED = Decimal(100)
_LEAST_SHARES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A percentage that is not what its figures make; `parts` are those of the same text, `beside` a place elsewhere."""

    kind: Literal["growth", "decline", "share", "completion"]
    stated: Figure
    computed: Decimal
    parts: tuple[Figure, ...]
    beside: Place | None = None


def _by_sentence(text: str) -> Iterator[tuple[list[Figure], int]]:
    """The figures of each sentence, and where it begins."""
    for start, _, figures in figured_sentences(text):
        yield list(figures), start


def told_points(text: str) -> Iterator[Told | None]:
    """「由83.3%提高到88.9%，提高5.6个百分点」, 「96.5%，上年为93.5%，提高3个百分点」."""
    for every, start in _by_sentence(text) if "百分点" in text else ():
        inside = [one for one in every if one.kind in _KINDS]
        for index, points in enumerate(inside):
            pair = two_years(text, start, inside, index) if points.unit == "百分点" and _plain(points) else None
            if pair is None or pair.now is None:
                continue
            before, now = pair.before, pair.now
            computed = abs(now.value - before.value)
            decimals = min(before.quantity.decimals, now.quantity.decimals, points.quantity.decimals)
            if computed == points.value:
                yield None
            elif abs(computed - points.value) > Decimal(1).scaleb(-decimals) or not decimals:
                yield Told("growth" if now.value > before.value else "decline", points, computed, (before, now))


def told_shares(text: str, amounts: Iterable[Decimal]) -> Iterator[Told | None]:
    """「a，占33.5%；b，占66.5%」, where the parts make up an amount told nearby: all but one are its shares."""
    known = set(amounts)
    hinted = text.count("占") >= _LEAST_SHARES or "分别占" in text
    for inside, _ in _by_sentence(text) if hinted else ():
        pairs = [
            (part, share)
            for part, share in pairwise(inside)
            if share.unit == "%"
            and part.kind == "money"
            and _plain(part, share)
            and _SHARE.match(text[part.end : share.start])
        ] or _respectively(text, inside)
        whole = sum((part.quantity.scaled() for part, _ in pairs), Decimal(0))
        if len(pairs) >= 2 and whole not in known:
            whole = _shared(pairs, known)
        if len(pairs) < 2 or not whole:
            continue
        wrong = [
            (part, share, part.quantity.scaled() / whole * _HUNDRED)
            for part, share in pairs
            if not _is_share(part, share, whole)
        ]
        yield from (None for _ in range(len(pairs) - len(wrong)))
        if len(wrong) == 1:
            part, share, value = wrong[0]
            yield Told("share", share, value, (part,))


def _respectively(text: str, inside: list[Figure]) -> list[tuple[Figure, Figure]]:
    """「基本支出20万元，项目支出30万元，分别占支出合计的40%和60%」: as many amounts as shares, in the same order."""
    first = next(
        (at for at, one in enumerate(inside) if at and _RESPECTIVE.search(text[inside[at - 1].end : one.start])), 0
    )
    shares = inside[first : first + 1] if first and inside[first].unit == "%" else []
    for left, right in pairwise(inside[first:] if shares else []):
        if right.unit != "%" or text[left.end : right.start] not in _JOINTS:
            break
        shares.append(right)
    amounts = inside[max(0, first - len(shares)) : first]
    sure = len(amounts) == len(shares) and all(one.kind == "money" and _plain(one) for one in amounts)
    return list(zip(amounts, shares, strict=True)) if sure and len(shares) >= _LEAST_SHARES else []


def _shared(pairs: list[tuple[Figure, Figure]], known: set[Decimal]) -> Decimal:
    """The one amount told nearby of which all these parts but one are the shares; 0 where there is none, or several."""
    if len(pairs) == _LEAST_SHARES:
        return _of_two(pairs, known)
    found = [
        one
        for one in known
        if one > 0 and sum(_is_share(part, share, one) for part, share in pairs) >= max(_LEAST_SHARES, len(pairs) - 1)
    ]
    return found[0] if len(found) == 1 else Decimal(0)


def _of_two(pairs: list[tuple[Figure, Figure]], known: set[Decimal]) -> Decimal:
    """The whole of two shares one of which is right: only where the other is no share of anything and two digits make it one."""
    wholes = [one for one in known if one > 0 and any(_is_share(part, share, one) for part, share in pairs)]
    if len(wholes) != 1 or not any(share.quantity.decimals > 1 for _, share in pairs):
        return Decimal(0)
    for part, share in pairs:
        value = (part.quantity.scaled() / wholes[0] * _HUNDRED).quantize(Decimal(1).scaleb(-share.quantity.decimals))
        slip = find_slip(share.value, value)
        if slip is not None and slip.kind == "swapped":
            return wholes[0]
    return Decimal(0)


def _is_share(part: Figure, share: Figure, whole: Decimal) -> bool:
    value = part.quantity.scaled() / whole * _HUNDRED
    return abs(value - share.value) <= Decimal(1).scaleb(-share.quantity.decimals)


def told_completions(text: str, pairs: Iterable[Pair]) -> Iterator[Told | None]:
    """「改造危桥2座，完成目标的66.67%」, the target being that of the one indicator with this name and result."""
    for inside, start in _by_sentence(text) if _COMPLETION_HINT.search(text) else ():
        for position, (result, rate) in enumerate(pairwise(inside)):
            if rate.unit != "%" or not _plain(result, rate) or not _COMPLETION.match(text[result.end : rate.start]):
                continue
            low = inside[position - 1].end if position else start
            lead = text[max(low, result.start - 24) : result.start]
            fitting = [
                pair
                for pair in pairs
                if pair.got == result.value
                and pair.actual.unit == result.unit
                and pair.wanted > 0
                and overlap(pair.indicator.name, lead) >= 2
            ]
            if len(fitting) != 1 or fitting[0].target.unit != result.unit:
                continue
            computed = result.value / fitting[0].wanted * _HUNDRED
            if abs(computed - rate.value) <= Decimal(1).scaleb(-rate.quantity.decimals):
                yield None
            else:
                yield Told("completion", rate, computed, (result,), fitting[0].target_place)


def told_far_completions(text: str, pairs: Iterable[Pair]) -> Iterator[Told | None]:
    """「抽检1418批次，其中…，抽检量达到年初目标的101.3%」: the result stands further off in the sentence, and only a slip counts."""
    if "%" not in text or _OF_TARGET_HINT.search(text) is None:
        return
    known = list(pairs)
    for inside, start in _by_sentence(text):
        for position, rate in enumerate(inside):
            if position < 2 or rate.unit != "%" or not _plain(rate) or not rate.quantity.decimals:
                continue
            lead = text[max(start, rate.start - 24) : rate.start]
            if not _OF_TARGET.search(lead) or _COMPLETION.match(text[inside[position - 1].end : rate.start]):
                continue
            fitting = [
                (pair, result)
                for result in inside[: position - 1]
                for pair in known
                if pair.got == result.value
                and pair.actual.unit == result.unit == pair.target.unit
                and pair.wanted > 0
                and overlap(pair.indicator.name, text[start : result.start]) >= 2
            ]
            if len({pair.indicator.name for pair, _ in fitting}) != 1:
                continue
            pair, result = fitting[0]
            computed = result.value / pair.wanted * _HUNDRED
            step = Decimal(1).scaleb(-rate.quantity.decimals)
            if abs(computed - rate.value) <= step:
                yield None
            elif find_slip(rate.value, computed.quantize(step, ROUND_HALF_UP)) is not None:
                yield Told("completion", rate, computed, (result,), pair.target_place)


def told_over_target(text: str, pairs: Iterable[Pair]) -> Iterator[Told | None]:
    """「优良路率达到83.5%，比目标高3.5个百分点」, the target being that of the one indicator with this name and result."""
    for inside, start in _by_sentence(text) if "百分点" in text else ():
        for position, (result, points) in enumerate(pairwise(inside)):
            if points.unit != "百分点" or result.unit != "%" or not _plain(result, points):
                continue
            if not _OVER_TARGET.match(text[result.end : points.start]):
                continue
            low = inside[position - 1].end if position else start
            lead = text[max(low, result.start - 24) : result.start]
            fitting = [
                pair
                for pair in pairs
                if pair.got == result.value and pair.actual.unit == "%" and overlap(pair.indicator.name, lead) >= 2
            ]
            if len(fitting) != 1 or fitting[0].target.unit != "%":
                continue
            computed = abs(result.value - fitting[0].wanted)
            if computed == points.value:
                yield None
            elif abs(computed - points.value) > Decimal(1).scaleb(-points.quantity.decimals):
                yield Told("completion", points, computed, (result,), fitting[0].target_place)


def told_swapped_shares(text: str) -> Iterator[Told | None]:
    """「采购金额6358.42万元，…合同5276.31万元，占28.98%」: a share of an amount before it but for two digits that changed places."""
    for inside, _ in _by_sentence(text) if "占" in text else ():
        for position, (part, share) in enumerate(pairwise(inside)):
            if share.unit != "%" or part.kind != "money" or not _plain(part, share):
                continue
            if share.quantity.significant_digits < _SURE_DIGITS or not _SHARE.match(text[part.end : share.start]):
                continue
            wholes = [
                one
                for one in inside[:position]
                if one.kind == "money" and _plain(one) and one.quantity.scaled() >= part.quantity.scaled()
            ]
            values = [part.quantity.scaled() / one.quantity.scaled() * _HUNDRED for one in wholes]
            step = Decimal(1).scaleb(-share.quantity.decimals)
            if any(abs(value - share.value) <= step for value in values):
                yield None
                continue
            meant = [
                value
                for value in values
                if (slip := find_slip(share.value, value.quantize(step, ROUND_HALF_UP))) is not None
                and slip.kind == "swapped"
            ]
            if len(meant) == 1:
                yield Told("share", share, meant[0], (part,))


def overlap(name: str, text: str) -> int:
    """How many pairs of letters of a name a text has."""
    return sum(name[at : at + 2] in text for at in range(len(name) - 1))


def rounded(told: Told) -> Decimal:
    """As finely as the stated one, at least to two decimals."""
    return told.computed.quantize(Decimal(1).scaleb(-max(told.stated.quantity.decimals, 2)), ROUND_HALF_UP)


def _plain(*figures: Figure) -> bool:
    return all(one.is_exact and one.value > 0 for one in figures)
