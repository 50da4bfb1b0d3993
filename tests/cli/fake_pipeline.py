"""A pipeline that reads nothing: what it says of a file follows from the file's name."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportparse.model.document import Document
from reportparse.model.report import ProblemInfo, Report
from reportparse.ruleset.rules import RuleSet
from sample_reports import failed, finding, report

CALLS: list[dict[str, Any]] = []


def run(
    path: str,
    ruleset: RuleSet,
    *,
    lang: str = "zh",
    checks: frozenset[str] | None = None,
    do_checks: bool = True,
    surroundings: bool = False,
    ready: object = None,
) -> Report:
    CALLS.append({
        "path": path, "lang": lang, "checks": checks, "do_checks": do_checks, "rules": ruleset.digest,
        "surroundings": surroundings,
    })  # fmt: skip
    name = Path(path).stem
    if name == "broken":
        return failed(path)
    if name == "explodes":
        raise RuntimeError("out of hand")
    if name == "interrupts":
        raise KeyboardInterrupt
    if name == "odd":
        problem = ProblemInfo(stage="check", code="check-failed", message="A101 未能运行")
        return report(path, status="partial", problems=[problem])
    found = {"error": ("A101", "error"), "warning": ("T601", "warning"), "info": ("T601", "info")}
    return report(path, (finding(*found[name]),) if name in found and do_checks else ())


def check_document(document: Document, ruleset: RuleSet, *, lang: str, checks: frozenset[str]) -> Report:
    """Finds hidden text, and rows whose first figure is not the second plus the third."""
    found = []
    if "T601" in checks and document.hidden:
        found.append(finding("T601", "warning", message="有看不见的文字"))
    if "A101" in checks and document.text_at(document_place(document)) == "317.30":
        found.append(finding("A101", "error", message="318.3 不等于分项之和"))
    return report("case", tuple(found))


def document_place(document: Document) -> Any:
    from reportparse.model.location import Place

    return Place(1, 1, 2) if len(document.blocks) > 1 else Place(0)


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("reportparse.pipeline")
    module.run, module.check_document = run, check_document
    CALLS.clear()
    monkeypatch.setitem(sys.modules, "reportparse.pipeline", module)
