from __future__ import annotations

import io

import docx as python_docx
import pytest
from docx_build import layout, p, parse, r, read, table, tbl, tc, texts, tr

from reportparse.model.document import Table
from reportparse.model.location import DocxOrigin, Place

RESTART = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def test_paragraphs_and_tables_stand_in_document_order() -> None:
    document = read(p("前") + tbl(tr(tc("中"))) + p("后"))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert [block.index for block in document.walk()] == [0, 1, 2]


def test_a_cell_is_stored_once_with_its_spans() -> None:
    found = table(
        read(
            tbl(
                tr(tc("机构", span(2) + RESTART), tc("其中", span(3))),
                tr(tc("", span(2) + GOES_ON), tc("甲"), tc("乙", span(2))),
                tr(*map(tc, "12345")),
                columns=5,
            )
        )
    )
    assert layout(found)[:4] == [(0, 0, 2, 2, "机构"), (0, 2, 1, 3, "其中"), (1, 2, 1, 1, "甲"), (1, 3, 1, 2, "乙")]
    assert (found.row_count, found.column_count) == (3, 5)


def test_edges_that_no_cell_has_are_no_columns() -> None:
    found = table(
        read(
            tbl(
                tr(tc("项目", span(8)), tc("2023年", span(5)), tc("2022年", span(5))),
                tr(tc("收入", span(8)), tc("521.5", span(5)), tc("493.75", span(5))),
                columns=18,
            )
        )
    )
    assert [(cell.column, cell.column_span) for cell in found.cells] == [(0, 1), (1, 1), (2, 1)] * 2
    assert found.column_count == 3


def test_rows_of_different_layout_share_one_grid() -> None:
    found = table(
        read(tbl(tr(tc("一、概况", span(6))), tr(tc("a", span(2)), tc("b", span(4))), tr(*map(tc, "123456"))))
    )
    assert [len(row) for row in found.rows] == [1, 2, 6]
    assert [cell.end_column for cell in found.cells if cell.row < 2] == [6, 2, 6]
    assert found.column_count == 6


def test_grid_before_and_after_shift_and_widen() -> None:
    found = table(read(tbl(tr(tc("x"), properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="3"/>'))))
    assert layout(found) == [(0, 2, 1, 1, "x")]
    assert found.column_count == 6


def test_a_legacy_horizontal_merge_is_one_cell() -> None:
    found = table(
        read(
            tbl(
                tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("b")),
                tr(*map(tc, "123")),
            )
        )
    )
    assert layout(found)[:2] == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]


def test_horizontal_and_vertical_merges_combine() -> None:
    both = '<w:hMerge w:val="{}"/><w:vMerge w:val="{}"/>'
    found = table(
        read(
            tbl(
                tr(tc("a", both.format("restart", "restart")), tc("", both.format("continue", "restart"))),
                tr(tc("", both.format("restart", "continue")), tc("", both.format("continue", "continue"))),
            )
        )
    )
    assert layout(found)[0] == (0, 0, 2, 2, "a")


def test_a_continuation_without_a_start_is_its_own_cell() -> None:
    found = table(read(tbl(tr(tc("a")), tr(tc("b", GOES_ON)), tr(tc("", GOES_ON)))))
    assert layout(found) == [(0, 0, 1, 1, "a"), (1, 0, 2, 1, "b")]


def test_a_continuation_over_other_columns_is_its_own_cell() -> None:
    found = table(read(tbl(tr(tc("a", span(2) + RESTART), tc("c")), tr(tc("x", GOES_ON), tc("y"), tc("z")))))
    assert layout(found) == [
        (0, 0, 1, 2, "a"),
        (0, 2, 1, 1, "c"),
        (1, 0, 1, 1, "x"),
        (1, 1, 1, 1, "y"),
        (1, 2, 1, 1, "z"),
    ]


def test_text_under_a_merge_is_kept_and_reported() -> None:
    document = read(p("前") + tbl(tr(tc("a", RESTART)), tr(tc("藏", GOES_ON))))
    assert layout(table(document)) == [(0, 0, 2, 1, "a\n藏")]
    assert [(problem.code, problem.place) for problem in document.problems] == [("text-in-merged-cell", Place(1, 0, 0))]


def test_an_empty_continuation_is_no_problem() -> None:
    assert read(tbl(tr(tc("a", RESTART)), tr(tc("", GOES_ON)))).problems == ()


def test_nested_tables_are_indexed_right_after_the_outer_one() -> None:
    inner = tbl(tr(tc("内")))
    deeper = tbl(tr(tc(tbl(tr(tc("最内"))) + p("二"))))
    document = read(tbl(tr(tc("外"), tc(p("甲") + inner + p("乙"))), tr(tc(deeper + p())), columns=2) + p("后"))
    assert [block.index for block in document.walk()] == [0, 1, 2, 3, 4]
    outer = document.blocks[0]
    assert isinstance(outer, Table)
    assert outer.cells[1].text == "甲\n乙"
    assert [type(block).__name__ for block in outer.cells[1].blocks] == ["Paragraph", "Table", "Paragraph"]
    assert table(document, 3).cells[0].text == "最内"


def test_an_empty_cell_keeps_one_paragraph() -> None:
    cell = table(read(tbl(tr(tc(p() + p()), tc(p() + p("x") + p()))))).cells
    assert [len(found.paragraphs) for found in cell] == [1, 1]
    assert [found.text for found in cell] == ["", "x"]


def test_cells_and_rows_inside_content_controls() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    row = control(tr(tc("a"), control(tc("b")), tc("c")))
    found = table(read(tbl(tr(tc("1"), tc("2"), tc("3")), row)))
    assert [cell.text for cell in found.rows[1]] == ["a", "b", "c"]


def test_deleted_rows_and_cells_are_gone() -> None:
    document = read(
        tbl(
            tr(tc("a"), tc("b")),
            tr(tc("去"), tc("去"), properties='<w:del w:id="1"/>'),
            tr(tc("去", '<w:cellDel w:id="2"/>'), tc("c")),
            tr(tc("d"), tc("e"), properties='<w:ins w:id="3"/>'),
        )
    )
    assert [cell.text for cell in table(document).cells] == ["a", "b", "c", "d", "e"]
    assert table(document).row_count == 3
    assert document.revisions == 3


def test_origins_are_element_paths() -> None:
    document = read(p("x") + tbl(tr(tc("a"))) + tbl(tr(tc("a")), tr(tc("b"), tc(p("c") + p("d")))))
    cell = table(document, 1).cells[2]
    assert cell.origin == DocxOrigin("word/document.xml", "body/tbl[2]/tr[2]/tc[2]")
    assert cell.paragraphs[1].origin == DocxOrigin("word/document.xml", "body/tbl[2]/tr[2]/tc[2]/p[2]")


@pytest.mark.parametrize("value", ["0", "-3", "x", "99999999999"])
def test_a_nonsensical_span_does_no_harm(value: str) -> None:
    found = table(read(tbl(tr(tc("a", f'<w:gridSpan w:val="{value}"/>'), tc("b")))))
    assert [cell.text for cell in found.cells] == ["a", "b"]
    assert found.column_count <= 1001


def test_hidden_text_in_a_cell_is_placed_in_the_cells_text() -> None:
    document = read(p("x") + tbl(tr(tc(p("一") + f"<w:p>{r('前')}{r('藏', '<w:vanish/>')}{r('后')}</w:p>"))))
    (hidden,) = document.hidden
    assert hidden.place == Place(1, 0, 0, (3, 3))
    assert table(document).cells[0].text == "一\n前后"


def test_a_merged_table_made_by_python_docx() -> None:
    made = python_docx.Document()
    grid = made.add_table(rows=3, cols=3)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "大"
    grid.cell(2, 2).text = "小"
    buffer = io.BytesIO()
    made.save(buffer)
    found = table(parse(buffer.getvalue()))
    assert layout(found)[0] == (0, 0, 2, 2, "大")
    assert [cell.text for cell in found.cells if cell.text] == ["大", "小"]
    assert len(found.cells) == 6


def test_a_paragraph_without_text_between_tables_is_left_out() -> None:
    assert texts(read(tbl(tr(tc("a"))) + p() + p("  ") + tbl(tr(tc("b"))))) == []


def widths(*columns: int) -> str:
    return "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)


def with_grid(grid: str, *rows: str) -> Table:
    return table(read(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"))


def test_cells_whose_edges_were_rounded_apart_stand_in_one_column() -> None:
    two = '<w:gridSpan w:val="2"/>'
    found = with_grid(
        widths(1187, 1, 1295, 900),
        tr(tc("甲"), tc("乙", two + '<w:vMerge w:val="restart"/>'), tc("丙")),
        tr(tc("1"), tc("", two + "<w:vMerge/>"), tc("3")),
        tr(tc("4", two), tc("", "<w:vMerge/>"), tc("6")),
    )
    assert layout(found) == [
        (0, 0, 1, 1, "甲"), (0, 1, 3, 1, "乙"), (0, 2, 1, 1, "丙"),
        (1, 0, 1, 1, "1"), (1, 2, 1, 1, "3"), (2, 0, 1, 1, "4"), (2, 2, 1, 1, "6"),
    ]  # fmt: skip
    assert found.column_count == 3


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    found = with_grid(widths(900, 10, 900), tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("丁", '<w:gridSpan w:val="3"/>')))
    assert layout(found) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "丙"), (1, 0, 1, 3, "丁")]


def test_columns_without_a_width_are_no_slivers() -> None:
    rows = tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc("乙")) + tr(*map(tc, "123"))
    found = with_grid(widths(0, 0) + "<w:gridCol/>", rows)
    assert layout(found)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]
