"""A ReportSpec made into the clean Content of a report."""

from __future__ import annotations

import random
from decimal import Decimal

from . import headers
from .amounts import Figures, invent, total
from .content import Content, CoverLine, Evaluator, IndicatorRow, MoneyRow, MoneyTable, Node, SignatureLine
from .fill import fill
from .narrative import half, narrate
from .numbers_zh import date
from .pieces import Para
from .spec import ReportSpec
from .themes import THEMES, Theme

SURNAMES = "苏纪温简卓祝柏桑冉越单尹庾茅"
GIVEN = ("明澈", "以宁", "若溪", "知远", "望舒", "景行", "思齐", "亦舟", "怀瑾", "令仪", "牧之", "清越", "云帆", "仲言")
BANDS = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def grade_of(score: str) -> str:
    return next(name for floor, name in BANDS if Decimal(score) >= floor)


def compose(spec: ReportSpec) -> Content:
    """The clean report of a spec; the same spec gives the same report."""
    rng = random.Random(f"{spec.name}-{spec.seed}")
    theme = THEMES[spec.theme]
    department = spec.region + theme.name
    names = _people(rng)
    figures = invent(rng, spec.money, 1 + spec.units)
    rows = list(zip([spec.wording.headquarters, *theme.units[: spec.units]], figures, strict=True))
    summary = total(figures)
    actual = rng.randint(14, 40)
    staffing = (actual + rng.randint(0, 4), actual)
    grade = grade_of(spec.score)
    tables = _tables(spec, rows, summary)
    signed_on = date(spec.year + 1, 3, rng.randint(5, 11), "cn")
    reported = (spec.year + 1, 3, rng.randint(12, 28))
    people = f"{staffing[0]}{spec.staffing_words}", f"{staffing[1]}{spec.staffing_words}"
    content = Content(
        spec=spec,
        department=department,
        call=theme.call,
        title_lines=_title(spec),
        cover=_cover(spec, department, names[0], date(*reported, spec.layout.date_style)),
        issuer=f"{spec.region}财政局",
        report_date=date(*reported, "iso"),
        contact_name=names[0],
        contact_phone=spec.phone,
        staffing_quota=people[0],
        staffing_actual=people[1],
        duties=[Para([f"{index}.{duty}"]) for index, duty in enumerate(theme.duties, 1)],
        works=[_numbered(index, fill(work, spec.year, rng)) for index, work in enumerate(theme.works, 1)],
        achievements=[
            _bracketed(spec, index, fill(text, spec.year, rng)) for index, text in enumerate(theme.results, 1)
        ],
        tables=tables,
        goals=[f"目标{index}：{goal}" for index, goal in enumerate(theme.goals, 1)],
        goals_actual="三项目标全部完成。" if spec.voice else "目标1至目标3均已完成，未发生影响目标实现的情况。",
        indicators=_indicators(spec, theme, summary),
        score=spec.score,
        grade=grade,
        evaluators=[
            Evaluator(names[1], "局长" if theme.call == "局" else "负责人", department, names[1]),
            Evaluator(names[2], "分管财务副职", department, names[2]),
            Evaluator(names[0], "财务股会计", department, names[0]),
        ],
        signatures=[
            SignatureLine("评价组组长", names[1], signed_on),
            SignatureLine("部门（单位）负责人", names[1], signed_on),
            SignatureLine("填报人", names[0], None),
        ],
        opinion="情况属实，同意上报。",
        narrative=narrate(spec, theme, department, rows, summary, staffing, grade, rng),
        quiet=_quiet(spec),
    )
    if spec.layout.brackets == "half":
        _halve(content)
    return content


def _people(rng: random.Random) -> list[str]:
    surnames = rng.sample(SURNAMES, 3)
    return [surname + given for surname, given in zip(surnames, rng.sample(GIVEN, 3), strict=True)]


def _numbered(index: int, item: Para) -> Para:
    return Para([f"{index}.", *item.pieces])


def _bracketed(spec: ReportSpec, index: int, item: Para) -> Para:
    mark = ("（一）", "（二）", "（三）")[index - 1]
    return Para([half(mark) if spec.layout.brackets == "half" else mark, *item.pieces])


def _title(spec: ReportSpec) -> list[str]:
    if spec.title:
        return list(spec.title)
    first = f"{spec.region}{spec.year}年度部门（单位）整体支出"
    if spec.voice == 1:
        return [f"{spec.region}{spec.year}年度部门整体支出绩效自评报告"]
    return [first, "绩效评价自评报告"]


def _cover(spec: ReportSpec, department: str, preparer: str, reported: str) -> list[CoverLine]:
    return [
        CoverLine("department", "部门（单位）名称", department),
        CoverLine("budget_code", "预算编码", spec.code),
        CoverLine("evaluation_method", "评价方式", "部门（单位）绩效自评"),
        CoverLine("preparer", "填报人", preparer),
        CoverLine("phone", "联系电话", spec.phone),
        CoverLine("report_date", "报告日期", reported),
    ]


def _tables(spec: ReportSpec, rows: list[tuple[str, Figures]], summary: Figures) -> list[MoneyTable]:
    layout, words = spec.layout, spec.wording
    body: list[MoneyRow] = []
    top = MoneyRow("", words.summary, summary, summary=True)
    alone = len(rows) == 1 and not layout.ordinals
    for index, (name, figures) in enumerate(rows, 1):
        ordinal = {"1、": f"{index}、", "（1）": f"（{index}）"}.get(layout.ordinals, "")
        body.append(MoneyRow(ordinal, name, figures))
    if not alone:
        body = [top, *body] if layout.summary_first else [*body, top]
    trees: dict[str, list[Node]] = {
        "income": headers.income(words, layout),
        "expenditure": headers.expenditure(words, layout),
        "three_public": headers.three_public(words, layout, spec.money),
        "fixed_assets": headers.fixed_assets(layout),
    }
    tables: list[MoneyTable] = []
    for kind, tree in trees.items():
        concepts = {leaf.concept for node in tree for leaf in node.leaves()}
        kept = [
            MoneyRow(r.ordinal, r.entity, {c: v for c, v in r.values.items() if c in concepts}, r.summary) for r in body
        ]
        caption = "" if layout.bare_tables and kind in ("three_public", "fixed_assets") else headers.CAPTIONS[kind]
        tables.append(MoneyTable(kind, caption, tree, kept, spec.style, layout.zeros))
    return [tables[index] for index in layout.table_order]


def _indicators(spec: ReportSpec, theme: Theme, summary: Figures) -> list[IndicatorRow]:
    levels = spec.layout.indicator_heads == "levels"
    output = "产出指标" if levels else "产出目标"
    benefit = "效益指标" if levels else "效益目标"
    spent = spec.style.write(summary["expenditure.total"]) + spec.style.unit
    rows = [IndicatorRow(output, *item) for item in theme.indicators]
    rows.sort(key=lambda row: row.dimension != "数量指标")
    rows += [
        IndicatorRow(output, "质量指标", "“三公”经费控制率", "≤100%", "92%"),
        IndicatorRow(output, "时效指标", "预算资金按期拨付率", "≥95%", "98%"),
        IndicatorRow(output, "成本指标", "部门整体支出", f"≤{spent}", spent),
        *(IndicatorRow(benefit, *item) for item in theme.benefits),
        IndicatorRow("满意度指标" if levels else benefit, "服务对象满意度", "服务对象满意度", "≥90%", "95.5%"),
    ]
    if spec.layout.weights:
        _weigh(rows, Decimal(spec.score))
    return rows


def _weigh(rows: list[IndicatorRow], score: Decimal) -> None:
    """Weights that add up to 100 and scores that add up to the total; what is missing is taken off the last rows first."""
    base, extra = divmod(100, len(rows))
    lost = Decimal(100) - score
    for index, row in enumerate(reversed(rows)):
        weight = Decimal(base + (1 if index < extra else 0))
        off = min(lost, Decimal(3))
        lost -= off
        row.weight, row.score = str(weight), f"{(weight - off).normalize():f}"
        if off:
            row.reason = "统计口径较窄，取得的佐证资料不够完整"


def _quiet(spec: ReportSpec) -> list[str]:
    out = [
        "C206 on counts with 其中 whose parts add up",
        "C202 on the plan of next year and on standards per person and day",
    ]
    if spec.voice == 2:
        out.append("C202 on 年初预算, 年中追加 and 调整后预算 beside 支出合计")
        out.append("any amount check on an approximate 约…万元")
    if spec.voice:
        out.append("C202 on 较上年增加 or 减少")
    if spec.unit_sentence:
        out.append("C202 on the expenditure of one unit against the summary row")
    if spec.text_style.decimals < spec.style.decimals or spec.text_style.unit != spec.style.unit:
        out.append("C202 or C203 on amounts that the text gives in another unit or rounded")
    if spec.money.meeting != "none":
        out.append("A101 on 会议费, whether or not the printed total of 三公经费 holds it")
    return out


def _halve(content: Content) -> None:
    content.title_lines = [half(line) for line in content.title_lines]
    for line in content.cover:
        line.label = half(line.label)
    for table in content.tables:
        table.caption = half(table.caption)
        for row in table.rows:
            row.ordinal = half(row.ordinal)
