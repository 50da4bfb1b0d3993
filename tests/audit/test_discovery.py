"""From arguments to files."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from bundles import with_password, zipped
from reportparse.audit.discovery import Found, NotFound, find_reports
from reportparse.audit.failures import failed_report
from reportparse.model.findings import Say


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def found(*arguments: str, names: bytes | None = None) -> list[str]:
    items = find_reports(arguments, None if names is None else io.BytesIO(names))
    return [item.path if isinstance(item, Found) else f"{item.code} {item.path}" for item in items]


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    made(
        tmp_path,
        "b/2.DOCX",
        "b/1.pdf",
        "a.doc",
        "c.wps",
        "c.txt",
        "d.HTM",
        "c.csv",
        "e.xlsx",
        "f.XLS",
        "README.md",
        "~$c.docx",
        ".hidden.docx",
        ".git/x.docx",
        "b/d/e.docx",
    )
    names = ("a.doc", "b/1.pdf", "b/2.DOCX", "b/d/e.docx", "c.txt", "c.wps", "d.HTM", "e.xlsx", "f.XLS")
    paths = [str(tmp_path / name) for name in names]
    assert found(str(tmp_path)) == paths


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    made(tmp_path, "x.txt", "~$y.docx")
    assert found(str(tmp_path / "x.txt"), str(tmp_path / "~$y.docx")) == [
        str(tmp_path / "x.txt"),
        str(tmp_path / "~$y.docx"),
    ]


def test_what_leads_nowhere_is_said(tmp_path: Path) -> None:
    made(tmp_path, "empty/readme.txt")
    missing, empty = str(tmp_path / "no.docx"), str(tmp_path / "empty")
    assert found(missing, empty) == [f"not-found {missing}", f"no-reports {empty}"]
    assert found("bad\0name") == ["not-found bad\0name"]
    assert found("x" * 5000)[0].startswith("not-found")


def test_names_from_standard_input(tmp_path: Path) -> None:
    made(tmp_path, "一.docx", "d/2.pdf", "last.pdf")
    names = f"\ufeff{tmp_path}/一.docx\r\n\n{tmp_path}/d\n".encode()
    expected = [str(tmp_path / "一.docx"), str(tmp_path / "d/2.pdf"), str(tmp_path / "last.pdf")]
    assert found("-", str(tmp_path / "last.pdf"), names=names) == expected
    assert found("-", names=names.replace(b"\r\n\n", b"\0").replace(b"\n", b"\0")) == expected[:2]
    assert found("-", names=b"") == []


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    made(tmp_path, "a/b.docx")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked.docx").symlink_to(tmp_path / "a" / "b.docx")
    assert found(str(tmp_path)) == [str(tmp_path / "a/b.docx"), str(tmp_path / "linked.docx")]


def test_a_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, "locked/a.docx", "z.docx")
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert found(str(tmp_path)) == [f"unreadable-folder {tmp_path / 'locked'}", str(tmp_path / "z.docx")]


def test_names_that_are_no_text_still_give_a_report() -> None:
    path = os.fsdecode(b"\xff\xfe.docx")
    report = failed_report(path, "not-found", Say(f"{path} 没有", ""))
    assert report.source.path == "��.docx"
    assert report.model_dump_json()
    assert isinstance(next(find_reports([path])), NotFound)


def test_bundles_are_opened_where_they_stand(tmp_path: Path) -> None:
    made(tmp_path, "a.docx", "c.rar", "d/e.7z")
    inner = zipped({"y.pdf": b"y", "x.txt": b"x", "z.rar": b"z"})
    (tmp_path / "b.zip").write_bytes(zipped({"2/一.docx": b"1", "inner.zip": inner, "1.doc": b"2"}))
    (tmp_path / "none.zip").write_bytes(zipped({"readme.txt": b"x"}))
    (tmp_path / "damaged.zip").write_bytes(zipped({"a.docx": b"x"})[:-10])
    paths = [
        "a.docx", "b.zip!1.doc", "b.zip!2/一.docx", "b.zip!inner.zip!x.txt", "b.zip!inner.zip!y.pdf",
        "b.zip!inner.zip!z.rar", "c.rar", "d/e.7z", "damaged.zip",
    ]  # fmt: skip
    assert found(str(tmp_path)) == [str(tmp_path / name) for name in paths]
    assert found(str(tmp_path / "b.zip")) == [str(tmp_path / name) for name in paths[1:6]]
    assert found(str(tmp_path / "none.zip")) == [f"no-reports {tmp_path / 'none.zip'}"]


def test_a_member_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"一.docx": b"1"}))
    name = f"{tmp_path}/b.zip!一.docx"
    assert found(name) == [name]
    assert found("-", names=name.encode()) == [name]
    assert found(f"{tmp_path}/c.zip!一.docx") == [f"not-found {tmp_path}/c.zip!一.docx"]


def test_a_bundle_with_a_password_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(with_password(zipped({"一.docx": b"1", "二.docx": b"2"})))
    assert found(str(tmp_path)) == [f"encrypted-zip {path}"]
    [item] = find_reports([str(path)])
    assert isinstance(item, NotFound)
    assert "密码" in item.message.zh and "password" in item.message.en


def test_a_workbook_in_a_bundle_is_a_report_and_no_bundle(tmp_path: Path) -> None:
    file = tmp_path / "包.zip"
    file.write_bytes(zipped({"表.xlsx": zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"})}))
    assert found(str(file)) == [f"{file}!表.xlsx"]
