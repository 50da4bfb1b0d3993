"""Rate columns of tables: for each row with all three figures, whether the rate follows from the two others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from reportparse.checks.context import Context, plain
from reportparse.checks.diagnosis import explain
from reportparse.model.document import Table
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.ruleset.kinds import RateOptions
from reportparse.text.numbers import parse_cell

_HUNDRED = Decimal(100)


def quotient(over: Quantity, under: Quantity) -> tuple[Decimal, Interval] | None:
    """The percentage and the interval of what it may be; None where the lower figure may be zero or less."""
    top, bottom = over.interval(), under.interval()
    if bottom.low <= 0 or under.value <= 0:
        return None
    return over.scaled() / under.scaled() * _HUNDRED, Interval(
        min(top.low / bottom.high, top.low / bottom.low) * _HUNDRED,
        max(top.high / bottom.low, top.high / bottom.high) * _HUNDRED,
    )


def column_rates(context: Context, options: RateOptions) -> list[Finding | None]:
    """Rate columns of tables: for each row with all three figures, a finding or None."""
    found: list[Finding | None] = []
    rows: dict[tuple[int | None, int | None], dict[str, Fact]] = {}
    for fact in context.reading.facts:
        rows.setdefault((fact.region, fact.place.row), {}).setdefault(fact.concept, fact)
    for ratio in options.ratios:
        triples = []
        for facts in rows.values():
            rate, over = facts.get(ratio.rate), facts.get(ratio.over)
            under = next((facts[name] for name in ratio.under if name in facts), None)
            if rate is not None and over is not None and under is not None:
                triples.append((rate, over, under))
        for rate, over, under in _by_their_own_base(context, triples):
            result = quotient(over.quantity, under.quantity)
            if result is None:
                continue
            value, interval = result
            stated = _percent(rate.quantity, value)
            if interval.meets(stated.interval()):
                found.append(None)
                continue
            computed = value.quantize(Decimal(1).scaleb(-max(stated.decimals, 2)), ROUND_HALF_UP)
            near = abs(computed - stated.value) <= Decimal(1).scaleb(-stated.decimals)
            found.append(
                context.finding(
                    key=f"{rate.entity or ''}/{rate.concept}",
                    severity="info" if near else None,
                    stated=rate.quantity.written(),
                    expected=plain(computed),
                    difference=plain(stated.value - computed),
                    diagnosis=explain(stated, Quantity(computed, "%", "")) if not near else None,
                    evidence=[
                        Evidence(rate.text, rate.place, "stated"),
                        Evidence(over.text, over.place, "part"),
                        Evidence(under.text, under.place, "total"),
                    ],
                    arguments={
                        "name": Say(rate.label, rate.label),
                        "label": rate.entity or over.label,
                        "stated": rate.text,
                        "computed": f"{plain(computed)}%",
                    },
                )
            )
    return found


_Triple = tuple[Fact, Fact, Fact]
"""A rate of a row, and the figures above and below the line."""


def _by_their_own_base(context: Context, triples: list[_Triple]) -> Iterator[_Triple]:
    """The rates of tables, in each table with the column below the line that makes more of its rates than the one of the rule.

    Forms and offices differ in whether 执行率 is a part of the budget at first or of the adjusted one: the rates show it.
    """
    tables: dict[int, list[_Triple]] = {}
    for triple in triples:
        tables.setdefault(triple[0].place.block, []).append(triple)
    for index, own in tables.items():
        wrong = sum(not _is_made(rate, over.quantity, under.quantity) for rate, over, under in own)
        table = context.document.block(index)
        assert isinstance(table, Table)
        best, most = None, len(own) - wrong
        for column in range(table.column_count) if wrong else ():
            others = [_in_column(table, triple, column) for triple in own]
            right = sum(
                one is not None and _is_made(rate, over.quantity, one.quantity)
                for one, (rate, over, _) in zip(others, own, strict=True)
            )
            if right > most:
                best, most = others, right
        for position, (rate, over, under) in enumerate(own):
            other = best[position] if best is not None else None
            yield rate, over, other if other is not None else under


def _is_made(rate: Fact, over: Quantity, under: Quantity) -> bool:
    result = quotient(over, under)
    return result is not None and result[1].meets(_percent(rate.quantity, result[0]).interval())


def _in_column(table: Table, triple: _Triple, column: int) -> Fact | None:
    """The figure of the row in another column, as one below the line."""
    rate, over, under = triple
    if column in (rate.place.column, over.place.column) or rate.place.row is None:
        return None
    cell = next((one for one in table.covering_rows[rate.place.row] if one.column == column), None)
    figure = parse_cell(cell.text) if cell is not None else None
    if cell is None or figure is None or figure.unit not in ("", under.quantity.unit):
        return None
    quantity = Quantity(figure.value, under.quantity.unit, figure.text)
    return replace(under, quantity=quantity, text=cell.text, place=Place(table.index, cell.row, cell.column))


def _percent(quantity: Quantity, value: Decimal) -> Quantity:
    """A rate as a percentage: 0.958 in a column without % is 95.8."""
    if quantity.unit != "%" and quantity.value <= Decimal("1.5") < value / 10:
        return Quantity(quantity.value.scaleb(2), "%", quantity.text)
    return Quantity(quantity.value, "%", quantity.text)
