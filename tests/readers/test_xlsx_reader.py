"""Workbooks as clerks write them, and as nobody should."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx_build import layout, table, texts
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from reportparse.errors import ReadError
from reportparse.model.document import Document, Source, Table
from reportparse.model.location import SheetOrigin
from reportparse.readers import read
from reportparse.readers.xlsx_reader import read_xlsx

BOX = Border(*(Side(style="thin"),) * 4)


def parse(data: bytes) -> Document:
    return read_xlsx(data, Source("报告.xlsx", "0" * 64, "xlsx"))


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(*rows: list[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> Document:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change is not None:
        change(book)
    return parse(saved(book))


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return buffer.getvalue()


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        parse(data)
    return caught.value


FORM = (
    ["项目支出绩效自评表"],
    ["（2021年度）"],
    ["项目资金", "年初预算数", "全年执行数", "执行率"],
    ["年度资金总额", 150, 145.77, 0.9718],
    ["其中：财政拨款", 150, 145.77, 0.9718],
)


def as_form(book: openpyxl.Workbook) -> None:
    sheet = book.active
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    for row in (4, 5):
        sheet.cell(row, 4).number_format = "0.00%"
        sheet.cell(row, 2).number_format = "#,##0.00"


def test_titles_are_paragraphs_and_the_rest_is_a_table_with_values_as_shown() -> None:
    document = filled(*FORM, change=as_form)
    assert texts(document) == ["项目支出绩效自评表", "（2021年度）"]
    found = table(document)
    assert (found.row_count, found.column_count) == (3, 4)
    assert [cell.text for cell in found.rows[1]] == ["年度资金总额", "150.00", "145.77", "97.18%"]
    assert document.blocks[0].origin == SheetOrigin("Sheet", "A1")
    assert found.cells[-1].origin == SheetOrigin("Sheet", "D5")
    assert document.problems == () and document.unread == {}


def test_merged_cells_are_stored_once_with_their_spans() -> None:
    def merged(book: openpyxl.Workbook) -> None:
        book.active.merge_cells("A1:A2")
        book.active.merge_cells("B1:C1")

    document = filled(["单位", "收入", None], [None, "合计", "上年结转"], ["局机关", 5, 0], change=merged)
    assert layout(table(document))[:4] == [
        (0, 0, 2, 1, "单位"),
        (0, 1, 1, 2, "收入"),
        (1, 1, 1, 1, "合计"),
        (1, 2, 1, 1, "上年结转"),
    ]
    assert [cell.text for cell in table(document).rows[2]] == ["局机关", "5", "0"]


def test_a_merge_over_all_columns_of_the_program_is_cut_to_what_is_used() -> None:
    def merged(book: openpyxl.Workbook) -> None:
        book.active.merge_cells("A2:B2")

    data = changed(
        saved_form(merged), "xl/worksheets/sheet1.xml", lambda xml: xml.replace('ref="A2:B2"', 'ref="A2:XFD1048576"')
    )
    assert layout(table(parse(data))) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 2, "丙")]


def saved_form(change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.active.append(["丙"])
    change(book)
    return saved(book)


def test_blank_rows_part_tables_but_not_where_lines_are_drawn() -> None:
    def boxed(book: openpyxl.Workbook) -> None:
        for row in range(1, 4):
            for column in (1, 2):
                book.active.cell(row, column).border = BOX

    rows = (["名称", "数"], [None, None], ["局机关", 1], [None], ["名称", "数"], ["二级机构", 2])
    assert [block.row_count for block in filled(*rows).blocks if isinstance(block, Table)] == [1, 1, 2]
    assert [block.row_count for block in filled(*rows, change=boxed).blocks if isinstance(block, Table)] == [3, 2]


def test_rows_outside_the_lines_are_paragraphs() -> None:
    def boxed(book: openpyxl.Workbook) -> None:
        for row in (2, 3):
            for column in (1, 2):
                book.active.cell(row, column).border = BOX

    document = filled(
        ["填报单位：某局", "单位：万元"], ["名称", "数"], ["局机关", 1], ["填报人：", "联系电话："], change=boxed
    )
    assert texts(document) == ["填报单位：某局    单位：万元", "填报人：    联系电话："]
    assert table(document).row_count == 2


def test_a_remark_beside_the_lines_is_a_paragraph_and_a_column_without_lines_belongs_to_the_table() -> None:
    def boxed(book: openpyxl.Workbook) -> None:
        for row in range(1, 5):
            for column in (1, 2):
                book.active.cell(row, column).border = BOX

    remark = filled(["名称", "数", "请按决算填写"], ["甲", 1], ["乙", 2], ["丙", 3], change=boxed)
    assert table(remark).column_count == 2
    assert texts(remark) == ["请按决算填写"]
    column = filled(["名称", "数", "备注"], ["甲", 1, "子"], ["乙", 2, "丑"], ["丙", 3], change=boxed)
    assert table(column).column_count == 3 and texts(column) == []


def test_formulas_are_read_as_their_stored_values_and_never_computed() -> None:
    def formula(book: openpyxl.Workbook) -> None:
        book.active["B2"] = "=1+1"
        book.active["C2"] = '=HYPERLINK("http://example.invalid/","x")'

    book = openpyxl.Workbook()
    book.active.append(["名称", "数", "数"])
    book.active.append(["局机关"])
    formula(book)
    stored = changed(
        saved(book),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>7</v>").replace(
            "<f>1+1</f><v />", "<f>1+1</f><v>7</v>"
        ),
    )
    document = parse(stored)
    assert [cell.text for cell in table(document).rows[1]][:2] == ["局机关", "7"]
    assert document.unread == {"formulas without a value": 1}
    assert [problem.code for problem in document.problems] == ["formulas-without-value"]


def test_hidden_rows_columns_and_sheets_are_hidden_text() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True
        other = book.create_sheet("底稿")
        other["A1"] = "藏起来的表"
        other.sheet_state = "veryHidden"

    document = filled(["名称", "数", "备注"], ["局机关", 1, "暗列"], ["二级机构", 2, "暗行"], ["合计", 3], change=hide)
    assert [[cell.text for cell in row] for row in table(document).rows] == [
        ["名称", "数"],
        ["局机关", "1"],
        ["合计", "3"],
    ]
    assert {hidden.text for hidden in document.hidden} == {"备注", "暗列", "二级机构", "2", "暗行", "藏起来的表"}
    assert {hidden.reason for hidden in document.hidden} == {"folded"}
    places = {hidden.text: document.origin_at(hidden.place) for hidden in document.hidden}
    assert places["藏起来的表"] == SheetOrigin("底稿", "A1")


def test_what_lies_under_a_merged_cell_is_covered() -> None:
    book = openpyxl.Workbook()
    for row in (["项目支出绩效自评表"], ["名称", "数"], ["局机关", 1]):
        book.active.append(row)
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>'
    document = parse(
        changed(saved(book), "xl/worksheets/sheet1.xml", lambda part: part.replace("</sheetData>", merged))
    )
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [("1", "covered")]


def test_parts_may_be_named_with_backslashes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", "数"])
    book.active.append(["局机关", 1])
    file = tmp_path / "report.xlsx"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\"), old.read(name))
    assert [cell.text for cell in table(read(file)).cells] == ["名称", "数", "局机关", "1"]


def test_a_hidden_sheet_that_fills_lists_of_choices_is_counted_and_no_hidden_text() -> None:
    def choices(book: openpyxl.Workbook) -> None:
        other = book.create_sheet("选项")
        other["A1"] = "优"
        other.sheet_state = "hidden"
        rule = DataValidation(type="list", formula1="选项!$A$1:$A$4")
        rule.add("B2")
        book.active.add_data_validation(rule)

    document = filled(["名称", "等级"], ["局机关", "优"], change=choices)
    assert document.hidden == ()
    assert document.unread == {"option lists": 1}


def test_white_and_tiny_words_are_hidden_unless_their_ground_shows_them() -> None:
    def styled(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["A1"].font = Font(color="FFFFFFFF")
        sheet["A1"].fill = PatternFill("solid", fgColor="FF1F4E79")
        sheet["B1"].font = Font(color="FFFFFFFF")
        sheet["A2"].font = Font(size=1)
        sheet["B2"].number_format = ";;;"
        sheet["C2"] = CellRichText("看得见", TextBlock(InlineFont(color="FFFFFFFF"), "看不见"))

    document = filled(["深底白字", "白底白字"], ["极小", 12], change=styled)
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [
        ("白底白字", "white"),
        ("极小", "tiny"),
        ("12", "hidden"),
        ("看不见", "white"),
    ]
    assert table(document).rows[0][0].text == "深底白字"
    assert table(document).rows[1][-1].text == "看得见"


def test_sheets_follow_each_other_and_a_name_that_says_something_heads_a_sheet_without_a_title() -> None:
    def more(book: openpyxl.Workbook) -> None:
        named = book.create_sheet("三公经费")
        named.append(["名称", "数"])
        named.append(["公务接待费", 1])

    document = filled(["名称", "数"], ["局机关", 1], change=more)
    assert texts(document) == ["三公经费"]
    assert [block.origin for block in document.blocks] == [
        SheetOrigin("Sheet", "A1"),
        SheetOrigin("三公经费", ""),
        SheetOrigin("三公经费", "A1"),
    ]


def test_lines_in_a_cell_are_paragraphs_and_what_is_not_read_is_counted() -> None:
    def noted(book: openpyxl.Workbook) -> None:
        book.active["A1"].comment = Comment("批注", "某")

    document = filled(["目标1\n目标2", True], ["#N/A", "=不是公式"], change=noted)
    assert [paragraph.text for paragraph in table(document).cells[0].paragraphs] == ["目标1", "目标2"]
    assert table(document).cells[1].text == "TRUE"
    assert document.unread["comments"] == 1


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_text_boxes_over_a_sheet_are_read_once(state: str) -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice>{0}</mc:Choice>'
        "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></xdr:wsDr>"
    ).format("<xdr:sp><xdr:txBody><a:p><a:r><a:t>浮在表上的字</a:t></a:r></a:p></xdr:txBody></xdr:sp>")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/d.xml"/>'
        "</Relationships>"
    )
    data = changed(
        saved_form(lambda book: None),
        "xl/workbook.xml",
        lambda xml: re.sub(r'state="\w+"', f'state="{state}"', xml),
    )
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/drawings/d.xml", drawing)
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
    document = parse(buffer.getvalue())
    shown = [*texts(document), *(hidden.text for hidden in document.hidden)]
    assert shown.count("浮在表上的字") == 1
    assert "lost characters" not in document.unread


def test_zeros_that_the_sheet_does_not_show_are_counted() -> None:
    def no_zeros(book: openpyxl.Workbook) -> None:
        book.active.sheet_view.showZeros = False

    document = filled(["名称", "数", "数"], ["局机关", 0, 5], change=no_zeros)
    assert [cell.text for cell in table(document).rows[1]] == ["局机关", "", "5"]
    assert document.unread == {"zeros not shown": 1}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved_form(lambda book: None)[:-40], "broken-xlsx"),
        (changed(saved_form(lambda book: None), "xl/worksheets/sheet1.xml", lambda xml: xml[:-30]), "broken-xlsx"),
        (
            changed(
                saved_form(lambda book: None), "xl/workbook.xml", lambda xml: re.sub("<sheets>.*</sheets>", "", xml)
            ),
            "broken-xlsx",
        ),
        (
            changed(
                saved_form(lambda book: None),
                "xl/worksheets/sheet1.xml",
                lambda xml: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xml,
            ),
            "broken-xlsx",
        ),
    ],
)
def test_broken_and_hostile_workbooks_are_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_far_cells_cost_nothing_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportparse.model.limits import Limits, set_limits

    def far(book: openpyxl.Workbook) -> None:
        book.active["XFD1048576"] = "远"

    document = parse(saved_form(far))
    assert sum(block.row_count for block in document.blocks if isinstance(block, Table)) <= 3
    try:
        set_limits(Limits(cells=2))
        assert refusal(saved_form(lambda book: None)).code == "table-too-large"
    finally:
        set_limits(Limits())
