from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_build import docx, p

from reportparse.errors import ReadError
from reportparse.readers import read
from reportparse.readers.detect import PDF_HEADER_WITHIN, detect

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        detect(data, "某报告.docx")
    return caught.value


def test_a_word_package_is_docx_whatever_its_name() -> None:
    assert detect(docx(p("正文")), "报告.pdf") == "docx"


def test_a_workbook_is_xlsx_whatever_its_name() -> None:
    assert detect(zipped("[Content_Types].xml", "xl/workbook.xml"), "报告.docx") == "xlsx"


def test_a_package_with_a_main_part_of_another_name_is_docx() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "application/vnd...wordprocessingml.document.main+xml")
        archive.writestr("main/text.xml", "<x/>")
    assert detect(buffer.getvalue(), "x") == "docx"


@pytest.mark.parametrize("junk", [0, 1, PDF_HEADER_WITHIN - 5])
def test_a_pdf_header_may_come_late(junk: int) -> None:
    assert detect(b"\n" * junk + b"%PDF-1.7\n", "报告.docx") == "pdf"


def test_a_pdf_header_beyond_the_first_kilobyte_does_not_count() -> None:
    assert refusal(b"x" * PDF_HEADER_WITHIN + b"%PDF-1.7\n").code == "not-a-report"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\0" * 100, "empty-file"),
        (OLE2 + utf16("EncryptionInfo") + utf16("EncryptedPackage"), "encrypted-docx"),
        (OLE2 + utf16("Workbook"), "not-a-report"),
        (b"plain English words only", "not-a-report"),
        ("From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>报告</html>".encode(), "not-a-report"),
        ('<?xml version="1.0"?><w:wordDocument>报告</w:wordDocument>'.encode(), "not-a-report"),
        (b"{\\rtf1 text}", "not-a-report"),
        (b"\x89PNG\r\n\x1a\n", "not-a-report"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "not-a-report"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx-file"),
        (zipped("报告.txt"), "not-a-report"),
        (docx(p("正文"))[:300], "truncated-zip"),
    ],
)
def test_refusals_have_stable_codes_and_a_remedy(data: bytes, code: str) -> None:
    error = refusal(data)
    assert error.code == code
    assert error.remedy.zh.endswith("。")
    assert "某报告.docx" in str(error)


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("岳阳县2020年度报告", "text"),
        ("| 项目 | 金额 |\n|---|---|\n| 甲 | 1 |", "text"),
        ("<p>里的小于号开头</p>", "html"),
        ("<!DOCTYPE html><html><body>报告</body></html>", "html"),
        ("\n<!-- 说明 -->\n<table><tr><td>报告</td></tr></table>", "html"),
        ('<?xml version="1.0"?>\n<html xmlns="x"><body>报告</body></html>', "html"),
        ("<项目名称>报告", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_and_web_pages_are_told_by_their_beginning(text: str, format_: str, encoding: str) -> None:
    assert detect(text.encode(encoding), "报告.docx") == format_


def test_a_damaged_compound_file_that_names_a_word_document_is_left_to_the_converter() -> None:
    assert detect(OLE2 + utf16("WordDocument"), "x") == "doc"


def test_read_gives_path_digest_and_format(tmp_path: Path) -> None:
    file = tmp_path / "报告.bin"
    file.write_bytes(b"".join([docx(p("正文"))]))
    source = read(file).source
    assert (source.path, source.format) == (str(file), "docx")
    assert len(source.sha256) == 64


@pytest.mark.parametrize("name", ["missing.docx", "."])
def test_what_cannot_be_opened_is_unreadable(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert caught.value.code == "unreadable-file"


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, limited: Callable[..., None]) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(docx(p("正文")))
    limited(file_size=10)
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.code == "too-large"
