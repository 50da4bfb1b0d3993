"""Invented files that are sound in form and odd in structure: spans, merges, nesting, fields and lists as they come."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS

from bombs import docx, numbered
from reportparse.errors import ReadError
from reportparse.model.document import Document, Source, Table
from reportparse.readers.docx_reader import read_docx
from reportparse.readers.html_reader import read_html
from reportparse.readers.text_reader import read_text
from reportparse.readers.xlsx_reader import read_xlsx

WORDS = st.sampled_from(
    ["", "部门", "项目支出", "一、", "12.5", "97%", "（二）概况", "合计", " ", "\t", "2021年度", "□", "<", "&"]
)
NUMBERS = st.sampled_from(["-1", "0", "1", "2", "3", "7", "999", "99999999999", "x", ""])
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def run_(text: str, mark: str) -> str:
    return f"<w:r>{mark}<w:t>{escaped(text)}</w:t></w:r>"


MARKS = st.sampled_from([
    "", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>',
    "<w:instrText>TOC</w:instrText>", "<w:rPr><w:vanish/></w:rPr>", '<w:sym w:font="Wingdings" w:char="F0FE"/>', "<w:br/>", "<w:tab/>",
])  # fmt: skip
RUNS = st.lists(st.builds(run_, WORDS, MARKS), max_size=4).map("".join)
WRAPPED = st.tuples(st.sampled_from(["w:ins", "w:del", "w:hyperlink", "w:sdt", "w:smartTag", "w:unheard"]), RUNS).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
PARAGRAPHS = st.tuples(NUMBERS, NUMBERS, RUNS, WRAPPED).map(
    lambda four: (
        f'<w:p><w:pPr><w:outlineLvl w:val="{four[0]}"/><w:numPr><w:ilvl w:val="{four[0]}"/><w:numId w:val="{four[1]}"/></w:numPr>'
        f"</w:pPr>{four[2]}{four[3]}</w:p>"
    )
)


def cell(span: str, merge: str, content: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{content}</w:tc>'


MERGES = st.sampled_from(
    ["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>", '<w:hMerge w:val="restart"/>', "<w:cellDel/>"]
)


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.builds(cell, NUMBERS, MERGES, st.lists(inner, max_size=2).map("".join))
    rows = st.tuples(NUMBERS, st.lists(cells, max_size=4).map("".join)).map(
        lambda pair: f'<w:tr><w:trPr><w:gridBefore w:val="{pair[0]}"/></w:trPr>{pair[1]}</w:tr>'
    )
    return st.lists(rows, max_size=4).map(lambda found: f"<w:tbl>{''.join(found)}</w:tbl>")


BODIES = st.lists(st.recursive(PARAGRAPHS, tables, max_leaves=12), max_size=6).map("".join)


def sound(document: Document) -> None:
    """Every cell stands inside its table and on no other; every place leads to its text."""
    for block in document.walk():
        if isinstance(block, Table):
            taken: set[tuple[int, int]] = set()
            for each in block.cells:
                own = {
                    (row, column)
                    for row in range(each.row, each.end_row)
                    for column in range(each.column, min(each.end_column, each.column + 2000))
                }
                assert own and each.end_row <= block.row_count and each.end_column <= block.column_count
                assert taken.isdisjoint(own)
                taken |= own
    for text, place in document.lines:
        assert document.text_at(place) == text
    for hidden in document.hidden:
        document.origin_at(hidden.place)


def answered(read: Callable[[bytes, Source], Document], data: bytes) -> None:
    try:
        document = read(data, Source("报告", "", "docx"))
    except ReadError:
        return
    sound(document)


@FEW
@given(BODIES)
def test_word(body: str) -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="{n}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%{n + 1}、"/>'
        f'</w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(4)
    )
    data = docx(body, extra=numbered(numbering))
    sound(read_docx(data, Source("报告", "", "docx")))


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "ul",
        "ol",
        "li",
        "h2",
        "br",
        "pre",
        "script",
        "b",
        "select",
    ]
)
STYLES = st.sampled_from(
    ["", "display:none", "color:#fff", "font-size:1px", "white-space:pre", "text-align:center", "background:#000"]
)


def element(tag: str, style: str, span: str, inner: str) -> str:
    return f'<{tag} style="{style}" colspan="{span}" rowspan="{span}" start="{span}">{inner}</{tag}>'


PAGES = st.recursive(
    WORDS.map(escaped),
    lambda inner: st.builds(element, TAGS, STYLES, NUMBERS, st.lists(inner, max_size=4).map("".join)),
    max_leaves=25,
)


@FEW
@given(st.lists(PAGES, max_size=5).map("".join))
def test_pages(body: str) -> None:
    answered(read_html, f"<!DOCTYPE html><html><body><p>报告</p>{body}</body></html>".encode())


@FEW
@given(st.lists(st.lists(WORDS, max_size=6).map("".join), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\f"]))
def test_texts(lines: list[str], end: str) -> None:
    answered(read_text, ("部门整体支出绩效自评报告\n" + end.join(lines)).encode())


PLACES = st.sampled_from(["A1", "B1", "A2", "C3", "D4", "B2", "XFD1048576", "A1048576", "Z9", "a1", "A0", ""])
CELLS = st.tuples(
    PLACES,
    st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "x"]),
    NUMBERS,
    st.sampled_from(["0", "1", "9"]),
)
ROWS = st.tuples(NUMBERS, st.sampled_from(["0", "1"]), st.lists(CELLS, max_size=5))
AREAS = st.tuples(PLACES, PLACES).map(":".join)


@FEW
@given(st.lists(ROWS, max_size=6), st.lists(AREAS, max_size=4), st.tuples(NUMBERS, NUMBERS))
def test_workbooks(
    rows: list[tuple[str, str, list[tuple[str, str, str, str]]]], merges: list[str], hidden: tuple[str, str]
) -> None:
    shown = "".join(
        f'<row r="{number}" hidden="{out}">'
        + "".join(f'<c r="{place}" t="{kind}" s="{style}"><v>{value}</v></c>' for place, kind, value, style in cells)
        + "</row>"
        for number, out, cells in rows
    )
    sheet = (
        f'<cols><col min="{hidden[0]}" max="{hidden[1]}" hidden="1"/></cols><sheetData>{shown}</sheetData>'
        f"<mergeCells>{''.join(f'<mergeCell ref={area!r}/>' for area in merges)}</mergeCells>"
    )
    answered(read_xlsx, _workbook(sheet))


def _workbook(sheet: str) -> bytes:
    seed = _seed()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            inner = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>'
            new.writestr(name, inner if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _seed() -> bytes:
    return TARGETS["xlsx"].seeds()[0]
