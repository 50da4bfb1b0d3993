"""Old workbooks: the same as the new ones, out of another file."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_build import layout, table, texts

from reportparse.errors import ReadError
from reportparse.model.document import Document, Source
from reportparse.model.location import SheetOrigin
from reportparse.readers import read
from reportparse.readers.xls_reader import drawn, read_xls

xlwt = pytest.importorskip("xlwt")


def workbook(fill: Callable[[xlwt.Workbook, xlwt.Worksheet], None]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("Sheet1"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parse(data: bytes) -> Document:
    return read_xls(data, Source("报告.xls", "0" * 64, "xls"))


def form(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
    sheet.write_merge(0, 0, 0, 3, "项目支出绩效自评表")
    for column, text in enumerate(("项目资金", "年初预算数", "全年执行数", "执行率")):
        sheet.write(1, column, text)
    sheet.write(2, 0, "年度资金总额")
    sheet.write(2, 1, 1500, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(2, 2, 145.77)
    sheet.write(2, 3, 0.9718, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(3, 0, "到账日期")
    sheet.write(3, 1, 44561, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))


def test_titles_tables_and_values_as_shown(tmp_path: Path) -> None:
    file = tmp_path / "报告.bin"
    file.write_bytes(workbook(form))
    document = read(file)
    assert document.source.format == "xls"
    assert texts(document) == ["项目支出绩效自评表"]
    assert [cell.text for cell in table(document).rows[1]] == ["年度资金总额", "1,500.00", "145.77", "97.18%"]
    assert [cell.text for cell in table(document).rows[2]] == ["到账日期", "2021年12月31日", "", ""]
    assert table(document).rows[1][3].origin == SheetOrigin("Sheet1", "D3")


def test_merged_cells_and_what_is_hidden() -> None:
    def fill(book: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        sheet.write_merge(0, 1, 0, 0, "单位")
        sheet.write(0, 1, "收入")
        sheet.write(1, 1, "合计")
        sheet.write(2, 0, "局机关")
        sheet.write(2, 1, 5)
        sheet.write(2, 2, "白字", xlwt.easyxf("font: colour white"))
        sheet.write(3, 0, "暗行")
        sheet.row(3).hidden = True
        other = book.add_sheet("底稿")
        other.visibility = 1
        other.write(0, 0, "暗表")

    document = parse(workbook(fill))
    assert layout(table(document))[0] == (0, 0, 2, 1, "单位")
    assert {(hidden.text, hidden.reason) for hidden in document.hidden} == {
        ("白字", "white"),
        ("暗行", "folded"),
        ("暗表", "folded"),
    }


def test_pictures_charts_and_text_boxes_are_counted() -> None:
    def record(kind: int) -> bytes:
        return struct.pack("<HHHHH", 0x5D, 6, 0x15, 18, kind)

    assert drawn(record(8) + record(8) + record(5) + record(6) + record(2)) == {
        "pictures": 2,
        "charts": 1,
        "text boxes": 1,
    }


def test_a_stream_may_be_named_in_capitals(tmp_path: Path) -> None:
    file = tmp_path / "report.xls"
    file.write_bytes(workbook(form).replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le")))
    document = read(file)
    assert document.source.format == "xls"
    assert texts(document) == texts(parse(workbook(form)))


@pytest.mark.parametrize("cut", [600, 2000, 4000])
def test_a_damaged_workbook_is_refused_with_a_remedy(cut: int) -> None:
    with pytest.raises(ReadError) as caught:
        parse(workbook(form)[:cut])
    assert caught.value.code == "broken-xls"
    assert caught.value.remedy.zh
