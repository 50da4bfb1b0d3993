"""The numbers that a web page shows before the items of its lists."""

from __future__ import annotations

from typing import Any

from reportparse.readers.auto_numbers import in_numerals

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CJK_STYLES = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")
_MOST = 99_999


class ListNumber:
    """The number of one item, taken by the first paragraph of it that says something."""

    def __init__(self, text: str, *, lone: bool = False) -> None:
        self._text: str | None = text
        self.lone = lone

    def take(self) -> str | None:
        text, self._text = self._text, None
        return text


class ListCounter:
    """Counts the items of every list as they are met."""

    def __init__(self) -> None:
        self._next: dict[Any, int] = {}
        self._lone: dict[Any, bool] = {}

    def number(self, item: Any) -> ListNumber | None:
        """None for an item of a list without numbers.

        Converters turn each numbered heading into a list of one item, whose kind of number is lost: it is `lone`.
        """
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return None
        if parent not in self._next:
            start = _integer(parent.get("start"))
            self._next[parent] = 1 if start is None else start
            self._lone[parent] = len(parent.findall("li")) == 1
        given = _integer(item.get("value"))
        value = self._next[parent] if given is None else given
        self._next[parent] = value + 1
        style = f"{parent.get('style', '')};{item.get('style', '')}".replace(" ", "").lower()
        if "list-style:none" in style or "list-style-type:none" in style:
            return None
        if any(name in style for name in _CJK_STYLES):
            return ListNumber(f"{in_numerals(value)}、")
        kind = parent.get("type", "1")
        return ListNumber(f"{_written(value, kind)}.", lone=kind == "1" and self._lone[parent])


def _integer(text: str | None) -> int | None:
    text = (text or "").strip()
    if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 6:
        return None
    return int(text)


def _written(value: int, kind: str) -> str:
    if not 0 < value <= _MOST or kind not in ("a", "A", "i", "I"):
        return str(value)
    text = ""
    if kind in "aA":
        while value > 0:
            value, rest = divmod(value - 1, 26)
            text = _LETTERS[rest] + text
    else:
        for amount, letters in _ROMAN:
            while value >= amount and value < 90:
                text += letters
                value -= amount
        text = text or str(value)
    return text.upper() if kind in "AI" else text
