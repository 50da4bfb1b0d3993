"""Shares and multiples in words: 三分之一, 近九成, 一半, 的2倍, 翻了一番, each with what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportparse.text.chinese_numerals import chinese_number

_N = "[一二两三四五六七八九十]"
_LESS = "近|接近|将近|不足|不到|低于|少于"
_MORE = "超过|超出|超|逾|高于|多于|突破"
_WORDS = re.compile(
    rf"(?P<before>{_LESS}|{_MORE}|约|大约|达到?|仅)?(?:了)?"
    rf"(?:(?P<under>{_N}{{1,3}})分之(?P<over>{_N}{{1,3}})(?!五规划)|(?P<tenths>{_N})成(?P<half>半|{_N})?(?![员为立果本效功熟绩套品人长都])|(?P<equal>一半)"
    rf"|翻(?:了)?(?P<doubled>[一两])番|(?P<times>[0-9]+(?:\.[0-9]+)?|{_N})倍)(?P<behind>以上|多|左右|以内|有余)?"
)
# What every one of them has. One set to begin with is found much faster than a choice.
_HINT = re.compile("[分一二两三四五六七八九十番倍](?:(?<=分)之|(?<=[番倍])|(?<=一)半|(?<![分番倍])成)")
_HUNDRED = Decimal(100)
_TENTH = Decimal(10)


class SpokenShare(NamedTuple):
    """text[start:end] says `value` percent, and stands for anything from `low` to `high`. `doubled`: of growth by itself."""

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    doubled: bool
    times: bool


def spoken_shares(text: str) -> Iterator[SpokenShare]:
    """In reading order. 翻一番 is a growth of 100 percent, 2倍 two hundred percent."""
    if _HINT.search(text) is None:
        return
    for match in _WORDS.finditer(text):
        value, room = _value(match)
        if value is None:
            continue
        before, behind = match["before"] or "", match["behind"] or ""
        low, high = value - room, value + room
        if re.fullmatch(_MORE, before) or behind in ("以上", "多", "有余"):
            low, high = value, Decimal("Infinity") if behind == "以上" or before else value + 3 * room
        elif before in ("近", "接近", "将近"):
            low, high = value - 2 * room, value + Decimal("0.5")
        elif re.fullmatch(_LESS, before) or behind == "以内":
            low, high = Decimal(0), value
        elif before in ("约", "大约") or behind == "左右":
            low, high = value - 2 * room, value + 2 * room
        yield SpokenShare(
            *match.span(), match[0], value, low, high, match["doubled"] is not None, match["times"] is not None
        )


def _value(match: re.Match[str]) -> tuple[Decimal | None, Decimal]:
    """What the words say, in percent, and how far from it they may be."""
    if match["under"]:
        over, under = chinese_number(match["over"]), chinese_number(match["under"])
        if not over or not under or over >= under or under > _HUNDRED:
            return None, Decimal(0)
        share = over / under * _HUNDRED
        return share, min(Decimal(3), share / _TENTH)
    if match["tenths"]:
        tenths = chinese_number(match["tenths"].replace("两", "二"))
        half = match["half"]
        more = Decimal(0) if not half else Decimal(5) if half == "半" else Decimal(chinese_number(half) or 0)
        return (tenths * _TENTH + more if tenths else None), Decimal(5) if not half else Decimal(1)
    if match["equal"]:
        return Decimal(50), Decimal(4)
    if match["doubled"]:
        return (_HUNDRED, Decimal(20)) if match["doubled"] == "一" else (Decimal(300), Decimal(40))
    times = match["times"]
    value = Decimal(times) if times[0].isascii() else chinese_number(times.replace("两", "二"))
    if value is None:
        return None, Decimal(0)
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    room = Decimal(25) if not decimals else Decimal(60).scaleb(-decimals)
    return value * _HUNDRED, room
