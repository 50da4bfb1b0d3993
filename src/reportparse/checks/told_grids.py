"""Figures of sentences that name a cell of any small table by the words of its row and of its column, whatever is counted.

The words about the figure, less those of the row and of the header, decide how sure that is: where nothing is left that
narrows it down any other figure is wrong, where more is said only a slip of the pen. The line of totals has no name of its
own, so a sentence means it only right beside the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.grids import Grid, all_grids, level_name, unit_of
from reportparse.checks.growth import DOWN, UP
from reportparse.checks.running_text import running_text
from reportparse.checks.table_echoes import Echo
from reportparse.checks.told_indicators import OF_SOME, PLAIN, of_another_time, words_about
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.slips import find_slip
from reportparse.text.totals import is_total

_KINDS = ("money", "percent", "count")
_UNIT = re.compile(r"[（(](?:单位[：:])?(?P<unit>[^（）()]{1,4})[）)]")
_ROW_UNIT = re.compile("[（(](?:亿|万|千)?元[）)]")
_PEOPLE = ("人", "名", "位")
_HEADCOUNT = re.compile("(?:人数|编制数?|实有数|在职|退休|人员)")
_MONEY = re.compile("资金|投资|支出|收入|金额|预算|执行(?!率)|拨付|下达|到位(?!率)|经费|决算|结余|差额|增减|原值|净值")
_RATE = re.compile("率|占比|比重|比例|进度|幅度|增幅|%")
_SHARE = re.compile("占比|比重|比例")
_GROWTH = re.compile("增长率|增减率|增幅|变动率|同比")
_STEP = re.compile("增减额?|增加额|变动额|差异")
# What a header may be called by in a sentence.
_ROLES = {
    "planned": re.compile("预算|计划|安排|指标金额"),
    "spent": re.compile("支出|决算|执行|使用|支付|开支"),
    "arrived": re.compile("到位|到账"),
    "done": re.compile("完成|建成|改造"),
    "left": re.compile("结余|结转|剩余|节余|差额"),
}
_AMOUNT = re.compile("^(?:采购|支付|合计|总)?(?:金额|总额|总价|小计)$")
_ANOTHER_SOURCE = re.compile(
    "(?:中央|自治区|[省市县区州镇乡]级?|本级|地方|自筹|社会|其[他它])(?:财政)?(?:资金|配套|补助|投入)"
)
_OF_ALL = re.compile("总体|整体|综合|全部|合计|总计|共计|总共|以上")
_TAIL = re.compile(r"(?:数|额|金额|资金|人数|总数)+$")
_PLAIN_COLUMN = re.compile("^(?:本年|上年|去年|当年|年初|年末|期初|期末|合计|小计|总计)")
_NOW, _BEFORE_NOW = re.compile("^(?:本年|当年)"), re.compile("^(?:上年|去年)")
_MARK = re.compile("[，,；;。：:]")
_LEVEL = re.compile(
    r"^(?:其中[：:]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[.、．])+"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_LAST_YEAR = re.compile("(?<![较比与同])(?:上年|去年|上一年)(?!相比|同期)")
_OTHERWISE = re.compile(
    "首[笔批]|第[一二三]批|上年|去年|同期|目标|标准|人均|每|其余|其中|尾款|上半年|下半年|季度|月|累计|截至|拟|预计|超过|不足|分别|左右|以上|各"
)
_COMPARED = re.compile("较|比(?!例|重|率)|增|减|升|降|同比")
_WORDS = re.compile(
    rf"(?:{PLAIN}|项目|工程|资金|经费|支出|收入|决算|预算|金额|总额|总数|部分|方面|占|拨付|使用|支付|安排|执行|其中|比例|比重|总支出|总收入|总投资|实有|核定|数|额|率|同比|较|比|增长|增加|下降|减少|全部|上述|财政|本级|局|系统|由|按|公式)*"
)
_ANY_TIME = re.compile("(?:全|本|当)年度?(?:合计|累计)?|年度|累计")
_LEAST_NAME = 2
_LEAST_DIGITS, _MANY_DIGITS = 3, 5
_BESIDE = 3
_BEFORE = 80


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure of a table: the words of its row ('' for the line of totals) and of its column, and the year of the header."""

    row: str
    head: str
    core: str
    roles: frozenset[str]
    year: str
    value: Quantity
    place: Place
    table: int
    kind: str
    """percent, growth, step, or '' for an amount or count."""
    unsure: bool
    """Whether the table has columns of which it is not known what they count."""


def told_grids(context: Context) -> Iterator[Echo]:
    """Each figure that names one cell and is another."""
    cells = context.once(_cells)
    if not cells:
        return
    names = sorted({one.row for one in cells if one.row}, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names))) if names else None
    year = context.reading.fields.get("fiscal_year")
    tables = {one.table for one in cells}
    for passage, text, _ in context.once(running_text).plain:
        if of_another_time(passage):
            continue
        beside = {table for table in tables if abs(passage.place.block - table) <= _BESIDE}
        if not beside and (pattern is None or pattern.search(passage.text) is None):
            continue
        for start, end, figures in figured_sentences(text):
            inside = [one for one in figures if one.kind in _KINDS]
            for index in range(len(inside)):
                echo = _questioned(passage, text, (start, end), inside, index, cells, pattern, beside, str(year))
                if echo is not None:
                    yield echo


def _cells(context: Context) -> tuple[_Cell, ...]:
    year = context.reading.fields.get("fiscal_year")
    return tuple(
        one for grid in context.once(all_grids) for one in _of_grid(context, grid, year if isinstance(year, int) else 0)
    )


def _of_grid(context: Context, grid: Grid, year: int) -> Iterator[_Cell]:
    labels = [_name(grid.label(row)) for row in grid.rows]
    if any(_ROW_UNIT.search(squash(grid.label(row))) for row in grid.rows):
        # 收入（亿元）: the rows have units of their own.
        return
    units = [_unit(context, grid, column, header) for column, header in enumerate(grid.headers)]
    # A column of figures of which nothing is known may be what is meant as well as any other.
    unsure = any(not unit and _is_unknown(grid, column) for column, unit in enumerate(units))
    for column, (header, unit) in enumerate(zip(grid.headers, units, strict=True)):
        if not unit:
            continue
        bare = squash(_UNIT.sub("", header))
        found = _YEAR.search(bare)
        of_year = (
            found[0] if found else str(year) if _NOW.match(bare) else str(year - 1) if _BEFORE_NOW.match(bare) else ""
        )
        core = _TAIL.sub("", re.sub("(?:19|20)[0-9]{2}年度?", "", bare)) or ""
        roles = frozenset(role for role, words in _ROLES.items() if words.search(bare) and "率" not in bare)
        kind = "growth" if _GROWTH.search(bare) else "step" if _STEP.search(bare) else "percent" if unit == "%" else ""
        for name, row in zip((*labels, ""), (*grid.rows, grid.total), strict=True):
            # 全年, below the four quarters, is their sum.
            whole = row is grid.rows[-1] and not grid.totalled and _ANY_TIME.fullmatch(squash(grid.label(row)))
            if not name and row is not grid.total and not whole:
                continue
            # A name that two rows have names neither.
            if name and labels.count(name) > 1:
                continue
            cell = row[column]
            quantity = parse_cell(cell.text) if cell is not None else None
            if cell is None or quantity is None or (quantity.unit and (quantity.unit == "%") != (unit == "%")):
                continue
            value = Quantity(quantity.value, quantity.unit or unit, quantity.text)
            place = Place(grid.table.index, cell.row, cell.column)
            yield _Cell(name, bare, core, roles, of_year, value, place, grid.table.index, kind, unsure)


def _name(label: str) -> str:
    name = level_name(_LEVEL.sub("", squash(re.sub(r"[（(][^（）()]*[）)]", "", fold(label)))))
    # 全年 is said of everything.
    return (
        ""
        if len(name) < _LEAST_NAME or is_total(name) or _ANY_TIME.fullmatch(name) or parse_cell(name) is not None
        else name
    )


def _is_unknown(grid: Grid, column: int) -> bool:
    if re.search("序号|行次|编号|代码|电话|年度$|月份", grid.headers[column]):
        return False
    return any((cell := row[column]) is not None and parse_cell(cell.text) is not None for row in grid.rows)


def _unit(context: Context, grid: Grid, column: int, header: str) -> str:
    """The unit of a column: % of a rate, that of money, or what is counted; '' where it is not known."""
    bracket = _UNIT.search(header)
    if _RATE.search(header):
        return "%"
    if bracket is not None:
        return bracket["unit"]
    if _HEADCOUNT.search(header) and not _MONEY.search(header):
        return "人"
    if _MONEY.search(header) or _YEAR.search(header) or _PLAIN_COLUMN.match(squash(header)):
        figures = [one for row in grid.rows if (cell := row[column]) is not None and (one := parse_cell(cell.text))]
        # 完成数 may count anything; amounts have decimals somewhere, or a unit of money about them.
        if any(one.decimals for one in figures) or re.search("金额|资金|经费|支出|投资", header):
            return unit_of(context, grid, column)
    return ""


def _questioned(
    passage: Passage,
    text: str,
    span: tuple[int, int],
    inside: list[Figure],
    index: int,
    cells: tuple[_Cell, ...],
    pattern: re.Pattern[str] | None,
    beside: set[int],
    year: str,
) -> Echo | None:
    told = inside[index]
    start, end = span
    if told.value <= 0 or not told.is_exact:
        return None
    fitting = [one for one in cells if _unit_fits(told, one)]
    if not fitting:
        return None
    words = squash(words_about(text, start, end, inside, index))
    before = text[max(start, told.start - _BEFORE) : told.start]
    years = _YEAR.findall(text, start, told.start)
    if _OTHERWISE.search(words.removeprefix("其中")) or OF_SOME.search(before) or _LAST_YEAR.search(before):
        return None
    row = _row(text, start, told, words, pattern, fitting)
    if row is None:
        return None
    if "其中" in words and row not in words:
        return None
    named = [one for one in fitting if one.row == row and (row or one.table in beside)]
    if not named:
        return None
    lead = words.replace(row, "", 1) if row else words
    chosen = _inherited(text, start, inside, index, cells, row) if words == f"其中{row}" and row else None
    chosen = chosen or _column(named, lead, years[-1] if years and not _COMPARED.search(lead) else year, year)
    if chosen is None:
        return _slipped(passage, told, row, named, cells)
    if any(_agrees(told, one.value) for one in cells if one.table == chosen.table and one.row == row):
        return _turned(passage, told, lead, chosen) if _agrees(told, chosen.value) else None
    if any(_agrees(told, one.value) and told.quantity.significant_digits >= _LEAST_DIGITS for one in cells):
        # Whose figure it is instead is looked at elsewhere.
        return None
    expected = _in_told(chosen.value, told)
    slip = find_slip(told.value, abs(expected))
    if not row and slip is None:
        # The whole has no name: any other amount may be the whole of something else.
        return None
    rest = lead.replace(chosen.core, "", 1) if chosen.core else lead
    if told.unit == "%" and "占" not in lead and not (chosen.core and chosen.core in lead) and chosen.kind == "percent":
        return None
    plain = _WORDS.fullmatch(rest) is not None and (bool(row) or _is_named_total(chosen, words))
    sure_slip = slip is not None and (slip.kind in ("swapped", "point") or (bool(row) and slip.kind == "one-digit"))
    close = abs(passage.place.block - chosen.table) == 1 and (chosen.kind == "" and bool(chosen.core))
    if not (plain and (row or told.kind == "count" or close)) and not (sure_slip and _digits(told) >= _LEAST_DIGITS):
        return None
    if not sure_slip and told.kind == "money" and told.quantity.significant_digits < _LEAST_DIGITS:
        return None
    return Echo(passage, told, expected, (row or "合计") + chosen.head, chosen.place)


def _slipped(passage: Passage, told: Figure, row: str, named: list[_Cell], cells: tuple[_Cell, ...]) -> Echo | None:
    """A long amount that is a slip of just one figure of the row named, whatever the column, and no figure of any table."""
    if not row or told.quantity.significant_digits < _MANY_DIGITS or any(_agrees(told, one.value) for one in cells):
        return None
    near = [
        one
        for one in named
        if (slip := find_slip(told.value, abs(_in_told(one.value, told)))) is not None
        and slip.kind in ("swapped", "point")
    ]
    return (
        Echo(passage, told, _in_told(near[0].value, told), row + near[0].head, near[0].place)
        if len(near) == 1
        else None
    )


def _digits(told: Figure) -> int:
    """The digits by which it may be known again: of what is counted one by one the noughts at the end count, too."""
    return len(f"{told.value:f}") if told.kind == "count" else told.quantity.significant_digits


def _turned(passage: Passage, told: Figure, lead: str, cell: _Cell) -> Echo | None:
    """「公用支出增长5%」 of a cell that holds −5%."""
    if cell.kind not in ("growth", "step") or not cell.value.value or told.unit not in ("%", *MONEY_SCALE):
        return None
    up, down = re.search(rf"{UP}[^\d]*$", lead), re.search(rf"{DOWN}[^\d]*$", lead)
    if (up is None) == (down is None) or (cell.value.value > 0) == (up is not None):
        return None
    if cell.kind == "step" and not _COMPARED.search(lead):
        return None
    # 差额=预算−决算 has the other sign than 增减.
    if cell.kind == "step" and not re.search("增减|增加", cell.head):
        return None
    return Echo(passage, told, _in_told(cell.value, told), (cell.row or "合计") + cell.head, cell.place)


def _inherited(
    text: str, start: int, inside: list[Figure], index: int, cells: tuple[_Cell, ...], row: str
) -> _Cell | None:
    """「年末实有人数67人，其中林业站21人」: the column of the total that a 其中 follows."""
    if not index or _MARK.sub("", text[inside[index - 1].end : inside[index].start]) != f"其中{row}":
        return None
    whole = inside[index - 1]
    totals = [one for one in cells if not one.row and _unit_fits(whole, one) and _agrees(whole, one.value)]
    columns = {(one.table, one.head) for one in totals}
    found = [one for one in cells if one.row == row and (one.table, one.head) in columns]
    return found[0] if len(found) == 1 else None


def _is_named_total(cell: _Cell, words: str) -> bool:
    return len(cell.core) >= _LEAST_NAME and cell.core in words


def _row(
    text: str, start: int, told: Figure, words: str, pattern: re.Pattern[str] | None, cells: list[_Cell]
) -> str | None:
    """The row that is named in the words about the figure, else the last one named before it in its clause; '' for the totals."""
    rows = {one.row for one in cells}
    if pattern is None:
        return "" if "" in rows else None
    own = [match[0] for match in pattern.finditer(words)]
    if len({*own}) > 1:
        return None
    if own:
        return own[0] if own[0] in rows else None
    low = max(text.rfind(mark, start, told.start) for mark in "；;。") + 1
    earlier = [match[0] for match in pattern.finditer(text, max(start, low), told.start)]
    if earlier and not _OF_ALL.search(words):
        segment = _MARK.split(text[max(start, low) : told.start])
        named = [{match[0] for match in pattern.finditer(one)} for one in segment]
        if len(next((one for one in reversed(named) if one), set())) > 1:
            # 非常满意和满意的共184人，占92%
            return None
        last = text.rfind(earlier[-1], start, told.start) + len(earlier[-1])
        if _ANOTHER_SOURCE.search(text, last, told.start):
            # 市级资金全部支出，本级资金支出62.5万元
            return None
        # 教育支出1200万元，占60%: what follows a named amount is still about it.
        return earlier[-1] if earlier[-1] in rows else None
    return "" if "" in rows else None


def _column(named: list[_Cell], lead: str, told_year: str, year: str) -> _Cell | None:
    """The one column that the words name: by its header, by what kind of figure it is, by its year, or as the only one."""
    compared = _COMPARED.search(lead) is not None
    if compared:
        named = [one for one in named if one.kind in ("growth", "step")]
    else:
        shares = [one for one in named if _SHARE.search(one.head)]
        # 办结8309件，办结率98.7% is no 增幅, even where that is the only rate of the row.
        named = shares if "占" in lead else [one for one in named if one.kind not in ("growth", "step")]
    whole = [one for one in named if len(one.core) >= _LEAST_NAME and one.core in lead]
    if len(whole) == 1:
        return whole[0] if not whole[0].year or whole[0].year == told_year else None
    dated = [one for one in named if one.year]
    if dated:
        named = [one for one in named if one.year == told_year] or [one for one in named if not one.year]
    elif told_year != year:
        return None
    if len(named) == 1 and (not named[0].unsure or named[0].kind or named[0].year):
        return named[0]
    amounts = [one for one in named if _AMOUNT.search(one.head)]
    if len(amounts) == 1 and not any(one.roles for one in named):
        # 数量 | 单价 | 金额: no more than one of them is what was paid.
        return amounts[0]
    said = {role for role, words in _ROLES.items() if words.search(lead)}
    by_role = [one for one in named if one.roles & said and not one.roles - said]
    return by_role[0] if len(by_role) == 1 and len(said) == 1 else None


def _unit_fits(told: Figure, cell: _Cell) -> bool:
    unit = cell.value.unit
    if told.kind == "money":
        return cell.value.is_money
    if told.kind == "percent":
        return told.unit == "%" == unit
    if unit in _PEOPLE:
        return told.unit in _PEOPLE
    return told.unit == unit


def _agrees(told: Figure, cell: Quantity) -> bool:
    unit = cell.unit if told.kind == "money" else told.unit
    return told.quantity.agrees(Quantity(abs(cell.value), unit, cell.text))


def _in_told(cell: Quantity, told: Figure) -> Decimal:
    """The cell's figure in the unit of the one told."""
    return cell.in_unit(told.unit, max(told.quantity.decimals, 2)) if told.kind == "money" else cell.value
