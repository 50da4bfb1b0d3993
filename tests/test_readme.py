"""The READMEs: their commands, tables and examples are true, and both say the same.

`python tests/test_readme.py` writes the lists of discrepancies shown in them anew.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reportparse.audit.cases import run_cases
from reportparse.cli import main
from reportparse.model.report import ClaimInfo, EvidenceInfo, FactInfo, FindingInfo, Location, Report
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet

ROOT = Path(__file__).resolve().parents[1]
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}

both = pytest.mark.parametrize("text", READMES.values(), ids=READMES)


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The rows of all tables, cells stripped."""
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("|")
    ]


def test_both_give_the_same_commands_rule_and_json() -> None:
    english, chinese = READMES.values()
    for language in ("sh", "bat", "yaml", "json"):
        assert blocks(english, language) == blocks(chinese, language) != []


@both
def test_every_installation_uses_the_constraints(text: str) -> None:
    lines = [line for line in text.splitlines() if "pip install" in line]
    assert len(lines) == 5
    assert all("pip install -q -c constraints.txt " in line for line in lines)


def test_every_requirement_has_a_constraint_that_suits_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    versions = {canonicalize_name(name): version for name, version in pins.items()}
    for needed in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        requirement = Requirement(needed)
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), needed


@both
def test_the_table_of_checks_is_that_of_the_rules(text: str, ruleset: RuleSet) -> None:
    listed = [
        (row[0], row[1].strip("`"), re.match("[a-z]+", row[2])[0])  # type: ignore[index]
        for row in rows(text)
        if re.fullmatch("[A-Z][0-9]{3}", row[0])
    ]
    assert listed == [(code, check.rule.name, check.rule.severity) for code, check in ruleset.checks.items()]


@both
def test_the_table_of_concepts_is_that_of_the_rules(text: str, ruleset: RuleSet) -> None:
    listed = []
    for row in rows(text):
        if not re.fullmatch(r"`[a-z_]+(\.[a-z_]+)?`( · `\.[a-z_]+`)*", row[0]) or len(row) != 2 or "：" in row[1]:
            continue
        ids, labels = row[0].replace("`", "").split(" · "), row[1].split(" · ")
        if len(ids) == len(labels) and ("." in ids[0] or ids == ["balance"]):
            family = ids[0].split(".")[0]
            listed += [
                (family + name if name.startswith(".") else name, label)
                for name, label in zip(ids, labels, strict=True)
            ]
    assert listed == [(concept.id, concept.label) for concept in ruleset.concepts.concepts]


@both
def test_the_list_shown_is_the_one_printed(
    text: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(ROOT)
    command, shown = blocks(text, "console")[0].split("\n", 1)
    assert main(shlex.split(command.removeprefix("$ reportparse "))) == 1
    assert capfdbinary.readouterr().out.decode().rstrip("\n") == shown.rstrip("\n")


@both
def test_the_rule_shown_works(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "myrules")
    for name, content in zip(("A151.yaml", "A151.cases.yaml"), blocks(text, "yaml"), strict=True):
        assert f"`myrules/checks/A/{name}`" in text
        (tmp_path / "myrules" / "checks" / "A" / name).write_text(content, encoding="utf-8")
    rules = load_rules(tmp_path / "myrules", cases=True)
    outcomes = list(run_cases(rules, frozenset({"A151"})))
    assert len(outcomes) == 2
    assert [outcome for outcome in outcomes if outcome.faults] == []
    monkeypatch.chdir(tmp_path)
    lines = blocks(text, "console")[1].splitlines()
    for command, shown in (lines[:2], lines[2:4]):
        assert main(shlex.split(command.removeprefix("$ reportparse "))) == 0
        assert capfdbinary.readouterr().out.decode() == shown + "\n"


def test_the_json_shown_has_the_keys_of_the_output() -> None:
    [excerpt] = blocks(READMES["README.md"], "json")
    shown: dict[str, Any] = json.loads(excerpt)
    assert set(shown) < set(Report.model_fields)
    for key, model in (("facts", FactInfo), ("claims", ClaimInfo), ("findings", FindingInfo)):
        [item] = shown[key]
        assert list(item) == list(model.model_fields)
    [evidence] = shown["findings"][0]["evidence"]
    assert set(evidence) == set(EvidenceInfo.model_fields)
    assert list(evidence["location"]) == list(Location.model_fields)


@both
def test_every_key_of_the_json_is_described(text: str) -> None:
    described = set(re.findall("`([a-z_0-9]+)`", text))
    for model in (Report, FactInfo, ClaimInfo, FindingInfo, EvidenceInfo, Location):
        assert set(model.model_fields) <= described


def rewrite() -> None:
    """Puts what `check` prints now in place of the list shown."""
    for name, text in READMES.items():
        old = blocks(text, "console")[0]
        command = old.split("\n", 1)[0]
        arguments = shlex.split(command.removeprefix("$ reportparse "))
        printed = subprocess.run(
            [sys.executable, "-m", "reportparse", *arguments], cwd=ROOT, capture_output=True, check=False
        ).stdout.decode()
        (ROOT / name).write_text(
            text.replace(old, f"{command}\n{printed.rstrip(chr(10))}\n"), encoding="utf-8", newline="\n"
        )


if __name__ == "__main__":
    rewrite()
