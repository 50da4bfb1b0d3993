"""Reading page images in a process of its own: crashes, hangs and nonsense cost one page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.scan_client import ScanError, ScanReader
from reportparse.readers.scan_result import ScannedChar, ScannedPage, from_json, to_json

PAGE = ScannedPage(100.0, 50.0, 90, 0.5, (ScannedChar(1, 2, 3, 4, 3.5, 9, "万", 0.75),), (Edge(True, 10.0, 1.0, 40.0),))

# A worker that does with an image what its first pixel says: 0 answer, 1 crash, 2 hang, 3 fail.
WORKER = f"""
import json, os, sys, time
while header := sys.stdin.buffer.readline():
    task = json.loads(header)
    pixels = sys.stdin.buffer.read(3 * task["width"] * task["height"])
    if pixels[0] == 1:
        os._exit(3)
    if pixels[0] == 2:
        time.sleep(60)
    print({to_json(PAGE)!r} if pixels[0] == 0 else json.dumps({{"error": "ValueError: no"}}), flush=True)
"""


@pytest.fixture
def reader() -> Iterator[ScanReader]:
    with closing(ScanReader([sys.executable, "-c", WORKER], timeout=10)) as own:
        yield own


def image(first: int) -> bytes:
    return bytes([first]) + bytes(11)


def test_a_page_survives_the_way_between_the_processes() -> None:
    assert from_json(to_json(PAGE)) == PAGE


def test_pages_are_read_one_after_the_other(reader: ScanReader) -> None:
    assert [reader.read(image(0), 2, 2, 1.0) for _ in range(3)] == [PAGE] * 3


@pytest.mark.parametrize(("first", "why"), [(1, "意外退出"), (3, "ValueError: no")])
def test_a_crash_or_an_error_costs_only_its_page(reader: ScanReader, first: int, why: str) -> None:
    with pytest.raises(ScanError, match=why):
        reader.read(image(first), 2, 2, 1.0)
    assert reader.read(image(0), 2, 2, 1.0) == PAGE


def test_a_hang_is_ended() -> None:
    with (
        closing(ScanReader([sys.executable, "-c", WORKER], timeout=1.0)) as reader,
        pytest.raises(ScanError, match="超过1秒"),
    ):
        reader.read(image(2), 2, 2, 1.0)
