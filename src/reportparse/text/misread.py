"""What a character recogniser takes figures for, and what they may have been instead.

Replacements keep the length, but for a lost decimal point, which makes the figure longer by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from reportparse.text.numbers import parse_cell

_LETTERS = str.maketrans("OoQD〇○Ili|!丨ZzSsBbgq", "00000011111122558699")
_MARKS = ".,，、·:：；;'’。"
_LONGEST = 24
# A figure of whole numbers, with separators or what a lost point makes of them (1,23450), ...
_WHOLE = re.compile(r"(?P<sign>[-−－]?)(?P<digits>\d[\d,，]*\d)")
# ... and one with a mark before three digits, which is a point or a separator.
_THOUSANDS = re.compile(r"[-−－]?[1-9]\d{0,2}(?P<mark>[.,，])\d{3}")
# Digits whose shapes a coarse scan confuses.
_ALIKE = {
    "0": "689",
    "1": "74",
    "2": "7",
    "3": "895",
    "4": "19",
    "5": "3689",
    "6": "058",
    "7": "12",
    "8": "03569",
    "9": "03458",
}


def as_figures(text: str) -> list[str]:
    """The figures that a text which is none may be: letters like digits, a point for a comma or the other way round."""
    if not any(letter.isdigit() for letter in text) or len(text) > _LONGEST or parse_cell(text) is not None:
        return []
    digits = text.translate(_LETTERS)
    places = [place for place, letter in enumerate(digits) if letter in _MARKS]
    found: list[str] = []
    for point in (places[-1] if places else None, None):
        letters = list(digits)
        for place in places:
            letters[place] = "." if place == point else ","
        figure = "".join(letters)
        if figure not in found and parse_cell(figure) is not None:
            found.append(figure)
    return found


def alike(text: str, certainty: Sequence[float], unsure: float) -> Iterator[str]:
    """The figures that differ from this one in one character that was read with less confidence than `unsure`."""
    for place, letter in enumerate(text):
        if certainty[place] >= unsure or letter not in _ALIKE:
            continue
        others = _ALIKE[letter] if "." in text else _ALIKE[letter] + "."
        for other in others:
            figure = text[:place] + other + text[place + 1 :]
            if parse_cell(figure) is not None:
                yield figure


def repointed(text: str, decimals: Collection[int], zeros: bool) -> Iterator[str]:
    """The figures that a text without a point may be where it was lost, or its only mark was taken for the other one.

    `decimals` are the numbers of decimals that a figure in its place may have, `zeros` whether whole numbers are
    written with them too: else 10 is no 1.0, a difference that swapped digits make as well.
    """
    figure = text.strip()
    if len(figure) > _LONGEST or figure != text:
        return
    if thousands := _THOUSANDS.fullmatch(figure):
        at = thousands.start("mark")
        if figure[at] == "." or 3 in decimals:
            yield figure[:at] + ("," if figure[at] == "." else ".") + figure[at + 1 :]
    if whole := _WHOLE.fullmatch(figure):
        for count in sorted(decimals):
            # Where the point was lost, none of the separators stands behind it.
            if 0 < count < len(whole["digits"]) and whole["digits"][-count:].isdigit():
                pointed = f"{figure[:-count]}.{figure[-count:]}"
                if parse_cell(pointed) is not None and (zeros or pointed[-count:].strip("0")):
                    yield pointed
