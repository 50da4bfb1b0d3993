from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.text.sentences import clauses, sentences


def cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("支出115万元。其中工资94.8万元；其他。", ["支出115万元。", "其中工资94.8万元；其他。"]),
        ("评为“优。”下一句", ["评为“优。”", "下一句"]),
        ("一\n\n 二 \n", ["一", "二"]),
        ("完成了吗？！是", ["完成了吗？！", "是"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert cut(text, sentences(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收入1,234.5万元，支出2万元", ["收入1,234.5万元", "支出2万元"]),
        ("线索11条，其中：巡中移交8条，巡后移交3条", ["线索11条", "其中：巡中移交8条", "巡后移交3条"]),
        ("项目（含结转）985万元", ["项目", "含结转", "985万元"]),
        ("1、局机关，2、二级机构", ["1、局机关", "2、二级机构"]),
        ("公田、月田", ["公田", "月田"]),
        ("8:30开始:会议", ["8:30开始", "会议"]),
        ("2018，2019年", ["2018", "2019年"]),
        ("一。二", ["一", "二"]),
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert cut(text, clauses(text)) == parts


@given(st.text(alphabet="ab1,，。；：、（）\n 其中”", max_size=30))
def test_spans_are_in_order_and_lose_only_marks(text: str) -> None:
    for spans in (sentences(text), clauses(text)):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert not any(c in "ab1" for c in text[at:start])
            at = end
        assert not any(c in "ab1" for c in text[at:])
