"""Names of bodies and their abbreviations."""

from __future__ import annotations


def is_short_for(name: str, full: str) -> bool:
    """Whether a name is an abbreviation: its letters stand in the full name in this order (巡察办 of …巡察…办公室)."""
    letters = iter(full)
    return len(name) >= 2 and all(letter in letters for letter in name)
