"""Old Word (.doc, .wps) → Document: through LibreOffice and the DOCX reader, else the bare text through antiword."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportparse.errors import ReadError
from reportparse.model.document import Document, Problem, Source
from reportparse.model.findings import Say
from reportparse.readers.docx_reader import read_docx
from reportparse.readers.legacy_antiword import plain_text
from reportparse.readers.legacy_convert import PATIENCE_ALONE, Conversion, Fault, convert_alone
from reportparse.readers.legacy_office import VARIABLE, find_office
from reportparse.readers.legacy_ole import is_by_libreoffice

_INSTALL = Say(
    "请安装 LibreOffice 后再试（Debian、Ubuntu：apt-get install libreoffice-writer；"
    f"Windows、macOS：从 libreoffice.org 下载安装；装在别处的，用环境变量 {VARIABLE} 指明 soffice 的路径），"
    "或用 Word、WPS 打开后另存为 .docx。",
    "Install LibreOffice (Debian, Ubuntu: apt-get install libreoffice-writer; Windows, macOS: from libreoffice.org; "
    f"where it is elsewhere, the environment variable {VARIABLE} names the program soffice), "
    "or open the file in Word or WPS and save it as .docx.",
)
_RESAVE = Say(
    "请用 Word 或 WPS 打开，另存为 .docx 后再试；打不开的，请向报送单位重新索取。",
    "Open it in Word or WPS, save it as .docx and try again; if it does not open, ask for it again.",
)
_TABLES_LOST = Say(
    "只读出了文字，表格没有读出，表中数据未作核对。",
    "only the text was read, not the tables, and their figures were not checked.",
)


def read_legacy(data: bytes, source: Source, ready: Conversion | None = None) -> Document:
    """Read a .doc or .wps; `ready` is what a conversion of the same bytes has given already.

    Where only the bare text could be read the Document has a Problem `tables-lost`.
    Raises ReadError: `legacy-doc` (no program to read it with), `unconvertible-doc`, and those of `read_docx`.
    """
    if ready is not None and ready.sha256 == source.sha256:
        docx, fault = _taken(ready)
    elif find_office() is None:
        text = _text_only(data, source, Say("没有找到 LibreOffice", "there is no LibreOffice"), _INSTALL)
        if text is None:
            raise ReadError(
                source.path,
                "legacy-doc",
                Say(
                    "这是旧版 Word（.doc）或 WPS 文件，需要 LibreOffice 来读。",
                    "this is an old Word (.doc) or WPS file, which takes LibreOffice to read.",
                ),
                _INSTALL,
            )
        return text
    else:
        docx, fault = convert_alone(data)
    if docx is not None:
        return read_docx(docx, source, split_lists=is_by_libreoffice(data))
    what = _say(fault)
    text = _text_only(data, source, what, _RESAVE)
    if text is None:
        message = Say(f"旧版 Word 文件未能读出：{what.zh}。", f"the old Word file was not read: {what.en}.")
        raise ReadError(source.path, "unconvertible-doc", message, _RESAVE)
    return text


def _taken(ready: Conversion) -> tuple[bytes | None, Fault | None]:
    try:
        return (Path(ready.docx).read_bytes() if ready.docx else None), ready.fault
    except OSError:
        return None, "failed"


def _say(fault: Fault | None) -> Say:
    if fault == "stalled":
        return Say(
            f"LibreOffice 转换超过 {PATIENCE_ALONE:g} 秒仍未结束",
            f"LibreOffice had not finished after {PATIENCE_ALONE:g} seconds",
        )
    return Say("LibreOffice 打不开，文件可能已损坏", "LibreOffice cannot open it, it may be damaged")


def _text_only(data: bytes, source: Source, why: Say, remedy: Say) -> Document | None:
    """The bare text with the Problem that says so, or None where antiword is missing or gives nothing."""
    document = plain_text(data, source)
    if document is None:
        return None
    message = Say(f"{why.zh}，{_TABLES_LOST.zh}{remedy.zh}", f"{why.en}; {_TABLES_LOST.en} {remedy.en}")
    return replace(document, problems=(*document.problems, Problem("read", "tables-lost", message)))
