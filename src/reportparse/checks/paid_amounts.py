"""「资金已全部支付」 and 「无结余」 beside the two amounts that say otherwise, where no rate is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_GIVEN = re.compile(r"(?:预算|安排|下达|到位|批复|拨入|资金|收入|投资)[^，。；0-9]{0,14}$")
_SPENT = re.compile(r"(?P<verb>支出|支付|拨付|使用|发放|执行|兑付|列支)(?!率)[^，。；0-9]{0,8}$")
_REST = re.compile(r"(?:结转|结余|剩余|余额)[^，。；0-9]{0,8}$")
# All of it, with nothing before in the clause but a word for the money as a whole.
_ALL = re.compile(
    r"(?:^|[，,。；;])(?P<said>(?:本年度?|全年|年度|上述|该项|此项|项目|专项|预算|财政|补助|补贴|奖补|救助|各项|所有|全部)*(?:资金|经费|款项|预算)?(?:已经?|均|都|也)*"
    r"(?:全部|全额|足额|全数)(?:已)?(?P<verb>拨付|支付|支出|使用|执行|发放|兑付|兑现)(?:到位|完毕|完成|到人|到户)*)(?=[，,。；;]|$)"
)
_NONE = re.compile(
    r"(?:^|[，,。；;])(?P<said>(?:年末|年底|期末|全年|本年度?|项目|资金|收支平衡[，,])*(?:均|都)?(?:无|没有|不存在)(?:资金)?(?:结转结余|结转和结余|结余|结转|剩余)(?:资金)?)(?=[，,。；;]|$)"
)
_PART = re.compile("项目|专项|补助|补贴|奖补|救助")
_LATER = re.compile(
    r"上年|以前|次年|下年|截[至止]目前|[0-9]{4}年[0-9]{1,2}月|其余|剩余[^，。；]{0,12}(?:全部|全额)|争取|力争|确保|计划|将|应(?!.尽)|未"
)
_BALANCE = re.compile(r"(?:年末|期末)?(?:结余|结转结余|结转和结余|结转)(?:资金|金额|数)?(?:（[^（）]{1,6}）)?")
# What hands money on, and what is done with money that was handed on.
_HANDED_ON = frozenset(("拨付",))
_USED = frozenset(("支出", "使用", "执行", "列支"))
_HALF = Decimal("0.5")
_NEARLY = Decimal("0.99")
_TAIL = Decimal("0.001")
_TOTAL_HINT = re.compile("全[部年额数]|足额|无|没有|不存在")


@dataclass(frozen=True, slots=True)
class Belied:
    """The words, where they stand, and the two amounts (or the balance) that belie them."""

    said: str
    place: Place
    given: str
    spent: str
    places: tuple[Place, ...]


def belied_by_amounts(context: Context) -> Iterator[Belied]:
    """Claims in the paragraph of just one amount given and one spent, which is less; and 「无结余」 beside a table's balance."""
    for passage, text, _ in context.once(running_text).all:
        if _TOTAL_HINT.search(text) is None:
            continue
        for pattern in (_ALL, _NONE):
            for match in pattern.finditer(text):
                start, end = _sentence(text, match.start("said"))
                if _LATER.search(text[start:end]) is not None:
                    continue
                part = _PART.search(match["said"])
                found = _by_pair(context, passage, text, match) or (
                    _by_balance(context, passage, match) if pattern is _NONE and part is None else None
                )
                if found is not None:
                    yield found


def _sentence(text: str, at: int) -> tuple[int, int]:
    return next((one for one in sentences(text) if one[0] <= at < one[1]), (0, len(text)))


def _by_pair(context: Context, passage: Passage, text: str, match: re.Match[str]) -> Belied | None:
    money = [one for one in find_figures(text) if one.kind == "money"]
    rests = [one for one in money if _REST.search(text[max(0, one.start - 14) : one.start])]
    told = [one for one in money if one not in rests]
    if len(told) != 2 or not all(one.is_exact for one in told):
        return None
    given, spent = told
    verb = _SPENT.search(text[max(0, spent.start - 16) : spent.start])
    if verb is None or _GIVEN.search(text[max(0, given.start - 20) : given.start]) is None:
        return None
    # What is said of the money of projects says nothing of all that a department spent.
    part = _PART.search(match["said"])
    of_whole = "整体" in (context.reading.outline.title or "")
    if part is not None and of_whole and part[0] not in text[max(0, given.start - 24) : given.start]:
        return None
    share = _share(spent, given)
    if share is None or share >= 1 - _TAIL:
        return None
    if match.re is _ALL:
        if share >= _NEARLY:
            return None
        # Money passed on may wait to be spent.
        if match["verb"] in _HANDED_ON and verb["verb"] in _USED and share >= _HALF:
            return None
    elif rests and match.start() > rests[-1].start:
        return None
    places = tuple(passage.span(one.start, one.end) for one in (given, spent))
    return Belied(match["said"], passage.span(*match.span("said")), given.text, spent.text, places)


def _share(spent: Figure, given: Figure) -> Decimal | None:
    whole = given.quantity.scaled()
    return spent.quantity.scaled() / whole if whole > 0 else None


def _by_balance(context: Context, passage: Passage, match: re.Match[str]) -> Belied | None:
    """The one balance that the tables give, where it is above nothing."""
    balances = context.once(_balances)
    if len({one for one, _, _ in balances}) != 1 or balances[0][0] <= 0:
        return None
    _, shown, place = balances[0]
    return Belied(match["said"], passage.span(*match.span("said")), shown, "", (place,))


def _balances(context: Context) -> list[tuple[Decimal, str, Place]]:
    """The balances of the department by the tables that were understood, else those of tables with one row of figures."""
    facts = [one for one in context.reading.facts if one.concept == "balance"]
    found = [
        (one.quantity.scaled(), f"{one.label}{one.quantity.text}", one.place)
        for one in [fact for fact in facts if fact.summary] or facts
    ]
    if found:
        return found
    for block in context.document.walk():
        if not isinstance(block, Table) or len(block.rows) != 2:
            continue
        for head, cell in zip(*block.rows, strict=False):
            quantity = parse_cell(cell.text)
            if _BALANCE.fullmatch(squash(head.text)) and head.column == cell.column and quantity is not None:
                place = Place(block.index, cell.row, cell.column)
                found.append((quantity.scaled(), f"{squash(head.text)}{squash(cell.text)}", place))
    return found
