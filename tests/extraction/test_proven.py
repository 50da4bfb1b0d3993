"""Figures that a scan gives misread, and what the sums of the tables say of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import pytest

from reportparse.extraction import proven_readings, with_readings
from reportparse.locate import locate
from reportparse.model.document import Document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, table

HEADER = ["机构名称", "支出合计", "基本支出", "项目支出"]


def scanned(rows: Sequence[Sequence[str]], unsure: Mapping[str, int], header: Sequence[str] = HEADER) -> Document:
    """A scan of a table; `unsure` has for some texts the place of the character that was read with little confidence."""
    document = sketch([*COVER, "支出情况（元）", table(header, *rows)])
    certainty: dict[tuple[int, int | None, int | None], tuple[float, ...]] = {}
    for _, place in document.lines:
        text = document.text_at(place._replace(span=None))
        values = [1.0] * len(text)
        if text in unsure:
            values[unsure[text]] = 0.7
        certainty[place.block, place.row, place.column] = tuple(values)
    return dataclasses.replace(document, certainty=certainty)


def reread(document: Document, ruleset: RuleSet) -> list[tuple[str, str]]:
    return [(one.was, one.now) for one in proven_readings(document, locate(document, ruleset), ruleset)]


@pytest.mark.parametrize(
    ("row", "unsure", "expected"),
    [
        (["局机关", "2,882,223.50", "2.712.784.26", "169,439.24"], {}, [("2.712.784.26", "2,712,784.26")]),
        (["局机关", "268.70", "II5.00", "153.70"], {}, [("II5.00", "115.00")]),
        (["局机关", "268.70", "115.00", "158.70"], {"158.70": 2}, [("158.70", "153.70")]),
        (["局机关", "268.70", "115.00", "153.70"], {"153.70": 2}, []),
    ],
    ids=["a point for a comma", "letters for digits", "an unsure digit", "closes as read"],
)
def test_a_row_that_closes_proves_the_figure(
    row: list[str], unsure: dict[str, int], expected: list[tuple[str, str]], ruleset: RuleSet
) -> None:
    assert reread(scanned([row], unsure), ruleset) == expected


@pytest.mark.parametrize(
    ("row", "unsure"),
    [
        (["局机关", "268.70", "115.00", "158.70"], {}),
        (["局机关", "269.70", "II5.00", "153.70"], {}),
        (["局机关", "", "II5.00", "153.70"], {}),
        (["局机关", "268.70", "118.00", "153.70"], {"153.70": 1}),
    ],
    ids=["read with certainty", "does not close", "no total", "another figure is wrong"],
)
def test_without_proof_nothing_is_changed(row: list[str], unsure: dict[str, int], ruleset: RuleSet) -> None:
    assert reread(scanned([row], unsure), ruleset) == []


def test_two_readings_that_both_close_are_none(ruleset: RuleSet) -> None:
    row = ["局机关", "268.70", "118.00", "153.70"]
    assert reread(scanned([row], {"118.00": 2, "268.70": 2}), ruleset) == [("118.00", "115.00")]
    row = ["局机关", "265.70", "115.00", "153.70"]
    assert reread(scanned([row], {"265.70": 2}), ruleset) == [("265.70", "268.70")]
    row = ["局机关", "30", "13", "13"]
    assert reread(scanned([row], {"13": 1}), ruleset) == []


def test_a_figure_that_closes_a_column_is_kept(ruleset: RuleSet) -> None:
    rows = [
        ["汇总", "300.00", "170.00", "130.00"],
        ["局机关", "200.00", "100.00", "100.00"],
        ["信息中心", "100.00", "70.00", "36.00"],
    ]
    # The row of the centre would close with 64 or with 30: the column of the projects says 30.
    assert reread(scanned(rows, {"36.00": 1, "70.00": 0}), ruleset) == [("36.00", "30.00")]


def test_two_in_a_row_are_proven_by_their_columns(ruleset: RuleSet) -> None:
    rows = [
        ["汇总", "3,000.00", "1,700.00", "1,300.00"],
        ["局机关", "1,000.00", "600.00", "400.00"],
        ["信息中心", "2,000.00", "1.1O0.00", "9O0.00"],
    ]
    assert sorted(reread(scanned(rows, {}), ruleset)) == [("1.1O0.00", "1,100.00"), ("9O0.00", "900.00")]


def test_what_was_changed_is_said(ruleset: RuleSet) -> None:
    document = scanned([["局机关", "268.70", "II5.00", "153.70"]], {})
    proven = proven_readings(document, locate(document, ruleset), ruleset)
    mended = with_readings(document, proven)
    (problem,) = mended.problems
    assert problem.code == "figure-reread"
    assert "「II5.00」" in problem.message.zh and "「115.00」" in problem.message.zh
    assert problem.place is not None and mended.text_at(problem.place) == "115.00"
    assert document.text_at(problem.place) == "II5.00"


def test_a_document_that_is_no_scan_is_left_alone(ruleset: RuleSet) -> None:
    document = sketch([*COVER, "支出情况（元）", table(HEADER, ["局机关", "268.70", "II5.00", "153.70"])])
    assert reread(document, ruleset) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["局机关", "26870", "115.00", "153.70"], [("26870", "268.70")]),
        (["局机关", "268.70", "11500", "153.70"], [("11500", "115.00")]),
        (["局机关", "1,26870", "1,115.00", "153.70"], [("1,26870", "1,268.70")]),
        (["局机关", "1.268", "1,115", "153"], [("1.268", "1,268")]),
        (["局机关", "268.70", "11500", "153.80"], []),
        (["局机关", "26870", "11500", "153.70"], []),
        (["局机关", "270", "115", "155"], []),
    ],
    ids=[
        "of the total",
        "of a part",
        "behind a separator",
        "a point for a comma",
        "does not close",
        "of two",
        "none was lost",
    ],
)
def test_a_decimal_point_that_was_lost(row: list[str], expected: list[tuple[str, str]], ruleset: RuleSet) -> None:
    usual = ["信息中心", "12.50", "8.25", "4.25"]
    assert reread(scanned([usual, row], {}), ruleset) == expected


def test_whole_numbers_lost_no_point_where_they_are_written_without_one(ruleset: RuleSet) -> None:
    """100 for 10.0 makes a sum wrong by ninety, and so does a slip of the writer's in one digit of any figure."""
    rows = [["信息中心", "20", "5.5", "14.5"], ["局机关", "120", "100", "110"], ["服务站", "7", "3", "4"]]
    assert reread(scanned(rows, {}), ruleset) == []
    rows[1] = ["局机关", "120", "105", "109.5"]
    assert reread(scanned(rows, {}), ruleset) == [("105", "10.5")]


def test_a_point_put_in_has_the_confidence_of_its_neighbours(ruleset: RuleSet) -> None:
    document = scanned([["信息中心", "12.50", "8.25", "4.25"], ["局机关", "26870", "115.00", "153.70"]], {"26870": 3})
    mended = with_readings(document, proven_readings(document, locate(document, ruleset), ruleset))
    (problem,) = mended.problems
    assert problem.place is not None
    key = (problem.place.block, problem.place.row, problem.place.column)
    assert mended.text_at(problem.place) == "268.70"
    assert mended.certainty[key] == (1.0, 1.0, 1.0, 0.7, 0.7, 1.0)
