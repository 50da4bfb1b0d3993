"""Patterns of rules: found as usual, stopped when they run away."""

from __future__ import annotations

import pickle

import pytest

from reportparse.ruleset import patterns
from reportparse.ruleset.patterns import PatternTimeout, compiled, finditer, fullmatch, match, search

RUNAWAY = r"(?:a|a|b?a)*\d"
TEXT = "a" * 5000


def test_compiled_once() -> None:
    assert compiled("(?P<n>一)") is compiled("(?P<n>一)")


def test_the_four_ways_to_match() -> None:
    found = search("(?P<n>[0-9]+)人", "共12人")
    assert found is not None
    assert found["n"] == "12"
    assert match("12", "共12人") is None
    assert match("共", "共12人") is not None
    assert fullmatch("共12", "共12人") is None
    assert fullmatch("共12人", "共12人") is not None
    assert [found[0] for found in finditer("[0-9]", "1和2")] == ["1", "2"]


@pytest.mark.parametrize("way", [search, match, fullmatch, lambda pattern, text: list(finditer(pattern, text))])
def test_a_runaway_pattern_is_stopped_and_named(monkeypatch: pytest.MonkeyPatch, way: object) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.02)
    with pytest.raises(PatternTimeout) as caught:
        way(RUNAWAY, TEXT)  # type: ignore[operator]
    assert caught.value.pattern == RUNAWAY


def test_the_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(PatternTimeout("x+")))
    assert error.pattern == "x+"
    assert "x+" in str(error)
