"""Sums within a row and over the rows of the units, compared as rounding intervals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from reportparse.checks.code_rows import code_sums, coded_tables
from reportparse.checks.context import Context, Results, in_unit, plain
from reportparse.checks.diagnosis import explain_sum
from reportparse.checks.grids import is_loose
from reportparse.checks.plain_tables import ITEMS, NO_SUM, plain_sums
from reportparse.checks.sheet_sums import sheet_sums
from reportparse.checks.sum_findings import OWN, balance_finding, parts_finding, sheet_finding, sided_finding
from reportparse.checks.told_balance import told_balance
from reportparse.checks.told_parts import told_parts
from reportparse.checks.two_sided import SIDES, two_sided
from reportparse.model.document import Table
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.outline import Column, Region, RegionRow
from reportparse.model.quantity import Interval, Quantity
from reportparse.ruleset.kinds import Identity, SumOptions
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import bare_label, row_name, squash
from reportparse.text.numbers import is_money_cell, parse_cell

_MOST_OPTIONAL = 4
_SEVERAL = 3
_ALL_SPENT, _BASIC, _PROJECT, _BALANCE = "expenditure.total", "expenditure.basic", "expenditure.project", "balance"
_CARRIED = "income.carryover"
_OF_BASIC = frozenset({"expenditure.personnel", "expenditure.public"})
_DIGIT = re.compile("[0-9０-９]")
# More than a unit and a word beside it make a sentence, not a figure that could not be read.
_LEAST_DIVIDED = 2
_HAN, _MOST_HAN = re.compile("[\u4e00-\u9fff]"), 6
_ZERO = Interval(Decimal(0), Decimal(0))
_AMONG = re.compile("^其中")
_NO_MONEY = re.compile("编制|实有|人口|人数|人次|户数|面积|里程|数量|个数|得分|分值|权重")
_THIS_YEAR = re.compile("当年|本年")
_ROUNDING = Say("差额在四舍五入范围内，属尾差", "within rounding")

_UNITS = Say("各单位", "the units")


class _Term(NamedTuple):
    sign: int
    fact: Fact


def check_sums(context: Context) -> Results:
    """total = Σ plus − Σ minus, row by row (or over all tables for one row name)."""
    options = context.check.options
    assert isinstance(options, SumOptions)
    decimals = context.once(column_decimals)
    compared = False
    balance = any(identity.across for identity in options.identities)
    blamed: set[Place] = set()
    for mismatch in two_sided(context):
        compared = True
        if mismatch is not None and mismatch.balance == balance:
            yield sided_finding(context, mismatch)
    for identity in options.identities:
        for facts in _rows(context, identity, options.identities):
            total = facts.get(identity.total)
            if total is None:
                continue
            unread = None if identity.across else _unread(context, total, identity)
            if unread is not None:
                yield context.skip(
                    f"“{unread}”中的数字未能识别，该行不作加总核对",
                    f"the figure “{unread}” was not understood, so its row is not added up",
                )
                continue
            plus = [one for c in identity.plus for one in _itself_or_parts(c, facts, options)]
            terms = [_Term(1, facts[c]) for c in plus if c in facts]
            terms += [_Term(-1, facts[c]) for c in identity.minus if c in facts]
            missing = [c for c in (*plus, *identity.minus) if c not in facts]
            if not terms or (identity.whole and missing):
                continue
            if len(terms) == 1 and missing and not _has_column(context, total, missing):
                # A form with 基本支出 and 人员支出 alone: the rest of the total has no column.
                continue
            compared = True
            optional = [_Term(1, facts[c]) for c in identity.optional if c in facts]
            if not identity.across:
                optional += _unknown_terms(context, total, decimals)
                optional += _rows_between(context, total, terms) if missing else []
            if len(optional) > _MOST_OPTIONAL:
                yield context.skip(
                    f"“{total.label}”所在行有{len(optional)}列含义未能识别，不作加总核对",
                    f"{len(optional)} columns beside “{total.label}” were not understood, so the row is not added up",
                )
                continue
            if _closes_with_another(total, terms, [facts[c] for c in identity.either if c in facts]):
                continue
            if _closes_this_year(total, terms, [facts[c] for c in identity.before if c in facts]):
                continue
            finding = _compare(context, total, terms, optional, decimals)
            if finding is not None and not (balance and _carried_over(context, total, finding)):
                blamed.update(one.place for one in finding.evidence)
                yield finding
        if identity.across and (told := told_balance(context)) is not None:
            compared = True
            yield balance_finding(context, told)
        for total, terms in _downwards(context, identity, options.identities):
            compared = True
            finding = _compare(context, total, terms, [], decimals)
            if finding is not None:
                blamed.update(one.place for one in finding.evidence)
                yield finding
    for parts in told_parts(context, options.identities):
        compared = True
        yield parts_finding(context, parts)
    for shown in context.once(sheet_sums):
        compared = compared or shown is None or shown.balance == balance
        if shown is not None and shown.balance == balance and not blamed.intersection(shown.places):
            yield sheet_finding(context, shown)
    if not compared:
        yield context.skip("表中没有可以相互核对的合计数和分项数", "the tables have no total with parts to compare")


def _itself_or_parts(concept: str, facts: Mapping[str, Fact], options: SumOptions) -> Sequence[str]:
    """A part of a total, or where its row has none of it all that it is made of: 人员经费 and 公用经费 for 基本支出."""
    if concept not in facts:
        for identity in options.identities:
            if identity.total == concept and not identity.minus and all(one in facts for one in identity.plus):
                return identity.plus
    return (concept,)


def _carried_over(context: Context, total: Fact, finding: Finding) -> bool:
    """Whether the rest is what was left the year before: in the same row of a table of two years, or told in the text."""
    rest = Quantity(Decimal(finding.difference or 0), total.quantity.unit, "").scaled()
    table = context.document.block(total.place.block)
    cells = table.rows[total.place.row] if isinstance(table, Table) and total.place.row is not None else ()
    beside = (parse_cell(cell.text) for cell in cells if cell.column != total.place.column)
    amounts = {Quantity(one.value, one.unit or total.quantity.unit, "").scaled() for one in beside if one is not None}
    told = (claim.mention for claim in context.reading.claims if claim.mention.concept == _CARRIED)
    return rest > 0 and rest in amounts.union(one.quantity.scaled() for one in told)


def _downwards(
    context: Context, identity: Identity, identities: Sequence[Identity]
) -> Iterator[tuple[Fact, list[_Term]]]:
    """A total and its parts in rows below each other (基本支出, then 其中：人员经费 and 公用经费), column by column.

    Only where all parts have a row, and rows of other spending do not stand among them.
    """
    if identity.minus or identity.either or identity.across or identity.total not in (_ALL_SPENT, _BASIC):
        return
    below = {part for other in identities if other.total in identity.plus for part in other.plus}
    for facts, kinds in context.once(_row_kinds):
        if identity.total == _ALL_SPENT and _ALL_SPENT not in kinds:
            # 年度资金总额 over its sources, then over 基本支出 and 项目支出.
            kinds = [
                _ALL_SPENT if one.summary and one.entity is None else kind
                for one, kind in zip(facts, kinds, strict=True)
            ]
        wanted = [identity.total, *identity.plus]
        if any(kinds.count(kind) != 1 for kind in wanted):
            continue
        at = [kinds.index(kind) for kind in wanted]
        first = at[0] + 1 if facts[at[0]].entity else min(at[1:])
        around = {*kinds[first : max(at) + 1], *kinds[max(at) + 1 : max(at) + 2]} - {*identity.plus, *below}
        if at[0] != min(at) or None in around or not around <= {_PROJECT, _BALANCE}:
            continue
        rows = [_region_row(context, facts[one]) for one in at]
        labels = [row[1].label.lstrip("其中：: ") if row is not None else "" for row in rows]
        named = [
            replace(facts[one], label=label, entity=facts[one].label) for one, label in zip(at, labels, strict=True)
        ]
        yield named[0], [_Term(1, one) for one in named[1:]]


def _row_kinds(context: Context) -> list[tuple[list[Fact], list[str | None]]]:
    """The amounts of each column, and the concepts that the names of their rows say."""
    names = row_concepts(context.ruleset)
    columns: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in context.reading.facts:
        if fact.region is not None and fact.quantity.is_money:
            columns[fact.region, fact.concept].append(fact)
    return [
        (facts, [names.get(row_name(fact.entity)) if fact.entity else None for fact in facts])
        for facts in columns.values()
    ]


@lru_cache(maxsize=16)
def row_concepts(ruleset: RuleSet) -> dict[str, str]:
    return {
        bare_label(name): concept.id
        for concept in ruleset.concepts.concepts
        for name in (concept.label, *concept.aliases)
    }


def _closes_with_another(total: Fact, terms: list[_Term], either: list[Fact]) -> bool:
    """Whether the row closes exactly with another figure in the place of the first term."""
    return any(
        sum((term.sign * term.fact.quantity.scaled() for term in [_Term(1, other), *terms[1:]]), Decimal(0))
        == total.quantity.scaled()
        for other in either
    )


def _closes_this_year(total: Fact, terms: list[_Term], before: list[Fact]) -> bool:
    """Whether a total of this year alone (当年结余) closes exactly without what was carried over into it."""
    if not before or not _THIS_YEAR.match(total.label):
        return False
    return _sum([*terms, *(_Term(-1, one) for one in before)]) == total.quantity.scaled()


def _rows(context: Context, identity: Identity, others: Sequence[Identity]) -> list[dict[str, Fact]]:
    """Facts by concept, for each row of a table (or all of a table without header rows), or for each row name over all tables."""
    rows: dict[object, dict[str, Fact]] = defaultdict(dict)
    wanted = {identity.total, *identity.plus, *identity.minus, *identity.optional, *identity.either, *identity.before}
    wanted.update(part for one in others if one.total in identity.plus for part in one.plus)
    regions = context.reading.outline.regions
    for fact in context.reading.facts:
        if fact.concept in wanted and fact.region is not None and regions[fact.region].kind != SIDES:
            row = fact.place.row if regions[fact.region].header_rows else None
            key = fact.entity if identity.across else (fact.region, row)
            rows[key].setdefault(fact.concept, fact)
    return list(rows.values())


def _region_row(context: Context, fact: Fact) -> tuple[Region, RegionRow] | None:
    assert fact.region is not None
    region = context.reading.outline.regions[fact.region]
    row = next((row for row in region.rows if row.row == fact.place.row), None)
    return (region, row) if row is not None else None


def _has_column(context: Context, total: Fact, concepts: Sequence[str]) -> bool:
    """Whether the table of a total has a column, or a row, for any of some other figures."""
    assert total.region is not None
    region = context.reading.outline.regions[total.region]
    return not region.header_rows or any(column.role in concepts for column in region.columns)


def _unknown_terms(context: Context, total: Fact, decimals: dict[tuple[int | None, str], int]) -> list[_Term]:
    """The figures of the total's row that no concept claims: they may be parts of it, so the row may close with or without."""
    found = _region_row(context, total)
    if found is None:
        return []
    region, row = found
    terms: list[_Term] = []
    # In a table without a header each figure has a row of its own.
    rows = [row] if region.header_rows else region.rows
    for column, cell in (
        (column, cell) for one in rows for column, cell in zip(region.columns, one.cells, strict=True)
    ):
        if column.role is not None or cell is None or not column.path or not is_money_cell(cell.text):
            continue
        if len(total.path) > 1 and len(column.path) > 1 and column.path[0] != total.path[0]:
            # Beside the result's own columns stand those of the budget.
            continue
        if NO_SUM.search(column.label) or _NO_MONEY.search(column.label):
            # A rate or a number of people is no part of an amount, however well it would fit.
            continue
        quantity = parse_cell(cell.text)
        assert quantity is not None
        unit = quantity.unit or column.unit or region.unit or ""
        concept = "/".join(column.path)
        decimals[total.region, concept] = max(decimals[total.region, concept], quantity.decimals)
        place = Place(region.table, cell.row, cell.column)
        terms.append(
            _Term(
                1,
                replace(total,
                    concept=concept, label=column.label, path=column.path, text=cell.text.strip(), place=place,
                    quantity=Quantity(quantity.value, unit, quantity.text),
                ),
            )
        )  # fmt: skip
    return terms


def _rows_between(context: Context, total: Fact, terms: Sequence[_Term]) -> list[_Term]:
    """In a table of labels with a figure each: the rows from the total to its last part that no concept claims."""
    assert total.region is not None
    region = context.reading.outline.regions[total.region]
    table = context.document.block(region.table)
    if region.header_rows or region.kind == SIDES or not isinstance(table, Table):
        return []
    claimed = {row.row for row in region.rows}
    last = max(term.fact.place.row or 0 for term in terms)
    found: list[_Term] = []
    for row in table.rows[(total.place.row or 0) + 1 : last]:
        cell = next((one for one in row if one.column == total.place.column), None)
        quantity = parse_cell(cell.text) if cell is not None and is_money_cell(cell.text) else None
        if cell is None or quantity is None or cell.row in claimed:
            continue
        label = squash(row[0].text)
        amount = Quantity(quantity.value, quantity.unit or total.quantity.unit, quantity.text)
        place = Place(region.table, cell.row, cell.column)
        found.append(
            _Term(1, replace(total, label=label, path=(label,), text=cell.text.strip(), place=place, quantity=amount))
        )
    return found


def _unread(context: Context, total: Fact, identity: Identity) -> str | None:
    """The text of a part's cell that holds digits but could not be read as a figure."""
    found = _region_row(context, total)
    if found is None:
        return None
    region, row = found
    parts = {*identity.plus, *identity.minus}
    for column, cell in zip(region.columns, row.cells, strict=True):
        if column.role in parts and cell is not None and parse_cell(cell.text) is None and _DIGIT.search(cell.text):
            return re.sub(r"\s+", "", cell.text)
    return None


def column_decimals(context: Context) -> dict[tuple[int | None, str], int]:
    """The most decimals written in each column: clerks drop trailing zeros."""
    most: dict[tuple[int | None, str], int] = defaultdict(int)
    for fact in context.reading.facts:
        key = (fact.region, fact.concept)
        most[key] = max(most[key], fact.quantity.decimals)
    return most


def _interval(fact: Fact, decimals: dict[tuple[int | None, str], int]) -> Interval:
    return fact.quantity.interval(decimals[fact.region, fact.concept])


def _sum(terms: Sequence[_Term]) -> Decimal:
    return sum((term.sign * term.fact.quantity.scaled() for term in terms), Decimal(0))


def _rounded(terms: Sequence[_Term], decimals: dict[tuple[int | None, str], int]) -> Interval:
    """What the sum of terms may be by their roundings."""
    interval = _ZERO
    for term in terms:
        # A part written as 0 is none: else a column of nothing but zeros would stand for up to half a unit each.
        part = _interval(term.fact, decimals) if term.fact.quantity.value else _ZERO
        interval = interval + (part if term.sign > 0 else -part)
    return interval


def _compare(
    context: Context,
    total: Fact,
    terms: list[_Term],
    optional: list[_Term],
    decimals: dict[tuple[int | None, str], int],
) -> Finding | None:
    stated = total.quantity.scaled()
    best: tuple[Decimal, list[_Term], bool] | None = None
    for count in range(len(optional) + 1):
        for extra in combinations(optional, count):
            chosen = [*terms, *extra]
            value = _sum(chosen)
            if value == stated:
                return None
            candidate = (abs(value - stated), chosen, _rounded(chosen, decimals).meets(_interval(total, decimals)))
            if best is None or (candidate[2], -candidate[0]) > (best[2], -best[0]):
                best = candidate
    assert best is not None
    _, chosen, within = best
    value = _sum(chosen)
    computed = in_unit(value, total.quantity)
    difference = total.quantity.value - computed.value
    entity: str | Say = total.entity or OWN
    parts = [(term.sign, term.fact.quantity) for term in chosen]
    diagnosis = _ROUNDING if within else explain_sum(total.quantity, computed, parts)
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


def check_units(context: Context) -> Results:
    """The rows of the units add up to the summary row, column by column; one finding a table."""
    decimals = context.once(column_decimals)
    compared = False
    for small in (*plain_sums(context), *code_sums(context)):
        compared = True
        if small is not None:
            yield small
    coded = context.once(coded_tables)
    for index, region in enumerate(context.reading.outline.regions):
        facts = [fact for fact in context.reading.facts if fact.region == index]
        if is_loose(context.ruleset.table_by_id.get(region.kind)) or region.table in coded:
            continue
        if _has_levels(context, region):
            continue
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
        if _nested(region, summaries):
            yield context.skip(
                f"{_title(region)}的“其中”行在别的行之下，不能确定哪些行相加",
                f"{_title(region)} has rows of rows, so it is not clear which add up",
            )
            continue
        compared = True
        unread = _unread_columns(context, region)
        if unread:
            names = "、".join(column.label for column in unread)
            yield context.skip(
                f"“{names}”列有未能识别的数字，不作汇总核对", f"columns with figures not understood: {names}"
            )
        roles = {column.role for column in unread}
        amounts = [fact for fact in facts if fact.concept not in roles and not _is_rate(context, fact.concept)]
        for rows in _divisions(amounts):
            finding = _units(
                context,
                [fact for fact in amounts if fact.summary or fact.place.row in rows],
                decimals,
                items=ITEMS if _is_list(context, region) else _UNITS,
                partial=_partial(context, region),
            )
            if finding is not None:
                yield finding
    if not compared:
        yield context.skip("表中没有同时列出汇总行和各单位行", "no table has both a summary row and rows of units")


def _divisions(facts: list[Fact]) -> list[set[int | None]]:
    """The rows that make the whole; two lists of them where a table divides it twice: by source, and below that by use."""
    rows = sorted({fact.place.row or 0 for fact in facts if not fact.summary})
    columns: dict[str, dict[int, Decimal]] = {}
    wholes: dict[str, Decimal] = {}
    for fact in facts:
        if fact.summary:
            wholes[fact.concept] = fact.quantity.scaled()
        else:
            columns.setdefault(fact.concept, {})[fact.place.row or 0] = fact.quantity.scaled()
    told = [(whole, columns[concept]) for concept, whole in wholes.items() if whole and concept in columns]
    for at in range(_LEAST_DIVIDED, len(rows) - _LEAST_DIVIDED + 1):
        both = sum(
            all(sum((one.get(row, Decimal(0)) for row in some), Decimal(0)) == whole for some in (rows[:at], rows[at:]))
            for whole, one in told
        )
        if both * 2 > len(told):
            return [set(rows[:at]), set(rows[at:])]
    return [set(rows)]


def _has_levels(context: Context, region: Region) -> bool:
    """Whether rows below 基本支出 are parts of it: their sums are looked at level by level."""
    names = row_concepts(context.ruleset)
    kinds = {names.get(row_name(row.entity)) for row in region.rows if row.entity}
    return _BASIC in kinds and bool(kinds & _OF_BASIC)


def _is_list(context: Context, region: Region) -> bool:
    """Whether the rows of a table are sources of funds or items of spending, not units."""
    rule = context.ruleset.table_by_id.get(region.kind)
    return rule is not None and bool(rule.whole)


def _is_rate(context: Context, concept: str | None) -> bool:
    return concept is not None and context.ruleset.concept_by_id[concept].unit == "percent"


def _nested(region: Region, summaries: Collection[int | None]) -> bool:
    """Whether a row among the parts has parts of its own: a second 其中."""
    return any(
        _AMONG.match(row.label)
        for before, row in pairwise(region.rows)
        if before.row not in summaries and not _AMONG.match(before.label)
    )


def _partial(context: Context, region: Region) -> bool:
    """Whether the rows are said to be only some of what the whole holds: 其中, and none for the rest (其他资金)."""
    rule = context.ruleset.table_by_id.get(region.kind)
    if rule is None or not rule.whole:
        return False
    return any(_AMONG.match(row.label) for row in region.rows) and not any(
        "其他" in row.label or "其它" in row.label for row in region.rows
    )


def _unread_columns(context: Context, region: Region) -> list[Column]:
    """Columns of amounts with a cell that holds digits but could not be read as one."""
    concepts = context.ruleset.concept_by_id
    return [
        column
        for index, column in enumerate(region.columns)
        if column.role in concepts
        and not _is_rate(context, column.role)
        and any(
            (cell := row.cells[index]) is not None
            and parse_cell(cell.text) is None
            and _DIGIT.search(cell.text)
            and len(_HAN.findall(cell.text)) <= _MOST_HAN
            for row in region.rows
        )
    ]


def _title(region: Region) -> str:
    return region.caption.strip() or next(
        (c.label for c in region.columns if c.role not in (None, "entity")), region.kind
    )


def _units(
    context: Context, facts: list[Fact], decimals: dict[tuple[int | None, str], int], *, items: Say, partial: bool
) -> Finding | None:
    wrong: list[tuple[Fact, list[Fact], Quantity, bool]] = []
    for total in (fact for fact in facts if fact.summary):
        parts = [fact for fact in facts if not fact.summary and fact.concept == total.concept]
        if not parts:
            continue
        terms = [_Term(1, part) for part in parts]
        value = _sum(terms)
        if partial and value < total.quantity.scaled():
            continue
        if value != total.quantity.scaled():
            within = _rounded(terms, decimals).meets(_interval(total, decimals))
            wrong.append((total, parts, in_unit(value, total.quantity), within))
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
        diagnosis=_ROUNDING
        if within
        else explain_sum(total.quantity, computed, [(1, part.quantity) for part in parts]),
        evidence=[
            evidence
            for summary, units, _, _ in wrong
            for evidence in (
                Evidence(summary.text, summary.place, "total"),
                *(Evidence(unit.text, unit.place, "part") for unit in units),
            )
        ],
        arguments={
            "entity": total.entity or Say("总额", "total"),
            "label": "、".join(item[0].label for item in wrong),
            "stated": "、".join(item[0].quantity.written() for item in wrong),
            "computed": "、".join(plain(item[2].value) for item in wrong),
            "difference": "、".join(plain(abs(item[0].quantity.value - item[2].value)) for item in wrong),
            "unit": total.quantity.unit,
            "items": items,
            "terms": "＋".join(f"{part.entity}{part.quantity.written()}" for part in parts),
        },
    )
