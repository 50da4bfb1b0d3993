"""Tables whose cells stand side by side on a line: parted by pipes, tabs, or runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportparse.readers.loose_rows import MAX_WIDTH, LooseRow, is_figure
from reportparse.readers.text_draft import TableDraft, draft
from reportparse.readers.text_lines import Line, display_width

_LONGEST_ROW = 500
"""Characters of a line whose columns are made by spaces."""
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_BARE_PIPE = re.compile(r"\s[|｜]\s")
_DELIMITER = re.compile(r":?-+:?")
_ORDINAL = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[章节部]|\d+[.、]|[（(]\d+[）)]"
)
# What stands alone on a row and is no name of a row of figures: a heading, a unit, a line with a colon, several lines.
_TITLE = re.compile(r"^[一二三四五六七八九十]+、|[（(][^（）()]{0,8}[万亿千]?元[）)]|[：:]|<br", re.IGNORECASE)
_GAP = re.compile(r"(?: |\u00a0){2,}|\u3000{2,}|[ \u3000]*\t[ \u3000\t]*|(?:\u3000 | \u3000)[ \u3000]*")


def find_pipes(lines: Sequence[Line], start: int) -> TableDraft | int:
    """A Markdown table, its rows within pipes, with or without the line of dashes below the header; one row will do."""
    rows, end = _collect(lines, start, _pipe_cells)
    kept = [row for row in rows if not all(_DELIMITER.fullmatch(text) for text in row[1])]
    if not kept:
        return max(end, start + 1)
    return draft(_padded(kept), end)


def find_bare_pipes(lines: Sequence[Line], start: int) -> TableDraft | int:
    """Consecutive lines of as many cells each, a pipe between spaces from one to the next."""
    rows, end = _collect(lines, start, _bare_cells, same=True)
    kept = [row for row in rows if not all(_DELIMITER.fullmatch(text) for text in row[1])]
    return draft(_padded(kept), end) if len(kept) > 1 else max(end, start + 1)


def find_tabs(lines: Sequence[Line], start: int) -> TableDraft | int:
    """Consecutive lines with tabs within. A table of contents is none."""
    rows, end = _collect(lines, start, _tab_cells)
    several = [texts for _, texts in rows if sum(bool(text.strip()) for text in texts) > 1]
    if len(several) < 2 or _is_contents(several) or not any(len(text.strip()) > 1 for text in several[0]):
        return max(end, start + 1)
    return draft(_padded(rows), end)


def find_columns(lines: Sequence[Line], start: int) -> TableDraft | int:
    """Consecutive lines whose words stand in the same three or more columns, some of them figures."""
    found: list[tuple[Line, list[tuple[int, int, str]]]] = []
    bounds: list[tuple[int, int]] = []
    index = start
    while index < len(lines):
        words = _words(lines[index].text)
        if len(words) < 2:
            break
        merged = _merged(bounds, [(begin, end) for begin, end, _ in words])
        # A line that would make two columns into one belongs to something else.
        if bounds and (len(merged) < len(bounds) or len(words) > len(merged)):
            break
        bounds = merged
        found.append((lines[index], words))
        index += 1
    texts = [[text for _, _, text in words] for _, words in found]
    full = sum(len(row) == len(bounds) for row in texts)
    if len(bounds) < 3 or full < 2 or not any(is_figure(text) for row in texts[1:] for text in row):
        return max(index, start + 1)
    if max(len(text) for row in texts for text in row) > 30:
        return max(index, start + 1)
    rows = []
    for line, words in found:
        cells = [""] * len(bounds)
        for begin, _, text in words:
            cells[next(i for i, (low, high) in enumerate(bounds) if low <= begin < high)] = text
        rows.append((line.number, cells))
    return draft(_padded(rows), index)


Row = tuple[int, list[str]]


def _collect(
    lines: Sequence[Line], start: int, split: Callable[[str], list[str] | None], *, same: bool = False
) -> tuple[list[Row], int]:
    """The rows from a line on, and the index after them; with `same` all have as many cells as the first."""
    rows: list[Row] = []
    index = start
    while index < len(lines):
        texts = split(lines[index].text)
        if texts is None or len(texts) > MAX_WIDTH or (same and rows and len(texts) != len(rows[0][1])):
            break
        rows.append((lines[index].number, texts))
        index += 1
    return rows, index


def _pipe_cells(text: str) -> list[str] | None:
    shown = text.strip()
    if len(shown) < 3 or shown[0] != "|" or shown[-1] != "|" or shown.endswith("\\|"):
        return None
    ends = [match.end() for match in _PIPE.finditer(shown)]
    return [shown[begin : end - 1].replace("\\|", "|").strip() for begin, end in pairwise(ends)]


def _bare_cells(text: str) -> list[str] | None:
    if text.lstrip().startswith("|"):
        return None
    cells = [part.strip() for part in _BARE_PIPE.split(text)]
    return cells if len(cells) > 1 else None


def _tab_cells(text: str) -> list[str] | None:
    if "\t" not in text.strip():
        return None
    return [part.strip() for part in text.split("\t")]


def _is_contents(rows: Sequence[list[str]]) -> bool:
    """Headings with page numbers behind them."""
    pairs = [[text for text in row if text.strip()] for row in rows]
    ends = [row[-1].strip() for row in pairs]
    headed = sum(_ORDINAL.match(row[0].strip()) is not None for row in pairs)
    pages = [int(end) for end in ends if end.isascii() and end.isdigit() and len(end) < 5]
    return headed * 2 >= len(rows) and len(pages) == len(rows) and pages == sorted(pages)


def _padded(rows: Sequence[Row]) -> list[LooseRow]:
    """Rows filled up with blank cells; a title alone on a line takes the whole width.

    Blank squares of a form's rows are what is left of merged cells; those below a header of one label a column are blank.
    """
    width = max(len(texts) for _, texts in rows)
    found: list[LooseRow] = []
    under_header = False
    for number, (line, texts) in enumerate(rows):
        texts = [*texts, *[""] * (width - len(texts))]
        alone = not any(texts[1:]) and (number == 0 or _TITLE.search(texts[0]))
        if texts[0] and (alone or _is_repeated(texts)):
            found.append(LooseRow.of(line, texts[:1]))
            under_header = False
            continue
        under_header = under_header or _is_header(texts)
        row = LooseRow.of(line, texts)
        if _is_spread(texts) or (not under_header and _is_form_row(texts)):
            _spread(row, values=not under_header and sum(map(bool, texts)) == 2)
        found.append(row)
    return found


def _is_repeated(texts: Sequence[str]) -> bool:
    """Whether a cell over the whole width was written once for each of its squares."""
    return len(texts) > 2 and len(texts[0]) > 3 and len(set(texts)) == 1 and not is_figure(texts[0])


def _is_spread(texts: Sequence[str]) -> bool:
    """Whether blank squares follow every word of a row but the last: labels and values merged over several columns."""
    filled = [column for column, text in enumerate(texts) if text]
    return len(filled) > 1 and filled[0] == 0 and all(after - at > 1 for at, after in pairwise(filled))


def _is_form_row(texts: Sequence[str]) -> bool:
    """Whether a row is a label and its value, or two of them, with blank squares between."""
    filled = [column for column, text in enumerate(texts) if text]
    between = any(after - at > 1 for at, after in pairwise(filled))
    return between and filled[0] == 0 and 2 <= len(filled) <= 4 and not is_figure(texts[0])


def _is_header(texts: Sequence[str]) -> bool:
    """Whether labels stand in three or more columns up to the last one."""
    return sum(map(bool, texts)) > 2 and bool(texts[-1]) and not any(map(is_figure, texts))


def _spread(row: LooseRow, *, values: bool) -> None:
    """Gives the squares after a label to it; with `values` those after a figure too, which may else be blank figures."""
    for left, cell in pairwise(row.cells):
        if not cell.text and (left.owner is not None or (left.text and (values or not is_figure(left.text)))):
            cell.owner = left.owner or left


def _words(text: str) -> list[tuple[int, int, str]]:
    """The stretches of a line parted by wide gaps: where each begins and ends on the screen, and its text."""
    found: list[tuple[int, int, str]] = []
    if len(text) > _LONGEST_ROW:
        return found
    at = 0
    for gap in (*_GAP.finditer(text), None):
        stop = len(text) if gap is None else gap.start()
        if text[at:stop].strip():
            begin = display_width(text[:at].expandtabs(8))
            found.append((begin, begin + display_width(text[at:stop]), text[at:stop].strip()))
        at = stop if gap is None else gap.end()
    return found


def _merged(bounds: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The columns that all stretches cover together; those that touch are one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted([*bounds, *words]):
        if found and begin < found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
