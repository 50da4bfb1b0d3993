"""How a sheet of a PDF is looked at: its visible box, turned so that its text stands upright; and the way back.

Everything the reader does happens in the coordinates of such a view, in points from its top left corner. Where a
view is not the page as a viewer shows it (a table printed sideways, two pages on one sheet), the places in the
finished Document are carried back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from reportparse.model.document import Block, Cell, Document, Paragraph, Table
from reportparse.model.location import Box, Origin, PdfOrigin, PdfPiece


class Matrix(NamedTuple):
    """An affine transformation, in the order of the six numbers in a PDF."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: Matrix) -> Matrix:
        """This transformation, followed by the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inverse(self) -> Matrix:
        """The way back. Only for transformations that turn and move, which always have one."""
        a, b, c, d, e, f = self
        by = 1.0 / (a * d - b * c)
        return Matrix(d * by, -b * by, -c * by, a * by, (c * f - d * e) * by, (b * e - a * f) * by)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle's image: left, top, right, bottom. Only for turns by right angles."""
        one, two = self.apply(x0, y0), self.apply(x1, y1)
        return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


AS_SHOWN = Matrix(1, 0, 0, 1, 0, 0)
"""No change at all."""


class View(NamedTuple):
    """The visible box of a page in its own coordinates (y upwards) and by how many quarter turns clockwise it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """From the page's own coordinates to points from the top left corner as seen."""
        if self.turns == 1:
            return Matrix(0, 1, 1, 0, -self.bottom, -self.left)
        if self.turns == 2:
            return Matrix(-1, 0, 0, 1, self.right, -self.bottom)
        if self.turns == 3:
            return Matrix(0, -1, -1, 0, self.top, self.right)
        return Matrix(1, 0, 0, -1, -self.left, self.top)

    def turned(self, quarters: int) -> View:
        """The same box, turned further clockwise."""
        return self._replace(turns=(self.turns + quarters) % 4)

    def back_to(self, shown: View) -> Matrix:
        """From points of this view to points of another view of the same page."""
        return self.matrix.inverse().then(shown.matrix)


class Sheet(NamedTuple):
    """Where a page that was laid out stands: the number of the PDF page (1-based) and the way back to its points."""

    number: int
    back: Matrix


def restore(document: Document, sheets: Mapping[int, Sheet]) -> Document:
    """The document with its places on the pages of the file; `sheets` has an entry for each page laid out."""
    return dataclasses.replace(
        document,
        blocks=tuple(_block(block, sheets) for block in document.blocks),
        headers=tuple(_block(block, sheets) for block in document.headers),
        footers=tuple(_block(block, sheets) for block in document.footers),
    )


_Any = TypeVar("_Any", Paragraph, Table, Block)


def _block(block: _Any, sheets: Mapping[int, Sheet]) -> _Any:
    if isinstance(block, Paragraph):
        return dataclasses.replace(block, origin=_origin(block.origin, sheets))
    cells = tuple(_cell(cell, sheets) for cell in block.cells)
    return dataclasses.replace(block, cells=cells, origin=_origin(block.origin, sheets))


def _cell(cell: Cell, sheets: Mapping[int, Sheet]) -> Cell:
    blocks = tuple(_block(block, sheets) for block in cell.blocks)
    return Cell(cell.row, cell.column, cell.row_span, cell.column_span, blocks, _origin(cell.origin, sheets))


def _origin(origin: Origin, sheets: Mapping[int, Sheet]) -> Origin:
    assert isinstance(origin, PdfOrigin)
    return PdfOrigin(tuple(_piece(piece, sheets[piece.page]) for piece in origin.pieces))


def _piece(piece: PdfPiece, sheet: Sheet) -> PdfPiece:
    box = piece.box
    x0, top, x1, bottom = sheet.back.box(box.x0, box.top, box.x1, box.bottom)
    return PdfPiece(
        piece.start, piece.end, sheet.number, Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
    )
