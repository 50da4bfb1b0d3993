"""「全部支付」 and 「全面拨付」 beside a low execution rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.paid_amounts import Belied, belied_by_amounts
from reportparse.checks.running_text import running_text
from reportparse.checks.told_cells import fund_totals
from reportparse.model.document import Table
from reportparse.model.findings import Evidence, Say
from reportparse.model.location import Place
from reportparse.ruleset.kinds import PaidOptions
from reportparse.text.normalise import fold

_RATE = re.compile(
    r"(?:预算|资金|项目|经费)*(?:执行|支付|支出|使用|拨付)(?:进度|率)(?:仅|只)?(?:为|是|达到?|：|仅)*[ ]*(?P<rate>[0-9]{1,3}(?:\.[0-9]+)?)[ ]*%"
)


# 上年结转资金45万元全部支出: what is said of one source is not said of all.
_OF_A_PART = re.compile(
    r"(?:结转|结余|其中|其他|其它|自筹|中央|省级|市级|县级|区级|上级|本级|补助|配套)[^，。；、0-9]{0,10}[0-9.,]+[ ]*[万亿]?元[^，。；0-9]{0,4}$"
)


# 预计2023年5月支付完毕
_WILL_BE = re.compile(r"(?:预计|预期|拟|将|计划)[^，。；]{0,16}$")
# What is said of all the money, whatever part of it a sentence is about; 旅游宣传营销项目资金 is that of one project.
_OF_ALL = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[本该各度]))(?:全部|所有|项目|专项)(?:专项|项目)?资金(?:已经?|均|都)*(?:全部|100%|全额)(?:已)?(?:支付|支出|使用|执行)(?:完毕|完成|到位)?"
)
_ALL_BUT_REST = re.compile(
    r"(?P<said>(?:(?:各项|所有|全部|各级|项目|专项)(?:财政|项目|专项)?|(?:(?<=[，,。；;：:])|^))资金(?:均|都)?(?:已|已经)?(?:全部|全额|足额)[^，。；0-9]{0,8}?(?:支付|支出|使用|执行)(?:完毕|完成|到位)?)"
    r"[，,；](?:至?年末|年底|目前|仍|尚|还)*(?:有)?(?P<rest>(?:未支出|未支付|未执行|未使用|结余(?!利息)|剩余(?!利息))[^，。；0-9]{0,4}[0-9][0-9.,]*[ ]*[万亿]?元)"
)
_NOT_YET = re.compile(r"未|尚|没有|应|须|要|待|将|计划|争取|力争|确保|如|若|不能|前|其中|上年|结转")
# Of a few payments in a hundred nobody speaks.
_NEARLY_ALL = 99


def check_paid(context: Context) -> Results:
    """「已全面拨付」, 「全部支付到位」 in the sentence, paragraph or row of a low execution rate."""
    options = context.check.options
    assert isinstance(options, PaidOptions)
    claimed = _any_of(options.words)
    limit = Decimal(options.percent)
    looked = False
    told: set[tuple[int, int | None]] = set()
    for text, place, rates, shown in _texts(context, claimed):
        looked = True
        words = [
            match
            for match in claimed.finditer(text)
            if not re.search(
                r"(?:未|尚|没有|应当?|须|要|待|将|计划|争取|力争|确保|如|若|不能|前)[^，。；]{0,6}$",
                text[: match.start()],
            )
            and not _WILL_BE.search(text[: match.start()])
            and not _OF_A_PART.search(text[: match.start()])
        ]
        if not words or len(set(rates)) != 1:
            continue
        # Money passed on may wait to be spent: only a rate below half belies it.
        low = [rate for rate in rates if rate < (limit / 2 if "拨付" in words[0][0] else limit)]
        if not low:
            continue
        start = place.span[0] if place.span else 0
        exact = place.at(start + words[0].start(), start + words[0].end())
        told.add((place.block, place.row))
        evidence = [Evidence(context.sentence(exact), exact, "stated")]
        if shown is not None:
            evidence.append(context.quote(shown, "expected"))
        yield context.finding(
            key=f"{words[0][0]}/{plain(low[0])}",
            stated=words[0][0],
            expected=f"{plain(low[0])}%",
            evidence=evidence,
            arguments={"words": words[0][0], "why": _at(low[0])},
        )
    for place, said, rest in _beside_rests(context):
        looked = True
        yield context.finding(
            key=f"rest/{said}/{rest}",
            stated=said,
            evidence=[context.around(place, "stated")],
            arguments={"words": said, "why": Say(f"同一句里却有{rest}", f"the same sentence has {rest}")},
        )
    for place, words_of_all, rate, cell in _against_totals(context):
        looked = True
        if cell is not None:
            yield context.finding(
                key=f"all/{words_of_all}/{plain(rate)}",
                stated=words_of_all,
                expected=f"{plain(rate)}%",
                evidence=[context.around(place, "stated"), context.quote(cell, "expected")],
                arguments={"words": words_of_all, "why": _at(rate)},
            )
    for one in belied_by_amounts(context):
        looked = True
        if (one.place.block, one.place.row) in told:
            continue
        yield context.finding(
            key=f"amounts/{one.said}/{one.given}/{one.spent}",
            stated=one.said,
            evidence=[context.around(one.place, "stated"), *(context.quote(place, "expected") for place in one.places)],
            arguments={"words": one.said, "why": _of_amounts(one)},
        )
    if not looked:
        yield context.skip("没有同时写明支付情况和执行率的地方", "nowhere are payment and execution rate told together")


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))


def _of_amounts(one: Belied) -> Say:
    if not one.spent:
        return Say(f"表中却有{one.given}", f"the tables have {one.given}")
    return Say(f"{one.given}中只有{one.spent}", f"it was only {one.spent} of {one.given}")


def _at(rate: Decimal) -> Say:
    return Say(f"执行率却是{plain(rate)}%", f"the execution rate is {plain(rate)} %")


def _beside_rests(context: Context) -> Iterator[tuple[Place, str, str]]:
    """「各项资金已全部支付完毕，年末未支出1172万元」: all of it, and what is left of it in the next clause."""
    for passage, text, _ in context.once(running_text).all_with("全"):
        for match in _ALL_BUT_REST.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。！？；\n") + 1
            if _NOT_YET.search(text[start : match.start()]) or _OF_A_PART.search(text[: match.start()]):
                continue
            if not re.search("[1-9]", match["rest"]):
                continue
            yield passage.span(*match.span()), match["said"], match["rest"]


def _against_totals(context: Context) -> Iterator[tuple[Place, str, Decimal, Place | None]]:
    """Sentences that say of all the money that it was spent, the rate of the total line of a table, and its place where that is less."""
    said = [one for one in context.once(running_text).all_with("资金") if _OF_ALL.search(one.text)]
    totals = context.once(fund_totals) if said else ()
    rates = {
        (spent.scaled() / whole.scaled() * 100).quantize(Decimal("0.01")): place
        for whole, spent, place in totals
        if whole.value > 0 and whole.is_money and spent.is_money
    }
    if len(rates) != 1:
        return
    ((rate, cell),) = rates.items()
    for passage, text, _ in said:
        for match in _OF_ALL.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。！？；\n") + 1
            if _NOT_YET.search(text[start : match.start()]) or _RATE.search(text):
                continue
            yield passage.span(*match.span()), match[0], rate, cell if rate < _NEARLY_ALL else None


def _texts(context: Context, claimed: re.Pattern[str]) -> Iterator[tuple[str, Place, list[Decimal], Place | None]]:
    """Texts that claim full payment, with the rates told in the same paragraph, or of the only rate of the form they stand in."""
    facts = [
        fact
        for fact in context.reading.facts
        if fact.concept == "project.execution_rate" and fact.quantity.unit in ("%", "")
    ]
    tables = {block.index for block in context.document.blocks if isinstance(block, Table)}
    for passage in context.reading.outline.passages:
        if claimed.search(passage.text) is None:
            continue
        text = fold(passage.text)
        rates = [Decimal(match["rate"]) for match in _RATE.finditer(text)]
        whole = passage.span(0, len(passage.text))
        if rates:
            yield text, whole, rates, None
            continue
        mine = [fact for fact in facts if fact.place.block == passage.place.block and passage.place.block in tables]
        main = [fact for fact in mine if fact.summary or fact.entity is None]
        if len(main) == 1 and main[0].quantity.unit == "%":
            yield text, whole, [main[0].quantity.value], main[0].place
