from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.outline import Outline
from reportparse.ruleset.rules import RuleSet
from sketched import outlined, table, tree


def breaks(outline: Outline) -> list[tuple[str, str | None, str, str]]:
    return [(b.kind, b.expected, b.found, b.title) for b in outline.breaks]


def test_typed_headings_make_a_tree(ruleset: RuleSet) -> None:
    outline = outlined(
        ["一、部门概况", "（一）主要职能", "负责林业。", "（二）机构设置", "1.内设机构", "二、收支情况", "（一）收入"],
        ruleset,
    )
    assert tree(outline.sections) == [
        ("一、部门概况", ["（一）主要职能", ("（二）机构设置", ["1.内设机构"])]),
        ("二、收支情况", ["（一）收入"]),
    ]
    assert breaks(outline) == []
    assert outline.sections[0].children[0].passages[0].text == "负责林业。"
    assert [s.level for s in outline.sections[0].walk()] == [1, 2, 2, 3]


def test_automatic_numbers_make_the_same_tree(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            {"text": "部门概况", "number": "一、"},
            {"text": "主要职能", "number": "（一）"},
            {"text": "机构设置", "number": "（二）"},
            {"text": "收支情况", "number": "二、"},
        ],
        ruleset,
    )
    assert tree(outline.sections) == [("一、部门概况", ["（一）主要职能", "（二）机构设置"]), "二、收支情况"]
    assert outline.sections[0].ordinal is not None
    assert outline.sections[0].ordinal.automatic


def test_typed_and_automatic_numbers_of_one_style_are_one_list(ruleset: RuleSet) -> None:
    outline = outlined(["一、概况", {"text": "收支", "number": "二、"}, "三、绩效"], ruleset)
    assert tree(outline.sections) == ["一、概况", "二、收支", "三、绩效"]
    assert breaks(outline) == []


def test_a_tree_may_begin_with_any_style(ruleset: RuleSet) -> None:
    outline = outlined(["第一部分 概况", "一、职能", "（一）主要", "第二部分 绩效", "一、目标"], ruleset)
    assert tree(outline.sections) == [("第一部分概况", [("一、职能", ["（一）主要"])]), ("第二部分绩效", ["一、目标"])]
    assert breaks(outline) == []


def test_headings_in_full_width_rows_of_a_form(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            table(
                ["一、部门概况", "<", "<", "<"],
                ["联系人", "张三", "联系电话", "5550123"],
                ["二、收支情况", "<", "<", "<"],
                ["三、自评情况", "<", "<", "<"],
            )
        ],
        ruleset,
    )
    assert tree(outline.sections) == ["一、部门概况", "二、收支情况", "三、自评情况"]
    assert all(section.form for section in outline.sections)


def test_a_heading_and_its_text_on_one_line(ruleset: RuleSet) -> None:
    outline = outlined(["一、支出", "（一）基本支出。2022年基本支出115万元，保障运转。"], ruleset)
    inner = outline.sections[0].children[0]
    assert inner.heading == "（一）基本支出"
    # The passage is the whole line, so that a quote holds its number.
    assert inner.passages[0].text.startswith("（一）基本支出。2022年")
    assert inner.passages[0].headings == ("一、支出", "（一）基本支出")


def test_a_numbered_sentence_is_a_list_item_and_no_heading(ruleset: RuleSet) -> None:
    outline = outlined(["一、工作", "1.完成造林1000亩，补植补造200亩。", "2.巡护山林，全年未发生火灾。"], ruleset)
    assert tree(outline.sections) == ["一、工作"]
    assert [p.ordinal.value for p in outline.sections[0].passages if p.ordinal] == [1, 2]
    assert outline.passages[0].text[outline.passages[0].body :] == "完成造林1000亩，补植补造200亩。"


def test_the_narrative_part_may_begin_anew(ruleset: RuleSet) -> None:
    form = table(["一、概况", "<"], ["二、收支", "<"], ["三、文字部分", "<"])
    outline = outlined([form, "一、部门职能", "（一）主要职能", "二、支出情况", "三、存在问题"], ruleset)
    assert breaks(outline) == []
    assert tree(outline.sections) == [
        "一、概况",
        "二、收支",
        ("三、文字部分", [("一、部门职能", ["（一）主要职能"]), "二、支出情况", "三、存在问题"]),
    ]


def test_an_outline_pasted_in_is_one_restart(ruleset: RuleSet) -> None:
    outline = outlined(["一、概况", "二、收支", "三、绩效", "一、职能", "二、支出", "三、问题"], ruleset)
    assert breaks(outline) == [("restarted", "四、", "一、", "职能")]
    assert outline.breaks[0].inside == "三、绩效"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["一、概况", "二、收支", "四、绩效", "五、问题"], [("skipped", "三、", "四、", "绩效")]),
        (["一、概况", "二、收支", "二、绩效", "三、问题"], [("repeated", "三、", "二、", "绩效")]),
        (["一、概况", "二、收支", "三、绩效", "二、问题"], [("backwards", "四、", "二、", "问题")]),
        (["一、概况", "（二）收支"], [("skipped", "（一）", "（二）", "收支")]),
        (["一、概况", "（一）甲", "（三）乙", "二、收支", "（一）丙"], [("skipped", "（二）", "（三）", "乙")]),
        (["一、概况", "（一）甲", "（二）乙", "二、收支", "（一）丙", "（二）丁"], []),
        (["一、概况", "1.甲", "2.乙", "（一）丙"], []),
    ],
)
def test_breaks_in_the_numbering(ruleset: RuleSet, headings: list[str], expected: list[Any]) -> None:
    assert breaks(outlined(headings, ruleset)) == expected


def test_a_break_points_at_its_line(ruleset: RuleSet) -> None:
    document_line = "四、绩效"
    outline = outlined(["一、概况", "二、收支", document_line], ruleset)
    assert outline.breaks[0].place.block == 2
    assert outline.breaks[0].place.span == (0, len(document_line))
    assert outline.breaks[0].previous is not None
    assert outline.breaks[0].previous.block == 1


def test_lists_in_cells_number_for_themselves(ruleset: RuleSet) -> None:
    duties = "1.贯彻执行林业法规，组织实施国土绿化工作。\n2.负责森林资源保护。"
    work = "1.完成造林，组织全县义务植树活动三次以上。\n2.开展森林防火宣传。"
    outline = outlined(
        [table(["一、概况", "<"], ["职能职责概述", duties], ["年度主要工作内容", work], ["二、收支情况", "<"])], ruleset
    )
    assert breaks(outline) == []
    assert tree(outline.sections) == ["一、概况", "二、收支情况"]
    assert [p.headings for p in outline.passages][::2] == [
        ("一、概况", "职能职责概述"),
        ("一、概况", "年度主要工作内容"),
    ]


def test_a_passage_in_a_cell_addresses_the_cells_text(ruleset: RuleSet) -> None:
    text = "负责林业法规的贯彻执行和宣传工作，组织国土绿化。\n全年支出115万元。"
    outline = outlined([table(["职能职责概述", text])], ruleset)
    passage = outline.passages[1]
    place = passage.span(4, 9)
    assert place.span is not None
    assert text[slice(*place.span)] == "115万元"


def test_contents_lines_are_no_headings(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "目 录",
            "一、部门概况……………1",
            "二、收支情况\t3",
            {"text": "三、绩效情况 5", "style": "TOC 1"},
            "一、部门概况",
            "二、收支情况",
            "三、绩效情况",
        ],
        ruleset,
    )
    assert tree(outline.sections) == ["一、部门概况", "二、收支情况", "三、绩效情况"]
    assert breaks(outline) == []


def test_contents_without_page_numbers_are_no_headings(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "目录",
            "第一部分  部门概况",
            "第二部分  自评结果应用",
            "附件  自评表",
            "第一部分 部门概况",
            "（一）主要职能",
            "第二部分 自评结果应用",
        ],
        ruleset,
    )
    assert tree(outline.sections) == [("第一部分部门概况", ["（一）主要职能"]), "第二部分自评结果应用"]
    assert breaks(outline) == []


def test_styled_headings_without_numbers(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            {"text": "部门概况", "level": 1},
            {"text": "主要职能", "level": 2},
            "负责林业。",
            {"text": "收支情况", "level": 1},
        ],
        ruleset,
    )
    assert tree(outline.sections) == [("部门概况", ["主要职能"]), "收支情况"]


def test_a_second_report_in_the_file_numbers_anew(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "一、概况",
            "二、收支",
            {"text": "专项资金绩效自评报告", "centered": True},
            "一、项目概况",
            "二、项目绩效",
        ],
        ruleset,
    )
    assert breaks(outline) == []
    assert tree(outline.sections)[-1] == ("专项资金绩效自评报告", ["一、项目概况", "二、项目绩效"])


def test_rows_of_a_located_table_are_no_headings(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "一、收入",
            table(["机构名称", "收入合计", "上年结转"], ["一、局机关", "10", "2"], ["三、信息中心", "3", "1"]),
            "二、支出",
        ],
        ruleset,
    )
    assert breaks(outline) == []
    assert tree(outline.sections) == ["一、收入", "二、支出"]


def test_numbered_sentences_begin_anew_wherever_they_like(ruleset: RuleSet) -> None:
    outline = outlined(
        [
            "一、工作",
            "（一）完成造林1000亩，成活率达到90%。",
            "（二）巡护山林，全年未发生火灾。",
            "（一）开展宣传，发放资料2000份。",
            "（二）组织培训，参训人员300人次。",
        ],
        ruleset,
    )
    assert breaks(outline) == []
