"""Percentages against the figures they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportparse.checks.breakdown import blamed_mentions
from reportparse.checks.completions import Completion, completions
from reportparse.checks.context import Context, Results, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.far_rates import far_rates
from reportparse.checks.level_rates import level_rates
from reportparse.checks.measures import pairs, short_name
from reportparse.checks.named_shares import named_shares
from reportparse.checks.plain_tables import plain_rates
from reportparse.checks.rate_columns import column_rates, quotient
from reportparse.checks.rate_scores import rate_scores
from reportparse.checks.running_text import running_text, told_paragraphs
from reportparse.checks.share_scores import ShareScore, share_scores
from reportparse.checks.told_points import (
    Told,
    rounded,
    told_completions,
    told_far_completions,
    told_over_target,
    told_points,
    told_shares,
    told_swapped_shares,
)
from reportparse.checks.told_products import told_products
from reportparse.checks.told_rates import ToldRate, told_rates
from reportparse.checks.told_spoken import told_spoken
from reportparse.model.claims import Rate
from reportparse.model.document import Table
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import RateOptions
from reportparse.text.formulas import formulas
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.slips import power_of_ten

_HUNDRED = Decimal(100)
# How many paragraphs above a rate the amount may stand that it is a part of.
_ABOVE = 4
# The same amount in 元, 万元 and 亿元 is so many powers of ten apart.
_UNITS_APART = (0, 4, 8)
_SIGN = re.compile("[%％]|百分")
_SIGN_LOST = Say("数值正确，漏写了百分号", "the value is right, the percent sign is missing")
_NAMES = {
    "share": Say("占比", "share"),
    "growth": Say("增长率", "growth"),
    "decline": Say("下降率", "decline"),
    "completion": Say("预算完成率", "completion rate"),
}


def check_rates(context: Context) -> Results:
    """Rates of sentences, and rate columns of tables, as rounding intervals of both figures and of the rate."""
    options = context.check.options
    assert isinstance(options, RateOptions)
    compared = False
    blamed = blamed_mentions(context.reading.claims)
    for rate in context.reading.rates:
        if any(m is not None and (m.place, m.start) in blamed for m in (rate.amount, rate.base, rate.change)):
            # A figure that differs from the tables is a finding already, and its rates follow from it.
            continue
        pair = _figures(context, rate)
        if pair is None:
            continue
        compared = True
        if _of_another_total(context, rate):
            continue
        finding = _sentence(context, rate, *pair)
        if finding is not None:
            yield finding
    for told in _told(context):
        compared = True
        if told is not None:
            yield told
    for worked in _worked_out(context):
        compared = True
        if worked is not None:
            yield worked
    for spoken in _spoken(context, blamed):
        compared = True
        if spoken is not None:
            yield spoken
    for product in _products(context, blamed):
        compared = True
        yield product
    for small in plain_rates(context):
        compared = True
        if small is not None:
            yield small
    for completion in completions(context):
        compared = True
        if completion is not None:
            yield _completion_finding(context, completion)
    for shared in share_scores(context):
        compared = True
        if shared is not None:
            yield _share_score(context, shared)
    for far in _far(context, blamed):
        compared = True
        if far is not None:
            yield far
    for result in (*column_rates(context, options), *rate_scores(context, options)):
        compared = True
        if result is not None:
            yield result
    if not compared:
        yield context.skip("没有两个数都已知的比率可以核对", "no rate whose two figures are known")


def _told(context: Context) -> Iterator[Finding | None]:
    """Rates whose two figures a sentence gives under labels of its own: for each a finding, or None where it is right."""
    taken: dict[tuple[int, int | None, int | None], set[int]] = {}
    for one in context.reading.rates:
        place = one.stated.place
        if place.span is not None and _figures(context, one) is not None:
            taken.setdefault(place[:3], set()).add(place.span[0])
    wrong = blamed_places(context)
    facts = tuple(
        fact.quantity
        for fact in context.reading.facts
        if fact.quantity.is_money and fact.concept.startswith("project.")
    )
    for passage, text, above in told_paragraphs(context, _ABOVE, "%"):
        known = frozenset(start - passage.offset for start in taken.get(passage.place[:3], ()))
        for other in _others(context, text, above, facts):
            if other is not None and other.stated.start not in known:
                places = [passage.span(one.start, one.end) for one in (other.stated, *other.parts)]
                if not any(place in wrong for place in places):
                    yield _other_finding(context, other, places)
            elif other is None:
                yield None
        for rate in told_rates(text, above, known, facts):
            if rate is None:
                yield None
                continue
            made = rate.made
            if (made.far or made.kind == "completion") and _in_its_row(context, made.over.value, rate.stated.quantity):
                continue
            if made.with_rest and made.whole not in context.once(_amounts):
                continue
            near = [rate.stated, made.over] if made.far else [rate.stated, made.over, made.under]
            places = [passage.span(one.start, one.end) for one in near]
            if any(place in wrong for place in places):
                continue
            if made.far and not made.shifted(rate.stated) and _slip(rate) is None:
                # The whole told far above may be another one, unless a slip of the pen leads from its rate to this one.
                continue
            yield _told_finding(context, rate, places)
    yield from _in_cells(context)


def _in_cells(context: Context) -> Iterator[Finding | None]:
    """Rates beside their figures in the results of a table of indicators: 「预算60万元，完成57万元，完成率95%」."""
    for indicator in context.reading.indicators:
        place = indicator.places.get("actual") or indicator.places.get("told")
        if place is None or place.row is None or place.span is not None or "%" not in fold(indicator.actual or ""):
            continue
        text = fold(context.document.text_at(place))
        for rate in told_rates(text, "", frozenset(), ()):
            if rate is None:
                yield None
            else:
                near = (rate.stated, rate.made.over, rate.made.under)
                yield _told_finding(context, rate, [place.at(one.start, one.end) for one in near])


def _computed(rate: ToldRate) -> Decimal:
    return rate.made.value.quantize(Decimal(1).scaleb(-max(rate.stated.quantity.decimals, 2)), ROUND_HALF_UP)


def _slip(rate: ToldRate) -> Say | None:
    return explain(rate.stated.quantity, Quantity(_computed(rate), "%", ""))


def _told_finding(context: Context, rate: ToldRate, places: list[Place]) -> Finding:
    """`places` are those of the rate, its part and, where it is told beside them, its whole."""
    made = rate.made
    computed = _computed(rate)
    return context.finding(
        key=f"{made.kind}/{made.over.text}/{rate.stated.text}",
        severity="warning" if made.far else None,
        stated=rate.stated.quantity.written(),
        expected=plain(computed),
        difference=plain(rate.stated.value - computed),
        diagnosis=_slip(rate),
        evidence=[
            context.around(places[0], "stated"),
            context.quote(places[1], "part"),
            *(context.quote(place, "total") for place in places[2:]),
        ],
        arguments={
            "name": _NAMES[made.kind] if made.kind != "completion" else Say("比率", "rate"),
            "label": made.over.text,
            "stated": rate.stated.text,
            "computed": f"{plain(computed)}%",
        },
    )


def _worked_out(context: Context) -> Iterator[Finding | None]:
    """Formulas written out in the text, by their own numbers."""
    for passage, text, _ in context.once(running_text).all_with("="):
        for formula in formulas(text):
            if formula.holds:
                yield None
                continue
            place = passage.span(formula.begin, formula.end)
            decimals = max(0, -int(formula.stated.as_tuple().exponent))
            computed = formula.computed.quantize(Decimal(1).scaleb(-max(decimals, 2)), ROUND_HALF_UP)
            stated = Quantity(formula.stated, formula.unit, text[formula.start : formula.end])
            yield context.finding(
                key=f"formula/{stated.text}/{plain(computed)}",
                stated=stated.written(),
                expected=plain(computed),
                difference=plain(formula.stated - computed),
                diagnosis=explain(stated, Quantity(computed, formula.unit, "")),
                evidence=[context.around(place, "stated")],
                arguments={
                    "name": Say("计算结果", "result"),
                    "label": text[formula.begin : formula.start].rstrip("= "),
                    "stated": stated.with_unit(),
                    "computed": f"{plain(computed)}{formula.unit}",
                },
            )


def _spoken(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding | None]:
    """Shares and growth in words."""
    wrong = {place for place, _ in blamed}
    for passage, text, _ in told_paragraphs(context, 0, ""):
        for told in told_spoken(text):
            if told is None:
                yield None
                continue
            places = [passage.span(one.start, one.end) for one in (told.said, told.over, told.under)]
            if any(place in wrong for place in places):
                continue
            computed = plain(told.value.quantize(Decimal("0.01"), ROUND_HALF_UP))
            yield context.finding(
                key=f"spoken/{told.over.text}/{told.said.text}",
                stated=told.said.text,
                expected=computed,
                evidence=[
                    context.around(places[0], "stated"),
                    context.quote(places[1], "part"),
                    context.quote(places[2], "total"),
                ],
                arguments={
                    "name": Say("比率", "rate"),
                    "label": told.over.text,
                    "stated": told.said.text,
                    "computed": f"{computed}%",
                },
            )


def _products(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """Unit prices, their number and what they come to."""
    wrong = {place for place, _ in blamed}
    for passage, text, _ in told_paragraphs(context, 0, "元"):
        for told in told_products(text):
            others = [one for one in (told.price, told.count, told.total) if one is not told.stated and one.text]
            places = [passage.span(one.start, one.end) for one in (told.stated, *others)]
            if any(place in wrong for place in places):
                continue
            computed = told.computed
            mean = told.stated is told.price
            yield context.finding(
                key=f"product/{told.stated.text}/{plain(computed.value)}",
                stated=told.stated.quantity.written(),
                expected=plain(computed.value),
                difference=plain(told.stated.value - computed.value),
                diagnosis=explain(told.stated.quantity, computed),
                evidence=[
                    context.around(places[0], "stated"),
                    *(context.quote(place, "part") for place in places[1:]),
                ],
                arguments={
                    "name": Say("平均数", "mean") if mean else Say("合计数（单价或标准乘以数量）", "total"),
                    "label": (told.count if mean and told.count.text else told.price).text,
                    "stated": told.stated.text,
                    "computed": computed.with_unit(),
                },
            )


def _far(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding | None]:
    """Shares and growth whose other figure stands far away."""
    taken = {one.stated.place for one in context.reading.rates if _figures(context, one) is not None}
    wrong = {place for place, _ in blamed}
    for far in (*far_rates(context), *named_shares(context), *level_rates(context)):
        if far is None:
            yield None
            continue
        if far.places[0] in taken or wrong.intersection((*far.places, far.other)):
            continue
        computed = far.computed.quantize(Decimal(1).scaleb(-max(far.stated.quantity.decimals, 2)), ROUND_HALF_UP)
        yield context.finding(
            key=f"{far.kind}/{far.amount.text}/{far.stated.text}",
            severity="warning",
            stated=far.stated.quantity.written(),
            expected=plain(computed),
            difference=plain(far.stated.value - computed),
            diagnosis=explain(far.stated.quantity, Quantity(computed, "%", "")),
            evidence=[
                context.around(far.places[0], "stated"),
                context.quote(far.places[1], "part"),
                context.around(far.other, "total"),
            ],
            arguments={
                "name": _NAMES[far.kind],
                "label": far.amount.text,
                "stated": far.stated.text,
                "computed": f"{plain(computed)}%",
            },
        )


def _amounts(context: Context) -> frozenset[Decimal]:
    """Every amount of the text and the tables."""
    reading = context.reading
    told = {claim.mention.quantity.scaled() for claim in reading.claims if claim.mention.quantity.is_money}
    return frozenset(told | {fact.quantity.scaled() for fact in reading.facts if fact.quantity.is_money})


def _completion_finding(context: Context, wrong: Completion) -> Finding:
    stated, name = wrong.stated, wrong.pair.indicator.name
    computed = wrong.computed.quantize(Decimal(1).scaleb(-max(stated.decimals, 2)), ROUND_HALF_UP)
    return context.finding(
        key=f"completion/{name}",
        stated=stated.written(),
        expected=plain(computed),
        difference=plain(stated.value - computed),
        diagnosis=explain(stated, Quantity(computed, "%", "")),
        evidence=[
            context.quote(wrong.place, "stated"),
            context.quote(wrong.pair.actual_place, "part"),
            context.quote(wrong.pair.target_place, "total"),
        ],
        arguments={
            "name": Say("完成率", "rate of completion"),
            "label": name,
            "stated": f"{stated.written()}%",
            "computed": f"{plain(computed)}%",
        },
    )


def _share_score(context: Context, wrong: ShareScore) -> Finding:
    places = wrong.pair.indicator.places
    name = wrong.pair.indicator.name
    return context.finding(
        key=f"share/{name}",
        severity="warning",
        stated=wrong.score.written(),
        expected=plain(wrong.expected),
        difference=plain(wrong.score.value - wrong.expected),
        diagnosis=explain(wrong.score, Quantity(wrong.expected, wrong.score.unit, "")),
        evidence=[
            context.quote(places["score"], "stated"),
            context.quote(wrong.pair.actual_place, "part"),
            context.quote(wrong.pair.target_place, "total"),
        ],
        arguments={
            "name": Say("得分（按完成比例）", "score (by the share reached)"),
            "label": short_name(name),
            "stated": f"{wrong.score.written()}分",
            "computed": f"{plain(wrong.expected)}分",
        },
    )


def _in_its_row(context: Context, value: Decimal, stated: Quantity) -> bool:
    """Whether a table has the amount, in whatever unit, in a row whose other figures make the rate."""
    step = Decimal(1).scaleb(-stated.decimals)
    return any(
        other
        and abs(mine / other * _HUNDRED - stated.value) <= step
        and mine
        and abs(power_of_ten(mine, value) or 0) in _UNITS_APART
        for mine, others in context.once(_rows_by_figure).get(_digits(value), ())
        for other in others
    )


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").strip("0")


def _rows_by_figure(context: Context) -> dict[str, list[tuple[Decimal, tuple[Decimal, ...]]]]:
    """The figures of the rows of all tables by the digits of each of them."""
    found: dict[str, list[tuple[Decimal, tuple[Decimal, ...]]]] = {}
    for block in context.document.walk():
        for row in block.rows if isinstance(block, Table) else ():
            values = tuple(one.value for cell in row if (one := parse_cell(cell.text)) is not None)
            for value in values if len(values) > 1 else ():
                found.setdefault(_digits(value), []).append((value, values))
    return found


def _others(context: Context, text: str, above: str, facts: tuple[Quantity, ...]) -> Iterator[Told | None]:
    # What is told of shares takes two of them.
    several = text.count("占") > 1 or "分别占" in text
    near = (*find_figures(above), *find_figures(text)) if several else ()
    amounts = {one.quantity.scaled() for one in near if one.kind == "money"}
    yield from told_points(text)
    yield from told_shares(text, amounts | {one.scaled() for one in facts})
    yield from told_completions(text, context.once(pairs))
    yield from told_over_target(text, context.once(pairs))
    yield from told_swapped_shares(text)
    yield from told_far_completions(text, context.once(pairs))


def _other_finding(context: Context, told: Told, places: list[Place]) -> Finding:
    computed, stated = rounded(told), told.stated
    return context.finding(
        key=f"{told.kind}/{stated.text}/{plain(computed)}",
        severity="warning" if told.beside is not None else None,
        stated=stated.quantity.written(),
        expected=plain(computed),
        difference=plain(stated.value - computed),
        diagnosis=explain(stated.quantity, Quantity(computed, stated.unit, "")),
        evidence=[
            context.around(places[0], "stated"),
            *(context.quote(place, "part") for place in places[1:]),
            *([context.quote(told.beside, "total")] if told.beside is not None else []),
        ],
        arguments={
            "name": _NAMES[told.kind] if told.kind == "share" else Say("比率", "rate"),
            "label": told.parts[-1].text,
            "stated": stated.text,
            "computed": f"{plain(computed)}{stated.unit}",
        },
    )


def blamed_places(context: Context) -> set[Place]:
    """Where figures stand that differ from the tables: what is computed with them is another consequence."""
    return {place for place, _ in blamed_mentions(context.reading.claims)}


def _figures(context: Context, rate: Rate) -> tuple[Quantity, Quantity, list[Evidence]] | None:
    """(numerator, denominator, what they stand in); None where the denominator is not certain."""
    amount = rate.amount.quantity
    if rate.kind in ("growth", "decline"):
        assert rate.change is not None
        change = rate.change.quantity
        sign = 1 if rate.kind == "growth" else -1
        base = Quantity(amount.in_unit(change.unit) - sign * change.value, change.unit, "")
        decimals = max(amount.decimals, change.decimals)
        base = Quantity(base.value.quantize(Decimal(1).scaleb(-decimals)), base.unit, "")
        return change, base, []
    if rate.base is not None:
        return amount, rate.base.quantity, [context.quote(rate.base.place, "total")]
    facts = [fact for fact in context.reading.facts if fact.concept == rate.base_concept and fact.quantity.is_money]
    if rate.amount.subject:
        facts = [fact for fact in facts if fact.entity == rate.amount.subject]
    else:
        facts = [fact for fact in facts if fact.summary] or facts
    if len({fact.quantity.scaled() for fact in facts}) != 1:
        return None
    return amount, facts[0].quantity, [Evidence(f"{facts[0].label} {facts[0].text}", facts[0].place, "total")]


def _of_another_total(context: Context, rate: Rate) -> bool:
    """Whether a share is that of another amount which the text gives under the whole's name: 本年收入 beside the table's 收入总计."""
    if rate.kind != "share" or rate.base is not None or rate.base_concept is None:
        return False
    stated = rate.stated.quantity.interval()
    for claim in context.reading.claims:
        other = claim.mention
        if other.concept != rate.base_concept or claim.status != "unsupported" or other.qualifier or other.subject:
            continue
        result = quotient(rate.amount.quantity, other.quantity)
        if result is not None and result[1].meets(stated):
            return True
    return False


def _sentence(
    context: Context, rate: Rate, over: Quantity, under: Quantity, evidence: list[Evidence]
) -> Finding | None:
    stated = rate.stated.quantity
    name = _NAMES[rate.kind]
    if rate.kind in ("growth", "decline") and under.value <= 0:
        why = Say("基数为零或负数，没有增减率可言", "the base is zero or less, so there is no rate")
        return _finding(context, rate, name, stated, None, evidence, why)
    result = quotient(over, under)
    if result is None:
        return None
    value, interval = result
    computed = value.quantize(Decimal(1).scaleb(-max(stated.decimals, 2)), ROUND_HALF_UP)
    agrees = interval.meets(stated.interval())
    if not _SIGN.search(stated.text):
        # A bare number that is not the rate may be anything; one that is has lost its sign.
        return _finding(context, rate, name, stated, computed, evidence, _SIGN_LOST) if agrees else None
    return None if agrees else _finding(context, rate, name, stated, computed, evidence, None)


def _finding(
    context: Context,
    rate: Rate,
    name: Say,
    stated: Quantity,
    computed: Decimal | None,
    evidence: list[Evidence],
    why: Say | None,
) -> Finding:
    near = why is None and computed is not None and abs(computed - stated.value) <= Decimal(1).scaleb(-stated.decimals)
    expected = plain(computed) if computed is not None else None
    return context.finding(
        key=f"{rate.kind}/{rate.amount.label}/{stated.written()}",
        severity="info" if near else None,
        stated=stated.written(),
        expected=expected,
        difference=plain(stated.value - computed) if computed is not None else None,
        diagnosis=why or (explain(stated, Quantity(computed, "%", "")) if computed is not None and not near else None),
        evidence=[context.around(rate.stated.place, "stated"), context.quote(rate.amount.place, "part"), *evidence],
        arguments={
            "name": name,
            "label": rate.amount.label or rate.amount.quantity.text,
            "stated": stated.text,
            "computed": f"{expected}%" if expected is not None else Say("无法计算", "nothing"),
        },
    )
