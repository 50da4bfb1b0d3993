"""Amounts of the text that are called by the name of a row of a small table."""

from __future__ import annotations

import pytest

from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet

TABLE = {
    "table": [
        ["支出事项", "金额（万元）", "说明"],
        ["传习活动费", "12.4", "6处传习点"],
        ["设备购置费", "5.6", "录音设备"],
        ["合计", "18", ""],
    ]
}


def report(ruleset: RuleSet, *lines: str):  # type: ignore[no-untyped-def]
    return check_document(sketch(["云溪县2022年度传习项目支出绩效自评报告", "一、资金情况", *lines, TABLE]), ruleset)


def test_the_rows_are_facts(ruleset: RuleSet) -> None:
    facts = [(fact.concept, fact.entity, fact.value, fact.unit) for fact in report(ruleset, "如下表。").facts]
    assert facts == [
        ("item.amount", "传习活动费", "12.4", "万元"),
        ("item.amount", "设备购置费", "5.6", "万元"),
        ("item.amount", None, "18", "万元"),
    ]


@pytest.mark.parametrize(
    ("line", "status", "severity"),
    [
        ("项目支出包括传习活动费12.4万元和设备购置费5.6万元。", "supported", None),
        ("主要用于传习活动费14.2万元。", "different", "warning"),
        # The list does not close either: no part of the item is meant.
        ("共支出18万元，其中：传习活动费14.2万元，设备购置费5.6万元。", "different", "error"),
        ("第一批传习活动费4万元已拨付。", "unsupported", None),
        ("传习活动费年初预算15万元。", "not_comparable", None),
        ("传习活动费124000元。", "supported", None),
        ("传习活动费12.4元。", "unit_slip", None),
        ("上年传习活动费11万元。", "not_comparable", None),
    ],
)
def test_an_amount_called_by_the_name_of_a_row(line: str, status: str, severity: str | None, ruleset: RuleSet) -> None:
    found = report(ruleset, line)
    claims = [claim for claim in found.claims if "传习活动费" in claim.label or "年初预算" in claim.sentence]
    assert claims[0].status == status
    assert [one.severity for one in found.findings if one.code in ("C202", "C206")] == ([severity] if severity else [])


def test_a_table_without_a_unit_says_nothing_of_powers_of_ten(ruleset: RuleSet) -> None:
    table = {"table": [["项目", "金额"], ["传习活动费", "124000"]]}
    found = check_document(
        sketch(["云溪县2022年度传习项目支出绩效自评报告", "一、资金情况", "传习活动费12.4万元。", table]), ruleset
    )
    assert [claim.status for claim in found.claims] == ["unsupported"]
    assert [one.code for one in found.findings if one.code.startswith("C20")] == []


def test_the_amounts_make_up_their_total(ruleset: RuleSet) -> None:
    rows = [
        ["支出事项", "金额（万元）", "备注"],
        ["传习活动费", "12.4", ""],
        ["设备购置费", "5.6", ""],
        ["合计", "20", ""],
    ]
    found = check_document(sketch(["云溪县2022年度传习项目支出绩效自评报告", {"table": rows}]), ruleset).findings
    assert [(one.code, one.severity, one.stated, one.expected) for one in found if one.code == "A102"] == [
        ("A102", "error", "20", "18")
    ]
