"""The words before a figure: which label they end with, whose it is, and what narrows it down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import ORDINAL, bare_label
from reportparse.text.words import load_words

_TO_LAST_SEPARATOR = re.compile(r"(?s:.*)[，；。：、（）！？\n《》|]")
# Quotation marks are seen through: “三公”经费.
_QUOTED = re.compile('[“”"「」‘’]')
_QUOTES = str.maketrans(dict.fromkeys('“”"「」‘’', " "))
_CLOSED_BRACKET = re.compile(r"（[^（）]*）")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度|末|底|初|全年)?(?:\d{1,2}月(?:底|末)?)?|\d{1,2}月(?:底|末)?")
_LONGEST_LABEL = 24


class Label(NamedTuple):
    """The label of a figure: `start`, `end` in the text, the concept its words mean (None for words of their own).

    `loose` marks a bare word that mostly, but not always, means the concept.
    """

    text: str
    start: int
    end: int
    concept: str | None
    prefix: str
    between: str
    loose: bool = False


class Prefix(NamedTuple):
    """What stands before a label: a body, and other words that narrow the label down."""

    subject: str
    modifier: str


class _Affixes:
    """Words found at the start or at the end of a text, longest first, by their first and last letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._first: dict[str, list[str]] = defaultdict(list)
        self._last: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._first[word[0]].append(word)
            self._last[word[-1]].append(word)

    def at_start(self, text: str) -> str | None:
        return next((word for word in self._first.get(text[:1], ()) if text.startswith(word)), None)

    def at_end(self, text: str, start: int = 0, end: int | None = None) -> str | None:
        """The longest word that text[start:end] ends with."""
        return next(self.all_at_end(text, start, len(text) if end is None else end), None)

    def all_at_end(self, text: str, start: int, end: int) -> Iterator[str]:
        """The words that text[start:end] ends with, longest first."""
        if end > start:
            for word in self._last.get(text[end - 1], ()):
                if text.endswith(word, start, end):
                    yield word


class LabelWords:
    """The labels and small words of a rule set, compiled for sentences."""

    def __init__(self, ruleset: RuleSet, one_form: bool) -> None:
        self.concepts: dict[str, str] = {}
        inside: set[str] = set()
        # In a report about one form 结余 is that of its funds.
        for concept in sorted(ruleset.concepts.concepts, key=lambda concept: concept.spoken != "one_form"):
            inside.update(map(bare_label, concept.inside))
            if concept.spoken == "never" or (concept.spoken == "one_form" and not one_form):
                continue
            for word in (concept.label, *concept.aliases, *concept.text_only):
                self.concepts.setdefault(bare_label(word), concept.id)
        # 其他 or 在用 means nothing outside its table.
        for word in inside:
            self.concepts.pop(word, None)
        self.groups = {concept.id: concept.group for concept in ruleset.concepts.concepts}
        # 全年预算数 says more than 预算数.
        self._whole_names = {concept.id for concept in ruleset.concepts.concepts if concept.spoken == "one_form"}
        self.inside = {
            (concept.group, bare_label(word)): concept.id
            for concept in ruleset.concepts.concepts
            for word in concept.inside
        }
        words = ruleset.words
        self._totals = {total.word: total.concept for total in words.bare_totals}
        self._whole_year = words.whole_year
        self._contrary = {contrary.group: contrary.words for contrary in words.contrary}
        self.finals = frozenset(words.finals)
        self._aliases = sorted(self.concepts, key=len, reverse=True)
        self._longest = len(self._aliases[0]) if self._aliases else 0
        # How long the aliases are that end with a letter, longest first; one letter alone is none.
        ends = {alias[-1] for alias in self._aliases if len(alias) > 1}
        self._sizes = {
            end: sorted({len(alias) for alias in self._aliases if len(alias) > 1 and alias[-1] == end}, reverse=True)
            for end in ends
        }
        self._joins = _Affixes(words.joins)
        self._before = _Affixes(words.before)
        self._subjects = _Affixes(words.subjects)
        self._organisations = _Affixes(words.organisations)
        self._fronts = words.label_fronts
        self._tails = words.label_tails
        self._stops = frozenset(words.label_stops)
        self._lexicon = ruleset.lexicon
        self.units = {concept.id: concept.unit for concept in ruleset.concepts.concepts}
        self.kin = {concept.id: concept.kin for concept in ruleset.concepts.concepts}
        after = "|".join(re.escape(alias) for alias in self._aliases)
        self.after = re.compile(
            rf"(?:的)?(?:主要|全部|均|已)?(?:为|是|系|属于|用于|作为|列入|列为|列支)?(?P<label>{after})(?=[，；。、）]|$)"
        )
        self.anywhere = re.compile(after)
        counts = [alias for alias in self._aliases if self.units[self.concepts[alias]] not in ("money", "percent")]
        self.counted = re.compile("|".join(re.escape(alias) for alias in counts) or "(?!)")

    def find(self, text: str, low: int, high: int, *, own_words: bool = True) -> Label:
        """The label that ends (but for joining words) at `high` in `text[low:high]`.

        Where no concept is named, it is the sentence's own words for the figure, or empty without `own_words`.
        """
        window = text[low:high]
        # Asides in brackets between label and figure say nothing of whose figure it is.
        masked = _CLOSED_BRACKET.sub(lambda match: " " * len(match[0]), window) if "（" in window else window
        if _QUOTED.search(masked) is not None:
            masked = masked.translate(_QUOTES)
        end = len(masked)
        for _ in range(3):
            cut = self._strip_space(masked, end)
            before = _TO_LAST_SEPARATOR.match(masked, 0, cut)
            start = before.end() if before is not None else 0
            label = self._in_segment(masked, start, cut, low, high, text, own_words)
            if label is not None:
                return label
            if start == 0:
                break
            end = start - 1
        return Label("", high, high, None, "", "")

    @staticmethod
    def _strip_space(text: str, end: int) -> int:
        while end > 0 and text[end - 1].isspace():
            end -= 1
        return end

    def _in_segment(
        self, masked: str, start: int, end: int, low: int, high: int, text: str, own_words: bool
    ) -> Label | None:
        """The label of one segment, or None where it holds nothing but joining words."""
        found = self._alias_behind_joins(masked, start, end)
        if found is not None:
            begin, tail, concept = found
            if concept not in self._whole_names:
                begin, tail = self._core(masked, begin, tail, concept)
            if "”" in text[low + begin : low + tail] and text[low + begin - 1 : low + begin] == "“":
                begin -= 1
            return Label(
                "".join(text[low + begin : low + tail].split()), low + begin, low + tail, concept,
                masked[start:begin], text[low + tail : high],
            )  # fmt: skip
        total = self._bare_total(masked, start, end)
        if total is not None:
            begin, tail, concept = total
            return Label(
                text[low + begin : low + tail], low + begin, low + tail, concept,
                masked[start:begin], text[low + tail : high], loose=True,
            )  # fmt: skip
        if not masked[start : self._without_joins(masked, start, end)].strip():
            return None
        if not own_words:
            return Label("", high, high, None, "", "")
        begin, tail = self._noun(masked, max(start, end - _LONGEST_LABEL), end)
        return Label(
            "".join(text[low + begin : low + tail].split()), low + begin, low + tail, None,
            masked[start:begin], text[low + tail : high],
        )  # fmt: skip

    def _alias_behind_joins(self, masked: str, start: int, end: int) -> tuple[int, int, str] | None:
        """(start, end, concept) of the alias that only joining words part from the end of the segment."""
        tails = [end]
        while tails:
            tail = tails.pop(0)
            alias = self._alias_before(masked, start, tail)
            if alias is not None:
                begin, concept = alias
                contrary = self._contrary.get(self.groups[concept], ())
                return None if any(word in masked[tail:end] for word in contrary) else (begin, tail, concept)
            shorter = [
                self._strip_space(masked, tail - len(join)) for join in self._joins.all_at_end(masked, start, tail)
            ]
            # Every way to take a joining word off is tried: 收入合计为 is not 收入合 + 计为.
            tails = [*shorter, *(tail for tail in tails if tail not in shorter)]
        return None

    def _without_joins(self, masked: str, start: int, end: int) -> int:
        tail = end
        while (join := self._joins.at_end(masked, start, tail)) is not None:
            tail = self._strip_space(masked, tail - len(join))
        return tail

    def _bare_total(self, masked: str, start: int, end: int) -> tuple[int, int, str] | None:
        """(start, end, concept) of a bare 收入 or 支出 that words of time or totality make a total."""
        for word, concept in self._totals.items():
            at = masked.rfind(word, start, end)
            if at < 0 or (
                masked[at + len(word) : self._strip_space(masked, end)].strip()
                and (self._without_joins(masked, at + len(word), end) > at + len(word))
            ):
                continue
            before = masked[start:at]
            prefix = self.prefix(before, ())
            if any(whole in before for whole in self._whole_year) and not prefix.modifier and not prefix.subject:
                return at, at + len(word), concept
        return None

    def _core(self, masked: str, begin: int, end: int, concept: str) -> tuple[int, int]:
        """The span without words that say nothing of the label (年度支出合计, 公务接待费支出), as long as it means the same."""
        changed = True
        while changed:
            changed = False
            for word in self._fronts:
                if not masked.startswith(word, begin, end):
                    continue
                rest = masked[begin + len(word) : end].replace(" ", "")
                if self.concepts.get(rest) == concept:
                    begin, changed = begin + len(word), True
                    break
            for word in self._tails:
                if not masked.endswith(word, begin, end):
                    continue
                rest = masked[begin : end - len(word)].replace(" ", "")
                if self.concepts.get(rest) == concept:
                    end, changed = end - len(word), True
                    break
        return begin, end

    def _noun(self, masked: str, start: int, end: int) -> tuple[int, int]:
        """The part of a phrase that can be a label: what follows its last preposition or verb of giving."""
        words = load_words(self._lexicon).cut(masked[start:end])
        while words and (words[-1][0] in self._stops or not words[-1][0].strip()):
            words.pop()
        if not words:
            return end, end
        last = max((position for position, word in enumerate(words) if word[0] in self._stops), default=-1)
        begin = start + words[last + 1][1]
        while masked[begin : begin + 1].isspace():
            begin += 1
        return begin, start + words[-1][2]

    def _alias_before(self, masked: str, start: int, end: int) -> tuple[int, str] | None:
        """The longest alias that ends at `end`, quotation marks and spaces inside it forgiven."""
        squashed = masked[max(start, end - self._longest) : end]
        places: Sequence[int] = range(end - 1, end - 1 - len(squashed), -1)
        if squashed.split() != [squashed]:
            places = [at for at in range(end - 1, start - 1, -1) if not masked[at].isspace()][: self._longest]
            squashed = "".join(masked[at] for at in reversed(places))
        for size in self._sizes.get(squashed[-1:], ()):
            concept = self.concepts.get(squashed[-size:]) if size <= len(squashed) else None
            if concept is not None:
                return places[size - 1], concept
        return None

    def prefix(self, prefix: str, own_names: tuple[str, ...]) -> Prefix:
        """Splits the words before a label into the body they name and what is left over."""
        # The number of a paragraph narrows nothing down.
        rest = ORDINAL.sub("", _YEAR.sub("", "".join(prefix.split())))
        subject = ""
        changed = True
        while changed and rest:
            changed = False
            name = next((name for name in own_names if rest.startswith(name)), None) or self._subjects.at_start(rest)
            if name is not None:
                subject = subject or name
                rest, changed = rest[len(name) :], True
            word = self._before.at_start(rest)
            if word is not None:
                rest, changed = rest[len(word) :], True
                continue
            word = self._before.at_end(rest)
            if word is not None:
                rest, changed = rest[: -len(word)], True
        if rest and not subject:
            organisation = self._organisations.at_end(rest)
            if organisation is not None and len(rest) > len(organisation):
                return Prefix(rest, "")
        return Prefix(subject, rest)

    def concept_of_heading(self, heading: str) -> str | None:
        """The one concept a heading names, or None where it names none or several."""
        found = {self.concepts[match[0]] for match in self.anywhere.finditer(bare_label(heading))}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=16)
def label_words(ruleset: RuleSet, one_form: bool = False) -> LabelWords:
    """The labels of a rule set; with `one_form` those that count only in a report on the funds of a single form, too."""
    return LabelWords(ruleset, one_form)
