"""Every limit of the README: a file beyond it is refused, or a page left out, by its name and with the way to set it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_build import Sheet, pdf

from bombs import docx, workbook
from reportparse.audit.batch import Job, run_many
from reportparse.audit.discovery import find_reports
from reportparse.model.limits import Limits, names
from reportparse.ruleset.rules import RuleSet

CELL = "<w:tc><w:p><w:r><w:t>局</w:t></w:r></w:p></w:tc>"
WORD = docx(f"<w:tbl><w:tr>{CELL * 2}</w:tr></w:tbl><w:p><w:r><w:pict/><w:pict/></w:r></w:p>")
PAGE = Sheet().grid([40, 140, 240], [60, 80, 100]).text(45, 75, "部门").text(145, 75, "整体")
FORM = "<table><tr><td>部门<td>整体</tr><tr><td>支出<td>自评</tr></table>"
WEB = f"<html><body><div><div>报告{FORM}</div></div></body></html>".encode()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def swollen() -> bytes:
    """A PDF with a part that unpacks to a hundred times what it is."""
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * (1 << 16), 9)
    bomb = b"4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    return pdf(Sheet().text(72, 100, "x")).replace(b"3 0 obj", bomb + b"3 0 obj", 1)


def blank(megabytes: int) -> bytes:
    return docx("<w:p/>", extra={"word/media/image.bmp": "\0" * (megabytes << 20)})


CASES: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "file_size": ("a.docx", lambda: WORD, 10),
    "text_size": ("a.txt", "部门整体支出绩效自评报告".encode, 10),
    "html_size": ("a.html", lambda: WEB, 10),
    "unpacked_size": ("a.docx", lambda: WORD, 100),
    "unpacked_ratio": ("a.docx", lambda: blank(33), 20),
    "xml_size": ("a.docx", lambda: WORD, 100),
    "elements": ("a.docx", lambda: WORD, 3),
    "parts": ("a.docx", lambda: WORD, 1),
    "depth": ("a.html", lambda: WEB, 3),
    "cells": ("a.docx", lambda: WORD, 1),
    "columns": ("a.html", lambda: WEB, 1),
    "squares": ("a.html", lambda: WEB, 3),
    "objects": ("a.docx", lambda: WORD, 1),
    "pages": ("a.pdf", lambda: pdf(PAGE, PAGE), 1),
    "characters": ("a.pdf", lambda: pdf(PAGE, PAGE), 5),
    "stream_size": ("a.pdf", swollen, 1000),
    "page_characters": ("a.pdf", lambda: pdf(PAGE), 3),
    "page_objects": ("a.pdf", lambda: pdf(PAGE), 1),
    "page_segments": ("a.pdf", lambda: pdf(PAGE), 1),
    "page_rulings": ("a.pdf", lambda: pdf(PAGE), 1),
    "page_crossings": ("a.pdf", lambda: pdf(PAGE), 1),
    "page_tables": ("a.pdf", lambda: pdf(PAGE), 0),
    "bundle_depth": ("a.zip", lambda: zipped(b_zip=zipped(c_docx=WORD)), 1),
    "bundle_members": ("a.zip", lambda: zipped(b_docx=WORD, c_docx=WORD), 1),
    "bundle_size": ("a.zip", lambda: zipped(b_docx=WORD, c_docx=WORD), 10),
    "bundle_list": ("a.zip", lambda: zipped(b_docx=WORD), 10),
}
ELSEWHERE = {"seconds", "memory"}
"""Of the process that reads, see `test_batch`."""


def test_no_limit_is_without_a_case() -> None:
    assert CASES.keys() | ELSEWHERE == set(names())


def problems(file: Path, ruleset: RuleSet, limits: Limits, lang: str = "zh") -> list[str]:
    reports = list(run_many(find_reports([str(file)]), Job(ruleset, lang=lang, limits=limits, do_checks=False)))
    return [problem.message for report in reports for problem in report.problems]


@pytest.mark.parametrize("name", CASES)
def test_each_limit_is_named_and_can_be_set(name: str, tmp_path: Path, ruleset: RuleSet) -> None:
    file_name, make, value = CASES[name]
    file = tmp_path / file_name
    file.write_bytes(make())
    small, large = Limits().with_setting(f"{name}={value}"), Limits().with_setting(f"{name}=2G")
    for lang in ("zh", "en"):
        told = " ".join(problems(file, ruleset, small, lang))
        assert f"（{name}）" in told or f"({name})" in told, told
        assert f"--limit {name}=" in told, told
    assert not any(name in message for message in problems(file, ruleset, large))


def test_the_cells_of_every_format_are_counted(tmp_path: Path, ruleset: RuleSet) -> None:
    for name, data in (("a.docx", WORD), ("a.xlsx", workbook(1)), ("a.html", WEB), ("a.pdf", pdf(PAGE))):
        file = tmp_path / name
        file.write_bytes(data)
        assert any("cells" in message for message in problems(file, ruleset, Limits(cells=1))), name
