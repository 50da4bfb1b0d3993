"""Number formats of spreadsheets: what a cell shows of the number that it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from reportparse.readers.sheet_dates import date_shown

_MOST_DIGITS = 15
"""Significant digits of a spreadsheet's numbers; what is beyond them comes of the binary form."""
_GENERAL_WIDTH = 11
"""Characters in which the format General shows a number with decimals."""
_LARGEST = 30
"""Powers of ten beyond which numbers are shown with an exponent, whatever the format."""
_LONGEST_FORMAT = 1000

_YEAR_MONTH, _MONTH_DAY, _FULL_DATE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_BRIEF = "yyyy/m/d"
_ACCOUNTS = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
_MONEY = tuple(account.replace("* ", '"¥"* ', 3) for account in _ACCOUNTS)
BUILT_IN: dict[int, str] = {
    **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
    **dict.fromkeys((5, 6), '"¥"#,##0;"¥"-#,##0'),
    **dict.fromkeys((7, 8), '"¥"#,##0.00;"¥"-#,##0.00'),
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??", _BRIEF, "d-mmm-yy", "d-mmm", "mmm-yy"), 9)),
    **dict(enumerate(("h:mm AM/PM", "h:mm:ss AM/PM", "h:mm", "h:mm:ss", f"{_BRIEF} h:mm"), 18)),
    **dict(enumerate((_YEAR_MONTH, _MONTH_DAY, _MONTH_DAY, "m-d-yy", _FULL_DATE, 'h"时"mm"分"'), 27)),
    **dict(enumerate(('h"时"mm"分"ss"秒"', '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"', _YEAR_MONTH), 33)),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict(enumerate((_ACCOUNTS[0], _MONEY[0], _ACCOUNTS[1], _MONEY[1]), 41)),
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", _YEAR_MONTH, _MONTH_DAY, _YEAR_MONTH), 45)),
    **dict(enumerate((_MONTH_DAY, _MONTH_DAY, '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"', _YEAR_MONTH), 53)),
    58: _MONTH_DAY,
}
"""The formats that files name by number only, as a Chinese system shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<gap>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>[Ee][+-])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+|[aA]{3,4})"
    r"|(?P<digit>[0#?])|(?P<mark>[.,%@/])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SPLIT = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|;|[^"\\_*\[;]+|.', re.DOTALL)

Token = tuple[str, str]
"""Kind (`text`, `digit`, `point`, `comma`, `percent`, `exponent`, `date`, `elapsed`, `noon`, `general`, `@`, `/`) and text."""


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)


def number_of(raw: str) -> Decimal | None:
    """A stored number to the digits that count; None where it is no finite number."""
    try:
        value = Decimal(raw.strip())
    except InvalidOperation:
        return None
    if not value.is_finite() or not -400 < value.adjusted() < 400:
        return None
    return Context(prec=_MOST_DIGITS).plus(value)


def shown_number(value: Decimal, code: str, since_1904: bool = False) -> str:
    """What a cell with the format `code` shows of a number; `""` where the format shows nothing.

    A format that is not understood (fractions) shows the number as General does.
    """
    sections = _sections(code)
    if not sections:
        return general(value)
    section, negative = _chosen(sections, value)
    if section is None:
        return general(value)
    if section.has("date", "elapsed"):
        date = date_shown(value, section.tokens, since_1904)
        return general(value) if date is None else date
    body = _number(abs(value) if negative or value < 0 else value, section)
    if body is None:
        return general(value)
    sign = "-" if value < 0 and not negative and section.tokens else ""
    return (sign + body).strip()


def shown_text(text: str, code: str) -> str:
    """What a cell with the format `code` shows of a text; `""` where the format shows nothing."""
    sections = _sections(code)
    if len(sections) < 4:
        section = sections[-1] if sections and sections[-1].has("@") else None
        if section is None:
            return text
    else:
        section = sections[3]
    return "".join(text if kind == "@" else piece if kind == "text" else "" for kind, piece in section.tokens)


def general(value: Decimal) -> str:
    """The format General: decimals as far as eleven characters go, whole numbers in full."""
    if value == 0:
        return "0"
    if value.adjusted() > _LARGEST:
        return _scientific(value, 5, 2, True)
    if value == value.to_integral_value():
        return f"{value:.0f}"
    whole = max(value.adjusted() + 1, 1)
    places = max(_GENERAL_WIDTH - whole - 1, 0)
    rounded = _rounded(value, places)
    if rounded == 0:
        return _scientific(value, 5, 2, True)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    if len(code) > _LONGEST_FORMAT:
        return ()
    parts = [""]
    for piece in _SPLIT.findall(code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(_section(part) for part in parts[:4])


def _section(text: str) -> _Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "other", match[match.lastgroup or 0]
        if kind == "bracket":
            if found := _CONDITION.fullmatch(piece.strip()):
                value = number_of(found[2])
                condition = (found[1], value) if value is not None else None
            elif piece.startswith("$"):
                tokens.append(("text", piece[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(piece):
                tokens.append(("elapsed", piece.lower()))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("text", piece))
        elif kind == "gap":
            tokens.append(("text", " "))
        elif kind == "mark":
            tokens.append(({".": "point", ",": "comma", "%": "percent"}.get(piece, piece), piece))
        elif kind == "date":
            tokens.append(("date", piece.lower()))
        elif kind != "fill":
            tokens.append((kind, piece))
    return _Section(tuple(tokens), condition)


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section for a number, and whether it is one for negative numbers, which shows them without a sign."""
    numeric = sections[:3]
    if any(section.condition is not None for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(value, section.condition):
                return section, section.condition is not None and section.condition[0].startswith("<") and value < 0
        return None, False
    if len(numeric) == 1 or (len(numeric) == 2 and value >= 0):
        # A section for text only leaves numbers as they are.
        return (None if numeric[0].has("@") else numeric[0]), False
    if value < 0:
        return numeric[1], True
    return numeric[2] if value == 0 else numeric[0], False


def _holds(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


def _number(value: Decimal, section: _Section) -> str | None:
    """A number without its sign in the tokens of a section; None where they are not understood."""
    if section.has("general"):
        return "".join(general(value) if kind == "general" else piece for kind, piece in section.tokens)
    if not section.has("digit"):
        # Only words, or nothing at all.
        return "".join(piece for kind, piece in section.tokens if kind in ("text", "percent", "point", "comma", "/"))
    if section.has("/", "@") or value.adjusted() > _LARGEST:
        return None
    return _exponential(value, section) if section.has("exponent") else _plain(value, section)


def _plain(value: Decimal, section: _Section) -> str:
    tokens = list(section.tokens)
    last = max(index for index, (kind, _) in enumerate(tokens) if kind == "digit")
    point = next((index for index, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    end = last + 1
    while end < len(tokens) and tokens[end][0] == "comma":
        end += 1
    value = value.scaleb(2 * sum(kind == "percent" for kind, _ in tokens) - 3 * (end - last - 1))
    whole_tokens, fraction_tokens = tokens[:point], tokens[point + 1 :]
    marks = [piece for kind, piece in fraction_tokens if kind == "digit"]
    digits = f"{_rounded(value, len(marks)):f}".partition(".")
    whole, fraction = digits[0].lstrip("0"), digits[2]
    grouped = any(kind == "comma" for kind, _ in whole_tokens[:last])
    left = _whole_part(whole, [token for token in whole_tokens if token[0] != "comma"], grouped)
    while fraction and marks[len(fraction) - 1] != "0" and fraction[-1] == "0":
        fraction = fraction[:-1]
    right, taken = [], 0
    for kind, piece in fraction_tokens:
        if kind == "digit":
            right.append(fraction[taken : taken + 1])
            taken += 1
        elif kind in ("text", "percent"):
            right.append(piece)
    return left + ("." if fraction else "") + "".join(right)


def _whole_part(digits: str, tokens: list[Token], grouped: bool) -> str:
    """The digits before the point put into their places from the right; those beyond the places go before the first."""
    left = digits
    shown: list[str] = []
    count = 0
    first = next((index for index, (kind, _) in enumerate(tokens) if kind == "digit"), -1)
    for index in range(len(tokens) - 1, -1, -1):
        kind, piece = tokens[index]
        if kind in ("text", "percent"):
            shown.append(piece)
        elif kind == "digit":
            wanted = max(len(left), 1) if index == first else 1
            for _ in range(wanted):
                digit, left = (left[-1], left[:-1]) if left else ("0" if piece == "0" else "", "")
                if digit and grouped and count and count % 3 == 0:
                    shown.append(",")
                shown.append(digit)
                count += bool(digit)
    return "".join(reversed(shown))


def _exponential(value: Decimal, section: _Section) -> str:
    mark = next(index for index, (kind, _) in enumerate(section.tokens) if kind == "exponent")
    before, after = section.tokens[:mark], section.tokens[mark + 1 :]
    point = next((index for index, (kind, _) in enumerate(before) if kind == "point"), len(before))
    places = sum(kind == "digit" for kind, _ in before[point:])
    width = sum(kind == "digit" for kind, _ in after)
    return _scientific(value, places, width, False)


def _scientific(value: Decimal, places: int, width: int, bare: bool) -> str:
    if value == 0:
        return "0"
    power = value.adjusted()
    mantissa = _rounded(value.scaleb(-power), places)
    if abs(mantissa) >= 10:
        mantissa, power = _rounded(mantissa.scaleb(-1), places), power + 1
    text = f"{mantissa:f}"
    if bare and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}E{'-' if power < 0 else '+'}{abs(power):0{max(width, 1)}}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=450))
