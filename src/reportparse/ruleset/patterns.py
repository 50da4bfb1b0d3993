"""Patterns that come from rule files: compiled once a process, and never allowed to run away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from reportparse.errors import ReportParseError
from reportparse.say import Say

SECONDS = 0.5
"""The longest one search may take. A sane pattern needs microseconds for a paragraph."""


class PatternTimeout(ReportParseError):  # noqa: N818 - a timeout is what it is
    """A pattern of a rule took longer than `SECONDS` on one text; `pattern` is the one to mend."""

    def __init__(self, pattern: str) -> None:
        self.said = Say(
            f"正则表达式 {pattern!r} 在一段文字上超过 {SECONDS} 秒仍未结束，请改写该规则。",
            f"the pattern {pattern!r} had not finished one text after {SECONDS} seconds; rewrite the rule.",
        )
        super().__init__(self.said.zh)
        self.pattern = pattern

    def __reduce__(self) -> tuple[type[PatternTimeout], tuple[str]]:
        return PatternTimeout, (self.pattern,)


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern. Raises regex.error where it is not one."""
    return regex.compile(pattern)


@lru_cache(maxsize=4096)
def any_of(several: tuple[str, ...]) -> str:
    """One pattern for several; they may use the same group names, and the first that matches wins."""
    return "|".join(f"(?:{pattern})" for pattern in several) or "(?!)"


def search(pattern: str, text: str) -> regex.Match[str] | None:
    """The first match anywhere in `text`. Raises PatternTimeout."""
    try:
        return compiled(pattern).search(text, timeout=SECONDS)
    except TimeoutError as error:
        raise PatternTimeout(pattern) from error


def match(pattern: str, text: str) -> regex.Match[str] | None:
    """A match at the start of `text`. Raises PatternTimeout."""
    try:
        return compiled(pattern).match(text, timeout=SECONDS)
    except TimeoutError as error:
        raise PatternTimeout(pattern) from error


def may_begin(pattern: str, text: str) -> bool:
    """Whether a match could begin with this text, were there more of it. Raises PatternTimeout."""
    try:
        return bool(text) and compiled(pattern).match(text, partial=True, timeout=SECONDS) is not None
    except TimeoutError as error:
        raise PatternTimeout(pattern) from error


def fullmatch(pattern: str, text: str) -> regex.Match[str] | None:
    """A match of all of `text`. Raises PatternTimeout."""
    try:
        return compiled(pattern).fullmatch(text, timeout=SECONDS)
    except TimeoutError as error:
        raise PatternTimeout(pattern) from error


def finditer(pattern: str, text: str) -> Iterator[regex.Match[str]]:
    """All matches that do not overlap, left to right. Raises PatternTimeout while iterating."""
    try:
        yield from compiled(pattern).finditer(text, timeout=SECONDS)
    except TimeoutError as error:
        raise PatternTimeout(pattern) from error
