"""Fields: what counts as filled, as fitting, and as a date that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from reportparse.checks.formats import find_grade, fits, is_blank
from reportparse.model.report import FindingInfo
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.schema import FieldRule

RULES = load_rules()
GRADES = RULES.edition_by_id["county_department"].grades
TITLE = "云溪县2022年度部门整体支出绩效自评报告"


def findings(code: str, blocks: Sequence[Any]) -> list[FindingInfo]:
    report = check_document(sketch(blocks), RULES, checks=frozenset({code}))
    assert not report.problems
    return report.findings


def rule(kind: Any) -> FieldRule:
    return FieldRule(id="field", labels=("栏",), where="form", kind=kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "12"),
        ("number", "１２人"),
        ("number", "行政编8人、事业编4人"),
        ("number", "十二人"),
        ("number", "/"),
        ("phone", "7662092"),
        ("phone", "0730-7662092"),
        ("phone", "（0730）7662092转8001"),
        ("phone", "0730 7662092"),
        ("phone", "138 1234 5678"),
        ("phone", "+86 13812345678"),
        ("phone", "138****5678"),
        ("phone", "7662092、13812345678；0730-5550123"),
        ("phone", "办公室7662092 7662093"),
        ("date", "2021年7月15日"),
        ("date", "2021.07.15"),
        ("date", "二〇二一年七月十五日"),
        ("date", "2021年7月"),
        ("date", "20210715"),
        ("date", "2021年2月30日"),
        ("score", "95"),
        ("score", "95.50分"),
        ("score", "0"),
        ("code", "430621-001"),
        ("code", "１５０００４"),
        ("person", "柳 江"),
        ("person", "柳江、苏亦舟，柏以宁"),
        ("person", "柳江（会计）"),
        ("person", "柳江 13812345678"),
        ("grade", "“优”"),
        ("grade", "优秀"),
        ("grade", "不合格"),
        ("grade", "优□ 良√ 中□ 差□"),
        ("text", "随便什么"),
    ],
)
def test_fits(kind: str, text: str) -> None:
    assert fits(rule(kind), text, GRADES)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "行政编、事业编"),
        ("number", "按三定方案"),
        ("phone", "76620"),
        ("phone", "1381234567"),
        ("phone", "555O1Z3"),
        ("phone", "同上"),
        ("phone", "7662092、123"),
        ("date", "尽快"),
        ("date", "2021"),
        ("score", "108"),
        ("score", "优"),
        ("score", "95%"),
        ("code", "9#"),
        ("code", "待定"),
        ("person", "柳江2"),
        ("person", "中共岳阳县委巡察工作领导小组办公室"),
        ("grade", "甲等"),
        ("grade", "95"),
    ],
)
def test_does_not_fit(kind: str, text: str) -> None:
    assert not fits(rule(kind), text, GRADES)


def test_a_blank_is_space_rules_and_an_empty_date() -> None:
    assert is_blank(rule("text"), " ＿＿__ ")
    assert is_blank(rule("date"), "    年   月   日")
    assert not is_blank(rule("text"), "年 月 日")
    assert not is_blank(rule("date"), "2021年 月 日")


def test_the_longer_grade_word_wins_and_two_grades_are_none() -> None:
    found = find_grade("不合格", GRADES)
    assert found is not None
    assert (found[0].grade, found[1]) == ("差", "不合格")
    assert find_grade("优或良", GRADES) is None


def form(score: str, grade: str) -> list[Any]:
    return [
        TITLE,
        "一、部门基本概况",
        {
            "table": [
                ["机构名称", "收入合计", "上年结转", "公共财政拨款"],
                ["局机关", "318.3", "21.2", "297.1"],
                ["机构名称", "支出合计", "基本支出", "项目支出"],
                ["局机关", "268.7", "115", "153.7"],
                ["机构名称", "固定资产合计", "在用固定资产", "出租固定资产"],
                ["局机关", "18.91", "18.91", "0"],
                ["绩效自评综合得分", score, "评价等次", grade],
            ]
        },
    ]


@pytest.mark.parametrize(
    ("score", "grade", "expected"),
    [
        ("89.99", "优", "良"),
        ("80", "良", None),
        ("79.5", "良好", "中"),
        ("59", "中", "差"),
        ("100", "优", None),
        ("85", "合格", None),
        ("59", "合格", "差"),
        ("85", "不合格", "良"),
        ("108", "良", None),
        ("95", "甲", None),
    ],
)
def test_grade_by_the_bands_of_the_form(score: str, grade: str, expected: str | None) -> None:
    found = findings("F304", form(score, grade))
    assert [finding.expected for finding in found] == ([expected] if expected else [])


def test_many_numbers_and_grade_words_in_a_text_are_no_bands() -> None:
    text = "共谈话995人次，发放资料9800份，其中良田项目为重点，优化营商环境30个，差额58件。"
    assert len(findings("F304", [*form("92", "良"), text])) == 1


@pytest.mark.parametrize("code", ["430626000", "430626000000", " 430626 "])
def test_a_division_code_filled_with_zeros_is_still_one(code: str) -> None:
    blocks = ["平江县2022年度部门整体支出绩效自评报告", "部门（单位）名称：平江县退役军人事务局", f"预算编码：{code}"]
    assert len(findings("F303", blocks)) == 1


def test_the_stated_text_and_the_key_come_from_the_field() -> None:
    blocks = [TITLE, "一、部门基本概况", {"table": [["人员编制", "参公编制", "实有人数", "10"]]}]
    above = [TITLE, "一、部门基本概况", "多写一段。", {"table": [["人员编制", "参公编制", "实有人数", "10"]]}]
    first, second = findings("F302", blocks)[0], findings("F302", above)[0]
    assert first.stated == "参公编制"
    assert first.fingerprint == second.fingerprint
    assert first.evidence[0].location.block != second.evidence[0].location.block


def test_evidence_of_a_date_is_exactly_the_date() -> None:
    text = "派出检查组分别于4月26日至28日、10月30至12月10日开展检查。"
    found = findings("F308", [text])
    span = found[0].evidence[0].location.span
    assert span is not None
    assert text[span[0] : span[1]] == "10月30至12月10日"


@pytest.mark.parametrize(
    ("value", "severity"),
    [("2022.2.30", "warning"), ("2022/13/1", "warning"), ("7月15日", "info"), ("2022.2.28", None), ("2022年2月", None)],
)
def test_report_date(value: str, severity: str | None) -> None:
    found = findings("F308", [TITLE, f"报告日期：{value}"])
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_months_joined_without_days_lack_nothing() -> None:
    assert findings("F308", ["2022年9月10至12月，开展集中走访。6月10至15日复查。"]) == []


def test_a_nested_table_fills_a_cell() -> None:
    from dataclasses import replace

    from reportparse.model.document import Table

    document = sketch([TITLE, "一、部门基本概况", {"table": [["职能职责概述", ""], ["联系人", "柏以宁"]]}])
    outer = document.blocks[2]
    inner = sketch([{"table": [["负责全县水务工作。"]]}]).blocks[0]
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    cells = tuple(
        replace(cell, blocks=(*cell.blocks, replace(inner, index=99))) if (cell.row, cell.column) == (0, 1) else cell
        for cell in outer.cells
    )
    nested = replace(document, blocks=(*document.blocks[:2], replace(outer, cells=cells)))
    checks = frozenset({"F301"})
    assert len(check_document(document, RULES, checks=checks).findings) == 1
    assert check_document(nested, RULES, checks=checks).findings == []
