"""Every report of the corpus, as Word and as PDF, against what a careful reader makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dumps import as_markdown, as_repeated, as_tabbed, as_web_page
from harness import cases, differences, load_truth
from reportparse.pipeline import run
from reportparse.readers import read
from reportparse.ruleset.rules import RuleSet
from workbooks import as_workbook

_DUMPS = {"tabbed.txt": as_tabbed, "pipes.md": as_markdown, "repeated.txt": as_repeated, "page.html": as_web_page}
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "report_path" not in metafunc.fixturenames:
        return
    folders = [CORPUS, *(Path(folder) for folder in metafunc.config.getoption("--corpus"))]
    pairs = [pair for folder in folders for pair in cases(folder)]
    for folder in folders:
        assert any(True for _ in cases(folder)), f"{folder}: no report with a truth file beside it"
    metafunc.parametrize(("report_path", "truth_path"), pairs, ids=[f"{r.parent.name}/{r.name}" for r, _ in pairs])


def test_report_agrees_with_its_truth(report_path: Path, truth_path: Path, ruleset: RuleSet) -> None:
    document = run(report_path, ruleset).model_dump(by_alias=True)
    assert document["status"] == "complete", document["problems"]
    assert differences(document, load_truth(truth_path)) == []


def test_nothing_of_a_report_is_lost(report_path: Path, truth_path: Path) -> None:
    document = read(report_path)
    assert not {"lost characters", "lost figures"} & document.unread.keys(), document.problems


def test_nothing_is_lost_of_what_other_programs_make_of_a_report(
    report_path: Path, truth_path: Path, tmp_path: Path
) -> None:
    if report_path.suffix != ".docx":
        pytest.skip("made from the Word file")
    document = read(report_path)
    texts = {name: shown(document).encode() for name, shown in _DUMPS.items()}
    for name, data in {**texts, "报告.xlsx": as_workbook(document)}.items():
        file = tmp_path / name
        file.write_bytes(data)
        again = read(file)
        assert not {"lost characters", "lost figures"} & again.unread.keys(), (name, again.problems)


def _comparable(document: dict[str, Any]) -> dict[str, Any]:
    """What must not depend on the format: everything but places, and hidden text, which a PDF may have lost."""

    def titles(sections: list[dict[str, Any]]) -> list[Any]:
        return [
            ((s["number"] or "") + "".join(s["title"].split()), s["level"], titles(s["children"])) for s in sections
        ]

    return {
        "fields": {
            name: "".join(str(value).split()) if isinstance(value, str) else value
            for name, value in document["report"].items()
            if not isinstance(value, list)
        },
        "facts": [(f["id"], f["value"], f["unit"], f["period"]) for f in document["facts"]],
        "headings": titles(document["sections"]),
        "claims": [(c["label"], c["value"], c["unit"], c["status"], c["facts"]) for c in document["claims"]],
        "findings": sorted(
            (f["code"], f["severity"], f["stated"], f["expected"], f["fingerprint"])
            for f in document["findings"]
            if f["code"] != "T601"
        ),
    }


def test_word_and_pdf_say_the_same(report_path: Path, truth_path: Path, ruleset: RuleSet) -> None:
    pdf = report_path.with_suffix(".pdf")
    if report_path.suffix != ".docx" or not pdf.exists():
        pytest.skip("compared once, from the Word file")
    left = _comparable(run(report_path, ruleset).model_dump(by_alias=True))
    right = _comparable(run(pdf, ruleset).model_dump(by_alias=True))
    for stage in left:
        assert left[stage] == right[stage], stage
