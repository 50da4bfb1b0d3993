"""A figure found in a text."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from reportparse.model.quantity import Quantity

Kind = Literal[
    "money", "percent", "count", "score", "year", "date", "code", "document_number", "ordinal", "phone", "plain"
]
Bound = Literal["≥", "≤", ">", "<"]


class Figure(NamedTuple):
    """A figure in a text. `text[start:end]` is it with sign and unit; `value` is in `unit`, decimals as written.

    `unit` is 元 万元 亿元 千元 百万元 for money, % ‰ 百分点, 分, a counted noun with its scale (`万人次`), or ''.
    `bound` is the comparison it stands under (不低于 is ≥), `approximate` 约 近 余 多 左右, `rate` an amount per something
    (40元/人, 每人40元), `range` one end of 10-20万元, `bare_wan` 万 or 亿 written for 万元 or 亿元, `broken` separators
    that no number can have (7,00.0,77: the value is a guess).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    text: str
    kind: Kind
    bound: Bound | None = None
    approximate: bool = False
    rate: bool = False
    range: bool = False
    bare_wan: bool = False
    broken: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it is one amount and no bound, approximation, rate, range or guess."""
        return not (self.bound or self.approximate or self.rate or self.range or self.broken)

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.unit, self.text)
