"""The project variant of the county form: funds by source, spending with voucher numbers, goals, evaluators, a text part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..content import Evaluator, IndicatorRow
from ..grid import WIDTH
from ..pieces import Para
from .kit import Form, cell, cells, labelled, merged

SOURCES = ("中央财政", "省财政", "市财政", "县（区）财政", "其它")
COLUMNS = ("计划安排资金（万元）", "实际到位资金（万元）", "实际支出（万元）", "结余（万元）")
CONCEPTS = ("project.planned", "project.received", "project.spent", "project.balance")


@dataclass(frozen=True)
class CountyProject:
    """`totals` and `parts` are planned, received, spent, balance; `parts` by source, '' for a blank.

    `spending` are content, amount, voucher number; `spent` is the total below them. `beside` writes the labels of the funds
    beside their figures, else the table has a header.
    """

    issuer: str
    project: str
    unit: str
    supervisor: str
    begin: str
    end: str
    totals: tuple[str, str, str, str]
    parts: tuple[tuple[str, str, str, str], ...]
    spending: tuple[tuple[str, str, str], ...]
    spent: str
    goal: str
    result: str
    rows: tuple[IndicatorRow, ...]
    score: str
    grade: str
    people: tuple[Evaluator, ...]
    text: tuple[tuple[str, str], ...]
    beside: bool = True
    contact: str = "纪若溪"
    phone: str = "5550137"


def county_project(name: str, region: str, year: int, project: CountyProject) -> Form:
    form = Form(name, region, year)
    title = f"{region}{year}年度财政支出项目绩效评价自评报告"
    form.title(title)
    form.line("评价类型：项目实施过程评价□   项目完成结果评价■")
    for label, value in (
        ("项目名称", project.project),
        ("项目单位", project.unit),
        ("主管部门", project.supervisor),
        ("评价方式", "部门（单位）绩效自评"),
        ("评价机构", "部门（单位）评价组"),
        ("报告日期", f"{year + 1}年4月12日"),
    ):
        form.line(f"{label}：{value}", size=28)
    form.blocks.append(Para([f"{project.issuer}（制）"], align="center", size=28))
    _overview(form, project)
    _spending(form, project)
    _performance(form, project)
    _evaluators(form, project)
    form.heading("五、", "评价报告综述（文字部分）")
    for heading, text in project.text:
        form.heading(heading[:3], heading[3:], 2)
        form.line(text)
    planned, received, spent, left = project.totals
    form.line(f"项目计划安排资金{planned}万元，实际到位资金{received}万元，实际支出{spent}万元，结余{left}万元。")
    for label, concept, value in zip(
        ("计划安排资金", "实际到位资金", "实际支出", "结余"), CONCEPTS, project.totals, strict=True
    ):
        form.claim(label, concept, value)
    form.report |= {
        "title": title,
        "region": region,
        "fiscal_year": year,
        "issuer": project.issuer,
        "project_name": project.project,
        "implementing_unit": project.unit,
        "supervising_department": project.supervisor or None,
        "evaluation_method": "部门（单位）绩效自评",
        "report_date": f"{year + 1}-04-12",
        "contact_name": project.contact,
        "contact_phone": project.phone,
        "score": project.score,
        "grade": project.grade,
    }
    form.fact("score.total", project.score, "分")
    form.quiet.append("C202 on sub-items of the spending; figures in voucher numbers are no amounts")
    return form


def _overview(form: Form, project: CountyProject) -> None:
    form.heading("一、", "项目基本概况")
    grid = form.grid()
    grid.add(*labelled([("联系人", project.contact), ("联系电话", project.phone)], 16))
    grid.add(*labelled([("项目起止时间", f"{project.begin}起至{project.end}止")], 16))
    if project.beside:
        edges = [0, 13, 21, 34, 42, 55, 63, 76, WIDTH]
        grid.add(*cells(edges, [text for pair in zip(COLUMNS, project.totals, strict=True) for text in pair]))
        for number, (source, row) in enumerate(zip(SOURCES, project.parts, strict=True)):
            label = f"其中：{source}" if number == 0 else source
            texts = [text for value in row for text in (label, value)]
            grid.add(*cells(edges, texts))
    else:
        edges = [0, 20, 36, 52, 68, WIDTH]
        grid.add(*cells(edges, ("资金来源", *COLUMNS), center=True))
        grid.add(*cells(edges, ("合计", *project.totals)))
        for source, row in zip(SOURCES, project.parts, strict=True):
            grid.add(*cells(edges, (source, *row)))
    for entity, values in ((None, project.totals), *zip(SOURCES, project.parts, strict=True)):
        for concept, value in zip(CONCEPTS, values, strict=True):
            form.fact(concept, value, "万元", entity)


def _spending(form: Form, project: CountyProject) -> None:
    form.heading("二、", "项目支出明细情况")
    grid = form.grid()
    edges = [0, 32, 48, 72, WIDTH]
    grid.add(*cells(edges, ("支出内容", "实际支出数（万元）", "会计凭证号", "备注"), center=True))
    for content, amount, voucher in project.spending:
        grid.add(*cells(edges, (content, amount, voucher, "")))
        form.fact("project.spent", amount, "万元", content)
    grid.add(*cells(edges, ("支出合计", project.spent, "", "")))
    form.fact("project.spent", project.spent, "万元")


def _performance(form: Form, project: CountyProject) -> None:
    form.heading("三、", "项目绩效自评情况")
    grid = form.grid()
    grid.add(
        cell(0, 16, "项目绩效定性目标及实施计划完成情况", down=2), cell(16, 50, "预期目标"), cell(50, WIDTH, "实际完成")
    )
    grid.add(cell(16, 50, project.goal), cell(50, WIDTH, project.result))
    edges = [16, 28, 40, 58, 70, WIDTH]
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值"]
    grid.add(
        cell(0, 16, "项目绩效定量目标（指标）及完成情况", down=len(project.rows) + 1), *cells(edges, heads, center=True)
    )
    grid.extend(merged([(r.category, r.dimension, r.name, r.target, r.actual) for r in project.rows], edges, 2))
    grid.add(*labelled([("自评得分", project.score), ("自评等级", project.grade)], 16))
    form.indicators(project.rows, scores=False)
    form.report["goals_expected"] = [project.goal]


def _evaluators(form: Form, project: CountyProject) -> None:
    form.heading("四、", "评价人员")
    grid = form.grid()
    edges = [0, 18, 38, 66, WIDTH]
    grid.add(*cells(edges, ("姓名", "职务/职称", "单位", "签字"), center=True))
    for person in project.people:
        grid.add(*cells(edges, (person.name, person.position, person.organisation, person.signature)))
    form.line(f"评价组组长（签字）：{project.people[0].signature}    {form.year + 1}年4月12日")
    form.report["evaluators"] = [
        {"name": p.name, "position": p.position, "organisation": p.organisation, "signed": bool(p.signature)}
        for p in project.people
    ]


def people(*names: str, unit: str, positions: Sequence[str] = ("负责人", "会计")) -> tuple[Evaluator, ...]:
    return tuple(Evaluator(name, position, unit, name) for name, position in zip(names, positions, strict=True))
