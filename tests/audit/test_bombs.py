"""Hostile files in a batch: each refused by the limit's name, in moments, while the others are read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from bombs import BOMBS, circles, docx, sparse, zeros
from reportparse.audit.batch import Job, run_many
from reportparse.audit.discovery import find_reports
from reportparse.model.limits import Limits
from reportparse.model.report import Report
from reportparse.ruleset.rules import RuleSet

GOOD = "<w:p><w:r><w:t>部门整体支出绩效自评报告</w:t></w:r></w:p>"


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bombs")
    for name, (make, _) in BOMBS.items():
        (folder / name).write_bytes(make())
    sparse(folder / "sparse.pdf", 500)
    (folder / "circles.docx").write_bytes(circles())
    (folder / "good.docx").write_bytes(docx(GOOD))
    (folder / "ten.zip").write_bytes(zeros("报告.docx", 10 << 10))
    with zipfile.ZipFile(folder / "leads-out.zip", "w") as archive:
        for name in ("../../out.docx", "/etc/out.docx", "C:\\Windows\\out.docx", "a/../../out.docx"):
            archive.writestr(name, docx(GOOD))
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_bombs_are_refused_and_the_rest_of_the_batch_is_read(folder: Path, ruleset: RuleSet, jobs: int) -> None:
    assert sum(file.stat().st_blocks * 512 for file in folder.iterdir()) < 64 << 20
    reports = {
        Path(report.source.path).relative_to(folder).as_posix(): report
        for report in run_many(find_reports([str(folder)]), Job(ruleset, limits=Limits(seconds=60)), jobs)
    }
    expected = {name: code for name, (_, code) in BOMBS.items()}
    expected |= {"sparse.pdf": "too-large", "ten.zip!报告.docx": "zip-bomb"}
    for name, code in expected.items():
        assert codes(reports[name]) == [code], (name, reports[name].problems)
        assert reports[name].status == "failed"
    for name in ("good.docx", "circles.docx"):
        assert reports[name].status == "complete", reports[name].problems
    inside = sorted(name for name in reports if name.startswith("leads-out.zip!"))
    assert len(inside) == 4 and not any(".." in name for name in inside)
    assert all(reports[name].status == "complete" for name in inside)
    assert not (folder.parent.parent / "out.docx").exists() and not os.path.exists("/etc/out.docx")  # noqa: PTH110
