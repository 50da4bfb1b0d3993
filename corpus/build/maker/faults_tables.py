"""Faults in the money tables."""

from __future__ import annotations

import random

from .content import Content, MoneyRow
from .fault_tools import CannotPlantError, delta, stated, summary_rows, unit_rows
from .pieces import figures
from .truth import Planted


def assets_part(content: Content, rng: random.Random) -> Planted:
    """A part that the text does not name, wrong in the first unit's row and, by as much, in the summary row."""
    table = content.table("fixed_assets")
    first = unit_rows(table.rows)[0]
    change = delta(first.values["fixed_assets.in_use"], content.spec.money.quantum)
    for row in [*summary_rows(table.rows), first]:
        row.values["fixed_assets.in_use"] -= change
    return Planted(
        "A101", "error", f"固定资产合计 of {first.entity} and of the summary row is more than 在用 + 出租 + 其他"
    )


def unit_part(content: Content, rng: random.Random) -> Planted:
    """人员支出 wrong in one unit's row only, so that the row and the column both cease to add up."""
    table = content.table("expenditure")
    row = rng.choice(unit_rows(table.rows))
    alone = len(table.rows) == 1
    if alone and "expenditure.personnel" in stated(content):
        raise CannotPlantError
    change = delta(row.values["expenditure.personnel"], content.spec.money.quantum)
    row.values["expenditure.personnel"] += change
    return Planted("A101", "error", f"基本支出 of {row.entity} is not 人员 + 公用", () if alone else ("A102",))


def _one_of_several(content: Content, kind: str, rng: random.Random) -> MoneyRow:
    rows = content.table(kind).rows
    units = unit_rows(rows)
    if not summary_rows(rows) or len(units) < 2:
        raise CannotPlantError
    return rng.choice(units[1:])


def unit_assets(content: Content, rng: random.Random) -> Planted:
    """A unit's fixed assets wrong as a whole; its row still adds up."""
    row = _one_of_several(content, "fixed_assets", rng)
    change = delta(row.values["fixed_assets.total"], content.spec.money.quantum)
    row.values["fixed_assets.in_use"] += change
    row.values["fixed_assets.total"] += change
    return Planted("A102", "error", f"固定资产 of the units, {row.entity} among them, are more than the summary row")


def unit_spending(content: Content, rng: random.Random) -> Planted:
    """A unit's public spending, its totals and its income wrong alike; its rows still add up and balance."""
    row = _one_of_several(content, "expenditure", rng)
    if any(figure.entity == row.entity for figure in figures(content.narrative)):
        raise CannotPlantError
    change = delta(row.values["expenditure.public"], content.spec.money.quantum)
    for concept in ("expenditure.public", "expenditure.basic", "expenditure.total"):
        row.values[concept] += change
    income = next(item for item in content.table("income").rows if item.entity == row.entity)
    income.values["income.fiscal"] += change
    income.values["income.total"] += change
    return Planted(
        "A102", "error", f"收入 and 支出 of the units, {row.entity} among them, are more than the summary rows"
    )


def balance(content: Content, rng: random.Random) -> Planted:
    """The balance of the first unit and of the summary row, and of the text, is not income less spending."""
    table = content.table("expenditure")
    first = unit_rows(table.rows)[0]
    change = delta(first.values["balance"], content.spec.money.quantum)
    for row in [*summary_rows(table.rows), first]:
        row.values["balance"] += change
    top = (summary_rows(table.rows) or [first])[0]
    for figure in figures(content.narrative):
        if figure.concept == "balance":
            figure.value = content.spec.text_style.write(top.values["balance"])
    return Planted("A103", "error", f"结余 of {first.entity} and of the summary row is not 收入合计 − 支出合计")


def placeholder_rows(content: Content, rng: random.Random) -> Planted:
    """Rows of the blank form for subordinate units that do not exist."""
    for table in content.tables:
        ordinals = content.spec.layout.ordinals
        for index in (1, 2):
            number = len(unit_rows(table.rows)) + index
            mark = {"1、": f"{number}、", "（1）": f"（{number}）"}.get(ordinals, "")
            row = MoneyRow(mark, f"二级机构{index}", {}, placeholder=True)
            at = len(table.rows) if content.spec.layout.summary_first else len(table.rows) - 1
            table.rows.insert(at, row)
    return Planted("S503", "info", "rows 二级机构1 and 二级机构2 of the blank form left in")
