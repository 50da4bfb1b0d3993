"""How one written number can have come out of another: the slips of a clerk's hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SlipKind = Literal["point", "sign", "swapped", "one-digit", "extra-digit", "missing-digit"]


@dataclass(frozen=True, slots=True)
class Slip:
    """`wrong` and `right` are the digits concerned; `places` how far the decimal point is off (for `point`)."""

    kind: SlipKind
    wrong: str = ""
    right: str = ""
    places: int = 0


def power_of_ten(left: Decimal, right: Decimal) -> int | None:
    """k ≠ 0 with left·10ᵏ = right and |k| ≤ 8, or None."""
    if not left or not right or left == right:
        return None
    shift = right.adjusted() - left.adjusted()
    return shift if 0 < abs(shift) <= 8 and left.scaleb(shift) == right else None


def find_slip(stated: Decimal, expected: Decimal) -> Slip | None:
    """The slip that explains `stated` where `expected` was meant; None where no single one does."""
    power = power_of_ten(stated, expected)
    if power is not None:
        return Slip("point", places=abs(power))
    if stated == -expected and stated:
        return Slip("sign")
    left, right = _digits(stated, expected)
    if left == right:
        return None
    if len(left) == len(right):
        return _same_length(left, right)
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    if len(longer) == len(shorter) + 1 and len(shorter) >= 3:
        for i in range(len(longer)):
            if longer[i] != "." and longer[:i] + longer[i + 1 :] == shorter:
                return Slip("extra-digit" if longer is left else "missing-digit", longer[i], longer[i])
    return None


def _same_length(left: str, right: str) -> Slip | None:
    places = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) == 2:
        i, j = places
        if left[i] == right[j] and left[j] == right[i]:
            return Slip("swapped", _pair(left, i, j), _pair(right, i, j))
    if len(places) == 1 and sum(c.isdigit() for c in left) >= 2:
        return Slip("one-digit", left[places[0]], right[places[0]])
    return None


def _digits(left: Decimal, right: Decimal) -> tuple[str, str]:
    """Both as digit strings with the same number of decimals."""
    decimals = max(_decimals(left), _decimals(right))
    return f"{left:.{decimals}f}", f"{right:.{decimals}f}"


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _pair(text: str, i: int, j: int) -> str:
    return text[i] + text[j] if j == i + 1 or text[i + 1 : j] == "." else f"{text[i]}…{text[j]}"
