"""Cuts table regions out of (giant) tables by the words of their header rows, never by position."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportparse.locate.lexicon import Lexicon, TableWords, lexicon
from reportparse.locate.names import row_entity
from reportparse.locate.ordinals import ordinals
from reportparse.locate.pairs import PAIRS, find_pairs
from reportparse.locate.sources import find_sources
from reportparse.model.document import Cell, Document, Paragraph, Table
from reportparse.model.location import Place
from reportparse.model.outline import Attempt, Column, Region, RegionRow
from reportparse.ruleset.patterns import any_of, search
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import bare_label, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import is_total

_MOST_HEADER_ROWS = 5
_LONG_TEXT = 40
_TOTAL_WORDS = frozenset({"合计", "小计", "总计"})
_SENTENCE_END = re.compile("[。；]")
# The sub-columns of a header cell that spans the first columns of a list table.
_SPLIT = ("category", "dimension", "name")
# The columns that no row of a list of indicators has in one cell.
_OWN_CELLS = ("name", "target", "actual")


@dataclass(frozen=True)
class _Leaf:
    """A lowest header cell: the labels above and including it, and its grid range."""

    path: tuple[str, ...]
    start: int
    end: int
    cell: Cell


@dataclass(frozen=True)
class _Header:
    words: TableWords
    first: int
    height: int
    columns: tuple[Column, ...]
    recognised: int

    @property
    def end(self) -> int:
        return self.first + self.height


def find_regions(document: Document, ruleset: RuleSet, trace: list[Attempt]) -> tuple[Region, ...]:
    """All regions of the document in reading order."""
    found: list[Region] = []
    previous_unit: str | None = None
    finder = _Finder(ruleset, trace)
    blocks = list(document.walk())
    for position, block in enumerate(blocks):
        if isinstance(block, Table):
            for region in finder.in_table(block, blocks[max(0, position - 3) : position], previous_unit):
                previous_unit = region.unit or previous_unit
                found.append(region)
    return tuple(found)


def is_full_width(table: Table, row: int) -> bool:
    """Whether one cell takes the whole row."""
    cells = table.covering_rows[row]
    return len(cells) == 1 and cells[0].column_span * 10 >= table.column_count * 9


class _Finder:
    def __init__(self, ruleset: RuleSet, trace: list[Attempt]) -> None:
        self.ruleset = ruleset
        self.lexicon: Lexicon = lexicon(ruleset)
        self.ordinals = ordinals(ruleset)
        self.units = any_of(ruleset.tables.units)
        self.trace = trace
        self._headers: dict[tuple[int, int], _Header | None] = {}
        self._taken: set[tuple[int, int]] = set()

    def in_table(self, table: Table, before: list[Paragraph | Table], unit: str | None) -> list[Region]:
        found: list[Region] = self._sources(table)
        taken = {(id(table), row) for region in found for row in _rows_of(region)}
        # A row that is no header can be none, and ends what is above it.
        self._headers.update(dict.fromkeys(taken, None))
        self._taken |= taken
        row = 0
        last_end = 0
        while row < table.row_count:
            header = self._header(table, row)
            if header is None:
                row += 1
                continue
            region, row = self._region(table, header, last_end, before, unit)
            last_end = row
            unit = region.unit or unit
            found.append(region)
        found.sort(key=lambda region: region.first_row)
        pairs = self._pairs(table, found, before, unit)
        return [*found, pairs] if pairs is not None else found

    def _sources(self, table: Table) -> list[Region]:
        default = self.ruleset.tables.default_unit
        return [
            region
            for words in self.lexicon.tables
            if words.rule.side_by_side
            for region in find_sources(table, words, self._unit, default, self.trace)
        ]

    def _pairs(
        self, table: Table, found: list[Region], before: list[Paragraph | Table], inherited: str | None
    ) -> Region | None:
        taken = {row for region in found for row in _rows_of(region)}
        pairs = find_pairs(table, taken, self.lexicon, self._unit)
        if pairs is None:
            return None
        columns, rows = pairs
        top = " ".join(cell.text for row in range(rows[0].row) for cell in table.rows[row])
        above = [block.text for block in reversed(before) if not isinstance(block, Table)]
        unit = next((unit for text in (top, *above) if (unit := self._unit(text)) is not None), None)
        rule = f"tables.yaml/{PAIRS}"
        place = columns[0].place
        labels = " | ".join(column.label for column in columns)
        self.trace.append(Attempt(rule, labels, True, f"{len(rows)} labels with a figure", place))
        unit = unit or inherited or self.ruleset.tables.default_unit
        return Region(PAIRS, "", rule, table.index, "", None, unit, columns, rows, ())

    # -- headers ---------------------------------------------------------------------------------

    def _header(self, table: Table, row: int) -> _Header | None:
        """The best header that begins in this row: the rule and the height that recognise most columns."""
        key = (id(table), row)
        if key not in self._headers:
            self._headers[key] = self._best_header(table, row) if self._may_begin(table, row) else None
        return self._headers[key]

    def _best_header(self, table: Table, row: int) -> _Header | None:
        best: tuple[TableWords, int, list[_Leaf], list[str | None], int] | None = None
        nearest: tuple[TableWords, list[_Leaf], list[str | None], int] | None = None
        base = min(max(cell.end_row for cell in table.rows[row]) - row, _MOST_HEADER_ROWS)
        for height in range(1, min(max(base, 1) + 2, _MOST_HEADER_ROWS, table.row_count - row) + 1):
            if height > 1 and not self._header_like(table, row + height - 1):
                break
            leaves = self._leaves(table, row, height)
            labels = {leaf.path[-1] for leaf in leaves if leaf.path}
            for words in self.lexicon.tables:
                if not words.contained and words.exact.keys().isdisjoint(labels):
                    continue
                roles, recognised = self._roles(words, leaves, row + height)
                if recognised < words.rule.need or not all(role in roles for role in words.rule.must):
                    if recognised and (nearest is None or recognised > nearest[3]):
                        nearest = (words, leaves, roles, recognised)
                    continue
                if best is None or recognised > best[4]:
                    best = (words, height, leaves, roles, recognised)
        if best is None:
            if nearest is not None:
                self._reject(table, row, *nearest)
            return None
        words, height, leaves, roles, recognised = best
        return _Header(words, row, height, self._columns(table, leaves, roles), recognised)

    def _reject(
        self, table: Table, row: int, words: TableWords, leaves: list[_Leaf], roles: list[str | None], recognised: int
    ) -> None:
        """Puts a row on record that has words of a table's header but not enough of them."""
        rule = words.rule
        why = f"{recognised} columns recognised, {rule.need} needed"
        lacking = [role for role in rule.must if role not in roles]
        if lacking:
            why += f"; without {', '.join(lacking)}"
        saw = " | ".join(" / ".join(leaf.path) or "·" for leaf in leaves)
        place = Place(table.index, row, table.rows[row][0].column)
        self.trace.append(Attempt(f"tables.yaml/{rule.id}", saw, False, why, place))

    def _may_begin(self, table: Table, row: int) -> bool:
        return len(table.rows[row]) >= 2 and not self._is_field(table, row) and self._header_like(table, row)

    def _is_field(self, table: Table, row: int) -> bool:
        """Whether a row is a field of the form and its value (项目名称 | 灌区维修): a list has a header word there, too."""
        label, value = (bare_label(cell.text) for cell in table.rows[row][:2])
        return label in self.lexicon.form_labels and bool(value) and value not in self.lexicon.header_words

    def _is_header_word(self, text: str) -> bool:
        if not text or len(text) > _LONG_TEXT:
            return False
        label = bare_label(text)
        if label in self.lexicon.header_words or label in _TOTAL_WORDS:
            return True
        return self.lexicon.header_parts.search(label) is not None

    def _header_like(self, table: Table, row: int) -> bool:
        """No figures, no sentences, not one cell over the whole width, and at least one header word or only blanks."""
        if is_full_width(table, row):
            return False
        texts = [cell.text for cell in table.rows[row]]
        # Cheap questions first: most rows hold no header word.
        if not any(self._is_header_word(text) for text in texts):
            return False
        return not any(len(text) > _LONG_TEXT or _SENTENCE_END.search(text) or parse_cell(text) for text in texts)

    def _leaves(self, table: Table, row: int, height: int) -> list[_Leaf]:
        rows = [table.covering_rows[row + offset] for offset in range(height)]
        leaves: list[_Leaf] = []
        for leaf in rows[-1]:
            middle = leaf.column + (leaf.column_span - 1) / 2
            path: list[str] = []
            seen: set[tuple[int, int]] = set()
            for cells in rows:
                above = next((cell for cell in cells if cell.column <= middle < cell.end_column), None)
                if above is None or (above.row, above.column) in seen or above.row < row:
                    continue
                seen.add((above.row, above.column))
                label = bare_label(above.text)
                if label and label not in self.lexicon.among:
                    path.append(label)
            leaves.append(_Leaf(tuple(path), leaf.column, leaf.end_column, leaf))
        return leaves

    def _roles(self, words: TableWords, leaves: list[_Leaf], end: int) -> tuple[list[str | None], int]:
        """The role of each leaf under one table rule, each role once, and how many are recognised. The body begins in row `end`."""
        roles: list[str | None] = []
        for leaf in leaves:
            # A cell that reaches down into the body (项目资金, 绩效指标) is the name of the whole table at its side.
            role = self._role(words, leaf.path) if leaf.cell.end_row <= end else None
            if role == "name" and role in roles:
                # Of two columns that may name an indicator the first is the wider term, unless it stands before the widest.
                before = roles.index("name")
                if "dimension" not in roles:
                    roles[before] = "dimension"
                elif "category" in roles[before:]:
                    roles[before] = None
            roles.append(None if role in roles and role != "entity" else role)
        return roles, sum(role is not None and role != "entity" for role in roles)

    def _columns(self, table: Table, leaves: list[_Leaf], roles: list[str | None]) -> tuple[Column, ...]:
        return tuple(
            Column(
                leaf.path,
                leaf.start,
                leaf.end,
                role,
                self._unit(leaf.cell.text),
                Place(table.index, leaf.cell.row, leaf.cell.column),
            )
            for leaf, role in zip(leaves, roles, strict=True)
        )

    def _role(self, words: TableWords, path: tuple[str, ...]) -> str | None:
        if not path:
            return None
        label = path[-1]
        if label in words.entity and words.rule.entity:
            return "entity"
        role = words.role(label)
        if role is None and len(path) > 1:
            role = words.role(path[-2] + label)
        if role is None and label in _TOTAL_WORDS and words.rule.concepts:
            # A bare 合计 over the parts of one table is that table's total.
            role = words.role("".join(path[:-1]) + label) or words.rule.concepts[0]
        return role

    # -- bodies ----------------------------------------------------------------------------------

    def _region(
        self,
        table: Table,
        header: _Header,
        last_end: int,
        before: list[Paragraph | Table],
        inherited: str | None,
    ) -> tuple[Region, int]:
        first = header.first + header.height
        columns = self._split(table, header, first)
        rows: list[RegionRow] = []
        row = first
        while row < table.row_count and not self._ends(table, row):
            cells = tuple(_below(self._pick(table, column, row), first) for column in columns)
            if header.words.rule.concepts and _holds_text(header.words, columns, cells):
                break
            if _is_remark(columns, cells):
                break
            found = self._row(header, columns, cells, row)
            if found is not None:
                rows.append(found)
            row += 1
        caption, caption_place, unit = self._caption(table, header, last_end, before)
        unit = unit or next((column.unit for column in columns if column.unit), None)
        if unit is None and header.words.rule.concepts:
            unit = inherited or self.ruleset.tables.default_unit
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

    def _split(self, table: Table, header: _Header, first: int) -> tuple[Column, ...]:
        """Header cells that span several body columns of a list table become one column for each."""
        if header.words.rule.concepts or first >= table.row_count or is_full_width(table, first):
            return header.columns
        body = table.covering_rows[first]
        taken = {column.role for column in header.columns}
        columns: list[Column] = []
        for column in header.columns:
            inner = [cell for cell in body if column.start <= cell.column and cell.end_column <= column.end]
            if column.role not in _SPLIT or len(inner) < 2:
                columns.append(column)
                continue
            roles = [role for role in _SPLIT if role == column.role or role not in taken]
            roles = roles[roles.index(column.role) :]
            for position, cell in enumerate(inner):
                role = roles[position] if position < len(roles) else None
                columns.append(Column(column.path, cell.column, cell.end_column, role, column.unit, column.place))
        return tuple(columns)

    def _ends(self, table: Table, row: int) -> bool:
        """Whether a row is no more of the table above it: a heading, a form field, the header of another table."""
        if is_full_width(table, row) or (id(table), row) in self._taken:
            return True
        cells = table.rows[row]
        if not cells:
            return False
        if len(cells) <= 4 and bare_label(cells[0].text) in self.lexicon.form_labels:
            return True
        return self._header(table, row) is not None

    def _row(
        self, header: _Header, columns: tuple[Column, ...], cells: tuple[Cell | None, ...], row: int
    ) -> RegionRow | None:
        if not any(cell is not None and cell.text.strip() for cell in cells):
            return None
        label = ""
        if header.words.rule.concepts:
            place = next((i for i, column in enumerate(columns) if column.role == "entity"), None)
            if place is None:
                # The column of row names may have a blank header: it is the first one without a meaning.
                place = next(
                    (
                        i
                        for i, (column, cell) in enumerate(zip(columns, cells, strict=True))
                        if column.role is None and cell is not None and cell.text.strip()
                    ),
                    None,
                )
            name = cells[place] if place is not None else None
            if name is not None and parse_cell(name.text) is None:
                label = re.sub(r"\s+", "", name.text)
            entity = row_entity(label, header.words)
        else:
            entity = None
            label = next(
                (
                    re.sub(r"\s+", "", cell.text)
                    for column, cell in zip(columns, cells, strict=True)
                    if column.role == "name" and cell is not None
                ),
                "",
            )
        return RegionRow(row, label, entity, cells)

    def _pick(self, table: Table, column: Column, row: int) -> Cell | None:
        """The cell of a row that stands under a column: the one that shares most of the grid with it."""
        exact = table.cell(row, column.start)
        if exact is not None and exact.end_column == column.end:
            return exact
        best: Cell | None = None
        share = 0
        for cell in table.covering_rows[row]:
            common = min(cell.end_column, column.end) - max(cell.column, column.start)
            if common > share:
                best, share = cell, common
        if best is None or share * 2 < min(best.column_span, column.end - column.start):
            return None
        return best

    # -- captions and units ----------------------------------------------------------------------

    def _caption(
        self, table: Table, header: _Header, last_end: int, before: list[Paragraph | Table]
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
                if isinstance(block, Table) or len(squash(block.text)) > _LONG_TEXT or len(lines) >= 3:
                    break
                lines.append((block.text, Place(block.index)))
        unit: str | None = None
        caption: tuple[str, Place] | None = None
        for text, place in lines:
            unit = unit or self._unit(text)
            ordinal, _ = self.ordinals.typed(text)
            words = header.words.rule.captions
            if caption is None and any(word in squash(text) for word in words):
                caption = (text, place)
            if ordinal is not None:
                break
        return (caption[0], caption[1], unit) if caption else ("", None, unit)

    def _unit(self, text: str) -> str | None:
        match = search(self.units, text)
        return match["unit"] if match is not None else None


def _rows_of(region: Region) -> tuple[int, ...]:
    return (*region.header_rows, *(body.row for body in region.rows))


def _is_remark(columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> bool:
    """Whether a row below a list is a label with one wide cell of text (评价结论 | …) and no row of the list."""
    under = [cell for column, cell in zip(columns, cells, strict=True) if column.role and column.role in _OWN_CELLS]
    first = next((cell for cell in cells if cell is not None), None)
    if len(under) < len(_OWN_CELLS) or None in under or first is None:
        return False
    return len({id(cell) for cell in under}) == 1 and not is_total(first.text)


def _below(cell: Cell | None, first: int) -> Cell | None:
    """A cell of the body; a header cell that reaches down into it is none of its own."""
    return cell if cell is not None and cell.row >= first else None


def _holds_text(words: TableWords, columns: tuple[Column, ...], cells: tuple[Cell | None, ...]) -> bool:
    """Whether running text stands where a money table has figures."""
    return any(
        cell is not None and len(cell.text) > _LONG_TEXT and column.role in words.rule.concepts
        for column, cell in zip(columns, cells, strict=True)
    )
