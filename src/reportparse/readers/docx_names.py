"""Names of the OOXML vocabulary that the DOCX reader looks at, and small accessors over lxml elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

VAL: Final = W + "val"
P: Final = W + "p"
TBL: Final = W + "tbl"
TR: Final = W + "tr"
TC: Final = W + "tc"
PPR: Final = W + "pPr"
RPR: Final = W + "rPr"
RUN: Final = W + "r"
TEXT: Final = W + "t"
SDT: Final = W + "sdt"
SDT_CONTENT: Final = W + "sdtContent"
ALTERNATE: Final = MC + "AlternateContent"
FALLBACK: Final = MC + "Fallback"
TEXT_BOX: Final = W + "txbxContent"
FIELD_CHAR: Final = W + "fldChar"
SHADE: Final = W + "shd"

DROPPED: Final = frozenset((W + "del", W + "moveFrom"))
"""Wrappers whose content is gone in the accepted view."""

WRAPPERS: Final = frozenset(
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir", "bdo", SDT_CONTENT[len(W) :])
)
"""Elements that add nothing of their own: their children stand where they stand."""

_TRANSPARENT: Final = WRAPPERS | {SDT}

REVISIONS: Final = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))


def val(parent: Element | None, name: str) -> str | None:
    """The w:val of the child `name` (without namespace), or None."""
    if parent is None:
        return None
    child = parent.find(W + name)
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """An integer attribute, or None where it is missing or malformed (a fraction is cut: LibreOffice writes them)."""
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        try:
            return int(float(text))
        except (ValueError, OverflowError):
            return None


def is_on(element: Element | None) -> bool | None:
    """A toggle: True or False where the element is there, None where it is not."""
    if element is None:
        return None
    return element.get(VAL) not in ("0", "false", "off", "none")


def branch(alternate: Element) -> Element | None:
    """The one branch of an mc:AlternateContent that is shown: the first choice with content, else the fallback."""
    for child in alternate:
        if len(child):
            return child
    return None


def walk_flat(container: Element, path: str, wanted: frozenset[str]) -> list[tuple[Element, str]]:
    """The wanted elements under `container` with their paths, wrappers looked through, removed content left out.

    A path counts siblings of one name from 1, as XPath does. Elements that are neither wanted, wrappers nor removed
    are in the list as well, so that the caller can count what it does not read.
    """
    counts: dict[str, int] = {}
    found: list[tuple[Element, str]] = []
    for child in container:
        tag = child.tag
        counts[tag] = position = counts.get(tag, 0) + 1
        if tag in wanted:
            found.append((child, f"{path}/{tag[len(W) :]}[{position}]"))
        elif tag in _TRANSPARENT:
            name = tag[len(W) :]
            step = name if tag == SDT_CONTENT else f"{name}[{position}]"
            found += walk_flat(child, f"{path}/{step}", wanted)
        elif tag == ALTERNATE:
            shown = branch(child)
            if shown is not None:
                name = shown.tag.rpartition("}")[2]
                found += walk_flat(shown, f"{path}/AlternateContent[{position}]/{name}", wanted)
        elif tag not in DROPPED:
            found.append((child, path))
    return found
