"""SARIF 2.1.0, the exchange format of checkers (OASIS Standard, 27 March 2020)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TextIO
from urllib.parse import quote

from reportparse.model.report import EvidenceInfo, FindingInfo, Location, ProblemInfo, Report, Tool
from reportparse.writers.visible import visible
from reportparse.writers.words import word

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "reportparse/v1"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_WORDS = {
    "zh": {"basis": "依据：{}", "none": "依据：表式自身的要求", "false": "已知误报：{}", "likely": "判断：{}", "remedy": "建议：{}"},
    "en": {
        "basis": "Basis: {}", "none": "Basis: the form itself", "false": "Known false positive: {}", "likely": "Likely: {}",
        "remedy": "Remedy: {}",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SarifRule:
    """A check as a reader of the results needs it, in one language."""

    code: str
    name: str
    title: str
    explain: str
    severity: str
    basis: str | None
    false_positives: Sequence[str]


class SarifWriter:
    """One run, its results written as they come.

    A finding lies at its first evidence, the others are related locations. Word and PDF files have no offsets that the
    standard knows (its regions count the characters or bytes of the file itself), so a location says its place in words
    as a logical location and, as properties, as page, bbox, block, row, column and span, with the words that stand there.
    Coverage is a property of each artifact; what could not be read or run is a notification.
    """

    def __init__(self, stream: TextIO, tool: Tool, rules: Sequence[SarifRule], lang: str = "zh") -> None:
        self.stream = stream
        self.tool = tool
        self.rules = rules
        self.lang = lang
        self.index = {rule.code: number for number, rule in enumerate(rules)}
        self.artifacts: list[dict[str, Any]] = []
        self.notifications: list[dict[str, Any]] = []
        self.results = 0
        self.failed = False

    def begin(self) -> None:
        driver = {
            "name": self.tool.name,
            "version": self.tool.version,
            "rules": [self._rule(rule) for rule in self.rules],
            "properties": {"rulesDigest": self.tool.rules_digest},
        }
        head = {"language": "zh-CN" if self.lang == "zh" else "en-US", "columnKind": "unicodeCodePoints"}
        self.stream.write(f'{{\n  "$schema": "{SCHEMA_URI}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n')
        self._member("tool", {"driver": driver})
        for key, value in head.items():
            self._member(key, value)
        self.stream.write('      "results": [')

    def add(self, report: Report, omitted: int = 0) -> None:
        """Writes the results of a report. `omitted` counts findings left out of it as below the severity asked for."""
        number = len(self.artifacts)
        where = {"uri": uri_of(report.source.path), "index": number}
        self.artifacts.append(self._artifact(report, omitted))
        for problem in report.problems:
            self.notifications.append(self._notification(problem, where))
        self.failed = self.failed or report.status == "failed" or any(p.stage == "check" for p in report.problems)
        for finding in report.findings:
            text = _dumped(self._result(finding, where))
            self.stream.write(("," if self.results else "") + "\n" + textwrap.indent(text, " " * 8))
            self.results += 1

    def end(self) -> None:
        self.stream.write("\n      ],\n" if self.results else "],\n")
        self._member("artifacts", self.artifacts)
        invocation = {"executionSuccessful": not self.failed, "toolExecutionNotifications": self.notifications}
        self._member("invocations", [invocation], last=True)
        self.stream.write("    }\n  ]\n}\n")
        self.stream.flush()

    def _member(self, key: str, value: Any, last: bool = False) -> None:
        text = textwrap.indent(_dumped(value), " " * 6).lstrip()
        self.stream.write(f'      "{key}": {text}{"" if last else ","}\n')

    def _rule(self, rule: SarifRule) -> dict[str, Any]:
        words = _WORDS[self.lang]
        basis = words["basis"].format(rule.basis) if rule.basis else words["none"]
        more = [words["false"].format(text) for text in rule.false_positives]
        return {
            "id": rule.code,
            "name": "".join(part.capitalize() for part in rule.name.split("-")),
            "shortDescription": {"text": _sentence(rule.title, self.lang)},
            "fullDescription": {"text": _sentence(rule.explain, self.lang)},
            "help": {"text": "\n".join([rule.explain, basis, *more])},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }

    def _artifact(self, report: Report, omitted: int) -> dict[str, Any]:
        fields = report.report
        artifact: dict[str, Any] = {
            "location": {"uri": uri_of(report.source.path)},
            "roles": ["analysisTarget"],
            "properties": {
                "status": report.status,
                "edition": report.edition,
                "department": fields.get("department"),
                "fiscalYear": fields.get("fiscal_year"),
                "findingsNotListed": omitted,
                "coverage": report.coverage.model_dump(mode="json"),
            },
        }
        if report.source.sha256:
            artifact["hashes"] = {"sha-256": report.source.sha256}
        return artifact

    def _notification(self, problem: ProblemInfo, where: dict[str, Any]) -> dict[str, Any]:
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": where}}
        if problem.location:
            location.update(_logical(problem.location))
        return {
            "descriptor": {"id": problem.code},
            "level": "warning" if problem.stage == "read" and problem.location else "error",
            "message": {"text": _sentence(problem.message, self.lang)},
            "locations": [location],
            "properties": {"stage": problem.stage},
        }

    def _result(self, finding: FindingInfo, where: dict[str, Any]) -> dict[str, Any]:
        words = _WORDS[self.lang]
        said = [_sentence(finding.message, self.lang)]
        for key, text in (("likely", finding.diagnosis), ("remedy", finding.suggestion)):
            said += [_sentence(words[key].format(text), self.lang)] if text else []
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in self.index:
            result["ruleIndex"] = self.index[finding.code]
        result["level"] = _LEVELS[finding.severity]
        result["message"] = {"text": ("" if self.lang == "zh" else " ").join(said)}
        result["locations"] = [self._location(evidence, where) for evidence in finding.evidence[:1]] or [
            {"physicalLocation": {"artifactLocation": where}}
        ]
        related = [
            {"id": number, **self._location(evidence, where)} for number, evidence in enumerate(finding.evidence[1:], 1)
        ]
        if related:
            result["relatedLocations"] = related
        result["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
        properties = {
            "stated": finding.stated,
            "expected": finding.expected,
            "difference": finding.difference,
            "basis": finding.basis,
        }
        result["properties"] = {key: value for key, value in properties.items() if value is not None}
        return result

    def _location(self, evidence: EvidenceInfo, where: dict[str, Any]) -> dict[str, Any]:
        place = evidence.location
        address = place.model_dump(mode="json", exclude={"say"}, exclude_none=True)
        role = word(evidence.role, self.lang)
        message = f"{role}{word(': ', self.lang)}{evidence.quote}" if evidence.quote.strip() else role
        return {
            "physicalLocation": {"artifactLocation": where},
            **_logical(place),
            "message": {"text": message},
            "properties": {"role": evidence.role, "quote": evidence.quote, **address},
        }


def uri_of(path: str) -> str:
    """A file name as a URI reference: absolute names as `file:` URIs, others relative; no character that a URI may not have."""
    raw = path.encode("utf-8", "surrogateescape") if not _broken(path) else visible(path).encode()
    windows = PureWindowsPath(path)
    if windows.drive and windows.root:
        slashed = path.replace("\\", "/")
        if slashed.startswith("//"):
            return "file:" + quote(slashed)
        return "file:///" + slashed[:2] + quote(slashed[2:])
    if PurePosixPath(path).is_absolute():
        return "file://" + quote(raw)
    return quote(raw)


def _broken(path: str) -> bool:
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return True
    return False


def _logical(place: Location) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": place.say}]} if place.say else {}


def _sentence(text: str, lang: str) -> str:
    """The text as a sentence; the standard wants a full stop."""
    text = text.strip()
    ends: Iterable[str] = "。！？.!?…"
    return text if not text or text[-1] in ends else text + ("。" if lang == "zh" else ".")


def _dumped(value: Any) -> str:
    # What is no character (of a file name, or out of a broken font) must not make the whole file unreadable.
    return visible(json.dumps(value, ensure_ascii=False, indent=2))
