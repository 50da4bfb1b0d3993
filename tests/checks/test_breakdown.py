from __future__ import annotations

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, table


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        # Above the whole is always wrong.
        ("移交线索11条，其中：当场移交8条，事后移交4条。", "error"),
        ("发放补贴50万元，其中主要有城市30万元、农村25万元等。", "error"),
        # Below it: wrong where the list is full and near, information where it is far.
        ("发放补贴50万元，其中：城市30万元，农村15万元。", "error"),
        ("发放补贴500万元，其中：城市30万元，农村15万元。", "info"),
        ("发放补贴50万元，其中主要有城市30万元、农村15万元。", None),
        ("发放补贴50万元，其中城市30万元。", None),
        # Closed.
        ("发放补贴50万元，其中：城市30万元，农村20万元。", None),
        ("投入854万元（农田建设400万元，示范建设295万元，道路工程159万元）。", None),
        ("全年下达71万元，其中年初下达111万元，调减40万元。", None),
        # Within rounding.
        ("发放补贴50万元，其中：城市30.2万元，农村20.1万元。", None),
        ("发放补贴50.0万元，其中：城市30.2万元，农村20.1万元。", "error"),
        # Counted things are counted, not rounded.
        ("移交线索12条，其中：当场移交8条，事后移交3条。", "error"),
        # What follows a list that is already full is of something else.
        ("发放补贴50万元，其中：城市30万元，农村20万元，另外发放抚恤金8万元。", None),
        # No whole to hold against.
        ("投入约50万元，其中：城市30万元，农村25万元。", None),
        # Less than last year is no part that is taken off.
        ("全年支出50万元，其中设备40万元，比上年减少5万元，培训10万元。", None),
        ("收入合计318.3万元，其中：上年项目结转21.2万元，财政拨款290万元，其他收入7.1万元。", None),
    ],
)
def test_severity(ruleset: RuleSet, sentence: str, severity: str | None) -> None:
    findings = found([*COVER, "一、概况", sentence], ruleset, "C206")
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_what_the_finding_says(ruleset: RuleSet) -> None:
    sentence = "发放补贴50万元，其中：城市30万元，农村15万元，调减5万元。"
    (finding,) = found([*COVER, "一、概况", sentence], ruleset, "C206")
    assert (finding.stated, finding.expected, finding.difference) == ("50", "40", "10")
    assert finding.key == "补贴/500000"
    assert "30万元＋15万元－5万元" in finding.message.zh
    assert [(e.role, e.quote) for e in finding.evidence] == [
        ("total", sentence), ("part", "30万元"), ("part", "15万元"), ("part", "5万元"),
    ]  # fmt: skip


def test_units_are_mixed_freely(ruleset: RuleSet) -> None:
    (finding,) = found([*COVER, "一、概况", "发放补贴50万元，其中：城市300000元，农村150000元。"], ruleset, "C206")
    assert (finding.stated, finding.expected) == ("50", "45")


def test_a_sentence_repeated_is_one_finding(ruleset: RuleSet) -> None:
    sentence = "发放补贴50万元，其中：城市30万元，农村15万元。"
    assert len(found([*COVER, "一、概况", sentence, "二、绩效", sentence], ruleset, "C206")) == 1


def test_one_cause_makes_one_finding(ruleset: RuleSet) -> None:
    figures = table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "268.7", "115", "153.7"])
    sentence = "支出合计268.7万元，其中：基本支出115万元，项目支出135.7万元。"
    assert [f.code for f in found([*COVER, figures, "一、支出", sentence], ruleset, "C201", "C202", "C206")] == ["C202"]


def test_without_a_list_the_check_says_so(ruleset: RuleSet) -> None:
    assert [skip.code for skip in checked([*COVER, "一、概况", "支出50万元。"], ruleset, "C206").skipped] == ["C206"]
