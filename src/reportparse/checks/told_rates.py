"""Percentages of sentences whose two figures the sentence itself gives, under whatever labels.

The labels are not known here, so a rate is questioned only where its form tells which two figures it is made of,
and no other two figures of the paragraph make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from reportparse.checks.growth import DOWN, NEAR, UP, WORD, alike
from reportparse.checks.paragraph_shares import named_shares_of
from reportparse.checks.rate_forms import Kind, form_of
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_HUNDRED = Decimal(100)
_CHANGED = rf"(?:{UP}|{DOWN}|增至|增到|降至|降到|提升|压缩|节约|减至)"
# What a figure is compared with: 较上年的, 与2022年的…相比, 较控制价.
_BASE = re.compile(
    r"(?:上年度?|去年|上年同期)(?:为|是)?$|(?:较|比|与|同)(?!例|重|时|意|期末)[^，；。：0-9％%]{0,4}(?:(?:19|20)[0-9]{2}年(?:度|同期)?)?[^，；。：0-9％%]{0,12}$"
)
_THEN = re.compile(rf"^(?:相比|比较|比)?[，,]?(?:同比|共|净|上)?(?:{UP}|{DOWN})(?:了|额|率|幅度?)?(?:为|达到?)?[ ]*$")
_AND_SO = re.compile(
    rf"^[，,、（(]?(?:同比|上年同比|较上年|比上年)?(?:{UP}|{DOWN})(?:了|率|幅度?|比例)?(?:为|达到?)?[ ]*$"
)
_FROM = re.compile(r"(?:由|从)[^，；。：]{0,16}$")
_TO = re.compile(r"^[^，；。：0-9]{0,6}(?:到|至|为)[^，；。：0-9]{0,8}(?:(?:19|20)[0-9]{2}年(?:的)?)?$")
_OF_TARGET = re.compile(r"(?:完成|达到?|占|为)[^，；。：0-9]{0,6}(?:目标|任务|计划)(?:任务|数|值|量)?(?:的)?[ ]*$")
_TARGET = re.compile(r"(?:目标|任务|计划|指标)(?:任务|数|值|量)?(?:为|是|：|:)?[^，；。：0-9]{0,4}$")
_NAMED = re.compile(
    r"^[（(]?[台套个户人名]?[）)]?[，,、（(]?(?P<name>[\u4e00-\u9fff]{2,8}?)(?P<rate>率|度|比例)(?:为|达到?|是)?[ ]*$"
)
_OF_MONEY = re.compile(
    r"^[，,（(]?(?:预算|资金|项目|经费|支出|总体|综合|整体|总)*(?P<name>到位|执行|使用|支出|支付|拨付|节约|结余|结转|控制|完成)(?:率|进度)(?:为|达到?|是)?[ ]*$"
)
_EXECUTION = re.compile(r"^[，,](?:预算|资金|总体)?(?:执行|支出|使用)率(?:为|达到?|是)?[ ]*$")
_REST = re.compile(r"^[，,；](?:年末|资金)?(?:结余|结转|结转结余|剩余)(?:资金)?(?:为)?[ ]*$")
_USED = re.compile(r"(?:支出|使用|执行|支付)(?:资金|金额|数)?(?:为|共)?$")
_WHOLE = re.compile(r"(?:预算|计划|安排|下达|到位|批复|控制价|限价|应到|收入|总量)[^，；。：0-9]{0,14}$")
# An amount that was only planned is no part of itself: 全年预算124.8万元，执行率…
_PLANNED = re.compile(r"(?:预算|计划|安排|批复)(?:数|额|资金|金额|总额|总数)?(?:为|共|共计|合计)?$")
# 比目标多120亩: by how much, and no whole of a rate of completion.
_BY_HOW_MUCH = re.compile(
    r"(?:比|较)(?:(?:19|20)[0-9]{2}年(?:度|同期)?)?[^，。；0-9]{0,8}(?:多|少|超|高|低)(?:出|过|了|完成)?$"
)
_KINDS = ("money", "count", "plain", "score")
_LEAST = 2
_SURE_DIGITS = 3
_BESIDE = 12
_OBJECT = 5
_MOST = 24
"""Figures of a paragraph above which some pair makes nearly any percentage."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a rate is made of: over ÷ under, or where `distance` is set what lies between the two ÷ under.

    Where `shift` is 1 or −1, `over` is by how much `under` has grown or fallen: the base is what it was before.
    """

    kind: Kind
    over: Figure
    under: Figure
    distance: bool = False
    far: bool = False
    """Whether `under` stands in a paragraph above."""
    shift: int = 0
    named: bool = False
    turned: bool = False
    """Whether more was spent than came in by the labels, and the rate is that of the two the other way round."""

    @property
    def value(self) -> Decimal:
        over, under = self.over.quantity.scaled(), self.whole
        return (abs(over - under) if self.distance else over) / under * _HUNDRED

    def near(self, rate: Figure) -> bool:
        """Whether one slip of the pen leads from what the rate should be to what it is."""
        value = self.value.quantize(Decimal(1).scaleb(-rate.quantity.decimals), ROUND_HALF_UP)
        return find_slip(rate.value, value) is not None

    def shifted(self, rate: Figure) -> bool:
        """Whether the rate is right but for the point, or the unit, of the amount it is of."""
        interval, stated = self.interval, _stated(rate)
        return rate.quantity.significant_digits >= _SURE_DIGITS and any(
            Interval(interval.low.scaleb(power), interval.high.scaleb(power)).meets(stated) for power in (1, -1, 4, -4)
        )

    @property
    def with_rest(self) -> bool:
        """Whether `under` is what is left of a whole: no more than a guess unless the whole is told somewhere."""
        return self.kind == "completion" and self.shift < 0

    @property
    def whole(self) -> Decimal:
        return self.under.quantity.scaled() - self.shift * self.over.quantity.scaled()

    @property
    def interval(self) -> Interval:
        over, under = _exact(self.over.quantity), _exact(self.under.quantity)
        if self.shift:
            under = under + (-over if self.shift > 0 else over)
        return _quotient(over, under, self.distance)


@dataclass(frozen=True, slots=True)
class ToldRate:
    """A percentage that its figures do not make: the places are offsets in the text it was found in."""

    stated: Figure
    made: Made


def told_rates(text: str, above: str, known: frozenset[int], facts: tuple[Quantity, ...]) -> Iterator[ToldRate | None]:
    """The rates of a paragraph whose figures are told, each as what is wrong with it or None where it is right.

    `above` are the paragraphs right above it, `known` the offsets of percentages that are looked at elsewhere, `facts`
    the amounts of the tables, which may make a rate, too.
    """
    figures = find_figures(text)
    if len(figures) < _LEAST and "占" not in text:
        return
    if not any(one.unit == "%" and one.start not in known for one in figures):
        return
    usable = [one for one in figures if one.kind in _KINDS and not (one.broken or one.range)]
    far = [one for one in find_figures(above) if one.kind == "money" and not (one.broken or one.range)]
    earlier = (*facts, *(one.quantity for one in far))
    shares = {rate.start: (part, whole) for rate, part, whole in named_shares_of(text, figures)} if "占" in text else {}
    used: list[Figure] = []
    for start, _, every in figured_sentences(text):
        inside = [one for one in every if one.kind in (*_KINDS, "percent")]
        completions: list[ToldRate] = []
        for index, rate in enumerate(inside):
            if rate.kind != "percent" or rate.unit != "%":
                continue
            if rate.start in known:
                whole = _of_money(text, inside, index, usable, above, far) if index else None
                used += [whole.under] if whole is not None and whole.interval.meets(_stated(rate)) else []
                continue
            if index == 0 and rate.start not in shares:
                continue
            if rate.bound or rate.approximate or rate.range or rate.broken or in_a_row(text, inside, index):
                continue
            made = _of_names(shares.get(rate.start)) or (
                made_beside(text, start, inside, index)
                or _of_money(text, inside, index, usable, above, far)
                or _of_money_and_rest(text, start, inside, index)
            )
            if made is None:
                continue
            if made.kind == "completion" and any(
                _BY_HOW_MUCH.search(text[: one.start][-16:]) for one in (made.over, made.under)
            ):
                continue
            stated = _stated(rate)
            if _of_two_things(text, made, rate):
                continue
            if made.interval.meets(stated):
                used.append(made.under)
                yield None
            elif made.kind == "completion" and made.under in used and not made.near(rate):
                # 全年支出7009万元，执行率98%；其中人员类1548万元，执行率99%: the part has a budget of its own.
                continue
            elif made.turned:
                if not _of_one(
                    made.over, [one.quantity for one in usable if one not in (made.over, made.under)], stated
                ):
                    yield ToldRate(rate, made)
            elif made.kind == "completion" and not made.named:
                amounts = (*earlier, *(one.quantity for one in usable if one.kind == "money"))
                # Sums of two make nearly any rate, but hardly one that is a slip of the pen away.
                slip = rate.quantity.significant_digits > _SURE_DIGITS and made.near(rate)
                if not _of_another(made.over, amounts, stated, sums=not slip):
                    completions.append(ToldRate(rate, made))
            elif not _made_otherwise([one for one in inside if one.kind in _KINDS], stated):
                yield ToldRate(rate, made)
        # 「a支出58万元，执行率96%；b支出31万元，执行率88%」: each of them has a budget of its own that is not told here.
        unders = [one.made.under for one in completions]
        yield from (one for one in completions if unders.count(one.made.under) == 1)


def _of_two_things(text: str, made: Made, rate: Figure) -> bool:
    """援助案件648件，调解矛盾纠纷3624件，成功率98.1%: what has an object of its own is no part of what stands before it."""
    above = made.kind == "share" and made.value > _HUNDRED >= rate.value and not made.near(rate)
    return above and len(text[made.under.end : made.over.start]) > _OBJECT


def in_a_row(text: str, inside: list[Figure], index: int) -> bool:
    """Whether rates stand in a list of their own behind their amounts (分别为a、b、c，占比x、y、z)."""
    rate = inside[index]
    beside = [text[one.end : rate.start] for one in inside[max(0, index - 1) : index] if one.unit == "%"]
    beside += [text[rate.end : one.start] for one in inside[index + 1 : index + 2] if one.unit == "%"]
    return any(between in ("、", "和", "及") for between in beside)


def made_beside(text: str, start: int, inside: list[Figure], index: int) -> Made | None:
    """What inside[index], a percentage, is made of by the words of its own sentence."""
    if index > 1 and _of_rate_before(text, inside, index):
        return None
    return _made(text, start, inside, index) or _formed(text, start, inside, index)


def _made(text: str, start: int, inside: list[Figure], index: int) -> Made | None:
    """The two figures that the sentence makes a rate of, and what they come to."""
    rate, last = inside[index], inside[index - 1]
    first = inside[index - 2] if index > 1 else None
    window = text[last.end : rate.start]
    if not _sure(last):
        return None
    target = _OF_TARGET.search(window)
    if target is not None and len(window) <= 16:
        clause = max(start, text.rfind("；", start, last.start)), text.find("；", rate.end)
        aims = [
            one
            for one in inside
            if one is not last
            and alike(one.quantity, last.quantity)
            and clause[0] <= one.start
            and (clause[1] < 0 or one.start < clause[1])
            and _TARGET.search(text[start : one.start][-16:])
        ]
        return Made("completion", last, aims[0]) if len(aims) == 1 and _sure(aims[0]) else None
    if first is None or not _sure(first):
        return None
    lead = text[max(start, first.start - NEAR) : first.start]
    between = text[first.end : last.start]
    same = alike(first.quantity, last.quantity) or (first.kind == last.kind == "plain" and first.unit == last.unit)
    if not same:
        return None
    if _AND_SO.match(window):
        down = re.search(DOWN, window) is not None
        kind: Kind = "decline" if down else "growth"
        if _BASE.search(lead) and _THEN.match(between):
            return Made(kind, last, first) if (re.search(DOWN, between) is not None) == down else None
        if _FROM.search(lead) and _TO.match(between) and (first.rate == last.rate or "均" in lead):
            return _change(kind, last, first)
    then = _THEN.match(window)
    if (
        then is not None
        and _BASE.search(between)
        and not WORD.search(between)
        and not _BY_HOW_MUCH.search(between)
        and "；" not in between
        and "。" not in between
    ):
        # 「4.35万元，比上年4.6万元下降5.43%」: this year's figure stands before last year's.
        return _change("decline" if re.search(DOWN, window) else "growth", first, last)
    named = _NAMED.match(window)
    # 「X光机3台、其他设备2台，设备利用率95%」 lists two things, of which neither is a part.
    listed = between.startswith("、")
    if named is not None and len(between) <= 12 and first.value >= last.value and last.kind == "count" and not listed:
        own = set(between) & set(named["name"])
        return Made("share", last, first) if len(own) >= 2 else None
    return None


def _of_rate_before(text: str, inside: list[Figure], index: int) -> bool:
    """Whether the two figures before a rate stand in the brackets of an earlier one: 满意度94%（样本400人，满意376人），员工满意度86%."""
    first, last = inside[index - 2], inside[index - 1]
    if not text.startswith(("）", ")"), last.end):
        return False
    opening = max(text.rfind("（", 0, first.start), text.rfind("(", 0, first.start))
    return any(one.unit == "%" and one.end == opening for one in inside[: index - 2])


def _formed(text: str, start: int, inside: list[Figure], index: int) -> Made | None:
    form = form_of(text, start, inside, index)
    if form is None:
        return None
    return Made(form.kind, form.over, form.under, form.distance, shift=form.shift, named=form.named)


def _of_names(pair: tuple[Figure, Figure] | None) -> Made | None:
    return Made("share", *pair) if pair is not None else None


def _of_money(
    text: str, inside: list[Figure], index: int, usable: list[Figure], above: str, far: list[Figure]
) -> Made | None:
    """「到位资金612万元，到位率95.63%」 of the planned amount told nearest before."""
    rate, spent = inside[index], _spent(text, inside, index)
    if (
        _OF_MONEY.match(re.split("[；;]", text[inside[index - 1].end : rate.start])[-1]) is None
        or rate.value > _HUNDRED
    ):
        return None
    found: list[Made] = []
    for part in spent:
        if part.kind != "money" or not _sure(part) or _PLANNED.search(text[max(0, part.start - NEAR) : part.start]):
            continue
        turned = _turned_over(text, usable, part, _stated(rate))
        if turned is not None:
            # 「计划1202.1万元，到位1269万元，到位率94.73%」: one of the amounts is wrong, or they have changed places.
            other = Made("completion", turned, part)
            return Made("completion", part, turned, turned=other.interval.meets(_stated(rate)))
        near = [one for one in usable if one.end <= part.start and _is_whole(text, one, part)]
        wholes = [one for one in far if _is_whole(above, one, part)]
        made = [Made("completion", part, one, far=not near) for one in reversed(near or wholes)]
        # Of several wholes far above that is meant of which the amount, but for its point, is the part.
        found += [one for one in made if one.far and one.shifted(rate)][:1] or made[:1]
    # Behind a list the rate may be of its last part or of the whole: one that fits is the one that is meant.
    return next((one for one in found if one.interval.meets(_stated(rate))), found[0] if found else None)


def _of_money_and_rest(text: str, start: int, inside: list[Figure], index: int) -> Made | None:
    """「实际支出1240.09万元，执行率96.4%，结余46.31万元」: spent and left make the whole."""
    last, rest = inside[index - 1], inside[index + 1] if index + 1 < len(inside) else None
    rate = inside[index]
    if rest is None or index != 1 or not (_sure(last) and _sure(rest)) or last.kind != "money" or rest.kind != "money":
        return None
    if _EXECUTION.match(text[last.end : rate.start]) is None or _REST.match(text[rate.end : rest.start]) is None:
        return None
    lead = text[max(start, last.start - NEAR) : last.start]
    return Made("completion", last, rest, shift=-1) if _USED.search(lead) else None


def _turned_over(text: str, usable: list[Figure], part: Figure, stated: Interval) -> Figure | None:
    """A whole right before a part and less than it, although the rate stated is below a hundred per cent."""
    before = [one for one in usable if one.end <= part.start]
    whole = before[-1] if before else None
    if whole is None or whole.kind != "money" or not _sure(whole) or stated.high >= _HUNDRED:
        return None
    if whole.quantity.scaled() >= part.quantity.scaled() or len(text[whole.end : part.start]) > _BESIDE:
        return None
    return whole if _WHOLE.search(text[max(0, whole.start - 24) : whole.start]) else None


def _spent(text: str, inside: list[Figure], index: int) -> list[Figure]:
    """The amounts that a rate at the end of a sentence may be of, the likelier first: the one before it, and the one that a 其中 breaks down."""
    last = inside[index - 1]
    at = text.rfind("其中", inside[0].end, inside[index].start)
    if at < 0:
        return [last]
    whole = max((one for one in inside if one.end <= at), key=lambda one: one.end)
    mark = text[last.end : inside[index].start].lstrip()[:1]
    return [whole, last] if mark in ("；", ";") else [last, whole]


def _is_whole(text: str, figure: Figure, part: Figure) -> bool:
    """Whether a figure is an amount that was planned or came in, and large enough."""
    return (
        figure.kind == "money"
        and _sure(figure)
        and figure.quantity.scaled() >= part.quantity.scaled()
        and _WHOLE.search(text[max(0, figure.start - 24) : figure.start]) is not None
    )


def _sure(figure: Figure) -> bool:
    return figure.kind in _KINDS and figure.value > 0 and not (figure.bound or figure.approximate or figure.rate)


def _change(kind: Kind, now: Figure, before: Figure) -> Made | None:
    # Whether the word is right is another question: a rate of the other direction is right as a rate.
    return Made(kind, now, before, True) if now.quantity.scaled() != before.quantity.scaled() else None


def _stated(rate: Figure) -> Interval:
    """What a percentage may stand for: some cut the last digit instead of rounding it."""
    if not rate.quantity.decimals:
        return rate.quantity.interval()
    step = Decimal(1).scaleb(-rate.quantity.decimals)
    return Interval(rate.value - step, rate.value + step)


def _exact(quantity: Quantity) -> Interval:
    """Counted things are counted, not rounded."""
    if quantity.is_money or quantity.decimals or quantity.scaled() != quantity.value:
        return quantity.interval()
    return Interval(quantity.value, quantity.value)


def _quotient(over: Interval, under: Interval, distance: bool = False) -> Interval:
    if under.low <= 0:
        return Interval(Decimal(0), _HUNDRED * _HUNDRED)
    if not distance:
        return Interval(over.low / under.high * _HUNDRED, over.high / under.low * _HUNDRED)
    low, high = over.low - under.high, over.high - under.low
    ends = sorted((abs(low), abs(high)))
    least = Decimal(0) if low <= 0 <= high else ends[0]
    return Interval(least / under.high * _HUNDRED, ends[1] / under.low * _HUNDRED)


def _of_another(over: Figure, amounts: tuple[Quantity, ...], stated: Interval, *, sums: bool) -> bool:
    """Whether an amount is the rate's part, or what is left, of some other amount or, with `sums`, of the sum of two."""
    part = over.quantity.scaled()
    told = {one.scaled() for one in amounts if one.value > 0 and (one.is_money or one.unit == over.unit)}
    if len(told) > _MOST or not sums:
        # Sums of so many make any rate: only what is told by itself can be the whole.
        wholes = told
    else:
        pairs = list(combinations(told, 2))
        wholes = told | {left + right for left, right in pairs} | {abs(left - right) for left, right in pairs}
    return any(
        whole > 0 and any(stated.low <= value <= stated.high for value in (share, _HUNDRED - share))
        for whole in wholes
        for share in (part / whole * _HUNDRED if whole else Decimal(0),)
    )


def _of_one(over: Figure, amounts: list[Quantity], stated: Interval) -> bool:
    """Whether an amount is the rate's part of another one told."""
    return any(
        one.is_money and one.value > 0 and stated.low <= over.quantity.scaled() / one.scaled() * _HUNDRED <= stated.high
        for one in amounts
    )


def _made_otherwise(told: list[Figure], stated: Interval) -> bool:
    """Whether some other two figures of the sentence make a rate."""
    if len(told) > _MOST:
        return True
    for over, under in permutations([one.quantity for one in told], 2):
        if under.value <= 0 or not (alike(over, under) or over.unit == under.unit):
            continue
        share = over.scaled() / under.scaled() * _HUNDRED
        if any(stated.low <= value <= stated.high for value in (share, _HUNDRED - share, abs(share - _HUNDRED))):
            return True
    return False
