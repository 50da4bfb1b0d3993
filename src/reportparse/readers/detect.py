"""The format of a file by its content; its name never counts."""

from __future__ import annotations

import io
import re
import zipfile

from reportparse.errors import ReadError
from reportparse.model.document import Format
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.readers.beyond import beyond
from reportparse.readers.bundle import directory_bytes
from reportparse.readers.charset import decode
from reportparse.readers.legacy_ole import SIGNATURE, kind_of

PDF_HEADER_WITHIN = 1024
"""Readers accept a PDF whose header comes this late."""
_MAX_CONTENT_TYPES = 1 << 20
_START = 10_000
"""Characters in which the first element of a web page stands."""
_WORD_TYPES = (b"wordprocessingml", b"ms-word.document", b"ms-word.template")
_CHECK = Say("请核对文件来源。", "Check where it comes from.")
_ONLY_REPORTS = Say(
    "请提供 Word（.docx）、PDF 或 Excel（.xlsx）格式的报告。", "Give a report as Word (.docx), PDF or Excel (.xlsx)."
)
_SAVE_AS_XLSX = Say(
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。", "Open it in Excel or WPS, save it as .xlsx and try again."
)
_SAVE_AS_DOCX = Say(
    "请用 Word 或 WPS 打开，另存为 .docx 后再试。", "Open it in Word or WPS, save it as .docx and try again."
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|style|table|div|p|h[1-6]|span|section|article|center)\b)",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(
    r"\s*(?:from: [^\n]*\n|(?:subject|date|mime-version|snapshot-content-location): )", re.IGNORECASE
)
_WORD_XML = re.compile(r"\s*<\?xml.{0,2000}?<(?:w:wordDocument|pkg:package)\b", re.DOTALL)
_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ", "xz"),
    (b"BZh", "bzip2"),
)


def detect(data: bytes, path: str) -> Format:
    """`docx`, `pdf`, `doc`, `wps`, `xlsx`, `xls`, `html` or `text`: text is what reads as Chinese in some encoding.

    Raises ReadError with the codes `empty-file`, `truncated-zip`, `encrypted-docx`, `encrypted-doc`, `pptx-file`,
    `other-archive`, `zip-bomb`, `not-a-report`. `path` is only for the message.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadError(
            path,
            "empty-file",
            Say("文件是空的。", "the file is empty."),
            Say("请核对文件，必要时向报送单位重新索取。", "Check it; if need be, ask for it again."),
        )
    if data.startswith(b"PK"):
        return _inside_zip(data, path)
    if data.startswith(SIGNATURE):
        return _inside_compound_file(data, path)
    for magic, name in _ARCHIVES:
        if data.startswith(magic):
            raise ReadError(
                path,
                "other-archive",
                Say(f"这是 {name} 压缩包，不是报告。", f"this is a {name} archive and no report."),
                Say("请解压后给出文件夹，或改用 zip 重新压缩。", "Unpack it and name the folder, or pack it as a zip."),
            )
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    if data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(
            path, "not-a-report", Say("这是 RTF 文件，不是 .docx。", "this is an RTF file and no .docx."), _SAVE_AS_DOCX
        )
    if (found := _kind_of_text(data, path)) is not None:
        return found
    raise ReadError(
        path,
        "not-a-report",
        Say(
            "文件内容既不是 Word 文档，也不是 PDF，也不是能辨认的中文文本或网页。",
            "the content is neither a Word document nor a PDF, nor a text or web page in recognisable Chinese.",
        ),
        _ONLY_REPORTS,
    )


def _kind_of_text(data: bytes, path: str) -> Format | None:
    decoded = decode(data)
    if decoded is None:
        return None
    start = decoded.text[:_START]
    if _WEB_ARCHIVE.match(start) and "mime-version:" in start.lower():
        raise ReadError(
            path,
            "not-a-report",
            Say(
                "这是网页归档文件（.mht）或邮件，不是网页。",
                "this is a web archive (.mht) or an e-mail and no web page.",
            ),
            _SAVE_AS_DOCX,
        )
    if _WORD_XML.match(start):
        raise ReadError(
            path,
            "not-a-report",
            Say("这是 Word 的 XML 文档，不是 .docx。", "this is a Word document in XML and no .docx."),
            _SAVE_AS_DOCX,
        )
    return "html" if _HTML.match(start) else "text"


def _inside_zip(data: bytes, path: str) -> Format:
    if directory_bytes(io.BytesIO(data)) > limits().bundle_list:
        what = Say("文件的目录过长", "the list of contents of the file is too long")
        raise beyond(path, "zip-bomb", what, "bundle_list", _CHECK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            kind = _office_kind(names) or _declared_kind(archive)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as error:
        raise ReadError(
            path,
            "truncated-zip",
            Say(
                "文件不完整：开头像 Word 文档或压缩包，但后面缺失或已损坏。",
                "the file begins like a Word document or an archive, but the rest is missing or damaged.",
            ),
            Say(
                "文件可能没有下载或复制完整，请重新下载，或向报送单位重新索取。",
                "It may not have been downloaded or copied whole: do so again, or ask for it again.",
            ),
        ) from error
    if kind == "docx":
        return "docx"
    if kind == "xlsx":
        return "xlsx"
    if kind == "xlsb":
        raise ReadError(
            path,
            "not-a-report",
            Say("这是二进制的 Excel 工作簿（.xlsb）。", "this is a binary Excel workbook (.xlsb)."),
            _SAVE_AS_XLSX,
        )
    if kind == "pptx":
        raise ReadError(
            path, "pptx-file", Say("这是演示文稿，不是报告。", "these are slides and no report."), _ONLY_REPORTS
        )
    raise ReadError(
        path,
        "not-a-report",
        Say("这是压缩包或其他文件，不是一份报告。", "this is an archive or another file, not one report."),
        Say(
            "压缩包请作为整包交给 reportparse check，或写明其中的一份（压缩包.zip!文件夹/报告.docx），或先解压。",
            "Give an archive as a whole to reportparse check, or name one report in it "
            "(archive.zip!folder/report.docx), or unpack it first.",
        ),
    )


def _office_kind(names: set[str]) -> str | None:
    if "[content_types].xml" not in names:
        return None
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return "xlsb" if "xl/workbook.bin" in names else kind
    return None


def _declared_kind(archive: zipfile.ZipFile) -> str | None:
    """The kind by the content types, for packages with folders of their own choosing."""
    try:
        entry = archive.getinfo("[Content_Types].xml")
    except KeyError:
        return None
    if entry.file_size > _MAX_CONTENT_TYPES:
        return None
    with archive.open(entry) as file:
        types = file.read(_MAX_CONTENT_TYPES)
    if any(mark in types for mark in _WORD_TYPES):
        return "docx"
    return "xlsx" if b"spreadsheetml.sheet.main" in types else None


def _inside_compound_file(data: bytes, path: str) -> Format:
    kind = kind_of(data)
    if kind == "doc" or kind == "wps" or kind == "xls":
        return kind
    if kind == "encrypted-docx":
        raise ReadError(
            path,
            kind,
            Say("文件设有打开密码，读不出内容。", "the file has a password and cannot be read."),
            Say("请取消密码后另存为 .docx 再试。", "Take the password off, save it as .docx and try again."),
        )
    if kind == "encrypted-doc":
        raise ReadError(
            path,
            kind,
            Say("旧版 Word 文件设有打开密码，读不出内容。", "this old Word file has a password and cannot be read."),
            Say("请取消密码后另存再试。", "Take the password off, save it and try again."),
        )
    raise ReadError(
        path,
        "not-a-report",
        Say("这是旧版演示文稿或其他文件，不是报告。", "these are old slides or another file, and no report."),
        _ONLY_REPORTS,
    )
