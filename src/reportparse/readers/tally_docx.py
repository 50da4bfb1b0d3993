"""The text of a Word file, node by node, for the count in `tally`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportparse.model.findings import Say
from reportparse.readers.docx_names import DROPPED, FALLBACK, FIELD_CHAR, RPR, RUN, TC, TEXT, TR, A, Element, W
from reportparse.readers.docx_symbols import is_symbol_font
from reportparse.readers.tally import Piece

_ABOVE = {
    FALLBACK: "fallback drawings",
    **dict.fromkeys(DROPPED, "deleted text"),
    W + "rt": "readings",
}


def text_of(stories: Iterable[tuple[str, Element]]) -> str:
    """All text nodes of the stories."""
    return "".join(node.text or "" for _, root in stories for node in root.iter(TEXT, A + "t"))


def pieces_of(stories: Iterable[tuple[str, Element]]) -> Iterator[Piece]:
    """The text nodes, those that are not shown with the reason."""
    for part, root in stories:
        fields: list[bool] = []
        where = Say(part, part)
        for node in root.iter(TEXT, A + "t", FIELD_CHAR):
            if node.tag == FIELD_CHAR:
                _turn(fields, node.get(W + "fldCharType"))
            elif node.text:
                reason = _reason(node) or ("field codes" if not all(fields) else None)
                yield Piece(node.text, reason, where)


def _turn(fields: list[bool], kind: str | None) -> None:
    """Takes a field's mark; for each open field it is known whether its result has begun."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _reason(node: Element) -> str | None:
    for outer in node.iterancestors():
        tag = outer.tag
        if tag in _ABOVE:
            return _ABOVE[tag]
        if tag == RUN and _is_in_signs(outer):
            return "signs of symbol fonts"
        if tag == TR and outer.find(f"{W}trPr/{W}del") is not None:
            return "deleted text"
        if tag == TC and outer.find(f"{W}tcPr/{W}cellDel") is not None:
            return "deleted text"
    return None


def _is_in_signs(run: Element) -> bool:
    fonts = run.find(f"{RPR}/{W}rFonts")
    font = None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return font is not None and is_symbol_font(font)
