"""Headings numbered 1.1, 1.2, 2.1, 2.1.1: the one number of a report that does not follow from the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportparse.checks.list_numbers import order
from reportparse.model.location import Place
from reportparse.model.outline import Outline, SequenceBreak
from reportparse.text.normalise import fold

# No amounts (1.5万元), no rates, and no date at the beginning of a paragraph.
_NUMBERED = re.compile(
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\.?(?P<gap>[ ]*)(?P<title>[\u4e00-\u9fff“《（]{2}[^\n]*)"
)
_UNITS = re.compile(r"[万亿千百元个项人名户家条座次份台套件吨亩米倍分公平立毫小年月日号级岁％%]")
_LEAST = 4
_TITLE = 20

Number = tuple[int, ...]


def decimal_faults(outline: Outline) -> Iterator[SequenceBreak]:
    """The wrong number where all others of the report follow from each other."""
    found = list(_numbered(outline))
    if len(found) < _LEAST:
        return
    numbers = [number for number, _, _ in found]
    wrong = [at for at in range(1, len(numbers)) if not _follows(numbers[at - 1], numbers[at])]
    if len(wrong) != 1 or numbers[0][1:] != (1,) * (len(numbers[0]) - 1):
        return
    at = wrong[0]
    before, number = numbers[at - 1], numbers[at]
    if len(number) > len(before) or number[:-1] != before[: len(number) - 1]:
        return
    expected = (*number[:-1], before[len(number) - 1] + 1)
    kind = "repeated" if number == before[: len(number)] else "skipped"
    if kind == "skipped" and (number < expected or _stands(outline, expected)):
        return
    place, title = found[at][1:]
    shown = _shown(number)
    yield SequenceBreak(
        "repeated" if kind == "repeated" else "skipped",
        _shown(expected),
        shown,
        title,
        found[at - 1][1],
        place,
        None,
        0,
    )


def _numbered(outline: Outline) -> Iterator[tuple[Number, Place, str]]:
    """The numbers in reading order, of headings and of paragraphs that begin with one."""
    lines = [(one.place.at(one.offset, one.offset), one.text) for one in outline.passages if one.place.row is None]
    lines += [
        (one.place, one.title)
        for root in outline.sections
        for one in root.walk()
        if one.number is None and one.place.row is None
    ]
    for place, text in sorted(
        ((place, text) for place, text in lines if text[:1].isdigit()), key=lambda one: order(one[0])
    ):
        match = _NUMBERED.match(fold(text))
        if match is None or (not match["gap"] and _UNITS.match(match["title"])):
            continue
        number = tuple(int(part) for part in match["number"].split("."))
        start = place.span[0] if place.span is not None else 0
        yield number, place.at(start, start + len(match["number"])), re.split("[。；，]", match["title"])[0][:_TITLE]


def _follows(before: Number, after: Number) -> bool:
    """Whether a number is the next of its level, the next of a level above, the first below, or opens another chapter."""
    level = len(after)
    if level <= len(before) and after == (*before[: level - 1], before[level - 1] + 1):
        return True
    if level > len(before) and after[: len(before)] == before and set(after[len(before) :]) == {1}:
        return True
    return after[0] > before[0] and set(after[1:]) <= {1}


def _shown(number: Sequence[int]) -> str:
    return ".".join(map(str, number))


def _stands(outline: Outline, number: Number) -> bool:
    """Whether a number stands somewhere all the same, in a cell or inside a paragraph."""
    written = re.compile(rf"(?<![0-9.]){re.escape(_shown(number))}(?![0-9.％%])")
    return any(written.search(fold(one.text)) for one in outline.passages)
