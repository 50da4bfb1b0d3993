"""One document model for every format: paragraphs and tables in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal

from reportparse.model.location import Origin, Place
from reportparse.say import Say

Format = Literal["docx", "pdf", "doc", "wps", "text", "html", "xlsx", "xls", "scan"]
WORKBOOK_MARK = "reportparse"
"""The category that this program's own workbooks carry, so that they are not taken for reports."""
Stage = Literal["read", "locate", "extract", "check"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a reader sees it.

    `number` is the automatic number Word shows before the text (`（二）`), never part of `text`.
    `level` is the outline level from style or paragraph properties, 1 to 9; None for body text.
    `index` is the block index of a paragraph outside tables, -1 inside a cell.
    A manual line break in the text is a newline, a tab a tab.
    """

    text: str
    origin: Origin
    index: int = -1
    number: str | None = None
    level: int | None = None
    style: str | None = None
    centered: bool = False

    @property
    def shown(self) -> str:
        """The text with the automatic number before it.

        A blank stands between them where the text begins with a digit and would grow together with the number
        (`1.` and `5个项目`), unless a bracket or `、` parts them.
        """
        number = self.number
        if not number:
            return self.text
        if number[-1] not in "）)】］]、" and self.text[:1].isdigit():
            number += " "
        return number + self.text


@dataclass(frozen=True)
class Cell:
    """A cell of a table, stored once at its anchor (its topmost, leftmost grid square).

    `text` is made of the shown texts of the cell's own paragraphs, a newline between; nested tables have their own text.
    Spans of a Place in this cell are offsets into it.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Paragraph | Table, ...]
    origin: Origin
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        shown = [block.shown for block in self.blocks if isinstance(block, Paragraph)]
        object.__setattr__(self, "text", shown[0] if len(shown) == 1 else "\n".join(shown))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def end_row(self) -> int:
        return self.row + self.row_span

    @property
    def end_column(self) -> int:
        return self.column + self.column_span


@dataclass(frozen=True)
class Table:
    """A table as cells over a grid of `row_count` by `column_count` squares, cells sorted by (row, column)."""

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    origin: Origin
    index: int = -1

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """For each grid row the cells anchored in it, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(tuple(row) for row in rows)

    @cached_property
    def covering_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """For each grid row the cells that cover it, those merged down from above included, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.end_row, self.row_count)):
                rows[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell anchored at (row, column), or None."""
        return self._anchors.get((row, column))

    @cached_property
    def _anchors(self) -> Mapping[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self.cells}


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader cannot see, kept out of the Document's text. `place` is where it would stand.

    `folded` is what stands in a row, column or sheet of a workbook that its user has put away.
    """

    text: str
    reason: Literal["hidden", "white", "tiny", "invisible", "off-page", "covered", "folded"]
    place: Place


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or run. `code` is stable, `message` is for people."""

    stage: Stage
    code: str
    message: Say
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its path as given, SHA-256 in hex, format by content, pages where the format has them."""

    path: str
    sha256: str
    format: Format
    pages: int | None = None


Certainty = Mapping[tuple[int, int | None, int | None], tuple[float, ...]]
"""For texts read off an image, by block, row and column of their Place: the confidence of each character, 0 to 1."""


@dataclass(frozen=True)
class Document:
    """A whole report. `blocks` are the top-level paragraphs and tables in reading order.

    Headers, footers and notes stand apart; their paragraphs carry block indexes above those of the body.
    `unread` counts what was seen but not read (pictures, embedded objects, equations, ...).
    `set_aside` counts the characters that the file holds and the text leaves out on purpose, by what they are.
    `revisions` counts tracked changes (insertions and deletions; the accepted view is in the text).
    `certainty` tells how sure the text is that was read off page images.
    """

    source: Source
    blocks: tuple[Block, ...]
    headers: tuple[Paragraph, ...] = ()
    footers: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    revisions: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    certainty: Certainty = field(default_factory=dict)

    def indexed(self) -> Document:
        """The document itself, its blocks by index and its lines made ready."""
        _ = self._by_index, self.lines
        return self

    def walk(self) -> Iterator[Block]:
        """Top-level paragraphs and all tables (nested ones right after the table that holds them), reading order."""
        return iter(self._all_blocks)

    @cached_property
    def _all_blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        for block in self.blocks:
            found.append(block)
            if isinstance(block, Table):
                found.extend(_nested(block))
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[tuple[str, Place], ...]:
        """(text, place) of every non-blank line of the body, cells included, in reading order; the place has the span."""
        found: list[tuple[str, Place]] = []
        for block in self.walk():
            if isinstance(block, Paragraph):
                _add_lines(found, block.text, block.index, None, None)
            else:
                for cell in block.cells:
                    _add_lines(found, cell.text, block.index, cell.row, cell.column)
        return tuple(found)

    def lines_with(self, *words: str) -> list[tuple[str, Place]]:
        """The lines that have one of these words, in reading order."""
        whole, starts = self._joined
        found: set[int] = set()
        for word in words:
            at = whole.find(word)
            while at >= 0:
                number = bisect_right(starts, at)
                found.add(number - 1)
                at = whole.find(word, starts[number]) if number < len(starts) else -1
        return [self.lines[number] for number in sorted(found)]

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All lines as one text, in which a word is looked for once, and where each of them begins in it."""
        texts = [text for text, _ in self.lines]
        return "\n".join(texts), list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))

    @cached_property
    def _by_index(self) -> Mapping[int, Block]:
        found: dict[int, Block] = {block.index: block for block in self.walk()}
        for paragraph in (*self.headers, *self.footers, *self.notes):
            found[paragraph.index] = paragraph
        return found

    def block(self, index: int) -> Block:
        """The paragraph or table with this block index. Raises KeyError where there is none."""
        return self._by_index[index]

    def text_at(self, place: Place) -> str:
        """The text of a place: the paragraph's or cell's text, cut to the span if there is one."""
        block = self.block(place.block)
        if isinstance(block, Paragraph):
            text = block.text
        elif place.row is None or place.column is None:
            text = "\n".join(cell.text for cell in block.cells)
        else:
            cell = block.cell(place.row, place.column)
            text = cell.text if cell else ""
        return text if place.span is None else text[place.span[0] : place.span[1]]

    def certainty_at(self, place: Place) -> float | None:
        """How sure the least sure character of a place is, 0 to 1; None where the text was not read off an image."""
        values = self.certainty.get((place.block, place.row, place.column))
        if values is None:
            return None
        return min(values if place.span is None else values[place.span[0] : place.span[1]], default=1.0)

    def origin_at(self, place: Place) -> Origin:
        """The origin of the paragraph, cell or table of a place."""
        block = self.block(place.block)
        if isinstance(block, Table) and place.row is not None and place.column is not None:
            cell = block.cell(place.row, place.column)
            if cell is not None:
                return cell.origin
        return block.origin


def _add_lines(found: list[tuple[str, Place]], text: str, block: int, row: int | None, column: int | None) -> None:
    offset = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            found.append((line, Place(block, row, column, (offset, offset + len(line)))))
        offset += len(line) + 1


def _nested(table: Table) -> Iterator[Table]:
    for cell in table.cells:
        for block in cell.blocks:
            if isinstance(block, Table):
                yield block
                yield from _nested(block)
