"""Figures of the text against the tables: the label of another figure, another value, another unit."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from reportparse.checks.claim_echoes import grid_echoes, told_echoes
from reportparse.checks.claim_findings import claim_finding
from reportparse.checks.claim_pairs import told_apart, two_tables
from reportparse.checks.claim_slips import (
    amounts_told_twice,
    cells_told,
    marks_told,
    names_mixed,
    roles_mixed,
    rows_mixed,
    told_again,
    topics_mixed,
    units_mixed,
    years_mixed,
)
from reportparse.checks.claim_words import SURE_DIGITS
from reportparse.checks.context import Context, Results
from reportparse.checks.sheets import sheets
from reportparse.model.claims import Claim
from reportparse.model.document import Table
from reportparse.model.findings import Finding
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import ClaimOptions
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import parse_cell

_YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:度)?(?:[-—~～－]+|至|到)((?:19|20)[0-9]{2})年(?!\s*[0-9]{1,2}\s*月)")


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
        yield claim_finding(context, options.status, claims)
    if options.status == "mislabelled":
        yield from names_mixed(context)
        yield from topics_mixed(context, meant=True)
        yield from roles_mixed(context)
    if options.status == "unit_slip":
        listed = [*rows_mixed(context, unit_slip=True), *grid_echoes(context, unit_slip=True)]
        yield from listed
        yield from units_mixed(context, {finding.evidence[0].place for finding in listed})
    if options.status == "unit_slip" or options.tables:
        yield from told_again(context, options.status == "unit_slip")
    if options.tables:
        yield from two_tables(context)
        texts = list(told_apart(context))
        yield from texts
        yield from told_echoes(context)
        yield from rows_mixed(context, unit_slip=False)
        yield from cells_told(context)
        yield from marks_told(context)
        yield from topics_mixed(context, meant=False)
        yield from years_mixed(context)
        yield from amounts_told_twice(
            context, {finding.evidence[0].place for finding in texts if isinstance(finding, Finding)}
        )
        yield from grid_echoes(context, unit_slip=False)
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
    if claim.status != "different" or not mention.label or mention.quantity.significant_digits < SURE_DIGITS:
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
