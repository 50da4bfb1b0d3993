"""Scores of indicators that missed their targets, where a form scores them by the share reached (未完成的按比例计分).

The report has to say so, and another row has to show it: no rule is taken from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportparse.checks.context import Context
from reportparse.checks.measures import Pair, pairs
from reportparse.checks.targets import marks_of
from reportparse.model.quantity import Quantity

_SAYS_SO = re.compile(
    r"(?:未|没有?|不)(?:能|足额?)?(?:完成|达到?标?|实现)[^。；\n]{0,16}按[^。；\n]{0,16}比例(?:计|得|评|赋|折算)"
    r"|得分\s*[=＝]\s*(?:实际)?完成(?:率|比例|值)[^。；\n]{0,10}[×xX*＊]"
)
_NEAR = Decimal("0.97")


@dataclass(frozen=True, slots=True)
class ShareScore:
    """A score and what the share reached makes of the full mark."""

    pair: Pair
    score: Quantity
    weight: Decimal
    expected: Decimal


def share_scores(context: Context) -> Iterator[ShareScore | None]:
    """For each score that follows from the share reached None, and the only one that does not."""
    right = 0
    wrong: list[ShareScore] = []
    for pair in context.once(pairs):
        marks = marks_of(pair.indicator)
        share = pair.completion
        if marks is None or share is None or not pair.missed or share <= 0:
            continue
        score, weight = marks
        if score.value >= weight:
            # Full marks in spite of it are another check's.
            continue
        exact = share * weight
        decimals = max(score.decimals, 1)
        if abs(exact - score.value) <= Decimal(1).scaleb(-decimals):
            right += 1
        else:
            wrong.append(ShareScore(pair, score, weight, exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)))
    if right and len(wrong) <= 1:
        yield from (None for _ in range(right))
    # A point taken off for a near miss is no share.
    if right and len(wrong) == 1 and wrong[0].expected <= wrong[0].weight * _NEAR and _says_so(context):
        yield wrong[0]


def _says_so(context: Context) -> bool:
    return any(_SAYS_SO.search(text) for text, _ in context.document.lines if "比例" in text or "完成" in text)
