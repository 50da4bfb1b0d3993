"""The sentences of a text with the figures that each of them holds."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportparse.text.figure import Figure
from reportparse.text.numbers import known_figures
from reportparse.text.sentences import sentences


class FiguredSentence(NamedTuple):
    """`text[start:end]` of a text and its figures in order."""

    start: int
    end: int
    figures: tuple[Figure, ...]


@lru_cache(maxsize=512)
def figured_sentences(text: str) -> tuple[FiguredSentence, ...]:
    """All sentences. The last texts are kept: many a check goes through the figures of the same paragraph by sentences."""
    figures = known_figures(text)
    found: list[FiguredSentence] = []
    at = 0
    for start, end in sentences(text):
        while at < len(figures) and figures[at].start < start:
            at += 1
        first = at
        while at < len(figures) and figures[at].start < end:
            at += 1
        found.append(FiguredSentence(start, end, figures[first:at]))
    return tuple(found)
