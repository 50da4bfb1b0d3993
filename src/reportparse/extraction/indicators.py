"""The rows of the indicator table, merged categories carried down, and the goals."""

from __future__ import annotations

import re

from reportparse.model.document import Cell
from reportparse.model.facts import Goal, Indicator
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region, RegionRow
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.totals import SCORED, is_total

# A bracket of a few words at the end of a category explains it.
_EXPLANATION = re.compile(r"[（(][^（）()]{5,}[）)]\s*$")
# What the blank form prints in the rows it leaves to fill in.
_LINE_BREAK = re.compile(r"\s*\n\s*")
_PROMPT = re.compile(r"^(?:[…\.。·—\-/\\\s]+|指标[0-9一二三四五六七八九十]{0,2}：?)$")
_FILLED = ("target", "actual", "weight", "score")
# What stands in the column of the kind of indicator where it is compared with its target: an equal sign adds nothing.
_BOUND = re.compile(r"^(?:[≥≤><≧≦]=?|不低于|不少于|不高于|不超过|不大于|不小于|大于等于|小于等于|大于|小于)$")
_NO_UNIT = re.compile(r"^(?:[-—/\\]*|无|空|定性|文本|不适用)$")
_UNIT_OF_NAME = re.compile(r"（([\u4e00-\u9fff%/]{1,4})）$")
_FIGURE = re.compile(r"[0-9]$")
# What a standard for the score asks for: 不低于80场得满分, 达到95%得满分.
_FULL_MARKS = re.compile(
    r"^(?P<bound>不低于|不少于|大于等于|达到?|≥|不超过|不高于|控制在|≤)?(?P<value>[0-9]+(?:\.[0-9]+)?(?:%|[\u4e00-\u9fff]{1,4}?))(?P<more>及?以上|以内|（含）以上)?的?[，,]?[得计]满分"
)
_AT_MOST = ("不超过", "不高于", "控制在", "≤")
_CARRIED = ("category", "dimension")
_ROLES = ("category", "dimension", "name", "target", "actual", "weight", "score", "reason")


def indicators(outline: Outline) -> tuple[Indicator, ...]:
    """All indicators in reading order; total rows, rows without a name and unfilled rows of the blank form are none."""
    found: list[Indicator] = []
    for region in outline.regions:
        if region.kind not in SCORED:
            continue
        carried: dict[str, str | None] = dict.fromkeys(_CARRIED)
        # A form with two columns of words only names the indicator in the second one.
        short = region.column("name") is None and region.column("dimension") is not None
        naming = {"name": "dimension", "dimension": ""} if short else {}
        at = {
            role: column
            for role in (*_ROLES, "completion", "reached")
            if (column := region.column(naming.get(role, role))) is not None
        }
        for row in region.rows:
            texts: dict[str, str | None] = {role: _text(row.cells[at[role]]) if role in at else "" for role in _ROLES}
            for role in _CARRIED:
                text = texts[role]
                if text:
                    if role == "category" and text != carried["category"]:
                        carried["dimension"] = None
                    carried[role] = text
                else:
                    texts[role] = carried[role]
            name = texts["name"]
            first = next((cell for cell in row.cells if cell is not None and cell.text.strip()), None)
            if not name or is_total(name) or (first is not None and is_total(first.text)):
                continue
            if _is_note(region, row):
                continue
            if _PROMPT.match(fold(name)) and not any(texts[role] for role in _FILLED):
                continue
            places = {
                role: Place(region.table, cell.row, cell.column)
                for role, column in at.items()
                if (cell := row.cells[column]) is not None
            }
            if region.kind == "scorecard":
                asked = region.cell(row, "standard")
                texts["target"] = _asked(_text(asked))
                if asked is not None and texts["target"] is not None:
                    places["target"] = Place(region.table, asked.row, asked.column)
                elif "actual" in places:
                    # A result that answers no target is only told, not measured.
                    places["told"] = places.pop("actual")
            unit = _unit(_text(region.cell(row, "unit"))) or _named_unit(name)
            texts["target"] = _target(texts["target"], _text(region.cell(row, "nature")), unit)
            texts["actual"] = _measured(texts["actual"], unit)
            values = {role: texts[role] if role in places or role in at else None for role in _ROLES}
            found.append(
                Indicator(
                    _category(values["category"]),
                    values["dimension"],
                    name,
                    values["target"],
                    values["actual"],
                    values["weight"],
                    values["score"],
                    values["reason"],
                    places,
                )
            )
    return tuple(found)


def _is_note(region: Region, row: RegionRow) -> bool:
    """Whether a row is one label and one text: 说明 | 无, each over several columns of the table."""
    label, text = region.cell(row, "name"), region.cell(row, "target")
    if label is None or text is None:
        return False
    return label is region.cell(row, "category") and text is region.cell(row, "actual")


def _text(cell: Cell | None) -> str:
    text = cell.text.strip() if cell is not None else ""
    return _LINE_BREAK.sub("", text) if "\n" in text else text


def _target(value: str | None, nature: str, unit: str) -> str | None:
    """A target that the form spreads over columns: ≥ | 90 | % is ≥90%."""
    if not value or not _FIGURE.search(fold(value)):
        return value
    bound = nature.strip() if _BOUND.match(squash(nature)) and value[0].isdigit() else ""
    return bound + value + unit


def _asked(standard: str) -> str | None:
    """The target that a standard of a score names, where a single figure earns full marks."""
    match = _FULL_MARKS.match(fold(standard))
    if match is None or (match["bound"] is None and match["more"] is None):
        return None
    bound = "≤" if match["bound"] in _AT_MOST or match["more"] == "以内" else "≥"
    return bound + match["value"]


def _unit(text: str) -> str:
    return "" if _NO_UNIT.match(squash(text)) else text


def _named_unit(name: str) -> str:
    """The measure that a name ends with: 大修里程（公里）."""
    match = _UNIT_OF_NAME.search(fold(name))
    if match is None:
        return ""
    figures = find_figures(f"1{match[1]}")
    return match[1] if len(figures) == 1 and figures[0].unit == match[1] and figures[0].kind != "plain" else ""


def _measured(value: str | None, unit: str) -> str | None:
    """A bare result is in the unit of its row."""
    quantity = parse_cell(value) if value and unit else None
    return f"{value}{unit}" if quantity is not None and not quantity.unit else value


def _category(text: str | None) -> str | None:
    return _EXPLANATION.sub("", text).strip() or text if text else text


def goals(outline: Outline) -> tuple[Goal, ...]:
    """One goal a line. A result of one line answers all the goals beside it."""
    found: list[Goal] = []
    for region in outline.regions_of("goals"):
        for row in region.rows:
            expected = region.cell(row, "expected")
            actual = region.cell(row, "actual")
            wanted = _lines(expected)
            got = _lines(actual)
            if expected is None or not (wanted or got):
                continue
            place = Place(region.table, expected.row, expected.column)
            answer = Place(region.table, actual.row, actual.column) if actual is not None else None
            for position, line in enumerate(wanted or [""]):
                result = got[position] if len(got) == len(wanted) else "\n".join(got)
                found.append(Goal(line or None, result or None, place, answer))
    return tuple(found)


def _lines(cell: Cell | None) -> list[str]:
    return [line.strip() for line in cell.text.split("\n") if line.strip()] if cell is not None else []
