from __future__ import annotations

import pytest

from reportparse.locate.ordinals import Ordinals
from reportparse.ruleset.rules import RuleSet


@pytest.fixture(scope="module")
def numbers(ruleset: RuleSet) -> Ordinals:
    return Ordinals(ruleset)


@pytest.mark.parametrize(
    ("text", "style", "value", "shown", "rest"),
    [
        ("第一部分 部门概况", "第一部分", 1, "第一部分", "部门概况"),
        ("第三章 收支情况", "第一部分", 3, "第三章", "收支情况"),
        ("一、部门概况", "一、", 1, "一、", "部门概况"),
        ("十二、附件", "一、", 12, "十二、", "附件"),
        ("二． 收支情况", "一、", 2, "二．", "收支情况"),
        ("（一）基本支出", "（一）", 1, "（一）", "基本支出"),
        ("(三) 项目支出", "（一）", 3, "(三)", "项目支出"),
        ("( 四 )、其他", "（一）", 4, "( 四 )、", "其他"),
        ("1.人员经费", "1.", 1, "1.", "人员经费"),
        ("２．公用经费", "1.", 2, "２．", "公用经费"),
        ("3、三公经费", "1.", 3, "3、", "三公经费"),
        ("1.2020年完成三轮常规巡察", "1.", 1, "1.", "2020年完成三轮常规巡察"),
        ("（1）工资", "（1）", 1, "（1）", "工资"),
        ("(12)津贴", "（1）", 12, "(12)", "津贴"),
        ("2）奖金", "1）", 2, "2）", "奖金"),
        ("③绩效", "①", 3, "③", "绩效"),
        ("　　二、缩进的标题", "一、", 2, "二、", "缩进的标题"),
    ],
)
def test_typed_numbers(numbers: Ordinals, text: str, style: str, value: int, shown: str, rest: str) -> None:
    ordinal, body = numbers.typed(text)
    assert ordinal is not None
    assert (ordinal.style, ordinal.value, ordinal.shown, ordinal.automatic) == (style, value, shown, False)
    assert text[body:] == rest


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元用于培训",
        "三、四季度完成验收",
        "一、二、三产融合发展",
        "2022年度",
        "一是加强领导",
        "12.5%的指标",
        "（一）》的通知",
        "（二），其余略",
        "2020.1.5",
        "十二届县委",
        "",
    ],
)
def test_what_is_no_number(numbers: Ordinals, text: str) -> None:
    assert numbers.typed(text) == (None, 0)


def test_automatic_numbers_of_known_styles(numbers: Ordinals) -> None:
    ordinal = numbers.automatic("（二）")
    assert ordinal is not None
    assert (ordinal.style, ordinal.value, ordinal.shown, ordinal.automatic) == ("（一）", 2, "（二）", True)
    plain = numbers.automatic("3.")
    assert plain is not None
    assert (plain.style, plain.value) == ("1.", 3)


@pytest.mark.parametrize("number", ["1.2.3", "•", "a)"])
def test_automatic_numbers_of_other_styles(numbers: Ordinals, number: str) -> None:
    assert numbers.automatic(number) is None


@pytest.mark.parametrize(
    ("style", "value", "text"),
    [
        ("第一部分", 2, "第二部分"),
        ("一、", 10, "十、"),
        ("一、", 21, "二十一、"),
        ("（一）", 3, "（三）"),
        ("1.", 4, "4."),
        ("（1）", 5, "（5）"),
        ("1）", 6, "6）"),
        ("①", 7, "⑦"),
    ],
)
def test_show_writes_a_number_that_is_read_back(numbers: Ordinals, style: str, value: int, text: str) -> None:
    assert numbers.show(style, value) == text
    ordinal, _ = numbers.typed(text + "题")
    assert ordinal is not None
    assert (ordinal.style, ordinal.value) == (style, value)
