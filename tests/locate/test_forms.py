"""Forms other than the county's whole-department one: editions, fields, tables of funds, several forms in a file."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.outline import Outline
from reportparse.ruleset.rules import RuleSet
from sketched import TITLE, outlined, table

FUNDS = table(
    ["项目资金（万元）", "", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    ["^", "年度资金总额", "100", "110", "104.5", "10", "95%", "9.5"],
    ["^", "其中：当年财政拨款", "90", "100", "94.5", "-", "94.5%", "-"],
    ["^", "上年结转资金", "10", "10", "10", "-", "100%", "-"],
    ["^", "其他资金", "", "", "", "-", "", "-"],
)
INDICATORS = table(
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["^", "产出指标", "数量指标", "修渠长度", "≥10公里", "11公里", "60", "60", ""],
    ["^", "满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "95%", "30", "30", ""],
    ["总分", "<", "<", "<", "<", "<", "100", "99.5", ""],
)


def names(project: str = "修渠", supervisor: str = "某县水利局", unit: str = "某灌区管理所") -> dict[str, Any]:
    return table(["项目名称", project, "<", "<"], ["主管部门", supervisor, "实施单位", unit])


def values(outline: Outline) -> dict[str, str]:
    return {spot.field: spot.text for spot in outline.fields}


SOURCES = table(
    ["计划安排资金（万元）", "170", "实际到位资金（万元）", "170", "实际支出（万元）", "160", "结余（万元）", "10"],
    ["其中：中央财政", "", "其中：中央财政", "", "其中：中央财政", "", "其中：中央财政", ""],
    ["省财政", "150", "省财政", "150", "省财政", "140", "省财政", "10"],
    ["其它", "20", "其它", "20", "其它", "20", "其它", "0"],
)


@pytest.mark.parametrize(
    ("edition", "blocks"),
    [
        ("national_project", ["项目支出绩效自评表", "（2022年度）", names(), FUNDS, INDICATORS]),
        (
            "hubei_project",
            [
                "2022年度共享工程项目自评表",
                table(
                    ["预算执行情况（万元）（20分）", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)"],
                    ["年度财政资金总额", "5", "5", "100%", "20"],
                ),
                table(["三级指标", "年初目标值(A)", "实际完成值(B)", "得分"], ["覆盖率", "100%", "100%", "80"]),
            ],
        ),
        (
            "sichuan_project",
            [
                "部门预算项目支出绩效自评表",
                table(
                    ["年度预算数(万元)", "年初预算", "调整后预算数", "预算执行数", "预算执行率"],
                    ["总额", "1", "2", "2", "100%"],
                ),
                table(
                    ["一级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"],
                    ["产出指标", "覆盖率", "=", "100", "%", "100", "90", "90"],
                ),
            ],
        ),
        ("county_project", ["某县2018年度财政支出项目绩效评价自评报告", SOURCES]),
        (
            "department_scored",
            [
                "某县2022年度部门整体支出绩效自评表",
                table(
                    ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分"],
                    ["投入", "目标", "合理性", "5", "不符不得分", "5"],
                ),
            ],
        ),
        ("transfer_payment", ["某县2022年度困难群众救助补助资金绩效自评报告", "一、绩效目标分解下达情况", "略。"]),
        ("transfer_payment", ["某县2022年度中央对地方转移支付绩效自评报告", "一、总体情况", "略。"]),
        ("narrative_report", ["某县2022年度戏曲传承项目支出绩效自评报告", "一、项目概况", "略。"]),
        (
            "provincial_project",
            [
                "某市财政预算支出项目绩效目标自评表",
                table(
                    ["三级指标", "年初目标值", "实际完成值", "分值", "自评得分"],
                    ["里程", "300公里", "300公里", "100", "95"],
                ),
            ],
        ),
        (None, ["某县2022年度工作总结", "一、项目概况", FUNDS]),
    ],
)
def test_the_form_is_known_by_title_tables_and_marks(edition: str | None, blocks: list[Any], ruleset: RuleSet) -> None:
    assert outlined(blocks, ruleset).edition == edition


def test_a_form_has_the_fields_of_its_own(ruleset: RuleSet) -> None:
    found = values(outlined(["项目支出绩效自评表（2022年度）", names(supervisor=""), FUNDS, INDICATORS], ruleset))
    assert found["project_name"] == "修渠"
    assert found["supervising_department"] == ""
    assert found["implementing_unit"] == "某灌区管理所"
    assert found["score"] == "99.5"
    assert "department" not in found


def test_what_is_the_unit_on_one_form_is_the_department_on_another(ruleset: RuleSet) -> None:
    tables = [
        table(["机构名称", "收入合计", "上年结转"], ["局机关", "3", "1"]),
        table(["机构名称", "支出合计", "基本支出"], ["局机关", "3", "1"]),
        table(["姓名", "职务", "单位", "签字"], ["张三", "局长", "林业局", ""]),
    ]
    found = values(outlined([TITLE, "项目单位：云溪县林业局", "主管部门：云溪县政府", *tables], ruleset))
    assert found["department"] == "云溪县林业局"
    assert not {"implementing_unit", "supervising_department"} & found.keys()


def test_the_date_of_a_report_is_not_its_year(ruleset: RuleSet) -> None:
    found = values(outlined(["某县财政支出项目绩效评价自评报告", "报告日期：2017 年7 月15日", SOURCES], ruleset))
    assert found["report_date"] == "2017 年7 月15日"
    assert "fiscal_year" not in found


def test_a_list_of_projects_is_no_field(ruleset: RuleSet) -> None:
    heads = table(["项目名称", "负责科室", "投资额"], ["修渠", "水利股", "12"])
    assert "project_name" not in values(outlined(["某县2022年度项目绩效自评报告", "一、概况", heads], ruleset))


def test_an_option_written_out_goes_before_boxes(ruleset: RuleSet) -> None:
    cover = ["评价类型：项目实施过程评价□ 项目完成结果评价■", "评价方式：部门（单位）绩效自评"]
    found = values(outlined(["某县2018年度财政支出项目绩效评价自评报告", *cover, SOURCES], ruleset))
    assert found["evaluation_method"] == "部门（单位）绩效自评"


def test_the_year_below_the_title_belongs_to_it(ruleset: RuleSet) -> None:
    assert outlined(["项目支出绩效自评表", "（2022年度）", names()], ruleset).title == "项目支出绩效自评表（2022年度）"
    assert outlined(["项目支出绩效自评表", "2022年度", names()], ruleset).title == "项目支出绩效自评表"


@pytest.mark.parametrize("side", ["^", ""])
def test_the_name_at_the_side_of_a_table_is_no_column(side: str, ruleset: RuleSet) -> None:
    rows = [[side if text == "^" else text for text in row] for row in FUNDS["table"]]
    lists = [[side if text == "^" else text for text in row] for row in INDICATORS["table"]]
    outline = outlined(["项目支出绩效自评表", table(*rows), table(*lists)], ruleset)
    funds, indicators = outline.region("funds"), outline.region("indicators")
    assert funds is not None and indicators is not None
    assert [(row.label, row.entity) for row in funds.rows] == [
        ("年度资金总额", None),
        ("其中：当年财政拨款", "当年财政拨款"),
        ("上年结转资金", "上年结转资金"),
        ("其他资金", "其他资金"),
    ]
    assert [row.label for row in indicators.rows] == ["修渠长度", "农户满意度", "总分"]
    category = indicators.column("category")
    assert category is not None and indicators.columns[category].label == "一级指标"


def test_funds_side_by_side_have_a_row_for_each_source(ruleset: RuleSet) -> None:
    region = outlined([SOURCES], ruleset).region("sources")
    assert region is not None
    assert [column.role for column in region.columns] == [
        "project.planned", "project.received", "project.spent", "project.balance",
    ]  # fmt: skip
    assert [(row.entity, [cell.text if cell else None for cell in row.cells]) for row in region.rows] == [
        (None, ["170", "170", "160", "10"]),
        ("中央财政", ["", "", "", ""]),
        ("省财政", ["150", "150", "140", "10"]),
        ("其它", ["20", "20", "20", "0"]),
    ]


def test_funds_with_a_header_are_not_read_side_by_side(ruleset: RuleSet) -> None:
    rows = table(
        ["资金来源", "计划安排资金", "实际到位资金", "实际支出"],
        ["合计", "9", "8", "7"],
        ["省财政", "9", "8", "7"],
    )
    region = outlined([rows], ruleset).region("sources")
    assert region is not None
    assert [(row.entity, [cell.text for cell in row.cells[1:] if cell]) for row in region.rows] == [
        (None, ["9", "8", "7"]),
        ("省财政", ["9", "8", "7"]),
    ]


def test_a_conclusion_below_the_indicators_is_text(ruleset: RuleSet) -> None:
    rows = [*INDICATORS["table"], ["评价结论", "项目资金使用规范，达到预期目标。", *["<"] * 7]]
    outline = outlined(["项目支出绩效自评表", table(*rows)], ruleset)
    region = outline.region("indicators")
    assert region is not None and [row.label for row in region.rows][-1] == "总分"
    assert "项目资金使用规范，达到预期目标。" in [passage.text for passage in outline.passages]


def test_each_form_of_several_begins_where_it_names_its_project(ruleset: RuleSet) -> None:
    forms = [
        block for name in ("修渠", "造林", "造林") for block in ("项目支出绩效自评表", names(name), FUNDS, INDICATORS)
    ]
    outline = outlined(forms, ruleset)
    assert [part.project for part in outline.parts] == ["修渠", "造林", "造林（2）"]
    parts = [outline.part_of(region) for region in outline.regions_of("funds")]
    assert [part.project if part else None for part in parts] == ["修渠", "造林", "造林（2）"]
    assert outlined(forms[:4], ruleset).parts == ()
