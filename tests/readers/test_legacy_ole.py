"""What a compound file holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legacy_build import compound, word
from reportparse.errors import ReadError
from reportparse.readers.detect import detect
from reportparse.readers.legacy_ole import CompoundFile, is_by_libreoffice, kind_of


def test_streams_are_found_by_name_and_read_to_a_limit() -> None:
    file = CompoundFile(compound({"One": b"abc", "Two": b"x" * 5000, "三": b"y", "IV": b"z"}))
    assert set(file.streams) == {"One", "Two", "三", "IV"}
    assert (file.stream("One", 3), file.stream("Two", 9999), file.stream("none", 9)) == (b"abc", b"x" * 5000, b"")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(), "doc"),
        (word(magic=0xA5DC), "doc"),
        (word(WpsCustomData=b"x"), "wps"),
        (word(**{"\x05SummaryInformation": "WPS Office".encode("utf-16-le")}), "wps"),
        (compound({"MatOST": b"x", "CONTENTS": b"x"}), "wps"),
        (word(flags=0x0100), "encrypted-doc"),
        (word(magic=0xA5DC, flags=0x8100), "encrypted-doc"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "encrypted-docx"),
        (compound({"Workbook": b"x"}), "xls"),
        (compound({"PowerPoint Document": b"x"}), "other"),
        (b"", "other"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_libreoffice_signs_its_documents() -> None:
    assert is_by_libreoffice(compound({"WordDocument": b"\xec\xa5" + bytes(32) + b"Caolan80"}))
    assert not is_by_libreoffice(word())


def test_a_small_stream_is_found_in_the_root_storage() -> None:
    # Its sectors of 64 bytes stand one after another in the root's own stream.
    data = bytearray(compound({"WordDocument": b"\xec\xa5" + b"small", "Mini": b"\xfe\xff\xff\xff" * 128}))
    root, entry, mini = 1024, 1024 + 128, 1024 + 256
    start = data[entry + 116 : entry + 120]
    data[root + 116 : root + 120] = start
    data[entry + 116 : entry + 124] = bytes(4) + (7).to_bytes(4, "little")
    data[60:64] = data[mini + 116 : mini + 120]
    assert CompoundFile(bytes(data)).stream("WordDocument", 100) == b"\xec\xa5small"


def test_a_document_with_a_password_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        detect(word(flags=0x0100), "某报告.doc")
    assert caught.value.code == "encrypted-doc"
    assert caught.value.remedy.zh == "请取消密码后另存再试。"


@given(st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=8)), max_size=20), st.integers(0, 9000))
@settings(max_examples=200, deadline=None)
def test_damage_is_never_an_error(changes: list[tuple[int, bytes]], length: int) -> None:
    data = bytearray(word(WpsCustomData=b"x"))
    for at, new in changes:
        data[at + 8 : at + 8 + len(new)] = new
    assert kind_of(bytes(data[:length])) in ("doc", "wps", "encrypted-doc", "encrypted-docx", "other")
