"""One fault in one copy: planted, checked, judged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from reportparse.locate import Sayer
from reportparse.model.findings import Say
from reportparse.model.report import FindingInfo, Report
from reportparse.pipeline import check_document, run
from reportparse.ruleset.rules import RuleSet
from reportparse.selftest.classes import FaultClass
from reportparse.selftest.copies import CannotPlantError, faulty
from reportparse.selftest.docx_copies import faulty_file
from reportparse.selftest.fault import Fault, Spot
from reportparse.selftest.subject import Subject

Route = Literal["document", "file"]


@dataclass(frozen=True, slots=True)
class Trial:
    """A planted fault and what the checks made of it.

    `found` tells whether it was found, `codes` are the errors and warnings at its place, `false` those elsewhere.
    """

    path: str
    format: str
    fault_class: str
    route: Route
    was: str
    now: str
    where: str
    expected: tuple[str, ...]
    found: bool
    codes: tuple[str, ...]
    false: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplanted:
    """A fault that the file's XML gave no way to plant, and why."""

    path: str
    fault_class: str
    why: Say


def trials(
    subject: Subject, data: bytes | None, fault_class: FaultClass, rng: Random, limit: int
) -> Iterator[Trial | Unplanted]:
    """Up to `limit` faults of a class (0: all), each tried in the Document and, where `data` is given, in the Word file."""
    faults = list(fault_class.plants(subject, rng))
    rng.shuffle(faults)
    planted = 0
    for fault in faults:
        if limit and planted >= limit:
            break
        tried = False
        for route in ("document", "file"):
            if (route == "file" and data is None) or (route == "document" and fault_class.file_only):
                continue
            try:
                report = _checked(subject, data if route == "file" else None, fault)
            except CannotPlantError as error:
                yield Unplanted(subject.document.source.path, fault_class.name, error.why)
                continue
            tried = True
            yield _judged(subject, fault_class, fault, route, report)
        planted += tried


def _checked(subject: Subject, data: bytes | None, fault: Fault) -> Report:
    if data is None:
        return check_document(faulty(subject.document, fault.changes), subject.ruleset)
    return check_bytes(faulty_file(data, subject.document, fault.changes), subject.ruleset)


def check_bytes(data: bytes, ruleset: RuleSet) -> Report:
    """What the checks say of a Word file given by its content."""
    with tempfile.TemporaryDirectory(prefix="reportparse-selftest-") as folder:
        copy = Path(folder) / "copy.docx"
        copy.write_bytes(data)
        return run(copy, ruleset)


def _judged(subject: Subject, fault_class: FaultClass, fault: Fault, route: Route, report: Report) -> Trial:
    loud = [finding for finding in report.findings if finding.severity != "info"]
    here = [finding for finding in loud if _at(finding, fault.spots)]
    false = [say(finding) for finding in loud if finding not in here and not _at(finding, fault.near)]
    false += failures(report)
    sayer = Sayer(subject.document, subject.reading.outline)
    return Trial(
        subject.document.source.path,
        subject.document.source.format,
        fault_class.name,
        route,
        fault.was,
        fault.now,
        sayer.say(fault.place),
        tuple(sorted(fault.codes)),
        any(finding.code in fault.codes for finding in here),
        tuple(finding.code for finding in here),
        tuple(false),
    )


def _at(finding: FindingInfo, spots: tuple[Spot, ...]) -> bool:
    """Whether a finding's evidence touches one of the spots. Neither route moves a block, so places are the same in all copies."""
    places = [evidence.location for evidence in finding.evidence]
    return any(spot.holds(place.block, place.row, place.column, place.span) for place in places for spot in spots)


def say(finding: FindingInfo) -> str:
    """Code and message."""
    return f"{finding.code} {finding.message}"


def failures(report: Report) -> list[str]:
    """The checks that broke down, which no report may bring about."""
    return [f"{problem.code} {problem.message}" for problem in report.problems if problem.code == "rule-failed"]


def loud_codes(findings: Iterable[FindingInfo]) -> list[str]:
    """The codes of errors and warnings."""
    return [finding.code for finding in findings if finding.severity != "info"]
