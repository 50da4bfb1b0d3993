"""Streams of a PDF that unpack to far more than they are, which pdfium would unpack and parse whole."""

from __future__ import annotations

import zlib

from reportparse.model.limits import limits

_MAX_RATIO = 50
_CHUNK = 1 << 20
# How much of a stream (bytes) is unpacked before asking again whether the rest can be too much.
_STEP = 16 << 10
# No byte unpacks to more than so many: the shortest code there is, one bit, twice for a repetition of 258.
_HIGHEST_RATIO = 1032
_STREAM = b"stream"
_DICTIONARY = 400


def has_bomb(data: bytes) -> bool:
    """Whether a compressed stream that is no picture unpacks to more than a page, font or table of a report has."""
    most = limits().stream_size
    if len(data) * _HIGHEST_RATIO <= most:
        return False
    start = 0
    while (word := data.find(_STREAM, start)) >= 0:
        start = word + len(_STREAM)
        line_end = next((each for each in (b"\n", b"\r\n") if data.startswith(each, start)), None)
        if line_end is None or data.endswith(b"end", 0, word):
            continue
        start += len(line_end)
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        # Pictures are unpacked only when they are looked at. 0x78 is how zlib begins.
        if (
            (end - start) * _HIGHEST_RATIO > most
            and data[start : start + 1] == b"\x78"
            and b"/Image" not in data[max(0, word - _DICTIONARY) : word]
            and _unpacks_too_far(data, start, end, most)
        ):
            return True
        start = end
    return False


def _unpacks_too_far(data: bytes, start: int, end: int, most: int) -> bool:
    unpacker = zlib.decompressobj()
    total = 0
    at, rest = start, b""
    try:
        while not unpacker.eof:
            if not rest:
                if at >= end or total + (end - at) * _HIGHEST_RATIO <= most:
                    return False
                rest = data[at : min(at + _STEP, end)]
                at += len(rest)
            total += len(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            if total > most and total > _MAX_RATIO * (at - start - len(rest)):
                return True
    except zlib.error:
        return False
    return False
