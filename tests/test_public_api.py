"""What other programs rely on: the exported names, and that everything a user can write is documented."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel

import reportparse
from reportparse.cli import cli
from reportparse.ruleset import schema
from reportparse.ruleset.kinds import KINDS

ROOT = Path(__file__).resolve().parents[1]
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}


def test_the_exported_names() -> None:
    assert sorted(reportparse.__all__) == [
        "ReadError", "Report", "ReportParseError", "RuleError", "RuleSet", "__version__", "check", "extract", "load_rules",
    ]  # fmt: skip
    for name in reportparse.__all__:
        assert getattr(reportparse, name) is not None
    assert dir(reportparse) == sorted(reportparse.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = reportparse.no_such_name  # type: ignore[attr-defined]


def test_the_signatures_of_the_functions() -> None:
    assert list(inspect.signature(reportparse.extract).parameters)[:2] == ["path", "rules"]
    assert list(inspect.signature(reportparse.check).parameters)[:2] == ["path", "rules"]
    assert list(inspect.signature(reportparse.load_rules).parameters)[:1] == ["folder"]


def test_a_file_that_cannot_be_read_gives_a_failed_report(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    path.write_bytes(b"")
    report = reportparse.check(path)
    assert isinstance(report, reportparse.Report)
    assert report.status == "failed"
    assert report.problems


def test_importing_the_package_loads_nothing_heavy() -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, reportparse; print({'pydantic', 'lxml', 'regex', 'click'} & set(sys.modules))",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert result.stdout == "set()\n"


def commands(group: click.Group, path: str = "reportparse") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def options() -> set[str]:
    return {
        option
        for _, command in commands(cli)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def rule_keys() -> set[str]:
    """Every key that a rule file may have, those of the kinds' options included."""
    waiting: list[type[BaseModel]] = [
        schema.Concepts, schema.Sections, schema.Tables, schema.Fields, schema.Editions, schema.Words, schema.Check, schema.Cases,
        *(kind.options for kind in KINDS.values()),
    ]  # fmt: skip
    seen: set[type[BaseModel]] = set()
    keys: set[str] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            keys.add(name)
            waiting += models_in(field.annotation)
    return keys


in_both = pytest.mark.parametrize("readme", READMES.values(), ids=READMES)


@in_both
@pytest.mark.parametrize("name", [name for name, _ in commands(cli)])
def test_every_command_is_documented(name: str, readme: str) -> None:
    assert f"`{name}" in readme


@in_both
@pytest.mark.parametrize("option", sorted(options()))
def test_every_option_is_documented(option: str, readme: str) -> None:
    assert f"`{option}" in readme


@in_both
@pytest.mark.parametrize("key", sorted(rule_keys()))
def test_every_key_of_the_rule_files_is_documented(key: str, readme: str) -> None:
    assert f"`{key}`" in readme


@in_both
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_check_is_documented(kind: str, readme: str) -> None:
    assert f"`{kind}`" in readme
