from __future__ import annotations

import pytest
from docx_build import p, r, read, table, tbl, tc, texts, tr, xml

from reportparse.model.document import Document, Paragraph
from reportparse.model.location import DocxOrigin


def line(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def one(document: Document) -> Paragraph:
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


# ---- characters -----------------------------------------------------------------------------------------------------


def test_breaks_tabs_and_hyphens() -> None:
    inner = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:cr/><w:t>f</w:t></w:r>"
    assert one(read(line(inner))).text == "a\nb\tc-de\nf"


def test_a_page_break_parts_text_but_is_none_itself() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert texts(read(line(page))) == []
    assert texts(read(line(page + r("a") + page + r("b") + page))) == ["a\nb"]


def test_blanks_at_the_ends_count_only_where_they_are_kept() -> None:
    assert one(read(line("<w:r><w:t> a\n b </w:t></w:r>"))).text == "a  b"
    assert one(read(line('<w:r><w:t xml:space="preserve"> a </w:t></w:r>'))).text == " a "


def test_zero_width_characters_are_stripped() -> None:
    assert one(read(p("基\u200b本\ufeff支\u00ad出"))).text == "基本支出"


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F06F", "☐"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Wingdings", "00FC", "✓"),
        ("Symbol", "F0B3", "≥"),
        ("宋体", "2460", "①"),
    ],
)
def test_symbols_become_characters(font: str, char: str, shown: str) -> None:
    document = read(line(f'<w:r><w:sym w:font="{font}" w:char="{char}"/><w:t>是</w:t></w:r>'))
    assert one(document).text == shown + "是"
    assert document.unread == {}


def test_an_unknown_symbol_is_a_box_and_counted() -> None:
    document = read(line('<w:r><w:sym w:font="Webdings" w:char="F0AA"/><w:t>是</w:t></w:r>'))
    assert one(document).text == "□是"
    assert document.unread == {"symbols": 1}


def test_letters_set_in_a_symbol_font_are_signs() -> None:
    assert one(read(p("þ合格", run='<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))).text == "☑合格"


def test_a_ruby_gives_its_base_only() -> None:
    inner = f"<w:r><w:ruby><w:rt>{r('xun')}</w:rt><w:rubyBase>{r('巡')}</w:rubyBase></w:ruby></w:r>{r('察')}"
    assert one(read(line(inner))).text == "巡察"


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "ins", "moveTo", "customXml", "fldSimple"])
def test_wrappers_inside_a_paragraph_are_looked_through(wrapper: str) -> None:
    assert one(read(line(f"{r('a')}<w:{wrapper}>{r('b')}</w:{wrapper}>{r('c')}"))).text == "abc"


def test_content_controls_of_runs_and_blocks() -> None:
    inline = f"{r('a')}<w:sdt><w:sdtPr/><w:sdtContent>{r('b')}</w:sdtContent></w:sdt>"
    document = read(f"<w:sdt><w:sdtContent>{line(inline)}{tbl(tr(tc('c')))}</w:sdtContent></w:sdt>" + p("d"))
    assert texts(document) == ["ab", "d"]
    assert table(document).cells[0].text == "c"
    assert document.blocks[0].origin == DocxOrigin("word/document.xml", "body/sdt[1]/sdtContent/p[1]")


# ---- fields ---------------------------------------------------------------------------------------------------------


def test_a_field_shows_its_result_only() -> None:
    inner = r("第") + field("begin") + code(" PAGE ") + r("内") + field("separate") + r("3") + field("end") + r("页")
    assert one(read(line(inner))).text == "第3页"


def test_a_field_inside_an_instruction_stays_unseen() -> None:
    nested = field("begin") + code("DATE") + field("separate") + r("藏") + field("end")
    inner = field("begin") + code("IF ") + nested + code(" = 1") + field("separate") + r("见") + field("end")
    assert one(read(line(inner))).text == "见"


def test_an_unfinished_field_does_not_swallow_the_report() -> None:
    document = read(line(r("a") + field("begin") + code("PAGE")) + p("b"))
    assert texts(document) == ["a", "b"]


def test_lines_of_a_table_of_contents_are_told_by_style() -> None:
    body = (
        line(field("begin") + code(r' TOC \o "1-3" ') + field("separate") + r("一、概况\t1"))
        + p("二、收支\t2")
        + line(field("end") + r("正文"))
    )
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    document = read(body + p("三", '<w:pStyle w:val="T1"/>'), styles=styles)
    blocks = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [block.style for block in blocks] == ["toc", "toc", None, "toc 1"]


@pytest.mark.parametrize(("state", "sign"), [("<w:checked/>", "☑"), ('<w:default w:val="0"/>', "☐")])
def test_a_legacy_check_box_shows_its_state(state: str, sign: str) -> None:
    box = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
    )
    assert one(read(line(box + code(" FORMCHECKBOX ") + field("end") + r("优")))).text == sign + "优"


# ---- tracked changes ------------------------------------------------------------------------------------------------


def test_the_accepted_view_of_tracked_changes() -> None:
    inner = (
        r("支出")
        + f'<w:ins w:id="1">{r("268.7")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>115</w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3">{r("移走")}</w:moveFrom><w:moveTo w:id="4">{r("移来")}</w:moveTo>'
    )
    document = read(line(inner))
    assert one(document).text == "支出268.7移来"
    assert document.revisions == 4


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    document = read(
        p("前半", '<w:jc w:val="center"/><w:rPr><w:del w:id="1"/></w:rPr>')
        + p("后半", '<w:outlineLvl w:val="1"/>')
        + p("下段")
    )
    assert texts(document) == ["前半后半", "下段"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.centered, first.level, document.revisions) == (False, 2, 1)


def test_a_deleted_mark_before_a_table_keeps_the_text() -> None:
    document = read(p("前", "<w:rPr><w:del/></w:rPr>") + tbl(tr(tc("a"))) + p("后", "<w:rPr><w:del/></w:rPr>"))
    assert texts(document) == ["前", "后"]


# ---- styles ---------------------------------------------------------------------------------------------------------

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="2"/><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="SS"><w:name w:val="小节"/><w:basedOn w:val="S"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="圈"/><w:basedOn w:val="Y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="圈2"/><w:basedOn w:val="X"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="V"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="隐字"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level", "style"),
    [
        ("", None, "Normal"),
        ('<w:pStyle w:val="1"/>', 1, "heading 1"),
        ('<w:pStyle w:val="2"/>', 2, "标题 2"),
        ('<w:pStyle w:val="SS"/>', 3, "小节"),
        ('<w:outlineLvl w:val="3"/>', 4, "Normal"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None, "heading 1"),
        ('<w:pStyle w:val="X"/>', None, "圈"),
        ('<w:pStyle w:val="unknown"/>', None, "Normal"),
    ],
)
def test_the_outline_level_of_style_and_paragraph(properties: str, level: int | None, style: str) -> None:
    found = one(read(p("概况", properties), styles=STYLES))
    assert (found.level, found.style) == (level, style)


def test_centering_is_inherited_and_overridden() -> None:
    assert one(read(p("x", '<w:pStyle w:val="SS"/>'), styles=STYLES)).centered
    assert not one(read(p("x", '<w:pStyle w:val="SS"/><w:jc w:val="left"/>'), styles=STYLES)).centered


# ---- hidden text ----------------------------------------------------------------------------------------------------

WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        ("<w:vanish/>", "hidden"),
        (WHITE, "white"),
        ('<w:color w:val="FEFEFE"/>', "white"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:sz w:val="4"/>', "tiny"),
        ('<w:rStyle w:val="C"/>', "hidden"),
        (WHITE + '<w:shd w:val="clear" w:fill="FFFFFF"/>', "white"),
    ],
)
def test_text_that_cannot_be_seen_is_kept_apart(run: str, reason: str) -> None:
    document = read(p("首") + line(r("前") + r("藏", run) + r("物", run) + r("后")), styles=STYLES)
    assert texts(document) == ["首", "前后"]
    (hidden,) = document.hidden
    assert (hidden.text, hidden.reason) == ("藏物", reason)
    assert (hidden.place.block, hidden.place.span) == (1, (1, 1))


@pytest.mark.parametrize(
    "run",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:sz w:val="5"/>',
        WHITE + '<w:shd w:val="clear" w:fill="1F4E79"/>',
        WHITE + '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>',
        WHITE + '<w:highlight w:val="blue"/>',
        "<w:webHidden/>",
    ],
)
def test_text_that_can_be_seen_is_no_hidden_text(run: str) -> None:
    document = read(p("见", run=run))
    assert (texts(document), document.hidden) == (["见"], ())


def test_white_on_a_dark_paragraph_cell_or_table_can_be_seen() -> None:
    dark = '<w:shd w:val="clear" w:fill="000000"/>'
    styles = f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:tcPr>{dark}</w:tcPr></w:tblStylePr></w:style>'
    body = (
        p("段", dark, WHITE)
        + tbl(tr(tc(p("格", run=WHITE), dark)))
        + tbl(tr(tc(p("表", run=WHITE))), properties=dark)
        + tbl(tr(tc(p("式", run=WHITE))), properties='<w:tblStyle w:val="T"/>')
    )
    assert read(body, styles=styles).hidden == ()
    assert [hidden.text for hidden in read(tbl(tr(tc(p("白", run=WHITE))))).hidden] == ["白"]


def test_a_hidden_style_hides_and_direct_formatting_shows() -> None:
    document = read(line(r("藏") + r("见", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="V"/>'), styles=STYLES)
    assert texts(document) == ["见"]
    assert [hidden.text for hidden in document.hidden] == ["藏"]


def test_vanish_toggles_between_paragraph_and_character_style() -> None:
    document = read(line(r("见", '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="V"/>'), styles=STYLES)
    assert (texts(document), document.hidden) == (["见"], ())


def test_hidden_blanks_are_not_worth_a_mention() -> None:
    document = read(line(r("a") + r("  ", "<w:vanish/>") + r(" ", WHITE) + r("b")))
    assert (texts(document), document.hidden) == (["a b"], ())


def test_a_paragraph_of_hidden_text_only_keeps_its_place() -> None:
    document = read(p("全藏", run=WHITE))
    assert document.text_at(document.hidden[0].place) == ""
    assert document.block(document.hidden[0].place.block).origin == DocxOrigin("word/document.xml", "body/p[1]")


# ---- drawings and what is not read ----------------------------------------------------------------------------------


def shape(content: str, properties: str = "") -> str:
    return f"<w:drawing><a:graphic><wps:wsp><wps:spPr>{properties}</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></w:drawing>"


def old_shape(content: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_a_text_box_is_read_once_right_after_its_paragraph() -> None:
    both = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{shape(p('框内'))}</mc:Choice><mc:Fallback>{old_shape(p('框内'))}</mc:Fallback></mc:AlternateContent></w:r>"
    document = read(line(r("锚") + both) + p("后"))
    assert texts(document) == ["锚", "框内", "后"]
    assert [block.index for block in document.blocks] == [0, 1, 2]
    assert document.blocks[1].origin == DocxOrigin("word/document.xml", "body/p[1]/txbxContent[1]/p[1]")


def test_the_text_of_a_shape_that_came_from_slides_is_a_text_box() -> None:
    words = (
        "<a:p><a:r><a:t>年初预算 </a:t></a:r><a:fld><a:t>120</a:t></a:fld><a:br/><a:r><a:t>万元</a:t></a:r></a:p><a:p/>"
    )
    canvas = (
        f"<lc:lockedCanvas xmlns:lc='lc'><a:sp><a:txSp><a:txBody>{words}</a:txBody></a:txSp></a:sp></lc:lockedCanvas>"
    )
    drawing = f"<w:drawing><a:graphic><a:graphicData>{canvas}</a:graphicData></a:graphic></w:drawing>"
    document = read(f"<w:p><w:r><w:t>前</w:t>{drawing}</w:r></w:p>")
    assert texts(document) == ["前", "年初预算 120\n万元"]
    hidden = read(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{drawing}</w:r></w:p>")
    assert [one.text for one in hidden.hidden] == ["年初预算 120万元"]


def test_a_text_box_in_a_cell_and_a_table_in_a_text_box() -> None:
    document = read(tbl(tr(tc(line(r("格") + f"<w:r>{old_shape(p('框') + tbl(tr(tc('内'))))}</w:r>")))))
    assert table(document).cells[0].text == "格\n框"
    assert table(document, 1).cells[0].text == "内"


def test_white_text_in_a_filled_shape_can_be_seen() -> None:
    white = p("白", run=WHITE)
    filled = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
    assert read(line(f"<w:r>{shape(white, filled)}</w:r>")).hidden == ()
    assert len(read(line(f"<w:r>{shape(white, '<a:noFill/>')}</w:r>")).hidden) == 1


def test_what_is_not_read_is_counted() -> None:
    picture = "<w:drawing><a:graphic><pic:pic><pic:blipFill><a:blip/></pic:blipFill></pic:pic></a:graphic></w:drawing>"
    chart = "<w:drawing><a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></w:drawing>"
    old = "<w:pict><v:shape><v:imagedata/></v:shape></w:pict>"
    package = '<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>'
    equation = '<w:object><o:OLEObject ProgID="Equation.3"/></w:object>'
    document = read(
        line(f"<w:r>{picture}{chart}{old}{package}{equation}</w:r><m:oMath/>")
        + "<m:oMathPara><m:oMath/><m:oMath/></m:oMathPara>"
    )
    assert document.unread == {"pictures": 2, "charts": 1, "embedded objects": 1, "equations": 4}


def test_nothing_unread_is_no_entry() -> None:
    assert read(p("x")).unread == {}


# ---- notes, headers, footers ----------------------------------------------------------------------------------------


def test_notes_headers_and_footers_stand_apart() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1.xml"/>'
        '<w:footerReference w:type="default" r:id="footer1.xml"/></w:sectPr>'
    )
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("线")}</w:footnote><w:footnote w:id="1">{p("脚注")}</w:footnote>'
    )
    document = read(
        line(r("正文") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r("完"), section) + tbl(tr(tc("a"))) + section,
        parts={
            "header1.xml": ("header", xml("hdr", p("页眉") + tbl(tr(tc("眉格"))))),
            "footer1.xml": ("footer", xml("ftr", p("页脚") + p(""))),
            "footnotes.xml": ("footnotes", xml("footnotes", notes)),
            "endnotes.xml": ("endnotes", xml("endnotes", f'<w:endnote w:id="1">{p("尾注", run=WHITE)}</w:endnote>')),
        },
    )
    assert texts(document) == ["正文完"]
    assert [note.text for note in document.notes] == ["脚注", ""]
    assert [header.text for header in document.headers] == ["页眉", "眉格"]
    assert [footer.text for footer in document.footers] == ["页脚"]
    assert [block.index for block in (*document.walk(), *document.notes, *document.headers, *document.footers)] == list(
        range(7)
    )
    assert document.headers[0].origin == DocxOrigin("word/header1.xml", "hdr/p[1]")
    assert document.notes[0].origin == DocxOrigin("word/footnotes.xml", "footnotes/footnote[2]/p[1]")
    assert document.hidden[0].place.block == document.notes[1].index
