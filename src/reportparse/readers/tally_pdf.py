"""pdfium's own plain text of a PDF, page by page, for the count in `tally`. It takes a second look at the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

from reportparse.model.document import Document
from reportparse.readers.pdf_chars import tidy
from reportparse.readers.tally import Piece, settled

_NO_LETTER = re.compile(r"[\W\d_]+")
_NO_TEXT = ("turned characters", "struck characters", "unmapped characters")


def accounted(data: bytes, document: Document) -> Document:
    """The document with the account of the characters that pdfium finds in the file it was read from."""
    texts = list(_page_texts(data))
    running = {_NO_LETTER.sub("", paragraph.text) for paragraph in (*document.headers, *document.footers)}
    excused = sum(document.unread.get(name, 0) for name in _NO_TEXT)

    def pieces() -> Iterator[Piece]:
        before: set[str] = set()
        for number, text in enumerate(texts, 1):
            lines = text.splitlines()
            for line in lines:
                reason = None
                if _NO_LETTER.sub("", line) in running:
                    reason = "running heads and page numbers"
                elif line in before:
                    # The head of a table that goes on over the page is printed again and read once.
                    reason = "repeated table heads"
                yield Piece(line, reason, f"第{number}页")
            before.update(lines)

    return settled(document, "\n".join(texts), pieces, excused=("turned and struck characters", excused))


def _page_texts(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            try:
                yield tidy(text.get_text_range())
            finally:
                text.close()
                page.close()
    except pypdfium2.PdfiumError:
        # A page that cannot be opened has its Problem already.
        return
    finally:
        document.close()
