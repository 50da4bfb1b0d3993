"""Running text in columns is read column by column; nothing else is torn apart."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from pdf_build import Sheet, pdf

from reportparse.model.document import Document, Paragraph, Source
from reportparse.readers.pdf_lines import CLOSING
from reportparse.readers.pdf_reader import read_pdf

LEFT, RIGHT, TOP, LEAD = 72.0, 522.0, 100.0, 16.0
CLAUSES = [
    "全年预算执行总体平稳",
    "各项资金按进度拨付到位",
    "重点项目均已完工并通过验收",
    "群众满意度达到百分之九十六",
    "内部控制制度进一步健全",
    "资产管理台账与实物核对一致",
    "绩效目标随预算同步批复",
    "监控中发现的偏差及时纠正",
    "培训与宣传覆盖全部乡镇",
    "年末结转规模较上年压减",
]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def prose(seed: int, count: int, sentences: int = 3) -> list[str]:
    """Paragraphs of so many sentences, no two the same."""
    chance = random.Random(seed)
    return [
        "".join(f"{'，'.join(chance.sample(CLAUSES, chance.randint(2, 4)))}。" for _ in range(sentences))
        for _ in range(count)
    ]


def lines_of(paragraph: str, width: int, indent: int = 2) -> list[tuple[int, str]]:
    """The lines of a paragraph with so many characters on each, and how far each stands in; none begins with a mark."""
    found: list[tuple[int, str]] = []
    rest, room = paragraph, width - indent
    while rest:
        end = min(room, len(rest))
        while end < len(rest) and rest[end] in CLOSING:
            end -= 1
        found.append((width - room, rest[:end]))
        rest, room = rest[end:], width
    return found


def set_in(
    sheet: Sheet, paragraphs: Sequence[str], columns: int, y: float, heights: Sequence[int], gap: float = 20.0
) -> tuple[float, list[tuple[int, str]]]:
    """Sets paragraphs in columns of so many lines; where the last line stands and the lines that found no room."""
    width = (RIGHT - LEFT - gap * (columns - 1)) / columns
    lines = [line for text in paragraphs for line in lines_of(text, int(width / 10))]
    return place(sheet, lines, columns, y, heights, gap)


def place(
    sheet: Sheet,
    lines: list[tuple[int, str]],
    columns: int,
    y: float,
    heights: Sequence[int],
    gap: float = 20.0,
) -> tuple[float, list[tuple[int, str]]]:
    width = (RIGHT - LEFT - gap * (columns - 1)) / columns
    for column, height in enumerate(heights):
        for number, (indent, text) in enumerate(lines[:height]):
            sheet.text(LEFT + column * (width + gap) + 10 * indent, y + LEAD * number, text)
        lines = lines[height:]
    return y + LEAD * max(heights), lines


def count(paragraphs: Sequence[str], columns: int, gap: float = 20.0) -> int:
    width = (RIGHT - LEFT - gap * (columns - 1)) / columns
    return sum(len(lines_of(text, int(width / 10))) for text in paragraphs)


def balanced(sheet: Sheet, paragraphs: Sequence[str], columns: int, y: float, gap: float = 20.0) -> float:
    """Sets paragraphs in columns of the same height; where the next line would stand."""
    height = -(-count(paragraphs, columns, gap) // columns)
    end, rest = set_in(sheet, paragraphs, columns, y, [height] * columns, gap)
    assert rest == []
    return end


def outline(document: Document) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


TITLE = "某县水利局整体支出绩效自评报告"


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("gap", [15.0, 30.0])
def test_columns_below_a_title_are_read_one_after_the_other(columns: int, gap: float) -> None:
    paragraphs = prose(columns, 6)
    sheet = Sheet().text(219, TOP - 2 * LEAD, TITLE)
    balanced(sheet, paragraphs, columns, TOP, gap)
    document = read(sheet.text(287, 800, "-1-"))
    assert outline(document) == [TITLE, *paragraphs]
    assert [line.text for line in document.footers] == ["-1-"]
    assert document.unread == {}


def test_the_order_of_drawing_does_not_matter() -> None:
    paragraphs = prose(3, 6)
    sheet = Sheet()
    balanced(sheet, paragraphs, 2, TOP)
    random.Random(3).shuffle(sheet.operators)
    assert outline(read(sheet)) == paragraphs


def test_paragraphs_go_on_over_columns_and_pages() -> None:
    paragraphs = prose(4, 18, 4)
    sheets = [Sheet(), Sheet(), Sheet()]
    width = 21
    rest = [line for text in paragraphs for line in lines_of(text, width)]
    assert len(rest) > 4 * 27
    for number, sheet in enumerate(sheets):
        sheet.text(72, 50, "某县水利局自评报告").text(287, 800, f"-{number + 1}-")
        _, rest = place(sheet, rest, 2, TOP, [27, 27] if number < 2 else [len(rest), 0], 30.0)
    document = read(*sheets)
    assert outline(document) == paragraphs
    assert [line.text for line in document.headers] == ["某县水利局自评报告"]


@pytest.mark.parametrize("heights", [(26, 3), (26, 1), (20, 9)])
def test_columns_of_different_heights(heights: tuple[int, int]) -> None:
    lines = [line for text in prose(5, 20) for line in lines_of(text, 21)]
    first, second = Sheet(), Sheet()
    _, rest = place(first, lines, 2, TOP, [29, 29])
    place(second, rest, 2, TOP, heights)
    written = "".join(text for _, text in lines[: 58 + sum(heights)])
    assert "".join(map(str, outline(read(first, second)))) == written


def test_two_pages_of_columns_on_a_sheet() -> None:
    paragraphs = prose(22, 16)
    lines = [line for text in paragraphs for line in lines_of(text, 17)]
    height = -(-len(lines) // 4)
    sheet = Sheet(842, 595)
    for column in range(4):
        for number, (indent, text) in enumerate(lines[column * height : (column + 1) * height]):
            sheet.text(40 + 195 * column + 10 * indent, 60 + 14 * number, text)
    assert outline(read(sheet)) == paragraphs


@pytest.mark.parametrize(
    "heading", [(LEFT, "二、资金使用情况"), (LEFT + 20, "（二）项目管理情况"), (247, "第二部分绩效")]
)
def test_headings_across_the_page_part_blocks_of_columns(heading: tuple[float, str]) -> None:
    before, behind = prose(6, 4), prose(7, 4)
    sheet = Sheet().text(LEFT, TOP - LEAD, "一、部门概况")
    end = balanced(sheet, before, 2, TOP)
    sheet.text(heading[0], end + LEAD / 2, heading[1])
    end = balanced(sheet, behind, 2, end + 2 * LEAD)
    sheet.text(LEFT, end, "三、结论")
    number = 1
    for text in prose(8, 1, 5):
        for indent, line in lines_of(text, 45):
            sheet.text(LEFT + 10 * indent, end + LEAD * number, line)
            number += 1
    assert outline(read(sheet)) == ["一、部门概况", *before, heading[1], *behind, "三、结论", *prose(8, 1, 5)]


def test_the_last_line_of_a_paragraph_above_the_columns_belongs_to_it() -> None:
    (above,), paragraphs = prose(9, 1, 4), prose(10, 4)
    lines = lines_of(above, 45)
    assert len(lines[-1][1]) < 20
    sheet = Sheet()
    for number, (indent, text) in enumerate(lines):
        sheet.text(LEFT + 10 * indent, TOP + LEAD * number, text)
    balanced(sheet, paragraphs, 2, TOP + LEAD * len(lines))
    assert outline(read(sheet)) == [above, *paragraphs]


FIGURES = [["项目", "预算数", "执行数"], ["基本支出", "320.50", "318.20"], ["项目支出", "86.00", "80.10"]]


def ruled(sheet: Sheet, x: float, y: float, rows: list[list[str]], wide: float) -> float:
    xs = [x + wide * number for number in range(len(rows[0]) + 1)]
    ys = [y + 20.0 * number for number in range(len(rows) + 1)]
    sheet.grid(xs, ys)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.text(xs[column] + 5, ys[number] + 14, text)
    return ys[-1]


@pytest.mark.parametrize("column", [0, 1])
def test_a_table_and_its_caption_stay_inside_their_column(column: int) -> None:
    one, two, three = prose(11, 3), prose(12, 2), prose(13, 5)
    x, other = (LEFT, LEFT + 235) if column == 0 else (LEFT + 235, LEFT)
    sheet = Sheet()
    number = 0
    for text in one:
        for indent, line in lines_of(text, 21):
            sheet.text(x + 10 * indent, TOP + LEAD * number, line)
            number += 1
    sheet.text(x + 65, TOP + LEAD * number, "表1收支情况")
    end = ruled(sheet, x - 4, TOP + LEAD * number + 6, FIGURES, 72)
    number = 0
    for text in two:
        for indent, line in lines_of(text, 21):
            sheet.text(x + 10 * indent, end + LEAD * (number + 1), line)
            number += 1
    number = 0
    for text in three:
        for indent, line in lines_of(text, 21):
            sheet.text(other + 10 * indent, TOP + LEAD * number, line)
            number += 1
    own: list[object] = [*one, "表1收支情况", FIGURES, *two]
    assert outline(read(sheet)) == ([*own, *three] if column == 0 else [*three, *own])


def test_a_column_that_is_a_table() -> None:
    paragraphs = prose(14, 3)
    sheet = Sheet()
    number = 0
    for text in paragraphs:
        for indent, line in lines_of(text, 21):
            sheet.text(LEFT + 10 * indent, TOP + LEAD * number, line)
            number += 1
    rows = [*FIGURES, *([f"专项{letter}", "12.00", "12.00"] for letter in "甲乙丙丁戊")]
    ruled(sheet, LEFT + 231, TOP - 10, rows, 72)
    assert outline(read(sheet)) == [*paragraphs, rows]


@pytest.mark.parametrize("rulings", [True, False])
def test_a_table_across_the_columns_parts_them(rulings: bool) -> None:
    rows = [
        ["项目", "年初预算", "全年预算", "执行数", "执行率"],
        ["基本支出", "320.50", "330.50", "318.20", "96.3%"],
        ["项目支出", "86.00", "90.00", "80.10", "89.0%"],
        ["合计", "406.50", "420.50", "398.30", "94.7%"],
    ]
    before, behind = prose(15, 4), prose(16, 4)
    sheet = Sheet()
    end = balanced(sheet, before, 2, TOP)
    sheet.text(252, end + 8, "表1部门收支总表")
    if rulings:
        end = ruled(sheet, LEFT, end + 16, rows, 90)
    else:
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.text(LEFT + 90 * column, end + 30 + 20 * number, text)
        end += 30 + 20 * len(rows)
    balanced(sheet, behind, 2, end + 20)
    assert outline(read(sheet)) == [*before, "表1部门收支总表", rows, *behind]


def test_a_table_without_rulings_in_a_column() -> None:
    one, two, other = prose(17, 2), prose(18, 2), prose(19, 5)
    sheet = Sheet()
    number = 0
    for text in other:
        for indent, line in lines_of(text, 21):
            sheet.text(LEFT + 10 * indent, TOP + LEAD * number, line)
            number += 1
    x = LEFT + 240
    y = TOP
    for text in one:
        for indent, line in lines_of(text, 21):
            sheet.text(x + 10 * indent, y, line)
            y += LEAD
    rows = [*FIGURES, ["其他支出", "5.00", "4.00"]]
    for row in rows:
        for column, text in enumerate(row):
            sheet.text(x + 75 * column, y, text)
        y += LEAD
    for text in two:
        for indent, line in lines_of(text, 21):
            sheet.text(x + 10 * indent, y, line)
            y += LEAD
    assert outline(read(sheet)) == [*other, *one, rows, *two]


def test_a_table_goes_on_in_the_next_column() -> None:
    before, behind = prose(20, 5), prose(21, 3)
    sheet = Sheet()
    y = TOP
    for text in before:
        for indent, line in lines_of(text, 21):
            sheet.text(LEFT + 10 * indent, y, line)
            y += LEAD
    first = [*FIGURES, ["上级补助", "7.00", "7.00"]]
    end = ruled(sheet, LEFT - 4, y, first, 72)
    rest = [["其他支出", "5.00", "4.00"], ["合计", "418.50", "409.30"]]
    y = ruled(sheet, LEFT + 236, TOP - 10, rest, 72) + LEAD
    for text in behind:
        for indent, line in lines_of(text, 21):
            sheet.text(LEFT + 240 + 10 * indent, y, line)
            y += LEAD
    assert y < end + 200
    assert outline(read(sheet)) == [*before, [*first, *rest], *behind]


@pytest.mark.parametrize("room", [LEAD, 5.0])
def test_paragraphs_side_by_side_are_read_pair_by_pair(room: float) -> None:
    pairs = [prose(30 + number, 2, 2) for number in range(4)]
    sheet = Sheet()
    y = TOP
    for pair in pairs:
        height = 0
        for column, text in enumerate(pair):
            lines = lines_of(text, 21, 0)
            for number, (_, line) in enumerate(lines):
                sheet.text(LEFT + 240 * column, y + LEAD * number, line)
            height = max(height, len(lines))
        y += LEAD * height + room
    assert outline(read(sheet)) == [text for pair in pairs for text in pair]


LONG = "负责全县水利工程建设与管理，组织防汛抗旱，推进农村饮水安全，落实河长制各项任务，并承办上级交办的其他事项。"
LABELS = ["部门职能概述", "年度主要工作任务", "存在的主要问题", "下一步改进措施"]


def on_lines(document: Document, *parts: str) -> bool:
    """Whether these stand together, on one line or in the cells of one row."""
    rows = [
        [block.text] if isinstance(block, Paragraph) else ["".join(cell.text for cell in row) for row in block.rows]
        for block in document.blocks
    ]
    return any(all(part in text for part in parts) for own in rows for text in own)


def test_labels_stay_beside_their_values() -> None:
    sheet = Sheet()
    for number, label in enumerate(LABELS):
        y = TOP + 2 * LEAD * number
        sheet.text(LEFT, y, label)
        for line, (_, text) in enumerate(lines_of(f"{label[:2]}{LONG}", 33, 0)):
            sheet.text(LEFT + 120, y + LEAD * line, text)
    document = read(sheet)
    assert all(on_lines(document, label, f"{label[:2]}负责全县") for label in LABELS)


def test_two_columns_of_figures_stay_in_their_rows() -> None:
    sheet = Sheet()
    pairs = [(f"{number + 1},318.{number:02}", f"{number + 2},204.{number:02}") for number in range(24)]
    for number, (one, two) in enumerate(pairs):
        sheet.text(LEFT, TOP + LEAD * number, one).text(LEFT + 240, TOP + LEAD * number, two)
    document = read(sheet)
    assert all(on_lines(document, *pair) for pair in pairs)


def test_contents_keep_their_pages() -> None:
    sheet = Sheet()
    for number, title in enumerate(CLAUSES):
        sheet.text(LEFT, TOP + LEAD * number, f"{title}情况").text(LEFT + 200, TOP + LEAD * number, "." * 36)
        sheet.text(RIGHT - 20, TOP + LEAD * number, str(number + 1))
    document = read(sheet)
    assert [str(text)[-1] for text in outline(document)] == list("1234567890")


def test_signatures_on_the_right_and_side_by_side_stay_where_they_are() -> None:
    paragraphs = prose(40, 4)
    sheet = Sheet()
    y = TOP
    for text in paragraphs:
        for indent, line in lines_of(text, 45):
            sheet.text(LEFT + 10 * indent, y, line)
            y += LEAD
    sheet.text(400, y + 2 * LEAD, "某县水利局（盖章）").text(400, y + 3 * LEAD, "二〇二三年三月六日")
    sheet.text(LEFT, y + 5 * LEAD, "填报人：甲").text(LEFT + 240, y + 5 * LEAD, "联系电话：5550123")
    sheet.text(LEFT, y + 6 * LEAD, "审核人：乙").text(LEFT + 240, y + 6 * LEAD, "负责人：丙")
    found = [str(text).split() for text in outline(read(sheet))]
    assert found == [
        *([text] for text in paragraphs),
        ["某县水利局（盖章）"],
        ["二〇二三年三月六日"],
        ["填报人：甲", "联系电话：5550123"],
        ["审核人：乙", "负责人：丙"],
    ]


def test_signatures_below_columns_stand_behind_them() -> None:
    paragraphs = prose(41, 4)
    sheet = Sheet()
    end = balanced(sheet, paragraphs, 2, TOP)
    sheet.text(LEFT, end + 2 * LEAD, "填报人：甲").text(LEFT + 240, end + 2 * LEAD, "联系电话：5550123")
    sheet.text(LEFT, end + 3 * LEAD, "审核人：乙").text(LEFT + 240, end + 3 * LEAD, "负责人：丙")
    found = [str(text).split() for text in outline(read(sheet))]
    behind = [["填报人：甲", "联系电话：5550123"], ["审核人：乙", "负责人：丙"]]
    assert found == [*([text] for text in paragraphs), *behind]
