"""What comes after reading against reading itself, and the memory of one process over many documents.

    python tests/bench/bench_pipeline.py [FILE ...] [--rounds N] [--documents N] [--need R]

Prints for each file the time of locate + extract + check as a ratio to the time of reading it (the baseline, measured
in turn in the same run), then the resident memory after a tenth and after all of the documents. Exits 1 where a
ratio is above --need.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from reportparse.pipeline import check_document, run
from reportparse.readers import read
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--need", type=float, default=None)
    options = parser.parse_args()
    files = options.files or sorted([*CORPUS.glob("*.docx"), *CORPUS.glob("*.pdf")])
    if not files:
        parser.error("no files")
    ruleset = load_rules()
    worst = 0.0
    for path in files:
        document = read(path)
        check_document(document, ruleset)
        reading: list[float] = []
        after: list[float] = []
        for _ in range(options.rounds):
            start = time.perf_counter()
            document = read(path)
            middle = time.perf_counter()
            check_document(document, ruleset)
            reading.append(middle - start)
            after.append(time.perf_counter() - middle)
        ratio = statistics.median(after) / statistics.median(reading)
        worst = max(worst, ratio)
        print(
            f"{path.name}: read {statistics.median(reading) * 1000:.1f} ms, "
            f"locate + extract + check {statistics.median(after) * 1000:.1f} ms, ratio {ratio:.2f}"
        )
    print(f"largest ratio {worst:.2f}")
    if options.documents:
        _memory(files, options.documents, ruleset)
    return 1 if options.need is not None and worst > options.need else 0


def _memory(files: list[Path], documents: int, ruleset: RuleSet) -> None:
    marks = {max(1, documents // 10), documents}
    for number in range(1, documents + 1):
        run(files[number % len(files)], ruleset)
        if number in marks:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"after {number} documents: at most {peak:.0f} MiB resident")


if __name__ == "__main__":
    sys.exit(main())
