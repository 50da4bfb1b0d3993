"""Sums and rates taken from published reports, each with the verdict it deserves. The figures are real, the sentences are not."""

from __future__ import annotations

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import checked

TITLE = "云溪县2022年度部门整体支出绩效自评报告"

SUMS = [
    ("318.3", ["21.2", "297.1"], None),
    ("115", ["94.8", "20.2"], None),
    ("179.6", ["67", "9.1", "35.5", "62", "6"], None),
    (
        "3580.69",
        ["40", "2.75", "25.85", "276.42", "20", "18.6", "17", "45", "770.19", "130", "338.93", "1856.95", "36", "3"],
        None,
    ),
    ("10441", ["8353", "2088"], None),
    ("126.44", ["139.71", "-13.27"], None),
    ("69.06", ["57.28", "11.78"], None),
    ("0", ["90"], "error"),
    ("434.72", ["434.16", "0", "0.55"], "info"),
    ("14.44", ["13.94", "0.49"], "info"),
    ("1894", ["187", "1707"], None),
    ("19.86", ["0", "19.56", "0.3"], None),
    ("545", ["250", "295"], None),
]

RATES = [
    ("年初预算10441万元，实际执行9265.353442万元，预算执行率88.74%。", None),
    ("年初预算2666万元，实际支付39万元，预算支付率1.46%。", None),
    ("收支总计434.72万元，较上年增加58.21万元，增长15.46%。", None),
    ("公务接待费0.30万元，比上年增加0.30万元，增长100%。", "error"),
    ("支出合计20218.21万元，其中：教育支出15411.43万元，占支出合计的76.23，其他支出4806.78万元。", "error"),
]


def _worst(blocks: list[object], ruleset: RuleSet, *codes: str) -> str | None:
    found = [finding.severity for code in codes for finding in checked(blocks, ruleset, code).findings]
    return next((severity for severity in ("error", "warning", "info") if severity in found), None)


@pytest.mark.parametrize(("total", "parts", "verdict"), SUMS)
def test_sum_in_a_sentence(total: str, parts: list[str], verdict: str | None, ruleset: RuleSet) -> None:
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    listed = "，".join(f"{name}类资金{part}万元" for name, part in zip(names, parts, strict=False))
    assert len(parts) <= len(names)
    got = _worst([TITLE, "一、概况", f"全年资金{total}万元，其中：{listed}。"], ruleset, "C206")
    # A rounding tail in a sentence need not be mentioned at all.
    assert got == verdict or (verdict == "info" and got is None)


def test_people_are_counted_and_not_rounded(ruleset: RuleSet) -> None:
    sentence = "年末实有14人，其中在职人员13人，离休人员0人，退休人员0人，其他人员0人。"
    assert _worst([TITLE, "一、概况", sentence], ruleset, "C206") == "error"


@pytest.mark.parametrize(("sentence", "verdict"), RATES)
def test_rate_in_a_sentence(sentence: str, verdict: str | None, ruleset: RuleSet) -> None:
    table = {"table": [["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "20218.21", "15000", "5218.21"]]}
    assert _worst([TITLE, table, "一、概况", sentence], ruleset, "A104") == verdict


INDICATORS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
FUNDS = ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""]
FORM = "云溪县2022年度项目支出绩效自评表"


def _rows(*rows: list[str]) -> dict[str, list[list[str]]]:
    return {"table": [INDICATORS, *rows]}


CLAIMS: list[tuple[str, list[object], str | None, str]] = [
    (
        "a completion of 99.14 % with full marks",
        [
            FORM,
            {
                "table": [
                    [*INDICATORS[:5], "完成率", "分值", "得分"],
                    ["满意度指标", "满意度", "受益人满意度", "100%", "99.14%", "99.14%", "100", "100"],
                ]
            },
        ],
        "error",
        "I406",
    ),
    (
        "a bound copied as the result",
        [FORM, _rows(["产出", "数量指标", "管线长度", "≥266米", "≥266米", "10", "10", ""])],
        "warning",
        "I402",
    ),
    (
        "a plan copied as the result",
        [
            FORM,
            {
                "table": [
                    ["年度总体目标", "预期目标", "实际完成情况"],
                    [
                        "^",
                        "确保全年安全生产形势稳定，事故起数不高于上年",
                        "确保全年安全生产形势稳定，事故起数不高于上年",
                    ],
                ]
            },
        ],
        "warning",
        "I402",
    ),
    (
        "a target missed that is said to be done",
        [FORM, _rows(["产出", "数量指标", "补贴人次", "不低于180人", "164人", "10", "9", "已按照计划完成目标"])],
        "error",
        "I407",
    ),
    (
        "two titles with two years",
        ["云溪县林业局2022年度部门整体支出绩效自评表", "一、概况", "云溪县林业局2023年度部门整体支出绩效自评表"],
        "error",
        "F306",
    ),
    (
        "instructions in place of the answer",
        [FORM, {"table": [["评价结论", "结合自评情况，说明项目总分和成效。（200字以内）"]]}],
        "error",
        "S503",
    ),
    ("a title pasted into a word", ["一、职能", "指导各机关、企事《家风读本》业单位的工作。"], "warning", "T603"),
    (
        "an item cut off",
        ["一、职能", "4.依法报批内部刊物的建立和撤销等事项。", "5.市分发。", "6.负责融媒体业务新技术的培训工作。"],
        "warning",
        "T603",
    ),
    (
        "a completion above 100 %",
        [FORM, _rows(["产出", "质量指标", "追逃完成率", "100%", "133.33%", "100", "100", ""])],
        None,
        "",
    ),
    (
        "next to no money spent, everybody served",
        [
            FORM,
            {
                "table": [
                    FUNDS,
                    ["年度资金总额", "132.81", "132.81", "0.1", "10", "0.08%", "0", ""],
                    INDICATORS,
                    ["产出指标", "数量指标", "服务人数", "≥700人", "748人", "50", "50", ""],
                ]
            },
        ],
        "error",
        "I410",
    ),
    (
        "a cost with a lower bound",
        [FORM, _rows(["成本指标", "经济成本指标", "统战特别费", "≥17.4万元", "17.4万元", "10", "10", ""])],
        "warning",
        "I409",
    ),
    (
        "full marks for blanks",
        [FORM, _rows(["产出指标", "质量指标", "指标1：工程质量合格", "", "", "10", "10", ""])],
        "error",
        "I406",
    ),
]


@pytest.mark.parametrize(("blocks", "verdict", "code"), [claim[1:] for claim in CLAIMS], ids=[c[0] for c in CLAIMS])
def test_claim(blocks: list[object], verdict: str | None, code: str, ruleset: RuleSet) -> None:
    if verdict is not None:
        assert _worst(blocks, ruleset, code) == verdict
        return
    found = checked(blocks, ruleset).findings
    assert [one.code for one in found if one.severity != "info" and one.code[0] != "S"] == []
