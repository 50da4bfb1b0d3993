"""Sentences about the funds of a report's one form: held against it where they speak of the whole, left alone where of a part."""

from __future__ import annotations

import pytest

from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet

TITLE = "农村公路养护项目支出绩效自评报告（2022年度）"
FORM = {
    "table": [
        ["项目名称", "农村公路养护项目", "<", "<", "<", "<"],
        ["主管部门", "云溪县交通运输局", "<", "实施单位", "云溪县公路养护中心", "<"],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["年度资金总额", "486.5", "512.3", "497.86", "97.18%", "9.72"],
        ["其中：财政拨款", "486.5", "512.3", "497.86", "97.18%", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥120公里", "126公里", "10"],
    ]
}


def claims(ruleset: RuleSet, *lines: str) -> list[tuple[str, str | None, str, str]]:
    heads = ("二、项目资金使用及管理情况", "（一）资金到位情况")
    report = check_document(sketch([TITLE, FORM, *heads, *lines]), ruleset)
    return [(claim.label, claim.concept, claim.value, claim.status) for claim in report.claims]


def test_the_funds_told_in_a_sentence(ruleset: RuleSet) -> None:
    sentence = "2022年项目年初预算486.5万元，全年预算数512.3万元，实际支出497.86万元，预算执行率97.18%。"
    assert claims(ruleset, sentence) == [
        ("年初预算", "project.budget_initial", "486.5", "supported"),
        ("全年预算数", "project.budget_annual", "512.3", "supported"),
        # The form has no 实际支出 but 全年执行数.
        ("实际支出", "project.executed", "497.86", "supported"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "项目年初预算486.5万元，全年执行数479.86万元。",
        "农村公路养护项目2022年年初预算486.5万元，较上年增加20万元，全年执行数479.86万元。",
        "项目资金全部为县级财政资金，年初预算486.5万元，截至2022年12月31日实际使用资金479.86万元。",
        "年初预算486.5万元，决算数479.86万元。",
    ],
)
def test_two_digits_changed_over(sentence: str, ruleset: RuleSet) -> None:
    statuses = {value: status for _, _, value, status in claims(ruleset, sentence)}
    assert (statuses["486.5"], statuses["479.86"]) == ("supported", "different")


def test_labels_changed_over(ruleset: RuleSet) -> None:
    found = claims(ruleset, "项目年初预算数512.3万元，调整后预算486.5万元，执行数497.86万元。")
    assert [status for *_, status in found] == ["mislabelled", "mislabelled", "supported"]


@pytest.mark.parametrize(
    "lines",
    [
        ("年初预算486.5万元，其中：路面修补年初预算120万元，实际支出118万元。",),
        ("路面修补年初预算120万元，执行数118万元；桥涵维修年初预算80万元，执行数79万元。",),
        ("1.路面修补", "年初预算120万元，实际支出118万元。"),
        ("县交通运输局2022年年初预算1200万元，执行数1180万元。",),
        ("2021年年初预算450万元，执行数440万元。",),
        ("预计2023年年初预算500万元。",),
    ],
)
def test_parts_other_bodies_and_other_years_are_left_alone(lines: tuple[str, ...], ruleset: RuleSet) -> None:
    assert {status for *_, status in claims(ruleset, *lines)} <= {"not_comparable", "supported"}


def test_a_report_with_a_departments_tables_has_no_single_form(ruleset: RuleSet) -> None:
    income = {"table": [["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "1318.3", "21.2", "1297.1"]]}
    found = claims(ruleset, "全年执行数479.86万元。")
    assert found[0][3] == "different"
    report = check_document(sketch([TITLE, income, FORM, "二、资金情况", "全年执行数479.86万元。"]), ruleset)
    assert report.claims[0].status == "unsupported"
