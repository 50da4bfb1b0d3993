"""Which characters a text file's bytes are: told by content, never by the file's name or by what it says of itself."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CUT_TAIL = 3
"""A file cut in the middle of a character lacks this many bytes at most."""
_FEW_BROKEN = 500
"""One broken character in so many is damage; more of them mean that the file is in another encoding."""
_MANY_WHOLE = 10
_GOOD_SHARE = 0.75
"""The least share of plain characters that makes a guess at an encoding believable."""
_CLEARLY = 0.1
"""How much better Big5 must do than GB18030: most of its texts decode as either."""
_FEW_CONTROLS = 200
"""One control character in so many may be left by a converter; more of them are no text."""
_SAMPLE = 200_000
_CONTROLS = re.compile(r"[\x00-\x06\x08\x0e-\x1f\x7f]")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_PLAIN = re.compile(r"[!-~\u2010-\u2027\u3000-\u303f\uff01-\uff5e]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text without a byte order mark, and how many characters of it could not be decoded (U+FFFD stands there)."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text of a file, or None where its bytes are no Chinese text in any encoding known here."""
    found = _by_mark(data)
    if found is None:
        found = _utf8(data) or _utf16(data) or _national(data)
    if found is None or not _is_text(found.text):
        return None
    return found


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if b"\0" not in data else None
    except UnicodeDecodeError as error:
        if error.start < len(data) - _CUT_TAIL and _strict(data, "gb18030") is not None:
            return None
    return _damaged(data, "utf-8")


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark. Any two bytes make a character there, so only common ones count."""
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data[: len(data) & ~1], encoding)
        if text is not None and "\0" not in text and (best is None or _share(text) > best[0]):
            best = _share(text), encoding
    if best is None or best[0] < _GOOD_SHARE:
        return None
    return Decoded(data[: len(data) & ~1].decode(best[1]), best[1], len(data) & 1)


def _national(data: bytes) -> Decoded | None:
    """GB18030 (which holds GBK and GB2312), or Big5 where that gives clearly plainer text."""
    best: tuple[float, Decoded] | None = None
    for encoding in ("gb18030", "big5hkscs"):
        decoded = _nearly(data, encoding)
        if decoded is None:
            continue
        share = _share(decoded.text, traditional=encoding != "gb18030")
        if best is None or share > best[0] + _CLEARLY:
            best = share, decoded
    return best[1] if best is not None and best[0] >= _GOOD_SHARE else None


def _nearly(data: bytes, encoding: str) -> Decoded | None:
    text = _strict(data, encoding)
    return _damaged(data, encoding) if text is None else Decoded(text, encoding)


def _damaged(data: bytes, encoding: str) -> Decoded | None:
    """The text of a file with few broken characters; a short one needs many Chinese ones that are whole."""
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    few = broken * _FEW_BROKEN <= len(text) + _FEW_BROKEN and broken * _MANY_WHOLE <= len(_HAN.findall(text))
    return Decoded(text, encoding, broken) if few else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(text: str, *, traditional: bool = False) -> float:
    """The share of common Chinese characters, ASCII and Chinese punctuation among what is not blank."""
    shown = [character for character in text[:_SAMPLE] if not character.isspace()]
    if not any(_HAN.match(character) for character in shown):
        return 0.0
    return sum(_is_plain(character, traditional) for character in shown) / len(shown)


@lru_cache(maxsize=16384)
def _is_plain(character: str, traditional: bool) -> bool:
    """Whether it is punctuation, ASCII, or of the first level of GB2312 or Big5, which hold what is in daily use."""
    if _PLAIN.match(character):
        return True
    try:
        code = character.encode("big5" if traditional else "gb2312")
    except UnicodeEncodeError:
        return False
    first = code[0]
    return 0xA4 <= first <= 0xC6 if traditional else 0xA1 <= first <= 0xA9 or 0xB0 <= first <= 0xD7


def _is_text(text: str) -> bool:
    controls = len(_CONTROLS.findall(text))
    return "\0" not in text and controls * _FEW_CONTROLS <= len(text) and _HAN.search(text) is not None
