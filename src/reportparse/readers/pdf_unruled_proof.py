"""Whether lines whose parts stand in the same columns are a table at all, and not text that happens to line up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.readers.pdf_paragraphs import NUMBERING
from reportparse.readers.pdf_unruled_grid import FIGURE, Column, Part, Row, place

MIN_ROWS = 3
_MIN_PAIRS = 4
# Sides of a column's texts that differ by less than this (points) are straight; so many of them must be.
_STRAIGHT = 2.5
_MOST = 0.75
# No name of a row and no value of a form is longer on average; what is longer in two columns is running text.
_SHORT, _LONG = 20, 14
_LEADERS = re.compile(r"[.．…·・]{4,}|…{2,}")
_FIELD = re.compile(r"[：:](?!\d)")
_BULLET = re.compile(r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）).、．]?|[●◆■◇□▪•·※*-])")


def is_table(block: Sequence[Row], columns: Sequence[Column], header: int, whole: bool) -> bool:
    table = [place(row, columns) or {} for row in block]
    agreeing = [cells for cells in table if len(cells) > 1]
    if len(columns) < 2 or len(agreeing) < MIN_ROWS or any(_LEADERS.search(p.text) for r in block for p in r.parts):
        return False
    texts = [[cells[at].text for cells in table if at in cells] for at in range(len(columns))]
    if sum(1 for cells in agreeing if sum(1 for p in cells.values() if _FIELD.search(p.text)) > 1) >= len(agreeing) / 2:
        return False
    if any("。" in text or "；" in text for column in texts for text in column if not FIGURE.fullmatch(text)):
        return False
    running = [column for column in texts if sum(map(len, column)) > _LONG * len(column) and not _figures(column)]
    if len(running) > 1 or sum(map(len, texts[0])) > _SHORT * len(texts[0]):
        return False
    if len(columns) == 2 and (_is_list(texts[0]) or _is_contents(texts)):
        return False
    body = table[header:]
    if not all(_is_straight([cells[at] for cells in body if at in cells]) for at in range(len(columns))):
        return False
    numeric = [at for at in range(len(columns)) if _figures([cells[at].text for cells in body if at in cells])]
    if [at for at in numeric if at > 0] and sum(1 for cells in body if any(at in cells for at in numeric)) > 1:
        return True
    if len(columns) > 2:
        return all(len(cells) >= 0.6 * len(columns) for cells in table)
    # A few lines of a cover that happen to agree are no form.
    return (
        whole
        and len(agreeing) == len(table) >= _MIN_PAIRS
        and all(_spread([cells[at].x0 for cells in table]) <= 2.0 for at in (0, 1))
    )


def is_loose_name(row: Sequence[Row]) -> bool:
    """Whether a row is a name without a figure that heads no group: more likely half of the name of the next row."""
    parts = [part for line in row for part in line.parts]
    if len(parts) != 1 or FIGURE.fullmatch(parts[0].text):
        return False
    return not (parts[0].text[-1] in "：:" or NUMBERING.match(parts[0].text))


def _figures(texts: Sequence[str]) -> bool:
    """Whether a column holds figures: two at least, and hardly anything else."""
    count = sum(1 for text in texts if FIGURE.fullmatch(text) and any(map(str.isdigit, text)))
    return count > 1 and sum(1 for text in texts if FIGURE.fullmatch(text)) >= 0.7 * len(texts)


def _is_list(first: Sequence[str]) -> bool:
    return all(_BULLET.fullmatch(text) for text in first)


def _is_contents(texts: Sequence[Sequence[str]]) -> bool:
    """Headings and the pages where they stand."""
    numbers = [int(text) for text in texts[1] if text.isdigit()]
    headed = sum(1 for text in texts[0] if NUMBERING.match(text))
    return len(numbers) >= len(texts[1]) - 1 and numbers == sorted(numbers) and headed >= len(texts[0]) / 2


def _is_straight(parts: Sequence[Part]) -> bool:
    if len(parts) < 2:
        return True
    sides = ([part.x0 for part in parts], [part.x1 for part in parts], [(part.x0 + part.x1) / 2 for part in parts])
    return any(_agreeing(side) >= _MOST * len(parts) for side in sides)


def _agreeing(values: Sequence[float]) -> int:
    middle = sorted(values)[len(values) // 2]
    return sum(1 for value in values if abs(value - middle) <= _STRAIGHT)


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values)
