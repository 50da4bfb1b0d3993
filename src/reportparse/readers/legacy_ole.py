"""The compound file (OLE2) that holds an old Word document: its streams, and what they say of the document."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks (end of chain, free, ...)."""
_MAX_ENTRIES = 100_000
_HEAD_BYTES = 64
"""Enough of the WordDocument stream for its flags."""
_SUMMARY_BYTES = 64 << 10

LegacyKind = Literal["doc", "wps", "xls", "encrypted-doc", "encrypted-docx", "other"]


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


_SPELLED = {name.lower(): name for name in ("Workbook", "Book", "WordDocument")}
"""The names are the same in capitals, which some programs write."""


class CompoundFile:
    """A compound file's streams by name, wherever they stand in its tree. Damage gives fewer streams, never an error."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data.ljust(512, b"\0"), 30)
        self._size = 1 << (shift if shift in (9, 12) else 9)
        self._mini_size = 1 << (mini_shift if 2 <= mini_shift <= 9 else 6)
        head = struct.unpack_from("<11I", data.ljust(512, b"\0"), 40)
        self._cutoff = head[4] or 4096
        self._fat = self._table(self._fat_sectors(head[7]))
        self._mini_start, self._root = head[5], _Entry(_LAST_SECTOR, 0)
        self.streams = self._directory(head[2])

    def stream(self, name: str, limit: int) -> bytes:
        """The first `limit` bytes of a stream, `b""` where there is none."""
        entry = self.streams.get(name)
        if entry is None:
            return b""
        wanted = min(entry.size, limit)
        if entry.size >= self._cutoff:
            return self._chain(entry.start, wanted)[:wanted]
        mini_fat = self._table(self._sectors(self._mini_start, len(self._data)))
        container = self._chain(self._root.start, len(self._data))
        parts: list[bytes] = []
        sector, seen = entry.start, 0
        while sector < len(mini_fat) and seen * self._mini_size < wanted:
            parts.append(container[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector, seen = mini_fat[sector], seen + 1
        return b"".join(parts)[:wanted]

    def _fat_sectors(self, first: int) -> list[int]:
        """The sectors of the allocation table: 109 named in the header, more in a chain of their own."""
        found = list(struct.unpack_from("<109I", self._data.ljust(512, b"\0"), 76))
        seen: set[int] = set()
        while first < _LAST_SECTOR and first not in seen and (sector := self._sector(first)):
            seen.add(first)
            numbers = struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            if not numbers:
                # The file ends within this sector.
                break
            found += numbers[:-1]
            first = numbers[-1]
        return [number for number in found if number < _LAST_SECTOR]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(self._sector(number) for number in sectors[: len(self._data) // self._size + 1])
        return list(struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4]))

    def _sectors(self, first: int, wanted: int) -> list[int]:
        """The numbers of a chain's sectors, no more than hold `wanted` bytes and never more than the file has."""
        found: list[int] = []
        most = min(wanted, len(self._data)) // self._size + 1
        while first < len(self._fat) and len(found) < most:
            found.append(first)
            first = self._fat[first]
        return found

    def _chain(self, first: int, wanted: int) -> bytes:
        return b"".join(self._sector(number) for number in self._sectors(first, wanted))

    def _directory(self, first: int) -> dict[str, _Entry]:
        found: dict[str, _Entry] = {}
        raw = self._chain(first, _MAX_ENTRIES * 128)
        for at in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            start, size = struct.unpack_from("<II", raw, at + 116)
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            name = _SPELLED.get(name.lower(), name)
            if kind == 5:
                self._root = _Entry(start, size)
            elif kind == 2:
                # The first is the document's own; those of embedded objects come later.
                found.setdefault(name, _Entry(start, size))
        return found


_WORD_97, _WORD_95, _WORD_2 = 0xA5EC, 0xA5DC, 0xA5DB
_ENCRYPTED = 0x0100
_MADE_BY_WPS = (
    b"WPS Office",
    "WPS Office".encode("utf-16-le"),
    b"WPS \xce\xc4\xd7\xd6",
    "WPS 文字".encode("utf-16-le"),
)
_WORKBOOKS = ("Workbook", "Book")
_MADE_BY_WORKS = ("MatOST", "MM", "CONTENTS")


def kind_of(data: bytes) -> LegacyKind:
    """What a compound file holds: a `doc`, a `wps` (written by WPS Office or Works), an `xls`, a document with a password, or `other`.

    A file whose directory is damaged counts as a `doc` if it names a WordDocument stream at all: let the converter try.
    """
    file = CompoundFile(data)
    names = file.streams.keys()
    if {"EncryptedPackage", "EncryptionInfo"} & names or _named(data, "EncryptedPackage"):
        return "encrypted-docx"
    if next((name for name in names if name in (*_WORKBOOKS, "WordDocument")), None) in _WORKBOOKS:
        # The document's own streams come before those of what is embedded in it.
        return "xls"
    head = file.stream("WordDocument", _HEAD_BYTES)
    if len(head) >= 12:
        magic, flags = struct.unpack_from("<H8xH", head)
        if magic in (_WORD_97, _WORD_95, _WORD_2) and flags & _ENCRYPTED:
            return "encrypted-doc"
    if "WordDocument" in names:
        summary = file.stream("\x05SummaryInformation", _SUMMARY_BYTES)
        by_wps = "WpsCustomData" in names or any(mark in summary for mark in _MADE_BY_WPS)
        return "wps" if by_wps else "doc"
    if any(name in names for name in _MADE_BY_WORKS):
        return "wps"
    return "doc" if _named(data, "WordDocument") else "other"


def is_by_libreoffice(data: bytes) -> bool:
    """Whether LibreOffice wrote the document; it signs all of them."""
    return CompoundFile(data).stream("WordDocument", _HEAD_BYTES)[34:40] == b"Caolan"


def _named(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data
