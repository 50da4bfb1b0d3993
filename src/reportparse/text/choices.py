"""Choices among printed options: 完成评价□ 过程评价☑."""

from __future__ import annotations

import re

_MARK = re.compile(r"[□☐○]|[☑■☒√✓✔●]")
_TICKED = frozenset("☑■☒√✓✔●")
_EDGES = " \t\n\u3000、，；;,/／"


def chosen(text: str) -> tuple[str, ...] | None:
    """The options that are ticked; None where the text is no list of options each with a box of its own.

    The boxes stand either all before or all behind their options. A text without an empty box is no such list: a single
    tick may be anything.
    """
    marks = list(_MARK.finditer(text))
    if len(marks) < 2 or all(mark[0] in _TICKED for mark in marks):
        return None
    pieces = [piece.strip(_EDGES) for piece in _MARK.split(text)]
    if not pieces[0] and all(pieces[1:]):
        options = pieces[1:]
    elif not pieces[-1] and all(pieces[:-1]):
        options = pieces[:-1]
    else:
        return None
    return tuple(option for option, mark in zip(options, marks, strict=True) if mark[0] in _TICKED)
