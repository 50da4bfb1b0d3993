"""Complex fields (w:fldChar): which part of the text is an instruction and which a result."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.readers.docx_names import DROPPED, FALLBACK, FIELD_CHAR, Element, W, is_on


@dataclass(slots=True)
class _Open:
    instruction: str = ""
    in_result: bool = False


class Fields:
    """The open fields of one story; they may run over many paragraphs (a table of contents does).

    In a story whose begins and ends do not match, an unfinished field would swallow all that follows. There only the
    instruction texts themselves are left out.
    """

    def __init__(self, root: Element) -> None:
        balance = 0
        for mark in root.iter(FIELD_CHAR):
            kind = mark.get(W + "fldCharType")
            if kind != "separate" and not any(True for _ in mark.iterancestors(*DROPPED, FALLBACK)):
                balance += 1 if kind == "begin" else -1
        self.balanced = balance == 0
        self._open: list[_Open] = []

    @property
    def in_code(self) -> bool:
        """Whether text that stands here belongs to an instruction and is not shown."""
        return self.balanced and any(not field.in_result for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether text that stands here is part of a table of contents."""
        return any(field.in_result and field.instruction.split()[:1] == ["TOC"] for field in self._open)

    def instruct(self, text: str) -> None:
        """Take a piece of w:instrText."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def mark(self, element: Element) -> str | None:
        """Take a w:fldChar. Returns the name of a field that ends without ever having had a result."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Open())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            if not closed.in_result:
                return next(iter(closed.instruction.split()), None)
        return None


def form_check_box(mark: Element) -> str | None:
    """The sign of a legacy form check box, which a field shows without any result text."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return None
    state = is_on(box.find(W + "checked"))
    if state is None:
        state = is_on(box.find(W + "default"))
    return "☑" if state else "☐"
