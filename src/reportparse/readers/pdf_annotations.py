"""Step 1b of the PDF reader: what forms and annotations add to a page — values of fields, ticks, typed-on text.

Each becomes characters where it stands, so that it takes part in lines and cells like any other text. Comments are
only counted. No script of a form is run: pdfium is built without an interpreter, and no action is ever called.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any, Literal

import pypdfium2.raw as pdfium

from reportparse.readers.pdf_chars import Glyph, PageGlyphs, tidy
from reportparse.readers.pdf_view import View

_UNSEEN_FLAGS = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13
_WRITTEN = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_UNREADABLE = (pdfium.FPDF_FORMFIELD_SIGNATURE, pdfium.FPDF_FORMFIELD_UNKNOWN)
_FONT_SIZE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s+Tf")
_MAX_UNITS = 1 << 17
_MAX_LINES = 400
# A field too low for the lines it holds is filled in this size (points) at most, and a line takes this much of it.
_USUAL_SIZE = 12.0
_LINE = 1.2
_INSET = 2.0
_SQUARES = "□☐○◯▢"
Form = Any
"""pdfium's form environment of a document (its handle), None for a document without fields."""


def read_annotations(page: Any, form: Form | None, view: View, glyphs: PageGlyphs) -> tuple[int, int]:
    """Adds the text of fields and annotations to the page's; returns how many comments and fields were not read."""
    notes = fields = 0
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_WIDGET:
                fields += not (form is not None and _read_field(form, annotation, view, glyphs))
            elif kind == pdfium.FPDF_ANNOT_FREETEXT:
                notes += not _read_typed(annotation, view, glyphs)
            elif kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
                notes += 1
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return notes, fields


def _read_field(form: Form, annotation: Any, view: View, glyphs: PageGlyphs) -> bool:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _UNREADABLE or kind < 0:
        return False
    box = _box(annotation, view)
    if box is None or pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return False
    unseen = bool(pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN_FLAGS)
    if kind in _TICKED:
        if not unseen:
            state = _string(lambda buffer, length: pdfium.FPDFAnnot_GetStringValue(annotation, b"AS", buffer, length))
            ticked = bool(pdfium.FPDFAnnot_IsChecked(form, annotation)) or state not in ("", "Off")
            _tick(ticked, box, glyphs)
        return True
    if kind in _WRITTEN:
        size = ctypes.c_float()
        given = pdfium.FPDFAnnot_GetFontSize(form, annotation, size)
        value = _string(lambda buffer, length: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length))
        _write(value, box, float(size.value) if given else 0.0, "hidden" if unseen else None, glyphs)
    return True


def _read_typed(annotation: Any, view: View, glyphs: PageGlyphs) -> bool:
    """Text typed onto the page; False where there is none."""
    text = _string(lambda buffer, length: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length))
    box = _box(annotation, view)
    if box is None or not text.strip():
        return False
    look = _string(lambda buffer, length: pdfium.FPDFAnnot_GetStringValue(annotation, b"DA", buffer, length))
    size = _FONT_SIZE.search(look)
    unseen = bool(pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN_FLAGS)
    _write(text, box, float(size[1]) if size else 0.0, "hidden" if unseen else None, glyphs)
    return True


def _box(annotation: Any, view: View) -> tuple[float, float, float, float] | None:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rect):
        return None
    box = view.matrix.box(rect.left, rect.bottom, rect.right, rect.top)
    return box if box[2] > box[0] and box[3] > box[1] else None


def _string(ask: Callable[[Any, int], int]) -> str:
    length = ask(None, 0)
    if not 2 < length <= 2 * _MAX_UNITS:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def _tick(ticked: bool, box: tuple[float, float, float, float], glyphs: PageGlyphs) -> None:
    """A box and whether it is ticked; a square printed below it is the same box."""
    inside = _inside(glyphs, box)
    printed = [glyph for glyph in inside if glyph[6] in _SQUARES]
    if inside and not printed:
        return  # the tick stands in the text already
    if printed and not ticked:
        return
    for glyph in printed:
        glyphs.seen.remove(glyph)
    x0, top, x1, bottom = box
    size = min(bottom - top, _USUAL_SIZE)
    middle = (top + bottom) / 2
    glyphs.seen.append((x0, middle - size / 2, x1, middle + size / 2, middle + 0.36 * size, size, "☐☑"[ticked]))


def _write(
    text: str,
    box: tuple[float, float, float, float],
    size: float,
    reason: Literal["hidden"] | None,
    glyphs: PageGlyphs,
) -> None:
    """Each line of a text as one wide character at the left of the box, from its top or in its middle."""
    written = [tidy(line).strip() for line in re.split(r"\r\n?|\n", text)][:_MAX_LINES]
    written = ["".join(char for char in line if char.isprintable()) for line in written]
    while written and not written[-1]:
        written.pop()
    if not written:
        return
    x0, top, x1, bottom = box
    under = "".join(glyph[6] for glyph in sorted(_inside(glyphs, box), key=lambda each: (round(each[4]), each[0])))
    if "".join(under.split()) == "".join("".join(written).split()):
        return  # the value is printed on the page too
    size = size or min(_USUAL_SIZE, (bottom - top) / (_LINE * len(written)))
    step = min(_LINE * size, (bottom - top) / len(written))
    base = (top + bottom) / 2 + 0.36 * size if len(written) == 1 else top + 0.9 * step
    for line in written:
        width = size * sum(0.5 if char.isascii() else 1.0 for char in line)
        glyph: Glyph = (
            x0 + _INSET,
            base - 0.88 * size,
            min(x0 + _INSET + width, max(x1 - _INSET, x0 + 2 * _INSET)),
            base + 0.12 * size,
            base,
            size,
            line,
        )
        if line and reason is not None:
            glyphs.unseen.append((reason, glyph))
        elif line:
            glyphs.seen.append(glyph)
        base += step


def _inside(glyphs: PageGlyphs, box: tuple[float, float, float, float]) -> list[Glyph]:
    x0, top, x1, bottom = box
    return [
        glyph
        for glyph in glyphs.seen
        if x0 <= (glyph[0] + glyph[2]) / 2 <= x1
        and top <= (glyph[1] + glyph[3]) / 2 <= bottom
        and not glyph[6].isspace()
    ]
