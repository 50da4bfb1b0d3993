"""The kinds of check. Which figures, fields or words they bind is data in rules/."""

from __future__ import annotations

from reportparse.checks.registry import KIND_FUNCTIONS
from reportparse.checks.runner import Outcome, run_checks

__all__ = ["KIND_FUNCTIONS", "Outcome", "run_checks"]
