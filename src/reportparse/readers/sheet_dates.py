"""Date and time formats of spreadsheets, where a date is a number of days."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_LAST_DAY = 2_958_466
"""The day after the last one of the year 9999."""
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_of(value: Decimal, since_1904: bool) -> datetime.datetime | None:
    """The moment that a number of days stands for, to the second; None outside the years that a spreadsheet knows."""
    if not 0 <= value < _LAST_DAY:
        return None
    # Spreadsheets count a 29 February 1900 that never was.
    since_1900 = datetime.datetime(1899, 12, 31 if value < 60 else 30)
    start = datetime.datetime(1904, 1, 1) if since_1904 else since_1900
    seconds = (value * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    try:
        return start + datetime.timedelta(seconds=int(seconds))
    except OverflowError:
        return None


def date_shown(value: Decimal, tokens: Sequence[tuple[str, str]], since_1904: bool) -> str | None:
    """The tokens of a format's section with a date's parts put in; None where the number is no date."""
    moment = date_of(value, since_1904)
    if moment is None:
        return None
    twelve = any(kind == "noon" for kind, _ in tokens)
    parts: list[str] = []
    for index, (kind, piece) in enumerate(tokens):
        if kind == "date":
            if piece[0] == "m" and _is_minute(tokens, index):
                parts.append(f"{moment.minute:0{min(len(piece), 2)}}")
            else:
                parts.append(_part(moment, piece, twelve))
        elif kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[piece[0]]
            seconds = int((value * 86400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
            parts.append(f"{seconds // unit:0{len(piece)}}")
        elif kind == "noon":
            late = moment.hour >= 12
            parts.append(("下午" if late else "上午") if "午" in piece else ("PM" if late else "AM"))
        elif kind in ("text", "comma", "/") or (
            kind == "point" and index + 1 < len(tokens) and tokens[index + 1][0] != "digit"
        ):
            parts.append(piece)
    return "".join(parts).strip()


def _part(moment: datetime.datetime, piece: str, twelve: bool) -> str:
    sign, count = piece[0], len(piece)
    if sign in "ye":
        return f"{moment.year:04}" if count > 2 or sign == "e" else f"{moment.year % 100:02}"
    if sign == "m":
        return _MONTHS[moment.month - 1] if count > 2 else f"{moment.month:0{count}}"
    if sign == "d":
        return "星期" + _WEEKDAYS[moment.weekday()] if count > 2 else f"{moment.day:0{count}}"
    if sign == "a":
        return ("星期" if count > 3 else "") + _WEEKDAYS[moment.weekday()]
    if sign == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(count, 2)}}"
    return f"{moment.second:0{min(count, 2)}}"


def _is_minute(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """Whether an `m` means minutes: it comes after the hour or before the seconds."""
    around = [piece[0] for kind, piece in tokens[:index] if kind in ("date", "elapsed")]
    if around and around[-1] == "h":
        return True
    after = [piece[0] for kind, piece in tokens[index + 1 :] if kind in ("date", "elapsed")]
    return bool(after) and after[0] == "s"
