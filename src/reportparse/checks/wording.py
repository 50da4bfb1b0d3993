"""Text that was pasted into a word, stands twice, or was cut off."""

from __future__ import annotations

from collections.abc import Iterator

from reportparse.checks.context import Context, Results
from reportparse.model.document import Table
from reportparse.model.findings import Evidence, Say
from reportparse.model.outline import Passage
from reportparse.text.broken import find_stumps, find_titles_in_words, find_twice, is_stump
from reportparse.text.normalise import shortened, squash

_WHY = {
    "title": Say("书名号里的文字夹在一个词中间", "a title in the middle of a word"),
    "twice": Say("重复", "said twice"),
    "stump": Say("列举项残缺", "an item cut off"),
}
_SHOWN = 30


def check_broken(context: Context) -> Results:
    """Slips of pasting and cutting in the running text; one finding for each."""
    passages = context.reading.outline.passages
    for number, passage in enumerate(passages):
        for why, start, end in _slips(passages, number):
            if why == "stump" and start == passage.body and _heads_table(context, passage):
                continue
            place = passage.span(start, end)
            text = passage.text[start:end]
            yield context.finding(
                key=f"{why}/{squash(text)}",
                stated=shortened(text, _SHOWN),
                evidence=[Evidence(context.sentence(place), place, "stated")],
                arguments={"text": shortened(text, _SHOWN), "why": _WHY[why]},
            )


def _slips(passages: tuple[Passage, ...], number: int) -> Iterator[tuple[str, int, int]]:
    passage = passages[number]
    text = passage.text
    if "《" in text:
        for start, end in find_titles_in_words(text):
            yield "title", start, end
    for start, end in find_twice(text):
        yield "twice", start, end
    for start, end in find_stumps(text):
        yield "stump", start, end
    if passage.ordinal is not None and is_stump(text[passage.body :], _beside(passages, number)):
        yield "stump", passage.body, len(text.rstrip())


def _heads_table(context: Context, passage: Passage) -> bool:
    """Whether a table stands right below a paragraph: （三）目标。 is its heading then."""
    below = passage.place.block + 1
    return passage.place.row is None and any(
        block.index == below and isinstance(block, Table) for block in context.document.blocks
    )


def _beside(passages: tuple[Passage, ...], number: int) -> Iterator[str]:
    """The items before and after in the same list."""
    own = passages[number].ordinal
    for at, step in ((number - 1, -1), (number + 1, 1)):
        other = passages[at] if 0 <= at < len(passages) else None
        if other is None or other.ordinal is None or own is None:
            continue
        if other.ordinal.style == own.style and other.ordinal.value == own.value + step:
            yield other.text[other.body :]
