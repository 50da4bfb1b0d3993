"""What stands around the evidence of a finding: the words of the paragraph, the rows of the table.

Prepared on request beside the published result, for pages that show a finding in its surroundings. No part of the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of running text, the evidence between what stands before and after it ('' where nothing does)."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """A cell as it is to be drawn: spans count drawn columns and rows. `role` is that of the evidence in it, or ''."""

    text: str
    column_span: int
    row_span: int
    header: bool
    role: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows of a table. `gaps` are the indexes of the drawn rows before which rows were left out (`len(rows)`: behind the last).

    `columns` is the number of drawn columns, which are fewer than those of the table's grid: a border that no drawn cell has is gone.
    """

    caption: str
    unit: str
    columns: int
    rows: tuple[tuple[ExcerptCell, ...], ...]
    gaps: frozenset[int]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one finding: for each evidence (by its index) its words, where it stands in running text; and the tables."""

    quoted: dict[int, Quoted]
    tables: tuple[Excerpt, ...]
