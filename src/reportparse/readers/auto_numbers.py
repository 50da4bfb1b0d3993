"""Automatic heading numbers that a converter wrote in digits (4、 for 四、) put back into the form of their fellows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportparse.model.document import Block, Paragraph

LONE_ITEM = "lone item"
"""The style of a paragraph whose number is that of a list of one item: its kind of number is lost."""
_NUMERALS = "〇一二三四五六七八九十"
_LONGEST_HEADING = 40
_END_MARKS = tuple("。；：，！？,;:")
_WRITTEN = re.compile(r"[\s\u3000]*(?:([一二三四五六七八九十]{1,3})、|[（(]([一二三四五六七八九十]{1,3})[）)])")
# A converter parts the number from the text by a space, people hardly ever do.
_DIGITS = re.compile(r"(?:(\d{1,2})[、.]|[（(](\d{1,2})[）)])[ \t\u3000]*")
_CHAPTER, _SECTION = 0, 1


@dataclass(frozen=True, slots=True)
class _Number:
    kind: int
    value: int


def restored(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with such numbers as `Paragraph.number`.

    A short line is such a heading where its number, a space after it, is in digits, headings of that form (一、 or
    （一）) stand in the document, and no list in digits counts up to it. A lone item of a web list keeps its number
    only where it is the next in a row of such headings.
    """
    written = [_written(block) for block in blocks]
    kinds = {number.kind for number in written if number is not None}
    following = _chapters_after(written)
    found = list(blocks)
    last: list[int] = [0, 0]
    digits: list[int] = [0, 0]
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        number = written[index]
        if number is None and block.style == LONE_ITEM:
            number = _next(block, last, following[index])
            found[index] = replace(block, style=None, number=_form(number) if number else None)
        elif number is None and (match := _DIGITS.match(block.text)) and block.number is None:
            given = _Number(_CHAPTER, int(match[1])) if match[1] else _Number(_SECTION, int(match[2]))
            if _is_heading(block.text, match) and given.kind in kinds and _stands_alone(given, last, digits):
                number = given
                found[index] = replace(block, text=block.text[match.end() :], number=_form(given))
            else:
                digits[given.kind] = given.value
        if number is not None:
            last[number.kind] = number.value
            digits = [0, 0]
            if number.kind == _CHAPTER:
                last[_SECTION] = 0
    return tuple(found)


def _stands_alone(given: _Number, last: Sequence[int], digits: Sequence[int]) -> bool:
    """Whether a number in digits is no item of a list in digits: such a list begins with 1 and counts up."""
    return (
        given.value >= 2
        and digits[given.kind] != given.value - 1
        and last[given.kind] in (given.value - 1, given.value)
    )


def _next(block: Paragraph, last: Sequence[int], following: int | None) -> _Number | None:
    value = int((block.number or "0").rstrip(".") or 0)
    if not 1 < value < 100:
        return None
    if last[_SECTION] == value - 1:
        return _Number(_SECTION, value)
    if last[_CHAPTER] == value - 1 and following in (None, value + 1):
        return _Number(_CHAPTER, value)
    return None


def _chapters_after(written: Sequence[_Number | None]) -> list[int | None]:
    """For each block the number of the next chapter."""
    found: list[int | None] = []
    value: int | None = None
    for number in reversed(written):
        found.append(value)
        if number is not None and number.kind == _CHAPTER:
            value = number.value
    return found[::-1]


def _written(block: Block) -> _Number | None:
    if not isinstance(block, Paragraph):
        return None
    match = _WRITTEN.match(block.text)
    if match is None:
        return None
    return _Number(_CHAPTER, _value(match[1])) if match[1] else _Number(_SECTION, _value(match[2]))


def _is_heading(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() :].strip()
    spaced = match[0][-1:].isspace()
    return spaced and 0 < len(rest) <= _LONGEST_HEADING and not rest.endswith(_END_MARKS)


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.index(numeral[-1])
    return (_NUMERALS.index(tens[-1]) if tens else 1) * 10 + (_NUMERALS.index(ones[-1]) if ones else 0)


def _form(number: _Number) -> str:
    numeral = in_numerals(number.value)
    return f"{numeral}、" if number.kind == _CHAPTER else f"（{numeral}）"


def value_of(number: str) -> int | None:
    """The value of a number in the form that `restored` gives, None of others."""
    match = _WRITTEN.fullmatch(number)
    return _value(match[1] or match[2]) if match else None


def in_numerals(value: int) -> str:
    """A number from 1 to 99 as Chinese numerals, others in digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    text = ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "")
    return text + (_NUMERALS[ones] if ones else "")
