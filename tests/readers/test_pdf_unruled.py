"""Tables without rulings are read where their columns are plain; nothing else becomes a table."""

from __future__ import annotations

import random

import pytest
from pdf_build import Sheet, pdf

from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.readers.pdf_reader import read_pdf

SENTENCE = "为全面贯彻落实县委县政府关于预算绩效管理的决策部署我单位组织开展自评工作现将情况报告如下"
XS = (72.0, 250.0, 330.0, 420.0)
ROWS = [
    ("项目", "年初预算", "全年执行", "执行率"),
    ("合计", "318.30", "300.10", "94.3%"),
    ("基本支出", "200.00", "200.00", "100%"),
    ("人员经费", "150.00", "150.00", "100%"),
    ("项目支出", "118.30", "100.10", "84.6%"),
]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def width(text: str) -> float:
    return sum(6.0 if char.isascii() else 10.0 for char in text)


def rows(
    sheet: Sheet, y: float, table: list[tuple[str, ...]], align: str = "left", xs: tuple[float, ...] = XS
) -> Sheet:
    """Rows of 18 points; all columns but the first set to the left, the right or the middle of 70 points."""
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            room = 70 - width(text) if column and align != "left" else 0
            if text:
                sheet.text(xs[column] + (room if align == "right" else room / 2), y + 18 * number, text)
    return sheet


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


@pytest.mark.parametrize("align", ["left", "right", "centre"])
def test_figures_in_columns_are_a_table(align: str) -> None:
    sheet = Sheet().text(72, 80, "一、收支情况").text(400, 92, "单位：万元")
    document = read(rows(sheet, 112, ROWS, align).text(72, 240, SENTENCE[:40]))
    (table,) = tables(document)
    assert grid(table) == ROWS
    assert texts(document) == ["一、收支情况", "单位：万元", SENTENCE[:40]]
    assert document.problems == ()


def test_blank_squares_stay_blank_and_rulings_between_rows_part_them() -> None:
    table = [("项目", "预算数", "执行数"), ("基本支出", "200.00", ""), ("项目支出", "", "5"), ("合计", "200.00", "5")]
    assert grid(tables(read(rows(Sheet(), 112, table)))[0]) == table
    ruled = rows(Sheet(), 112, ROWS, "right")
    for y in range(100, 192, 18):
        ruled.line(70, y, 500, y)
    assert grid(tables(read(ruled))[0]) == ROWS


@pytest.mark.parametrize("middle", [False, True])
def test_a_heading_over_several_columns_spans_them(middle: bool) -> None:
    sheet = Sheet().text(72, 109 if middle else 100, "单位名称").text(330, 100, "支出")
    sheet.text(240, 118, "合计").text(330, 118, "基本").text(420, 118, "项目")
    figures = [
        ("局机关", "10.5", "8.5", "2.0"),
        ("执法大队", "20.25", "10.25", "10.0"),
        ("合计", "30.75", "18.75", "12.0"),
    ]
    (table,) = tables(read(rows(sheet, 136, figures, xs=(72, 240, 330, 420))))
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells[:5]] == [
        (0, 0, 2, 1, "单位名称"),
        (0, 1, 1, 3, "支出"),
        (1, 1, 1, 1, "合计"),
        (1, 2, 1, 1, "基本"),
        (1, 3, 1, 1, "项目"),
    ]
    assert grid(table)[2:] == figures


def stacked(sheet: Sheet, y: float, columns: dict[float, str], leading: float = 13, middle: bool = False) -> Sheet:
    """One row whose cells have the lines that a newline parts, all from the top down or about the middle."""
    for x, text in columns.items():
        lines = text.split("\n")
        top = y - leading * (len(lines) - 1) / 2 if middle else y
        for number, line in enumerate(lines):
            sheet.text(x, top + leading * number, line)
    return sheet


def joined(table: Table) -> list[tuple[str, ...]]:
    return [tuple("".join(cell.text.split()) for cell in row) for row in table.rows]


NAMES = [
    ("项目", "预算数", "执行数"),
    ("农村饮水安全巩固工程\n建设", "10.5", "8.5"),
    ("河道", "20.25", "10.25"),
    ("合计", "30.75", "18.75"),
]


@pytest.mark.parametrize("middle", [False, True])
def test_a_name_on_two_lines_is_one_cell(middle: bool) -> None:
    sheet = Sheet()
    for number, row in enumerate(NAMES):
        stacked(sheet, 100 + 28 * number, dict(zip((72, 250, 330), row, strict=True)), middle=middle)
    (table,) = tables(read(sheet))
    assert joined(table) == [tuple(cell.replace("\n", "") for cell in row) for row in NAMES]


def test_where_lines_of_a_name_are_as_far_apart_as_rows_it_may_be_two_and_nothing_is_read() -> None:
    table = [("项目", "预算数", "执行数"), ("农村饮水安全巩固工程", "10.5", "8.5"), ("建设", "", "")]
    sheet = rows(Sheet(), 100, [*table, ("河道", "20.25", "10.25"), ("合计", "30.75", "18.75")])
    document = read(sheet)
    assert tables(document) == []
    assert [problem.code for problem in document.problems] == ["unruled-table"]


def test_a_row_without_figures_stays_one_where_its_name_is_plainly_whole() -> None:
    table = [
        ("资金来源", "预算数", "执行数"),
        ("县财政", "10.5", "8.5"),
        ("其他", "", ""),
        ("上级财政补助", "20.25", "1.5"),
    ]
    found = tables(read(rows(Sheet(), 100, [*table, ("合计", "30.75", "10")])))
    assert grid(found[0]) == [*table, ("合计", "30.75", "10")]


def test_a_name_set_beside_the_middle_of_two_lines() -> None:
    sheet = rows(Sheet(), 100, [("指标", "目标", "得分")])
    for number, (name, one, two, score) in enumerate(
        [
            ("数量", "完成渠道清淤", "五十公里", "10"),
            ("质量", "验收合格率达", "到百分之百", "9.5"),
            ("时效", "按时完工", "无拖延", "8"),
        ]
    ):
        y = 136 + 36 * number
        sheet.text(72, y, name).text(250, y - 7, one).text(250, y + 7, two).text(330, y, score)
    (table,) = tables(read(sheet))
    assert [tuple("".join(cell.text.split()) for cell in row) for row in table.rows] == [
        ("指标", "目标", "得分"),
        ("数量", "完成渠道清淤五十公里", "10"),
        ("质量", "验收合格率达到百分之百", "9.5"),
        ("时效", "按时完工无拖延", "8"),
    ]


def test_names_with_one_figure_each_are_a_table_and_their_pages_are_not() -> None:
    amounts = [("收入合计", "318.30"), ("财政拨款", "300.00"), ("其他收入", "18.30")]
    assert grid(tables(read(rows(Sheet(), 100, amounts, "right")))[0]) == amounts
    contents = [("一、部门概况", "1"), ("二、收支情况", "3"), ("三、绩效目标", "5"), ("四、结论", "9")]
    document = read(rows(Sheet(), 100, contents, "right"))
    assert [text.split() for text in texts(document)] == [list(row) for row in contents]
    dotted = [f"{name}{'.' * 30}{page}" for name, page in contents]
    sheet = Sheet()
    for number, text in enumerate(dotted):
        sheet.text(72, 100 + 18 * number, text[: -31 - 0]).text(250, 100 + 18 * number, text[-31:])
    assert tables(read(sheet)) == []


def test_a_table_goes_on_over_the_page_break_with_columns_of_other_width() -> None:
    more = [ROWS[0], ("其他支出", "1.00", "1.00", "100%"), ("专项支出", "22.00", "2.00", "9.1%")]
    last = [
        ("结转", "10.00", "8.00", "80%"),
        ("上缴上级支出", "3,000.00", "2.00", "0.1%"),
        ("其他", "1.5", "1.5", "100%"),
    ]
    first, second, third = Sheet(), Sheet(), Sheet()
    rows(first, 720, ROWS, "right")
    rows(second, 72, [*more, *[(f"项目{chr(0x4E00 + n)}", "1.00", "1.00", "100%") for n in range(38)]], "right")
    rows(third, 72, last, "right")
    (table,) = tables(read(first, second, third))
    found = grid(table)
    assert found[:7] == [*ROWS, *more[1:]]
    assert found[-3:] == last
    assert len({row[0].column for row in table.rows}) == 1


BODY = [(f"项目{chr(0x4E00 + number)}", "1.00", "1.00", "100%") for number in range(42)]
REST = [("其他支出", "12.00", "1.00", "8.3%"), ("合计", "43.00", "40.00", "93.0%")]
CLOSING_LINE = SENTENCE[:40]


def text_lines(sheet: Sheet, count: int) -> Sheet:
    for number in range(count):
        sheet.text(72, 72 + 16 * number, SENTENCE)
    return sheet


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("above", [[], [ROWS[0]], ["续表", ROWS[0]], ["续表"]])
def test_one_or_two_rows_behind_the_page_break_are_rows_of_the_table(count: int, above: list[object]) -> None:
    sheet = Sheet().text(72, 40, "某县自评报告").text(290, 810, "-2-")
    y = 72
    for line in above:
        if isinstance(line, str):
            sheet.text(280, y, line)
        else:
            rows(sheet, y, [ROWS[0]], "right")
        y += 18
    rows(sheet, y, REST[:count], "right").text(72, y + 18 * count + 20, CLOSING_LINE)
    first = rows(Sheet().text(72, 40, "某县自评报告").text(290, 810, "-1-"), 72, [ROWS[0], *BODY[:38]], "right")
    document = read(first, sheet)
    assert grid(tables(document)[0]) == [ROWS[0], *BODY[:38], *REST[:count]]
    assert len(tables(document)) == 1
    assert texts(document) == [*(line for line in above if isinstance(line, str)), CLOSING_LINE]


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_header_and_the_first_rows_in_front_of_the_page_break_begin_the_table(count: int, repeated: bool) -> None:
    first = rows(text_lines(Sheet(), 40).text(250, 716, "收支情况表"), 734, [ROWS[0], *BODY[:count]], "right")
    second = rows(Sheet(), 72, [*([ROWS[0]] if repeated else []), *BODY[count:30]], "right")
    third = rows(text_lines(Sheet(), 44), 780, [], "right")
    document = read(first, second, third)
    (table,) = tables(document)
    assert grid(table) == [ROWS[0], *BODY[:30]]
    assert texts(document)[1] == "收支情况表"


@pytest.mark.parametrize(
    "rest",
    [
        [("填报人：甲", "", "电话：5550123", "")],
        [("（一）基本情况", "", "", ""), ("其他", "1.00", "1.00", "100%")],
        [REST[0], ("某专项支出完成", "", "", ""), ("情况", "1.00", "2.00", "3.1%")],
    ],
)
def test_other_lines_behind_the_page_break_are_no_rows(rest: list[tuple[str, ...]]) -> None:
    first = rows(Sheet(), 72, [ROWS[0], *BODY[:38]], "right")
    document = read(first, rows(Sheet(), 72, rest, "right").text(72, 160, CLOSING_LINE))
    assert grid(tables(document)[0]) == [ROWS[0], *BODY[:38]]
    assert len(texts(document)) >= 2


def test_rows_in_other_columns_or_far_from_the_foot_of_the_page_are_no_rows_of_the_table() -> None:
    whole = text_lines(Sheet(), 45)
    beside = rows(Sheet(), 72, REST, "right", (72.0, 235.0, 312.0, 405.0)).text(72, 160, CLOSING_LINE)
    document = read(rows(Sheet(), 72, [ROWS[0], *BODY[:38]], "right"), beside)
    assert grid(tables(document)[0]) == [ROWS[0], *BODY[:38]]
    early = rows(Sheet(), 72, [ROWS[0], *BODY[:8]], "right")
    document = read(whole, early, rows(Sheet(), 72, REST, "right").text(72, 160, CLOSING_LINE))
    assert grid(tables(document)[0]) == [ROWS[0], *BODY[:8]]


@pytest.mark.parametrize(
    "lines",
    [
        [("1.", "完成渠道清淤工程"), ("2.", "完成堤防加固"), ("3.", "完成验收工作"), ("4.", "完成决算")],
        [("组长（签字）：", "日期："), ("成员（签字）：", "日期："), ("审核人：", "日期："), ("负责人：", "日期：")],
        [
            ("填报人：张三", "联系电话：5550123"),
            ("审核人：李四", "联系电话：5550124"),
            ("负责人：王五", "电话：5550125"),
        ],
        [(SENTENCE[n : n + 16], SENTENCE[n + 5 : n + 22]) for n in range(6)],
        [("情况属实。", "", "2021年3月1日"), ("", "单位（盖章）", ""), ("同意上报。", "", "2021年3月2日")],
    ],
)
def test_lists_signatures_fields_and_text_in_columns_are_no_tables(lines: list[tuple[str, ...]]) -> None:
    document = read(rows(Sheet(), 100, lines, xs=(72, 270, 400)))
    assert tables(document) == []
    assert document.problems == ()


def test_typed_gaps_and_prose_make_no_table() -> None:
    typed, prose = Sheet(), Sheet()
    for number in range(5):
        typed.text(72, 100 + 18 * number, "收入合计 ").text(200, 100 + 18 * number, f"{number}8.30")
        prose.text(72, 100 + 16 * number, SENTENCE[number : number + 40])
    assert tables(read(typed)) == tables(read(prose)) == []


@pytest.mark.parametrize("seed", range(8))
def test_figures_that_do_not_line_up_are_said_to_be_no_table(seed: int) -> None:
    chance = random.Random(seed)
    sheet = Sheet()
    for number in range(5):
        y = 100 + 18 * number
        sheet.text(72, y, "甲乙丙丁戊"[number] * 3).text(chance.uniform(150, 260), y, f"12.{number}")
        sheet.text(chance.uniform(300, 420), y, f"3.{number}")
    document = read(sheet)
    assert tables(document) == []
    (problem,) = document.problems
    assert (problem.stage, problem.code) == ("read", "unruled-table")
    assert "第1页" in problem.message.zh
    assert problem.place is not None


def test_of_two_tables_below_titles_the_plain_one_is_read_and_the_other_reported() -> None:
    sheet = rows(Sheet().text(222, 82, "（一）年度收支情况"), 100, ROWS, "right").text(222, 190, "（二）资产情况")
    for number, (x, y) in enumerate([(200, 330), (260, 400), (150, 310), (230, 370)]):
        sheet.text(72, 208 + 18 * number, "甲乙丙丁"[number] * 3).text(x, 208 + 18 * number, "1.5")
        sheet.text(y, 208 + 18 * number, "2.5")
    document = read(sheet)
    (table,) = tables(document)
    assert grid(table) == ROWS
    assert [problem.code for problem in document.problems] == ["unruled-table"]


def test_the_first_name_on_two_lines_is_no_part_of_the_header_and_half_a_name_makes_no_row() -> None:
    names = [
        ("机构名称", "收入", "支出"),
        ("局机关及二级机构\n汇总", "30.5", "12.5"),
        ("局机关", "20.25", "10.25"),
        ("中心", "10.25", "2.25"),
    ]
    sheet = Sheet()
    for number, row in enumerate(names):
        stacked(sheet, 100 + 28 * number, dict(zip((72, 250, 330), row, strict=True)), middle=True)
    (table,) = tables(read(sheet))
    assert [row[0] for row in joined(table)] == ["机构名称", "局机关及二级机构汇总", "局机关", "中心"]
    halved = [("机构名称", "收入", "支出"), ("局机关及二级机构", "", ""), ("汇总", "30.5", "12.5")]
    document = read(rows(Sheet(), 100, [*halved, *names[2:]], "right"))
    assert tables(document) == []
    assert [problem.code for problem in document.problems] == ["unruled-table"]


COUNTY_HEADER = {72.0: "机构名称", 160.0: "支出\n合计", 220.0: "基本\n支出", 280.0: "结余"}


def county(sheet: Sheet, y: float, rows_: list[tuple[str, ...]], last: float = 14) -> Sheet:
    """A table as county forms have it, without its rulings: all cells in the middle of their rows."""
    sheet.text(222, y - 13, "其中：")
    stacked(sheet, y + 6, COUNTY_HEADER, middle=True)
    for number, row in enumerate(rows_):
        stacked(sheet, y + 42 + 32 * number, dict(zip(COUNTY_HEADER, row, strict=True)), middle=True)
    return sheet


COUNTY = [
    ("局机关及二\n级机构汇总", "3207.203\n175", "1306.310\n455", "321.30"),
    ("1、局机关", "2137.603\n886", "866.73", "212.87"),
    ("2、服务中心", "1069.60", "439.575\n455", "108.43"),
]


def test_figures_broken_over_two_lines_are_one_and_a_header_has_several() -> None:
    (table,) = tables(read(county(Sheet(), 120, COUNTY).text(72, 320, SENTENCE[:40])))
    assert joined(table) == [
        ("机构名称", "支出合计", "其中：基本支出", "结余"),
        *(tuple(cell.replace("\n", "") for cell in row) for row in COUNTY),
    ]


def test_a_last_row_that_may_go_on_behind_the_page_is_not_read() -> None:
    cut = [*COUNTY[:2], ("2、农村服务", "1069.603", "439.575", "108.43")]
    document = read(county(Sheet(), 660, cut), Sheet().text(72, 80, "中心").text(160, 80, "250"))
    assert tables(document) == []
    assert [problem.code for problem in document.problems] == ["unruled-table"]
    (table,) = tables(read(county(Sheet(), 660, cut), Sheet().text(72, 80, SENTENCE[:40])))
    assert joined(table)[-1] == cut[-1]


def indicators(sheet: Sheet, middle: float) -> Sheet:
    stacked(sheet, 100, {72.0: "一级指标", 140.0: "二级指标", 210.0: "三级指标", 330.0: "指标值", 400.0: "完成值"})
    for number, row in enumerate(
        [
            ("渠道清淤长度", "≥50公里", "51公里"),
            ("堤防加固处数", "≥3处", "3处"),
            ("工程验收合格率", "100%", "100%"),
            ("受益群众人数", "≥3200人", "3410人"),
        ]
    ):
        stacked(sheet, 124 + 24 * number, dict(zip((210.0, 330.0, 400.0), row, strict=True)))
    stacked(sheet, 136, {140.0: "数量指标"}).text(140, 172, "质量指标").text(140, 196, "社会效益")
    return sheet.text(72, middle, "产出指标").text(72, 196, "效益指标")


def test_names_in_the_middle_of_several_rows_span_them() -> None:
    (table,) = tables(read(indicators(Sheet(), 148)))
    assert [(cell.row, cell.row_span, cell.text) for cell in table.cells if cell.column < 2] == [
        (0, 1, "一级指标"),
        (0, 1, "二级指标"),
        (1, 3, "产出指标"),
        (1, 2, "数量指标"),
        (3, 1, "质量指标"),
        (4, 1, "效益指标"),
        (4, 1, "社会效益"),
    ]
    assert [tuple(cell.text for cell in row[-3:]) for row in table.rows[1:3]] == [
        ("渠道清淤长度", "≥50公里", "51公里"),
        ("堤防加固处数", "≥3处", "3处"),
    ]


def test_names_that_stand_beside_the_middle_of_no_rows_make_no_table() -> None:
    assert tables(read(indicators(Sheet(), 158))) == []


def test_a_table_between_three_lines() -> None:
    sheet = county(Sheet().line(70, 98, 330, 98).line(70, 144, 330, 144).line(70, 256, 330, 256), 120, COUNTY)
    (table,) = tables(read(sheet.text(72, 320, SENTENCE[:40])))
    assert [row[0] for row in joined(table)] == ["机构名称", "局机关及二级机构汇总", "1、局机关", "2、服务中心"]
