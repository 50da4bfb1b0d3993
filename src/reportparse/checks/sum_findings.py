"""Findings on sums outside of rows with a header: told in sentences, or on the two sides of a table of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from reportparse.checks.context import Context, in_unit, plain
from reportparse.checks.diagnosis import explain
from reportparse.checks.sheet_sums import SheetSum
from reportparse.checks.told_balance import ToldBalance
from reportparse.checks.told_parts import ToldParts
from reportparse.checks.two_sided import SIDES, Line, Mismatch
from reportparse.model.claims import Mention
from reportparse.model.findings import Evidence, Finding, Say, Severity
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity

OWN = Say("本部门", "the department")

_Item = tuple[int, str, Quantity, Place]
"""Sign, name, amount and place of what a total is made of."""


def sided_finding(context: Context, mismatch: Mismatch) -> Finding:
    """A total of one side of a table of income beside spending."""
    total = _line(1, mismatch.total)
    items = [_line(1, one) for one in mismatch.plus] + [_line(-1, one) for one in mismatch.minus]
    assert total is not None
    return _finding(
        context,
        f"{SIDES}/{mismatch.total.label}",
        total,
        in_unit(mismatch.computed, total[2]),
        [one for one in items if one is not None],
        severity=None if mismatch.balance else "warning",
        told=False,
    )


def balance_finding(context: Context, told: ToldBalance) -> Finding:
    """A balance told that does not follow from income and expenditure told."""
    items = [*(_mention(1, one) for one in told.plus), _mention(-1, told.minus)]
    return _finding(context, f"told/{told.balance.concept}", _mention(1, told.balance), told.computed, items)


def parts_finding(context: Context, told: ToldParts) -> Finding:
    """A total told that its parts told do not make."""
    items = [_mention(1, one) for one in told.parts]
    return _finding(
        context, f"told/{told.total.concept}", _mention(1, told.total), told.computed, items, diagnosis=told.why
    )


def sheet_finding(context: Context, found: SheetSum) -> Finding:
    """A total of a table that adds up everywhere else."""
    total = (1, f"{found.name}（{found.label}）", found.total.amount, found.total.place)
    items = [(1, name, spot.amount, spot.place) for name, spot in found.parts]
    return _finding(context, f"{found.name}/{found.label}", total, found.computed, items, told=False)


def _line(sign: int, line: Line) -> _Item | None:
    return (sign, line.label, line.quantity, line.place) if line.quantity is not None else None


def _mention(sign: int, mention: Mention) -> _Item:
    return sign, mention.label, mention.quantity, mention.place


def _finding(
    context: Context,
    key: str,
    total: _Item,
    computed: Quantity,
    items: Sequence[_Item],
    *,
    severity: Severity | None = "warning",
    told: bool = True,
    diagnosis: Say | None = None,
) -> Finding:
    _, label, stated, place = total
    difference = stated.value - computed.value
    terms = "".join(
        f"{'－' if sign < 0 else '＋' if position else ''}{name}{plain(amount.in_unit(stated.unit))}"
        for position, (sign, name, amount, _) in enumerate(items)
    )

    def shown(where: Place, role: str) -> Evidence:
        return context.around(where, role) if told else context.quote(where, role)

    return context.finding(
        key=key,
        severity=severity,
        stated=stated.written(),
        expected=plain(computed.value),
        difference=plain(difference),
        diagnosis=diagnosis or explain(stated, computed),
        evidence=[shown(place, "total"), *(shown(where, "part") for _, _, _, where in items)],
        arguments={
            "entity": OWN,
            "total": label,
            "stated": stated.written(),
            "computed": plain(computed.value),
            "difference": plain(abs(difference)),
            "unit": stated.unit,
            "terms": terms,
        },
    )
