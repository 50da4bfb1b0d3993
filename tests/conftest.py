"""Fixtures for all tests. pytest puts tests/ on the import path, for helpers that several folders share."""

from __future__ import annotations

from pathlib import Path

import pytest

from minimal_rules import rule_folder
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet


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
