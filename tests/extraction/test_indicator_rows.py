from __future__ import annotations

from typing import Any

from reportparse.model.location import Place
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, read, table

HEADER = ["评价内容", "二级指标", "绩效内容", "绩效目标值", "完成情况", "分值", "得分"]


def rows(body: list[list[str]], ruleset: RuleSet, header: list[str] = HEADER) -> list[tuple[Any, ...]]:
    found = read([*COVER, table(header, *body)], ruleset).indicators
    return [(i.category, i.dimension, i.name, i.target, i.actual, i.weight, i.score) for i in found]


def test_merged_categories_are_carried_down(ruleset: RuleSet) -> None:
    assert rows(
        [
            ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"],
            ["^", "^", "抚育面积", "500亩", "500亩", "10", "10"],
            ["^", "质量指标", "成活率", "≥85%", "90%", "10", "9"],
        ],
        ruleset,
    ) == [
        ("产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"),
        ("产出指标", "数量指标", "抚育面积", "500亩", "500亩", "10", "10"),
        ("产出指标", "质量指标", "成活率", "≥85%", "90%", "10", "9"),
    ]


def test_empty_categories_are_carried_down_but_not_into_a_new_category(ruleset: RuleSet) -> None:
    assert [
        row[:3]
        for row in rows(
            [
                ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"],
                ["", "", "抚育面积", "500亩", "500亩", "10", "10"],
                ["效益指标", "", "覆盖率", "60%", "61%", "10", "10"],
            ],
            ruleset,
        )
    ] == [("产出指标", "数量指标", "造林面积"), ("产出指标", "数量指标", "抚育面积"), ("效益指标", None, "覆盖率")]


def test_total_rows_and_nameless_rows_are_no_indicators(ruleset: RuleSet) -> None:
    assert [
        row[2]
        for row in rows(
            [
                ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"],
                ["产出指标", "数量指标", "", "", "", "", ""],
                ["合计", "<", "<", "", "", "100", "95"],
                ["", "", "总 分", "", "", "100", "95"],
            ],
            ruleset,
        )
    ] == ["造林面积"]


def test_a_bracket_that_explains_a_category_is_left_out(ruleset: RuleSet) -> None:
    found = rows(
        [
            ["产出指标（预期提供的公共产品和服务）", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"],
            ["满意度（群众）", "", "群众满意度", "90%", "95%", "10", "10"],
        ],
        ruleset,
    )
    assert [row[0] for row in found] == ["产出指标", "满意度（群众）"]


def test_texts_broken_over_lines_are_joined(ruleset: RuleSet) -> None:
    (row,) = rows([["产出\n指标", "数量指标", "造林\n面积", "1000亩", "1020亩", "", "10"]], ruleset)
    assert (row[0], row[2]) == ("产出指标", "造林面积")
    # A column that the form has and that is blank here is not the same as no column.
    assert row[5] == ""


def test_columns_that_the_form_lacks_are_none(ruleset: RuleSet) -> None:
    (row,) = rows(
        [["产出指标", "造林面积", "1000亩", "1020亩"]], ruleset, ["评价内容", "绩效内容", "绩效目标值", "完成情况"]
    )
    assert row == ("产出指标", None, "造林面积", "1000亩", "1020亩", None, None)


def test_places_of_an_indicator(ruleset: RuleSet) -> None:
    (found,) = read(
        [*COVER, table(HEADER, ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "9"])], ruleset
    ).indicators
    assert found.places["actual"] == Place(2, 1, 4)
    assert "reason" not in found.places


def goals(expected: str, actual: str, ruleset: RuleSet) -> list[tuple[str | None, str | None]]:
    found = read([*COVER, table(["预期目标", "实际完成"], [expected, actual])], ruleset).goals
    return [(goal.expected, goal.actual) for goal in found]


def test_goals_pair_line_by_line(ruleset: RuleSet) -> None:
    assert goals("1.造林1000亩\n2.抚育500亩", "1.造林1020亩\n2.抚育500亩", ruleset) == [
        ("1.造林1000亩", "1.造林1020亩"),
        ("2.抚育500亩", "2.抚育500亩"),
    ]


def test_one_result_answers_all_goals_beside_it(ruleset: RuleSet) -> None:
    assert goals("造林1000亩\n抚育500亩", "全部完成", ruleset) == [
        ("造林1000亩", "全部完成"),
        ("抚育500亩", "全部完成"),
    ]


def test_a_goal_without_result_and_a_result_without_goal(ruleset: RuleSet) -> None:
    assert goals("造林1000亩", "", ruleset) == [("造林1000亩", None)]
    assert goals("", "造林1020亩", ruleset) == [(None, "造林1020亩")]


def test_a_label_and_a_text_over_all_columns_are_no_indicator(ruleset: RuleSet) -> None:
    assert [
        row[2]
        for row in rows(
            [
                ["产出指标", "数量指标", "造林面积", "1000亩", "1020亩", "10", "10"],
                ["说明", "<", "<", "无", "<", "<", "<"],
            ],
            ruleset,
        )
    ] == ["造林面积"]
