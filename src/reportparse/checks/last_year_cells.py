"""Last year's figure of a table told as this year's: 项目支出决算3774.55万元, which the table has under 2019年决算数 beside 2020年决算数."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.running_text import told_paragraphs
from reportparse.checks.sheets import Spot, sheets
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_JOIN = re.compile(r"(?:决算|支出|金额|资金|总额|合计|实际|数|额|共|为|是|达|了|：|:)*")
# A sentence that looks back tells last year's figures by right.
_BACK = re.compile("上年|去年|上一年|同期|同比|较|比|增|减|由|从|预算")
_QUOTES = re.compile('[“”"「」]')
_TOTAL = re.compile("(?:合计|总计|小计)$")
_LEAD = 24
_LEAST_NAME = 4
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class LastYear:
    """A figure told that is last year's cell of the row it names, and the cell of this year."""

    passage: Passage
    told: Figure
    name: str
    before: Spot
    now: Spot


def last_year_cells(context: Context) -> Iterator[LastYear]:
    """Only figures with digits enough, right behind the name of their row, in sentences that do not look back."""
    year = context.reading.fields.get("fiscal_year")
    rows = list(_rows(context, year)) if isinstance(year, int) else []
    if not isinstance(year, int) or not rows:
        return
    values = {before.amount.scaled() for _, before, _ in rows}
    for passage, text, _ in told_paragraphs(context, 0, "元"):
        if passage.place.row is not None:
            continue
        told = [one for one in find_figures(text) if one.kind == "money" and one.quantity.scaled() in values]
        for start, end in sentences(text) if told else ():
            for figure in told:
                if not start <= figure.start < end or not figure.is_exact:
                    continue
                if _BACK.search(text, start, figure.start) or str(year - 1) in text[start:end]:
                    continue
                lead = _bare(re.split("[，,；;。、：:（(]", text[max(start, figure.start - _LEAD) : figure.start])[-1])
                found = [
                    (name, before, now)
                    for name, before, now in rows
                    if before.amount.scaled() == figure.quantity.scaled()
                    and name in lead
                    and _JOIN.fullmatch(lead.rsplit(name, 1)[1])
                ]
                if (
                    len({now.amount.scaled() for _, _, now in found}) == 1
                    and figure.quantity.significant_digits > _LEAST_DIGITS
                ):
                    yield LastYear(passage, figure, *found[0])


def _bare(text: str) -> str:
    return _QUOTES.sub("", squash(text))


def _rows(context: Context, year: int) -> Iterator[tuple[str, Spot, Spot]]:
    """(name, last year's cell, this year's) of the rows of tables that have a column for each of the two, alike but for the year."""
    for sheet in context.once(sheets):
        columns: dict[tuple[str, int], int] = {}
        for column, head in sheet.heads.items():
            years = _YEAR.findall(head)
            if len(years) == 1 and "预算" not in head:
                columns.setdefault((_YEAR.sub("", squash(head)), int(years[0])), column)
        for (kind, of), column in columns.items():
            now = columns.get((kind, of + 1))
            if of != year - 1 or now is None:
                continue
            for line in sheet.lines:
                name = _TOTAL.sub("", _bare(line.name))
                if len(name) < _LEAST_NAME or column not in line.spots or now not in line.spots:
                    continue
                one, other = line.spots[column].amount, line.spots[now].amount
                if one.is_money and other.is_money and one.scaled() != other.scaled():
                    yield name, line.spots[column], line.spots[now]
