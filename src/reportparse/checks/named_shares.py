"""Shares of an item that is told with its amount before: 管网维修支出占项目总支出的43.4%, 教学楼加固投入最大，占比40.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reportparse.checks.context import Context
from reportparse.checks.far_rates import FarRate
from reportparse.checks.running_text import running_text
from reportparse.checks.sums import row_concepts
from reportparse.model.facts import Fact
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.normalise import bare_label, fold, squash
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_HUNDRED = Decimal(100)
# How many paragraphs above may give the amount.
_ABOVE = 3
_SHARE = re.compile(
    r"(?:^|[。；;，,、])(?P<name>[\u4e00-\u9fff]{3,16}?)(?:(?:投入|支出|占比)?(?:最大|最多|最高)[，,])?"
    r"占(?:比(?:例|重)?|(?:项目|资金|全部|全年|年度|本年|实际|部门)*(?:总支出|支出总额|支出合计|全部支出|支出)的?(?:比例|比重)?)(?:为|达)?$"
)
_OF = re.compile(
    r"(?:^|[。；;，,、])(?P<name>[\u4e00-\u9fff]{3,12}?)占(?P<whole>[\u4e00-\u9fff]{3,10}?)的?(?:比例|比重)?(?:为|达)?$"
)
_LEAD = re.compile("^(?:主要)?(?:有|是|为|用于|包括)")
_WHOLES = ("project.executed", "project.spent", "expenditure.total")


def named_shares(context: Context) -> Iterator[FarRate | None]:
    """For each such share what is wrong with it, or None: only a slip of the pen away from the item's part of all that was spent."""
    yield from _of_concepts(context)
    passages = context.reading.outline.passages
    hints = [at for at, one in enumerate(passages) if "占" in one.text and ("%" in one.text or "％" in one.text)]
    whole = _whole(context) if hints else None
    if whole is None:
        return
    for at in hints:
        text = fold(passages[at].text)
        for rate in find_figures(text):
            if rate.unit != "%" or not rate.is_exact:
                continue
            match = _SHARE.search(text[max(0, rate.start - 40) : rate.start])
            item = _amount(match["name"], rate, passages[max(0, at - _ABOVE) : at + 1]) if match is not None else None
            if item is None or item[0].quantity.scaled() > whole.quantity.scaled():
                continue
            amount, place = item
            computed = amount.quantity.scaled() / whole.quantity.scaled() * _HUNDRED
            step = Decimal(1).scaleb(-rate.quantity.decimals)
            if abs(computed - rate.value) <= step:
                yield None
                continue
            slip = find_slip(rate.value, computed.quantize(step, ROUND_HALF_UP))
            if slip is not None and rate.quantity.decimals:
                stated = passages[at].span(rate.start, rate.end)
                yield FarRate("share", rate, amount, computed, (stated, place), whole.place)


def _of_concepts(context: Context) -> Iterator[FarRate | None]:
    """「公共财政拨款占收入合计的89.40%」: both by the names that the tables know, and no amount beside."""
    for passage, text, _ in context.once(running_text).all_with("占"):
        figures = find_figures(text)
        for index, rate in enumerate(figures):
            low = figures[index - 1].end if index else 0
            match = (
                _OF.search(text[max(low, rate.start - 40) : rate.start]) if rate.unit == "%" and rate.is_exact else None
            )
            pair = [_figure(context, match[name]) for name in ("name", "whole")] if match is not None else []
            if len(pair) < 2 or pair[0] is None or pair[1] is None:
                continue
            part, whole = pair[0], pair[1]
            if part.concept == whole.concept or not 0 < part.quantity.scaled() <= whole.quantity.scaled():
                continue
            computed = part.quantity.scaled() / whole.quantity.scaled() * _HUNDRED
            if abs(computed - rate.value) <= Decimal(1).scaleb(-rate.quantity.decimals):
                yield None
            elif rate.quantity.decimals:
                amount = rate._replace(text=part.label)
                yield FarRate(
                    "share", rate, amount, computed, (passage.span(rate.start, rate.end), part.place), whole.place
                )


def _figure(context: Context, name: str) -> Fact | None:
    """The one figure that the tables have under a name."""
    concept = row_concepts(context.ruleset).get(bare_label(name))
    facts = [fact for fact in context.reading.facts if fact.concept == concept and fact.quantity.is_money]
    facts = [fact for fact in facts if fact.summary or fact.entity is None]
    return facts[0] if facts and len({fact.quantity.scaled() for fact in facts}) == 1 else None


def _whole(context: Context) -> Fact | None:
    """What was spent in all, where the tables know one figure of it."""
    for concept in _WHOLES:
        facts = [fact for fact in context.reading.facts if fact.concept == concept]
        facts = [fact for fact in facts if fact.summary or fact.entity is None] or facts
        if facts:
            return (
                facts[0] if len({fact.quantity.scaled() for fact in facts}) == 1 and facts[0].quantity.value else None
            )
    return None


def _amount(name: str, rate: Figure, passages: tuple[Passage, ...]) -> tuple[Figure, Place] | None:
    """The one amount right behind the name, in the paragraph of the share or right above."""
    found: list[tuple[Figure, Place]] = []
    bare = name.removesuffix("支出")
    for passage in passages:
        if bare not in passage.text:
            continue
        text = fold(passage.text)
        for figure in find_figures(text):
            if figure.kind != "money" or not figure.is_exact or (passage is passages[-1] and figure.start > rate.start):
                continue
            lead = re.split("[，,；;。、：:]|其中", text[max(0, figure.start - 24) : figure.start])[-1]
            if _LEAD.sub("", squash(lead)) in (bare, f"{bare}支出", f"{bare}费"):
                found.append((figure, passage.span(figure.start, figure.end)))
    return found[0] if len({one.quantity.scaled() for one, _ in found}) == 1 else None
