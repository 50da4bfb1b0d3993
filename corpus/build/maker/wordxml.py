"""Paragraphs and tables as WordprocessingML."""

from __future__ import annotations

import itertools
from dataclasses import replace
from xml.sax.saxutils import escape

from .grid import CELL_SIZE, Grid
from .pieces import Disguised, Para, Piece, seen

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TEXT_TWIPS = 9070

_DISGUISES = {
    "vanish": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "tiny": '<w:sz w:val="2"/><w:szCs w:val="2"/>',
}


def run(text: str, properties: str = "") -> str:
    parts: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            parts.append("<w:br/>")
        for index, stretch in enumerate(line.split("\t")):
            if index:
                parts.append("<w:tab/>")
            if stretch:
                parts.append(f'<w:t xml:space="preserve">{escape(stretch)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(parts)}</w:r>"


def _look(item: Para) -> str:
    size = f'<w:sz w:val="{item.size}"/><w:szCs w:val="{item.size}"/>' if item.size else ""
    return ("<w:b/>" if item.bold else "") + size


def _piece(piece: Piece, look: str) -> str:
    if isinstance(piece, Disguised):
        return run(piece.text, _DISGUISES[piece.disguise])
    return run(seen(piece), look)


def paragraph(
    item: Para, *, indent: bool = False, numbering: str = "", style: str = "", size: int | None = None
) -> str:
    """A `w:p`. `numbering` is the numPr element of an automatic number, `style` a style id, `size` replaces the cell size."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += numbering
    if item.spaced:
        properties += '<w:spacing w:before="240" w:after="120"/>'
    if indent and not item.auto:
        properties += '<w:ind w:firstLineChars="200" w:firstLine="480"/>'
    if item.align != "left":
        properties += f'<w:jc w:val="{item.align}"/>'
    look = _look(item if size is None or item.size != CELL_SIZE else replace(item, size=size))
    number = "" if item.auto else item.number
    pieces: list[Piece] = [number, *item.pieces] if number else list(item.pieces)
    merged: list[Piece] = []
    for piece in pieces:
        text = piece if isinstance(piece, Disguised) else seen(piece)
        if isinstance(text, str) and merged and isinstance(merged[-1], str):
            merged[-1] += text
        else:
            merged.append(text)
    runs = "".join(_piece(piece, look) for piece in merged)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _borders(kind: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return (
        "<w:tblBorders>"
        + "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
        + "</w:tblBorders>"
    )


def table(grid: Grid, paragraphs: dict[int, str], *, borders: bool = True) -> str:
    """A `w:tbl`. `paragraphs` holds ready XML for paragraphs by id(), where they need more than the plain form."""
    edges = grid.edges()
    twips = [round(edge * TEXT_TWIPS / edges[-1]) for edge in edges]
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in itertools.pairwise(twips))
    where = {edge: index for index, edge in enumerate(edges)}
    inner = f'<w:left w:w="{grid.margin}" w:type="dxa"/><w:right w:w="{grid.margin}" w:type="dxa"/>'
    margins = "" if grid.margin is None else f"<w:tblCellMar>{inner}</w:tblCellMar>"
    out = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_TWIPS}" w:type="dxa"/>{_borders("single" if borders else "none")}'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    ]
    for index, row in enumerate(grid.covered()):
        out.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if index in grid.heads else ""))
        for slot, begins in row:
            left, right = where[slot.start], where[slot.end]
            cell = f'<w:tcW w:w="{twips[right] - twips[left]}" w:type="dxa"/>'
            if right - left > 1:
                cell += f'<w:gridSpan w:val="{right - left}"/>'
            if slot.down > 1:
                cell += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
            if len(slot.paras) == 1:
                cell += '<w:vAlign w:val="center"/>'
            body = (
                "".join(paragraphs.get(id(p)) or paragraph(p, size=grid.size) for p in slot.paras)
                if begins
                else "<w:p/>"
            )
            out.append(f"<w:tc><w:tcPr>{cell}</w:tcPr>{body}</w:tc>")
        out.append("</w:tr>")
    return "".join(out) + "</w:tbl>"
