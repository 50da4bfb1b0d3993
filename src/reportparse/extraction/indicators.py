"""The rows of the indicator table, merged categories carried down, and the goals."""

from __future__ import annotations

import re

from reportparse.model.document import Cell
from reportparse.model.facts import Goal, Indicator
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Region, RegionRow
from reportparse.text.normalise import squash

# A bracket of a few words at the end of a category explains it.
_EXPLANATION = re.compile(r"[（(][^（）()]{5,}[）)]\s*$")
_TOTAL = re.compile(r"^(?:合计|总分|总计|小计|合计得分|总得分)$")
_CARRIED = ("category", "dimension")
_ROLES = ("category", "dimension", "name", "target", "actual", "weight", "score", "reason")


def indicators(outline: Outline) -> tuple[Indicator, ...]:
    """All indicators in reading order; total rows and rows without a name are none."""
    found: list[Indicator] = []
    for region in outline.regions_of("indicators"):
        carried: dict[str, str | None] = dict.fromkeys(_CARRIED)
        for row in region.rows:
            texts: dict[str, str | None] = {role: _text(_cell(region, row, role)) for role in _ROLES}
            for role in _CARRIED:
                text = texts[role]
                if text:
                    if role == "category" and text != carried["category"]:
                        carried["dimension"] = None
                    carried[role] = text
                else:
                    texts[role] = carried[role]
            name = texts["name"]
            if not name or _TOTAL.match(squash(name)):
                continue
            places = {
                role: Place(region.table, cell.row, cell.column)
                for role in _ROLES
                if (cell := _cell(region, row, role)) is not None
            }
            values = {role: (texts[role] if region.column(role) is not None else None) for role in _ROLES}
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


def _cell(region: Region, row: RegionRow, role: str) -> Cell | None:
    column = region.column(role)
    return row.cells[column] if column is not None else None


def _text(cell: Cell | None) -> str:
    return re.sub(r"\s*\n\s*", "", cell.text.strip()) if cell is not None else ""


def _category(text: str | None) -> str | None:
    return _EXPLANATION.sub("", text).strip() or text if text else text


def goals(outline: Outline) -> tuple[Goal, ...]:
    """One goal a line. A result of one line answers all the goals beside it."""
    found: list[Goal] = []
    for region in outline.regions_of("goals"):
        for row in region.rows:
            expected = _cell(region, row, "expected")
            actual = _cell(region, row, "actual")
            wanted = _lines(expected)
            got = _lines(actual)
            if expected is None or not (wanted or got):
                continue
            place = Place(region.table, expected.row, expected.column)
            for position, line in enumerate(wanted or [""]):
                result = got[position] if len(got) == len(wanted) else "\n".join(got)
                found.append(Goal(line or None, result or None, place))
    return tuple(found)


def _lines(cell: Cell | None) -> list[str]:
    return [line.strip() for line in cell.text.split("\n") if line.strip()] if cell is not None else []
