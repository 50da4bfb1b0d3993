"""Growth and fall told by a rate: what the figures of one sentence imply about the year before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportparse.checks.context import Context, plain
from reportparse.model.findings import Say
from reportparse.model.quantity import Quantity
from reportparse.text.figure import Figure

UP = r"(?:增加|增长|增幅|上升|提高|提升|超支|增|上涨|多支|净增|增支|增收)"
DOWN = r"(?:减少|下降|降低|降幅|减|压减|缩减|回落|少支|净减|减支|减收)"
# The word right before the amount by which something changed.
WORD = re.compile(rf"(?P<word>{UP}|{DOWN})(?:了|额|率|幅度?|比例)?(?:为|达到?|约)?[ ]*$")
PRIOR = re.compile(r"(?:上年度?|上一年度?|去年|上年同期|(?:19|20)[0-9]{2}年(?:度)?)[^，；。0-9]{0,14}$")
COMPARED = re.compile(r"[较比与同](?:上年|上一年|去年|同期|(?:19|20)[0-9]{2}年)")
KINDS = ("money", "count", "score")
NEAR = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A direction that the figures contradict, or a growth in percent of nothing."""

    word: str
    now: str
    before: str
    start: int
    end: int
    why: Say


def alike(left: Quantity, right: Quantity) -> bool:
    return (left.is_money and right.is_money) or (left.unit == right.unit and left.unit != "")


def on_nothing(sentence: str, figures: list[Figure], index: int, word: str) -> Change | None:
    """「0.30万元，比上年增加0.30万元，增长100%」: all of it is new, so there is nothing that could have grown by a rate."""
    rate = figures[index]
    if rate.kind != "percent" or rate.value != 100 or re.fullmatch(UP, word) is None or index < 2:
        return None
    change, now = figures[index - 1], figures[index - 2]
    if change.kind not in KINDS or not alike(change.quantity, now.quantity) or now.value <= 0:
        return None
    if now.quantity.scaled() != change.quantity.scaled() or PRIOR.search(
        sentence[max(0, now.start - NEAR) : now.start]
    ):
        return None
    lead = WORD.search(sentence[max(0, change.start - NEAR) : change.start])
    between = sentence[now.end : change.start]
    if (
        lead is None
        or re.fullmatch(UP, lead["word"]) is None
        or not COMPARED.search(between)
        or re.search("[。；]", between)
    ):
        return None
    why = Say(
        f"上年为0（{now.text}减{change.text}），增长率无从计算",
        f"the year before was 0 ({now.text} less {change.text}), so there is no rate of growth",
    )
    return Change(word, rate.text, "0", now.start, rate.end, why)


_SINCE = re.compile(
    r"[，,]?(?:同口径)?[较比与同](?:上年度?|上一年度?|去年|上年同期|(?:19|20)[0-9]{2}年(?:度)?)(?:同期|决算数?|支出|数)?(?:相比)?[，,]?$"
)


def by_rate(context: Context, sentence: str, figures: list[Figure], index: int, word: re.Match[str]) -> Change | None:
    """「支出合计较上年增加30.95万元，增长7.18%」: amount and rate together tell the year before, and so the direction.

    The rate is C ÷ (this year − C) of a growth and C ÷ (this year + C) of a fall; where it is written finely enough to fit
    only the other one, the word is wrong.
    """
    change = figures[index]
    rate = figures[index + 1] if index + 1 < len(figures) else None
    if change.kind != "money" or rate is None or rate.unit != "%" or not rate.quantity.decimals or change.value <= 0:
        return None
    follows = WORD.search(sentence[change.end : rate.start])
    if follows is None or not re.fullmatch(
        r"[，,、（(]\s*(?:同比)?", sentence[change.end : change.end + follows.start()]
    ):
        return None
    up = re.fullmatch(UP, word["word"]) is not None
    if up != (re.fullmatch(UP, follows["word"]) is not None):
        return None
    lead = sentence[: max(0, change.start - NEAR) + word.start()] if change.start > NEAR else sentence[: word.start()]
    now = _this_year(context, lead, figures[:index])
    if now is None or not now.is_money:
        return None
    whole, step = now.scaled(), change.quantity.scaled()
    bounds = rate.quantity.interval()
    fits = {
        grown: base > 0 and bounds.low <= step / base * 100 <= bounds.high
        for grown, base in ((True, whole - step), (False, whole + step))
    }
    if fits[up] or not fits[not up]:
        return None
    step_here = change.quantity.in_unit(now.unit)
    before = plain(now.value + step_here if up else now.value - step_here) + now.unit
    why = Say(
        f"由{before}到{now.with_unit()}（按{change.text}和{rate.text}推算）",
        f"{before} to {now.with_unit()} (by {change.text} and {rate.text})",
    )
    return Change(word["word"], now.with_unit(), before, change.start, rate.end, why)


def _this_year(context: Context, lead: str, before: list[Figure]) -> Quantity | None:
    """This year's figure that a comparison is about: right before it, or of the label right before it."""
    since = _SINCE.search(lead)
    if since is None:
        return None
    about = lead[: since.start()]
    if before and before[-1].end == len(about) and before[-1].kind == "money":
        return before[-1].quantity
    names = {
        name: concept.id
        for concept in context.ruleset.concepts.concepts
        for name in (concept.label, *concept.aliases, *concept.text_only)
    }
    found = max((name for name in names if about.endswith(name)), key=len, default=None)
    if found is None:
        return None
    facts = [fact for fact in context.reading.facts if fact.concept == names[found]]
    main = [fact for fact in facts if fact.summary or fact.entity is None] or facts
    return main[0].quantity if len(main) == 1 else None
