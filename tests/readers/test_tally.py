"""What a file holds against what is in the Document: what is lost is told, what is left out on purpose has its name."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from docx_build import docx, p, parse, r, read, tbl, tc, tr
from pdf_build import Sheet, pdf

from reportparse.model.document import Block, Document, Paragraph, Source
from reportparse.model.findings import Say
from reportparse.readers import read as read_file
from reportparse.readers.html_reader import read_html
from reportparse.readers.pdf_chars import PageGlyphs
from reportparse.readers.pdf_lines import lines
from reportparse.readers.pdf_reader import assemble, read_pages, read_pdf
from reportparse.readers.tally_pdf import accounted
from reportparse.readers.text_reader import read_text


def lost(document: Document) -> dict[str, int]:
    return {name: document.unread[name] for name in ("lost characters", "lost figures") if name in document.unread}


def text_of(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def test_text_in_an_element_that_the_walk_does_not_know_is_told() -> None:
    document = read(p("正文") + f"<w:p><w:unheard>{r('丢失的 12.5 万元')}</w:unheard></w:p>")
    assert lost(document) == {"lost characters": 8, "lost figures": 1}
    (problem,) = document.problems
    assert problem.code == "text-lost"
    assert "“丢失的 12.5 万元”（word/document.xml）" in problem.message.zh


def test_a_text_lost_once_of_twice_is_told() -> None:
    document = read(p("共 35 个") + f"<w:p><w:unheard>{r('共 35 个')}</w:unheard></w:p>")
    assert lost(document) == {"lost characters": 4, "lost figures": 1}


@pytest.mark.parametrize(
    ("body", "reason", "count"),
    [
        (f"<w:p><w:del>{r('删去的7')}</w:del></w:p>", "deleted text", 4),
        (f"<w:p><w:moveFrom>{r('移走')}</w:moveFrom></w:p>", "deleted text", 2),
        (tbl(tr(tc("甲")), tr(tc("删行"), properties="<w:del/>")), "deleted text", 2),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("代码页1")
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("3") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "field codes",
            4,
        ),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "readings",
            3,
        ),
        (p("R", run='<w:rFonts w:ascii="Wingdings 2"/>'), "signs of symbol fonts", 1),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
            f"<w:txbxContent>{p('新样')}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
            f"<w:txbxContent>{p('旧样')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>",
            "fallback drawings",
            2,
        ),
    ],
)  # fmt: skip
def test_what_word_does_not_show_is_accounted_for_by_name(body: str, reason: str, count: int) -> None:
    document = read(p("正文") + body)
    assert lost(document) == {} and document.problems == ()
    assert document.set_aside == {reason: count}


def test_hidden_text_notes_and_headers_are_in_the_account() -> None:
    body = p("正文") + p("暗", run="<w:vanish/>")
    document = parse(docx(body))
    assert lost(document) == {} and document.set_aside == {}


def test_scripts_and_pictures_of_a_page_have_names() -> None:
    page = "<html><body><p>正文</p><script>var a12</script><svg><text>图</text></svg><p hidden>暗</p></body></html>"
    document = read_html(page.encode(), Source("x.html", "", "html"))
    assert lost(document) == {}
    assert document.set_aside == {"pictures": 1, "scripts and styles": 6}


def test_page_marks_and_repeated_cells_of_a_text_have_names() -> None:
    text = "第1页\n部门整体支出绩效自评报告\n\n本年支出合计120万元，执行率95%。\n\n- 2 -\n"
    document = read_text(text.encode(), Source("x.txt", "", "text"))
    assert lost(document) == {}
    assert document.set_aside == {"page numbers": 4}


def test_running_heads_of_a_pdf_have_a_name(tmp_path: Path) -> None:
    pages = [
        Sheet().text(72, 40, "某局自评报告").text(72, 200, f"第{number}部分的正文内容").text(290, 800, f"- {number} -")
        for number in range(1, 4)
    ]
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf(*pages))
    document = read_file(file)
    assert lost(document) == {}
    assert document.set_aside == {"running heads and page numbers": 14}


def test_a_line_of_a_pdf_that_is_lost_is_told_with_its_page() -> None:
    sheets = [
        Sheet()
        .text(72, 200, f"第{number}部分的正文内容")
        .text(72, 240, f"支出{number}7.5万元")
        .text(290, 800, f"- {number} -")
        for number in range(1, 4)
    ]
    pages = read_pages(pdf(*sheets), "x.pdf")
    document = assemble(pages, Source("x.pdf", "", "pdf"))
    assert lost(accounted(document, pages, pages)) == {}
    without = dataclasses.replace(document, blocks=tuple(b for b in document.blocks if "27.5" not in text_of(b)))
    told = accounted(without, pages, pages)
    assert lost(told) == {"lost characters": 7, "lost figures": 1}
    assert "“支出27.5万元”（第2页）" in told.problems[-1].message.zh


def test_the_figure_of_a_line_does_not_pass_for_a_page_number() -> None:
    sheets = [
        Sheet().text(72, 200, "正文").text(300, 400, f"{number}2.75").text(290, 800, f"{number}") for number in (1, 2)
    ]
    pages = read_pages(pdf(*sheets), "x.pdf")
    document = assemble(pages, Source("x.pdf", "", "pdf"))
    without = dataclasses.replace(document, blocks=tuple(b for b in document.blocks if text_of(b) != "22.75"))
    assert len(without.blocks) < len(document.blocks)
    assert lost(accounted(document, pages, pages)) == {}
    assert lost(accounted(without, pages, pages)) == {"lost characters": 4, "lost figures": 1}


def test_marks_across_the_pages_of_a_pdf_are_in_the_account() -> None:
    sheets = [
        Sheet().text(72, 200, "正文的内容").text(150, 400, "内部资料", size=40, colour="0.8 g")
        .turned(100, 600, "草稿", "0.7 0.7 -0.7 0.7", size=40)
        for _ in range(3)
    ]  # fmt: skip
    document = read_pdf(pdf(*sheets), Source("x.pdf", "", "pdf"))
    assert document.unread == {"turned characters": 6, "watermark characters": 12}
    assert lost(document) == {}
    assert "turned, struck and watermark characters" in document.set_aside
    assert sum(document.set_aside.values()) == 18


def test_letters_printed_over_themselves_have_a_name() -> None:
    sheet = Sheet().text(72, 200, "正文的内容").text(72, 260, "本年12万元")
    pages = read_pages(pdf(sheet), "x.pdf")
    for page in pages:
        twice = [(x0 + 1.5, top, x1 + 1.5, *rest) for x0, top, x1, *rest in page.glyphs.seen if top > 240]
        page.text += "".join(glyph[6] for glyph in twice)
        page.lines = lines([*page.glyphs.seen, *twice], 1)
    document = accounted(assemble(pages, Source("x.pdf", "", "pdf")), pages, pages)
    assert [text_of(block) for block in document.blocks] == ["正文的内容", "本年12万元"]
    assert lost(document) == {}
    assert document.set_aside == {"characters printed twice": 6}


def test_text_below_a_picture_that_was_read_or_not_is_not_lost() -> None:
    sheet = Sheet().image(0, 0, 595, 842).text(72, 200, "底层的识别文字", mode=3)
    pages = read_pages(pdf(sheet, Sheet().text(72, 200, "正文")), "x.pdf")
    pages[0].scan_problem, pages[0].glyphs = Say("没有读", "not read"), PageGlyphs()
    document = accounted(assemble(pages, Source("x.pdf", "", "pdf")), pages, pages)
    assert lost(document) == {}
    assert document.set_aside == {"text below pictures": 7}


def test_a_second_layer_below_the_visible_text_is_set_aside_by_name() -> None:
    sheet = Sheet()
    texts = [f"第{number}条全年预算执行总体平稳各项资金按进度拨付到位" for number in range(10, 40)]
    for mode in (0, 3):
        for number, text in enumerate(texts):
            sheet.text(72, 100 + 20 * number, text, mode=mode)
    document = read_pdf(pdf(sheet), Source("x.pdf", "0", "pdf"))
    assert lost(document) == {}
    assert document.problems == ()
    assert document.set_aside == {"text below the same text": sum(map(len, texts))}
