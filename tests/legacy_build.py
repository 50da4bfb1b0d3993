"""Compound files (OLE2) written by hand, and programs that stand in for LibreOffice."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, all padded to the 4096 bytes from which a stream has sectors of its own."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = (len(padded) + 1 + 3) // 4
    fat = [_FAT, *range(2, directory_sectors + 1), _END]
    entries = [_entry("Root Entry", 5, _END, 0)]
    body = b""
    for name, data in padded.items():
        start, count = len(fat), -(-len(data) // 512)
        fat += [*range(start + 1, start + count), _END]
        entries.append(_entry(name, 2, start, len(data)))
        body += data.ljust(count * 512, b"\0")
    assert len(fat) <= 128, "one sector of allocation table is all this writes"
    fat += [_FREE] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0) + b"\xff" * (108 * 4)
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    return header.ljust(512, b"\xff") + struct.pack("<128I", *fat) + directory + body


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, _FREE)
    return raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + links + bytes(36) + struct.pack("<IQ", start, size)


def word(magic: int = 0xA5EC, flags: int = 0, **others: bytes) -> bytes:
    """A file that looks like a Word document from outside; `others` are further streams."""
    return compound({"WordDocument": struct.pack("<H8xH", magic, flags), **others})


def marked(mark: str) -> bytes:
    """A file that passes for a Word document and tells the stand-in what to do with it."""
    return word(Note=f"<<{mark}>>".encode())


_STAND_IN = """#!{python} -SE
import os, shutil, signal, sys, time
out = sys.argv[sys.argv.index("--outdir") + 1]
files = sys.argv[sys.argv.index("--outdir") + 2:]
with open({log!r}, "a") as log:
    log.write(f"{{len(files)}}\\n")
for file in files:
    data = open(file, "rb").read()
    if b"<<hangs>>" in data:
        if os.fork() == 0:
            open({log!r} + ".pid", "w").write(str(os.getpid()))
        time.sleep(60)
    if b"<<crashes>>" in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"<<half>>" in data:
        open(os.path.join(out, os.path.basename(file)[:-4] + ".docx"), "wb").write(b"PK\\3\\4 and no more")
    if b"<<nothing>>" in data or b"<<half>>" in data:
        continue
    shutil.copy({docx!r}, os.path.join(out, os.path.basename(file)[:-4] + ".docx"))
"""


def _docx() -> bytes:
    """The least there can be of a DOCX."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>",
        )
    return made.getvalue()


def stand_in(folder: Path) -> tuple[Path, Path]:
    """A program in place of LibreOffice, and the file where it notes how many documents each call had.

    It makes the same DOCX (`正文`) of all documents, but for those by `marked`: `hangs`, `crashes`, `nothing` (writes
    nothing) and `half` (writes half a file). One that hangs starts a child and leaves its number beside the notes.
    """
    program, log, made = folder / "soffice", folder / "calls", folder / "made.docx"
    made.write_bytes(_docx())
    program.write_text(_STAND_IN.format(python=sys.executable, log=str(log), docx=str(made)), encoding="utf-8")
    program.chmod(0o755)
    return program, log
