"""Percentages of a sentence whose figures are known: shares, growth, completion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.extraction.labels import LabelWords
from reportparse.extraction.sentence_words import COMPARISONS, SentenceWords, sentence_words
from reportparse.model.claims import Breakdown, Mention, Rate
from reportparse.ruleset.rules import RuleSet
from reportparse.text.figure import Figure

_SHARE = re.compile(r"^[，,]?(?:仅|约|共)?占(?P<base>[^，。；、（）]{0,16}?)(?:的|比例|比重|比|为|达|约)*$")
_COMPLETED = re.compile(
    r"(?:完成|占|为|达到?|执行率|完成率|支出进度|预算执行率|执行进度)(?P<base>[^，。；]{0,12}?)(?:的|为|达到?|达|：|约)*$"
)
_EXECUTED = re.compile(r"(?:预算)?(?:执行率|支出率|支付率|完成率)")
_BUDGET = re.compile(r"预算|批复")
_UP = re.compile(r"增长|增加|上升|提高|增幅")
_DOWN = re.compile(r"下降|减少|降低|压缩|压减|降幅|减幅|节约")
_OF_LAST_YEAR = re.compile(r"上年|去年|同比|上一年|上年度|(?:19|20)\d\d年")
_RATE_WORD = re.compile(r"(?:占[^，。；]{0,16}?的?(?:比例|比重)?为?|增长|下降|增幅|降幅)\s*$")
_SPENT = re.compile(r"执行|支出|决算|完成|使用|支付|拨付")


def is_signless(text: str, figure: Figure) -> bool:
    """Whether a bare number stands where a percentage should (占支出合计的76.23，…): its sign may have been lost."""
    if figure.kind != "plain" or figure.unit or text[figure.end : figure.end + 1] not in "，。；":
        return False
    return _RATE_WORD.search(text, max(0, figure.start - 24), figure.start) is not None


class RateFinder:
    """Finds the rates of a sentence among its mentions, percentages included."""

    def __init__(self, ruleset: RuleSet, labels: LabelWords) -> None:
        self.labels = labels
        self.words: SentenceWords = sentence_words(ruleset)

    def find(self, text: str, mentions: list[Mention], lists: list[Breakdown]) -> Iterator[Rate]:
        """Only rates whose two figures are certain; everything else is left alone."""
        base: str | None = None
        for position, rate in enumerate(mentions):
            if rate.quantity.unit != "%" or position == 0 or rate.qualifier in ("approximate", "plan"):
                continue
            if _in_a_row(text, mentions, position):
                continue
            before = mentions[:position]
            last = before[-1]
            window = text[last.end : rate.start]
            found = (
                self._share(text, window, rate, before, lists, base)
                or self._growth(text, window, rate, before)
                or self._completion(text, window, rate, before)
            )
            if found is not None:
                base = found.base_concept if found.kind == "share" and found.base_concept else base
                yield found

    def _share(
        self,
        text: str,
        window: str,
        rate: Mention,
        before: list[Mention],
        lists: list[Breakdown],
        base: str | None,
    ) -> Rate | None:
        """「基本支出115万元，占支出合计的42.8%」, and 「，占64%」 of the figure that a list breaks down."""
        match = _SHARE.match(window)
        amount = before[-1]
        if match is None or not amount.quantity.is_money or amount.qualifier in COMPARISONS:
            return None
        words = match["base"].strip()
        if _BUDGET.search(words):
            return None
        if words:
            label = self.labels.find(words, 0, len(words), own_words=False)
            whole = label.concept is not None and not self.labels.prefix(label.prefix, ()).modifier
            return Rate("share", rate, amount, None, label.concept, None) if whole else None
        whole_of = next((found.whole for found in lists if amount in found.parts), None)
        if whole_of is not None and base is not None:
            # 「基本支出…，占总支出的66.5%，包括人员经费…；项目支出…，占33.5%」: the whole is the one named before.
            whole = "；" in text[whole_of.end : amount.start]
            return Rate("share", rate, amount, None, base, None) if whole else None
        if whole_of is not None and _is_over(lists, whole_of, amount):
            return None
        return Rate("share", rate, amount, whole_of, None, None) if whole_of is not None else None

    def _growth(self, text: str, window: str, rate: Mention, before: list[Mention]) -> Rate | None:
        """「支出合计268.7万元，较上年增加20.2万元，增长8.13%」."""
        change = before[-1]
        if change.qualifier != "change" or not change.quantity.is_money or len(before) < 2:
            return None
        amount = before[-2]
        lead = text[amount.end : change.start]
        if not amount.quantity.is_money or amount.qualifier is not None or not _OF_LAST_YEAR.search(lead):
            return None
        if len(window) > 8 or len(lead) > 20 or _BUDGET.search(lead):
            return None
        whole = before[0]
        if whole is not amount and self.words.among.search(text, whole.end, amount.start):
            # A part stands between the total and its growth: the growth is more likely the total's.
            return None
        first, second = _direction(lead), _direction(window)
        if first is None or (second is not None and second != first):
            return None
        return Rate("growth" if first > 0 else "decline", rate, amount, None, None, change)

    def _completion(self, text: str, window: str, rate: Mention, before: list[Mention]) -> Rate | None:
        """「年初预算120万元，支出决算115万元，完成年初预算的95.83%」, 「…预算执行率95.83%」."""
        match = _COMPLETED.search(window)
        if match is None or len(window) > 24:
            return None
        if not (_EXECUTED.search(window) or _BUDGET.search(match["base"])):
            return None
        money = [m for m in before if m.quantity.is_money]
        budgets = [m for m in money if m.qualifier in ("budget", "adjustment")]
        results = [m for m in money if m.qualifier is None]
        if len(budgets) != 1 or len(results) != 1 or results[0].start < budgets[0].start:
            return None
        spent = text[budgets[0].end : results[0].start]
        if not _SPENT.search(spent):
            return None
        return Rate("completion", rate, results[0], budgets[0], None, None)


def _in_a_row(text: str, mentions: list[Mention], position: int) -> bool:
    """Whether rates stand in a list of their own (分别为a、b、c，占比x、y、z): each is of the amount that stands where it does in its list."""
    rate = mentions[position]
    before = mentions[position - 1] if position else None
    after = mentions[position + 1] if position + 1 < len(mentions) else None
    return any(
        one is not None and one.quantity.unit == "%" and text[low:high] in ("、", "和", "及")
        for one, low, high in (
            (before, before.end if before else 0, rate.start),
            (after, rate.end, after.start if after else 0),
        )
    )


def _is_over(lists: list[Breakdown], whole: Mention, amount: Mention) -> bool:
    """Whether the parts before an amount make the whole already, so that it is no part of it: 占60%，包括a、b；c占40%."""
    parts = [part for one in lists if one.whole is whole for part in one.parts if part.start < amount.start]
    return len(parts) > 1 and sum(part.quantity.scaled() for part in parts) == whole.quantity.scaled()


def _direction(text: str) -> int | None:
    up, down = _UP.search(text), _DOWN.search(text)
    if (up is None) == (down is None):
        return None
    return 1 if up is not None else -1
