"""What explains best that a figure is not what it should be, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from reportparse.model.findings import Say
from reportparse.model.quantity import Quantity
from reportparse.text.slips import Slip, find_slip, power_of_ten

_UNITS = {
    4: Say(
        "数值相同但单位相差一万倍，应是“元”与“万元”写混",
        "same digits, ten thousand times apart: 元 and 万元 were mixed up",
    ),
    8: Say("数值相同但相差一亿倍，应是“元”与“亿元”写混", "same digits, 10⁸ times apart: 元 and 亿元 were mixed up"),
    3: Say(
        "数值相同但相差一千倍，应是“元”与“千元”写混", "same digits, a thousand times apart: 元 and 千元 were mixed up"
    ),
}

_TELLING = ("swapped", "point", "sign")
_LEAST_DIGITS, _MOST_PLACES, _LEAST_NOUGHTS = 3, 8, 2


def explain(stated: Quantity, expected: Quantity) -> Say | None:
    """The likeliest slip between two figures of the same kind: unit, decimal point, sign, swapped or wrong digit."""
    power = power_of_ten(stated.scaled(), expected.scaled()) or _rounded_power(stated, expected)
    if power is not None and stated.is_money and abs(power) in _UNITS:
        return _UNITS[abs(power)]
    if power:
        # The digits beyond those of the figure stated would be rounded away below.
        return _say(Slip("point", places=abs(power)))
    slip = find_slip(stated.value, expected.in_unit(stated.unit, max(stated.decimals, 1)))
    slip = slip or _rounded_slip(stated, expected)
    return _say(slip) if slip is not None else None


def _rounded_slip(stated: Quantity, expected: Quantity) -> Slip | None:
    """The slip in an amount rounded to so many noughts: 53100元 for 58113.22元."""
    if not stated.value or stated.value != stated.value.to_integral_value():
        return None
    noughts = len(str(int(abs(stated.value)))) - len(str(int(abs(stated.value))).rstrip("0"))
    if noughts < _LEAST_NOUGHTS or stated.significant_digits < _LEAST_DIGITS:
        return None
    right = expected.in_unit(stated.unit, max(stated.decimals, 1)).scaleb(-noughts).quantize(Decimal(1), ROUND_HALF_UP)
    return find_slip(Decimal(int(stated.value.scaleb(-noughts))), right)


def _rounded_power(stated: Quantity, expected: Quantity) -> int | None:
    """The power of ten between two figures of which the one stated is rounded: 12.38元 for 12.375179万元."""
    if stated.significant_digits < _LEAST_DIGITS or not stated.value or not expected.value:
        return None
    half = Decimal(5).scaleb(-stated.decimals - 1) * abs(stated.scaled() / stated.value)
    shift = expected.scaled().adjusted() - stated.scaled().adjusted()
    # What is rounded up to the next power of ten has a digit more.
    return next(
        (
            power
            for power in (shift, shift + 1, shift - 1)
            if 0 < abs(power) <= _MOST_PLACES and abs(expected.scaled().scaleb(-power) - stated.scaled()) <= half
        ),
        None,
    )


def explain_sum(whole: Quantity, computed: Quantity, parts: Sequence[tuple[int, Quantity]]) -> Say | None:
    """The likeliest slip in a sum that does not close: in its whole, or in the only part that one can be in.

    `parts` are the sign and the amount of each. Of several parts that may have a wrong digit none is named; two swapped digits
    or a wrong unit in one of them still tell.
    """
    why = explain(whole, computed)
    if why is not None:
        return why
    apart = whole.scaled() - computed.scaled()
    found: list[tuple[str, Quantity, Quantity, Say]] = []
    for sign, part in parts:
        if not part.value or part.significant_digits < _LEAST_DIGITS:
            continue
        right = (part.scaled() + sign * apart) * part.value / part.scaled()
        meant = Quantity(right.normalize(), part.unit, "")
        slip = find_slip(part.value, right) if right > 0 else None
        if slip is not None:
            found.append((slip.kind, part, meant, explain(part, meant) or _say(slip)))
    sure = [one for one in found if one[0] in _TELLING]
    if len(sure or found) != 1:
        return None
    _, part, meant, why = (sure or found)[0]
    right_text = f"{meant.value:f}{part.unit}"
    return Say(
        f"其中“{part.text}”改为{right_text}则相符：{why.zh}", f"it closes where “{part.text}” is {right_text}: {why.en}"
    )


def _say(slip: Slip) -> Say:
    if slip.kind == "point":
        return Say(
            f"数字相同，小数点差{slip.places}位", f"same digits, the decimal point is {slip.places} place(s) off"
        )
    if slip.kind == "sign":
        return Say("正负号相反", "the sign is the opposite")
    if slip.kind == "swapped":
        return Say(
            f"两位数字颠倒（{slip.wrong}应为{slip.right}）", f"two digits swapped ({slip.wrong} for {slip.right})"
        )
    if slip.kind == "one-digit":
        return Say(
            f"一位数字不同（{slip.wrong}应为{slip.right}）", f"one digit differs ({slip.wrong} for {slip.right})"
        )
    if slip.kind == "extra-digit":
        return Say("多写了一位数字", "one digit too many")
    return Say("漏写了一位数字", "one digit is missing")
