"""The slips of a hand: a written figure → the same figure mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reportparse.text.numbers import plain_number

_RUN = re.compile(r"[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?")


def digits_of(text: str) -> tuple[int, int] | None:
    """The span of the one figure in digits that a text holds, or None."""
    found = list(_RUN.finditer(text))
    return found[0].span() if len(found) == 1 else None


def swapped(text: str) -> Iterator[str]:
    """Two neighbouring unlike digits changed over, a decimal point between them seen through."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    for left, right in pairwise(places):
        if text[left] != text[right]:
            signs = list(text)
            signs[left], signs[right] = signs[right], signs[left]
            yield from _sound("".join(signs))


def one_changed(text: str) -> Iterator[str]:
    """One digit another."""
    for at, sign in enumerate(text):
        if sign.isdigit():
            for step in (1, 3, 5, 7):
                yield from _sound(text[:at] + str((int(sign) + step) % 10) + text[at + 1 :])


def ten_times(text: str) -> Iterator[str]:
    """The point moved one place to the right, or a nought added."""
    plain = text.replace(",", "").replace("，", "")
    whole, point, fraction = plain.partition(".")
    made = whole + fraction[:1] + ("." + fraction[1:] if fraction[1:] else "") if point else plain + "0"
    if plain != text:
        head, dot, tail = made.partition(".")
        made = f"{int(head):,}{dot}{tail}"
    yield from _sound(made)


def shifted(text: str) -> Iterator[str]:
    """A plausible other figure: some per cent more or less, in the decimals written."""
    value = plain_number(text)
    places = Decimal(1).scaleb(int(value.as_tuple().exponent))
    for share in ("0.13", "-0.09", "0.31", "1.4"):
        step = max(abs(value * Decimal(share)), 3 * places).quantize(places)
        changed = value + (step if Decimal(share) > 0 else -step)
        if changed > 0:
            yield f"{changed:,f}" if "," in text else f"{changed:f}"


def _sound(text: str) -> Iterator[str]:
    """Passed on unless nobody writes a figure so: 053, 0,200.00."""
    if not re.match("0[0-9,，]", text) and plain_number(text):
        yield text
