"""A working paper as audit offices keep it: overview, list of findings with columns for the reviewer, data, what was not checked."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reportparse.model.document import WORKBOOK_MARK
from reportparse.model.findings import SEVERITIES
from reportparse.model.report import FindingInfo, Report
from reportparse.writers import sheet_columns as sheets
from reportparse.writers.words import word
from reportparse.writers.xlsx_sheet import FONT, HEAD, Paper, Sheet, Value

_COUNTED = {column.key for column in sheets.OVERVIEW} - {"number", "path", "unit", "year", "form", "status"}
_STATUS_TONES = {"failed": "error", "partial": "warning"}


class XlsxWriter:
    """The workbook of `check` (or, with `checked` false, of `extract`, which has no findings).

    Every text of a report is written as a string, never as a formula or link. A decimal is a number where a spreadsheet
    keeps it exactly, shown with the decimals written, else a string. `names` maps edition ids to their names, `titles` codes
    to titles, `concepts` concept ids to their labels. `stream` must be binary; it is written at the end.
    """

    def __init__(
        self,
        stream: BinaryIO,
        lang: str = "zh",
        names: Mapping[str, str] | None = None,
        titles: Mapping[str, str] | None = None,
        concepts: Mapping[str, str] | None = None,
        checked: bool = True,
    ) -> None:
        self.stream = stream
        self.lang = lang
        self.names = names or {}
        self.titles = titles or {}
        self.concepts = concepts or {}
        self.checked = checked
        self.words = sheets.WORDS[lang]
        self.totals: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.documents = 0

    def begin(self) -> None:
        # Rows go to temporary files as they come, so that a whole archive fits.
        self.book = xlsxwriter.Workbook(
            self.stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": dict(FONT),
            },
        )
        # The same reports give the same bytes, so the time of writing is not kept.
        self.book.set_properties(
            {"title": self.words["title"], "category": WORKBOOK_MARK, "created": datetime.datetime(2000, 1, 1)}
        )
        paper = Paper(self.book, self.lang, self.checked)
        self.paper = paper
        self.overview = Sheet(paper, "overview", sheets.OVERVIEW)
        self.findings = Sheet(paper, "findings", sheets.FINDINGS) if self.checked else None
        self.facts = Sheet(paper, "facts", sheets.FACTS)
        self.unchecked = Sheet(paper, "unchecked", sheets.UNCHECKED)

    def add(self, report: Report, omitted: int = 0) -> None:
        """Rows for a report. `omitted` counts findings left out of it as below the severity asked for."""
        self.documents += 1
        fields = report.report
        year = fields.get("fiscal_year")
        who: dict[str, Value] = {
            "unit": report.body or word("no department", self.lang),
            "year": year if isinstance(year, int) else None,
            "path": report.source.path,
        }
        self._overview(report, who, omitted)
        if self.findings:
            for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
                self._finding(self.findings, finding, who)
        for fact in report.facts:
            self.rows["facts"] += 1
            named = self.concepts.get(fact.concept, "")
            self.facts.add(
                {
                    **who,
                    "number": self.rows["facts"],
                    "concept": f"{named} {fact.concept}".strip() if self.lang == "zh" else fact.concept,
                    "label": fact.label,
                    "entity": fact.entity or word("row of the department", self.lang),
                    "value": fact.value,
                    "measure": fact.unit,
                    "period": fact.period,
                    "written": fact.text,
                    "place": fact.location.say,
                }
            )
        self._unchecked(report, who)

    def end(self) -> None:
        total: dict[str, Value] = {key: self.totals[key] for key in _COUNTED}
        for sheet in (self.overview, self.findings, self.facts, self.unchecked):
            if sheet:
                sheet.close()
        # Behind the filter's range, so that sorting leaves it at the foot.
        self.overview.add({"path": f"{self.words['total']} {self.documents}", **total}, bold=True)
        if self.findings:
            self._choices(self.findings)
        self.book.close()
        self.stream.flush()

    def _overview(self, report: Report, who: Mapping[str, Value], omitted: int) -> None:
        coverage = report.coverage
        counts: dict[str, int] = {
            **dict.fromkeys(SEVERITIES, 0),
            **Counter(finding.severity for finding in report.findings),
            **Counter(claim.status for claim in report.claims),
            "omitted": omitted,
            "figures": coverage.figures_found,
            "facts": len(report.facts),
            "claims": coverage.claims,
            "checks_run": coverage.checks_run,
            "checks_skipped": len(coverage.checks_skipped),
            "problems": len(report.problems),
        }
        self.totals.update(counts)
        edition = report.edition
        self.overview.add(
            {
                **who,
                "number": self.documents,
                "form": self.names.get(edition, edition) if edition else word("no edition", self.lang),
                "status": word(report.status, self.lang),
                **{key: counts.get(key, 0) for key in _COUNTED},
            },
            {"status": _STATUS_TONES.get(report.status, "")},
        )

    def _finding(self, sheet: Sheet, finding: FindingInfo, who: Mapping[str, Value]) -> None:
        self.rows["findings"] += 1
        first = finding.evidence[0] if finding.evidence else None
        said = [finding.message]
        said += [self.words["likely"].format(finding.diagnosis)] if finding.diagnosis else []
        said += [self.words["remedy"].format(finding.suggestion)] if finding.suggestion else []
        sheet.add(
            {
                **who,
                "number": self.rows["findings"],
                "code": finding.code,
                "type": self.titles.get(finding.code, finding.name),
                "severity": word(finding.severity, self.lang),
                "place": first.location.say if first else None,
                "quote": first.quote if first else None,
                "stated": finding.stated,
                "expected": finding.expected,
                "difference": finding.difference,
                "message": "\n".join(said),
                "basis": finding.basis,
                "fingerprint": finding.fingerprint,
            },
            {"severity": finding.severity},
        )

    def _unchecked(self, report: Report, who: Mapping[str, Value]) -> None:
        rows: list[dict[str, Value]] = [
            {
                "kind": "problem",
                "code": problem.code,
                "name": word(problem.stage, self.lang),
                "why": problem.message,
                "place": problem.location.say if problem.location else None,
            }
            for problem in report.problems
        ]
        rows += [
            {"kind": "skipped", "code": skip.code, "name": self.titles.get(skip.code), "why": skip.why}
            for skip in report.coverage.checks_skipped
        ]
        rows += [
            {"kind": "unread", "name": word(what, self.lang), "why": str(count)}
            for what, count in report.coverage.unread.items()
            if count
        ]
        rows += [
            {
                "kind": "unplaced",
                "name": one.text,
                "why": word("unplaced figures", self.lang),
                "place": one.location.say,
            }
            for one in report.coverage.unplaced
        ]
        for row in rows:
            self.rows["unchecked"] += 1
            kind = sheets.KINDS[str(row["kind"])][self.lang == "en"]
            self.unchecked.add({**who, **row, "kind": kind, "number": self.rows["unchecked"]})

    def _choices(self, findings: Sheet) -> None:
        """The reviewer's lists, on a sheet of their own so that an office can change them."""
        name = sheets.SHEETS["choices"][self.lang == "en"]
        sheet = self.book.add_worksheet(name)
        lists = (("verified", sheets.VERIFIED[self.lang]), ("action", sheets.ACTIONS[self.lang]), ("reviewer", ()))
        sheet.set_column(0, 2, 24)
        titles = {column.key: column.title(self.lang) for column in sheets.FINDINGS}
        for row in range(sheets.REVIEWERS + 1):
            for number, (key, values) in enumerate(lists):
                if row == 0:
                    sheet.write_string(0, number, titles[key], self.paper.format(bold=True, bg_color=HEAD))
                elif row <= len(values):
                    sheet.write_string(row, number, values[row - 1], self.paper.format())
                else:
                    sheet.write_blank(row, number, None, self.paper.format())
            if row == 0:
                sheet.write_string(0, 3, self.words["names"])
        for part, last in findings.parts():
            self._reviewable(part, last, findings.index, [key for key, _ in lists])

    def _reviewable(self, sheet: Worksheet, last: int, index: Mapping[str, int], keys: list[str]) -> None:
        """The lists to pick from, in the reviewer's columns of a sheet of findings."""
        name = sheets.SHEETS["choices"][self.lang == "en"]
        for number, key in enumerate(keys):
            column = xl_col_to_name(number, True)
            rule: dict[str, Any] = {
                "validate": "list",
                "source": f"='{name}'!{column}$2:{column}${sheets.REVIEWERS + 1}",
                # Of the other columns the list is an offer: an office may write what it wants.
                "show_error": key == "verified",
                "error_title": self.words["pick"],
                "error_message": self.words["pick text"],
            }
            sheet.data_validation(1, index[key], last, index[key], rule)
        # A dismissed finding fades; the formula is ours and looks at the reviewer's column only.
        verdict = xl_col_to_name(index["verified"], True)
        dismissed = sheets.VERIFIED[self.lang][1]
        faded = self.book.add_format({"font_color": "#8A8A8A"})
        rule = {"type": "formula", "criteria": f'={verdict}2="{dismissed}"', "format": faded}
        sheet.conditional_format(1, 0, last, len(index) - 1, rule)
        sheet.print_area(0, 0, last, index["reviewer"])
