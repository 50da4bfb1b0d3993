"""Reads performance self-evaluation reports (绩效自评报告) and lists what does not hold together.

`extract(path)` and `check(path)` give a `Report`; `load_rules(folder)` a `RuleSet` to pass to either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportparse.errors import ReadError, ReportParseError, RuleError
    from reportparse.library import check, extract
    from reportparse.model.report import Report
    from reportparse.ruleset.loader import load_rules
    from reportparse.ruleset.rules import RuleSet

    __version__: str

__all__ = [
    "ReadError",
    "Report",
    "ReportParseError",
    "RuleError",
    "RuleSet",
    "__version__",
    "check",
    "extract",
    "load_rules",
]

_HOMES = {
    "ReadError": "reportparse.errors",
    "Report": "reportparse.model.report",
    "ReportParseError": "reportparse.errors",
    "RuleError": "reportparse.errors",
    "RuleSet": "reportparse.ruleset.rules",
    "check": "reportparse.library",
    "extract": "reportparse.library",
    "load_rules": "reportparse.ruleset.loader",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first asked for: `reportparse --help` must not wait for the PDF library."""
    if name == "__version__":
        from importlib.metadata import version

        return version("reportparse")
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
