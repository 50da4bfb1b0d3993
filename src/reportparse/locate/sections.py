"""Builds the tree of sections from headings, typed or automatic, in paragraphs or in full-width rows of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reportparse.locate.ordinals import Ordinals, ordinals
from reportparse.locate.table_headers import is_full_width
from reportparse.model.document import Cell, Document, Paragraph, Table
from reportparse.model.location import Place
from reportparse.model.outline import Ordinal, Passage, Region, Section, SequenceBreak
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import squash

# A cell holds running text where it is this long or holds a whole sentence.
_TEXT_CELL = 30
_GOALS = "goals"
# Lines of contents at most.
_MOST_CONTENTS = 60
_CONTENTS_LINE = re.compile(r"(?:[….·．]{3,}|\t)\s*\d{1,3}\s*$")
_PAGE_NUMBER = re.compile(r"[^\d\s]\s*\d{1,3}\s*$")
# 表1　2022年度收支情况表: what stands above a table, and no title of another report.
_CAPTION = re.compile(r"附?表\s*[0-9０-９一二三四五六七八九十]")
_SENTENCE = re.compile(r"[。；！？]")
_RUN_IN = re.compile(r"[。：:]")


@dataclass
class _Node:
    """A section under construction. `heading` False: a list item or a cell, dissolved into its parent at the end.

    `opens_frame`: a list of numbers of its own begins here; `pasted`: it does so where none should.
    """

    number: str | None
    title: str
    place: Place
    ordinal: Ordinal | None
    heading: bool
    form: bool = False
    opens_frame: bool = False
    pasted: bool = False
    outline: int | None = None
    passages: list[Passage] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    @cached_property
    def shown(self) -> str:
        return (self.number or "") + self.title


@dataclass(frozen=True)
class Sections:
    tree: tuple[Section, ...]
    passages: tuple[Passage, ...]
    breaks: tuple[SequenceBreak, ...]
    first_heading: tuple[int, int, int] | None


class _Item(NamedTuple):
    """A line of the reading stream."""

    text: str
    place: Place
    offset: int
    number: str | None
    level: int | None
    centered: bool
    form: bool


def build_sections(document: Document, ruleset: RuleSet, regions: tuple[Region, ...]) -> Sections:
    """The section tree, all passages in reading order, and the breaks in the numbering."""
    builder = _Builder(document, ruleset)
    taken = {(region.table, row) for region in regions for row in (*region.header_rows, *(r.row for r in region.rows))}
    answers = {
        (region.table, row.row): region.cell(row, "actual")
        for region in regions
        if region.kind == _GOALS
        for row in region.rows
    }
    for block in document.walk():
        if isinstance(block, Paragraph):
            if (block.style or "").lower().startswith("toc"):
                continue
            for item in _items(block, Place(block.index), 0, form=False):
                builder.line(item)
        else:
            for row in range(block.row_count):
                if (block.index, row) not in taken:
                    builder.row(block, row)
                elif (answer := answers.get((block.index, row))) is not None and answer.row == row:
                    builder.answer(block, answer)
    return builder.finish()


def _items(paragraph: Paragraph, place: Place, offset: int, *, form: bool) -> Iterator[_Item]:
    at = offset
    for position, line in enumerate(paragraph.text.split("\n")):
        if line.strip() or (position == 0 and paragraph.number):
            number = paragraph.number if position == 0 else None
            level = paragraph.level if position == 0 else None
            yield _Item(line, place, at, number, level, paragraph.centered, form)
        at += len(line) + 1


class _Builder:
    def __init__(self, document: Document, ruleset: RuleSet) -> None:
        self.document = document
        self.rules = ruleset.sections
        self.ordinals: Ordinals = ordinals(ruleset)
        self.title_ends = tuple(squash(word) for word in ruleset.fields.title_ends)
        self.root = _Node(None, "", Place(0), None, heading=False)
        self.stack: list[_Node] = [self.root]
        self.passages: list[Passage] = []
        self.breaks: list[SequenceBreak] = []
        self.first_heading: tuple[int, int, int] | None = None
        # An unnumbered line since the last heading: a list may begin anew after it without a fault.
        self.broken_off = False
        # Between the title of a table of contents and the first line without a page number at its end.
        self.in_contents = False
        # The block where the first line of contents without page numbers comes again, as the heading itself.
        self.contents_until = 0

    # -- the stream ------------------------------------------------------------------------------

    def row(self, table: Table, row: int) -> None:
        """A row outside the located regions: a heading row, or cells of running text."""
        if is_full_width(table, row):
            cell = table.covering_rows[row][0]
            if cell.row == row:
                self._full_width(table, cell)
            return
        for cell in table.rows[row]:
            if len(cell.text) >= _TEXT_CELL or _SENTENCE.search(cell.text):
                label = self._row_label(table, cell)
                self._cell(table, cell, label)

    def answer(self, table: Table, cell: Cell) -> None:
        """What was reached of the goals is told in sentences, like any other text, but is no section."""
        if len(cell.text) < _TEXT_CELL:
            return
        place = Place(table.index, cell.row, cell.column)
        for paragraph in cell.paragraphs:
            for item in _items(paragraph, place, self._offset(cell, paragraph), form=False):
                _, body = self._ordinal(item)
                self.passages.append(Passage(item.text, item.place, item.offset, None, body, self._headings()))

    def _full_width(self, table: Table, cell: Cell) -> None:
        lines = [paragraph for paragraph in cell.paragraphs if paragraph.shown.strip()]
        if len(lines) == 1 and "\n" not in lines[0].text.strip():
            for item in _items(
                lines[0], Place(table.index, cell.row, cell.column), self._offset(cell, lines[0]), form=True
            ):
                ordinal, _ = self._ordinal(item)
                heading = ordinal is not None and self._is_title(item)
                if heading or len(item.text) >= _TEXT_CELL or _SENTENCE.search(item.text):
                    self.line(item)
            return
        self._cell(table, cell, None)

    def _cell(self, table: Table, cell: Cell, label: str | None) -> None:
        """A text cell numbers its headings by itself."""
        place = Place(table.index, cell.row, cell.column)
        node = _Node(None, label or "", place, None, heading=False, opens_frame=True)
        depth = len(self.stack)
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self.broken_off = False
        offset = 0
        for paragraph in cell.paragraphs:
            start = offset + len(paragraph.shown) - len(paragraph.text)
            for item in _items(paragraph, place, start, form=False):
                self.line(item, floor=depth + 1)
            offset += len(paragraph.shown) + 1
        del self.stack[depth:]

    def _row_label(self, table: Table, cell: Cell) -> str | None:
        left = [other for other in table.covering_rows[cell.row] if other.end_column <= cell.column]
        label = "".join(left[-1].text.split()) if left else ""
        return label if 0 < len(label) <= self.rules.title_limit else None

    @staticmethod
    def _offset(cell: Cell, wanted: Paragraph) -> int:
        offset = 0
        for paragraph in cell.paragraphs:
            if paragraph is wanted:
                break
            offset += len(paragraph.shown) + 1
        return offset + len(wanted.shown) - len(wanted.text)

    # -- one line --------------------------------------------------------------------------------

    def line(self, item: _Item, floor: int = 1) -> None:
        """Takes a line: a heading, a list item, or a passage. Nodes below `floor` of the stack stay open."""
        text = item.text
        if len(text) <= _TEXT_CELL and squash(text) in self.rules.contents:
            self.in_contents = True
            self.contents_until = self._comes_to(item.place.block)
            return
        listed = item.place.block < self.contents_until and not _SENTENCE.search(text)
        self.in_contents = self.in_contents and (listed or _PAGE_NUMBER.search(text) is not None)
        if self.in_contents or _CONTENTS_LINE.search(text):
            return
        ordinal, body = self._ordinal(item)
        if ordinal is None and item.number is None:
            if self._unnumbered_heading(item, floor):
                return
            self._passage(item, None, 0)
            self.broken_off = True
            return
        if ordinal is None:
            # A number Word made in a style the rules do not know: a heading by its outline level, else a list item.
            if item.level is not None:
                self._open(_Node(item.number, text.strip(), item.place, None, True, outline=item.level), item.level)
            else:
                self._passage(item, None, 0)
            return
        title = text[body:].strip()
        if self._is_title(item):
            node = _Node(ordinal.shown, title, item.place, ordinal, True, item.form, outline=item.level)
            self._place(node, ordinal, title, item, floor)
            self._mark(item)
            return
        run_in = self._run_in(text, body, ordinal)
        if run_in is not None:
            node = _Node(ordinal.shown, text[body:run_in].strip(), item.place, ordinal, True, item.form)
            self._place(node, ordinal, node.title, item, floor)
            # The passage is the whole line, so that quotes and places keep the heading.
            self._passage(item, ordinal, body)
            return
        node = _Node(ordinal.shown, title[:20], item.place, ordinal, False)
        self._place(node, ordinal, title[:20], item, floor)
        self._passage(item, ordinal, body)

    def _comes_to(self, block: int) -> int:
        """Where the line behind the title of a table of contents comes again; 0 where it does not."""
        lines = ((squash(text), place.block) for text, place in self.document.lines if place.block > block)
        first = next(((text, at) for text, at in lines if text), None)
        again = next((at for text, at in lines if first is not None and text == first[0]), 0)
        return again if again - block <= _MOST_CONTENTS else 0

    def _ordinal(self, item: _Item) -> tuple[Ordinal | None, int]:
        if item.number is not None:
            return self.ordinals.automatic(item.number), len(item.text) - len(item.text.lstrip())
        return self.ordinals.typed(item.text)

    def _is_title(self, item: _Item) -> bool:
        text = item.text.strip()
        if not text:
            return False
        if item.level is not None and len(text) <= 2 * self.rules.title_limit:
            return True
        return (
            len(text) <= self.rules.title_limit
            and text[-1] not in self.rules.title_never
            and not _SENTENCE.search(text)
        )

    def _run_in(self, text: str, body: int, ordinal: Ordinal) -> int | None:
        """Where a heading ends that its text follows on the same line: `（一）基本支出。2020年…`."""
        if self.ordinals.rank[ordinal.style] > self.ordinals.rank["（1）"]:
            return None
        match = _RUN_IN.search(text, body)
        if match is None or match.start() - body > self.rules.run_in_limit or not text[match.end() :].strip():
            return None
        title = text[body : match.start()]
        return None if re.search(r"[，,；]|[0-9]", title) or not title.strip() else match.start()

    def _unnumbered_heading(self, item: _Item, floor: int) -> bool:
        text = item.text.strip()
        if item.level is not None and len(text) <= self.rules.title_limit:
            self._open(_Node(None, text, item.place, None, True, outline=item.level), item.level)
            self._mark(item)
            return True
        if (
            item.centered
            and self.first_heading is not None
            and floor == 1
            and len(text) <= self.rules.title_limit
            and squash(text).endswith(self.title_ends)
            and not _CAPTION.match(text)
        ):
            # Another report begins in the same file.
            del self.stack[1:]
            self._push(_Node(None, text, item.place, None, True, opens_frame=True))
            return True
        return False

    def _mark(self, item: _Item) -> None:
        if self.first_heading is None:
            self.first_heading = (item.place.block, item.place.row or 0, item.offset)

    # -- the tree --------------------------------------------------------------------------------

    def _push(self, node: _Node) -> None:
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self.broken_off = False

    def _open(self, node: _Node, level: int) -> None:
        """A heading placed by its outline level."""
        while len(self.stack) > 1 and (self.stack[-1].outline or 0) >= level:
            self.stack.pop()
        self._push(node)

    def _place(self, node: _Node, ordinal: Ordinal, title: str, item: _Item, floor: int) -> None:
        """Puts a numbered node where its number continues a list, begins one, or breaks one."""
        style, value = ordinal.style, ordinal.value
        rank = self.ordinals.rank[style]
        open_lists = [
            at
            for at in range(len(self.stack) - 1, floor - 1, -1)
            if (found := self.stack[at].ordinal) is not None and found.style == style
        ]
        # Where the narrative has a list of this style open, it does not continue the form's own, and the other way round.
        if open_lists and self.stack[open_lists[0]].form == node.form:
            open_lists = [at for at in open_lists if self.stack[at].form == node.form]
        fits = [at for at in open_lists if (last := self.stack[at].ordinal) is not None and value == last.value + 1]
        if fits:
            # A list pasted into another: where the number comes only once more, it is the outer list that goes on.
            pasted = len(fits) > 1 and self.stack[self._frame(floor, fits[0])].pasted
            inner = not pasted or self._comes_again(item.place, item.offset, style, value)
            del self.stack[fits[0 if inner else -1] :]
            self._push(node)
            return
        frame = self._frame(floor)
        same = next((at for at in open_lists if at >= frame), None)
        if same is None and value != 1 and (outer := self._titled_over(frame, style, value)) is not None:
            self.stack[1:] = [outer]
            self._place(node, ordinal, title, item, floor)
            return
        if same is None:
            while len(self.stack) > max(frame, floor) and self._rank(self.stack[-1]) > rank:
                self.stack.pop()
            if value != 1:
                self._break("skipped", self.ordinals.show(style, 1), ordinal, title, None, item, rank)
            self._push(node)
            return
        before = self.stack[same]
        assert before.ordinal is not None
        if value == 1:
            self._restart(node, ordinal, title, item, rank, same)
            return
        shift = value - before.ordinal.value
        kind = "repeated" if shift == 0 else "skipped" if shift > 0 else "backwards"
        expected = self.ordinals.show(style, before.ordinal.value + 1)
        self._break(kind, expected, ordinal, title, before.place, item, rank)
        del self.stack[same:]
        self._push(node)

    def _titled_over(self, frame: int, style: str, value: int) -> _Node | None:
        """The outer section that a number goes on from behind a title that was only that of a table and has no numbers of its own."""
        titled = self.stack[frame] if frame < len(self.stack) else self.root
        if frame != 1 or titled.number is not None or not titled.heading or titled.children:
            return None
        numbered = [one.ordinal for one in self.root.children if one.ordinal is not None and one.ordinal.style == style]
        if not numbered or numbered[-1].value >= value:
            return None
        return next(one for one in self.root.children if one.ordinal is numbered[-1])

    def _comes_again(self, place: Place, offset: int, style: str, value: int) -> bool:
        """Whether the same number of the same style stands further down, before the style begins at 1 again."""
        here = (place.block, place.row or 0, place.column or 0, offset)
        for there, paragraph in self._paragraphs(place.block):
            if there <= here:
                continue
            number = paragraph.number
            found = self.ordinals.automatic(number) if number else self.ordinals.typed(paragraph.text)[0]
            if found is not None and found.style == style and found.value in (1, value):
                return found.value == value
        return False

    def _paragraphs(self, first: int) -> Iterator[tuple[tuple[int, int, int, int], Paragraph]]:
        """The paragraphs from a block on, those of cells included, each with where it stands in reading order."""
        for block in self.document.walk():
            if block.index < first:
                continue
            if isinstance(block, Paragraph):
                yield (block.index, 0, 0, 0), block
                continue
            for cell in block.cells:
                offset = 0
                for paragraph in cell.paragraphs:
                    yield (block.index, cell.row, cell.column, offset), paragraph
                    offset += len(paragraph.shown) + 1

    def _restart(self, node: _Node, ordinal: Ordinal, title: str, item: _Item, rank: int, same: int) -> None:
        top = self.stack[-1]
        if rank > self.ordinals.rank["（一）"] or not node.heading:
            # Plain lists begin anew wherever they like.
            del self.stack[same:]
            self._push(node)
            return
        if any(word in squash(top.title) for word in self.rules.narrative) or (top.form and not node.form):
            node.opens_frame = True
            self._push(node)
            return
        expected = self.ordinals.show(ordinal.style, (self.stack[same].ordinal or ordinal).value + 1)
        if self.stack[same] is top and self.broken_off and rank == self.ordinals.rank["（一）"]:
            if top.ordinal is not None and top.ordinal.value == ordinal.value:
                # No list has one item: （一） and （一） are （一） and （二）.
                self._break("repeated", expected, ordinal, title, top.place, item, rank)
                del self.stack[same:]
            else:
                # A second list of the same depth after text: as often right as wrong, so not a fault.
                node.opens_frame = True
            self._push(node)
            return
        self._break("restarted", expected, ordinal, title, self.stack[same].place, item, rank)
        node.opens_frame = node.pasted = True
        self._push(node)

    def _frame(self, floor: int, top: int | None = None) -> int:
        """Where the innermost list of its own (a narrative, a cell, a pasted outline) begins, at or below `top`."""
        for at in range(len(self.stack) - 1 if top is None else top, floor - 1, -1):
            if self.stack[at].opens_frame:
                return at
        return floor

    def _rank(self, node: _Node) -> int:
        return -1 if node.ordinal is None else self.ordinals.rank[node.ordinal.style]

    def _break(
        self,
        kind: str,
        expected: str | None,
        ordinal: Ordinal,
        title: str,
        previous: Place | None,
        item: _Item,
        rank: int,
    ) -> None:
        inside = next((node.shown for node in reversed(self.stack) if node.heading), None)
        place = item.place.at(item.offset, item.offset + len(item.text))
        self.breaks.append(
            SequenceBreak(kind, expected, ordinal.shown, title, previous, place, inside, rank)  # type: ignore[arg-type]
        )

    def _passage(self, item: _Item, ordinal: Ordinal | None, body: int) -> None:
        passage = Passage(item.text, item.place, item.offset, ordinal, body, self._headings())
        self.stack[-1].passages.append(passage)
        self.passages.append(passage)

    def _headings(self) -> tuple[str, ...]:
        return tuple(node.shown for node in self.stack[1:] if (node.heading or node.opens_frame) and node.shown)

    # -- the result ------------------------------------------------------------------------------

    def finish(self) -> Sections:
        _, tree = _freeze(self.root, 0)
        return Sections(tree, tuple(self.passages), tuple(self.breaks), self.first_heading)


def _freeze(node: _Node, level: int) -> tuple[tuple[Passage, ...], tuple[Section, ...]]:
    """The passages and sections of a node, its dissolved children's among them."""
    passages = list(node.passages)
    sections: list[Section] = []
    for child in node.children:
        inner_level = level + 1 if child.heading else level
        inner_passages, inner_sections = _freeze(child, inner_level)
        if child.heading:
            sections.append(
                Section(
                    child.number,
                    child.title,
                    level + 1,
                    child.place,
                    inner_passages,
                    inner_sections,
                    child.form,
                    child.ordinal,
                )
            )
        else:
            passages.extend(inner_passages)
            sections.extend(inner_sections)
    return tuple(passages), tuple(sections)
