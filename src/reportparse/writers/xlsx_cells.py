"""Values as cells of a workbook: text that stays text, and numbers where a number loses nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.writers.visible import visible

CELL_LIMIT = 32_767
"""Characters (UTF-16 units) that a cell can hold; programs call a workbook with more in one damaged."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_RICH = re.compile(r"<r>.*</r>", re.DOTALL)

DIGITS = 15
"""Significant digits that spreadsheets keep of a number."""


def text_of(value: object, cut: str) -> str:
    """The value as text a cell can hold.

    What is no character, or turns the reading order, is shown as �. A text too long for a cell ends in `cut`.
    """
    text = visible(str(value))
    if _RICH.fullmatch(text):
        # XlsxWriter takes a text in these tags for markup of its own and writes it unescaped.
        text = " " + text
    units = text.encode("utf-16-le")
    if len(units) // 2 > CELL_LIMIT:
        text = units[: 2 * (CELL_LIMIT - len(cut))].decode("utf-16-le", "ignore") + cut
    return text


def number_of(text: str) -> tuple[float, str] | None:
    """A decimal string as a number and the format that shows it as written; None where the number would not be the same.

    A number of a spreadsheet keeps 15 digits, and none of the zeros before it: a longer one, or a code such as `0731`, stays text.
    """
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    digits = value.as_tuple()
    if len(digits.digits) > DIGITS or Decimal(repr(float(text))) != value:
        return None
    decimals = -int(digits.exponent)
    return float(text), "0" + ("." + "0" * decimals if decimals > 0 else "")
