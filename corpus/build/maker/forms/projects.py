"""The national form for one project, one or several in a file, and the forms of three provinces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..content import IndicatorRow
from ..grid import WIDTH, Grid
from .kit import Form, added, cell, cells, labelled, merged, percent, points, told


@dataclass(frozen=True)
class Funds:
    """A row of funds: its name, initial and annual budget, what was spent; '' for a blank."""

    name: str
    initial: str
    annual: str
    executed: str


@dataclass(frozen=True)
class Project:
    """A project's self-evaluation. The first row of `funds` is the whole. `total` overrides the sum of the scores."""

    project: str
    supervisor: str
    unit: str
    funds: tuple[Funds, ...]
    goal: str
    result: str
    rows: tuple[IndicatorRow, ...]
    rate: str = ""
    total: str = ""

    @property
    def whole(self) -> Funds:
        return self.funds[0]

    @property
    def execution(self) -> str:
        """The execution rate in percent, without a sign."""
        return self.rate or percent(self.whole.executed, self.whole.annual)


def _name(label: str) -> str:
    return label.removeprefix("其中：")


def national(form: Form, project: Project, *, only: bool = True, fonts: str = "") -> None:
    """The table of 财预〔2020〕10号. With `only` false the facts bear the project's name."""
    grid = form.grid()
    grid.add(cell(0, 14, "项目名称"), cell(14, WIDTH, project.project))
    grid.add(
        cell(0, 14, "主管部门"),
        cell(14, 42, project.supervisor),
        cell(42, 56, "实施单位"),
        cell(56, WIDTH, project.unit),
    )
    score = points(project.execution, 10)
    edges = [8, 26, 37, 49, 61, 68, 77, WIDTH]
    heads = ["", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
    grid.add(cell(0, 8, "项目资金（万元）", down=len(project.funds) + 1), *cells(edges, heads, center=True))
    for number, row in enumerate(project.funds):
        rate = (
            project.execution
            if number == 0
            else percent(row.executed, row.annual)
            if row.executed and row.annual not in ("", "0")
            else ""
        )
        written = f"{rate}%" if rate else ""
        marks = ("10", score) if number == 0 else ("-", "-")
        grid.add(*cells(edges, (row.name, row.initial, row.annual, row.executed, marks[0], written, marks[1])))
        entity = None if number == 0 else _name(row.name)
        _facts(form, row, rate, entity if only else "/".join(filter(None, (project.project, entity))))
    grid.add(cell(0, 8, "年度总体目标", down=2), cell(8, 46, "预期目标"), cell(46, WIDTH, "实际完成情况"))
    grid.add(cell(8, 46, project.goal), cell(46, WIDTH, project.result))
    _indicators(grid, project.rows, ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"))
    total = project.total or added([score, *(row.score for row in project.rows)])
    grid.add(cell(0, 62, "总分"), cell(62, 67, "100"), cell(67, 73, total), cell(73, WIDTH, ""))
    form.fact("score.total", total, "分", None if only else project.project)
    form.indicators(project.rows)


def _facts(form: Form, row: Funds, rate: str, entity: str | None) -> None:
    form.fact("project.budget_initial", row.initial, "万元", entity)
    form.fact("project.budget_annual", row.annual, "万元", entity)
    form.fact("project.executed", row.executed, "万元", entity)
    form.fact("project.execution_rate", rate, "%", entity)


def _indicators(grid: Grid, rows: Sequence[IndicatorRow], heads: Sequence[str]) -> None:
    edges = [5, 14, 24, 42, 52, 62, 67, 73, WIDTH]
    grid.add(
        cell(0, 5, "绩效指标", down=len(rows) + 1),
        *cells(edges, ("一级指标", "二级指标", "三级指标", *heads), center=True),
    )
    texts = [(r.category, r.dimension, r.name, r.target, r.actual, r.weight, r.score, r.reason) for r in rows]
    grid.extend(merged(texts, edges, 2))


def project_fields(form: Form, project: Project) -> None:
    """The truth about the fields of a project's form."""
    form.report |= {
        "fiscal_year": form.year,
        "project_name": project.project,
        "supervising_department": project.supervisor or None,
        "implementing_unit": project.unit,
    }


def national_report(name: str, region: str, year: int, project: Project) -> Form:
    """One project on the national form."""
    form = Form(name, region, year)
    form.title("项目支出绩效自评表", f"（{year}年度）")
    project_fields(form, project)
    form.report["title"] = f"项目支出绩效自评表（{year}年度）"
    national(form, project)
    form.report["score"] = form.facts[-1]["value"]
    whole = project.whole
    told(
        form, "项目资金使用情况", f"{year}年项目",
        (
            ("年初预算", "project.budget_initial", whole.initial),
            ("全年预算数", "project.budget_annual", whole.annual),
            ("全年执行数", "project.executed", whole.executed),
        ),
        project.execution,
    )  # fmt: skip
    form.quiet.append(
        "A102 on the rate column; A104 on results above 100 %; I402 on results that measure what they repeat"
    )
    return form


def several_report(name: str, region: str, year: int, projects: Sequence[Project]) -> Form:
    """A table for each project in one file."""
    form = Form(name, region, year)
    for number, project in enumerate(projects):
        form.title(f"{region}{year}年度项目支出绩效自评表")
        national(form, project, only=False)
        if number == 0:
            form.report["score"] = form.facts[-1]["value"]
            # The report's own score is that of its first form.
            form.facts[-1] = form.facts[-1] | {"entity": None}
    project_fields(form, projects[0])
    form.report |= {"title": f"{region}{year}年度项目支出绩效自评表", "region": region}
    form.quiet.append("C202 on figures of different projects; A105 over the tables of several projects")
    return form


def hubei_report(name: str, region: str, year: int, project: Project) -> Form:
    """Hubei: the execution of the budget counts 20, the indicators 80; boxes to tick."""
    form = Form(name, region, year)
    form.title(f"{year}年度{project.project}自评表")
    form.line(f"项目单位（盖章）：{project.unit}    填报日期：{year + 1}年3月18日", size=21)
    grid = form.grid()
    grid.add(*labelled([("项目名称", project.project)]))
    grid.add(*labelled([("主管部门", project.supervisor), ("项目实施单位", project.unit)]))
    grid.add(*labelled([("项目类别", "1、部门预算项目☑ 2、市直专项□ 3、省级专项□")]))
    grid.add(
        *labelled(
            [
                ("项目属性", "1、持续性项目☑ 2、新增性项目□"),
                ("项目类型", "1、常年性项目☑ 2、延续性项目□ 3、一次性项目□"),
            ]
        )
    )
    edges = [14, 32, 45, 58, 70, WIDTH]
    score = points(project.execution, 20)
    grid.add(
        cell(0, 14, "预算执行情况（万元）（20分）", down=2),
        *cells(edges, ("", "预算数（A）", "执行数（B）", "执行率（B/A）", "得分（20分*执行率）"), center=True),
    )
    whole = project.whole
    grid.add(*cells(edges, ("年度财政资金总额", whole.annual, whole.executed, f"{project.execution}%", score)))
    _facts(form, replace(whole, initial=""), project.execution, None)
    edges = [12, 24, 40, 54, 66, 75, WIDTH]
    grid.add(
        cell(0, 12, "年度绩效目标1（80分）", down=len(project.rows) + 1),
        *cells(edges, ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"), center=True),
    )
    grid.extend(
        merged([(r.category, r.dimension, r.name, r.target, r.actual, r.score) for r in project.rows], edges, 2)
    )
    total = project.total or added([score, *(row.score for row in project.rows)])
    grid.add(cell(0, 75, "总分"), cell(75, WIDTH, total))
    form.fact("score.total", total, "分")
    told(
        form, "预算执行情况", "项目资金全部为财政资金，",
        (("年度预算数", "project.budget_annual", whole.annual), ("实际支出", "project.executed", whole.executed)),
    )  # fmt: skip
    project_fields(form, project)
    form.report |= {"title": f"{year}年度{project.project}自评表", "score": total, "report_date": f"{year + 1}-03-18"}
    form.indicators([replace(row, weight="") for row in project.rows], scores=False)
    return form


_BOUNDS = "≥≤="


def _split(target: str) -> tuple[str, str, str]:
    """≥90% as ≥ | 90 | %."""
    bound = target[0] if target[0] in _BOUNDS else "="
    rest = target.lstrip(_BOUNDS)
    digits = rest.rstrip("%次个人套座条公里万亩册场户")
    return bound, digits, rest[len(digits) :]


def _whole(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """Rows as a reader puts them together: target and result with the unit of their row."""
    return [replace(r, target=r.target.lstrip("="), actual=r.actual + _split(r.target)[2]) for r in rows]


def sichuan_report(name: str, region: str, year: int, project: Project) -> Form:
    """Sichuan: four sources of funds, kind, value and unit of a target in columns of their own, the execution worth 10."""
    form = Form(name, region, year)
    form.title("部门预算项目支出绩效自评表", f"（{year}年度）")
    grid = form.grid()
    grid.add(*labelled([("项目名称", project.project)]))
    grid.add(*labelled([("主管部门", project.supervisor), ("实施单位（盖章）", project.unit)], 14))
    grid.add(cell(0, 26, "1.项目年度目标完成情况"), cell(26, WIDTH, f"{project.goal}{project.result}"))
    edges = [11, 27, 36, 47, 58, 67, 72, 77, WIDTH]
    heads = ["年度预算数（万元）", "年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分", "原因"]
    score = points(project.execution, 10)
    grid.add(cell(0, 11, "预算执行情况（10分）", down=len(project.funds) + 1), *cells(edges, heads, center=True))
    for number, row in enumerate(project.funds):
        rate = (
            project.execution
            if number == 0
            else "100.00"
            if row.executed and row.executed == row.annual != "0.00"
            else ""
        )
        marks = ("10", score) if number == 0 else ("/", "/")
        reason = "年中按进度追加，已在预算调整方案中说明；执行率达到90%以上，无需说明原因。" if number == 0 else ""
        grid.add(
            *cells(edges, (row.name, row.initial, row.annual, row.executed, f"{rate}%" if rate else "", *marks, reason))
        )
        _facts(form, row, rate, None if number == 0 else _name(row.name))
    edges = [8, 18, 28, 42, 49, 55, 61, 67, 72, 77, WIDTH]
    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
        "未完成原因分析",
    ]
    grid.add(cell(0, 8, "绩效指标（90分）", down=len(project.rows) + 1), *cells(edges, heads, center=True))
    texts = [
        (r.category, r.dimension, r.name, *_split(r.target), r.actual, r.weight, r.score, r.reason)
        for r in project.rows
    ]
    grid.extend(merged(texts, edges, 2))
    total = project.total or added([score, *(row.score for row in project.rows)])
    grid.add(cell(0, 67, "合计"), cell(67, 72, "100"), cell(72, 77, total), cell(77, WIDTH, ""))
    grid.add(cell(0, 12, "评价结论"), cell(12, WIDTH, f"项目自评总分{total}分，资金使用规范，达到预期目标。"))
    form.fact("score.total", total, "分")
    form.claim("自评总分", "score.total", total, "分")
    project_fields(form, project)
    form.report |= {"title": f"部门预算项目支出绩效自评表（{year}年度）", "score": total}
    form.indicators(_whole(project.rows))
    return form


def chongqing_report(name: str, region: str, year: int, department: str, project: Project) -> Form:
    """Chongqing: a whole department, the weight of the execution rate in a column, the unit before the kind of a target."""
    form = Form(name, region, year)
    form.title(f"{region}{year}年度部门整体绩效自评表")
    score = points(project.execution, 10)
    total = project.total or added([score, *(row.score for row in project.rows)])
    grid = form.grid()
    grid.add(*labelled([("部门名称", department), ("自评总分（分）", total)]))
    edges = [0, 20, 33, 46, 58, 67, 76, WIDTH]
    heads = [
        "部门支出（万元）",
        "年初预算数",
        "全年（调整）预算数",
        "全年执行数",
        "执行率（%）",
        "执行率权重",
        "执行率得分",
    ]
    grid.add(*cells(edges, heads, center=True))
    for number, row in enumerate(project.funds):
        rate = project.execution if number == 0 else percent(row.executed, row.annual)
        marks = ("10", score) if number == 0 else ("", "")
        grid.add(*cells(edges, (row.name, row.initial, row.annual, row.executed, rate, *marks)))
        _facts(form, row, rate, None if number == 0 else _name(row.name))
    edges = [0, 28, 56, WIDTH]
    grid.add(*cells(edges, ("年初绩效目标", "全年（调整）绩效目标", "全年目标实际完成情况"), center=True))
    grid.add(*cells(edges, (project.goal, project.goal, project.result)))
    edges = [0, 28, 37, 46, 55, 63, 72, 78, WIDTH]
    heads = ["指标名称", "计量单位", "指标性质", "指标值", "指标权重", "全年完成值", "指标得分", "说明"]
    grid.add(*cells(edges, heads, center=True))
    for r in project.rows:
        bound, value, unit = _split(r.target)
        grid.add(*cells(edges, (r.name, unit, bound, value, r.weight, r.actual, r.score, r.reason)))
    form.report |= {
        "title": f"{region}{year}年度部门整体绩效自评表",
        "region": region,
        "fiscal_year": year,
        "department": department,
        "score": total,
    }
    form.fact("score.total", total, "分")
    whole = project.whole
    told(
        form, "部门预算执行情况", f"我局{year}年",
        (
            ("年初预算", "project.budget_initial", whole.initial),
            ("调整后预算", "project.budget_annual", whole.annual),
            ("实际执行", "project.executed", whole.executed),
        ),
        project.execution,
    )  # fmt: skip
    plain = _whole(project.rows)
    form.report["indicators"] = [[None, None, r.name, r.target, r.actual] for r in plain]
    form.report["indicator_scores"] = [[r.name, r.weight, r.score] for r in plain]
    return form
