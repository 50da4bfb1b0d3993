"""Findings on text read off page images: how loud they may be, and what is said of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from reportparse import load_rules
from reportparse.checks.runner import run_checks
from reportparse.extraction import extract_reading
from reportparse.locate import locate
from reportparse.model.document import Document
from reportparse.model.findings import Finding
from reportparse.readers import read

CORPUS = Path(__file__).parents[2] / "corpus"
RULES = load_rules()


def as_scan(document: Document, certainty: float) -> Document:
    """The same document as if all of it had been read off images with one confidence."""
    values: dict[tuple[int, int | None, int | None], tuple[float, ...]] = {}
    for _, place in document.lines:
        text = document.text_at(place._replace(span=None))
        values[place.block, place.row, place.column] = (certainty,) * len(text)
    return dataclasses.replace(document, certainty=values)


def findings(document: Document) -> tuple[list[Finding], set[str]]:
    outline = locate(document, RULES)
    reading = extract_reading(document, outline, RULES)
    outcome = run_checks(reading, RULES, None, lambda place, lang: "")
    return list(outcome.findings), {skip.code for skip in outcome.skipped}


@pytest.fixture(scope="module")
def petition() -> Document:
    return read(CORPUS / "huarong-petition-2021.pdf")


@pytest.fixture(scope="module")
def road() -> Document:
    return read(CORPUS / "baizhi-road-2021.pdf")


def test_an_error_stays_one_where_the_report_confirms_its_figures(petition: Document) -> None:
    found, _ = findings(as_scan(petition, 0.99))
    (mislabelled,) = [finding for finding in found if finding.code == "C201"]
    assert mislabelled.severity == "error"
    assert mislabelled.diagnosis is not None
    assert "置信度0.99，与表内合计或另一处所载相符" in mislabelled.diagnosis.zh


def test_a_figure_that_the_scan_alone_gives_makes_no_error(road: Document) -> None:
    plain, _ = findings(road)
    assert [finding.code for finding in plain if finding.severity == "error" and finding.code == "A102"]
    for certainty, severity in ((0.97, "warning"), (0.6, "info")):
        found, _ = findings(as_scan(road, certainty))
        sums = [finding for finding in found if finding.code == "A102"]
        assert sums
        assert {finding.severity for finding in sums} == {severity}
        said = [finding.diagnosis.zh for finding in sums if finding.diagnosis is not None]
        assert len(said) == len(sums)
        assert all(f"该数由文字识别得出，置信度{certainty:.2f}，请核对原件" in text for text in said)


def test_checks_of_characters_skip_scanned_text_and_say_so(petition: Document) -> None:
    garbled = {"T601", "T602", "T603", "F309"}
    _, skipped = findings(petition)
    assert not garbled <= skipped
    found, skipped = findings(as_scan(petition, 0.99))
    assert garbled <= skipped
    assert not garbled & {finding.code for finding in found}


def test_blank_fields_and_numbering_are_no_more_than_information(petition: Document) -> None:
    found, _ = findings(as_scan(petition, 0.99))
    quiet = [finding for finding in found if finding.code in {"F301", "F302", "F308", "S502", "S503", "S504"}]
    assert quiet
    assert {finding.severity for finding in quiet} == {"info"}


def test_a_document_that_is_no_scan_is_left_as_it_is(petition: Document) -> None:
    found, _ = findings(petition)
    assert not [finding for finding in found if finding.diagnosis and "识别" in finding.diagnosis.zh]
