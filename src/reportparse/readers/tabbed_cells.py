"""Tables as word processors dump them: every cell a line that begins with a tab, rows parted by blank lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.readers.loose_rows import LooseCell, LooseRow
from reportparse.readers.text_draft import TableDraft, draft
from reportparse.readers.text_lines import Line

_MOST_PARAGRAPHS = 60
"""Paragraphs of one cell that are looked through for its row's next cell."""
_SHORT = 24
_LONG = 20
_SIGNATURE_INDENT = 8
_ORDINALS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[一二三四五六七八九十]+、",
        r"[（(][一二三四五六七八九十]+[）)]",
        r"\d{1,2}[.．、](?!\d)",
        r"[（(]\d{1,2}[）)]",
        r"[①-⑳]",
        r"目标\d{1,2}",
        r"第[一二三四五六七八九十]+[，,、]",
    )
)
_CHAPTER = _ORDINALS[0]
_NUMERALS = "一二三四五六七八九十"
_PROSE = re.compile("[。；，：]")


def find_tabbed_cells(lines: Sequence[Line], start: int) -> TableDraft | int:
    """The table that begins with this line, or where to look again: paragraphs indented by a tab are no table."""
    if not _is_cell(lines[start]):
        return start + 1
    rows: list[LooseRow] = []
    index = end = start
    gap = True
    while index < len(lines):
        line = lines[index]
        if _is_cell(line):
            cell = LooseCell([(line.number, line.text[1:].strip())])
            if gap:
                rows.append(LooseRow(line.number, []))
            rows[-1].cells.append(cell)
            gap = False
            end = index + 1
        elif line.text == "":
            gap = True
        elif "\t" not in line.text and (reach := _continued(lines, index, rows[-1].cells[-1])) > index:
            for more in lines[index:reach]:
                if more.text:
                    rows[-1].cells[-1].pieces.append((more.number, more.text))
            index = end = reach
            gap = False
            continue
        else:
            break
        index += 1
    rows = _rejoined(rows)
    return draft(rows, end) if _is_table(rows) else end


def _is_cell(line: Line) -> bool:
    return line.text.startswith("\t") and "\t" not in line.text[1:]


def _continued(lines: Sequence[Line], index: int, cell: LooseCell) -> int:
    """The index after the paragraphs from `index` on that are still in the cell; `index` where this one is not.

    A line right above the next cell, without a blank one between, is in the cell, and so is what stands before it.
    """
    if not _may_go_on(lines, index, cell):
        return index
    at, paragraphs, blanks = index, 0, 0
    while at < len(lines) and paragraphs < _MOST_PARAGRAPHS and "\t" not in lines[at].text and blanks < 2:
        blank = not lines[at].text
        blanks = blanks + 1 if blank else 0
        paragraphs += not blank
        at += 1
    if at < len(lines) and _is_cell(lines[at]) and lines[at - 1].text:
        return at
    return index + 1 if _goes_on(cell.pieces[-1][1], lines[index].text) else index


def _may_go_on(lines: Sequence[Line], index: int, cell: LooseCell) -> bool:
    """Not after two blank lines, nor with a chapter of the report; a cell may hold the next of its own chapters."""
    text = lines[index].text.strip()
    chapter = _CHAPTER.match(text)
    if chapter and not any(piece.startswith(f"{_before(text[0])}、") for _, piece in cell.pieces[-_MOST_PARAGRAPHS:]):
        return False
    return index < 2 or bool(lines[index - 1].text or lines[index - 2].text)


def _before(numeral: str) -> str:
    return _NUMERALS[_NUMERALS.index(numeral) - 1] if numeral in _NUMERALS[1:] else " "


def _goes_on(before: str, text: str) -> bool:
    """Whether a paragraph goes on with a cell's last one: the next of its numbers, a line to sign, more of its prose."""
    ordinal = _kind_of_ordinal(text.strip())
    prose = len(before.strip()) > _LONG and _PROSE.search(before) is not None
    if ordinal is not None:
        return prose or ordinal == _kind_of_ordinal(before)
    if before.endswith(("：", ":")) or len(text) - len(text.lstrip()) >= _SIGNATURE_INDENT:
        return True
    return prose and len(text) > _LONG


def _kind_of_ordinal(text: str) -> int | None:
    return next((kind for kind, pattern in enumerate(_ORDINALS) if pattern.match(text)), None)


def _rejoined(rows: Sequence[LooseRow]) -> list[LooseRow]:
    """Rows torn after a cell of several paragraphs put together again, where the row above says how many cells there are."""
    found: list[LooseRow] = []
    for row in rows:
        if len(found) > 1 and len(row.cells) == 1 and len(found[-1].cells[-1].pieces) > 1:
            wanted, have = len(found[-2].cells), len(found[-1].cells)
            if 1 < have == wanted - 1 and _kind_of_ordinal(row.cells[0].text) is None:
                found[-1].cells += row.cells
                continue
        found.append(row)
    return found


def _is_table(rows: Sequence[LooseRow]) -> bool:
    """At least two rows of several cells, most of which have a cell that is blank or short."""
    several = [row for row in rows if len(row.cells) > 1]
    telling = [row for row in several if any(len(cell.text) <= _SHORT and "。" not in cell.text for cell in row.cells)]
    return len(several) > 1 and len(telling) * 2 > len(several)
