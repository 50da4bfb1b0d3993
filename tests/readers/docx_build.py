"""Small DOCX packages written by hand, so that each test shows the very XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.readers.docx_reader import read_docx

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xml(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def package(document: str | bytes, related: Mapping[str, tuple[str, str | bytes]] | None = None) -> bytes:
    """A package whose main part is `document`; `related` maps a part's file name to (relationship type, content)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr("_rels/.rels", _relationships({"word/document.xml": "officeDocument"}))
        archive.writestr("word/document.xml", document)
        if related:
            kinds = {name: kind for name, (kind, _) in related.items()}
            archive.writestr("word/_rels/document.xml.rels", _relationships(kinds))
            for name, (_, content) in related.items():
                archive.writestr(f"word/{name}", content)
    return buffer.getvalue()


def _relationships(kinds: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for name, kind in kinds.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def docx(
    body: str,
    *,
    styles: str | None = None,
    numbering: str | None = None,
    parts: Mapping[str, tuple[str, str | bytes]] | None = None,
) -> bytes:
    """A DOCX of this body, with the insides of styles.xml and numbering.xml, and any further parts."""
    related = dict(parts or {})
    if styles is not None:
        related["styles.xml"] = ("styles", xml("styles", styles))
    if numbering is not None:
        related["numbering.xml"] = ("numbering", xml("numbering", numbering))
    return package(xml("document", f"<w:body>{body}</w:body>"), related)


def parse(data: bytes) -> Document:
    return read_docx(data, Source("报告.docx", "0" * 64, "docx"))


def read(body: str, **definitions: str | Mapping[str, tuple[str, str | bytes]]) -> Document:
    return parse(docx(body, **definitions))  # type: ignore[arg-type]


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    inner = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, run: str = "") -> str:
    return f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str = "", properties: str = "") -> str:
    """A cell; plain text becomes a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, columns: int = 0, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def table(document: Document, position: int = 0) -> Table:
    return [block for block in document.walk() if isinstance(block, Table)][position]


def layout(found: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in found.cells]
