"""`trace`: what the locators and checks saw, as text and as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportparse.cli import main
from reportparse.locate import locate
from reportparse.readers.sketch import sketch
from reportparse.ruleset.kinds import KINDS
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, table

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORT = str(CORPUS / "huarong-petition-2021.docx")


def traced(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["trace", REPORT, "--format", "json", *arguments]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_all_stages_are_there(capsys: pytest.CaptureFixture[str], ruleset: RuleSet) -> None:
    data = traced(capsys)
    assert data["edition"] == "county_department"
    rules = {attempt["rule"] for attempt in data["attempts"]}
    assert {"tables.yaml/income", "fields.yaml/score", "editions.yaml/county_department"} <= rules
    income = next(region for region in data["regions"] if region["kind"] == "income")
    assert {"header": "收入合计", "role": "income.total", "unit": None} in income["columns"]
    assert "（二）项目支出" in "\n".join(data["headings"])
    wrong = [claim for claim in data["claims"] if claim["status"] == "mislabelled"]
    assert [(claim["concept"], claim["meant"]) for claim in wrong] == [("expenditure.basic", "expenditure.project")]
    assert {check["code"] for check in data["checks"]} == set(ruleset.checks)
    states = {check["code"]: check for check in data["checks"]}
    assert states["C201"]["state"] == "ran"
    assert states["C201"]["findings"][0]["key"] == "expenditure.basic/expenditure.project"


def test_one_check_shows_the_claims_it_looked_at_and_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    [check] = traced(capsys, "--rule", "C201")["checks"]
    chosen = [line for line in check["looked_at"] if line.startswith("→")]
    assert len(chosen) == 1
    assert "140.24" in chosen[0] and "mislabelled" in chosen[0] and "expenditure.project" in chosen[0]
    assert any("not_comparable" in line for line in check["looked_at"])


def test_a_check_by_name_and_a_sum_with_its_rows(capsys: pytest.CaptureFixture[str]) -> None:
    [check] = traced(capsys, "--rule", "balance-mismatch")["checks"]
    assert check["code"] == "A103"
    assert check["looked_at"][0] == "balance = income.total − expenditure.total"
    assert any("income.total 291.24" in line for line in check["looked_at"])


@pytest.mark.parametrize("rule", ["tables.yaml/income", "income"])
def test_one_locator(capsys: pytest.CaptureFixture[str], rule: str) -> None:
    data = traced(capsys, "--rule", rule)
    assert {attempt["rule"] for attempt in data["attempts"]} == {"tables.yaml/income"}
    assert [region["kind"] for region in data["regions"]] == ["income"]
    assert "checks" not in data


def test_the_text_names_every_stage_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, words in (
        ("zh", ("表格区域", "正文中的数", "检查")),
        ("en", ("table regions", "figures of the text", "checks")),
    ):
        assert main(["trace", REPORT, "--lang", lang]) == 0
        out = capsys.readouterr().out
        assert all(f"\n{word} (" in out for word in words)
        assert "✗ fields.yaml/" in out and "✓ tables.yaml/expenditure" in out


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_check_can_be_traced(kind: str, ruleset: RuleSet, capsys: pytest.CaptureFixture[str]) -> None:
    code = next(code for code, check in ruleset.checks.items() if check.rule.kind == kind)
    assert main(["trace", REPORT, "--rule", code, "--lang", "en"]) == 0
    assert f"  {code} " in capsys.readouterr().out


def test_unknown_rules_and_unreadable_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", REPORT, "--rule", "C299"]) == 2
    assert "C299" in capsys.readouterr().err
    (tmp_path / "empty.docx").write_bytes(b"")
    assert main(["trace", str(tmp_path / "empty.docx")]) == 2
    assert "empty.docx" in capsys.readouterr().err


def test_a_header_with_too_few_known_words_is_on_record(ruleset: RuleSet) -> None:
    outline = locate(sketch([*COVER, table(["机构名称", "支出合计", "备注"], ["局机关", "268.7", "无"])]), ruleset)
    rejected = [attempt for attempt in outline.trace if attempt.rule.startswith("tables.yaml/") and not attempt.matched]
    assert any("支出合计" in attempt.saw and "1 columns recognised, 2 needed" in attempt.why for attempt in rejected)
