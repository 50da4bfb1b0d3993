"""A report before it is laid out: everything that will be read in it, open to change by a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from .amounts import Figures, MoneyStyle
from .pieces import Para
from .spec import ReportSpec


@dataclass
class Node:
    """A header cell: a leaf names a concept; a node without one spans its children (`其中：`)."""

    label: str
    concept: str | None = None
    children: list[Node] = field(default_factory=list)

    def leaves(self) -> list[Node]:
        if not self.children:
            return [self]
        return [leaf for child in self.children for leaf in child.leaves()]

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass
class MoneyRow:
    """A body row. `values` in 元 by concept; a concept missing there is a blank cell."""

    ordinal: str
    entity: str
    values: Figures
    summary: bool = False
    placeholder: bool = False


@dataclass
class MoneyTable:
    """One of the four money tables. `caption` is its title row, empty where the form prints none."""

    kind: str
    caption: str
    header: list[Node]
    rows: list[MoneyRow]
    style: MoneyStyle
    zeros: str

    def cell(self, row: MoneyRow, concept: str) -> str:
        """The cell as written; '' for a blank."""
        value = row.values.get(concept)
        if value is None:
            return ""
        if value == Decimal(0):
            if self.zeros == "blank" or (self.zeros == "mixed" and concept.startswith("income.")):
                return ""
            if self.zeros == "dash":
                return "—"
            return "0"
        return self.style.write(value)

    @property
    def leaves(self) -> list[Node]:
        return [leaf for node in self.header for leaf in node.leaves()]


@dataclass
class IndicatorRow:
    category: str
    dimension: str
    name: str
    target: str
    actual: str
    weight: str = ""
    score: str = ""
    reason: str = ""


@dataclass
class Evaluator:
    name: str
    position: str
    organisation: str
    signature: str


@dataclass
class SignatureLine:
    """A line to be signed; `date` as written, None where the line asks for none."""

    role: str
    signature: str
    date: str | None


@dataclass
class CoverLine:
    field: str
    label: str
    value: str


@dataclass
class Content:
    """`goals` are the expected goals; `goals_actual` the cell beside them."""

    spec: ReportSpec
    department: str
    call: str
    title_lines: list[str]
    cover: list[CoverLine]
    issuer: str
    report_date: str | None
    contact_name: str
    contact_phone: str
    staffing_quota: str
    staffing_actual: str
    duties: list[Para]
    works: list[Para]
    achievements: list[Para]
    tables: list[MoneyTable]
    goals: list[str]
    goals_actual: str
    indicators: list[IndicatorRow]
    score: str
    grade: str
    evaluators: list[Evaluator]
    signatures: list[SignatureLine]
    opinion: str
    narrative: list[Para]
    quiet: list[str] = field(default_factory=list)

    def texts(self) -> list[Para]:
        """All running text."""
        return [*self.duties, *self.works, *self.achievements, *self.narrative]

    def table(self, kind: str) -> MoneyTable:
        return next(table for table in self.tables if table.kind == kind)

    def cover_line(self, name: str) -> CoverLine:
        return next(line for line in self.cover if line.field == name)
