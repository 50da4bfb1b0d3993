"""A faulty copy of a Document: frozen blocks rebuilt where a change falls, everything else shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reportparse.model.document import Block, Cell, Document, Paragraph, Table
from reportparse.model.findings import Say
from reportparse.model.location import Origin, PdfOrigin
from reportparse.selftest.fault import Change

_Key = tuple[int, int | None, int | None]
_NO_PLACE = Say("没有这个位置", "there is no such place")


class CannotPlantError(Exception):
    """The change does not fall inside one paragraph, or this file's XML has no run that it can be made in. `why` says which."""

    def __init__(self, why: Say) -> None:
        super().__init__(why.en)
        self.why = why


def faulty(document: Document, changes: Sequence[Change]) -> Document:
    """The document with the changes made. Raises CannotPlantError."""
    wanted: dict[_Key, list[Change]] = defaultdict(list)
    for change in changes:
        if change.disguise is not None:
            raise CannotPlantError(Say("隐藏文字只能植入文件", "only a file can hold hidden text"))
        wanted[change.place.block, change.place.row, change.place.column].append(change)
    blocks = tuple(_block(block, wanted) for block in document.blocks)
    if wanted:
        raise CannotPlantError(_NO_PLACE)
    return replace(document, blocks=blocks)


def paragraph_at(document: Document, change: Change) -> tuple[Paragraph, int]:
    """The paragraph a change falls into, and where it begins in the text that the place addresses. Raises CannotPlantError."""
    place = change.place
    block = document.block(place.block)
    if isinstance(block, Paragraph):
        return block, 0
    cell = block.cell(place.row or 0, place.column or 0) if place.row is not None else None
    if cell is None:
        raise CannotPlantError(_NO_PLACE)
    return _paragraph_of(cell, change)


def _paragraph_of(cell: Cell, change: Change) -> tuple[Paragraph, int]:
    start, end = change.place.span or (0, len(cell.text))
    offset = 0
    for paragraph in cell.paragraphs:
        begin = offset + len(paragraph.shown) - len(paragraph.text)
        if begin <= start and end <= begin + len(paragraph.text):
            return paragraph, begin
        offset += len(paragraph.shown) + 1
    raise CannotPlantError(Say("文字跨段落", "the words run over several paragraphs"))


def _block(block: Block, wanted: dict[_Key, list[Change]]) -> Block:
    if isinstance(block, Paragraph):
        changes = wanted.pop((block.index, None, None), [])
        for change in _last_first(changes):
            block = _paragraph(block, change, 0)
        return block
    return _table(block, wanted)


def _table(table: Table, wanted: dict[_Key, list[Change]]) -> Table:
    cells = tuple(_cell(cell, table.index, wanted) for cell in table.cells)
    if all(new is old for new, old in zip(cells, table.cells, strict=True)):
        return table
    return replace(table, cells=cells)


def _cell(cell: Cell, table: int, wanted: dict[_Key, list[Change]]) -> Cell:
    inner = tuple(_table(block, wanted) if isinstance(block, Table) else block for block in cell.blocks)
    if any(new is not old for new, old in zip(inner, cell.blocks, strict=True)):
        cell = replace(cell, blocks=inner)
    for change in _last_first(wanted.pop((table, cell.row, cell.column), [])):
        paragraph, begin = _paragraph_of(cell, change)
        changed = _paragraph(paragraph, change, begin)
        blocks = tuple(changed if block is paragraph else block for block in cell.blocks)
        cell = replace(cell, blocks=blocks, origin=_shifted(cell.origin, change, 0))
    return cell


def _last_first(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.place.span or (0, 0), reverse=True)


def _paragraph(paragraph: Paragraph, change: Change, begin: int) -> Paragraph:
    if change.number is not None:
        return replace(paragraph, number=change.number)
    start, end = change.place.span or (begin, begin + len(paragraph.text))
    text = paragraph.text[: start - begin] + change.text + paragraph.text[end - begin :]
    return replace(paragraph, text=text, origin=_shifted(paragraph.origin, change, begin))


def _shifted(origin: Origin, change: Change, begin: int) -> Origin:
    """The line pieces of a PDF text, moved along with the text behind the change."""
    if not isinstance(origin, PdfOrigin) or change.number is not None or change.place.span is None:
        return origin
    start, end = (at - begin for at in change.place.span)
    more = len(change.text) - (end - start)

    def moved(at: int, edge: int) -> int:
        return at + more if at >= edge else min(at, start + len(change.text))

    return PdfOrigin(
        tuple(
            replace(piece, start=moved(piece.start, max(end, start + 1)), end=moved(piece.end, end))
            if piece.end > start
            else piece
            for piece in origin.pieces
        )
    )
