"""A few seconds of damaged files for every reader, and every file that one did not survive once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from targets import TARGETS, fed

from fuzz import HANG, fuzz

FOUND = sorted(Path(__file__).with_name("found").glob("*.bin"))


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_files_get_an_answer(target: str, pytestconfig: pytest.Config) -> None:
    tried, crashes = fuzz(target, float(pytestconfig.getoption("--fuzz")), seed=20260101)
    assert tried > 5
    assert not crashes, crashes[0].what


@pytest.mark.parametrize("file", FOUND, ids=[file.stem for file in FOUND])
def test_what_was_not_survived_once(file: Path) -> None:
    start = time.monotonic()
    error = fed(TARGETS[file.stem.rpartition("-")[0]], file.read_bytes())
    assert error is None
    assert time.monotonic() - start < HANG
