"""A clean report as a clerk who rounds would have written it: each amount of money by itself, half up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportparse.model.claims import Claim
from reportparse.model.document import Document
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.model.reading import Reading
from reportparse.pipeline import check_document
from reportparse.ruleset.rules import RuleSet
from reportparse.selftest.copies import CannotPlantError, faulty, paragraph_at
from reportparse.selftest.docx_copies import faulty_file
from reportparse.selftest.fault import Change
from reportparse.selftest.slips import digits_of
from reportparse.selftest.trial import check_bytes, failures, say
from reportparse.text.numbers import find_figures, plain_number


@dataclass(frozen=True, slots=True)
class Twin:
    """A clean report with its amounts rounded: how many were, and the errors and warnings that this alone gave rise to.

    `no_file` says why the Word file itself could not be rounded; faults are then planted in the Document only.
    """

    path: str
    format: str
    rounded: int
    false: tuple[str, ...]
    no_file: Say | None = None


def round_report(
    reading: Reading, data: bytes | None, decimals: int, ruleset: RuleSet
) -> tuple[Document, bytes | None, Twin]:
    """The Document with its amounts rounded, its Word file likewise (None where there is none or its runs forbid), and the twin."""
    changes = roundings(reading, decimals)
    document = faulty(reading.document, changes)
    reports = [check_document(document, ruleset)]
    made, no_file = None, None
    if data is not None:
        try:
            made = faulty_file(data, reading.document, changes)
            reports.append(check_bytes(made, ruleset))
        except CannotPlantError as error:
            no_file = error.why
    said = [
        *(say(finding) for report in reports for finding in report.findings if finding.severity != "info"),
        *(failure for report in reports for failure in failures(report)),
    ]
    source = document.source
    return document, made, Twin(source.path, source.format, len(changes), tuple(dict.fromkeys(said)), no_file)


def roundings(reading: Reading, decimals: int) -> tuple[Change, ...]:
    """What changes where every amount of money with more decimals is rounded to so many.

    Amounts are the figures of the tables that were read as money, those of the sentences that belong to a label, and all
    that stand before a unit of money. Prices (40.55元/人) and everything that is no money stay, as do figures that run over
    several paragraphs of their cell.
    """
    changes: dict[Place, Change] = {}
    for place, exact in _amounts(reading):
        text = reading.document.text_at(place)
        span = digits_of(text)
        if span is None:
            continue
        written = text[slice(*span)]
        shorter = rounded(written, decimals, exact)
        begin = place.span[0] if place.span else 0
        digits = place.at(begin + span[0], begin + span[1])
        change = Change(digits, shorter)
        if shorter != written and digits not in changes and _fits(reading.document, change):
            changes[digits] = change
    return tuple(changes.values())


def rounded(written: str, decimals: int, exact: Decimal | None = None) -> str:
    """A figure half up to so many decimals, its separators kept; as it is where it has no more.

    `exact` is what it was itself rounded from, where that is known: rounding twice may give another figure.
    """
    value = plain_number(written)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= decimals:
        return written
    value = abs(value if exact is None else exact).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if "，" in written:
        return f"{value:,f}".replace(",", "，")
    return f"{value:,f}" if "," in written else f"{value:f}"


def _amounts(reading: Reading) -> Iterator[tuple[Place, Decimal | None]]:
    """Where amounts stand, and what a figure of the text is exactly where the tables have it with more digits."""
    for fact in reading.facts:
        if fact.quantity.is_money:
            yield fact.place, None
    for claim in reading.claims:
        if claim.mention.quantity.is_money and claim.mention.qualifier != "standard":
            yield claim.mention.place, _exact(reading, claim)
    for whole in reading.breakdowns:
        for mention in (whole.whole, *whole.parts):
            if mention.quantity.is_money:
                yield mention.place, None
    for place in _before_units(reading.document.lines):
        yield place, None


def _exact(reading: Reading, claim: Claim) -> Decimal | None:
    quantity = claim.mention.quantity
    if claim.status != "supported" or not claim.fact_ids:
        return None
    fact = reading.fact_by_id[claim.fact_ids[0]].quantity
    value = fact.in_unit(quantity.unit)
    finer = Quantity(value, quantity.unit, "").decimals > quantity.decimals
    return value if fact.is_money and finer else None


def _before_units(lines: Iterable[tuple[str, Place]]) -> Iterator[Place]:
    for text, place in lines:
        begin = place.span[0] if place.span else 0
        for figure in find_figures(text):
            if figure.kind == "money" and not figure.rate:
                yield place.at(begin + figure.start, begin + figure.end)


def _fits(document: Document, change: Change) -> bool:
    try:
        paragraph_at(document, change)
    except CannotPlantError:
        return False
    return True
