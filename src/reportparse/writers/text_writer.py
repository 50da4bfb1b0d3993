"""Findings for reading: each with its place, the words that stand there and the reason, as a colleague would note them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TextIO

import click

from reportparse.model.report import EvidenceInfo, FindingInfo, Report
from reportparse.writers.words import looked_at, not_checked, not_read, severity_counts, word
from reportparse.writers.wrap import clean, wrap

QUOTE_LIMIT = 160
PLACE_LIMIT = 6
"""More evidence than this is counted, not listed; the JSON has it all."""

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "failed": "red"}
_INDENT = " " * 6


class Pen:
    """Writes wrapped lines. `columns` is the width, `colour` whether to use terminal colours."""

    def __init__(self, stream: TextIO, lang: str, columns: int, colour: bool) -> None:
        self.stream = stream
        self.lang = lang
        self.columns = columns
        self.colour = colour

    def word(self, key: str, *values: object) -> str:
        return word(key, self.lang).format(*values)

    def line(
        self, text: str = "", indent: str = "", lead: str = "", *, hang: bool = False, style: str | None = None
    ) -> None:
        """`lead` and `text`, cleaned of control characters and wrapped under `indent`; with a lead or `hang` further in."""
        lines = wrap(clean(lead + text), self.columns, indent, indent + ("  " if lead or hang else ""))
        for number, line in enumerate(lines):
            self.stream.write(self._styled(line, style) if number == 0 and style else line)
            self.stream.write("\n")

    def named(self, key: str, text: str, indent: str = _INDENT) -> None:
        """`判断：…`"""
        self.line(text, indent, self.word(key) + self.word(": "))

    def quote(self, text: str) -> str:
        text = clean(text)
        if len(text) > QUOTE_LIMIT:
            text = text[:QUOTE_LIMIT] + "…"
        return f'"{text}"' if self.lang == "en" else f"“{text}”"

    def _styled(self, line: str, style: str | None) -> str:
        return click.style(line, fg=_COLOURS.get(style or ""), bold=True) if self.colour else line


def header(pen: Pen, report: Report, names: Mapping[str, str], counts: str) -> None:
    """Who, which year, which file and form, how well it was read, how many findings."""
    subject, year = report.subject, report.report.get("fiscal_year")
    if report.status == "failed":
        pen.line(f"{report.source.path} · {pen.word('failed')}", style="failed")
    else:
        who = subject or pen.word("no department")
        when = pen.word("year", year) if year else pen.word("no year")
        pen.line(" · ".join([who, when, *([counts] if counts else [])]), style="title")
        edition = report.edition
        form = pen.word("edition", names.get(edition, edition)) if edition else pen.word("no edition")
        pen.line(" · ".join((report.source.path, form, pen.word(report.status))), "  ")
    for problem in report.problems:
        where = f"（{problem.location.say}）" if problem.location else ""
        pen.line(f"{pen.word(problem.stage)}{pen.word(': ')}{problem.message}{where}", "  ", pen.word("problem") + " ")


class TextWriter:
    """The findings of `check`. `names` maps edition ids to their names, `titles` codes of checks to their titles."""

    def __init__(
        self,
        stream: TextIO,
        lang: str = "zh",
        columns: int = 100,
        colour: bool = False,
        names: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self.pen = Pen(stream, lang, columns, colour)
        self.names = names or {}
        self.titles = titles or {}
        self.documents = 0
        self.failed = 0
        self.counts: Counter[str] = Counter()

    def begin(self) -> None:
        """The first report begins the text."""

    def add(self, report: Report, omitted: int = 0) -> None:
        pen, lang = self.pen, self.pen.lang
        counts = Counter[str](finding.severity for finding in report.findings)
        self.documents += 1
        self.counts.update(counts)
        header(pen, report, self.names, severity_counts(counts, lang))
        if report.status == "failed":
            self.failed += 1
            pen.line()
            pen.stream.flush()
            return
        pen.line()
        for finding in report.findings:
            self._finding(finding)
            pen.line()
        if not report.findings:
            pen.line(pen.word("none listed" if omitted else "none found"), "  ")
        if omitted:
            pen.line(pen.word("omitted", omitted), "  ")
        self._coverage(report)
        pen.line()
        pen.stream.flush()

    def end(self) -> None:
        pen = self.pen
        parts = [pen.word("totals", self.documents), severity_counts(self.counts, pen.lang)]
        if self.failed:
            parts.append(pen.word("unreadable", self.failed))
        pen.line(pen.word("; ").join(parts))
        pen.stream.flush()

    def _finding(self, finding: FindingInfo) -> None:
        pen = self.pen
        title = self.titles.get(finding.code, finding.name)
        pen.line(f"{pen.word(finding.severity)} {finding.code} {title}", "  ", style=finding.severity)
        pen.line(finding.message, _INDENT)
        for number, evidence in enumerate(finding.evidence[:PLACE_LIMIT]):
            self._evidence(evidence, number)
        if len(finding.evidence) > PLACE_LIMIT:
            pen.line(pen.word("more places", len(finding.evidence) - PLACE_LIMIT), _INDENT)
        for key, text in (("reason", finding.diagnosis), ("suggestion", finding.suggestion), ("basis", finding.basis)):
            if text:
                pen.named(key, text)

    def _evidence(self, evidence: EvidenceInfo, number: int) -> None:
        pen = self.pen
        said = evidence.location.say
        if evidence.quote.strip():
            said += pen.word(": ") + pen.quote(evidence.quote)
        # The first is what the finding is about; of the others the reader must know what they are there for.
        pen.named(evidence.role if number else "place", said)

    def _coverage(self, report: Report) -> None:
        pen, coverage = self.pen, report.coverage
        pen.named("coverage", looked_at(report, pen.lang), "  ")
        for key, text in (("skipped", not_checked(report, pen.lang)), ("unread", not_read(report, pen.lang))):
            if text:
                pen.named(key, text, "  ")
        if coverage.unplaced:
            listed = [
                f"{one.location.say}{pen.word(': ')}{pen.quote(one.text)}" for one in coverage.unplaced[:PLACE_LIMIT]
            ]
            more = len(coverage.unplaced) - PLACE_LIMIT
            listed += [pen.word("more places", more)] * (more > 0)
            pen.named("unplaced", pen.word("; ").join(listed), "  ")
