"""Cuts table regions out of (giant) tables by the words of their header rows, never by position."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reportparse.locate.ordinals import ordinals
from reportparse.locate.pairs import PAIRS, find_pairs
from reportparse.locate.sides import SIDES, find_sides
from reportparse.locate.sources import find_sources
from reportparse.locate.table_bodies import below_header, body_row, cell_under, holds_text, is_remark, split_columns
from reportparse.locate.table_headers import LONG_TEXT, Header, Headers, is_full_width
from reportparse.model.document import Document, Paragraph, Table
from reportparse.model.location import Place
from reportparse.model.outline import Attempt, Region, RegionRow
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import bare_label, row_name, squash
from reportparse.text.totals import SCORED

_ACCOUNTS = ("income", "balance")
_TELLING = frozenset({"income", "expenditure", PAIRS})
"""Kinds of tables that tell the year's income and spending, too."""


def find_regions(
    document: Document, ruleset: RuleSet, declared: Mapping[int, str], trace: list[Attempt]
) -> tuple[Region, ...]:
    """All regions of the document in reading order; `declared` are the units given to all tables behind a sentence."""
    found: list[Region] = []
    previous_unit: str | None = None
    finder = _Finder(ruleset, declared, trace)
    blocks = list(document.walk())
    for position, block in enumerate(blocks):
        if isinstance(block, Table):
            for region in finder.in_table(block, blocks[max(0, position - 3) : position], previous_unit):
                previous_unit = region.unit or previous_unit
                found.append(region)
    return tuple(_without_doubt(found))


def _without_doubt(regions: list[Region]) -> list[Region]:
    """Tables of two sides without concepts, unless one alone tells the year's income and spending."""
    telling = [one for one in regions if one.kind == SIDES and any(column.role for column in one.columns)]
    if len(telling) == 1 and not any(one.kind in _TELLING for one in regions):
        return regions
    return [
        replace(one, columns=tuple(replace(column, role=None) for column in one.columns)) if one in telling else one
        for one in regions
    ]


# Rows that are days, months or quarters.
_DATED = re.compile(
    r"(?:19|20)[0-9]{2}(?:年|[-./])[0-9]{1,2}(?:[-./月]|$)|[0-9]{1,2}月|第?[一二三四1-4]季度|[上下]半年"
)
_FEW = 2
# So many columns no other kind of rows has by chance.
_COLUMNS = 5
# Title, unit and the line of who filled the form in.
_LINES_ABOVE = 3


class _Finder:
    def __init__(self, ruleset: RuleSet, declared: Mapping[int, str], trace: list[Attempt]) -> None:
        self.ruleset = ruleset
        self.declared = declared
        self.ordinals = ordinals(ruleset)
        self.headers = Headers(ruleset, trace)
        self.lexicon = self.headers.lexicon
        self.trace = trace

    def in_table(self, table: Table, before: list[Paragraph | Table], unit: str | None) -> list[Region]:
        found: list[Region] = self._sources(table)
        # Its rows end what is above them.
        self.headers.bar(table, {row for region in found for row in _rows_of(region)})
        row = 0
        last_end = 0
        while row < table.row_count:
            header = self.headers.find(table, row)
            if header is None:
                row += 1
                continue
            region, row = self._region(table, header, last_end, before, unit)
            if not self._has_rows(region, header):
                continue
            last_end = row
            unit = region.unit or unit
            found.append(region)
        found.sort(key=lambda region: region.first_row)
        loose = {words.rule.id for words in self.lexicon.tables if words.rule.loose}
        firm = [region for region in found if region.kind not in loose]
        sides = self._sides(table, firm, before, unit)
        if sides is not None:
            return [*firm, sides]
        pairs = self._pairs(table, firm, before, unit)
        # A table of labels with their figures beside them may have the header of a loose one.
        return [*firm, pairs] if pairs is not None else found

    def _has_rows(self, region: Region, header: Header) -> bool:
        """Whether the rows are there that a table's rule asks for, named in its first column, and no second side beside them."""
        if header.words.rule.concepts and sum(_DATED.match(row.label) is not None for row in region.rows) >= _FEW:
            # A row for each change of the budget: none of them is the year's figure.
            return False
        wanted = header.words.rule.rows
        if not wanted:
            return True
        labels = [column.label for column in region.columns if column.label]
        if len(set(labels)) < len(labels) or region.columns[0].role != "entity":
            return False
        named = {self.lexicon.concepts.get(row_name(row.entity or "")) for row in region.rows}
        # Rows of income or of what is left over make it a statement of accounts.
        return {*wanted} <= named and not any(name and name.startswith(_ACCOUNTS) for name in named)

    def _sources(self, table: Table) -> list[Region]:
        default = self.declared.get(table.index, self.ruleset.tables.default_unit)
        return [
            region
            for words in self.lexicon.tables
            if words.rule.side_by_side
            for region in find_sources(table, words, self.headers.unit, default, self.trace)
        ]

    def _sides(
        self, table: Table, found: list[Region], before: list[Paragraph | Table], inherited: str | None
    ) -> Region | None:
        taken = {row for region in found for row in _rows_of(region)}
        above = [block.text for block in reversed(before) if not isinstance(block, Table)]
        top = [cell.text for row in range(min(2, table.row_count)) for cell in table.rows[row]]
        sides = find_sides(table, taken, self.lexicon.concepts, self.headers.unit, squash("".join([*above, *top[:1]])))
        if sides is None:
            return None
        columns, rows, heads = sides
        unit = next((unit for text in (*top, *above) if (unit := self.headers.unit(text)) is not None), None)
        rule = f"tables.yaml/{SIDES}"
        place = Place(table.index, heads[0], table.rows[heads[0]][0].column)
        self.trace.append(Attempt(rule, "收入 | 支出", True, f"{len(columns)} items on two sides", place))
        unit = unit or self.declared.get(table.index) or inherited or self.ruleset.tables.default_unit
        return Region(SIDES, "", rule, table.index, "", None, unit, columns, rows, ())

    def _pairs(
        self, table: Table, found: list[Region], before: list[Paragraph | Table], inherited: str | None
    ) -> Region | None:
        taken = {row for region in found for row in _rows_of(region)}
        pairs = find_pairs(table, taken, self.lexicon, self.headers.unit)
        if pairs is None:
            return None
        columns, rows = pairs
        top = " ".join(cell.text for row in range(rows[0].row) for cell in table.rows[row])
        above = [block.text for block in reversed(before) if not isinstance(block, Table)]
        unit = next((unit for text in (top, *above) if (unit := self.headers.unit(text)) is not None), None)
        rule = f"tables.yaml/{PAIRS}"
        place = columns[0].place
        labels = " | ".join(column.label for column in columns)
        self.trace.append(Attempt(rule, labels, True, f"{len(rows)} labels with a figure", place))
        unit = unit or self.declared.get(table.index) or inherited or self.ruleset.tables.default_unit
        return Region(PAIRS, "", rule, table.index, "", None, unit, columns, rows, ())

    def _region(
        self,
        table: Table,
        header: Header,
        last_end: int,
        before: list[Paragraph | Table],
        inherited: str | None,
    ) -> tuple[Region, int]:
        first = header.first + header.height
        columns = split_columns(table, header, first)
        rows: list[RegionRow] = []
        row = first
        while row < table.row_count:
            ended = self._ends(table, row)
            cells = tuple(below_header(cell_under(table, column, row), first) for column in columns)
            ended = ended or bool(header.words.rule.concepts and holds_text(header.words, columns, cells))
            if ended or is_remark(columns, cells):
                if not self._goes_on(table, header, rows, row):
                    break
            elif (found := body_row(header, columns, cells, row)) is not None:
                rows.append(found)
            row += 1
        caption, caption_place, unit = self._caption(table, header, last_end, before)
        unit = unit or next((column.unit for column in columns if column.unit), None)
        if unit is None and header.words.rule.concepts:
            unit = (
                self.declared.get(table.index)
                or inherited
                or self._unit_above(before)
                or self.ruleset.tables.default_unit
            )
        rule = header.words.rule
        self.trace.append(
            Attempt(
                f"tables.yaml/{rule.id}",
                " | ".join(" / ".join(column.path) or "·" for column in columns),
                True,
                f"{header.recognised} columns recognised, {len(rows)} rows",
                Place(table.index, header.first, table.rows[header.first][0].column),
            )
        )
        return (
            Region(
                rule.id,
                rule.title,
                f"tables.yaml/{rule.id}",
                table.index,
                caption,
                caption_place,
                unit,
                columns,
                tuple(rows),
                tuple(range(header.first, first)),
            ),
            max(row, first),
        )

    def _ends(self, table: Table, row: int) -> bool:
        """Whether a row is no more of the table above it: a heading, a form field, the header of another table."""
        if is_full_width(table, row) or self.headers.is_barred(table, row):
            return True
        cells = table.rows[row]
        if not cells:
            return False
        if len(cells) <= 4 and bare_label(cells[0].text) in self.lexicon.form_labels:
            return True
        return self.headers.find(table, row) is not None

    def _goes_on(self, table: Table, header: Header, rows: list[RegionRow], row: int) -> bool:
        """Whether a line between two goals of one table of indicators (年度目标2) has rows of the same columns below it."""
        below = row + 1
        if header.words.rule.id not in SCORED or not rows or below >= table.row_count or self._ends(table, below):
            return False
        edges = _edges(table, rows[-1].row)
        return len(edges) >= _COLUMNS and edges == _edges(table, below) != _edges(table, row)

    # -- captions and units ----------------------------------------------------------------------

    def _caption(
        self, table: Table, header: Header, last_end: int, before: list[Paragraph | Table]
    ) -> tuple[str, Place | None, str | None]:
        """The title line(s) right above the header, nearest first; the unit may stand in a line of its own."""
        lines: list[tuple[str, Place]] = []
        row = header.first - 1
        while row >= last_end and len(lines) < 3 and is_full_width(table, row):
            cell = table.covering_rows[row][0]
            lines.append((cell.text, Place(table.index, cell.row, cell.column)))
            row -= 1
        if row < 0:
            for block in reversed(before):
                if isinstance(block, Table) or len(squash(block.text)) > LONG_TEXT or len(lines) >= 3:
                    break
                lines.append((block.text, Place(block.index)))
        unit: str | None = None
        caption: tuple[str, Place] | None = None
        for text, place in lines:
            unit = unit or self.headers.unit(text)
            ordinal, _ = self.ordinals.typed(text)
            words = header.words.rule.captions
            if caption is None and any(word in squash(text) for word in words):
                caption = (text, place)
            if ordinal is not None:
                break
        return (caption[0], caption[1], unit) if caption else ("", None, unit)

    def _unit_above(self, before: list[Paragraph | Table]) -> str | None:
        """The unit in the lines right above a table: 填报单位：…　填报日期：…　金额单位：元."""
        for block in list(reversed(before))[:_LINES_ABOVE]:
            if isinstance(block, Table) or len(squash(block.text)) > 2 * LONG_TEXT:
                return None
            unit = self.headers.unit(block.text)
            if unit is not None:
                return unit
        return None


def _edges(table: Table, row: int) -> list[tuple[int, int]]:
    """Where the cells over a row begin and end."""
    return [(cell.column, cell.end_column) for cell in table.covering_rows[row]]


def _rows_of(region: Region) -> tuple[int, ...]:
    return (*region.header_rows, *(body.row for body in region.rows))
