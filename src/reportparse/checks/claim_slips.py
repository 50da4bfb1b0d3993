"""Figures of sentences under the name, the year or the unit of another one of the tables."""

from __future__ import annotations

from collections.abc import Iterator

from reportparse.checks.amounts_twice import amounts_twice
from reportparse.checks.claim_words import ANSWERED, claimed_places, in_unit_of, place_said, told_against
from reportparse.checks.context import Context, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.last_year_cells import last_year_cells
from reportparse.checks.left_rows import left_rows
from reportparse.checks.mixed_rows import mixed_rows
from reportparse.checks.restated import restated
from reportparse.checks.row_lists import row_slips, row_units
from reportparse.checks.score_grids import mark_slips
from reportparse.checks.told_cells import CellSlip, cell_slips, in_other_unit
from reportparse.checks.told_roles import role_slips
from reportparse.checks.told_twice import told_twice
from reportparse.checks.told_units import told_units
from reportparse.checks.topic_rows import topic_slips
from reportparse.model.findings import Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity


def told_again(context: Context, unit_slip: bool) -> Iterator[Finding]:
    """Amounts and their repetition in brackets; what is a finding already is left out."""
    known = claimed_places(context)
    for two in context.once(restated):
        places = [two.passage.span(one.start, one.end) for one in (two.first, two.second)]
        if two.unit_slip != unit_slip or known.intersection(places):
            continue
        stated, expected = two.second.quantity, two.first.quantity
        yield context.finding(
            key=f"{two.first.text}/{two.second.text}",
            stated=stated.written(),
            expected=plain(in_unit_of(expected, stated)),
            difference=plain(stated.value - in_unit_of(expected, stated)),
            diagnosis=explain(stated, expected),
            evidence=[context.around(places[1], "stated"), context.quote(places[0], "expected")],
            arguments=told_against("同一数额", stated, two.first.text, expected, place_said(context, places[0])),
        )


def names_mixed(context: Context) -> Iterator[Finding]:
    """Amounts under the name of one row of a small table or a table by subject that are another row's."""
    known = claimed_places(context, ("mislabelled",))
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
                **told_against(mixed.named.name, stated, mixed.meant.name, stated, place_said(context, mixed.place)),
                "why": Say(zh, en),
            },
        )


def roles_mixed(context: Context) -> Iterator[Finding]:
    """Amounts told as one thing that are another thing of the same row."""
    known = claimed_places(context, ANSWERED)
    mixed = (*context.once(mixed_rows), *context.once(left_rows))
    known.update(one.passage.span(one.told.start, one.told.end) for one in mixed)
    for slip in role_slips(context):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known:
            continue
        stated = slip.told.quantity
        own = slip.own.with_unit()
        expected = in_unit_of(slip.own, stated)
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
                **told_against(slip.word, stated, slip.header, slip.own, place_said(context, slip.place)),
                "why": Say(f"表中“{slip.own_header}”是{own}", f"the tables give “{slip.own_header}” as {own}"),
            },
        )


def years_mixed(context: Context) -> Iterator[Finding]:
    """Amounts that are last year's cell of the row they name."""
    known = claimed_places(context, ANSWERED)
    for slip in last_year_cells(context):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known:
            continue
        told, expected = slip.told.quantity, slip.now.amount
        right = in_unit_of(expected, told)
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
            arguments=told_against(
                slip.name,
                told,
                slip.name,
                Quantity(expected.value, expected.unit, ""),
                place_said(context, slip.now.place),
            ),
        )


def topics_mixed(context: Context, *, meant: bool) -> Iterator[Finding]:
    """Amounts of a paragraph about one row of a table: those that are another row's (`meant`), or the row's own mistyped."""
    known = claimed_places(context)
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
                **told_against(f"{slip.name}{slip.head}", told, other, amount, place_said(context, slip.spot.place)),
                "meant_value": told.with_unit(),
                "why": why,
            },
        )


def rows_mixed(context: Context, *, unit_slip: bool) -> Iterator[Finding]:
    """Items of a list that are rows of a table, all but one of them right; what is a finding already is left out."""
    reading = context.reading
    known = claimed_places(context)
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
        expected = in_unit_of(slip.expected, slip.told.quantity)
        yield context.finding(
            key=f"{slip.name}/{plain(slip.told.value)}",
            severity=None if unit_slip else "warning",
            stated=slip.told.quantity.written(),
            expected=plain(expected),
            difference=plain(slip.told.value - expected),
            diagnosis=swapped if slip.swapped else explain(slip.told.quantity, slip.expected),
            evidence=[context.around(place, "stated"), context.quote(slip.place, "expected")],
            arguments=told_against(
                slip.name, slip.told.quantity, slip.name, slip.expected, place_said(context, slip.place)
            ),
        )


def cells_told(context: Context) -> Iterator[Finding]:
    """Figures that name a cell of a small table by its row and its column and are not what it holds."""
    known = claimed_places(context)
    known.update(one.passage.span(one.told.start, one.told.end) for one in context.once(mixed_rows))
    known.update(one.passage.span(one.told.start, one.told.end) for one in context.once(row_slips))
    for slip in context.once(cell_slips):
        place = slip.passage.span(slip.told.start, slip.told.end)
        if place in known or slip.kind == "unit":
            continue
        stated = slip.told.quantity
        expected = in_unit_of(slip.expected, stated) if stated.is_money else slip.expected.value
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
            arguments=told_against(
                f"{slip.row}{slip.header}", stated, slip.row, slip.expected, place_said(context, slip.place)
            ),
        )


def marks_told(context: Context) -> Iterator[Finding]:
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
            arguments=told_against(
                slip.mark.name, stated, slip.mark.name, expected, place_said(context, slip.mark.score_place)
            ),
        )


def amounts_told_twice(context: Context, known: set[Place]) -> Iterator[Finding]:
    """Percentages and amounts told twice, once with two digits swapped; what stands at a place in `known` is said already."""
    known |= claimed_places(context)
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
            expected=plain(in_unit_of(expected, stated)),
            difference=plain(stated.value - in_unit_of(expected, stated)),
            diagnosis=explain(stated, expected),
            evidence=[context.around(places[0], "stated"), context.around(places[1], "expected")],
            arguments=told_against(twice.label, stated, twice.label, expected, place_said(context, places[1])),
        )


def units_mixed(context: Context, told: set[Place]) -> Iterator[Finding]:
    """Amounts that name a cell of a small table, or repeat its digits or those of other sentences, in another unit."""
    known = told | claimed_places(context)
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
            expected=plain(in_unit_of(expected, figure.quantity)),
            difference=plain(figure.value - in_unit_of(expected, figure.quantity)),
            diagnosis=several if len(members) > 1 else None,
            evidence=evidence,
            arguments=told_against(label, figure.quantity, label, expected, place_said(context, where)),
        )
