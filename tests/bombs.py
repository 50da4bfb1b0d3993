"""Files that are small on disk and would be too much to read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>'
)
TAIL = "</w:body></w:document>"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def docx(body: str, head: str = HEAD, extra: dict[str, str] | None = None, parts: int = 0) -> bytes:
    """A DOCX of a body, with further parts of given content, and so many empty ones."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", head + body + TAIL)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
        for number in range(parts):
            archive.writestr(f"word/media/image{number}.png", b"")
    return buffer.getvalue()


def zeros(name: str, megabytes: int, promised: int = 0xFFFFFFFE) -> bytes:
    """A zip with a member of so many megabytes of zeros, a thousandth of that on disk; the zip promises fewer bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    types = name.startswith("word/")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if types:
            archive.writestr("[Content_Types].xml", _TYPES)
        entry = zipfile.ZipInfo(name)
        with archive.open(entry, "w", force_zip64=True) as file:
            file.write(stream)
    data = buffer.getvalue()
    # Written as it is, it is only now said to be packed.
    for mark, method, size in ((b"PK\3\4", 8, None), (b"PK\1\2", 10, 24)):
        at = data.rfind(mark) if size else data.find(mark, data.find(mark) + 1 if types else 0)
        head = bytearray(data[at : at + 46])
        head[method : method + 2] = struct.pack("<H", 8)
        if size:
            head[size : size + 4] = struct.pack("<I", min(megabytes << 20, promised))
        data = data[:at] + bytes(head) + data[at + 46 :]
    return data


def laughs() -> bytes:
    entities = '<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
    )
    head = HEAD.replace("?>", f"?><!DOCTYPE w [{entities}]>", 1)
    return docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", head)


def outside_entity() -> bytes:
    head = HEAD.replace("?>", '?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>', 1)
    return docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", head)


def table_of_a_million() -> bytes:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"
    return docx("<w:tbl>" + row * 10_000 + "</w:tbl>")


def nested_tables(depth: int) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def pictures() -> bytes:
    return docx("<w:p>" + '<w:r><w:drawing><a:blip r="1"/></w:drawing></w:r>' * 100_000 + "</w:p>")


def circles() -> bytes:
    """Styles that are based on each other, a numbering style that points to itself, fields that never end."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/><w:basedOn w:val="s{(n + 1) % 3}"/><w:link w:val="s{n}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{n}"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="s{n}"/><w:lvl w:ilvl="0"><w:lvlText w:val="%1%1%2"/></w:lvl>'
        f'</w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(3)
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="s{n % 3}"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:t>部门整体支出绩效自评报告</w:t></w:r></w:p>"
        for n in range(300)
    )
    return docx(body, extra=numbered(numbering, styles))


def numbered(numbering: str, styles: str = "") -> dict[str, str]:
    """The parts with list definitions and styles, and what ties them to the document."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return {
        "word/styles.xml": f"<w:styles {w}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {w}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="b" Type="{office}/numbering" Target="numbering.xml"/></Relationships>'
        ),
    }


def sparse(path: Path, megabytes: int) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(megabytes << 20)


def workbook(rows: int, merges: str = "", shared: str = "", below: int = 0) -> bytes:
    """An XLSX of so many rows of a hundred cells, with 1 in each or one text that all share, and rows of one cell below."""
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = "<row>" + ('<c t="s"><v>0</v></c>' if shared else "<c><v>1</v></c>") * 100 + "</row>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{s}" xmlns:r="{r}"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{r}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="b" Type="{r}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{s}"><si><t>{shared}</t></si></sst>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{s}"><sheetData>{row * rows}{"<row><c><v>1</v></c></row>" * below}</sheetData><mergeCells>{merges}</mergeCells></worksheet>',
        )
    return buffer.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "gigabytes.docx": (lambda: zeros("word/document.xml", 10 << 10), "zip-bomb"),
    "lies.docx": (lambda: zeros("word/document.xml", 10 << 10, promised=1000), "broken-docx"),
    "laughs.docx": (laughs, "broken-docx"),
    "outside.docx": (outside_entity, "broken-docx"),
    "million.docx": (table_of_a_million, "table-too-large"),
    "deep.docx": (lambda: nested_tables(5000), "broken-docx"),
    "pictures.docx": (pictures, "too-many-objects"),
    "parts.docx": (lambda: docx("<w:p/>", parts=100_000), "zip-bomb"),
    "million.xlsx": (lambda: workbook(10_000), "table-too-large"),
    "tall.xlsx": (lambda: workbook(1, below=100_000), "table-too-large"),
    "merges.xlsx": (
        lambda: workbook(100, "".join(f'<mergeCell ref="A1:CV{100 + n}"/>' for n in range(1000))),
        "table-too-large",
    ),
    "shared.xlsx": (lambda: workbook(2000, shared="报" * 30_000), "table-too-large"),
    "deep.html": (lambda: ("<html><body>报告" + "<div>" * 100_000).encode(), "nested-too-deep"),
    "wide.html": (
        lambda: ("<html><body>报告<table>" + "<tr>" + "<td>1" * 1000 + "</tr>").encode() + b"<tr><td>1" * 100_000,
        "table-too-large",
    ),
}
"""By file name: what makes it, and the code it is refused with."""
