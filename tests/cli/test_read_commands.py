"""`check` and `extract`: what is printed where, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import fake_pipeline
import pytest

from reportparse.cli import main


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_pipeline.install(monkeypatch)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("clean", "error", "warning", "info", "broken", "odd", "explodes", "interrupts"):
        (tmp_path / f"{name}.docx").write_bytes(b"report")
    return tmp_path


@pytest.fixture
def rules(small_folder: Path) -> list[str]:
    return ["--rules", str(small_folder)]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["clean.docx"], 0),
        (["error.docx"], 1),
        (["warning.docx"], 0),
        (["warning.docx", "--fail-level", "warning"], 1),
        (["info.docx", "--fail-level", "info"], 1),
        (["info.docx", "--fail-level", "warning"], 0),
        (["error.docx", "--min-severity", "error", "--fail-level", "info"], 1),
        (["broken.docx"], 2),
        (["error.docx", "broken.docx", "clean.docx"], 2),
        (["odd.docx"], 2),
        (["explodes.docx"], 2),
        (["missing.docx"], 2),
    ],
)
def test_exit_status_of_check(files: Path, rules: list[str], arguments: list[str], status: int) -> None:
    assert main(["check", *arguments, *rules]) == status


def test_status_counts_findings_that_are_not_listed(
    files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main(
        ["check", "warning.docx", "--min-severity", "error", "--fail-level", "warning", "--format", "json", *rules]
    )
    assert status == 1
    assert json.loads(capsysbinary.readouterr().out)["documents"][0]["findings"] == []


def test_json_goes_to_standard_output_and_problems_to_standard_error(
    files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["check", "error.docx", "broken.docx", "missing.docx", "--format", "json", *rules]) == 2
    out, err = capsysbinary.readouterr()
    data = json.loads(out)
    assert [one["status"] for one in data["documents"]] == ["complete", "failed", "failed"]
    assert data["tool"]["rules_digest"] == fake_pipeline.CALLS[0]["rules"]
    assert err.decode().splitlines() == [
        "reportparse：broken.docx: 读取: 文件有密码，请解除后再试。",
        "reportparse：missing.docx: 读取: 没有这个文件，请检查路径。",
    ]


def test_json_lines_in_the_order_given(
    files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["check", "info.docx", "broken.docx", "error.docx", "--format", "jsonl", *rules])
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["info.docx", "broken.docx", "error.docx"]


def test_text_is_the_default(files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", "error.docx", "info.docx", "--min-severity", "warning", *rules]) == 1
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith(
        "县委巡察办 · 2020年度 · 错误 1，警告 0，提示 0\n  error.docx · 版式：县级部门整体支出 · 读取完整\n"
    )
    assert "\n  错误 A101 分项之和不等于合计\n" in out
    assert "另有 1 处低于所选级别，未列出" in out
    assert out.endswith("共 2 份报告；错误 1，警告 0，提示 0\n")
    assert "\x1b" not in out


def test_csv_of_check_and_extract(files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["check", "error.docx", "--format", "csv", *rules])
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert [(row["path"], row["code"], row["name"]) for row in rows] == [
        ("error.docx", "A101", "mislabelled-amount"),
        ("error.docx", "", "coverage"),
    ]
    main(["extract", "error.docx", "--format", "csv", *rules])
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert [row["concept"] for row in rows] == ["expenditure.basic", "expenditure.project"]


def test_extract_runs_no_checks(files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["extract", "error.docx", *rules]) == 0
    assert fake_pipeline.CALLS[0]["do_checks"] is False
    assert "局机关：基本支出 115万元" in capsysbinary.readouterr().out.decode()
    assert main(["extract", "broken.docx", *rules]) == 2


def test_language_goes_to_the_pipeline(
    files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["check", "clean.docx", "--lang", "en", *rules])
    assert fake_pipeline.CALLS[0]["lang"] == "en"
    assert "fiscal year 2020" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], None),
        (["--select", "A101"], {"A101"}),
        (["--select", "a"], {"A101"}),
        (["--select", "A1,T601"], {"A101", "T601"}),
        (["--select", "A1", "--select", "T"], {"A101", "T601"}),
        (["--select", "hidden-text"], {"T601"}),
        (["--ignore", "T"], {"A101"}),
        (["--select", "A，T", "--ignore", "A101"], {"T601"}),
        (["--select", "A", "--ignore", "A"], set()),
    ],
)
def test_which_checks_run(files: Path, rules: list[str], arguments: list[str], codes: set[str] | None) -> None:
    main(["check", "clean.docx", *arguments, *rules])
    assert fake_pipeline.CALLS[0]["checks"] == codes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "A110"], "没有检查 A110，是不是 A101？用 reportparse rules list 查看全部编码。"),
        (["--ignore", "hiden-text"], "没有检查 hiden-text，是不是 hidden-text？"),
        (["--ignore", "Q"], "没有检查 Q。"),
        (["--select", "A110", "--lang", "en"], "no check A110; did you mean A101? `reportparse rules list` lists all."),
    ],
)
def test_an_unknown_code(
    files: Path, rules: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["check", "clean.docx", *arguments, *rules]) == 2
    assert said in capsys.readouterr().err
    assert not fake_pipeline.CALLS


def test_names_from_standard_input(files: Path, rules: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"info.docx\nclean.docx\n")))
    assert main(["check", "-", *rules]) == 0
    assert [call["path"] for call in fake_pipeline.CALLS] == ["info.docx", "clean.docx"]


def test_a_folder_without_reports(tmp_path: Path, rules: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path), *rules]) == 2
    assert (
        "文件夹里没有报告（.doc、.docx、.et、.htm、.html、.md、.pdf、.txt、.wps、.xls、.xlsm、.xlsx）"
        in capsys.readouterr().err
    )


def test_output_to_a_file(files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("out.json").write_text("old", encoding="utf-8")
    assert main(["check", "error.docx", "--format", "json", "-o", "out.json", *rules]) == 1
    assert len(json.loads(Path("out.json").read_text(encoding="utf-8"))["documents"]) == 1
    assert capsysbinary.readouterr().out == b""
    assert not [path for path in files.iterdir() if path.name.endswith((".tmp", ".partial"))]


@pytest.mark.parametrize("output", ["error.docx", "./error.docx", "link.json"])
def test_a_report_is_never_overwritten(
    files: Path, rules: list[str], capsys: pytest.CaptureFixture[str], output: str
) -> None:
    Path("link.json").symlink_to("error.docx")
    assert main(["check", "clean.docx", "error.docx", "-o", output, *rules]) == 2
    assert Path("error.docx").read_bytes() == b"report"
    assert "就是要读的报告" in capsys.readouterr().err
    assert not [path for path in files.iterdir() if path.name.endswith((".tmp", ".partial"))]


@pytest.mark.parametrize(("output", "said"), [("nowhere/out.json", "没有文件夹"), (".", "是文件夹")])
def test_an_output_that_cannot_be(
    files: Path, rules: list[str], capsys: pytest.CaptureFixture[str], output: str, said: str
) -> None:
    assert main(["check", "clean.docx", "-o", output, *rules]) == 2
    assert said in capsys.readouterr().err


def test_an_interruption_keeps_what_is_done(
    files: Path, rules: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["check", "error.docx", "interrupts.docx", "clean.docx", "--format", "json", *rules]) == 130
    out, err = capsysbinary.readouterr()
    assert [one["source"]["path"] for one in json.loads(out)["documents"]] == ["error.docx"]
    assert err.decode() == "已中断。\n"
    Path("out.json").write_text("old", encoding="utf-8")
    assert main(["check", "error.docx", "interrupts.docx", "--format", "json", "-o", "out.json", *rules]) == 130
    assert Path("out.json").read_text(encoding="utf-8") == "old"
    assert len(json.loads(Path("out.json.partial").read_text(encoding="utf-8"))["documents"]) == 1


def test_a_fault_of_the_program_is_one_line(files: Path, rules: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "explodes.docx", "clean.docx", "--format", "csv", *rules]) == 2
    err = capsys.readouterr().err
    assert "RuntimeError: out of hand" in err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    assert len(fake_pipeline.CALLS) == 2


def test_broken_rules_stop_the_run(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "rules").mkdir()
    assert main(["check", "clean.docx", "--rules", "rules"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "rules/concepts.yaml: 缺少这个文件" in err
    assert "处错误，未运行。" in err


def test_problems_in_english(files: Path, rules: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (files / "empty").mkdir()
    assert main(["check", "missing.docx", "empty", "--lang", "en", *rules]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "reportparse: missing.docx: reading: no such file; check the path.",
        "reportparse: empty: reading: no reports in this folder (.doc, .docx, .et, .htm, .html, .md, .pdf, .txt, .wps, .xls, .xlsm, .xlsx); check the path.",
    ]
    assert main(["check", "clean.docx", "--lang", "en", "-o", "clean.docx", *rules]) == 2
    assert (
        capsys.readouterr().err
        == "reportparse: the output {} is a report to be read; choose another name.\n".format(files / "clean.docx")
    )
