"""The inside of a paragraph: runs, fields, symbols, drawings, tracked changes → text, hidden text and text boxes."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass, field

from lxml import etree

from reportparse.readers.docx_draft import HiddenDraft
from reportparse.readers.docx_fields import Fields, form_check_box
from reportparse.readers.docx_names import (
    ALTERNATE,
    DROPPED,
    FIELD_CHAR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    TEXT,
    TEXT_BOX,
    VAL,
    WRAPPERS,
    XML_SPACE,
    A,
    Element,
    M,
    O,
    V,
    W,
    branch,
)
from reportparse.readers.docx_styles import Styles
from reportparse.readers.docx_symbols import UNKNOWN, is_symbol_font, symbol
from reportparse.readers.docx_visibility import HiddenReason, RunFormat, run_format, shape_is_backed

_IGNORED = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
"""Zero-width characters and soft hyphens: no reader sees them, and they break words for every search."""

_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_COUNTED = {
    A + "blip": "pictures",
    V + "imagedata": "pictures",
    V + "textpath": "word art",
    W + "control": "form controls",
    W + "contentPart": "ink",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingInk}contentPart": "ink",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "charts",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "charts",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagrams",
}
_DRAWINGS = frozenset((W + "drawing", W + "pict", W + "object", W + "control", W + "contentPart"))
_SIMPLE_FIELD = W + "fldSimple"
_MATH = M + "oMath"
_MATH_PARAGRAPH = M + "oMathPara"
_BREAK = W + "br"
_INSTRUCTION = W + "instrText"
_SYMBOL = W + "sym"
_RUBY = W + "ruby"
_COMMENT = W + "commentReference"
_FONTS = W + "rFonts"
_RUN_STYLE = W + "rStyle"
_OBJECT = W + "object"
_SHAPE_TEXT = A + "txBody"
_RUBY_BASE = W + "rubyBase"


@dataclass(slots=True)
class Line:
    """The text of one paragraph as it is put together."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    hidden: list[HiddenDraft] = field(default_factory=list)
    boxes: list[tuple[Element, bool]] = field(default_factory=list)
    """Text boxes anchored here, with whether their ground is dark."""
    in_contents: bool = False
    break_due: bool = False

    def add(self, text: str) -> None:
        if self.break_due and self.length:
            self.parts.append("\n")
            self.length += 1
        self.break_due = False
        self.parts.append(text)
        self.length += len(text)

    def hide(self, text: str, reason: HiddenReason) -> None:
        last = self.hidden[-1] if self.hidden else None
        if last is not None and last.offset == self.length and last.reason == reason:
            last.text += text
        elif text.strip():
            self.hidden.append(HiddenDraft(self.length, text, reason))


class LineReader:
    """Reads the content of paragraphs of one story into Lines."""

    def __init__(self, styles: Styles, fields: Fields, unread: Tally[str]) -> None:
        self._styles = styles
        self._fields = fields
        self._unread = unread

    def read(self, paragraph: Element, line: Line, base: RunFormat, dark: bool) -> None:
        """Append what a paragraph holds. `base` is its style's run formatting, `dark` the ground it stands on."""
        self._base = base
        self._dark = dark
        self._plain_reason = base.reason(dark)
        self._line = line
        self._inline(paragraph)

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag in WRAPPERS:
                self._inline(child)
            elif tag == SDT:
                content = child.find(SDT_CONTENT)
                if content is not None:
                    self._inline(content)
            elif tag == _SIMPLE_FIELD:
                self._inline(child)
            elif tag == ALTERNATE:
                shown = branch(child)
                if shown is not None:
                    self._inline(shown)
            elif tag == _MATH:
                self._unread["equations"] += 1
            elif tag == _MATH_PARAGRAPH:
                self._unread["equations"] += len(child.findall(_MATH))
            elif tag in DROPPED:
                continue
            elif tag in _DRAWINGS:
                self._drawing(child, self._plain_reason)

    def _run(self, run: Element) -> None:
        properties = run.find(RPR)
        reason = self._plain_reason
        font: str | None = None
        if properties is not None:
            reason = self._reason(properties)
            fonts = properties.find(_FONTS)
            font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
        self._content(run, reason, font)

    def _reason(self, properties: Element) -> HiddenReason | None:
        own = run_format(properties)
        style = properties.find(_RUN_STYLE)
        if own is None and style is None:
            return self._plain_reason
        base = self._base
        if style is not None:
            base = self._styles.run(style.get(VAL, "")).toggled_over(base)
        return (base if own is None else own.over(base)).reason(self._dark)

    def _content(self, run: Element, reason: HiddenReason | None, font: str | None) -> None:
        for child in run:
            tag = child.tag
            if tag == TEXT:
                self._emit(_text_of(child), reason, font)
            elif tag == RPR:
                continue
            elif tag in _FIXED:
                self._emit(_FIXED[tag], reason, None)
            elif tag == _BREAK:
                if child.get(W + "type") in ("page", "column"):
                    self._line.break_due = True
                else:
                    self._emit("\n", reason, None)
            elif tag == FIELD_CHAR:
                self._field(child, reason)
            elif tag == _INSTRUCTION:
                self._fields.instruct(child.text or "")
            elif tag == _SYMBOL:
                self._symbol(child.get(W + "font"), number_of_hex(child.get(W + "char")), reason)
            elif tag in _DRAWINGS:
                self._drawing(child, reason)
            elif tag == ALTERNATE:
                shown = branch(child)
                if shown is not None:
                    self._content(shown, reason, font)
            elif tag == _RUBY:
                base = child.find(_RUBY_BASE)
                if base is not None:
                    self._inline(base)
            elif tag == _COMMENT:
                self._unread["comments"] += 1

    def _emit(self, text: str, reason: HiddenReason | None, font: str | None) -> None:
        if not text or self._fields.in_code:
            return
        if not text.isascii():
            text = text.translate(_IGNORED)
        if font is not None and is_symbol_font(font):
            for sign in text:
                if ord(sign) <= 0xFF or 0xF000 <= ord(sign) <= 0xF0FF:
                    self._symbol(font, ord(sign), reason)
                else:
                    self._put(sign, reason)
        else:
            self._put(text, reason)

    def _put(self, text: str, reason: HiddenReason | None) -> None:
        if reason is not None and not (reason == "white" and text.isspace()):
            self._line.hide(text, reason)
            return
        self._line.add(text)
        if self._fields.in_contents:
            self._line.in_contents = True

    def _symbol(self, font: str | None, code: int | None, reason: HiddenReason | None) -> None:
        if self._fields.in_code:
            return
        sign = None if code is None else symbol(font, code)
        if sign is None:
            self._unread["symbols"] += 1
        self._put(sign or UNKNOWN, reason)

    def _field(self, mark: Element, reason: HiddenReason | None) -> None:
        box = form_check_box(mark)
        if box is not None and not self._fields.in_code:
            self._put(box, reason)
        if self._fields.mark(mark) == "EQ":
            self._unread["equations"] += 1

    def _drawing(self, drawing: Element, reason: HiddenReason | None) -> None:
        if drawing.tag == _OBJECT:
            embedded = drawing.find(O + "OLEObject")
            program = "" if embedded is None else embedded.get("ProgID", "")
            self._unread["equations" if program.startswith("Equation") else "embedded objects"] += 1
            return
        self._scan(drawing, reason)

    def _scan(self, node: Element, reason: HiddenReason | None) -> None:
        counted = _COUNTED.get(node.tag)
        if counted is not None:
            self._unread[counted] += 1
            return
        for child in node:
            if child.tag in (TEXT_BOX, _SHAPE_TEXT):
                box = child if child.tag == TEXT_BOX else _as_text_box(child)
                if reason == "hidden":
                    self._line.hide("".join(text.text or "" for text in box.iter(TEXT)), reason)
                else:
                    self._line.boxes.append((box, box is not child or shape_is_backed(child)))
            elif child.tag == ALTERNATE:
                shown = branch(child)
                if shown is not None:
                    self._scan(shown, reason)
            else:
                self._scan(child, reason)


def _as_text_box(body: Element) -> Element:
    """The text of a shape that came from slides or a sheet (a locked canvas), as a text box of Word's own."""
    box: Element = etree.Element(TEXT_BOX)
    for paragraph in body.iterchildren(A + "p"):
        run = etree.SubElement(etree.SubElement(box, W + "p"), RUN)
        for node in paragraph.iter(A + "t", A + "br"):
            if node.tag == A + "br":
                etree.SubElement(run, _BREAK)
            else:
                etree.SubElement(run, TEXT, {XML_SPACE: "preserve"}).text = node.text
    return box


def number_of_hex(text: str | None) -> int | None:
    """A hexadecimal attribute, or None."""
    try:
        return int(text or "", 16)
    except ValueError:
        return None


def _text_of(element: Element) -> str:
    """The text of a w:t: line feeds are blanks, and blanks at the ends count only where xml:space keeps them."""
    text = element.text or ""
    if not text or (text[0] > " " and text[-1] > " " and "\n" not in text):
        return text
    text = text.replace("\r", "").replace("\n", " ")
    node: Element | None = element
    while node is not None:
        space = node.get(XML_SPACE)
        if space is not None:
            return text if space == "preserve" else text.strip(" \t")
        node = node.getparent()
    return text.strip(" \t")
