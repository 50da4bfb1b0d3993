"""Tables by subject code (类 201, 款 20105, 项 2010501): each row is made of the rows one level below, the total of the highest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, in_unit, plain
from reportparse.checks.diagnosis import explain
from reportparse.model.document import Cell, Table
from reportparse.model.findings import Evidence, Finding, Say
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import is_total

_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_LEAST = 3
_SUBJECTS = Say("下级科目各项", "the subjects below")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with a code, or the total row with ''; its label and its amounts by column."""

    code: str
    label: str
    cells: dict[int, Cell]


def coded_tables(context: Context) -> frozenset[int]:
    """The tables whose rows are subjects of several levels, so that they do not simply add up, by block index."""
    return frozenset(block.index for block in context.document.walk() if isinstance(block, Table) and _has_codes(block))


def _has_codes(table: Table) -> bool:
    # Few tables have a code at all, and reading the lines of one that has none is no use.
    short = [
        cell.text for cell in table.cells if len(cell.text) < 12 and not cell.text.isalpha() and "." not in cell.text
    ]
    if sum(_CODE.fullmatch(squash(text)) is not None for text in short) < _LEAST:
        return False
    codes = [line.code for line in _lines(table) if line.code]
    return len(codes) >= _LEAST and any(one != other and other.startswith(one) for one in codes for other in codes)


def code_sums(context: Context) -> Iterator[Finding | None]:
    """For each total, level by level and column by column: what is wrong with it, or None.

    Only in a table that lists its levels in full, as two in three of its own totals show.
    """
    coded = context.once(coded_tables)
    for block in context.document.walk():
        if not isinstance(block, Table) or block.index not in coded:
            continue
        lines = _lines(block)
        codes = [line.code for line in lines if line.code]
        if len(set(codes)) != len(codes):
            continue
        heads = {cell.column: squash(cell.text) for cell in block.rows[0]}
        wrong: list[tuple[_Line, int, list[_Line], Quantity]] = []
        right = 0
        for line in lines:
            parts = _below(line.code, lines)
            for column, cell in line.cells.items() if parts else ():
                total = parse_cell(cell.text)
                amounts = [(part, parse_cell(part.cells[column].text)) for part in parts if column in part.cells]
                known = [(part, amount) for part, amount in amounts if amount is not None]
                if total is None or not known:
                    continue
                decimals = max(one.decimals for one in (total, *(amount for _, amount in known)))
                whole = Interval(Decimal(0), Decimal(0))
                for _, amount in known:
                    whole = whole + amount.interval(decimals)
                if whole.meets(total.interval(decimals)):
                    right += 1
                else:
                    value = in_unit(sum((amount.scaled() for _, amount in known), Decimal(0)), total)
                    wrong.append((line, column, [part for part, _ in known], value))
        yield from (None for _ in range(right))
        if right >= max(_LEAST, 2 * len(wrong)):
            for line, column, known_parts, value in wrong:
                yield _finding(context, block, line, column, known_parts, value, heads.get(column, ""))


def named_rows(context: Context) -> tuple[tuple[int, tuple[tuple[str, tuple[Cell, ...]], ...]], ...]:
    """Of each table by subject code its number, and its rows of the highest level: name and the cells right of it.

    A subject that is all there is of the one above it has the same figures, so lower levels are left out.
    """
    found = []
    coded = context.once(coded_tables)
    for block in context.document.walk():
        if isinstance(block, Table) and block.index in coded:
            lines = [line for line in _lines(block) if line.code]
            tops = [one for one in lines if not any(o is not one and one.code.startswith(o.code) for o in lines)]
            found.append((block.index, tuple((line.label, tuple(line.cells.values())) for line in tops)))
    return tuple(found)


def _below(code: str, lines: list[_Line]) -> list[_Line]:
    """The rows that a row is made of: those under its code that no other row under it stands above."""
    inside = [one for one in lines if one.code and one.code != code and one.code.startswith(code)]
    return [one for one in inside if not any(other is not one and one.code.startswith(other.code) for other in inside)]


def _lines(table: Table) -> list[_Line]:
    """The rows with a code and a total row, each with the cells right of its name."""
    found: list[_Line] = []
    totals = 0
    for row in table.rows:
        cells = sorted(row, key=lambda cell: cell.column)
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) < 2:
            continue
        first = squash(filled[0].text)
        if is_total(first):
            totals += 1
            found.append(_Line("", first, {cell.column: cell for cell in filled[1:]}))
        elif _CODE.fullmatch(first) and parse_cell(filled[1].text) is None:
            found.append(_Line(first, squash(filled[1].text), {cell.column: cell for cell in filled[2:]}))
    return [line for line in found if line.code or totals == 1]


def _finding(
    context: Context, table: Table, line: _Line, column: int, parts: list[_Line], value: Quantity, head: str
) -> Finding:
    cell = line.cells[column]
    total = parse_cell(cell.text)
    assert total is not None
    return context.finding(
        key=f"{line.label}/{head}",
        stated=total.written(),
        expected=plain(value.value),
        difference=plain(total.value - value.value),
        diagnosis=explain(total, value),
        evidence=[
            Evidence(cell.text, Place(table.index, cell.row, cell.column), "total"),
            *(
                Evidence(part.cells[column].text, Place(table.index, part.cells[column].row, column), "part")
                for part in parts
            ),
        ],
        arguments={
            "entity": line.label,
            "label": head,
            "stated": total.written(),
            "computed": plain(value.value),
            "difference": plain(abs(total.value - value.value)),
            "unit": total.unit,
            "items": _SUBJECTS,
            "terms": "＋".join(f"{part.label}{part.cells[column].text.strip()}" for part in parts),
        },
    )
