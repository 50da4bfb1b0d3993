"""Scores as forms have them: 98, 98分, 47分（满分50分）."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.model.quantity import Quantity
from reportparse.text.normalise import fold
from reportparse.text.numbers import parse_cell

# 总分 outside brackets may be the score itself (总分98分).
_SCALE = re.compile(r"（(?:总分|满分|总分值)(?:为|是)?：?([0-9]{2,4})分?）|[，,]?满分(?:为|是)?：?([0-9]{2,4})分?")
_HUNDRED = Decimal(100)


def score_of(text: str) -> Quantity | None:
    """The score a field gives, as written; what it says of the full marks is left out."""
    return parse_cell(_SCALE.sub("", "".join(fold(text).split())))


def full_marks(text: str) -> Decimal:
    """The full marks a text names, else 100."""
    match = _SCALE.search("".join(fold(text).split()))
    return Decimal(match[1] or match[2]) if match is not None else _HUNDRED
