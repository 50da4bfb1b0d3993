"""Boxes to tick, scores on scales, and rows that sum up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportparse.text.choices import chosen
from reportparse.text.scores import full_marks, score_of
from reportparse.text.totals import is_total


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("项目实施过程评价□   项目完成结果评价■", ("项目完成结果评价",)),
        ("☑优 □良 □中 □差", ("优",)),
        ("1、持续性项目☑ 2、新增性项目□", ("1、持续性项目",)),
        ("优□ 良√ 中□", ("良",)),
        ("整体□ 区域√ 项目√", ("区域", "项目")),
        ("优□ 良□", ()),
        ("优 √", None),
        ("优☑ 良 中□", ("优",)),
        ("□优 良□", None),
        ("部门（单位）绩效自评", None),
    ],
)
def test_the_ticked_options(text: str, options: tuple[str, ...] | None) -> None:
    assert chosen(text) == options


@pytest.mark.parametrize(
    ("text", "value", "full"),
    [
        ("98", "98", "100"),
        ("98分", "98", "100"),
        ("98.5分（满分100分）", "98.5", "100"),
        ("47（满分50分）", "47", "50"),
        ("98，满分100", "98", "100"),
        ("110分（总分120）", "110", "120"),
        ("总分98分", None, "100"),
    ],
)
def test_a_score_and_its_scale(text: str, value: str | None, full: str) -> None:
    quantity = score_of(text)
    assert (quantity.written() if quantity else None) == value
    assert full_marks(text) == Decimal(full)


@pytest.mark.parametrize("text", ["总分", "合 计", "小计", "合计得分", "总分（100分）", "自评总分"])
def test_rows_that_sum_up(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["总分值控制率", "合计拨款", "数量指标", ""])
def test_rows_that_do_not(text: str) -> None:
    assert not is_total(text)
