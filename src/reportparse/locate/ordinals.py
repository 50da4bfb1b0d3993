"""Heading and list numbers at the start of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportparse.model.outline import Ordinal
from reportparse.ruleset import patterns
from reportparse.ruleset.patterns import any_of
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import fold
from reportparse.text.numbers import chinese_number

# What cannot stand between a heading number and its title: the number belongs to a quotation or to a range then.
_NO_TITLE = re.compile(r"[》」』”、，。；）]")


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    numerals: str


class Ordinals:
    """The number styles of rules/sections.yaml, outermost first."""

    def __init__(self, ruleset: RuleSet) -> None:
        rules = ruleset.sections.ordinals
        self.styles = tuple(Style(rule.style, rule.numerals) for rule in rules)
        self.rank = {style.name: rank for rank, style in enumerate(self.styles)}
        # Whether a number can begin with this character; asked once for each.
        self._begins: dict[str, bool] = {}
        self._groups = tuple(f"s{rank}" for rank in range(len(rules)))
        # One pattern for all styles: a paragraph mostly begins with no number at all.
        self._pattern = (
            r"\s*+(?:"
            + any_of(tuple(f"(?P<{group}>{rule.pattern})" for group, rule in zip(self._groups, rules, strict=True)))
            + ")"
        )
        # To ask a match for a group by its number is much faster than by its name.
        index = patterns.compiled(self._pattern).groupindex
        self._at = tuple(index[group] - 1 for group in self._groups)
        self._number_at = index["n"] - 1

    def typed(self, text: str) -> tuple[Ordinal | None, int]:
        """The number a text begins with, and where the text goes on after it."""
        first = text.lstrip()[:1]
        if first not in self._begins:
            self._begins[first] = patterns.may_begin(self._pattern, fold(first))
        if not self._begins[first]:
            return None, 0
        folded = fold(text[:24])
        match = patterns.match(self._pattern, folded)
        if match is None or _NO_TITLE.match(folded, match.end()):
            return None, 0
        groups = match.groups()
        style = next(style for style, at in zip(self.styles, self._at, strict=True) if groups[at] is not None)
        value = _value(groups[self._number_at], style.numerals)
        if value is None:
            return None, 0
        end = match.end()
        while end < len(text) and text[end].isspace():
            end += 1
        return Ordinal(style.name, value, text[: match.end()].strip(), False), end

    def automatic(self, number: str) -> Ordinal | None:
        """The ordinal of a number that Word made (`（二）`), or None where it is of no known style (`1.2.3`)."""
        found, _ = self.typed(number.strip() + "题")
        if found is None:
            return None
        return Ordinal(found.style, found.value, number.strip(), True)

    def show(self, style: str, value: int) -> str:
        """A number as that style writes it: `（三）`."""
        if style == "一、":
            return f"{_chinese(value)}、"
        if style == "（一）":
            return f"（{_chinese(value)}）"
        if style == "第一部分":
            return f"第{_chinese(value)}部分"
        if style == "①" and 1 <= value <= 20:
            return chr(0x2460 + value - 1)
        return style.replace("1", str(value))


@lru_cache(maxsize=16)
def ordinals(ruleset: RuleSet) -> Ordinals:
    return Ordinals(ruleset)


def _value(text: str, numerals: str) -> int | None:
    if numerals == "arabic":
        return int(text)
    if numerals == "circled":
        return ord(text) - 0x2460 + 1
    number = chinese_number(text)
    return None if number is None else int(number)


def _chinese(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
