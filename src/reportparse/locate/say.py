"""Says a place in words a reviewer can follow: page, section, table, row and column."""

from __future__ import annotations

from reportparse.model.document import Document, Paragraph
from reportparse.model.location import PdfOrigin, PdfPiece, Place, SheetOrigin
from reportparse.model.outline import Outline, Region
from reportparse.text.normalise import shortened
from reportparse.text.numbers import parse_cell


class Sayer:
    """Words for the places of one document."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self.document = document
        self.outline = outline
        self._paged = any(isinstance(block.origin, PdfOrigin) for block in document.blocks[:1])
        self._in_sheets = any(isinstance(block.origin, SheetOrigin) for block in document.blocks[:1])
        # (table, row) → the region, the row's name and its number in the region (0 for the header).
        self._rows: dict[tuple[int, int], tuple[Region, str, int]] = {}
        for region in outline.regions:
            for row in region.header_rows:
                self._rows.setdefault((region.table, row), (region, "", 0))
            for number, body in enumerate(region.rows, start=1):
                self._rows.setdefault((region.table, body.row), (region, body.label, number))
        self._heads: dict[tuple[int, int, int | None], str] = {}
        self._headings: dict[tuple[int, int | None, int | None], list[tuple[int, tuple[str, ...]]]] = {}
        for passage in outline.passages:
            key = (passage.place.block, passage.place.row, passage.place.column)
            self._headings.setdefault(key, []).append((passage.offset, passage.headings))
        paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
        self._paragraphs = {block.index: number for number, block in enumerate(paragraphs, start=1)}
        self._tables = {
            block.index: number
            for number, block in enumerate(
                (block for block in document.walk() if not isinstance(block, Paragraph)), start=1
            )
        }

    def page(self, place: Place) -> int | None:
        piece = self._piece(place)
        return piece.page if piece else None

    def bbox(self, place: Place) -> tuple[float, float, float, float] | None:
        piece = self._piece(place)
        if piece is None:
            return None
        box = piece.box
        return (round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1))

    def _piece(self, place: Place) -> PdfPiece | None:
        if not self._paged:
            return None
        try:
            origin = self.document.origin_at(place)
        except KeyError:
            return None
        return origin.locate(place.span) if isinstance(origin, PdfOrigin) else None

    def headings(self, place: Place) -> tuple[str, ...]:
        """The headings above a place in running text."""
        found: tuple[str, ...] = ()
        start = place.span[0] if place.span else 0
        for offset, headings in self._headings.get((place.block, place.row, place.column), ()):
            if offset <= start or not found:
                found = headings
        return found

    def say(self, place: Place, lang: str = "zh") -> str:
        """`第3页 年度支出和结余情况表 “局机关”行 “项目支出”列`; in a workbook sheet and cell come first."""
        page = self.page(place)
        english = lang == "en"
        parts: list[str] = []
        if page is not None:
            parts.append(f"p. {page}" if english else f"第{page}页")
        if sheet := self._sheet(place, english):
            parts.append(sheet)
            if place.row is None or (place.block, place.row) not in self._rows:
                # A number of paragraph or row would only say less well where it is.
                parts.extend([" › ".join(self.headings(place))])
                return ("，" if not english else ", ").join(part for part in parts if part)
        if place.row is not None:
            parts.extend(self._cell(place, english))
        else:
            headings = self.headings(place)
            parts.extend([" › ".join(headings)] if headings else [self._paragraph(place, english)])
        return ("，" if not english else ", ").join(part for part in parts if part)

    def _sheet(self, place: Place, english: bool) -> str:
        """`工作表「自评表」单元格D7`, where the document is a workbook."""
        if not self._in_sheets:
            return ""
        try:
            origin = self.document.origin_at(place)
        except KeyError:
            return ""
        if not isinstance(origin, SheetOrigin):
            return ""
        if english:
            return f"sheet “{origin.sheet}”" + (f", cell {origin.cell}" if origin.cell else "")
        return f"工作表「{origin.sheet}」" + (f"单元格{origin.cell}" if origin.cell else "")

    def _cell(self, place: Place, english: bool) -> list[str]:
        assert place.row is not None
        found = self._rows.get((place.block, place.row))
        if found is None:
            headings = self.headings(place)
            if headings:
                return [" › ".join(headings)]
            number = self._tables.get(place.block, 1)
            label = self._left_label(place)
            if english:
                return [f"table {number}, row {place.row + 1}" + (f" ({label})" if label else "")]
            return [f"第{number}个表格第{place.row + 1}行" + (f"“{label}”" if label else "")]
        region, label, number = found
        head = self._head(region, place.column)
        return [
            (region.caption or region.title).strip().replace("\n", ""),
            self._row_words(label if region.header_rows else self._left_label(place), number, english),
            (f"column “{head}”" if english else f"“{head}”列") if head else "",
        ]

    def _head(self, region: Region, column: int | None) -> str:
        """The header path above a grid column of a region."""
        key = (region.table, region.first_row, column)
        if key not in self._heads:
            above = (
                found
                for found in region.columns
                if region.header_rows and column is not None and found.start <= column < found.end
            )
            self._heads[key] = next(("·".join(found.path) for found in above), "")
        return self._heads[key]

    @staticmethod
    def _row_words(label: str, number: int, english: bool) -> str:
        label = label.replace("“", "").replace("”", "")
        label = shortened(label, 30)
        if english:
            row = f"row {number}" if number else "header"
            return f"{row} “{label}”" if label else row
        row = f"第{number}行" if number else "表头"
        return f"{row}“{label}”" if label else row

    def _left_label(self, place: Place) -> str:
        block = self.document.block(place.block)
        if isinstance(block, Paragraph) or place.row is None or place.column is None:
            return ""
        row = block.covering_rows[place.row] if place.row < block.row_count else ()
        left = [cell for cell in row if cell.end_column <= place.column]
        # A row number or another figure between a label and its figure is no label.
        left = [cell for cell in left if parse_cell(cell.text) is None] or left
        text = (left[-1].text if left else row[0].text if row else "").replace("\n", "").replace(" ", "")
        return shortened(text, 30)

    def _paragraph(self, place: Place, english: bool) -> str:
        number = self._paragraphs.get(place.block, 0)
        return f"paragraph {number}" if english else f"正文第{number}段"
