"""The whole self-test on a few reports, its scores, its baseline and its command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reportparse.cli import main
from reportparse.model.findings import Say
from reportparse.ruleset.rules import RuleSet
from reportparse.selftest import CLASSES, Options, Run, run_selftest, score
from reportparse.selftest.baseline import falls, load_baseline, lowered, measured, write_baseline
from reportparse.selftest.run import Clean, LeftOut
from reportparse.selftest.score import Rate
from reportparse.selftest.trial import Trial

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
CLEAN, FAULTY = "songluo-veterans-2023", "huarong-petition-2021"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for name in (f"{CLEAN}.docx", f"{CLEAN}.pdf", f"{FAULTY}.docx"):
        shutil.copy(CORPUS / name, folder)
    (folder / "broken.docx").write_bytes(b"PK not a report")
    return folder


@pytest.fixture(scope="module")
def run(archive: Path, ruleset: RuleSet) -> Run:
    return run_selftest(sorted(map(str, archive.iterdir())), ruleset, Options(limit=1))


def test_only_clean_reports_are_used_and_the_others_say_why(run: Run) -> None:
    assert [Path(one.path).name for one in run.clean] == [f"{CLEAN}.docx", f"{CLEAN}.pdf"]
    why = {Path(one.path).name: one.why.en for one in run.left_out}
    assert "C201" in why[f"{FAULTY}.docx"]
    assert why["broken.docx"].startswith("not read")


def test_planted_faults_are_found_and_nothing_else(run: Run) -> None:
    result = score(run)
    assert set(result.lines) == {"docx", "pdf"}
    assert {trial.route for trial in run.trials if trial.format == "docx"} == {"document", "file"}
    assert {trial.route for trial in run.trials if trial.format == "pdf"} == {"document"}
    always = {"label-swapped", "digits-swapped", "digit-changed", "ten-times", "sum-broken", "balance-broken"}
    for name in always:
        for format_ in ("docx", "pdf"):
            assert result.lines[format_][name].recall.value == 1, name
    assert "hidden-text" in result.lines["docx"]
    assert "hidden-text" not in result.lines["pdf"]
    assert [trial.false for trial in run.trials if trial.false] == []


def test_the_originals_stay_as_they_are(archive: Path, run: Run) -> None:
    assert run.trials
    for name in (f"{CLEAN}.docx", f"{CLEAN}.pdf"):
        assert (archive / name).read_bytes() == (CORPUS / name).read_bytes()


def test_the_same_seed_gives_the_same_faults_with_any_number_of_jobs(archive: Path, ruleset: RuleSet) -> None:
    paths = [str(archive / f"{CLEAN}.docx"), str(archive / f"{CLEAN}.pdf")]
    options = Options(limit=1, classes=("digits-swapped", "wrong-unit"))
    one, two = run_selftest(paths, ruleset, options), run_selftest(paths, ruleset, options, jobs=2)
    assert one == two
    other = run_selftest(paths, ruleset, Options(seed=2, limit=1, classes=options.classes))
    assert [trial.now for trial in other.trials] != [trial.now for trial in one.trials]


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (0, 0, 0.0, 1.0), (97, 100, 0.9155, 0.9897)],
)
def test_wilson_intervals(hits: int, tries: int, low: float, high: float) -> None:
    assert Rate(hits, tries).interval == pytest.approx((low, high), abs=5e-5)


def _trial(name: str, found: bool, false: tuple[str, ...] = ()) -> Trial:
    return Trial("a.docx", "docx", name, "document", "1", "2", "此处", ("C202",), found, (), false)


def _run(*trials: Trial, sha256: str = "aa") -> Run:
    return Run(Options(), (Clean("a.docx", "docx", sha256, ""),), (LeftOut("b", Say("", "")),), trials, (), ())


def test_precision_counts_faults_found_against_false_findings() -> None:
    lines = score(_run(_trial("ten-times", True), _trial("ten-times", False), _trial("ten-times", True, ("A101 x",))))
    line = lines.lines["docx"]["ten-times"]
    assert (line.recall, line.precision) == (Rate(2, 3), Rate(2, 3))
    assert line.by_route == {"document": Rate(2, 3)}


def test_floors_hold_and_fall(tmp_path: Path) -> None:
    good = _run(*[_trial("ten-times", True)] * 4)
    bad = _run(*[_trial("ten-times", True)] * 3, _trial("ten-times", False, ("A101 x",)))
    floors = measured(good, score(good))
    write_baseline(tmp_path / "floors.json", floors)
    assert load_baseline(tmp_path / "floors.json") == floors
    assert list(falls(floors, good, score(good))) == []
    said = [one.en for one in falls(floors, bad, score(bad))]
    assert "docx ten-times: recall 0.7500 is below its floor 1.0000" in said
    assert "docx ten-times: precision 0.7500 is below its floor 1.0000" in said
    assert next(lowered(floors, measured(bad, score(bad)))).en.startswith("floor lowered: docx ten-times")
    other = _run(*[_trial("ten-times", True)] * 4, sha256="bb")
    assert any("not those" in one.en for one in falls(floors, other, score(other)))
    gone = _run(_trial("wrong-unit", True))
    assert any("not measured" in one.en for one in falls(floors, gone, score(gone)))


COMMAND = ["--limit", "1", "--lang", "en"]


def test_the_command_prints_scores_misses_and_what_was_left_out(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["selftest", str(archive), *COMMAND, "--classes", "label-swapped,ten-times"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 clean reports, 6 faults planted (seed 1, at most 1 a class and report)\n")
    assert "label swapped" in out and "Reports left out (2):" in out
    assert "digits swapped" not in out


def test_the_command_keeps_a_baseline(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = str(tmp_path / "floors.json")
    given = ["selftest", str(archive / f"{CLEAN}.docx"), *COMMAND, "--baseline", floors]
    assert main(given) == 2
    assert "--update-baseline" in capsys.readouterr().err
    assert main([*given, "--update-baseline"]) == 0
    assert main([*given, "--classes", "ten-times", "--format", "json"]) == 0
    content: dict[str, Any] = json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))
    assert (content["seed"], content["limit"]) == (1, 1)
    content["floors"]["docx"]["ten-times"]["recall"] = 1.1
    (tmp_path / "floors.json").write_text(json.dumps(content), encoding="utf-8")
    before = (tmp_path / "floors.json").read_bytes()
    capsys.readouterr()
    assert main([*given, "--classes", "ten-times", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert any("ten-times" in line for line in data["baseline"])
    assert data["results"]["docx"]["ten-times"]["recall"]["tries"] == 2
    assert (tmp_path / "floors.json").read_bytes() == before
    assert main([*given, "--classes", "ten-times", "--update-baseline"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--classes", "no-such"], "no class no-such"),
        (["--update-baseline"], "needs --baseline"),
    ],
)
def test_arguments_that_mean_nothing(
    archive: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["selftest", str(archive), "--lang", "en", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_an_archive_without_a_clean_report(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", str(archive / f"{FAULTY}.docx"), *COMMAND]) == 2
    captured = capsys.readouterr()
    assert "no clean report" in captured.err
    assert "C201" in captured.out


def test_the_floors_of_the_corpus_cover_every_class_and_are_as_high_as_promised() -> None:
    baseline = load_baseline(CORPUS / "baseline.json")
    for format_ in ("docx", "pdf"):
        lines = baseline.floors[format_]
        assert set(lines) == {*(name for name in CLASSES if format_ == "docx" or name != "hidden-text"), "all"}
        assert lines["all"]["recall"] >= 0.97
        assert lines["label-swapped"]["recall"] >= 0.99
        assert lines["all"]["precision"] >= 0.99
    assert abs(baseline.floors["docx"]["all"]["recall"] - baseline.floors["pdf"]["all"]["recall"]) <= 0.02
