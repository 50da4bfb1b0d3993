"""What a character recogniser takes figures for, and what they may have been instead. Replacements keep the length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportparse.text.numbers import parse_cell

_LETTERS = str.maketrans("OoQD〇○Ili|!丨ZzSsBbgq", "00000011111122558699")
_MARKS = ".,，、·:：；;'’。"
_LONGEST = 24
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
