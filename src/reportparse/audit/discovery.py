"""From the arguments of a command to files: names as given, folders searched, `-` for names on standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportparse.model.findings import Say
from reportparse.readers.bundle import Refused, is_bundle, members, split
from reportparse.readers.legacy_convert import Conversion

_MISSING = Say("没有这个文件，请检查路径。", "no such file; check the path.")

EXTENSIONS = frozenset(
    {".docx", ".pdf", ".doc", ".wps", ".xlsx", ".xlsm", ".xls", ".et", ".txt", ".md", ".htm", ".html"}
)
"""Files taken from a folder or a bundle. A file named on the command line is taken whatever its name: its content decides."""

ARCHIVES = frozenset({".zip", ".rar", ".7z"})
"""Taken as well. A zip is opened; that the others cannot be read is said, so that no report is passed over in silence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `ready` is what a conversion ahead of the reading has made of it."""

    path: str
    ready: Conversion | None = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """An argument that leads to no file: `code` is stable, `message` says what to do."""

    path: str
    code: str
    message: Say


def find_reports(arguments: Iterable[str], names: BinaryIO | None = None) -> Iterator[Found | NotFound]:
    """The files meant by `arguments`, in that order and sorted by name within a folder, found as they are asked for.

    A zip that is no document itself is a bundle: its reports have paths like `archive.zip!folder/report.docx`.
    `names` is where `-` reads file names, one a line (or ended by NUL). Hidden files and folders, the lock files of
    word processors (`~$…`) and what describes a folder (`README.…`) are passed over.
    """
    for argument in arguments:
        if argument == "-":
            for name in _listed(names):
                yield from _one(name)
        else:
            yield from _one(argument)


def _listed(names: BinaryIO | None) -> Iterator[str]:
    for number, line in enumerate(names or ()):
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        for name in line.rstrip(b"\r\n").split(b"\0"):
            if name.strip():
                yield os.fsdecode(name)


def _one(name: str) -> Iterator[Found | NotFound]:
    path = Path(name)
    try:
        if not path.is_dir():
            if split(name) is None and not path.exists():
                yield NotFound(name, "not-found", _MISSING)
            elif is_bundle(name):
                yield from _or_none(name, _bundle(name), "压缩包", "archive")
            else:
                yield Found(name)
            return
    except (OSError, ValueError) as error:
        yield NotFound(name, "not-found", Say(f"路径不可用：{error}。", f"not a usable path: {error}."))
        return
    yield from _or_none(name, _walk(name), "文件夹", "folder")


def _or_none(name: str, items: Iterable[Found | NotFound], zh: str, en: str) -> Iterator[Found | NotFound]:
    """The items, or that there are none in what was named."""
    count = 0
    for item in items:
        count += 1
        yield item
    if not count:
        kinds = sorted(EXTENSIONS)
        message = Say(
            f"{zh}里没有报告（{'、'.join(kinds)}），请检查路径。",
            f"no reports in this {en} ({', '.join(kinds)}); check the path.",
        )
        yield NotFound(name, "no-reports", message)


def _is_wanted(name: str) -> bool:
    """Whether a file of a folder or bundle is taken, by its name. What describes the folder is no report."""
    path = Path(name)
    return path.suffix.lower() in EXTENSIONS | ARCHIVES and path.stem.lower() != "readme"


def _bundle(name: str) -> Iterator[Found | NotFound]:
    """The reports in a zip, those in zips within it too."""
    for item in members(name, _is_wanted):
        yield NotFound(item.name, item.code, item.said) if isinstance(item, Refused) else Found(item)


def _walk(folder: str) -> Iterator[Found | NotFound]:
    """Depth first, by name. Linked folders are not followed: they may lead back here."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        message = Say(f"打不开这个文件夹：{error.strerror}。", f"this folder cannot be opened: {error.strerror}.")
        yield NotFound(folder, "unreadable-folder", message)
        return
    for entry in ordered:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif _is_wanted(entry.name) and entry.is_file():
            if is_bundle(entry.path):
                yield from _bundle(entry.path)
            else:
                yield Found(entry.path)
