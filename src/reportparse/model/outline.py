"""What locate finds in a Document: sections, table regions, field places, with the rule that found each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from reportparse.model.document import Cell
from reportparse.model.location import Place


class Ordinal(NamedTuple):
    """A heading or list number: `style` names the number form (`一、` `（一）` `1.` `（1）` `①` ...), `value` from 1.

    `automatic` tells a number that Word made; `shown` is the number as printed (`（二）`).
    """

    style: str
    value: int
    shown: str
    automatic: bool


@dataclass(frozen=True)
class Passage:
    """A paragraph of running text (outside tables, or of a text cell) under its headings.

    `text` does not hold the automatic number; `offset` is where `text` begins inside the text that
    `place` addresses (a cell holds several paragraphs), so `place.at(offset + i, offset + j)` is `text[i:j]`.
    `ordinal` is the number the paragraph begins with, if any; `body` the index in `text` after a typed number.
    `headings` are the titles above, outermost first, each as number + title.
    """

    text: str
    place: Place
    offset: int
    ordinal: Ordinal | None
    body: int
    headings: tuple[str, ...]

    def span(self, start: int, end: int) -> Place:
        """The place of `text[start:end]`."""
        return self.place.at(self.offset + start, self.offset + end)


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `number` is as shown (`（二）`) or None, `title` without it.

    `level` counts from 1 within the tree. `passages` are the paragraphs directly under the heading,
    `children` the sections below. `form` tells a heading that stands in a row of a form table.
    """

    number: str | None
    title: str
    level: int
    place: Place
    passages: tuple[Passage, ...]
    children: tuple[Section, ...]
    form: bool = False
    ordinal: Ordinal | None = None

    @property
    def heading(self) -> str:
        return (self.number or "") + self.title

    def walk(self) -> Iterator[Section]:
        """The section itself and all below it, in reading order."""
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Section, ...]:
        return (self, *(section for child in self.children for section in child.walk()))


@dataclass(frozen=True, slots=True)
class SequenceBreak:
    """A heading number that does not follow from the one before it in the same list."""

    kind: Literal["repeated", "skipped", "restarted", "backwards"]
    expected: str | None
    found: str
    title: str
    previous: Place | None
    place: Place
    inside: str | None
    depth: int


@dataclass(frozen=True)
class Column:
    """A column of a region: header path without 其中 (`支出合计 / 基本支出 / 人员支出`), grid range, and what it holds.

    `role` is the concept id for a money table, a column role (`category`, `target`, `name`, ...) for a list
    table, `entity` for the row names, None for a column nothing was recognised in.
    `unit` is a unit given in the header itself.
    """

    path: tuple[str, ...]
    start: int
    end: int
    role: str | None
    unit: str | None
    place: Place

    @property
    def label(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True)
class RegionRow:
    """A body row: the grid row, its label, the entity (label without its ordinal), and per column its cell.

    The label is the row's own name in a money table, the text of the column `name` in a list table.
    """

    row: int
    label: str
    entity: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Region:
    """A table found inside a (giant) table: `kind` is the id in rules/tables.yaml, `rule` names what matched.

    A table of label and figure side by side has kind `pairs`, no header rows, and a column for each label.

    `title` is what the rules call it, `caption` the title row or paragraph above it, `unit` the unit from caption or header (None if none is given).
    """

    kind: str
    title: str
    rule: str
    table: int
    caption: str
    caption_place: Place | None
    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[RegionRow, ...]
    header_rows: tuple[int, ...]

    @property
    def first_row(self) -> int:
        """The grid row it begins in."""
        return self.header_rows[0] if self.header_rows else self.rows[0].row

    def column(self, role: str) -> int | None:
        """The index of the first column with this role."""
        return self._roles.get(role)

    def cell(self, row: RegionRow, role: str) -> Cell | None:
        """The cell of a row in the first column with this role."""
        column = self.column(role)
        return row.cells[column] if column is not None else None

    @cached_property
    def _roles(self) -> dict[str | None, int]:
        return {column.role: index for index, column in reversed(list(enumerate(self.columns)))}


class FieldSpot(NamedTuple):
    """A field of the form found by its label: `text` is the value as written ('' when blank).

    `place` is the value's place (the label's where the value is blank), `label_place` that of the label.
    """

    field: str
    label: str
    text: str
    place: Place
    label_place: Place
    rule: str


@dataclass(frozen=True)
class Part:
    """One of several forms in a file: the name of its project (a number behind it where two bear the same), where it begins
    (block, row), and its fields as written, by field id."""

    project: str
    start: tuple[int, int]
    fields: tuple[FieldSpot, ...]


class Attempt(NamedTuple):
    """One line of the trace: a locator's rule, what it saw, and whether it matched."""

    rule: str
    saw: str
    matched: bool
    why: str
    place: Place | None


@dataclass(frozen=True)
class Outline:
    """All that was located. `passages` are all running-text paragraphs in reading order, those of text cells included.

    `parts` are the forms about single projects in a file that holds several forms; empty where it holds one.
    `unnumbered` tells that automatic numbers were not read, so that nothing can be said of the order of headings.
    `declared` is the unit that a sentence gives to all tables behind it, by the index of the table.
    """

    edition: str | None
    title: str | None
    title_place: Place | None
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    breaks: tuple[SequenceBreak, ...]
    regions: tuple[Region, ...]
    fields: tuple[FieldSpot, ...]
    trace: tuple[Attempt, ...] = ()
    parts: tuple[Part, ...] = ()
    unnumbered: bool = False
    declared: Mapping[int, str] = field(default_factory=dict)

    def part_of(self, region: Region) -> Part | None:
        """The form that a table belongs to, where the file holds several and it stands in one about a project."""
        spot = (region.table, region.first_row)
        return next((part for part in reversed(self.parts) if part.start <= spot), None)

    def part_at(self, place: Place) -> Part | None:
        """The form whose own table a cell stands in, where the file holds several forms."""
        spot = (place.block, place.row if place.row is not None else -1)
        part = next((part for part in reversed(self.parts) if part.start <= spot), None)
        return part if part is not None and part.start[0] == place.block else None

    def of_part(self, part: Part) -> Outline:
        """The outline of one of several forms, as if it stood alone."""
        own = tuple(region for region in self.regions if self.part_of(region) == part)
        return replace(self, regions=own, fields=part.fields, parts=())

    def region(self, kind: str) -> Region | None:
        return next((region for region in self.regions if region.kind == kind), None)

    def regions_of(self, kind: str) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.kind == kind)

    def field(self, name: str) -> FieldSpot | None:
        return next((spot for spot in self.fields if spot.field == name), None)
