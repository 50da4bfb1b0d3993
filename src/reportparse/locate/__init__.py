"""Finds sections, table regions and form fields in a Document, by the rules."""

from __future__ import annotations

from reportparse.locate.locator import locate
from reportparse.locate.say import Sayer
from reportparse.locate.surroundings import Surveyor

__all__ = ["Sayer", "Surveyor", "locate"]
