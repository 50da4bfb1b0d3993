"""pdfium's own plain text of a PDF, sheet by sheet, for the count in `tally`: nothing that the reader made of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby
from operator import itemgetter
from typing import Any

from reportparse.model.document import Document
from reportparse.model.findings import Say
from reportparse.readers.pdf_chars import tidy
from reportparse.readers.pdf_lines import Line
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.pdf_tables import GridTable
from reportparse.readers.tally import Piece, letters, settled

_NO_TEXT = ("turned characters", "watermark characters", "struck characters", "unmapped characters")


def plain_text(textpage: Any) -> str:
    """What pdfium gives as the text of a page (its helper for text pages), in one piece."""
    return tidy(textpage.get_text_range())


def accounted(document: Document, sheets: Sequence[PageContent], pages: Sequence[PageContent]) -> Document:
    """The document with the account of the characters that pdfium finds on the sheets it was read from.

    `pages` are the pages it was made of, which know the lines that they left out as printed again and again.
    """
    texts = [sheet.text for sheet in sheets]
    below = 0
    for place, sheet in enumerate(sheets):
        if sheet.scan is not None or sheet.scan_problem is not None:
            # The picture was read, or has its Problem; the text below it was not asked.
            texts[place] = _in_lines(sheet)
            below += max(0, letters(sheet.text) - letters(texts[place]))
    excused = sum(document.unread.get(name, 0) for name in _NO_TEXT)

    def pieces(missing: Set[str]) -> Iterator[Piece]:
        for page in pages:
            yield Piece("".join(page.running), "running heads and page numbers")
            yield Piece("".join(text for table in page.tables for text in table.repeated), "repeated table heads")
        for page in pages:
            yield Piece("".join(_doubled(page.lines, page.asides, page.tables)), "characters printed twice")
            yield Piece("".join(page.layer), "text below the same text")
        for number, text in enumerate(texts, 1):
            where = Say(f"第{number}页", f"p. {number}")
            yield from (Piece(line, None, where) for line in text.splitlines() if not missing.isdisjoint(line))

    told = settled(document, "\n".join(texts), pieces, excused=("turned, struck and watermark characters", excused))
    return dataclasses.replace(told, set_aside={**told.set_aside, "text below pictures": below}) if below else told


def _doubled(lines: Iterable[Line], asides: Iterable[Line], tables: Iterable[GridTable]) -> Iterator[str]:
    yield from (line.doubled for line in (*lines, *asides))
    for table in tables:
        yield from (line.doubled for cell in table.cells for line in cell.lines)
        for inner in (cell.inner for cell in table.cells if cell.inner):
            yield from _doubled((), (), inner)


def _in_lines(sheet: PageContent) -> str:
    """The text read off a picture, with a line's end wherever the baseline is another one."""
    glyphs = [*sheet.glyphs.seen, *(glyph for _, glyph in sheet.glyphs.unseen)]
    lines = groupby(glyphs, itemgetter(4))
    return "\n".join("".join(glyph[6] for glyph in line) for _, line in lines)
