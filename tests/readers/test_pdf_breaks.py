"""Tables over page breaks: headers printed again, rows cut in two, tables over three pages, what stands between."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_build import Sheet, pdf

from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.readers.pdf_reader import read_pdf

SENTENCE = "为全面贯彻落实县委县政府关于预算绩效管理的决策部署我单位组织开展自评工作现将情况报告如下"
XS = [72.0, 172.0, 372.0, 472.0]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def page(top: float, rows: list[list[str]], high: float = 24.0, xs: list[float] = XS) -> Sheet:
    """A ruled table from `top` down."""
    sheet = Sheet().grid(xs, [top + high * number for number in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            if text:
                sheet.text(x + 6, top + high * number + 16, text)
    return sheet


HEAD = ["指标", "内容", "得分"]


def numbered(first: int, count: int) -> list[list[str]]:
    return [[f"指标{number}", f"内容{number}", str(number)] for number in range(first, first + count)]


def test_a_table_over_three_pages_keeps_one_header() -> None:
    sheets = [
        page(648, [HEAD, *numbered(1, 4)]),
        page(72, [HEAD, *numbered(5, 28)]),
        page(72, [HEAD, *numbered(33, 2)]).text(72, 200, "说明"),
    ]
    document = read(*sheets)
    (table,) = tables(document)
    assert grid(table) == [HEAD, *numbered(1, 34)]
    assert texts(document) == ["说明"]


def two_levels(top: float, rows: list[list[str]]) -> Sheet:
    xs = [72.0, 172.0, 272.0, 372.0, 472.0]
    sheet = Sheet().rect(72, top, 172, top + 48).rect(172, top, 472, top + 24)
    for left, right in pairwise(xs[1:]):
        sheet.rect(left, top + 24, right, top + 48)
    sheet.text(78, top + 30, "单位").text(300, top + 16, "其中：")
    for x, text in zip(xs[1:], ("合计", "基本", "项目"), strict=False):
        sheet.text(x + 6, top + 40, text)
    sheet.operators += page(top + 48, rows, xs=xs).operators
    return sheet


def test_a_header_of_two_levels_printed_again_is_dropped() -> None:
    first = [["局机关", "3", "1", "2"], ["大队", "4", "2", "2"]]
    second = [["中心", "5", "3", "2"], ["合计", "12", "6", "6"]]
    (table,) = tables(read(two_levels(672, first), two_levels(72, second)))
    assert table.row_count == 6
    assert grid(table)[2:] == first + second
    assert table.cells[0].row_span == 2


def test_a_row_cut_by_the_break_goes_on_below_the_header_printed_again() -> None:
    long = (SENTENCE * 3)[:100]
    first = page(700, [HEAD]).grid(XS, [724, 772]).text(78, 740, "总体情况")
    for number in range(2):
        first.text(178, 740 + 16 * number, long[18 * number : 18 * number + 18])
    second = page(72, [HEAD]).grid(XS, [96, 150])
    for number in range(2, 5):
        second.text(178, 112 + 16 * (number - 2), long[18 * number : 18 * number + 18])
    second.text(178 + 180, 144, "。")
    second.operators += page(150, numbered(1, 2)).operators
    (table,) = tables(read(first, second))
    assert table.row_count == 4
    cell = table.cell(1, 1)
    assert cell is not None
    assert cell.text == long[:90] + "。"
    assert grid(table)[2:] == numbered(1, 2)


def test_a_cell_that_fills_a_whole_page_is_one_cell() -> None:
    long = SENTENCE * 40

    def lines(sheet: Sheet, top: float, bottom: float, start: int) -> int:
        sheet.grid([72.0, 152.0, 472.0], [top, bottom])
        y = top + 16
        while y < bottom:
            sheet.text(158, y, long[start : start + 30])
            start, y = start + 30, y + 16
        return start

    first, second, third = Sheet(), Sheet(), Sheet()
    first.text(78, 716, "主要成绩")
    end = lines(third, 72, 110, lines(second, 72, 776, lines(first, 700, 776, 0)))
    third.grid([72.0, 152.0, 472.0], [110, 134]).text(78, 126, "下一项")
    (table,) = tables(read(first, second, third))
    assert table.row_count == 2
    cell = table.cell(0, 1)
    assert cell is not None
    assert cell.text == long[:end]


@pytest.mark.parametrize(
    "between",
    [
        ["续表1"],
        ["（续表）"],
        ["续上表"],
        ["附表2（续）"],
        ["续表", "单位：万元"],
        ["单位：万元"],
        ["收支情况表（续）", "单位：万元"],
    ],
)
def test_a_title_printed_again_does_not_part_the_table(between: list[str]) -> None:
    first = Sheet().text(222, 640, "收支情况表").text(400, 660, "单位：万元")
    first.operators += page(672, [HEAD, *numbered(1, 3)]).operators
    second = Sheet()
    for number, text in enumerate(between):
        second.text(400 if "单位" in text else 72, 90 + 16 * number, text)
    second.operators += page(90 + 16 * len(between), [HEAD, *numbered(4, 26)]).operators
    third = Sheet().text(72, 82, between[0])
    third.operators += page(98, [HEAD, *numbered(30, 2)]).operators
    document = read(first, second, third.text(72, 300, "说明"))
    (table,) = tables(document)
    assert grid(table) == [HEAD, *numbered(1, 31)]
    assert "".join(texts(document)) == "".join(["收支情况表", "单位：万元", *between, between[0], "说明"])


def test_another_table_below_a_line_of_text_stays_apart() -> None:
    first = page(672, [HEAD, *numbered(1, 3)])
    second = Sheet().text(72, 100, "二、项目支出情况")
    second.operators += page(110, [HEAD, *numbered(4, 2)]).operators
    assert len(tables(read(first, second))) == 2


def test_a_label_cut_by_the_break_keeps_all_its_characters() -> None:
    xs = [72.0, 112.0, 372.0, 472.0]
    first = Sheet().grid(xs, [700, 774]).text(78, 750, "社会").text(78, 766, "效益").text(118, 766, "指标一")
    first.text(378, 766, "5")
    second = Sheet().grid(xs, [72, 100, 130]).text(78, 90, "指标").text(78, 118, "生态").text(118, 118, "指标二")
    second.text(378, 118, "6")
    (table,) = tables(read(first, second))
    assert [["".join(cell.text.split()) for cell in row] for row in table.rows] == [
        ["社会效益指标", "指标一", "5"],
        ["生态", "指标二", "6"],
    ]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (["绩", "效", "指"], ["标"], True),
        (["项目资", "金（万"], ["元）"], True),
        (["项目支"], ["及实施情", "况"], True),
        (["基本支"], ["出"], True),
        (["基本支出"], ["项目支出"], False),
        (["甲"], ["乙"], False),
        (["绩", "效", "指"], ["结余"], False),
    ],
)
def test_a_label_merged_down_over_the_break(above: list[str], below: list[str], joined: bool) -> None:
    narrow = max(len(text) for text in above)
    xs = [72.0, 82.8 + 10 * narrow, 372.0, 472.0]
    top = 774.0 - 16 * len(above) - 4
    first = Sheet().grid(xs, [top, 774]).text(xs[1] + 6, 766, "数量").text(378, 766, "5")
    for number, text in enumerate(above):
        first.text(77.4, 766 - 16 * (len(above) - 1 - number), text)
    second = Sheet().rect(72, 72, xs[1], 152)
    for number, text in enumerate(below):
        second.text(77.4, 88 + 16 * number, text)
    for number in range(2):
        y = 72.0 + 40 * number
        second.rect(xs[1], y, 372, y + 40).rect(372, y, 472, y + 40)
        second.text(xs[1] + 6, y + 20, f"质量{number}").text(378, y + 20, str(number))
    (table,) = tables(read(first, second))
    names = ["".join(cell.text.split()) for cell in table.cells if cell.column == 0]
    assert names == (["".join(above + below)] if joined else ["".join(above), "".join(below)])


def test_a_numbered_list_beside_a_label_goes_on() -> None:
    xs = [72.0, 132.8, 372.0, 472.0]
    first = Sheet().grid(xs, [740, 774]).text(77.4, 750, "定性目标").text(77.4, 766, "及实施计")
    first.text(139, 766, "目标1：完成工程").text(378, 766, "已完成")
    second = (
        Sheet()
        .grid(xs, [72, 112, 142])
        .text(77.4, 88, "划")
        .text(139, 88, "目标2：完成验收")
        .text(139, 104, "目标3：完成决算")
    )
    second.text(77.4, 130, "结论").text(139, 130, "完成").text(378, 130, "优")
    (table,) = tables(read(first, second))
    assert [["".join(cell.text.split()) for cell in row] for row in table.rows] == [
        ["定性目标及实施计划", "目标1：完成工程目标2：完成验收目标3：完成决算", "已完成"],
        ["结论", "完成", "优"],
    ]


def test_the_end_of_a_label_drawn_in_the_cell_below_is_given_back() -> None:
    xs = [72.0, 132.8, 472.0]
    first = Sheet().grid(xs, [740, 774]).text(77.4, 752, "定性目标及").text(77.4, 767, "实施计划完")
    first.text(139, 767, "目标1：完成工程")
    second = Sheet().grid(xs, [72, 100, 240]).text(77.4, 95, "成情").text(77.4 + 20, 95, "况说明")
    second.text(139, 95, "目标2：完成验收").text(77.4, 112, "如下").text(77.4, 190, "定量目标及").text(
        77.4, 205, "实施计划完"
    )
    second.text(77.4, 220, "成情况说明").text(77.4, 235, "如下").text(139, 112, "数量").text(139, 190, "五十")
    (table,) = tables(read(first, second))
    assert ["".join(row[0].text.split()) for row in table.rows] == [
        "定性目标及实施计划完成情况说明如下",
        "定量目标及实施计划完成情况说明如下",
    ]


def test_a_numbered_list_goes_on_below_a_blank_name_and_a_new_row_does_not() -> None:
    def sheets(name: str) -> tuple[Sheet, Sheet]:
        first = Sheet().grid(XS[:1] + XS[2:], [740, 774]).text(78, 767, "主要工作").text(378, 767, "1.清淤；")
        second = Sheet().grid(XS[:1] + XS[2:], [72, 100, 130]).text(378, 90, "2.加固。").text(78, 118, "其他")
        return first, second.text(78, 90, name) if name else second

    (table,) = tables(read(*sheets("")))
    assert grid(table) == [["主要工作", "1.清淤；\n2.加固。"], ["其他", ""]]
    (table,) = tables(read(*sheets("次要工作")))
    assert grid(table) == [["主要工作", "1.清淤；"], ["次要工作", "2.加固。"], ["其他", ""]]
