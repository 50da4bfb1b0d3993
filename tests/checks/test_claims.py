from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.findings import Finding
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, table

FIGURES = table(
    ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出"],
    ["局机关", "268.7", "115", "94.8", "20.2", "153.7"],
)
CLAIMS = ("C201", "C202", "C203", "C206")


def all_of(sentences: list[Any], ruleset: RuleSet) -> list[tuple[str, str]]:
    return [(f.code, f.key) for f in found([*COVER, FIGURES, *sentences], ruleset, *CLAIMS)]


def one(blocks: list[Any], ruleset: RuleSet) -> Finding:
    findings = found([*COVER, *blocks], ruleset, *CLAIMS)
    assert len(findings) == 1, [finding.message.zh for finding in findings]
    return findings[0]


def test_one_finding_holds_all_evidence_of_a_wrong_label(ruleset: RuleSet) -> None:
    finding = one(
        [
            FIGURES,
            "一、支出情况",
            "（一）基本支出",
            "2022年基本支出115万元，保障机关运转。",
            "（二）专项支出",
            "2022年基本支出153.7万元，用于护林。",
        ],
        ruleset,
    )
    assert (finding.code, finding.severity) == ("C201", "error")
    assert (finding.stated, finding.expected, finding.difference) == ("153.7", "115", "38.7")
    assert finding.key == "expenditure.basic/expenditure.project"
    # The sentence, whose figure it is, what the label's own is, and the sentence that gives that right.
    assert [(e.role, e.quote) for e in finding.evidence] == [
        ("stated", "2022年基本支出153.7万元，用于护林。"),
        ("meant", "项目支出 153.7"),
        ("expected", "基本支出 115"),
        ("context", "2022年基本支出115万元，保障机关运转。"),
    ]
    for words in ("（二）专项支出", "表中“基本支出”是115万元", "正文另一处"):
        assert words in finding.message.zh
    assert finding.diagnosis is not None
    assert "应为“项目支出”" in finding.diagnosis.zh


def test_the_same_wrong_label_twice_is_one_finding(ruleset: RuleSet) -> None:
    sentences = ["一、支出", "全年基本支出153.7万元。", "我局基本支出为1537000元。"]
    findings = found([*COVER, FIGURES, *sentences], ruleset, *CLAIMS)
    assert [finding.code for finding in findings] == ["C201"]
    assert [e.quote for e in findings[0].evidence if e.role == "stated"] == sentences[1:]


def test_two_labels_exchanged_are_one_fault(ruleset: RuleSet) -> None:
    finding = one([FIGURES, "一、支出", "人员经费20.2万元，公用经费94.8万元。"], ruleset)
    assert (finding.code, finding.key) == ("C201", "expenditure.personnel/expenditure.public")
    assert "对调" in finding.message.zh


def test_text_against_table(ruleset: RuleSet) -> None:
    finding = one([FIGURES, "一、支出", "全年支出合计286.7万元。"], ruleset)
    assert (finding.code, finding.stated, finding.expected, finding.difference) == ("C202", "286.7", "268.7", "18")
    assert finding.key == "expenditure.total/2867000"
    assert "“局机关”" in finding.message.zh
    assert finding.diagnosis is not None
    assert "颠倒" in finding.diagnosis.zh


def test_a_figure_in_another_unit_is_compared_in_its_own(ruleset: RuleSet) -> None:
    finding = one([FIGURES, "一、支出", "全年支出合计2867000元。"], ruleset)
    assert (finding.stated, finding.expected, finding.difference) == ("2867000", "2687000", "180000")


def test_the_same_wrong_figure_twice_is_one_finding(ruleset: RuleSet) -> None:
    findings = found([*COVER, FIGURES, "一、支出", "支出合计286.7万元。", "总支出286.7万元。"], ruleset, *CLAIMS)
    assert [(f.code, sum(e.role == "stated" for e in f.evidence)) for f in findings] == [("C202", 2)]


def test_two_wrong_figures_of_a_label_are_two(ruleset: RuleSet) -> None:
    assert len(all_of(["一、支出", "支出合计286.7万元。", "总支出278.6万元。"], ruleset)) == 2


def test_table_against_table(ruleset: RuleSet) -> None:
    other = table(["单位名称", "支出合计", "基本支出"], ["局机关", "286.7", "115"])
    finding = one([FIGURES, "附表", other], ruleset)
    assert (finding.code, finding.stated, finding.expected) == ("C202", "286.7", "268.7")
    assert finding.key == "局机关/expenditure.total"


def test_tables_in_different_units_agree(ruleset: RuleSet) -> None:
    other = table(["单位名称", "支出合计", "基本支出"], ["局机关", "2687000", "1150000"])
    assert found([*COVER, FIGURES, "附表（单位：元）", other], ruleset, *CLAIMS) == []


def test_rows_of_different_bodies_are_not_compared(ruleset: RuleSet) -> None:
    other = table(["单位名称", "支出合计", "基本支出"], ["信息中心", "86.7", "15"])
    assert found([*COVER, FIGURES, "附表", other], ruleset, *CLAIMS) == []


def test_text_against_text_where_no_table_has_the_figure(ruleset: RuleSet) -> None:
    finding = one(["一、支出", "全年会议费1.25万元。", "会议费支出1.52万元。"], ruleset)
    assert (finding.code, finding.severity, finding.stated, finding.expected) == ("C202", "warning", "1.52", "1.25")
    assert finding.key == "text/three_public.meeting/15200"
    assert [e.quote for e in finding.evidence] == ["会议费支出1.52万元。", "全年会议费1.25万元。"]


def test_text_against_text_within_rounding(ruleset: RuleSet) -> None:
    assert found([*COVER, "一、支出", "全年会议费1.25万元。", "会议费支出12480元。"], ruleset, "C202") == []


def test_the_table_is_asked_before_other_sentences(ruleset: RuleSet) -> None:
    # The wrong sentence is a finding once, not again against the right one.
    assert all_of(["一、支出", "基本支出115万元。", "基本支出117万元。"], ruleset) == [
        ("C202", "expenditure.basic/1170000")
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("全年基本支出115元。", ["115元", "115万元"]), ("项目支出1537000万元。", ["1537000万元", "153.7万元"])],
)
def test_unit_slips(ruleset: RuleSet, sentence: str, words: list[str]) -> None:
    finding = one([FIGURES, "一、支出", sentence], ruleset)
    assert finding.code == "C203"
    assert all(word in finding.message.zh for word in words)
    assert finding.diagnosis is not None
    assert "元”与“万元”" in finding.diagnosis.zh


def test_a_figure_of_quite_another_label_is_mentioned(ruleset: RuleSet) -> None:
    income = table(["机构名称", "收入合计", "上年结转"], ["局机关", "318.3", "21.25"])
    finding = one([FIGURES, income, "一、支出", "全年公用经费21.25万元。"], ruleset)
    assert finding.code == "C202"
    assert finding.diagnosis is not None
    assert "上年结转" in finding.diagnosis.zh


def test_clean_sentences(ruleset: RuleSet) -> None:
    assert all_of(["一、支出", "支出合计268.7万元，其中：基本支出115万元，项目支出153.7万元。"], ruleset) == []


def test_without_a_figure_the_check_says_so(ruleset: RuleSet) -> None:
    outcome = checked([*COVER, "一、概况", "本单位依法履职。"], ruleset, "C201", "C203")
    assert [skip.code for skip in outcome.skipped] == ["C201", "C203"]
