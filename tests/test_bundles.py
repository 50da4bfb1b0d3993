"""Bundles through the whole command."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from bundles import bomb, in_code_page, with_password, zipped
from legacy_build import marked, stand_in
from reportparse.cli import main
from reportparse.readers.legacy_office import VARIABLE

REPORT = Path(__file__).parents[1] / "corpus"


@pytest.fixture
def report() -> bytes:
    return next(path for path in sorted(REPORT.rglob("*.docx"))).read_bytes()


@pytest.fixture
def bundle(tmp_path: Path, report: bytes) -> Path:
    """One with all that may go wrong, beside what is good."""
    hostile = zipped({"../../../etc/passwd.docx": report})
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        truncated = report[: archive.start_dir - 100]
    members = {
        "a/好.docx": report,
        "a/坏.docx": truncated,
        "b/旧.doc": marked("fine"),
        "b/空.pdf": b"",
        "c.zip": in_code_page({"岳阳县/报告.docx": report}, "gbk"),
        "d.zip": bomb(0xF0000000),
        "e.zip": with_password(zipped({"x.docx": report})),
        "f.zip": hostile,
        "g.rar": b"Rar!\x1a\x07\x00",
        "__MACOSX/._a.docx": b"x",
    }
    path = tmp_path / "归档.zip"
    path.write_bytes(zipped(members))
    return path


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_member_costs_only_itself(
    jobs: str, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    program, log = stand_in(tmp_path)
    monkeypatch.setenv(VARIABLE, str(program))
    before = {*tmp_path.iterdir(), log}
    assert main(["extract", str(bundle), "--format", "jsonl", "--jobs", jobs]) == 2
    reports = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    shown = {
        one["source"]["path"].removeprefix(f"{bundle}!"): ""
        if one["status"] != "failed"
        else one["problems"][0]["code"]
        for one in reports
    }
    assert shown == {
        "a/好.docx": "",
        "a/坏.docx": "truncated-zip",
        "b/旧.doc": "",
        "b/空.pdf": "empty-file",
        "c.zip!岳阳县/报告.docx": "",
        "d.zip!bomb.docx": "zip-bomb",
        "e.zip": "encrypted-zip",
        "f.zip!etc/passwd.docx": "",
        "g.rar": "other-archive",
    }
    assert list(shown) == sorted(shown, key=lambda name: name.split("/"))
    digests = {one["source"]["path"]: one["source"]["sha256"] for one in reports}
    assert (
        len({digests[f"{bundle}!{name}"] for name in ("a/好.docx", "c.zip!岳阳县/报告.docx", "f.zip!etc/passwd.docx")})
        == 1
    )
    assert len(digests[f"{bundle}!a/坏.docx"]) == 64
    assert set(tmp_path.iterdir()) == before


def test_findings_and_fingerprints_are_those_of_the_file_outside(
    tmp_path: Path, report: bytes, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "x.docx").write_bytes(report)
    (tmp_path / "x.zip").write_bytes(zipped({"x.docx": report}))
    shown = []
    for name in ("x.docx", "x.zip"):
        main(["check", str(tmp_path / name), "--format", "json"])
        [one] = json.loads(capfdbinary.readouterr().out)["documents"]
        shown.append((one["source"]["sha256"], one["findings"], one["facts"]))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("format_", ["text", "csv", "xlsx", "html", "sarif"])
def test_every_format_takes_the_path(format_: str, tmp_path: Path, report: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"甲 & 乙!/<b>.docx": report}))
    out = tmp_path / "out"
    assert main(["check", str(tmp_path / "x.zip"), "--format", format_, "-o", str(out)]) in (0, 1)
    data = out.read_bytes()
    if format_ == "xlsx":
        with zipfile.ZipFile(out) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    uri = "x.zip%21%E7%94%B2%20%26%20%E4%B9%99%EF%BC%81/%3Cb%3E.docx"
    path = (
        uri
        if format_ == "sarif"
        else "甲 & 乙！/<b>.docx"
        if format_ in ("text", "csv")
        else "甲 &amp; 乙！/&lt;b&gt;.docx"
    )
    assert path in data.decode().replace("\n    ", "")


def test_the_output_may_not_be_the_bundle(tmp_path: Path, report: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"x.docx": report}))
    before = path.read_bytes()
    assert main(["check", str(path), "-o", str(path)]) == 2
    assert "请换一个文件名" in capsys.readouterr().err
    assert path.read_bytes() == before
