"""What the styles of a workbook say of a cell: its number format, whether it can be seen, its lines and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from reportparse.readers.docx_names import Element
from reportparse.readers.docx_visibility import HiddenReason, is_dark_fill, is_white
from reportparse.readers.sheet_formats import BUILT_IN

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GENERAL: Final = "General"
_TINY_POINTS = 2.0
_WHITE_THEME, _WHITE_INDEXES = "0", frozenset({"1", "9"})
_CENTERED = frozenset({"center", "centerContinuous"})
_T = TypeVar("_T")
_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """`reason` says why its text cannot be seen, None where it can; `backed` whether white text can be read on its ground."""

    number_format: str = GENERAL
    reason: HiddenReason | None = None
    backed: bool = False
    boxed: bool = False
    centered: bool = False


class CellStyles:
    """The cell styles of a styles part by their number (the `s` of a cell)."""

    def __init__(self, root: Element | None) -> None:
        self._styles: list[CellStyle] = []
        if root is None:
            return
        formats = {
            int(item.get("numFmtId", "-1")): item.get("formatCode", GENERAL)
            for item in root.iterfind(f"{S}numFmts/{S}numFmt")
            if item.get("numFmtId", "").isascii() and item.get("numFmtId", "").isdigit()
        }
        fonts = [font_reason(font) for font in root.iterfind(f"{S}fonts/{S}font")]
        fills = [_is_backed(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
        borders = [_is_drawn(border) for border in root.iterfind(f"{S}borders/{S}border")]
        for item in root.iterfind(f"{S}cellXfs/{S}xf"):
            number = _number(item.get("numFmtId"))
            backed = _of(fills, item.get("fillId")) or False
            reason = _of(fonts, item.get("fontId"))
            alignment = item.find(S + "alignment")
            self._styles.append(
                CellStyle(
                    formats.get(number) or BUILT_IN.get(number, GENERAL),
                    None if reason == "white" and backed else reason,
                    backed,
                    _of(borders, item.get("borderId")) or False,
                    alignment is not None and alignment.get("horizontal") in _CENTERED,
                )
            )

    def style(self, number: str | None) -> CellStyle:
        index = _number(number)
        return self._styles[index] if 0 <= index < len(self._styles) else _PLAIN


_PLAIN = CellStyle()


def font_reason(font: Element | None) -> HiddenReason | None:
    """Why words in a font (or in a run's properties) cannot be seen on a white ground."""
    if font is None:
        return None
    size = font.find(S + "sz")
    try:
        if size is not None and float(size.get("val", "11")) <= _TINY_POINTS:
            return "tiny"
    except ValueError:
        pass
    color = font.find(S + "color")
    return "white" if color is not None and _is_white(color) else None


def _is_white(color: Element) -> bool:
    if rgb := color.get("rgb"):
        return is_white(rgb[-6:])
    if color.get("theme") == _WHITE_THEME:
        try:
            return abs(float(color.get("tint", "0"))) < 0.02
        except ValueError:
            return False
    return color.get("indexed") in _WHITE_INDEXES


def _is_backed(fill: Element) -> bool:
    """Whether white words can be read on a fill; one that is not understood counts as such."""
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return len(fill) > 0
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return False
    color = pattern.find(S + "fgColor")
    if color is None:
        return True
    if rgb := color.get("rgb"):
        return kind != "solid" or is_dark_fill(rgb[-6:])
    return not _is_white(color)


def _is_drawn(border: Element) -> bool:
    return any(side.get("style", "none") != "none" for name in _SIDES for side in border.iterfind(S + name))


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _of(items: list[_T], number: str | None) -> _T | None:
    index = _number(number)
    return items[index] if index < len(items) else None
