"""Reports of running text: on transfer payments, with their regular headings, and on projects, with small tables between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..content import IndicatorRow
from ..grid import WIDTH, Grid
from .kit import Form, cell, cells, labelled, merged
from .projects import Funds, Project

NUMBERED = ("一、", "二、", "三、", "四、", "五、", "六、", "（一）", "（二）", "（三）", "（四）")


@dataclass(frozen=True)
class Text:
    """Lines of text; one that begins with 一、 or （一） and has no full stop is a heading. A Grid is a table between them."""

    title: tuple[str, ...]
    lines: tuple[str | Grid, ...]


def text_report(name: str, region: str, year: int, text: Text) -> Form:
    form = Form(name, region, year)
    form.title(*text.title)
    for line in text.lines:
        if isinstance(line, Grid):
            form.blocks.append(line)
            continue
        number = next((mark for mark in NUMBERED if line.startswith(mark)), "")
        if number and not line.endswith("。"):
            form.heading(number, line.removeprefix(number), 1 if number.endswith("、") else 2)
        else:
            form.line(line)
    form.report |= {"title": "".join(text.title), "fiscal_year": year}
    if text.title[0].startswith(region):
        form.report["region"] = region
    return form


def small_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    grid = Grid(even=True)
    edges = [round(WIDTH * index / len(heads)) for index in range(len(heads) + 1)]
    grid.add(*cells(edges, heads, center=True))
    for row in rows:
        grid.add(*cells(edges, row))
    return grid


def regional_table(form: Form, project: Project) -> None:
    """区域（项目）绩效目标自评表: funds by government level, the indicators without weights."""
    form.title(f"{form.year}年度转移支付区域（项目）绩效目标自评表")
    grid = form.grid()
    grid.add(*labelled([("转移支付（项目）名称", project.project)], 20))
    grid.add(*labelled([("中央主管部门", project.supervisor)], 20))
    grid.add(*labelled([("资金使用单位", project.unit)], 20))
    edges = [10, 32, 50, 68, WIDTH]
    heads = ["", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"]
    grid.add(cell(0, 10, "资金投入情况（万元）", down=len(project.funds) + 1), *cells(edges, heads, center=True))
    for number, row in enumerate(project.funds):
        rate = project.execution if number == 0 else "100.00"
        grid.add(*cells(edges, (row.name, row.annual, row.executed, f"{rate}%")))
        entity = None if number == 0 else row.name.removeprefix("其中：")
        _facts(form, row, rate, entity)
    grid.add(cell(0, 10, "总体目标完成情况", down=2), cell(10, 46, "总体目标"), cell(46, WIDTH, "全年实际完成情况"))
    grid.add(cell(10, 46, project.goal), cell(46, WIDTH, project.result))
    edges = [10, 22, 34, 52, 62, 72, WIDTH]
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"]
    grid.add(cell(0, 10, "绩效指标", down=len(project.rows) + 1), *cells(edges, heads, center=True))
    grid.extend(
        merged([(r.category, r.dimension, r.name, r.target, r.actual, r.reason) for r in project.rows], edges, 2)
    )
    form.indicators([replace(row, weight="", score="") for row in project.rows], scores=False)
    form.report |= {
        "project_name": project.project,
        "supervising_department": project.supervisor,
        "implementing_unit": project.unit,
    }


def _facts(form: Form, row: Funds, rate: str, entity: str | None) -> None:
    form.fact("project.budget_annual", row.annual, "万元", entity)
    form.fact("project.executed", row.executed, "万元", entity)
    form.fact("project.execution_rate", rate, "%", entity)


def indicator(
    category: str,
    dimension: str,
    name: str,
    target: str,
    actual: str,
    weight: str = "",
    score: str = "",
    reason: str = "",
) -> IndicatorRow:
    return IndicatorRow(category, dimension, name, target, actual, weight, score, reason)
