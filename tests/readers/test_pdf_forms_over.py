"""Forms without rulings whose rows lie between lines of other cells, are anchored by values, or go on on the next page."""

from __future__ import annotations

from pdf_build import Sheet
from test_pdf_forms import FUND_ROWS, GOALS, PAIRS, PITCH, form, read, rows, tables, titled

Line = tuple[float, dict[int, str]]

QUANTITATIVE = [
    (0.0, {103: "评价内容"}),
    (0.0, {190: "绩效内容", 300: "目标值", 380: "完成情况", 450: "得分"}),
    (15.0, {190: "清淤山塘数", 300: "≥12口", 380: "13口", 450: "20"}),
    (22.5, {60: "产出目标", 120: "数量指标"}),
    (30.0, {190: "清淤土方量", 300: "≥800方", 380: "836方", 450: "20"}),
    (45.0, {60: "效益目标", 120: "社会效益", 190: "受益农户", 300: "≥300户", 380: "287户", 450: "28"}),
    (60.0, {60: "综合得分", 190: "95"}),
    (75.0, {60: "评价等次", 190: "优"}),
]
READ = [
    ("评价内容", "绩效内容", "目标值", "完成情况", "得分"),
    ("产出目标", "数量指标", "清淤山塘数", "≥12口", "13口", "20"),
    ("清淤土方量", "≥800方", "836方", "20"),
    ("效益目标", "社会效益", "受益农户", "≥300户", "287户", "28"),
    ("综合得分", "95"),
    ("评价等次", "优"),
]
HEADER = {60: "一级指标", 120: "二级指标", 180: "三级指标", 280: "指标值", 340: "完成值", 400: "分值", 440: "得分"}
OUTPUT = {60: "产出指标", 120: "数量指标", 180: "清淤山塘数", 280: "≥12口", 340: "13口", 400: "30", 440: "30"}
VOLUME = {180: "清淤土方量", 280: "≥800方", 340: "836方", 400: "10", 440: "10"}
QUALITY = {120: "质量指标", 180: "验收合格率", 280: "100%", 340: "100%", 400: "20", 440: "20"}
EFFECT = {60: "效益指标", 120: "社会效益", 180: "受益农户", 280: "≥300户", 340: "287户", 400: "30", 440: "28"}
TOTAL = {60: "总分", 400: "90", 440: "88"}


def set_at(sheet: Sheet, y: float, lines: list[Line]) -> Sheet:
    """Lines at their own heights, each text beginning where its key says."""
    for by, line in lines:
        form(sheet, y + by, [line])
    return sheet


def low(*parts: list[dict[int, str]]) -> Sheet:
    """A form that reaches the foot of its page, with the page's number below it."""
    count = sum(map(len, parts))
    return form(titled(740 - PITCH * count), 770 - PITCH * count, *parts).text(290, 800, "第1页")


def test_names_for_several_rows_lie_between_their_lines_and_below_one_name_for_both_columns() -> None:
    (table,) = tables(read(set_at(titled(), 90, QUANTITATIVE)))
    assert rows(table) == READ
    cells = {cell.text: cell for cell in table.cells}
    assert cells["评价内容"].column_span == cells["清淤山塘数"].column
    spans = {cell.text: cell.row_span for cell in table.cells}
    assert (spans["产出目标"], spans["数量指标"], spans["效益目标"]) == (2, 2, 1)


def test_texts_below_headings_above_the_first_table_are_part_of_the_form() -> None:
    lines = [(PITCH * number, line) for number, line in enumerate(GOALS)]
    below = [(by + PITCH * len(GOALS) + 6, line) for by, line in QUANTITATIVE]
    (table,) = tables(read(set_at(titled(), 90, [*lines, *below])))
    assert rows(table)[:2] == [
        ("年度总体目标", "预期目标", "实际完成情况"),
        ("清淤山塘十二口。", "清淤山塘十三口，灌溉有保障。"),
    ]
    assert rows(table)[2:] == READ


def test_rows_begin_where_each_has_a_value_in_any_unit() -> None:
    lines = [
        {60: "一级指标", 120: "三级指标", 220: "指标值", 300: "完成值", 360: "未完成的原因"},
        {60: "产出指标", 120: "清淤山塘数量（全", 220: "≥12口", 300: "13口"},
        {120: "县）"},
        {120: "清淤土方折合成实", 220: "≥800方/年", 300: "790方", 360: "雨季停工十"},
        {120: "方量", 360: "天"},
        {60: "效益指标", 120: "受益农户", 220: "≥300户", 300: "287户"},
    ]
    (table,) = tables(read(form(Sheet(), 90, lines)))
    assert rows(table)[1:] == [
        ("产出指标", "清淤山塘数量（全县）", "≥12口", "13口", ""),
        ("清淤土方折合成实方量", "≥800方/年", "790方", "雨季停工十天"),
        ("效益指标", "受益农户", "≥300户", "287户", ""),
    ]


def test_a_name_that_stands_in_the_header_alone_is_that_of_the_names_beside_it_too() -> None:
    lines = [
        {60: "指标", 260: "指标值", 340: "完成值"},
        {60: "产出指标", 140: "清淤山塘的全部数", 260: "≥12口", 340: "13口"},
        {140: "量"},
        {140: "清淤土方折合成实", 260: "≥800方", 340: "836方"},
        {140: "方"},
        {60: "效益指标", 140: "受益农户", 260: "≥300户", 340: "287户"},
    ]
    (table,) = tables(read(form(Sheet(), 90, lines)))
    assert rows(table)[0] == ("指标", "指标值", "完成值")
    assert table.rows[0][0].column_span == 2


def test_a_form_over_a_page_break_is_one_table() -> None:
    above = low(PAIRS, FUND_ROWS, GOALS, [HEADER, OUTPUT, VOLUME])
    below = form(Sheet(), 70, [QUALITY, EFFECT, TOTAL]).text(290, 800, "第2页")
    document = read(above, below)
    (table,) = tables(document)
    assert rows(table)[-5:] == [
        ("产出指标", "数量指标", "清淤山塘数", "≥12口", "13口", "30", "30"),
        ("清淤土方量", "≥800方", "836方", "10", "10"),
        ("质量指标", "验收合格率", "100%", "100%", "20", "20"),
        ("效益指标", "社会效益", "受益农户", "≥300户", "287户", "30", "28"),
        ("总分", "90", "88"),
    ]
    spans = {cell.text: cell.row_span for cell in table.cells}
    assert (spans["产出指标"], spans["数量指标"], spans["质量指标"], spans["效益指标"]) == (3, 2, 1, 1)
    assert [piece.page for piece in table.origin.pieces] == [1, 2]
    assert not document.problems


def test_the_labels_and_values_below_the_rows_on_the_next_page_are_part_of_the_form() -> None:
    pairs = [{60: "自评得分", 120: "88", 280: "自评等级", 340: "良"}]
    above = low(PAIRS, FUND_ROWS, GOALS, [HEADER, OUTPUT, VOLUME])
    (table,) = tables(read(above, form(Sheet(), 70, [QUALITY, EFFECT], pairs)))
    assert rows(table)[-2:] == [
        ("效益指标", "社会效益", "受益农户", "≥300户", "287户", "30", "28"),
        ("自评得分", "88", "自评等级", "良"),
    ]


def test_a_table_of_its_own_over_a_page_break_is_one_table() -> None:
    above = low([HEADER, OUTPUT, VOLUME])
    (table,) = tables(read(above, form(Sheet(), 70, [QUALITY, EFFECT, TOTAL])))
    assert [row[-1] for row in rows(table)] == ["得分", "30", "10", "20", "28", "88"]


def test_a_form_whose_rows_on_the_next_page_are_not_plain_is_left_as_text() -> None:
    broken = [
        {**VOLUME, 180: "清淤土方折合成实"},
        {180: "方量"},
        QUALITY,
        {**EFFECT, 180: "全县受益的农户数"},
        {180: "量"},
    ]
    skewed = [{60: "质量指标", 150: "甲", 230: "2.50", 320: "6.00"}, {60: "其他", 200: "乙", 280: "3.50", 350: "1.00"}]
    document = read(low([HEADER, OUTPUT], broken), form(Sheet(), 70, [EFFECT], skewed))
    assert tables(document) == []
    assert {problem.code for problem in document.problems} == {"unruled-table"}


def test_a_row_that_the_page_break_cuts_is_not_made_two() -> None:
    cut = {**VOLUME, 180: "清淤土方折合成"}
    document = read(low([HEADER, OUTPUT, QUALITY, cut]), form(Sheet(), 70, [{180: "实方"}, EFFECT, TOTAL]))
    assert not any("实方" in row for table in tables(document) for row in rows(table))
