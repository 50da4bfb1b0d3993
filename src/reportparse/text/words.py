"""Words of budgeting and evaluation, cut by jieba on the project's own dictionary."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportparse.errors import RuleError, RuleFault


@dataclass
class Words:
    """A dictionary. It is read, and jieba imported, at the first use."""

    path: Path
    _frequencies: dict[str, int] | None = field(default=None, repr=False)
    _tokenizer: Any = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def _loaded(self) -> dict[str, int]:
        if self._frequencies is None:
            self._frequencies = _read(self.path)
        return self._frequencies

    def _ready(self) -> Any:
        with self._lock:
            if self._tokenizer is None:
                jieba = _jieba()
                frequencies = self._loaded()
                tokenizer = jieba.Tokenizer()
                # jieba's own loader logs to stderr and writes a cache to the temp folder; every prefix of a
                # word must be a key, with 0 where it is no word itself.
                table = dict(frequencies)
                for word in frequencies:
                    for length in range(1, len(word)):
                        table.setdefault(word[:length], 0)
                tokenizer.FREQ = table
                tokenizer.total = sum(frequencies.values())
                tokenizer.initialized = True
                self._tokenizer = tokenizer
            return self._tokenizer

    def known(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return word in self._loaded()

    def cut(self, text: str, guess: bool = False) -> list[tuple[str, int, int]]:
        """The words of a text with their offsets. Characters in no known word stand alone, unless `guess` lets

        jieba's hidden Markov model join them (slower).
        """
        return [(word, start, end) for word, start, end in self._ready().tokenize(text, HMM=guess)]


def _jieba() -> Any:
    """jieba, loaded without pkg_resources: it would only be asked for jieba's own dictionary, and is larger than jieba."""
    missing = "pkg_resources" not in sys.modules
    if missing:
        # An import of it fails now, and jieba does without.
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if missing:
            del sys.modules["pkg_resources"]
    return jieba


def _read(path: Path) -> dict[str, int]:
    frequencies: dict[str, int] = {}
    faults: list[RuleFault] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        if len(parts) != 3 or not parts[1].isdecimal() or int(parts[1]) == 0:
            faults.append(RuleFault(str(path), number, 1, parts[0], "expected `word frequency tag`"))
        elif parts[0] in frequencies:
            faults.append(RuleFault(str(path), number, 1, parts[0], "this word is listed twice"))
        else:
            frequencies[parts[0]] = int(parts[1])
    if not frequencies and not faults:
        faults.append(RuleFault(str(path), None, None, "", "no words"))
    if faults:
        raise RuleError(faults)
    return frequencies


@lru_cache(maxsize=8)
def load_words(lexicon_path: Path) -> Words:
    """The dictionary in a lexicon file of `word frequency tag` lines, `#` for comments.

    Nothing is read yet. The first use raises RuleError with every faulty line.
    """
    return Words(lexicon_path)


@lru_cache(maxsize=256)
def known_words(words: frozenset[str]) -> frozenset[str]:
    """Those of `words` that jieba's own dictionary has. It is searched once a question: few ask, and it is large to keep."""
    path = Path(_jieba().__file__).with_name("dict.txt")
    with path.open(encoding="utf-8") as file:
        return frozenset(word for line in file if (word := line.split(" ", 1)[0]) in words)
