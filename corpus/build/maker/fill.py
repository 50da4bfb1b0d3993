"""Fills the marks in a theme's sentences with numbers."""

from __future__ import annotations

import random
import re

from .pieces import Para, Piece, Tally

_MARK = re.compile(r"\{(y|\d+-\d+|sum:[^}]+)\}")


def fill(text: str, year: int, rng: random.Random) -> Para:
    """A paragraph with all marks of `text` filled in; counted lists become a Tally."""
    pieces: list[Piece] = []
    last = 0
    for mark in _MARK.finditer(text):
        pieces.append(text[last : mark.start()])
        pieces.append(_value(mark.group(1), year, rng))
        last = mark.end()
    pieces.append(text[last:])
    return Para(_joined(pieces))


def _value(mark: str, year: int, rng: random.Random) -> Piece:
    if mark == "y":
        return str(year)
    if not mark.startswith("sum:"):
        low, high = mark.split("-")
        return str(rng.randint(int(low), int(high)))
    head, unit, *names = mark[4:].split("|")
    top = 900 if unit in ("亩", "人次", "卷", "条", "吨", "张", "本", "户", "件") else 60
    counts = [rng.randint(top // 12 + 2, top // (1 + index)) for index in range(len(names))]
    parts = [(name, str(count)) for name, count in zip(names, counts, strict=True)]
    return Tally(head, str(sum(counts)), unit, parts, rng.randint(0, 2))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring strings as one."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return out
