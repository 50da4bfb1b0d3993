"""Slips of pasting and cutting: a title in the middle of a word, words said twice, an item of a list cut down to a stump.

Precision first: what could be language is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportparse.text.words import known_words

_HAN = "\u4e00-\u9fff"
_TITLE = re.compile(rf"(?<=([{_HAN}])([{_HAN}]))《[^《》\n]{{2,40}}》(?=[{_HAN}])")
_LEFT, _RIGHT, _WORD = 3, 4, 3
# Beside a digit the columns of a table without its rules: ≥90%显著提升显著提升10.
_TWICE = re.compile(rf"(?<![0-9%％])([{_HAN}]{{4,16}})\1(?![0-9%％])")
_MARKS = re.compile(r"[，。；\n]\s*")
_CLAUSE = re.compile(r"[^，。；\n]+")
_ALL_HAN = re.compile(rf"[{_HAN}]{{6,30}}")
_LONG_SENTENCE = 12
_STUMP = re.compile(
    rf"[。；;]\s*(?P<number>[0-9]{{1,2}})[.、．]\s*(?P<text>[{_HAN}]{{1,3}})(?=[。；;]\s*(?P<next>[0-9]{{1,2}})[.、．])"
)
_WHOLE = re.compile(rf"^[{_HAN}]{{1,3}}[。；;]$")
_SHORT_ANSWERS = frozenset(
    {"无", "其他", "其它", "略", "没有", "暂无", "同上", "如下", "等", "完成", "已完成", "合格", "达标"}
)


def find_titles_in_words(text: str) -> list[tuple[int, int]]:
    """Titles in 《》 that stand inside a word: 企事《…》业单位. A word is torn where one of its two pieces is none."""
    found: list[tuple[int, int]] = []
    for match in _TITLE.finditer(text):
        left, right = text[max(0, match.start() - _LEFT) : match.start()], text[match.end() : match.end() + _RIGHT]
        pairs = [
            (left[-i:], right[:j]) for i in range(1, len(left) + 1) for j in range(1, len(right) + 1) if i + j >= _WORD
        ]
        known = known_words(frozenset(word for one, two in pairs for word in (one, two, one + two)))
        if any(one + two in known and _torn(one, two, known) for one, two in pairs):
            found.append(match.span())
    return found


def _torn(one: str, two: str, known: frozenset[str]) -> bool:
    return any(len(piece) > 1 and piece not in known for piece in (one, two))


def find_twice(text: str) -> list[tuple[int, int]]:
    """Words of four characters or more, or whole sentences, that stand twice in a row. The span is that of the second."""
    found = [(match.start() + len(match[1]), match.end()) for match in _TWICE.finditer(text)]
    pieces = _MARKS.split(text)
    if len(set(pieces)) == len(pieces):
        # No clause stands twice anywhere, let alone in a row.
        return found
    clauses: list[tuple[int, int]] = []
    last = ""
    for match in _CLAUSE.finditer(text):
        clause = match[0].strip()
        # A clause said again after a comma or a full stop.
        if clause == last and _ALL_HAN.fullmatch(clause):
            clauses.append((match.end() - len(match[0].lstrip()), match.end()))
        last = clause
    at, before = 0, ""
    for sentence in text.split("。")[:-1]:
        bare = sentence.strip()
        if len(bare) >= _LONG_SENTENCE and bare == before:
            found.append((at + len(sentence) - len(sentence.lstrip()), at + len(sentence) + 1))
        at, before = at + len(sentence) + 1, bare
    return [*found, *(span for span in clauses if not any(start < span[1] and span[0] < end for start, end in found))]


def find_stumps(text: str) -> Iterator[tuple[int, int]]:
    """Items of a list inside a paragraph of which a word or two is left: 4.…。5.市分发。6.…"""
    for match in _STUMP.finditer(text):
        follows = int(match["next"]) == int(match["number"]) + 1
        if follows and match["text"] not in _SHORT_ANSWERS:
            yield match.span("text")


def is_stump(text: str, beside: Iterable[str]) -> bool:
    """Whether the item of a list is cut down to a word or two while those beside it are sentences."""
    item = text.strip()
    if not _WHOLE.match(item) or item[:-1] in _SHORT_ANSWERS:
        return False
    others = [other.strip() for other in beside]
    return len(others) == 2 and all(len(other) >= _LONG_SENTENCE and other[-1] in "。；;" for other in others)
