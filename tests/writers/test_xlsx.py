"""The working paper, as a spreadsheet program reads it."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hostile import ALL, LONG, hostile_report
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from reportparse.errors import ReadError
from reportparse.model.document import Source
from reportparse.model.report import Report, SkippedInfo
from reportparse.readers.xlsx_reader import read_xlsx
from reportparse.writers.sheet_columns import FACTS, FINDINGS, OVERVIEW, SHEETS, UNCHECKED
from reportparse.writers.visible import visible
from reportparse.writers.xlsx_cells import CELL_LIMIT, number_of, text_of
from reportparse.writers.xlsx_writer import XlsxWriter
from sample_reports import failed, finding, report


def written(*reports: Report, omitted: int = 0, **options: Any) -> bytes:
    stream = io.BytesIO()
    writer = XlsxWriter(stream, **options)
    writer.begin()
    for one in reports:
        writer.add(one, omitted)
    writer.end()
    return stream.getvalue()


def book_of(*reports: Report, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(*reports, **options)))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_sheets_and_headers_in_both_languages() -> None:
    for place, lang in enumerate(("zh", "en")):
        book = book_of(report(), lang=lang)
        assert book.sheetnames == [names[place] for names in SHEETS.values()]
        for key, columns in (
            ("overview", OVERVIEW), ("findings", FINDINGS), ("facts", FACTS), ("unchecked", UNCHECKED),
        ):  # fmt: skip
            head = [cell.value for cell in book[SHEETS[key][place]][1]]
            assert head == [column.title(lang) for column in columns]
            assert len(set(head)) == len(head)


def test_a_finding_is_a_row_with_room_for_the_reviewer() -> None:
    found = (finding("S503", "info", 1), finding(diagnosis="名目写错", suggestion="改名目", basis="预算法"))
    book = book_of(report(findings=found), titles={"C201": "金额的名目写错"})
    first, second = rows(book["问题清单"])
    assert first == {
        "序号": 1, "单位": "县委巡察办", "年度": 2020, "问题代码": "C201", "问题类型": "金额的名目写错", "严重程度": "错误",
        "位置": "第3段", "原文": "2020年基本支出153.7万元", "报告值": 153.7, "应为": 115, "差额": 38.7,
        "说明": "“基本支出”153.7万元是项目支出的数。\n判断：名目写错\n建议：改名目", "依据": "预算法",
        "核实情况": None, "处理意见": None, "复核人": None, "文件": "a.docx", "标识": "C201-3",
    }  # fmt: skip
    assert (second["序号"], second["问题代码"], second["严重程度"]) == (2, "S503", "提示")
    sheet = book["问题清单"]
    assert sheet["F2"].fill.fgColor.rgb != sheet["F3"].fill.fgColor.rgb
    assert sheet["L2"].alignment.wrap_text


def test_it_filters_freezes_prints_and_offers_lists() -> None:
    book = book_of(report(findings=(finding(), finding(block=4))))
    for sheet in book.worksheets[:4]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    sheet = book["问题清单"]
    assert sheet.auto_filter.ref == "A1:R3"
    lists = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert set(lists) == {"N2:N3", "O2:O3", "P2:P3"}
    assert {rule.type for rule in lists.values()} == {"list"}
    assert [bool(lists[cells].showErrorMessage) for cells in ("N2:N3", "O2:O3", "P2:P3")] == [True, False, False]
    assert lists["N2:N3"].formula1 == "'选项'!$A$2:$A$31"
    choices = rows(book["选项"])
    assert [row["核实情况"] for row in choices if row["核实情况"]] == ["属实", "不属实", "待核"]


def test_the_overview_counts_and_ends_in_totals() -> None:
    found = (finding(), finding("I401", "warning", 2), finding(block=4))
    *documents, total = rows(book_of(report(findings=found), failed(), omitted=2, names={"county": "县表"})["总览"])
    assert [row["序号"] for row in documents] == [1, 2]
    good, bad = documents
    assert (good["文件"], good["单位"], good["表式"], good["读取情况"]) == ("a.docx", "县委巡察办", "县表", "读取完整")
    assert (good["错误"], good["警告"], good["提示"], good["未列出"]) == (2, 1, 0, 2)
    assert (good["数字"], good["表内数据"], good["正文金额"], good["名目有误"], good["与表相符"]) == (23, 2, 1, 1, 0)
    assert (good["已做检查"], good["未做检查"]) == (18, 1)
    assert (bad["文件"], bad["单位"], bad["读取情况"], bad["读取问题"]) == ("b.pdf", "部门未识别", "未能读取", 1)
    assert (total["文件"], total["错误"], total["未列出"], total["表内数据"]) == ("合计 2", 2, 4, 2)


def test_what_was_not_checked_stands_with_its_reason() -> None:
    listed = rows(book_of(report(), failed(), titles={"A105": "得分之和"})["未检查"])
    assert [(row["类别"], row["代码"], row["名称"], row["原因"]) for row in listed[:3]] == [
        ("未做的检查", "A105", "得分之和", "没有得分栏"),
        ("未读内容", None, "图片", "2"),
        ("读取问题", "encrypted-pdf", "读取", "文件有密码，请解除后再试。"),
    ]


def test_without_checks_there_is_no_list_of_findings() -> None:
    book = book_of(report(), checked=False)
    assert "问题清单" not in book.sheetnames
    assert not {"错误", "已做检查"} & {cell.value for cell in book["总览"][1]}
    assert len(rows(book["数据"])) == 2


def test_figures_are_numbers_that_show_what_was_written() -> None:
    sheet = book_of(report())["数据"]
    cells = {row[4].value: row[6] for row in sheet.iter_rows(min_row=2)}
    assert (cells["项目支出"].value, cells["项目支出"].number_format) == (153.7, "0.00")
    assert (cells["基本支出"].value, cells["基本支出"].number_format) == (115, "0")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0", (0.0, "0")), ("-12.50", (-12.5, "0.00")), ("8837328.68", (8837328.68, "0.00")), ("430623", (430623.0, "0")),
        ("999999999999.999", (999999999999.999, "0.000")), ("1234567890123456", None), ("0.1234567890123456", None),
        ("0731", None), ("1,234", None), ("12%", None), ("1e5", None), ("=1", None), ("", None), ("-", None), ("１２", None),
    ],
)  # fmt: skip
def test_only_exact_decimals_become_numbers(text: str, shown: tuple[float, str] | None) -> None:
    assert number_of(text) == shown
    if shown:
        assert Decimal(f"{shown[0]:.{len(shown[1][2:])}f}") == Decimal(text)


@pytest.mark.parametrize("text", ALL)
def test_no_text_of_a_report_becomes_a_formula_link_or_markup(text: str) -> None:
    data = written(hostile_report(text))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        tree = etree.fromstring(content)
        if name.startswith("xl/worksheets/"):
            assert not tree.xpath("//*[local-name()='f' or local-name()='hyperlink' or local-name()='r']")
            assert max((len(cell.text or "") for cell in tree.iter("{*}t")), default=0) <= CELL_LIMIT + 200
    assert not [name for name in parts if "externalLink" in name or name.endswith(".bin")]
    [row] = rows(openpyxl.load_workbook(io.BytesIO(data))["问题清单"])
    # What looks like an escape of the format is escaped itself; programs undo that, openpyxl does not.
    kept = str(row["原文"]).strip().replace("_x005F_", "_")
    if text == LONG:
        assert (len(kept), kept[-1]) == (CELL_LIMIT, "）")
    else:
        assert kept == visible(text).strip()


def test_text_is_cut_by_what_programs_count() -> None:
    # A character beyond the first plane counts as two.
    cut = text_of("𠮷" * CELL_LIMIT, "…")
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert set(cut) == {"𠮷", "…"}
    assert text_of("x" * CELL_LIMIT, "…") == "x" * CELL_LIMIT


def test_the_same_reports_give_the_same_bytes() -> None:
    assert written(report(findings=(finding(),)), failed()) == written(report(findings=(finding(),)), failed())


def test_a_run_without_reports_is_a_workbook_too() -> None:
    assert [len(rows(sheet)) for sheet in book_of().worksheets[:4]] == [1, 0, 0, 0]


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportparse.writers.xlsx_sheet._ROWS", 6)
    found = tuple(finding(block=number) for number in range(9))
    book = book_of(report(findings=found))
    assert [book[name].max_row for name in ("问题清单", "问题清单2", "问题清单3")] == [5, 5, 2]
    for name in ("问题清单", "问题清单2", "问题清单3"):
        assert len(book[name].data_validations.dataValidation) == 3
    numbers = [row["序号"] for name in ("问题清单", "问题清单2", "问题清单3") for row in rows(book[name])]
    assert numbers == list(range(1, 10))


def test_skipped_checks_are_counted_in_the_totals() -> None:
    one = report()
    more = one.coverage.model_copy(update={"checks_skipped": [SkippedInfo(code="A105", why="一")] * 3})
    *_, total = rows(book_of(one, one.model_copy(update={"coverage": more}))["总览"])
    assert total["未做检查"] == 4


def test_a_working_paper_is_no_report() -> None:
    with pytest.raises(ReadError) as caught:
        read_xlsx(written(), Source("底稿.xlsx", "", "xlsx"))
    assert caught.value.code == "own-workbook"
