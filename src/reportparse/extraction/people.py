"""Evaluators, and the lines that are to be signed and dated."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from reportparse.model.document import Document
from reportparse.model.facts import Evaluator, Signature
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region, RegionRow
from reportparse.ruleset.patterns import any_of, finditer, search
from reportparse.ruleset.rules import RuleSet
from reportparse.text.dates import find_dates
from reportparse.text.normalise import fold

_BLANK_DATE = re.compile(r"(?:[_＿\s]*)年[\s_＿]*月[\s_＿]*日")
_NEXT_LABEL = re.compile(r"[\u4e00-\u9fff（）]{2,12}\s*(?:[（(](?:签字|签名|盖章|签章)[）)])?\s*[：:]")
_NAME = re.compile(r"[\u4e00-\u9fff·（）]{0,10}")
# Where the seal goes is no signature.
_SEAL = re.compile("[（(](?:单位|部门)?(?:公章|盖章|签章|印章|加盖公章)[）)]")
_RULE_LINE = re.compile(r"[\s_＿—－\-/]+")
# How far below its label a date line may stand.
_DATE_LINES = 3
# How far from the end of the report a label stands that ends the form.
_END_LINES = 6


def evaluators(outline: Outline) -> tuple[Evaluator, ...]:
    """The rows of the evaluators' table that name somebody."""
    found: list[Evaluator] = []
    for region in outline.regions_of("evaluators"):
        for row in region.rows:
            name = _text(region, row, "name")
            if not name:
                continue
            column = region.column("name")
            cell = row.cells[column] if column is not None else None
            place = Place(region.table, cell.row, cell.column) if cell else Place(region.table, row.row)
            found.append(
                Evaluator(
                    re.sub(r"\s+", "", name),
                    _text(region, row, "position"),
                    _text(region, row, "organisation"),
                    bool(_text(region, row, "signature")),
                    place,
                )
            )
    return tuple(found)


def _text(region: Region, row: RegionRow, role: str) -> str | None:
    cell = region.cell(row, role)
    text = cell.text.strip() if cell else ""
    return re.sub(r"\s*\n\s*", "", text) or None


def signatures(document: Document, outline: Outline, ruleset: RuleSet) -> tuple[Signature, ...]:
    """Every signature line of the document, in reading order."""
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
        asked = list(finditer(pattern, folded))
        if named := list(finditer(bare, folded)):
            last = position >= len(lines) - _END_LINES and (
                _below_a_heading(outline, place) or _below_indicators(outline, place)
            )
            end = last or _below_evaluators(outline, place)
            asked += [one for one in named if _is_signature(folded, one, end)]
        for match in sorted(asked, key=lambda one: one.start()):
            value = _after(folded[match.end() :])
            date, asks = _date(lines, position, folded[match.end() :])
            found.append(
                Signature(
                    re.sub(r"\s+", "", match["role"]),
                    bool(value),
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


def _below_evaluators(outline: Outline, place: Place) -> bool:
    """Whether a line stands in a form, below those who made the evaluation."""
    return any(
        place.block == region.table and place.row is not None and region.rows and place.row > region.rows[-1].row
        for region in outline.regions_of("evaluators")
    )


def _is_signature(line: str, label: regex.Match[str], end: bool) -> bool:
    """Whether a label that does not ask for a signature in words is one all the same. At the `end` it is, where it stands by itself."""
    if line[: label.start()].strip() and not line[: label.start()].endswith(("  ", "\t", "\u3000", "；", "日")):
        return False
    following = _NEXT_LABEL.search(line, label.end())
    rest = line[label.end() : following.start() if following is not None else len(line)]
    dated = _BLANK_DATE.search(rest) is not None or any(one.day for one in find_dates(rest))
    return (dated or end) and _NAME.fullmatch(_after(rest)) is not None


def _after(text: str) -> str:
    """What was signed: the text up to the next label, without date and ruled lines."""
    following = _NEXT_LABEL.search(text)
    if following is not None:
        text = text[: following.start()]
    text = _BLANK_DATE.sub("", text)
    text = _SEAL.sub("", text)
    for mention in reversed(find_dates(text)):
        text = text[: mention.start] + text[mention.end :]
    return _RULE_LINE.sub("", text)


def _date(lines: Sequence[tuple[str, Place]], position: int, rest: str) -> tuple[str | None, bool]:
    """(ISO date or None, whether a date is asked for): on the line itself or on the next lines of the same place."""
    texts = [rest]
    place = lines[position][1]
    for text, other in lines[position + 1 : position + 1 + _DATE_LINES]:
        same_cell = place.row is not None and (other.block, other.row, other.column) == (
            place.block,
            place.row,
            place.column,
        )
        if place.row is not None and not same_cell:
            break
        if _NEXT_LABEL.search(fold(text)):
            break
        texts.append(text)
    for text in texts:
        for mention in find_dates(fold(text)):
            if mention.year and mention.month and mention.day:
                return f"{mention.year:04d}-{mention.month:02d}-{mention.day:02d}", True
        if _BLANK_DATE.search(text):
            return None, True
    return None, False
