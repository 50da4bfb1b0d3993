"""Folds the many ways a character is typed into one, and keeps the way back to the text as written.

Canonical forms: digits, letters and `% - + = < > / .` half width; brackets `（）`, colon `：`, semicolon `；`,
comma `，`, `！？` full width. A comma that separates thousands is always `,`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SAME_WIDTH: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(c): "-" for c in "−﹣－"},
    **{ord(c): "%" for c in "％﹪"},
    **{ord(c): "（" for c in "(﹙❨⟮"},
    **{ord(c): "）" for c in ")﹚❩⟯"},
    **{ord(c): "：" for c in ":﹕∶︰"},
    **{ord(c): "；" for c in ";﹔"},
    **{ord(c): "！" for c in "!﹗"},
    **{ord(c): "？" for c in "?﹖"},
    **{ord(c): "～" for c in "~∼〜"},
    **{ord(c): "=" for c in "═＝"},
    **{
        ord(c): " "
        for c in "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    },
    **{ord(c): "\n" for c in "\r\v\f\u0085\u2028\u2029"},
    **{ord(c): c for c in "（）：；！？～，"},
    ord("﹐"): ",",
    ord("｡"): "。",
    ord("､"): "、",
    ord("．"): ".",
    ord("≧"): "≥",
    ord("≦"): "≤",
    ord("⩾"): "≥",
    ord("⩽"): "≤",
    ord("﹥"): ">",
    ord("﹤"): "<",
    ord("￥"): "¥",
}
# PDF fonts often map a glyph to its radical; those look the same and are never meant.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
for _code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF)):
    _plain = unicodedata.normalize("NFKC", chr(_code))
    if _plain != chr(_code) and len(_plain) == 1:
        _SAME_WIDTH[_code] = _plain
_SAME_WIDTH.update({ord(radical): plain for radical, plain in _RADICALS.items()})
# An identity entry only costs time in the search below.
_SAME_WIDTH = {code: plain for code, plain in _SAME_WIDTH.items() if chr(code) != plain}


def _character_class(codes: list[int]) -> str:
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges) + "]"


_FOLDABLE = re.compile(_character_class(list(_SAME_WIDTH)))
_DROPPED = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_UNSEEN = re.compile(f"[{_DROPPED}]")
_REMOVED = re.compile(f"(?<= )[{_DROPPED} ]+|[{_DROPPED}]+")
_THOUSANDS = re.compile(r"(?<![0-9.，,])[0-9]{1,3}(?:[，,][0-9]{3})+(?![0-9，])")
_STRAY_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")


# Locating, extraction and many a check ask for the same paragraphs and cells.
@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The text with every character in its canonical width. As long as the text, offsets do not move. Commas stay."""
    if _FOLDABLE.search(text) is None:
        return text
    return text.translate(_SAME_WIDTH)


class Normalised(NamedTuple):
    """A folded text. `offsets[i]` is where `text[i]` stands in the original; None where nothing moved."""

    text: str
    offsets: tuple[int, ...] | None
    length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text for a span of `text`."""
        if self.offsets is None:
            return start, end
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self.length
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(text: str) -> Normalised:
    """Fold widths, drop zero-width characters, soft hyphens and byte-order marks, fold runs of spaces into one."""
    folded = fold(text)
    offsets: tuple[int, ...] | None = None
    if "  " in folded or _UNSEEN.search(folded) is not None:
        kept: list[str] = []
        places: list[int] = []
        at = 0
        for gap in _REMOVED.finditer(folded):
            kept.append(folded[at : gap.start()])
            places.extend(range(at, gap.start()))
            at = gap.end()
        kept.append(folded[at:])
        places.extend(range(at, len(folded)))
        folded = "".join(kept)
        offsets = tuple(places)
    if "，" in folded:
        folded = _THOUSANDS.sub(lambda group: group[0].replace("，", ","), folded)
    if "," in folded:
        folded = _STRAY_COMMA.sub("，", folded)
    return Normalised(folded, offsets, len(text))


_BLANK = re.compile(r"\s+")
ORDINAL = re.compile(
    r"^(?:[0-9]{1,2}[、.](?![0-9])|（[0-9]{1,2}）|[0-9]{1,2}）|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|[①-⑳⑴-⒛㈠-㈩][、.]?)"
)
_UNIT_BRACKET = re.compile(
    r"（(?:金额)?(?:单位)?：?(?:人民币)?(?:[十百千]?万?亿?元|%|‰|人|个|分|辆|平方米|㎡|次|台|户)）|[,，]?单位：[百千万亿]*元$"
)
_QUOTES = re.compile("[「」『』“”‘’\"'《》〈〉]")
_AMONG = re.compile(r"^其中：?")


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """A key for comparing labels: canonical width, no white space, no colon at the end, lower case."""
    return _BLANK.sub("", normalise(text).text).rstrip("：").lower()


@lru_cache(maxsize=8192)
def bare_label(text: str) -> str:
    """`squash` without what adorns a label: 其中, a leading ordinal, unit brackets （万元）, quotation marks."""
    label = _QUOTES.sub("", squash(text))
    while True:
        shorter = _AMONG.sub("", ORDINAL.sub("", _UNIT_BRACKET.sub("", label))).rstrip("：")
        # A label that is nothing but adornment (其中：, （万元）) stays what it is.
        if not shorter or shorter == label:
            return label
        label = shorter


def row_name(text: str) -> str:
    """`bare_label` of what a row is called, without the grouping before a colon (按支出类型：基本支出)."""
    return bare_label(text.rstrip("：:").replace(":", "：").rsplit("：", 1)[-1])


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, an ellipsis the last of them where it was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"
