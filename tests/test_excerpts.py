"""Openings of published reports as text: what is found in them is what was read and judged, and nothing false is loud."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportparse.pipeline import run
from reportparse.ruleset.rules import RuleSet

VERDICTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("excerpt_verdicts.yaml").read_text(encoding="utf-8")
)


@pytest.fixture
def excerpts(request: pytest.FixtureRequest) -> list[Path]:
    folder = request.config.getoption("--excerpts")
    if folder is None:
        pytest.skip("needs --excerpts DIR, a folder of texts that is not part of the project")
    found = sorted(Path(folder).glob("*.txt"))
    assert found, f"no texts in {folder}"
    return found


def test_each_finding_is_one_that_was_judged(excerpts: list[Path], ruleset: RuleSet) -> None:
    for path in excerpts:
        report = run(path, ruleset)
        assert report.status == "complete", (path.name, report.problems)
        found = Counter((finding.code, finding.severity) for finding in report.findings)
        judged = Counter((one["code"], one["severity"]) for one in VERDICTS.get(path.stem, []))
        assert found == judged, path.name


def test_nothing_false_is_loud() -> None:
    false = [one for judged in VERDICTS.values() for one in judged if not one["verdict"]]
    assert false and {one["severity"] for one in false} == {"info"}
