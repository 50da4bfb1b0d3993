"""Step 5b of the PDF reader: a table cut by a page break, put together again.

Everything here decides on the geometry and on whether text is unfinished (an open sentence, a list that counts
on, the date under a signature). Where the evidence is not enough, rows stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.readers.pdf_lines import Line
from reportparse.readers.pdf_rests import (
    counts_on,
    is_below,
    is_date,
    is_heading,
    is_next,
    is_rest_of_label,
    is_unfinished,
    reaches_bottom,
    text_of,
)
from reportparse.readers.pdf_tables import SAME_EDGE, GridCell, GridTable

_MAX_HEADER_ROWS = 4
# A row that did not fit may leave this much room (points) at the foot of the page, beyond its own height.
SLACK = 24.0
# The title of a table that goes on, and the line of its unit, both printed again above it.
_CONTINUED = re.compile(r"[（(]?(?:续|接)上?[页表].{0,12}|.{1,30}[（(]\s*续(?:上?表)?\s*\d{0,2}\s*[）)]|续")
_UNIT = re.compile(r"[（(]?(?:金额|计量)?单位\s*[：:].{1,8}")
# How far (in font sizes) two lines of one label never are from one another.
_APART = 3.0


def belongs_together(upper: GridTable, lower: GridTable, body_bottom: float) -> bool:
    """Whether the table at the top of a page or column goes on from the one at the foot of the page or column before.

    `body_bottom` is how far down text or tables reach on pages of this size, or in these columns.
    """
    if upper.column is not None and lower.page == upper.page:
        if lower.lane != upper.lane + 1 or lower.column != upper.column + 1:
            return False
    elif lower.page != upper.page + 1 or (upper.column is None) is not (lower.column is None):
        return False
    if lower.is_rest:
        return True
    _align(upper, lower)
    if abs(upper.area.x0 - lower.area.x0) > SAME_EDGE or abs(upper.area.x1 - lower.area.x1) > SAME_EDGE:
        return False
    first_row = min((cell.area.bottom for cell in lower.row(0)), default=lower.area.top) - lower.area.top
    return body_bottom - upper.area.bottom <= first_row + SLACK


def is_continuation_line(text: str) -> bool:
    """Whether a line only says that a table goes on from the page before, or in which unit its figures are."""
    return _CONTINUED.fullmatch(text.strip()) is not None or _UNIT.fullmatch(text.strip()) is not None


def is_title_of_rest(upper: GridTable, lower: GridTable, between: Sequence[Line]) -> bool:
    """Whether the lines above a table at the top of a page only say that it goes on from the page before."""
    marks = [_CONTINUED.fullmatch(line.text.strip()) is not None for line in between]
    units = [_UNIT.fullmatch(line.text.strip()) is not None for line in between]
    if not all(mark or unit for mark, unit in zip(marks, units, strict=True)):
        return False
    return any(marks) or repeated_header(upper, lower) > 0


def _align(upper: GridTable, lower: GridTable) -> None:
    """Gives a table in a column of text, or without rulings, the sides of the one before.

    Without rulings that is where the white between the table's columns lies at the same places.
    """
    if upper.column is not None and lower.column is not None:
        _move(lower, upper.area.x0 - lower.area.x0)
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


def _move(table: GridTable, by: float) -> None:
    for cell in table.cells:
        cell.x0, cell.x1 = cell.x0 + by, cell.x1 + by
    table.rivers = [(one + by, two + by) for one, two in table.rivers]
    table.area = table.area._replace(x0=table.area.x0 + by, x1=table.area.x1 + by)


def stitch(upper: GridTable, lower: GridTable) -> None:
    """Adds the lower table's rows to the upper one: repeated header rows dropped, cut rows and cells joined."""
    _give_back(upper, lower)
    skipped = repeated_header(upper, lower)
    first = [cell for cell in lower.cells if cell.row == skipped]
    pairs = {id(cell): _above(upper, cell) for cell in first}
    # Without rulings nothing tells the rest of a row from a new one.
    cut = not upper.rivers and is_cut_row(upper, first, lower)
    offset = upper.row_count - skipped - (1 if cut else 0)
    if upper.rivers:
        joined = {id(cell) for cell in first if cell.goes_on}
    else:
        joined = set() if cut else {id(cell) for cell in spanning_on(upper, first, lower)}
    for cell in lower.cells:
        if cell.row < skipped:
            lower.repeated += [line.text + line.doubled for line in cell.lines]
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
    upper.page, upper.lane, upper.column = lower.page, lower.lane, lower.column
    upper.area = lower.area
    upper.parts += lower.parts


def _above(upper: GridTable, cell: GridCell) -> GridCell | None:
    return next((other for other in upper.bottom_cells() if other.same_columns(cell)), None)


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
            not a.same_columns(b) or a.end_row != b.end_row or text_of(a) != text_of(b)
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
        long_text = len(one.lines) >= 3 and reaches_bottom(one) and not is_heading(two)
        return bool(one.lines) and (is_unfinished(one, two) or long_text or counts_on(one, two) or is_date(two))
    if not first[0].lines:
        merged_down = above[0].end_row - above[0].row > 1 or first[0].end_row - first[0].row > 1
        if merged_down:
            if (
                len(written) == 1
                and all(one.lines for one in above)
                and not any(map(str.isdigit, text_of(written[0][1])))
            ):
                # A row of data would have a name; this is the last line of a heading.
                return reaches_bottom(written[0][0])
            return all(reaches_bottom(one) and (is_unfinished(one, two) or counts_on(one, two)) for one, two in written)
        return all(
            reaches_bottom(one) and (len(one.lines) > 1 or is_unfinished(one, two) or is_next(one, two, named=False))
            for one, two in written
        )
    if len(written) == 1:
        return reaches_bottom(above[0]) and is_unfinished(above[0], first[0])
    # A new row of figures would fill the columns that the row above fills.
    finished = any(one.lines and not two.lines for one, two in pairs)
    going_on = [
        reaches_bottom(one)
        and (is_unfinished(one, two) or counts_on(one, two) or is_next(one, two) or (finished and is_below(one, two)))
        for one, two in written[1:]
    ]
    sure = finished or len(going_on) > 1 or any(is_next(one, two) for one, two in written[1:])
    if sure and all(going_on) and is_rest_of_label(upper, above[0], first[0], lower):
        # The label goes on, and so do the texts and lists beside it, but for those that are at their end.
        return True
    return all(
        (finished or len(one.lines) > 1) and reaches_bottom(one) and is_unfinished(one, two) for one, two in written
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
        if leading and pair is not None and is_rest_of_label(upper, pair, cell, lower):
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


def _give_back(upper: GridTable, lower: GridTable) -> None:
    """Puts the end of a label that runs over into the cell below back into the label's own cell.

    Some programs draw the last lines of a label cut by the page break too far down. They stand apart from the label
    of that cell, which ends in the same words.
    """
    for cell in [cell for cell in lower.cells if cell.row == 0 and cell.lines and _above(upper, cell) is not None]:
        below = next((each for each in lower.cells if each.row == cell.end_row and each.same_columns(cell)), None)
        if below is None or len(below.lines) < 2:
            continue
        found = below.lines
        apart = next(
            (at for at in range(1, len(found)) if found[at].base - found[at - 1].base > _APART * found[at].size), None
        )
        if apart is None or apart > 2 or not reaches_bottom(cell) or not is_unfinished(cell, below):
            continue
        rest = "".join(line.text for line in found[:apart])
        if "".join(line.text for line in found[apart:]).endswith(rest):
            cell.lines += found[:apart]
            below.lines = found[apart:]


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
