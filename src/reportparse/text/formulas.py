"""Arithmetic written out in a text: 「执行率=（决算数2,105.39/预算数2,170.50）×100%=97.00%」.

A formula is a chain of terms joined by =, of which one holds an operator and the next is a single number. Words before a
number are its label and count for nothing; a name instead of a number makes the term unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

_EQUALS = re.compile("[=＝]")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<unit>%|‰|万元|亿元|元|分|万|人|个)?|(?P<mark>[+＋\-－−–×xX*÷/（()）])|(?P<label>[\u4e00-\u9fff“”《》]+)|(?P<space>\s+)"
)
_OPERATORS = {"+": "+", "＋": "+", "-": "-", "－": "-", "−": "-", "–": "-", "×": "*", "x": "*", "X": "*", "*": "*"}
_OPERATORS |= {"÷": "/", "/": "/"}
_PRIORITY = {"+": 1, "-": 1, "*": 2, "/": 2}
_BREAKS = "。；;，\n！？：!?"
_MOST = 160


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its result. Offsets are those of the number of the result and of the formula before it.

    `computed` is in the unit of `stated` (95 for 95%); `unit` is % where the result is a percentage, `most` the greatest
    percentage in the formula.
    """

    stated: Decimal
    unit: str
    computed: Decimal
    start: int
    end: int
    begin: int
    most: Decimal

    @property
    def holds(self) -> bool:
        """Whether the result is right: rounded or cut, with or without the factor 100, or held to the full marks.

        More than 100 percent of the marks are never given, and none below zero.
        """
        exponent = self.stated.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
        ways = [self.computed]
        if self.unit in ("", "%"):
            ways += [self.computed / 100, self.computed * 100]
        if any(abs(self.stated - one) < step for one in ways):
            return True
        return self.unit in ("", "分") and (self.most > 100 or self.stated <= 0)


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    decimals: int
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Term:
    """What a term comes to, where its first number stands, the units in it, and its greatest percentage."""

    value: Decimal
    begin: int
    units: frozenset[str]
    most: Decimal


def formulas(text: str) -> Iterator[Formula]:
    """Every formula of a text that can be worked out, in the canonical width of letters."""
    marks = [match.start() for match in _EQUALS.finditer(text)]
    for number, at in enumerate(marks):
        low = marks[number - 1] + 1 if number else 0
        low = max([low, at - _MOST, *(text.rfind(mark, low, at) + 1 for mark in _BREAKS)])
        result, term = _result(text, at + 1), _worked(text, low, at)
        if (
            result is None
            or term is None
            or not term.units <= {result.unit, ""} | ({*term.units} if result.unit == "%" else set())
        ):
            continue
        computed = term.value * 100 if result.unit == "%" else term.value
        yield Formula(result.value, result.unit, computed, result.start, result.end, term.begin, term.most)


def _result(text: str, at: int) -> _Number | None:
    """The one number behind a =: nothing is done with it further on."""
    match = _TOKEN.match(text, at)
    while match is not None and match["number"] is None and (match["space"] or match["label"]):
        match = _TOKEN.match(text, match.end())
    if match is None or match["number"] is None:
        return None
    behind = text[match.end() :].lstrip()[:1]
    if behind in _OPERATORS:
        return None
    return _number(match)


def _number(match: re.Match[str]) -> _Number:
    value = Decimal(match["number"].replace(",", ""))
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return _Number(value, decimals, match["unit"] or "", match.start(), match.end())


def _worked(text: str, low: int, high: int) -> _Term | None:
    """The term text[low:high]; None where it is no arithmetic or has a name instead of a number."""
    tokens: list[Decimal | str] = []
    units: set[str] = set()
    begin: int | None = None
    most = Decimal(0)
    named = False
    at = low
    while at < high:
        match = _TOKEN.match(text, at, high)
        if match is None:
            return None
        at = match.end()
        value = tokens != [] and (not isinstance(tokens[-1], str) or tokens[-1] == ")")
        if match["label"]:
            # Words behind a number are its unit, words before one its name.
            named = not value
        elif match["number"]:
            if value:
                return None
            number = _number(match)
            if number.unit == "%":
                most = max(most, number.value)
            elif number.unit:
                units.add(number.unit)
            tokens.append(number.value / 100 if number.unit == "%" else number.value)
            named = False
        elif match["mark"]:
            mark = "(" if match["mark"] in "（(" else ")" if match["mark"] in "）)" else _OPERATORS[match["mark"]]
            if named and mark != "(":
                return None
            tokens.append(mark)
            named = False
        if not match["space"] and not match["label"] and begin is None:
            begin = match.start()
    if begin is None or named or len(units) > 1 or not any(token in _PRIORITY for token in tokens):
        return None
    value_of = _evaluated(tokens)
    return _Term(value_of, begin, frozenset(units), most) if value_of is not None else None


def _evaluated(tokens: list[Decimal | str]) -> Decimal | None:
    """The value by the usual precedence; None where the tokens are no expression."""
    values: list[Decimal] = []
    operators: list[str] = []
    operand = True
    try:
        for token in tokens:
            if isinstance(token, Decimal):
                if not operand:
                    return None
                values.append(token)
                operand = False
            elif token == "(":
                if not operand:
                    return None
                operators.append(token)
            elif token == ")":
                if operand:
                    return None
                while operators and operators[-1] != "(":
                    _apply(values, operators.pop())
                if not operators:
                    return None
                operators.pop()
            else:
                if operand:
                    return None
                while operators and operators[-1] != "(" and _PRIORITY[operators[-1]] >= _PRIORITY[token]:
                    _apply(values, operators.pop())
                operators.append(token)
                operand = True
        if operand or "(" in operators:
            return None
        while operators:
            _apply(values, operators.pop())
    except (DivisionByZero, InvalidOperation, IndexError):
        return None
    return values[0] if len(values) == 1 else None


def _apply(values: list[Decimal], operator: str) -> None:
    right, left = values.pop(), values.pop()
    if operator == "+":
        values.append(left + right)
    elif operator == "-":
        values.append(left - right)
    elif operator == "*":
        values.append(left * right)
    else:
        values.append(left / right)
