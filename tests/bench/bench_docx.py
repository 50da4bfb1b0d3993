"""Time of reading a DOCX against walking it with python-docx's `row.cells`, in one run.

    python tests/bench/bench_docx.py [FILE] [--rounds N]

Prints both medians and their ratio. Without a FILE the first document of the corpus is taken.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx

from reportparse.model.document import Source
from reportparse.readers.docx_reader import read_docx

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def walk_row_cells(file: Path) -> int:
    """What a script over python-docx does; returns the characters seen, so that no text stays unread."""
    document = docx.Document(str(file))
    seen = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            seen += sum(len(cell.text) for cell in row.cells)
    return seen


def read(file: Path) -> int:
    data = file.read_bytes()
    document = read_docx(data, Source(str(file), hashlib.sha256(data).hexdigest(), "docx"))
    return sum(len(block.text) if hasattr(block, "text") else 0 for block in document.walk())


def median_ms(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    file = arguments.file or next(iter(sorted(CORPUS.rglob("*.docx"))), None)
    if file is None:
        parser.error(f"no DOCX under {CORPUS}; name a FILE")
    read(file)
    ours = median_ms(lambda: read(file), arguments.rounds)
    theirs = median_ms(lambda: walk_row_cells(file), arguments.rounds)
    print(f"{file.name}: reader {ours:.1f} ms, python-docx row.cells {theirs:.1f} ms, ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
