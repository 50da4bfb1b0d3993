"""Forms without rulings are one table, read as a whole or not at all."""

from __future__ import annotations

from pdf_build import Sheet, pdf

from reportparse.model.document import Document, Source, Table
from reportparse.readers.pdf_reader import read_pdf

PITCH = 12.0
PAIRS = [
    {60: "项目名称", 150: "山塘清淤补助"},
    {60: "主管部门", 150: "清溪县水利局", 320: "实施单位", 380: "水利服务站"},
]
FUND_ROWS = [
    {60: "项目资金", 260: "年初预算数", 320: "全年预算数", 380: "全年执行数", 440: "得分"},
    {60: "（万元）", 150: "年度资金总额", 260: "52.50", 320: "60.00", 380: "58.40", 440: "9.73"},
    {150: "其中：当年财政拨", 260: "40.00", 320: "45.50", 380: "45.50", 440: "—"},
    {150: "款"},
    {150: "上年结转资金", 260: "12.50", 320: "14.50", 380: "12.90", 440: "—"},
]
GOALS = [
    {60: "年度总体", 150: "预期目标", 320: "实际完成情况"},
    {60: "目标", 150: "清淤山塘十二口。", 320: "清淤山塘十三口，灌溉有保障。"},
]
INDICATORS = [
    {60: "一级指标", 120: "二级指标", 180: "三级指标", 280: "指标值", 340: "完成值", 400: "分值", 440: "得分"},
    {60: "产出指标", 120: "数量指标", 180: "清淤山塘数", 280: "≥12口", 340: "13口", 400: "30", 440: "30"},
    {60: "（60分）", 180: "清淤土方折合成实", 280: "≥800方", 340: "836方", 400: "10", 440: "10"},
    {180: "方量"},
    {120: "质量指标", 180: "清淤后验收的合格", 280: "100%", 340: "100%", 400: "20", 440: "20"},
    {180: "率"},
    {60: "效益指标", 120: "社会效益", 180: "受益农户", 280: "≥300户", 340: "287户", 400: "30", 440: "28"},
    {60: "总分", 400: "90", 440: "97.73"},
]


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def form(sheet: Sheet, y: float, *parts: list[dict[int, str]], pitch: float = PITCH) -> Sheet:
    """Lines at even distances below one another, each text beginning where its key says."""
    for number, line in enumerate(line for part in parts for line in part):
        for x, text in line.items():
            sheet.text(x, y + pitch * number, text)
    return sheet


def titled(y: float = 60) -> Sheet:
    return Sheet().text(200, y, "项目支出绩效自评表", size=16)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple("".join(cell.text.split()) for cell in row) for row in table.rows]


def test_a_form_is_one_table_with_all_its_parts() -> None:
    (table,) = tables(read(form(titled(), 90, PAIRS, FUND_ROWS, GOALS, INDICATORS)))
    assert rows(table) == [
        ("项目名称", "山塘清淤补助"),
        ("主管部门", "清溪县水利局", "实施单位", "水利服务站"),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "得分"),
        ("年度资金总额", "52.50", "60.00", "58.40", "9.73"),
        ("其中：当年财政拨款", "40.00", "45.50", "45.50", "—"),
        ("上年结转资金", "12.50", "14.50", "12.90", "—"),
        ("年度总体目标", "预期目标", "实际完成情况"),
        ("清淤山塘十二口。", "清淤山塘十三口，灌溉有保障。"),
        ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"),
        ("产出指标（60分）", "数量指标", "清淤山塘数", "≥12口", "13口", "30", "30"),
        ("清淤土方折合成实方量", "≥800方", "836方", "10", "10"),
        ("质量指标", "清淤后验收的合格率", "100%", "100%", "20", "20"),
        ("效益指标", "社会效益", "受益农户", "≥300户", "287户", "30", "28"),
        ("总分", "90", "97.73"),
    ]
    label = next(cell for cell in table.cells if cell.text.startswith("产出指标"))
    assert label.row_span == 3


def test_a_form_with_a_part_that_is_not_plain_is_left_as_text() -> None:
    skewed = [{60: "资金", 150: "甲", 230: "2.50", 320: "6.00"}, {60: "其他", 200: "乙", 280: "3.50", 350: "1.00"}]
    document = read(form(titled(), 90, PAIRS, FUND_ROWS, skewed, INDICATORS))
    assert tables(document) == []
    assert {problem.code for problem in document.problems} == {"unruled-table"}


def test_of_several_forms_all_are_read_or_none() -> None:
    first = form(titled(), 90, PAIRS, FUND_ROWS, GOALS, INDICATORS)
    plain = form(titled(), 90, PAIRS, FUND_ROWS, GOALS, INDICATORS)
    assert len(tables(read(first, plain))) == 2
    skewed = [{60: "资金", 150: "甲", 230: "2.50", 320: "6.00"}, {60: "其他", 200: "乙", 280: "3.50", 350: "1.00"}]
    torn = form(titled(), 90, PAIRS, FUND_ROWS, skewed, INDICATORS)
    assert tables(read(first, torn)) == []


def test_a_blank_value_before_a_second_label_and_a_choice_among_boxes() -> None:
    pairs = [
        {60: "项目名称", 150: "山塘清淤补助"},
        {60: "主管部门", 320: "实施单位", 380: "水利服务站"},
        {60: "项目类别", 150: "新增项目□", 260: "延续项目☑"},
    ]
    (table,) = tables(read(form(titled(), 90, pairs, FUND_ROWS)))
    assert rows(table)[:3] == [
        ("项目名称", "山塘清淤补助"),
        ("主管部门", "", "实施单位", "水利服务站"),
        ("项目类别", "新增项目□延续项目☑"),
    ]


def test_a_name_that_breaks_only_once_may_be_two_and_is_not_read() -> None:
    lines = [
        {60: "单位", 200: "收入", 280: "支出"},
        {60: "局机关及二级机构", 200: "30.5", 280: "12.5"},
        {60: "汇总"},
        {60: "局机关", 200: "20.25", 280: "10.25"},
        {60: "中心", 200: "10.25", 280: "2.25"},
    ]
    assert tables(read(form(Sheet(), 90, lines))) == []


def test_a_name_stands_over_the_columns_that_it_is_in_the_middle_of() -> None:
    lines = [
        {60: "单位", 160: "合计", 265: "其中"},
        {230: "基本支出", 300: "项目支出"},
        {60: "局机关和下属各服", 160: "30.50", 230: "20.25", 300: "10.25"},
        {60: "务站"},
        {60: "水利服务中心的各", 160: "20.25", 230: "10.25", 300: "10.00"},
        {60: "站"},
        {60: "局机关", 160: "10.25", 230: "10.00", 300: "0.25"},
    ]
    (table,) = tables(read(form(Sheet(), 90, lines)))
    over = next(cell for cell in table.cells if cell.text == "其中")
    assert (over.column, over.column_span) == (2, 2)
    assert rows(table)[2:] == [
        ("局机关和下属各服务站", "30.50", "20.25", "10.25"),
        ("水利服务中心的各站", "20.25", "10.25", "10.00"),
        ("局机关", "10.25", "10.00", "0.25"),
    ]


def test_names_beside_their_figures_and_amounts_close_to_one_another() -> None:
    lines = [
        {60: "单位", 180: "收入合计", 250: "财政拨款", 340: "其他收入"},
        {60: "局机关", 160: "1,308,500.25", 235: "1,308,500.25", 320: "0"},
        {60: "服务站", 160: "1,202,100.50", 235: "1,202,100.50", 320: "0"},
        {60: "合计", 160: "2,510,600.75", 235: "2,510,600.75", 320: "0"},
    ]
    (table,) = tables(read(form(Sheet(), 90, lines, pitch=18)))
    assert rows(table) == [
        ("单位", "收入合计", "财政拨款", "其他收入"),
        ("局机关", "1,308,500.25", "1,308,500.25", "0"),
        ("服务站", "1,202,100.50", "1,202,100.50", "0"),
        ("合计", "2,510,600.75", "2,510,600.75", "0"),
    ]
