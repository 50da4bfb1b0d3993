"""What explains best that a figure is not what it should be, in words."""

from __future__ import annotations

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


def explain(stated: Quantity, expected: Quantity) -> Say | None:
    """The likeliest slip between two figures of the same kind: unit, decimal point, sign, swapped or wrong digit."""
    power = power_of_ten(stated.scaled(), expected.scaled())
    if power is not None and stated.is_money and abs(power) in _UNITS:
        return _UNITS[abs(power)]
    if power:
        # The digits beyond those of the figure stated would be rounded away below.
        return _say(Slip("point", places=abs(power)))
    slip = find_slip(stated.value, expected.in_unit(stated.unit, max(stated.decimals, 1)))
    return _say(slip) if slip is not None else None


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
