"""One report from file to result: read → locate → extract → check. Read this file first."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from reportparse.checks import Outcome, run_checks
from reportparse.errors import ReadError, told
from reportparse.extraction import extract_reading, proven_readings, with_readings
from reportparse.locate import Sayer, Surveyor, locate
from reportparse.model.document import Document, Problem
from reportparse.model.findings import Finding, Say
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Section
from reportparse.model.reading import Reading
from reportparse.model.report import (
    ClaimInfo,
    Coverage,
    EvaluatorInfo,
    EvidenceInfo,
    FactInfo,
    FindingInfo,
    GoalInfo,
    IndicatorInfo,
    Location,
    ProblemInfo,
    Report,
    SectionInfo,
    SignatureInfo,
    SkippedInfo,
    SourceInfo,
    UnplacedInfo,
)
from reportparse.readers import digest, read
from reportparse.readers.legacy_convert import Conversion
from reportparse.ruleset.rules import RuleSet
from reportparse.text.totals import SCORED

_OUT_OF_MEMORY = Say(
    "读这个文件时内存不够或超过上限（memory），已放弃。请核对文件来源；确需放宽的，用 --limit memory=数值。",
    "given up for want of memory, or above the limit (memory). Check where the file comes from. "
    "To allow more: --limit memory=VALUE.",
)
_RESOLVED = frozenset({"supported", "mislabelled", "different", "unit_slip"})


def run(
    path: str | os.PathLike[str],
    ruleset: RuleSet,
    *,
    lang: str = "zh",
    checks: Collection[str] | None = None,
    do_checks: bool = True,
    surroundings: bool = False,
    ready: Conversion | None = None,
) -> Report:
    """The result for one file. Never raises for a bad file: its report has status `failed` and says why.

    `checks` are the codes to run (None: all), `lang` the language of messages, `zh` or `en`; with `surroundings` the
    result has `Report.surroundings` filled. `ready` is what a conversion of an old Word document has given already.
    """
    name = os.fspath(path)
    try:
        document = read(name, ready)
    except ReadError as error:
        return failed(name, "read", error.code, error.said.in_language(lang))
    except MemoryError:
        return failed(name, "read", "out-of-memory", _OUT_OF_MEMORY.in_language(lang))
    except Exception as error:
        return failed(name, "read", "unexpected", told(error).in_language(lang))
    return check_document(document, ruleset, lang=lang, checks=checks, do_checks=do_checks, surroundings=surroundings)


def check_document(
    document: Document,
    ruleset: RuleSet,
    *,
    lang: str = "zh",
    checks: Collection[str] | None = None,
    do_checks: bool = True,
    surroundings: bool = False,
) -> Report:
    """The result for a document that has been read; arguments as for `run`."""
    try:
        reading = _extracted(document, ruleset)
    except MemoryError:
        return failed(
            document.source.path, "extract", "out-of-memory", _OUT_OF_MEMORY.in_language(lang), document=document
        )
    except Exception as error:
        return failed(document.source.path, "extract", "unexpected", told(error).in_language(lang), document=document)
    return _Result(reading, lang).report(ruleset, checks if do_checks else (), surroundings)


def _extracted(document: Document, ruleset: RuleSet) -> Reading:
    """What a document holds. Figures of a scan for which the tables prove another reading are read so."""
    outline = locate(document, ruleset)
    if document.certainty and (proven := proven_readings(document, outline, ruleset)):
        document = with_readings(document, proven)
        outline = locate(document, ruleset)
    return extract_reading(document, outline, ruleset)


@dataclass(frozen=True)
class Trace:
    """What every stage made of one file. `outcomes` has each check's own by its code, `sayer` puts places into words."""

    document: Document
    outline: Outline
    reading: Reading
    outcomes: dict[str, Outcome]
    sayer: Sayer


def trace(path: str | os.PathLike[str], ruleset: RuleSet, checks: Collection[str] | None = None) -> Trace:
    """The stages of one file, for those who write rules. Raises ReadError where it cannot be read."""
    document = read(os.fspath(path))
    reading = _extracted(document, ruleset)
    document, outline = reading.document, reading.outline
    sayer = Sayer(document, outline)
    outcomes = {
        code: run_checks(reading, ruleset, (code,), sayer.say)
        for code in ruleset.checks
        if checks is None or code in checks
    }
    return Trace(document, outline, reading, outcomes, sayer)


def failed(path: str, stage: Any, code: str, message: str, *, document: Document | None = None) -> Report:
    """The result of a file that could not be read or worked on."""
    source = document.source if document else None
    info = SourceInfo(
        path=path,
        sha256=source.sha256 if source else digest(path),
        format=source.format if source else None,
        pages=source.pages if source else None,
    )
    return Report.failed(info, ProblemInfo(stage=stage, code=code, message=message))


class _Result:
    """Turns what was found into the published shape, in one language."""

    def __init__(self, reading: Reading, lang: str) -> None:
        self.document = reading.document
        self.outline = reading.outline
        self.reading = reading
        self.lang = lang
        self.sayer = Sayer(self.document, self.outline)

    def report(self, ruleset: RuleSet, codes: Collection[str] | None, surroundings: bool) -> Report:
        outcome = run_checks(self.reading, ruleset, codes, self.sayer.say)
        problems = [*self.document.problems, *outcome.problems]
        source = self.document.source
        report = Report(
            source=SourceInfo(path=source.path, sha256=source.sha256, format=source.format, pages=source.pages),
            status="partial" if problems else "complete",
            problems=[self._problem(problem) for problem in problems],
            edition=self.outline.edition,
            report=self._fields(),
            facts=[
                FactInfo(
                    id=fact.id,
                    concept=fact.concept,
                    label=fact.label,
                    value=fact.quantity.written(),
                    unit=fact.quantity.unit,
                    entity=fact.entity,
                    period=fact.period,
                    text=fact.text,
                    location=self._location(fact.place),
                )
                for fact in self.reading.facts
            ],
            claims=[
                ClaimInfo(
                    id=claim.id,
                    label=claim.mention.label,
                    concept=claim.mention.concept,
                    value=claim.mention.quantity.written(),
                    unit=claim.mention.quantity.unit,
                    period=claim.mention.period,
                    qualifier=claim.mention.qualifier,
                    sentence=claim.mention.sentence,
                    section=list(claim.mention.passage.headings),
                    status=claim.status,
                    facts=list(claim.fact_ids),
                    location=self._location(claim.mention.place),
                )
                for claim in self.reading.claims
            ],
            findings=self._findings(outcome.findings),
            sections=[self._section(section) for section in self.outline.sections],
            coverage=Coverage(
                figures_found=self.reading.figures_found,
                facts=len(self.reading.facts),
                claims=len(self.reading.claims),
                claims_resolved=sum(claim.status in _RESOLVED for claim in self.reading.claims),
                checks_run=outcome.run,
                checks_skipped=[SkippedInfo(code=skip.code, why=self._text(skip.why)) for skip in outcome.skipped],
                unread=self._unread(),
                unplaced=[
                    UnplacedInfo(text=self.document.text_at(place).strip(), location=self._location(place))
                    for place in self.reading.unplaced
                ],
            ),
        )
        if surroundings:
            surveyor = Surveyor(self.document, self.outline)
            for info, finding in zip(report.findings, outcome.findings, strict=True):
                report.surroundings[info.fingerprint] = surveyor.around(finding.evidence)
        return report

    def _unread(self) -> dict[str, int]:
        unread = dict(self.document.unread)
        if self.reading.unplaced:
            unread["unplaced figures"] = len(self.reading.unplaced)
        return unread

    def _text(self, say: Say) -> str:
        return say.in_language(self.lang)

    def _location(self, place: Place) -> Location:
        return Location(
            say=self.sayer.say(place, self.lang),
            page=self.sayer.page(place),
            bbox=self.sayer.bbox(place),
            block=place.block,
            row=place.row,
            column=place.column,
            span=place.span,
        )

    def _problem(self, problem: Problem) -> ProblemInfo:
        location = self._location(problem.place) if problem.place is not None else None
        return ProblemInfo(
            stage=problem.stage, code=problem.code, message=self._text(problem.message), location=location
        )

    def _fields(self) -> dict[str, Any]:
        reading = self.reading
        fields = dict(reading.fields)
        kinds = {region.kind for region in self.outline.regions}
        if "goals" in kinds:
            fields["goals"] = [GoalInfo(expected=g.expected, actual=g.actual).model_dump() for g in reading.goals]
        if kinds.intersection(SCORED):
            fields["indicators"] = [
                IndicatorInfo(
                    category=i.category,
                    dimension=i.dimension,
                    name=i.name,
                    target=i.target,
                    actual=i.actual,
                    weight=i.weight,
                    score=i.score,
                    reason=i.reason,
                ).model_dump()
                for i in reading.indicators
            ]
        if "evaluators" in kinds:
            fields["evaluators"] = [
                EvaluatorInfo(
                    name=e.name, position=e.position, organisation=e.organisation, signed=e.signed
                ).model_dump()
                for e in reading.evaluators
            ]
        if reading.forms:
            fields["forms"] = [dict(form) for form in reading.forms]
        if reading.signatures:
            fields["signatures"] = [
                SignatureInfo(role=s.role, signed=s.signed, date=s.date).model_dump() for s in reading.signatures
            ]
        return fields

    def _section(self, section: Section) -> SectionInfo:
        return SectionInfo(
            number=section.number,
            title=section.title,
            level=section.level,
            text="\n".join(passage.text for passage in section.passages),
            children=[self._section(child) for child in section.children],
            location=self._location(section.place),
        )

    def _findings(self, findings: tuple[Finding, ...]) -> list[FindingInfo]:
        seen: dict[str, int] = {}
        result: list[FindingInfo] = []
        for finding in findings:
            print_ = self._fingerprint(finding, seen)
            result.append(
                FindingInfo(
                    code=finding.code,
                    name=finding.name,
                    severity=finding.severity,
                    message=self._text(finding.message),
                    stated=finding.stated,
                    expected=finding.expected,
                    difference=finding.difference,
                    diagnosis=self._text(finding.diagnosis) if finding.diagnosis else None,
                    suggestion=self._text(finding.suggestion) if finding.suggestion else None,
                    basis=finding.basis,
                    evidence=[
                        EvidenceInfo(quote=e.quote, location=self._location(e.place), role=e.role)
                        for e in finding.evidence
                    ],
                    fingerprint=print_,
                )
            )
        return result

    def _project(self) -> str | None:
        """What tells a project's report from others of its form."""
        fields = self.reading.fields
        names = [fields.get("implementing_unit"), fields.get("project_name")]
        return "/".join(name for name in names if name) or None

    def _fingerprint(self, finding: Finding, seen: dict[str, int]) -> str:
        """Made of the report's identity, the code and what the finding is about, so that it outlives a new reading."""
        fields = self.reading.fields
        about = "\x1f".join(
            "".join(str(part or "").split())
            for part in (
                fields.get("region"),
                fields.get("department") or self._project() or fields.get("title"),
                fields.get("fiscal_year"),
                finding.code,
                finding.key,
            )
        )
        seen[about] = seen.get(about, 0) + 1
        if seen[about] > 1:
            about += f"\x1f{seen[about]}"
        return hashlib.sha256(about.encode()).hexdigest()[:16]
