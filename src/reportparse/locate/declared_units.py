"""A sentence that gives the unit of all tables behind it: 以下表格金额单位均为元，文字部分按万元表述."""

from __future__ import annotations

from reportparse.model.document import Document, Table
from reportparse.ruleset.patterns import any_of, search
from reportparse.ruleset.rules import RuleSet

_MOST = 120
"""So many letters such a sentence has at most, with what stands about it."""


def declared_units(document: Document, ruleset: RuleSet) -> dict[int, str]:
    """Table index → the unit that was declared last before it; tables before any declaration are left out."""
    pattern = any_of(ruleset.tables.declared)
    unit: str | None = None
    found: dict[int, str] = {}
    for block in document.walk():
        if isinstance(block, Table):
            if unit is not None:
                found[block.index] = unit
        elif ruleset.tables.declared and "单位" in block.text and len(block.text) <= _MOST:
            match = search(pattern, block.text)
            unit = match["unit"] if match is not None else unit
    return found
