"""pdfium's functions with plain integer arguments, for the calls made once per character.

pypdfium2's own prototypes convert every pointer argument; on a page of a thousand characters that costs more
than pdfium itself. Handles and addresses are plain integers here, and the results land in arrays.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int


def _bare(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    # PYFUNCTYPE keeps the GIL: pdfium may not be entered by two threads anyway, and the calls are tiny.
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def handle(pointer: Any) -> int:
    """The address of a pdfium handle (page, text page, page object); 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


char_unicode = _bare("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
char_generated = _bare("FPDFText_IsGenerated", _INT, _POINTER, _INT)
char_loose_box = _bare("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
char_object = _bare("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
char_font_size = _bare("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
char_matrix = _bare("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
text_count = _bare("FPDFText_CountChars", _INT, _POINTER)
text_units = _bare("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
object_fill = _bare("FPDFPageObj_GetFillColor", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
object_stroke = _bare("FPDFPageObj_GetStrokeColor", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
object_mode = _bare("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
object_type = _bare("FPDFPageObj_GetType", _INT, _POINTER)
object_matrix = _bare("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
page_objects = _bare("FPDFPage_CountObjects", _INT, _POINTER)
page_object = _bare("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
form_objects = _bare("FPDFFormObj_CountObjects", _INT, _POINTER)
form_object = _bare("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
path_segments = _bare("FPDFPath_CountSegments", _INT, _POINTER)
path_segment = _bare("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
path_draw_mode = _bare("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
segment_point = _bare("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
segment_type = _bare("FPDFPathSegment_GetType", _INT, _POINTER)
segment_close = _bare("FPDFPathSegment_GetClose", _INT, _POINTER)
