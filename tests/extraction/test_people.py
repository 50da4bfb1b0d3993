from __future__ import annotations

from typing import Any

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, read, table


def signed(blocks: list[Any], ruleset: RuleSet) -> list[tuple[str, bool, str | None, bool]]:
    return [(s.role, s.signed, s.date, s.asks_date) for s in read(blocks, ruleset).signatures]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["评价组组长（签字）：张三"], [("评价组组长", True, None, False)]),
        (["评价组组长（签字）：", "年 月 日"], [("评价组组长", False, None, True)]),
        (["评价组组长(签字): 张三  2023年3月15日"], [("评价组组长", True, "2023-03-15", True)]),
        (["评价组组长（签字）：        2023年3月15日"], [("评价组组长", False, "2023-03-15", True)]),
        (["评价组组长（签字）：张三", "2023年3月15日"], [("评价组组长", True, "2023-03-15", True)]),
        (["部门（单位）负责人（签章）：____________", "    年    月    日"], [("部门（单位）负责人", False, None, True)]),
        (["单位负责人（签字）：＿＿＿＿　年　月　日"], [("单位负责人", False, None, True)]),
        (["填报人（签字）：王芳　　审核人（签字）："], [("填报人", True, None, False), ("审核人", False, None, False)]),
        (["评价组组长（签字）：", "填报人（签字）：王芳", "2023年3月15日"],
         [("评价组组长", False, None, False), ("填报人", True, "2023-03-15", True)]),
    ],
)  # fmt: skip
def test_lines_to_be_signed(ruleset: RuleSet, lines: list[str], expected: list[Any]) -> None:
    assert signed([*COVER, *lines], ruleset) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["评价组组长：____　　年　月　日"], [("评价组组长", False, None, True)]),
        (["部门负责人："], [("部门负责人", False, None, False)]),
        (["部门负责人：王芳    填表人："], [("部门负责人", True, None, False), ("填表人", False, None, False)]),
        (["填报人（盖章）："], [("填报人", False, None, False)]),
        (["部门（单位）负责人（签字）：      2023年5月20日（公章）"], [("部门（单位）负责人", False, "2023-05-20", True)]),
        (["由评价组组长：统筹安排各项工作，分工到人。"], []),
        (["单位负责人：对本单位绩效自评结果的真实性负总责。"], []),
        (["负责人："], []),
    ],
)  # fmt: skip
def test_labels_that_ask_for_no_signature_in_words(ruleset: RuleSet, lines: list[str], expected: list[Any]) -> None:
    assert signed([*COVER, "一、部门概况", "本局内设4个股室。", *lines], ruleset) == expected


def test_such_a_label_on_the_cover_is_none(ruleset: RuleSet) -> None:
    body = ["一、部门概况", *["本局内设4个股室。"] * 8]
    assert signed([*COVER, "填报人：", *body], ruleset) == []
    assert signed([*COVER, "填报人：王芳　　年　月　日", *body], ruleset) == [("填报人", True, None, True)]


def test_a_name_of_the_cover_is_no_signature(ruleset: RuleSet) -> None:
    assert signed([*COVER, "填报人：王芳"], ruleset) == []


def test_signatures_in_cells_keep_their_dates_apart(ruleset: RuleSet) -> None:
    form = table(["评价组组长（签字）：\n年 月 日", "部门负责人（签章）：李四\n2023年3月15日"])
    assert signed([*COVER, form], ruleset) == [
        ("评价组组长", False, None, True),
        ("部门负责人", True, "2023-03-15", True),
    ]


def test_a_date_of_the_next_cell_is_not_taken(ruleset: RuleSet) -> None:
    form = table(["评价组组长（签字）：", "2023年3月15日"])
    assert signed([*COVER, form], ruleset) == [("评价组组长", False, None, False)]


def test_a_signature_is_at_its_label(ruleset: RuleSet) -> None:
    reading = read([*COVER, "    评价组组长（签字）：张三"], ruleset)
    assert reading.document.text_at(reading.signatures[0].place) == "评价组组长（签字）："


def test_evaluators(ruleset: RuleSet) -> None:
    people = table(
        ["姓名", "职务/职称", "单位", "签字"],
        ["张 三", "局长", "林业局", "张三"],
        ["李四", "", "林业局", ""],
        ["", "", "", ""],
    )
    assert [(e.name, e.position, e.organisation, e.signed) for e in read([*COVER, people], ruleset).evaluators] == [
        ("张三", "局长", "林业局", True),
        ("李四", None, "林业局", False),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("评价组组长：     部门负责人：     日期：  年  月  日",
         [("评价组组长", False, None, True), ("部门负责人", False, None, True)]),
        ("评价组组长：王芳     部门负责人：     日期：2023年3月15日",
         [("评价组组长", True, "2023-03-15", True), ("部门负责人", False, "2023-03-15", True)]),
        ("评价组组长： 部门负责人： 日期： 年 月 日",
         [("评价组组长", False, None, True), ("部门负责人", False, None, True)]),
        ("评价组组长（签字）：王芳部门负责人（签字）：李四日期：2023年3月15日",
         [("评价组组长", True, "2023-03-15", True), ("部门负责人", True, "2023-03-15", True)]),
        ("评价组组长（签字）：  年  月  日     部门负责人（签字）：李四 2023年3月15日",
         [("评价组组长", False, None, True), ("部门负责人", True, "2023-03-15", True)]),
        ("单位负责人：王芳      经办人：        联系电话：5550123",
         [("单位负责人", True, None, False), ("经办人", False, None, False)]),
        ("单位（盖章）：      负责人：        填报人：李四",
         [("负责人", False, None, False), ("填报人", True, None, False)]),
        ("负责人：      填报人：李四", [("负责人", False, None, False), ("填报人", True, None, False)]),
        ("评价组组长（签字）：王芳      日  期：", [("评价组组长", True, None, True)]),
        ("联系电话：5550123      单位负责人：王芳", [("单位负责人", True, None, False)]),
    ],
)  # fmt: skip
def test_several_labels_on_one_line(ruleset: RuleSet, line: str, expected: list[Any]) -> None:
    assert signed([*COVER, "一、部门概况", "本局内设4个股室。", line], ruleset) == expected


def test_dates_below_several_labels_go_to_each_in_order(ruleset: RuleSet) -> None:
    body = [*COVER, "一、部门概况", "本局内设4个股室。", "评价组组长（签字）：王芳        部门负责人（签字）：李四"]
    assert signed([*body, "    2023年3月15日        年  月  日"], ruleset) == [
        ("评价组组长", True, "2023-03-15", True),
        ("部门负责人", True, None, True),
    ]
    assert signed([*body, "    2023年3月15日"], ruleset) == [
        ("评价组组长", True, "2023-03-15", True),
        ("部门负责人", True, "2023-03-15", True),
    ]


def test_a_name_may_stand_in_the_cell_beside_its_label(ruleset: RuleSet) -> None:
    form = table(["评价组组长（签字）：", "王芳", "部门负责人（签字）：", ""])
    assert signed([*COVER, form], ruleset) == [("评价组组长", True, None, False), ("部门负责人", False, None, False)]


def test_labels_below_the_evaluators_are_no_people(ruleset: RuleSet) -> None:
    people = table(
        ["姓名", "职务/职称", "单位", "签字"],
        ["张三", "局长", "林业局", "张三"],
        ["评价组组长：", "<", "部门负责人：李四", "<"],
    )
    reading = read([*COVER, people], ruleset)
    assert [one.name for one in reading.evaluators] == ["张三"]
    assert [(one.role, one.signed) for one in reading.signatures] == [("评价组组长", False), ("部门负责人", True)]
