"""Whether what a page's fonts say its characters are can be its text at all.

A font without a map from its codes to characters yields whatever characters have those numbers: letters of every
script, private and unassigned codes, rare ideographs. A Chinese report has hardly any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

from reportparse.readers.pdf_chars import Glyph

_CHARACTER = itemgetter(6)
_MIN_CHARACTERS = 20
_TOO_MANY = 0.2
# What is printed in Chinese reports: Latin with accents, Greek, Cyrillic, punctuation and symbols, kana, common ideographs,
# full-width forms; and the codes of symbol fonts.
_USUAL = (
    (0x20, 0x17F),
    (0x1C0, 0x1DC),
    (0x2B0, 0x2DD),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x2000, 0x27BF),
    (0x2900, 0x2BFF),
    (0x3000, 0x33FF),
    (0x4E00, 0x9FFF),
    (0xF000, 0xF0FF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFFEF),
    (0x1F000, 0x1FAFF),
    (0x20000, 0x2A6DF),
)
_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in _USUAL)
_STRANGE = re.compile(f"[^{_RANGES}]")
_LINES = re.compile(f"[{_RANGES}\r\n]*")


def is_garbled(glyphs: Iterable[Glyph], plain: str) -> bool:
    """Whether a fifth of a page's characters, and no fewer than a handful, are of no script of a Chinese report.

    `plain` is the plain text of the whole sheet, if it is known and complete: nearly always it tells that there are none.
    """
    if plain and _LINES.fullmatch(plain):
        return False
    text = "".join(map(_CHARACTER, glyphs))
    return len(text) >= _MIN_CHARACTERS and len(_STRANGE.findall(text)) >= _TOO_MANY * len(text)
