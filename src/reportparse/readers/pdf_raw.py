"""pdfium's functions called as cheaply as ctypes can, for the calls made once per character or object.

pypdfium2's own prototypes convert every pointer argument; on a page of a thousand characters that costs more
than pdfium itself. Page objects are plain integers here. What is the same in many calls (a page, a text page, a place
for a result) is a pointer made once, which ctypes hands on as it is; so are numbers.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
# Rooms of more places than this are given back to the system.
_LARGE = 1 << 14

Pointer = Any
"""An address as ctypes hands it on: what `pointer`, `address` and `Room.take` give."""


def _bare(name: str, result: Any, *converted: Any) -> Callable[..., Any]:
    """The function; only its first arguments are converted, those behind are pointers or numbers."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    # PYFUNCTYPE keeps the GIL: pdfium may not be entered by two threads anyway, and the calls are tiny.
    return ctypes.PYFUNCTYPE(result, *converted)(address)


def pointer(handle: Any) -> Pointer:
    """A pdfium handle (page, text page) as an argument of the functions below."""
    return ctypes.byref(ctypes.c_char.from_address(ctypes.cast(handle, ctypes.c_void_p).value or 0))


class Room:
    """Rows of numbers for pdfium to write: `code` and the row's `width` are those of the array."""

    def __init__(self, code: str, width: int) -> None:
        self.code = code
        self.width = width
        self._spare: list[tuple[array[Any], list[Pointer]]] = []

    def take(self, count: int) -> tuple[array[Any], list[Pointer]]:
        """An array of at least `count` rows, with what an earlier page left in it, and the pointers to its rows."""
        numbers, places = self._spare.pop() if self._spare else (array(self.code), [])
        if len(places) < count:
            size = max(count, 2 * len(places))
            numbers = array(self.code, bytes(array(self.code).itemsize * self.width * size))
            step = numbers.itemsize * self.width
            whole = (ctypes.c_char * (step * size)).from_buffer(numbers)
            places = [ctypes.byref(whole, at) for at in range(0, step * size, step)]
        return numbers, places

    def give_back(self, numbers: array[Any], places: list[Pointer]) -> None:
        """Keeps the array for the next page: making the pointers takes as long as the calls."""
        if len(places) <= _LARGE:
            self._spare.append((numbers, places))


def address(numbers: array[Any], at: int = 0) -> Pointer:
    """Where an array begins, or its element `at`; the array must stay where it is."""
    return ctypes.byref(ctypes.c_char.from_buffer(numbers, numbers.itemsize * at))


char_unicode = _bare("FPDFText_GetUnicode", ctypes.c_uint)
char_generated = _bare("FPDFText_IsGenerated", _INT)
char_loose_box = _bare("FPDFText_GetLooseCharBox", _INT)
char_object = _bare("FPDFText_GetTextObject", _POINTER)
char_font_size = _bare("FPDFText_GetFontSize", ctypes.c_double)
char_matrix = _bare("FPDFText_GetMatrix", _INT)
text_count = _bare("FPDFText_CountChars", _INT)
text_units = _bare("FPDFText_GetText", _INT)
object_fill = _bare("FPDFPageObj_GetFillColor", _INT, _POINTER)
object_stroke = _bare("FPDFPageObj_GetStrokeColor", _INT, _POINTER)
object_mode = _bare("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
object_type = _bare("FPDFPageObj_GetType", _INT, _POINTER)
object_matrix = _bare("FPDFPageObj_GetMatrix", _INT, _POINTER)
page_objects = _bare("FPDFPage_CountObjects", _INT)
page_object = _bare("FPDFPage_GetObject", _POINTER)
form_objects = _bare("FPDFFormObj_CountObjects", _INT, _POINTER)
form_object = _bare("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
path_segments = _bare("FPDFPath_CountSegments", _INT, _POINTER)
path_segment = _bare("FPDFPath_GetPathSegment", _POINTER, _POINTER)
path_draw_mode = _bare("FPDFPath_GetDrawMode", _INT, _POINTER)
segment_point = _bare("FPDFPathSegment_GetPoint", _INT, _POINTER)
segment_type = _bare("FPDFPathSegment_GetType", _INT, _POINTER)
segment_close = _bare("FPDFPathSegment_GetClose", _INT, _POINTER)
