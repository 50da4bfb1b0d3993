"""bytes → Document for PDF. The steps, in order:

the page as it is looked at (pdf_view) → characters (pdf_chars) and rulings (pdf_edges) → fields and annotations
(pdf_annotations) → watermarks apart (pdf_watermark) → two pages on a sheet (pdf_two_up) → lattice (pdf_lattice) →
struck text apart (pdf_struck) → columns of running text (pdf_columns) → lines in cells and outside (pdf_lines,
pdf_sideways, pdf_tables, pdf_pages) → running lines apart (pdf_pages) → tables over page breaks (pdf_unruled_breaks,
pdf_stitch) → paragraphs (pdf_paragraphs).
"""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, takewhile

from reportparse.errors import ReadError
from reportparse.model.document import Block, Document, Paragraph, Problem, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits
from reportparse.model.location import Place
from reportparse.readers.beyond import PageTooLargeError, beyond
from reportparse.readers.pdf_columns import Columns, column_margins, last_columns
from reportparse.readers.pdf_edges import PageDrawing
from reportparse.readers.pdf_garbled import is_garbled
from reportparse.readers.pdf_hidden import hidden_texts, nearest
from reportparse.readers.pdf_lines import Line
from reportparse.readers.pdf_pages import PageContent, lay_out, take_running_lines
from reportparse.readers.pdf_paragraphs import Leadings, Margins, build, is_centered, paragraphs
from reportparse.readers.pdf_sheets import SPLIT_PDF, opened, read_sheet
from reportparse.readers.pdf_stitch import belongs_together, is_title_of_rest, stitch
from reportparse.readers.pdf_tables import GridTable, build_table, learn
from reportparse.readers.pdf_two_up import part_sheets
from reportparse.readers.pdf_unruled_breaks import take_in_rows
from reportparse.readers.pdf_view import AS_SHOWN, Sheet, restore
from reportparse.readers.pdf_watermark import take_watermarks
from reportparse.readers.scan_pages import covered, format_of, is_scan, read_if_scan, with_certainty, without_text
from reportparse.readers.tally_pdf import accounted

# So many lines may stand above the rest of a table.
MAX_TITLE_LINES = 3
# A line of this many characters may show where the right margin is; shorter ones end of their own will.
_LONG = 20


def read_pdf(data: bytes, source: Source) -> Document:
    """Reads a PDF.

    Raises ReadError: broken-pdf, encrypted-pdf, pdf-without-pages, too-many-pages, too-large-pdf, pdf-without-text.
    """
    with _without_collection():
        return _read(data, source)


def _read(data: bytes, source: Source) -> Document:
    sheets = _read_sheets(data, source.path)
    pages = _laid_out(sheets, source.path)
    if not any(page.glyphs.seen or page.glyphs.sideways for page in pages):
        closed = next((page for page in pages if page.closed), None)
        if closed is not None and closed.closed is not None:
            message = Say(
                f"这份 PDF 没有可读的页，第{closed.sheet}页的{closed.closed.zh}",
                f"this PDF has no readable page; on page {closed.sheet} {closed.closed.en}",
            )
            raise ReadError(source.path, "too-large-pdf", message, Say("", ""))
        raise without_text(source.path, pages[-1].sheet, [page.scan_problem for page in pages if page.scan_problem])
    document = assemble(pages, dataclasses.replace(source, format=format_of(pages), pages=pages[-1].sheet))
    return accounted(document, sheets, pages)


def read_pages(data: bytes, path: str) -> list[PageContent]:
    """All pages of a PDF with their characters, drawings, tables and lines. Raises ReadError as read_pdf does."""
    return _laid_out(_read_sheets(data, path), path)


def _read_sheets(data: bytes, path: str) -> list[PageContent]:
    sheets: list[PageContent] = []
    with opened(data, path) as document:
        characters = 0
        for number in range(1, len(document) + 1):
            sheet = read_sheet(document, number)
            sheets.append(read_if_scan(document, sheet) if is_scan(sheet) else sheet)
            characters += len(sheets[-1].glyphs.seen)
            if characters > limits().characters:
                what = Say(
                    f"这份 PDF 到第{number}页已有 {characters} 个字符",
                    f"this PDF has {characters} characters up to page {number}",
                )
                raise beyond(path, "too-large-pdf", what, "characters", SPLIT_PDF)
    return sheets


def _laid_out(sheets: Sequence[PageContent], path: str) -> list[PageContent]:
    take_watermarks([sheet.glyphs for sheet in sheets])
    pages = part_sheets(sheets)
    cells = 0
    columns: Columns = ((), False)
    size = (0, 0)
    before: list[Columns] = []
    for number, page in enumerate(pages):
        before.append(columns if page.size == size else ((), False))
        _lay_out(page, _next(pages, number), before[number])
        columns, size = last_columns(page.lanes, [*page.lines, *page.tables], page.height), page.size
        cells += sum(len(table.cells) for table in page.tables)
        if cells > limits().cells:
            what = Say(
                f"这份 PDF 到第{page.sheet}页已有 {cells} 个单元格",
                f"this PDF has {cells} cells up to page {page.sheet}",
            )
            raise beyond(path, "too-large-pdf", what, "cells", SPLIT_PDF)
    if _forms_are_left(pages):
        for number, page in enumerate(pages):
            if page.forms or page.rest is not None:
                _lay_out(page, _next(pages, number), before[number], with_forms=False)
    return pages


def _forms_are_left(pages: Sequence[PageContent]) -> bool:
    """Whether of several forms that begin alike some were not read: the figures of the others would be taken for the whole."""
    labels = {label for page in pages for label in page.forms}
    return bool(labels) and any(
        line.gaps and line.text.split(maxsplit=1)[0] in labels for page in pages for line in page.lines
    )


def _next(pages: Sequence[PageContent], number: int) -> PageContent | None:
    return pages[number + 1] if number + 1 < len(pages) else None


def _lay_out(page: PageContent, following: PageContent | None, columns: Columns, with_forms: bool = True) -> None:
    try:
        lay_out(page, following, columns, with_forms)
    except PageTooLargeError as error:
        page.closed = error.said
        page.drawing = PageDrawing(pictures=page.drawing.pictures)
        lay_out(page)


@contextmanager
def _without_collection() -> Iterator[None]:
    """The search for cyclic garbage, which finds none among millions of characters, costs a twentieth of the time.

    It begins with all that is still there at the end of the block: there the characters must be gone.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def assemble(pages: Sequence[PageContent], source: Source) -> Document:
    """The Document made of the pages' lines and tables."""
    running = take_running_lines(pages)
    bottoms: dict[tuple[int, int], float] = {}
    for page in pages:
        bottoms[page.size] = max(bottoms.get(page.size, 0.0), page.body_bottom)
    take_in_rows(pages, bottoms)
    margins = _body_margins(pages)
    leadings = Leadings()
    for page in pages:
        for lane, own in page.regions():
            leadings.learn(own, margins(page.number, lane))
        for table in page.tables:
            learn(table, leadings)
    for page in pages:
        for lane, own in page.regions():
            leadings.learn_ends(own, margins(page.number, lane))
    counter = count()
    blocks = tuple(_blocks(pages, bottoms, margins, leadings, counter))
    headers = tuple(build([line], next(counter), False) for line in running.headers)
    footers = tuple(build([line], next(counter), False) for line in running.footers)
    document = Document(
        source, blocks, headers, footers, unread=_unread(pages), problems=tuple(_problems(pages, blocks))
    )
    hidden = tuple(hidden_texts(pages, document))
    if hidden:
        document = dataclasses.replace(document, hidden=hidden)
    document = with_certainty(document, pages)
    if all(page.number == page.sheet and page.back is AS_SHOWN for page in pages):
        return document
    return restore(document, {page.number: Sheet(page.sheet, page.back) for page in pages})


def _body_margins(pages: Sequence[PageContent]) -> Callable[[int, int], Margins]:
    """The margins of the running text by page and lane."""
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        by_size.setdefault(page.size, []).extend(page.lines)
    found: dict[tuple[int, int], Margins] = {}
    for size, own in by_size.items():
        width = float(size[0])
        left = min((line.x0 for line in own), default=72.0)
        right = max((line.solid for line in own), default=width - 72.0)
        long_lines = [line for line in own if line.solid - line.x0 > _LONG * line.size]
        reached = sum(1 for line in long_lines if line.solid > right - 1.5 * line.size)
        # Without full lines the right margin is not seen; the left one tells as much.
        em = max((line.size for line in own), default=10.0)
        if reached < 2 and right < width - left - 3 * em:
            right = width - left
        found[size] = Margins(left, right)
    sizes = {page.number: page.size for page in pages}
    columns = column_margins((page.number, page.size, page.lanes) for page in pages if page.lanes)
    if not columns:
        return lambda number, _: found[sizes[number]]
    return lambda number, lane: columns.get((number, lane)) or found[sizes[number]]


def _blocks(
    pages: Sequence[PageContent],
    bottoms: Mapping[tuple[int, int], float],
    margins: Callable[[int, int], Margins],
    leadings: Leadings,
    counter: Iterator[int],
) -> Iterator[Block]:
    def bottom(table: GridTable) -> float:
        page = pages[table.page - 1]
        return bottoms[page.size] if table.column is None else page.column_bottom(table.column, table.lane)

    running: list[Line] = []
    asides: list[Line] = []
    table: GridTable | None = None
    for page in pages:
        asides += page.asides
        items = page.items()
        lead = list(takewhile(lambda item: isinstance(item, Line), items[: MAX_TITLE_LINES + 1]))
        rest = items[len(lead)] if len(lead) < len(items) else None
        if table is not None and lead and isinstance(rest, GridTable):
            between = [item for item in lead if isinstance(item, Line)]
            reaches = belongs_together(table, rest, bottom(table))
            if reaches and is_title_of_rest(table, rest, between):
                stitch(table, rest)
                running += between
                items = items[len(lead) + 1 :]
        for item in items:
            if isinstance(item, Line):
                if table is not None:
                    yield build_table(table, next(counter), leadings, lambda: next(counter))
                    table = None
                running.append(item)
                continue
            if table is not None and belongs_together(table, item, bottom(table)):
                stitch(table, item)
                continue
            if table is not None:
                yield build_table(table, next(counter), leadings, lambda: next(counter))
            yield from _paragraphs(running, margins, leadings, counter)
            yield from (build([line], next(counter), False) for line in asides)
            running, asides = [], []
            table = item
    if table is not None:
        yield build_table(table, next(counter), leadings, lambda: next(counter))
    yield from _paragraphs(running, margins, leadings, counter)
    yield from (build([line], next(counter), False) for line in asides)


def _paragraphs(
    running: list[Line], margins: Callable[[int, int], Margins], leadings: Leadings, counter: Iterator[int]
) -> Iterator[Paragraph]:
    for group in paragraphs(running, lambda line: margins(line.page, line.lane), leadings):
        centered = all(is_centered(line, margins(line.page, line.lane)) for line in group)
        yield build(group, next(counter), centered)


def _unread(pages: Sequence[PageContent]) -> dict[str, int]:
    counts = {
        "pictures": sum(len(page.drawing.pictures) for page in pages),
        "annotations": sum(page.annotations for page in pages),
        "form fields": sum(page.fields for page in pages),
        "turned characters": sum(page.glyphs.turned for page in pages),
        "watermark characters": sum(page.glyphs.watermark for page in pages),
        "struck characters": sum(page.glyphs.struck for page in pages),
        "unmapped characters": sum(page.glyphs.unmapped for page in pages),
    }
    return {name: number for name, number in counts.items() if number}


_GARBLED = Say(
    "的文字层不能用：字体没有给出字符对照，读出的不是原文。请从原件重新导出 PDF，或先做文字识别（OCR）。",
    "has a text layer of no use: the fonts do not say what their characters are. "
    "Export the PDF again from the original, or have it recognised (OCR).",
)
_UNRULED = Say(
    "有几行数字像是没有框线的表格，各列对得不齐，按段落读取，其中的数不算表内数据。",
    "has lines of figures like a table without rulings whose columns do not line up; "
    "they were read as paragraphs, and their figures are no table figures.",
)


def _problems(pages: Sequence[PageContent], blocks: Sequence[Block]) -> Iterator[Problem]:
    for page in pages:
        place = Place(nearest(blocks, page.number, 0.0)) if blocks else None
        if page.drawing.broken:
            what = Say("已损坏，未能读取。", "is damaged and was not read.")
            yield Problem("read", "broken-page", _of_page(page, what), place)
        elif page.closed:
            what = Say(f"的{page.closed.zh}", f"has {page.closed.en}")
            yield Problem("read", "page-too-large", _of_page(page, what), place)
        elif page.scan_problem is not None:
            what = Say(
                f"没有可用的文字（扫描页或图片），未能读取：{page.scan_problem.zh}。",
                f"has no usable text (a scan or a picture) and was not read: {page.scan_problem.en}.",
            )
            yield Problem("read", "page-without-text", _of_page(page, what), place)
        elif is_garbled(page.glyphs.seen, "" if page.glyphs.unmapped else page.text):
            yield Problem("read", "garbled-text-layer", _of_page(page, _GARBLED), place)
        if page.scan is not None and page.scan.seals:
            yield Problem("read", "seal-over-table", _of_page(page, _sealed(page)), place)
        if page.doubtful:
            where = Place(nearest(blocks, page.number, min(page.doubtful)))
            yield Problem("read", "unruled-table", _of_page(page, _UNRULED), where)


def _of_page(page: PageContent, what: Say) -> Say:
    return Say(f"第{page.sheet}页{what.zh}", f"page {page.sheet} {what.en}")


def _sealed(page: PageContent) -> Say:
    """What is said of seals that hide print of a table."""
    texts = ["".join(line.text for line in cell.lines) for cell, _ in covered(page)]
    if not texts:
        return Say(
            "的框线被印章盖住，表格可能没有读全，请核对原件。",
            "has a seal over rulings; a table may not be read in full. Check it against the original.",
        )
    return Say(
        f"的表格上盖有印章，盖住的字没有认出或可能认错，涉及的格现读作{'、'.join(f'「{text}」' for text in texts)}，请核对原件。",
        "has a seal over a table; what it hides was not read or may be misread. The cells it lies on read "
        f"{', '.join(f'“{text}”' for text in texts)}; check them against the original.",
    )
