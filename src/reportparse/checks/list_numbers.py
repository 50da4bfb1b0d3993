"""Numbers of lists that are plainly out of order: the rest of the list is complete, and long enough to tell.

Items of their own paragraphs (1. 2. 2. 4.), and those within sentences (一是…二是…二是…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportparse.model.location import Place
from reportparse.model.outline import Outline, Passage, Section, SequenceBreak
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.normalise import fold

_LEAST = 3
_NUMERALS = "零一二三四五六七八九十"
_SPOKEN = re.compile(
    r"(?:^|(?<=[。；;：:，,！\s]))(?:(?P<n>[一二三四五六七八九十]{1,2})(?P<tail>[是要])(?![一二三四五六七八九十])"
    r"|(?P<lead>第)(?P<nth>[一二三四五六七八九十]{1,2})(?=[，,：:]))"
)
_TITLE = 20

Order = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Fault:
    """Which item of a list is wrong. `follows` tells that the next one seems to skip a number only because of it."""

    at: int
    kind: Literal["repeated", "skipped"]
    follows: bool


@dataclass(frozen=True, slots=True)
class ClearFaults:
    """Where the one wrong number of a list stands, and where the number after it is right but does not follow from it."""

    wrong: frozenset[Order]
    following: frozenset[Order]


def order(place: Place) -> Order:
    """A place as what is compared: in reading order within a document."""
    return place.block, place.row or 0, place.column or 0, place.span[0] if place.span else 0


def clear_faults(outline: Outline) -> ClearFaults:
    """The wrong numbers of the lists whose items are paragraphs or short headings."""
    wrong: set[Order] = set()
    following: set[Order] = set()
    lines: list[tuple[Order, str]] | None = None
    for section in (one for root in outline.sections for one in root.walk()):
        styles: dict[str, list[tuple[Order, int, Place]]] = {}
        items = [(one.place.at(one.offset, one.offset), one.ordinal) for one in section.passages]
        items += [(one.place, one.ordinal) for one in section.children]
        for place, ordinal in sorted(items, key=lambda one: order(one[0])):
            if ordinal is not None:
                styles.setdefault(ordinal.style, []).append((order(place), ordinal.value, place))
        for found in styles.values():
            for run in _runs(found):
                fault = _only_fault([value for _, value in run])
                if fault is None:
                    continue
                if fault.kind == "skipped":
                    lines = lines if lines is not None else _lines(outline)
                    between = [text for at, text in lines if run[fault.at - 1][0] <= at < run[fault.at][0]]
                    if _stands_in(run[fault.at][1] - 1, "\n".join(between)):
                        continue
                wrong.add(run[fault.at][0])
                if fault.follows:
                    following.add(run[fault.at + 1][0])
    return ClearFaults(frozenset(wrong), frozenset(following))


def _lines(outline: Outline) -> list[tuple[Order, str]]:
    found = [(order(one.span(0, len(one.text))), one.text) for one in outline.passages]
    return found + [(order(one.place), one.title) for root in outline.sections for one in root.walk()]


def _runs(items: list[tuple[Order, int, Place]]) -> Iterator[list[tuple[Order, int]]]:
    """Lists of one style: each begins with 1, and none goes on in another cell."""
    run: list[tuple[Order, int]] = []
    cell = None
    for at, value, place in items:
        if value == 1 or _cell(place) != cell:
            yield run
            run = []
        run.append((at, value))
        cell = _cell(place)
    yield run


def _cell(place: Place) -> tuple[int, int, int] | None:
    return None if place.row is None else (place.block, place.row, place.column or 0)


def _only_fault(values: Sequence[int]) -> _Fault | None:
    """The one number that is wrong in a list that begins with 1 and is complete but for it; None where there is none, or more."""
    count = len(values)
    if count < _LEAST or values[0] != 1:
        return None
    at = next((index for index, value in enumerate(values) if value != index + 1), None)
    if at is None:
        return None
    rest = list(values[at + 1 :])
    if values[at] == at:
        if rest == list(range(at + 2, count + 1)):
            return _Fault(at, "repeated", bool(rest))
        return _Fault(at, "repeated", False) if rest == list(range(at + 1, count)) else None
    return _Fault(at, "skipped", False) if [values[at], *rest] == list(range(at + 2, count + 2)) else None


def _stands_in(value: int, text: str) -> bool:
    """Whether a number stands in a text in whatever form it may be that of an item."""
    chinese = _NUMERALS[value] if value < len(_NUMERALS) else str(value)
    circled = chr(0x2460 + value - 1) if value <= 20 else chinese
    return (
        re.search(
            rf"(?<![0-9.]){value}(?![0-9%.])|(?<![0-9]){value}[.](?![0-9])|{circled}|(?:第|其|[（(。；;，,、：:\s]|^){chinese}",
            fold(text),
            re.M,
        )
        is not None
    )


# -- items within sentences --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    value: int
    shown: str
    passage: Passage
    start: int


def spoken_faults(outline: Outline) -> Iterator[SequenceBreak]:
    """The wrong numbers of 一是…二是…, 一要…二要… and 第一，…第二，…"""
    for section in (one for root in outline.sections for one in root.walk()):
        for run in _begun_twice(_spoken_runs(section)):
            fault = _only_fault([item.value for item in run])
            if fault is None:
                continue
            item, before = run[fault.at], run[fault.at - 1]
            if fault.kind == "skipped" and _stands_in(before.value + 1, _between(section, before, item)):
                continue
            text = item.passage.text
            title = re.split("[。；;，,\n]", text[item.start + len(item.shown) :].lstrip("，,："))[0][:_TITLE]
            yield SequenceBreak(
                fault.kind,
                item.shown.replace(_chinese(item.value), _chinese(before.value + 1)),
                item.shown,
                title,
                before.passage.span(before.start, before.start + len(before.shown)),
                item.passage.span(item.start, item.start + len(item.shown)),
                section.heading,
                0,
            )


def _spoken_runs(section: Section) -> Iterator[list[_Item]]:
    """The lists of a section's sentences. A list inside another ends where the outer one goes on."""
    for kind in "是要第":
        if not any(_begins(kind, passage.text) for passage in section.passages):
            continue
        stack: list[list[_Item]] = []
        cell = None
        for passage in section.passages:
            if passage.ordinal is not None or _cell(passage.place) != cell:
                yield from stack
                stack = []
            cell = _cell(passage.place)
            if kind not in passage.text or not (stack or _begins(kind, passage.text)):
                continue
            for item in _items(passage, kind):
                if item.value == 1:
                    stack.append([item])
                    continue
                fits = next((at for at in range(len(stack) - 1, -1, -1) if stack[at][-1].value + 1 == item.value), None)
                if fits is not None:
                    yield from stack[fits + 1 :]
                    del stack[fits + 1 :]
                    stack[fits].append(item)
                elif stack and (len(stack) == 1 or stack[-1][-1].passage is passage):
                    stack[-1].append(item)
                else:
                    # It may be of any of them.
                    stack = []
        yield from stack


def _begun_twice(runs: Iterator[list[_Item]]) -> Iterator[list[_Item]]:
    """The lists as they are, but 一是…一是…三是… of one passage is one list whose second item has the first one's number."""
    last: list[_Item] = []
    for run in runs:
        if (
            len(last) == 1
            and [item.value for item in run[:2]] == [1, 3]
            and all(item.passage is last[0].passage for item in run)
            and last[0].start < run[0].start
            and last[0].shown == run[0].shown
        ):
            run, last = [*last, *run], []
        if last:
            yield last
        last = run
    if last:
        yield last


def _begins(kind: str, text: str) -> bool:
    return ("第一" if kind == "第" else f"一{kind}") in text


def _items(passage: Passage, kind: str) -> Iterator[_Item]:
    for match in _SPOKEN.finditer(passage.text):
        if (match["tail"] or match["lead"]) != kind:
            continue
        value = chinese_number(match["n"] or match["nth"])
        if value is not None:
            yield _Item(int(value), match[0], passage, match.start())


def _between(section: Section, before: _Item, item: _Item) -> str:
    if before.passage is item.passage:
        return item.passage.text[before.start + len(before.shown) : item.start]
    passages = list(section.passages)
    first, last = passages.index(before.passage), passages.index(item.passage)
    texts = [before.passage.text[before.start + len(before.shown) :]]
    texts += [one.text for one in passages[first + 1 : last]]
    return "\n".join([*texts, item.passage.text[: item.start]])


def _chinese(value: int) -> str:
    if value <= 10:
        return _NUMERALS[value]
    return "十" + _NUMERALS[value - 10] if value < 20 else str(value)
