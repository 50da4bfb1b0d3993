"""Headings numbered with points (1.1, 1.2, 2.1.3): one number twice in a row, or one left out between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportparse.model.document import Document, Paragraph
from reportparse.model.location import Place
from reportparse.model.outline import SequenceBreak
from reportparse.text.normalise import fold, squash

_HEADING = re.compile(
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})[ \u3000、．.]*"
    # A title that takes up the line, or one that the text runs on from.
    r"(?P<title>[\u4e00-\u9fff“《（](?:[^。；;！？\n]{0,38}$|[^，,。；;！？0-9\n]{1,11}(?=[。：:])))"
)
_LEAST = 4
# 1.5万元以上的项目: an amount, no number of a heading.
_AMOUNT = re.compile(r"(?:万|亿|元|%|公里|平方|亩|吨|倍|个百分点|米|小时|天|个月)")


@dataclass(frozen=True, slots=True)
class DecimalHeading:
    """A heading, its number as written and as a path."""

    path: tuple[int, ...]
    number: str
    title: str
    place: Place


def decimal_headings(document: Document) -> list[DecimalHeading]:
    """In reading order; none where the headings of a report are not numbered so throughout."""
    headings = list(_headings(document))
    return headings if len(headings) >= _LEAST else []


def decimal_faults(headings: list[DecimalHeading]) -> Iterator[SequenceBreak]:
    """The numbers that do not follow from the one before."""
    known = {one.path for one in headings}
    for before, here in pairwise(headings):
        if len(before.path) != len(here.path) or before.path[:-1] != here.path[:-1]:
            continue
        after = (*before.path[:-1], before.path[-1] + 1)
        kind: Literal["repeated", "skipped"] | None = None
        if here.path == before.path and squash(here.title) != squash(before.title):
            kind = "repeated"
        elif here.path[-1] == before.path[-1] + 2 and after not in known:
            kind = "skipped"
        if kind is not None:
            expected = ".".join(str(one) for one in after)
            yield SequenceBreak(kind, expected, here.number, here.title, before.place, here.place, None, 0)


def _headings(document: Document) -> Iterator[DecimalHeading]:
    for block in document.walk():
        if not isinstance(block, Paragraph) or block.number or not block.text[:1].isdigit():
            continue
        text = fold(block.text).strip()
        match = _HEADING.match(text)
        if match is None or _AMOUNT.match(match["title"]):
            continue
        path = tuple(int(one) for one in match["number"].split("."))
        yield DecimalHeading(path, match["number"], match["title"], Place(block.index).at(0, len(block.text)))
