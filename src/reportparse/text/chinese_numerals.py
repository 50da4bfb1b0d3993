"""Numbers in Chinese characters, the capitals of accountants included."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_DIGITS = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
}
_TENS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
_PAIRS = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = {"万": 4, "萬": 4, "亿": 8, "億": 8}
NUMERALS = "".join({**_DIGITS, **_TENS, **_PAIRS, **_MYRIADS})
"""Every character a whole number may be written with."""


def _below_myriad(text: str) -> int | None:
    """一百一十五, 二〇二三 and 一千零五; None for anything that is no well-formed number below 10000."""
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = 0
    digit: int | None = None
    power = 4
    for c in text:
        if c in _DIGITS:
            # Only a zero may stand before another digit.
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _PAIRS:
            if power <= 1 or digit:
                return None
            total, digit, power = total + _PAIRS[c], None, 1
        elif c in _TENS:
            if _TENS[c] >= power or (digit == 0 and c not in "十拾"):
                return None
            power = _TENS[c]
            total, digit = total + (digit or 1) * 10**power, None
        else:
            return None
    if digit:
        # 一百五 is 150 in speech, 一百零五 is 105.
        spoken = power >= 2 and text[-2] in _TENS
        total += digit * 10 ** (power - 1) if spoken else digit
    return total


def _whole(text: str) -> int | None:
    """A whole number with 万 and 亿."""
    for sign in "亿億", "万萬":
        at = max(text.rfind(c) for c in sign)
        if at < 0:
            continue
        head, tail = text[:at], text[at + 1 :]
        scale: int = 10 ** _MYRIADS[text[at]]
        high = _whole(head)
        if high is None:
            return None
        if not tail:
            return high * scale
        if len(tail) == 1 and _DIGITS.get(tail):
            # 一万五 is 15000 in speech.
            return high * scale + _DIGITS[tail] * (scale // 10)
        low = _whole(tail)
        if low is None or low >= scale:
            return None
        return high * scale + low
    return _below_myriad(text) if text else None


def _cents(text: str) -> Decimal | None:
    """五角, 五角三分, 零三分: the part after 元. 整 and 正 are gone already."""
    total = Decimal(0)
    for mark, scale in (("角", 1), ("分", 2)):
        head, found, rest = text.partition(mark)
        if found:
            head = head.lstrip("零〇")
            if len(head) != 1 or head not in _DIGITS:
                return None
            total += Decimal(_DIGITS[head]).scaleb(-scale)
            text = rest
    return total if not text else None


@lru_cache(maxsize=1024)
def chinese_number(text: str) -> Decimal | None:
    """The value of a number in Chinese characters, or None.

    Takes whole numbers (`一百一十五`, `十`, `两`, `廿`, `二〇二三`, `三万五千`), decimals (`三点五`), a leading 负,
    and amounts (`人民币叁万元整`, `壹佰元伍角`), whose value is in 元.
    """
    text = "".join(text.split()).removeprefix("人民币").removeprefix("：")
    sign = -1 if text.startswith("负") else 1
    text = text.removeprefix("负")
    amount = text.removesuffix("整").removesuffix("正")
    for mark in "元圆":
        head, found, tail = amount.partition(mark)
        if found:
            whole = _whole(head)
            part = _cents(tail)
            return None if whole is None or part is None else sign * (whole + part)
    if amount != text:
        return None
    if text and text[-1] in "角分":
        part = _cents(text)
        return None if part is None else sign * part
    head, point, tail = text.partition("点")
    if point:
        power = 0
        while tail and tail[-1] in _MYRIADS:
            power += _MYRIADS[tail[-1]]
            tail = tail[:-1]
        whole = _whole(head)
        if whole is None or not tail or any(c not in _DIGITS for c in tail):
            return None
        value = Decimal(f"{whole}." + "".join(str(_DIGITS[c]) for c in tail))
        return sign * (value.scaleb(power) if power else value)
    whole = _whole(text)
    return None if whole is None else Decimal(sign * whole)
