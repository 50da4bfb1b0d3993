"""pdfium's own plain text of a PDF, sheet by sheet, for the count in `tally`: nothing that the reader made of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence, Set
from typing import Any

from reportparse.model.document import Document
from reportparse.readers.pdf_chars import tidy
from reportparse.readers.pdf_pages import PageContent
from reportparse.readers.tally import Piece, letters, settled

_NO_LETTER = re.compile(r"[\W\d_]+")
# A running line without letters is the number of the page, not the only figure of a cell.
_SUM = re.compile(r"\d[.,]\d|\d{5}")
_NO_TEXT = ("turned characters", "watermark characters", "struck characters", "unmapped characters")


def plain_text(textpage: Any) -> str:
    """What pdfium gives as the text of a page (its helper for text pages), in one piece."""
    return tidy(textpage.get_text_range())


def accounted(document: Document, sheets: Sequence[PageContent]) -> Document:
    """The document with the account of the characters that pdfium finds on the sheets it was read from."""
    texts = [sheet.text for sheet in sheets]
    below = 0
    for place, sheet in enumerate(sheets):
        if sheet.scan is not None or sheet.scan_problem is not None:
            # The picture was read, or has its Problem; the text below it was not asked.
            texts[place] = "".join(
                glyph[6] for glyph in (*sheet.glyphs.seen, *(each for _, each in sheet.glyphs.unseen))
            )
            below += max(0, letters(sheet.text) - letters(texts[place]))
    running = {_NO_LETTER.sub("", paragraph.text) for paragraph in (*document.headers, *document.footers)}
    excused = sum(document.unread.get(name, 0) for name in _NO_TEXT)

    def pieces(missing: Set[str]) -> Iterator[Piece]:
        before: set[str] = set()
        for number, text in enumerate(texts, 1):
            lines = text.splitlines()
            for line in lines:
                if missing.isdisjoint(line):
                    continue
                key = _NO_LETTER.sub("", line)
                reason = None
                if key in running and (key or not _SUM.search(line)):
                    reason = "running heads and page numbers"
                elif line in before:
                    # The head of a table that goes on over the page is printed again and read once.
                    reason = "repeated table heads"
                yield Piece(line, reason, f"第{number}页")
            before.update(lines)

    told = settled(document, "\n".join(texts), pieces, excused=("turned, struck and watermark characters", excused))
    return dataclasses.replace(told, set_aside={**told.set_aside, "text below pictures": below}) if below else told
