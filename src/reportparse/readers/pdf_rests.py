"""Step 5c of the PDF reader: whether what a cell holds behind a page break is the rest of what stands before it."""

from __future__ import annotations

import re

from reportparse.readers.pdf_paragraphs import NUMBERING, is_full
from reportparse.readers.pdf_tables import GridCell, GridTable, margins_of

_ENDS = "。；！？.;!?"
# Room below the last baseline (in font sizes) that does not hold another line.
_NEXT_LINE = 1.9
# How far (in font sizes) a line may stand in from the left and still be one that broke at the right side.
_FAR_IN = 3.0
_DATE = re.compile(r"(?:\d{4})?\s*年\s*(?:\d{1,2})?\s*月\s*(?:\d{1,2})?\s*日")
_COUNT = re.compile(r"[\d一二三四五六七八九十]+")
# What no label begins with.
_CONJUNCTIONS = "及和与或的、，"
_NAMED = re.compile(r"((?:目标|指标|附件|附表)\s?)(\d{1,2})([：:、.])")
_NUMBERED = re.compile(r"((?:目标|指标)?[（(]?)(\d{1,2}|[一二三四五六七八九十])([：:、．）)]|\.(?!\d))")


def text_of(cell: GridCell) -> str:
    return "".join(line.text for line in cell.lines)


def is_rest_of_label(upper: GridTable, above: GridCell, below: GridCell, lower: GridTable) -> bool:
    """Whether a cell holds the end of the label above it.

    That is: one character, what other labels of the column end with, or what cannot begin a label: the end of a
    bracket opened above, a conjunction.
    """
    if not below.lines or not is_unfinished(above, below):
        return False
    rest, label = text_of(below), text_of(above)
    if _closes(label, rest):
        return True
    if not reaches_bottom(above):
        return False
    if rest[0] in _CONJUNCTIONS:
        return True
    others = [
        text_of(cell)
        for cell in (*upper.cells, *lower.cells)
        if cell is not above and cell is not below and cell.same_columns(above) and cell.lines
    ]
    shorter = len(below.lines) == 1 and len(rest) < len(above.lines[-1].text)
    if rest not in others and any(other.endswith(rest) for other in others) and (shorter or len(rest) > 3):
        return True
    upright = len(above.lines) > 1 and all(len(line.text) == 1 for line in above.lines)
    return len(rest) == 1 and (shorter or upright)


def _closes(label: str, rest: str) -> bool:
    """Whether the rest has the end of a bracket that the label opens."""
    opened = sum(map(label.count, "（(")) - sum(map(label.count, "）)"))
    for char in rest:
        if char in "（(":
            return False
        if char in "）)":
            return opened > 0
    return False


def is_next(above: GridCell, below: GridCell, named: bool = True) -> bool:
    """Whether a cell begins with the number after the last one in the cell above: 目标1：… and 目标2：…

    Without `named` any numbers that look alike will do.
    """
    pattern = _NAMED if named else _NUMBERED
    before = [number for line in above.lines if (number := pattern.match(line.text)) is not None]
    after = pattern.match(below.lines[0].text)
    if not before or after is None:
        return False
    last = before[-1]
    return last[1] == after[1] and last[3] == after[3] and _value(after[2]) == _value(last[2]) + 1


def _value(number: str) -> int:
    return int(number) if number.isdigit() else "零一二三四五六七八九十".find(number)


def is_below(above: GridCell, below: GridCell) -> bool:
    """Whether a short text is centred under the one above, as the lines of a heading are."""
    last, line = above.lines[-1], below.lines[0]
    same = abs(last.x0 + last.x1 - line.x0 - line.x1) < 2.0 and abs(last.x0 - line.x0) > 1.0
    return same and len(below.lines) == 1 and not any(map(str.isdigit, line.text))


def reaches_bottom(cell: GridCell) -> bool:
    own = [line for line in cell.lines if line.page == cell.parts[-1][0]]
    return bool(own) and cell.area.bottom - own[-1].base < _NEXT_LINE * own[-1].size


def is_unfinished(above: GridCell, below: GridCell) -> bool:
    if not above.lines or not below.lines:
        return False
    last, line = above.lines[-1], below.lines[0]
    margins = margins_of(above)(last)
    if last.x0 - margins.left > _FAR_IN * last.size:
        return False  # a date or signature set to the right
    return last.text[-1] not in _ENDS and not NUMBERING.match(line.text) and is_full(last, line, margins)


def counts_on(above: GridCell, below: GridCell) -> bool:
    """Whether a cell that holds a numbered list is followed by an item numbered in the same way."""
    number = NUMBERING.match(below.lines[0].text) if below.lines else None
    if number is None:
        return False
    shape = _COUNT.sub("#", number[0])
    found = [match for match in (NUMBERING.match(line.text) for line in above.lines) if match is not None]
    return sum(1 for match in found if _COUNT.sub("#", match[0]) == shape) >= 2


def is_date(cell: GridCell) -> bool:
    """Whether a cell holds only the date under a signature, which is no row of its own."""
    return len(cell.lines) == 1 and _DATE.fullmatch(cell.lines[0].text.strip()) is not None


def is_heading(cell: GridCell) -> bool:
    return len(cell.lines) == 1 and (bool(NUMBERING.match(cell.lines[0].text)) or len(cell.lines[0].text) < 12)
