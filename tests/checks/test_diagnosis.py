from __future__ import annotations

from decimal import Decimal

import pytest

from reportparse.checks.diagnosis import explain, explain_sum
from reportparse.model.quantity import Quantity


def quantity(text: str) -> Quantity:
    value = text.rstrip("元万亿千条")
    return Quantity(Decimal(value), text[len(value) :], text)


@pytest.mark.parametrize(
    ("stated", "expected", "words"),
    [
        ("115元", "115万元", "一万倍"),
        ("1150000万元", "115万元", "一万倍"),
        ("1.15亿元", "1.15元", "一亿倍"),
        ("115千元", "115元", "一千倍"),
        ("12.38元", "12.375179万元", "一万倍"),
        ("53100元", "58113.22元", "一位数字不同（3应为8）"),
        ("7134.05万元", "71340.49万元", "小数点差1位"),
        ("11.5万元", "115万元", "小数点差1位"),
        ("1.15万元", "115万元", "小数点差2位"),
        ("-49.6万元", "49.6万元", "正负号相反"),
        ("231.24万元", "213.24万元", "两位数字颠倒（31应为13）"),
        ("153.9万元", "153.7万元", "一位数字不同（9应为7）"),
        ("1553.7万元", "153.7万元", "多写了一位数字"),
        ("15.7万元", "153.7万元", "漏写了一位数字"),
        ("12条", "11条", "一位数字不同"),
        ("286.7万元", "2687000元", "颠倒"),
    ],
)
def test_the_likeliest_slip_in_words(stated: str, expected: str, words: str) -> None:
    say = explain(quantity(stated), quantity(expected))
    assert say is not None
    assert words in say.zh
    assert say.en


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("115万元", "268.7万元"), ("115万元", "115万元"), ("1.98万元", "20.2万元"), ("5万元", "7万元")],
)
def test_no_single_slip(stated: str, expected: str) -> None:
    assert explain(quantity(stated), quantity(expected)) is None


def test_both_languages_name_the_digits() -> None:
    say = explain(quantity("231.24万元"), quantity("213.24万元"))
    assert say is not None
    assert say.in_language("en") == "two digits swapped (31 for 13)"
    assert say.in_language("zh") == say.zh


def test_the_part_of_a_sum_that_has_the_slip() -> None:
    parts = [(1, quantity("216.4万元")), (1, quantity("182.75万元"))]
    say = explain_sum(quantity("345.15万元"), quantity("399.15万元"), parts)
    assert say is not None
    assert "“182.75万元”改为128.75万元则相符：两位数字颠倒" in say.zh
    # Either of two parts may have the wrong digit.
    assert explain_sum(quantity("600.15万元"), quantity("399.15万元"), parts) is None


def test_the_whole_of_a_sum_comes_first() -> None:
    parts = [(1, quantity("216.4万元")), (1, quantity("128.75万元"))]
    say = explain_sum(quantity("354.15万元"), quantity("345.15万元"), parts)
    assert say is not None
    assert say.zh == "两位数字颠倒（54应为45）"
