"""Names of bodies and their abbreviations."""

from __future__ import annotations

OWN_BODY = "[我本](?:局|委|办|院|馆|校|站|所|厅|会|部|镇|乡|街道|单位|部门|中心|机关)"
"""How a report calls the body that makes it, as a pattern."""


def is_short_for(name: str, full: str) -> bool:
    """Whether a name is an abbreviation: its letters stand in the full name in this order (巡察办 of …巡察…办公室)."""
    letters = iter(full)
    return len(name) >= 2 and all(letter in letters for letter in name)
