"""Figures in sentences and in table cells: exact value, unit, and whether they may be compared at all."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reportparse.model.quantity import Quantity
from reportparse.text import figure_context as context
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.figure import Figure, Kind
from reportparse.text.normalise import fold
from reportparse.text.units import AFTER, AFTER_BEGINS, MONEY_OF_SCALE
from reportparse.text.written_amounts import MONEY_WORDS, SHARE_WORDS, written_money, written_share

__all__ = ["Figure", "Kind", "chinese_number", "find_figures", "parse_cell"]

# A figure in digits, 元 or 分之: one set to begin with is found much faster than a choice.
_ANY = re.compile("[0-9０-９元圆分](?:(?<!分)|之)")
_RUN = re.compile(r"[0-9]+(?:[.,，][0-9]+)*")
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
# 1 234 567.89元: blanks part the thousands. Behind 第 or 表 the first group is a number of its own.
_SPACED = re.compile(r"(?<![0-9.,，第表图件])(?<![第表图件] )[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?=[ ]?[万亿千]?元)")
_SPACED_CELL = re.compile(r"(?P<number>[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?)(?P<unit>[ ]?[万亿千]?元)?")
_NUMBERED_YEAR = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}$)")

_RANGE_TO = re.compile(r"[ ]?(?:[-~～–]|—{1,2}|至)[ ]?(?=[0-9])")
_LONGEST_TO = 4
_MIXED_REST = re.compile(r"[ ]?(?P<thousands>[0-9]{1,4})(?P<scale>千|百)?元")
_VAGUE = re.compile("[余多 ]")
_TEN_THOUSAND = Decimal(10000)


def plain_number(text: str) -> Decimal:
    """The value of digits with or without separators of thousands."""
    return Decimal(text.replace(",", "").replace("，", "").replace(" ", ""))


def _mended(run: str) -> Decimal:
    """The best guess at a number with impossible separators: the first point counts, nothing else does."""
    whole, _, rest = run.replace(",", "").replace("，", "").partition(".")
    rest = rest.replace(".", "")
    return Decimal(f"{whole}.{rest}" if rest else whole)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int, Decimal, bool, bool]]:
    """A run of digits and separators as numbers: start, end, value, broken, ordinal."""
    run = text[start:end]
    if run.isdigit():
        return [(start, end, Decimal(run), False, False)]
    if _SIMPLE.fullmatch(run):
        numbered = _NUMBERED_YEAR.match(run) if "." in run else None
        if numbered and text[end : end + 2].lstrip().startswith("年"):
            # 「1.2020年完成」 is item 1 of a list, and a year.
            cut = start + numbered.end()
            return [
                (start, cut - 1, Decimal(run[: numbered.end() - 1]), False, True),
                (cut, end, Decimal(run[numbered.end() :]), False, False),
            ]
        return [(start, end, Decimal(run), False, False)]
    if _GROUPED.fullmatch(run):
        return [(start, end, plain_number(run), False, False)]
    parts = list(re.finditer(r"[0-9.]+", run))
    if len(parts) == 1:
        # 1.2.3 numbers a section.
        return [(start, end, Decimal(run.partition(".")[0]), False, True)]
    ascii_only = "，" not in run
    # 1,50,0 has groups of unequal length; 10,20,30 and 3,5,8 are lists.
    uneven = len({len(part[0]) for part in parts[1:]}) > 1
    grouped_badly = ascii_only and ("." in run[: run.rfind(",")] or len(parts) == 2 or "." in run or uneven)
    if grouped_badly and re.match(r"\s{0,3}(?:[万亿]?元|%)", text[end : end + 6]):
        return [(start, end, _mended(run), True, False)]
    found = []
    for part in parts:
        a, b = start + part.start(), start + part.end()
        piece = part[0].strip(".")
        found.append((a, b, _mended(piece), False, piece.count(".") > 1))
    return found


def _figure(text: str, start: int, end: int, value: Decimal, broken: bool, previous_end: int) -> Figure:
    mark = text[end : end + 1]
    after = AFTER.match(text, end) if mark in AFTER_BEGINS or mark.isspace() else None
    unit, kind, bare, finish, about = "", "plain", False, end, False
    if after is not None:
        finish = after.end()
        about = bool(after["more"] or after["moneymore"] or after["countmore"])
        if after["money"] is not None:
            shift, unit = MONEY_OF_SCALE[after["moneyscale"]]
            value = value.scaleb(shift) if shift else value
            kind, finish = "money", after.end("money")
        elif after["percent"]:
            unit, kind = after["percent"].removeprefix("个"), "percent"
        elif after["score"]:
            unit, kind = "分", "score"
        elif after["bare"]:
            unit, kind, bare = after["bare"] + "元", "money", True
        else:
            written = after["count"] or after["foreign"] or after["latin"]
            unit, kind = _VAGUE.sub("", written), "count"
    elif text[end : end + 1] in ("万", "萬") and (rest := _MIXED_REST.match(text, end + 1)):
        # 5万3千元
        tail = Decimal(rest["thousands"]) * {"千": 1000, "百": 100}.get(rest["scale"] or "", 1)
        value, unit, kind, finish = value * _TEN_THOUSAND + tail, "元", "money", rest.end()
    begin = start
    if kind == "plain":
        kind = context.kind_without_unit(text, start, end)
    if kind in ("money", "percent", "count", "score", "plain"):
        if context.negative(text, start, previous_end):
            begin, value = start - 1, -value
        elif kind == "money" and text[start - 1 : start] == "¥":
            begin = start - 1
    elif kind == "code":
        return Figure(start, end, value, "", text[start:end], "code")
    if kind == "plain" and text[start - 1 : start] == "¥":
        begin, unit, kind = start - 1, "元", "money"
    bound, approximate, rate = context.around(text, begin, finish)
    return Figure(
        begin,
        finish,
        value,
        unit,
        text[begin:finish],
        kind,  # type: ignore[arg-type]
        bound,
        about or approximate,
        rate,
        False,
        bare,
        broken,
    )


def _with_ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Mark both ends of 10-20万元 and lend the first the unit of the second."""
    for index in range(len(figures) - 1):
        first, second = figures[index], figures[index + 1]
        if second.start - first.end > _LONGEST_TO:
            continue
        if second.kind not in ("money", "percent", "count", "score") or first.kind not in (second.kind, "plain"):
            continue
        between = _RANGE_TO.match(text, first.end)
        if between is None or between.end() != second.start:
            continue
        unit = first.unit or second.unit
        figures[index] = first._replace(unit=unit, kind=second.kind, rate=first.rate or second.rate, range=True)
        figures[index + 1] = second._replace(range=True)
    return figures


def find_figures(text: str) -> list[Figure]:
    """Every figure of a sentence in order. Offsets are into the text as given, normalised or not."""
    return list(known_figures(text)) if _ANY.search(text) is not None else []


@lru_cache(maxsize=512)
def known_figures(text: str) -> tuple[Figure, ...]:
    """As `find_figures`, which keeps the last texts: several checks ask for the figures of the same paragraph."""
    folded = fold(text)
    figures: list[Figure] = []
    known: context.Spans | None = None
    taken = -1
    shares: dict[int, re.Match[str]] = {}
    if "分之" in folded:
        shares = {match.start("number"): match for match in SHARE_WORDS.finditer(folded)}
    spaced = {match.start(): match.end() for match in _SPACED.finditer(folded)} if " " in folded else {}
    for run in _RUN.finditer(folded):
        begin, stop = run.span()
        if begin < taken:
            continue
        if begin in spaced:
            start, end = begin, spaced[begin]
            figures.append(_figure(folded, start, end, plain_number(folded[start:end]), False, taken))
            taken = figures[-1].end
            continue
        if known is None:
            known = context.known_spans(folded)
        for start, end, value, broken, ordinal in _pieces(folded, begin, stop):
            if start < taken:
                continue
            kind: Kind | None = known.kind_at(start, end) if known else None
            if kind is None:
                if start in shares:
                    continue
                neighbour = folded[start - 1 : start]
                if ordinal:
                    kind = "ordinal"
                elif context.latin(neighbour) or (neighbour == "-" and context.latin(folded[start - 2 : start - 1])):
                    kind = "code"
                elif context.is_ordinal(folded, start, end, value):
                    kind = "ordinal"
            if kind is not None:
                figures.append(Figure(start, end, value, "", text[start:end], kind))
                taken = end
                continue
            figure = _figure(folded, start, end, value, broken, taken)
            if figure.kind == "plain" and context.latin(folded[end : end + 1]):
                figure = Figure(start, end, value, "", folded[start:end], "code")
            figures.append(figure)
            taken = figure.end
    extra = [written_share(match, folded) for match in shares.values()]
    if "元" in folded or "圆" in folded:
        extra += [written_money(match, folded) for match in MONEY_WORDS.finditer(folded)]
    if extra:
        figures += [figure for figure in extra if figure is not None]
        figures.sort(key=lambda figure: figure.start)
    figures = _with_ranges(folded, figures)
    if folded is text:
        return tuple(figures)
    written = [text[figure.start : figure.end] for figure in figures]
    return tuple(
        figure if figure.text == shown else figure._replace(text=shown)
        for figure, shown in zip(figures, written, strict=True)
    )


_CELL = re.compile(
    r"(?P<mark>¥|人民币)?(?P<sign>[+\-−–])?(?P<number>(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
)
_WRAPPED = re.compile(r"(?<=[.,，])\s+(?=[0-9])|(?<=[0-9])\s+(?=[.,，])")
_BROKEN = re.compile(r"[0-9.,\s]*\n[0-9.,\s]*")
_ACCOUNTING = re.compile(r"（([0-9][0-9,，]*(?:\.[0-9]+)?)）")


@lru_cache(maxsize=4096)
def parse_cell(text: str) -> Quantity | None:
    """The figure a table cell is, or None where it is anything else: blank, —, /, text, a bound (≥95%), a date, a range.

    `unit` is '' where the cell gives none; 万 alone counts as 万元. Brackets around digits mean a negative number.
    """
    written = text.strip()
    if not written or len(written) > 40:
        return None
    folded = _WRAPPED.sub("", fold(written))
    if _BROKEN.fullmatch(folded) and _GROUPED.fullmatch(joined := re.sub(r"\s+", "", folded)):
        # A figure with thousands separators that a narrow cell broke anywhere.
        folded = joined
    elif " " in folded and (grouped := _SPACED_CELL.fullmatch(folded)):
        folded = grouped["number"].replace(" ", "") + (grouped["unit"] or "")
    negative = _ACCOUNTING.fullmatch(folded)
    match = _CELL.match(negative[1] if negative else folded)
    if match is None:
        return _capitals(folded, written)
    number = match["number"]
    if len(number) > 1 and number[0] == "0" and number[1] != ".":
        return None  # a code or a telephone number
    value = plain_number(number if number[0] != "." else "0" + number)
    if negative or (match["sign"] or "+") != "+":
        value = -value
    if negative:
        return Quantity(value, "", written) if match.end() == len(negative[1]) else None
    unit = "元" if match["mark"] else ""
    if match.end() == len(folded):
        return Quantity(value, unit, written)
    after = AFTER.match(folded, match.end())
    if after is None or after.end() != len(folded) or after["more"] or after["moneymore"] or after["countmore"]:
        return None
    if after["money"] is not None:
        shift, unit = MONEY_OF_SCALE[after["moneyscale"]]
        return Quantity(value.scaleb(shift) if shift else value, unit, written)
    if after["bare"]:
        return Quantity(value, after["bare"] + "元", written)
    unit = after["percent"] or after["score"] or after["count"] or after["foreign"] or after["latin"] or ""
    if unit in ("月", "日") or (unit == "年" and value >= 1000):
        return None  # a date
    return Quantity(value, unit.removeprefix("个") if unit == "个百分点" else unit.replace(" ", ""), written)


def _capitals(folded: str, written: str) -> Quantity | None:
    """人民币叁万元整: whole cells in capitals."""
    match = MONEY_WORDS.fullmatch(folded.removeprefix("人民币").removeprefix("："))
    figure = written_money(match, match.string) if match else None
    return Quantity(figure.value, figure.unit, written) if figure and not figure.approximate else None


def is_money_cell(text: str) -> bool:
    """Whether a cell holds one figure that can be money: in a unit of money, or in none."""
    quantity = parse_cell(text)
    return quantity is not None and (quantity.unit == "" or quantity.is_money)
