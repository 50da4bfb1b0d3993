"""CSV that spreadsheets open as it is: UTF-8 with a byte order mark, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from typing import TextIO

from reportparse.model.findings import SEVERITIES
from reportparse.model.report import Report
from reportparse.writers.words import looked_at, not_checked, not_read, word

FINDING_COLUMNS = (
    "path", "department", "fiscal_year", "code", "name", "severity", "place", "quote", "stated", "expected",
    "difference", "message", "diagnosis", "basis", "fingerprint",
)  # fmt: skip
FACT_COLUMNS = (
    "path", "department", "fiscal_year", "id", "concept", "label", "value", "unit", "entity", "period", "text", "place",
)  # fmt: skip

_FORMULA = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?[%％]?")


def guarded(value: object) -> str:
    """The value as a cell: on one line, and with a leading apostrophe where a spreadsheet would take it for a formula."""
    if value is None:
        return ""
    text = " ".join(str(value).split())
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


class _CsvWriter:
    columns: tuple[str, ...]

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.rows = csv.writer(stream, lineterminator="\r\n")

    def begin(self) -> None:
        self.stream.write("\ufeff")
        self.rows.writerow(self.columns)

    def write(self, *values: object) -> None:
        self.rows.writerow([guarded(value) for value in values])

    def end(self) -> None:
        self.stream.flush()


class FindingsCsvWriter(_CsvWriter):
    """One finding a row, heaviest first within a report. Place and quote are those of the first evidence.

    Below them rows without a code: what could not be read (`problem`), and what was looked at and what not (`coverage`).
    """

    columns = FINDING_COLUMNS

    def __init__(self, stream: TextIO, lang: str = "zh") -> None:
        super().__init__(stream)
        self.lang = lang

    def add(self, report: Report, omitted: int = 0) -> None:
        for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
            first = finding.evidence[0] if finding.evidence else None
            self.write(
                report.source.path,
                report.body,
                report.report.get("fiscal_year"),
                finding.code,
                finding.name,
                finding.severity,
                first.location.say if first else None,
                first.quote if first else None,
                finding.stated,
                finding.expected,
                finding.difference,
                finding.message,
                finding.diagnosis,
                finding.basis,
                finding.fingerprint,
            )
        for problem in report.problems:
            place = problem.location.say if problem.location else None
            self._note(report, "problem", problem.message, place)
        if report.status != "failed":
            self._note(report, "coverage", self._coverage(report))
        self.stream.flush()

    def _note(self, report: Report, name: str, message: str, place: str | None = None) -> None:
        row = dict.fromkeys(FINDING_COLUMNS)
        row |= {"path": report.source.path, "department": report.body, "fiscal_year": report.report.get("fiscal_year")}
        row |= {"name": name, "place": place, "message": message}
        self.write(*row.values())

    def _coverage(self, report: Report) -> str:
        texts = {
            "coverage": looked_at(report, self.lang),
            "skipped": not_checked(report, self.lang),
            "unread": not_read(report, self.lang),
        }
        return word("; ", self.lang).join(
            f"{word(key, self.lang)}{word(': ', self.lang)}{text}" for key, text in texts.items() if text
        )


class FactsCsvWriter(_CsvWriter):
    """One fact a row, in the order of the report."""

    columns = FACT_COLUMNS

    def add(self, report: Report, omitted: int = 0) -> None:
        for fact in report.facts:
            self.write(
                report.source.path,
                report.body,
                report.report.get("fiscal_year"),
                fact.id,
                fact.concept,
                fact.label,
                fact.value,
                fact.unit,
                fact.entity,
                fact.period,
                fact.text,
                fact.location.say,
            )
        self.stream.flush()
