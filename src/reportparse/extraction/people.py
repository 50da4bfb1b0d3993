"""Evaluators, and the lines that are to be signed and dated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

import regex

from reportparse.model.document import Document, Table
from reportparse.model.facts import Evaluator, Signature
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region, RegionRow
from reportparse.ruleset.patterns import any_of, finditer, search
from reportparse.ruleset.rules import RuleSet
from reportparse.text.dates import find_dates
from reportparse.text.normalise import fold

_BLANK_DATE = re.compile(r"(?:[_＿\s]*)年[\s_＿]*月[\s_＿]*日")
_LABEL = re.compile(
    r"(?P<label>日\s+期|时\s+间|[\u4e00-\u9fff（）]{2,20})\s*(?:[（(](?:签字|签名|盖章|签章|公章)[）)])?\s*[：:]"
)
# The words that a label ends with, where a name stands right before it: 冉牧之部门负责人：
_LABEL_END = re.compile(
    r"(?:(?:部门|单位|项目|主管|财务|分管|填报)(?:[（(](?:单位|部门)[）)])?)?(?:主要)?(?:负责人|领导|责任人)(?:[（(].{2,6}[）)])?$"
    r"|评价(?:工作|小)?组?组长(?:[（(].{2,6}[）)])?$|(?:填报|填表|制表|审核|复核|经办|联系)人(?:[（(].{2,6}[）)])?$"
    r"|(?:填报|填表|报告|签字)?(?:日\s*期|时间)$|(?:联系|联络)?电话$"
)
_DATE_LABEL = re.compile(r"日\s*期\s*[：:]")
_NAME = re.compile(r"[\u4e00-\u9fff·（）]{0,10}")
# Where the seal goes is no signature.
_SEAL = re.compile("[（(](?:单位|部门)?(?:公章|盖章|签章|印章|加盖公章)[）)]")
_RULE_LINE = re.compile(r"[\s_＿—－\-/]+")
# How far below its label a date line may stand.
_DATE_LINES = 3
# How far from the end of the report a label stands that ends the form.
_END_LINES = 6
# How many lines below the indicators may be the form's own.
_FORM_LINES = 2


def evaluators(outline: Outline) -> tuple[Evaluator, ...]:
    """The rows of the evaluators' table that name somebody."""
    found: list[Evaluator] = []
    for region in outline.regions_of("evaluators"):
        for row in _people(region):
            name = _text(region, row, "name")
            if not name:
                continue
            column = region.column("name")
            cell = row.cells[column] if column is not None else None
            place = Place(region.table, cell.row, cell.column) if cell else Place(region.table, row.row)
            found.append(
                Evaluator(
                    "".join(name.split()),
                    _text(region, row, "position"),
                    _text(region, row, "organisation"),
                    bool(_text(region, row, "signature")),
                    place,
                )
            )
    return tuple(found)


def _people(region: Region) -> list[RegionRow]:
    """The rows of people: a row with a label in the place of the name is of the lines to be signed below them."""
    return list(takewhile(lambda row: "：" not in (fold(_text(region, row, "name") or "")), region.rows))


def _text(region: Region, row: RegionRow, role: str) -> str | None:
    cell = region.cell(row, role)
    text = cell.text.strip() if cell else ""
    return re.sub(r"\s*\n\s*", "", text) or None


def signatures(document: Document, outline: Outline, ruleset: RuleSet) -> tuple[Signature, ...]:
    """Every signature line of the document, in reading order. Several labels on a line have a value and a date each."""
    found: list[Signature] = []
    lines = document.lines
    rules = ruleset.fields.signatures
    pattern = any_of(tuple(rule.pattern for rule in rules if not rule.bare))
    bare = any_of(tuple(rule.pattern for rule in rules if rule.bare))
    either = any_of(tuple(rule.pattern for rule in rules))
    for position, (text, place) in enumerate(lines):
        if "：" not in text and ":" not in text:
            continue
        folded = fold(text)
        if search(either, folded) is None:
            continue
        offset = place.span[0] if place.span else 0
        asked = [(one, False) for one in finditer(pattern, folded)]
        end = False
        if named := [(one, True) for one in finditer(bare, folded)]:
            last = position >= len(lines) - _END_LINES and (
                _below_a_heading(outline, place) or _below_indicators(outline, place)
            )
            end = last or _below_evaluators(outline, place) or _right_below_indicators(outline, place)
        labels: list[regex.Match[str]] = []
        for match, is_bare in sorted([*asked, *named], key=lambda one: one[0].start()):
            before = _after(folded[labels[-1].end() : match.start()]) if labels else None
            beside = before is not None and _NAME.fullmatch(before) is not None
            if not is_bare or _is_signature(folded, match, end, beside):
                labels.append(match)
        for number, match in enumerate(labels):
            rest = folded[match.end() :]
            date, asks = _date(lines, position, rest, number, len(labels))
            found.append(
                Signature(
                    "".join(match["role"].split()),
                    bool(_after(rest) or (not rest.strip() and _beside(document, place))),
                    date,
                    asks,
                    place.at(offset + match.start(), offset + match.end()),
                )
            )
    return tuple(found)


def _below_a_heading(outline: Outline, place: Place) -> bool:
    """Whether the report has begun above a line, which then is not of the cover."""
    return any((one.place.block, one.place.row or 0) < (place.block, place.row or 0) for one in outline.sections)


def _below_indicators(outline: Outline, place: Place) -> bool:
    """Whether a line stands below a form's indicators, as the last lines of a form of one table do."""
    return any(
        (place.block, place.row or 0) > (region.table, region.rows[-1].row)
        for region in outline.regions_of("indicators")
        if region.rows
    )


def _right_below_indicators(outline: Outline, place: Place) -> bool:
    """Whether a line is the first or second one below a form's indicators: a report in words may follow the form."""
    return place.row is None and any(
        0 < place.block - region.table <= _FORM_LINES for region in outline.regions_of("indicators") if region.rows
    )


def _below_evaluators(outline: Outline, place: Place) -> bool:
    """Whether a line stands in a form, below those who made the evaluation."""
    return any(
        place.block == region.table and place.row is not None and people and place.row > people[-1].row
        for region in outline.regions_of("evaluators")
        for people in [_people(region)]
    )


def _is_signature(line: str, label: regex.Match[str], end: bool, beside: bool) -> bool:
    """Whether a label that does not ask for a signature in words is one all the same.

    At the `end` it is, where it stands by itself or `beside` another one that has a name or nothing before this one.
    """
    before = line[: label.start()]
    if before.strip() and not beside and not before.endswith(("  ", "\t", "\u3000", "；", "日")):
        return False
    rest = line[label.end() : _next_label(line, label.end())]
    dated = _BLANK_DATE.search(rest) is not None or any(one.day for one in find_dates(rest))
    return (dated or end) and _NAME.fullmatch(_after(rest)) is not None


def _next_label(text: str, start: int = 0) -> int:
    """Where the next label begins; the end of the text where there is none."""
    found = _LABEL.search(text, start)
    if found is None:
        return len(text)
    known = _LABEL_END.search(found["label"])
    return found.start("label") + (known.start() if known is not None else 0)


def _after(text: str) -> str:
    """What was signed: the text up to the next label, without date and ruled lines."""
    text = _BLANK_DATE.sub("", text[: _next_label(text)])
    text = _SEAL.sub("", text)
    for mention in reversed(find_dates(text)):
        text = text[: mention.start] + text[mention.end :]
    return _RULE_LINE.sub("", text)


def _beside(document: Document, place: Place) -> bool:
    """Whether the cell to the right of a label's has a name in it."""
    block = document.block(place.block)
    if not isinstance(block, Table) or place.row is None or place.column is None:
        return False
    own = block.cell(place.row, place.column)
    value = block.cell(place.row, own.end_column) if own is not None else None
    if value is None or value.row != place.row:
        return False
    name = _after(fold(value.text))
    return bool(name) and _NAME.fullmatch(name) is not None


def _date(
    lines: Sequence[tuple[str, Place]], position: int, rest: str, number: int, count: int
) -> tuple[str | None, bool]:
    """(ISO date or None, whether a date is asked for) of the label `number` of `count` on a line, `rest` being what follows it.

    The date stands right behind the label, at the end of the line, or on the next lines of the same place: one for all
    labels, or one for each.
    """
    own = _dates(rest[: _next_label(rest)])
    if own:
        return own[0], True
    dates = _dates(rest)
    place = lines[position][1]
    for text, other in lines[position + 1 : position + 1 + _DATE_LINES]:
        if dates:
            break
        same_cell = place.row is not None and (other.block, other.row, other.column) == (
            place.block,
            place.row,
            place.column,
        )
        if (place.row is not None and not same_cell) or _LABEL.search(fold(text)):
            break
        dates = _dates(fold(text))
        if len(dates) == count:
            return dates[number], True
    told = next((date for date in dates if date is not None), None)
    return told, bool(dates) or _DATE_LABEL.search(rest) is not None


def _dates(text: str) -> list[str | None]:
    """The complete dates of a text in order, None for each blank one."""
    found: list[tuple[int, str | None]] = [(one.start(), None) for one in _BLANK_DATE.finditer(text)]
    for mention in find_dates(text):
        if mention.year and mention.month and mention.day:
            found.append((mention.start, f"{mention.year:04d}-{mention.month:02d}-{mention.day:02d}"))
    return [date for _, date in sorted(found, key=lambda one: one[0])]
