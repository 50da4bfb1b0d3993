"""The corpus written into workbooks: the same figures, claims and findings must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportparse.pipeline import run
from reportparse.readers import read
from reportparse.ruleset.rules import RuleSet
from workbooks import as_old_workbook, as_workbook

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
REPORTS = sorted(CORPUS.glob("*.docx"))
FORMS = {"xlsx": as_workbook, "xls": as_old_workbook}


@pytest.mark.parametrize("format_", FORMS)
@pytest.mark.parametrize("path", REPORTS, ids=[path.stem for path in REPORTS])
def test_a_report_in_a_workbook_gives_the_same(path: Path, format_: str, tmp_path: Path, ruleset: RuleSet) -> None:
    file = tmp_path / "报告"
    file.write_bytes(FORMS[format_](read(path)))
    word = run(path, ruleset)
    sheet = run(file, ruleset)
    assert (sheet.source.format, sheet.status) == (format_, "complete"), sheet.problems
    assert sheet.edition == word.edition
    assert [(f.id, f.value, f.unit, f.period) for f in sheet.facts] == [
        (f.id, f.value, f.unit, f.period) for f in word.facts
    ]
    assert [(c.label, c.value, c.status) for c in sheet.claims] == [(c.label, c.value, c.status) for c in word.claims]
    assert sheet.report == word.report
    assert sorted((f.code, f.severity, f.fingerprint) for f in sheet.findings) == sorted(
        (f.code, f.severity, f.fingerprint) for f in word.findings if f.code != "T601"
    )
