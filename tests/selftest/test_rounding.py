"""Clean reports with their amounts rounded before faults are planted."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportparse.cli import main
from reportparse.extraction import extract_reading
from reportparse.locate import locate
from reportparse.model.reading import Reading
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from reportparse.selftest import Options, run_selftest, score
from reportparse.selftest.rounding import rounded, roundings

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
IN_YUAN = "shili-culture-2023"

BLOCKS: list[Any] = [
    "云溪县2022年度部门整体支出绩效自评报告",
    "部门名称：云溪县林业局",
    {
        "table": [
            ["机构名称", "支出合计", "基本支出", "项目支出"],
            ["局机关", "268.745", "115.05", "153.695"],
        ]
    },
    "一、收支情况",
    "2022年我局支出合计268.75万元，其中：基本支出115.05万元，项目支出153.695万元，执行率98.75%。",
    "造林补助标准为40.55元/亩，购置苗木1,234.56元、工具86万元，覆盖3.25万人，完成1.5公里。",
]


def _reading(ruleset: RuleSet, blocks: list[Any]) -> Reading:
    document = sketch(blocks)
    return extract_reading(document, locate(document, ruleset), ruleset)


@pytest.mark.parametrize(
    ("written", "decimals", "expected"),
    [
        ("268.75", 1, "268.8"),
        ("268.749", 1, "268.7"),
        ("0.04", 1, "0.0"),
        ("1,999.96", 1, "2,000.0"),
        ("1，234.56", 1, "1，234.6"),
        ("268.7", 1, "268.7"),
        ("268", 1, "268"),
        ("0.5", 0, "1"),
    ],
)
def test_half_up_and_never_to_more_decimals(written: str, decimals: int, expected: str) -> None:
    assert rounded(written, decimals) == expected


def test_a_figure_rounded_already_is_rounded_from_what_it_came_of() -> None:
    assert rounded("225.95", 1) == "226.0"
    assert rounded("225.95", 1, Decimal("225.94826")) == "225.9"


def test_amounts_of_tables_and_sentences_are_rounded_and_nothing_else(ruleset: RuleSet) -> None:
    reading = _reading(ruleset, BLOCKS)
    changes = {(reading.document.text_at(change.place), change.text) for change in roundings(reading, 1)}
    assert changes == {
        ("268.745", "268.7"),
        ("115.05", "115.1"),
        ("153.695", "153.7"),
        # Half of 268.75 would go up; the table says that it is less.
        ("268.75", "268.7"),
        ("1,234.56", "1,234.6"),
    }
    assert roundings(reading, 3) == ()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rounded")
    for suffix in ("docx", "pdf"):
        shutil.copy(CORPUS / f"{IN_YUAN}.{suffix}", folder)
    return folder


def test_rounding_alone_raises_no_alarm_and_faults_are_still_found(archive: Path, ruleset: RuleSet) -> None:
    paths = sorted(map(str, archive.iterdir()))
    run = run_selftest(paths, ruleset, Options(limit=2, decimals=1))
    assert [(twin.format, twin.false, twin.no_file) for twin in run.twins] == [("docx", (), None), ("pdf", (), None)]
    assert all(twin.rounded > 50 for twin in run.twins)
    for lines in score(run).lines.values():
        assert lines["all"].recall.value == 1
        assert lines["all"].precision.value == 1
    figures = [trial.was for trial in run.trials if trial.fault_class == "digits-swapped" and "," in trial.was]
    assert figures
    assert all(len(figure.rpartition(".")[2]) == 1 for figure in figures)


def test_the_command_says_so_and_keeps_floors_apart(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = str(tmp_path / "floors.json")
    given = ["selftest", str(archive / f"{IN_YUAN}.pdf"), "--limit", "1", "--lang", "en", "--baseline", floors]
    assert main([*given, "--update-baseline"]) == 0
    plain = json.loads(Path(floors).read_text(encoding="utf-8"))
    capsys.readouterr()
    assert main([*given, "--decimals", "1"]) == 1
    out = capsys.readouterr().out
    assert "amounts first rounded to 1 decimals; 0 reports have errors or warnings from that alone" in out
    assert "there are no floors for 1 decimals" in out
    assert main([*given, "--decimals", "1", "--update-baseline"]) == 0
    both = json.loads(Path(floors).read_text(encoding="utf-8"))
    assert set(both["rounded"]) == {"1"}
    assert both["floors"] == plain["floors"]
    assert main([*given, "--update-baseline"]) == 0
    assert json.loads(Path(floors).read_text(encoding="utf-8")) == both
    assert main([*given, "--decimals", "1", "--format", "json"]) == 0
