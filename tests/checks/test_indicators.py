"""Indicators: names, copied results, results of another kind."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.report import FindingInfo
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.loader import load_rules

RULES = load_rules()
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "完成情况"]


def findings(code: str, *rows: tuple[str, str, str], **more: Any) -> list[FindingInfo]:
    body = [["产出目标", "数量指标", *row] for row in rows]
    report = check_document(sketch([{"table": [HEAD, *body]}]), RULES, checks=frozenset({code}), **more)
    assert not report.problems
    return report.findings


def test_names_are_compared_without_quotes_numbers_and_blanks() -> None:
    found = findings("I401", ("指标1：“三公” 经费控制率", "100%", "92%"), ("2.三公经费控制率", "100%", "92%"))
    assert len(found) == 1
    assert len(found[0].evidence) == 2


@pytest.mark.parametrize("name", ["指标1：", "……", "/", "数量指标", "无"])
def test_template_names_are_not_indicators(name: str) -> None:
    assert findings("I401", (name, "1", "1"), (name, "2", "2")) == []


@pytest.mark.parametrize(
    "text",
    ["≤0", "正常", "高于95%", "不低于90分", "95%以上", "逐步提高", "明显改善", "群众获得感得到增强", "不超过268.7万元"],
)
def test_a_repeated_bound_or_vague_word_is_copied(text: str) -> None:
    assert len(findings("I402", ("指标甲", text, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "100%",
        "36个",
        "三次",
        "年底前完成",
        "已完成",
        "按时完成",
        "合格",
        "12月31日",
        "268.7万元",
        "是",
        "/",
        "2022年全年",
    ],
)
def test_a_value_or_a_task_done_is_no_copy(text: str) -> None:
    assert findings("I402", ("指标甲", text, text)) == []


def test_all_copies_make_one_finding_with_both_cells_as_evidence() -> None:
    found = findings("I402", ("指标甲", "≤0", "≤ 0"), ("指标乙", "正常", "正常"), ("指标丙", "≥90%", "95%"))
    assert len(found) == 1
    assert [evidence.role for evidence in found[0].evidence] == ["expected", "stated"] * 2


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("268.7万元", "100%"),
        ("≤258.11万元", "100%"),
        ("年底前完成", "100%"),
        ("12月底前", "100％"),
        ("巡察完36个正科级单位。", "100%"),
        ("≥20件", "完成100%"),
        ("≥20件", "24人"),
        ("50万元", "36件"),
        ("≥95%", "20件"),
    ],
)
def test_another_kind(target: str, actual: str) -> None:
    assert len(findings("I405", ("指标甲", target, actual))) == 1


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("100%", "100%"),
        ("95", "100%"),
        ("提高服务水平", "100%"),
        ("按时完成", "100%"),
        ("正常", "100%"),
        ("≥90%", "满意"),
        ("36个", "36家"),
        ("3期", "4次"),
        ("≥300人次", "320人"),
        ("300次", "320人次"),
        ("10", "12人"),
        ("50万元", "48.2"),
        ("50万元", "482000元"),
        ("12件，办结率100%", "100%"),
        ("≥20件", "24件，完成率120%"),
        ("年底前完成", "12月20日完成"),
        ("95分", "96%"),
        ("", "100%"),
    ],
)
def test_the_same_kind(target: str, actual: str) -> None:
    assert findings("I405", ("指标甲", target, actual)) == []


def test_english_words() -> None:
    found = findings("I405", ("Budget", "268.7万元", "100%"), lang="en")
    assert found[0].message.startswith("1 results are of another kind")
