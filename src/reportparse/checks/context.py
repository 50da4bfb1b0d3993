"""What a kind of check is given, and how it makes a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from reportparse.model.document import Document
from reportparse.model.findings import Evidence, Finding, Say, Severity, Skipped
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.model.reading import Reading
from reportparse.ruleset.rules import LoadedCheck, RuleSet
from reportparse.ruleset.schema import Edition, Wording

T = TypeVar("T")
Argument = str | Say
Results = Iterator[Finding | Skipped]
_QUOTE_LIMIT = 120


class Context(NamedTuple):
    """One rule on one report. `say` puts a place into words of a language.

    `shared` holds what several rules ask for and is worked out once a report; see `once`.
    """

    reading: Reading
    ruleset: RuleSet
    check: LoadedCheck
    say: Callable[[Place, str], str]
    shared: dict[Callable[[Context], Any], Any]

    def once(self, make: Callable[[Context], T]) -> T:
        """make(context), worked out by the first rule that asks. It must depend on the report and the rules alone."""
        if make not in self.shared:
            self.shared[make] = make(self)
        found: T = self.shared[make]
        return found

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def edition(self) -> Edition | None:
        name = self.reading.outline.edition
        return self.ruleset.edition_by_id.get(name) if name else None

    def finding(
        self,
        *,
        key: str,
        evidence: Iterable[Evidence],
        arguments: Mapping[str, Argument],
        severity: Severity | None = None,
        stated: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
        diagnosis: Say | None = None,
    ) -> Finding:
        """A finding in the rule's own words. `key` must name what it is about, never where it stands."""
        rule = self.check.rule
        return Finding(
            rule.code,
            rule.name,
            severity or rule.severity,
            _filled(rule.message, arguments),
            stated,
            expected,
            difference,
            diagnosis,
            _filled(rule.suggestion, arguments) if rule.suggestion else None,
            rule.basis,
            tuple(evidence),
            key,
        )

    def skip(self, zh: str, en: str) -> Skipped:
        return Skipped(self.check.rule.code, Say(zh, en))

    def quote(self, place: Place, role: str) -> Evidence:
        """The text of a place as evidence."""
        return Evidence(shorten(self.document.text_at(place)), place, role)

    def around(self, place: Place, role: str) -> Evidence:
        """The sentence or cell about a place as evidence; the place itself stays exact."""
        return Evidence(self.sentence(place), place, role)

    def sentence(self, place: Place) -> str:
        whole = self.document.text_at(Place(place.block, place.row, place.column))
        if place.span is None:
            return shorten(whole)
        start, end = place.span
        left = max(whole.rfind(mark, 0, start) for mark in "。！？\n") + 1
        rights = [found for mark in "。！？\n" if (found := whole.find(mark, end)) >= 0]
        right = min(rights) + 1 if rights else len(whole)
        return shorten(whole[left:right], start - left, end - left)


def _filled(wording: Wording, arguments: Mapping[str, Argument]) -> Say:
    zh = {name: value.zh if isinstance(value, Say) else value for name, value in arguments.items()}
    en = {name: value.en if isinstance(value, Say) else value for name, value in arguments.items()}
    return Say(wording.zh.format(**zh), wording.en.format(**en))


def shorten(text: str, start: int = 0, end: int = 0) -> str:
    """A quote of bearable length that still holds text[start:end]."""
    text = text.strip()
    if len(text) <= _QUOTE_LIMIT:
        return text
    low = max(0, min(start - _QUOTE_LIMIT // 2, len(text) - _QUOTE_LIMIT))
    high = max(low + _QUOTE_LIMIT, min(end, len(text)))
    return ("…" if low else "") + text[low:high] + ("…" if high < len(text) else "")


def plain(value: Decimal) -> str:
    """A decimal as a plain string without an exponent or zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_unit(scaled: Decimal, like: Quantity) -> Quantity:
    """A sum in 元 as a quantity in the unit of another."""
    value = plain(Quantity(scaled, "元" if like.is_money else like.unit, "").in_unit(like.unit))
    return Quantity(Decimal(value), like.unit, value)
