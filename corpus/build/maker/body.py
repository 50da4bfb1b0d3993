"""A Content laid out as the body of a Word document."""

from __future__ import annotations

from collections.abc import Callable

from . import sheets
from .content import Content
from .grid import CELL_SIZE, WIDTH, Grid, Slot
from .narrative import half
from .package import ALL_NUMBERS, SECOND_NUMBERS, package
from .pieces import Para
from .wordxml import PAGE_BREAK, paragraph, table

PARTS = (
    "一、部门（单位）基本概况",
    "二、部门（单位）收支情况",
    "三、部门（单位）整体支出绩效自评情况",
    "四、评价人员",
    "五、评价报告综述（文字部分）",
)


def docx_bytes(content: Content) -> bytes:
    """The report as the bytes of a .docx."""
    lists = sum(1 for item in content.narrative if item.level == 1)
    return package(content.spec, _cover(content) + _form(content), lists)


def _title(content: Content, text: str) -> str:
    return half(text) if content.spec.layout.brackets == "half" else text


def _cover(content: Content) -> str:
    out = [paragraph(Para([""])) * 2]
    out += [paragraph(Para([line], align="center", bold=True, size=36, spaced=True)) for line in content.title_lines]
    out.append(paragraph(Para([""])) * 3)
    kind = content.spec.layout.cover
    if kind == "table":
        grid = Grid(even=True)
        for line in content.cover:
            grid.add(Slot(0, 26, [Para([line.label], size=28)]), Slot(26, WIDTH, [Para([line.value], size=28)]))
        out.append(table(grid, {}, borders=False))
    else:
        for index, line in enumerate(content.cover):
            if kind == "tab":
                text = f"{line.label}\t{line.value}"
            elif kind == "spaces" or (kind == "mixed" and index < 2):
                text = f"{line.label}     {line.value}          "
            else:
                text = f"{line.label}：{line.value}"
            out.append(paragraph(Para([text], size=28, spaced=True)))
    out.append(paragraph(Para([""])) * 3)
    out.append(paragraph(Para([_title(content, f"{content.issuer}（制）")], align="center", size=28)))
    return "".join(out) + PAGE_BREAK


def _form(content: Content) -> str:
    narrative = _narrative(content)
    if content.spec.layout.form == "giant":
        return _giant(content, narrative)
    return _separate(content, narrative)


def _grid(content: Content, rows: sheets.Rows, heads: set[int], *, even: bool) -> Grid:
    layout = content.spec.layout
    return Grid(rows, heads, even, layout.cell_size, 30 if layout.tight else None)


def _giant(content: Content, narrative: list[tuple[Para, str]]) -> str:
    grid = _grid(content, [], set(), even=False)
    grid.add(*sheets.full(_title(content, PARTS[0]), bold=True))
    grid.extend(sheets.basics(content))
    grid.add(*sheets.full(_title(content, PARTS[1]), bold=True))
    for shift, item in enumerate(content.tables):
        caption, unit = sheets.money_caption(content, item)
        if caption:
            grid.add(*sheets.full(caption))
        if unit:
            grid.add(*sheets.full(unit, align="right"))
        rows, _ = sheets.money(content, item, shift)
        grid.extend(rows)
    grid.add(*sheets.full(_title(content, PARTS[2]), bold=True))
    grid.extend(sheets.performance(content, framed=True))
    grid.add(*sheets.full(_title(content, PARTS[3]), bold=True))
    grid.extend(sheets.evaluators(content))
    closing = sheets.closing_line(content)
    if content.spec.layout.narrative_inside:
        closing.size = CELL_SIZE
        grid.add(Slot(0, WIDTH, [closing]))
        grid.add(*sheets.full(_title(content, PARTS[4]), bold=True))
        grid.add(Slot(0, WIDTH, [item for item, _ in narrative]))
        return table(grid, {id(item): xml for item, xml in narrative})
    tail = paragraph(closing) + paragraph(Para([_title(content, PARTS[4])], bold=True, spaced=True))
    return table(grid, {}) + tail + "".join(xml for _, xml in narrative)


def _separate(content: Content, narrative: list[tuple[Para, str]]) -> str:
    layout = content.spec.layout
    even = layout.form == "small"
    out: list[str] = []

    def part(index: int, rows: sheets.Rows) -> None:
        out.append(paragraph(Para([_title(content, PARTS[index])], bold=True, spaced=True)))
        out.append(table(_grid(content, rows, set(), even=even), {}))

    part(0, sheets.basics(content))
    out.append(paragraph(Para([_title(content, PARTS[1])], bold=True, spaced=True)))
    for shift, item in enumerate(content.tables):
        caption, unit = sheets.money_caption(content, item)
        out.append(paragraph(Para([caption], align="center", spaced=True)) if caption else paragraph(Para([""])))
        if unit:
            out.append(paragraph(Para([unit], align="right", size=CELL_SIZE)))
        rows, heads = sheets.money(content, item, 0 if even else shift)
        out.append(table(_grid(content, rows, set(range(heads)) if layout.repeat_headers else set(), even=even), {}))
    part(2, sheets.performance(content, framed=not even))
    part(3, sheets.evaluators(content))
    out.append(paragraph(sheets.closing_line(content)))
    out.append(paragraph(Para([_title(content, PARTS[4])], bold=True, spaced=True)))
    return "".join(out) + "".join(xml for _, xml in narrative)


def _narrative(content: Content) -> list[tuple[Para, str]]:
    """Each paragraph of the text part with its XML."""
    layout = content.spec.layout
    number = _numberer(content)
    out: list[tuple[Para, str]] = []
    for item in content.narrative:
        style = f"Heading{item.level}" if layout.styles and item.level else ""
        out.append((item, paragraph(item, indent=layout.indent, numbering=number(item), style=style)))
    return out


def _numberer(content: Content) -> Callable[[Para], str]:
    """Gives each automatic heading its numPr; the （一） lists begin anew under each first-level heading."""
    layout = content.spec.layout
    section = -1

    def number(item: Para) -> str:
        nonlocal section
        if item.level == 1:
            section += 1
        if not item.auto or (layout.automatic == "all" and layout.styles):
            return ""
        level, chosen = (item.level - 1, ALL_NUMBERS) if layout.automatic == "all" else (0, SECOND_NUMBERS + section)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{chosen}"/></w:numPr>'

    return number
