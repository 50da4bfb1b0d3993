"""Hidden and garbled text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportparse.model.report import FindingInfo
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.loader import load_rules

RULES = load_rules()


def findings(code: str, blocks: Sequence[Any], lang: str = "zh") -> list[FindingInfo]:
    report = check_document(sketch(blocks), RULES, checks=frozenset({code}), lang=lang)
    assert not report.problems
    return report.findings


def test_all_hidden_text_makes_one_finding() -> None:
    blocks = [
        "正文。",
        {"text": "甲", "hidden": "white"},
        {"text": "A1", "hidden": "tiny"},
        {"text": "——", "hidden": True},
    ]
    found = findings("T601", blocks)
    assert len(found) == 1
    assert [evidence.quote for evidence in found[0].evidence] == ["甲", "A1"]
    assert "2处" in found[0].message


def test_what_a_workbook_folds_away_is_a_finding_of_its_own_and_an_info() -> None:
    blocks = ["正文。", {"text": "暗列", "hidden": "folded"}, {"text": "暗行", "hidden": "folded"}]
    assert [one.severity for one in findings("T601", blocks)] == ["info"]
    both = findings("T601", [*blocks, {"text": "白字", "hidden": "white"}])
    assert [one.severity for one in both] == ["warning", "info"]
    assert [len(one.evidence) for one in both] == [1, 2]


def test_the_reason_does_not_change_the_fingerprint() -> None:
    white = findings("T601", ["正文。", {"text": "茕", "hidden": "white"}])
    tiny = findings("T601", ["又一段。", "正文。", {"text": "茕", "hidden": "tiny"}])
    assert white[0].fingerprint == tiny[0].fingerprint


def test_reasons_in_english() -> None:
    found = findings("T601", ["正文。", {"text": "茕", "hidden": "white"}], lang="en")
    assert "of the colour of the page" in found[0].message


def test_garbled_text_in_a_cell_has_its_span_in_the_cell() -> None:
    cell = "第一段写完了。\n第二段也写完了。锟斤拷锟斤拷"
    found = findings("T602", [{"table": [["内容", cell]]}])
    assert len(found) == 1
    span = found[0].evidence[0].location.span
    assert span is not None
    assert cell[span[0] : span[1]].startswith("锟斤拷")


def test_characters_without_a_shape_are_named_by_code_point() -> None:
    found = findings("T602", ["各项任务均已\ue123完成。"])
    assert "[U+E123]" in found[0].message


def test_clean_text() -> None:
    assert findings("T602", ["各项任务均已完成。", "评价组由张喆堃、王祎组成。"]) == []
