"""Words of growth and fall, and of full payment, against the figures."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, found, table

TABLES = [
    table(["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "318.34", "21.25", "297.09"]),
    table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "268.7", "115", "153.7"]),
]


def report(*text: str) -> list[Any]:
    return [*COVER, *TABLES, "一、整体支出情况", *text]


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年支出268.7万元，2021年支出301.5万元，增长10.88%。",
        "支出合计268.7万元，较上年301.5万元增加32.8万元。",
        "与上年支出合计301.5万元相比，增加32.8万元，增长12.21%。",
        "接待批次从2021年的35次增加到20次。",
        "公务接待费由0.2万元下降到0.35万元。",
        "因公出国费2.40万元，较上年增加2.40万元，增长100%。",
        "支出合计较上年减少18.5万元，下降7.39%。",
        "支出合计268.7万元，比上年减少185000元，下降7.39%。",
    ],
)
def test_the_wrong_direction(sentence: str, ruleset: RuleSet) -> None:
    assert [finding.code for finding in found(report(sentence), ruleset, "C207")] == ["C207"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年支出268.7万元，2021年支出301.5万元，下降10.88%。",
        "支出合计268.7万元，较上年301.5万元减少32.8万元。",
        "与上年支出合计250.2万元相比，增加18.5万元，增长7.39%。",
        "接待批次从35次减少到20次。",
        "因公出国费4.80万元，较上年增加2.40万元，增长100%。",
        "2022年收入总计231.24万元，其中年初结转0万元，较2021年增加5.24万元，增长2.32%；本年收入231.24万元，较2021年增加5.24万元。",
        "完成率由95%提高到98%，接待费较上年0.5万元减少0.15万元。",
        "全年支出268.7万元，其中公务接待费较上年0.5万元减少0.32万元。",
        "支出合计较上年增加18.5万元，增长7.39%。",
        "支出合计较上年减少18.5万元，下降6.44%。",
        "支出合计较上年减少18.5万元，下降7%。",
        "项目支出和支出合计较上年减少18.5万元，下降9.99%。",
        "约300万元，较上年约320万元增加。",
    ],
)
def test_right_or_undecided(sentence: str, ruleset: RuleSet) -> None:
    assert found(report(sentence), ruleset, "C207") == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("项目资金已全部支付，预算执行率为61.5%。", 1),
        ("资金已全面拨付，执行率0%。", 1),
        ("资金已全面拨付，执行率85%。", 0),
        ("项目资金已全部支付，预算执行率为99.8%。", 0),
        ("剩余资金计划于次年全部支付，预算执行率为61.5%。", 0),
        ("资金全部拨付到位，预算执行率为61.5%。", 0),
        ("甲项目执行率61.5%，乙项目全部支付，执行率100%。", 0),
    ],
)
def test_paid_in_full(sentence: str, count: int, ruleset: RuleSet) -> None:
    assert len(found(report(sentence), ruleset, "C208")) == count


def test_amount_and_rate_of_one_change_are_one_finding(ruleset: RuleSet) -> None:
    sentence = "2022年公务接待费23.75万元，比2021年的28.60万元增加4.85万元，增长16.96%。"
    assert [finding.stated for finding in found(report(sentence), ruleset, "C207")] == ["增加"]
