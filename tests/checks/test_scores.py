"""Weights and scores on the layouts of the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reportparse.checks.scoring import score_tables
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, outlined, table

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
FUNDS = ["项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
NATIONAL = "云溪县2022年度项目支出绩效自评表"


def form(*rows: list[str | None], funds: tuple[str, str] | None = ("10", "10"), total: str | None = None) -> list[Any]:
    head: list[list[str | None]] = []
    if funds is not None:
        head = [[*FUNDS], ["年度资金总额", "100", "100", "100", funds[0], "100%", funds[1]]]
    tail: list[list[str | None]] = [["总分", "<", "<", "<", "<", "100", total]] if total else []
    return [NATIONAL, table(*head, [*HEAD], *rows, *tail)]


def row(name: str, weight: str, score: str, category: str = "产出指标") -> list[str | None]:
    return [category, "数量指标", name, "≥10个", "12个", weight, score]


def test_the_row_of_the_funds_counts(ruleset: RuleSet) -> None:
    blocks = form(row("甲项", "60", "60"), row("乙项", "30", "29"), funds=("10", "9.5"), total="98.5")
    assert found(blocks, ruleset, "A105", "A106", "I404") == []
    (one,) = score_tables(outlined(blocks, ruleset))
    assert one.weights == Decimal(100)
    assert one.execution is not None
    assert one.execution.score is not None
    assert one.execution.score.value == Decimal("9.5")


def test_a_swapped_total_is_explained(ruleset: RuleSet) -> None:
    (finding,) = found(form(row("甲项", "60", "58"), row("乙项", "30", "29"), total="79"), ruleset, "A105")
    assert (finding.stated, finding.expected, finding.difference) == ("79", "97", "-18")
    assert finding.diagnosis is not None


def test_a_tail_of_rounding_is_info(ruleset: RuleSet) -> None:
    blocks = form(row("甲项", "60", "59.33"), row("乙项", "30", "28.67"), funds=("10", "9.27"), total="97.28")
    assert [(one.code, one.severity) for one in found(blocks, ruleset, "A105")] == [("A105", "info")]


def test_a_score_cell_merged_over_rows_counts_once(ruleset: RuleSet) -> None:
    rows = [row("甲项", "90", "88"), ["产出指标", "数量指标", "乙项", "≥10个", "12个", "^", "^"]]
    assert found(form(*rows, total="98"), ruleset, "A105", "A106", "I404") == []


def test_subtotals_are_no_indicators(ruleset: RuleSet) -> None:
    rows = [row("甲项", "60", "58"), ["小计", "<", "<", "<", "<", "60", "58"], row("乙项", "30", "30", "效益指标")]
    assert found(form(*rows, total="98"), ruleset, "A105", "I404") == []


def test_points_of_the_categories_stand_for_missing_weights(ruleset: RuleSet) -> None:
    head = ["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "得分"]

    def body(score: str, total: str) -> list[Any]:
        return [
            NATIONAL,
            table(
                head,
                ["产出指标（60分）", "数量指标", "甲项", "≥10个", "12个", score],
                ["^", "质量指标", "乙项", "≥95%", "98%", "20"],
                ["效益指标（40分）", "社会效益", "丙项", "≥10户", "12户", "38"],
                ["总分", "<", "<", "<", "<", total],
            ),
        ]

    assert found(body("40", "98"), ruleset, "A105", "A106", "I404") == []
    assert [one.code for one in found(body("40", "99"), ruleset, "A105", "A106")] == ["A105"]
    assert [one.stated for one in found(body("45", "103"), ruleset, "A106")] == ["65"]


def test_missing_scores_are_said_not_guessed(ruleset: RuleSet) -> None:
    outcome = checked(form(row("甲项", "60", ""), row("乙项", "30", "29"), total="98"), ruleset, "A105")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["A105"]


def test_a_table_of_funds_without_points_leaves_the_weights_open(ruleset: RuleSet) -> None:
    funds = ["项目资金", "年初预算数", "全年预算数", "全年执行数", "执行率", "备注", "说明"]
    blocks = [
        NATIONAL,
        table(
            funds,
            ["年度资金总额", "100", "100", "100", "100%", "", ""],
            HEAD,
            row("甲项", "60", "60"),
            row("乙项", "30", "29"),
        ),
    ]
    outcome = checked(blocks, ruleset, "I404")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["I404"]


def test_the_county_form_without_scores_is_skipped(ruleset: RuleSet) -> None:
    blocks = [
        *COVER,
        table(["评价内容", "绩效内容", "绩效目标值", "完成情况"], ["产出目标", "造林面积", "≥5000亩", "5260亩"]),
    ]
    outcome = checked(blocks, ruleset, "A105", "A106", "I404", "I406")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["A105", "A106", "I404", "I406"]
