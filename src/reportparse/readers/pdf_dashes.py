"""Step 2d of the PDF reader: rulings drawn as rows of dashes or dots, each a path of its own, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportparse.readers.pdf_lattice import Edge

# A piece of a broken line is no longer than this (points), a dot no longer than that.
_DASH, _DOT = 12.0, 1.6
# Between two pieces there is no more room than this, nor more than three times the length of the shorter one.
_ROOM = 6.0
_MIN_PIECES = 6
_MIN_LENGTH = 15.0
_SAME_LINE = 0.6


def mended(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, and in the place of dots one for each row of them, or of dashes; nearly always there are none."""
    short = [edge for edge in edges if edge.end - edge.start < _DASH]
    if len(short) < _MIN_PIECES:
        return list(edges)
    pieces: dict[bool, set[Edge]] = {True: set(), False: set()}
    for edge in short:
        pieces[edge.vertical].add(edge)
        if edge.end - edge.start < _DOT:
            # A dot belongs to a line either way.
            middle = (edge.start + edge.end) / 2
            half = (edge.end - edge.start) / 2
            pieces[not edge.vertical].add(Edge(not edge.vertical, middle, edge.at - half, edge.at + half))
    found = [edge for own in pieces.values() for edge in _rows(own)]
    # The dots of one line would draw the rulings across it together.
    return [*(edge for edge in edges if edge.end - edge.start >= _DOT), *found] if found else list(edges)


def _rows(pieces: Iterable[Edge]) -> Iterable[Edge]:
    line: list[Edge] = []
    for edge in sorted(pieces):
        if line and edge.at - line[0].at > _SAME_LINE:
            yield from _runs(line)
            line = []
        line.append(edge)
    yield from _runs(line)


def _runs(line: list[Edge]) -> Iterable[Edge]:
    run: list[Edge] = []
    end = 0.0
    for edge in [*sorted(line, key=lambda each: each.start), None]:
        if edge is not None and run:
            length = max(1.0, min(edge.end - edge.start, run[-1].end - run[-1].start))
            if edge.start - end <= min(_ROOM, 3 * length):
                run.append(edge)
                end = max(end, edge.end)
                continue
        if len(run) >= _MIN_PIECES and end - run[0].start >= _MIN_LENGTH:
            yield Edge(run[0].vertical, run[0].at, run[0].start, end)
        if edge is not None:
            run, end = [edge], edge.end
