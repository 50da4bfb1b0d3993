"""The walk over the elements of a web page, which collects drafts of paragraphs and tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from reportparse.readers.auto_numbers import LONE_ITEM
from reportparse.readers.docx_draft import BlockDraft, CellDraft, HiddenDraft, ParagraphDraft, TableDraft
from reportparse.readers.html_look import Look, Sheet, looked_at
from reportparse.readers.html_numbers import ListCounter, ListNumber
from reportparse.readers.html_tables import MAX_SPAN, Slot, laid_out, span, squeezed

_Element = Any

DROPPED = frozenset(
    {"script", "style", "head", "title", "meta", "link", "template", "noscript", "colgroup", "datalist"}
)
PICTURES = frozenset({"img", "svg", "canvas", "object", "embed", "iframe", "video", "audio", "math"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    }
    | {"input", "ins", "kbd", "label", "mark", "nobr", "o:p", "option", "output", "q", "rp", "rt", "ruby", "s", "samp"}
    | {"select", "small", "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "wbr"}
)
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LONG_TEXT = 200


class Walk:
    """Reads containers: the body, a cell. `unread` is added to."""

    def __init__(self, sheet: Sheet, unread: Counter[str], path: str) -> None:
        self._sheet = sheet
        self._unread = unread
        self._path = path
        self._lists = ListCounter()

    def blocks(self, container: _Element, look: Look) -> list[BlockDraft]:
        """The blocks inside an element. Paragraphs that show nothing and hide nothing are left out."""
        flow = _Flow(container)
        self._inside(container, look, flow)
        flow.close()
        return flow.blocks

    def _inside(self, element: _Element, look: Look, flow: _Flow) -> None:
        flow.add(element.text, look, element)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look, flow)
            flow.add(child.tail, look, element)

    def _element(self, element: _Element, around: Look, flow: _Flow) -> None:
        tag = element.tag.lower()
        if tag in DROPPED:
            return
        if tag == "br":
            flow.close()
            return
        if tag in PICTURES:
            self._unread["pictures"] += 1
            return
        look = looked_at(around, tag, element.attrib, self._sheet.style(tag, element.attrib))
        if look.gone:
            flow.add("".join(element.itertext()), look, element)
            return
        if tag in _INLINE:
            self._inside(element, look, flow)
            return
        flow.close()
        if tag == "table":
            self._table(element, look, flow)
            return
        before = flow.level, flow.number
        if heading := _HEADING.fullmatch(tag):
            flow.level = int(heading[1])
        if tag == "li":
            flow.number = self._lists.number(element)
        self._inside(element, look, flow)
        flow.close()
        flow.level, flow.number = before

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, table: _Element, look: Look, flow: _Flow) -> None:
        rows: list[tuple[_Element, Look]] = []
        self._rows(table, look, rows, flow)
        slots: list[list[Slot]] = []
        looks: list[dict[_Element, Look]] = []
        unseen: list[str] = []
        for row, row_look in rows:
            line: list[Slot] = []
            seen: dict[_Element, Look] = {}
            for cell in row:
                if not isinstance(cell.tag, str) or cell.tag not in ("td", "th"):
                    continue
                cell_look = looked_at(row_look, cell.tag, cell.attrib, self._sheet.style(cell.tag, cell.attrib))
                if cell_look.gone:
                    unseen.append("".join(cell.itertext()))
                    continue
                line.append(Slot(cell, span(cell.get("colspan"), MAX_SPAN), span(cell.get("rowspan"), 65534)))
                seen[cell] = cell_look
            slots.append(line)
            looks.append(seen)
        spots = laid_out(slots, self._path)
        cells: list[CellDraft] = []
        for spot in spots:
            element = spot.slot.element
            inner = self.blocks(element, looks[spot.row][element]) or [ParagraphDraft(_line(element))]
            cells.append(CellDraft(_line(element), spot.row, spot.column, spot.row_span, spot.column_span, inner))
        if not cells:
            flow.hide(unseen, table)
            return
        if len(cells) == 1 and _holds_page(cells[0]):
            # A frame for the layout of the page.
            flow.blocks += cells[0].blocks
            flow.hide(unseen, table)
            return
        width = squeezed(cells)
        flow.blocks.append(TableDraft(_line(table), cells, len(slots), width))
        flow.hide(unseen, table)

    def _rows(self, group: _Element, look: Look, rows: list[tuple[_Element, Look]], flow: _Flow) -> None:
        """The rows of a table, those of its groups included. Its title, and words astray between rows, stand before it."""
        flow.add(group.text, look, group)
        for child in group:
            if isinstance(child.tag, str) and child.tag not in DROPPED and child.tag != "col":
                inner = looked_at(look, child.tag, child.attrib, self._sheet.style(child.tag, child.attrib))
                if inner.gone:
                    flow.add("".join(child.itertext()), inner, child)
                elif child.tag == "tr":
                    rows.append((child, inner))
                    self._astray(child, inner, flow)
                elif child.tag in ("thead", "tbody", "tfoot"):
                    self._rows(child, inner, rows, flow)
                else:
                    self._element(child, look, flow)
            flow.add(child.tail, look, group)
        flow.close()

    def _astray(self, row: _Element, look: Look, flow: _Flow) -> None:
        """Words in a row that are in no cell."""
        flow.add(row.text, look, row)
        for child in row:
            if isinstance(child.tag, str) and child.tag not in ("td", "th"):
                self._element(child, look, flow)
            flow.add(child.tail, look, row)
        flow.close()


class _Flow:
    """Text run together into paragraphs, white space made one space as a browser does."""

    def __init__(self, container: _Element) -> None:
        self.blocks: list[BlockDraft] = []
        self.level: int | None = None
        self.number: ListNumber | None = None
        self._container = container
        self._draft: ParagraphDraft | None = None
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._space = ""

    def add(self, text: str | None, look: Look, element: _Element) -> None:
        if not text:
            return
        reason = look.reason
        if reason is not None:
            if shown := " ".join(text.split()):
                self._open(element, look).hidden.append(HiddenDraft(self._length, shown, reason))
            return
        if look.kept_space:
            lines = text.replace("\r\n", "\n").split("\n")
            for number, line in enumerate(lines):
                if number:
                    self.close()
                if line.strip():
                    self._open(element, look)
                    self._push(line)
            return
        at = 0
        for match in _SPACE.finditer(text):
            self._words(text[at : match.start()], look, element)
            self._space += match[0]
            at = match.end()
        self._words(text[at:], look, element)

    def _words(self, words: str, look: Look, element: _Element) -> None:
        if not words:
            return
        self._open(element, look)
        if self._space and self._last:
            # A source line broken between two Chinese characters is no blank.
            broken = self._space in ("\n", "\r\n") and _WIDE.match(self._last) and _WIDE.match(words[0])
            if not broken:
                self._push(" ")
        self._space = ""
        self._push(words)

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]

    def _open(self, element: _Element, look: Look) -> ParagraphDraft:
        if self._draft is None:
            self._draft = ParagraphDraft(_line(element), level=self.level, centered=look.centered)
        return self._draft

    def close(self) -> None:
        """End the paragraph."""
        draft = self._draft
        if draft is not None:
            draft.text = "".join(self._parts)
            if self.number is not None and draft.text.strip():
                draft.number = self.number.take()
                draft.style = LONE_ITEM if draft.number and self.number.lone else None
            if draft.says_something:
                self.blocks.append(draft)
        self._draft = None
        self._parts = []
        self._length = 0
        self._last = self._space = ""

    def hide(self, texts: list[str], element: _Element) -> None:
        """Words of cells that are not shown, in a paragraph of their own that shows nothing."""
        shown = [" ".join(text.split()) for text in texts]
        hidden = [HiddenDraft(0, text, "hidden") for text in shown if text]
        if hidden:
            self.blocks.append(ParagraphDraft(_line(element), hidden=hidden))


def _holds_page(cell: CellDraft) -> bool:
    texts = [block.text for block in cell.blocks if isinstance(block, ParagraphDraft)]
    return len(texts) < len(cell.blocks) or sum(map(len, texts)) > _LONG_TEXT


def _line(element: _Element) -> str:
    return str(element.sourceline or 1)
