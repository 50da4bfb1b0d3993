"""Zips for the tests, honest and hostile."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        # A name may come twice.
        warnings.simplefilter("ignore")
        for name, data in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, data)
    return made.getvalue()


def in_code_page(members: Mapping[str, bytes], encoding: str) -> bytes:
    """Names in a code page, without the flag for UTF-8, as Windows writes them."""
    plain = {f"{number:0{len(name.encode(encoding))}}": name for number, name in enumerate(members)}
    data = zipped({stand_in: members[name] for stand_in, name in plain.items()})
    for stand_in, name in plain.items():
        data = data.replace(stand_in.encode(), name.encode(encoding))
    return data


def with_password(data: bytes, *names: str) -> bytes:
    """The zip with the flag of encryption set on these members, on all if none is named."""
    changed = bytearray(data)
    for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
        if not names or entry.filename in names:
            changed[entry.header_offset + 6] |= 1
    at = changed.find(b"PK\1\2")
    while at >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if not names or bytes(changed[at + 46 : at + 46 + length]).decode() in names:
            changed[at + 8] |= 1
        at = changed.find(b"PK\1\2", at + 4)
    return bytes(changed)


def bomb(size: int) -> bytes:
    """A DOCX-like member's worth of nothing, packed a thousandfold; the size is only said, not made."""
    data = bytearray(zipped({"bomb.docx": bytes(1 << 16)}))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        data[data.find(mark) + at : data.find(mark) + at + 4] = struct.pack("<I", size)
    return bytes(data)
