"""Which faults are planted, and that none is planted that nobody could see."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from reportparse.ruleset.rules import RuleSet
from reportparse.selftest import CLASSES, slips
from reportparse.selftest.fault import Fault
from reportparse.selftest.subject import Subject
from sketched import COVER, read, table

EXPENDITURE = table(
    ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出"],
    ["局机关", "268.7", "115", "94.8", "20.2", "153.7"],
)


def subject(blocks: list[Any], ruleset: RuleSet, *others: str) -> Subject:
    return Subject(read([*COVER, *blocks], ruleset), ruleset, others)


def plants(blocks: list[Any], ruleset: RuleSet, name: str, *others: str) -> list[Fault]:
    return list(CLASSES[name].plants(subject(blocks, ruleset, *others), Random(1)))


def changed(faults: list[Fault]) -> set[tuple[str, str]]:
    return {(fault.was, fault.now) for fault in faults}


def test_a_label_is_swapped_for_a_sister_with_another_figure(ruleset: RuleSet) -> None:
    faults = plants(["年度支出（万元）", EXPENDITURE, "2022年，基本支出115万元。"], ruleset, "label-swapped")
    assert faults
    assert all(fault.codes == {"C201"} and "基本支出" not in fault.now for fault in faults)
    assert all(fault.changes[0].text != "基本支出" for fault in faults)


def test_no_label_is_swapped_between_equal_figures(ruleset: RuleSet) -> None:
    equal = table(["机构名称", "基本支出", "人员支出", "公用支出"], ["局机关", "80", "40", "40"])
    faults = plants(["年度支出（万元）", equal, "2022年，人员支出40万元。"], ruleset, "label-swapped")
    assert {fault.changes[0].text for fault in faults} == {"基本支出"}


def test_two_labels_of_one_passage_change_places(ruleset: RuleSet) -> None:
    text = "2022年，人员支出94.8万元，公用支出20.2万元。"
    faults = plants(["年度支出（万元）", EXPENDITURE, text], ruleset, "label-swapped")
    pairs = [fault for fault in faults if len(fault.changes) == 2]
    assert [[change.text for change in fault.changes] for fault in pairs] == [["公用支出", "人员支出"]]


def test_a_figure_of_the_text_never_becomes_one_that_the_tables_have(ruleset: RuleSet) -> None:
    rows = table(["机构名称", "支出合计", "结余"], ["局机关", "151", "2"], ["信息中心", "115", "3"])
    faults = plants(["年度支出（万元）", rows, "2022年，支出合计115万元。"], ruleset, "digits-swapped")
    texts = [fault.changes[0].text for fault in faults if fault.changes[0].place.row is None]
    assert texts == []
    other = table(["机构名称", "支出合计", "结余"], ["局机关", "115", "3"])
    faults = plants(["年度支出（万元）", other, "2022年，支出合计115万元。"], ruleset, "digits-swapped")
    assert [fault.changes[0].text for fault in faults if fault.changes[0].place.row is None] == ["151"]


def test_a_cell_that_nothing_depends_on_is_left_alone(ruleset: RuleSet) -> None:
    alone = table(["机构名称", "支出合计", "结余"], ["局机关", "268.7", "49.6"])
    assert plants(["年度支出（万元）", alone], ruleset, "digit-changed") == []
    assert plants(["年度支出（万元）", EXPENDITURE], ruleset, "digit-changed") != []


def test_a_sum_is_broken_only_beyond_rounding_and_only_where_it_held(ruleset: RuleSet) -> None:
    faults = plants(["年度支出（万元）", EXPENDITURE], ruleset, "sum-broken")
    assert {fault.place.column for fault in faults} == {1, 2, 3, 4, 5}
    broken = table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "999", "115", "153.7"])
    assert plants(["年度支出（万元）", broken], ruleset, "sum-broken") == []


def test_a_part_that_only_may_count_makes_its_total_a_consequence(ruleset: RuleSet) -> None:
    rows = table(
        ["机构名称", "三公经费合计", "公务接待费", "公务用车运维费", "会议费"],
        ["合计", "3", "1.5", "0.5", "1"],
        ["局机关", "2", "1.0", "0.5", "0.5"],
        ["信息中心", "1", "0.5", "0", "0.5"],
    )
    faults = [fault for fault in plants(["三公经费（万元）", rows], ruleset, "sum-broken") if fault.place.column == 4]
    assert faults and all(fault.near for fault in faults)


def test_a_balance_is_broken(ruleset: RuleSet) -> None:
    income = table(["机构名称", "收入合计", "公共财政拨款"], ["局机关", "318.3", "318.3"])
    expenditure = table(["机构名称", "支出合计", "基本支出", "结余"], ["局机关", "268.7", "268.7", "49.6"])
    faults = plants(["收入（万元）", income, "支出（万元）", expenditure], ruleset, "balance-broken")
    assert [fault.place.column for fault in faults] == [3]
    assert faults[0].codes == {"A103"}


def test_a_unit_is_mixed_up(ruleset: RuleSet) -> None:
    faults = plants(["年度支出（万元）", EXPENDITURE, "2022年，基本支出115万元。"], ruleset, "wrong-unit")
    assert [fault.changes[0].text for fault in faults] == ["元"]


def test_last_years_number_is_not_put_where_another_year_is_meant(ruleset: RuleSet) -> None:
    blocks = ["年度支出（万元）", EXPENDITURE, "2022年，支出合计268.7万元。"]
    assert [fault.changes[0].text for fault in plants(blocks, ruleset, "stale-year")] == ["2021"]
    blocks = ["年度支出（万元）", EXPENDITURE, "截至2022年，支出合计268.7万元。2022年5月，基本支出115万元。"]
    assert plants(blocks, ruleset, "stale-year") == []


def test_another_department_comes_from_the_other_reports_and_moves_here(ruleset: RuleSet) -> None:
    blocks = ["云溪县林业局（以下简称本局）是县政府工作部门。"]
    assert plants(blocks, ruleset, "other-department", "云溪县林业局") == []
    [fault] = plants(blocks, ruleset, "other-department", "云溪县林业局", "青岚县文化局")
    assert fault.changes[0].text == "云溪县文化局"


def test_another_department_has_a_name_that_somebody_could_write(ruleset: RuleSet) -> None:
    blocks = ["云溪县林业局（以下简称本局）是县政府工作部门，与县文化局合办苗木展。"]
    farther = plants(blocks, ruleset, "other-department", "平湖市青岚区城市管理局")
    assert [fault.changes[0].text for fault in farther] == ["云溪县城市管理局"]
    for no_name in ("青岚县城市管理局金额单位：万元", "青岚县白石镇人民政府", "青岚县文化局"):
        assert plants(blocks, ruleset, "other-department", no_name) == [], no_name


def test_headings_after_the_first_are_renumbered_to_the_end_of_the_list(ruleset: RuleSet) -> None:
    blocks = ["一、基本概况", "文字。", "二、支出情况", "文字。", {"text": "存在问题", "number": "三、"}, "文字。"]
    faults = plants(blocks, ruleset, "heading-skipped")
    made = [[change.number or change.text for change in fault.changes] for fault in faults]
    assert made == [["三、", "四、"], ["四、"]]


def test_signatures_are_wiped_out_unless_a_picture_may_be_one(ruleset: RuleSet) -> None:
    people = table(["姓名", "职务", "单位", "签字"], ["张明", "科长", "林业局", "张明"], ["李华", "股长", "林业局", ""])
    blocks = ["评价人员", people, "评价组组长（签字）：王平  2023年3月1日"]
    faults = plants(blocks, ruleset, "signature-removed")
    assert [fault.place.row for fault in faults] == [1, None]
    assert all(not fault.changes[0].text.strip() for fault in faults)


def test_an_indicator_gets_the_name_of_another(ruleset: RuleSet) -> None:
    indicators = table(
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "造林面积", "≥100亩", "120亩", "60", "60"],
        ["效益指标", "社会效益指标", "带动就业人数", "≥50人", "60人", "40", "40"],
    )
    faults = plants([indicators], ruleset, "indicator-doubled")
    assert {fault.changes[0].text for fault in faults} == {"造林面积", "带动就业人数"}
    weights = plants([indicators], ruleset, "weight-changed")
    assert [fault.was for fault in weights] == ["造林面积 60", "带动就业人数 40"]


@pytest.mark.parametrize(
    ("slip", "text", "made"),
    [
        (slips.swapped, "115.0", ["151.0", "110.5"]),
        (slips.swapped, "50", []),
        (slips.swapped, "111", []),
        (slips.ten_times, "153.7", ["1537"]),
        (slips.ten_times, "94.80", ["948.0"]),
        (slips.ten_times, "1,200", ["12,000"]),
        (slips.ten_times, "12", ["120"]),
        (slips.shifted, "0", ["3", "3", "3"]),
        (slips.one_changed, "5", ["6", "8", "2"]),
    ],
)
def test_slips(slip: Any, text: str, made: list[str]) -> None:
    assert list(slip(text)) == made
