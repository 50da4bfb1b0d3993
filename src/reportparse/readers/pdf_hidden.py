"""The text of a PDF that no one sees, with its place in the Document; a layer below visible text is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportparse.model.document import Block, Document, HiddenText, Table
from reportparse.model.location import PdfOrigin, Place
from reportparse.readers.pdf_chars import Glyph, Reason
from reportparse.readers.pdf_lines import Line, lines
from reportparse.readers.pdf_pages import PageContent

# The part of a line's characters that must stand below the same visible ones to make it a second layer of text.
_SAME_TEXT = 0.5
# Two characters in squares of this size (points) that touch stand at the same place.
_SQUARE = 10.0


def hidden_texts(pages: Sequence[PageContent], document: Document) -> Iterator[HiddenText]:
    """Line by line. Invisible text that repeats what is seen at its place, as recognised text does, is left out."""
    for page in pages:
        by_reason: dict[Reason, list[Glyph]] = {}
        for reason, glyph in page.glyphs.unseen:
            by_reason.setdefault(reason, []).append(glyph)
        if not by_reason:
            continue
        for reason, glyphs in by_reason.items():
            if reason == "invisible":
                glyphs, layer = _Layer(page.glyphs.seen).without_repetition(glyphs)
                page.layer.append("".join(glyph[6] for glyph in layer))
            for line in lines(glyphs, page.number):
                yield HiddenText(line.text, reason, _place_near(document.blocks, line))


class _Layer:
    """The visible characters by the square of the page they stand in."""

    def __init__(self, seen: Sequence[Glyph]) -> None:
        self.squares: dict[tuple[int, int], set[str]] = defaultdict(set)
        for glyph in seen:
            self.squares[self._square(glyph)].add(glyph[6])

    @staticmethod
    def _square(glyph: Glyph) -> tuple[int, int]:
        return round(glyph[4] / _SQUARE), round((glyph[0] + glyph[2]) / 2 / _SQUARE)

    def without_repetition(self, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """The characters apart from those of lines that are seen at the same place, and these."""
        kept: list[Glyph] = []
        repeated: list[Glyph] = []
        by_level: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            by_level[round(glyph[4])].append(glyph)
        for own in by_level.values():
            written = [glyph for glyph in own if not glyph[6].isspace()]
            if sum(1 for glyph in written if self._repeats(glyph)) <= _SAME_TEXT * len(written):
                kept += own
            else:
                repeated += own
        return kept, repeated

    def _repeats(self, glyph: Glyph) -> bool:
        row, column = self._square(glyph)
        return any(
            glyph[6] in self.squares.get((near, beside), ())
            for near in (row - 1, row, row + 1)
            for beside in (column - 1, column, column + 1)
        )


def nearest(blocks: Sequence[Block], page: int, top: float) -> int:
    """The index of the last block that begins at or above a height on a page, else the first block's."""
    index = blocks[0].index
    for block in blocks:
        assert isinstance(block.origin, PdfOrigin)
        first = block.origin.pieces[0]
        if (first.page, first.box.top) > (page, top):
            break
        index = block.index
    return index


def _place_near(blocks: Sequence[Block], line: Line) -> Place:
    if not blocks:
        return Place(0)
    index = nearest(blocks, line.page, line.base)
    block = next(each for each in blocks if each.index == index)
    if isinstance(block, Table):
        for cell in block.cells:
            assert isinstance(cell.origin, PdfOrigin)
            if any(
                piece.page == line.page
                and piece.box.x0 <= line.x0 <= piece.box.x1
                and piece.box.top <= line.base <= piece.box.bottom
                for piece in cell.origin.pieces
            ):
                return Place(index, cell.row, cell.column)
    return Place(index)
