"""Chinese numerals, dates in words, and heading numbers."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def numeral(value: int) -> str:
    """1 to 99 as 一, 十二, 三十."""
    if value < 10:
        return _DIGITS[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def date(year: int, month: int, day: int, style: str) -> str:
    """A date as 2023年3月8日 (`cn`), 2023-03-08 (`iso`), 2023.3.8 (`dot`) or 二〇二三年三月八日 (`han`)."""
    if style == "iso":
        return f"{year}-{month:02}-{day:02}"
    if style == "dot":
        return f"{year}.{month}.{day}"
    if style == "han":
        return "".join(_DIGITS[int(digit)] for digit in str(year)) + f"年{numeral(month)}月{numeral(day)}日"
    return f"{year}年{month}月{day}日"


def ordinal(level: int, value: int) -> str:
    """The heading number of a level: 一、 then （一） then 1."""
    if level == 1:
        return numeral(value) + "、"
    return f"（{numeral(value)}）" if level == 2 else f"{value}."
