"""The grid of a web table: where each cell stands, given the spans of those before it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.readers.beyond import beyond
from reportparse.readers.docx_draft import CellDraft

_REMEDY = Say(
    "请用浏览器打开核对，把报告内容另存为 .docx 后再试。", "Look at it in a browser and save the report in it as .docx."
)
MAX_SPAN = 1000
"""Columns one cell may span, as browsers have it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a table in a row, with the spans that it asks for; a row span of 0 is down to the last row."""

    element: Any
    columns: int
    rows: int


def span(value: str | None, most: int) -> int:
    """The number that an attribute gives, 1 where it gives none."""
    text = (value or "").strip()
    if not text.isascii() or not text.isdigit():
        return 1
    return most if len(text) > 9 else min(int(text), most)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell's anchor and spans."""

    slot: Slot
    row: int
    column: int
    row_span: int
    column_span: int


def laid_out(rows: list[list[Slot]], path: str) -> list[Spot]:
    """Where the cells stand. Raises ReadError `table-too-large`."""
    bounds = limits()
    if sum(map(len, rows)) > bounds.cells:
        raise beyond(path, "table-too-large", Say("表格的单元格过多", "a table has too many cells"), "cells", _REMEDY)
    spots: list[Spot] = []
    taken_until: list[int] = []
    for row, slots in enumerate(rows):
        column = 0
        for slot in slots:
            while column < len(taken_until) and taken_until[column] > row:
                column += 1
            width = max(slot.columns, 1)
            end = column + width
            # A cell that would run into one merged down from above ends before it.
            stop = next((at for at in range(column, min(end, len(taken_until))) if taken_until[at] > row), end)
            if stop > bounds.columns:
                raise beyond(
                    path, "table-too-large", Say("表格的列过多", "a table has too many columns"), "columns", _REMEDY
                )
            if stop * len(rows) > bounds.squares:
                what = Say(f"表格有 {len(rows)} 行、{stop} 列", f"a table has {len(rows)} rows and {stop} columns")
                raise beyond(path, "table-too-large", what, "squares", _REMEDY)
            height = min(slot.rows or len(rows), len(rows) - row)
            taken_until += [0] * (stop - len(taken_until))
            taken_until[column:stop] = [row + height] * (stop - column)
            spots.append(Spot(slot, row, column, height, stop - column))
            column = stop
    return spots


def squeezed(cells: list[CellDraft]) -> int:
    """Takes out grid columns in which no cell begins; the number of those left."""
    starts = sorted({cell.column for cell in cells})
    for cell in cells:
        first = bisect_left(starts, cell.column)
        cell.column_span = max(bisect_left(starts, cell.column + cell.column_span) - first, 1)
        cell.column = first
    return len(starts)
