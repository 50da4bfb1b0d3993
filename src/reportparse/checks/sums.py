"""Sums within a row and over the rows of the units, compared as rounding intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.diagnosis import explain
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.outline import Region
from reportparse.model.quantity import Interval, Quantity
from reportparse.ruleset.kinds import Identity, SumOptions
from reportparse.text.numbers import parse_cell

_ZERO = Interval(Decimal(0), Decimal(0))
_OWN = Say("本部门", "the department")
_ROUNDING = Say("差额在四舍五入范围内，属尾差", "within rounding")


@dataclass(frozen=True)
class _Term:
    sign: int
    fact: Fact


def check_sums(context: Context) -> Results:
    """total = Σ plus − Σ minus, row by row (or over all tables for one row name)."""
    options = context.check.options
    assert isinstance(options, SumOptions)
    decimals = column_decimals(context.reading.facts)
    compared = False
    for identity in options.identities:
        for facts in _rows(context, identity):
            total = facts.get(identity.total)
            if total is None:
                continue
            unknown = _unknown_column(context, total) if not identity.across else None
            if unknown is not None:
                yield context.skip(
                    f"“{unknown}”列的含义未能识别，含“{total.label}”的行不作加总核对",
                    f"column “{unknown}” was not understood, so the row with “{total.label}” is not added up",
                )
                continue
            terms = [_Term(1, facts[c]) for c in identity.plus if c in facts]
            terms += [_Term(-1, facts[c]) for c in identity.minus if c in facts]
            missing = [c for c in (*identity.plus, *identity.minus) if c not in facts]
            if not terms or (identity.whole and missing):
                continue
            compared = True
            optional = [_Term(1, facts[c]) for c in identity.optional if c in facts]
            finding = _compare(context, total, terms, optional, decimals)
            if finding is not None:
                yield finding
    if not compared:
        yield context.skip("表中没有可以相互核对的合计数和分项数", "the tables have no total with parts to compare")


def _rows(context: Context, identity: Identity) -> list[dict[str, Fact]]:
    """Facts by concept, for each row of a table (or all of a table without header rows), or for each row name over all tables."""
    rows: dict[object, dict[str, Fact]] = defaultdict(dict)
    wanted = {identity.total, *identity.plus, *identity.minus, *identity.optional}
    regions = context.reading.outline.regions
    for fact in context.reading.facts:
        if fact.concept in wanted and fact.region is not None:
            row = fact.place.row if regions[fact.region].header_rows else None
            key = fact.entity if identity.across else (fact.region, row)
            rows[key].setdefault(fact.concept, fact)
    return list(rows.values())


def _unknown_column(context: Context, total: Fact) -> str | None:
    """The header of a column with figures that no concept claims: the row cannot be judged then."""
    assert total.region is not None
    region = context.reading.outline.regions[total.region]
    position = next((i for i, row in enumerate(region.rows) if row.row == total.place.row), None)
    if position is None:
        return None
    row = region.rows[position]
    for column, cell in zip(region.columns, row.cells, strict=True):
        if column.role is None and cell is not None and column.path and _is_money(cell.text):
            return column.label
    return None


def _is_money(text: str) -> bool:
    quantity = parse_cell(text)
    return quantity is not None and (quantity.unit == "" or quantity.is_money)


def column_decimals(facts: Iterable[Fact]) -> dict[tuple[int | None, str], int]:
    """The most decimals written in each column: clerks drop trailing zeros."""
    most: dict[tuple[int | None, str], int] = defaultdict(int)
    for fact in facts:
        key = (fact.region, fact.concept)
        most[key] = max(most[key], fact.quantity.decimals)
    return most


def _interval(fact: Fact, decimals: dict[tuple[int | None, str], int]) -> Interval:
    return fact.quantity.interval(decimals[fact.region, fact.concept])


def _sum(terms: Sequence[_Term], decimals: dict[tuple[int | None, str], int]) -> tuple[Decimal, Interval]:
    value, interval = Decimal(0), _ZERO
    for term in terms:
        # A part written as 0 is none: else a column of nothing but zeros would stand for up to half a unit each.
        part = _interval(term.fact, decimals) if term.fact.quantity.value else _ZERO
        interval = interval + (part if term.sign > 0 else -part)
        value += term.sign * term.fact.quantity.scaled()
    return value, interval


def _compare(
    context: Context,
    total: Fact,
    terms: list[_Term],
    optional: list[_Term],
    decimals: dict[tuple[int | None, str], int],
) -> Finding | None:
    stated = total.quantity.scaled()
    own = _interval(total, decimals)
    best: tuple[Decimal, list[_Term], bool] | None = None
    for count in range(len(optional) + 1):
        for extra in combinations(optional, count):
            chosen = [*terms, *extra]
            value, interval = _sum(chosen, decimals)
            if value == stated:
                return None
            candidate = (abs(value - stated), chosen, interval.meets(own))
            if best is None or (candidate[2], -candidate[0]) > (best[2], -best[0]):
                best = candidate
    assert best is not None
    _, chosen, within = best
    value, _ = _sum(chosen, decimals)
    computed = in_unit(value, total.quantity)
    difference = total.quantity.value - computed.value
    entity: str | Say = total.entity or _OWN
    diagnosis = _ROUNDING if within else explain(total.quantity, computed)
    return context.finding(
        key=f"{total.entity or ''}/{total.concept}",
        severity="info" if within else None,
        stated=total.quantity.written(),
        expected=plain(computed.value),
        difference=plain(difference),
        diagnosis=diagnosis,
        evidence=[
            Evidence(total.text, total.place, "total"),
            *(Evidence(term.fact.text, term.fact.place, "part") for term in chosen),
        ],
        arguments={
            "entity": entity,
            "total": total.label,
            "stated": total.quantity.written(),
            "computed": plain(computed.value),
            "difference": plain(abs(difference)),
            "unit": total.quantity.unit,
            "terms": _terms(chosen, total.quantity),
        },
    )


def _terms(terms: Sequence[_Term], like: Quantity) -> str:
    parts: list[str] = []
    for term in terms:
        quantity = term.fact.quantity
        value = quantity.written() if quantity.unit == like.unit else plain(quantity.in_unit(like.unit))
        sign = "−" if term.sign < 0 else "＋" if parts else ""
        parts.append(f"{sign}{term.fact.label}{value}")
    return "".join(parts)


def in_unit(scaled: Decimal, like: Quantity) -> Quantity:
    """A sum in 元 as a quantity in the unit of another."""
    value = plain(Quantity(scaled, "元" if like.is_money else like.unit, "").in_unit(like.unit))
    return Quantity(Decimal(value), like.unit, value)


def check_units(context: Context) -> Results:
    """The rows of the units add up to the summary row, column by column; one finding a table."""
    decimals = column_decimals(context.reading.facts)
    compared = False
    for index, region in enumerate(context.reading.outline.regions):
        facts = [fact for fact in context.reading.facts if fact.region == index]
        summaries = {fact.place.row: fact.entity for fact in facts if fact.summary}
        units = {fact.place.row for fact in facts if not fact.summary}
        if not summaries or not units:
            continue
        if len(summaries) > 1:
            yield context.skip(
                f"{_title(region)}有{len(summaries)}个汇总行，不能确定各单位归入哪一行",
                f"{_title(region)} has {len(summaries)} summary rows, so it is not clear which units belong to which",
            )
            continue
        compared = True
        finding = _units(context, facts, decimals)
        if finding is not None:
            yield finding
    if not compared:
        yield context.skip("表中没有同时列出汇总行和各单位行", "no table has both a summary row and rows of units")


def _title(region: Region) -> str:
    return region.caption.strip() or next(
        (c.label for c in region.columns if c.role not in (None, "entity")), region.kind
    )


def _units(context: Context, facts: list[Fact], decimals: dict[tuple[int | None, str], int]) -> Finding | None:
    wrong: list[tuple[Fact, list[Fact], Quantity, bool]] = []
    for total in (fact for fact in facts if fact.summary):
        parts = [fact for fact in facts if not fact.summary and fact.concept == total.concept]
        if not parts:
            continue
        value, interval = _sum([_Term(1, part) for part in parts], decimals)
        if value != total.quantity.scaled():
            wrong.append((total, parts, in_unit(value, total.quantity), interval.meets(_interval(total, decimals))))
    if not wrong:
        return None
    wrong.sort(key=lambda item: item[3])
    total, parts, computed, within = wrong[0]
    wrong = [item for item in wrong if item[3] == within]
    difference = total.quantity.value - computed.value
    return context.finding(
        key="/".join(sorted(item[0].concept for item in wrong)),
        severity="info" if within else None,
        stated=total.quantity.written(),
        expected=plain(computed.value),
        difference=plain(difference),
        diagnosis=_ROUNDING if within else explain(total.quantity, computed),
        evidence=[
            evidence
            for summary, units, _, _ in wrong
            for evidence in (
                Evidence(summary.text, summary.place, "total"),
                *(Evidence(unit.text, unit.place, "part") for unit in units),
            )
        ],
        arguments={
            "entity": total.entity or "",
            "label": "、".join(item[0].label for item in wrong),
            "stated": "、".join(item[0].quantity.written() for item in wrong),
            "computed": "、".join(plain(item[2].value) for item in wrong),
            "difference": "、".join(plain(abs(item[0].quantity.value - item[2].value)) for item in wrong),
            "unit": total.quantity.unit,
            "terms": "＋".join(f"{part.entity}{part.quantity.written()}" for part in parts),
        },
    )
