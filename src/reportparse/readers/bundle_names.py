"""The names in a zip: out of whatever code page, as labels that lead nowhere and are no name twice."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable

SEPARATOR = "!"
"""Between a bundle and what is in it: `archive.zip!folder/report.docx`. No label has it within."""

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def labels(entries: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by label, each label once: a second `a.docx` is `a#2.docx`."""
    files = [entry for entry in entries if not entry.filename.endswith(("/", "\\"))]
    code_page = _code_page(files)
    found: dict[str, zipfile.ZipInfo] = {}
    again: dict[str, int] = {}
    for entry in files:
        label = first = _label(_name(entry, code_page))
        while label in found:
            again[first] = again.get(first, 1) + 1
            stem, dot, suffix = first.rpartition(".")
            label = f"{stem}#{again[first]}.{suffix}" if dot and "/" not in suffix else f"{first}#{again[first]}"
        found[label] = entry
    return found


def is_junk(label: str) -> bool:
    """What systems and word processors leave behind: hidden files, lock files (`~$…`), `__MACOSX`, `Thumbs.db`."""
    parts = label.lower().split("/")
    return any(part.startswith((".", "~$")) or part in _JUNK for part in parts)


def _raw(entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a name without the flag for UTF-8, which zipfile has taken for code page 437."""
    return entry.orig_filename.encode("cp437", "replace")


def _code_page(entries: list[zipfile.ZipInfo]) -> str:
    """UTF-8 (macOS does not say so) if all names are, else that of Chinese Windows."""
    try:
        for entry in entries:
            if not entry.flag_bits & _UTF8_FLAG:
                _raw(entry).decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _name(entry: zipfile.ZipInfo, code_page: str) -> str:
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    raw = _raw(entry)
    return _unicode_path(entry.extra, raw) or raw.decode(code_page, "replace")


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that some programs add, if it still belongs to the name in the code page."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return None


def _label(name: str) -> str:
    """Without what could lead out of the bundle (`..`, a root), and without the separator."""
    name = name.split("\0", 1)[0].replace("\\", "/").replace(SEPARATOR, "！")
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) or "_"
