"""The functions for other programs."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from reportparse.model.report import Report
from reportparse.pipeline import run
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet

Rules = RuleSet | Path | str | None


def extract(path: str | os.PathLike[str], rules: Rules = None) -> Report:
    """Reads one report file. `rules` is a RuleSet, a rule folder, or None for the packaged rules.

    A file that cannot be read gives a Report with status `failed` and the reason in `problems`.
    Raises RuleError where the rule folder is broken.
    """
    return run(os.fspath(path), _ruleset(rules), do_checks=False)


def check(path: str | os.PathLike[str], rules: Rules = None, *, lang: str = "zh") -> Report:
    """Reads one report file and lists what does not hold together; else as `extract`. Messages in `lang`, zh or en."""
    return run(os.fspath(path), _ruleset(rules), lang=lang)


def _ruleset(rules: Rules) -> RuleSet:
    if isinstance(rules, RuleSet):
        return rules
    return _packaged() if rules is None else load_rules(rules)


@lru_cache(maxsize=1)
def _packaged() -> RuleSet:
    return load_rules()
