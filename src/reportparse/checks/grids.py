"""Tables of no known form as grids: a header of one row or several, lines of figures, often a total row; also such tables turned on their side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.code_rows import coded_tables
from reportparse.checks.context import Context
from reportparse.model.document import Cell, Table
from reportparse.ruleset.schema import TableRule
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import is_total

_AMONG = re.compile(r"^其中|小计|^其中：")
_LEVELS = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十0-9]+[）)])")
_NUMBERS = re.compile(r"^[0-9]{1,2}[.、．](?![0-9])")
_BLANK = re.compile(r"[-—/\s]*")
_NOTE = re.compile(r"^(?:注|备注|说明)[：:]")
_UNIT = re.compile(
    r"[（(\[【][^（()）]{0,8}?(?P<bracket>亿元|万元|千元|元)[^（()）]{0,4}[）)\]】]|(?P<bare>亿元|万元|千元|元)$"
)
_LINE_UNIT = re.compile(r"单位\s*(?:均?为|[:：])?\s*(?:人民币)?\s*(?P<unit>亿元|万元|千元|元)")
_COUNTED = re.compile(r"单位\s*[:：]\s*(?P<unit>[\u4e00-\u9fff]{1,3})\s*[）)]?$")
_LEVEL_ALONE = re.compile("(?P<level>[省市县区州])(?:[（(][省市县区州、]{1,3}[）)])?")
_MEASURE = re.compile(r"预算|计划|安排|到位|支出|执行|决算|完成|率$|率（|金额|下达")
# 全市合计, 全区
_OF_ALL = re.compile(r"[\u4e00-\u9fff]{1,4}(?:合计|总计)|全(?:省|州|市|盟|县|区|旗|镇|乡|街道|系统|局|院|校)")
_TOTAL_ROW = re.compile(r"(?:小计|合计|总计)(?:[：:])?$")
_AMOUNTS = re.compile(r"(?:预算|计划|安排)[^率]*$|(?:支出|决算|执行|完成)(?:数|金额|资金|额)?$")
PAIRS = "pairs"
_MOST_HEADER_ROWS = 3
_MOST_MEASURES = 8
_LEAST = 2
_LINES_ABOVE = 3

Line = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Grid:
    """A header, lines of cells by column (None where blank), and the total line (all None where there is none).

    `nested`: some lines are parts of others, so that they do not simply add up. `known`: columns whose sums are looked at
    as those of a table of a known form. `turned`: the lines are columns of the table.
    """

    table: Table
    headers: tuple[str, ...]
    rows: tuple[Line, ...]
    total: Line
    nested: bool = False
    known: frozenset[int] = frozenset()
    turned: bool = False

    @property
    def totalled(self) -> bool:
        return any(cell is not None for cell in self.total)

    def label(self, row: Line) -> str:
        """A line's name; a cell that reaches over several lines is the name of them all."""
        words = [cell for cell in row if cell is not None and parse_cell(cell.text) is None]
        return next((cell.text.strip() for cell in words if cell.row_span == 1), "")


def is_loose(rule: TableRule | None) -> bool:
    """Whether a table was recognised by so little that it is to show what its columns mean all the same."""
    return rule is not None and rule.loose


def grids(context: Context) -> tuple[Grid, ...]:
    """The grids whose lines add up to a total line, if they do."""
    return tuple(grid for grid in context.once(all_grids) if grid.totalled and not grid.nested)


def all_grids(context: Context) -> tuple[Grid, ...]:
    """All of them, those without a total and those of several levels among them."""
    return tuple(_grids(context))


def _grids(context: Context) -> Iterator[Grid]:
    rules = context.ruleset.table_by_id
    coded = context.once(coded_tables)
    firm = [one for one in context.reading.outline.regions if not is_loose(rules.get(one.kind))]
    taken = {region.table for region in firm}
    roles = {
        (region.table, column.start)
        for region in firm
        for column in region.columns
        if column.role in context.ruleset.concept_by_id
    }
    lists = {
        region.table
        for region in firm
        if region.kind != PAIRS and ((rule := rules.get(region.kind)) is None or not rule.concepts)
    }
    for block in context.document.walk():
        if not isinstance(block, Table) or block.index in coded:
            continue
        grid = None if block.index in lists else _grid(block)
        if grid is not None and block.index in taken:
            known = frozenset(column for index, column in roles if index == block.index)
            # The figures of a known table that add up are looked at with it.
            if grid.turned:
                known = frozenset(at for at, header in enumerate(grid.headers) if "率" not in header)
            grid = _with_known(grid, known) if known else None
        if grid is not None:
            yield grid
        else:
            yield from _inner_grids(context, block)


def _with_known(grid: Grid, known: frozenset[int]) -> Grid:
    return Grid(grid.table, grid.headers, grid.rows, grid.total, grid.nested, known, grid.turned)


def _inner_grids(context: Context, table: Table) -> Iterator[Grid]:
    """Parts of a form that is one table: a row of headers with a plan and a result, rows of amounts, and their total."""
    taken = {
        row.row for region in context.reading.outline.regions if region.table == table.index for row in region.rows
    }
    header: tuple[int, dict[int, Cell]] | None = None
    for number in range(table.row_count):
        if number in taken:
            header = None
            continue
        cells = {cell.column: cell for cell in table.rows[number]}
        numbers = sum(parse_cell(cell.text) is not None for cell in cells.values())
        if not numbers:
            words = [squash(cell.text) for cell in cells.values()]
            amounts = sum(bool(_AMOUNTS.search(word)) for word in words)
            header = (number, cells) if amounts >= _LEAST else None
        elif header is not None and any(_TOTAL_ROW.search(squash(cell.text)) for cell in cells.values()):
            grid = _inner_grid(table, header, number)
            if grid is not None:
                yield grid
            header = None


def _inner_grid(table: Table, header: tuple[int, dict[int, Cell]], last: int) -> Grid | None:
    first, heads = header
    if last - first <= _LEAST:
        return None
    lines: list[Line] = []
    for number in range(first + 1, last + 1):
        line: list[Cell | None] = [None] * table.column_count
        for cell in table.rows[number]:
            if parse_cell(cell.text) is not None and (cell.row_span != 1 or cell.column not in heads):
                return None
            line[cell.column] = cell if not _BLANK.fullmatch(cell.text) else None
        if any(cell is not None and _AMONG.search(squash(cell.text)) for cell in line) and number != last:
            return None
        lines.append(tuple(line))
    headers = tuple(squash(heads[one].text) if one in heads else "" for one in range(table.column_count))
    return Grid(table, headers, tuple(lines[:-1]), lines[-1])


def _grid(table: Table) -> Grid | None:
    """The table as a grid, or None where its body is merged or its header holds figures."""
    if table.row_count < _LEAST + 1 or table.column_count < _LEAST:
        return None
    first = _first_row(table)
    height = _header_height(table, first)
    last = table.row_count
    while last > first + height + 1 and _is_note(table, last - 1):
        last -= 1
    if not height or last - first - height < 1 or not _regular(table, first + height, last):
        return None
    lines: list[list[Cell | None]] = [[None] * table.column_count for _ in range(last)]
    for cell in table.cells:
        if first + height <= cell.row < last:
            lines[cell.row][cell.column] = cell if not _BLANK.fullmatch(cell.text) else None
    body = lines[first + height :]
    headers = _headers(table, first, height)
    turned = _turned(table, headers, body) if height == 1 else None
    if turned is not None:
        return turned
    words = [squash(cell.text) for line in body for cell in line[:2] if cell is not None]
    levels = [bool(_LEVELS.match(word)) for word in words]
    numbered = [bool(_NUMBERS.match(word)) for word in words if parse_cell(word) is None]
    last_words = [squash(cell.text) for cell in body[-1][:2] if cell is not None]
    if sum("小计" in word for word in words) == 1 and any(_TOTAL_ROW.fullmatch(word) for word in last_words):
        # The only 小计 stands below all of them.
        words = words[: -len(last_words)]
    nested = any(_AMONG.search(word) for word in words) or any(levels) or (any(numbered) and not all(numbered[:-1]))
    totals = [
        number for number, line in enumerate(body) if any(cell is not None and _sums_up(cell.text) for cell in line[:2])
    ]
    if not totals and last_words and not nested and any(_TOTAL_ROW.fullmatch(word) for word in last_words):
        totals = [len(body) - 1]
    if totals == [len(body) - 1] and len(body) > _LEAST:
        return Grid(table, headers, tuple(map(tuple, body[:-1])), tuple(body[-1]), nested)
    none: Line = (None,) * table.column_count
    return Grid(table, headers, tuple(map(tuple, body)), none, nested or bool(totals))


def _sums_up(text: str) -> bool:
    return is_total(text) or _OF_ALL.fullmatch(squash(text)) is not None


def _first_row(table: Table) -> int:
    """Where the header begins: a title or unit over the whole width is none of it."""
    row = 0
    while row + 1 < table.row_count and len(table.covering_rows[row]) == 1:
        row += 1
    return row


def _header_height(table: Table, first: int) -> int:
    """How many rows hold words only, merged or not; 0 where the first has a figure or the words go on too long."""
    height = max((cell.end_row - first for cell in table.rows[first]), default=1)
    while height < _MOST_HEADER_ROWS and first + height < table.row_count:
        cells = table.rows[first + height]
        inside = [cell for cell in table.covering_rows[first + height - 1] if cell.column_span > 1]
        # A further row of words belongs to the header where it parts a cell above it.
        parted = any(one.column <= cell.column < one.end_column for one in inside for cell in cells)
        if not parted or any(parse_cell(cell.text) is not None for cell in cells):
            break
        height += 1
    if height > _MOST_HEADER_ROWS or first + height >= table.row_count:
        return 0
    words = [cell.text for row in range(first, first + height) for cell in table.rows[row]]
    return 0 if any(parse_cell(word) is not None for word in words if word.strip()) else height


def _headers(table: Table, first: int, height: int) -> tuple[str, ...]:
    found: list[str] = []
    for column in range(table.column_count):
        above: list[Cell] = []
        for row in range(first, first + height):
            cell = next((one for one in table.covering_rows[row] if one.column <= column < one.end_column), None)
            if cell is not None and cell not in above:
                above.append(cell)
        found.append("".join(squash(cell.text) for cell in above))
    return tuple(found)


def _is_note(table: Table, row: int) -> bool:
    cells = table.rows[row]
    return len(cells) == 1 and _NOTE.match(squash(cells[0].text)) is not None


def _regular(table: Table, first: int, last: int) -> bool:
    """Whether no cells of the body are merged but the label of the last row (合计 below 序号 and 地区) and groups in front."""
    cells = [cell for cell in table.cells if first <= cell.row < last]
    return sum(one.column_span * one.row_span for one in cells) == table.column_count * (last - first) and all(
        (one.row_span == 1 or (one.column == 0 and parse_cell(one.text) is None))
        and (one.column_span == 1 or (one.row == last - 1 and one.column == 0))
        for one in cells
    )


def _turned(table: Table, headers: tuple[str, ...], body: list[list[Cell | None]]) -> Grid | None:
    """The grid of a table turned on its side: items in the header, one of them the total, and a line for each measure."""
    at = [column for column, header in enumerate(headers) if column and is_total(header)]
    labels = [squash(line[0].text) if line[0] is not None else "" for line in body]
    if len(at) != 1 or at[0] not in (1, len(headers) - 1) or len(headers) < _LEAST + 2 or len(body) > _MOST_MEASURES:
        return None
    if not all(labels) or not any(_MEASURE.search(one) for one in labels) or any(is_total(one) for one in labels):
        return None
    first = next(cell.row for line in body for cell in line if cell is not None)
    heads = {cell.column: cell for cell in table.rows[first - 1]}
    columns = [
        (heads.get(column), *(line[column] for line in body)) for column in range(1, len(headers)) if column not in at
    ]
    total = (heads.get(at[0]), *(line[at[0]] for line in body))
    return Grid(table, (headers[0], *labels), tuple(columns), total, turned=True)


def level_name(label: str) -> str:
    """What sentences call a row of the form's sources that is named by its level alone (省, 县（市）: 省级, 县级)."""
    match = _LEVEL_ALONE.fullmatch(label)
    return f"{match['level']}级" if match is not None else label


def unit_of(context: Context, grid: Grid, column: int, default: str | None = None) -> str:
    """The unit of money of a column: in its header, the corner, the lines above or right below; `default`, or 万元, where none is given."""
    for text in (grid.headers[column], grid.headers[0], *(cell.text for cell in grid.table.rows[0])):
        match = _UNIT.search(squash(text))
        if match is not None:
            return match["bracket"] or match["bare"]
    for text in context.once(_lines_around).get(grid.table.index, ()):
        match = _LINE_UNIT.search(text) or _UNIT.search(squash(text))
        if match is not None:
            return match.groupdict().get("unit") or match.groupdict().get("bracket") or "元"
    declared = context.reading.outline.declared.get(grid.table.index, default)
    return declared if declared is not None else context.ruleset.tables.default_unit


def counted_unit(context: Context, grid: Grid) -> str:
    """What a table counts by the line above it (单位：人), '' where that is money or nothing is said."""
    for text in context.once(_lines_around).get(grid.table.index, ()):
        match = _COUNTED.search(text)
        if match is not None:
            return "" if match["unit"].endswith("元") else match["unit"]
    return ""


def _lines_around(context: Context) -> dict[int, tuple[str, ...]]:
    """For each table the lines right above it, nearest first, and a note right below."""
    blocks = list(context.document.walk())
    found: dict[int, tuple[str, ...]] = {}
    for position, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        lines: list[str] = []
        for one in reversed(blocks[max(0, position - _LINES_ABOVE) : position]):
            if isinstance(one, Table):
                break
            lines.append(one.text)
        below = next(
            (one for one in blocks[position + 1 : position + 3] if not isinstance(one, Table) and one.text.strip()),
            None,
        )
        if below is not None and _NOTE.match(below.text.strip()):
            lines.append(below.text)
        found[block.index] = tuple(line for line in lines if len(squash(line)) <= 60)
    return found
