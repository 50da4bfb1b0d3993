"""Lines above tables."""

from __future__ import annotations

import re

from reportparse.text.normalise import fold

_NUMBER = re.compile("^附?表[0-9一二三四五六七八九十]*[：:、. \u3000]*")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?=年)")


def bare_caption(text: str) -> str:
    """A caption without its number and its year: those of one table for several years are the same."""
    return re.sub(r"\s", "", _NUMBER.sub("", _YEAR.sub("", fold(text).strip())))


def year_of_caption(text: str) -> str | None:
    """The one year that a caption names."""
    years = {match[1] for match in _YEAR.finditer(fold(text))}
    return years.pop() if len(years) == 1 else None
