"""The formats for reviewers and other tools, from the command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest
from fake_pipeline import CALLS, install

from reportparse.cli import main


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for name in ("error", "clean", "broken", "interrupts"):
        (tmp_path / f"{name}.docx").write_bytes(b"x")


@pytest.fixture
def rules(small_folder: Path) -> list[str]:
    return ["--rules", str(small_folder)]


def test_a_workbook_needs_a_file(rules: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "error.docx", "--format", "xlsx", *rules]) == 2
    assert main(["check", "error.docx", "--format", "xlsx", "--lang", "en", *rules]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "请用 -o 指定文件" in captured.err
    assert "name a file with -o" in captured.err
    assert CALLS == []


def test_a_workbook_never_goes_to_a_terminal(
    rules: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["check", "error.docx", "--format", "xlsx", "-o", "-", *rules]) == 2
    assert "不能显示在屏幕上" in capsys.readouterr().err


def test_a_workbook_in_a_file(rules: list[str], tmp_path: Path) -> None:
    assert main(["check", "error.docx", "broken.docx", "--format", "xlsx", "-o", "a.xlsx", *rules]) == 2
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["总览", "问题清单", "数据", "未检查", "选项"]
    assert book["问题清单"]["D2"].value == "A101"
    assert main(["extract", "error.docx", "--format", "xlsx", "-o", "b.xlsx", *rules]) == 0
    assert "问题清单" not in openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames


def test_a_workbook_through_a_pipe(rules: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", "clean.docx", "--format", "xlsx", "-o", "-", *rules]) == 0
    assert "总览" in openpyxl.load_workbook(io.BytesIO(capfdbinary.readouterr().out)).sheetnames


def test_an_interruption_keeps_a_workbook_of_what_is_done(rules: list[str], tmp_path: Path) -> None:
    assert main(["check", "error.docx", "interrupts.docx", "--format", "xlsx", "-o", "a.xlsx", *rules]) == 130
    (tmp_path / "a.xlsx.partial").rename(tmp_path / "kept.xlsx")
    assert openpyxl.load_workbook(tmp_path / "kept.xlsx")["总览"].max_row == 3
    assert not (tmp_path / "a.xlsx").exists()


def test_the_page_asks_for_surroundings_and_names_the_checks(
    rules: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["check", "error.docx", "broken.docx", "--format", "html", *rules]) == 2
    page = capfdbinary.readouterr().out.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert [call["surroundings"] for call in CALLS] == [True, True]
    main(["check", "clean.docx", "--format", "sarif", *rules])
    assert CALLS[-1]["surroundings"] is False


def test_sarif_has_the_rules_loaded(rules: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", "error.docx", "--format", "sarif", *rules]) == 1
    [run] = json.loads(capfdbinary.readouterr().out)["runs"]
    [result] = run["results"]
    listed = run["tool"]["driver"]["rules"]
    assert listed[result["ruleIndex"]]["id"] == "A101"
    assert listed[result["ruleIndex"]]["help"]["text"]
