"""A counter value as the number formats of WordprocessingML (ST_NumberFormat) write it."""

from __future__ import annotations

from collections.abc import Callable

_COUNTING = "零一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def format_number(value: int, style: str) -> str:
    """`value` in the format `style`; "" for `none` and `bullet`, decimal where the format ends or is not known."""
    if style in ("none", "bullet"):
        return ""
    write = _FORMATS.get(style)
    return str(value) if write is None or value < 0 else write(value)


def format_custom(value: int, pattern: str) -> str:
    """A `custom` format, given by its first items (`001, 002, 003, ...`): decimal, filled with zeros to that width."""
    first = pattern.split(",")[0].strip()
    return str(value).zfill(len(first)) if first.isdigit() else str(value)


def _letter(value: int) -> str:
    """a to z, then aa, bb, cc: Word repeats the letter."""
    if value < 1:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        written += sign * count
    return written


def _positional(zero: str) -> Callable[[int], str]:
    """Digit by digit: 一〇, 一一."""
    digits = zero + _COUNTING[1:]
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _tens_then_positional(value: int) -> str:
    """十, 十一, 二十 up to 九十九, then digit by digit (一○○): the counting systems that know no hundred."""
    if value > 99 or value == 0:
        return _positional("○")(value)
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else _COUNTING[tens]) + ("十" if tens else "") + (_COUNTING[ones] if ones else "")


def _thousands(digits: str, units: str, myriads: str, short_ten: bool) -> Callable[[int], str]:
    """The spoken system with hundreds, thousands and myriads; zeros inside are spoken once."""

    def group(value: int) -> str:
        written, gap = "", False
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit == 0:
                gap = bool(written)
                continue
            written += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        return written

    def write(value: int) -> str:
        if value == 0:
            return digits[0]
        groups: list[int] = []
        rest = value
        while rest:
            rest, low = divmod(rest, 10_000)
            groups.append(low)
        if len(groups) > len(myriads) + 1:
            return str(value)
        written, gap = "", False
        for place in range(len(groups) - 1, -1, -1):
            if groups[place] == 0:
                gap = bool(written)
                continue
            if written and (gap or groups[place] < 1000):
                written += digits[0]
            written += group(groups[place]) + (myriads[place - 1] if place else "")
            gap = False
        return written[1:] if short_ten and 10 <= value < 20 else written

    return write


def _japanese(value: int) -> str:
    """百, 千 without a one before them and no spoken zero."""
    if not 0 < value < 10_000:
        return _positional("〇")(value)
    written = ""
    for power, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = value // 10**power % 10
        if digit:
            written += ("" if digit == 1 and power else _COUNTING[digit]) + unit
    return written


def _listed(signs: str) -> Callable[[int], str]:
    """One sign a value as long as there are signs, then decimal."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _signs(first: int, count: int) -> Callable[[int], str]:
    return _listed("".join(chr(first + offset) for offset in range(count)))


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value > 0 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _tens_then_positional,
    "taiwaneseCounting": _tens_then_positional,
    "chineseCountingThousand": _thousands(_COUNTING, "十百千", "万亿", True),
    "taiwaneseCountingThousand": _thousands(_COUNTING, "十百千", "萬億", True),
    "chineseLegalSimplified": _thousands(_LEGAL_SIMPLIFIED, "拾佰仟", "万亿", False),
    "ideographLegalTraditional": _thousands(_LEGAL_TRADITIONAL, "拾佰仟", "萬億", False),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _positional("〇"),
    "ideographDigital": _positional("〇"),
    "taiwaneseDigital": _positional("○"),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _signs(0x3280, 10),
    "decimalEnclosedCircle": _signs(0x2460, 20),
    # Word's Chinese circled numbers end at ten; from eleven on it writes plain digits.
    "decimalEnclosedCircleChinese": _signs(0x2460, 10),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
}
