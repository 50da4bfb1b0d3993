"""Targets and results as figures: which can be compared, in which direction, and which are missed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportparse.checks.measures import Pair, is_late, pair_of
from reportparse.model.document import Document
from reportparse.model.facts import Indicator
from reportparse.model.location import Place
from reportparse.readers.sketch import sketch


def indicator(
    target: str, actual: str, name: str = "完成数量", dimension: str = "数量指标"
) -> tuple[Document, Indicator]:
    document = sketch([{"table": [[name, target, actual]]}])
    places = {"name": Place(0, 0, 0), "target": Place(0, 0, 1), "actual": Place(0, 0, 2)}
    return document, Indicator("产出指标", dimension, name, target, actual, None, None, None, places)


def pair(target: str, actual: str, name: str = "完成数量", dimension: str = "数量指标") -> Pair | None:
    document, one = indicator(target, actual, name, dimension)
    return pair_of(document, one)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "94.9%"),
        ("不低于180人", "164人"),
        ("20个以上", "完成19个"),
        ("≤3件", "4件"),
        ("不超过50万元", "500001元"),
        ("1.2万人次", "11000人次"),
        ("36个", "35"),
        ("3-5期", "2期"),
        ("≥30万页", "29.5"),
    ],
)
def test_missed(target: str, actual: str) -> None:
    found = pair(target, actual)
    assert found is not None
    assert found.missed


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "95%"),
        ("高于95%", "95%"),
        ("不低于180人", "180名"),
        ("≤3件", "0件"),
        ("不超过50万元", "499999元"),
        ("1万人次", "10000人次"),
        ("36个", "40个"),
        ("3-5期", "6期"),
        ("增长5%", "增长6%"),
    ],
)
def test_met(target: str, actual: str) -> None:
    found = pair(target, actual)
    assert found is not None
    assert not found.missed


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "≥95%"),
        ("268.7万元", "100%"),
        ("36个", "约30个"),
        ("36个", "比目标少3个"),
        ("培训3期200人次", "3期"),
        ("12月底前", "11月"),
        ("正常", "正常"),
        ("≥10%", "下降3%"),
        ("0.95", "94%"),
    ],
)
def test_not_comparable(target: str, actual: str) -> None:
    assert pair(target, actual) is None


@pytest.mark.parametrize(
    ("name", "dimension", "target", "actual"),
    [
        ("三公经费控制率", "质量指标", "100%", "92%"),
        ("重大事故发生率", "质量指标", "1%", "0.5%"),
        ("安全事故", "数量指标", "0起", "1起"),
        ("每公里造价", "成本指标", "3万元", "2.5万元"),
    ],
)
def test_less_may_be_better(name: str, dimension: str, target: str, actual: str) -> None:
    found = pair(target, actual, name, dimension)
    assert found is not None
    assert not found.missed


def test_a_bare_amount_of_money_is_a_limit_among_the_costs() -> None:
    found = pair("3万元", "3.5万元", "每公里造价", "成本指标")
    assert found is not None
    assert found.missed
    assert found.completion is None


def test_completion_is_result_by_target() -> None:
    found = pair("≥200人次", "0.03万人次")
    assert found is not None
    assert found.completion == Decimal("1.5")


def test_a_column_of_its_own_may_hold_the_sign() -> None:
    places = {"name": Place(0, 0, 0), "target": Place(0, 0, 2), "actual": Place(0, 0, 3)}
    document = sketch([{"table": [["受害率", "≤", "0.9%", "1.2%"]]}])
    one = Indicator("效益指标", "生态效益", "受害率", "0.9%", "1.2%", None, None, None, places)
    found = pair_of(document, one)
    assert found is not None and found.missed


@pytest.mark.parametrize(
    ("target", "actual", "late"),
    [
        ("2022年12月底前", "2023年2月15日", True),
        ("年底前完成", "2023年1月", True),
        ("9月30日前", "10月12日完成", True),
        ("12月底前", "11月完成", False),
        ("9月30日前", "9月30日", False),
        ("3月开始", "5月完成", False),
        ("年底前完成", "已完成", False),
    ],
)
def test_late(target: str, actual: str, late: bool) -> None:
    assert is_late(indicator(target, actual)[1], 2022) is late


def test_without_a_year_nothing_is_late() -> None:
    assert not is_late(indicator("年底前完成", "2023年1月")[1], None)
