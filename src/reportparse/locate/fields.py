"""Finds the fields of the form by their labels: on the cover, in the form's cells, in the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reportparse.locate.lexicon import lexicon
from reportparse.model.document import Cell, Document, Paragraph, Table
from reportparse.model.location import Place
from reportparse.model.outline import Attempt, FieldSpot, Region, Section
from reportparse.ruleset import patterns
from reportparse.ruleset.rules import RuleSet
from reportparse.ruleset.schema import FieldRule
from reportparse.text.normalise import bare_label, fold, squash
from reportparse.text.numbers import parse_cell

_TITLE_LINES = 5
_COVER_BLOCKS = 40
_LEAST_OF_ROW = 2
_LABEL_LIMIT = 40
_WITH_DIGITS = ("number", "phone", "date", "score", "code")
_YEAR_LINE = re.compile(r"^[（(](?:19|20)[0-9]{2}年度?[）)]$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]\s*$")


# (block, row, offset in the cell or paragraph): a point in reading order.
Spot = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its place and where it begins in the text that the place addresses."""

    text: str
    place: Place
    offset: int

    def span(self, start: int, end: int) -> Place:
        return self.place.at(self.offset + start, self.offset + end)


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    place: Place


def find_title(document: Document, ruleset: RuleSet, cover_end: Spot) -> Title | None:
    """The report's title: the first lines of the cover up to the one that ends with a title word."""
    ends = tuple(squash(word) for word in ruleset.fields.title_ends)
    skips = ruleset.fields.title_skips
    pattern = lexicon(ruleset).cover_pattern
    parts: list[str] = []
    first: Line | None = None
    lines = _cover_lines(document, cover_end)
    for line in lines:
        text = line.text.strip()
        if not parts and any(patterns.search(skip, text) for skip in skips):
            continue
        if len(parts) >= _TITLE_LINES or (pattern is not None and pattern.match(fold(text))):
            break
        first = first or line
        parts.append("".join(text.split()))
        joined = "".join(parts)
        if squash(joined).endswith(ends) or squash(_BRACKETED.sub("", joined)).endswith(ends):
            # （2022年度） on the line below belongs to it, as a PDF shows no difference.
            following = next(lines, None)
            year = "".join(following.text.split()) if following is not None else ""
            return Title(joined + year if _YEAR_LINE.match(year) else joined, first.place)
    return None


def chapter_title(tree: tuple[Section, ...], ruleset: RuleSet) -> Title | None:
    """The title of a report that is a chapter of the final accounts (第九部分 …自评报告): its first heading, where that ends as titles do."""
    ends = tuple(squash(word) for word in ruleset.fields.title_ends)
    if not tree or not (tree[0].number or "").endswith("部分") or not squash(tree[0].title).endswith(ends):
        return None
    return Title("".join(tree[0].title.split()), tree[0].place)


@dataclass(frozen=True)
class FoundFields:
    """`first` is the place of each field, `all` every place that was seen, in reading order for each part of the document."""

    first: tuple[FieldSpot, ...]
    all: tuple[FieldSpot, ...]


def find_fields(
    document: Document,
    ruleset: RuleSet,
    regions: tuple[Region, ...],
    title: Title | None,
    cover_end: Spot,
    trace: list[Attempt],
) -> FoundFields:
    """The first place of each field, in the order of rules/fields.yaml; a filled place goes before a blank one."""
    found: dict[str, FieldSpot] = {}
    seen: list[FieldSpot] = []

    def keep(spot: FieldSpot) -> None:
        seen.append(spot)
        old = found.get(spot.field)
        if old is None or (not old.text and spot.text) or (_boxes(old) and spot.text and not _boxes(spot)):
            found[spot.field] = spot

    for spot in _cover_fields(document, ruleset, cover_end):
        keep(spot)
    for spot in _form_fields(document, ruleset, regions, cover_end):
        keep(spot)
    cover = [(line.text, line.place) for line in _cover_lines(document, cover_end)]
    for rule in ruleset.fields.fields:
        for spot in _pattern_fields(cover, rule, title):
            keep(spot)
    for rule in ruleset.fields.fields:
        spot_found = found.get(rule.id)
        trace.append(
            Attempt(
                f"fields.yaml/{rule.id}",
                spot_found.label if spot_found else "",
                spot_found is not None,
                (spot_found.text[:40] or "blank") if spot_found else "no label seen",
                spot_found.place if spot_found else None,
            )
        )
    return FoundFields(tuple(found[rule.id] for rule in ruleset.fields.fields if rule.id in found), tuple(seen))


def _boxes(spot: FieldSpot) -> bool:
    """Whether a value is a choice among printed options: one written out says more."""
    return "□" in spot.text


def _cover_lines(document: Document, end: Spot) -> Iterator[Line]:
    for text, place in _cover_texts(document):
        for line in lines_of(text, place):
            if (place.block, place.row or 0, line.offset) >= end:
                return
            yield line


def _cover_texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks[:_COVER_BLOCKS]:
        if isinstance(block, Paragraph):
            yield block.text, Place(block.index)
        else:
            for cell in block.cells:
                yield cell.text, Place(block.index, cell.row, cell.column)


def lines_of(text: str, place: Place) -> Iterator[Line]:
    """The non-blank lines of a text."""
    offset = 0
    for part in text.split("\n"):
        if part.strip():
            yield Line(part, place, offset)
        offset += len(part) + 1


def _cover_fields(document: Document, ruleset: RuleSet, end: Spot) -> Iterator[FieldSpot]:
    words = lexicon(ruleset)
    if words.cover_pattern is None:
        return
    tables = {block.index: block for block in document.blocks[:_COVER_BLOCKS] if isinstance(block, Table)}
    known = frozenset((*words.cover_labels, *words.form_labels))
    for line in _cover_lines(document, end):
        table = tables.get(line.place.block)
        # A cell over the whole row holds lines like a page does; other cells are labels and values.
        if table is None or len(table.covering_rows[line.place.row or 0]) == 1 or "：" in fold(line.text):
            yield from _labelled(line, words.cover_pattern, words.cover_labels)
    for table in tables.values():
        for row in range(table.row_count):
            if (table.index, row, 0) < end:
                yield from _row_fields(table, row, words.cover_labels, words.header_words, known)


def _labelled(line: Line, pattern: re.Pattern[str], labels: dict[str, FieldRule]) -> Iterator[FieldSpot]:
    """Fields written as `label：value` or `label   value`, several to a line."""
    folded = fold(line.text)
    matches = list(pattern.finditer(folded))
    if not matches or folded[: matches[0].start()].strip():
        return
    for position, match in enumerate(matches):
        rule = labels.get(bare_label(match["label"]))
        if rule is None:
            continue
        end = matches[position + 1].start() if position + 1 < len(matches) else len(folded)
        start = match.end()
        # A label that no rule knows ends the value before it as well: 填报日期：2023年3月21日　　金额单位：元
        strange = _STRANGE_LABEL.search(folded, start, end)
        value = line.text[start : strange.start() if strange is not None else end]
        start += len(value) - len(value.lstrip())
        value = _filled(value)
        label_place = line.span(match.start("label"), match.end("label"))
        place = line.span(start, start + len(value)) if value else label_place
        yield FieldSpot(rule.id, "".join(match["label"].split()), value, place, label_place, f"fields.yaml/{rule.id}")


_STRANGE_LABEL = re.compile(r"\s{2,}(?=[\u4e00-\u9fff（）()、]{2,12}[：:])")
# Where a seal goes, not what is written.
_SEAL = re.compile(r"[（(]\s*(?:盖章|公章|签章|单位盖章|加盖公章|盖\s*章)\s*[）)]\s*$")
_RULING = re.compile(r"^[\s_＿—－-]+$")


def _filled(text: str) -> str:
    """A value without the underscores a blank line is drawn with."""
    text = _SEAL.sub("", text.strip().strip("_＿").strip()).strip()
    return "" if _RULING.match(text) else text


def _form_fields(
    document: Document, ruleset: RuleSet, regions: tuple[Region, ...], cover_end: Spot
) -> Iterator[FieldSpot]:
    words = lexicon(ruleset)
    known = frozenset((*words.cover_labels, *words.form_labels))
    form_only = {label: rule for label, rule in words.form_labels.items() if label not in words.cover_labels}
    taken = {(region.table, row) for region in regions for row in (*region.header_rows, *(r.row for r in region.rows))}
    for block in document.walk():
        if not isinstance(block, Table):
            continue
        for row in range(block.row_count):
            if (block.index, row) in taken:
                continue
            # A label that the cover has too is the cover's there; others are the form's wherever they stand.
            on_cover = (block.index, row, 0) < cover_end
            labels = form_only if on_cover else words.form_labels
            yield from _row_fields(block, row, labels, words.header_words, known)


def _row_fields(
    table: Table, row: int, labels: dict[str, FieldRule], heads: frozenset[str], known: frozenset[str]
) -> Iterator[FieldSpot]:
    """A label cell and the value cell to its right or below it, or `label：value` in one cell.

    `known` are the labels of all fields, those that are looked for elsewhere too.
    """
    cells = [cell for cell in table.covering_rows[row] if cell.row == row or cell.column_span < table.column_count]
    for position, cell in enumerate(cells):
        if cell.row != row:
            continue
        # A label is short; figures and sentences need not be looked up.
        rule = labels.get(bare_label(cell.text)) if 1 < len(cell.text) <= _LABEL_LIMIT else None
        if rule is not None:
            value = cells[position + 1] if position + 1 < len(cells) else None
            if value is None or bare_label(value.text) in known:
                # The label of the next field stands where a value should: this one has no value cell, or one below it.
                if (below := _below_labels(table, cells, cell, known)) is not None:
                    yield _cell_spot(table, rule, cell, below)
                continue
            if rule.where == "any" and (bare_label(value.text) in heads or _heads_list(table, row, known)):
                continue
            if not value.text.strip():
                value = _behind_blank(cells, position + 1, rule, labels, heads) or value
            if _heads_column(table, cell) and _heads_column(table, value):
                continue
            if len(figures := cells[position + 1 :]) > _LEAST_OF_ROW and all(parse_cell(one.text) for one in figures):
                # The row of a table on its side: 自评得分 | 19 | 10 | 38 | 19.5 | 9.5 | 96
                continue
            yield _cell_spot(table, rule, cell, value, cells[cells.index(value) + 1 :])
            continue
        inline = _inline(cell, labels)
        if inline is not None:
            rule, label, text, start = inline
            place = Place(table.index, cell.row, cell.column)
            yield FieldSpot(
                rule.id,
                label,
                text,
                place.at(start, start + len(text)) if text else place,
                place,
                f"fields.yaml/{rule.id}",
            )


def _behind_blank(
    cells: list[Cell], at: int, rule: FieldRule, labels: dict[str, FieldRule], heads: frozenset[str]
) -> Cell | None:
    """The value that stands one cell further, behind a blank one that was not merged with its label's.

    Only where that cell can be no label: nothing of its own follows it in the row, or the label of a field does.
    """
    if at + 1 >= len(cells) or cells[at + 1].row != cells[at].row:
        return None
    value = cells[at + 1]
    text = value.text.strip()
    label = bare_label(text)
    if not text or label in labels or label in heads or label.endswith(("：", ":")) or _filled(text) == "":
        return None
    if "：" in fold(text) and bare_label(fold(text).split("：")[0]) in labels:
        return None
    if rule.kind in _WITH_DIGITS and not any(one.isdigit() for one in text):
        return None
    following = next((one for one in cells[at + 2 :] if one.text.strip()), None)
    return value if following is None or bare_label(following.text) in labels else None


def _below_labels(table: Table, cells: Sequence[Cell], cell: Cell, known: frozenset[str]) -> Cell | None:
    """The value below a label in a row of nothing but labels, if one row of values stands there and no list."""
    if not all(bare_label(each.text) in known for each in cells) or cell.row + 1 >= table.row_count:
        return None
    below = table.rows[cell.row + 1]
    columns = [each.column for each in cells]
    if [each.column for each in below] != columns or any(bare_label(each.text) in known for each in below):
        return None
    further = table.rows[cell.row + 2] if cell.row + 2 < table.row_count else ()
    if [each.column for each in further] == columns and not any(bare_label(each.text) in known for each in further):
        return None
    return next(each for each in below if each.column == cell.column)


def _heads_list(table: Table, row: int, known: frozenset[str]) -> bool:
    """Whether a row heads a list (项目名称 | 预算数 | 支出数): below it stands a row of the same cells with figures in it.

    A row of labels and values may have figures too, as the number of a telephone.
    """
    cells = table.rows[row]
    if len(cells) < 3 or row + 1 >= table.row_count:
        return False
    below = table.rows[row + 1]
    same = [cell.column for cell in below] == [cell.column for cell in cells]
    if any(bare_label(cell.text) in known for cell in below):
        return False
    return same and any(parse_cell(cell.text) for cell in below) and not any(parse_cell(cell.text) for cell in cells)


def _heads_column(table: Table, cell: Cell) -> bool:
    """Whether a cell is words above a figure: 编制数 | 在职人数 over 40 | 38."""
    below = table.rows[cell.row + 1] if cell.row + 1 < table.row_count else ()
    under = next((one for one in below if one.column == cell.column), None)
    return under is not None and parse_cell(under.text) is not None and parse_cell(cell.text) is None


# The colon of a label, and the parts of a date, may stand in cells of their own.
_COLON = re.compile(r"^[：:]\s*")
_YEAR, _DATE_PART = re.compile(r"(?:19|20)[0-9]{2}\s*年?"), re.compile(r"[0-9]{0,2}\s*[年月日]?")


def _cell_spot(table: Table, rule: FieldRule, label: Cell, value: Cell, behind: Sequence[Cell] = ()) -> FieldSpot:
    text = _COLON.sub("", _SEAL.sub("", value.text.strip()).strip())
    if rule.kind == "date" and _YEAR.fullmatch(text):
        parts = takewhile(lambda part: part and _DATE_PART.fullmatch(part), (each.text.strip() for each in behind))
        text = "".join((text, *parts))
    label_place = Place(table.index, label.row, label.column)
    place = Place(table.index, value.row, value.column)
    return FieldSpot(rule.id, "".join(label.text.split()), text, place, label_place, f"fields.yaml/{rule.id}")


def _inline(cell: Cell, labels: dict[str, FieldRule]) -> tuple[FieldRule, str, str, int] | None:
    folded = fold(cell.text)
    colon = folded.find("：")
    if not 0 < colon <= 24:
        return None
    rule = labels.get(bare_label(folded[:colon]))
    if rule is None or rule.kind == "long":
        return None
    value = cell.text[colon + 1 :]
    start = colon + 1 + len(value) - len(value.lstrip())
    return rule, "".join(folded[:colon].split()), value.strip(), start


def _pattern_fields(cover: list[tuple[str, Place]], rule: FieldRule, title: Title | None) -> Iterator[FieldSpot]:
    if not rule.patterns:
        return
    # What the title says in any form goes before what the lines around it say.
    above = [(title.text, title.place)] if rule.where == "title" and title is not None else []
    for lines in (above, cover if rule.where != "form" else []):
        for pattern in rule.patterns:
            for text, place in lines:
                match = patterns.search(pattern, text)
                if match is not None:
                    yield FieldSpot(
                        rule.id, rule.id, "".join(match["value"].split()), place, place, f"fields.yaml/{rule.id}"
                    )
                    return
