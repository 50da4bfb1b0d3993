"""Where sentences and clauses begin and end. Spans are half-open, without the white space around them."""

from __future__ import annotations

import re
from functools import lru_cache

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》\"]*|\n|$)")
# A mark between digits belongs to the number (1,234 or 8:30); 其中： leads its clause; 1、 is an ordinal.
_BREAK = re.compile(
    r"[；;、（）()]|(?<![0-9])[,，：:]|[,，](?![0-9]{3}(?![0-9]))|[：:](?![0-9])|(?<=[0-9][0-9][0-9][0-9])[,，]"
)
_AMONG = re.compile(r"其中\s*$")
_ORDINAL = re.compile(r"(?:\A|[，,；;。：:\n（(])\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})$")
_FINAL = re.compile(r"[。！？!?\n]")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences, final mark and closing quotation marks included. Ends are 。！？ and line breaks.

    The last texts are kept: several checks ask for the sentences of the same paragraph.
    """
    found: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if start < end:
            if text[start].isspace() or text[end - 1].isspace():
                start, end = _trimmed(text, start, end)
            if start < end:
                found.append((start, end))
    return tuple(found)


def clauses(text: str) -> list[tuple[int, int]]:
    """Spans between the inner marks ，；：、 and brackets (and sentence ends), the marks themselves left out.

    Never splits 1,234.5 or 8:30, keeps 其中： with what follows, and an ordinal 1、 with its text.
    """
    found: list[tuple[int, int]] = []
    at = 0
    marks = sorted([m.span() for m in _BREAK.finditer(text)] + [m.span() for m in _FINAL.finditer(text)])
    for start, end in marks:
        mark = text[start]
        if mark in "：:" and _AMONG.search(text, max(0, start - 6), start):
            continue
        if mark == "、" and _ORDINAL.search(text, max(0, start - 5), start):
            continue
        span = _trimmed(text, at, start)
        if span[0] < span[1]:
            found.append(span)
        at = end
    span = _trimmed(text, at, len(text))
    if span[0] < span[1]:
        found.append(span)
    return found
