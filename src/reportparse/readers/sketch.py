"""Documents sketched as plain lists: for the cases beside the rules, and for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from reportparse.model.document import Block, Cell, Document, HiddenText, Paragraph, Source, Table
from reportparse.model.location import Place, TextOrigin

Reason = Literal["hidden", "white", "tiny", "invisible", "off-page", "covered", "folded"]

_REASONS: tuple[Reason, ...] = get_args(Reason)

LEFT, ABOVE = "<", "^"
"""Cell texts that stand for "merged into the cell to the left" and "merged into the cell above"."""

_PARAGRAPH_KEYS = {"text", "number", "hidden", "level", "style", "centered"}


def sketch(blocks: Sequence[Any], path: str = "sketch") -> Document:
    """The Document that `blocks` describe, in the form of the rule cases.

    A string is a paragraph. `{text, number, level, style, centered}` gives a paragraph its automatic number, outline
    level and so on; with `hidden` (true or one of the reasons of HiddenText) its text cannot be seen: it goes to
    Document.hidden and an empty paragraph stands in its place. `{table: rows}` is a table, a row a list of cell
    texts; `<` merges a square into the cell to its left, `^` into the one above, a newline begins a new paragraph,
    None is an empty cell. Origins count lines: one for each paragraph and each row.
    Raises ValueError with the index of the block that is malformed.
    """
    made = [_Block(index, block) for index, block in enumerate(blocks)]
    built: list[Block] = []
    hidden: list[HiddenText] = []
    line = 1
    for one in made:
        if one.rows is not None:
            table = _table(one, one.rows, line)
            built.append(table)
            line += table.row_count
            continue
        paragraph, secret = _paragraph(one, line)
        built.append(paragraph)
        hidden += secret
        line += 1
    digest = hashlib.sha256(repr(list(blocks)).encode("utf-8", "backslashreplace")).hexdigest()
    return Document(source=Source(path, digest, "text"), blocks=tuple(built), hidden=tuple(hidden))


class _Block:
    """A block of the sketch with its index, for messages."""

    def __init__(self, index: int, given: Any) -> None:
        self.index = index
        self.rows: Sequence[Any] | None = None
        self.keys: Mapping[str, Any] = {}
        if isinstance(given, str):
            self.keys = {"text": given}
        elif isinstance(given, Mapping) and "table" in given:
            if set(given) != {"table"} or not _is_list(given["table"]):
                raise self.error("a table is {table: [[cell, ...], ...]} and nothing else")
            self.rows = given["table"]
        elif isinstance(given, Mapping):
            unknown = set(given) - _PARAGRAPH_KEYS
            if unknown or not isinstance(given.get("text"), str):
                raise self.error(f"a paragraph needs `text` and knows only {sorted(_PARAGRAPH_KEYS)}")
            self.keys = given
        else:
            raise self.error("neither a text nor {text: ...} nor {table: ...}")

    def error(self, message: str) -> ValueError:
        return ValueError(f"block {self.index}: {message}")


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _paragraph(block: _Block, line: int) -> tuple[Paragraph, list[HiddenText]]:
    keys = block.keys
    text, secret = keys["text"], keys.get("hidden") or False
    level = keys.get("level")
    if level is not None and (not isinstance(level, int) or not 1 <= level <= 9):
        raise block.error("`level` is 1 to 9")
    hidden = []
    if secret:
        reason: Reason | None = next((known for known in _REASONS if known == secret), None)
        if secret is True:
            reason = "hidden"
        if reason is None:
            raise block.error(f"`hidden` is true or one of {', '.join(_REASONS)}")
        hidden.append(HiddenText(text, reason, Place(block.index, span=(0, 0))))
        text = ""
    paragraph = Paragraph(
        text=text,
        origin=TextOrigin(line),
        index=block.index,
        number=keys.get("number") or None,
        level=level,
        style=keys.get("style"),
        centered=bool(keys.get("centered")),
    )
    return paragraph, hidden


def _table(block: _Block, rows: Sequence[Any], line: int) -> Table:
    squares: list[list[str]] = []
    for row in rows:
        if not _is_list(row) or not all(cell is None or isinstance(cell, str) for cell in row):
            raise block.error("a row is a list of cell texts")
        squares.append(["" if cell is None else cell for cell in row])
    width = max((len(row) for row in squares), default=0)
    if width == 0:
        raise block.error("a table needs a cell")
    for number, row in enumerate(squares):
        if len(row) != width:
            raise block.error(f"row {number} has {len(row)} cells, the widest row {width}")
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(squares):
        for column, text in enumerate(row):
            if text not in (LEFT, ABOVE):
                owner[number, column] = (number, column)
                continue
            beside = (number, column - 1) if text == LEFT else (number - 1, column)
            if beside not in owner:
                raise block.error(f"row {number}, cell {column}: nothing there to merge with")
            owner[number, column] = owner[beside]
    covered: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for square, anchor in owner.items():
        covered.setdefault(anchor, []).append(square)
    cells = []
    for (row_number, column), mine in sorted(covered.items()):
        row_span = max(square[0] for square in mine) - row_number + 1
        column_span = max(square[1] for square in mine) - column + 1
        if len(mine) != row_span * column_span:
            raise block.error(f"row {row_number}, cell {column}: the merged squares are no rectangle")
        origin = TextOrigin(line + row_number)
        texts = squares[row_number][column].split("\n")
        paragraphs = tuple(Paragraph(text, origin) for text in texts)
        cells.append(Cell(row_number, column, row_span, column_span, paragraphs, origin))
    return Table(tuple(cells), len(squares), width, TextOrigin(line), block.index)
