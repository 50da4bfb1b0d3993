from __future__ import annotations

from typing import Any

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import TITLE, outlined, table


def fields(blocks: list[Any], ruleset: RuleSet) -> dict[str, str]:
    return {spot.field: spot.text for spot in outlined(blocks, ruleset).fields}


AFTER: list[Any] = ["一、概况", "局机关内设五个股室。"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["部门名称：云溪县林业局"], {"department": "云溪县林业局"}),
        (["部门（单位）名称   云溪县林业局"], {"department": "云溪县林业局"}),
        (["部门(单位)名称: 云溪县林业局"], {"department": "云溪县林业局"}),
        (["填 报 人： 王 芳"], {"preparer": "王 芳"}),
        (["填报人：王芳    联系电话：5550123"], {"preparer": "王芳", "phone": "5550123"}),
        (["预算编码：301001　评价方式：单位自评　填报人：王芳"],
         {"budget_code": "301001", "evaluation_method": "单位自评", "preparer": "王芳"}),
        (["报告日期：2023年3月15日"], {"report_date": "2023年3月15日"}),
        (["联系电话：________"], {"phone": ""}),
        (["填报人：＿＿王芳＿＿"], {"preparer": "王芳"}),
        (["填报人："], {"preparer": ""}),
        (["部门名称：云溪县林业局\n填报人：王芳"], {"department": "云溪县林业局", "preparer": "王芳"}),
    ],
)  # fmt: skip
def test_cover_lines(ruleset: RuleSet, lines: list[str], expected: dict[str, str]) -> None:
    assert {**fields([TITLE, *lines, *AFTER], ruleset)}.items() >= expected.items()


def test_a_table_as_cover(ruleset: RuleSet) -> None:
    cover = table(["部门名称", "云溪县林业局"], ["预 算 编 码", "301001"], ["填报人", ""])
    found = fields([TITLE, cover, *AFTER], ruleset)
    assert (found["department"], found["budget_code"], found["preparer"]) == ("云溪县林业局", "301001", "")


@pytest.mark.parametrize(
    "rows",
    [
        [["项目名称", "主管部门", "联系人", "联系电话"], ["山塘清淤", "云溪县水利局", "王芳", "5550123"]],
        [["项目名称", "山塘清淤", "主管部门", "云溪县水利局"], ["联系人", "王芳", "联系电话", "5550123"]],
        [["项目名称：", "山塘清淤", "主管部门:", "云溪县水利局"], ["联系人", "：王芳", "联系电话 ：", "5550123"]],
        [["项目\n名称", "山塘清淤", "主管\n部门", "云溪县水利局"], ["联 系 人", "王芳", "联系\n电话", "5550123"]],
    ],
)
def test_labels_above_their_values_or_with_a_figure_below_them(ruleset: RuleSet, rows: list[list[str]]) -> None:
    found = fields([TITLE, table(*rows), *AFTER], ruleset)
    expected = {
        "project_name": "山塘清淤",
        "supervising_department": "云溪县水利局",
        "contact_name": "王芳",
        "phone": "5550123",
    }
    assert {key: found[key] for key in expected} == expected


def test_labels_above_several_rows_head_a_list(ruleset: RuleSet) -> None:
    list_of = table(["项目名称", "主管部门", "联系人"], ["山塘清淤", "水利局", "王芳"], ["便道硬化", "交通局", "张三"])
    assert not {"project_name", "contact_name"} & fields([TITLE, list_of, *AFTER], ruleset).keys()


def test_a_date_whose_parts_stand_in_cells_of_their_own(ruleset: RuleSet) -> None:
    for parts in (["2023", "年", "3", "月", "6", "日"], ["2023年", "3月", "6日", "", "", ""]):
        found = fields([TITLE, table(["报告日期", *parts]), *AFTER], ruleset)
        assert found["report_date"] == "2023年3月6日"


def test_a_cover_within_one_cell_of_the_form(ruleset: RuleSet) -> None:
    cover = f"{TITLE}\n部门名称：云溪县林业局\n填报人：王芳\n报告日期：2023年3月15日"
    outline = outlined([table([cover, "<"], ["一、概况", "<"], ["联系人", "张三"])], ruleset)
    assert outline.title == TITLE
    assert {s.field: s.text for s in outline.fields}.items() >= {
        "department": "云溪县林业局",
        "preparer": "王芳",
        "report_date": "2023年3月15日",
        "contact_name": "张三",
    }.items()


def test_a_filled_place_goes_before_a_blank_one(ruleset: RuleSet) -> None:
    assert fields([TITLE, "填报人：", "填表人：王芳", *AFTER], ruleset)["preparer"] == "王芳"


def test_a_label_inside_a_sentence_is_none(ruleset: RuleSet) -> None:
    assert "phone" not in fields([TITLE, "如有疑问请拨打 联系电话：5550123", *AFTER], ruleset)


def test_labels_behind_the_cover_are_not_the_covers(ruleset: RuleSet) -> None:
    assert "preparer" not in fields([TITLE, "一、概况", "填报人：王芳"], ruleset)


def test_region_year_and_issuer_by_pattern(ruleset: RuleSet) -> None:
    found = fields([TITLE, "云溪县财政局（制）", *AFTER], ruleset)
    assert (found["region"], found["fiscal_year"], found["issuer"]) == ("云溪县", "2022", "云溪县财政局")


def test_cells_of_the_form(ruleset: RuleSet) -> None:
    form = table(
        ["一、概况", "<", "<", "<"],
        ["联 系 人", "张三", "联络电话", "5550123"],
        ["人员编制", "25", "实有人数", ""],
        ["职能职责概述", "负责林业。", "<", "<"],
    )
    found = fields([TITLE, form], ruleset)
    assert found.items() >= {
        "contact_name": "张三", "contact_phone": "5550123", "staffing_quota": "25", "staffing_actual": "",
        "duties": "负责林业。",
    }.items()  # fmt: skip


def test_label_and_value_in_one_cell(ruleset: RuleSet) -> None:
    found = fields([TITLE, table(["一、概况", "<"], ["联系人：张三", "联系电话: 5550123"])], ruleset)
    assert (found["contact_name"], found["contact_phone"]) == ("张三", "5550123")


def test_a_label_next_to_a_label_has_no_value(ruleset: RuleSet) -> None:
    found = fields([TITLE, table(["一、概况", "<", "<"], ["联系人", "联系电话", "5550123"])], ruleset)
    assert "contact_name" not in found
    assert found["contact_phone"] == "5550123"


def test_values_are_quoted_at_their_place(ruleset: RuleSet) -> None:
    line = "填报人： 王芳   联系电话：5550123"
    outline = outlined([TITLE, line, *AFTER], ruleset)
    spot = outline.field("phone")
    assert spot is not None
    assert spot.place.span is not None
    assert line[slice(*spot.place.span)] == "5550123"
    assert spot.label_place.span is not None
    assert line[slice(*spot.label_place.span)] == "联系电话"


def test_a_blank_value_is_at_its_label(ruleset: RuleSet) -> None:
    spot = outlined([TITLE, "填报人：", *AFTER], ruleset).field("preparer")
    assert spot is not None
    assert spot.place == spot.label_place


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([TITLE], TITLE),
        (
            ["云溪县2022年度部门（单位）整体支出", "绩效评价自评报告"],
            "云溪县2022年度部门（单位）整体支出绩效评价自评报告",
        ),
        (["附件2：", "云溪县2022年度", "整体支出绩效 自评报告（模板）"], "云溪县2022年度整体支出绩效自评报告（模板）"),
        (["部门名称：云溪县林业局", "填报人：王芳"], None),
        (["一、概况", "云溪县2022年度整体支出绩效自评报告"], None),
    ],
)
def test_titles(ruleset: RuleSet, lines: list[str], title: str | None) -> None:
    assert outlined([*lines, "部门名称：云溪县林业局", *AFTER], ruleset).title == title


TABLES = [
    table(["机构名称", "收入合计", "上年结转"], ["局机关", "3", "1"]),
    table(["机构名称", "支出合计", "基本支出"], ["局机关", "3", "1"]),
    table(["姓名", "职务", "单位", "签字"], ["张三", "局长", "林业局", ""]),
]


def test_the_edition_needs_title_and_tables(ruleset: RuleSet) -> None:
    assert outlined([TITLE, *TABLES], ruleset).edition == "county_department"
    assert outlined([TITLE, *TABLES[1:]], ruleset).edition is None
    assert outlined(["云溪县2022年度工作报告", *TABLES], ruleset).edition is None


def test_the_trace_lists_every_field(ruleset: RuleSet) -> None:
    trace = {attempt.rule: attempt for attempt in outlined([TITLE, "填报人：", *AFTER], ruleset).trace}
    assert all(f"fields.yaml/{rule.id}" in trace for rule in ruleset.fields.fields)
    assert (trace["fields.yaml/preparer"].matched, trace["fields.yaml/preparer"].why) == (True, "blank")
    assert not trace["fields.yaml/phone"].matched
