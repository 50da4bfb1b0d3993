from __future__ import annotations

import pytest

from reportparse.model.document import Cell, Document, Paragraph, Source, Table
from reportparse.model.location import Place, TextOrigin
from reportparse.readers.sketch import sketch

MERGED = {"table": [["机构名称", "支出", "<"], ["^", "基本", "项目"], ["局机关", "115", ""]]}
LINE = TextOrigin(1)


def nested() -> Document:
    inner = Table((Cell(0, 0, 1, 1, (Paragraph("内", LINE),), LINE),), 1, 1, LINE, index=2)
    outer = Table((Cell(0, 0, 1, 1, (Paragraph("前", LINE), inner, Paragraph("后", LINE)), LINE),), 1, 1, LINE, index=1)
    return Document(
        Source("x", "", "text"),
        (Paragraph("题", LINE, 0), outer, Paragraph("尾", LINE, 3)),
        headers=(Paragraph("页眉", LINE, 4),),
    )


def test_walk_gives_nested_tables_right_after_their_holder() -> None:
    assert [block.index for block in nested().walk()] == [0, 1, 2, 3]


def test_block_finds_nested_tables_and_headers_but_nothing_else() -> None:
    document = nested()
    assert isinstance(document.block(2), Table)
    assert document.text_at(Place(4)) == "页眉"
    with pytest.raises(KeyError):
        document.block(9)


def test_a_cells_text_leaves_out_tables_within() -> None:
    document = nested()
    assert document.text_at(Place(1, 0, 0)) == "前\n后"
    assert document.text_at(Place(2, 0, 0)) == "内"


def test_rows_hold_anchors_and_covering_rows_what_is_merged_down_too() -> None:
    table = sketch([MERGED]).block(0)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["机构名称", "支出"], ["基本", "项目"], ["局机关", "115", ""],
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.covering_rows] == [
        ["机构名称", "支出"], ["机构名称", "基本", "项目"], ["局机关", "115", ""],
    ]  # fmt: skip


def test_a_cell_is_found_at_its_anchor_only() -> None:
    table = sketch([MERGED]).block(0)
    assert isinstance(table, Table)
    head = table.cell(0, 0)
    assert head is not None
    assert (head.row_span, head.column_span, head.end_row) == (2, 1, 2)
    assert table.cell(1, 0) is None


def test_text_at_cuts_to_the_span() -> None:
    document = sketch(["基本支出115万元。", MERGED])
    assert document.text_at(Place(0, span=(4, 9))) == "115万元"
    assert document.text_at(Place(1, 2, 0, (1, 3))) == "机关"
    assert document.text_at(Place(1, 1, 0)) == ""


def test_shown_has_the_automatic_number_and_text_has_not() -> None:
    paragraph = sketch([{"text": "支出情况", "number": "（二）"}]).block(0)
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.shown) == ("支出情况", "（二）支出情况")


@pytest.mark.parametrize(
    ("number", "text", "shown"),
    [("1.", "5个项目", "1. 5个项目"), ("1、", "5个项目", "1、5个项目"), ("（1）", "5个", "（1）5个")],
)
def test_a_number_does_not_grow_together_with_digits(number: str, text: str, shown: str) -> None:
    assert Paragraph(text, LINE, number=number).shown == shown


def test_origin_is_that_of_the_cell() -> None:
    document = sketch(["题", MERGED])
    assert document.origin_at(Place(1, 2, 1)) == TextOrigin(4)
    assert document.origin_at(Place(1)) == TextOrigin(2)
    assert document.origin_at(Place(0)) == TextOrigin(1)
