"""Step 3c of the PDF reader: text that runs up, down or upside down, as in a narrow column of a form.

Its lines are made in coordinates in which it stands upright and carried back: a label in one cell is one line with
a tall box. What stands in no cell is a line of its own, apart from the running text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from reportparse.readers.pdf_chars import Glyph
from reportparse.readers.pdf_lines import Line, lines
from reportparse.readers.pdf_tables import CellFinder, GridCell, GridTable

UP, DOWN, OVER, VERTICAL = 90, -90, 180, 0
"""How text runs: turned to the left, to the right, upside down; or characters set one below the other."""
# Characters further apart than this (in font sizes) outside of cells are no one text.
_APART = 3.0
_MIN_TURNED = 20

_Box = tuple[float, float, float, float]


def quarters_to_turn(upright: int, sideways: Sequence[tuple[int, Glyph]]) -> int:
    """By how many quarter turns clockwise a page reads better: nearly all of its text runs the same other way."""
    counts = {angle: sum(1 for other, _ in sideways if other == angle) for angle in (UP, OVER, DOWN)}
    angle, count = max(counts.items(), key=lambda item: item[1])
    return (angle // 90) % 4 if count >= _MIN_TURNED and count > 2 * (upright + len(sideways) - count) else 0


def assign_sideways(found: Sequence[tuple[int, Glyph]], tables: Sequence[GridTable], page: int) -> list[Line]:
    """Puts each cell's sideways text into it as one line, and returns the lines of what stands in no cell.

    `tables` are ordered innermost first, as for `assign`.
    """
    finders = [(table, CellFinder([cell.area for cell in table.cells])) for table in tables]
    by_cell: dict[tuple[int, int], tuple[GridCell, list[Glyph]]] = {}
    loose: dict[int, list[Glyph]] = defaultdict(list)
    for angle, glyph in found:
        middle = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
        for table, finder in finders:
            number = finder.find(*middle)
            if number is not None:
                cell = table.cells[number]
                by_cell.setdefault((id(cell), angle), (cell, []))[1].append(glyph)
                break
        else:
            loose[angle].append(glyph)
    for (_, angle), (cell, own) in by_cell.items():
        columns = [line for each in _stretches(own, angle) for line in lines(each, page)]
        if columns:
            cell.lines.append(_one(columns, angle))
    return [
        _back(line, angle)
        for angle, own in loose.items()
        for each in _stretches(own, angle, _APART)
        for line in lines(each, page)
    ]


def _one(columns: Sequence[Line], angle: int) -> Line:
    """The lines of one cell as a single line; between Chinese characters nothing stands where it was broken."""
    text = columns[0].text
    for above, below in pairwise(columns):
        text += (" " if above.text[-1].isascii() and below.text[0].isascii() else "") + below.text
    first = columns[0]
    whole = replace(
        first,
        text=text,
        x0=min(line.x0 for line in columns),
        x1=max(line.x1 for line in columns),
        top=min(line.top for line in columns),
        bottom=max(line.bottom for line in columns),
    )
    return _back(whole, angle)


def _stretches(glyphs: Sequence[Glyph], angle: int, apart: float | None = None) -> list[list[Glyph]]:
    """Characters turned upright, parted where they are too far apart in the direction they run."""
    into, _ = _TURNS[angle]
    upright: list[Glyph] = []
    for x0, top, x1, bottom, _, size, text in glyphs:
        left, upper, right, lower = into((x0, top, x1, bottom))
        upright.append((left, upper, right, lower, lower - 0.15 * size, size, text))
    if apart is None:
        return [upright]
    found: list[list[Glyph]] = []
    for glyph in sorted(upright, key=lambda each: (round(each[4] / each[5]), each[0])):
        last = found[-1][-1] if found else None
        near = last is not None and abs(last[4] - glyph[4]) < 0.4 * glyph[5] and glyph[0] - last[2] < apart * glyph[5]
        if near:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def _back(line: Line, angle: int) -> Line:
    _, out = _TURNS[angle]
    x0, top, x1, bottom = out((line.x0, line.top, line.x1, line.bottom))
    return replace(line, x0=x0, top=top, x1=x1, bottom=bottom, base=bottom, solid=x1, first_unit=line.size, gaps=0)


_Turn = tuple[Callable[[_Box], _Box], Callable[[_Box], _Box]]
_DOWN: _Turn = (
    lambda box: (box[1], -box[2], box[3], -box[0]),
    lambda box: (-box[3], box[0], -box[1], box[2]),
)
# For each direction: a box as it is if the text were upright, and back.
_TURNS: dict[int, _Turn] = {
    DOWN: _DOWN,
    VERTICAL: _DOWN,
    UP: (
        lambda box: (-box[3], box[0], -box[1], box[2]),
        lambda box: (box[1], -box[2], box[3], -box[0]),
    ),
    OVER: (
        lambda box: (-box[2], -box[3], -box[0], -box[1]),
        lambda box: (-box[2], -box[3], -box[0], -box[1]),
    ),
}
