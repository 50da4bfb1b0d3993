from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.text.normalise import bare_label, fold, normalise, squash

MIXED = st.text(alphabet="０１a（(：:，, \u3000\u200b\ufeff\u00ad\t万元1２％%⼈\n。", max_size=40)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("１２３．５％", "123.5%"),
        ("(万元)", "（万元）"),
        ("单位:万元", "单位：万元"),
        ("1，234.50万元", "1,234.50万元"),
        ("共3,收入", "共3，收入"),
        ("12，345，678", "12,345,678"),
        ("第1，23项", "第1，23项"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("评价组   组长", "评价组 组长"),
        ("x\u3000\u00a0y", "x y"),
        ("⼈员⻚", "人员页"),
        ("≧95％", "≥95%"),
        ("－13.27", "-13.27"),
    ],
)
def test_normalise(written: str, canonical: str) -> None:
    assert normalise(written).text == canonical


def test_offsets_lead_back() -> None:
    written = "收入\u200b  合计：１２ 万元"
    folded = normalise(written)
    start = folded.text.index("12")
    assert written[slice(*folded.original(start, start + 2))] == "１２"
    assert folded.original(0, len(folded.text)) == (0, len(written))
    assert folded.original(len(folded.text), len(folded.text)) == (len(written), len(written))


@given(MIXED)
def test_offset_map_is_monotonic_and_faithful(text: str) -> None:
    folded = normalise(text)
    ends = 0
    for at, character in enumerate(folded.text):
        start, end = folded.original(at, at + 1)
        assert end - start == 1 and start >= ends
        ends = end
        assert fold(text[start]) == character or character in ",，"


@given(MIXED)
def test_fold_keeps_length_and_normalise_settles(text: str) -> None:
    assert len(fold(text)) == len(text)
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize(
    ("label", "key"),
    [
        (" 收入 合计： ", "收入合计"),
        ("三公经费\n\n合计", "三公经费合计"),
        ("因公出国(境)费", "因公出国（境）费"),
        ("项 目 基 本 概 况", "项目基本概况"),
        ("全年执行数(B)", "全年执行数（b）"),
    ],
)
def test_squash(label: str, key: str) -> None:
    assert squash(label) == key


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("其中：财政拨款", "财政拨款"),
        ("1、 局机关", "局机关"),
        ("（一）基本支出", "基本支出"),
        ("①人员经费（万元）", "人员经费"),
        ("项目支出(单位：万元)", "项目支出"),
        ("“三公”经费", "三公经费"),
        ("执行率（%）", "执行率"),
        ("其中:1.人员经费", "人员经费"),
        ("一、收入", "收入"),
        ("因公出国（境）费", "因公出国（境）费"),
        ("其中：", "其中"),
        ("（万元）", "（万元）"),
        ("1.5倍", "1.5倍"),
        ("十堰市财政局", "十堰市财政局"),
    ],
)
def test_bare_label(label: str, bare: str) -> None:
    assert bare_label(label) == bare
