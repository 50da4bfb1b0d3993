"""Writes a Document into a workbook the way clerks keep such forms: titles merged over the width, cells in boxes."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
from openpyxl.styles import Alignment, Border, Side

from reportparse.model.document import Document, Paragraph, Table

_BOX = Border(*(Side(style="thin"),) * 4)
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(\.\d+)?(%?)")


def as_workbook(document: Document, boxed: bool = True) -> bytes:
    """One sheet with all blocks below each other, a blank row between tables. Figures are numbers with a format."""
    book = openpyxl.Workbook()
    sheet = book.active
    width = max((block.column_count for block in document.blocks if isinstance(block, Table)), default=1)
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            row += 1
            sheet.cell(row, 1, block.shown).alignment = Alignment(horizontal="center" if block.centered else None)
            if width > 1:
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
            continue
        for cell in block.cells:
            at = sheet.cell(row + 1 + cell.row, 1 + cell.column)
            _put(at, cell.text)
            bottom, right = row + cell.end_row, cell.end_column
            if boxed:
                for line in range(row + 1 + cell.row, bottom + 1):
                    for column in range(1 + cell.column, right + 1):
                        sheet.cell(line, column).border = _BOX
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(start_row=at.row, start_column=at.column, end_row=bottom, end_column=right)
        row += block.row_count + 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(cell: openpyxl.cell.Cell, text: str) -> None:
    match = _FIGURE.fullmatch(text)
    if match is None or len(text) > 14:
        cell.value = text or None
        if cell.data_type == "f":
            cell.data_type = "s"
        return
    decimals = len(match[1] or ".") - 1
    value = Decimal(text.rstrip("%").replace(",", ""))
    cell.value = value / 100 if match[2] else value
    cell.number_format = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "") + match[2]


def as_old_workbook(document: Document) -> bytes:
    """The same as an .xls file, its figures as words."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    box = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    width = max((block.column_count for block in document.blocks if isinstance(block, Table)), default=1)
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.write_merge(row, row, 0, width - 1, block.shown)
            row += 1
            continue
        for cell in block.cells:
            sheet.write_merge(row + cell.row, row + cell.end_row - 1, cell.column, cell.end_column - 1, cell.text, box)
        row += block.row_count + 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
