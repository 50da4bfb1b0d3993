"""What a careful reader says of a report, stage by stage, as plain data for YAML."""

from __future__ import annotations

from dataclasses import dataclass

from .amounts import plain
from .content import Content
from .pieces import Figure, Para, Tally, figures

Data = dict[str, object]


@dataclass(frozen=True)
class Planted:
    """A finding that must come. `allowed` are codes that may come with it as its consequence;
    `only` the formats in which it can be seen at all (empty: all)."""

    code: str
    severity: str
    about: str
    allowed: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def truth(content: Content, planted: list[Planted]) -> Data:
    return {
        "report": _report(content),
        "facts": _facts(content),
        "headings": [item.heading for item in content.narrative if item.level],
        "claims": _claims(content.narrative),
        "other_figures": _others(content.narrative),
        "findings": [_finding(item) for item in planted],
        "allowed": sorted({code for item in planted for code in item.allowed}),
        "exact": True,
        "must_not_fire": list(content.quiet),
    }


def _finding(item: Planted) -> Data:
    out: Data = {"code": item.code, "severity": item.severity, "about": item.about}
    if item.only:
        out["only"] = list(item.only)
    return out


def _report(content: Content) -> Data:
    spec = content.spec
    out: Data = {
        "title": "".join(content.title_lines),
        "region": spec.region,
        "fiscal_year": spec.year,
        "issuer": content.issuer,
    }
    for line in content.cover:
        if line.field != "report_date":
            out[line.field] = line.value or None
    if content.report_date is not None:
        out["report_date"] = content.report_date
    out |= {
        "contact_name": content.contact_name or None,
        "contact_phone": content.contact_phone or None,
        "staffing_quota": content.staffing_quota or None,
        "staffing_actual": content.staffing_actual or None,
        "score": content.score,
        "grade": content.grade,
        "goals_expected": list(content.goals),
        "goals_actual": content.goals_actual,
        "indicators": [[row.category, row.dimension, row.name, row.target, row.actual] for row in content.indicators],
        "evaluators": [
            {"name": e.name, "position": e.position, "organisation": e.organisation, "signed": bool(e.signature)}
            for e in content.evaluators
        ],
        "signatures": [
            {"role": line.role, "signed": bool(line.signature), "dated": None if line.date is None else bool(line.date)}
            for line in content.signatures
        ],
    }
    if spec.layout.weights:
        out["indicator_scores"] = [[row.name, row.weight, row.score] for row in content.indicators]
    return out


def _facts(content: Content) -> list[Data]:
    period = str(content.spec.year)
    out: list[Data] = []
    for table in content.tables:
        for row in table.rows:
            for leaf in table.leaves:
                text = table.cell(row, leaf.concept or "")
                if text and text != "—":
                    out.append(
                        {
                            "concept": leaf.concept,
                            "entity": row.entity,
                            "value": plain(text),
                            "unit": table.style.unit,
                            "period": period,
                        }
                    )
    for concept, text in (("staffing.quota", content.staffing_quota), ("staffing.actual", content.staffing_actual)):
        digits = text.removesuffix("人")
        if digits.isdigit():
            out.append({"concept": concept, "entity": None, "value": digits, "unit": "人", "period": period})
    out.append({"concept": "score.total", "entity": None, "value": content.score, "unit": "分", "period": period})
    return out


def _claims(paras: list[Para]) -> list[Data]:
    out: list[Data] = []
    for piece in (piece for item in paras for piece in item.pieces):
        if isinstance(piece, Figure) and piece.concept and not piece.qualifier:
            out.append(_claim(piece))
        elif isinstance(piece, Tally) and piece.concept:
            out.append(_claim(Figure(piece.head, piece.total, piece.unit, piece.concept)))
    return out


def _claim(figure: Figure) -> Data:
    out: Data = {"label": figure.label, "concept": figure.concept, "value": plain(figure.value), "unit": figure.unit}
    if figure.entity:
        out["entity"] = figure.entity
    out["status"] = figure.status
    if figure.should_be:
        out["should_be"] = figure.should_be
    return out


def _others(paras: list[Para]) -> list[Data]:
    """Figures of the text that no table answers, with why."""
    return [
        {"label": f.label, "value": plain(f.value), "unit": f.unit, "qualifier": f.qualifier}
        for f in figures(paras)
        if f.qualifier
    ]
