"""Bytes → Document: one reader per format, chosen by content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportparse.errors import ReadError
from reportparse.model.document import Document, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits, size
from reportparse.readers.beyond import beyond
from reportparse.readers.bundle import member, split
from reportparse.readers.detect import detect

_SMALLER_PICTURES = Say("请压缩其中的图片后另存再试。", "Make its pictures smaller and save it again.")

if TYPE_CHECKING:
    from reportparse.readers.legacy_convert import Conversion


def read(path: str | os.PathLike[str], ready: Conversion | None = None) -> Document:
    """Read the report at `path`, a file or a member of a bundle (`bundle.zip!label`); `ready` is what a conversion of this file has given already.

    What the file holds is counted against what is in the Document (see `tally`).

    Raises ReadError: the codes of `contents`, of `detect` and those of the format's reader.
    """
    # Every stage asks for blocks by index and for the lines: they are ready when the Document is.
    return _read(os.fspath(path), ready).indexed()


def _read(name: str, ready: Conversion | None) -> Document:
    data = contents(name)
    format_ = detect(data, name)
    source = Source(name, hashlib.sha256(data).hexdigest(), format_)
    # Each reader brings its own heavy libraries; only the one that is needed is loaded.
    if format_ == "pdf":
        from reportparse.readers.pdf_reader import read_pdf

        return read_pdf(data, source)
    if format_ == "html":
        from reportparse.readers.html_reader import read_html

        return read_html(data, source)
    if format_ == "text":
        from reportparse.readers.text_reader import read_text

        return read_text(data, source)
    if format_ == "xlsx":
        from reportparse.readers.xlsx_reader import read_xlsx

        return read_xlsx(data, source)
    if format_ == "xls":
        from reportparse.readers.xls_reader import read_xls

        return read_xls(data, source)
    if format_ in ("doc", "wps"):
        from reportparse.readers.legacy_reader import read_legacy

        return read_legacy(data, source, ready)
    from reportparse.readers.docx_reader import read_docx

    return read_docx(data, source)


def head(name: str, count: int) -> bytes:
    """The first bytes of a file, or of a member of a bundle (`bundle.zip!label`); none where it cannot be read."""
    inside = split(name)
    try:
        if inside is not None:
            return member(*inside, limit=count)
        with Path(name).open("rb") as file:
            return file.read(count)
    except (OSError, ValueError, ReadError):
        return b""


def digest(name: str) -> str:
    """SHA-256 in hex of a file or a member of a bundle, `""` where it cannot be read."""
    inside = split(name)
    try:
        if inside is not None:
            return hashlib.sha256(member(*inside)).hexdigest()
        with Path(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError, ReadError):
        return ""


def contents(name: str) -> bytes:
    """The bytes of a file, or of a member of a bundle (`bundle.zip!label`).

    Raises ReadError: `unreadable-file`, `too-large`, and the codes of `bundle.member`.
    """
    inside = split(name)
    if inside is not None:
        return member(*inside)
    file = Path(name)
    try:
        if file.is_dir():
            raise ReadError(
                name,
                "unreadable-file",
                Say("这是文件夹，不是文件。", "this is a folder and no file."),
                Say("请给出文件夹里某一份报告的路径。", "Name a report in it."),
            )
        count = file.stat().st_size
        if count > limits().file_size:
            raise beyond(
                name,
                "too-large",
                Say(f"文件有 {size(count)}", f"the file has {size(count)}"),
                "file_size",
                _SMALLER_PICTURES,
            )
        return file.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(
            name,
            "unreadable-file",
            Say("找不到文件。", "there is no such file."),
            Say("请核对路径和文件名。", "Check path and name."),
        ) from error
    except PermissionError as error:
        raise ReadError(
            name,
            "unreadable-file",
            Say("没有权限读取文件。", "no permission to read the file."),
            Say("请关闭正在使用它的程序，或调整权限。", "Close the program that uses it, or change the permissions."),
        ) from error
    except (OSError, ValueError) as error:
        raise ReadError(
            name,
            "unreadable-file",
            Say(f"文件读不出来（{error}）。", f"the file cannot be read ({error})."),
            Say("请把文件复制到本机后再试。", "Copy it to this machine and try again."),
        ) from error
