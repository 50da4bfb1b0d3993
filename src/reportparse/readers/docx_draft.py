"""What the walk collects, and its freezing into the Document's blocks once the reading order is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reportparse.model.document import Block, Cell, HiddenText, Paragraph, Problem, Table
from reportparse.model.findings import Say
from reportparse.model.location import DocxOrigin, Origin, Place
from reportparse.readers.docx_visibility import HiddenReason

_SWALLOWED = Say(
    "合并单元格被遮住的格子里还有文字，已并入合并后的单元格。",
    "squares that a merged cell covers hold text of their own, which was added to that of the merged cell.",
)


@dataclass(slots=True)
class HiddenDraft:
    """Hidden text and the offset in its paragraph's text where it would stand."""

    offset: int
    text: str
    reason: HiddenReason


@dataclass(slots=True)
class ParagraphDraft:
    path: str
    text: str = ""
    number: str | None = None
    level: int | None = None
    style: str | None = None
    centered: bool = False
    hidden: list[HiddenDraft] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether a reader sees anything of it, or something hidden must keep its place."""
        return bool(self.text.strip() or self.number or self.hidden)


@dataclass(slots=True)
class CellDraft:
    path: str
    row: int
    column: int
    row_span: int
    column_span: int
    blocks: list[ParagraphDraft | TableDraft]
    swallowed: bool = False
    """Text stood in a square that the merge covers; it was appended here."""


@dataclass(slots=True)
class TableDraft:
    path: str
    cells: list[CellDraft]
    row_count: int
    column_count: int


BlockDraft = ParagraphDraft | TableDraft


class Freezer:
    """Turns drafts into frozen blocks, numbering them in the order of Document.walk.

    `origin` makes an origin of a part and a path.
    """

    def __init__(self, origin: Callable[[str, str], Origin] = DocxOrigin) -> None:
        self._origin = origin
        self.next_index = 0
        self.hidden: list[HiddenText] = []
        self.problems: list[Problem] = []

    def blocks(self, drafts: Iterable[BlockDraft], part: str) -> tuple[Block, ...]:
        return tuple(
            self._table(draft, part) if isinstance(draft, TableDraft) else self._top(draft, part) for draft in drafts
        )

    def paragraphs(self, drafts: Iterable[BlockDraft], part: str) -> tuple[Paragraph, ...]:
        """Paragraphs only, those of tables taken out of their cells: for notes, headers and footers."""
        return tuple(self._top(draft, part) for draft in _flattened(drafts) if draft.says_something)

    def _take_index(self) -> int:
        self.next_index += 1
        return self.next_index - 1

    def _top(self, draft: ParagraphDraft, part: str) -> Paragraph:
        index = self._take_index()
        for hidden in draft.hidden:
            place = Place(index, span=(hidden.offset, hidden.offset))
            self.hidden.append(HiddenText(hidden.text, hidden.reason, place))
        return self._paragraph(draft, part, index)

    def _table(self, draft: TableDraft, part: str) -> Table:
        index = self._take_index()
        draft.cells.sort(key=lambda cell: (cell.row, cell.column))
        cells = tuple(self._cell(cell, part, index) for cell in draft.cells)
        return Table(cells, draft.row_count, draft.column_count, self._origin(part, draft.path), index)

    def _cell(self, draft: CellDraft, part: str, index: int) -> Cell:
        blocks: list[Paragraph | Table] = []
        offset = 0
        for block in draft.blocks:
            if isinstance(block, TableDraft):
                blocks.append(self._table(block, part))
                continue
            paragraph = self._paragraph(block, part, -1)
            for hidden in block.hidden:
                at = offset + len(paragraph.shown) - len(paragraph.text) + hidden.offset
                self.hidden.append(
                    HiddenText(hidden.text, hidden.reason, Place(index, draft.row, draft.column, (at, at)))
                )
            offset += len(paragraph.shown) + 1
            blocks.append(paragraph)
        if draft.swallowed:
            self.problems.append(
                Problem(
                    "read",
                    "text-in-merged-cell",
                    _SWALLOWED,
                    Place(index, draft.row, draft.column),
                )
            )
        origin = self._origin(part, draft.path)
        return Cell(draft.row, draft.column, draft.row_span, draft.column_span, tuple(blocks), origin)

    def _paragraph(self, draft: ParagraphDraft, part: str, index: int) -> Paragraph:
        return Paragraph(
            draft.text,
            self._origin(part, draft.path),
            index,
            draft.number,
            draft.level,
            draft.style,
            draft.centered,
        )


def _flattened(drafts: Iterable[BlockDraft]) -> Iterable[ParagraphDraft]:
    for draft in drafts:
        if isinstance(draft, ParagraphDraft):
            yield draft
        else:
            for cell in sorted(draft.cells, key=lambda cell: (cell.row, cell.column)):
                yield from _flattened(cell.blocks)
