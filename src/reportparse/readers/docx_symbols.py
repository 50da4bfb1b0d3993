"""Signs of the symbol fonts (w:sym, private-use characters) as Unicode."""

from __future__ import annotations

UNKNOWN = "□"
"""What stands for a sign that is not in the tables; the reader counts it as unread."""

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪",
    0xA8: "☐", 0xAA: "✦", 0xAB: "★", 0xB6: "✰", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x29: "✆",
    0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x20: " ",
}  # fmt: skip
_WINGDINGS.update({0x80 + digit: "⓪①②③④⑤⑥⑦⑧⑨⑩"[digit] for digit in range(11)})
_WINGDINGS.update({0x8B + digit: "⓿❶❷❸❹❺❻❼❽❾❿"[digit] for digit in range(11)})
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x96: "●", 0x97: "●", 0x98: "●",
    0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "☐", 0xA6: "◉", 0x81: "⓪", 0x20: " ",
}  # fmt: skip
_WINGDINGS_2.update({0x69 + digit: "⓪①②③④⑤⑥⑦⑧⑨⑩"[digit] for digit in range(11)})
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xAC: "←",
    0xAD: "↑", 0xAF: "↓", 0xA5: "∞", 0xB0: "°", 0xD6: "√", 0xE5: "∑", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x2D: "−", 0xD7: "⋅", 0x20: " ",
}  # fmt: skip
_SYMBOL.update({code: chr(code) for code in (*range(0x28, 0x2D), *range(0x2E, 0x3C), 0x3D, 0x25)})
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def is_symbol_font(font: str | None) -> bool:
    """Whether letters set in this font are signs."""
    return font is not None and font.strip().lower() in _FONTS


def symbol(font: str | None, code: int) -> str | None:
    """The sign at `code` (0x20 to 0xFF, or the same in the private area at 0xF000) of a font; None if not known.

    Code points that are Unicode by themselves, in a font that is no symbol font, are returned as they are.
    """
    table = _FONTS.get((font or "").strip().lower())
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if table is not None and low <= 0xFF:
        return table.get(low)
    if 0xE000 <= code <= 0xF8FF:
        return _WINGDINGS.get(low) if table is None and not font and low <= 0xFF else None
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None
