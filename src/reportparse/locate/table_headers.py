"""Header rows of tables: the words that make a row one, its columns with their paths, and what each column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reportparse.locate.lexicon import Lexicon, TableWords, lexicon
from reportparse.model.document import Cell, Table
from reportparse.model.location import Place
from reportparse.model.outline import Attempt, Column
from reportparse.ruleset.patterns import any_of, search
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import bare_label
from reportparse.text.numbers import parse_cell

LONG_TEXT = 40
"""Characters above which a cell is running text, not a label or a figure."""
_MOST_HEADER_ROWS = 5
# Columns that an indicator's weight may stand behind.
_NAMING = frozenset({"dimension", "name"})
_ANNUAL, _INITIAL = "project.budget_annual", "project.budget_initial"
_ADJUSTED = re.compile("调整")
_TOTAL_WORDS = frozenset({"合计", "小计", "总计"})
_BUDGET = re.compile("预算|批复|计划")
_RESULT = re.compile("决算|执行|支出|实际|完成")
_SENTENCE_END = re.compile("[。；]")


# Forms of one kind have the same headers.
@lru_cache(maxsize=4096)
def _unit(pattern: str, text: str) -> str | None:
    match = search(pattern, text)
    return match["unit"] if match is not None else None


class _Leaf(NamedTuple):
    """A lowest header cell: the labels above and including it, and its grid range."""

    path: tuple[str, ...]
    start: int
    end: int
    cell: Cell


@dataclass(frozen=True)
class Header:
    """A header: the table it is of, where it begins, how many rows it takes, its columns, how many have a meaning."""

    words: TableWords
    first: int
    height: int
    columns: tuple[Column, ...]
    recognised: int

    @property
    def end(self) -> int:
        return self.first + self.height


def is_full_width(table: Table, row: int) -> bool:
    """Whether one cell takes the whole row."""
    cells = table.covering_rows[row]
    return len(cells) == 1 and cells[0].column_span * 10 >= table.column_count * 9


def _may_name(words: TableWords, labels: set[str], joined: set[str], text: str) -> bool:
    """Whether a rule with words that labels may contain could name a column: by label, or joined with those above it.

    `text` is all of these as one.
    """
    if not words.contained:
        return False
    if not labels.isdisjoint(_TOTAL_WORDS) or not words.exact.keys().isdisjoint(joined):
        return True
    return any(word in text for word, _ in words.contained)


def _of_budget(leaf: _Leaf) -> bool:
    above = "".join(leaf.path[:-1])
    return _BUDGET.search(above) is not None and _RESULT.search(above) is None


def _of_result(leaf: _Leaf) -> bool:
    above = "".join(leaf.path[:-1])
    return _RESULT.search(above) is not None and _BUDGET.search(above) is None


class Headers:
    """Finds the headers of tables."""

    def __init__(self, ruleset: RuleSet, trace: list[Attempt]) -> None:
        self.lexicon: Lexicon = lexicon(ruleset)
        self.units = any_of(ruleset.tables.units)
        self.trace = trace
        self._barred: set[tuple[int, int]] = set()
        self._known: dict[tuple[int, int], Header | None] = {}

    def bar(self, table: Table, rows: set[int]) -> None:
        """Rows of a table that was found otherwise can begin no header."""
        self._barred |= {(id(table), row) for row in rows}

    def is_barred(self, table: Table, row: int) -> bool:
        return (id(table), row) in self._barred

    def unit(self, text: str) -> str | None:
        """The unit that a header or caption gives."""
        return _unit(self.units, text)

    def find(self, table: Table, row: int) -> Header | None:
        """The best header that begins in this row: the rule and the height that recognise most columns."""
        key = (id(table), row)
        if key in self._barred:
            return None
        if key not in self._known:
            self._known[key] = self._best_header(table, row) if self._may_begin(table, row) else None
        return self._known[key]

    def _best_header(self, table: Table, row: int) -> Header | None:
        best: tuple[TableWords, int, list[_Leaf], list[str | None], int] | None = None
        nearest: tuple[TableWords, list[_Leaf], list[str | None], int] | None = None
        base = min(max(cell.end_row for cell in table.rows[row]) - row, _MOST_HEADER_ROWS)
        for height in range(1, min(max(base, 1) + 2, _MOST_HEADER_ROWS, table.row_count - row) + 1):
            if height > 1 and not self._header_like(table, row + height - 1):
                break
            leaves = self._leaves(table, row, height)
            labels = {leaf.path[-1] for leaf in leaves if leaf.path}
            joined = {"".join(leaf.path[-depth:]) for leaf in leaves for depth in (2, len(leaf.path)) if leaf.path}
            text = "\n".join((*labels, *joined))
            for words in self.lexicon.tables:
                if words.exact.keys().isdisjoint(labels) and not _may_name(words, labels, joined, text):
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
        return Header(words, row, height, self._columns(table, leaves, roles), recognised)

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
        if not text or len(text) > LONG_TEXT:
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
        return not any(len(text) > LONG_TEXT or _SENTENCE_END.search(text) or parse_cell(text) for text in texts)

    def _leaves(self, table: Table, row: int, height: int) -> list[_Leaf]:
        rows = [table.covering_rows[row + offset] for offset in range(height)]
        leaves: list[_Leaf] = []
        for leaf in rows[-1]:
            middle = leaf.column + (leaf.column_span - 1) / 2
            path: list[str] = []
            seen: set[tuple[int, int]] = set()
            for cells in rows:
                for above in cells:
                    if above.column <= middle < above.column + above.column_span:
                        break
                else:
                    continue
                if (above.row, above.column) in seen or above.row < row:
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
            elif role == "weight" and role in roles:
                # 一级指标 | 分值 | 二级指标 | 分值: an indicator's own weight is the last, those before are of what is above it.
                before = roles.index("weight")
                if leaves[before].path[-1:] == leaf.path[-1:] and _NAMING.intersection(roles[before:]):
                    roles[before] = None
            elif role in words.rule.concepts and role in roles and _of_result(leaf) and len(leaf.path) > 1:
                # 预算数（小计）| 决算数（小计）: of a budget and a result the result is the figure.
                before = roles.index(role)
                if _of_budget(leaves[before]):
                    roles[before] = None
            elif role == _ANNUAL and role in roles and _ADJUSTED.search(leaf.path[-1]):
                # 预算数 | 调整数 | 调整后预算: the first is what it was before.
                before = roles.index(role)
                if not _ADJUSTED.search("".join(leaves[before].path)):
                    roles[before] = _INITIAL if _INITIAL in words.rule.concepts and _INITIAL not in roles else None
            roles.append(None if role in roles and role != "entity" else role)
        return roles, sum(role is not None and role != "entity" for role in roles)

    def _columns(self, table: Table, leaves: list[_Leaf], roles: list[str | None]) -> tuple[Column, ...]:
        return tuple(
            Column(
                leaf.path,
                leaf.start,
                leaf.end,
                role,
                self.unit(leaf.cell.text),
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
