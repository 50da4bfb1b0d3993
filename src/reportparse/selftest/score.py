"""Recall and precision of a self-test, by format and class, with confidence intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from reportparse.selftest.classes import CLASSES
from reportparse.selftest.run import Run
from reportparse.selftest.trial import Trial

ALL = "all"
"""The name under which the sum over all classes goes."""
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` out of `tries`, and the Wilson interval that holds the true share with 95 %."""

    hits: int
    tries: int

    @property
    def value(self) -> float | None:
        return self.hits / self.tries if self.tries else None

    @property
    def interval(self) -> tuple[float, float]:
        if not self.tries:
            return 0.0, 1.0
        n, p = self.tries, self.hits / self.tries
        middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
        half = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
        low = 0.0 if self.hits == 0 else max(0.0, middle - half)
        high = 1.0 if self.hits == n else min(1.0, middle + half)
        return low, high


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one class on the reports of one format. `by_route` is the recall in Documents and in files apart."""

    recall: Rate
    precision: Rate
    by_route: dict[str, Rate]


@dataclass(frozen=True)
class Score:
    """Format → class (and `all`) → result."""

    lines: dict[str, dict[str, Line]]


def score(run: Run) -> Score:
    """The results of a run. Precision is the faults found out of these and the false findings together."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in run.trials:
        groups[trial.format].append(trial)
    lines: dict[str, dict[str, Line]] = {}
    for name in sorted(groups):
        lines[name] = {}
        for fault_class in CLASSES:
            mine = [trial for trial in groups[name] if trial.fault_class == fault_class]
            if mine:
                lines[name][fault_class] = _line(mine)
        lines[name][ALL] = _line(groups[name])
    return Score(lines)


def _line(trials: list[Trial]) -> Line:
    recall = _recall(trials)
    false = sum(len(trial.false) for trial in trials)
    routes = {
        route: _recall(trial for trial in trials if trial.route == route)
        for route in ("document", "file")
        if any(trial.route == route for trial in trials)
    }
    return Line(recall, Rate(recall.hits, recall.hits + false), routes)


def _recall(trials: Iterable[Trial]) -> Rate:
    listed = list(trials)
    return Rate(sum(trial.found for trial in listed), len(listed))
