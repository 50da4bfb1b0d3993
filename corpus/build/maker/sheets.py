"""The parts of the form as table rows: basics, money, performance, evaluators."""

from __future__ import annotations

from .content import Content, IndicatorRow, MoneyTable
from .grid import CELL_SIZE, WIDTH, Slot, header_rows, lines, row, text_cell
from .narrative import half
from .pieces import Para

Rows = list[list[Slot]]

BLANK_DATE = "年    月    日"


def full(text: str, *, bold: bool = False, align: str = "left") -> list[Slot]:
    """A row of one cell over the whole width."""
    item = Para([text], bold=bold, size=CELL_SIZE)
    item.align = "right" if align == "right" else "center" if align == "center" else "left"
    return [Slot(0, WIDTH, [item])]


def _small(paras: list[Para]) -> list[Para]:
    return [Para(p.pieces, p.level, p.number, p.auto, p.align, p.bold, CELL_SIZE, p.spaced) for p in paras]


def basics(content: Content) -> Rows:
    narrow = lines([21, 21, 20, 22])
    wide = [0, 17, WIDTH]
    rows: Rows = [
        row(narrow, ["联系人", content.contact_name, "联络电话", content.contact_phone]),
        row(narrow, ["人员编制", content.staffing_quota, "实有人数", content.staffing_actual]),
    ]
    for label, paras in (
        ("职能职责概述", content.duties),
        ("年度主要工作内容", content.works),
        ("年度部门（单位）总体运行情况及取得的成绩", content.achievements),
    ):
        rows.append([Slot(0, wide[1], text_cell(_label(content, label))), Slot(wide[1], WIDTH, _small(paras))])
    return rows


def _label(content: Content, text: str) -> str:
    return half(text) if content.spec.layout.brackets == "half" else text


def money_caption(content: Content, table: MoneyTable) -> tuple[str, str]:
    """The title of a money table and the line with its unit ('' where the unit stands elsewhere)."""
    unit = table.style.unit
    if content.spec.layout.captions == "line":
        return table.caption, f"单位：{unit}"
    if content.spec.layout.captions == "header" or not table.caption:
        return table.caption, ""
    mark = f"（单位：{unit}）" if content.spec.voice == 1 else f"（{unit}）"
    return table.caption + _label(content, mark), ""


def money(content: Content, table: MoneyTable, shift: int) -> tuple[Rows, int]:
    """The header and body rows of a money table, and how many of them are header rows. `shift` makes grids uneven."""
    leaves = table.leaves
    edges = lines([1.6 + 0.12 * shift, *[1.0 + 0.06 * ((index + shift) % 3) for index in range(len(leaves))]])
    label = "{}（" + table.style.unit + "）" if content.spec.layout.captions == "header" else "{}"
    rows = header_rows(content.spec.wording.name_header, table.header, edges, _label(content, label))
    count = len(rows)
    for item in table.rows:
        texts = [table.cell(item, leaf.concept or "") for leaf in leaves]
        rows.append(row(edges, [item.ordinal + item.entity, *texts]))
    return rows, count


def performance(content: Content, *, framed: bool) -> Rows:
    """Goals, indicators, score and grade; `framed` puts the form's labels into a column at the left."""
    rows: Rows = []
    if framed:
        edges = [0, 13, 58, WIDTH]
        rows.append(
            [
                Slot(0, 13, text_cell("整体支出绩效定性目标及实施计划完成情况"), 2),
                *row([13, 58, WIDTH], ["预期目标", "实际完成"], center=True),
            ]
        )
        rows.append([Slot(13, 58, _goals(content)), Slot(58, edges[3], text_cell(content.goals_actual))])
    else:
        rows.append(row([0, 42, WIDTH], ["预期目标", "实际完成"], center=True))
        rows.append([Slot(0, 42, _goals(content)), Slot(42, WIDTH, text_cell(content.goals_actual))])
    rows += indicators(content, 13 if framed else 0)
    rows.append(row([0, 26, WIDTH], ["绩效自评综合得分", content.score]))
    rows.append(row([0, 26, WIDTH], ["评价等次", content.grade]))
    return rows


def _goals(content: Content) -> list[Para]:
    return [Para([goal], size=CELL_SIZE) for goal in content.goals]


def indicators(content: Content, left: int) -> Rows:
    """The indicator rows with merged categories, from grid line `left` on; a frame column before them if left > 0."""
    layout = content.spec.layout
    names = ["绩效内容", "绩效\n目标值", "完成情况"]
    if layout.indicator_heads == "levels":
        names = ["三级指标", "年度指标值", "实际完成值"]
    widths = [1.5, 1.2, 2.6, 1.6, 1.6]
    if layout.weights:
        names += ["分值", "得分"]
        widths += [0.8, 0.8]
    if layout.reasons:
        names.append("偏差原因分析")
        widths.append(1.5)
    edges = [left + round(line * (WIDTH - left) / WIDTH) for line in lines(widths)]
    head: list[Slot] = (
        [Slot(0, left, text_cell("整体支出绩效定量目标及实施计划完成情况"), len(content.indicators) + 1)]
        if left
        else []
    )
    if layout.indicator_heads == "levels":
        head += row(edges[:3], ["一级指标", "二级指标"], center=True)
    else:
        head.append(Slot(left, edges[2], text_cell("评价内容", center=True)))
    head += row(edges[2:], names, center=True)
    rows: Rows = [head]
    for index, item in enumerate(content.indicators):
        rows.append(_indicator(content, content.indicators, index, edges, _values(content, item)))
    return rows


def _values(content: Content, item: IndicatorRow) -> list[str]:
    layout = content.spec.layout
    out = [item.name, item.target, item.actual]
    if layout.weights:
        out += [item.weight, item.score]
    if layout.reasons:
        out.append(item.reason)
    return out


def _indicator(
    content: Content, items: list[IndicatorRow], index: int, edges: list[int], values: list[str]
) -> list[Slot]:
    item = items[index]
    before = items[index - 1] if index else None
    out: list[Slot] = []
    if before is None or before.category != item.category:
        out.append(Slot(edges[0], edges[1], text_cell(item.category), _run(items, index, dimension=False)))
    if before is None or (before.category, before.dimension) != (item.category, item.dimension):
        out.append(Slot(edges[1], edges[2], text_cell(item.dimension), _run(items, index, dimension=True)))
    return out + row(edges[2:], values)


def _run(items: list[IndicatorRow], index: int, *, dimension: bool) -> int:
    """How many rows from `index` on share its category (and dimension)."""
    end = index
    while (
        end < len(items)
        and items[end].category == items[index].category
        and (not dimension or items[end].dimension == items[index].dimension)
    ):
        end += 1
    return end - index


def evaluators(content: Content) -> Rows:
    edges = lines([1.0, 1.3, 1.6, 1.2])
    rows: Rows = [row(edges, ["姓  名", "职务/职称", "单  位", "签  字"], center=True)]
    rows += [row(edges, [e.name, e.position, e.organisation, e.signature], center=True) for e in content.evaluators]
    leader, chief = content.signatures[0], content.signatures[1]
    rows.append([Slot(0, WIDTH, [_line(content, "评价组组长（签字）：", leader.signature), _dated(leader.date)])])
    rows.append(
        [
            Slot(
                0,
                WIDTH,
                [
                    Para([_label(content, "部门（单位）意见：") + content.opinion], size=CELL_SIZE),
                    _line(content, "部门（单位）负责人（签字）：", chief.signature),
                    _dated(chief.date),
                ],
            )
        ]
    )
    return rows


def _line(content: Content, label: str, name: str) -> Para:
    return Para([_label(content, label) + name], size=CELL_SIZE)


def _dated(date: str | None) -> Para:
    return Para([date or BLANK_DATE], align="right", size=CELL_SIZE)


def closing_line(content: Content) -> Para:
    """The last line of the form: who filled it in, and the telephone number."""
    return Para(
        [
            _label(content, "填报人（签名）：") + content.signatures[2].signature,
            "          联系电话：" + content.contact_phone,
        ]
    )
