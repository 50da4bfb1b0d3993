"""Pages and documents beyond any report are refused or read in part, with a message."""

from __future__ import annotations

import random
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from pdf_build import Sheet, pdf

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.readers.pdf_reader import read_pdf


def read(data: bytes) -> Document:
    return read_pdf(data, Source("large.pdf", "0", "pdf"))


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.path == "large.pdf"
    return caught.value.code


def many_pages(count: int) -> bytes:
    """A PDF whose pages are all the same empty one, written in the shortest way."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % n for n in range(3, count + 3))),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * count,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def test_a_hundred_thousand_empty_pages_are_refused() -> None:
    assert refusal(many_pages(100_000)) == "too-many-pages"


def test_empty_pages_within_the_limit_have_no_text() -> None:
    assert refusal(many_pages(500)) == "pdf-without-text"


def dense_page(characters: int) -> Sheet:
    sheet = Sheet()
    for number in range(characters // 1000):
        sheet.text(number % 7 * 80, 20 + number // 7 % 800, "a" * 1000, size=3)
    return sheet


def test_a_page_of_a_million_characters_is_not_read() -> None:
    assert refusal(pdf(dense_page(1_000_000))) == "too-large-pdf"
    document = read(pdf(Sheet().text(72, 100, "正文"), dense_page(1_000_000)))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["正文"]
    (problem,) = document.problems
    assert (problem.stage, problem.code) == ("read", "page-too-large")
    assert "第2页的字符数超过" in problem.message.zh


def strokes(count: int) -> list[str]:
    chance = random.Random(1)
    found = []
    for number in range(count):
        x, y = chance.uniform(0, 500), chance.uniform(0, 800)
        dx, dy = (9, 0) if number % 2 else (0, 9)
        found.append(f"{x:.1f} {y:.1f} m {x + dx:.1f} {y + dy:.1f} l")
    return found


def squared(count: int) -> Sheet:
    """A table of count x count cells."""
    side = 5.0 * count + 20
    marks = [10 + 5.0 * number for number in range(count + 1)]
    return Sheet(width=side, height=side).grid(marks, marks)


DRAWN: dict[str, Callable[[], Sheet]] = {
    "a million lines": lambda: Sheet(operators=[f"{stroke} S" for stroke in strokes(1_000_000)]),
    "a path of a million lines": lambda: Sheet(operators=[" ".join(strokes(1_000_000)) + " S"]),
    "a table of a million cells": lambda: squared(1000),
    "frames": lambda: Sheet(operators=[f"{n % 20 * 28} {n // 20 * 8 + 20} 24 5.5 re S" for n in range(1900)]),
    "a form in a form": lambda: Sheet().form("0 0 m 9 9 l S " * 20_000, "1 0 0 1 0 0").draw("/X1 Do " * 20),
}


@pytest.mark.parametrize("name", DRAWN)
def test_the_text_of_a_page_with_too_much_drawing_is_read_without_its_tables(name: str) -> None:
    sheet = DRAWN[name]()
    document = read(pdf(sheet.text(12, 9, "正文")))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["正文"]
    if name != "frames":
        (problem,) = document.problems
        assert problem.code == "page-too-large"
        assert "第1页的" in problem.message.zh
        assert "没有读表格" in problem.message.zh


def test_a_stream_that_unpacks_to_hundreds_of_megabytes_is_refused() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m 1 1 l S\n" * (1 << 18)) for _ in range(60)) + packer.flush()
    bomb = b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    plain = pdf(Sheet().text(72, 100, "x"))
    assert refusal(plain.replace(b"3 0 obj", bomb + b"3 0 obj", 1)) == "too-large-pdf"


def test_many_pages_of_many_cells_are_refused() -> None:
    page = Sheet().grid([40 + 10.0 * n for n in range(41)], [60 + 10.0 * n for n in range(71)]).text(42, 68, "x")
    assert refusal(pdf(*[page] * 120)) == "too-large-pdf"


def test_a_document_with_too_much_text_is_refused(limited: Callable[..., None]) -> None:
    limited(characters=1000)
    page = Sheet()
    for number in range(20):
        page.text(72, 100 + 16 * number, "完成任务" * 5)
    assert read(pdf(page, page)).problems == ()
    assert refusal(pdf(page, page, page)) == "too-large-pdf"


def test_a_large_table_below_the_limits_is_read_in_bounded_memory() -> None:
    data = pdf(squared(150).text(11, 14, "x", size=3))
    tracemalloc.start()
    document = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert len(table.cells) == 22_500
    assert peak < 200 << 20
