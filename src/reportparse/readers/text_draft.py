"""What the finders of tables in a plain text hand over."""

from __future__ import annotations

from dataclasses import dataclass

from reportparse.readers.grid import GridCell
from reportparse.readers.loose_rows import LooseRow, lay_out


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table found in the lines up to, not including, `end` (an index into the list of lines)."""

    cells: list[GridCell]
    rows: int
    columns: int
    line: int
    end: int


def draft(rows: list[LooseRow], end: int) -> TableDraft:
    """The table that rows of cells in their order make."""
    cells, count, width = lay_out(rows)
    return TableDraft(cells, count, width, rows[0].line, end)
