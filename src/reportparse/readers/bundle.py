"""Bundles of reports: a zip, also within a zip. Read in memory; nothing in it ever has a path on this machine."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportparse.errors import ReadError
from reportparse.model.findings import Say
from reportparse.model.limits import limits, names
from reportparse.readers.beyond import RATIO_FREE_BYTES, beyond, or_allow, shown_limit
from reportparse.readers.bundle_names import SEPARATOR, is_junk, labels

_KEPT_OPEN = 5
"""Bundles kept open: one within the other as deep as they may be, and some to spare."""
_MAGIC = b"PK"
_OTHER_PACKAGES = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "ofd.xml"})
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Refused:
    """A bundle or one of its members that is not read. `code` is one of those of `member`, `said` tells why."""

    name: str
    code: str
    said: Say


def split(name: str) -> tuple[str, str] | None:
    """The bundle's file and the label of a member, where `name` is no file itself but `bundle.zip!label`."""
    if SEPARATOR not in name or _is_file(name):
        return None
    at = name.find(SEPARATOR)
    while at > 0:
        if _is_file(name[:at]) and is_bundle(name[:at]):
            return name[:at], name[at + 1 :]
        at = name.find(SEPARATOR, at + 1)
    return None


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        # Too long for a name, say.
        return False


def is_bundle(path: str) -> bool:
    """Whether the file is a zip that is no document itself. A damaged zip is none."""
    try:
        with Path(path).open("rb") as file:
            if file.read(2) != _MAGIC:
                return False
            return directory_bytes(file) > limits().bundle_list or _is_plain(_opened(path, _stamp(path), ()))
    except ReadError:
        # A zip beyond the limits; listing it says which.
        return True
    except _FAULTS:
        return False


def members(path: str, wanted: Callable[[str], bool]) -> Iterator[str | Refused]:
    """The names (`path!label`) of the files in a bundle that are `wanted` by their label, by folder and name.

    Bundles within it are opened in their place. What is not to be read is `Refused`: one member, or the whole bundle
    where it has a password or goes beyond the limits.
    """
    yield from _Listing(path, wanted).names((), 1)


class _Listing:
    """One bundle being listed; what is counted is counted over all that it holds."""

    def __init__(self, path: str, wanted: Callable[[str], bool]) -> None:
        self._path = path
        self._wanted = wanted
        self._members = 0
        self._bytes = 0

    def names(self, inner: tuple[str, ...], depth: int) -> Iterator[str | Refused]:
        here = SEPARATOR.join((self._path, *inner))
        try:
            archive = _opened(self._path, _stamp(self._path), inner)
        except ReadError as error:
            yield Refused(here, error.code, error.said)
            return
        except _FAULTS:
            yield _refused(here, "broken-bundle")
            return
        if inner and not _is_plain(archive):
            # A document that is only called zip.
            yield here
            return
        self._members += len(archive.files)
        if self._members > limits().bundle_members:
            yield _refused(here, "too-many-members")
            return
        chosen = [label for label in archive.files if not is_junk(label) and (_is_zip(label) or self._wanted(label))]
        chosen.sort(key=lambda label: label.split("/"))
        if chosen and all(archive.files[label].flag_bits & 1 for label in chosen):
            yield _refused(here, "encrypted-zip")
            return
        for label in chosen:
            name = f"{here}{SEPARATOR}{label}"
            code = refusal(archive.files[label])
            if code is None:
                self._bytes += archive.files[label].file_size
                if self._bytes > limits().bundle_size:
                    yield _refused(here, "too-large-bundle")
                    return
            if code is not None:
                yield _refused(name, code)
            elif not _is_zip(label):
                yield name
            elif depth >= limits().bundle_depth:
                yield _refused(name, "too-deep")
            else:
                yield from self.names((*inner, label), depth + 1)
                if self._members > limits().bundle_members or self._bytes > limits().bundle_size:
                    return


def member(path: str, label: str, limit: int | None = None) -> bytes:
    """The first `limit` bytes of a member, or all of it; the label as in `members`.

    Raises ReadError: `unreadable-file` (no such member), `encrypted-zip`, `too-large`, `zip-bomb`, `too-many-members`,
    `broken-bundle`.
    """
    *inner, last = label.split(SEPARATOR)
    name = f"{path}{SEPARATOR}{label}"
    try:
        archive = _opened(path, _stamp(path), tuple(inner))
        return archive.read(last, limit)
    except ReadError as error:
        raise ReadError(name, error.code, error.message, error.remedy) from error
    except KeyError as error:
        raise refused(name, "unreadable-file") from error
    except _FAULTS as error:
        raise refused(name, "broken-bundle") from error


def refusal(entry: zipfile.ZipInfo) -> str | None:
    """Why a member is not to be unpacked, by what the zip says of it; None where it is."""
    if entry.flag_bits & 1:
        return "encrypted-zip"
    if entry.file_size > RATIO_FREE_BYTES and entry.file_size > limits().unpacked_ratio * entry.compress_size:
        return "zip-bomb"
    return "too-large" if entry.file_size > limits().file_size else None


@dataclass(frozen=True)
class _Opened:
    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]

    def read(self, label: str, limit: int | None) -> bytes:
        entry = self.files[label]
        code = refusal(entry)
        if code is not None:
            raise refused(label, code)
        with self.archive.open(entry) as file:
            # As many bytes as were promised, whatever comes out.
            return file.read(entry.file_size if limit is None else min(limit, entry.file_size))


@lru_cache(maxsize=_KEPT_OPEN)
def _opened(path: str, stamp: tuple[int, int], inner: tuple[str, ...]) -> _Opened:
    """A bundle, or one within it. Kept open: its members are asked for one by one, and its list is long.

    `stamp` tells a file changed since from the one kept. Raises ReadError, and KeyError where there is no such member.
    """
    if inner:
        data = _opened(path, stamp, inner[:-1]).read(inner[-1], None)
        size, file = len(data), io.BytesIO(data)
        if directory_bytes(file) > limits().bundle_list:
            raise _long_list(path)
        archive = zipfile.ZipFile(file)
    else:
        size = stamp[1]
        with Path(path).open("rb") as outer:
            if directory_bytes(outer) > limits().bundle_list:
                raise _long_list(path)
        archive = zipfile.ZipFile(path)
    entries = archive.infolist()
    if sum(entry.compress_size for entry in entries) > size:
        # Members that lie on top of each other.
        raise ReadError(path, "zip-bomb", _OVERLAPPING, _CHECK)
    return _Opened(archive, labels(entries))


def _stamp(path: str) -> tuple[int, int]:
    stat = Path(path).stat()
    return stat.st_mtime_ns, stat.st_size


def _is_zip(label: str) -> bool:
    return label.lower().endswith(".zip")


def _is_plain(archive: _Opened) -> bool:
    return not any(label.lower() in _OTHER_PACKAGES for label in archive.files)


def directory_bytes(file: io.BufferedIOBase) -> int:
    """The size of a zip's list of contents as its end says, 0 where there is no such end. Moves the position."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 128))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 16:
        return 0
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    long_form = tail.rfind(b"PK\6\6", 0, at)
    if long_form >= 0 and listed == 0xFFFFFFFF:
        listed = int.from_bytes(tail[long_form + 40 : long_form + 48], "little")
    return listed


_ALONE = Say("请解压后给出文件夹，或分成几个压缩包。", "Unpack it and name the folder, or make several archives of it.")
_CHECK = Say(
    "请核对来源；确属报告的，请自行解压后再试。", "Check where it comes from; if it is a report, unpack it yourself."
)
_OVERLAPPING = Say(
    "压缩包里的文件互相重叠，解压后会大得反常，为安全起见没有解压。",
    "the files in the archive lie on top of each other and unpack to a suspicious size; it was left alone.",
)
_SAID = {
    "unreadable-file": (
        Say("压缩包里没有这个文件。", "there is no such file in the archive."),
        Say("请核对名称。", "Check the name."),
    ),
    "encrypted-zip": (
        Say("压缩包设有密码，里面的文件读不出来。", "the archive has a password and cannot be read."),
        Say(
            "请用密码解压后给出文件夹，或重新压缩、不设密码。",
            "Unpack it and name the folder, or pack it again without a password.",
        ),
    ),
    "zip-bomb": (
        Say(
            "压缩包里的文件解压后大得反常，超过原来的 {unpacked_ratio}（unpacked_ratio），为安全起见没有解压。",
            "unpacks to a suspicious size, above {unpacked_ratio} what it is (unpacked_ratio), and was left alone.",
        ),
        Say(
            "请核对来源；确属报告的，请自行解压后再试。",
            "Check where it comes from; if it is a report, unpack it yourself.",
        ),
    ),
    "too-large": (
        Say(
            "文件解压后超过 {file_size}的上限（file_size）。",
            "the file is above the limit of {file_size} when unpacked (file_size).",
        ),
        Say("请解压后压缩其中的图片，另存再试。", "Unpack it, make its pictures smaller and save it again."),
    ),
    "too-large-bundle": (
        Say(
            "压缩包里的报告解压后共超过 {bundle_size}（bundle_size），其余没有读。",
            "the reports in the archive are above {bundle_size} when unpacked (bundle_size); the rest was not read.",
        ),
        _ALONE,
    ),
    "too-many-members": (
        Say(
            "压缩包里的文件超过 {bundle_members}（bundle_members），没有读。",
            "more than {bundle_members} files in the archive (bundle_members), which was not read.",
        ),
        _ALONE,
    ),
    "too-deep": (
        Say(
            "压缩包套压缩包超过 {bundle_depth}（bundle_depth），里面的没有读。",
            "archives within each other, more than {bundle_depth} (bundle_depth); what is in it was not read.",
        ),
        Say("请解压后给出文件夹。", "Unpack it and name the folder."),
    ),
    "broken-bundle": (
        Say(
            "压缩包里的文件读不出来：已损坏，或压缩方法不常见。",
            "what is in the archive cannot be unpacked: damaged, or packed in an unusual way.",
        ),
        Say(
            "请解压后给出文件夹，或重新压缩；解不开的，请向报送单位重新索取。",
            "Unpack it and name the folder, or pack it again; if it does not unpack, ask for it again.",
        ),
    ),
}


def refused(name: str, code: str) -> ReadError:
    """The error that tells why a bundle or member is not read."""
    message, remedy = _SAID[code]
    shown = {limit: shown_limit(limit) for limit in names()}
    zh = message.zh.format(**{limit: value.zh for limit, value in shown.items()})
    en = message.en.format(**{limit: value.en for limit, value in shown.items()})
    limit = next((limit for limit in names() if f"({limit})" in en), None)
    return ReadError(name, code, Say(zh, en), remedy if limit is None else or_allow(limit, remedy))


def _refused(name: str, code: str) -> Refused:
    return Refused(name, code, refused(name, code).said)


def _long_list(path: str) -> ReadError:
    what = Say("压缩包的目录过长", "the list of contents of the archive is too long")
    return beyond(path, "too-many-members", what, "bundle_list", _ALONE)
