"""结余 of reports that tell income, expenditure and what is left in sentences only, however far apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, in_unit
from reportparse.model.claims import Mention
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.slips import find_slip

_BALANCE, _INCOME, _SPENT, _CARRIED = "balance", "income.total", "expenditure.total", "income.carryover"
# Where some of what was left went elsewhere the balance follows from more than these figures.
_MORE = re.compile(r"结余分配|弥补.{0,8}(?:差额|亏损)|上缴|缴回|收回|专用基金|年初.{0,4}调整")
_AT_THE_END = re.compile("年末|年终|年底|期末")
_CONTAINS = re.compile(r"(?:含|包括|其中)[^。；]{0,12}(?:上年|年初)[^。；]{0,4}(?:结转|结余)")


@dataclass(frozen=True, slots=True)
class ToldBalance:
    """A balance that does not follow: it is told as `balance`, and `plus` less `minus` make another amount."""

    balance: Mention
    plus: tuple[Mention, ...]
    minus: Mention

    @property
    def computed(self) -> Quantity:
        """In the unit of the balance."""
        return in_unit(_left(self.plus, self.minus), self.balance.quantity)


def told_balance(context: Context) -> ToldBalance | None:
    """The balance of the department where each figure is told once, or always the same; None where it follows.

    Without the carry-over it is not known whether income contains it, so only a slip of the pen counts.
    """
    reading = context.reading
    if any(fact.concept in (_BALANCE, _INCOME, _SPENT) for fact in reading.facts):
        return None
    balance, income, spent = (only_told(context, concept) for concept in (_BALANCE, _INCOME, _SPENT))
    if balance is None or income is None or spent is None:
        return None
    if any(_MORE.search(passage.text) for passage in reading.outline.passages):
        return None
    carried = _told(context, _CARRIED)
    if len({one.quantity.scaled() for one in carried}) > 1:
        return None
    contains = _CONTAINS.search(income.sentence) is not None
    ways = [(income,)] if contains or not carried else [(carried[0], income), (income,)]
    found = [ToldBalance(balance, plus, spent) for plus in ways]
    if any(_follows(one) for one in found):
        return None
    slips = [one for one in found if _is_slip(one)]
    if (carried or contains) and _AT_THE_END.search(balance.label):
        return (slips or found)[0]
    return slips[0] if slips else None


def _told(context: Context, concept: str) -> list[Mention]:
    return context.once(_by_concept).get(concept, [])


def _by_concept(context: Context) -> dict[str, list[Mention]]:
    year = context.reading.fields.get("fiscal_year")
    own = str(year) if isinstance(year, int) else None
    found: dict[str, list[Mention]] = {}
    for claim in context.reading.claims:
        mention = claim.mention
        if mention.concept and mention.qualifier is None and mention.quantity.is_money and mention.period == own:
            found.setdefault(mention.concept, []).append(mention)
    return found


def only_told(context: Context, concept: str) -> Mention | None:
    """The one figure of the whole department; None where another one, of whatever, could be meant."""
    found = _told(context, concept)
    # A bare 全年支出 is narrowed by nothing but its own words.
    if not found or any(one.modifier not in ("", one.label) or one.subject for one in found):
        return None
    first = found[0]
    return first if all(one.quantity.scaled() == first.quantity.scaled() for one in found) else None


def _left(plus: tuple[Mention, ...], minus: Mention) -> Decimal:
    return sum((one.quantity.scaled() for one in plus), Decimal(0)) - minus.quantity.scaled()


def _follows(told: ToldBalance) -> bool:
    total = -told.minus.quantity.interval()
    for one in told.plus:
        total = total + one.quantity.interval()
    stated = told.balance.quantity
    # 0 may be what is left of a small amount.
    own = stated.interval() if stated.value else Interval(Decimal(-1), Decimal(1))
    return total.meets(own)


def _is_slip(told: ToldBalance) -> bool:
    stated, computed = told.balance.quantity, told.computed
    if computed.value <= 0:
        return False
    meant = computed.value.quantize(Decimal(1).scaleb(-max(stated.decimals, computed.decimals)))
    return find_slip(stated.value, meant) is not None
