"""What the blank form prints and the clerk should have replaced: rows of the form, prompts, and prompts in place of an answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import regex

from reportparse.checks.context import Context, Results, shorten
from reportparse.checks.unfilled import gaps
from reportparse.model.document import Document, Table
from reportparse.model.findings import Evidence, Say
from reportparse.model.location import Place
from reportparse.model.outline import Region, RegionRow
from reportparse.ruleset import patterns
from reportparse.ruleset.kinds import PatternOptions
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell

_LISTED = 12
_ANYTHING = re.compile("")
# How the instructions of a form begin; an answer tells what was done instead.
_ORDERS = re.compile(
    r"[（(【]?(?:(?:请|应|需|须)?(?:简要|简述|概述|如实|逐项|分项)|请|结合|对照|针对|(?:根据|对).{0,12}(?:说明|填写)|说明|填写|填报|列明|列出|描述|反映|分析|概括|总结)"
)
_HERE = re.compile(r"[（(【]?(?:此处|在此处?|请在此处?)[^。]{0,30}[）)】]?[。.]?")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}")
_LABEL_LIMIT = 20
_MASKED = re.compile(r"[xX×＊*хХＸ_＿]+\s*(?:万元|亿元|元|年|月|日|%|％|人次)")
_FEW = 2
_MANY_TOLD = 5


def check_placeholders(context: Context) -> Results:
    """Rows of the blank form (one finding), and its prompts (another)."""
    rows = list(_placeholder_rows(context))
    if rows:
        texts = list(dict.fromkeys(row.entity or row.label for _, row in rows))
        yield context.finding(
            key="rows/" + "/".join(sorted(map(squash, texts))),
            evidence=[Evidence(row.label, _row_place(region, row), "stated") for region, row in rows],
            arguments={"count": str(len(rows)), "texts": _listed(texts)},
        )
    unfilled = list(gaps(context))
    if unfilled:
        texts = list(dict.fromkeys(text for text, _ in unfilled))
        yield context.finding(
            key="gaps/" + "/".join(sorted(map(squash, texts))),
            severity="warning",
            evidence=[context.around(place, "stated") for _, place in unfilled],
            arguments={"count": str(len(unfilled)), "texts": _listed(texts)},
        )
    prompts = list(_prompts(context, {(region.table, row.row) for region, row in rows}))
    alone = [
        (text, place)
        for text, place in prompts
        if _unanswered(context.document, place) or _asks_here(context, place) or _is_all_there_is(context, place)
    ]
    left = [one for one in prompts if one not in alone]
    for kind, found in (("unanswered", alone), ("prompts", left)):
        if found:
            texts = list(dict.fromkeys(text for text, _ in found))
            yield context.finding(
                key=f"{kind}/" + "/".join(sorted(map(squash, texts))),
                severity="error" if kind == "unanswered" else "warning" if _is_blank(context, found) else None,
                evidence=[
                    Evidence(
                        _whole(context, place) if kind == "unanswered" else context.sentence(place), place, "stated"
                    )
                    for _, place in found
                ],
                arguments={"count": str(len(found)), "texts": _listed(texts)},
            )


def _is_blank(context: Context, found: list[tuple[str, Place]]) -> bool:
    """Whether a few dates or amounts were never filled in among all that were; where many are ×× somebody has hidden them."""
    blanks = [place for text, place in found if _MASKED.search(text)]
    if not blanks or len(found) > _FEW:
        return False
    told = [one for passage in context.reading.outline.passages for one in find_figures(fold(passage.text))]
    if sum(one.kind == "money" for one in told) > _MANY_TOLD:
        return True
    # In a short report the sentence or row itself has figures that were filled in.
    return all(_told_beside(context, place) for place in blanks)


def _told_beside(context: Context, place: Place) -> bool:
    """Whether a sentence, or the cells to the left, have figures of their own beside a blank."""
    if place.row is None:
        text = context.sentence(place)
    else:
        block = context.document.block(place.block)
        text = " ".join(cell.text for cell in block.rows[place.row]) if isinstance(block, Table) else ""
    return any(one.kind in ("money", "percent", "count") for one in find_figures(fold(text)))


def _whole(context: Context, place: Place) -> str:
    return shorten(context.document.text_at(place._replace(span=None)))


def _unanswered(document: Document, place: Place) -> bool:
    """Whether a prompt is all there is where an answer belongs: instructions beside a label, with nothing to their right."""
    block = document.block(place.block)
    if not isinstance(block, Table) or place.row is None or place.span is None:
        return False
    own = block.cell(place.row, place.column or 0)
    if own is None:
        return False
    text = own.text
    if not (_ORDERS.match(squash(text)) and text[place.span[1] :].strip("。.；; \n") == ""):
        return False
    row = [cell for cell in block.rows[place.row] if cell.text.strip()]
    left = [cell for cell in row if cell.column < own.column]
    right = [cell for cell in row if cell.column > own.column]
    return bool(left) and not right and len(squash(left[-1].text)) <= _LABEL_LIMIT


def _asks_here(context: Context, place: Place) -> bool:
    """Whether a paragraph is nothing but the order to write here: no form prints that beside an answer."""
    return (
        place.row is None and _HERE.fullmatch(squash(context.document.text_at(place._replace(span=None)))) is not None
    )


def _is_all_there_is(context: Context, place: Place) -> bool:
    """Whether a paragraph that is nothing but prompt is all that stands below its heading."""
    if place.row is not None or place.span is None:
        return False
    whole = context.document.text_at(place._replace(span=None))
    if whole[: place.span[0]].strip() or whole[place.span[1] :].strip("。.；; \n"):
        return False
    mine = next((one for one in context.reading.outline.passages if one.place.block == place.block), None)
    if mine is None or not mine.headings:
        return False
    beside = [one for one in context.reading.outline.passages if one.headings[: len(mine.headings)] == mine.headings]
    return len(beside) == 1 and not _ELLIPSIS.fullmatch(whole.strip())


def _listed(texts: list[str]) -> Say:
    more = len(texts) - _LISTED
    zh = "、".join(f"“{text}”" for text in texts[:_LISTED]) + (f"等{len(texts)}种" if more > 0 else "")
    en = ", ".join(f"“{text}”" for text in texts[:_LISTED]) + (f" and {more} more" if more > 0 else "")
    return Say(zh, en)


def is_placeholder(context: Context, row: RegionRow) -> bool:
    """Whether a row of a table has a name only a blank form gives (二级机构1)."""
    name = row.entity or row.label
    return bool(name) and _matches(patterns.any_of(context.ruleset.tables.rows.placeholder), name)


# The tables of a report have the same rows.
@lru_cache(maxsize=1024)
def _matches(pattern: str, name: str) -> bool:
    return patterns.search(pattern, name) is not None


def _placeholder_rows(context: Context) -> Iterator[tuple[Region, RegionRow]]:
    for region in money_tables(context):
        for row in region.rows:
            if is_placeholder(context, row) and not any(cell and parse_cell(cell.text) for cell in row.cells):
                yield region, row


def money_tables(context: Context) -> list[Region]:
    """The tables of figures with a header."""
    rules = context.ruleset.table_by_id
    regions = context.reading.outline.regions
    return [region for region in regions if region.kind in rules and rules[region.kind].concepts]


def _row_place(region: Region, row: RegionRow) -> Place:
    cell = next((cell for cell in row.cells if cell is not None and squash(cell.text) == squash(row.label)), None)
    return Place(region.table, cell.row, cell.column) if cell else Place(region.table, row.row)


def _prompts(context: Context, taken: set[tuple[int, int]]) -> Iterator[tuple[str, Place]]:
    """Every prompt left in, outside the rows taken. All texts are searched in one go: most of them are short cells."""
    options = context.check.options
    assert isinstance(options, PatternOptions)
    hinted = _any_hint(options.hints)
    texts = [
        (text, place)
        for text, place in context.document.lines
        if hinted.search(text) and (place.block, place.row) not in taken
    ]
    if not texts:
        return
    printed, heads = _printed(context), _head_rows(context)
    texts = [
        (text, place)
        for text, place in texts
        if place.row is None or ((place.block, place.row) not in heads and place._replace(span=None) not in printed)
    ]
    starts = [0, *accumulate(len(text) + 1 for text, _ in texts)]
    joined = "\n".join(text for text, _ in texts)
    spans = {_trimmed(match) for pattern in options.patterns for match in patterns.finditer(f"(?m){pattern}", joined)}
    end = -1
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        index = bisect_right(starts, start) - 1
        if start >= end and stop < starts[index + 1]:
            end = stop
            place = texts[index][1]
            begin = (place.span[0] if place.span else 0) + start - starts[index]
            yield joined[start:stop], place.at(begin, begin + stop - start)


@lru_cache(maxsize=16)
def _any_hint(hints: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for texts with one of the hints. Words alone, without sets, are found much faster by their first letters."""
    return re.compile("|".join(map(re.escape, hints))) if hints else _ANYTHING


def _trimmed(match: regex.Match[str]) -> tuple[int, int]:
    text = match.group()
    start = match.start() + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _printed(context: Context) -> set[Place]:
    """Cells that are the form itself: labels and heading rows. A prompt printed there was not left by the clerk."""
    outline = context.reading.outline
    found = {
        spot.label_place
        for spot in outline.fields
        if spot.label_place != spot.place and spot.label_place.row is not None
    }
    for top in outline.sections:
        found |= {
            Place(section.place.block, section.place.row, section.place.column)
            for section in top.walk()
            if section.form
        }
    return found


def _head_rows(context: Context) -> set[tuple[int, int]]:
    """Table and number of the rows of column headers, which are printed, too."""
    return {(region.table, row) for region in context.reading.outline.regions for row in region.header_rows}
