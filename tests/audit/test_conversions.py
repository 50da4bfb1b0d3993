"""Old Word documents in a batch: few calls of the converter, nothing out of order, nothing left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from legacy_build import marked, stand_in, word
from reportparse.audit import conversions
from reportparse.audit.batch import Job, run_many
from reportparse.audit.conversions import Conversions
from reportparse.audit.discovery import Found, NotFound
from reportparse.model.findings import Say
from reportparse.readers import legacy_convert
from reportparse.readers.legacy_office import VARIABLE
from reportparse.ruleset.rules import RuleSet

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are scripts")
GONE = NotFound("gone", "not-found", Say("没有", "none"))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program, log = stand_in(tmp_path)
    monkeypatch.setenv(VARIABLE, str(program))
    monkeypatch.setattr(legacy_convert, "PATIENCE_ALONE", 1.5)
    monkeypatch.setattr(legacy_convert, "PATIENCE_AMONG_MANY", 1.0)
    monkeypatch.setattr(conversions, "TOGETHER", 4)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    return log


def made(folder: Path, *marks: str) -> list[Found]:
    """Files by their marks; `pdf` is no Word document."""
    items = []
    for number, mark in enumerate(marks):
        file = folder / f"{number:02} {mark} 报告.doc"
        file.write_bytes(b"%PDF-1.7" if mark == "pdf" else marked(mark))
        items.append(Found(str(file)))
    return items


@pytest.mark.parametrize("jobs", [1, 2])
def test_few_calls_in_order_and_nothing_left(jobs: int, log: Path, tmp_path: Path, small_rules: RuleSet) -> None:
    items = made(tmp_path, "pdf", "fine", "fine", "nothing", "pdf", "fine", "hangs", "pdf", "fine", "fine", "fine")
    given = [*items[:3], GONE, *items[3:]]
    reports = list(run_many(given, Job(small_rules), jobs))
    assert [one.source.path for one in reports] == [item.path for item in given]
    read = [one.source.format == "doc" for one in reports]
    assert read == [False, True, True, False, False, False, True, False, False, True, True, True]
    assert [one.problems[0].code for one in reports if one.status == "failed"] == [
        "broken-pdf", "not-found", "unconvertible-doc", "broken-pdf", "unconvertible-doc", "broken-pdf",
    ]  # fmt: skip
    # Four items a window: fine fine – nothing, then fine hangs – fine (where the call breaks off), then the last two.
    assert log.read_text().split() == ["3", "3", "1", "1", "2"]
    assert list((tmp_path / "temp").iterdir()) == []


def test_what_is_no_word_document_is_not_looked_past(log: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def items() -> Iterator[Found]:
        for item in made(tmp_path, "pdf", "pdf", "fine", "fine", "pdf", "pdf", "fine", "fine", "fine", "fine"):
            asked.append(item.path)
            yield item

    with Conversions() as opened:
        ahead = opened.ahead(items())
        assert next(ahead).path.endswith("00 pdf 报告.doc")
        assert len(asked) == 1
        next(ahead)
        assert isinstance(third := next(ahead), Found) and third.ready is not None and third.ready.docx
        # Its own window and the next.
        assert len(asked) == 10
        assert [isinstance(item, Found) and item.ready is not None for item in ahead] == [True] + [False] * 2 + [
            True
        ] * 4
    assert not Path(third.ready.docx).exists()


def test_leaving_early_ends_the_converter(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy_convert, "PATIENCE_AMONG_MANY", 60.0)
    items = made(tmp_path, "fine", "fine", "fine", "fine", "hangs", "fine")
    with Conversions() as opened:
        assert isinstance(next(opened.ahead(items)), Found)
        while not Path(f"{log}.pid").exists():
            time.sleep(0.02)
    with pytest.raises(ProcessLookupError):
        os.kill(int(Path(f"{log}.pid").read_text()), 0)
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_file_changed_since_its_conversion_is_converted_anew(log: Path, tmp_path: Path, small_rules: RuleSet) -> None:
    [item] = made(tmp_path, "fine")
    with Conversions() as opened:
        [ready] = opened.ahead([item])
        Path(item.path).write_bytes(marked("nothing"))
        [report] = run_many([ready], Job(small_rules))
    assert report.problems[0].code == "unconvertible-doc"


def test_one_with_a_password_is_not_converted(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret.doc"
    file.write_bytes(word(flags=0x0100))
    with Conversions() as opened:
        [item] = opened.ahead([Found(str(file))])
    assert isinstance(item, Found) and item.ready is None
    assert not log.exists()


def test_without_a_converter_items_go_through(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none"))
    items = made(tmp_path, "fine", "fine")
    with Conversions() as opened:
        assert list(opened.ahead(items)) == items
    assert list((tmp_path / "temp").iterdir()) == []
