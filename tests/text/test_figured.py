"""Sentences with their figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportparse.text.figured import figured_sentences
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences


def test_each_sentence_has_its_own_figures_in_order() -> None:
    found = figured_sentences("批复120万元，支出96.5万元。资料齐全。\n培训3期，参训150人次。")
    assert [[one.text for one in sentence.figures] for sentence in found] == [
        ["120万元", "96.5万元"],
        [],
        ["3期", "150人次"],
    ]


@given(st.text(alphabet="0129.,年元万%。！\n （）支出", max_size=60))
def test_the_same_as_to_look_for_the_figures_of_each_sentence(text: str) -> None:
    figures = find_figures(text)
    wanted = [(start, end, tuple(one for one in figures if start <= one.start < end)) for start, end in sentences(text)]
    assert [tuple(one) for one in figured_sentences(text)] == wanted
