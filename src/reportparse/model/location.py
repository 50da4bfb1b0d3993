"""Where a stretch of text stands, in the file (`Origin`) and in the Document (`Place`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a PDF page, in points from the top left corner of the page as shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class PdfPiece:
    """The part `text[start:end]` of a paragraph that stands on one line of one page (1-based)."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PdfOrigin:
    """A text in a PDF: its line pieces in reading order. For a table or an empty cell, one piece with start == end."""

    pieces: tuple[PdfPiece, ...]

    def locate(self, span: tuple[int, int] | None) -> PdfPiece | None:
        """The piece(s) a span touches, joined as long as they are on the first one's page."""
        touched = [
            piece
            for piece in self.pieces
            if span is None or (piece.start < span[1] and span[0] < piece.end) or piece.start == piece.end
        ] or list(self.pieces[:1])
        if not touched:
            return None
        first = touched[0]
        box = first.box
        for piece in touched[1:]:
            if piece.page == first.page:
                box = box.union(piece.box)
        return PdfPiece(first.start, touched[-1].end, first.page, box)


@dataclass(frozen=True, slots=True)
class DocxOrigin:
    """A text in an OOXML package: the part and the element path, e.g. `word/document.xml`, `body/p[12]`."""

    part: str
    path: str


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """A text in a plain dump: the 1-based line."""

    line: int


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """A text in a workbook: the sheet's name and the cell, e.g. `D7`; no cell for what belongs to the sheet as a whole."""

    sheet: str
    cell: str


Origin = PdfOrigin | DocxOrigin | TextOrigin | SheetOrigin


class Place(NamedTuple):
    """A place in a Document. (A tuple, because a report makes thousands.)

    `block` is the reading-order index of a top-level paragraph or of a table (see Document.block);
    `row` and `column` are the anchor of a cell where the block is a table;
    `span` is a half-open range of offsets into the text of that paragraph or cell. None means all of it.
    """

    block: int
    row: int | None = None
    column: int | None = None
    span: tuple[int, int] | None = None

    def at(self, start: int, end: int) -> Place:
        """The same paragraph or cell, narrowed to a span."""
        return Place(self.block, self.row, self.column, (start, end))
