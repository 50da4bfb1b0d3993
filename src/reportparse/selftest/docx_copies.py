"""A faulty copy of a DOCX file: the text of a few runs changed, every other byte of the parts as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml import etree

from reportparse.model.document import Document, Paragraph
from reportparse.model.findings import Say
from reportparse.model.location import DocxOrigin
from reportparse.readers.docx_names import RPR, RUN, TEXT, VAL, WRAPPERS, XML_SPACE, Element, W
from reportparse.selftest.copies import CannotPlantError, paragraph_at
from reportparse.selftest.fault import Change, Disguise

_STEP = re.compile(r"(?P<name>[A-Za-z]+)(?:\[(?P<position>[0-9]+)\])?")
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BREAK = W + "br"
_DISGUISES: dict[Disguise, tuple[tuple[str, str | None], ...]] = {
    "hidden": (("vanish", None),),
    "white": (("color", "FFFFFF"),),
    "tiny": (("sz", "2"), ("szCs", "2")),
}

_AUTOMATIC = Say("序号由 Word 自动生成", "the number is made by Word")
_OTHER_TEXT = Say("文件中的文字分段方式不支持改写", "the runs of the file do not spell the text as it was read")

_Piece = tuple[str, Element | None]


def faulty_file(data: bytes, document: Document, changes: Sequence[Change]) -> bytes:
    """The file with the changes made in its XML. Raises CannotPlantError where its runs do not spell the text read."""
    by_part: dict[str, list[tuple[Change, Paragraph, int]]] = defaultdict(list)
    for change in changes:
        if change.number is not None:
            raise CannotPlantError(_AUTOMATIC)
        paragraph, begin = paragraph_at(document, change)
        origin = paragraph.origin
        if not isinstance(origin, DocxOrigin):
            raise CannotPlantError(Say("不是 Word 文件", "not a Word file"))
        by_part[origin.part].append((change, paragraph, begin))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in by_part:
                content = _part(content, by_part.pop(entry.filename))
            new.writestr(entry, content)
    if by_part:
        raise CannotPlantError(_OTHER_TEXT)
    return made.getvalue()


def _part(content: bytes, changes: list[tuple[Change, Paragraph, int]]) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    # From the end, so that what is changed first moves nothing that is still to be found.
    for change, paragraph, begin in sorted(changes, key=lambda item: item[0].place.span or (0, 0), reverse=True):
        assert isinstance(paragraph.origin, DocxOrigin)
        element = _find(root, paragraph.origin.path)
        span = change.place.span or (begin, begin + len(paragraph.text))
        _write(element, paragraph, span[0] - begin, span[1] - begin, change)
    changed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


def _find(root: Element, path: str) -> Element:
    """The element of a path as the reader counts it: siblings of one name, from 1."""
    element = root
    for step in path.split("/"):
        match = _STEP.fullmatch(step)
        found = element.findall(W + match["name"]) if match is not None else []
        position = int(match["position"] or 1) if match is not None else 0
        if not 1 <= position <= len(found):
            raise CannotPlantError(_OTHER_TEXT)
        element = found[position - 1]
    return element


def _write(element: Element, paragraph: Paragraph, start: int, end: int, change: Change) -> None:
    pieces = list(_pieces(element))
    spelled = "".join(text for text, _ in pieces)
    # Two changes in one paragraph are made from the end, so the text before the later one is still as it was read.
    if not spelled.startswith(paragraph.text[:end]):
        raise CannotPlantError(_OTHER_TEXT)
    if change.disguise is not None:
        element.append(_hidden_run(change.text, change.disguise))
        return
    due: str | None = change.text
    at = 0
    for text, node in pieces:
        left, right = max(start - at, 0), min(end - at, len(text))
        inside = left < right or (start == end and due is not None and 0 <= start - at <= len(text) and bool(text))
        if inside and node is None:
            raise CannotPlantError(_OTHER_TEXT)
        if inside and node is not None:
            node.text = text[:left] + (due or "") + text[right:]
            node.set(XML_SPACE, "preserve")
            due = None
        at += len(text)
    if due is not None:
        raise CannotPlantError(_OTHER_TEXT)


def _pieces(parent: Element) -> Iterator[_Piece]:
    """The text of the runs in order, each stretch with the w:t that holds it."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from _pieces(child)
        elif child.tag == RUN:
            for part in child:
                if part.tag == TEXT:
                    text = part.text or ""
                    yield (text if part.get(XML_SPACE) == "preserve" else text.strip(" \t\n")), part
                elif part.tag in _SIGNS:
                    yield _SIGNS[part.tag], None
                elif part.tag == _BREAK:
                    yield "\n", None


def _hidden_run(text: str, disguise: Disguise) -> Element:
    run = etree.Element(RUN)
    properties = etree.SubElement(run, RPR)
    for name, value in _DISGUISES[disguise]:
        setting = etree.SubElement(properties, W + name)
        if value is not None:
            setting.set(VAL, value)
    etree.SubElement(run, TEXT).text = text
    return run
