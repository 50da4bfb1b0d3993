"""One wrong figure breaks its row, its column and its rate: one finding says so, and only what the figure explains is in it."""

from __future__ import annotations

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, table

HEAD = ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出"]
ALL = ["局机关及二级机构汇总", "400", "230", "180", "50", "170"]
BUREAU = ["局机关", "300", "180", "140", "40", "120"]
STATION = ["农技站", "100", "50", "40", "10", "50"]


def test_a_cell_that_breaks_its_row_and_its_column_is_one_finding(ruleset: RuleSet) -> None:
    wrong = ["局机关", "300", "180", "140", "40", "102"]
    findings = found([table(HEAD, ALL, wrong, STATION)], ruleset, "A101", "A102")
    assert [(finding.code, finding.difference) for finding in findings] == [("A101", "18")]
    assert findings[0].diagnosis is not None
    assert "同一数还造成：“局机关及二级机构汇总”行的“项目支出”填170" in findings[0].diagnosis.zh
    assert "The same figure also brings about" in findings[0].diagnosis.en
    assert findings[0].evidence[-1].role == "context"
    assert findings[0].evidence[-1].quote == "170"


def test_each_rule_alone_says_what_it_sees(ruleset: RuleSet) -> None:
    wrong = ["局机关", "300", "180", "140", "40", "102"]
    for code in ("A101", "A102"):
        assert [finding.code for finding in found([table(HEAD, ALL, wrong, STATION)], ruleset, code)] == [code]


def test_two_wrong_figures_stay_two_findings(ruleset: RuleSet) -> None:
    row = ["局机关", "300", "180", "140", "40", "102"]
    column = ["农技站", "100", "50", "40", "10", "57"]
    findings = found([table(HEAD, ALL, row, column)], ruleset, "A101", "A102")
    assert sorted((finding.code, finding.difference) for finding in findings) == [
        ("A101", "-7"),
        ("A101", "18"),
        ("A102", "11"),
    ]


def test_a_sentence_that_differs_from_a_cell_that_does_not_add_up(ruleset: RuleSet) -> None:
    blocks = [
        *COVER,
        table(HEAD, ["局机关", "300", "180", "140", "40", "102"]),
        "一、支出",
        "全年支出合计300万元，其中项目支出120万元。",
    ]
    findings = found(blocks, ruleset, "A101", "C202")
    assert [finding.code for finding in findings] == ["A101"]
    assert findings[0].diagnosis is not None
    assert "“项目支出”此处为120万元" in findings[0].diagnosis.zh


def test_the_rate_of_a_cell_that_does_not_add_up(ruleset: RuleSet) -> None:
    head = ["项目名称", "预算数", "执行数", "执行率"]
    rows = [["道路养护", "120", "108", "90%"], ["桥梁检测", "80", "56", "80%"], ["照明维护", "50", "45", "90%"]]
    total = ["合计", "250", "217", "86.8%"]
    findings = checked(["一、资金", table(head, *rows, total)], ruleset, "A102", "A104").findings
    assert [(finding.code, finding.difference) for finding in findings] == [("A102", "8")]
    assert findings[0].diagnosis is not None
    assert "执行率写80%，按有关数字计算为70%" in findings[0].diagnosis.zh


def test_a_wrong_rate_beside_a_wrong_sum_has_its_own_finding(ruleset: RuleSet) -> None:
    head = ["项目名称", "预算数", "执行数", "执行率"]
    rows = [["道路养护", "120", "108", "90%"], ["桥梁检测", "80", "56", "77%"], ["照明维护", "50", "45", "90%"]]
    total = ["合计", "250", "217", "86.8%"]
    findings = checked(["一、资金", table(head, *rows, total)], ruleset, "A102", "A104").findings
    assert sorted(finding.code for finding in findings) == ["A102", "A104"]


def test_a_score_above_its_full_mark_that_the_sum_shows_too(ruleset: RuleSet) -> None:
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [
        ["产出指标", "数量指标", "修缮校舍", "≥5间", "5间", "30", "30"],
        ["产出指标", "质量指标", "验收合格率", "100%", "100%", "20", "22"],
        ["效益指标", "社会效益指标", "受益学生", "≥300人", "320人", "40", "40"],
        ["满意度指标", "服务对象满意度指标", "家长满意度", "≥90%", "92%", "10", "10"],
        ["总分", "", "", "", "", "100", "100"],
    ]
    findings = checked([*COVER, table(head, *rows)], ruleset, "A105", "A106").findings
    assert [finding.code for finding in findings] == ["A106"]
    assert findings[0].diagnosis is not None
    assert "总分填100" in findings[0].diagnosis.zh


def test_a_table_in_the_wrong_unit_is_one_finding(ruleset: RuleSet) -> None:
    blocks = [
        *COVER,
        "年度支出（元）",
        table(HEAD, BUREAU),
        "一、支出",
        "全年支出合计300万元，其中：基本支出180万元（人员支出140万元，公用支出40万元），项目支出120万元。",
    ]
    findings = found(blocks, ruleset, "C203")
    assert [finding.code for finding in findings] == ["C203"]
    assert findings[0].diagnosis is not None
    assert "同一张表还有4处同样的不符，疑为表的单位写错" in findings[0].diagnosis.zh
    assert "4 more figures of the table" in findings[0].diagnosis.en
