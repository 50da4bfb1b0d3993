"""Whatever is said of a file is said in the language asked for."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportparse
from bombs import BOMBS
from reportparse.cli import main
from reportparse.errors import ReadError, told
from reportparse.pipeline import run
from reportparse.ruleset.patterns import PatternTimeout
from reportparse.ruleset.rules import RuleSet
from reportparse.say import Say

SOURCE = Path(reportparse.__file__).parent
HAN = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]")
LATIN = re.compile("[A-Za-z]")
QUOTED = re.compile("“[^”]*”")
SENTENCE = re.compile("[\u4e00-\u9fff][^a-z(\\[]*[。；]$|^请|请[\u4e00-\u9fff]")


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def said(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Say":
            yield node


def written(node: ast.AST) -> str:
    """What stands in the source as text, what is filled in left out."""
    return "".join(
        part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_sentence_has_its_english(path: Path) -> None:
    for call in said(ast.parse(path.read_text(encoding="utf-8"))):
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            continue
        assert len(call.args) == 2, call.lineno
        zh, en = map(written, call.args)
        # Units and labels of the forms keep their names (元); sentences do not.
        assert len(HAN.findall(QUOTED.sub("", en))) <= len(LATIN.findall(en)), (call.lineno, en)
        assert not HAN.search(zh) or en.strip(), (call.lineno, zh)


@pytest.mark.parametrize("path", sorted((SOURCE / "readers").glob("*.py")), ids=lambda path: path.name)
def test_no_reader_says_anything_in_chinese_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(part) for call in said(tree) for part in ast.walk(call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            assert not SENTENCE.search(node.value), (node.lineno, node.value)


UNREADABLE = {
    "empty.docx": b"",
    "archive.docx": b"Rar!\x1a\x07\x00",
    "rich.doc": b"{\\rtf1 x}",
    "photo.pdf": b"\x89PNG\r\n",
    "cut.pdf": b"%PDF-1.4\n1 0 obj",
    "cut.docx": b"PK\3\4" + bytes(99),
    "cut.doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "page.html": b"<html></html>",
    "mail.mht": "From: 某\nMIME-Version: 1.0\n绩效自评报告".encode(),
    "report.xml": "<?xml version='1.0'?><w:wordDocument>绩效自评报告</w:wordDocument>".encode(),
}


@pytest.mark.parametrize("name", [*UNREADABLE, *BOMBS])
def test_what_is_wrong_with_a_file_is_told_in_english(name: str, tmp_path: Path, ruleset: RuleSet) -> None:
    file = tmp_path / name
    file.write_bytes(UNREADABLE[name] if name in UNREADABLE else BOMBS[name][0]())
    report = run(file, ruleset, lang="en")
    assert report.problems
    for problem in report.problems:
        assert not HAN.search(problem.message.replace(str(file), "")), problem.message


def test_a_command_for_one_file_complains_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "empty.docx"
    file.write_bytes(b"")
    assert main(["trace", str(file), "--lang", "en"]) == 2
    assert "the file is empty. Check it" in capsys.readouterr().err


def test_errors_that_travel_between_processes_keep_both_languages() -> None:
    for error in (
        PatternTimeout("x+"),
        ReadError("a.pdf", "broken-pdf", Say("坏了。", "broken."), Say("重来。", "Again.")),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert told(again) == told(error)
        assert HAN.search(told(error).zh) and not HAN.search(told(error).en)
