"""Web pages → Document: visible paragraphs, headings, lists and tables. Nothing is run and nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reportparse.errors import ReadError
from reportparse.model.document import Document, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits, size
from reportparse.model.location import Origin, TextOrigin
from reportparse.readers.auto_numbers import restored
from reportparse.readers.beyond import beyond, undecodable
from reportparse.readers.charset import decode
from reportparse.readers.docx_draft import Freezer
from reportparse.readers.html_look import Look, Sheet
from reportparse.readers.html_walk import DROPPED, PICTURES, Walk
from reportparse.readers.tally import Piece, in_line, settled

_MOST_DEPTH = 250
"""What the walk can follow, whatever the limit."""
_AS_DOCX = Say(
    "请用浏览器打开，把报告内容另存为 .docx 后再试。", "Open it in a browser and save the report in it as .docx."
)
_Element = Any


def read_html(data: bytes, source: Source) -> Document:
    """Read a web page. Origins are lines of its source.

    Raises ReadError: `too-large`, `not-a-report`, `nested-too-deep`, `table-too-large`.
    """
    path = source.path
    if len(data) > limits().html_size:
        raise beyond(
            path,
            "too-large",
            Say(f"网页有 {size(len(data))}", f"the web page has {size(len(data))}"),
            "html_size",
            _AS_DOCX,
        )
    decoded = decode(data)
    if decoded is None:
        raise ReadError(
            path, "not-a-report", Say("网页里没有能辨认的中文。", "the web page has no recognisable Chinese."), _AS_DOCX
        )
    root = _parsed(decoded.text, path)
    styles = ["".join(style.itertext()) for style in root.iter("style")]
    linked = any("stylesheet" in link.get("rel", "").lower() for link in root.iter("link"))
    sheet = Sheet(styles, linked=linked)
    unread: Counter[str] = Counter()
    body = root.find("body")
    walk = Walk(sheet, unread, path)
    blocks = walk.blocks(root if body is None else body, Look(backed=sheet.unsure))
    freezer = Freezer(_origin)
    frozen = freezer.blocks(blocks, "")
    problems = list(freezer.problems)
    if decoded.broken:
        problems.append(undecodable(decoded.broken, decoded.encoding))
    document = Document(
        source=source,
        blocks=restored(frozen),
        hidden=tuple(freezer.hidden),
        unread={key: count for key, count in sorted(unread.items()) if count},
        problems=tuple(problems),
    )
    start = root if body is None else body
    return settled(document, "".join(map(str, start.itertext())), lambda _: _pieces(start))


def _pieces(start: _Element) -> Iterator[Piece]:
    """The text nodes, those in elements that show no text of the page with the reason."""
    for element in start.iter():
        line = in_line(element.sourceline or 1)
        if element.text:
            yield Piece(element.text, _left_out(element), line)
        if element.tail and element is not start:
            yield Piece(element.tail, _left_out(element.getparent()), line)


def _left_out(element: _Element) -> str | None:
    for outer in (element, *element.iterancestors()):
        if isinstance(outer.tag, str) and outer.tag.lower() in (*DROPPED, *PICTURES):
            return "scripts and styles" if outer.tag.lower() in DROPPED else "pictures"
    return None


def _origin(_: str, line: str) -> Origin:
    return TextOrigin(int(line))


def _parsed(text: str, path: str) -> _Element:
    # Bytes of a known encoding: the page's own declaration may be wrong.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_page(path) from error
    if root is None:
        raise _no_page(path)
    depth, deepest = 0, min(limits().depth, _MOST_DEPTH)
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            raise beyond(
                path,
                "nested-too-deep",
                Say("网页的元素嵌套过深", "the elements of the web page are nested too deep"),
                "depth",
                _AS_DOCX,
            )
    return root


def _no_page(path: str) -> ReadError:
    return ReadError(
        path,
        "not-a-report",
        Say("网页里没有内容。", "the web page is empty."),
        Say("请用浏览器打开核对，必要时重新下载。", "Look at it in a browser; if need be, download it again."),
    )
