"""Amounts and shares written in characters: 一百一十五万元, 壹佰元整, 百分之九十五."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.text.chinese_numerals import NUMERALS, chinese_number
from reportparse.text.figure import Figure
from reportparse.text.figure_context import about, bound, per

# A pattern that begins with what it looks for is searched much faster than one that begins by looking behind.
MONEY_WORDS = re.compile(
    rf"(?P<number>[{NUMERALS}](?<![0-9余多几{NUMERALS}][{NUMERALS}])[{NUMERALS}]*(?:点[{NUMERALS}]+)?)(?:(?P<more>余|多)(?P<later>[万亿])?)?(?P<unit>元(?!旦|素|件|月|宵|老)|圆(?!满))"
    r"(?:(?P<jiao>[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]{1,2}角)?(?P<fen>[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]{1,2}分(?!之|别))?)[整正]?"
)
SHARE_WORDS = re.compile(rf"(?P<base>[百千])分之[ ]?(?P<number>[0-9]+(?:\.[0-9]+)?|[{NUMERALS}]+(?:点[{NUMERALS}]+)?)")
_UNITS_AND_TEN = frozenset("一二三四五六七八九十两廿卅壹贰叁肆伍陆柒捌玖拾")


def written_money(match: re.Match[str], text: str) -> Figure | None:
    numerals = match["number"] + (match["later"] or "")
    if len(numerals) == 1 and not match["jiao"] and not match[0].endswith(("整", "正")):
        return None  # 一元, 三元 are as often part of a name
    if not any(c in _UNITS_AND_TEN for c in numerals):
        return None  # 百万元 without a digit is a unit
    whole = chinese_number(numerals)
    if whole is None:
        return None
    unit = "元"
    # 整 says that the amount is exact to the 元.
    if numerals[-1] in "万亿" and not match["jiao"] and not match["fen"] and match[0][-1] not in "整正":
        size = 4 if numerals[-1] == "万" else 8
        unit = "万元" if size == 4 else "亿元"
        head = numerals[:-1]
        scaled = chinese_number(head) if not any(c in head for c in "万亿") else None
        whole = scaled if scaled is not None else Decimal(int(whole)) / 10**size
    else:
        exact = chinese_number(numerals + "元" + (match["jiao"] or "") + (match["fen"] or ""))
        whole = whole if exact is None else exact
    start = match.start()
    vague = text[start - 1 : start] in ("数", "几", "上")  # 数十万元
    if text.startswith("人民币", max(0, start - 3)):
        start -= 3
    return Figure(
        start,
        match.end(),
        whole,
        unit,
        text[start : match.end()],
        "money",
        bound(text, start, match.end()),
        bool(match["more"]) or vague or about(text, start, match.end()),
        per(text, start, match.end()),
    )


def written_share(match: re.Match[str], text: str) -> Figure | None:
    """百分之九十五 and 百分之95."""
    number = match["number"]
    value = Decimal(number) if number[0].isascii() else chinese_number(number)
    if value is None:
        return None
    start, end = match.span()
    return Figure(
        start,
        end,
        value,
        "%" if match["base"] == "百" else "‰",
        text[start:end],
        "percent",
        bound(text, start, end),
        about(text, start, end),
    )
