"""A PDF without a single page, which pdfium refuses like a damaged one."""

from __future__ import annotations

import io
import logging


def has_no_pages(data: bytes) -> bool:
    """Whether this is a sound PDF without a single page."""
    # Few files are asked about, and pdfplumber takes more memory than all else that reads a PDF.
    import pdfplumber

    # It warns of every oddity of a damaged file on stderr; what matters becomes a ReadError.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return not document.pages
    except Exception:
        # pdfminer has no error class of its own for what it meets in a damaged file.
        return False
