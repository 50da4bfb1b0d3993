"""Figures, scores and indicators of the forms for projects."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.facts import Fact, Indicator
from reportparse.ruleset.rules import RuleSet
from sketched import read, table


def shown(fact: Fact) -> tuple[str, str | None, str, str]:
    return fact.concept, fact.entity, fact.quantity.written(), fact.quantity.unit


def form(project: str, unit: str = "某站", score: str = "99.5") -> list[Any]:
    return [
        "项目支出绩效自评表",
        table(["项目名称", project, "<", "<"], ["主管部门", "某局", "实施单位", unit]),
        table(
            ["项目资金（万元）", "", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
            ["^", "年度资金总额", "110", "104.5", "95%"],
            ["^", "其中：当年财政拨款", "110", "104.5", "0.95"],
        ),
        table(
            ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "修渠长度", "≥10公里", "11公里", "90", "90"],
            ["总分", "<", "<", "<", "100", score],
        ),
    ]


def test_the_whole_has_no_entity_and_sources_have_their_names(ruleset: RuleSet) -> None:
    assert [shown(fact) for fact in read(form("修渠"), ruleset).facts] == [
        ("project.budget_annual", None, "110", "万元"),
        ("project.executed", None, "104.5", "万元"),
        ("project.execution_rate", None, "95", "%"),
        ("project.budget_annual", "当年财政拨款", "110", "万元"),
        ("project.executed", "当年财政拨款", "104.5", "万元"),
        ("project.execution_rate", "当年财政拨款", "0.95", ""),
        ("score.total", None, "99.5", "分"),
    ]


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [("95.8", "95.8", "%"), ("0.958", "0.958", ""), ("1", "1", ""), ("100", "100", "%"), ("0", "0", "%"), ("88.74%", "88.74", "%")],
)  # fmt: skip
def test_a_rate_without_its_sign(written: str, value: str, unit: str, ruleset: RuleSet) -> None:
    rows = table(["资金来源", "全年预算数", "全年执行数", "执行率"], ["年度资金总额", "10", "9", written])
    rate = next(fact for fact in read([rows], ruleset).facts if fact.concept == "project.execution_rate")
    assert (rate.quantity.written(), rate.quantity.unit) == (value, unit)


def test_figures_of_several_forms_bear_the_projects_names(ruleset: RuleSet) -> None:
    reading = read([*form("修渠"), *form("造林", score="98")], ruleset)
    executed = [shown(fact) for fact in reading.facts if fact.concept == "project.executed"]
    assert [entity for _, entity, _, _ in executed] == ["修渠", "修渠/当年财政拨款", "造林", "造林/当年财政拨款"]
    scores = [shown(fact) for fact in reading.facts if fact.concept == "score.total"]
    assert scores == [("score.total", "造林", "98", "分"), ("score.total", None, "99.5", "分")]
    assert len(reading.indicators) == 2
    assert reading.fields["project_name"] == "修渠"


def test_each_of_several_forms_has_its_own_fields(ruleset: RuleSet) -> None:
    reading = read([*form("修渠"), *form("造林", unit="某林场"), *form("造林")], ruleset)
    assert [(one["project_name"], one["implementing_unit"]) for one in reading.forms] == [
        ("修渠", "某站"),
        ("造林", "某林场"),
        ("造林（2）", "某站"),
    ]
    assert read(form("修渠"), ruleset).forms == ()


def indicators(ruleset: RuleSet, *rows: list[str]) -> tuple[Indicator, ...]:
    heads = ["三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"]
    return read([table(heads, *rows)], ruleset).indicators


@pytest.mark.parametrize(
    ("row", "target", "actual"),
    [
        (["≥", "90", "%", "95"], "≥90%", "95%"),
        (["=", "100", "%", "100%"], "100%", "100%"),
        (["≤", "10", "次", "8次"], "≤10次", "8次"),
        (["定性", "优良", "无", "优良"], "优良", "优良"),
        (["≥", "≥90%", "", "93"], "≥90%", "93"),
        (["≥", "2", "万亩", ""], "≥2万亩", ""),
    ],
)
def test_a_target_is_put_together(row: list[str], target: str, actual: str, ruleset: RuleSet) -> None:
    (found,) = indicators(ruleset, ["养护率", *row, "10", "10"])
    assert (found.target, found.actual) == (target, actual)


def test_totals_and_unfilled_rows_are_no_indicators(ruleset: RuleSet) -> None:
    found = indicators(
        ruleset,
        ["养护率", "≥", "90", "%", "95", "90", "90"],
        ["指标2：", "", "", "", "", "", ""],
        ["……", "", "", "", "", "", ""],
        ["合计", "", "", "", "", "100", "99"],
    )
    assert [one.name for one in found] == ["养护率"]


def test_a_score_sheet_gives_indicators_without_targets(ruleset: RuleSet) -> None:
    sheet = table(
        ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分"],
        ["投入（10分）", "目标", "目标合理性", "4", "不符不得分。", "4"],
        ["^", "^", "目标明确性", "6", "未量化的每项扣1分。", "5"],
        ["合计", "<", "<", "10", "", "9"],
    )
    reading = read(["某县2022年度部门整体支出绩效自评表", sheet], ruleset)
    assert [(one.category, one.name, one.target, one.weight, one.score) for one in reading.indicators] == [
        ("投入（10分）", "目标合理性", None, "4", "4"),
        ("投入（10分）", "目标明确性", None, "6", "5"),
    ]
    assert reading.fields["score"] == "9"


def test_the_option_ticked_is_the_value(ruleset: RuleSet) -> None:
    blocks = [
        "某县2018年度财政支出项目绩效评价自评报告",
        "评价类型：项目实施过程评价□ 项目完成结果评价■",
        table(["计划安排资金（万元）", "9", "实际支出（万元）", "8"]),
        table(["自评得分", "47分（满分50分）", "自评等级", "优☑ 良□ 中□ 差□"]),
    ]
    fields = read(blocks, ruleset).fields
    assert (fields["evaluation_method"], fields["score"], fields["grade"]) == ("项目完成结果评价", "47", "优")
