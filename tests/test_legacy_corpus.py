"""The same reports as old Word documents, by LibreOffice: the same figures, fields, sections and findings."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from reportparse.audit.batch import Job, run_many
from reportparse.audit.discovery import Found
from reportparse.model.report import Report
from reportparse.readers.legacy_office import find_office, make_profile
from reportparse.ruleset.rules import RuleSet

OFFICE = find_office()
CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.docx"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus in Word's old format."""
    assert OFFICE is not None
    made = tmp_path_factory.mktemp("corpus")
    make_profile(made / "profile")
    command = [OFFICE, f"-env:UserInstallation={(made / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "doc:MS Word 97", "--outdir", str(made), *map(str, CORPUS)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return made


def told(report: Report) -> dict[str, Any]:
    """All but the places."""
    shown = report.model_dump(
        mode="json", include={"status", "edition", "report", "facts", "claims", "sections", "findings"}
    )
    return {key: _without_places(value) for key, value in shown.items()}


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(inner) for key, inner in value.items() if key != "location"}
    return [_without_places(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_old_documents_give_what_the_new_ones_give(folder: Path, ruleset: RuleSet) -> None:
    assert CORPUS
    old = run_many([Found(str(folder / f"{path.stem}.doc")) for path in CORPUS], Job(ruleset))
    new = run_many([Found(str(path)) for path in CORPUS], Job(ruleset))
    for one, other in zip(old, new, strict=True):
        assert one.source.format == "doc"
        assert told(one) == told(other), other.source.path
