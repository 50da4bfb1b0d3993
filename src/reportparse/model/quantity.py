"""A figure as it was written: exact value, unit, and the decimals the writer gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

MONEY_SCALE: dict[str, int] = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
"""Units of money and the power of ten that turns them into 元."""


_ONE = Decimal(1)
_WIDEST = {unit: _ONE.scaleb(shift) for unit, shift in MONEY_SCALE.items()}


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of values."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


class Quantity(NamedTuple):
    """`value` in `unit`, written as `text`. `value` keeps its written decimals (Decimal('94.80') has two).

    (A tuple, because a report makes thousands.)
    """

    value: Decimal
    unit: str
    text: str

    @property
    def decimals(self) -> int:
        exponent = self.value.as_tuple()[2]
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    @property
    def is_money(self) -> bool:
        return self.unit in MONEY_SCALE

    @property
    def significant_digits(self) -> int:
        """How many digits count, as written: zeros after the point do, those that end an integer do not."""
        digits = str(abs(self.value)).replace(".", "").lstrip("0")
        return len(digits if self.decimals else digits.rstrip("0"))

    def scaled(self) -> Decimal:
        """The value in 元 for money, unchanged for anything else."""
        scale = MONEY_SCALE.get(self.unit)
        return self.value.scaleb(scale) if scale else self.value

    def interval(self, decimals: int | None = None) -> Interval:
        """The values this figure may stand for, in 元 for money.

        A figure written to d decimals stands for ±½·10⁻ᵈ (rounding-interval rule, as in XBRL
        calculation linkbase 1.1). `decimals` replaces the figure's own, for a column whose
        clerks drop trailing zeros.
        """
        half = Decimal(5).scaleb(-(self.decimals if decimals is None else decimals) - 1)
        shift = MONEY_SCALE.get(self.unit, 0)
        return Interval((self.value - half).scaleb(shift), (self.value + half).scaleb(shift))

    @property
    def widest(self) -> Decimal:
        """What a `step` is at most: that of a figure without decimals."""
        return _WIDEST.get(self.unit, _ONE)

    def step(self, decimals: int | None = None) -> Decimal:
        """A unit of the last digit written (or of so many decimals), in 元 for money."""
        shift = MONEY_SCALE.get(self.unit, 0)
        return Decimal(1).scaleb(shift - (self.decimals if decimals is None else decimals))

    def agrees(self, other: Quantity, decimals: int | None = None, other_decimals: int | None = None) -> bool:
        """Whether two figures are the same value, one perhaps written more coarsely than the other.

        They agree where they differ by no more than half a unit of the coarser one's last digit, or where the coarser one is the
        finer one rounded twice (2259482.6元 to 225.95万元, and that to 226.0万元); two figures of the same precision, or one of
        which is a plain 0, agree only where they are equal (0.0 may be what is left of a small amount). `decimals` replace the
        figures' own, as in `interval`.
        """
        if self.is_money != other.is_money:
            return False
        zero, other_zero = not self.value, not other.value
        if (zero and (other_zero or not self.decimals)) or (other_zero and not other.decimals):
            return self.value == other.value
        difference = abs(self.scaled() - other.scaled())
        if not difference:
            return True
        # No rounding moves a figure by more than a unit of the last digit that is left.
        written = (decimals or 0) >= 0 and (other_decimals or 0) >= 0
        if written and difference > max(self.widest, other.widest):
            return False
        one, two = self.step(decimals), other.step(other_decimals)
        if one == two or difference > max(one, two):
            return False
        if difference * 2 <= max(one, two):
            return True
        coarse, fine = (self, other) if one > two else (other, self)
        return coarse.scaled() in _rounded_twice(fine.scaled(), min(one, two), max(one, two))

    def in_unit(self, unit: str, most_decimals: int | None = None) -> Decimal:
        """The value in another unit of money, rounded half up to at most so many decimals."""
        value = self.value
        if self.is_money and unit in MONEY_SCALE:
            value = self.scaled().scaleb(-MONEY_SCALE[unit])
        if most_decimals is not None and -int(value.as_tuple().exponent) > most_decimals:
            value = value.quantize(Decimal(1).scaleb(-most_decimals), ROUND_HALF_UP)
        return value

    def written(self) -> str:
        """The value as a plain decimal string, decimals as written."""
        return f"{self.value:f}"

    def with_unit(self) -> str:
        """`written` and the unit after it, for sentences."""
        return f"{self.written()}{self.unit}"


def _rounded_twice(value: Decimal, fine: Decimal, coarse: Decimal) -> Iterator[Decimal]:
    """A value of unit `fine` rounded half up to unit `coarse` by way of each unit between the two, all powers of ten."""
    for exponent in range(fine.adjusted() + 1, coarse.adjusted()):
        between = value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
        yield between.quantize(Decimal(1).scaleb(coarse.adjusted()), ROUND_HALF_UP)
