"""Figures of sentences that repeat a cell, a result or a target of a table, and repeat it otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportparse.checks.claim_words import ANSWERED, SURE_DIGITS, claimed_places, place_said, told_against
from reportparse.checks.context import Context, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.goal_echoes import goal_echoes
from reportparse.checks.last_year_cells import last_year_cells
from reportparse.checks.mixed_rows import mixed_rows
from reportparse.checks.row_lists import row_slips
from reportparse.checks.table_echoes import Echo, echoes
from reportparse.checks.told_cells import cell_slips, in_other_unit
from reportparse.checks.told_grids import told_grids
from reportparse.checks.told_indicators import told_indicators
from reportparse.checks.told_results import told_results
from reportparse.checks.topic_rows import topic_slips
from reportparse.model.document import Table
from reportparse.model.findings import Finding
from reportparse.model.location import Place
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences


def told_echoes(context: Context) -> Iterator[Finding]:
    """Figures of sentences that are a cell of a small table but for two swapped digits, or no result of the indicator they name."""
    known = claimed_places(context, ANSWERED)
    yield from _told_echoes(context, known, (*context.once(_known_echoes), *goal_echoes(context)), sure=True)


def _known_echoes(context: Context) -> tuple[Echo, ...]:
    return (*echoes(context), *told_results(context), *told_indicators(context))


def _told_grids(context: Context) -> tuple[Echo, ...]:
    return tuple(told_grids(context))


def grid_echoes(context: Context, *, unit_slip: bool) -> Iterator[Finding]:
    """Figures that name a cell of any small table by the words about them, and of which nothing is said yet."""
    known = claimed_places(context, ANSWERED)
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
            arguments=told_against(
                echo.words, echo.told.quantity, echo.words, expected, place_said(context, echo.place)
            ),
        )


def _told_beside(echo: Echo, expected: Quantity) -> bool:
    """Whether the sentence has the cell's figure, too: 602件平均1645元，如扣除上浮部分，件均1456元."""
    if expected.significant_digits < SURE_DIGITS - 1:
        return False
    text = fold(echo.passage.text)
    start, end = next((one for one in sentences(text) if one[0] <= echo.told.start < one[1]), (0, len(text)))
    return any(
        start <= one.start < end and one.start != echo.told.start and one.quantity.agrees(expected)
        for one in find_figures(text)
        if one.unit == expected.unit
    )
