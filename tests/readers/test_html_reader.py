"""Web pages: what is seen, in paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shapes import shape

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.model.limits import Limits
from reportparse.model.location import TextOrigin
from reportparse.readers.html_reader import read_html

SOURCE = Source("报告.html", "", "html")


def read(body: str, head: str = "") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), SOURCE)


def refusal(body: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(body)
    return caught.value


def test_paragraphs_and_headings() -> None:
    document = read(
        "散字<h2>一、概况</h2>\n<p>本单位<b>收入</b>\n<i>30</i> 万元。<br>第二行</p><div><div>内<span>层</span></div>尾</div>"
    )
    assert shape(document) == ["散字", "一、概况", "本单位收入 30 万元。", "第二行", "内层", "尾"]
    assert [block.level for block in document.blocks if isinstance(block, Paragraph)] == [
        None,
        2,
        None,
        None,
        None,
        None,
    ]


def test_origins_are_lines_of_the_source() -> None:
    document = read("\n<p>甲</p>\n\n<table>\n<tr><td>乙</td><td>丙</td></tr>\n</table>")
    assert [block.origin for block in document.blocks] == [TextOrigin(2), TextOrigin(4)]


def test_white_space() -> None:
    document = read("<p>岳阳\n县  收入\n 合计&nbsp;&nbsp;1</p><pre>第一行\n  第二行</pre>")
    assert shape(document) == ["岳阳县 收入 合计\u00a0\u00a01", "第一行", "  第二行"]


def test_lists() -> None:
    document = read(
        "<ol start=3><li>甲<li><p>乙</p><p>丙</p></ol><ul><li>丁</ul><ol type=a><li>戊<li>己</ol>"
        "<ol style='list-style-type:cjk-ideographic'><li>庚</ol>"
    )
    assert shape(document) == ["3.甲", "4.乙", "丙", "丁", "a.戊", "b.己", "一、庚"]


def test_a_list_of_one_item_stands_for_a_numbered_heading() -> None:
    document = read("<p>一、概况</p><ol start=2><li>支出</ol><p>三、问题</p><p>正文</p><ol start=7><li>其他</ol>")
    assert shape(document) == ["一、概况", "二、支出", "三、问题", "正文", "其他"]


def test_spans() -> None:
    document = read(
        "<table><thead><tr><th rowspan=2>机构<th rowspan=2>收入<th colspan=2>其中</tr></thead>"
        "<tbody><tr><td>结转<td>拨款</tr><tr><td>甲局<td>30<td>10<td>20</tr></tbody></table>"
    )
    assert shape(document) == [[["机构", "收入", "其中", "<"], ["^", "^", "结转", "拨款"], ["甲局", "30", "10", "20"]]]


def test_spans_beyond_the_table_end_with_it() -> None:
    document = read("<table><tr><td rowspan=60000 colspan=1000000>甲<td rowspan=0>乙</tr><tr></tr></table>")
    [table] = document.blocks
    assert isinstance(table, Table)
    assert (table.row_count, table.column_count) == (2, 2)
    assert [(cell.row_span, cell.column_span) for cell in table.cells] == [(2, 1), (2, 1)]


def test_spans_that_would_cross_give_way() -> None:
    document = read("<table><tr><td>1甲<td rowspan=2>2乙<td>3丙</tr><tr><td colspan=3>4丁</tr></table>")
    assert shape(document) == [[["1甲", "2乙", "3丙"], ["4丁", "^", "?"]]]


def test_nested_tables_follow_the_one_that_holds_them() -> None:
    document = read("<table><tr><td>外<table><tr><td>内</td><td>层</td></tr></table></td><td>右</td></tr></table>")
    assert [type(block).__name__ for block in document.walk()] == ["Table", "Table"]
    assert [text for text, _ in document.lines] == ["外", "右", "内", "层"]
    assert [block.index for block in document.walk()] == [0, 1]


def test_a_frame_for_layout_is_no_table() -> None:
    document = read("<table><tr><td><p>一、概况</p><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>")
    assert shape(document) == ["一、概况", [["甲", "1"]]]


def test_a_title_and_words_astray_stand_before_the_table() -> None:
    document = read("<table><caption>收入表</caption><tr>散<td>甲</td><td>1</td></tr></table>")
    assert shape(document)[-1] == [["甲", "1"]]
    assert "".join(block for block in shape(document)[:-1]) in ("收入表散", "散收入表")


def test_what_is_not_seen_is_no_text() -> None:
    document = read(
        "<p>正文</p><script>var 甲=1</script><style>p{color:red}</style><!-- 注 --><template>模</template>",
        "<title>题</title>",
    )
    assert shape(document) == ["正文"]
    assert document.hidden == ()


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<span style='display:none'>密</span>", "hidden"),
        ("<span hidden>密</span>", "hidden"),
        ("<span style='mso-hide:all'>密</span>", "hidden"),
        ("<span style='visibility: hidden'>密</span>", "hidden"),
        ("<span style='font-size:0'>密</span>", "tiny"),
        ("<span style='font-size:1px'>密</span>", "tiny"),
        ("<font color='#FFFFFF'>密</font>", "white"),
        ("<span style='color:white'>密</span>", "white"),
        ("<span class='no'>密</span>", "hidden"),
    ],
)
def test_hidden_text(markup: str, reason: str) -> None:
    document = read(
        f"<p>前{markup}后</p><table><tr><td>甲{markup}</td><td>乙</td></tr></table>", "<style>.no{display:none}</style>"
    )
    assert shape(document) == ["前后", [["甲", "乙"]]]
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [("密", reason)] * 2
    first, second = (hidden.place for hidden in document.hidden)
    assert (first.block, first.span) == (0, (1, 1))
    assert (second.block, second.row, second.column, second.span) == (1, 0, 0, (1, 1))


@pytest.mark.parametrize(
    "markup",
    [
        "<td bgcolor='#003366'><font color='white'>乙</font></td>",
        "<td style='background:#c00'><span style='color:#fff'>乙</span></td>",
        "<td style='font-size:0'><span style='font-size:14px'>乙</span></td>",
        "<td style='visibility:hidden'><span style='visibility:visible'>乙</span></td>",
    ],
)
def test_text_that_can_be_seen_after_all(markup: str) -> None:
    document = read(f"<table><tr><td>甲</td>{markup}</tr></table>")
    assert shape(document) == [[["甲", "乙"]]]
    assert document.hidden == ()


def test_white_words_are_no_secret_where_the_ground_is_not_known() -> None:
    assert read("<p style='color:#fff'>白</p>", "<link rel=stylesheet href='x.css'>").hidden == ()
    assert read("<p style='color:#fff'>白</p>", "<style>div .top{background:#000}</style>").hidden == ()


def test_hidden_cells_take_no_square() -> None:
    document = read(
        "<table><tr><td>甲<td style='display:none'>密<td>1</tr><tr style='display:none'><td>藏<td>2</tr></table>"
    )
    assert [block for block in shape(document) if block] == [[["甲", "1"]]]
    assert sorted(hidden.text for hidden in document.hidden) == ["密", "藏2"]


def test_pictures_are_counted() -> None:
    assert read("<p>图<img src='http://example.invalid/a.png'></p><svg></svg>").unread == {"pictures": 2}


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("utf-8", "utf-8"), ("utf-8", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "x")],
)
def test_the_bytes_tell_the_encoding_not_the_page(encoding: str, declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><html><meta charset="{declared}"><body><p>岳阳县报告</p></body></html>'
    assert shape(read_html(text.encode(encoding), SOURCE)) == ["岳阳县报告"]


# -- hostile pages -----------------------------------------------------------------------------------


def test_deep_nesting_is_refused() -> None:
    assert refusal("<div>" * (Limits().depth + 1) + "报告").code == "nested-too-deep"
    assert refusal("<table><tr><td>" * 3000 + "报告").code == "nested-too-deep"
    assert shape(read("<span>" * (Limits().depth - 10) + "报告")) == ["报告"]


def test_too_many_cells_are_refused(limited: Callable[..., None]) -> None:
    limited(cells=50)
    assert refusal("<table>" + "<tr><td>甲<td>乙</tr>" * 26 + "</table>").code == "table-too-large"


def test_too_many_columns_are_refused() -> None:
    assert refusal("<table><tr>" + "<td colspan=1000>甲" * 3 + "</table>").code == "table-too-large"


def test_a_page_above_the_limit_is_refused(limited: Callable[..., None]) -> None:
    limited(html_size=10)
    assert refusal("报告").code == "too-large"


def test_entities_are_not_expanded_without_end() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "报报报报"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>报告&b;</p></body></html>'
    assert sum(len(line) for line, _ in read_html(bomb.encode(), SOURCE).lines) < 100
