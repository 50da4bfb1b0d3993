"""Step 5b of the PDF reader: a table cut by a page break, put together again.

Everything here decides on the geometry and on whether text is unfinished (an open sentence, a list that counts
on, the date under a signature). Where the evidence is not enough, rows stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.readers.pdf_lines import Line
from reportparse.readers.pdf_paragraphs import NUMBERING, is_full
from reportparse.readers.pdf_tables import SAME_EDGE, GridCell, GridTable, margins_of

_ENDS = "。；！？.;!?"
_MAX_HEADER_ROWS = 4
# A row that did not fit may leave this much room (points) at the foot of the page, beyond its own height.
_SLACK = 24.0
# Room below the last baseline (in font sizes) that does not hold another line.
_NEXT_LINE = 1.9
# How far (in font sizes) a line may stand in from the left and still be one that broke at the right side.
_FAR_IN = 3.0
_DATE = re.compile(r"(?:\d{4})?\s*年\s*(?:\d{1,2})?\s*月\s*(?:\d{1,2})?\s*日")
# The title of a table that goes on, and the line of its unit, both printed again above it.
_CONTINUED = re.compile(r"[（(]?(?:续|接)上?[页表].{0,12}|.{1,30}[（(]\s*续(?:上?表)?\s*\d{0,2}\s*[）)]|续")
_UNIT = re.compile(r"[（(]?(?:金额|计量)?单位\s*[：:].{1,8}")
# What no label begins with.
_CONJUNCTIONS = "及和与或的、，"
_NAMED = re.compile(r"(目标|指标|附件|附表)\s?(\d{1,2})[：:、.]")
_COUNT = re.compile(r"[\d一二三四五六七八九十]+")


def belongs_together(upper: GridTable, lower: GridTable, body_bottom: float) -> bool:
    """Whether the table at the top of a page goes on from the one at the foot of the page before.

    `body_bottom` is how far down text or tables reach on pages of this size.
    """
    if lower.page != upper.page + 1:
        return False
    _align(upper, lower)
    if abs(upper.area.x0 - lower.area.x0) > SAME_EDGE or abs(upper.area.x1 - lower.area.x1) > SAME_EDGE:
        return False
    first_row = min((cell.area.bottom for cell in lower.row(0)), default=lower.area.top) - lower.area.top
    return body_bottom - upper.area.bottom <= first_row + _SLACK


def is_title_of_rest(upper: GridTable, lower: GridTable, between: Sequence[Line]) -> bool:
    """Whether the lines above a table at the top of a page only say that it goes on from the page before."""
    marks = [_CONTINUED.fullmatch(line.text.strip()) is not None for line in between]
    units = [_UNIT.fullmatch(line.text.strip()) is not None for line in between]
    if not all(mark or unit for mark, unit in zip(marks, units, strict=True)):
        return False
    return any(marks) or repeated_header(upper, lower) > 0


def _align(upper: GridTable, lower: GridTable) -> None:
    """Gives a table without rulings the columns of the one before where the white between them lies at the same places."""
    if not upper.rivers or len(upper.rivers) != len(lower.rivers):
        return
    if any(min(one[1], two[1]) <= max(one[0], two[0]) for one, two in zip(upper.rivers, lower.rivers, strict=True)):
        return
    theirs = sorted({x for cell in lower.cells for x in (cell.x0, cell.x1)})
    ours = sorted({x for cell in upper.cells for x in (cell.x0, cell.x1)})
    if len(theirs) != len(ours):
        return
    moved = dict(zip(theirs, ours, strict=True))
    for cell in lower.cells:
        cell.x0, cell.x1 = moved[cell.x0], moved[cell.x1]
    lower.area = lower.area._replace(x0=upper.area.x0, x1=upper.area.x1)
    lower.rivers = upper.rivers


def stitch(upper: GridTable, lower: GridTable) -> None:
    """Adds the lower table's rows to the upper one: repeated header rows dropped, cut rows and cells joined."""
    skipped = repeated_header(upper, lower)
    first = [cell for cell in lower.cells if cell.row == skipped]
    pairs = {id(cell): _above(upper, cell) for cell in first}
    # Without rulings nothing tells the rest of a row from a new one.
    cut = not upper.rivers and is_cut_row(upper, first, lower)
    offset = upper.row_count - skipped - (1 if cut else 0)
    joined = set() if cut or upper.rivers else {id(cell) for cell in spanning_on(upper, first, lower)}
    for cell in lower.cells:
        if cell.row < skipped:
            continue
        cell_end = cell.end_row + offset
        pair = pairs.get(id(cell))
        if pair is not None and (cut or id(cell) in joined):
            pair.end_row = cell_end
            pair.parts += cell.parts
            pair.lines += cell.lines
            pair.inner += cell.inner
        else:
            cell.row += offset
            cell.end_row = cell_end
            upper.cells.append(cell)
    upper.row_count = lower.row_count + offset
    upper.page = lower.page
    upper.area = lower.area
    upper.parts += lower.parts


def _above(upper: GridTable, cell: GridCell) -> GridCell | None:
    return next((other for other in upper.bottom_cells() if other.same_columns(cell)), None)


def _text(cell: GridCell) -> str:
    return "".join(line.text for line in cell.lines)


def repeated_header(upper: GridTable, lower: GridTable) -> int:
    """How many rows at the top of the lower table repeat the upper one's first rows."""
    count = 0
    limit = min(_MAX_HEADER_ROWS, upper.row_count, lower.row_count - 1)
    texts = 0
    for number in range(limit):
        one, two = upper.row(number), lower.row(number)
        if len(one) != len(two) or not one:
            break
        if any(
            not a.same_columns(b) or a.end_row != b.end_row or _text(a) != _text(b)
            for a, b in zip(one, two, strict=True)
        ):
            break
        texts += sum(1 for cell in one if cell.lines)
        # A cell that reaches below the rows compared so far ends no header.
        if all(cell.end_row <= number + 1 for cell in lower.cells if cell.row <= number):
            count = number + 1
    return count if texts >= 2 else 0


def is_cut_row(upper: GridTable, first: list[GridCell], lower: GridTable) -> bool:
    """Whether the first row on the new page (its cells, of the table there) is the rest of the last row before."""
    first = sorted(first, key=lambda cell: cell.x0)
    above = sorted(upper.bottom_cells(), key=lambda cell: cell.x0)
    if len(first) != len(above) or not all(a.same_columns(b) for a, b in zip(above, first, strict=True)):
        return False
    pairs = list(zip(above, first, strict=True))
    written = [(one, two) for one, two in pairs if two.lines]
    if not written:
        # The empty rest of a row whose text ended on the page before; blank rows of a form are rows.
        return any(one.lines for one in above)
    if len(pairs) == 1:
        one, two = pairs[0]
        long_text = len(one.lines) >= 3 and _reaches_bottom(one) and not _is_heading(two)
        return bool(one.lines) and (_is_unfinished(one, two) or long_text or _counts_on(one, two) or _is_date(two))
    if not first[0].lines:
        merged_down = above[0].end_row - above[0].row > 1 or first[0].end_row - first[0].row > 1
        if merged_down:
            if (
                len(written) == 1
                and all(one.lines for one in above)
                and not any(map(str.isdigit, _text(written[0][1])))
            ):
                # A row of data would have a name; this is the last line of a heading.
                return _reaches_bottom(written[0][0])
            return all(
                _reaches_bottom(one) and (_is_unfinished(one, two) or _counts_on(one, two)) for one, two in written
            )
        return all(_reaches_bottom(one) and (len(one.lines) > 1 or _is_unfinished(one, two)) for one, two in written)
    if len(written) == 1:
        return _reaches_bottom(above[0]) and _is_unfinished(above[0], first[0])
    # A new row of figures would fill the columns that the row above fills.
    finished = any(one.lines and not two.lines for one, two in pairs)
    going_on = [
        _reaches_bottom(one) and (_is_unfinished(one, two) or _counts_on(one, two) or _is_next(one, two))
        for one, two in written[1:]
    ]
    if (finished or len(going_on) > 1) and all(going_on) and _is_rest_of_label(upper, above[0], first[0], lower):
        # The label goes on, and so do the texts and lists beside it, but for those that are at their end.
        return True
    return all(
        (finished or len(one.lines) > 1) and _reaches_bottom(one) and _is_unfinished(one, two) for one, two in written
    )


def spanning_on(upper: GridTable, first: list[GridCell], lower: GridTable) -> list[GridCell]:
    """The cells of a new page's first row that are the rest of cells merged down from the page before.

    They are empty, or hold the last characters of a label that broke with the page.
    """
    first = sorted(first, key=lambda cell: cell.x0)
    if _is_lower_header(upper, first):
        return [cell for cell in first if _above(upper, cell) is not None]
    written = sum(1 for cell in first if cell.lines)
    found: list[GridCell] = []
    leading = True
    for cell in first:
        pair = _above(upper, cell)
        if leading and pair is not None and _is_rest_of_label(upper, pair, cell, lower):
            found.append(cell)
            continue
        leading = leading and not cell.lines
        if cell.lines:
            continue
        if pair is None:
            leading = False
            continue
        goes_down = cell.end_row - cell.row > 1
        came_down = pair.end_row - pair.row > 1
        if (goes_down and (came_down or leading)) or (leading and pair.lines and (came_down or written > 1)):
            found.append(cell)
    return found


def _is_rest_of_label(upper: GridTable, above: GridCell, below: GridCell, lower: GridTable) -> bool:
    """Whether a cell holds the end of the label above it.

    That is: one character, what other labels of the column end with, or what cannot begin a label: the end of a
    bracket opened above, a conjunction.
    """
    if not below.lines or not _is_unfinished(above, below):
        return False
    rest, label = _text(below), _text(above)
    if _closes(label, rest):
        return True
    if not _reaches_bottom(above):
        return False
    if rest[0] in _CONJUNCTIONS:
        return True
    others = [
        _text(cell)
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


def _is_next(above: GridCell, below: GridCell) -> bool:
    """Whether a cell begins with the number after the last one in the cell above: 目标1：… and 目标2：…"""
    before = [number for line in above.lines if (number := _NAMED.match(line.text)) is not None]
    after = _NAMED.match(below.lines[0].text)
    return bool(before) and after is not None and after[1] == before[-1][1] and int(after[2]) == int(before[-1][2]) + 1


def _reaches_bottom(cell: GridCell) -> bool:
    own = [line for line in cell.lines if line.page == cell.parts[-1][0]]
    return bool(own) and cell.area.bottom - own[-1].base < _NEXT_LINE * own[-1].size


def _is_unfinished(above: GridCell, below: GridCell) -> bool:
    if not above.lines or not below.lines:
        return False
    last, line = above.lines[-1], below.lines[0]
    margins = margins_of(above)(last)
    if last.x0 - margins.left > _FAR_IN * last.size:
        return False  # a date or signature set to the right
    return last.text[-1] not in _ENDS and not NUMBERING.match(line.text) and is_full(last, line, margins)


def _counts_on(above: GridCell, below: GridCell) -> bool:
    """Whether a cell that holds a numbered list is followed by an item numbered in the same way."""
    number = NUMBERING.match(below.lines[0].text) if below.lines else None
    if number is None:
        return False
    shape = _COUNT.sub("#", number[0])
    found = [match for match in (NUMBERING.match(line.text) for line in above.lines) if match is not None]
    return sum(1 for match in found if _COUNT.sub("#", match[0]) == shape) >= 2


def _is_date(cell: GridCell) -> bool:
    """Whether a cell holds only the date under a signature, which is no row of its own."""
    return len(cell.lines) == 1 and _DATE.fullmatch(cell.lines[0].text.strip()) is not None


def _is_lower_header(upper: GridTable, first: list[GridCell]) -> bool:
    """Whether the first row subdivides a heading above it while the row label beside it goes on empty."""
    label = _above(upper, first[0]) if first else None
    if label is None or first[0].lines or not label.lines:
        return False
    for head in upper.bottom_cells():
        inside = [cell for cell in first if head.x0 - SAME_EDGE <= cell.x0 and cell.x1 <= head.x1 + SAME_EDGE]
        if len(inside) >= 2 and head.lines and all(cell.lines for cell in inside):
            return True
    return False


def _is_heading(cell: GridCell) -> bool:
    return len(cell.lines) == 1 and (bool(NUMBERING.match(cell.lines[0].text)) or len(cell.lines[0].text) < 12)
