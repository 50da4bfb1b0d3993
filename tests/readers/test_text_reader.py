"""Plain text as converters leave it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import ABOVE, LEFT, shape

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.model.location import TextOrigin
from reportparse.readers.detect import detect
from reportparse.readers.html_reader import read_html
from reportparse.readers.text_reader import read_text

SOURCE = Source("报告.txt", "", "text")


def read(text: str) -> Document:
    return read_text(text.encode(), SOURCE)


def test_paragraphs_are_lines_with_their_numbers() -> None:
    document = read("标题\n\n\n　　正文。\r\n又一行\n")
    assert shape(document) == ["标题", "　　正文。", "又一行"]
    assert [block.origin for block in document.blocks] == [TextOrigin(1), TextOrigin(4), TextOrigin(5)]
    assert [block.index for block in document.blocks] == [0, 1, 2]
    assert document.source.pages is None


def test_page_marks_are_left_out_and_pages_counted() -> None:
    document = read("一、概况\n正文。\n\n- 1 -\n\f二、支出\n\n2\n\f第3页 共3页\n三、问题\n3/8\n")
    assert shape(document) == ["一、概况", "正文。", "二、支出", "三、问题", "3/8"]
    assert document.source.pages == 3
    assert document.blocks[-1].origin == TextOrigin(10)


def test_a_form_feed_at_the_end_is_no_page() -> None:
    assert read("正文\n\f").source.pages == 1


# -- tabbed cells ------------------------------------------------------------------------------------

TABBED = """
封面

\t一、基本概况

\t联系人
\t柳 江
\t电话
\t5550123

\t职责
\t1.第一件。

2.第二件。

3.第三件。

\t年度收入情况（万元）

\t机构名称
\t收入合计
\t其中：
\t结余

\t
\t
\t上年结转
\t财政拨款
\t

\t汇总
\t30
\t10
\t20
\t0

\t二级机构1
\t
\t
\t
\t

二、正文

第一段。
"""


def test_tabbed_cells() -> None:
    document = read(TABBED)
    assert shape(document) == [
        "封面",
        [
            ["一、基本概况", "<", "<", "<", "<"],
            ["联系人", "柳 江", "电话", "5550123", "<"],
            ["职责", "1.第一件。\n2.第二件。\n3.第三件。", "<", "<", "<"],
            ["年度收入情况（万元）", "<", "<", "<", "<"],
            ["机构名称", "收入合计", "其中：", "<", "结余"],
            ["^", "^", "上年结转", "财政拨款", "^"],
            ["汇总", "30", "10", "20", "0"],
            ["二级机构1", "", "", "", ""],
        ],
        "二、正文",
        "第一段。",
    ]
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert table.cells[0].origin == TextOrigin(4)
    duties = table.cell(2, 1)
    assert duties is not None
    assert [paragraph.origin for paragraph in duties.paragraphs] == [TextOrigin(12), TextOrigin(14), TextOrigin(16)]


def test_a_cell_of_several_paragraphs_in_the_middle_of_a_row() -> None:
    document = read("\t名称\n\t三公经费\n\n合计\n\t其中：\n\n\t\n\t\n\t接待费\n\t会议费\n\n\t汇总\n\t3\n\t1\n\t2\n")
    assert shape(document) == [
        [["名称", "三公经费\n合计", "其中：", "<"], ["^", "^", "接待费", "会议费"], ["汇总", "3", "1", "2"]]
    ]


def test_paragraphs_indented_by_a_tab_are_no_table() -> None:
    first = "本年度按照预算安排了各项支出，资金使用规范，没有发现违规的情况。"
    document = read(f"\t{first}\n\t{first}\n\n\t{first}\n\t{first}\n")
    assert shape(document) == [first] * 4


def test_groups_at_the_left_are_merged_and_their_header_spans_them() -> None:
    document = read(
        "\t目标\n\t评价内容\n\t内容\n\t目标值\n\n\t\n\t产出\n\t数量\n\t培训人数\n\t20人\n\n\t\n\t\n\t\n\t培训期数\n\t2期\n"
    )
    assert shape(document) == [
        [
            ["目标", "评价内容", "<", "内容", "目标值"],
            ["^", "产出", "数量", "培训人数", "20人"],
            ["^", "^", "^", "培训期数", "2期"],
        ]
    ]


def test_a_total_spans_the_columns_of_names() -> None:
    document = read("\t一级\n\t二级\n\t分值\n\t得分\n\n\t产出\n\t数量\n\t50\n\t49\n\n\t合计\n\t50\n\t49\n")
    assert shape(document)[0][-1] == ["合计", "<", "50", "49"]


# -- cells side by side ------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", ["", "|---|:--:|--:|\n"])
def test_pipes(separator: str) -> None:
    document = read(f"文\n| 项目 | 说明 | 金额 |\n{separator}| 甲 | 一\\|二<br>三 | 1.5 |\n| 乙 | | |\n完\n")
    assert shape(document) == ["文", [["项目", "说明", "金额"], ["甲", "一|二\n三", "1.5"], ["乙", "", ""]], "完"]


def test_blank_squares_of_merged_cells() -> None:
    document = read(
        "| 基本情况 | | | | |\n| 联系人 | | 柳江 | 电话 | 5550123 |\n"
        "| 机构名称 | 收入合计 | 其中： | | 结余 |\n| | | 上年结转 | 拨款 | |\n| 二级机构1 | | 5 | | |\n"
    )
    assert shape(document) == [
        [
            ["基本情况", "<", "<", "<", "<"],
            ["联系人", "<", "柳江", "电话", "5550123"],
            ["机构名称", "收入合计", "其中：", "<", "结余"],
            ["^", "^", "上年结转", "拨款", "^"],
            ["二级机构1", "<", "5", "", ""],
        ]
    ]


def test_a_title_repeated_in_every_square() -> None:
    document = read("收入情况\t收入情况\t收入情况\n机构\t收入\t结余\n甲局\t正常\t正常\n")
    assert shape(document) == [[["收入情况", "<", "<"], ["机构", "收入", "结余"], ["甲局", "正常", "正常"]]]


def test_bare_pipes_only_where_the_cells_are_as_many() -> None:
    document = read("收入 | 支出 | 结余\n30 | 20 | 10\n甲 | 乙\n")
    assert shape(document) == [[["收入", "支出", "结余"], ["30", "20", "10"]], "甲 | 乙"]


def test_tabs_within_lines() -> None:
    document = read("机构\t收入\t支出\n甲局\t30\t\n乙局\t\t5\n")
    assert shape(document) == [[["机构", "收入", "支出"], ["甲局", "30", ""], ["乙局", "<", "5"]]]


@pytest.mark.parametrize(
    "text",
    [
        "一、基本情况\t1\n二、支出情况\t3\n三、问题\t8\n",
        "填报人（签名）：          联系电话：\n\n填报人：          电话：\n",
        "        年    月    日\n        年    月    日\n",
        "部门名称   中共云溪县委办公室\n预算编码   430621\n",
        "一是加强管理，  二是完善制度，  三是抓好落实。\n一是组织培训3次，  二是下乡5次，  三是整改7个问题。\n其余照旧。\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert all(isinstance(block, Paragraph) for block in read(text).blocks)


def test_columns_of_spaces() -> None:
    document = read(
        "资金来源     预算数    执行数\n财政资金     30.00     20\n其他资金               5.5\n合计         30        25.5\n说明文字。\n"
    )
    assert shape(document) == [
        [
            ["资金来源", "预算数", "执行数"],
            ["财政资金", "30.00", "20"],
            ["其他资金", "<", "5.5"],
            ["合计", "30", "25.5"],
        ],
        "说明文字。",
    ]


# -- drawn tables ------------------------------------------------------------------------------------


def test_a_drawn_table_with_merged_cells() -> None:
    document = read(
        "┌────┬────┬─────────┐\n"
        "│机构│收入│其中：   │\n"
        "│    │    ├────┬────┤\n"
        "│    │    │结转│拨款│\n"
        "├────┼────┼────┼────┤\n"
        "│甲局│30  │10  │20  │\n"
        "└────┴────┴────┴────┘\n"
    )
    assert shape(document) == [
        [["机构", "收入", "其中：", "<"], ["^", "^", "结转", "拨款"], ["甲局", "30", "10", "20"]]
    ]


def test_an_ascii_drawing_with_rules_only_around_the_header() -> None:
    document = read(
        "+------+------+\n| 机构 | 收入 |\n+======+======+\n| 甲局 | 30   |\n| 乙局 | 5    |\n+------+------+\n后文\n"
    )
    assert shape(document) == [[["机构", "收入"], ["甲局", "30"], ["乙局", "5"]], "后文"]


def test_bars_without_rules_whose_cells_are_broken_over_lines() -> None:
    document = read(
        "|联系人      |柳江       |电话      |5550123     |\n"
        "|职责概述|1.负责全县林业规划和种苗管理工作并组织 |\n"
        "|        |实施。                                 |\n"
        "|        |2.承担森林防火。                       |\n"
    )
    [table] = shape(document)
    assert [[text for text in row if text not in (LEFT, ABOVE)] for row in table] == [
        ["联系人", "柳江", "电话", "5550123"],
        ["职责概述", "1.负责全县林业规划和种苗管理工作并组织实施。\n2.承担森林防火。"],
    ]


def test_words_beside_strokes_are_kept() -> None:
    assert shape(read("||项目\n||\n")) == ["||项目", "||"]


def test_a_drawing_that_lost_rows_ends_there() -> None:
    document = read(
        "|机构名称|收入合计|其中：|\n|                       |\n|机构名称|支出合计|其中：|\n|甲局    |30      |20    |\n"
    )
    assert [isinstance(block, Table) for block in document.blocks] == [True, True]


# -- lines broken at a fixed width -------------------------------------------------------------------


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    words = "本单位按照年初下达的绩效目标认真组织实施，各项工作按照序时进度推进，资金使用符合规定"
    wrapped = "\n".join(words[at : at + 21] for at in range(0, len(words), 21))
    text = "\n".join(f"　　{wrapped}。\n{n}.第二项工作。" for n in range(1, 6))
    paragraphs = [block for block in shape(read(text)) if "本单位" in block]
    assert len(paragraphs) == 5
    assert all(block.endswith("符合规定。") for block in paragraphs)


def test_short_lines_and_long_paragraphs_stay_as_they_are() -> None:
    lines = ["姓名：甲", "职务：乙", "这一段写得很长" * 20 + "。", "这一段写得更长" * 31 + "。", "单位：丙"]
    assert shape(read("\n".join(lines))) == lines


# -- numbers of headings -----------------------------------------------------------------------------


def test_automatic_numbers_written_in_digits_get_the_form_of_their_fellows() -> None:
    document = read("一、概况\n（一）职能\n正文。\n（2） 规模\n二、支出\n三、组织\n4、 绩效\n五、问题\n")
    assert shape(document) == [
        "一、概况",
        "（一）职能",
        "正文。",
        "（二）规模",
        "二、支出",
        "三、组织",
        "四、绩效",
        "五、问题",
    ]
    assert [block.number for block in document.blocks if isinstance(block, Paragraph) and block.number] == [
        "（二）",
        "四、",
    ]


@pytest.mark.parametrize("item", ["2、 召开会议", "2、召开会议", "2. 召开会议。"])
def test_lists_in_digits_keep_their_numbers(item: str) -> None:
    assert shape(read(f"一、概况\n1、 印发方案\n{item}\n二、问题\n"))[2] == item


# -- whatever bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "\t甲",
        "\t甲\t",
        "|甲",
        "|甲|",
        "│甲",
        "+--",
        "甲 | 乙",
        "-- | --",
        "甲   乙   丙",
        "甲" * 30,
        "一、甲\t1",
        "\t甲\n",
        "\t\n\t\t",
        "二、甲",
        "|" * 400,
        "| - " * 200,
    ],
)
def test_long_hostile_texts_take_a_moment(line: str) -> None:
    text = (line + "\n") * (600_000 // len(line) // 3)
    start = time.process_time()
    read("报告\n" + text)
    assert time.process_time() - start < 20


def test_a_text_above_the_limit_is_refused(limited: Callable[..., None]) -> None:
    limited(text_size=10)
    with pytest.raises(ReadError) as caught:
        read("这是一份报告")
    assert caught.value.code == "too-large"


def test_broken_bytes_are_a_problem() -> None:
    [problem] = read_text(("本年度支出" * 200).encode() + "支".encode()[:2], SOURCE).problems
    assert problem.code == "undecodable-bytes"


_WORDS = [
    "项目",
    "12.5",
    "其中：",
    "合计",
    "1.",
    "（一）",
    "一、",
    "+---+",
    "\\|",
    "<br>",
    "3/8",
    "<b>",
    "\r\n",
    "第1页",
    "a b",
]
_PIECES = st.sampled_from([*_WORDS, *"金。\t\n\f |│─┌┼┘-—\u3000", "   ", "\n\n", "\n\t", " | "])


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_character_is_lost(text: str) -> None:
    """Every character but white space, page marks, rules and what parts cells is in the Document as often."""
    document = read("报告\n\n" + text + "\n\n报告")
    drawn = set("|│─┌┼┘+-\\—<br>第1页3/8")
    wanted = Counter(c for c in text if not c.isspace() and c not in drawn)
    got = Counter(c for line, _ in document.lines for c in line if not c.isspace() and c not in drawn)
    numbers = Counter(c for block in document.blocks if isinstance(block, Paragraph) for c in block.number or "")
    assert wanted <= got + numbers
    assert [block.index for block in document.walk()] == list(range(len(list(document.walk()))))


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_any_bytes_give_a_document_or_a_read_error(data: bytes) -> None:
    for reader in (read_text, read_html):
        try:
            document = reader(data, SOURCE)
        except ReadError as error:
            assert error.remedy.zh
        else:
            assert all(place.span is not None for _, place in document.lines)
    try:
        assert detect(data, "x")
    except ReadError as error:
        assert error.remedy.zh
