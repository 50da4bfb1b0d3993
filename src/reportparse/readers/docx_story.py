"""The walk over one story (body, header, note, text box): its paragraphs and tables in reading order."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass

from reportparse.readers.docx_draft import BlockDraft, ParagraphDraft
from reportparse.readers.docx_fields import Fields
from reportparse.readers.docx_names import PPR, RPR, SHADE, TBL, TC, Element, M, P, W, number, val, walk_flat
from reportparse.readers.docx_numbering import Counter, Numbering
from reportparse.readers.docx_styles import NumberingLink, ParagraphStyle, Styles, alignment, outline_level
from reportparse.readers.docx_tables import read_table
from reportparse.readers.docx_text import Line, LineReader
from reportparse.readers.docx_visibility import is_dark, run_format

_BLOCKS = frozenset((P, TBL))
CONTENTS_STYLE = "toc"
"""The style given to a line of a table of contents whose own style does not tell."""


@dataclass(frozen=True)
class Definitions:
    """What all stories of a package share. `unread` is added to as they are read."""

    styles: Styles
    numbering: Numbering
    unread: Tally[str]


class Story:
    """Reads one story. Text boxes anchored in it are stories of their own that share one counter of numbers."""

    def __init__(self, definitions: Definitions, root: Element, counter: Counter, box_counter: Counter) -> None:
        self._definitions = definitions
        self._counter = counter
        self._box_counter = box_counter
        self.fields = Fields(root)
        self._covered = 0
        self._lines = LineReader(definitions.styles, self.fields, definitions.unread)

    def blocks(self, container: Element, path: str, dark: bool = False, covered: bool = False) -> list[BlockDraft]:
        """The blocks of a body, cell, text box, header or note.

        `dark` says that it stands on a ground that shows white text, `covered` that a merged cell lies over it: Word
        shows and counts no numbers there. Paragraphs that show nothing are left out, but a cell keeps one at least.
        """
        self._covered += covered
        try:
            return self._blocks(container, path, dark)
        finally:
            self._covered -= covered

    def _blocks(self, container: Element, path: str, dark: bool) -> list[BlockDraft]:
        found: list[BlockDraft] = []
        line = Line()
        carried: tuple[Element, str] | None = None
        for element, element_path in walk_flat(container, path, _BLOCKS):
            if element.tag == P:
                properties = element.find(PPR)
                style = self._style(properties)
                self._lines.read(element, line, style.run, dark or _ground(properties, style))
                if _mark_is_gone(properties):
                    # Without its mark the text runs on into the next paragraph, whose properties rule both.
                    carried = element, element_path
                    continue
                self._close(found, line, element, element_path)
                line, carried = Line(), None
            elif element.tag == TBL:
                if carried is not None:
                    self._close(found, line, *carried)
                    line, carried = Line(), None
                found.append(
                    read_table(element, element_path, dark, self._definitions.styles, self.blocks),
                )
            elif element.tag == M + "oMathPara":
                self._definitions.unread["equations"] += len(element.findall(M + "oMath"))
            elif element.tag == W + "altChunk":
                self._definitions.unread["embedded documents"] += 1
        if carried is not None:
            self._close(found, line, *carried)
        if container.tag == TC and not any(isinstance(block, ParagraphDraft) for block in found):
            found.append(ParagraphDraft(f"{path}/p[1]"))
        return found

    def _style(self, properties: Element | None) -> ParagraphStyle:
        return self._definitions.styles.paragraph(None if properties is None else val(properties, "pStyle"))

    def _close(self, found: list[BlockDraft], line: Line, element: Element, path: str) -> None:
        """End a paragraph: its properties, its number, then the text boxes anchored in it."""
        properties = element.find(PPR)
        style = self._style(properties)
        text = "".join(line.parts)
        draft = ParagraphDraft(path, text, level=style.level, style=style.name, centered=style.centered)
        draft.hidden = line.hidden
        if properties is not None:
            level = outline_level(properties)
            draft.level = draft.level if level is None else level or None
            centered = alignment(properties)
            draft.centered = draft.centered if centered is None else centered
        if not self._covered and (text.strip() or not _mark_is_hidden(properties, style)):
            draft.number = self._number(properties, style)
        if line.in_contents and not (draft.style or "").lower().startswith(CONTENTS_STYLE):
            draft.style = CONTENTS_STYLE
        if draft.says_something:
            found.append(draft)
        for position, (box, dark) in enumerate(line.boxes, 1):
            story = Story(self._definitions, box, self._box_counter, self._box_counter)
            found.extend(story.blocks(box, f"{path}/txbxContent[{position}]", dark))

    def _number(self, properties: Element | None, style: ParagraphStyle) -> str | None:
        link = style.numbering
        direct = None if properties is None else properties.find(W + "numPr")
        level: int | None = None
        if direct is not None:
            level = number(val(direct, "ilvl"))
            num_id = number(val(direct, "numId"))
            if num_id == 0:
                return None
            if num_id is not None:
                link = NumberingLink(num_id, level or 0)
        if link is None:
            return None
        if level is None:
            level = self._definitions.numbering.level_of(link)
        return self._counter.next(link.num_id, level)


def _ground(properties: Element | None, style: ParagraphStyle) -> bool:
    """Whether the paragraph's own shade carries white text."""
    shade = None if properties is None else properties.find(SHADE)
    return style.dark if shade is None else is_dark(shade)


def _mark_is_gone(properties: Element | None) -> bool:
    mark = None if properties is None else properties.find(RPR)
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _mark_is_hidden(properties: Element | None, style: ParagraphStyle) -> bool:
    mark = run_format(None if properties is None else properties.find(RPR))
    return bool(style.run.vanish if mark is None or mark.vanish is None else mark.vanish)
