"""Encodings told apart by content."""

from __future__ import annotations

import codecs
import random

import pytest

from reportparse.readers.charset import decode

SENTENCE = "云溪县林业局2022年部门整体支出预算为一千二百万元，其中基本支出八百万元，项目支出四百万元。\n"
TRADITIONAL = "雲溪縣林業局二〇二二年度整體支出預算為一千二百萬元，其中基本支出八百萬元，項目支出四百萬元。\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("gbk", b"", "gb18030"),
        ("gb18030", b"", "gb18030"),
    ],
)
@pytest.mark.parametrize("text", [SENTENCE, SENTENCE * 40, "单位：元", "合计\t318.3\n"])
def test_encodings(encoding: str, mark: bytes, named: str, text: str) -> None:
    decoded = decode(mark + text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.broken) == (text, named, 0)


def test_big5_only_where_it_reads_better() -> None:
    decoded = decode(TRADITIONAL.replace("〇", "零").encode("big5"))
    assert decoded is not None
    assert (decoded.encoding, decoded.text) == ("big5hkscs", TRADITIONAL.replace("〇", "零"))


def test_rare_characters_of_gb18030() -> None:
    text = "项目负责人：李\U00020bb7。" + SENTENCE
    decoded = decode(text.encode("gb18030"))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_in_a_character_is_still_read(encoding: str) -> None:
    decoded = decode((SENTENCE * 3).encode(encoding)[:-2])
    assert decoded is not None
    assert decoded.broken == 1
    assert decoded.text.startswith(SENTENCE)


def test_a_few_broken_bytes_are_counted() -> None:
    data = (SENTENCE * 50).encode()
    middle = len(SENTENCE.encode()) * 7
    decoded = decode(data[:middle] + b"\xff" + data[middle:])
    assert decoded is not None
    assert decoded.broken == 1
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain words",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        bytes(range(256)) * 16,
        ("报告" * 10).encode() + bytes(100),
        ("报告\x01\x02\x03" * 50).encode(),
    ],
)
def test_what_is_no_chinese_text(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_no_text(seed: int) -> None:
    assert decode(random.Random(seed).randbytes(4000)) is None
