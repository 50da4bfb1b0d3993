"""python tests/fuzz/run.py --seconds N: damaged files for every reader, N seconds each; what is not survived is kept."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "fuzz")]


def main() -> int:
    from targets import TARGETS

    from fuzz import fuzz

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this one (may be repeated)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000_000)
    parser.add_argument("--most", type=int, default=5, help="crashes of one target after which it is left")
    parser.add_argument("--keep", type=Path, help="folder for the files that are not survived")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="reportparse-fuzz-"))
    status = 0
    for name in options.target or TARGETS:
        tried, crashes = fuzz(name, options.seconds, options.seed, options.most)
        print(f"{name}: {tried} files, {len(crashes)} not survived (seed {options.seed})", flush=True)
        for crash in crashes:
            status = 1
            print(f"  {crash.keep(folder)}\n{crash.what}", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
