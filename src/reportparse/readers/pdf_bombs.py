"""Streams of a PDF that unpack to far more than they are, which pdfium would unpack and parse whole."""

from __future__ import annotations

import re
import zlib

# A stream smaller than this (bytes) cannot unpack to more than some 60 MB.
_SMALL = 64 << 10
_MAX_UNPACKED = 96 << 20
_MAX_RATIO = 50
_CHUNK = 1 << 20
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 400


def has_bomb(data: bytes) -> bool:
    """Whether a compressed stream that is no picture unpacks to more than a page, font or table of a report has."""
    start = 0
    while (match := _STREAM.search(data, start)) is not None:
        start = match.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        # Pictures are unpacked only when they are looked at. 0x78 is how zlib begins.
        if (
            end - start >= _SMALL
            and data[start : start + 1] == b"\x78"
            and b"/Image" not in data[max(0, match.start() - _DICTIONARY) : match.start()]
            and _unpacks_too_far(data, start, end)
        ):
            return True
        start = end
    return False


def _unpacks_too_far(data: bytes, start: int, end: int) -> bool:
    unpacker = zlib.decompressobj()
    total = 0
    rest = data[start:end]
    try:
        while rest and not unpacker.eof:
            total += len(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            if total > _MAX_UNPACKED and total > _MAX_RATIO * (end - start - len(rest)):
                return True
    except zlib.error:
        return False
    return False
