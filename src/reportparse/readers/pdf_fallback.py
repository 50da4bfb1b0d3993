"""The slow way: pages that pdfium's plain coordinates do not fit (rotated, cropped), read by pdfplumber."""

from __future__ import annotations

import io
import logging
from typing import Any

import pdfplumber

from reportparse.readers.pdf_chars import TINY_SIZE, Area, PageGlyphs, Reason, on_any, tidy
from reportparse.readers.pdf_edges import THIN, TINY_PICTURE, PageDrawing
from reportparse.readers.pdf_lattice import Edge

# It warns of every oddity of a damaged file on stderr; what matters becomes a ReadError.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class Plumber:
    """pdfplumber opened on the document when the first page needs it; close() it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def page(self, number: int) -> tuple[float, float, PageGlyphs, PageDrawing]:
        """Width and height as shown, characters and drawing of a page (1-based)."""
        if self._document is None:
            self._document = pdfplumber.open(io.BytesIO(self._data))
        page = self._document.pages[number - 1]
        x0, top, x1, bottom = (float(value) for value in page.cropbox or page.bbox)
        drawing = _drawing(page, x0, top)
        glyphs = _glyphs(page.chars, Area(x0, top, x1, bottom), drawing)
        page.close()
        return x1 - x0, bottom - top, glyphs, drawing

    def close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None


def has_no_pages(data: bytes) -> bool:
    """Whether this is a sound PDF without a single page."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return not document.pages
    except Exception:
        # pdfminer has no error class of its own for what it meets in a damaged file.
        return False


def _drawing(page: Any, left: float, top: float) -> PageDrawing:
    drawing = PageDrawing()
    for item in page.edges:
        vertical = item["orientation"] == "v"
        if vertical:
            drawing.edges.append(Edge(True, item["x0"] - left, item["top"] - top, item["bottom"] - top))
        else:
            drawing.edges.append(Edge(False, item["top"] - top, item["x0"] - left, item["x1"] - left))
    for rect in page.rects:
        if (
            rect.get("fill")
            and min(rect["width"], rect["height"]) > THIN
            and not _is_white(rect.get("non_stroking_color"))
        ):
            drawing.dark.append(_area(rect, left, top))
    for image in page.images:
        area = _area(image, left, top)
        if min(area.x1 - area.x0, area.bottom - area.top) >= TINY_PICTURE:
            drawing.pictures.append(area)
            drawing.dark.append(area)
    return drawing


def _area(item: Any, left: float, top: float) -> Area:
    return Area(item["x0"] - left, item["top"] - top, item["x1"] - left, item["bottom"] - top)


def _glyphs(chars: list[Any], box: Area, drawing: PageDrawing) -> PageGlyphs:
    found = PageGlyphs()
    for char in chars:
        if not char.get("upright", True):
            found.turned += 1
            continue
        size = float(char["size"])
        base = char["bottom"] - 0.2 * size
        text = char["text"] if len(char["text"]) == 1 and char["text"].isprintable() else _readable(char["text"])
        glyph = (
            float(char["x0"] - box.x0),
            char["top"] - box.top,
            char["x1"] - box.x0,
            char["bottom"] - box.top,
            base - box.top,
            size,
            tidy(text),
        )
        middle, level = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
        reason: Reason | None = None
        if not (0 <= middle <= box.x1 - box.x0 and 0 <= level <= box.bottom - box.top):
            reason = "off-page"
        elif size < TINY_SIZE:
            reason = "tiny"
        elif _is_white(char.get("non_stroking_color")) and not on_any(drawing.dark, middle, level):
            reason = "white"
        if reason is None:
            found.seen.append(glyph)
        else:
            found.unseen.append((reason, glyph))
    return found


def _readable(text: str) -> str:
    if text.startswith("(cid:"):
        return "\ufffd"
    return "".join(char for char in text if char.isprintable())


def _is_white(shade: Any) -> bool:
    """pdfplumber gives colours as numbers of their colour space: grey, RGB or CMYK, each from 0 to 1."""
    if not isinstance(shade, tuple | list) or not shade or not all(isinstance(part, int | float) for part in shade):
        return False
    if len(shade) == 4:
        return bool(max(shade) <= 0.02)
    return bool(min(shade) >= 0.98)
