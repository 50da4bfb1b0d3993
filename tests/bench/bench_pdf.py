"""How much faster read_pdf is than pdfplumber's extract_text + extract_tables on the same file, in the same run.

usage: python tests/bench/bench_pdf.py FILE.pdf [FILE.pdf ...] [--rounds N] [--need RATIO]
Prints the medians, their ratio, and whether the cell texts are the same; exit status 1 where they differ or the
ratio is below --need.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pdfplumber

from reportparse.model.document import Source
from reportparse.readers.pdf_reader import read_pages, read_pdf

Grid = dict[tuple[int, ...], str]


def by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def plumber_cells(data: bytes) -> list[Grid]:
    pages: list[Grid] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            found: Grid = {}
            for table in page.find_tables():
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    for box, text in zip(row.cells, texts, strict=True):
                        if box is not None:
                            found[tuple(round(value) for value in box)] = "".join((text or "").split())
            pages.append(found)
    return pages


def our_cells(data: bytes) -> list[Grid]:
    return [
        {
            tuple(round(value) for value in cell.area): "".join("".join(line.text for line in cell.lines).split())
            for table in page.tables
            for cell in table.cells
            if len(table.cells) > 1
        }
        for page in read_pages(data, "bench")
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--need", type=float, default=8.0)
    options = parser.parse_args()
    good = True
    for path in options.files:
        data = path.read_bytes()
        source = Source(str(path), "0", "pdf")
        read_pdf(data, source)
        # In turn, so that a busy moment of the machine strikes both.
        taken = [
            (seconds(partial(read_pdf, data, source)), seconds(partial(by_pdfplumber, data)))
            for _ in range(options.rounds)
        ]
        ours, theirs = (statistics.median(column) for column in zip(*taken, strict=True))
        pages = len(read_pages(data, str(path)))
        one, two = our_cells(data), plumber_cells(data)
        different = sum(
            1 for mine, plumbers in zip(one, two, strict=True) for box in plumbers if mine.get(box) != plumbers[box]
        )
        cells = sum(len(page) for page in two)
        print(
            f"{path.name}: read_pdf {ours / pages * 1000:.2f} ms/page, pdfplumber {theirs / pages * 1000:.2f} ms/page,"
            f" ratio {theirs / ours:.1f}; {cells - different} of {cells} cell texts equal"
        )
        good = good and different == 0 and theirs / ours >= options.need
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
