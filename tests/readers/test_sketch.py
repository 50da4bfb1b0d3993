"""Documents sketched as lists."""

from __future__ import annotations

from typing import Any

import pytest

from reportparse.model.document import Table
from reportparse.model.location import Place, TextOrigin
from reportparse.readers.sketch import sketch


def test_paragraphs() -> None:
    document = sketch(["标题", {"text": "概况", "number": "（二）", "level": 2}], path="范例")
    first, second = document.blocks
    assert (document.source.path, document.source.format) == ("范例", "text")
    assert document.text_at(Place(0)) == "标题"
    assert document.block(1) is second
    assert (second.shown, second.level, second.origin) == ("（二）概况", 2, TextOrigin(2))
    assert first.index == 0


def test_hidden_text_leaves_an_empty_paragraph_in_its_place() -> None:
    document = sketch(["明", {"text": "密", "hidden": "white"}, {"text": "暗", "hidden": True}])
    assert [(one.text, one.reason, one.place.block) for one in document.hidden] == [
        ("密", "white", 1),
        ("暗", "hidden", 2),
    ]
    assert [document.text_at(Place(index)) for index in range(3)] == ["明", "", ""]


def test_a_table_with_merged_cells() -> None:
    table = sketch(
        [{"table": [["机构", "支出", "<", "<"], ["^", "合计", "其中\n基本", None], ["局", "3", "2", "1"]]}, "后文"]
    ).blocks[0]
    assert isinstance(table, Table)
    assert (table.row_count, table.column_count) == (3, 4)
    spans = [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
    assert spans[:4] == [("机构", 0, 0, 2, 1), ("支出", 0, 1, 1, 3), ("合计", 1, 1, 1, 1), ("其中\n基本", 1, 2, 1, 1)]
    assert [paragraph.text for paragraph in table.cells[3].paragraphs] == ["其中", "基本"]
    assert table.cells[4].text == ""
    assert table.cells[-1].origin == TextOrigin(3)


def test_a_rectangle_merged_both_ways() -> None:
    table = sketch([{"table": [["大", "<"], ["^", "<"]]}]).blocks[0]
    assert isinstance(table, Table)
    assert [(cell.row_span, cell.column_span) for cell in table.cells] == [(2, 2)]


def test_blocks_after_a_table_keep_their_lines() -> None:
    document = sketch([{"table": [["a"], ["b"]]}, "后文"])
    assert document.blocks[1].origin == TextOrigin(3)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (5, "neither a text"),
        ({"number": "一"}, "needs `text`"),
        ({"text": "a", "colour": "red"}, "knows only"),
        ({"text": "a", "hidden": "gone"}, "`hidden` is true or one of"),
        ({"text": "a", "level": 12}, "1 to 9"),
        ({"table": "abc"}, "a table is"),
        ({"table": [], "text": "a"}, "a table is"),
        ({"table": []}, "needs a cell"),
        ({"table": [["a", "b"], ["c"]]}, "row 1 has 1 cells"),
        ({"table": [["a", 3]]}, "list of cell texts"),
        ({"table": ["ab"]}, "list of cell texts"),
        ({"table": [["<", "a"]]}, "nothing there to merge"),
        ({"table": [["a", "^"]]}, "nothing there to merge"),
        ({"table": [["a", "<"], ["^", "b"]]}, "no rectangle"),
    ],
)
def test_a_malformed_block_is_named_by_its_index(block: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^block 1: .*{message}"):
        sketch(["good", block])
