"""Old Word (.doc, .wps) → Document: through LibreOffice and the DOCX reader, else the bare text through antiword."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportparse.errors import ReadError
from reportparse.model.document import Document, Problem, Source
from reportparse.readers.docx_reader import read_docx
from reportparse.readers.legacy_antiword import plain_text
from reportparse.readers.legacy_convert import PATIENCE_ALONE, Conversion, Fault, convert_alone
from reportparse.readers.legacy_office import VARIABLE, find_office
from reportparse.readers.legacy_ole import is_by_libreoffice

_INSTALL = (
    "请安装 LibreOffice 后再试（Debian、Ubuntu：apt-get install libreoffice-writer；"
    f"Windows、macOS：从 libreoffice.org 下载安装；装在别处的，用环境变量 {VARIABLE} 指明 soffice 的路径），"
    "或用 Word、WPS 打开后另存为 .docx。"
)
_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 后再试；打不开的，请向报送单位重新索取。"
_TABLES_LOST = "只读出了文字，表格没有读出，表中数据未作核对。"


def read_legacy(data: bytes, source: Source, ready: Conversion | None = None) -> Document:
    """Read a .doc or .wps; `ready` is what a conversion of the same bytes has given already.

    Where only the bare text could be read the Document has a Problem `tables-lost`.
    Raises ReadError: `legacy-doc` (no program to read it with), `unconvertible-doc`, and those of `read_docx`.
    """
    if ready is not None and ready.sha256 == source.sha256:
        docx, fault = _taken(ready)
    elif find_office() is None:
        text = _text_only(data, source, "没有找到 LibreOffice，" + _TABLES_LOST + _INSTALL)
        if text is None:
            raise ReadError(
                source.path, "legacy-doc", "这是旧版 Word（.doc）或 WPS 文件，需要 LibreOffice 来读。", _INSTALL
            )
        return text
    else:
        docx, fault = convert_alone(data)
    if docx is not None:
        return read_docx(docx, source, split_lists=is_by_libreoffice(data))
    what = _say(fault)
    text = _text_only(data, source, f"{what}，{_TABLES_LOST}{_RESAVE}")
    if text is None:
        raise ReadError(source.path, "unconvertible-doc", f"旧版 Word 文件未能读出：{what}。", _RESAVE)
    return text


def _taken(ready: Conversion) -> tuple[bytes | None, Fault | None]:
    try:
        return (Path(ready.docx).read_bytes() if ready.docx else None), ready.fault
    except OSError:
        return None, "failed"


def _say(fault: Fault | None) -> str:
    if fault == "stalled":
        return f"LibreOffice 转换超过 {PATIENCE_ALONE:g} 秒仍未结束"
    return "LibreOffice 打不开，文件可能已损坏"


def _text_only(data: bytes, source: Source, message: str) -> Document | None:
    """The bare text with the Problem that says so, or None where antiword is missing or gives nothing."""
    document = plain_text(data, source)
    if document is None:
        return None
    return replace(document, problems=(*document.problems, Problem("read", "tables-lost", message)))
