"""Plain text as converters leave it → Document: paragraphs, and the tables its lines still show."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from reportparse.errors import ReadError
from reportparse.model.document import Block, Document, Paragraph, Problem, Source
from reportparse.model.findings import Say
from reportparse.model.limits import limits, size
from reportparse.model.location import TextOrigin
from reportparse.readers.auto_numbers import restored
from reportparse.readers.beyond import beyond, undecodable
from reportparse.readers.charset import decode
from reportparse.readers.grid import make_table
from reportparse.readers.ruled_cells import find_ruled
from reportparse.readers.split_cells import find_bare_pipes, find_columns, find_pipes, find_tabs
from reportparse.readers.tabbed_cells import find_tabbed_cells
from reportparse.readers.tally import Piece, in_line, settled
from reportparse.readers.text_draft import TableDraft
from reportparse.readers.text_lines import Line, is_page_mark, split_lines

Finder = Callable[[Sequence[Line], int], TableDraft | int]
"""Gives the table that begins with a line, or the index of the line from which on it may be asked again."""
_FINDERS: tuple[Finder, ...] = (find_tabbed_cells, find_ruled, find_pipes, find_tabs, find_bare_pipes, find_columns)
_END_MARKS = frozenset("。！？；：…!?;:”』」》")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、）)](?!\d)|[①-⑳•●■◆※*·-]|第[一二三四五六七八九十]+[章节条部]"
)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BETWEEN_CELLS = re.compile(r"[\t|│┃║]|[ \u3000]{2,}")
_LEAST_WIDTH, _MOST_WIDTH = 40, 160
"""The widths, in columns of a terminal, at which dumps break their lines."""
_LEAST_FULL = 4
_RAGGED = 3
"""How far below the full width a line may end that was broken there: a wide character and a mark that may not begin a line."""


def read_text(data: bytes, source: Source) -> Document:
    """Read a plain text in any encoding that `charset.decode` knows.

    Lines are paragraphs, blank lines part them; lines broken at a fixed width are joined. Origins are line numbers.
    Raises ReadError: `too-large`, `not-a-report`.
    """
    if len(data) > limits().text_size:
        what = Say(f"文本文件有 {size(len(data))}", f"the text has {size(len(data))}")
        remedy = Say(
            "请确认这是一份报告；若是多份报告合在一起，请分开后再试。",
            "Make sure that it is one report; if it is several in one file, part them.",
        )
        raise beyond(source.path, "too-large", what, "text_size", remedy)
    decoded = decode(data)
    if decoded is None:
        raise ReadError(
            source.path,
            "not-a-report",
            Say("文件内容不是能辨认的中文文本。", "the content is no text in recognisable Chinese."),
            Say(
                "请用记事本打开，另存为 UTF-8 编码后再试，或提供 Word（.docx）或 PDF 格式的报告。",
                "Open it in an editor and save it in UTF-8, or give the report as Word (.docx) or PDF.",
            ),
        )
    lines, pages = split_lines(decoded.text)
    problems: list[Problem] = []
    if decoded.broken:
        problems.append(undecodable(decoded.broken, decoded.encoding))
    document = Document(
        source=dataclasses.replace(source, pages=pages),
        blocks=restored(_blocks(lines)),
        problems=tuple(problems),
    )
    text = _LINE_BREAK.sub(" ", decoded.text)
    return settled(document, text, lambda _: _pieces(text), repeated="repeated cells")


def _pieces(text: str) -> Iterator[Piece]:
    """The lines in the parts that may be cells; page marks with the reason."""
    paged = "\f" in text
    for number, line in enumerate(text.splitlines(), 1):
        if is_page_mark(line.strip(), paged):
            yield Piece(line, "page numbers")
            continue
        where = in_line(number)
        for part in _BETWEEN_CELLS.split(line):
            yield Piece(part, None, where)


def _blocks(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    full = _full_width(lines)
    # From which line on each finder has something to look at: a long stretch that is no table is looked at once.
    again = dict.fromkeys(_FINDERS, 0)
    index = 0
    while index < len(lines):
        line = lines[index]
        table = None if not line.text else _table(lines, index, again)
        if table is not None:
            blocks.append(make_table(table.cells, table.rows, table.columns, len(blocks), table.line))
            index = table.end
            continue
        index += 1
        if line.blank:
            continue
        parts = [line.text.removeprefix("\t")]
        while full is not None and index < len(lines) and _broken_between(lines[index - 1], lines[index], full):
            following = lines[index].text.strip()
            if _is_letter(parts[-1][-1]) and _is_letter(following[0]):
                parts.append(" ")
            parts.append(following)
            index += 1
        blocks.append(Paragraph("".join(parts), TextOrigin(line.number), len(blocks)))
    return blocks


def _table(lines: Sequence[Line], index: int, again: dict[Finder, int]) -> TableDraft | None:
    for finder in _FINDERS:
        if again[finder] <= index:
            found = finder(lines, index)
            if isinstance(found, TableDraft):
                return found
            again[finder] = found
    return None


def _full_width(lines: Sequence[Line]) -> int | None:
    """The width at which the lines are broken: a third of the long ones end there and hardly any goes on beyond it."""
    widths = Counter(line.width for line in lines if line.text and "|" not in line.text and "\t" not in line.text)
    long = [(width, count) for width, count in widths.items() if width >= _LEAST_WIDTH]
    best, full = 0, 0
    for width, _ in long:
        if width > _MOST_WIDTH:
            continue
        near = sum(count for other, count in long if width - _RAGGED <= other <= width)
        if (near, width) > (full, best):
            best, full = width, near
    beyond = sum(count for width, count in long if width > best + _RAGGED)
    if full < _LEAST_FULL or full * 3 < sum(count for _, count in long) or beyond * 10 > full:
        return None
    return best


def _broken_between(line: Line, following: Line, full: int) -> bool:
    """Whether a sentence goes on from one line to the next."""
    text = following.text
    if not -_RAGGED <= line.width - full <= _RAGGED or following.blank or "\t" in text or "\t" in line.text:
        return False
    if line.text[-1] in _END_MARKS or following.indent > line.indent:
        return False
    return _NUMBERED.match(text.strip()) is None


def _is_letter(character: str) -> bool:
    """Whether it is a Latin letter: of two words in such letters a broken line took the space."""
    return character.isascii() and character.isalpha()
