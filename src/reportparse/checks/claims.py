"""Figures of the text against the tables: the label of another figure, another value, another unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportparse.checks.amounts_twice import amounts_twice
from reportparse.checks.context import Argument, Context, Results, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.goal_echoes import goal_echoes
from reportparse.checks.last_year_cells import last_year_cells
from reportparse.checks.left_rows import left_rows
from reportparse.checks.mixed_rows import mixed_rows
from reportparse.checks.restated import restated
from reportparse.checks.row_lists import row_slips, row_units
from reportparse.checks.score_grids import mark_slips
from reportparse.checks.sheets import sheets
from reportparse.checks.sums import column_decimals
from reportparse.checks.table_echoes import Echo, echoes
from reportparse.checks.told_cells import CellSlip, cell_slips, in_other_unit
from reportparse.checks.told_grids import told_grids
from reportparse.checks.told_indicators import told_indicators
from reportparse.checks.told_results import told_results
from reportparse.checks.told_roles import role_slips
from reportparse.checks.told_twice import told_twice
from reportparse.checks.told_units import told_units
from reportparse.checks.topic_rows import topic_slips
from reportparse.model.claims import Claim, Mention
from reportparse.model.document import Table
from reportparse.model.facts import Fact
from reportparse.model.findings import Evidence, Finding, Say, Severity
from reportparse.model.location import Place
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.ruleset.kinds import ClaimOptions
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_ITEM = "item.amount"
_STATEMENT = "statement"
_STAFF = "staffing."
_SURE_DIGITS = 4
"""Digits that two amounts of different things do not share but for a slip."""
_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:度)?(?:[-—~～－]+|至|到)((?:19|20)[0-9]{2})年(?!\s*[0-9]{1,2}\s*月)")
_CAUSES = ("mislabelled", "different", "unit_slip")


def check_claims(context: Context) -> Results:
    """Claims of one status make findings; claims with the same cause make one."""
    options = context.check.options
    assert isinstance(options, ClaimOptions)
    reading = context.reading
    chosen = [
        claim
        for claim in reading.claims
        if claim.status == options.status
        and not _of_another_column(context, claim)
        and not _of_another_table(context, claim)
        and not _wider_than_its_part(context, claim)
        and not _of_several_years(context, claim)
    ]
    grouped: dict[tuple[str | None, str | None, Decimal], list[Claim]] = defaultdict(list)
    for claim in chosen:
        if claim.partner is not None and any(
            claim.partner == other.id for group in grouped.values() for other in group
        ):
            # The two figures of a pair have each other's labels: that is one fault.
            continue
        grouped[claim.mention.concept, claim.meant, claim.mention.quantity.scaled()].append(claim)
    for claims in grouped.values():
        yield _finding(context, options.status, claims)
    if options.status == "mislabelled":
        yield from _mixed(context)
        yield from _of_topics(context, meant=True)
        yield from _of_roles(context)
    if options.status == "unit_slip":
        listed = [*_rows(context, unit_slip=True), *_grids(context, unit_slip=True)]
        yield from listed
        yield from _units(context, {finding.evidence[0].place for finding in listed})
    if options.status == "unit_slip" or options.tables:
        yield from _restated(context, options.status == "unit_slip")
    if options.tables:
        yield from _tables(context)
        texts = list(_texts(context))
        yield from texts
        yield from _echoes(context)
        yield from _rows(context, unit_slip=False)
        yield from _cells(context)
        yield from _marks(context)
        yield from _of_topics(context, meant=False)
        yield from _of_last_year(context)
        yield from _twice(context, {finding.evidence[0].place for finding in texts if isinstance(finding, Finding)})
        yield from _grids(context, unit_slip=False)
    if not reading.claims and not (options.tables and reading.facts):
        yield context.skip("正文中没有可以与表格核对的数字", "the text has no figure to compare with the tables")


def _of_another_column(context: Context, claim: Claim) -> bool:
    """Whether the label names the row of a table (省财政), and another column of that row has the figure as it is told."""
    if claim.status != "different" or not claim.mention.label:
        return False
    label = squash(claim.mention.label)
    for name in claim.fact_ids:
        place = context.reading.fact_by_id[name].place
        block = context.document.block(place.block)
        if not isinstance(block, Table) or place.row is None:
            continue
        row = block.rows[place.row]
        if not any(label == squash(cell.text) for cell in row if cell.column != place.column):
            continue
        unit = context.reading.fact_by_id[name].quantity.unit
        others = [parse_cell(cell.text) for cell in row if cell.column != place.column]
        if any(
            one is not None
            and (
                one.value == claim.mention.quantity.value
                or Quantity(one.value, one.unit or unit, one.text).agrees(claim.mention.quantity)
            )
            for one in others
        ):
            return True
    return False


def _of_another_table(context: Context, claim: Claim) -> bool:
    """Whether another table has the amount under the very name that the text gives it: 调整后预算 of all funds, not of the projects."""
    mention = claim.mention
    if claim.status != "different" or not mention.label or mention.quantity.significant_digits < _SURE_DIGITS:
        return False
    label = squash(mention.label)
    known = {context.reading.fact_by_id[name].place.block for name in claim.fact_ids}
    return any(
        label in (sheet.heads.get(column), line.name) and spot.quantity.value == mention.quantity.value
        for sheet in context.once(sheets)
        if sheet.table not in known
        for line in sheet.lines
        for column, spot in line.spots.items()
    )


def _wider_than_its_part(context: Context, claim: Claim) -> bool:
    """Whether an amount is broken down behind it, and one of its parts is the tables' figure of that very name: it is more than that."""
    if claim.status != "different":
        return False
    right = {
        other.mention.place
        for other in context.reading.claims
        if other.status == "supported" and other.mention.concept == claim.mention.concept
    }
    return bool(right) and any(
        one.whole.place == claim.mention.place
        and one.total == one.whole.quantity.scaled()
        and any(part.place in right for part in one.parts)
        for one in context.reading.breakdowns
    )


def _of_several_years(context: Context, claim: Claim) -> bool:
    """Whether an amount under the wrong label is that of several years (2019年至2021年), which no table of one year has."""
    if claim.status not in ("mislabelled", "different"):
        return False
    return any(match[1] != match[2] for match in _YEARS.finditer(fold(context.sentence(claim.mention.place))))


def _echoes(context: Context) -> Iterator[Finding]:
    """Figures of sentences that are a cell of a small table but for two swapped digits, or no result of the indicator they name."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in (*_CAUSES, "supported")}
    yield from _told_echoes(context, known, (*context.once(_known_echoes), *goal_echoes(context)), sure=True)


def _known_echoes(context: Context) -> tuple[Echo, ...]:
    return (*echoes(context), *told_results(context), *told_indicators(context))


def _told_grids(context: Context) -> tuple[Echo, ...]:
    return tuple(told_grids(context))


def _grids(context: Context, *, unit_slip: bool) -> Iterator[Finding]:
    """Figures that name a cell of any small table by the words about them, and of which nothing is said yet."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in (*_CAUSES, "supported")}
    told = [(one.passage, one.told) for one in context.once(_known_echoes)]
    told += [(one.passage, one.told) for one in context.once(cell_slips)]
    told += [(one.passage, one.told) for one in context.once(mixed_rows)]
    told += [(one.passage, one.told) for one in context.once(topic_slips)]
    told += [(one.passage, one.told) for one in context.once(row_slips)]
    told += [(one.passage, one.told) for one in last_year_cells(context)]
    known.update(passage.span(figure.start, figure.end) for passage, figure in told)
    found = [one for one in context.once(_told_grids) if _is_unit_slip(one) == unit_slip]
    yield from _told_echoes(context, known, found, sure=unit_slip, unit_slip=unit_slip)


def _is_unit_slip(echo: Echo) -> bool:
    """Whether an amount has the digits of the cell it names, in another unit of money."""
    meant = Quantity(echo.cell_value, echo.told.unit, "")
    return meant.is_money and in_other_unit(echo.told.quantity, meant)


def _in_row(context: Context, place: Place, told: Quantity) -> bool:
    """Whether the row of a cell has the amount told in another column, in whatever unit: its total, or that of another body."""
    table = context.document.block(place.block)
    if not isinstance(table, Table) or place.row is None or not told.is_money:
        return False
    values = [parse_cell(cell.text) for cell in table.rows[place.row] if cell.column != place.column]
    return any(
        one is not None and one.value and one.value.scaleb(power) == told.scaled()
        for one in values
        for power in MONEY_SCALE.values()
    )


def _told_echoes(
    context: Context, known: set[Place], found: Iterable[Echo], *, sure: bool, unit_slip: bool = False
) -> Iterator[Finding]:
    """What is not `sure` to be told of the very cell is a doubt unless a slip of the pen leads from one figure to the other."""
    for echo in found:
        place = echo.passage.span(echo.told.start, echo.told.end)
        if place in known or _in_row(context, echo.place, echo.told.quantity):
            continue
        known.add(place)
        unit = echo.told.unit
        expected = Quantity(echo.cell_value, unit, "")
        if _told_beside(echo, expected):
            continue
        why = explain(echo.told.quantity, expected)
        yield context.finding(
            key=f"{echo.words}/{plain(echo.told.value)}",
            severity=None if unit_slip else "warning" if why is not None or sure or unit == "%" else "info",
            stated=echo.told.quantity.written(),
            expected=plain(echo.cell_value),
            difference=plain(echo.told.value - echo.cell_value),
            diagnosis=why,
            evidence=[context.around(place, "stated"), context.quote(echo.place, "expected")],
            arguments=_arguments(echo.words, echo.told.quantity, echo.words, expected, _where(context, echo.place)),
        )


def _told_beside(echo: Echo, expected: Quantity) -> bool:
    """Whether the sentence has the cell's figure, too: 602件平均1645元，如扣除上浮部分，件均1456元."""
    if expected.significant_digits < _SURE_DIGITS - 1:
        return False
    text = fold(echo.passage.text)
    start, end = next((one for one in sentences(text) if one[0] <= echo.told.start < one[1]), (0, len(text)))
    return any(
        start <= one.start < end and one.start != echo.told.start and one.quantity.agrees(expected)
        for one in find_figures(text)
        if one.unit == expected.unit
    )


def _restated(context: Context, unit_slip: bool) -> Iterator[Finding]:
    """Amounts and their repetition in brackets; what is a finding already is left out."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in _CAUSES}
    for two in context.once(restated):
        places = [two.passage.span(one.start, one.end) for one in (two.first, two.second)]
        if two.unit_slip != unit_slip or known.intersection(places):
            continue
        stated, expected = two.second.quantity, two.first.quantity
        yield context.finding(
            key=f"{two.first.text}/{two.second.text}",
            stated=stated.written(),
            expected=plain(_in_unit_of(expected, stated)),
            difference=plain(stated.value - _in_unit_of(expected, stated)),
            diagnosis=explain(stated, expected),
            evidence=[context.around(places[1], "stated"), context.quote(places[0], "expected")],
            arguments=_arguments("同一数额", stated, two.first.text, expected, _where(context, places[0])),
        )


def _mixed(context: Context) -> Iterator[Finding]:
    """Amounts under the name of one row of a small table or a table by subject that are another row's."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status == "mislabelled"}
    swaps: set[tuple[Place, frozenset[str]]] = set()
    for mixed in (*context.once(mixed_rows), *context.once(left_rows)):
        place = mixed.passage.span(mixed.told.start, mixed.told.end)
        pair = (mixed.passage.place, frozenset((mixed.named.name, mixed.meant.name)))
        if place in known or pair in swaps:
            continue
        if mixed.swapped:
            swaps.add(pair)
        stated = mixed.told.quantity
        own = "、".join(plain(value) for value in mixed.named.values)
        zh = f"表中“{mixed.named.name}”一行是{own}" + ("，同段两个名目对调了" if mixed.swapped else "")
        en = f"the row “{mixed.named.name}” has {own}" + ("; the two labels are swapped" if mixed.swapped else "")
        yield context.finding(
            key=f"{mixed.named.name}/{mixed.meant.name}",
            severity=None if mixed.swapped else "warning",
            stated=stated.written(),
            evidence=[context.around(place, "stated"), context.quote(mixed.place, "meant")],
            arguments={
                **_arguments(mixed.named.name, stated, mixed.meant.name, stated, _where(context, mixed.place)),
                "why": Say(zh, en),
            },
        )


def _of_roles(context: Context) -> Iterator[Finding]:
    """Amounts told as one thing that are another thing of the same row."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in (*_CAUSES, "supported")}
    mixed = (*context.once(mixed_rows), *context.once(left_rows))
    known.update(one.passage.span(one.told.start, one.told.end) for one in mixed)
    for slip in role_slips(context):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known:
            continue
        stated = slip.told.quantity
        own = slip.own.with_unit()
        expected = _in_unit_of(slip.own, stated)
        yield context.finding(
            key=f"{slip.word}/{slip.header}",
            severity="warning",
            stated=stated.written(),
            expected=plain(expected),
            difference=plain(stated.value - expected),
            evidence=[
                context.around(place, "stated"),
                context.quote(slip.place, "meant"),
                context.quote(slip.own_place, "expected"),
            ],
            arguments={
                **_arguments(slip.word, stated, slip.header, slip.own, _where(context, slip.place)),
                "why": Say(f"表中“{slip.own_header}”是{own}", f"the tables give “{slip.own_header}” as {own}"),
            },
        )


def _of_last_year(context: Context) -> Iterator[Finding]:
    """Amounts that are last year's cell of the row they name."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in (*_CAUSES, "supported")}
    for slip in last_year_cells(context):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known:
            continue
        told, expected = slip.told.quantity, slip.now.amount
        right = _in_unit_of(expected, told)
        yield context.finding(
            key=f"{slip.name}/{plain(told.value)}",
            severity="warning",
            stated=told.written(),
            expected=plain(right),
            difference=plain(told.value - right),
            diagnosis=Say("该数是表中上年的数", "this is the figure the table gives for the year before"),
            evidence=[
                context.around(place, "stated"),
                context.quote(slip.now.place, "expected"),
                context.quote(slip.before.place, "meant"),
            ],
            arguments=_arguments(
                slip.name,
                told,
                slip.name,
                Quantity(expected.value, expected.unit, ""),
                _where(context, slip.now.place),
            ),
        )


def _of_topics(context: Context, *, meant: bool) -> Iterator[Finding]:
    """Amounts of a paragraph about one row of a table: those that are another row's (`meant`), or the row's own mistyped."""
    known = {claim.mention.place for claim in context.reading.claims if claim.status in _CAUSES}
    known.update(one.passage.span(one.told.start, one.told.end) for one in context.once(cell_slips))
    for slip in context.once(topic_slips):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known or (slip.meant is not None) != meant:
            continue
        told, expected = slip.told.quantity, slip.spot.quantity
        evidence = [context.around(place, "stated"), context.quote(slip.spot.place, "expected")]
        other = slip.name
        if slip.meant is not None:
            other = slip.meant[0]
            evidence.append(context.quote(slip.meant[1].place, "meant"))
        value = f"{expected.written()}{slip.spot.unit}"
        why = Say(
            f"表中“{slip.name}”的“{slip.head}”是{value}",
            f"the tables give “{slip.head}” of “{slip.name}” as {value}",
        )
        amount = Quantity(expected.value, told.unit, expected.text)
        yield context.finding(
            key=f"{slip.name}/{slip.head}/{plain(told.value)}",
            severity="warning",
            stated=told.written(),
            expected=expected.written(),
            difference=plain(told.value - expected.value),
            diagnosis=explain(told, amount),
            evidence=evidence,
            arguments={
                **_arguments(f"{slip.name}{slip.head}", told, other, amount, _where(context, slip.spot.place)),
                "meant_value": told.with_unit(),
                "why": why,
            },
        )


def _rows(context: Context, *, unit_slip: bool) -> Iterator[Finding]:
    """Items of a list that are rows of a table, all but one of them right; what is a finding already is left out."""
    reading = context.reading
    known = {claim.mention.place for claim in reading.claims if claim.status in _CAUSES}
    known.update(mixed.passage.span(mixed.told.start, mixed.told.end) for mixed in context.once(mixed_rows))
    broken: set[Place] = set()
    for breakdown in reading.breakdowns:
        if breakdown.total != breakdown.whole.quantity.scaled():
            broken.update(part.place for part in breakdown.parts)
    for slip in context.once(row_slips):
        place = slip.passage.span(slip.told.start, slip.told.end)
        # Two items that changed places leave the sum of their list as it was.
        if place in known or in_other_unit(slip.told.quantity, slip.expected) != unit_slip:
            continue
        if place in broken and not slip.swapped and not unit_slip:
            continue
        swapped = Say(
            f"与“{slip.swapped}”的数对调了", f"it has the amount of “{slip.swapped}”, and that one this one’s"
        )
        expected = _in_unit_of(slip.expected, slip.told.quantity)
        yield context.finding(
            key=f"{slip.name}/{plain(slip.told.value)}",
            severity=None if unit_slip else "warning",
            stated=slip.told.quantity.written(),
            expected=plain(expected),
            difference=plain(slip.told.value - expected),
            diagnosis=swapped if slip.swapped else explain(slip.told.quantity, slip.expected),
            evidence=[context.around(place, "stated"), context.quote(slip.place, "expected")],
            arguments=_arguments(slip.name, slip.told.quantity, slip.name, slip.expected, _where(context, slip.place)),
        )


def _cells(context: Context) -> Iterator[Finding]:
    """Figures that name a cell of a small table by its row and its column and are not what it holds."""
    reading = context.reading
    known = {claim.mention.place for claim in reading.claims if claim.status in _CAUSES}
    known.update(one.passage.span(one.told.start, one.told.end) for one in context.once(mixed_rows))
    known.update(one.passage.span(one.told.start, one.told.end) for one in context.once(row_slips))
    for slip in context.once(cell_slips):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known or slip.kind == "unit":
            continue
        stated = slip.told.quantity
        expected = _in_unit_of(slip.expected, stated) if stated.is_money else slip.expected.value
        whose = Say(
            f"该数是表中“{slip.other}”的" + ("（同一列）" if slip.kind == "row" else "（同一行）"),
            f"it is the figure of “{slip.other}” in the table",
        )
        yield context.finding(
            key=f"{slip.row}/{slip.header}/{plain(slip.told.value)}",
            severity="warning",
            stated=stated.written(),
            expected=plain(expected),
            difference=plain(slip.told.value - expected),
            diagnosis=whose if slip.other else explain(stated, slip.expected),
            evidence=[context.around(place, "stated"), context.quote(slip.place, "expected")],
            arguments=_arguments(
                f"{slip.row}{slip.header}", stated, slip.row, slip.expected, _where(context, slip.place)
            ),
        )


def _marks(context: Context) -> Iterator[Finding]:
    """Marks told of a row of a small table of marks that has others."""
    for slip in mark_slips(context):
        stated = Quantity(slip.told.score, "分", plain(slip.told.score))
        expected = Quantity(slip.mark.score.value, "分", slip.mark.score.text)
        yield context.finding(
            key=f"mark/{slip.mark.name}/{plain(slip.told.score)}",
            severity="warning",
            stated=stated.written(),
            expected=plain(expected.value),
            difference=plain(stated.value - expected.value),
            evidence=[
                context.around(slip.told.score_place, "stated"),
                context.quote(slip.mark.score_place, "expected"),
            ],
            arguments=_arguments(
                slip.mark.name, stated, slip.mark.name, expected, _where(context, slip.mark.score_place)
            ),
        )


def _twice(context: Context, known: set[Place]) -> Iterator[Finding]:
    """Percentages and amounts told twice, once with two digits swapped; what stands at a place in `known` is said already."""
    known |= {claim.mention.place for claim in context.reading.claims if claim.status in _CAUSES}
    for twice in (*told_twice(context), *amounts_twice(context)):
        stated, expected = twice.told.quantity, twice.first.quantity
        places = [
            one.span(figure.start, figure.end)
            for one, figure in ((twice.passage, twice.told), (twice.first_passage, twice.first))
        ]
        if known.intersection(places):
            continue
        yield context.finding(
            key=f"twice/{twice.label}/{plain(stated.value)}",
            severity="warning",
            stated=stated.written(),
            expected=plain(_in_unit_of(expected, stated)),
            difference=plain(stated.value - _in_unit_of(expected, stated)),
            diagnosis=explain(stated, expected),
            evidence=[context.around(places[0], "stated"), context.around(places[1], "expected")],
            arguments=_arguments(twice.label, stated, twice.label, expected, _where(context, places[1])),
        )


def _units(context: Context, told: set[Place]) -> Iterator[Finding]:
    """Amounts that name a cell of a small table, or repeat its digits or those of other sentences, in another unit."""
    known = told | {claim.mention.place for claim in context.reading.claims if claim.status in _CAUSES}
    slips = [one for one in context.once(cell_slips) if one.kind == "unit"]
    tables = {slip.place.block: [one for one in slips if one.place.block == slip.place.block] for slip in slips}
    found = [
        (one.passage, one.told, f"{one.row}{one.header}", one.expected, one.place, members)
        for members in tables.values()
        for one in members[:1]
    ]
    if not found:
        # Rows without a word of their column (省级240万元、市级128万元、县级562万元): all of them show the unit.
        for rows in row_units(context):
            members = [
                CellSlip(rows.passage, told, name, "", cell, place, "unit") for name, told, cell, place in rows.items
            ]
            one = members[0]
            found.append((one.passage, one.told, one.row, one.expected, one.place, members))
    found += [
        (one.passage, one.told, "", one.meant, one.place, [])
        for one in told_units(context)
        if not any(slip.told == one.told and slip.passage is one.passage for slip in slips)
    ]
    for passage, figure, label, expected, where, members in found:
        place = passage.span(figure.start, figure.end)
        if place in known:
            continue
        evidence = [context.around(place, "stated"), context.quote(where, "expected")]
        for one in members[1:]:
            evidence.append(context.around(one.passage.span(one.told.start, one.told.end), "stated"))
        several = Say(
            f"正文有{len(members)}个数与此表差同样的单位，也可能是表格的单位标错",
            f"{len(members)} amounts of the text are off by a unit: the table may declare the wrong one",
        )
        yield context.finding(
            key=f"cell/{label}/{plain(figure.value)}",
            severity=None if label else "warning",
            stated=figure.quantity.written(),
            expected=plain(_in_unit_of(expected, figure.quantity)),
            difference=plain(figure.value - _in_unit_of(expected, figure.quantity)),
            diagnosis=several if len(members) > 1 else None,
            evidence=evidence,
            arguments=_arguments(label, figure.quantity, label, expected, _where(context, where)),
        )


def _finding(context: Context, status: str, claims: list[Claim]) -> Finding:
    if status == "mislabelled":
        return _mislabelled(context, claims)
    claim = claims[0]
    mention = claim.mention
    facts = [context.reading.fact_by_id[name] for name in claim.fact_ids]
    fact = facts[0]
    expected = _in_unit_of(fact.quantity, mention.quantity)
    difference = mention.quantity.value - expected
    why = (
        _last_year(context, claim)
        or explain(mention.quantity, fact.quantity)
        or _other_label(context, mention.quantity, mention.concept)
    )
    return context.finding(
        key=f"{mention.concept}/{plain(mention.quantity.scaled())}",
        severity="info" if why is None and _unsure(context, claim) else _severity(context, claim),
        stated=mention.quantity.written(),
        expected=plain(expected),
        difference=plain(difference),
        diagnosis=_both(why, _votes(context, claims, facts)),
        evidence=[*_stated(context, claims), *_facts(facts[:2], "expected")],
        arguments=_arguments(mention.label, mention.quantity, fact.label, fact.quantity, _where(context, fact.place)),
    )


def _unsure(context: Context, claim: Claim) -> bool:
    """Whether a difference that no slip explains may come of two things with one name: all but the rule's `plain` concepts."""
    options = context.check.options
    assert isinstance(options, ClaimOptions)
    return options.status == "different" and not (claim.mention.concept or "").startswith(options.plain)


def _severity(context: Context, claim: Claim) -> Severity | None:
    """An item of a small table may be told of one part of it only, unless it does not fit into its list either."""
    if claim.mention.concept != _ITEM:
        return None
    for breakdown in context.reading.breakdowns:
        if any(part.place == claim.mention.place for part in breakdown.parts):
            return "warning" if breakdown.total == breakdown.whole.quantity.scaled() else None
    return "warning"


def _both(first: Say | None, second: Say | None) -> Say | None:
    if first is None or second is None:
        return first or second
    return Say(f"{first.zh}；{second.zh}", f"{first.en}; {second.en}")


def _last_year(context: Context, claim: Claim) -> Say | None:
    """Whether the text gives the same amount as last year's."""
    mention = claim.mention
    for other in context.reading.claims:
        same = other.mention.concept in (None, mention.concept) and other.mention.qualifier == "prior"
        if same and other.mention.quantity.is_money and other.mention.quantity.scaled() == mention.quantity.scaled():
            return Say("该数是正文所写的上年数", "this is the figure the text gives for the year before")
    return None


def _votes(context: Context, claims: list[Claim], facts: list[Fact]) -> Say | None:
    """Which of the two figures is outvoted, where there are more than the two."""
    concept = claims[0].mention.concept
    same = [c for c in context.reading.claims if c.status == "supported" and c.mention.concept == concept]
    others = len(same) + len({fact.region for fact in facts}) - 1
    if len(claims) > 1 and not same:
        return Say(
            f"正文{len(claims)}处都这样写，也可能是表中填错",
            f"the text says so {len(claims)} times: the table may be the wrong one",
        )
    if others > 0 and len(claims) == 1:
        return Say(
            f"另有{others}处与表中一致，此处是少数",
            f"{others} other place(s) agree with the table: this one is outvoted",
        )
    return None


def _mislabelled(context: Context, claims: list[Claim]) -> Finding:
    """All the evidence in one finding: what is stated, whose figure that is, what the label's own figure is, the heading."""
    claim = claims[0]
    mention = claim.mention
    facts = [context.reading.fact_by_id[name] for name in claim.fact_ids]
    meant = [fact for fact in facts if fact.concept == claim.meant]
    own = [fact for fact in facts if fact.concept == mention.concept]
    heading = _heading(context, claim)
    echo = _echo(context, claim)
    partner = next((other for other in context.reading.claims if other.id == claim.partner), None)
    zh: list[str] = []
    en: list[str] = []
    if partner is not None:
        other, amount = f"“{partner.mention.label}”", partner.mention.quantity.with_unit()
        zh.append(f"同段{other}写的{amount}正是“{mention.label}”的数，两个名目对调了")
        en.append(f"{other} beside it has {amount}, the figure of “{mention.label}”: the two labels are swapped")
    if own:
        zh.append(f"表中“{own[0].label}”是{own[0].quantity.with_unit()}")
        en.append(f"the tables give “{own[0].label}” as {own[0].quantity.with_unit()}")
    if echo is not None:
        zh.append(f"正文另一处“{echo.mention.label}”也写{echo.mention.quantity.with_unit()}")
        en.append(f"another sentence also gives “{echo.mention.label}” as {echo.mention.quantity.with_unit()}")
    if heading:
        zh.append(f"所在标题为“{heading}”")
        en.append(f"the heading above is “{heading}”")
    evidence = [*_stated(context, claims), *_facts(meant[:1], "meant"), *_facts(own[:1], "expected")]
    if partner is not None:
        evidence.append(context.around(partner.mention.place, "context"))
    if echo is not None:
        evidence.append(context.around(echo.mention.place, "context"))
    expected = own[0].quantity if own else None
    difference = mention.quantity.value - _in_unit_of(expected, mention.quantity) if expected else None
    return context.finding(
        key=f"{mention.concept}/{claim.meant}",
        stated=mention.quantity.written(),
        expected=plain(_in_unit_of(expected, mention.quantity)) if expected else None,
        difference=plain(difference) if difference is not None else None,
        diagnosis=Say(
            f"数字是“{meant[0].label}”的，科目名称写错：应为“{meant[0].label}”",
            f"the figure is that of “{meant[0].label}”; the label is wrong and should be “{meant[0].label}”",
        ),
        evidence=evidence,
        arguments={
            **_arguments(
                mention.label,
                mention.quantity,
                meant[0].label,
                expected or meant[0].quantity,
                _where(context, meant[0].place),
            ),
            "meant_value": meant[0].quantity.with_unit(),
            "why": Say("；".join(zh), "; ".join(en)),
        },
    )


def _stated(context: Context, claims: Iterable[Claim]) -> Iterator[Evidence]:
    for claim in claims:
        yield context.around(claim.mention.place, "stated")


def _facts(facts: Iterable[Fact], role: str) -> Iterator[Evidence]:
    for fact in facts:
        yield Evidence(f"{fact.label} {fact.text}", fact.place, role)


def _arguments(label: str, stated: Quantity, other: str, expected: Quantity, where: Say) -> dict[str, Argument]:
    """The named arguments of a rule of kind `claims`: what is stated, and the figure it is held against."""
    difference = abs(stated.value - _in_unit_of(expected, stated))
    return {
        "label": label,
        "stated": stated.with_unit(),
        "unit": stated.unit,
        "expected": expected.with_unit(),
        "difference": f"{plain(difference)}{stated.unit}",
        "meant": other,
        "meant_value": expected.with_unit(),
        "why": "",
        "where": where,
    }


def _where(context: Context, place: Place) -> Say:
    return Say(context.say(place, "zh"), context.say(place, "en"))


def _heading(context: Context, claim: Claim) -> str | None:
    """The innermost heading that names the concept meant."""
    concept = context.ruleset.concept_by_id[claim.meant or ""]
    words = (concept.label, *concept.aliases, *concept.text_only)
    for heading in reversed(claim.mention.passage.headings):
        if any(word in heading for word in words):
            return heading
    return None


def _echo(context: Context, claim: Claim) -> Claim | None:
    """Another sentence that gives the label its right figure."""
    return next(
        (
            other
            for other in context.reading.claims
            if other.status == "supported" and other.mention.concept == claim.mention.concept
        ),
        None,
    )


def _other_label(context: Context, quantity: Quantity, concept: str | None) -> Say | None:
    """The figure of a quite different label with this very value: an amount of some digits, or of people another number of them."""
    people = (concept or "").startswith(_STAFF)
    if not people and len(str(quantity.value).replace(".", "").strip("0")) < 3:
        return None
    same = [
        fact
        for fact in context.reading.facts
        if fact.concept != concept
        and (fact.concept.startswith(_STAFF) if people else fact.quantity.is_money)
        and fact.quantity.scaled() == quantity.scaled()
    ]
    if not same:
        return None
    label = same[0].label
    return Say(f"该数与表中“{label}”相同", f"the figure equals that of “{label}” in the tables")


def _in_unit_of(quantity: Quantity, like: Quantity) -> Decimal:
    return Decimal(plain(quantity.in_unit(like.unit)))


def _few_digits(*mentions: Mention) -> bool:
    return min(one.quantity.significant_digits for one in mentions) < _SURE_DIGITS


def _tables(context: Context) -> Results:
    """The same concept of the same body in two tables with two values."""
    decimals = context.once(column_decimals)
    first: dict[tuple[str, str | None, bool], Fact] = {}
    regions = context.reading.outline.regions
    for fact in context.reading.facts:
        if fact.region is None:
            continue
        # The whole of a department's spending and that of a form's funds need not be the same money.
        apart = fact.entity is None and regions[fact.region].kind == _STATEMENT
        other = first.setdefault((fact.concept, fact.entity, apart), fact)
        if other is fact or other.region == fact.region:
            continue
        if fact.quantity.agrees(
            other.quantity, decimals[fact.region, fact.concept], decimals[other.region, other.concept]
        ) or (fact.entity is None and frozenset((fact.region, other.region)) in context.once(_of_a_part)):
            continue
        expected = _in_unit_of(other.quantity, fact.quantity)
        difference = fact.quantity.value - expected
        yield context.finding(
            key=f"{fact.entity or ''}/{fact.concept}",
            stated=fact.quantity.written(),
            expected=plain(expected),
            difference=plain(difference),
            diagnosis=explain(fact.quantity, other.quantity),
            evidence=[*_facts([fact], "stated"), *_facts([other], "expected")],
            arguments=_arguments(fact.label, fact.quantity, other.label, other.quantity, _where(context, other.place)),
        )


def _of_a_part(context: Context) -> frozenset[frozenset[int | None]]:
    """Pairs of tables of which one tells as its whole what is a part of the other's (中央资金 by use, then all funds by source)."""
    wholes: dict[str, list[Fact]] = {}
    parts: dict[tuple[str, Decimal], list[Fact]] = {}
    for fact in context.reading.facts:
        if fact.region is not None and fact.quantity.is_money and fact.quantity.value:
            if fact.entity is None:
                wholes.setdefault(fact.concept, []).append(fact)
            else:
                parts.setdefault((fact.concept, fact.quantity.scaled()), []).append(fact)
    return frozenset(
        frozenset((whole.region, part.region))
        for concept, facts in wholes.items()
        for whole in facts
        for part in parts.get((concept, whole.quantity.scaled()), ())
        for other in facts
        if part.region == other.region != whole.region and other.quantity.scaled() > whole.quantity.scaled()
    )


def _texts(context: Context) -> Results:
    """The same label with two values in the text, where no table has the figure to tell which is right."""
    known = {fact.concept for fact in context.reading.facts}
    first: dict[str, Claim] = {}
    # 「年初预算收入合计1100万元，支出合计1100万元」: behind a budget figure another one may be of the budget, too.
    planned: dict[tuple[Place, str], int] = {}
    for claim in context.reading.claims:
        if claim.mention.qualifier == "budget":
            planned.setdefault((claim.mention.passage.place, claim.mention.sentence), claim.mention.start)
    for claim in context.reading.claims:
        mention = claim.mention
        if mention.concept is None or mention.concept in known or claim.status != "unsupported":
            continue
        if planned.get((mention.passage.place, mention.sentence), mention.start) < mention.start:
            continue
        if mention.subject or mention.modifier not in ("", mention.label) or mention.qualifier:
            continue
        if (
            mention.concept.startswith(_STAFF)
            and "其中" in re.split("[。；]", mention.passage.text[: mention.start])[-1]
        ):
            # 年末实有人数88人，其中局本级编制40人，实有38人: of one of the bodies.
            continue
        other = first.setdefault(mention.concept, claim)
        if other is claim or mention.quantity.agrees(other.mention.quantity):
            continue
        people = mention.concept.startswith(_STAFF)
        if people and (
            mention.passage is other.mention.passage or explain(mention.quantity, other.mention.quantity) is None
        ):
            # 机关编制20名，实有18人；执法大队编制30名，实有28人: of one body each.
            continue
        beside = mention.passage is other.mention.passage and mention.sentence == other.mention.sentence
        if beside and explain(mention.quantity, other.mention.quantity) is None:
            # 幼教专项支出40万元，结余2万元；安全专项支出30万元，结余1万元: of one project each.
            continue
        # 一般公共预算收入 need not be the 财政拨款, nor what is left this year all that is left.
        loose = mention.modifier or other.mention.modifier or mention.label != other.mention.label
        if loose and (explain(mention.quantity, other.mention.quantity) is None or _few_digits(mention, other.mention)):
            # 支出 alone may be of anything: only a slip of the pen shows that the same one is meant.
            continue
        if ("总计" in mention.label) != ("总计" in other.mention.label):
            # 总计 holds what is carried over, 合计 does not.
            continue
        expected = _in_unit_of(other.mention.quantity, mention.quantity)
        difference = mention.quantity.value - expected
        yield context.finding(
            key=f"text/{mention.concept}/{plain(mention.quantity.scaled())}",
            severity="warning",
            stated=mention.quantity.written(),
            expected=plain(expected),
            difference=plain(difference),
            diagnosis=explain(mention.quantity, other.mention.quantity),
            evidence=[context.around(mention.place, "stated"), context.around(other.mention.place, "expected")],
            arguments=_arguments(
                mention.label,
                mention.quantity,
                other.mention.label,
                other.mention.quantity,
                _where(context, other.mention.place),
            ),
        )
