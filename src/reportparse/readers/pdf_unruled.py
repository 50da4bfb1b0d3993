"""Tables without rulings: consecutive lines whose parts stand in the same columns, with white rivers between them.

Precision first. A block of lines is a table only where at least three of its lines agree on at least two columns,
every column has one straight side or middle, and what stands in the columns is of a table: figures in one of them,
short texts in three or more, or a label and a value in four lines. Running text in columns, lists, tables of
contents, signatures and lines of fields are none. A block with columns of figures that fails is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from reportparse.readers.pdf_chars import Area, Glyph
from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.pdf_lines import Line, rows
from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_columns import ends_above
from reportparse.readers.pdf_unruled_forms import Form, forms_of, stands_alone
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row, columns_of, grid, logical, place, spans
from reportparse.readers.pdf_unruled_over import Beyond, Rest, cut, joined, without_page_number
from reportparse.readers.pdf_unruled_proof import MIN_ROWS, is_loose_name, is_table
from reportparse.readers.pdf_unruled_rows import is_measure
from reportparse.readers.pdf_unruled_wrapped import Wrapped, wrapped_table

_RIVER = 1.0
# Between two amounts a gap of this width is one between columns.
_NARROW = 0.25
_AMOUNT = re.compile(r"[≤≥]?[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{2,6}(?:[万亿]?元|[%％])?")
_FIELD = re.compile("[：:](?=.)(?!\\d)")
_FIRST = frozenset("0123456789≤≥-−－")
# Lines further apart than this (in font sizes) are not rows of one table.
_MAX_LEADING = 3.5
_NEAR_LINES = 8
_MAX_PIECES = 40
_MAX_PARTS = 2000
# Rows of one line lie no closer together than this share of their usual distance.
_EVEN = 0.75
# Lines closer together than this (in font sizes) show that texts stand in the middle between others.
_CLOSE = 1.0
# Below this share of the page's height a row may be cut by its end, if no more lines (of a footer) come behind it.
_LOW, _FOOTER = 0.7, 2
# So many lines at the top of a page may be printed on each, and this share of the next one's height is looked at.
_FIRST_LINES, _AHEAD = 3, 0.3
# A heading's print is larger by this factor.
_HEADING = 1.08
# No name of a column ends like this, but the end of a paragraph above a table does.
_SENTENCE_ENDS = "。；"


_Table = tuple[list[Area], list[Column]]


@dataclass(frozen=True)
class _Page:
    """Whether lines are the first of their page, how many come below them, its rulings, and where its foot begins."""

    at_top: bool
    below: int
    rules: Sequence[Edge]
    low: float
    ahead: Callable[[], Sequence[Row]]
    beyond: Callable[[], Beyond | None]

    def is_last(self, row: Row, below: int) -> bool:
        """Whether a row with so many of these lines below it may go on on the next page."""
        return row.base > self.low and self.below + below <= _FOOTER

    def above(self, part: Sequence[Row], whole: Sequence[Row]) -> _Page:
        """The same for a part of the lines."""
        return replace(self, below=self.below + sum(1 for row in whole if row.base > part[-1].base))


@dataclass(frozen=True)
class Found:
    """The cells of each table on a page, its columns, and the heights where figures stand in doubtful columns.

    `forms` are the labels that the tables which are forms begin with, `rest` is what the last of them has on the next page.
    """

    tables: list[tuple[list[Area], list[Column]]]
    doubtful: list[float]
    forms: list[str]
    rest: Rest | None = None


def worth_a_look(found: Sequence[Line]) -> bool:
    """Whether enough lines near one another have gaps at all; cheap, asked for every page."""
    gapped = [number for number, line in enumerate(found) if line.gaps]
    return any(last - first < _NEAR_LINES for first, last in zip(gapped, gapped[MIN_ROWS - 1 :], strict=False))


def unruled_tables(
    glyphs: Sequence[Glyph],
    edges: Sequence[Edge],
    height: float,
    following: Sequence[Glyph] = (),
    following_is_plain: bool = False,
    with_forms: bool = True,
) -> Found:
    """The tables among characters that stand in no ruled table.

    `edges` are the rulings, `height` the height of the page, `following` what stands on the next one, which is plain
    where it has no rulings. Without `with_forms` no table is put together of several.
    """
    found = Found([], [], [])
    rules = [edge for edge in edges if not edge.vertical]
    blocks = _blocks(map(row_of, rows(glyphs)))

    running = {_text(row) for block in blocks[:1] for row in block[:_FIRST_LINES]}

    @cache
    def ahead() -> Sequence[Row]:
        """The first lines of the next page, without those that stand at the top of this one too."""
        made = [row for row in map(row_of, rows([glyph for glyph in following if glyph[4] < _AHEAD * height])) if row]
        return [row for row in made if _text(row) not in running]

    @cache
    def beyond() -> Beyond | None:
        """The first lines of the next page that hang together."""
        made = [row for row in map(row_of, rows(following)) if row is not None] if following_is_plain else []
        kept = [
            row
            for number, row in enumerate(made)
            if number >= _FIRST_LINES or len(row.parts) > 1 or _text(row) not in running
        ]
        found = _blocks(without_page_number(kept))
        if not found:
            return None
        below = sum(map(len, found[1:]))
        return Beyond(found[0], found[0][-1].base < _LOW * height or below > _FOOTER)

    for number, raw in enumerate(blocks):
        if len(raw) < MIN_ROWS or not any(len(row.parts) > 1 for row in raw):
            continue
        page = _Page(number == 0, sum(map(len, blocks[number + 1 :])), rules, _LOW * height, ahead, beyond)
        forms, others, rest = _forms(raw, page) if with_forms else ([], [raw], None)
        found = replace(found, rest=rest)
        for form in forms:
            found.tables.append((form.areas, form.columns))
            found.forms.append(raw[form.first].parts[0].text)
        for lines in others:
            if forms and lines[-1] is raw[-1] and forms[-1].goes_on:
                _doubt(lines, found)
            else:
                _read(lines, page.above(lines, raw), found)
    return found


def _text(row: Row) -> str:
    return "".join(part.text for part in row.parts)


def _read(raw: Sequence[Row], page: _Page, found: Found) -> None:
    """Reads the tables of some lines, and notes what may be one and is not read."""
    if len(raw) < MIN_ROWS:
        return
    first, second = (_wrapped, _plain) if _is_offset(raw) else (_plain, _wrapped)
    tables, rest = first(raw, page)
    _keep(tables, raw, found)
    for part in rest:
        more, unread = second(part, page.above(part, raw))
        _keep(more, raw, found)
        for lines in unread:
            _doubt(lines, found)


def _keep(tables: Sequence[_Table], raw: Sequence[Row], found: Found) -> None:
    """Takes the tables that are no parts of forms, which are read as a whole or not at all."""
    for areas, columns in tables:
        top, bottom = min(area.top for area in areas), max(area.bottom for area in areas)
        first = next(number for number, row in enumerate(raw) if row.base > top)
        if stands_alone(raw, first) and _holds_all(areas, raw):
            found.tables.append((areas, columns))
        else:
            _doubt([row for row in raw if top < row.base < bottom], found)


def _holds_all(areas: Sequence[Area], raw: Sequence[Row]) -> bool:
    """Whether no text on the lines of a table reaches over its sides."""
    top, bottom = min(area.top for area in areas), max(area.bottom for area in areas)
    left, right = min(area.x0 for area in areas), max(area.x1 for area in areas)
    return all(left <= row.parts[0].x0 and row.parts[-1].x1 <= right for row in raw if top < row.base < bottom)


def _forms(raw: Sequence[Row], page: _Page) -> tuple[list[Form], list[Sequence[Row]], Rest | None]:
    """The forms among lines, the lines that are in none, and the cells that the last form has on the next page."""
    found, rest = _over_break(raw, page) or (_forms_in(raw, page), None)
    forms: list[Form] = []
    others: list[Sequence[Row]] = []
    start = 0
    for form in found:
        if form.first >= start:
            forms.append(form)
            others.append(raw[start : form.first])
            start = form.behind
    return forms, [part for part in (*others, raw[start:]) if part], rest


def _over_break(raw: Sequence[Row], page: _Page) -> tuple[list[Form], Rest] | None:
    """The forms among lines of which the last one goes on on the next page; None where there is no such."""
    raw = without_page_number(raw)
    beyond = page.beyond() if raw and page.is_last(raw[-1], 0) else None
    both = joined(raw, beyond) if beyond is not None else None
    if beyond is None or both is None:
        return None
    forms = _forms_in(both.block, page, both.at)
    last = next((form for form in forms if form.first < len(raw) < form.behind), None)
    if last is None or (last.behind == len(both.block) and not beyond.is_whole):
        return None
    halves = cut(last, both)
    return ([*(form for form in forms if form.behind <= last.first), halves[0]], halves[1]) if halves else None


def _forms_in(raw: Sequence[Row], page: _Page, break_at: float | None = None) -> list[Form]:
    """The forms among lines, which go on on the next page below the height `break_at`."""
    heights = [rule.at for rule in page.rules]
    tables: list[tuple[int, Wrapped]] = []
    start = 0
    while start < len(raw):
        part = raw[start:]
        if break_at is None:
            table = wrapped_table(part, heights, page.above(part, raw).is_last, page.ahead)
        else:
            table = wrapped_table(part, heights, lambda row, below: False, lambda: (), break_at)
        if table is None:
            break
        tables.append((start, table))
        start += table.behind
    if break_at is None:
        forms = forms_of(raw, tables, page.is_last(raw[-1], 0))
    else:
        forms = forms_of(raw, tables, False, next(at for at, row in enumerate(raw) if row.base > break_at))
    return [form for form in forms if ends_above(raw[form.behind :], form.columns) and _holds_all(form.areas, raw)]


def row_of(full: Sequence[Glyph]) -> Row | None:
    """A line in parts; None for a blank one."""
    glyphs = [glyph for glyph in full if not glyph[6].isspace()]
    if not glyphs:
        return None
    parts: list[list[Glyph]] = []
    right = 0.0
    for glyph in glyphs:
        if parts and glyph[0] - right < _RIVER * glyph[5] and not _is_next_figure(parts[-1], glyph, right):
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
        right = max(right, glyph[2]) if len(parts[-1]) > 1 else glyph[2]
    made = [Part(part[0][0], max(each[2] for each in part), "".join(each[6] for each in part)) for part in parts]
    if len(made) == 2 and any(glyph[6].isspace() and made[0].x1 - 1 <= glyph[0] < made[1].x0 - 1 for glyph in full):
        # A gap typed with spaces stands in a line of text, not between two cells.
        made = [Part(made[0].x0, made[1].x1, made[0].text + " " + made[1].text)]
    return Row(
        made,
        glyphs[0][4],
        min(glyph[1] for glyph in glyphs),
        max(glyph[3] for glyph in glyphs),
        glyphs[0][5],
    )


def _is_next_figure(part: Sequence[Glyph], glyph: Glyph, right: float) -> bool:
    """Whether an amount ends in front of a gap and another figure begins behind it: columns that are as narrow as that."""
    if glyph[0] - right < _NARROW * glyph[5] or glyph[6] not in _FIRST:
        return False
    return _AMOUNT.fullmatch("".join(each[6] for each in part)) is not None


def _blocks(all_rows: Iterable[Row | None]) -> list[list[Row]]:
    """Runs of lines that hang together."""
    found: list[list[Row]] = []
    for row in all_rows:
        if row is None:
            continue
        last = found[-1][-1] if found else None
        if last is not None and row.base - last.base < _MAX_LEADING * max(row.size, last.size):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _levelled(block: Sequence[Row]) -> list[Row]:
    """Lines so close that they cannot be two rows put together: a text set in the middle between two lines."""
    found: list[Row] = []
    for row in reversed(block):
        below = found[-1] if found else None
        if below is not None and below.base - row.base < 0.95 * min(row.size, below.size):
            both = sorted([*row.parts, *below.parts])
            if all(one.x1 + _RIVER * row.size <= two.x0 for one, two in pairwise(both)):
                found[-1] = Row(both, below.base, min(row.top, below.top), below.bottom, below.size)
                continue
        found.append(row)
    return found[::-1]


def _trimmed(block: Sequence[Row], lead: int = 0) -> list[Row]:
    several = [number for number, row in enumerate(block) if len(row.parts) > 1]
    if not several:
        return []
    if several[0] and _FIELD.search(block[several[0] - 1].parts[0].text):
        lead = 0  # the line of the unit, which is no heading
    return list(block[max(0, several[0] - lead) : several[-1] + 1])


def _is_offset(raw: Sequence[Row]) -> bool:
    """Whether lines are so close to each other that texts stand in the middle between others."""
    return any(two.base - one.base < _CLOSE * min(one.size, two.size) for one, two in pairwise(raw))


def _plain(raw: Sequence[Row], page: _Page) -> tuple[list[_Table], list[Sequence[Row]]]:
    """Reads lines as one table, or as several below their titles; also gives the lines that may be tables and are not read.

    Between two titles it is all or nothing: a table that is read in part makes sums that are wrong.
    """
    block = _trimmed(_levelled(raw), lead=1)
    if len(block) < MIN_ROWS or sum(len(row.parts) for row in block) > _MAX_PARTS:
        return [], [raw]
    whole = _table(block, page.at_top, page.rules, True)
    if whole is not None and not _is_torn(whole, raw, page):
        return [whole], []
    tables: list[_Table] = []
    rest: list[Sequence[Row]] = []
    unread: list[list[Row]] = []
    titled = list(_titled(block))
    for number, part in enumerate([*titled, []]):
        read = _several(part, page.at_top and number == 0, page.rules) if part else None
        behind = titled[number + 1][0] if number + 1 < len(titled) else None
        if read and number and not _is_title(part[0], read[0][1]):
            read = None
        if read and behind is not None and not _is_title(behind, read[-1][1]):
            read = None
        if read and any(_is_torn(table, raw, page) for table in read):
            read = None
        if part and not read:
            unread.append(part)
            continue
        if unread:
            low = unread[0][0].base - 1.0 if unread[0] is not titled[0] else raw[0].base
            high = unread[-1][-1].base + 1.0 if unread[-1] is not titled[-1] else raw[-1].base
            rest.append([row for row in raw if low <= row.base <= high])
        unread = []
        tables += read or []
    return tables, rest


def _is_torn(table: _Table, raw: Sequence[Row], page: _Page) -> bool:
    """Whether a table has lines of cells that stand in the middle of others, rows behind it, or half a row at its end."""
    areas, columns = table
    top, bottom = min(area.top for area in areas), max(area.bottom for area in areas)
    inside = [row for row in raw if top < row.base < bottom]
    behind = [row for row in raw if row.base > bottom]
    start = next((at for at, row in enumerate(inside) if any(is_measure(part.text) for part in row.parts[1:])), 1)
    if _is_offset(inside[max(0, start - 1) :]) or not ends_above(behind, columns):
        return True
    if not page.is_last(inside[-1], len(behind)) or not _is_offset(raw):
        return False
    return inside[-1].parts[0].x1 + inside[-1].size > columns[0].x1


def _wrapped(raw: Sequence[Row], page: _Page) -> tuple[list[_Table], list[Sequence[Row]]]:
    """The tables among lines whose cells may have several lines, and the lines that are in none."""
    tables: list[_Table] = []
    unread: list[Sequence[Row]] = []
    heights = [rule.at for rule in page.rules]
    for part in _by_size(raw):
        rest = part
        while rest:
            table = wrapped_table(rest, heights, page.above(rest, raw).is_last, page.ahead)
            if table is None or table.cut:
                break
            if table.first:
                unread.append(rest[: table.first])
            tables.append((table.areas, table.columns))
            rest = rest[table.behind :]
        if rest:
            unread.append(rest)
    return tables, unread


def _by_size(raw: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The lines from one heading in larger print to the next."""
    usual = sorted(row.size for row in raw)[len(raw) // 2]
    start = 0
    for number, row in enumerate(raw):
        if number > start and len(row.parts) == 1 and row.size > _HEADING * usual:
            yield raw[start:number]
            start = number
    yield raw[start:]


def _titled(block: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines from one to the next that may be a title: numbered, or alone in the middle."""
    left, right = min(row.parts[0].x0 for row in block), max(row.parts[-1].x1 for row in block)
    start = 0
    for number, row in enumerate(block):
        only = row.parts[0]
        in_middle = abs(only.x0 + only.x1 - left - right) < 0.1 * (right - left)
        if number and len(row.parts) == 1 and (in_middle or NUMBERING.match(only.text)):
            yield list(block[start:number])
            start = number
    yield list(block[start:])


def _several(block: Sequence[Row], at_top: bool, rules: Sequence[Edge]) -> list[tuple[list[Area], list[Column]]] | None:
    """The tables that a block holds with lines of one part between them; None if any of its figures are in none."""
    pieces = list(_pieces(block))
    if len(pieces) > _MAX_PIECES:
        return None
    read: list[tuple[list[Area], list[Column]]] = []
    number = 0
    unread: list[Row] = []
    while number < len(pieces):
        table, behind = _longest(pieces, number, at_top and number == 0, rules)
        if table is not None and (not unread or _is_title(pieces[number][0], table[1])):
            read.append(table)
            unread = []
        else:
            unread = pieces[number]
            if table is not None or any(_has_figure(row) for row in unread):
                return None
        number = behind
    return read


def _longest(
    pieces: Sequence[list[Row]], start: int, at_top: bool, rules: Sequence[Edge]
) -> tuple[tuple[list[Area], list[Column]] | None, int]:
    """The table made of as many pieces from one on as can be, and the number of the piece behind it."""
    for behind in range(len(pieces), start, -1):
        rows_of_it = [row for piece in pieces[start:behind] for row in piece]
        table = _table(rows_of_it, at_top, rules, False) if len(rows_of_it) >= MIN_ROWS else None
        if table is not None:
            return table, behind
    return None, start + 1


def _is_title(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a line is the title of a table and not the last words of its header."""
    if len(row.parts) > 1:
        return False
    over = sum(1 for column in columns if column.overlap(row.parts[0]) > 0)
    return over > 1 or NUMBERING.match(row.parts[0].text) is not None


def _pieces(block: Sequence[Row]) -> Iterator[list[Row]]:
    """What stands between lines of one part, each with the line above it."""
    start = 0
    for number, row in enumerate([*block, None]):
        if row is None or len(row.parts) < 2:
            if any(len(each.parts) > 1 for each in block[start:number]):
                yield list(block[start:number])
            start = number


def _table(
    block: Sequence[Row], at_top: bool, rules: Sequence[Edge], whole: bool
) -> tuple[list[Area], list[Column]] | None:
    """The cells and columns of a block that is a table; `at_top` if it may go on from the page before."""
    columns = columns_of(block)
    header = _header_rows(block)
    levels = _levels(block, columns, header)
    head = len(levels)
    if not head and len(block[0].parts) < 2:
        # What stands above is no heading of several columns.
        return _table(block[1:], at_top, rules, whole) if len(block) > MIN_ROWS else None
    if any(place(row, columns) is None for row in block[head:]):
        return None
    if not head and not header and len(columns) > 2 and not at_top:
        return None  # figures whose names stand elsewhere
    plain = 0 if head else header
    if not is_table(block[head:], columns, plain, whole):
        return None
    lines = [(at, at + 1) for at in range(head)]
    lines += [(first + head, behind + head) for first, behind in logical(block[head:], columns, plain, rules)]
    if len(lines) < MIN_ROWS or any(is_loose_name(block[first:behind]) for first, behind in lines[head or header :]):
        return None
    top = {at for row in block[: lines[0][1]] for at in place(row, columns) or ()}
    if not head and header > 1 and 2 * len(top) < len(columns):
        return None  # a header of several lines whose names stand at different heights
    if _is_in_halves(block, lines[head or header :], columns) or _is_wrapped(block, lines[max(head, 1) :], rules):
        return None
    return grid(block, lines, columns, levels), columns


def _is_wrapped(block: Sequence[Row], lines: Sequence[tuple[int, int]], rules: Sequence[Edge]) -> bool:
    """Whether rows have several lines, or lie so unevenly that they are lines of others; not where rulings part them."""
    gaps = [
        block[number].base - block[number - 1].base
        for first, behind in lines
        for number in range(first, behind)
        if not any(block[number - 1].base < rule.at < block[number].base for rule in rules)
    ]
    if any(behind - first > 1 for first, behind in lines):
        return True
    return bool(gaps) and min(gaps) < _EVEN * sorted(gaps)[len(gaps) // 2]


def _is_in_halves(block: Sequence[Row], lines: Sequence[tuple[int, int]], columns: Sequence[Column]) -> bool:
    """Whether rows have nothing but figures where others have names: more likely the second halves of theirs."""
    rows_of_it = [[part for row in block[first:behind] for part in row.parts] for first, behind in lines]
    nameless = [parts for parts in rows_of_it if all(FIGURE.fullmatch(part.text) for part in parts)]
    return 0 < len(nameless) < len(rows_of_it) and any(
        columns[0].overlap(part) <= 0 for parts in nameless for part in parts[:1]
    )


def _has_figure(row: Row) -> bool:
    return any(FIGURE.fullmatch(part.text) and any(map(str.isdigit, part.text)) for part in row.parts)


def _header_rows(block: Sequence[Row]) -> int:
    """How many lines at the top have no figure, if those below have; else one. The first name on two lines is none."""
    for number, row in enumerate(block):
        if not any(FIGURE.fullmatch(part.text) for part in row.parts[1:] or row.parts):
            continue
        name = row.parts[0]
        while number > 1 and len(block[number - 1].parts) == 1 and _is_over(block[number - 1].parts[0], name):
            number -= 1
        return number
    return 1 if block else 0


def _is_over(above: Part, below: Part) -> bool:
    return above.x0 < below.x1 and below.x0 < above.x1


def _levels(block: Sequence[Row], columns: Sequence[Column], header: int) -> list[dict[int, int]]:
    """The spans of a header of two or three levels, with those of its last line; none for a plain header."""
    if not 2 <= header <= 3 or header >= len(block) or block[0].parts[-1].text[-1] in _SENTENCE_ENDS:
        return []
    found: list[dict[int, int]] = []
    for number in range(header - 1):
        over = spans(block, number, columns)
        if over is None or over == {0: len(columns)}:
            return []
        found.append(over)
    last = place(block[header - 1], columns)
    if last is None or not any(behind - first > 1 for over in found for first, behind in over.items()):
        return []
    return [*found, {at: at + 1 for at in last}]


def _doubt(block: Sequence[Row], found: Found) -> None:
    """Notes a block in which three lines hold two figures, or a name and a figure, apart from one another."""
    suspicious = 0
    for row in block:
        figures = sum(1 for part in row.parts if FIGURE.fullmatch(part.text) and any(map(str.isdigit, part.text)))
        suspicious += figures > 1 or (figures == 1 and len(row.parts) > 2)
    if suspicious >= MIN_ROWS:
        found.doubtful.append(block[0].base)
