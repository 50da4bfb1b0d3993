"""bytes → Document for PDF. The steps, in order:

characters (pdf_chars) → rulings (pdf_edges) → lattice (pdf_lattice) → struck text apart (pdf_struck) → lines in
cells and outside (pdf_lines, pdf_tables, pdf_pages) → running lines apart (pdf_pages) → tables over page breaks
(pdf_stitch) → paragraphs (pdf_paragraphs). Pages that are rotated or cropped come from pdfplumber (pdf_fallback)
into the same steps.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reportparse.errors import ReadError
from reportparse.model.document import Block, Document, HiddenText, Paragraph, Problem, Source, Table
from reportparse.model.location import PdfOrigin, Place
from reportparse.readers import pdf_raw as raw
from reportparse.readers.pdf_chars import Area, Glyph, PageGlyphs, Reason, read_glyphs
from reportparse.readers.pdf_edges import PageDrawing, read_drawing
from reportparse.readers.pdf_fallback import Plumber, has_no_pages
from reportparse.readers.pdf_lines import Line, lines
from reportparse.readers.pdf_pages import PageContent, lay_out, take_running_lines
from reportparse.readers.pdf_paragraphs import Leadings, Margins, build, is_centered, paragraphs
from reportparse.readers.pdf_stitch import belongs_together, stitch
from reportparse.readers.pdf_tables import GridTable, build_table, learn
from reportparse.readers.scan_pages import format_of, is_scan, read_if_scan, with_certainty, without_text

MAX_PAGES = 3000
# A line of this many characters may show where the right margin is; shorter ones end of their own will.
_LONG = 20


def read_pdf(data: bytes, source: Source) -> Document:
    """Reads a PDF. Raises ReadError: broken-pdf, encrypted-pdf, pdf-without-pages, too-many-pages, pdf-without-text."""
    pages = read_pages(data, source.path)
    if not any(page.glyphs.seen for page in pages):
        raise without_text(source.path, len(pages), [page.scan_problem for page in pages if page.scan_problem])
    format_ = format_of(pages)
    return assemble(pages, dataclasses.replace(source, format=format_, pages=len(pages)))


def read_pages(data: bytes, path: str) -> list[PageContent]:
    """All pages of a PDF with their characters, drawings, tables and lines. Raises ReadError as read_pdf does."""
    pages: list[PageContent] = []
    plumber = Plumber(data)
    try:
        with _opened(data, path) as document:
            for number in range(1, len(document) + 1):
                content = _read_page(document, number, plumber, path)
                pages.append(read_if_scan(document, content) if is_scan(content) else content)
    finally:
        plumber.close()
    return pages


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        # The error code may be left over from a document before.
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in data:
            raise ReadError(
                path, "encrypted-pdf", "这份 PDF 设有打开密码，无法读取。", "请去除密码后另存一份，再重新检查。"
            ) from None
        # pdfium refuses a document whose page tree is empty, with no error of its own.
        raise (_without_pages(path) if has_no_pages(data) else _broken(path)) from None
    try:
        total = len(document)
        if total == 0:
            raise _without_pages(path)
        if total > MAX_PAGES:
            raise ReadError(
                path,
                "too-many-pages",
                f"这份 PDF 有 {total} 页，超过 {MAX_PAGES} 页的上限。",
                "请拆分成单份自评报告后再检查。",
            )
        yield document
    finally:
        document.close()


def _without_pages(path: str) -> ReadError:
    return ReadError(path, "pdf-without-pages", "这份 PDF 没有任何页面。", "请重新导出 PDF，或改用 Word 原件。")


def _broken(path: str) -> ReadError:
    return ReadError(path, "broken-pdf", "文件已损坏，或不是完整的 PDF。", "请重新导出或重新下载后再检查。")


def _read_page(document: Any, number: int, plumber: Plumber, path: str) -> PageContent:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return PageContent(number, 0.0, 0.0, PageGlyphs(), PageDrawing(broken=True))
    try:
        annotations, fields = _annotations(page)
        box = _plain_box(page)
        if box is None:
            width, height, glyphs, drawing = _by_plumber(plumber, number, path)
        else:
            width, height = box.x1 - box.x0, box.top - box.bottom
            drawing = read_drawing(raw.handle(page.raw), box)
            textpage = page.get_textpage()
            try:
                glyphs = read_glyphs(raw.handle(textpage.raw), box, drawing.dark)
            finally:
                textpage.close()
    finally:
        page.close()
    content = PageContent(number, width, height, glyphs, drawing, annotations, fields)
    lay_out(content)
    return content


def _by_plumber(plumber: Plumber, number: int, path: str) -> tuple[float, float, PageGlyphs, PageDrawing]:
    try:
        return plumber.page(number)
    except Exception:
        # pdfminer has no error class of its own for what it meets in a damaged file.
        raise _broken(path) from None


def _plain_box(page: Any) -> Area | None:
    """The page box in pdfium's coordinates, None for a page that is rotated or cropped."""
    if page.get_rotation() != 0:
        return None
    left, bottom, right, top = page.get_mediabox()
    cropped = page.get_cropbox(fallback_ok=False)
    if cropped is not None and any(abs(a - b) > 0.5 for a, b in zip(cropped, (left, bottom, right, top), strict=True)):
        return None
    return Area(left, top, right, bottom)


def _annotations(page: Any) -> tuple[int, int]:
    """How many annotations (links aside) and how many form fields a page has."""
    total = pdfium.FPDFPage_GetAnnotCount(page.raw)
    notes = fields = 0
    for number in range(total):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            fields += 1
        elif kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
            notes += 1
    return notes, fields


def assemble(pages: Sequence[PageContent], source: Source) -> Document:
    """The Document made of the pages' lines and tables."""
    running = take_running_lines(pages)
    margins = _body_margins(pages)
    leadings = Leadings()
    for page in pages:
        leadings.learn(page.lines, margins(page.number))
        for table in page.tables:
            learn(table, leadings)
    counter = count()
    blocks = tuple(_blocks(pages, margins, leadings, counter))
    headers = tuple(build([line], next(counter), False) for line in running.headers)
    footers = tuple(build([line], next(counter), False) for line in running.footers)
    document = Document(
        source, blocks, headers, footers, unread=_unread(pages), problems=tuple(_problems(pages, blocks))
    )
    hidden = tuple(_hidden(pages, document))
    document = dataclasses.replace(document, hidden=hidden) if hidden else document
    return with_certainty(document, pages)


def _body_margins(pages: Sequence[PageContent]) -> Callable[[int], Margins]:
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        by_size.setdefault(page.size, []).extend(page.lines)
    found: dict[tuple[int, int], Margins] = {}
    for size, own in by_size.items():
        width = float(size[0])
        left = min((line.x0 for line in own), default=72.0)
        right = max((line.solid for line in own), default=width - 72.0)
        long_lines = [line for line in own if line.solid - line.x0 > _LONG * line.size]
        reached = sum(1 for line in long_lines if line.solid > right - 1.5 * line.size)
        # Without full lines the right margin is not seen; the left one tells as much.
        em = max((line.size for line in own), default=10.0)
        if reached < 2 and right < width - left - 3 * em:
            right = width - left
        found[size] = Margins(left, right)
    sizes = {page.number: page.size for page in pages}
    return lambda number: found[sizes[number]]


def _blocks(
    pages: Sequence[PageContent], margins: Callable[[int], Margins], leadings: Leadings, counter: Iterator[int]
) -> Iterator[Block]:
    bottoms: dict[tuple[int, int], float] = {}
    for page in pages:
        bottoms[page.size] = max(bottoms.get(page.size, 0.0), page.body_bottom)
    running: list[Line] = []
    table: GridTable | None = None
    for page in pages:
        for item in page.items():
            if isinstance(item, Line):
                if table is not None:
                    yield build_table(table, next(counter), leadings, lambda: next(counter))
                    table = None
                running.append(item)
                continue
            if table is not None and belongs_together(table, item, bottoms[pages[table.page - 1].size]):
                stitch(table, item)
                continue
            if table is not None:
                yield build_table(table, next(counter), leadings, lambda: next(counter))
            yield from _paragraphs(running, margins, leadings, counter)
            running = []
            table = item
    if table is not None:
        yield build_table(table, next(counter), leadings, lambda: next(counter))
    yield from _paragraphs(running, margins, leadings, counter)


def _paragraphs(
    running: list[Line], margins: Callable[[int], Margins], leadings: Leadings, counter: Iterator[int]
) -> Iterator[Paragraph]:
    for group in paragraphs(running, lambda line: margins(line.page), leadings):
        centered = all(is_centered(line, margins(line.page)) for line in group)
        yield build(group, next(counter), centered)


def _unread(pages: Sequence[PageContent]) -> dict[str, int]:
    counts = {
        "pictures": sum(len(page.drawing.pictures) for page in pages),
        "annotations": sum(page.annotations for page in pages),
        "form fields": sum(page.fields for page in pages),
        "turned characters": sum(page.glyphs.turned for page in pages),
        "struck characters": sum(page.glyphs.struck for page in pages),
        "unmapped characters": sum(page.glyphs.unmapped for page in pages),
    }
    return {name: number for name, number in counts.items() if number}


def _problems(pages: Sequence[PageContent], blocks: Sequence[Block]) -> Iterator[Problem]:
    for page in pages:
        place = Place(_nearest(blocks, page.number, 0.0)) if blocks else None
        if page.drawing.broken:
            yield Problem("read", "broken-page", f"第{page.number}页已损坏，未能读取。", place)
        elif page.scan_problem is not None:
            message = f"第{page.number}页没有可用的文字（扫描页或图片），未能读取：{page.scan_problem}。"
            yield Problem("read", "page-without-text", message, place)


def _hidden(pages: Sequence[PageContent], document: Document) -> Iterator[HiddenText]:
    for page in pages:
        by_reason: dict[Reason, list[Glyph]] = {}
        for reason, glyph in page.glyphs.unseen:
            by_reason.setdefault(reason, []).append(glyph)
        for reason, glyphs in by_reason.items():
            for line in lines(glyphs, page.number):
                yield HiddenText(line.text, reason, _place_near(document.blocks, line))


def _nearest(blocks: Sequence[Block], page: int, top: float) -> int:
    """The index of the last block that begins at or above a height on a page, else the first block's."""
    index = blocks[0].index
    for block in blocks:
        assert isinstance(block.origin, PdfOrigin)
        first = block.origin.pieces[0]
        if (first.page, first.box.top) > (page, top):
            break
        index = block.index
    return index


def _place_near(blocks: Sequence[Block], line: Line) -> Place:
    if not blocks:
        return Place(0)
    index = _nearest(blocks, line.page, line.base)
    block = next(each for each in blocks if each.index == index)
    if isinstance(block, Table):
        for cell in block.cells:
            assert isinstance(cell.origin, PdfOrigin)
            if any(
                piece.page == line.page
                and piece.box.x0 <= line.x0 <= piece.box.x1
                and piece.box.top <= line.base <= piece.box.bottom
                for piece in cell.origin.pieces
            ):
                return Place(index, cell.row, cell.column)
    return Place(index)
