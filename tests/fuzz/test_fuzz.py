"""A few seconds of damaged files for every reader, and every file that one did not survive once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from targets import TARGETS, fed

from fuzz import HANG, fuzz

_FILES = 60
FOUND = sorted(Path(__file__).with_name("found").glob("*.bin"))


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_files_get_an_answer(target: str, pytestconfig: pytest.Config) -> None:
    # The same few files on every machine: a search for new ones is a run of its own (run.py).
    tried, crashes = fuzz(target, 10 * float(pytestconfig.getoption("--fuzz")), seed=20260101, files=_FILES)
    assert tried > 5
    assert not crashes, crashes[0].what


@pytest.mark.parametrize("file", FOUND, ids=[file.stem for file in FOUND])
def test_what_was_not_survived_once(file: Path) -> None:
    start = time.monotonic()
    error = fed(TARGETS[file.stem.rpartition("-")[0]], file.read_bytes())
    assert error is None
    assert time.monotonic() - start < HANG
