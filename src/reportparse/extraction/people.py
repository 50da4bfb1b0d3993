"""Evaluators, and the lines that are to be signed and dated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.model.document import Document
from reportparse.model.facts import Evaluator, Signature
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region, RegionRow
from reportparse.ruleset.patterns import any_of, finditer
from reportparse.ruleset.rules import RuleSet
from reportparse.text.dates import find_dates
from reportparse.text.normalise import fold

_BLANK_DATE = re.compile(r"(?:[_＿\s]*)年[\s_＿]*月[\s_＿]*日")
_NEXT_LABEL = re.compile(r"[\u4e00-\u9fff（）]{2,12}\s*(?:[（(](?:签字|签名|盖章|签章)[）)])?\s*[：:]")
_RULE_LINE = re.compile(r"[\s_＿—－\-/]+")
# How far below its label a date line may stand.
_DATE_LINES = 3


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


def signatures(document: Document, ruleset: RuleSet) -> tuple[Signature, ...]:
    """Every signature line of the document, in reading order."""
    found: list[Signature] = []
    lines = document.lines
    pattern = any_of(tuple(rule.pattern for rule in ruleset.fields.signatures))
    for position, (text, place) in enumerate(lines):
        if "：" not in text and ":" not in text:
            continue
        folded = fold(text)
        offset = place.span[0] if place.span else 0
        for match in finditer(pattern, folded):
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


def _after(text: str) -> str:
    """What was signed: the text up to the next label, without date and ruled lines."""
    following = _NEXT_LABEL.search(text)
    if following is not None:
        text = text[: following.start()]
    text = _BLANK_DATE.sub("", text)
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
