"""Pages that are turned, cropped or two on a sheet; text that runs up or down; watermarks; fields and annotations."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pdf_build import HEIGHT, WIDTH, Sheet, hex_string, pdf

from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.model.location import PdfOrigin, PdfPiece
from reportparse.readers.pdf_reader import read_pdf

SENTENCE = "为全面贯彻落实县委县政府关于预算绩效管理的决策部署我单位组织开展自评工作现将情况报告如下"
UP, DOWN, OVER = "0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"


def read(*sheets: Sheet, tree: str = "") -> Document:
    return read_pdf(pdf(*sheets, tree=tree), Source("report.pdf", "0", "pdf"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def first_piece(block: Paragraph | Table) -> PdfPiece:
    assert isinstance(block.origin, PdfOrigin)
    return block.origin.pieces[0]


def form(sheet: Sheet) -> Sheet:
    sheet.text(72, 80, "收支情况表").grid([72, 172, 322, 472], [100, 125, 150])
    sheet.text(80, 115, "收入合计").text(180, 115, "318.3").text(330, 115, "95.3%")
    return sheet.text(80, 140, "支出合计").text(180, 140, "300.1").text(330, 140, "88%")


# A page drawn so that it stands upright when its own /Rotate is applied: the size of the sheet, the matrix.
TURNS = {
    90: (HEIGHT, WIDTH, f"0 1 -1 0 {HEIGHT} 0 cm"),
    180: (WIDTH, HEIGHT, f"-1 0 0 -1 {WIDTH} {HEIGHT} cm"),
    270: (HEIGHT, WIDTH, f"0 -1 1 0 0 {WIDTH} cm"),
}


def turned_sheet(degrees: int, rotate: bool) -> Sheet:
    sheet = form(Sheet(extra=f"/Rotate {degrees}" if rotate else ""))
    sheet.width, sheet.height, matrix = TURNS[degrees]
    sheet.operators.insert(0, matrix)
    return sheet


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_rotated_page_reads_like_the_upright_one(degrees: int) -> None:
    upright, turned = read(form(Sheet())), read(turned_sheet(degrees, rotate=True))
    assert texts(turned) == texts(upright) == ["收支情况表"]
    (one,), (two,) = tables(upright), tables(turned)
    assert [(cell.row, cell.column, cell.text) for cell in two.cells] == [
        (cell.row, cell.column, cell.text) for cell in one.cells
    ]
    left, right = first_piece(one).box, first_piece(two).box
    assert (right.x0, right.top, right.x1, right.bottom) == pytest.approx(
        (left.x0, left.top, left.x1, left.bottom), abs=0.1
    )


@pytest.mark.parametrize("degrees", [90, 270])
def test_the_cells_of_a_rotated_page_are_pdfplumbers(degrees: int) -> None:
    sheet = turned_sheet(degrees, rotate=True)
    with pdfplumber.open(io.BytesIO(pdf(sheet))) as document:
        (found,) = document.pages[0].extract_tables()
    (table,) = tables(read(sheet))
    assert [[cell.text for cell in row] for row in table.rows] == found


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_table_printed_sideways_is_read_and_its_places_are_those_of_the_page_as_shown(degrees: int) -> None:
    document = read(turned_sheet(degrees, rotate=False), Sheet().text(72, 100, "说明"))
    (table,) = tables(document)
    assert table.cells[0].text == "收入合计"
    assert texts(document) == ["收支情况表", "说明"]
    box = first_piece(table).box
    width, height, _ = TURNS[degrees]
    # Where the frame (72, 100, 472, 150) comes to lie when the sheet is turned.
    expected = {
        90: (100, height - 472, 150, height - 72),
        180: (width - 472, height - 150, width - 72, height - 100),
        270: (width - 150, 72, width - 100, 472),
    }[degrees]
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(expected, abs=0.6)
    assert first_piece(document.blocks[-1]).page == 2


def test_what_lies_outside_of_the_crop_box_is_off_the_page() -> None:
    document = read(Sheet(extra="/CropBox [36 36 559 806]").text(72, 100, "页内文字").text(72, 20, "页外文字"))
    assert texts(document) == ["页内文字"]
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [("页外文字", "off-page")]
    assert first_piece(document.blocks[0]).box.x0 == pytest.approx(72 - 36)


def test_box_and_rotation_may_be_inherited() -> None:
    sheet = turned_sheet(90, rotate=False)
    box = f"/MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate 90"
    sheet.width = 0
    document = read(sheet, tree=box)
    (table,) = tables(document)
    assert first_piece(table).box.x0 == pytest.approx(72, abs=0.1)
    assert texts(document) == ["收支情况表"]


def two_pages(first: int, *, numbers: bool = True) -> Sheet:
    """Two A5 pages on a landscape sheet, drawn line by line across both."""
    sheet = Sheet(width=HEIGHT, height=WIDTH)
    for line in range(4):
        for page, left in ((first, 40), (first + 1, 40 + HEIGHT / 2)):
            sheet.text(left, 60 + 16 * line, f"第{'一二三四五六七八'[page]}页{'甲乙丙丁'[line]}" + SENTENCE[:28])
    if numbers:
        sheet.text(HEIGHT / 4, 570, str(first)).text(HEIGHT * 3 / 4, 570, str(first + 1))
    return sheet


def test_two_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    document = read(two_pages(1), two_pages(3))
    whole = "".join(texts(document))
    order = [whole.index(f"第{page}页{line}") for page in "二三四五" for line in "甲乙丙丁"]
    assert order == sorted(order)
    assert document.source.pages == 2
    last = document.blocks[-1].origin
    assert isinstance(last, PdfOrigin)
    assert last.pieces[-1].page == 2
    assert last.pieces[-1].box.x0 == pytest.approx(40 + HEIGHT / 2, abs=1)
    assert [paragraph.text for paragraph in document.footers] == ["1"]


def test_running_text_alone_shows_two_pages_but_a_line_across_the_middle_does_not() -> None:
    whole = "".join(texts(read(two_pages(1, numbers=False))))
    assert whole.index("第二页丁") < whole.index("第三页甲")
    across = two_pages(1).text(HEIGHT / 2 - 40, 40, "横贯两栏的标题")
    whole = "".join(texts(read(across)))
    assert whole.index("第三页甲") < whole.index("第二页丁")


@pytest.mark.parametrize(("matrix", "start"), [(UP, (90, 170)), (DOWN, (84, 120)), (OVER, (110, 140))])
def test_a_label_turned_in_its_cell_is_one_text(matrix: str, start: tuple[float, float]) -> None:
    sheet = Sheet().rect(72, 100, 112, 200).rect(112, 100, 472, 150).rect(112, 150, 472, 200)
    sheet.turned(*start, "产出" if matrix == OVER else "产出指标", matrix)
    sheet.text(120, 130, "数量指标").text(120, 180, "质量指标")
    (table,) = tables(read(sheet))
    assert [cell.text for cell in table.cells] == [
        "产出" if matrix == OVER else "产出指标",
        "数量指标",
        "质量指标",
    ]


def test_two_turned_columns_of_a_cell_are_read_in_the_order_they_run() -> None:
    sheet = Sheet().grid([72, 112, 472], [100, 220]).turned(86, 200, "社会效益", UP).turned(100, 200, "指标", UP)
    (table,) = tables(read(sheet.text(120, 130, "满意度")))
    assert table.cells[0].text == "社会效益指标"
    sheet = Sheet().grid([72, 112, 472], [100, 220]).turned(98, 110, "社会效益", DOWN).turned(84, 110, "指标", DOWN)
    (table,) = tables(read(sheet.text(120, 130, "满意度")))
    assert table.cells[0].text == "社会效益指标"


def test_vertical_writing_is_one_text() -> None:
    sheet = Sheet().grid([72, 112, 472], [100, 220]).vertical(98, 110, "社会效益").vertical(84, 110, "指标")
    (table,) = tables(read(sheet.text(120, 130, "满意度").text(120, 150, "经济性")))
    assert [cell.text for cell in table.cells] == ["社会效益指标", "满意度\n经济性"]


def test_a_text_along_the_margin_stands_apart() -> None:
    sheet = Sheet().text(92, 100, SENTENCE[:38]).text(72, 116, SENTENCE[:40]).text(72, 132, "完成任务。")
    document = read(sheet.turned(40, 160, "装订线内", UP))
    assert texts(document) == [SENTENCE[:38] + SENTENCE[:40] + "完成任务。", "装订线内"]


def body(sheet: Sheet) -> Sheet:
    for number in range(3):
        sheet.text(72, 400 + 16 * number, SENTENCE[number : number + 40])
    return sheet


def test_watermarks_do_not_mix_into_the_text() -> None:
    plain = texts(read(body(Sheet()), body(Sheet())))
    askew = [body(Sheet().turned(150, 500, "内部资料", "0.7 0.7 -0.7 0.7", 60, "0.8 g")) for _ in range(2)]
    level = [body(Sheet()).text(100, 430, "内部资料", 60, "0.85 g") for _ in range(2)]
    across = body(Sheet()).text(100, 430, "内部资料", 60, "0.85 g")
    for sheets, kind in ((askew, "turned"), (level, "watermark")):
        document = read(*sheets)
        assert texts(document) == plain
        assert document.unread == {f"{kind} characters": 8}
    assert texts(read(across)) == texts(read(body(Sheet())))


def test_pale_text_that_is_no_watermark_is_read() -> None:
    document = read(Sheet().text(72, 100, "填表说明", colour="0.7 g").text(72, 140, "正文"), Sheet().text(72, 90, "完"))
    assert texts(document) == ["填表说明", "正文", "完"]


def field(kind: str, name: str, value: str = "", extra: str = "") -> str:
    shown = f"/V {hex_string(value)}" if value else ""
    return f"/FT /{kind} /T ({name}) {shown} /DA (/F2 10 Tf 0 g) {extra}"


def test_the_values_of_form_fields_stand_where_they_are_filled_in() -> None:
    sheet = (
        Sheet().text(72, 100, "部门名称：").annotation("Widget", 122, 88, 300, 104, field("Tx", "a", "青岚县水利局"))
    )
    sheet.grid([72, 172, 472], [120, 150]).text(80, 138, "收入合计")
    sheet.annotation("Widget", 174, 122, 470, 148, field("Tx", "b", "318.30"))
    sheet.text(72, 180, "自行评价").annotation("Widget", 120, 170, 132, 182, "/FT /Btn /T (c) /V /On /AS /On")
    sheet.text(172, 180, "委托评价").annotation("Widget", 220, 170, 232, 182, "/FT /Btn /T (d) /V /Off /AS /Off")
    sheet.annotation("Widget", 72, 200, 300, 240, field("Tx", "e", "第一行\n第二行", "/Ff 4096"))
    sheet.annotation("Widget", 72, 260, 300, 280, field("Tx", "f"))
    document = read(sheet)
    assert texts(document) == ["部门名称：青岚县水利局", "自行评价 ☑ 委托评价 ☐", "第一行", "第二行"]
    (table,) = tables(document)
    assert [cell.text for cell in table.cells] == ["收入合计", "318.30"]
    assert document.unread == {}


def test_a_value_that_is_printed_too_is_read_once_and_hidden_fields_are_not_seen() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "部门名称：青岚县水利局")
        .annotation("Widget", 121, 88, 300, 104, field("Tx", "a", "青岚县水利局"))
    )
    hidden = field("Tx", "b", "不可见的值").replace("/FT", "/F 2 /FT")
    sheet.annotation("Widget", 72, 120, 300, 140, hidden)
    sheet.annotations[-1] = sheet.annotations[-1].replace("/F 4", "")
    sheet.annotation("Widget", 72, 160, 300, 180, "/FT /Sig /T (s)")
    document = read(sheet)
    assert texts(document) == ["部门名称：青岚县水利局"]
    assert [(hidden.text, hidden.reason) for hidden in document.hidden] == [("不可见的值", "hidden")]
    assert document.unread == {"form fields": 1}


def test_typed_on_text_is_read_and_comments_are_counted() -> None:
    sheet = (
        Sheet()
        .text(72, 100, "填报人：")
        .annotation("FreeText", 111, 88, 200, 104, f"/DA (/F2 10 Tf 0 g) /Contents {hex_string('单清越')}")
    )
    sheet.annotation("Text", 300, 88, 320, 108, f"/Contents {hex_string('请核对')}")
    sheet.annotation("Popup", 320, 88, 420, 188)
    sheet.annotation("Link", 72, 88, 120, 104)
    document = read(sheet)
    assert texts(document) == ["填报人：单清越"]
    assert document.unread == {"annotations": 1}


CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("**/*.pdf"))[::6]


def outline(document: Document) -> list[object]:
    """The texts of a document and where they stand in its tables, without their places on the pages."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in block.cells]
        for block in document.blocks
    ]


def saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_report_whose_pages_lie_on_their_side_reads_the_same(path: Path) -> None:
    data = path.read_bytes()
    upright = read_pdf(data, Source("x.pdf", "0", "pdf"))
    for degrees in (90, 180, 270):
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.set_rotation(degrees)
        assert outline(read_pdf(saved(document), Source("x.pdf", "0", "pdf"))) == outline(upright)


# One page on a sheet for two shows nothing.
SEVERAL = [path for path in CORPUS if len(pypdfium2.PdfDocument(path)) > 1]


@pytest.mark.parametrize("path", SEVERAL, ids=lambda path: path.name)
def test_a_report_printed_two_pages_on_a_sheet_reads_the_same(path: Path) -> None:
    data = path.read_bytes()
    single = read_pdf(data, Source("x.pdf", "0", "pdf"))
    document = pypdfium2.PdfDocument(data)
    width, height = document[0].get_size()
    handle = pdfium.FPDF_ImportNPagesToOne(document.raw, 2 * width, height, 2, 1)
    double = read_pdf(saved(pypdfium2.PdfDocument(handle)), Source("x.pdf", "0", "pdf"))
    assert outline(double) == outline(single)
    assert double.source.pages == ((single.source.pages or 0) + 1) // 2
