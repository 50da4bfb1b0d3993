"""Counted things whose parts follow some words later: 为6345名对象发放补助，其中城市2317人、农村4028人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

_AMONG = re.compile("[，,](?:其中|分别为|分别是)[：:]?")
# The words between a count and its parts; fewer are read with every list that breaks a figure down.
_BETWEEN = re.compile("[\u4e00-\u9fff“”（）]{7,24}")
_LABEL = re.compile("[、，和及与]?[\u4e00-\u9fff“”]{2,12}")
_PARTIAL = re.compile("等|主要|部分|重点|新增|包括|含")
_PEOPLE = frozenset("人名位")
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class ToldCount:
    """Parts that make another number than the whole, by one slip in one of them or in the whole."""

    whole: Figure
    parts: tuple[Figure, ...]

    @property
    def computed(self) -> Quantity:
        """In the unit of the whole."""
        value = sum((one.value for one in self.parts), Decimal(0))
        return Quantity(value, self.whole.unit, f"{value:f}")


def told_counts(text: str) -> Iterator[ToldCount]:
    """The whole is the only count before its parts, and the list ends where its clause does."""
    if _AMONG.search(text) is None:
        return
    figures = find_figures(text)
    for start, end in sentences(text):
        for match in _AMONG.finditer(text, start, end):
            before = [one for one in figures if start <= one.start and one.end <= match.start()]
            whole = before[-1] if before else None
            if whole is None or not _counts(whole) or not _BETWEEN.fullmatch(text[whole.end : match.start()]):
                continue
            parts = _parts(text, whole, [one for one in figures if match.end() <= one.start < end], match.end())
            found = ToldCount(whole, tuple(parts))
            if len(parts) > 1 and found.computed.value != whole.value and _slip(found):
                yield found


def _parts(text: str, whole: Figure, figures: list[Figure], at: int) -> list[Figure]:
    parts: list[Figure] = []
    for one in figures:
        label = text[at : one.start]
        if not _counts(one) or not _LABEL.fullmatch(label) or _PARTIAL.search(label) or not _same(whole, one):
            return []
        parts.append(one)
        at = one.end
        if text[at : at + 1] in ("。", "；", ""):
            return parts
    return []


def _counts(figure: Figure) -> bool:
    return figure.kind == "count" and figure.is_exact and figure.value > 0


def _same(whole: Figure, part: Figure) -> bool:
    return whole.unit == part.unit or {whole.unit, part.unit} <= _PEOPLE


def _slip(found: ToldCount) -> bool:
    """Whether two digits that changed places, or one digit of a long figure, make up the difference."""
    missing = found.whole.value - found.computed.value
    slips = [(one, one.value + missing) for one in found.parts] + [(found.whole, found.computed.value)]
    for one, meant in slips:
        slip = find_slip(one.value, meant) if meant > 0 else None
        if slip is not None and slip.kind == "swapped":
            return True
        if slip is not None and slip.kind == "one-digit" and one.quantity.significant_digits >= _LEAST_DIGITS:
            return True
    return False
