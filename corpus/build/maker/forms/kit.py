"""A report of any form: its blocks, and what a careful reader says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from ..amounts import plain
from ..content import IndicatorRow
from ..grid import WIDTH, Grid, Slot, text_cell
from ..package import package
from ..pieces import Para
from ..spec import Layout, ReportSpec
from ..truth import Data, Planted
from ..wordxml import paragraph, table

Block = Para | Grid


@dataclass
class Form:
    """`blocks` are paragraphs and tables in order; the rest is the truth about them."""

    name: str
    region: str
    year: int
    blocks: list[Block] = field(default_factory=list)
    report: Data = field(default_factory=dict)
    facts: list[Data] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    claims: list[Data] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    font: str = "仿宋"

    def title(self, *lines: str) -> None:
        self.blocks += [Para([line], align="center", bold=True, size=32, spaced=True) for line in lines]

    def line(self, text: str, *, size: int = 24) -> None:
        self.blocks.append(Para([text], size=size))

    def heading(self, number: str, text: str, level: int = 1) -> None:
        self.blocks.append(Para([text], level=level, number=number, bold=level == 1, spaced=level == 1))
        self.headings.append(number + text)

    def grid(self) -> Grid:
        grid = Grid(even=True)
        self.blocks.append(grid)
        return grid

    def fact(self, concept: str, text: str, unit: str, entity: str | None = None) -> None:
        """A figure of a table; a blank and a dash are none."""
        if text not in ("", "-", "—", "/"):
            value = plain(text.removesuffix("%"))
            self.facts.append(
                {"concept": concept, "entity": entity, "value": value, "unit": unit, "period": str(self.year)}
            )

    def claim(self, label: str, concept: str, value: str, unit: str = "万元", status: str = "supported") -> None:
        self.claims.append({"label": label, "concept": concept, "value": value, "unit": unit, "status": status})

    def indicators(self, rows: Sequence[IndicatorRow], *, scores: bool = True) -> None:
        """Tells the truth of the indicators, after those told before."""
        told = [[row.category, row.dimension, row.name, row.target or None, row.actual or None] for row in rows]
        self.report["indicators"] = [*_list(self.report.get("indicators")), *told]
        if scores:
            points = [[row.name, row.weight, row.score] for row in rows]
            self.report["indicator_scores"] = [*_list(self.report.get("indicator_scores")), *points]

    def docx(self) -> bytes:
        spec = ReportSpec(self.name, "", self.region, self.year, layout=Layout(font=self.font))
        body = ""
        for block in self.blocks:
            if isinstance(block, Grid):
                body += table(block, {})
            else:
                body += paragraph(block, indent=not block.level and block.align == "left")
        # Word wants a paragraph behind a table at the end.
        return package(spec, body + paragraph(Para([""])), 0)

    def truth(self) -> Data:
        return {
            "report": self.report,
            "facts": self.facts,
            "headings": self.headings,
            "claims": self.claims,
            "findings": [{"code": p.code, "severity": p.severity, "about": p.about} for p in self.planted],
            "allowed": sorted({code for p in self.planted for code in p.allowed}),
            "exact": True,
            "must_not_fire": self.quiet,
        }


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def cell(start: int, end: int, text: str, *, down: int = 1, center: bool = False, bold: bool = False) -> Slot:
    lines = text.split("\n")
    paras = [para for line in lines for para in text_cell(line, center=center, bold=bold)]
    return Slot(start, end, paras, down)


def cells(edges: Sequence[int], texts: Sequence[str], *, center: bool = False, bold: bool = False) -> list[Slot]:
    """A row of cells between neighbouring edges."""
    return [cell(edges[i], edges[i + 1], text, center=center, bold=bold) for i, text in enumerate(texts)]


def labelled(pairs: Sequence[tuple[str, str]], label: int = 12) -> list[Slot]:
    """Labels and values side by side over the whole width."""
    width = WIDTH // len(pairs)
    row: list[Slot] = []
    for position, (name, value) in enumerate(pairs):
        start = position * width
        end = WIDTH if position == len(pairs) - 1 else start + width
        row += [cell(start, start + label, name), cell(start + label, end, value)]
    return row


def merged(rows: Sequence[Sequence[str]], edges: Sequence[int], merge: int) -> list[list[Slot]]:
    """Rows of texts, equal neighbours of the first `merge` columns merged down within the column before."""
    out: list[list[Slot]] = [[] for _ in rows]
    for column in range(len(edges) - 1):
        at = 0
        while at < len(rows):
            span = 1
            if column < merge:
                while at + span < len(rows) and rows[at + span][: column + 1] == rows[at][: column + 1]:
                    span += 1
            out[at].append(cell(edges[column], edges[column + 1], rows[at][column], down=span))
            at += span
    return out


def percent(part: str, whole: str, places: int = 2) -> str:
    """part / whole as a percentage, without a sign."""
    value = Decimal(plain(part)) / Decimal(plain(whole)) * 100
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def points(rate: str, weight: int, places: int = 2) -> str:
    """The score of an execution rate, at most the weight, without zeros at the end."""
    value = min(Decimal(rate), Decimal(100)) * weight / 100
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def added(texts: Sequence[str]) -> str:
    """The sum of figures as written, without zeros at the end."""
    value = sum((Decimal(text) for text in texts if text), Decimal(0))
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told(form: Form, heading: str, lead: str, amounts: Sequence[tuple[str, str, str]], rate: str = "") -> None:
    """A section that tells the funds of the form once more: label, concept and amount in 万元, and the execution rate."""
    form.heading("一、", heading)
    words = "，".join(f"{label}{amount}万元" for label, _, amount in amounts)
    form.line(f"{lead}{words}{f'，预算执行率{rate}%' if rate else ''}。")
    for label, concept, amount in amounts:
        form.claim(label, concept, amount)
