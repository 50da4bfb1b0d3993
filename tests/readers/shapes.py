"""Documents as plain lists, to compare in one go: paragraphs as texts, tables as rows of squares as in a sketch."""

from __future__ import annotations

from typing import Any

from reportparse.model.document import Document, Table

LEFT, ABOVE = "<", "^"


def shape(document: Document) -> list[Any]:
    return [squares(block) if isinstance(block, Table) else block.shown for block in document.blocks]


def squares(table: Table) -> list[list[str]]:
    """Every square by its text; `<` and `^` are merged into the square beside or above."""
    rows = [["?"] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for row in range(cell.row, cell.end_row):
            for column in range(cell.column, cell.end_column):
                rows[row][column] = (
                    cell.text if (row, column) == (cell.row, cell.column) else LEFT if row == cell.row else ABOVE
                )
    return rows
