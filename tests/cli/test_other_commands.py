"""`explain`, `rules`, `schema`, `--version`, and complaints about the command line itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import fake_pipeline
import jsonschema
import pytest

from minimal_rules import FILES, changed, rule_folder
from reportparse.cli import cli, main
from reportparse.model.report import Results, Tool
from sample_reports import finding, report


def test_explain(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "a101", "--rules", str(small_folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "A101 parts-do-not-add-up：分项之和不等于合计",
        "",
        "一行之内各分项应加成合计。",
        "",
        "级别：错误",
        "适用版式：县级部门整体支出",
        "依据：范例",
        "已知误报：",
        "  - 四舍五入的尾差",
        "",
        "会报出的例子：分项少一万",
        "    岳阳县整体支出绩效自评报告",
        "    | 机构名称 | 收入合计 | 公共财政拨款 | 其他收入 |",
        "    | 局机关 | 318.3 | 317.30 | 0 |",
        "",
        "不会报出的例子：分项相符",
        "    （不可见）一、概况",
        "    | 机构名称 | 收入合计 | 公共财政拨款 | 其他收入 |",
        "    | 局机关 | 318.3 | 318.3 |  |",
    ]


def test_explain_in_english_by_name(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "hidden-text", "--lang", "en", "--rules", str(small_folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "T601 hidden-text: Hidden text\n\nText that a reader cannot see.\n\nSeverity: warning\nForms: all\n"
    )
    assert "Known false positives: none recorded" in out


def test_explain_an_unknown_code(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "A111", "--rules", str(small_folder)]) == 2
    assert "没有检查 A111，是不是 A101？" in capsys.readouterr().err


def test_rules_list(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--rules", str(small_folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "A101  错误  parts-do-not-add-up  分项之和不等于合计",
        "T601  警告  hidden-text          隐藏文字",
    ]


def test_rules_validate(tmp_path: Path, small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "validate", "--rules", str(small_folder)]) == 0
    assert capsys.readouterr().out == "OK 2 checks\n"
    broken = rule_folder(
        tmp_path,
        tables_yaml=changed("tables.yaml", "need: 2", "need: 9"),
        checks__A__A101_cases_yaml=FILES["checks/A/A101.cases.yaml"].replace("count: 0", "count: 2"),
    )
    assert main(["rules", "validate", "--rules", str(broken)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{broken}/tables.yaml:6:11: tables[0].need:" in err
    assert f"{broken}/checks/A/A101.cases.yaml:2:3: cases:" in err
    assert err.endswith("规则有 2 处错误，未运行。\n")


def test_rules_validate_looks_into_the_documents_of_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = FILES["checks/T/T601.cases.yaml"].replace("hidden: white", "hidden: gone")
    folder = rule_folder(tmp_path, checks__T__T601_cases_yaml=cases)
    assert main(["rules", "validate", "--rules", str(folder)]) == 2
    assert "T601.cases.yaml: cases[0].blocks: block 0: `hidden` is true or one of" in capsys.readouterr().err


def test_rules_test(
    tmp_path: Path, small_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_pipeline.install(monkeypatch)
    assert main(["rules", "test", "--rules", str(small_folder)]) == 0
    assert capsys.readouterr().out == "用例 4 个，不符 0 个\n"
    wrong = FILES["checks/T/T601.cases.yaml"].replace("[明]", "[{text: 暗, hidden: true}]")
    wrong = wrong.replace("count: 1}", "count: 1, severity: info, contains: [密码]}")
    folder = rule_folder(tmp_path, checks__T__T601_cases_yaml=wrong)
    assert main(["rules", "test", "--rules", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[:4] == [
        "T601 隐藏",
        "    级别应为 info，实为 warning",
        "    报出的文字里没有“密码”：有看不见的文字",
        "2020年基本支出153.7万元",
    ]
    assert main(["rules", "test", "--select", "A", "--rules", str(folder)]) == 0
    assert capsys.readouterr().out == "用例 2 个，不符 0 个\n"


def test_schema_describes_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    tool = Tool(name="reportparse", version="1", rules_digest="ab")
    results = Results(tool=tool, documents=[report(findings=(finding(),))]).model_dump(mode="json", by_alias=True)
    jsonschema.validate(results, schema)
    results["documents"][0]["facts"][0]["value"] = 115.0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(results, schema)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from reportparse import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"reportparse {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "reportparse：没有命令 chek，是不是 check？用法见 reportparse --help。"),
        (["xyz"], "reportparse：没有命令 xyz。用法见 reportparse --help。"),
        (["rules", "tset"], "reportparse：没有命令 tset，是不是 test？用法见 reportparse rules --help。"),
        (["check"], "reportparse：缺少参数 PATH...。用法见 reportparse check --help。"),
        (["check", "a", "--format", "xml"], "reportparse：--format 不能是 xml，应为 text、json、jsonl、csv、xlsx、html、sarif 之一。用法见 reportparse check --help。"),
        (["check", "a", "--jobs", "two"], "reportparse：--jobs 的值 two 不可用。用法见 reportparse check --help。"),
        (["check", "a", "--jobs", "-2"], "reportparse：--jobs 的值 -2 不可用。用法见 reportparse check --help。"),
        (["check", "a", "--formt", "json"], "reportparse：没有选项 --formt，是不是 --format？用法见 reportparse check --help。"),
        (["check", "a", "--lang"], "reportparse：选项 --lang 需要一个值。"),
        (["schema", "now"], "reportparse：多余的参数 now。用法见 reportparse schema --help。"),
        (["chek", "--lang", "en"], "reportparse: No such command 'chek'."),
    ],
)  # fmt: skip
def test_complaints(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Commands:" in capsys.readouterr().err


def test_an_unexpected_error_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def explode() -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setitem(cli.commands, "schema", click.Command("schema", callback=explode))
    assert main(["schema"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("reportparse：程序内部错误（RuntimeError: first line，位于 ")
    assert len(err.splitlines()) == 1


def test_help_waits_for_nothing_heavy() -> None:
    code = (
        "import sys; from reportparse.cli import main; status = main(['check', '--help']);"
        "heavy = {'pydantic', 'lxml', 'regex', 'yaml', 'jieba', 'pypdfium2', 'pdfplumber', 'docx', 'pebble'} & set(sys.modules);"
        "sys.exit(f'{status} {heavy}' if status or heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_a_check_loads_no_package_that_only_rare_files_need() -> None:
    corpus = Path(__file__).resolve().parents[2] / "corpus"
    files = [str(corpus / f"baizhi-heritage-2021.{kind}") for kind in ("docx", "pdf")]
    code = (
        "import sys; from reportparse import check, load_rules; from reportparse.text.words import load_words;"
        f"reports = [check(path) for path in {files!r}];"
        "load_words(load_rules().lexicon).cut('预算执行');"
        "assert 'jieba' in sys.modules and all(report.status == 'complete' for report in reports);"
        "sys.exit(str({'pdfplumber', 'pdfminer', 'pkg_resources'} & set(sys.modules) or '') or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_reader_that_goes_away_is_no_error(small_folder: Path) -> None:
    command = [sys.executable, "-m", "reportparse", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
