"""How sure the reading of each character is, and where scanned text lies on the page as shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportparse.model.document import Block, Cell, Certainty, Document, Paragraph
from reportparse.model.location import Box, Origin, PdfOrigin, PdfPiece
from reportparse.readers.pdf_chars import Area
from reportparse.readers.scan_result import ScannedChar, ScannedPage

# How far (characters) to look for a character of the text among those read.
_AHEAD = 4
BELOW_SEALS = 0.5
"""No more confidence is put in what a seal lies on that hides print."""


def below_seals(page: ScannedPage, areas: Sequence[Area]) -> ScannedPage:
    """The page with little confidence in what stands in these areas: what a seal hides part of may be half a figure."""
    if not areas:
        return page
    chars = [
        replace(char, confidence=min(char.confidence, BELOW_SEALS))
        if any(area.holds((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2) for area in areas)
        else char
        for char in page.chars
    ]
    return replace(page, chars=tuple(chars))


def certainty(document: Document, scans: Mapping[int, ScannedPage]) -> Certainty:
    """For every text with characters read off an image, the confidence of each of its characters."""
    found: dict[tuple[int, int | None, int | None], tuple[float, ...]] = {}
    for block in (*document.walk(), *document.headers, *document.footers):
        if isinstance(block, Paragraph):
            _add(found, (block.index, None, None), block.text, block.origin, scans)
            continue
        for cell in block.cells:
            _add(found, (block.index, cell.row, cell.column), cell.text, cell.origin, scans)
    return found


def _add(
    found: dict[tuple[int, int | None, int | None], tuple[float, ...]],
    key: tuple[int, int | None, int | None],
    text: str,
    origin: Origin,
    scans: Mapping[int, ScannedPage],
) -> None:
    assert isinstance(origin, PdfOrigin)
    if not text or not any(piece.page in scans for piece in origin.pieces):
        return
    values = [1.0] * len(text)
    for piece in origin.pieces:
        scan = scans.get(piece.page)
        if scan is not None:
            own = text[piece.start : piece.end]
            values[piece.start : piece.end] = _matched(own, _inside(scan.chars, piece.box))
    found[key] = tuple(values)


def _inside(chars: Sequence[ScannedChar], box: Box) -> list[ScannedChar]:
    own = [
        char
        for char in chars
        if box.x0 - 0.1 <= (char.x0 + char.x1) / 2 <= box.x1 + 0.1
        and box.top - 0.1 <= (char.top + char.bottom) / 2 <= box.bottom + 0.1
    ]
    return sorted(own, key=lambda char: char.x0)


def _matched(text: str, chars: Sequence[ScannedChar]) -> list[float]:
    values: list[float] = []
    place = 0
    for letter in text:
        near = [at for at in range(place, min(place + _AHEAD, len(chars))) if chars[at].text == letter]
        if near:
            values.append(chars[near[0]].confidence)
            place = near[0] + 1
        else:
            values.append(1.0)  # a space that stands for a gap
    return values


def on_pages(document: Document, shown: Mapping[int, Callable[[Box], Box]]) -> Document:
    """The document with the boxes of scanned pages (by number) turned as the pages are shown."""

    def origin(old: Origin) -> Origin:
        assert isinstance(old, PdfOrigin)
        if not any(piece.page in shown for piece in old.pieces):
            return old
        return PdfOrigin(
            tuple(
                PdfPiece(piece.start, piece.end, piece.page, shown[piece.page](piece.box))
                if piece.page in shown
                else piece
                for piece in old.pieces
            )
        )

    def paragraph(old: Paragraph) -> Paragraph:
        return replace(old, origin=origin(old.origin))

    def block(old: Block) -> Block:
        if isinstance(old, Paragraph):
            return paragraph(old)
        return replace(old, cells=tuple(map(cell, old.cells)), origin=origin(old.origin))

    def cell(old: Cell) -> Cell:
        return replace(old, blocks=tuple(map(block, old.blocks)), origin=origin(old.origin))

    return replace(
        document,
        blocks=tuple(map(block, document.blocks)),
        headers=tuple(map(paragraph, document.headers)),
        footers=tuple(map(paragraph, document.footers)),
    )
