"""Another year over amounts that the tables give for this one, and a year compared with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.named_years import YEAR, NamedYear, other_year
from reportparse.checks.told_years import names_own_year
from reportparse.checks.year_titles import Stale, dated_in
from reportparse.model.document import Cell, Paragraph
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.normalise import fold
from reportparse.text.numbers import Figure, find_figures, parse_cell
from reportparse.text.sentences import sentences

_LOOKING_BACK = 3
# One amount must be as long as this, and all that are borne out together as long as that.
_ONE, _ALL, _TOGETHER = 4, 5, 3
# Names of the money of a year; one long amount under the same name is no chance.
_NAMES = re.compile("三公|基本支出|项目支出|人员|公用|接待|用车|培训|会议|总收入|总支出|收入合计|支出合计")
# What the year is said of: money of the whole year, ...
_OF_YEAR = re.compile("预算|决算|收入|支出|执行|支付|资金|经费")
# ... and what an earlier year may well have had to do with the same amount.
_PAST = re.compile(
    r"立项|投资|概算|下达|提前|招标|中标|合同|签订|协议|债|贷|发行|申报|审批|可研|设计|开工|竣工|结转|结余|剩余|余额|累计|收回|借|欠|往年|以前|历年|整改|审计|规划|滚动|跨年|一期|二期"
    r"|批复(?!.{0,4}预算)(?<!预算批复)"
)
_ANOTHER = re.compile(r"上年|去年|前年|同期|往年|历年|结转|结余|累计")
# How a statement about a year begins; 「加上2022年结转的」 says only where something comes from.
_LEADS = re.compile("(?:^|[，,。；;：:、）)])[^，,。；;：:、）)加除将把对含用]{0,8}$")
# Headings over what came before or is to come.
_ELSEWHEN = re.compile("下一步|下步|打算|展望|思路|立项|背景|历史|沿革|整改|应用|反馈|回顾|以前|往年|历年|上年")
_BEFORE_TABLE = 3
_FAR_ABOVE = 60
# 「与2018年的452.10万元相比，多了34.25万元」
_COMPARED = re.compile(
    r"(?:较|比|与|和|同)(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?P<whose>[^，。；0-9]{0,12}?)(?P<base>[0-9][0-9.,]*)[ ]*(?P<unit>[万亿]?元)"
    r"(?:（[^（）]{1,24}）)?(?:相比)?[，,]?(?:[^，。；0-9]{0,4})(?:增加|减少|增长|下降|多|少|增|减)[^，。；0-9]{0,4}(?P<change>[0-9][0-9.,]*)[ ]*(?P=unit)"
)
_BUDGETED = re.compile("预算|计划|目标|批复|年初")
_PART_OF_YEAR = re.compile("半年|季度|[0-9]月|同期")
_FIGURES = Say("句中的数却是本年度的", "but its figures are this year's")
_ITSELF = Say("作比较的应是更早的年度", "but what it is compared with must be earlier")


def witnessed_years(context: Context, year: int) -> Iterator[Stale]:
    """Sentences that put this year's amounts under an earlier one, or compare a year's amount with the same year's."""
    if not (dated_in(context) or 0) > year and not names_own_year(context, year):
        return
    amounts: dict[str, _Amount] | None = None
    for passage in context.reading.outline.passages:
        text = passage.text
        if "年" not in text or not any(_is_earlier(match[1], year) for match in YEAR.finditer(text)):
            continue
        yield from _with_itself(passage, fold(text), year)
        if _ELSEWHEN.search("".join(passage.headings)):
            continue
        for start, end in sentences(text):
            named = other_year(text, start, end, year)
            if (
                named is None
                or not _is_earlier(named.year[1], year)
                or not _LEADS.search(text[start : named.year.start()])
            ):
                continue
            if amounts is None:
                amounts = _amounts(context, year)
            places = _borne_out(text, named, amounts)
            if places:
                yield Stale(
                    named.year[1],
                    passage.span(*named.year.span(1)),
                    passage.span(start, end),
                    _FIGURES,
                    tuple(places),
                )


def _is_earlier(text: str, year: int) -> bool:
    return year - _LOOKING_BACK <= int(text) < year


@dataclass(frozen=True, slots=True)
class _Amount:
    """Where an amount of the tables stands, and the words before and above it."""

    place: Place
    words: str


def _borne_out(text: str, named: NamedYear, amounts: dict[str, _Amount]) -> list[Place]:
    """The cells of this year that the amounts told of the other are, where they are long enough to be no chance."""
    told = fold(text[named.year.end() : named.until])
    if _PAST.search(re.split("[0-9]", told, maxsplit=1)[0].split("，")[0]):
        return []
    if _PAST.search(told):
        # What came over from the year before is told beside the year's own.
        told = "".join(one for one in re.split("(?<=[，；,;])", told) if not _PAST.search(one))
    found: dict[str, Place] = {}
    named_alike = False
    for figure in find_figures(told):
        if figure.kind != "money" or not figure.is_exact or not _OF_YEAR.search(told[: figure.start]):
            continue
        key = _digits(figure.quantity.value)
        if key in amounts:
            found[key] = amounts[key].place
            names = set(_NAMES.findall(told[: figure.start]))
            named_alike |= len(key) >= _ONE and bool(names.intersection(_NAMES.findall(amounts[key].words)))
    lengths = [len(key) for key in found]
    long = bool(lengths) and max(lengths) >= _ONE
    # Round amounts are none by chance where all of them stand in one column.
    columns = {(place.block, place.column) for place in found.values()}
    together = len(found) >= _TOGETHER and len(columns) == 1
    sure = sum(lengths) >= _ALL or named_alike
    return list(found.values()) if sure and (long or together) else []


def _digits(value: Decimal) -> str:
    """The digits of an amount whatever its unit: 4812.35万元 and 48123500元 have the same."""
    return str(abs(value)).replace(".", "").strip("0")


def _amounts(context: Context, year: int) -> dict[str, _Amount]:
    """The amounts of the tables that stand under no other year, and where."""
    found: dict[str, _Amount] = {}
    others: set[str] = set()
    above: list[str] = []
    for block in context.document.walk():
        if isinstance(block, Paragraph):
            above = [*above, block.text][-_BEFORE_TABLE:]
            continue
        title = "".join(line for line in above if len(line) <= _FAR_ABOVE and "。" not in line)
        above = []
        away = _is_away(title, year)
        heads: dict[int, str] = {}
        for row in block.rows:
            label = ""
            for cell in row:
                quantity = parse_cell(cell.text)
                if quantity is None or not cell.text.strip():
                    label += cell.text
                    _head(heads, cell)
                    continue
                key = _digits(quantity.value)
                if len(key) < 2:
                    continue
                words = label + heads.get(cell.column, "")
                if away or _is_away(words, year):
                    others.add(key)
                else:
                    found.setdefault(key, _Amount(Place(block.index, cell.row, cell.column), words))
    return {key: amount for key, amount in found.items() if key not in others}


def _head(heads: dict[int, str], cell: Cell) -> None:
    for column in range(cell.column, cell.column + cell.column_span):
        heads[column] = heads.get(column, "") + cell.text


def _is_away(text: str, year: int) -> bool:
    """Whether the words over or before a cell are of another year than the report's."""
    years = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
    return _ANOTHER.search(text) is not None or (bool(years) and str(year) not in years)


def _with_itself(passage: Passage, text: str, year: int) -> Iterator[Stale]:
    """「2018年总收入486.35万元。与2018年的452.10万元相比，多了34.25万元」: the change shows which two are compared."""
    if "年" not in text or not re.search("[较比与和同]", text):
        return
    parts = sentences(text)
    for position, (start, end) in enumerate(parts):
        for match in _COMPARED.finditer(text, start, end):
            if not _is_earlier(match["year"], year) or _PART_OF_YEAR.search(text[start:end]):
                continue
            begin = parts[position - 1][0] if position and match.start() == start else start
            named = list(YEAR.finditer(text, begin, match.start()))
            if not named or {one[1] for one in named} != {match["year"]}:
                continue
            first = named[0]
            base, change = _value(match["base"]), _value(match["change"])
            for figure, label in _told(text, first.end(), match.start()):
                if figure.unit != match["unit"] or abs(figure.quantity.value - base) != change:
                    continue
                bare = match["whose"] in ("", "的")
                if bare or bool(_BUDGETED.search(label)) == bool(_BUDGETED.search(match["whose"])):
                    yield Stale(first[1], passage.span(*first.span(1)), passage.span(begin, end), _ITSELF, ())
                break


def _told(text: str, start: int, end: int) -> Iterator[tuple[Figure, str]]:
    last = start
    for figure in find_figures(text[start:end]):
        yield figure, text[last : start + figure.start]
        last = start + figure.end


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("."))
