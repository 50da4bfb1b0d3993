from __future__ import annotations

from decimal import Decimal

import pytest

from reportparse.model.quantity import Interval, Quantity


def quantity(text: str, unit: str = "万元") -> Quantity:
    return Quantity(Decimal(text), unit, text + unit)


def test_decimals_are_those_written() -> None:
    assert quantity("94.80").decimals == 2
    assert quantity("94").decimals == 0
    assert Quantity(Decimal("1E+3"), "元", "1000元").decimals == 0


@pytest.mark.parametrize(
    ("unit", "in_yuan"),
    [("元", "1.5"), ("千元", "1500"), ("万元", "15000"), ("百万元", "1500000"), ("亿元", "150000000")],
)
def test_money_is_scaled_to_yuan(unit: str, in_yuan: str) -> None:
    assert quantity("1.5", unit).scaled() == Decimal(in_yuan)


def test_other_units_are_not_scaled() -> None:
    people = quantity("12", "人")
    assert people.scaled() == 12
    assert not people.is_money


def test_interval_is_half_a_unit_of_the_last_decimal_in_yuan() -> None:
    assert quantity("1.98").interval() == Interval(Decimal("19750"), Decimal("19850"))
    assert quantity("94", "%").interval() == Interval(Decimal("93.5"), Decimal("94.5"))


def test_interval_takes_the_decimals_of_the_column() -> None:
    assert quantity("115").interval(1) == Interval(Decimal("1149500"), Decimal("1150500"))


def test_interval_of_a_negative_figure_is_in_order() -> None:
    interval = quantity("-3.5", "元").interval()
    assert (interval.low, interval.high) == (Decimal("-3.55"), Decimal("-3.45"))


def test_intervals_add_negate_and_meet_at_the_edge() -> None:
    left, right = Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(5))
    assert left + right == Interval(Decimal(3), Decimal(7))
    assert -right == Interval(Decimal(-5), Decimal(-2))
    assert left.meets(right)
    assert right.meets(left)
    assert not left.meets(Interval(Decimal("2.1"), Decimal(3)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (quantity("154"), quantity("153.7")),
        (quantity("153.7"), quantity("1537000.00", "元")),
        (quantity("0.5", "亿元"), quantity("5043", "万元")),
        (quantity("115"), quantity("115.00")),
        (quantity("153.5"), quantity("154")),
        (quantity("226.0"), quantity("2259482.6", "元")),
        (quantity("0.0", "亿元"), quantity("92")),
        (quantity("0.00"), quantity("0")),
    ],
)
def test_figures_agree_within_the_rounding_of_the_coarser(left: Quantity, right: Quantity) -> None:
    assert left.agrees(right)
    assert right.agrees(left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (quantity("153"), quantity("153.7")),
        (quantity("153.7"), quantity("153.8")),
        (quantity("115"), quantity("116")),
        (quantity("115"), quantity("115", "元")),
        (quantity("115"), quantity("115", "人")),
        (quantity("226.1"), quantity("2259482.6", "元")),
        (quantity("226.0"), quantity("2259449.9", "元")),
        (quantity("0", "亿元"), quantity("92")),
        (quantity("0.0"), quantity("0.06")),
    ],
)
def test_figures_that_differ_do_not_agree(left: Quantity, right: Quantity) -> None:
    assert not left.agrees(right)
    assert not right.agrees(left)


def test_a_dropped_zero_is_restored_by_the_decimals_of_the_column() -> None:
    assert quantity("115.3").agrees(quantity("115"))
    assert not quantity("115.3").agrees(quantity("115"), other_decimals=1)


def test_a_figure_may_be_known_to_tens_of_thousands_only() -> None:
    shifted = Quantity(Decimal("0.24").scaleb(4), "万元", "0.24万元")
    assert not shifted.agrees(quantity("2386.50"))
    assert shifted.agrees(quantity("2386.50"), decimals=2 - 4)


def test_value_in_another_unit() -> None:
    assert quantity("1537000", "元").in_unit("万元") == Decimal("153.7")
    assert quantity("1.2", "亿元").in_unit("万元") == 12000
    assert quantity("1234567", "元").in_unit("万元", 1) == Decimal("123.5")
    assert quantity("1234500", "元").in_unit("万元", 1) == Decimal("123.5")


def test_value_in_a_unit_that_is_no_money_stays() -> None:
    assert quantity("12", "人").in_unit("万元") == 12
    assert quantity("12", "万元").in_unit("人") == 12


def test_written_keeps_decimals_and_never_shows_an_exponent() -> None:
    assert quantity("94.80").written() == "94.80"
    assert Quantity(Decimal("1E+3"), "元", "").written() == "1000"
