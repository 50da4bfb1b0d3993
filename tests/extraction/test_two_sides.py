from __future__ import annotations

from typing import Any

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, read, table

SIDES = (
    ["收入", "<", "<", "支出", "<", "<"],
    ["项目", "行次", "金额", "项目", "行次", "金额"],
    ["一、财政拨款", "1", "1200.5", "一、基本支出", "30", "768.75"],
    ["二、其他收入", "2", "112", "二、项目支出", "31", "500"],
    ["本年收入合计", "3", "1312.5", "本年支出合计", "32", "1268.75"],
    ["年初结转和结余", "4", "56.3", "年末结转和结余", "33", "100.05"],
    ["总计", "5", "1368.8", "总计", "34", "1368.8"],
)


def facts(blocks: list[Any], ruleset: RuleSet) -> list[tuple[str, str]]:
    return [(one.concept, one.quantity.written()) for one in read(blocks, ruleset).facts]


def test_each_side_has_its_own_concepts_and_row_numbers_are_no_figures(ruleset: RuleSet) -> None:
    assert sorted(facts([*COVER, "收入支出决算总表", table(*SIDES)], ruleset)) == sorted(
        [
            ("income.fiscal", "1200.5"),
            ("income.other", "112"),
            ("income.total", "1312.5"),
            ("income.carryover", "56.3"),
            ("income.total", "1368.8"),
            ("expenditure.basic", "768.75"),
            ("expenditure.project", "500"),
            ("expenditure.total", "1268.75"),
            ("balance", "100.05"),
            ("expenditure.total", "1368.8"),
        ]
    )


def test_a_budget_or_one_kind_of_money_is_not_the_year_s_result(ruleset: RuleSet) -> None:
    assert facts([*COVER, "部门收支预算总表", table(*SIDES)], ruleset) == []
    assert facts([*COVER, "财政拨款收入支出决算总表", table(*SIDES)], ruleset) == []


def test_of_two_such_tables_neither_tells(ruleset: RuleSet) -> None:
    assert facts([*COVER, "收入支出决算总表", table(*SIDES), "本级收入支出决算总表", table(*SIDES)], ruleset) == []


def test_no_amount_of_such_a_table_is_without_a_place(ruleset: RuleSet) -> None:
    reading = read([*COVER, "收入支出决算总表", table(*SIDES)], ruleset)
    assert {region.kind for region in reading.outline.regions} == {"sides"}
    # Only the numbers of the rows mean nothing.
    assert all(reading.document.text_at(place).isdecimal() for place in reading.unplaced)
