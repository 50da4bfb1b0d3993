"""The small words of rules/words.yaml, compiled for searching sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.ruleset.rules import RuleSet

COMPARISONS = frozenset({"change", "share", "standard", "prior"})
"""Qualifiers of figures that say something about another figure."""


class SentenceWords:
    """The qualifier words of a rule set as patterns."""

    def __init__(self, ruleset: RuleSet) -> None:
        words = ruleset.words
        self.budget = _any(words.budget)
        self.adjustment = _any(words.adjustment)
        self.received = _any(words.received)
        # 增加值 is the name of an amount, no change.
        self.change = re.compile(f"(?:{_any(words.change).pattern})(?!值)")
        self.prior = _any(words.prior)
        self.plan = _any(words.plan)
        self.standard = _any(words.standard)
        self.names = _any(words.names)
        self.share = _any(words.share)
        self.part = words.part
        self.among = _any(words.among)
        self.partial = _any(words.partial)
        self.reduce = _any(words.reduce)


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)")


@lru_cache(maxsize=16)
def sentence_words(ruleset: RuleSet) -> SentenceWords:
    return SentenceWords(ruleset)
