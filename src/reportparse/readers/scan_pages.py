"""Pages of a PDF that are pictures: rendered, read, and put in the place of what the page's own text gave."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from reportparse.errors import ReadError
from reportparse.model.document import Document, Format
from reportparse.model.findings import Say
from reportparse.model.location import Box
from reportparse.readers.pdf_chars import Area, Glyph, PageGlyphs
from reportparse.readers.pdf_edges import PageDrawing
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.pdf_tables import GridCell
from reportparse.readers.scan_certainty import below_seals, certainty, on_pages
from reportparse.readers.scan_client import INSTALL, ScanError, ScanReader, available, shared_reader
from reportparse.readers.scan_result import ScannedPage

RESOLUTION = 200.0
"""Dots per inch that pages are rendered at; more costs time and reads no better."""
MAX_SIDE = 4000
"""Pixels of the longer side at most."""
# Sheets are A4 or so: a page whose shorter side (points) is longer than A3's was made without its resolution.
_A3, _A4 = 900.0, 595.0
# A picture over this share of the page is a scan of the page.
_COVERS = 0.6
# Where more than this share of the characters has no text, the text layer is of no use.
_UNMAPPED = 0.3
_NO_CHARACTER = re.compile("[\ufffd\ue000-\uf8ff]")
# A seal that reaches into a cell by less than this (points) hides none of its text.
_TOUCH = 3.0
# On a page of text the engine is surer than this, on the average.
_LEGIBLE = 0.6
# So many painted shapes without a single character are letters drawn as outlines.
_OUTLINES = 60


def is_scan(page: PageContent) -> bool:
    """Whether what a page shows is a picture of text, or its characters cannot be read as text.

    Text that other software laid invisibly over a scan is a reading of the picture like ours, and not the page's own.
    """
    if page.drawing.broken:
        return False
    seen = page.glyphs.seen
    if not seen:
        return bool(page.drawing.pictures) or len(page.drawing.dark) >= _OUTLINES
    odd = page.glyphs.unmapped or _NO_CHARACTER.search(page.text)
    if odd and _unmapped(seen) > _UNMAPPED * len(seen):
        return True
    return len(seen) < 40 and len(page.glyphs.unseen) > 2 * len(seen) and _is_covered(page)


def _unmapped(seen: Iterable[Glyph]) -> int:
    return sum(1 for glyph in seen if _NO_CHARACTER.match(glyph[6]))


def _is_covered(page: PageContent) -> bool:
    sheet = page.width * page.height
    return any(
        (min(area.x1, page.width) - max(area.x0, 0.0)) * (min(area.bottom, page.height) - max(area.top, 0.0))
        >= _COVERS * sheet
        for area in page.drawing.pictures
    )


def read_if_scan(document: Any, old: PageContent, reader: ScanReader | None = None) -> PageContent:
    """A page (of a pdfium document) read off its image; the old content with the reason where that cannot be done.

    Without a reader the process's own is used, if all it needs is installed.
    """
    if reader is None:
        if not available():
            old.scan_problem = Say(
                f"读取扫描页需要安装文字识别组件：{INSTALL}", f"reading scanned pages takes the extra [ocr]: {INSTALL}"
            )
            return _without_overlay(old)
        reader = shared_reader()
    page = document[old.number - 1]
    try:
        content = _read_scan(page, old.number, reader)
    except ScanError as error:
        old.scan_problem = error.said
        return _without_overlay(old)
    finally:
        page.close()
    if not _is_legible(content):
        old.scan_problem = Say("图片上没有认出文字", "no text was recognised on the picture")
        return _without_overlay(old)
    content.annotations, content.fields, content.sheet = old.annotations, old.fields, old.sheet
    content.text = old.text
    return content


def _is_legible(page: PageContent) -> bool:
    """Whether what was read off a page is text; a photograph gives a few characters, none of them sure."""
    chars = page.scan.chars if page.scan is not None else ()
    return bool(chars) and sum(char.confidence for char in chars) >= _LEGIBLE * len(chars)


def _without_overlay(page: PageContent) -> PageContent:
    """The page without text laid invisibly over its picture, which is not hidden from anyone who sees the picture."""
    if _is_covered(page):
        page.glyphs.unseen = [(reason, glyph) for reason, glyph in page.glyphs.unseen if reason != "invisible"]
    return page


def _read_scan(page: Any, number: int, reader: ScanReader) -> PageContent:
    width, height = page.get_size()
    shrink = min(width, height) / _A4 if min(width, height) > _A3 else 1.0
    scale = min(RESOLUTION / 72 / shrink, MAX_SIDE / max(width, height))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=True)
    try:
        pixels, columns, rows = _rgb(bitmap), bitmap.width, bitmap.height
    finally:
        bitmap.close()
    scanned = reader.read(pixels, columns, rows, scale * shrink)
    glyphs: list[Glyph] = [
        (char.x0, char.top, char.x1, char.bottom, char.base, char.size, char.text) for char in scanned.chars
    ]
    drawing = PageDrawing(edges=list(scanned.edges))
    content = PageContent(number, scanned.width, scanned.height, PageGlyphs(seen=glyphs), drawing)
    content.scan, content.shown = scanned, lambda box: as_shown(box, scanned, shrink)
    return content


def _rgb(bitmap: Any) -> bytes:
    """A pdfium bitmap's pixels as red, green and blue without padding."""
    image = bitmap.to_pil()
    return bytes(image.convert("RGB").tobytes())


def as_shown(box: Box, scanned: ScannedPage, shrink: float) -> Box:
    """The smallest box on the page as shown that holds a box of the upright, straight sheet."""
    angle = math.radians(scanned.skew)
    middle_x, middle_y = scanned.width / 2, scanned.height / 2
    points: list[tuple[float, float]] = []
    for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)):
        dx, dy = x - middle_x, y - middle_y
        x = middle_x + dx * math.cos(angle) + dy * math.sin(angle)
        y = middle_y - dx * math.sin(angle) + dy * math.cos(angle)
        if scanned.turn == 90:
            x, y = y, scanned.width - x
        elif scanned.turn == 180:
            x, y = scanned.width - x, scanned.height - y
        elif scanned.turn == 270:
            x, y = scanned.height - y, x
        points.append((x * shrink, y * shrink))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


def format_of(pages: Sequence[PageContent]) -> Format:
    """`scan` where all pages with content were read off their images, else `pdf`."""
    written = [page for page in pages if page.glyphs.seen]
    return "scan" if all(page.scan is not None for page in written) else "pdf"


def without_text(path: str, pages: int, problems: Sequence[Say]) -> ReadError:
    """What is said of a PDF in which nothing could be read."""
    zh, en = (f"（{problems[0].zh}）", f" ({problems[0].en})") if problems else ("", "")
    return ReadError(
        path,
        "pdf-without-text",
        Say(
            f"这份 PDF 共 {pages} 页，没有任何可读的文字，可能是扫描件或图片{zh}。",
            f"this PDF has no readable text (pages: {pages}); it may be a scan or pictures{en}.",
        ),
        Say("请核对文件，或改用 Word 原件。", "Check it, or take the Word original.")
        if available()
        else Say(
            f"请安装文字识别组件（{INSTALL}），或改用 Word 原件。",
            f"Install the extra [ocr] ({INSTALL}), or take the Word original.",
        ),
    )


def covered(page: PageContent) -> list[tuple[GridCell, Area]]:
    """The cells that a seal hides something of, and where they lie on the page."""
    seals = page.scan.seals if page.scan is not None else ()
    return [
        (cell, area)
        for seal in seals
        for table in page.tables
        if len(table.cells) > 1
        for cell in table.cells
        for number, area in cell.parts
        if number == page.number
        and min(area.x1, seal.x1) - max(area.x0, seal.x0) > _TOUCH
        and min(area.bottom, seal.bottom) - max(area.top, seal.top) > _TOUCH
    ]


def with_certainty(document: Document, pages: Sequence[PageContent]) -> Document:
    """The document with the confidence of what was read off images, its boxes as the pages are shown."""
    scans = {
        page.number: below_seals(page.scan, [*page.scan.seals, *(area for _, area in covered(page))])
        for page in pages
        if page.scan is not None
    }
    if not scans:
        return document
    document = replace(document, certainty=certainty(document, scans))
    return on_pages(document, {page.number: page.shown for page in pages if page.shown is not None})
