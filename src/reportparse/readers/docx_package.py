"""The OOXML package: a guarded zip, its relationships and its XML parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from reportparse.errors import ReadError
from reportparse.model.document import Problem
from reportparse.model.findings import Say
from reportparse.model.limits import limits, size
from reportparse.readers.beyond import RATIO_FREE_BYTES, beyond
from reportparse.readers.docx_names import Element

_SMALLER = Say("请核对文件来源；确属报告的，请拆分后再试。", "Check where it comes from; if it is a report, split it.")
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


def _with_dtd(part: str) -> Say:
    return Say(f"部件 {part} 含有不允许的 DTD", f"part {part} has a document type definition, which is not allowed")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_SAFE)


_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


Kind = Literal["docx", "xlsx"]
_PROGRAMS = {"docx": "Word", "xlsx": "Excel"}
_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def broken(path: str, what: Say, kind: Kind = "docx") -> ReadError:
    """The error for a package whose content cannot be made out: `broken-docx`, `broken-xlsx`."""
    program = _PROGRAMS[kind]
    return ReadError(
        path,
        f"broken-{kind}",
        Say(f"{program} 文件已损坏：{what.zh}。", f"the {program} file is damaged: {what.en}."),
        Say(
            f"请用 {program} 或 WPS 打开并另存为新的 .{kind} 文件后再试；打不开的，请向报送单位重新索取。",
            f"Open it in {program} or WPS, save it as a new .{kind} and try again; if it does not open, ask for it again.",
        ),
    )


@dataclass
class Package:
    """An open DOCX or XLSX. Part names carry no leading slash. Faults of secondary parts are collected in `problems`."""

    path: str
    archive: zipfile.ZipFile
    kind: Kind = "docx"
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def open(cls, data: bytes, path: str, kind: Kind = "docx") -> Package:
        """Open and guard. Raises ReadError (that of `broken`, `zip-bomb`, `encrypted-docx`)."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            entries = archive.infolist()
        except _ZIP_FAULTS as error:
            raise broken(path, Say("压缩包目录读不出来", "its list of contents cannot be read"), kind) from error
        unpacked = sum(entry.file_size for entry in entries)
        bounds = limits()
        remedy = Say(
            f"请核对文件来源；确属报告的，请删去其中的大图后另存为 .{kind} 再试。",
            f"Check where it comes from; if it is a report, take out large pictures and save it as a new .{kind}.",
        )
        if len(entries) > bounds.parts:
            what = Say(f"文件里有 {len(entries)} 个部件", f"the file has {len(entries)} parts")
            raise beyond(path, "zip-bomb", what, "parts", remedy)
        if unpacked > bounds.unpacked_size:
            what = Say(f"文件解压后有 {size(unpacked)}", f"the file unpacks to {size(unpacked)}")
            raise beyond(path, "zip-bomb", what, "unpacked_size", remedy)
        if unpacked > RATIO_FREE_BYTES and unpacked > bounds.unpacked_ratio * len(data):
            times = unpacked // len(data)
            what = Say(
                f"文件解压后有 {size(unpacked)}，是原来的 {times} 倍",
                f"the file unpacks to {size(unpacked)}, {times} times what it is",
            )
            raise beyond(path, "zip-bomb", what, "unpacked_ratio", remedy)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ReadError(
                path,
                "encrypted-docx",
                Say("文件设有打开密码。", "the file has a password."),
                Say(f"请取消密码后另存为 .{kind} 再试。", f"Take the password off, save it as .{kind} and try again."),
            )
        return cls(path, archive, kind)

    def main_part(self) -> str:
        """The name of the main document part. Raises ReadError where there is none."""
        for kind, target in self.relationships("").values():
            if kind == "officeDocument" and self._entry(target) is not None:
                return target
        usual = _MAIN_PARTS[self.kind]
        if self._entry(usual) is not None:
            return usual
        raise self.broken(Say(f"缺少主要部件 {usual}", f"its main part {usual} is missing"))

    def broken(self, what: Say) -> ReadError:
        """The error for something in this package that cannot be made out."""
        return broken(self.path, what, self.kind)

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last segment of its type, target part) of a part ("" for the package); outside links left out."""
        folder, _, name = part.rpartition("/")
        root = self.optional(posixpath.join(folder, "_rels", name + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in () if root is None else root:
            target = item.get("Target")
            if target is None or item.get("TargetMode") == "External":
                continue
            target = target.replace("\\", "/")
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], target)
        return found

    def root(self, part: str) -> Element:
        """The root element of an XML part. Raises ReadError where it is missing or not sound XML."""
        data = self.xml(part)
        try:
            root: Element = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._unsound(part, error) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken(_with_dtd(part))
        return root

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of some names in a large part, each when it ends and gone when the next is asked for.

        Raises ReadError as `root`.
        """
        source = io.BytesIO(self.xml(part))
        try:
            for _, element in etree.iterparse(source, events=("end",), tag=tags, **_SAFE):
                if element.getroottree().docinfo.internalDTD is not None:
                    raise self.broken(_with_dtd(part))
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._unsound(part, error) from error

    def _unsound(self, part: str, error: Exception) -> ReadError:
        deep = "depth" in str(error).lower()
        if deep:
            return self.broken(
                Say(f"部件 {part} 的元素嵌套超过 256 层", f"the elements of part {part} are nested deeper than 256")
            )
        return self.broken(Say(f"部件 {part} 不是合格的 XML", f"part {part} is not sound XML"))

    def xml(self, part: str) -> bytes:
        """The bytes of an XML part, without DTD. Raises ReadError where it is missing, too large or has one."""
        entry = self._entry(part)
        if entry is None:
            raise self.broken(Say(f"缺少部件 {part}", f"part {part} is missing"))
        if entry.file_size > limits().xml_size:
            what = Say(f"部件 {part} 有 {size(entry.file_size)}", f"part {part} has {size(entry.file_size)}")
            raise beyond(self.path, "part-too-large", what, "xml_size", _SMALLER)
        try:
            with self.archive.open(entry) as file:
                # No more than was promised, whatever comes out: `read` without a number unpacks gigabytes at once.
                data = file.read(entry.file_size + 1)
        except (*_ZIP_FAULTS, NotImplementedError) as error:
            raise self.broken(Say(f"部件 {part} 解压出错", f"part {part} does not unpack")) from error
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            # One encoding from here on, so that the two byte-wise looks below hold for every part.
            data = data.decode("utf-16", "replace").encode("utf-8")
            head, mark, rest = data.partition(b"?>")
            data = rest if mark and head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") else data
        if data.count(b"<") > 2 * limits().elements:
            what = Say(f"部件 {part} 的元素过多", f"part {part} has too many elements")
            raise beyond(self.path, "part-too-large", what, "elements", _SMALLER)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self.broken(_with_dtd(part))
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        return data

    def optional(self, part: str | None) -> Element | None:
        """The root of a part that a report can do without: None where it is missing; a broken one is a Problem."""
        if part is None or self._entry(part) is None:
            return None
        try:
            return self.root(part)
        except ReadError as error:
            self.problems.append(Problem("read", "broken-part", error.message))
            return None

    def part_of_kind(self, relationships: dict[str, tuple[str, str]], kind: str) -> str | None:
        """The first target of a relationship type, or None."""
        return next((target for found, target in relationships.values() if found == kind), None)

    def _entry(self, part: str) -> zipfile.ZipInfo | None:
        try:
            return self.archive.getinfo(part)
        except KeyError:
            lowered = part.lower()
            # Some programs write the folders with backslashes.
            named = ((entry.filename.replace("\\", "/").lower(), entry) for entry in self.archive.infolist())
            return next((entry for name, entry in named if name == lowered), None)
