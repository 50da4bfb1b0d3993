"""The paragraphs of a report, those that have a word, and what stands above them."""

from __future__ import annotations

from reportparse.checks.running_text import RunningText
from reportparse.model.location import Place
from reportparse.model.outline import Passage


def running_text(*texts: str, cell: str | None = None) -> RunningText:
    passages = [Passage(text, Place(number), 0, None, 0, ()) for number, text in enumerate(texts)]
    if cell is not None:
        passages.append(Passage(cell, Place(len(texts), 2, 1), 0, None, 0, ()))
    return RunningText(passages)


def test_texts_are_in_canonical_width() -> None:
    assert [one.text for one in running_text("执行率９８％").all] == ["执行率98%"]


def test_paragraphs_with_a_word_in_reading_order() -> None:
    text = running_text("支出12万元。", "资料齐全。", "结余3万元。", cell="到位15万元。")
    assert [one.text for one in text.all_with("万元")] == ["支出12万元。", "结余3万元。", "到位15万元。"]
    assert [one.text for one in text.plain_with("万元")] == ["支出12万元。", "结余3万元。"]
    assert text.plain_with("户") == ()


def test_the_paragraphs_above_are_those_that_are_more_than_a_title() -> None:
    text = running_text("2.1 支出情况", "批复120万元。", "2.2 结余情况", "支出96万元。", "结余24万元。")
    first, last = text.all[0], text.all[-1]
    assert text.above(first, 3) == ""
    assert text.above(last, 0) == ""
    assert text.above(last, 1) == "支出96万元。"
    assert text.above(last, 3) == "批复120万元。\n支出96万元。"
