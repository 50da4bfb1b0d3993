from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, read, table

HEADER = ["机构名称", "支出合计", "基本支出", "项目支出"]


def facts(blocks: list[Any], ruleset: RuleSet) -> tuple[Fact, ...]:
    return read([*COVER, *blocks], ruleset).facts


def test_a_fact_has_its_cell_and_all_that_is_around_it(ruleset: RuleSet) -> None:
    found = facts(["支出情况（元）", table(HEADER, ["1、局机关", "268.70", "115", "153.7"])], ruleset)
    total = found[0]
    assert (total.id, total.concept, total.label, total.path) == (
        "expenditure.total@局机关", "expenditure.total", "支出合计", ("支出合计",),
    )  # fmt: skip
    assert (total.quantity.written(), total.quantity.unit, total.entity, total.summary) == (
        "268.70",
        "元",
        "局机关",
        False,
    )
    assert (total.period, total.text, total.place, total.region) == ("2022", "268.70", Place(3, 1, 1), 0)


@pytest.mark.parametrize("cell", ["", None, "—", "/", "无", "-"])
def test_an_empty_cell_is_no_fact(ruleset: RuleSet, cell: str | None) -> None:
    found = facts([table(HEADER, ["局机关", "115", "115", cell])], ruleset)
    assert [fact.concept for fact in found] == ["expenditure.total", "expenditure.basic"]


@pytest.mark.parametrize(
    ("cell", "value"), [("0", "0"), ("0.00", "0.00"), ("-3.5", "-3.5"), ("1,234.50", "1234.50"), (" 8 ", "8")]
)
def test_a_written_figure_is_one(ruleset: RuleSet, cell: str, value: str) -> None:
    found = facts([table(HEADER, ["局机关", "115", "115", cell])], ruleset)
    assert found[2].quantity.written() == value


def test_a_unit_in_the_cell_goes_before_that_of_column_and_table(ruleset: RuleSet) -> None:
    header = ["机构名称", "支出合计", "基本支出（千元）", "项目支出"]
    found = facts(["支出情况（元）", table(header, ["局机关", "8万元", "5", "3"])], ruleset)
    assert [fact.quantity.unit for fact in found] == ["万元", "千元", "元"]


@pytest.mark.parametrize("name", ["局机关及二级机构汇总", "合计", "总 计", "小计", "部门整体"])
def test_summary_rows(ruleset: RuleSet, name: str) -> None:
    found = facts([table(HEADER, [name, "8", "5", "3"], ["局机关", "8", "5", "3"])], ruleset)
    assert [fact.summary for fact in found] == [True] * 3 + [False] * 3


def test_rows_of_one_name_have_ids_of_their_own(ruleset: RuleSet) -> None:
    found = facts([table(HEADER, ["局机关", "8", "5", "3"]), table(HEADER, ["局机关", "8", "5", "3"])], ruleset)
    assert [fact.id for fact in found if fact.concept == "expenditure.total"] == [
        "expenditure.total@局机关",
        "expenditure.total@局机关#2",
    ]


def test_a_row_without_a_name_belongs_to_the_department(ruleset: RuleSet) -> None:
    found = facts([table(["支出合计", "基本支出", "项目支出"], ["8", "5", "3"])], ruleset)
    assert next((fact.id, fact.entity) for fact in found) == ("expenditure.total", None)


def test_columns_without_a_meaning_give_no_fact(ruleset: RuleSet) -> None:
    found = facts([table(["机构名称", "支出合计", "基本支出", "经营支出"], ["局机关", "8", "5", "3"])], ruleset)
    assert [fact.concept for fact in found] == ["expenditure.total", "expenditure.basic"]


def test_a_note_below_the_table_is_no_row(ruleset: RuleSet) -> None:
    found = facts([table(HEADER, ["局机关", "8", "5", "3"], ["注：2022年", "9", "6", "3"])], ruleset)
    assert {fact.entity for fact in found} == {"局机关"}


def test_number_fields_are_facts(ruleset: RuleSet) -> None:
    form = table(
        ["一、概况", "<", "<", "<"],
        ["人员编制", "25", "实有人数", "23人"],
        ["绩效自评综合得分", "95.5", "评价等次", "优"],
    )
    assert [(f.id, f.quantity.written(), f.quantity.unit, f.region) for f in facts([form], ruleset)] == [
        ("staffing.quota", "25", "人", None),
        ("staffing.actual", "23", "人", None),
        ("score.total", "95.5", "分", None),
    ]


def test_a_field_in_words_is_no_fact(ruleset: RuleSet) -> None:
    assert facts([table(["一、概况", "<"], ["人员编制", "行政编、事业编"])], ruleset) == ()


def test_without_a_year_there_is_no_period(ruleset: RuleSet) -> None:
    reading = read(["部门整体支出绩效自评报告", table(HEADER, ["局机关", "8", "5", "3"])], ruleset)
    assert [fact.period for fact in reading.facts] == [None] * 3
