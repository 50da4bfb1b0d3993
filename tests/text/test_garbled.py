from __future__ import annotations

import pytest

from reportparse.text.garbled import find_garbled, is_traditional


def found(text: str, traditional: bool = False) -> list[tuple[str, str]]:
    return [(text[start:end], reason) for start, end, reason in find_garbled(text, traditional)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("监管有力。茕", [("茕", "residue")]),
        ("审批程序严谨。鹅娅尽損", [("鹅娅尽損", "residue")]),
        ("他说“好。”  鬯鼋\n", [("鬯鼋", "residue")]),
        ("金额\ufffd\ufffd元", [("\ufffd\ufffd", "replacement")]),
        ("金额\ue123元", [("\ue123", "private")]),
        ("(cid:12)(cid:7)万元", [("(cid:12)(cid:7)", "cid")]),
        ("锟斤拷锟斤拷报告", [("锟斤拷锟斤拷", "mojibake")]),
        ("支出" + "绩效评价".encode().decode("latin-1"), [("绩效评价".encode().decode("latin-1"), "mojibake")]),
        ("ÖÐ¹ú²ÆÕþ 报告", [("ÖÐ¹ú²ÆÕþ", "mojibake")]),
        ("A\x01B", [("\x01", "control")]),
        ("使用龘龗規范，执行良好", [("龘龗規", "cluster")]),
    ],
)
def test_garbled(text: str, spans: list[tuple[str, str]]) -> None:
    assert found(text) == spans


def test_utf8_read_as_gbk() -> None:
    text = "预算绩效管理的评价".encode().decode("gb18030", "replace").replace("\ufffd", "")
    assert [reason for _, reason in found(text)] == ["mojibake"]


@pytest.mark.parametrize(
    "text",
    [
        "填报人：张赟",
        "汇报完毕。张赟",
        "负责人（签字）王喆",
        "会计刘喆堃",
        "组长：陈喆，出纳：李堃",
        "一、绩效评价概况",
        "制度还有待加强。",
        "工作按期完成。特此报告",
        "工作按期完成。2021年7月15日",
        "工作按期完成。岳阳县岐山镇",
        "瞄准目标，夯实基础。完善机制缜密推进各项工作",
        "café résumé ±5℃ ×10 ÷2 ²",
        "\uf0b7 项目符号",
        "第一行\n第二行\t第三列\r\n",
        "⼈员⻚码",
        "汨罗市、泸溪县、郴州市、衢州市",
        "",
    ],
)
def test_clean(text: str) -> None:
    assert found(text) == []


def test_traditional_documents_are_left_alone() -> None:
    text = "區財政局對項目績效進行評價，資金撥付及時，會計核算準確，無違規問題。"
    assert is_traditional(text)
    assert found(text, traditional=True) == []
    assert not is_traditional("区财政局对项目绩效进行评价，资金拨付及时，会计核算准确，无违规问题。")
