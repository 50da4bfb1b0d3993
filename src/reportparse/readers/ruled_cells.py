"""Tables drawn with characters: +---+ and |, or box-drawing lines. The picture says which squares are merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportparse.readers.grid import GridCell
from reportparse.readers.loose_rows import MAX_WIDTH, LooseRow
from reportparse.readers.text_draft import TableDraft, draft
from reportparse.readers.text_lines import Line, character_width

_VERTICAL = frozenset("|│┃║┆┇┊┋¦")
_CROSS = frozenset("+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫╭╮╰╯┠┨┯┷┿┝┥┰┸╂")
_FLAT = frozenset("-=─━═┄┅┈┉—")
_DRAWN = _VERTICAL | _CROSS | _FLAT
_BEGIN = re.compile(r"\s*[|│┃║┌├└╔╠╚┏┣┗╒╞╘╓╟╙╭╰┠┝]|\s*\+[-=+]{2}")
_DELIMITER = re.compile(r"\s*\|[\s:|-]*-[\s:|-]*\|\s*")
_ORDINAL = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_LONGEST_LINE = 1000
MOST_SQUARES = 100_000
"""Grid squares of a drawn table."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A drawn line as columns of the screen: the columns of its vertical strokes, and its characters with their columns."""

    line: Line
    strokes: tuple[int, ...]
    places: tuple[tuple[int, str], ...]
    is_rule: bool

    def flat(self, start: int, end: int) -> bool:
        """Whether the line is a rule between two columns."""
        inner = [character for column, character in self.places if start < column < end]
        return bool(inner) and all(character in _FLAT or character in _CROSS for character in inner)

    def text(self, start: int, end: int) -> str:
        return "".join(character for column, character in self.places if start < column < end).strip()


def find_ruled(lines: Sequence[Line], start: int) -> TableDraft | int:
    """The drawn table that begins with this line, or where to look again; Markdown tables are not drawn."""
    end = start
    while end < len(lines) and _is_drawn(lines[end].text):
        end += 1
    group = lines[start:end]
    if len(group) < 2 or any(_DELIMITER.fullmatch(line.text) or "\\|" in line.text for line in group):
        return max(end, start + 1)
    for wide in (1, 2):
        rows = _snapped(_until_gap([_drawn(line, wide) for line in group]))
        strokes = [row.strokes for row in rows if row.strokes]
        if strokes and len({(columns[0], columns[-1]) for columns in strokes}) == 1 and len(strokes[0]) > 1:
            found = _by_picture(rows, start + len(rows))
            if found is not None:
                return found
    bare = all(line.text.lstrip().startswith("|") for line in group)
    found = None if bare else _by_order(group, end)
    return end if found is None else found


def _is_drawn(text: str) -> bool:
    """Whether a line begins and ends with a stroke."""
    framed = _BEGIN.match(text) is not None and text[-1] in _DRAWN - _FLAT
    return framed and "\t" not in text and len(text) <= _LONGEST_LINE


def _drawn(line: Line, wide: int) -> _Row:
    """`wide` says how many columns a box-drawing character takes: one or two, as the font has it."""
    places: list[tuple[int, str]] = []
    column = 0
    for character in line.text:
        places.append((column, character))
        drawn = character in _DRAWN and not character.isascii()
        column += wide if drawn else character_width(character)
    shown = [character for _, character in places if not character.isspace()]
    strokes = tuple(
        c for c, character in places if character in _VERTICAL or (character in _CROSS and character != "+")
    )
    rule = all(character in _DRAWN for character in shown) and any(character in _FLAT for character in shown)
    if rule:
        strokes = tuple(c for c, character in places if character in _CROSS or character in _VERTICAL)
    return _Row(line, strokes, tuple(places), rule)


def _until_gap(rows: list[_Row]) -> list[_Row]:
    """The lines up to a blank one with other strokes than the line above: there a converter lost rows too wide for it."""
    if any(row.is_rule for row in rows):
        return rows
    for position in range(1, len(rows)):
        row = rows[position]
        bounds = pairwise(row.strokes)
        if row.strokes != rows[position - 1].strokes and not any(row.text(*bound) for bound in bounds):
            return rows[: position + 1]
    return rows


def _snapped(rows: list[_Row]) -> list[_Row]:
    """Strokes that stand a column or two apart on different lines, for the width of some mark, put one below the other."""
    columns = sorted({column for row in rows for column in row.strokes})
    groups: list[list[int]] = []
    for column in columns:
        if (
            groups
            and column - groups[-1][-1] == 1
            and not any(column in row.strokes and any(other in row.strokes for other in groups[-1]) for row in rows)
        ):
            groups[-1].append(column)
        else:
            groups.append([column])
    moved = {column: group[0] for group in groups for column in group}
    if all(column == place for column, place in moved.items()):
        return rows
    return [_moved(row, moved) for row in rows]


def _moved(row: _Row, moved: Mapping[int, int]) -> _Row:
    """The line with its strokes moved, the words between two strokes kept between them."""
    strokes = [*row.strokes, max((column for column, _ in row.places), default=0) + 2]
    places: list[tuple[int, str]] = []
    at = -1
    for column, character in row.places:
        if column in moved and column == strokes[at + 1]:
            at += 1
            places.append((moved[column], character))
        else:
            stop = moved.get(strokes[at + 1], strokes[at + 1])
            places.append((min(column, stop - 1), character))
    return replace(row, strokes=tuple(moved[column] for column in row.strokes), places=tuple(places))


def _by_picture(rows: Sequence[_Row], end: int) -> TableDraft | None:
    edges = sorted({column for row in rows for column in row.strokes if not row.is_rule})
    if not 2 <= len(edges) <= MAX_WIDTH or len(rows) * len(edges) > MOST_SQUARES:
        return None
    intervals = list(pairwise(edges))
    bands = _bands(rows, intervals)
    if not bands:
        return None
    owner = _merged(bands, intervals)
    cells: list[GridCell] = []
    squares: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for square, anchor in owner.items():
        squares.setdefault(anchor, []).append(square)
    for (top, left), mine in sorted(squares.items()):
        height = max(row for row, _ in mine) - top + 1
        width = max(column for _, column in mine) - left + 1
        if height * width != len(mine):
            return None
        begin, stop = intervals[left][0], intervals[left + width - 1][1]
        pieces = _pieces([row for band in bands[top : top + height] for row in band.all_rows], (begin, stop))
        line = bands[top].rows[0].line.number
        cells.append(GridCell(top, left, height, width, pieces, line))
    return TableDraft(cells, len(bands), len(intervals), rows[0].line.number, end)


@dataclass(slots=True)
class _Band:
    """The lines of one row of the grid and the rule below it, which may be partly words of cells merged over it."""

    rows: list[_Row]
    below: _Row | None = None

    @property
    def all_rows(self) -> list[_Row]:
        return self.rows if self.below is None else [*self.rows, self.below]


def _bands(rows: Sequence[_Row], intervals: Sequence[tuple[int, int]]) -> list[_Band]:
    """Rows of the grid. Where rules part only the header from the body, every line is a row unless it goes on with the one above."""
    groups: list[_Band] = []
    fresh = True
    for row in rows:
        if row.is_rule or any(row.flat(*interval) for interval in intervals):
            if groups:
                groups[-1].below = row
            fresh = True
        elif fresh:
            groups.append(_Band([row]))
            fresh = False
        else:
            groups[-1].rows.append(row)
    if len(groups) > 2:
        return groups
    found: list[_Band] = []
    for group in groups:
        for position, row in enumerate(group.rows):
            if position and _goes_on(found[-1].rows, row):
                found[-1].rows.append(row)
            else:
                found.append(_Band([row]))
        found[-1].below = group.below
    return found


def _goes_on(above: Sequence[_Row], row: _Row) -> bool:
    """Whether every word of a line is in a cell whose line above is full, or all are in the one long cell at the right."""
    if above[-1].strokes != row.strokes:
        return False
    intervals = list(pairwise(row.strokes))
    words = [interval for interval in intervals if row.text(*interval)]
    if not words or (words[0] == intervals[0] and _ORDINAL.match(row.text(*words[0]))):
        return False
    if all(_is_full(above[-1].text(*interval), interval) for interval in words):
        return True
    return words == intervals[-1:] and any(_is_full(line.text(*words[0]), words[0]) for line in above)


def _is_full(text: str, interval: tuple[int, int]) -> bool:
    return bool(text) and sum(map(character_width, text)) >= interval[1] - interval[0] - 4


def _pieces(rows: Sequence[_Row], interval: tuple[int, int]) -> tuple[tuple[int, str], ...]:
    """The paragraphs of a cell: a line goes on with the one above where that one is full."""
    pieces: list[tuple[int, str]] = []
    full = False
    for row in rows:
        text = row.text(*interval)
        if not text or row.flat(*interval):
            continue
        if full:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + text)
        else:
            pieces.append((row.line.number, text))
        full = _is_full(text, interval)
    return tuple(pieces)


def _merged(bands: Sequence[_Band], intervals: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """For every square of the grid the topmost, leftmost square of its cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for top, band in enumerate(bands):
        strokes = {column for row in band.rows for column in row.strokes}
        above = bands[top - 1].below if top else None
        for left, (start, stop) in enumerate(intervals):
            anchor = (top, left)
            if left and start not in strokes:
                anchor = owner[top, left - 1]
            elif above is not None and not above.flat(start, stop):
                anchor = owner[top - 1, left]
            owner[top, left] = anchor
    return owner


def _by_order(group: Sequence[Line], end: int) -> TableDraft | None:
    """A drawing whose strokes do not stand one below the other: the cells of each line in their order."""
    rows: list[LooseRow] = []
    for line in group:
        row = _drawn(line, 1)
        if row.is_rule:
            continue
        bounds = list(pairwise(row.strokes))
        texts = [row.text(*bound) for bound in bounds]
        if not texts or len(texts) > MAX_WIDTH or row.places[-1][1] not in _VERTICAL:
            return None
        rows.append(LooseRow.of(line.number, texts))
    return draft(rows, end) if len(rows) > 1 or (rows and len(group) > 1) else None
