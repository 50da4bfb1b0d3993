"""Weights and scores: what they add up to, and no score above its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.headed import are_shares, overdrawn, weighed_headings
from reportparse.checks.score_grids import MarkSum, mark_sums, marks
from reportparse.checks.scoring import (
    HUNDRED,
    Points,
    ScoredRow,
    ScoreTable,
    reviewed_tables,
    scored_tables,
)
from reportparse.checks.told_scores import told_limits, told_marks, told_totals
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.numbers import find_figures, parse_cell

_MANY = 3
_MOST_TOLD = 8
# One weight changed is not a fifth of all.
_MOST_OFF = 5
_ROUNDING = Say("差额在四舍五入范围内，属尾差", "within rounding")


def check_weights(context: Context) -> Results:
    """The weights add up to 100 (or to the total the form prints), those of a category to what its name says."""
    tables = [
        table
        for table in context.once(scored_tables)
        if any(row.weight or row.category.points or row.dimension.points for row in table.rows)
    ]
    if not tables:
        yield context.skip("指标表没有分值", "the table of indicators has no weights")
        return
    for table in tables:
        if any(row.bonus for row in table.rows):
            yield context.skip("指标表有加分项或扣分项", "the table has indicators for extra points")
            continue
        if are_shares(table):
            yield context.skip("各项权重是在所属一级或二级指标中的占比", "the weights are shares of their headings")
            continue
        wrong = weighed_headings(table)
        for one in wrong:
            what = Say(f"“{one.name}”", f"“{one.name}”")
            yield _weights(context, one.parts, one.points, one.total, what, one.key)
        total = table.weights
        if total is None:
            yield context.skip(
                "有指标的分值未填或未能识别", "the weight of some indicator is blank or was not understood"
            )
            continue
        expected = HUNDRED
        if table.total is not None and table.total.weight is not None:
            expected = table.total.weight.value
        if wrong or total in (expected, HUNDRED):
            continue
        if table.rate_apart and total < HUNDRED:
            yield context.skip("预算执行率的分值未能识别", "the weight of the execution rate was not understood")
            continue
        if total < HUNDRED and _is_spread(table, tables):
            yield context.skip("指标分列在几个表中", "the indicators are spread over several tables")
            continue
        if total < HUNDRED and table.total is None and _is_told_as_part(context, total):
            yield context.skip("正文另有表外的指标", "the text tells of indicators that are not in the table")
            continue
        # Weights so far from their total are likely those of a part of the indicators, told in two tables or read as two.
        doubtful = total < HUNDRED and (expected - total) * _MOST_OFF >= expected
        what = Say("各项指标", "the indicators")
        yield _weights(context, _parts(table), expected, total, what, "total", doubtful=doubtful)


def _parts(table: ScoreTable) -> list[Points]:
    """The weights that make a table's total: those of the rows, or of the headings where the rows have none."""
    points = [one for _, one in table.part("weight")]
    if any(row.weight for row in table.rows):
        return points
    heads = [head for row in table.rows for head in (row.category.points or row.dimension.points,) if head]
    return [*{one.place: one for one in heads}.values(), *points]


def _is_told_as_part(context: Context, total: Decimal) -> bool:
    """Whether the text gives full marks that make a hundred, and a table without a total has just some of them: 投入20分、过程20分 are elsewhere."""
    told = [one.weight for one in context.once(told_marks)]
    if sum(told, Decimal(0)) != HUNDRED or len(told) > _MOST_TOLD:
        return False
    return any(sum(some) == total for count in range(1, len(told)) for some in combinations(told, count))


def _is_spread(table: ScoreTable, tables: list[ScoreTable]) -> bool:
    """Whether the indicators of one form may be spread over several tables: each of them by itself is no whole."""
    mine = [other for other in tables if other.form is table.form]
    return len(mine) > 1 and not all(other.execution or other.total for other in mine)


def _weights(
    context: Context,
    parts: Iterable[Points],
    expected: Decimal,
    total: Decimal,
    what: Say,
    key: str,
    *,
    doubtful: bool = False,
) -> Finding:
    return context.finding(
        key=key,
        severity="info" if doubtful else None,
        stated=plain(total),
        expected=plain(expected),
        difference=plain(total - expected),
        evidence=[context.quote(one.place, "part") for one in parts],
        arguments={
            "what": what,
            "computed": plain(total),
            "expected": plain(expected),
            "difference": plain(abs(total - expected)),
            "terms": " + ".join(plain(one.value) for one in parts),
        },
    )


def check_scores(context: Context) -> Results:
    """The scores of all indicators, with that of the budget's execution, add up to the total score."""
    yield from told_totals(context)
    tables = [table for table in context.once(scored_tables) if table.part("score")]
    if not tables:
        looked = False
        for one in mark_sums(context):
            looked = True
            yield _small_sum(context, one)
        if not looked:
            yield context.skip("指标表没有得分", "the table of indicators has no scores")
        return
    # A form may have its execution scored once only, above the indicators.
    apart = {table.execution.score.value for table in tables if table.execution and table.execution.score}
    reviewed = [(table, "reviewed") for table in reviewed_tables(context.reading.outline)]
    for table, key in (*((table, "total") for table in tables), *reviewed):
        totals = _totals(context, table, len(tables) == 1 and key == "total")
        reason = _unready(table, totals)
        if reason is not None:
            yield context.skip(reason.zh, reason.en)
            continue
        parts = table.part("score")
        computed = sum((points.value for _, points in parts), Decimal(0))
        seen: set[Decimal] = set()
        for total, place in totals:
            if total.value == computed or total.value in seen:
                continue
            if key == "reviewed" and table.execution is None and total.value - computed in apart:
                continue
            seen.add(total.value)
            # A total written more finely than its parts shows how finely they are meant.
            decimals = max(total.decimals, *(points.quantity.decimals for _, points in parts))
            bounds = Interval(Decimal(0), Decimal(0))
            for _, points in parts:
                bounds = bounds + points.quantity.interval(decimals)
            # Scores are whole or written out; only a mean or a product leaves a tail.
            rounded = decimals > 0 and bounds.meets(total.interval(decimals))
            yield _sum(context, key, parts, computed, total, place, rounded)


def _totals(context: Context, table: ScoreTable, only: bool) -> list[tuple[Quantity, Place]]:
    """The total scores the report prints: in the table's last row, and in the field of the form."""
    found: list[tuple[Quantity, Place]] = []
    if table.total is not None and table.total.score is not None:
        found.append((table.total.score.quantity, table.total.score.place))
    spot = context.reading.outline.field("score") if only else None
    if spot is not None and (quantity := _score(spot.text)) is not None:
        found.append((quantity, spot.place))
    return found


def _score(text: str) -> Quantity | None:
    quantity = parse_cell(text)
    if quantity is None:
        figures = [figure for figure in find_figures(text) if figure.kind in ("plain", "score")]
        if len(figures) != 1:
            return None
        quantity = figures[0].quantity
    return quantity if quantity.unit in ("", "分") else None


def _unready(table: ScoreTable, totals: list[tuple[Quantity, Place]]) -> Say | None:
    """Why the scores of a table cannot be added up."""
    if not totals:
        return Say("没有总分可以核对", "there is no total score to compare with")
    if any(row.score_unread for row in table.scored):
        return Say("有指标的得分未填或未能识别", "the score of some indicator is blank or was not understood")
    if any(row.bonus for row in table.rows):
        return Say("指标表有加分项或扣分项", "the table has indicators for extra points")
    if table.rate_apart and table.weights != HUNDRED:
        return Say("预算执行率的得分未能识别", "the score of the execution rate was not understood")
    if _other_scale(table):
        return Say("各项得分不以分值为满分", "the scores are not on the scale of the weights")
    if table.weights != HUNDRED and not (table.total and table.total.weight and table.total.score):
        # Without weights that make up the whole nothing shows that all indicators were read.
        return Say(
            "各项分值合计不是100，不能确定得分是否齐全", "the weights do not make up 100, so scores may be missing"
        )
    return None


def _other_scale(table: ScoreTable) -> bool:
    """Whether scores are marks out of a hundred each, or the weights percentages."""
    both = [(row.weight, row.score) for row in table.scored if row.weight is not None and row.score is not None]
    above = sum(score.value > weight.value for weight, score in both)
    return (above >= _MANY and above * 2 >= len(both)) or any(weight.quantity.unit == "%" for weight, _ in both)


def _sum(
    context: Context,
    key: str,
    parts: list[tuple[ScoredRow, Points]],
    computed: Decimal,
    total: Quantity,
    place: Place,
    rounded: bool,
) -> Finding:
    difference = total.value - computed
    return context.finding(
        key=key,
        severity="info" if rounded else None,
        stated=total.written(),
        expected=plain(computed),
        difference=plain(difference),
        diagnosis=_ROUNDING if rounded else explain(total, Quantity(computed, total.unit, plain(computed))),
        evidence=[context.quote(place, "total"), *(context.quote(points.place, "part") for _, points in parts)],
        arguments={
            "stated": total.written(),
            "computed": plain(computed),
            "difference": plain(abs(difference)),
            "terms": " + ".join(plain(points.value) for _, points in parts),
        },
    )


def _small_sum(context: Context, one: MarkSum) -> Finding:
    computed = sum((mark.score.value for mark in one.marks), Decimal(0))
    return context.finding(
        key="small",
        severity="warning",
        stated=plain(one.total),
        expected=plain(computed),
        difference=plain(one.total - computed),
        evidence=[
            context.around(one.place, "total"),
            *(context.quote(mark.score_place, "part") for mark in one.marks),
        ],
        arguments={
            "stated": plain(one.total),
            "computed": plain(computed),
            "difference": plain(abs(one.total - computed)),
            "terms": " + ".join(plain(mark.score.value) for mark in one.marks),
        },
    )


def check_score_limits(context: Context) -> Results:
    """No score above its weight, none below zero."""
    yield from told_limits(context)
    yield from _small(context)
    tables = [table for table in context.once(scored_tables) if table.part("score")]
    if not tables:
        yield context.skip("指标表没有得分", "the table of indicators has no scores")
        return
    for table in (*tables, *reviewed_tables(context.reading.outline)):
        yield from _headings(context, table)
        scale = _other_scale(table)
        if scale:
            yield context.skip("各项得分不以分值为满分", "the scores are not on the scale of the weights")
        for row, weight, score in _scored(table):
            if row.bonus or (score.value >= 0 and (scale or weight is None or score.value <= weight.value)):
                continue
            limit = weight.quantity.written() if weight is not None and score.value >= 0 else "0"
            yield context.finding(
                key=row.name,
                stated=score.quantity.written(),
                expected=limit,
                evidence=list(_limits(context, weight, score)),
                arguments={
                    "name": row.name,
                    "score": score.quantity.written(),
                    "weight": limit,
                    "why": Say("低于0", "below zero")
                    if score.value < 0
                    else Say(f"高于分值{limit}", f"above its weight of {limit}"),
                },
            )


def _small(context: Context) -> Iterator[Finding]:
    """Marks above the full ones in tables that are no table of indicators."""
    for mark in context.once(marks):
        if mark.score.value > mark.weight.value:
            limit = mark.weight.written()
            yield context.finding(
                key=mark.name,
                stated=mark.score.written(),
                expected=limit,
                evidence=[context.quote(mark.score_place, "stated"), context.quote(mark.weight_place, "expected")],
                arguments={
                    "name": mark.name,
                    "score": mark.score.written(),
                    "weight": limit,
                    "why": Say(f"高于分值{limit}", f"above its weight of {limit}"),
                },
            )


def _headings(context: Context, table: ScoreTable) -> Results:
    """Where the form gives points to the headings only: the scores below them."""
    for one in overdrawn(table):
        yield context.finding(
            key=one.key,
            stated=plain(one.total),
            expected=plain(one.points),
            evidence=[context.quote(part.place, "stated") for part in one.parts],
            arguments={
                "name": one.name,
                "score": plain(one.total),
                "weight": plain(one.points),
                "why": Say(f"高于分值{plain(one.points)}", f"above its weight of {plain(one.points)}"),
            },
        )


def _scored(table: ScoreTable) -> Iterator[tuple[ScoredRow, Points | None, Points]]:
    """Rows whose score stands beside their own weight; cells merged over several rows on one side only are left out."""
    places: dict[Place, int] = {}
    for row in table.scored:
        for points in (row.weight, row.score):
            if points is not None:
                places[points.place] = places.get(points.place, 0) + 1
    for row in table.scored:
        if row.score is None or places[row.score.place] > 1 or (row.weight and places[row.weight.place] > 1):
            continue
        yield row, row.weight, row.score


def _limits(context: Context, weight: Points | None, score: Points) -> Iterator[Evidence]:
    yield context.quote(score.place, "stated")
    if weight is not None:
        yield context.quote(weight.place, "expected")
