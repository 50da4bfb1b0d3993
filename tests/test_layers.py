"""The house has floors: a module imports from lower floors and from its own folder, never upwards or sideways."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportparse

SOURCE = Path(reportparse.__file__).parent

FLOORS = {
    "say": 0,
    "model": 1, "errors": 1,
    "readers": 2, "text": 2, "ruleset": 2, "writers": 2, "store": 2,
    "locate": 3, "extraction": 3, "checks": 3, "review": 3,
    "pipeline": 4,
    "audit": 5, "library": 5, "selftest": 5,
    "cli": 6,
    "__init__": 7, "__main__": 7, "pytest_corpus": 7,
}  # fmt: skip


def part_of(path: Path) -> str:
    """The folder or top-level module that a file belongs to."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and part of every import of ours, those inside functions and under TYPE_CHECKING included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "reportparse" else [module]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "reportparse" and name.count("."):
                yield node.lineno, name.split(".")[1]


def faults_of(path: Path, source: str) -> list[str]:
    own = part_of(path)
    faults = []
    for line, other in imports_of(ast.parse(source)):
        if other == own or other.startswith("__"):
            continue
        if other not in FLOORS:
            faults.append(f"{path.name}:{line}: {other} stands on no floor")
        elif FLOORS[other] >= FLOORS[own]:
            faults.append(f"{path.name}:{line}: {own} (floor {FLOORS[own]}) imports {other} (floor {FLOORS[other]})")
    return faults


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(SOURCE).as_posix() for path in FILES])
def test_imports_go_down(path: Path) -> None:
    assert part_of(path) in FLOORS
    assert faults_of(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source", "faults"),
    [
        ("model/facts.py", "from reportparse.errors import ReadError", 1),
        ("readers/docx.py", "from reportparse.text import numbers", 1),
        ("checks/sums.py", "def f():\n    import reportparse.pipeline", 1),
        ("locate/tables.py", "from reportparse.extraction.facts import x", 1),
        ("text/words.py", "from reportparse import library", 1),
        ("text/words.py", "from reportparse.somewhere import x", 1),
        ("audit/batch.py", "from reportparse.cli import main", 1),
        ("cli/schema.py", "from reportparse import __version__\nfrom reportparse.cli.output import opened", 0),
        ("pipeline.py", "import reportparse.checks.sums\nfrom reportparse.model.facts import Fact", 0),
        ("text/words.py", "import json, reportparsetools.cli", 0),
    ],
)
def test_the_test_itself_sees_arrows_that_run_up_or_sideways(module: str, source: str, faults: int) -> None:
    assert len(faults_of(SOURCE / module, source)) == faults
