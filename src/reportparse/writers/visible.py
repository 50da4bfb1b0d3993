"""Text of reports made safe to show: every character is one that a reader can see or needs."""

from __future__ import annotations

import re

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with control characters, halves of characters and turns of the reading order shown as �.

    Tabs and newlines stay; every kind of line end becomes a newline.
    """
    return _NO_TEXT.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
