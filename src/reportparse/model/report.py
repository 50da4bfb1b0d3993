"""The result as other programs read it: pydantic models of the published JSON (`reportparse schema`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from reportparse.model.excerpt import Surroundings

SCHEMA: Literal["reportparse/1"] = "reportparse/1"
"""The number of the JSON layout; it changes when a name or meaning in this module does."""

DecimalString = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", description="a decimal number as written")]
SeverityName = Literal["error", "warning", "info"]


class Output(BaseModel):
    """Base of the output models."""

    model_config = ConfigDict(extra="forbid")


class Location(Output):
    """A place. `say` is for people; `block`, `row`, `column`, `span` address the Document; page and bbox the PDF (points, top left origin)."""

    say: str
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    block: int
    row: int | None = None
    column: int | None = None
    span: tuple[int, int] | None = None


class SourceInfo(Output):
    path: str
    sha256: str
    format: Literal["docx", "pdf", "doc", "wps", "text", "html", "xlsx", "xls", "scan"] | None
    pages: int | None = None


class ProblemInfo(Output):
    """What could not be read or run; `code` is stable."""

    stage: Literal["read", "locate", "extract", "check"]
    code: str
    message: str
    location: Location | None = None


class FactInfo(Output):
    """A figure of a table or form field. `entity` None is the reporting department."""

    id: str
    concept: str
    label: str
    value: DecimalString
    unit: str
    entity: str | None
    period: str | None
    text: str
    location: Location


class ClaimInfo(Output):
    """A figure of the running text; `facts` are the ids of the facts that answer it."""

    id: str
    label: str
    concept: str | None
    value: DecimalString
    unit: str
    period: str | None
    qualifier: str | None
    sentence: str
    section: list[str]
    status: Literal["supported", "mislabelled", "different", "unit_slip", "unsupported", "not_comparable"]
    facts: list[str]
    location: Location


class SectionInfo(Output):
    """A heading, its text without the sub-sections', and the sub-sections."""

    number: str | None
    title: str
    level: int
    text: str
    children: list[SectionInfo]
    location: Location


class EvidenceInfo(Output):
    quote: str
    location: Location
    role: str


class FindingInfo(Output):
    """A discrepancy, in the language asked for."""

    code: str
    name: str
    severity: SeverityName
    message: str
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    diagnosis: str | None = None
    suggestion: str | None = None
    basis: str | None = None
    evidence: list[EvidenceInfo]
    fingerprint: str


class SkippedInfo(Output):
    code: str
    why: str


class UnplacedInfo(Output):
    """A figure of a table that was read and that nothing was made of."""

    text: str
    location: Location


class Coverage(Output):
    """What was looked at: silence of a check that ran means something, silence of one that did not means nothing.

    `unplaced` lists the figures counted in `unread` as `unplaced figures`.
    """

    figures_found: int
    facts: int
    claims: int
    claims_resolved: int
    checks_run: int
    checks_skipped: list[SkippedInfo]
    unread: dict[str, int]
    unplaced: list[UnplacedInfo] = Field(default_factory=list)


class GoalInfo(Output):
    expected: str | None
    actual: str | None


class IndicatorInfo(Output):
    category: str | None
    dimension: str | None
    name: str
    target: str | None = None
    actual: str | None = None
    weight: str | None = None
    score: str | None = None
    reason: str | None = None


class EvaluatorInfo(Output):
    name: str
    position: str | None
    organisation: str | None
    signed: bool


class SignatureInfo(Output):
    role: str
    signed: bool
    date: str | None


class Report(Output):
    """One document's result. `report` holds the fields the form has: null where blank, absent where the form has none."""

    source: SourceInfo
    status: Literal["complete", "partial", "failed"]
    problems: list[ProblemInfo]
    edition: str | None
    report: dict[str, Any]
    facts: list[FactInfo]
    claims: list[ClaimInfo]
    findings: list[FindingInfo]
    sections: list[SectionInfo]
    coverage: Coverage

    _surroundings: dict[str, Surroundings] = PrivateAttr(default_factory=dict)

    @property
    def body(self) -> str | None:
        """Whose report it is: the department, or the unit that carried out the project; None where neither was found."""
        return self._named("department") or self._named("implementing_unit")

    @property
    def subject(self) -> str | None:
        """What to call the report by: whose it is, and of which project; its title where it says neither."""
        parts = [part for part in (self.body, self._named("project_name")) if part]
        return " · ".join(parts) or self._named("title")

    def _named(self, field: str) -> str | None:
        return str(self.report.get(field) or "") or None

    @property
    def surroundings(self) -> dict[str, Surroundings]:
        """What stands around each finding, by fingerprint; filled only where the run was asked for it. Never printed."""
        return self._surroundings

    @classmethod
    def failed(cls, source: SourceInfo, problem: ProblemInfo) -> Report:
        """The result of a file that gave none, and why."""
        nothing = Coverage(
            figures_found=0, facts=0, claims=0, claims_resolved=0, checks_run=0, checks_skipped=[], unread={}
        )
        return cls(
            source=source,
            status="failed",
            problems=[problem],
            edition=None,
            report={},
            facts=[],
            claims=[],
            findings=[],
            sections=[],
            coverage=nothing,
        )


class Tool(Output):
    name: str
    version: str
    rules_digest: str


class Results(Output):
    """What `--format json` prints."""

    schema_: Literal["reportparse/1"] = Field(default=SCHEMA, alias="schema")
    tool: Tool
    documents: list[Report]

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
