"""Formulas written out in a text, worked out by their own numbers."""

from __future__ import annotations

import pytest

from reportparse.text.formulas import formulas
from reportparse.text.normalise import fold


@pytest.mark.parametrize(
    "text",
    [
        "预算完成率=（预算完成数2,105.39/预算数2,170.50）×100%=97.00%。",
        "结转结余率＝65.11÷2,170.50×100％＝3.00％",
        "在职人员控制率=实际86/编制90×100=95.56%",
        "执行得分=107.00%×20=20分",
        "总分=20+19.4+48+9=96.4分",
        "得分为20×（1-5%×2）=18分",
        "变动率=（48.2-46.3）÷46.3×100%=4.1%",
    ],
)
def test_formulas_that_hold(text: str) -> None:
    found = list(formulas(fold(text)))
    assert len(found) == 1
    assert found[0].holds


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("预算完成率=（预算完成数2,105.39/预算数2,170.50）×100%=90.00%", "97.00"),
        ("执行得分=97.00%×20=14.9分", "19.40"),
        ("总分=20+19.4+48+9=94.6分", "96.40"),
    ],
)
def test_formulas_that_do_not_hold(text: str, computed: str) -> None:
    found = list(formulas(fold(text)))
    assert [f"{one.computed:.2f}" for one in found] == [computed]
    assert not found[0].holds


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率=（全年执行数/全年预算数）×100%=95%",
        "执行率（%）=执行数/预算数×100%",
        "合计=12.5",
        "完成率=12/=80%",
        "三公经费=（12+3=15",
        "费用=12人×3天=36元",
        "平均=5/0=1",
    ],
)
def test_names_instead_of_numbers_and_broken_formulas_are_left_alone(text: str) -> None:
    assert list(formulas(fold(text))) == []
