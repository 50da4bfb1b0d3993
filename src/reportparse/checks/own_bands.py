"""The bands of scores that a report sets itself: 「90（含）—100分为优，80（含）—90分为良」, 「优秀（90分及以上）、良好（80-90分）」."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportparse.ruleset.schema import Grade
from reportparse.text.normalise import fold

_INCLUSIVE = re.compile(r"[（(]不?含[^）)]{0,6}[）)]")
_WORDS = "不合格|优秀|优等|良好|中等|合格|一般|较差|优|良|中|差"
# Nothing but a band: a score told with its grade has a point, or other words around it.
_SPAN = r"(?P<range>[0-9SsXx≤≥<>=分—–\-~～至到及以上下不低于超过足小大且 ]*[0-9][0-9≤≥<>=分—–\-~～至到及以上下SsXx ]*)"
_RANGE_FIRST = re.compile(
    rf"(?<![0-9.]){_SPAN}(?:的|者)?[，,]?(?:评定|评价|等级|等次|结果|综合|确定|绩效)*(?:评?为|是)[“\"「]?(?P<grade>{_WORDS})"
)
_GRADE_FIRST = re.compile(
    rf"(?P<grade>{_WORDS})[”\"」]?(?:等次|等级|等|级|档)?[”\"」]?[（(：:](?:得分|分值|评分|总分)?{_SPAN}(?=[）)；;、，。\n]|$)"
)
_NUMBER = re.compile(r"[0-9]{1,3}(?![0-9.])")
_ONLY_BELOW = re.compile("以下|(?<!不)低于|不足|<|小于|≤")
_FROM = re.compile("以上|≥|>|大于|不低于|超过")
_LEAST = 2
_LOWEST_TOP = 80
"""No form gives its best grade for less; other numbers before 优 and 良 are no scores."""


def own_bands(texts: Iterable[str], grades: Sequence[Grade]) -> tuple[Grade, ...]:
    """The grades with the limits that one text of the report gives them, highest first; () where none gives two.

    Only whole limits that fall from grade to grade are bands; `grades` have the words for each grade.
    """
    known = {word: grade for grade in grades for word in (grade.grade, *grade.aliases)}
    found: tuple[Grade, ...] = ()
    for text in texts:
        if "优" not in text or "良" not in text:
            continue
        line = _INCLUSIVE.sub("", fold(text))
        for pattern in (_RANGE_FIRST, _GRADE_FIRST):
            limits: dict[str, int] = {}
            for match in pattern.finditer(line):
                grade, limit = known.get(match["grade"]), _limit(match["range"])
                if grade is not None and limit is not None:
                    limits.setdefault(grade.grade, limit)
            ordered = [grade for grade in grades if grade.grade in limits]
            values = [limits[grade.grade] for grade in ordered]
            falling = all(high > low for high, low in pairwise(values))
            if len(values) >= _LEAST and falling and len(values) > len(found) and max(values) >= _LOWEST_TOP:
                found = tuple(
                    Grade(grade=one.grade, aliases=one.aliases, at_least=limits[one.grade]) for one in ordered
                )
    return found


def _limit(span: str) -> int | None:
    """The lowest score of a band as it is written: 80—90分, ≥90, 60分以下."""
    numbers = [int(one) for one in _NUMBER.findall(span)]
    if not numbers or max(numbers) > 100 or len(numbers) > 2:
        return None
    if len(numbers) == 1:
        # 「95分，等级为优」 is a score.
        return 0 if _ONLY_BELOW.search(span) else numbers[0] if _FROM.search(span) else None
    return min(numbers)
