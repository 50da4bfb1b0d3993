"""What the PDF reader makes of small pages written for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from pdf_build import HEIGHT, Sheet, pdf

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.model.location import PdfOrigin
from reportparse.readers.pdf_reader import read_pdf

CHINESE = "为全面贯彻落实县委县政府关于预算绩效管理的决策部署我单位组织开展自评工作现将情况报告如下"


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cell_texts(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def full_line(number: int = 0) -> str:
    """Forty characters of 10 pt: from 72 to 472."""
    return (CHINESE * 2)[number : number + 40]


def test_the_writer_makes_pages_that_pdfium_opens() -> None:
    document = pypdfium2.PdfDocument(pdf(Sheet().text(72, 100, "Hello"), Sheet().text(72, 100, "绩效自评")))
    found = []
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        found.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    assert found == ["Hello", "绩效自评"]


def test_lines_of_a_paragraph_are_joined_and_keep_their_places() -> None:
    sheet = Sheet().text(92, 100, full_line()[:38]).text(72, 116, full_line(3)).text(72, 132, "完成任务。")
    sheet.text(92, 148, "第二段文字。")
    document = read(sheet)
    assert texts(document) == [full_line()[:38] + full_line(3) + "完成任务。", "第二段文字。"]
    origin = document.blocks[0].origin
    assert isinstance(origin, PdfOrigin)
    assert [(piece.start, piece.end, piece.page) for piece in origin.pieces] == [(0, 38, 1), (38, 78, 1), (78, 83, 1)]
    assert origin.pieces[1].box.x0 == pytest.approx(72, abs=1)
    assert origin.pieces[1].box.top < 116 < origin.pieces[1].box.bottom + 1


def test_a_larger_gap_or_a_number_begins_a_paragraph() -> None:
    sheet = Sheet()
    sheet.text(72, 100, full_line()).text(72, 114, full_line(1)).text(72, 128, full_line(2))
    sheet.text(72, 152, full_line(3)).text(72, 166, full_line(4)[:39] + "。").text(72, 180, "（二）" + full_line()[:37])
    found = texts(read(sheet))
    assert [len(text) for text in found] == [120, 80, 40]
    assert found[2].startswith("（二）")


def test_latin_words_get_a_space_and_broken_numbers_none() -> None:
    sheet = (
        Sheet().grid([72, 102, 172], [100, 150]).text(74, 115, "95.3").text(74, 127, "8").text(110, 115, "alpha beta")
    )
    sheet.text(110, 127, "gamma")
    (table,) = tables(read(sheet))
    assert [cell.text for cell in table.cells] == ["95.38", "alpha beta gamma"]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = Sheet().text(92, 700, full_line()[:38]).text(72, 716, full_line(2))
    second = Sheet().text(72, 80, "继续说明。").text(92, 96, "下一段。")
    document = read(first, second)
    assert texts(document) == [full_line()[:38] + full_line(2) + "继续说明。", "下一段。"]
    assert isinstance(document.blocks[0].origin, PdfOrigin)
    assert [piece.page for piece in document.blocks[0].origin.pieces] == [1, 1, 2]


def test_titles_are_marked_as_centred() -> None:
    sheet = Sheet().text(222, 90, "整体支出绩效", size=16).text(72, 130, full_line()).text(72, 146, full_line(1))
    document = read(sheet)
    first, second = document.blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert (first.centered, second.centered) == (True, False)


def test_running_heads_and_page_numbers_stand_apart() -> None:
    sheets = []
    for number in range(1, 4):
        sheet = Sheet().text(230, 50, "水利局绩效自评").text(285, 800, f"- {number} -")
        sheets.append(sheet.text(72, 100, f"第{number}项内容说明。"))
    document = read(*sheets)
    assert texts(document) == ["第1项内容说明。", "第2项内容说明。", "第3项内容说明。"]
    assert [paragraph.text for paragraph in document.headers] == ["水利局绩效自评"]
    assert [paragraph.text for paragraph in document.footers] == ["- 1 -"]
    indexes = [block.index for block in (*document.blocks, *document.headers, *document.footers)]
    assert indexes == list(range(5))
    assert document.block(3) is document.headers[0]


def test_figures_at_the_head_of_the_text_are_no_page_numbers() -> None:
    document = read(Sheet().text(72, 90, "2021").text(72, 110, "年度报告"))
    assert texts(document) == ["2021", "年度报告"]
    assert document.headers == document.footers == ()


def form(sheet: Sheet) -> Sheet:
    """Three rows: a heading over all columns; a label merged over two rows."""
    sheet.rect(72, 100, 472, 125).rect(72, 125, 172, 175).rect(172, 125, 322, 150).rect(322, 125, 472, 150)
    sheet.rect(172, 150, 322, 175).rect(322, 150, 472, 175)
    sheet.text(80, 115, "收支情况").text(80, 142, "收入").text(180, 142, "合计").text(330, 142, "318.3")
    return sheet.text(180, 167, "其他").text(330, 167, "0")


def test_merged_cells_become_spans() -> None:
    document = read(form(Sheet()))
    (table,) = tables(document)
    assert (table.row_count, table.column_count) == (3, 3)
    assert cell_texts(table) == [
        (0, 0, 1, 3, "收支情况"),
        (1, 0, 2, 1, "收入"),
        (1, 1, 1, 1, "合计"),
        (1, 2, 1, 1, "318.3"),
        (2, 1, 1, 1, "其他"),
        (2, 2, 1, 1, "0"),
    ]


def test_an_empty_cell_has_its_box_as_origin() -> None:
    (table,) = tables(read(Sheet().grid([72, 172, 272], [100, 130]).text(80, 118, "label")))
    origin = table.cells[1].origin
    assert isinstance(origin, PdfOrigin)
    (piece,) = origin.pieces
    assert (piece.start, piece.end, piece.page) == (0, 0, 1)
    assert (piece.box.x0, piece.box.top, piece.box.x1, piece.box.bottom) == pytest.approx((172, 100, 272, 130))


def test_text_between_tables_keeps_its_order() -> None:
    sheet = Sheet().text(72, 80, "before").grid([72, 172, 272], [100, 130]).text(80, 118, "one")
    sheet.text(72, 150, "between").grid([72, 172, 272], [170, 200]).text(80, 188, "two").text(72, 230, "after")
    kinds = [block.text if isinstance(block, Paragraph) else block.cells[0].text for block in read(sheet).blocks]
    assert kinds == ["before", "one", "between", "two", "after"]


def test_a_table_cut_between_rows_is_one_table_over_all_columns() -> None:
    first = Sheet().text(72, 60, "title").grid([72, 272, 472], [700, 730, 760]).text(80, 718, "a").text(280, 718, "b")
    first.text(80, 748, "c").text(280, 748, "d")
    second = Sheet().grid([72, 172, 372, 472], [72, 100]).text(80, 90, "e").text(180, 90, "f").text(380, 90, "g")
    second.text(72, 130, "end")
    document = read(first, second)
    (table,) = tables(document)
    assert (table.row_count, table.column_count) == (3, 4)
    assert cell_texts(table)[4:] == [(2, 0, 1, 1, "e"), (2, 1, 1, 2, "f"), (2, 3, 1, 1, "g")]
    assert cell_texts(table)[0] == (0, 0, 1, 2, "a")
    assert isinstance(table.origin, PdfOrigin)
    assert [piece.page for piece in table.origin.pieces] == [1, 2]


def test_a_narrative_row_cut_by_the_page_break_is_one_row() -> None:
    first = Sheet().grid([72, 152, 472], [700, 760]).text(80, 715, "主要成绩")
    for number in range(3):
        first.text(158, 715 + 16 * number, full_line(number)[:31])
    second = Sheet().grid([72, 152, 472], [72, 100, 130]).text(158, 90, "全部完成。").text(80, 118, "下一项")
    (table,) = tables(read(first, second))
    assert table.row_count == 2
    cell = table.cell(0, 1)
    assert cell is not None
    assert cell.text == "".join(full_line(number)[:31] for number in range(3)) + "全部完成。"
    assert isinstance(cell.origin, PdfOrigin)
    assert cell.origin.pieces[-1].page == 2


def test_a_heading_merged_over_two_rows_goes_on_behind_the_page_break() -> None:
    first = Sheet().grid([72, 172, 272, 472], [700, 730]).text(80, 718, "机构名称").text(180, 718, "固定资产")
    first.text(280, 718, "其中：")
    second = Sheet().grid([72, 172, 272, 372, 472], [72, 100, 130]).text(180, 90, "合计").text(280, 90, "在用")
    second.text(380, 90, "出租").text(80, 118, "局机关").text(180, 118, "18.91").text(280, 118, "18.91").text(
        380, 118, "0"
    )
    (table,) = tables(read(first, second))
    assert cell_texts(table)[:5] == [
        (0, 0, 2, 1, "机构名称"),
        (0, 1, 2, 1, "固定资产\n合计"),
        (0, 2, 1, 2, "其中："),
        (1, 2, 1, 1, "在用"),
        (1, 3, 1, 1, "出租"),
    ]


def test_a_list_and_a_signature_go_on_behind_the_page_break() -> None:
    first = Sheet().grid([72, 472], [690, 730]).text(80, 708, "目标1：完成工程").text(80, 724, "目标2：完成验收")
    second = Sheet().grid([72, 472], [72, 100, 130]).text(80, 90, "目标3：完成决算").text(80, 118, "组长（签字）：张三")
    third = Sheet().grid([72, 472], [72, 100, 130]).text(350, 90, "2022年3月6日").text(80, 118, "单位意见：同意")
    (table,) = tables(read(first, second))
    assert [cell.text.count("目标") for cell in table.cells] == [3, 0]
    signed = Sheet().grid([72, 472], [700, 730]).text(80, 718, "组长（签字）：张三")
    (table,) = tables(read(signed, third))
    assert [cell.text for cell in table.cells] == ["组长（签字）：张三\n2022年3月6日", "单位意见：同意"]


def test_a_row_that_ends_in_a_date_is_not_joined_with_the_next() -> None:
    first = Sheet().grid([72, 472], [690, 730]).text(80, 708, "组长（签字）：张三").text(375, 724, "2022年3月6日")
    second = (
        Sheet().grid([72, 472], [72, 120]).text(80, 90, "部门意见：情况属实，同意上报。").text(80, 110, "负责人：李四")
    )
    (table,) = tables(read(first, second))
    assert table.row_count == 2


def test_an_empty_rest_of_a_row_is_dropped_but_blank_rows_stay() -> None:
    first = Sheet().grid([72, 472], [700, 730]).text(80, 718, "四、评价人员")
    second = Sheet().grid([72, 472], [72, 90, 120]).text(80, 108, "next")
    (table,) = tables(read(first, second))
    assert cell_texts(table) == [(0, 0, 1, 1, "四、评价人员"), (1, 0, 1, 1, "next")]
    blank = Sheet().grid([72, 272, 472], [670, 700, 730]).text(80, 688, "name")
    more = Sheet().grid([72, 272, 472], [72, 100, 130]).text(80, 118, "sum")
    (table,) = tables(read(blank, more))
    assert table.row_count == 4


def test_a_category_merged_down_goes_on_behind_the_page_break() -> None:
    first = Sheet().rect(72, 670, 172, 730).rect(172, 670, 472, 700).rect(172, 700, 472, 730)
    first.text(80, 690, "产出").text(180, 690, "indicator 1").text(180, 720, "indicator 2")
    second = Sheet().rect(72, 72, 172, 132).rect(172, 72, 472, 102).rect(172, 102, 472, 132)
    second.text(180, 90, "indicator 3").text(180, 120, "indicator 4")
    (table,) = tables(read(first, second))
    assert cell_texts(table)[0] == (0, 0, 4, 1, "产出")
    assert [cell.text for cell in table.cells[1:]] == [f"indicator {number}" for number in range(1, 5)]


def test_the_title_number_and_year_of_one_form_after_the_other_are_no_running_heads() -> None:
    def sheet(number: int, year: int) -> Sheet:
        page = Sheet().text(60, 40, f"附件{number}").text(200, 66, "项目支出绩效自评表", size=18)
        page.text(260, 90, f"（{year}年度）").grid([60, 200, 340], [140, 170, 200])
        return page.text(70, 160, "项目名称").text(210, 160, f"河道清淤{number}期").text(290, 820, str(number))

    document = read(*(sheet(number, 2018 + number) for number in range(1, 4)))
    own = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert own == [
        text for number in range(1, 4) for text in (f"附件{number}", "项目支出绩效自评表", f"（{2018 + number}年度）")
    ]
    assert document.headers == ()
    assert len(document.footers) == 1


def test_a_repeated_header_row_is_dropped() -> None:
    first = Sheet().grid([72, 272, 472], [670, 700, 730]).text(80, 688, "unit").text(280, 688, "sum").text(80, 718, "a")
    second = Sheet().grid([72, 272, 472], [72, 102, 132]).text(80, 90, "unit").text(280, 90, "sum").text(80, 120, "b")
    (table,) = tables(read(first, second))
    assert [row[0].text for row in table.rows] == ["unit", "a", "b"]


def test_tables_of_other_width_or_with_room_to_spare_are_two() -> None:
    narrow = Sheet().grid([72, 172, 272], [72, 102]).text(80, 90, "x")
    full = Sheet().grid([72, 272, 472], [700, 730]).text(80, 718, "a")
    assert len(tables(read(full, narrow))) == 2
    high = Sheet().grid([72, 272, 472], [100, 130]).text(80, 118, "a")
    low = Sheet().grid([72, 272, 472], [72, 102]).text(80, 90, "b").text(72, 740, "foot of the text")
    assert len(tables(read(high, low))) == 2


def test_a_nested_table_stands_in_its_cell() -> None:
    sheet = Sheet().grid([72, 172, 472], [100, 250]).text(80, 115, "outer").text(180, 115, "around")
    sheet.grid([200, 300, 400], [140, 170, 200]).text(210, 158, "inner")
    document = read(sheet)
    (table,) = tables(document)
    (inner,) = [block for block in table.cells[1].blocks if isinstance(block, Table)]
    assert inner.cells[0].text == "inner"
    assert [block.index for block in document.walk()] == [0, 1]


def test_underlines_and_check_boxes_are_no_tables() -> None:
    sheet = Sheet().text(72, 100, "name").line(120, 102, 300, 102).line(120, 122, 300, 122).rect(72, 130, 82, 140)
    document = read(sheet.text(90, 140, "yes"))
    assert tables(document) == []


def test_white_rulings_draw_no_table() -> None:
    sheet = Sheet().text(80, 118, "text")
    for y in (100.0, 130.0):
        sheet.line(72, y, 272, y, colour="1 G")
    for x in (72.0, 172.0, 272.0):
        sheet.line(x, 100, x, 130, colour="1 G")
    assert tables(read(sheet)) == []


def test_rulings_made_of_thin_filled_rectangles_and_in_forms() -> None:
    thin = Sheet().text(80, 118, "a").text(180, 118, "b")
    for y in (100.0, 130.0):
        thin.rect(72, y, 272, y + 0.5, paint="f")
    for x in (72.0, 172.0, 272.0):
        thin.rect(x, 100, x + 0.5, 130.5, paint="f")
    (table,) = tables(read(thin))
    assert [cell.text for cell in table.cells] == ["a", "b"]
    inside = Sheet().form("0.5 w 0 0 100 30 re S 100 0 100 30 re S", f"1 0 0 1 72 {HEIGHT - 130}")
    (table,) = tables(read(inside.text(80, 118, "a").text(180, 118, "b")))
    assert [cell.text for cell in table.cells] == ["a", "b"]


def test_a_table_without_rulings_is_told_by_its_rivers() -> None:
    sheet = Sheet()
    for number, row in enumerate((["item", "budget", "rate"], ["roads", "100.5", "95%"], ["water", "31.25", "88%"])):
        for column, text in enumerate(row):
            sheet.text(72 + 120 * column, 100 + 18 * number, text)
    (table,) = tables(read(sheet.text(72, 200, "closing words")))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["item", "budget", "rate"],
        ["roads", "100.5", "95%"],
        ["water", "31.25", "88%"],
    ]


def test_labels_and_values_side_by_side_are_a_table_unless_spaces_were_typed() -> None:
    pairs = [("部门名称", "某某县水利局"), ("预算编码", "112003"), ("填报人", "张三"), ("电话", "5550123")]
    apart, typed = Sheet(), Sheet()
    for number, (label, value) in enumerate(pairs):
        apart.text(72, 100 + 20 * number, label).text(200, 100 + 20 * number, value)
        typed.text(72, 100 + 20 * number, label + " ").text(200, 100 + 20 * number, value)
    (table,) = tables(read(apart))
    assert [(row[0].text, row[1].text) for row in table.rows] == pairs
    assert [text.split() for text in texts(read(typed))] == [list(pair) for pair in pairs]


def test_two_lines_of_fields_are_no_table() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "date")
        .text(200, 100, "name")
        .text(300, 100, "phone")
        .text(72, 118, "x")
        .text(200, 118, "y")
    )
    document = read(sheet.text(300, 118, "z"))
    assert tables(document) == []


@pytest.mark.parametrize(
    ("reason", "draw"),
    [
        ("white", lambda sheet: sheet.text(72, 120, "secret", colour="1 g")),
        ("invisible", lambda sheet: sheet.text(72, 120, "secret", mode=3)),
        ("tiny", lambda sheet: sheet.text(72, 120, "secret", size=1)),
        ("off-page", lambda sheet: sheet.text(72, -40, "secret")),
    ],
)
def test_what_no_reader_sees_is_kept_apart(reason: str, draw: object) -> None:
    sheet = Sheet().text(72, 100, "seen text")
    draw(sheet)  # type: ignore[operator]
    document = read(sheet)
    assert texts(document) == ["seen text"]
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [("secret", reason)]
    assert document.hidden[0].place.block == 0


def test_white_text_on_a_dark_ground_is_seen() -> None:
    sheet = Sheet().rect(60, 80, 300, 120, paint="f", colour="0 0 0.6 rg").text(72, 100, "heading", colour="1 g")
    document = read(sheet)
    assert texts(document) == ["heading"]
    assert document.hidden == ()


def test_doubled_characters_are_one() -> None:
    sheet = Sheet().text(72, 100, "绩效").text(72.4, 100, "绩效").text(72, 130, "88").text(90, 130, "11")
    assert texts(read(sheet)) == ["绩效", "88 11"]


def test_real_spaces_stay_and_layout_gaps_do_not() -> None:
    sheet = Sheet().text(72, 100, "岳阳县").text(104.5, 100, "2020").text(131, 100, "年度").text(72, 130, "code")
    sheet.text(72, 150, "甲  乙").text(72, 170, "A B")
    assert texts(read(sheet)) == ["岳阳县2020年度", "code", "甲  乙", "A B"]


def test_the_order_of_the_content_stream_does_not_matter() -> None:
    sheet = Sheet().text(200, 140, "four").text(72, 140, "three").text(200, 100, "two").text(72, 100, "one")
    assert [text.split() for text in texts(read(sheet))] == [["one", "two"], ["three", "four"]]


@pytest.mark.parametrize("extra", ["/Rotate 90", "/CropBox [36 36 559 806]"])
def test_rotated_and_cropped_pages_are_read_too(extra: str) -> None:
    sheet = form(Sheet(extra=extra))
    if "Rotate" in extra:
        # Turned back by the page's own rotation: drawn with the axes exchanged.
        sheet.operators.insert(0, "0 1 -1 0 842 0 cm")
        sheet.width, sheet.height = 842, 842
    (table,) = tables(read(sheet))
    assert [cell.text for cell in table.cells] == ["收支情况", "收入", "合计", "318.3", "其他", "0"]
    if "Crop" in extra:
        origin = table.origin
        assert isinstance(origin, PdfOrigin)
        assert origin.pieces[0].box.x0 == pytest.approx(72 - 36)
        assert origin.pieces[0].box.top == pytest.approx(100 - 36)


def test_pictures_are_counted_and_a_page_of_one_reported() -> None:
    document = read(Sheet().text(72, 100, "text"), Sheet().image(50, 50, 500, 700))
    assert document.unread == {"pictures": 1}
    assert document.source.pages == 2
    (problem,) = document.problems
    assert (problem.stage, problem.code) == ("read", "page-without-text")
    assert "第2页" in problem.message.zh


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken-pdf"),
        (b"%PDF-1.4\nnothing here", "broken-pdf"),
        (pdf(Sheet().image(50, 50, 500, 700)), "pdf-without-text"),
        (pdf(), "pdf-without-pages"),
        (
            pdf(
                Sheet(),
                encrypt=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
                f" /ID [<{'43' * 16}> <{'43' * 16}>]",
            ),
            "encrypted-pdf",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, Source("bad.pdf", "0", "pdf"))
    assert caught.value.code == code
    assert caught.value.path == "bad.pdf"
    assert caught.value.remedy.zh


def test_too_many_pages(limited: Callable[..., None]) -> None:
    limited(pages=1)
    with pytest.raises(ReadError) as caught:
        read(Sheet().text(72, 100, "a"), Sheet())
    assert caught.value.code == "too-many-pages"


def test_damaged_bytes_never_raise_anything_but_a_read_error() -> None:
    whole = pdf(form(Sheet()), Sheet().text(72, 100, "绩效"))
    readable = 0
    for cut in range(9, len(whole), 97):
        damaged = whole[:cut] + b"\x00\xff<<" + whole[cut + 7 :]
        for data in (damaged, whole[:cut]):
            try:
                read_pdf(data, Source("bad.pdf", "0", "pdf"))
                readable += 1
            except ReadError as error:
                assert error.code in ("broken-pdf", "pdf-without-text", "pdf-without-pages", "encrypted-pdf")
    assert readable > 0


def block_style(*lines: str) -> Sheet:
    """Lines of one size at one distance from the left margin, as a text without indented first lines is set."""
    sheet = Sheet()
    for number, text in enumerate(lines):
        sheet.text(72, 100 + 16 * number, text)
    return sheet


def test_a_full_line_that_ends_a_sentence_ends_the_paragraph_where_paragraphs_are_short() -> None:
    shorts = [f"第{number}段文字到此为止。" for number in "一二三四五六"]
    full = full_line()[:39] + "。"
    ended = [*shorts[:3], full_line(1), full, "本局另有编制三十六人。", *shorts[3:]]
    assert texts(read(block_style(*ended)))[3:5] == [full_line(1) + full, "本局另有编制三十六人。"]
    # Long paragraphs with many sentences: most full stops at the end of a line stand inside of a paragraph.
    sentences = ["工作已经完成。" * 5 + full_line(number)[:5] for number in range(8)]
    long = [*shorts[:2], *sentences, full, "本局另有编制三十六人。", *shorts[2:]]
    assert texts(read(block_style(*long)))[2] == "".join(sentences) + full + "本局另有编制三十六人。"


def test_a_full_line_that_ends_a_sentence_goes_on_where_first_lines_are_indented_or_paragraphs_set_apart() -> None:
    full = full_line()[:39] + "。"
    sheet, apart = Sheet(), Sheet()
    for number in range(6):
        sheet.text(92, 100 + 16 * number, f"第{number}段文字到此为止。")
        apart.text(72, 100 + 24 * number, f"第{number}段文字到此为止。")
    sheet.text(92, 196, full_line(1)[:38]).text(72, 212, full).text(72, 228, "本局另有编制。")
    apart.text(72, 244, full_line(1)).text(72, 260, full).text(72, 276, "本局另有编制。")
    assert texts(read(sheet))[-1] == full_line(1)[:38] + full + "本局另有编制。"
    assert texts(read(apart))[-1] == full_line(1) + full + "本局另有编制。"
