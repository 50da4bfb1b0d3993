"""The row that sums up a table of indicators."""

from __future__ import annotations

import re
from functools import lru_cache

from reportparse.model.location import Place
from reportparse.model.outline import FieldSpot, Region
from reportparse.text.normalise import squash

SCORED = ("indicators", "scorecard")
"""Kinds of tables whose last row may hold the total score."""

_TOTAL = re.compile(
    r"^(?:合计|总分|总计|小计|合计得分|总得分|得分合计|自评总分|总分值|合计分值|评价总分)(?:（[^（）]{0,8}）)?$"
)
_PART = re.compile("^小计")
_LONGEST = 20


# Many a check asks for the rows of the same tables.
@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Whether a row's name says that it adds up others, subtotals included."""
    return len(text) <= _LONGEST and _TOTAL.match(squash(text)) is not None


def total_spot(region: Region) -> FieldSpot | None:
    """The total score of a table of indicators, as the field `score`; None where it has no row or no figure for it."""
    column = region.column("score")
    if region.kind not in SCORED or column is None:
        return None
    for row in reversed(region.rows):
        label = next((cell for cell in row.cells if cell is not None and cell.text.strip()), None)
        value = row.cells[column]
        if label is None or value is None or value is label or not value.text.strip():
            continue
        if not is_total(label.text) or _PART.match(squash(label.text)):
            continue
        place = Place(region.table, value.row, value.column)
        label_place = Place(region.table, label.row, label.column)
        return FieldSpot("score", squash(label.text), value.text.strip(), place, label_place, region.rule)
    return None
