"""Fixtures for all tests. pytest puts tests/ on the import path, for helpers that several folders share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minimal_rules import rule_folder
from reportparse.model.limits import Limits, limits, set_limits
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet


@pytest.fixture
def limited() -> Iterator[Callable[..., None]]:
    """Sets limits by name for one test."""
    before = limits()
    yield lambda **changes: set_limits(dataclasses.replace(before, **changes))
    set_limits(before)
    assert limits() == Limits()


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    """The packaged rules."""
    return load_rules()


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A valid rule folder with two checks. Not to be written to."""
    return rule_folder(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="session")
def small_rules(small_folder: Path) -> RuleSet:
    return load_rules(small_folder)
