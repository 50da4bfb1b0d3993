"""Prints a Document the way converters do: tabbed cells, Markdown, repeated cells, a web page. For reading it back."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from reportparse.model.document import Cell, Document, Paragraph, Table


def as_tabbed(document: Document) -> str:
    """One cell a line after a tab, rows and paragraphs parted by blank lines; squares merged from above are blank cells."""
    return "\n".join(_tabbed(document))


def _tabbed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.shown
            yield ""
            continue
        for row in range(block.row_count):
            for cell in block.covering_rows[row]:
                lines = _cell_lines(cell) if cell.row == row else [""]
                yield "\t" + lines[0]
                for line in lines[1:]:
                    yield ""
                    yield line
            yield ""


def as_markdown(document: Document) -> str:
    """Tables in pipes over the whole grid, merged squares blank, paragraphs of a cell parted by <br>."""
    return "\n".join(_markdown(document))


def _markdown(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.shown.replace("|", "\\|")
            yield ""
            continue
        squares = [[""] * block.column_count for _ in range(block.row_count)]
        for cell in block.cells:
            squares[cell.row][cell.column] = "<br>".join(_cell_lines(cell)).replace("|", "\\|")
        used = [column for column in range(block.column_count) if any(cell.column == column for cell in block.cells)]
        for number, row in enumerate(squares):
            yield "| " + " | ".join(row[column] for column in used) + " |"
            if number == 0:
                yield "|" + " --- |" * len(used)
        yield ""


def as_repeated(document: Document) -> str:
    """Cells parted by tabs, the text of a merged cell in every square of it."""
    return "\n".join(_repeated(document))


def _repeated(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.shown
            yield ""
            continue
        used = sorted({cell.column for cell in block.cells})
        for row in block.covering_rows:
            owners = [next((cell for cell in row if cell.column <= column < cell.end_column), None) for column in used]
            yield "\t".join("" if owner is None else " ".join(_cell_lines(owner)) for owner in owners)
        yield ""


def as_web_page(document: Document) -> str:
    """A page with real spans, as word processors save it."""
    body = "".join(
        _web_table(block) if isinstance(block, Table) else _web_paragraph(block) for block in document.blocks
    )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{body}</body></html>'


def _web_paragraph(paragraph: Paragraph) -> str:
    return "".join(f"<p>{_spaced(line)}</p>\n" for line in paragraph.shown.split("\n"))


def _web_table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            inner = "".join(
                _web_table(block) if isinstance(block, Table) else _web_paragraph(block) for block in cell.blocks
            )
            cells.append(f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{inner}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>\n"


def _spaced(text: str) -> str:
    """Blanks that a browser would drop or run together, kept."""
    return escape(text).replace("  ", "&nbsp; ").replace("\t", "&nbsp;&nbsp;") or "&nbsp;"


def _cell_lines(cell: Cell) -> list[str]:
    return [line.replace("\t", " ") for line in cell.text.split("\n")]
