"""The words and table rows around the evidence of a finding."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.locate import Surveyor, locate
from reportparse.locate.surroundings import AROUND, WHOLE
from reportparse.model.excerpt import Excerpt, Quoted, Surroundings
from reportparse.model.findings import Evidence
from reportparse.model.location import Place
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import table

TITLE = "云溪县2022年度部门整体支出绩效自评报告"
HEAD = (["机构名称", "支出合计", "基本支出", "<"], ["^", "^", "人员经费", "公用经费"])


def around(blocks: list[Any], ruleset: RuleSet, *places: Place, roles: tuple[str, ...] = ()) -> Surroundings:
    document = sketch(blocks)
    evidence = [
        Evidence("", place, role)
        for place, role in zip(places, roles or ("stated",) * len(places), strict=True)
    ]  # fmt: skip
    return Surveyor(document, locate(document, ruleset)).around(evidence)


def money(*rows: list[str]) -> list[Any]:
    return [TITLE, "年度支出情况（万元）", table(*HEAD, *rows)]


def texts(excerpt: Excerpt) -> list[list[str]]:
    return [[cell.text for cell in row] for row in excerpt.rows]


def marks(excerpt: Excerpt) -> list[tuple[str, str]]:
    return [(cell.text, cell.role) for row in excerpt.rows for cell in row if cell.role]


@pytest.mark.parametrize(
    ("text", "evidence", "quoted"),
    [
        ("前句。本年支出8万元，其中基本5万元；后句。", "8万元", Quoted("本年支出", "8万元", "，其中基本5万元；")),
        ("支出8万元", "支出8万元", Quoted("", "支出8万元", "")),
        ("甲\n支出8万元\n乙", "8万元", Quoted("支出", "8万元", "")),
        ("支出8万元。后句。", "8万元。", Quoted("支出", "8万元。", "")),
        ("一" * 200 + "8" + "二" * 200, "8", Quoted("…" + "一" * AROUND, "8", "二" * AROUND + "…")),
    ],
)
def test_words_stand_in_their_sentence(text: str, evidence: str, quoted: Quoted, ruleset: RuleSet) -> None:
    start = text.index(evidence)
    found = around([TITLE, text], ruleset, Place(1, span=(start, start + len(evidence))))
    assert found == Surroundings({0: quoted}, ())


def test_no_words_where_none_are_meant(ruleset: RuleSet) -> None:
    places = (Place(1), Place(1, span=(2, 2)), Place(99), Place(99, 0, 0))
    assert around([TITLE, "支出8万元"], ruleset, *places) == Surroundings({}, ())


def test_a_table_is_drawn_once_with_all_its_marks(ruleset: RuleSet) -> None:
    blocks = money(["局机关", "8", "5", "3"], ["二级机构", "2", "1", "1"])
    found = around(blocks, ruleset, Place(2, 2, 2), Place(2, 2, 3), Place(2, 0, 1), roles=("stated", "meant", "total"))
    [excerpt] = found.tables
    assert (excerpt.caption, excerpt.unit, excerpt.columns) == ("年度支出情况（万元）", "万元", 4)
    assert texts(excerpt) == [
        ["机构名称", "支出合计", "基本支出"], ["人员经费", "公用经费"], ["局机关", "8", "5", "3"], ["二级机构", "2", "1", "1"],
    ]  # fmt: skip
    assert marks(excerpt) == [("支出合计", "total"), ("5", "stated"), ("3", "meant")]
    assert [(cell.column_span, cell.row_span, cell.header) for cell in excerpt.rows[0]] == [
        (1, 2, True), (1, 2, True), (2, 1, True),
    ]  # fmt: skip
    assert not any(cell.header for row in excerpt.rows[2:] for cell in row)


def test_of_a_long_table_the_rows_near_the_marks(ruleset: RuleSet) -> None:
    body = [[f"单位{number}", "8", "5", "3"] for number in range(WHOLE + 12)]
    [excerpt] = around(money(*body), ruleset, Place(2, 2 + 6, 2), Place(2, 2 + 15, 2)).tables
    assert [row[0] for row in texts(excerpt)[2:]] == ["单位5", "单位6", "单位7", "单位14", "单位15", "单位16"]
    assert excerpt.gaps == {2, 5, 8}


def test_cells_merged_over_rows_left_out_are_drawn_again(ruleset: RuleSet) -> None:
    body = [["汇总" if number == 0 else "^", str(number), "5", "3"] for number in range(WHOLE + 12)]
    [excerpt] = around(
        [TITLE, "年度支出情况（万元）", table(["机构名称", "支出合计", "人员经费", "公用经费"], *body)], ruleset, Place(2, 4, 1), Place(2, 16, 1)
    ).tables  # fmt: skip
    drawn = [(row[0].text, row[0].row_span) for row in excerpt.rows if row[0].text == "汇总"]
    covered = sum(span for _, span in drawn)
    assert len(drawn) == len(excerpt.gaps) - 1
    assert covered == len([row for row in excerpt.rows if not row[0].header])


def test_every_row_fills_the_columns_drawn(ruleset: RuleSet) -> None:
    wide = table(
        [TITLE, "<", "<", "<", "<", "<"],
        ["年度支出情况（万元）", "<", "<", "<", "<", "<"],
        ["机构名称", "<", "支出合计", "<", "人员经费", "公用经费"],
        ["局机关", "<", "8", "<", "5", "3"],
    )
    [excerpt] = around([wide], ruleset, Place(0, 3, 4)).tables
    assert excerpt.columns == 4
    assert {sum(cell.column_span for cell in row) for row in excerpt.rows} == {4}
    assert marks(excerpt) == [("5", "stated")]


def test_a_field_is_shown_in_its_row(ruleset: RuleSet) -> None:
    blocks = [TITLE, table(["人员编制", "参公编制", "实有人数", "12"], ["联系人", "张三", "电话", ""])]
    [excerpt] = around(blocks, ruleset, Place(1, 0, 1)).tables
    assert texts(excerpt)[0] == ["人员编制", "参公编制", "实有人数", "12"]
    assert marks(excerpt) == [("参公编制", "stated")]


def test_a_text_cell_is_quoted_not_drawn(ruleset: RuleSet) -> None:
    text = "本年度围绕中心工作" * 20 + "。支出8万元。"
    start = text.index("8万元")
    found = around([TITLE, table(["主要成效", text])], ruleset, Place(1, 0, 1, (start, start + 3)))
    assert found == Surroundings({0: Quoted("支出", "8万元", "。")}, ())


def test_the_pipeline_fills_them_on_request_and_the_json_never_has_them(ruleset: RuleSet) -> None:
    rows = table(
        ["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "9", "5", "3"], ["二级机构", "2", "1", "1"]
    )
    document = sketch([TITLE, "年度支出情况（万元）", rows])
    plain = check_document(document, ruleset, checks=["A101"])
    full = check_document(document, ruleset, checks=["A101"], surroundings=True)
    [finding] = full.findings
    assert plain.surroundings == {}
    assert "9" in [text for text, _ in marks(full.surroundings[finding.fingerprint].tables[0])]
    assert full.model_dump() == plain.model_dump()
    assert "surroundings" not in str(type(full).model_json_schema())
