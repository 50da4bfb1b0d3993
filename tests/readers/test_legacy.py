"""Old Word documents, by LibreOffice where it is installed and by programs that stand in for it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from docx_build import docx, p, table, tbl, tc, tr

from legacy_build import marked, stand_in, word
from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph
from reportparse.readers import legacy_convert, legacy_office, read
from reportparse.readers.legacy_convert import Converter
from reportparse.readers.legacy_office import VARIABLE, find_office, make_profile

OFFICE = find_office()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are scripts")


def as_doc(folder: Path, data: bytes, suffix: str = "docx") -> Path:
    """The same document in Word's old format, made by LibreOffice."""
    assert OFFICE is not None
    made = folder / "made.doc"
    source = folder / f"made.{suffix}"
    source.write_bytes(data)
    profile = folder / "profile-for-making"
    if not profile.exists():
        make_profile(profile)
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return made


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [tr(tc(p(name)), tc(p(value))) for name, value in (("收入合计", "18.91"), ("支出合计", "17.5"))]
    content = p("一、基本概况") + tbl(*rows, columns=2) + p("支出合计17.5万元。")
    return as_doc(tmp_path_factory.mktemp("doc"), docx(content))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in's notes of its calls; it is what `find_office` finds, and patience is short."""
    program, log = stand_in(tmp_path)
    monkeypatch.setenv(VARIABLE, str(program))
    monkeypatch.setattr(legacy_convert, "PATIENCE_ALONE", 1.5)
    monkeypatch.setattr(legacy_convert, "PATIENCE_AMONG_MANY", 1.0)
    return log


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text]


@needs_office
def test_a_doc_is_read_with_its_tables(report: Path) -> None:
    before = sorted(path.name for path in report.parent.iterdir())
    document = read(report)
    assert (document.source.path, document.source.format) == (str(report), "doc")
    assert texts(document) == ["一、基本概况", "支出合计17.5万元。"]
    assert [cell.text for cell in table(document).cells] == ["收入合计", "18.91", "支出合计", "17.5"]
    assert document.problems == ()
    assert sorted(path.name for path in report.parent.iterdir()) == before


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine, and the paths it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs_office
def test_nothing_is_fetched_for_a_report(tmp_path: Path) -> None:
    with listening() as (port, asked):
        link = f"http://127.0.0.1:{port}/picture.png"
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
            for name, uri in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
        )
        flat = (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>正文'
            '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
            f'<draw:image xlink:href="{link}" xlink:type="simple"/></draw:frame></text:p></office:text></office:body></office:document>'
        )
        made = as_doc(tmp_path, flat.encode(), "fodt")
        data = made.read_bytes()
        assert link.encode() in data or link.encode("utf-16-le") in data
        assert texts(read(made)) == ["正文"]
        assert asked == []


@needs_office
def test_a_damaged_doc_is_refused_with_a_remedy(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportparse.readers.legacy_antiword.shutil.which", lambda _: None)
    damaged = tmp_path / "damaged.doc"
    damaged.write_bytes(word())
    with pytest.raises(ReadError) as caught:
        read(damaged)
    assert caught.value.code == "unconvertible-doc"
    assert "另存为 .docx" in caught.value.remedy.zh


@needs_office
@needs_antiword
def test_without_libreoffice_the_text_is_read_and_the_loss_said(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/no/such/program")
    document = read(report)
    assert texts(document) == ["一、基本概况", "收入合计", "18.91", "支出合计", "17.5", "支出合计17.5万元。"]
    assert document.unread == {"tables": 1}
    [problem] = document.problems
    assert problem.code == "tables-lost"
    assert "apt-get install libreoffice-writer" in problem.message.zh


def test_without_any_program_the_error_says_how_to_install_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none"))
    monkeypatch.setattr("reportparse.readers.legacy_antiword.shutil.which", lambda _: None)
    file = tmp_path / "x.doc"
    file.write_bytes(word())
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.code == "legacy-doc"
    assert "apt-get install libreoffice-writer" in caught.value.remedy.zh
    assert "另存为 .docx" in caught.value.remedy.zh


@needs_posix
def test_the_variable_names_the_program(office: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.doc"
    file.write_bytes(marked("fine"))
    assert texts(read(file)) == ["正文"]
    assert office.read_text() == "1\n"


@needs_posix
@pytest.mark.parametrize("mark", ["hangs", "crashes", "nothing", "half"])
def test_a_file_that_stops_the_converter_costs_only_itself(mark: str, office: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    found = find_office()
    assert found is not None
    marks = ["fine", "fine", mark, "fine", mark, "fine"]
    results = Converter(work, found).convert(marked(one) for one in marks)
    fault = "stalled" if mark == "hangs" else "failed"
    assert [result.fault for result in results] == [None, None, fault, None, fault, None]
    assert [result.docx is None for result in results] == [False, False, True, False, True, False]
    calls = [int(line) for line in office.read_text().split()]
    assert calls == ([6] if mark in ("nothing", "half") else [6, 1, 3, 1, 1])


@needs_posix
def test_what_a_hanging_converter_has_started_ends_with_it(office: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.doc"
    file.write_bytes(marked("hangs"))
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.code == "unconvertible-doc"
    assert "仍未结束" in caught.value.message.zh
    child = int(Path(f"{office}.pid").read_text())
    for _ in range(100):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            break
        if Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
            break
        time.sleep(0.05)
    else:
        os.kill(child, signal.SIGKILL)
        pytest.fail("the child lives on")


@needs_posix
def test_a_program_that_cannot_start_gives_an_error_not_a_crash(tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    [result] = Converter(tmp_path, str(broken)).convert([marked("fine")])
    assert (result.docx, result.fault) == (None, "failed")


def test_the_profile_is_shut(tmp_path: Path) -> None:
    make_profile(tmp_path / "profile")
    settings = (tmp_path / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
    for name, value in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"), ("Link", "0")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


def test_usual_folders_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "LibreOffice 24" / "program" / "soffice"
    program.parent.mkdir(parents=True)
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(legacy_office, "_PLACES", (f"{tmp_path}/LibreOffice*/program/soffice",))
    assert find_office() == str(program)
    monkeypatch.setattr(legacy_office, "_PLACES", ())
    assert find_office() is None
