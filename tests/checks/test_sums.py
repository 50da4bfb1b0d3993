from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.findings import Finding
from reportparse.ruleset.rules import RuleSet
from sketched import checked, found, table

EXPENDITURE = ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出"]


def one(blocks: list[Any], ruleset: RuleSet, code: str) -> Finding:
    findings = found(blocks, ruleset, code)
    assert len(findings) == 1, [finding.message.zh for finding in findings]
    return findings[0]


def skipped(blocks: list[Any], ruleset: RuleSet, code: str) -> list[str]:
    return [skip.why.zh for skip in checked(blocks, ruleset, code).skipped]


def test_parts_against_their_total(ruleset: RuleSet) -> None:
    finding = one([table(EXPENDITURE, ["局机关", "268.7", "115", "94.8", "20.2", "157.3"])], ruleset, "A101")
    assert (finding.severity, finding.stated, finding.expected, finding.difference) == (
        "error",
        "268.7",
        "272.3",
        "-3.6",
    )
    assert [(e.quote, e.role) for e in finding.evidence] == [("268.7", "total"), ("115", "part"), ("157.3", "part")]
    assert finding.key == "局机关/expenditure.total"


def test_the_slip_is_named(ruleset: RuleSet) -> None:
    finding = one([table(EXPENDITURE, ["局机关", "268.7", "151", "94.8", "20.2", "117.7"])], ruleset, "A101")
    assert finding.expected == "115"
    assert finding.diagnosis is not None
    assert "颠倒" in finding.diagnosis.zh


def test_every_identity_of_a_row_is_looked_at(ruleset: RuleSet) -> None:
    findings = found([table(EXPENDITURE, ["局机关", "268.7", "115", "94.8", "30.2", "162.5"])], ruleset, "A101")
    assert [finding.key for finding in findings] == ["局机关/expenditure.total", "局机关/expenditure.basic"]


@pytest.mark.parametrize(
    "row",
    [
        ["局机关", "268.7", "115", "94.8", "20.2", "153.7"],
        ["局机关", "115", "115.00", "94.8", "20.2", ""],
        ["局机关", "268.70", "115.0", "94.80", "20.2", "153.7"],
        ["局机关", "0", "0", "0", "0", "0"],
        ["局机关", "268.7", "", "", "", ""],
    ],
)
def test_rows_that_add_up(ruleset: RuleSet, row: list[str]) -> None:
    assert found([table(EXPENDITURE, row)], ruleset, "A101") == []


def test_a_rounding_tail_is_information(ruleset: RuleSet) -> None:
    finding = one(
        [table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "434.72", "434.16", "0.55"])],
        ruleset,
        "A101",
    )
    assert finding.severity == "info"
    assert finding.diagnosis is not None
    assert "尾差" in finding.diagnosis.zh


def test_the_tail_counts_with_the_decimals_of_the_column(ruleset: RuleSet) -> None:
    # 269 in a column of two decimals is 269.00: half a unit off is no rounding.
    header = ["机构名称", "支出合计", "基本支出", "项目支出"]
    body = table(header, ["局机关", "269", "115.25", "153.25"], ["信息中心", "20.25", "10.15", "10.10"])
    assert one([body], ruleset, "A101").severity == "error"


def test_zeros_do_not_widen_the_rounding(ruleset: RuleSet) -> None:
    header = ["机构名称", "三公经费合计", "公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"]
    assert one([table(header, ["局机关", "5.81", "1.98", "3.2", "0", "0"])], ruleset, "A101").severity == "error"


@pytest.mark.parametrize(("total", "severity"), [("1.2", None), ("1.7", None), ("2.5", "error")])
def test_the_meeting_fee_may_or_may_not_count(ruleset: RuleSet, total: str, severity: str | None) -> None:
    header = ["机构名称", "三公经费合计", "公务接待费", "公务用车运维费", "公务用车购置费", "会议费"]
    findings = found([table(header, ["局机关", total, "1.0", "0.2", "0", "0.5"])], ruleset, "A101")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(("total", "count"), [("300", 0), ("250", 0), ("290", 1)])
def test_a_column_not_understood_may_or_may_not_be_a_part(ruleset: RuleSet, total: str, count: int) -> None:
    body = table(["机构名称", "支出合计", "基本支出", "项目支出", "经营支出"], ["局机关", total, "100", "150", "50"])
    assert len(found([body], ruleset, "A101")) == count


def test_too_many_columns_not_understood_are_said_and_not_guessed(ruleset: RuleSet) -> None:
    head = ["机构名称", "支出合计", "基本支出", "项目支出", "甲", "乙", "丙", "丁", "戊"]
    body = table(head, ["局机关", "999", "100", "150", "1", "2", "3", "4", "5"])
    assert found([body], ruleset, "A101") == []
    assert any("支出合计" in why for why in skipped([body], ruleset, "A101"))


def test_a_figure_that_cannot_be_read_stops_the_sum(ruleset: RuleSet) -> None:
    body = table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "300", "1O0", "150"])
    assert found([body], ruleset, "A101") == []
    assert any("1O0" in why for why in skipped([body], ruleset, "A101"))


def test_a_column_of_words_does_not_stop_the_sum(ruleset: RuleSet) -> None:
    body = table(["机构名称", "支出合计", "基本支出", "项目支出", "备注"], ["局机关", "300", "100", "150", "见附表"])
    assert one([body], ruleset, "A101").expected == "250"


def test_nothing_to_add_up_is_said(ruleset: RuleSet) -> None:
    assert skipped(["无表。"], ruleset, "A101") != []


UNITS = ["机构名称", "支出合计", "基本支出", "项目支出"]


@pytest.mark.parametrize("last", [False, True])
def test_the_summary_row_against_the_units(ruleset: RuleSet, last: bool) -> None:
    rows = [["1、局机关", "218", "118", "100"], ["2、信息中心", "90", "40", "50"]]
    rows.insert(2 if last else 0, ["局机关及二级机构汇总", "318", "158", "150"])
    finding = one([table(UNITS, *rows)], ruleset, "A102")
    assert (finding.severity, finding.stated, finding.expected, finding.difference) == ("error", "318", "308", "10")
    assert finding.key == "expenditure.total"
    assert "信息中心90" in finding.message.zh


def test_one_finding_names_all_columns_of_a_table(ruleset: RuleSet) -> None:
    body = table(UNITS, ["合计", "318", "158", "160"], ["局机关", "218", "118", "100"], ["信息中心", "90", "40", "50"])
    finding = one([body], ruleset, "A102")
    assert finding.key == "expenditure.project/expenditure.total"
    assert "支出合计、项目支出" in finding.message.zh
    assert {e.quote for e in finding.evidence if e.role == "total"} == {"318", "160"}


def test_an_error_is_not_hidden_behind_a_rounding_tail(ruleset: RuleSet) -> None:
    body = table(
        UNITS, ["合计", "308.1", "168", "150"], ["局机关", "218.2", "118", "100"], ["信息中心", "90", "40", "50"]
    )
    finding = one([body], ruleset, "A102")
    assert (finding.severity, finding.key) == ("error", "expenditure.basic")


def test_a_column_the_units_leave_blank_is_not_compared(ruleset: RuleSet) -> None:
    body = table(UNITS, ["合计", "308", "158", "150"], ["局机关", "218", "", "100"], ["信息中心", "90", "", "50"])
    assert found([body], ruleset, "A102") == []


def test_several_summary_rows_are_not_guessed_at(ruleset: RuleSet) -> None:
    body = table(UNITS, ["小计", "10", "5", "5"], ["局机关", "8", "4", "4"], ["合计", "99", "50", "49"])
    assert found([body], ruleset, "A102") == []
    assert any("2个汇总行" in why for why in skipped([body], ruleset, "A102"))


def test_a_table_of_one_row_has_nothing_to_add(ruleset: RuleSet) -> None:
    body = table(UNITS, ["局机关", "218", "118", "100"])
    assert found([body], ruleset, "A102") == []
    assert skipped([body], ruleset, "A102") != []


def balance(
    income: str, spent: str, left: str, units: tuple[str, str] = ("万元", "万元"), name: str = "局机关"
) -> list[Any]:
    return [
        f"收入情况（{units[0]}）",
        table(["机构名称", "收入合计", "上年结转"], ["局机关", income, "1"]),
        f"支出情况（{units[1]}）",
        table(["机构名称", "支出合计", "基本支出", "结余"], [name, spent, spent, left]),
    ]


def test_income_less_expenditure_is_the_balance(ruleset: RuleSet) -> None:
    assert found(balance("318.3", "268.7", "49.6"), ruleset, "A103") == []
    finding = one(balance("318.3", "268.7", "59.6"), ruleset, "A103")
    assert (finding.stated, finding.expected, finding.key) == ("59.6", "49.6", "局机关/balance")
    assert finding.diagnosis is not None
    assert "一位数字不同" in finding.diagnosis.zh


def test_across_tables_with_different_units(ruleset: RuleSet) -> None:
    assert found(balance("3,183,000.00", "268.7", "49.6", ("元", "万元")), ruleset, "A103") == []
    finding = one(balance("3,183,000.00", "268.7", "59.6", ("元", "万元")), ruleset, "A103")
    assert (finding.stated, finding.expected) == ("59.6", "49.6")
    assert "收入合计318.3" in finding.message.zh


def test_a_deficit_is_a_negative_balance(ruleset: RuleSet) -> None:
    assert found(balance("268.7", "318.3", "-49.6"), ruleset, "A103") == []
    finding = one(balance("268.7", "318.3", "49.6"), ruleset, "A103")
    assert finding.diagnosis is not None
    assert "正负号" in finding.diagnosis.zh


def test_rows_are_matched_by_name_without_their_number(ruleset: RuleSet) -> None:
    assert one(balance("318.3", "268.7", "59.6", name="1、局机关"), ruleset, "A103").key == "局机关/balance"
    assert found(balance("318.3", "268.7", "59.6", name="机关本部"), ruleset, "A103") == []


@pytest.mark.parametrize("lacking", [("", "268.7", "49.6"), ("318.3", "", "49.6"), ("318.3", "268.7", "")])
def test_a_balance_needs_all_three(ruleset: RuleSet, lacking: tuple[str, str, str]) -> None:
    assert found(balance(*lacking), ruleset, "A103") == []


def test_findings_speak_english_too(ruleset: RuleSet) -> None:
    finding = one([table(UNITS, ["局机关", "300", "100", "150"])], ruleset, "A101")
    assert "300 万元" in finding.message.en
    assert "{" not in finding.message.en + finding.message.zh
