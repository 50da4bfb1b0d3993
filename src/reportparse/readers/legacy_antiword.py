"""The bare text of an old Word document by antiword, for machines without LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from lxml import etree

from reportparse.model.document import Document, Paragraph, Source
from reportparse.model.location import TextOrigin
from reportparse.readers.docx_names import Element

SECONDS = 60.0
"""What antiword may take for one file. It takes milliseconds."""
MAX_OUTPUT_BYTES = 64 << 20
_TEXTS = ("para", "entry", "title")
_LOST = (("automatic numbers", "listitem"), ("tables", "informaltable"))


def plain_text(data: bytes, source: Source) -> Document | None:
    """The paragraphs and the texts of the cells, one after another; None where antiword is missing or gives nothing.

    Tables and automatic numbers, which are lost, are counted in `unread`.
    """
    program = shutil.which("antiword")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="reportparse-", ignore_cleanup_errors=True) as folder:
        file, out = Path(folder, "in.doc"), Path(folder, "out.xml")
        file.write_bytes(data)
        # DocBook, because the plain layout breaks the sentences of a cell over many lines.
        command = [program, "-m", "UTF-8.txt", "-x", "db", str(file)]
        try:
            with out.open("wb") as output:
                subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                    timeout=SECONDS,
                    check=True,
                )
        except (OSError, subprocess.SubprocessError):
            return None
        if out.stat().st_size > MAX_OUTPUT_BYTES:
            return None
        root = _parsed(out.read_bytes())
    lines = [] if root is None else _lines(root)
    if root is None or not lines:
        return None
    lost = {name: sum(1 for _ in root.iter(tag)) for name, tag in _LOST}
    return _document(lines, source, {name: count for name, count in lost.items() if count})


def _parsed(docbook: bytes) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(docbook, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _lines(root: Element) -> list[str]:
    pieces: dict[Element, list[str]] = {}
    for element in root.iter():
        _add(pieces, element, element.text)
        outer = element.getparent()
        if outer is not None:
            _add(pieces, outer, element.tail)
    found = (line.strip() for texts in pieces.values() for line in "".join(texts).split("\n"))
    return [line for line in found if line]


def _add(pieces: dict[Element, list[str]], element: Element, text: str | None) -> None:
    """Gives a text to the paragraph or cell it stands in; a paragraph with a table in it has no part in the table's."""
    home: Element | None = element
    while home is not None and home.tag not in _TEXTS:
        home = home.getparent()
    if home is not None and text:
        pieces.setdefault(home, []).append(text)


def _document(lines: list[str], source: Source, unread: dict[str, int]) -> Document:
    return Document(
        source=source,
        unread=unread,
        blocks=tuple(
            Paragraph(text=line, origin=TextOrigin(number), index=number - 1) for number, line in enumerate(lines, 1)
        ),
    )
