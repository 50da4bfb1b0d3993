"""The running text of a report, gone through once for all checks: each paragraph in its canonical width, and which have a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportparse.checks.context import Context
from reportparse.model.outline import Passage
from reportparse.text.normalise import fold

_TITLE = 16
_SENTENCE = re.compile("[。；，：%]|[0-9](?:亿|万)?元")


class Prose(NamedTuple):
    """A paragraph, its text in canonical width, and its number among the paragraphs."""

    passage: Passage
    text: str
    number: int


class RunningText:
    """The paragraphs of a report. `plain` are those that stand in no table."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.all = tuple(Prose(passage, fold(passage.text), number) for number, passage in enumerate(passages))
        self.plain = tuple(one for one in self.all if one.passage.place.row is None)
        self._all_with: dict[str, tuple[Prose, ...]] = {}
        self._plain_with: dict[str, tuple[Prose, ...]] = {}
        self._above: dict[tuple[int, int], str] = {}
        self._bodies: list[str] = []
        self._before: list[int] = []
        for _, text, _ in self.all:
            self._before.append(len(self._bodies))
            if len(text) > _TITLE or _SENTENCE.search(text):
                self._bodies.append(text)

    def all_with(self, word: str) -> tuple[Prose, ...]:
        """The paragraphs that have this word, those in tables included. Looked for once, whoever asks."""
        if word not in self._all_with:
            self._all_with[word] = tuple(one for one in self.all if word in one.text)
        return self._all_with[word]

    def plain_with(self, word: str) -> tuple[Prose, ...]:
        """The paragraphs that have this word and stand in no table."""
        if word not in self._plain_with:
            self._plain_with[word] = tuple(one for one in self.plain if word in one.text)
        return self._plain_with[word]

    def above(self, prose: Prose, most: int) -> str:
        """So many paragraphs right above one as one text.

        Lines that are no more than a title (2.1 支出情况) are no paragraphs, whether the reader took them for headings or not.
        """
        key = prose.number, most
        if key not in self._above:
            before = self._before[prose.number]
            self._above[key] = "\n".join(self._bodies[max(0, before - most) : before])
        return self._above[key]


def running_text(context: Context) -> RunningText:
    """The running text of the report; to be asked for by `context.once`."""
    return RunningText(context.reading.outline.passages)


def told_paragraphs(context: Context, above: int, word: str) -> Iterable[tuple[Passage, str, str]]:
    """Each paragraph with this word in its canonical width, and as many paragraphs right above it as one text."""
    text = context.once(running_text)
    return [(one.passage, one.text, text.above(one, above)) for one in text.all_with(word)]
