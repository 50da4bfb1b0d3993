"""Years that are not the report's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportparse.model.document import Paragraph
from reportparse.model.location import TextOrigin
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, table

TABLES = [
    table(["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "318.34", "21.25", "297.09"]),
    table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "268.7", "115", "153.7"]),
    table(["评价内容", "绩效内容", "绩效目标值", "完成情况"], ["产出目标", "造林面积", "≥5000亩", "5260亩"]),
]


def report(*text: str, before: tuple[str, ...] = ()) -> list[Any]:
    return [*COVER, *before, *TABLES, "一、整体支出情况", *text]


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年支出合计268.7万元。",
        "2023年度，我局支出合计268.7万元，其中：基本支出115万元，项目支出153.7万元。",
        "2021年，本部门收入合计318.3万元（其中：上年结转21.25万元、公共财政拨款297.1万元）。",
        "2021年，我局完成造林5260亩。",
        "2021年度基本支出115万元，项目支出153.7万元，比例合理。",
        "2021年支出合计268.7万元，与上年持平。",
        "截至2021年12月31日，支出合计268.7万元。",
        "2021年1月1日至2021年12月31日，支出合计268.7万元。",
    ],
)
def test_another_year_over_this_years_figures(sentence: str, ruleset: RuleSet) -> None:
    (finding,) = found(report(sentence), ruleset, "F306")
    assert finding.stated in ("2021", "2023")
    assert finding.expected == "2022"


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年支出合计268.7万元。",
        "2021年支出合计301.5万元。",
        "2022年支出合计268.7万元，2021年支出合计268.7万元。",
        "支出合计268.7万元，与2021年持平。",
        "比2021年减少32.8万元，支出合计268.7万元。",
        "2021年结转资金21.25万元。",
        "2021年12月，经批复支出合计268.7万元。",
        "2023年计划安排支出合计268.7万元。",
        "自2021年以来，累计造林5260亩。",
        "2019—2021年完成造林5260亩。",
        "按照《2021年造林5260亩实施方案》组织实施。",
        "2021年支出合计268.7万元，其中基本支出90万元。",
        "2021年支出合计268.7万元，比2022年减少32.8万元。",
        "截至2021年12月31日，固定资产合计268.7万元。",
        "2021年支出合计240.1万元，比上年增加268.7万元。",
    ],
)
def test_these_years_are_meant(sentence: str, ruleset: RuleSet) -> None:
    assert found(report(sentence), ruleset, "F306") == []


def test_titles_and_captions(ruleset: RuleSet) -> None:
    assert len(found(report("云溪县林业局2021年度部门整体支出绩效自评报告"), ruleset, "F306")) == 1
    assert found(report("云溪县林业局2022年度部门整体支出绩效自评报告"), ruleset, "F306") == []
    assert found(report("附件：2021年度部门整体支出绩效自评报告"), ruleset, "F306") == []


def test_the_head_of_the_pages(ruleset: RuleSet) -> None:
    document = sketch(report("支出平稳。"))
    for name, count in (("云溪县2021年度部门整体支出绩效自评报告", 1), ("云溪县2022年度部门整体支出绩效自评报告", 0)):
        head = Paragraph(name, TextOrigin(0), 90)
        result = check_document(replace(document, headers=(head,)), ruleset, checks=("F306",))
        assert [(one.stated, one.evidence[0].location.span) for one in result.findings] == [("2021", (3, 7))] * count


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("（一）2021年度支出情况", 1),
        ("（一）2021年度评价结果应用情况", 0),
        ("（一）2023年度支出情况", 0),
        ("（一）2021年大事", 0),
    ],
)
def test_headings(heading: str, count: int, ruleset: RuleSet) -> None:
    assert len(found(report(heading, "支出平稳。"), ruleset, "F306")) == count


def test_a_report_dated_before_its_year(ruleset: RuleSet) -> None:
    assert len(found(report("支出平稳。", before=("报告日期：2021年3月15日",)), ruleset, "F306")) == 1
    assert found(report("支出平稳。", before=("报告日期：2023年3月15日",)), ruleset, "F306") == []


def test_without_a_year_in_the_title(ruleset: RuleSet) -> None:
    outcome = checked(["部门整体支出绩效自评报告", "支出合计268.7万元。"], ruleset, "F306")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["F306"]
