"""The limits within which files are read: one place for all of them. Beyond one a file is refused, by the limit's name."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

_SIZE = re.compile(r"(\d{1,15})([KMG]?)", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may at most have or take. Sizes are in bytes, times in seconds. A report needs a small part of each."""

    file_size: int = 200 << 20
    """A file, and a member of a bundle. A report with scanned pages takes some 30 MB."""
    text_size: int = 5 << 20
    """A plain text. A report with all its tables takes a few hundred kilobytes."""
    html_size: int = 20 << 20
    """A web page."""
    unpacked_size: int = 1 << 30
    """All parts of a Word or Excel file together."""
    unpacked_ratio: int = 200
    """Unpacked over packed size, where the unpacked size is above 32 MB. Word's own XML packs 10 to 40 times."""
    xml_size: int = 64 << 20
    """One XML part of a Word or Excel file, unpacked."""
    elements: int = 5_000_000
    """Tags of one XML part."""
    parts: int = 10_000
    """Parts of a Word or Excel file; a report with a hundred scanned pages has some three hundred."""
    depth: int = 200
    """Elements of a web page within each other. For XML the parser's own limit holds, which is 256."""
    cells: int = 300_000
    """Cells of all tables of a file; a report's largest list has some thousands."""
    columns: int = 2000
    """Columns of one table, spans counted in full."""
    squares: int = 2_000_000
    """Squares of one table's grid."""
    objects: int = 20_000
    """Pictures, drawings and embedded objects of a file."""
    pages: int = 3000
    """Pages of a PDF."""
    characters: int = 2_000_000
    """Characters of a PDF or workbook; a report has some ten thousand."""
    stream_size: int = 96 << 20
    """A packed part of a PDF that is no picture, where it unpacks to more than 50 times what it is."""
    page_characters: int = 100_000
    """Characters of a page of a PDF; beyond this and the following limits the page is read in part or not at all."""
    page_objects: int = 150_000
    """Texts, paths and pictures of a page, those of its forms included."""
    page_segments: int = 300_000
    """Of all paths of a page."""
    page_rulings: int = 8_000
    """Of a page, pieces of one line joined."""
    page_crossings: int = 40_000
    """Of the rulings of a page; a sheet of squared paper has ten thousand."""
    page_tables: int = 400
    """Tables and frames of a page."""
    bundle_depth: int = 3
    """Bundles within each other, the outermost counted."""
    bundle_members: int = 50_000
    """Files in a bundle and all that are in it."""
    bundle_size: int = 16 << 30
    """Unpacked size of all reports in a bundle together."""
    bundle_list: int = 32 << 20
    """A zip's list of contents, which is read as a whole before anything can be counted."""
    seconds: int = 300
    """Time for one file. A large report takes a few."""
    memory: int = 2 << 30
    """Memory of a process that reads one file after the other; 0 for no limit. A report takes some 100 MB."""

    def with_setting(self, setting: str) -> Limits:
        """These limits with one changed, as `NAME=VALUE`; sizes may end in K, M or G.

        Raises ValueError where there is no such limit, or the value is no whole number.
        """
        name, _, value = setting.partition("=")
        name = name.strip().replace("-", "_")
        match = _SIZE.fullmatch(value.strip())
        if name not in names():
            raise ValueError(name)
        if match is None:
            raise ValueError(value.strip())
        return dataclasses.replace(self, **{name: int(match[1]) * _UNITS[match[2].upper()]})


SIZES = frozenset(
    {
        "file_size",
        "text_size",
        "html_size",
        "unpacked_size",
        "xml_size",
        "stream_size",
        "bundle_size",
        "bundle_list",
        "memory",
    }
)
"""The limits that are numbers of bytes."""


def names() -> tuple[str, ...]:
    """The names of all limits."""
    return tuple(field.name for field in dataclasses.fields(Limits))


_current = Limits()


def limits() -> Limits:
    """The limits of this process."""
    return _current


def set_limits(new: Limits) -> None:
    """Makes other limits those of this process, for all that is read from now on."""
    global _current
    _current = new


def size(count: int) -> str:
    """A number of bytes in words: `200 MB`."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")):
        if count >= unit:
            return f"{count / unit:.4g} {name}"
    return f"{count} B"
