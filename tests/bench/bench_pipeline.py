"""What comes after reading against reading itself, and the memory of one process over many documents.

    python tests/bench/bench_pipeline.py [FILE ...] [--rounds N] [--documents N] [--need R]

Prints for each file the time of locate + extract + check as a ratio to the time of reading it (the baseline, measured
in turn in the same run) and the time of the whole way from file to result, shaped for output, then the resident memory after a tenth and after all of the documents. Exits 1 where a
ratio is above --need.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from reportparse.checks import run_checks
from reportparse.extraction import extract_reading
from reportparse.locate import Sayer, locate
from reportparse.pipeline import check_document, run
from reportparse.readers import read
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet
from reportparse.text.dates import known_dates
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import fold
from reportparse.text.numbers import known_figures
from reportparse.text.sentences import sentences

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
        check_document(read(path), ruleset)
        reading: list[float] = []
        stages: list[float] = []
        whole: list[float] = []
        for _ in range(options.rounds):
            start = time.perf_counter()
            document = read(path)
            # What the round before has kept of this document's own sentences.
            for kept in (known_figures, figured_sentences, known_dates, sentences, fold):
                kept.cache_clear()
            read_at = time.perf_counter()
            outline = locate(document, ruleset)
            found = extract_reading(document, outline, ruleset)
            run_checks(found, ruleset, None, Sayer(document, outline).say)
            checked_at = time.perf_counter()
            check_document(read(path), ruleset)
            reading.append(read_at - start)
            stages.append(checked_at - read_at)
            whole.append(time.perf_counter() - checked_at)
        base = statistics.median(reading)
        ratio = statistics.median(stages) / base
        worst = max(worst, ratio)
        print(
            f"{path.name}: read {base * 1000:.1f} ms, locate + extract + check {statistics.median(stages) * 1000:.1f} ms, "
            f"ratio {ratio:.2f}; from file to result {statistics.median(whole) / base:.2f} times the reading"
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
