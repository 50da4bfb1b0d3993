"""A plain text as lines: page breaks and page marks taken out, the line numbers kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ENDS = re.compile(r"\r\n|\r|\n|\v|\x85|\u2028|\u2029")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_MARK = re.compile(
    r"第\s*\d{1,4}\s*页(?:\s*[，,/、]?\s*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页\s*[，,]?\s*第\s*\d{1,4}\s*页"
    r"|[-－–—―─·]{1,3}\s*\d{1,4}\s*[-－–—―─·]{1,3}"
)
# Only at a page break: elsewhere these are figures.
_PAGE_NUMBER = re.compile(r"(?:\d{1,4}\s*[/／]\s*)?\d{1,4}")
_SPACES = " \u00a0\u3000\u2002\u2003"
_INDENT = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number in the file (from 1). `text` has no spaces at its end; tabs there part blank cells."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def width(self) -> int:
        """How many columns of a terminal it takes: a Chinese character takes two."""
        return display_width(self.text)

    @property
    def indent(self) -> int:
        found = _INDENT.match(self.text)
        return display_width(found[0]) if found else 0


def split_lines(text: str) -> tuple[list[Line], int | None]:
    """The lines and the number of pages, None where no form feed parts them.

    Lone page marks are left out: 第1页, - 3 -, and beside a form feed a bare number or 3/8.
    """
    lines: list[Line] = []
    pages = 0
    fresh = False
    for number, raw in enumerate(_ENDS.split(text), 1):
        parts = raw.split("\f")
        for position, part in enumerate(parts):
            if position:
                pages += 1
                _drop_number(lines)
                fresh = True
            line = Line(number, _CONTROLS.sub(" ", part).rstrip(_SPACES))
            shown = line.text.strip()
            if not shown:
                if len(parts) == 1:
                    lines.append(line)
                continue
            if _PAGE_MARK.fullmatch(shown) or (fresh and _PAGE_NUMBER.fullmatch(shown)):
                fresh = False
                continue
            fresh = False
            lines.append(line)
    if not pages:
        return lines, None
    return lines, pages + (not fresh)


def is_page_mark(line: str, paged: bool) -> bool:
    """Whether a line may be left out as a page mark; in a text with page breaks (`paged`) a bare number may be."""
    return bool(_PAGE_MARK.fullmatch(line) or (paged and _PAGE_NUMBER.fullmatch(line)))


def _drop_number(lines: list[Line]) -> None:
    """Drops a bare number that is the last thing on a page, with a blank line before it."""
    at = len(lines) - 1
    while at >= 0 and lines[at].blank:
        at -= 1
    if at >= 0 and _PAGE_NUMBER.fullmatch(lines[at].text.strip()) and (at == 0 or lines[at - 1].blank):
        del lines[at]


def display_width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(character_width(character) for character in text)


def character_width(character: str) -> int:
    if character < "\u1100":
        return 1
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
