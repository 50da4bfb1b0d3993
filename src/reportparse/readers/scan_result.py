"""What reading a page image gives: plain data, handed from the process that reads to the one that asked."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge


@dataclass(frozen=True, slots=True)
class ScannedChar:
    """A character read off an image: its box, baseline and size in points, its text and the engine's confidence (0 to 1)."""

    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    text: str
    confidence: float


@dataclass(frozen=True)
class ScannedPage:
    """A page as it lies upright and straight; all lengths in points.

    `turn` is by how many degrees clockwise (0, 90, 180 or 270) the image was turned upright; it then ran upwards to
    the right by `skew` degrees and was turned back about its middle. `seals` are where seals hide what is below them.
    """

    width: float
    height: float
    turn: int
    skew: float
    chars: tuple[ScannedChar, ...]
    edges: tuple[Edge, ...]
    seals: tuple[Area, ...] = ()


def to_json(page: ScannedPage) -> str:
    """The page as one line of JSON."""
    return json.dumps(
        [page.width, page.height, page.turn, page.skew, [astuple(char) for char in page.chars], page.edges, page.seals],
        ensure_ascii=True,
    )


def from_json(line: str) -> ScannedPage:
    """The page of a line of JSON. Raises ValueError or TypeError where it is none."""
    width, height, turn, skew, chars, edges, seals = json.loads(line)
    return ScannedPage(
        width,
        height,
        turn,
        skew,
        tuple(ScannedChar(*char) for char in chars),
        tuple(Edge(*edge) for edge in edges),
        tuple(Area(*seal) for seal in seals),
    )
