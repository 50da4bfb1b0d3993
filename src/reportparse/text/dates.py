"""Dates as people write them, and those that cannot be."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from reportparse.text.normalise import fold

Fault = Literal["impossible", "incomplete"]

_CHINESE_DIGITS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "Ｏ": 0, "0": 0, "元": 1}
_DIGITS_OF_YEAR = "[〇零○一二三四五六七八九]"
_SMALL = "(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?|卅一?)"
_TO = r"[ ]*(?:起?至|到|—{1,2}|–|-{1,2}|～)[ ]*"

_WRITTEN = re.compile(
    r"(?<![0-9])(?:(?P<year>(?:19|20)[0-9]{2})[ ]*年[ ]*)?(?<![0-9.])(?P<month>[0-9]{1,2})[ ]*月(?!份?均)份?"
    r"(?:[ ]*(?P<day>[0-9]{1,2})(?:[ ]*(?P<mark>[日号])(?!均)|(?="
    + _TO
    + r"(?:[0-9]{4}年)?(?P<next>[0-9]{1,2})(?P<what>[ ]*[月日号]))))?"
)
_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z.\-/])(?P<year>(?:19|20)[0-9]{2})[ ]?(?P<sep>[-./])[ ]?(?P<month>[0-9]{1,2})[ ]?(?P=sep)[ ]?(?P<day>[0-9]{1,2})"
    r"(?![0-9A-Za-z\-/]|\.[0-9]|[ ]*(?:%|[万亿]?元))"
)
# What every date in digits has, and few texts.
_POINTED = re.compile("[0-9][ ]?[-./][ ]?[0-9]{1,2}[ ]?[-./]")
_CHINESE = re.compile(rf"(?P<year>{_DIGITS_OF_YEAR}{{4}})年(?:(?P<month>{_SMALL})月(?:(?P<day>{_SMALL})[日号])?)?")
_LATER_DAY = re.compile(_TO + r"(?P<day>[0-9]{1,2})[ ]*[日号](?!均)")
_JOIN = re.compile(_TO)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text. Parts not written are None; the day of 「4月26日至28日」 takes its month from before.

    `fault` is `impossible` (2月30日) or `incomplete` (「10月30至12月10日」: the day lacks its 日).
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Two dates joined by 至, 到 or a dash. `fault` is `reversed` where both years are written and the end comes first."""

    start: int
    end: int
    first: DateMention
    last: DateMention
    fault: Literal["reversed"] | None


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _impossible(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return True
    if day is None:
        return False
    longest = 31 if month is None else _DAYS[month - 1]
    if month == 2 and year is not None and not _leap(year):
        longest = 28
    return not 1 <= day <= longest


def _small(text: str) -> int:
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return _CHINESE_DIGITS[text]
    tens, ones = text.split("十")
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


def _year_digits(text: str) -> int:
    return int("".join(str(_CHINESE_DIGITS[c]) for c in text))


def _mention(start: int, end: int, year: int | None, month: int | None, day: int | None) -> DateMention:
    return DateMention(start, end, year, month, day, "impossible" if _impossible(year, month, day) else None)


def find_dates(text: str) -> list[DateMention]:
    """Every date with at least a month, and every day that ends a range, in order. Offsets are into the text as given."""
    folded = fold(text)
    return list(known_dates(folded)) if "月" in folded or _POINTED.search(folded) is not None else []


@lru_cache(maxsize=512)
def known_dates(folded: str) -> tuple[DateMention, ...]:
    """As `find_dates` for a folded text. The last texts are kept: what a paragraph is and what it says are asked apart."""
    found: list[DateMention] = []
    if "月" in folded:
        for match in _WRITTEN.finditer(folded):
            year = int(match["year"]) if match["year"] else None
            month = int(match["month"])
            day = int(match["day"]) if match["day"] else None
            if not 1 <= month <= 12 and year is None and (day is None or match["mark"] is None):
                continue  # 「共13月」 is a length of time
            mention = _mention(match.start(), match.end(), year, month, day)
            # 「6月10至15日」 shares its 日; only a day before another month lacks one.
            if day is not None and match["mark"] is None and match["what"].strip() == "月" and mention.fault is None:
                mention = DateMention(mention.start, mention.end, year, month, day, "incomplete")
            found.append(mention)
            if day is not None:
                later = _LATER_DAY.match(folded, match.end())
                if later is not None:
                    found.append(_mention(later.start("day"), later.end(), year, month, int(later["day"])))
    if _POINTED.search(folded) is not None:
        for match in _NUMERIC.finditer(folded):
            mention = _mention(*match.span(), int(match["year"]), int(match["month"]), int(match["day"]))
            # 2020.15.36 may be a section number; only a hyphen says date whatever its parts.
            if mention.fault is None or match["sep"] == "-":
                found.append(mention)
    if "年" in folded:
        for match in _CHINESE.finditer(folded):
            if match["month"]:
                day = _small(match["day"]) if match["day"] else None
                found.append(_mention(*match.span(), _year_digits(match["year"]), _small(match["month"]), day))
    found.sort(key=lambda mention: mention.start)
    return tuple(found)


def find_ranges(text: str) -> list[DateRange]:
    """Pairs of dates joined by 至, 到 or a dash."""
    folded = fold(text)
    mentions = find_dates(text)
    found: list[DateRange] = []
    for first, last in itertools.pairwise(mentions):
        if not _JOIN.fullmatch(folded, first.end, last.start):
            continue
        backwards = False
        written = folded[last.start : last.end]
        explicit = bool(re.match(r"[0-9〇零○一二三四五六七八九]{4}", written))
        if explicit and first.year is not None and last.year is not None and not first.fault and not last.fault:
            a = (first.year, first.month, first.day)
            b = (last.year, last.month, last.day)
            depth = 3 if None not in a and None not in b else 2
            backwards = [x or 0 for x in a[:depth]] > [x or 0 for x in b[:depth]]
        found.append(DateRange(first.start, last.end, first, last, "reversed" if backwards else None))
    return found


def parse_date(text: str) -> date | None:
    """The date a text is, or None where it is no complete, possible date."""
    folded = "".join(fold(text).split())
    for pattern in (_WRITTEN, _NUMERIC, _CHINESE):
        match = pattern.fullmatch(folded)
        if match is None or not match["year"] or not match["month"] or not match["day"]:
            continue
        if pattern is _CHINESE:
            parts = _year_digits(match["year"]), _small(match["month"]), _small(match["day"])
        else:
            parts = int(match["year"]), int(match["month"]), int(match["day"])
        return None if _impossible(*parts) else date(*parts)
    return None
