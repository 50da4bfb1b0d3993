"""The sheets of a PDF, each looked at the right way round: its characters, its drawing, its fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reportparse.errors import ReadError
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.readers import pdf_raw as raw
from reportparse.readers.beyond import PageTooLargeError, beyond
from reportparse.readers.pdf_annotations import read_annotations
from reportparse.readers.pdf_bombs import has_bomb
from reportparse.readers.pdf_chars import PageGlyphs, read_glyphs
from reportparse.readers.pdf_edges import PageDrawing, read_drawing
from reportparse.readers.pdf_empty import has_no_pages
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.pdf_sideways import quarters_to_turn
from reportparse.readers.pdf_view import View
from reportparse.readers.tally_pdf import plain_text

_EXPORT = Say("请重新导出 PDF，或改用 Word 原件。", "Export it again, or take the Word original.")
SPLIT_PDF = Say("请拆分成单份自评报告后再检查。", "Split it into single reports and check those.")


@contextmanager
def opened(data: bytes, path: str) -> Iterator[Any]:
    """The pdfium document. Raises ReadError: broken-pdf, encrypted-pdf, pdf-without-pages, too-many-pages, too-large-pdf."""
    if has_bomb(data):
        what = Say(
            "这份 PDF 里有压缩得极小、解开后极大的内容",
            "something in this PDF is packed very small and unpacks to very much",
        )
        raise beyond(path, "too-large-pdf", what, "stream_size", _EXPORT)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        # The error code may be left over from a document before.
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in data:
            raise ReadError(
                path,
                "encrypted-pdf",
                Say("这份 PDF 设有打开密码，无法读取。", "this PDF has a password and cannot be read."),
                Say("请去除密码后另存一份，再重新检查。", "Take the password off, save a copy and check that."),
            ) from None
        # pdfium refuses a document whose page tree is empty, with no error of its own.
        raise (_without_pages(path) if has_no_pages(data) else _broken(path)) from None
    try:
        total = len(document)
        if total == 0:
            raise _without_pages(path)
        if total > limits().pages:
            what = Say(f"这份 PDF 有 {total} 页", f"this PDF has {total} pages")
            raise beyond(path, "too-many-pages", what, "pages", SPLIT_PDF)
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


_LARGEST_SIDE = 1e6
"""Points; a page that is longer is damaged."""


def _without_pages(path: str) -> ReadError:
    return ReadError(path, "pdf-without-pages", Say("这份 PDF 没有任何页面。", "this PDF has no pages."), _EXPORT)


def _broken(path: str) -> ReadError:
    return ReadError(
        path,
        "broken-pdf",
        Say("文件已损坏，或不是完整的 PDF。", "the file is damaged, or no whole PDF."),
        Say("请重新导出或重新下载后再检查。", "Export or download it again."),
    )


def read_sheet(document: Any, number: int) -> PageContent:
    """What stands on a page of the document (1-based), not yet laid out."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return PageContent(number, 0.0, 0.0, PageGlyphs(), PageDrawing(broken=True), sheet=number)
    try:
        # The part of the sheet that is seen, and how it is turned; both may be inherited from the page tree.
        shown = View(*page.get_bbox())._replace(turns=page.get_rotation() // 90)
        if not (shown.width < _LARGEST_SIDE and shown.height < _LARGEST_SIDE):
            # A damaged box, without end or no number at all.
            return PageContent(number, 0.0, 0.0, PageGlyphs(), PageDrawing(broken=True), sheet=number)
        view = shown
        glyphs, drawing, closed, text = _look(page, view)
        quarters = quarters_to_turn(len(glyphs.seen), glyphs.sideways) if glyphs.sideways else 0
        if quarters:
            view = shown.turned(quarters)
            glyphs, drawing, closed, text = _look(page, view)
        annotations, fields = read_annotations(page.raw, document.formenv, view, glyphs)
    finally:
        page.close()
    content = PageContent(
        number,
        view.width,
        view.height,
        glyphs,
        drawing,
        annotations,
        fields,
        sheet=number,
        closed=closed,
        text=text,
    )
    if quarters:
        content.back = view.back_to(shown)
    return content


def _look(page: Any, view: View) -> tuple[PageGlyphs, PageDrawing, Say | None, str]:
    """Characters and drawing of a page, what was too much of it to be read, and its plain text."""
    closed = None
    try:
        drawing = read_drawing(raw.pointer(page.raw), view)
    except PageTooLargeError as error:
        drawing, closed = PageDrawing(), error.said
    textpage = page.get_textpage()
    try:
        glyphs = read_glyphs(raw.pointer(textpage.raw), view, drawing.dark)
        return glyphs, drawing, closed, plain_text(textpage)
    except PageTooLargeError as error:
        # The page has its Problem, and no text that could be lost.
        return PageGlyphs(), PageDrawing(), error.said, ""
    finally:
        textpage.close()
