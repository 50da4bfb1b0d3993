"""Lines for a terminal: a Chinese character takes two columns, and may end a line anywhere but before 。 or after （."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NOT_FIRST = set("，。；：、！？）》」』】〕”’％%,.;:!?)]}…—")
_NOT_LAST = set("（《「『【〔“‘([{￥¥")


def clean(text: str) -> str:
    """The text on one line, with what could steer a terminal or turn the reading order made visible as �."""
    kept = []
    for char in " ".join(text.split()):
        category = unicodedata.category(char)
        if category == "Cc" or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" or category == "Cs":
            kept.append("�")
        elif category != "Cf":
            kept.append(char)
    return "".join(kept)


def width(text: str) -> int:
    """Terminal columns. Characters of ambiguous width (“ ” ≤ ①) count two: a line may end early, never run over."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """`text` in lines of at most `columns`, the first led by `first`, the others by `rest`.

    Only a single unbreakable word longer than a line runs over.
    """
    lines: list[str] = []
    line, used, empty = first, width(first), True
    for token in _tokens(text):
        size = width(token.rstrip(" "))
        if not empty and used + size > columns:
            lines.append(line.rstrip(" "))
            line, used, empty = rest, width(rest), True
            token = token.lstrip(" ")
        line += token
        used += width(token)
        empty = False
    lines.append(line.rstrip(" "))
    return lines


def _tokens(text: str) -> Iterator[str]:
    """The pieces between which a line may end; spaces stay at the end of their piece."""
    token = ""
    for index, char in enumerate(text):
        token += char
        after = text[index + 1 : index + 2]
        if after and _may_break(char, after):
            yield token
            token = ""
    if token:
        yield token


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        return True
    return _ideographic(before) or _ideographic(after)


def _ideographic(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
