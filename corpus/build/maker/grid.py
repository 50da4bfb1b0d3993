"""Table rows on a common grid of 84 squares, from which Word's merged cells are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .content import Node
from .pieces import Para

WIDTH = 84
CELL_SIZE = 18
"""Font size of a cell's text in half points, unless the grid says otherwise."""


@dataclass
class Slot:
    """A cell over the grid squares `start` to `end`, `down` rows deep."""

    start: int
    end: int
    paras: list[Para]
    down: int = 1


@dataclass
class Grid:
    """Rows of slots. `heads` are row indexes to be repeated on each page; `even` leaves out squares that no cell ends at;
    `size` is the font size of cells in half points, `margin` their left and right margin in twips (None: Word's own)."""

    rows: list[list[Slot]] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    even: bool = False
    size: int = CELL_SIZE
    margin: int | None = None

    def add(self, *slots: Slot) -> None:
        self.rows.append(list(slots))

    def extend(self, rows: list[list[Slot]]) -> None:
        self.rows += rows

    def covered(self) -> list[list[tuple[Slot, bool]]]:
        """For each row all slots over it in order, with whether the slot begins there."""
        out: list[list[tuple[Slot, bool]]] = [[] for _ in self.rows]
        for index, row in enumerate(self.rows):
            for slot in row:
                for below in range(index, min(index + slot.down, len(self.rows))):
                    out[below].append((slot, below == index))
        for covered in out:
            covered.sort(key=lambda item: item[0].start)
            edges = [0] + [item[0].end for item in covered]
            if [item[0].start for item in covered] != edges[:-1] or edges[-1] != WIDTH:
                raise ValueError(f"row does not cover the grid: {[(s.start, s.end) for s, _ in covered]}")
        return out

    def edges(self) -> list[int]:
        """The grid lines from 0 to 84 that become Word's grid columns."""
        if not self.even:
            return list(range(WIDTH + 1))
        return sorted({0, WIDTH} | {slot.end for row in self.rows for slot in row})


def text_cell(text: str, *, bold: bool = False, center: bool = False, size: int | None = CELL_SIZE) -> list[Para]:
    return [Para([text], bold=bold, align="center" if center else "left", size=size)]


def lines(widths: Sequence[float]) -> list[int]:
    """Grid lines that divide the 84 squares in proportion to `widths`."""
    whole = sum(widths)
    out, run = [0], 0.0
    for width in widths:
        run += width
        out.append(round(run / whole * WIDTH))
    return out


def row(edges: Sequence[int], texts: Sequence[str], *, bold: bool = False, center: bool = False) -> list[Slot]:
    return [
        Slot(edges[index], edges[index + 1], text_cell(text, bold=bold, center=center))
        for index, text in enumerate(texts)
    ]


def header_rows(first: str, nodes: list[Node], edges: Sequence[int], label: str = "{}") -> list[list[Slot]]:
    """The header rows of a money table; `edges` has one span for the name column and one per leaf.

    `label` is how a leaf's label is written, e.g. with its unit behind it.
    """
    depth = max(node.depth for node in nodes)
    rows: list[list[Slot]] = [[] for _ in range(depth)]
    rows[0].append(Slot(0, edges[1], text_cell(first, center=True), depth))
    _place(nodes, 0, 1, depth, edges, rows, label)
    return rows


def _place(
    nodes: list[Node], level: int, column: int, depth: int, edges: Sequence[int], rows: list[list[Slot]], label: str
) -> None:
    for node in nodes:
        wide = len(node.leaves())
        start, end = edges[column], edges[column + wide]
        if node.children:
            rows[level].append(Slot(start, end, text_cell(node.label)))
            _place(node.children, level + 1, column, depth, edges, rows, label)
        else:
            rows[level].append(Slot(start, end, text_cell(label.format(node.label), center=True), depth - level))
        column += wide
