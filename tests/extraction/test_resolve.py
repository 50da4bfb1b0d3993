"""What answers a figure beyond its own sentence: headings, rows, the precision of columns, names of the department."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from forestry import REPORT

from reportparse.extraction.resolve import mistyped_for
from reportparse.model.claims import Claim
from reportparse.model.quantity import Quantity
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, read, table


def claims(blocks: list[Any], ruleset: RuleSet) -> list[Claim]:
    return list(read(blocks, ruleset).claims)


def test_the_heading_tells_which_label_was_meant(ruleset: RuleSet) -> None:
    # 20 is the figure of two labels; the heading decides.
    figures = table(
        ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出"],
        ["局机关", "321.5", "200", "178.5", "21.5", "21.5"],
    )
    under = [*COVER, figures, "一、支出", "（一）项目支出", "全年人员经费21.5万元。"]
    (claim,) = claims(under, ruleset)
    assert (claim.status, claim.meant) == ("mislabelled", "expenditure.project")
    (other,) = claims([*COVER, figures, "一、支出", "（一）公用经费", "全年人员经费21.5万元。"], ruleset)
    assert (other.status, other.meant) == ("mislabelled", "expenditure.public")


def test_words_before_a_label_need_the_heading_as_evidence(ruleset: RuleSet) -> None:
    sentence = "护林防火项目支出115万元。"
    assert claims([*REPORT, sentence], ruleset)[0].status == "not_comparable"
    assert claims([*REPORT, "（一）基本支出", sentence], ruleset)[0].status == "mislabelled"


def test_a_mislabelled_figure_names_the_facts_of_both_labels(ruleset: RuleSet) -> None:
    (claim,) = claims([*REPORT, "全年基本支出153.7万元。"], ruleset)
    assert claim.meant == "expenditure.project"
    assert claim.fact_ids == ("expenditure.project@合计", "expenditure.basic@合计")


def test_a_supported_figure_names_the_row_that_says_so(ruleset: RuleSet) -> None:
    (claim,) = claims([*REPORT, "森林资源监测中心基本支出40万元。"], ruleset)
    assert claim.fact_ids == ("expenditure.basic@森林资源监测中心",)


def test_figures_of_another_kind_of_money_are_not_mistaken(ruleset: RuleSet) -> None:
    # 3.2 is the vehicles' figure; a basic expenditure of 3.2 is wrong, but not a wrong label.
    (claim,) = claims([*REPORT, "全年基本支出3.2万元。"], ruleset)
    assert claim.status == "different"


def test_a_label_without_a_fact_is_unsupported(ruleset: RuleSet) -> None:
    (claim,) = claims([*REPORT, "会议费1.98万元。"], ruleset)
    assert (claim.status, claim.mention.concept, claim.fact_ids) == ("unsupported", "three_public.meeting", ())


@pytest.mark.parametrize(("cell", "status"), [("115", "different"), ("115.00", "different"), ("115.3", "supported")])
def test_a_cell_counts_with_the_decimals_of_its_column(ruleset: RuleSet, cell: str, status: str) -> None:
    figures = table(["机构名称", "支出合计", "基本支出"], ["合计", "300.5", cell], ["信息中心", "80.25", "40.25"])
    (claim,) = claims([*COVER, figures, "一、支出", "全年基本支出115.3万元。"], ruleset)
    assert claim.status == status


def test_a_whole_number_column_is_rounded(ruleset: RuleSet) -> None:
    figures = table(["机构名称", "支出合计", "基本支出"], ["局机关", "300", "115"])
    (claim,) = claims([*COVER, figures, "一、支出", "全年基本支出115.3万元。"], ruleset)
    assert claim.status == "supported"


def test_a_short_name_that_the_report_introduces_is_the_department(ruleset: RuleSet) -> None:
    intro = "云溪县林业局（以下简称“林业局”）负责全县林业工作。"
    (claim,) = claims([*REPORT, intro, "林业局基本支出116.5万元。"], ruleset)
    assert (claim.status, claim.mention.subject) == ("different", "")


def test_form_fields_answer_counts_and_scores(ruleset: RuleSet) -> None:
    form = table(
        ["一、概况", "<", "<", "<"],
        ["人员编制", "25", "实有人数", "23"],
        ["绩效自评综合得分", "95", "评价等次", "优"],
        ["二、文字部分", "<", "<", "<"],
    )
    got = [(c.mention.quantity.text, c.status) for c in claims(
        [*COVER, form, "我局编制人数25人，实有人数24人，绩效自评得分95分。"], ruleset)]  # fmt: skip
    assert got == [("25人", "supported"), ("24人", "different"), ("95分", "supported")]


def test_a_figure_is_found_again_at_its_place(ruleset: RuleSet) -> None:
    sentence = "全年基本支出 115 万元，结余49.6万元。"
    reading = read([*REPORT, sentence], ruleset)
    assert [reading.document.text_at(c.mention.place) for c in reading.claims] == ["115 万元", "49.6万元"]
    label = reading.claims[1].mention.label_place
    assert label is not None
    assert reading.document.text_at(label) == "结余"


def test_claims_are_numbered_in_reading_order(ruleset: RuleSet) -> None:
    assert [c.id for c in claims([*REPORT, "基本支出115万元。", "项目支出153.7万元。"], ruleset)] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("text", "digits"), [("115", 3), ("150", 2), ("0.18", 2), ("94.80", 4), ("2000", 1), ("-13.27", 4)]
)
def test_significant_digits(text: str, digits: int) -> None:
    assert Quantity(Decimal(text), "万元", text).significant_digits == digits


@pytest.mark.parametrize(
    ("left", "right", "slip"),
    [
        ("231.24", "213.24", True),
        ("153.7", "153.9", True),
        ("153.7", "268.7", False),
        ("115", "151", False),
        ("20.2", "20.8", False),
    ],
)
def test_a_slip_needs_a_long_figure(left: str, right: str, slip: bool) -> None:
    assert mistyped_for(Quantity(Decimal(left), "万元", ""), Quantity(Decimal(right), "万元", "")) is slip


def test_a_unit_is_held_against_its_own_row_only(ruleset: RuleSet) -> None:
    # 20 is the unit's project figure and 20.2 the department's public one.
    (claim,) = claims([*REPORT, "森林资源监测中心人员经费20.2万元。"], ruleset)
    assert (claim.status, claim.fact_ids) == ("different", ("expenditure.personnel@森林资源监测中心",))
