"""The scores of the indicator table as the form lays them out: rows, total row, and the row of the budget's execution."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from reportparse.checks.context import Context
from reportparse.model.document import Cell
from reportparse.model.location import Place
from reportparse.model.outline import Column, Outline, Part, Region, RegionRow
from reportparse.model.quantity import Quantity
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import SCORED, is_total

_SUBTOTAL = re.compile(r"小计|分合计|^(?:其中|注)")
_AMONG = re.compile("^其中")
_BONUS = re.compile(r"加分|扣分|附加分|奖励分")
_HEADED = re.compile(r"[（(](?:共|总分|满分|权重|分值)?：?([0-9]{1,3}(?:\.[0-9])?)(分?)[）)]$")
_HEAD_POINTS = re.compile(r"[（(]([0-9]{1,3})分?[）)]|([0-9]{1,3})分[*×x]")
_MANY_NAMED = 4
HUNDRED = Decimal(100)
_MOST_OF_RATE = 20


class Points(NamedTuple):
    """A figure of the columns of weights or scores and where it stands."""

    quantity: Quantity
    place: Place

    @property
    def value(self) -> Decimal:
        return self.quantity.value


class Heading(NamedTuple):
    """What indicators stand under, and the points it gives to all of them: in its name (数量指标（20分）) or in a column of its own.

    `part` tells headings of one name apart where each of them gives points of its own.
    """

    name: str = ""
    points: Points | None = None
    part: int = 0

    @property
    def group(self) -> str:
        """What the indicators below it have in common."""
        return f"{self.name}/{self.part}"


class ScoredRow(NamedTuple):
    """An indicator or the execution of the budget; None where the cell holds no figure. `blank` tells empty cells from others."""

    name: str
    category: Heading
    dimension: Heading
    weight: Points | None
    score: Points | None
    weight_unread: bool
    score_unread: bool
    bonus: bool


@dataclass(frozen=True)
class ScoreTable:
    """One form's scores. `rows` are the indicators, `execution` is the row of the execution rate where the form scores it apart.

    `rate_apart` tells that the document has an execution rate outside the table whose weight was not read, `form` the one of
    several forms that the table belongs to, `apart` the rows where each cell of the headings gives points of its own.
    """

    rows: tuple[ScoredRow, ...]
    execution: ScoredRow | None
    total: ScoredRow | None
    rate_apart: bool
    form: Part | None = None
    apart: tuple[ScoredRow, ...] = ()

    @cached_property
    def scored(self) -> tuple[ScoredRow, ...]:
        return (*self.rows, self.execution) if self.execution else self.rows

    @cached_property
    def weights(self) -> Decimal | None:
        """What the weights add up to, or None where one of them was not read or there are none."""
        found = [row.weight for row in self.scored if not row.bonus]
        if not found or any(row.weight_unread for row in self.scored):
            return None
        if not any(row.weight for row in self.rows):
            # Some forms give the points of the headings only.
            heads = _headed_total(self.rows)
            apart = self.execution.weight.value if self.execution and self.execution.weight else Decimal(0)
            return heads + apart if heads is not None else None
        values = {points.place: points.value for points in found if points is not None}
        return sum(values.values(), Decimal(0)) if values else None

    def part(self, name: Literal["weight", "score"]) -> list[tuple[ScoredRow, Points]]:
        """The rows with their weights or scores; a cell merged over several rows counts once."""
        found: dict[Place, tuple[ScoredRow, Points]] = {}
        for row in self.scored:
            points = row.weight if name == "weight" else row.score
            if points is not None:
                found.setdefault(points.place, (row, points))
        return list(found.values())


def scored_tables(context: Context) -> tuple[ScoreTable, ...]:
    """`score_tables` of the report."""
    return tuple(score_tables(context.reading.outline))


def score_tables(outline: Outline) -> list[ScoreTable]:
    """The tables of indicators that have a column of weights or scores. Parts of one table that add up together are one."""
    regions = [
        region
        for region in outline.regions
        if region.kind in SCORED and (region.column("weight") is not None or region.column("score") is not None)
    ]
    if not regions:
        return []
    executions, apart = _executions(outline)
    tables: list[ScoreTable] = []
    for region in regions:
        before = [place for place in executions if place < (region.table, region.first_row)]
        execution = executions.pop(max(before)) if before else None
        table = replace(_table(region, execution, apart and execution is None), form=outline.part_of(region))
        tables.append(_with_rest(table) if execution is not None and execution.weight is None else table)
    for left in executions.values():
        # A form that puts its funds below the indicators.
        if len(tables) == 1 and tables[0].execution is None:
            table = replace(tables[0], execution=left, rate_apart=False)
            tables = [_with_rest(table) if left.weight is None else table]
    return _joined(tables)


def reviewed_tables(outline: Outline) -> list[ScoreTable]:
    """The same with the scores of whoever reviewed them (复核分), where a form has a column for these that is not blank."""
    regions = [region for region in outline.regions if region.kind in SCORED and region.column("review") is not None]
    if not regions:
        return []
    turned = [
        replace(
            region,
            columns=tuple(
                replace(one, role={"review": "score", "score": None}.get(one.role or "", one.role))
                for one in region.columns
            ),
        )
        for region in regions
    ]
    tables = score_tables(replace(outline, regions=tuple(turned)))
    return [table for table in tables if table.part("score")]


def _with_rest(table: ScoreTable) -> ScoreTable:
    """The execution of the budget is worth what the weights leave of a hundred, where a form prints its score alone."""
    assert table.execution is not None
    printed = table.total.weight if table.total is not None else None
    weights = replace(table, execution=None).weights
    rest = HUNDRED - weights if weights is not None else Decimal(0)
    if not 0 < rest <= _MOST_OF_RATE or printed is None or printed.value != HUNDRED:
        return replace(table, execution=None, rate_apart=True)
    weight = Points(Quantity(rest, "", f"{rest:f}"), printed.place)
    return replace(table, execution=table.execution._replace(weight=weight))


def _joined(tables: list[ScoreTable]) -> list[ScoreTable]:
    """Tables none of which closes by itself, but all together do, are parts of one."""
    if len(tables) < 2 or any(table.weights == HUNDRED for table in tables):
        return tables
    whole = ScoreTable(
        tuple(row for table in tables for row in table.rows),
        next((table.execution for table in tables if table.execution), None),
        next((table.total for table in reversed(tables) if table.total), None),
        any(table.rate_apart for table in tables),
    )
    # Or each cell of the headings gives points of its own.
    apart = _headed_rows(tuple(row for table in tables for row in table.apart), apart=True)
    ways = [whole, replace(whole, rows=apart)]
    return next(([one] for one in ways if one.weights == HUNDRED), tables)


def _table(region: Region, execution: ScoredRow | None, apart: bool) -> ScoreTable:
    rows: list[ScoredRow] = []
    among: list[ScoredRow] = []
    total: ScoredRow | None = None
    category, dimension = Heading(), Heading()
    # Where no column names the indicators, that of the dimensions does.
    above = region.column("name") is not None
    for row in region.rows:
        names = [_text(region, row, role) for role in ("category", "dimension", "name")]
        labels = [name for name in names if name] or [squash(cell.text) for cell in row.cells[:1] if cell]
        if names[0] and names[0] != category.name:
            category, dimension = _heading(region, row, "category"), Heading()
        if names[1] and above:
            here = _heading(region, row, "dimension")
            dimension = here if here.points or names[1] != dimension.name else dimension
        if any(_SUBTOTAL.search(label) for label in labels):
            if labels and _AMONG.match(labels[-1]):
                part = _scored(region, row, labels[-1], category, dimension)
                among += [part] if part.weight is not None and part.score is not None else []
            continue
        # 总分 | 97, the figure in one cell under all columns.
        first = [squash(row.cells[0].text)] if row.cells and row.cells[0] is not None else []
        if any(is_total(label) for label in (*labels, *first)):
            total = _scored(region, row, labels[0], category, dimension)
        else:
            scored = _scored(region, row, names[2] or labels[-1] if labels else "", category, dimension)
            filled = names[2] or scored.weight or scored.score
            if filled and not (scored.weight is None and scored.score is None and not _asks(region, row)):
                rows.append(scored)
    weighed = _weighed_by_name(region, rows)
    table = ScoreTable(_headed_rows(weighed, apart=False), execution, total, apart)
    if table.weights == HUNDRED:
        return table
    # Headings of one name may be several, and 其中：脱贫人口 an indicator of its own, where the whole needs it.
    table = replace(table, apart=_headed_rows(weighed, apart=True))
    others = [replace(table, rows=table.apart)]
    others += [replace(table, rows=(*table.rows, *among))] if among else []
    return next((one for one in others if one.weights == HUNDRED), table)


def _headed_rows(rows: tuple[ScoredRow, ...], *, apart: bool) -> tuple[ScoredRow, ...]:
    """Rows whose headings of one name (数量指标（10分）, 数量指标（8分）) are one, or `apart` where each cell gives points of its own."""
    known: dict[str, list[Heading]] = {}
    found: list[ScoredRow] = []
    for row in rows:
        heading = row.dimension
        same = known.setdefault(f"{row.category.name}/{heading.name}", [])
        at = next((one.part for one in same if not apart or one.points == heading.points), len(same))
        if at == len(same):
            same.append(heading._replace(part=at))
        found.append(row._replace(dimension=same[at]))
    return tuple(found)


def _heading(region: Region, row: RegionRow, role: str) -> Heading:
    at = region.column(role)
    cell = region.cell(row, role)
    assert at is not None and cell is not None
    points = _named_points(region.table, cell, sure=role != "category")
    weight = region.column("weight")
    if points is None and weight is not None and at + 1 < min(weight, len(region.columns)):
        beside = region.columns[at + 1]
        if beside.role is None and squash(beside.label) == squash(region.columns[weight].label):
            points = _points(region.table, row.cells[at + 1])
    return Heading(squash(cell.text), points)


def _named_points(block: int, cell: Cell, sure: bool) -> Points | None:
    """The points that a name ends with. Where it is not `sure` to be a heading a bare number may be its own number (指标（2）)."""
    match = _HEADED.search(squash(cell.text))
    if match is None or (sure and not match[2]):
        return None
    return Points(Quantity(Decimal(match[1]), match[2], match[1]), Place(block, cell.row, cell.column))


def _weighed_by_name(region: Region, rows: list[ScoredRow]) -> tuple[ScoredRow, ...]:
    """The rows of a table without weights, with those that their names give: all of them, and enough of them to tell."""
    role = "name" if region.column("name") is not None else "dimension"
    if region.column("weight") is not None or len(rows) < _MANY_NAMED:
        return tuple(rows)
    named: dict[str, Points] = {}
    for row in region.rows:
        cell = region.cell(row, role)
        points = _named_points(region.table, cell, sure=True) if cell is not None else None
        if cell is not None and points is not None:
            named[squash(cell.text)] = points
    if any(row.name not in named for row in rows) or len(named) < len(rows):
        return tuple(rows)
    return tuple(row._replace(weight=named[row.name]) for row in rows)


def _asks(region: Region, row: RegionRow) -> bool:
    """Whether a row without points is a filled one; prompts of the blank form (指标2：) are not."""
    return bool(_text(region, row, "target") or _text(region, row, "actual"))


def _text(region: Region, row: RegionRow, role: str) -> str:
    cell = region.cell(row, role)
    return squash(cell.text) if cell is not None else ""


def _scored(region: Region, row: RegionRow, name: str, category: Heading, dimension: Heading) -> ScoredRow:
    weight, score = region.cell(row, "weight"), region.cell(row, "score")
    if weight is not None and weight is score:
        weight = None
    weighed, marked = _points(region.table, weight), _points(region.table, score)
    return ScoredRow(
        name,
        category,
        dimension,
        weighed,
        marked,
        region.column("weight") is not None and weighed is None,
        region.column("score") is not None and marked is None,
        _BONUS.search(name) is not None,
    )


def _points(block: int, cell: Cell | None) -> Points | None:
    quantity = parse_cell(cell.text) if cell is not None else None
    if cell is None or quantity is None or quantity.unit not in ("", "分", "%"):
        return None
    return Points(quantity, Place(block, cell.row, cell.column))


def _executions(outline: Outline) -> tuple[dict[tuple[int, int], ScoredRow], bool]:
    """The rows of funds that carry points, by table and row; and whether there is a table of funds without any."""
    found: dict[tuple[int, int], ScoredRow] = {}
    funds = outline.regions_of("funds")
    for region in funds:
        scored = execution_of(region)
        if scored is not None:
            found[region.table, region.first_row] = scored[1]
    return found, bool(funds) and not found


def execution_of(region: Region) -> tuple[RegionRow, ScoredRow] | None:
    """The row of a table of funds that carries points for the execution of the budget, and its points; the weight may be left out."""
    at_weight, at_score = region.column("weight"), region.column("score")
    if at_score is None:
        return None
    for row in region.rows:
        weight = row.cells[at_weight] if at_weight is not None else None
        score = row.cells[at_score]
        weighed = _points(region.table, weight) if weight is not score else None
        weighed = weighed or _headed(region.columns[at_weight if at_weight is not None else at_score])
        marked = _points(region.table, score)
        if (weighed is not None and not (score and score.text.strip("—-/ "))) or marked is not None:
            return row, ScoredRow("执行率", Heading(), Heading(), weighed, marked, False, marked is None, False)
    return None


def _headed(column: Column) -> Points | None:
    """The weight in the header itself: 分值（10分）, 20分*执行率."""
    match = _HEAD_POINTS.search(fold(re.sub(r"\s+", "", column.label)))
    number = next((group for group in match.groups() if group), "") if match else ""
    return Points(Quantity(Decimal(number), "", number), column.place) if number else None


def _headed_total(rows: tuple[ScoredRow, ...]) -> Decimal | None:
    """What the headings' points add up to: those of a category, or of all below it; None where some have none."""
    total = Decimal(0)
    for group in grouped(rows, lambda row: row.category.name).values():
        whole = group[0].category.points
        parts = [below[0].dimension.points for below in grouped(group, lambda row: row.dimension.group).values()]
        if whole is None and any(points is None for points in parts):
            return None
        total += whole.value if whole is not None else sum((one.value for one in parts if one is not None), Decimal(0))
    return total if rows else None


def grouped(rows: Iterable[ScoredRow], name: Callable[[ScoredRow], str]) -> dict[str, list[ScoredRow]]:
    """Rows by the name of what they stand under, in order."""
    groups: dict[str, list[ScoredRow]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return groups
