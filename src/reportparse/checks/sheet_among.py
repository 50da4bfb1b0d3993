"""Rows of a table that a 其中 parts from the row above: 公用经费 | … and below it 其中：办公经费 | …, 水电费 | …, 其他 | ….

Nothing says where such rows end; as many of them belong together as add up in all columns but one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportparse.checks.sheets import Line, Sheet, Spot

Adds = Callable[[Spot, list[Spot]], bool]
_AMONG = "其中"
_LEAST, _MOST = 2, 9
_LEAST_RIGHT = 2


def rows_among(sheet: Sheet, adds_up: Adds) -> Iterator[tuple[Line, tuple[Line, ...], int, int]]:
    """(row, its parts, how many columns add up, the one column that does not; -1 where all do)."""
    for at, line in enumerate(sheet.lines[:-_LEAST]):
        if not sheet.lines[at + 1].written.startswith(_AMONG):
            continue
        best: tuple[int, int, int] | None = None
        for count in range(_LEAST, min(_MOST, len(sheet.lines) - at - 1) + 1):
            parts = sheet.lines[at + 1 : at + 1 + count]
            if any(part.written.startswith(_AMONG) for part in parts[1:]):
                break
            right, wrong = _columns(line, parts, adds_up)
            if right >= _LEAST_RIGHT and len(wrong) <= 1 and (best is None or right > best[1]):
                best = count, right, wrong[0] if wrong else -1
        if best is not None:
            yield line, tuple(sheet.lines[at + 1 : at + 1 + best[0]]), best[1], best[2]


def _columns(line: Line, parts: list[Line] | tuple[Line, ...], adds_up: Adds) -> tuple[int, list[int]]:
    right = 0
    wrong: list[int] = []
    for column, total in line.spots.items():
        spots = [part.spots[column] for part in parts if column in part.spots]
        if total.unit in ("%", "‰") or len(spots) < len(parts):
            continue
        if not adds_up(total, spots):
            wrong.append(column)
        elif sum(bool(spot.quantity.value) for spot in spots) >= _LEAST:
            right += 1
    return right, wrong
