"""A whole department's score sheet: each indicator with its standard, and no target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..grid import WIDTH
from .kit import Form, added, cells, labelled, merged


@dataclass(frozen=True)
class Scored:
    """An indicator: its place in the tree, its weight, the standard and the score."""

    category: str
    dimension: str
    name: str
    weight: str
    standard: str
    score: str


def score_sheet(
    name: str, region: str, year: int, department: str, rows: Sequence[Scored], *, total: str = "", grade: str = "优"
) -> Form:
    form = Form(name, region, year)
    title = f"{region}{year}年度部门整体支出绩效自评表"
    form.title(title)
    form.line(f"部门名称：{department}", size=21)
    whole = total or added([row.score for row in rows])
    grid = form.grid()
    edges = (0, 12, 24, 38, 44, 68, 75, WIDTH)
    heads = ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分", "备注")
    grid.add(*cells(edges, heads, center=True))
    texts = [(r.category, r.dimension, r.name, r.weight, r.standard, r.score, "") for r in rows]
    grid.extend(merged(texts, edges, 2))
    grid.add(*cells((0, 38, 44, 68, 75, WIDTH), ("合计", "100", "", whole, "")))
    grid.add(*labelled([("自评等级", grade)]))
    form.fact("score.total", whole, "分")
    form.report |= {
        "title": title,
        "region": region,
        "fiscal_year": year,
        "department": department,
        "score": whole,
        "grade": grade,
        "indicators": [[r.category, r.dimension, r.name, None, None] for r in rows],
        "indicator_scores": [[r.name, r.weight, r.score] for r in rows],
    }
    form.quiet.append("figures in the standards are no results; I402 and I403 on indicators without a target")
    return form
