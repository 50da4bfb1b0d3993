"""What targets and results of one row say against each other."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.findings import Finding
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, found, table

PLAIN = ["评价内容", "绩效内容", "绩效目标值", "完成情况"]
SCORED = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]


def plain(*rows: list[str], text: str = "各项工作有序推进。") -> list[Any]:
    return [*COVER, table(PLAIN, *rows), "一、绩效情况", text]


def scored(*rows: list[str]) -> list[Any]:
    return [*COVER, table(SCORED, *rows)]


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in findings]


def test_a_clean_table_is_silent(ruleset: RuleSet) -> None:
    blocks = scored(
        ["产出指标", "数量指标", "培训人次", "≥200人次", "223人次", "50", "50", ""],
        ["成本指标", "经济成本", "部门整体支出", "≤397.15万元", "397.15万元", "20", "20", ""],
        ["效益指标", "社会效益", "就业率", "≥55%", "57.2%", "20", "18", ""],
        ["满意度指标", "满意度", "群众满意度", "≥90%", "95.5%", "10", "9", ""],
    )
    assert found(blocks, ruleset, "I403", "I406", "I407", "I408", "I409") == []


def test_a_missed_target_with_full_marks_lacks_both_reason_and_deduction(ruleset: RuleSet) -> None:
    blocks = scored(["产出指标", "数量指标", "培训人次", "≥200人次", "180人次", "50", "50", ""])
    findings = found(blocks, ruleset, "I406", "I407")
    assert sorted(codes(findings)) == [("I406", "error"), ("I407", "warning")]
    assert {finding.key for finding in findings} == {"培训人次"}


@pytest.mark.parametrize("reason", ["受疫情影响，两期培训未办", "报名人数不足"])
def test_a_reason_in_the_row_is_enough(reason: str, ruleset: RuleSet) -> None:
    blocks = scored(["产出指标", "数量指标", "培训人次", "≥200人次", "180人次", "50", "45", reason])
    assert found(blocks, ruleset, "I406", "I407") == []


@pytest.mark.parametrize(
    ("reason", "severity"),
    [("", "warning"), ("无", "warning"), ("—", "warning"), ("已完成", "error"), ("全部完成目标", "error")],
)
def test_these_are_no_reasons(reason: str, severity: str, ruleset: RuleSet) -> None:
    """A row that claims success beside a target missed contradicts itself."""
    blocks = scored(["产出指标", "数量指标", "培训人次", "≥200人次", "180人次", "50", "45", reason])
    assert codes(found(blocks, ruleset, "I407")) == [("I407", severity)]


@pytest.mark.parametrize(("target", "result"), [("100%", "98%"), ("100%", "80%"), ("≥100%", "98%")])
def test_a_form_without_room_for_reasons_leaves_a_doubt(target: str, result: str, ruleset: RuleSet) -> None:
    assert codes(found(plain(["产出目标", "反馈率", target, result]), ruleset, "I407")) == [("I407", "info")]


def test_a_text_that_claims_all_belies_a_target_missed(ruleset: RuleSet) -> None:
    told = found(plain(["产出目标", "反馈率", "100%", "80%"], text="各项目标全部完成。"), ruleset, "I407")
    assert codes(told) == [("I407", "error")]


def test_the_text_may_own_up_to_the_indicator(ruleset: RuleSet) -> None:
    row = ["产出目标", "宣传培训人次", "≥200人次", "180人次"]
    assert found(plain(row, text="宣传培训人次未完成年初目标，原因是场地停用。"), ruleset, "I407") == []
    assert codes(found(plain(row, text="资产盘点未完成。"), ruleset, "I407")) == [("I407", "info")]


def test_half_done_cannot_have_nearly_all_marks(ruleset: RuleSet) -> None:
    half = scored(["产出指标", "数量指标", "新建公厕", "20座", "10座", "50", "46", "用地未批"])
    most = scored(["产出指标", "数量指标", "新建公厕", "20座", "15座", "50", "46", "用地未批"])
    assert codes(found(half, ruleset, "I406")) == [("I406", "warning")]
    assert found(most, ruleset, "I406") == []


def test_costs_want_limits(ruleset: RuleSet) -> None:
    blocks = scored(
        ["成本指标", "经济成本", "设备购置费", "≥20万元", "20万元", "50", "50", ""],
        ["产出指标", "数量指标", "争取资金", "≥500万元", "520万元", "50", "50", ""],
    )
    (finding,) = found(blocks, ruleset, "I409")
    assert "设备购置费" in finding.message.zh
    assert "争取资金" not in finding.message.zh
