from __future__ import annotations

from typing import Any

import pytest

from reportparse.locate import locate
from reportparse.locate.names import entity_name
from reportparse.model.document import Cell, Document, Paragraph, Source, Table
from reportparse.model.location import TextOrigin
from reportparse.model.outline import Region
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import outlined, table

EXPENDITURE = [
    ["机构名称", "支出合计", "其中：", "<", "<", "<", "结余"],
    ["^", "^", "基本支出", "其中：", "<", "项目支出", "^"],
    ["^", "^", "^", "人员支出", "公用支出", "^", "^"],
]


def one(blocks: list[Any], ruleset: RuleSet) -> Region:
    regions = outlined(blocks, ruleset).regions
    assert len(regions) == 1, [region.kind for region in regions]
    return regions[0]


def roles(region: Region) -> list[str | None]:
    return [column.role for column in region.columns]


def texts(region: Region) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row.cells] for row in region.rows]


def test_header_rows_become_paths_without_among(ruleset: RuleSet) -> None:
    region = one([table(*EXPENDITURE, ["局机关", "268.7", "115", "94.8", "20.2", "153.7", "49.6"])], ruleset)
    assert region.kind == "expenditure"
    assert [column.path for column in region.columns] == [
        ("机构名称",), ("支出合计",), ("基本支出",), ("人员支出",), ("公用支出",), ("项目支出",), ("结余",),
    ]  # fmt: skip
    assert roles(region) == [
        "entity", "expenditure.total", "expenditure.basic", "expenditure.personnel", "expenditure.public",
        "expenditure.project", "balance",
    ]  # fmt: skip
    assert region.header_rows == (0, 1, 2)
    assert texts(region) == [["局机关", "268.7", "115", "94.8", "20.2", "153.7", "49.6"]]


def test_a_header_above_that_means_something_stays_in_the_path(ruleset: RuleSet) -> None:
    region = one(
        [
            table(
                ["单位", "支出合计", "基本支出", "<", "项目支出"],
                ["^", "^", "人员经费", "公用经费", "^"],
                ["局机关", "268.7", "94.8", "20.2", "153.7"],
            )
        ],
        ruleset,
    )
    assert [column.path for column in region.columns][2:4] == [("基本支出", "人员经费"), ("基本支出", "公用经费")]
    assert roles(region)[2:4] == ["expenditure.personnel", "expenditure.public"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["单位名称", "收入总计", "上年结转结余", "一般公共预算财政拨款"], ["income.total", "income.carryover", "income.fiscal"]),
        (["机 构 名 称", "收 入\n合 计", "其中：上年结转", "公共财政\n拨款"], ["income.total", "income.carryover", "income.fiscal"]),
        (["单位", "收入合计（万元）", "1.上年结转", "2.财政拨款"], ["income.total", "income.carryover", "income.fiscal"]),
        (["预算单位", "合计", "上年结转", "政府性基金"], ["income.total", "income.carryover", "income.government_fund"]),
        (["部门", "“三公”经费合计", "公务接待费", "因公出国(境)费"], ["three_public.total", "three_public.reception", "three_public.abroad"]),
        (["机构名称", "固定资产合计", "在用", "出租"], ["fixed_assets.total", "fixed_assets.in_use", "fixed_assets.leased"]),
    ],
)  # fmt: skip
def test_wordings_of_headers(ruleset: RuleSet, header: list[str], expected: list[str]) -> None:
    region = one([table(header, ["局机关", "3", "2", "1"])], ruleset)
    assert roles(region)[1:] == expected


@pytest.mark.parametrize("last", [False, True])
def test_summary_row_at_either_end(ruleset: RuleSet, last: bool) -> None:
    rows = [["1、局机关", "8", "5", "3"], ["2、信息中心", "2", "1", "1"]]
    rows.insert(2 if last else 0, ["局机关及二级机构汇总", "10", "6", "4"])
    region = one([table(["机构名称", "支出合计", "基本支出", "项目支出"], *rows)], ruleset)
    assert {row.entity for row in region.rows} == {"局机关", "信息中心", "局机关及二级机构汇总"}
    assert [row.label for row in region.rows if row.entity == "信息中心"] == ["2、信息中心"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("1、 局机关", "局机关"),
        ("（二）信息中心", "信息中心"),
        ("三、林业站", "林业站"),
        ("②种苗站", "种苗站"),
        ("１．局本级", "局本级"),
        ("三河镇", "三河镇"),
        ("12个单位汇总", "12个单位汇总"),
    ],
)
def test_row_names_without_their_number(label: str, name: str) -> None:
    assert entity_name(label) == name


def test_several_regions_one_below_another_on_an_uneven_grid(ruleset: RuleSet) -> None:
    region_rows = [
        ["二、部门收支情况", "<", "<", "<", "<", "<"],
        ["年度收入情况（万元）", "<", "<", "<", "<", "<"],
        ["机构名称", "<", "收入合计", "上年结转", "公共财政拨款", "<"],
        ["局机关", "<", "318.3", "21.2", "297.1", "<"],
        ["年度支出和结余情况（元）", "<", "<", "<", "<", "<"],
        ["机构名称", "支出合计", "<", "基本支出", "项目支出", "结余"],
        ["局机关", "2687000", "<", "1150000", "1537000", "496000"],
        ["三公经费", "<", "<", "<", "<", "<"],
        ["机构名称", "三公经费合计", "<", "公务接待费", "<", "会议费"],
        ["局机关", "1.2", "<", "1.0", "<", "0.2"],
        ["三、绩效自评情况", "<", "<", "<", "<", "<"],
        ["绩效自评综合得分", "<", "<", "95", "评价等次", "优"],
    ]
    outline = outlined([table(*region_rows)], ruleset)
    assert [(r.kind, r.unit, r.caption) for r in outline.regions] == [
        ("income", "万元", "年度收入情况（万元）"),
        ("expenditure", "元", "年度支出和结余情况（元）"),
        ("three_public", "元", "三公经费"),
    ]
    assert [texts(region) for region in outline.regions] == [
        [["局机关", "318.3", "21.2", "297.1"]],
        [["局机关", "2687000", "1150000", "1537000", "496000"]],
        [["局机关", "1.2", "1.0", "0.2"]],
    ]
    assert [s.heading for s in outline.sections] == ["二、部门收支情况", "三、绩效自评情况"]
    score = outline.field("score")
    assert score is not None
    assert score.text == "95"


HEADER = ["机构名称", "支出合计", "基本支出", "项目支出"]
BODY = ["局机关", "268.7", "115", "153.7"]


@pytest.mark.parametrize(
    ("blocks", "unit"),
    [
        (["支出情况（单位：元）", table(HEADER, BODY)], "元"),
        (["支出情况", "单位：千元", table(HEADER, BODY)], "千元"),
        (["支出情况", "金额单位：人民币元", table(HEADER, BODY)], "元"),
        ([table(["支出情况，亿元", "<", "<", "<"], HEADER, BODY)], "亿元"),
        ([table(["机构名称", "支出合计（元）", "基本支出", "项目支出"], BODY)], "元"),
        ([table(HEADER, BODY)], "万元"),
        (["经费以元为单位计算，详见附件。", table(HEADER, BODY)], "万元"),
    ],
)  # fmt: skip
def test_units(ruleset: RuleSet, blocks: list[Any], unit: str) -> None:
    assert one(blocks, ruleset).unit == unit


def test_a_unit_is_inherited_from_the_table_above(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "收入情况（元）",
            table(["机构名称", "收入合计", "上年结转"], ["局机关", "3", "1"]),
            "支出情况",
            table(HEADER, BODY),
        ],
        ruleset,
    )
    assert [region.unit for region in outline.regions] == ["元", "元"]


def test_the_unit_of_one_column_is_its_own(ruleset: RuleSet) -> None:
    region = one([table(["机构名称", "支出合计", "基本支出", "项目支出（元）"], BODY)], ruleset)
    assert [column.unit for column in region.columns] == [None, None, None, "元"]


def test_unknown_columns_are_kept_without_a_meaning(ruleset: RuleSet) -> None:
    region = one([table(["机构名称", "支出合计", "基本支出", "经营支出"], BODY)], ruleset)
    assert roles(region) == ["entity", "expenditure.total", "expenditure.basic", None]
    assert texts(region)[0][3] == "153.7"


def test_columns_are_told_by_header_and_not_by_place(ruleset: RuleSet) -> None:
    region = one(
        [table(["项目支出", "机构名称", "基本支出", "支出合计"], ["153.7", "局机关", "115", "268.7"])], ruleset
    )
    assert roles(region) == ["expenditure.project", "entity", "expenditure.basic", "expenditure.total"]
    assert region.rows[0].entity == "局机关"


def test_row_names_under_a_blank_header(ruleset: RuleSet) -> None:
    region = one([table(["", "支出合计", "基本支出", "项目支出"], BODY)], ruleset)
    assert region.rows[0].entity == "局机关"


def test_a_row_of_blanks_is_no_row(ruleset: RuleSet) -> None:
    region = one([table(HEADER, BODY, ["", "", "", ""])], ruleset)
    assert len(region.rows) == 1


def test_a_category_header_over_two_body_columns(ruleset: RuleSet) -> None:
    region = one(
        [
            table(
                ["评价内容", "<", "绩效内容", "绩效目标值", "完成情况"],
                ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩"],
                ["^", "质量指标", "成活率", "≥85%", "90%"],
            )
        ],
        ruleset,
    )
    assert roles(region) == ["category", "dimension", "name", "target", "actual"]
    assert texts(region)[1] == ["产出指标", "质量指标", "成活率", "≥85%", "90%"]


def test_one_header_over_three_body_columns(ruleset: RuleSet) -> None:
    region = one(
        [
            table(
                ["指标类型", "<", "<", "绩效目标值", "完成情况", "权重"],
                ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10"],
            )
        ],
        ruleset,
    )
    assert roles(region) == ["category", "dimension", "name", "target", "actual", "weight"]
    assert region.rows[0].label == "造林面积"


def test_a_table_inside_a_cell(ruleset: RuleSet) -> None:
    origin = TextOrigin(1)
    inner = sketch(["", table(HEADER, BODY)]).block(1)
    assert isinstance(inner, Table)
    nested = Table(inner.cells, inner.row_count, inner.column_count, origin, index=2)
    outer = Table(
        (
            Cell(0, 0, 1, 1, (Paragraph("支出情况", origin),), origin),
            Cell(1, 0, 1, 1, (Paragraph("支出情况（元）", origin), nested), origin),
        ),
        2,
        1,
        origin,
        index=1,
    )
    outline = locate(Document(Source("x", "", "text"), (Paragraph("报告", origin, 0), outer)), ruleset)
    assert [(region.kind, region.table) for region in outline.regions] == [("expenditure", 2)]
    assert texts(outline.regions[0]) == [BODY]


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "内容"], ["支出情况", "基本支出115万元，项目支出153.7万元。"]],
        [["联系人", "张三", "联系电话", "5550123"], ["人员编制", "25", "实有人数", "23"]],
        [["序号", "问题", "整改措施", "责任单位"], ["1", "支出进度慢", "加快", "财务股"]],
        [["年度部门（单位）总体运行情况及取得的成绩", "收入合计318.3万元，支出合计268.7万元，结余49.6万元。"]],
        [["姓名", "性别", "年龄"], ["张三", "男", "40"]],
    ],
)  # fmt: skip
def test_other_tables_are_no_region(ruleset: RuleSet, rows: list[list[str]]) -> None:
    assert outlined([table(*rows)], ruleset).regions == ()


def test_evaluators_and_goals(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            table(["姓名", "职务/职称", "单位", "签字"], ["张三", "局长", "林业局", ""]),
            table(["预期目标", "实际完成"], ["完成造林1000亩", "完成1020亩"]),
        ],
        ruleset,
    )
    assert [region.kind for region in outline.regions] == ["evaluators", "goals"]
    assert roles(outline.regions[0]) == ["name", "position", "organisation", "signature"]


def test_the_trace_tells_what_matched(ruleset: RuleSet) -> None:
    outline = outlined([table(HEADER, BODY)], ruleset)
    attempt = next(attempt for attempt in outline.trace if attempt.rule == "tables.yaml/expenditure")
    assert attempt.matched
    assert "支出合计" in attempt.saw


def test_a_header_word_within_longer_words(ruleset: RuleSet) -> None:
    header = ["三级指标", "年度指标值", "实际完成值", "偏差原因分析及改进措施"]
    region = one([table(header, ["造林面积", "1000亩", "980亩", "天旱"])], ruleset)
    assert roles(region) == ["name", "target", "actual", "reason"]


def test_a_figure_belongs_to_the_column_it_shares_most_with(ruleset: RuleSet) -> None:
    region = one(
        [
            table(
                ["机构名称", "支出合计", "<", "<", "基本支出", "<", "<"],
                ["局机关", "8", "<", "<", "5", "<", "<"],
                ["信息中心", "<", "<", "3", "<", "<", "2"],
            )
        ],
        ruleset,
    )
    # The 3 reaches under 支出合计 by one square and under 基本支出 by two.
    assert texts(region)[0] == ["局机关", "8", "5"]
    assert texts(region)[1][0] == "信息中心"
    assert texts(region)[1][2] == "3"
