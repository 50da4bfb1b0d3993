"""Cells over a grid, as the text and web readers collect them, and the table they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportparse.model.document import Cell, Paragraph, Table
from reportparse.model.location import TextOrigin


@dataclass(slots=True)
class GridCell:
    """A cell at its anchor. `pieces` are its paragraphs with their lines; without any, `line` says where it stands."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[tuple[int, str], ...]
    line: int

    def frozen(self) -> Cell:
        pieces = self.pieces or ((self.line, ""),)
        paragraphs = tuple(Paragraph(text, TextOrigin(line)) for line, text in pieces)
        return Cell(self.row, self.column, self.row_span, self.column_span, paragraphs, paragraphs[0].origin)


def make_table(cells: Iterable[GridCell], rows: int, columns: int, index: int, line: int) -> Table:
    return Table(tuple(cell.frozen() for cell in cells), rows, columns, TextOrigin(line), index)
