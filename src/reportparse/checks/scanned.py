"""Findings on text that was read off page images: none may be louder than the reading is sure.

A figure that a scan alone gives makes no error, as the engine may have misread it. It counts as confirmed where it closes
an identity of the tables as it was read, or was read the same at two places at least: then an error stays one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from reportparse.model.document import Document
from reportparse.model.facts import Fact
from reportparse.model.findings import Finding, Say, Severity, Skipped
from reportparse.model.reading import Reading
from reportparse.ruleset.kinds import Identity, SumOptions
from reportparse.ruleset.rules import RuleSet
from reportparse.text.numbers import find_figures

UNSURE = 0.8
"""A figure read with less confidence than this makes no warning either."""

# These judge characters, which on a scan are the engine's.
_OF_CHARACTERS = frozenset({"hidden_text", "garbled_text", "broken_text", "separators"})
# These judge how a field is written, or that something is blank: handwriting and seals are no text to an engine.
_OF_WRITING = frozenset({"format", "required", "dates", "sequence", "signature", "placeholder"})
_ROLES = frozenset({"stated", "expected", "part", "total"})
# Short figures (years aside) are read the same by chance.
_TELLING = 3
_YEAR = re.compile(r"(?:19|20)\d\d")


def confirmed_values(reading: Reading, ruleset: RuleSet) -> frozenset[Decimal]:
    """The values, as written, that the report itself confirms."""
    found: set[Decimal] = set()
    rows: dict[object, dict[str, Fact]] = defaultdict(dict)
    for fact in reading.facts:
        if fact.region is not None:
            rows[fact.region, fact.place.row].setdefault(fact.concept, fact)
    for check in ruleset.checks.values():
        if isinstance(check.options, SumOptions):
            for identity in check.options.identities:
                for facts in rows.values():
                    found |= _closing(identity, facts)
    quantities = [fact.quantity for fact in reading.facts]
    quantities += [claim.mention.quantity for claim in reading.claims]
    twice = Counter(quantity.value.normalize() for quantity in quantities if _is_telling(quantity.text))
    return frozenset(found | {value for value, count in twice.items() if count >= 2})


def _is_telling(text: str) -> bool:
    return sum(letter.isdigit() for letter in text) >= _TELLING


def _closing(identity: Identity, facts: dict[str, Fact]) -> set[Decimal]:
    """The values of a row that closes exactly."""
    total = facts.get(identity.total)
    plus = [facts[concept] for concept in identity.plus if concept in facts]
    minus = [facts[concept] for concept in identity.minus if concept in facts]
    if total is None or len(plus) + len(minus) < 2:
        return set()
    parts = sum((fact.quantity.scaled() for fact in plus), Decimal(0))
    parts -= sum((fact.quantity.scaled() for fact in minus), Decimal(0))
    if parts != total.quantity.scaled() or not parts:
        return set()
    return {fact.quantity.value.normalize() for fact in (total, *plus, *minus)}


def careful(
    reading: Reading, ruleset: RuleSet, findings: Iterable[Finding], codes: Iterable[str]
) -> tuple[list[Finding], list[Skipped]]:
    """The findings as a scan allows them, and what is said of the checks of `codes` that it does not allow."""
    document = reading.document
    confirmed = confirmed_values(reading, ruleset)
    kinds = {code: ruleset.checks[code].rule.kind for code in codes}
    kept = [
        _tempered(finding, document, confirmed, kinds[finding.code] in _OF_WRITING)
        for finding in findings
        if kinds[finding.code] not in _OF_CHARACTERS or not _touches_scan(finding, document)
    ]
    why = Say(
        "扫描页的文字由识别得出，字符上的毛病不一定是原件的，这些页不作此项检查",
        "the text of scanned pages is a reading, whose characters may not be the original's: not checked on these pages",
    )
    return kept, [Skipped(code, why) for code, kind in kinds.items() if kind in _OF_CHARACTERS]


def _touches_scan(finding: Finding, document: Document) -> bool:
    return any(document.certainty_at(evidence.place) is not None for evidence in finding.evidence)


def _tempered(finding: Finding, document: Document, confirmed: frozenset[Decimal], of_writing: bool) -> Finding:
    """The finding no louder than the least sure of its evidence, and with a word on how sure that is."""
    certainties = [
        (certainty, evidence)
        for evidence in finding.evidence
        if (certainty := document.certainty_at(evidence.place)) is not None
    ]
    if not certainties:
        return finding
    if of_writing:
        note = Say(
            "此处为扫描件，手写、签章和识别差错都可能造成这一结果，请核对原件",
            "this is a scan: handwriting, a seal or a misread character may be behind it; look at the original",
        )
        return _with(finding, "info", note)
    read = [(certainty, evidence) for certainty, evidence in certainties if evidence.role in _ROLES] or certainties
    lowest = min(certainty for certainty, _ in read)
    if all(_is_confirmed(document.text_at(evidence.place), confirmed) for _, evidence in read):
        note = Say(
            f"该数由文字识别得出，置信度{lowest:.2f}，与表内合计或另一处所载相符",
            f"read off a scan with confidence {lowest:.2f}; it closes a sum of the tables or stands elsewhere too",
        )
        return _with(finding, finding.severity, note)
    about = any(find_figures(document.text_at(evidence.place)) for _, evidence in read)
    note = Say(
        f"该{'数' if about else '处文字'}由文字识别得出，置信度{lowest:.2f}，请核对原件",
        f"read off a scan with confidence {lowest:.2f}; look at the original",
    )
    return _with(finding, "info" if lowest < UNSURE else "warning", note)


def _is_confirmed(text: str, confirmed: frozenset[Decimal]) -> bool:
    figures = [figure for figure in find_figures(text) if not _YEAR.fullmatch(str(figure.value))]
    return bool(figures) and all(figure.value.normalize() in confirmed for figure in figures)


def _with(finding: Finding, most: Severity, note: Say) -> Finding:
    order = ("info", "warning", "error")
    severity = min(finding.severity, most, key=order.index)
    old = finding.diagnosis
    said = note if old is None else Say(f"{old.zh}；{note.zh}", f"{old.en}; {note.en}")
    return replace(finding, severity=severity, diagnosis=said)
