"""What is left, and what a budget came to, told in sentences without any table: 控制价132万元，中标价125.055万元，节约6.945万元."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations

from reportparse.checks.context import in_unit
from reportparse.checks.two_years import two_years
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.figured import figured_sentences
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip, power_of_ten

_LEFT_WORD = re.compile(r"(?:结余|节余|节约|剩余|结转|审减|核减)[^，,。；0-9]{0,4}$")
_USED = re.compile(r"(?:支出|使用|执行|支付|发放|兑付|列支|中标|成交|合同|决算|审定|核定)[^，,。；0-9]{0,10}$")
_WHOLE = re.compile(
    r"(?:预算|计划|安排|下达|到位|批复|控制价|限价|收入|总量|可用资金|送审|申报|调整为|调整到)[^，。；：0-9]{0,14}$"
)
_COMPARED = re.compile(r"(?:比|较|与)(?:上年|去年|(?:19|20)[0-9]{2}年)[^，。；]{0,12}$")
_RAISED = re.compile(r"(?:追加|调增|增加)[^，,。；0-9]{0,8}$")
_CUT = re.compile(r"(?:调减|压减|核减|追减|收回)[^，,。；0-9]{0,8}$")
_ADJUSTED = re.compile(r"(?:调整后|全年(?:（调整）|调整|收入|支出)?预算)[^，,。；0-9]{0,12}$")
_BECAME = re.compile(r"(?:调整|变更|增加|核定)(?:为|到|至)[^，,。；0-9]{0,4}$")
_NEAR = 12
# 元, 万元 and 亿元 are so many powers of ten apart.
_UNITS_APART = (4, 8)
_INITIAL = re.compile(r"年初[^，,。；0-9]{0,10}$")
_BUDGETED = re.compile("预算(?:数|安排|批复)?(?:为|是|共)?$")
_MOST = 16
_SEVERAL = 2
# Three of many amounts make nearly any.
_MOST_OF_THREE = 8
_BESIDE = 2
"""Where the third amount of a sentence stands."""


@dataclass(frozen=True, slots=True)
class ToldSum:
    """A figure that two others contradict: it is left − right or left + right. `far` tells that `left` stands above."""

    stated: Figure
    left: Figure
    right: Figure
    sign: int
    far: bool

    @property
    def computed(self) -> Quantity:
        """In the unit of the stated figure."""
        value = self.left.quantity.scaled() + self.sign * self.right.quantity.scaled()
        return in_unit(value, self.stated.quantity)


def told_sums(text: str, above: str, wholes: Sequence[Quantity] = ()) -> Iterator[ToldSum]:
    """Figures that differ by one slip from what is left or comes together, where no other two amounts bear them out.

    `wholes` are the amounts of the tables that something may be left of.
    """
    near = _amounts(text)
    if not near or len(near) > _MOST:
        return
    tabled = [Figure(0, 0, one.value, one.unit, one.with_unit(), "money") for one in wholes]
    every = partial(_amounts, above)
    for start, _, figures in figured_sentences(text):
        inside = _usable(figures)
        for index, stated in enumerate(inside):
            # Figures right beside each other need no slip to be held against each other.
            beside = _changed(text, start, inside, index) or (
                _adjusted(text, start, inside[:index], stated) if index == _BESIDE else None
            )
            found = (
                beside
                or _left(text, above, inside[:index], stated, near, every, tabled)
                or _adjusted(text, start, inside[:index], stated)
                or _raised(text, inside[:index], stated)
            )
            several = _several(text, inside[:index], stated)
            if several is None and found is None:
                continue
            # The nearest paragraphs first: among very many amounts some two make any figure.
            far = every()[-max(0, _MOST - len(near)) :] if len(near) < _MOST else []
            if len(near) + len(far) + len(tabled) <= _SEVERAL:
                return
            if several is not None and not _borne_out(several.stated, [*near, *far]):
                yield several
                continue
            if found is None or _rounds(found):
                continue
            if not _borne_out(found.stated, [*near, *far, *tabled]):
                if beside or _slip(found):
                    yield found
            elif (step := _step(found)) is not None and not _borne_out(step.stated, [*near, *far]) and _slip(step):
                yield step


def _amounts(text: str) -> list[Figure]:
    return _usable(find_figures(text))


def _usable(figures: Iterable[Figure]) -> list[Figure]:
    return [one for one in figures if one.kind == "money" and one.value > 0 and one.is_exact]


def _left(
    text: str,
    above: str,
    before: list[Figure],
    stated: Figure,
    near: list[Figure],
    far: Callable[[], list[Figure]],
    tabled: list[Figure],
) -> ToldSum | None:
    """`far` gives the amounts told above."""
    if not _LEFT_WORD.search(text, max(0, stated.start - 12), stated.start):
        return None
    # Where a sentence tells only what is left, what was used stands in the one before.
    used = [
        one
        for one in (before or near)
        if one.end <= stated.start and _after(_USED, text, one) and not _after(_COMPARED, text, one)
    ]
    for part in reversed(used):
        wholes = [(one, True) for one in tabled]
        wholes += [(one, True) for one in far() if _after(_WHOLE, above, one)]
        wholes += [(one, False) for one in near if one.end <= part.start and _after(_WHOLE, text, one)]
        for whole, away in reversed(wholes):
            found = ToldSum(stated, whole, part, -1, away)
            if whole.quantity.scaled() > part.quantity.scaled() and _slip(found):
                return found
    return None


def _after(words: re.Pattern[str], text: str, figure: Figure) -> bool:
    return words.search(text[max(0, figure.start - 24) : figure.start]) is not None


def _changed(text: str, start: int, inside: list[Figure], index: int) -> ToldSum | None:
    """「2105.4万元，比上年1914万元增加191.4万元」."""
    pair = two_years(text, start, inside, index)
    if pair is None or pair.now is None or pair.now.value == pair.before.value:
        return None
    left, right = (pair.now, pair.before) if pair.up else (pair.before, pair.now)
    return ToldSum(inside[index], left, right, -1, False) if left.quantity.scaled() > right.quantity.scaled() else None


def _adjusted(text: str, start: int, before: list[Figure], stated: Figure) -> ToldSum | None:
    """「年初预算812.6万元，…年中追加58.4万元，调整后预算为871万元」."""
    step = before[-1] if before else None
    if step is None or not _ADJUSTED.search(text[max(0, stated.start - 16) : stated.start]):
        return None
    sign = _sign(text, step)
    earlier = _amounts(text[: step.start])
    first = [one for one in earlier if _INITIAL.search(text[max(0, one.start - 14) : one.start])]
    if not first and _BUDGETED.search(text[max(0, earlier[-1].start - 14) : earlier[-1].start] if earlier else ""):
        # 部门预算为6218.35万元。执行中增加402.17万元，调整后为6620.52万元
        first = earlier[-1:]
    return ToldSum(stated, first[-1], step, sign, False) if sign and first else None


def _several(text: str, before: list[Figure], stated: Figure) -> ToldSum | None:
    """「年初预算812.6万元，追加58.4万元、收回12万元，调整后预算859万元」: a step that a slip turns into what is lacking."""
    first, *steps = before or [stated]
    if len(steps) < _SEVERAL or not _ADJUSTED.search(text[max(0, stated.start - 16) : stated.start]):
        return None
    signs = [_sign(text, one) for one in steps]
    if not all(signs) or not _INITIAL.search(text[max(0, first.start - 14) : first.start]):
        return None
    pairs = list(zip(signs, steps, strict=True))
    lacking = stated.quantity.scaled() - first.quantity.scaled() - sum(s * one.quantity.scaled() for s, one in pairs)
    if not lacking:
        return None
    for sign, step in pairs:
        right = step.quantity
        meant = (right.scaled() + sign * lacking) * right.value / right.scaled()
        slip = find_slip(right.value, meant) if meant > 0 else None
        if slip is not None and slip.kind in ("swapped", "point"):
            # What the other steps lead to, as an amount of its own.
            value = in_unit(stated.quantity.scaled() - sign * meant * right.scaled() / right.value, stated.quantity)
            other = stated._replace(value=value.value, text=value.with_unit())
            high, low = (stated, other) if sign > 0 else (other, stated)
            return ToldSum(step, high, low, -1, False)
    return None


def _sign(text: str, step: Figure) -> int:
    lead = text[max(0, step.start - 14) : step.start]
    return 1 if _RAISED.search(lead) else -1 if _CUT.search(lead) else 0


def _raised(text: str, before: list[Figure], step: Figure) -> ToldSum | None:
    """「年初预算812.6万元，…调整为871万元，调增58.4万元」: the step is told behind what it leads to."""
    last = before[-1] if before else None
    if last is None or not _BECAME.search(text[max(0, last.start - 16) : last.start]):
        return None
    window = text[last.end : step.start]
    sign = 1 if _RAISED.search(window) else -1 if _CUT.search(window) else 0
    first = [one for one in before[:-1] if _WHOLE.search(text[max(0, one.start - 16) : one.start])]
    if not sign or len(window) > _NEAR or not first:
        return None
    return ToldSum(last, first[-1], step, sign, False)


def _step(found: ToldSum) -> ToldSum | None:
    """The same sum, the step between the first and the last figure being in doubt."""
    if found.far or found.sign < 0 or found.stated.quantity.scaled() <= found.left.quantity.scaled():
        return None
    return ToldSum(found.right, found.stated, found.left, -1, False)


def _borne_out(stated: Figure, amounts: list[Figure]) -> bool:
    """Whether two other amounts, or three, make the figure after all, within rounding."""
    others = _finest([one.quantity for one in amounts if one is not stated])
    wanted = stated.quantity.interval()
    for left, right in combinations(others, 2):
        if left.unit == right.unit == stated.unit and left.decimals == right.decimals == stated.quantity.decimals:
            # Written alike they make it exactly or not at all.
            if stated.value in (left.value + right.value, abs(left.value - right.value)):
                return True
            continue
        total, apart = left.interval() + right.interval(), _apart(left, right)
        if wanted.meets(total) or wanted.meets(apart):
            return True
    others = others[:_MOST_OF_THREE]
    return any(
        wanted.meets(Interval(value, value))
        for one, two, three in combinations([other.scaled() for other in others], 3)
        for value in (one + two + three, abs(one - two - three), abs(two - one - three), abs(three - one - two))
    )


def _finest(amounts: list[Quantity]) -> list[Quantity]:
    """Amounts without those that only tell another one more coarsely (0.24亿元 of 2386.5万元), which would bear out anything."""
    width = {id(one): one.interval().high - one.interval().low for one in amounts}
    return [
        one for one in amounts if not any(width[id(other)] < width[id(one)] and one.agrees(other) for other in amounts)
    ]


def _apart(left: Quantity, right: Quantity) -> Interval:
    over, under = (left, right) if left.scaled() >= right.scaled() else (right, left)
    return over.interval() + -under.interval()


def _rounds(found: ToldSum) -> bool:
    """Whether the two figures make the third but for the rounding of each."""
    right = found.right.quantity.interval()
    total = found.left.quantity.interval() + (right if found.sign > 0 else -right)
    return total.meets(found.stated.quantity.interval())


def _slip(found: ToldSum) -> bool:
    """Whether one slip of the pen explains the difference."""
    computed = found.computed.value
    if computed <= 0:
        return False
    if abs(power_of_ten(found.stated.quantity.scaled(), found.computed.scaled()) or 0) in _UNITS_APART:
        return True
    if find_slip(found.stated.value, computed.quantize(Decimal(1).scaleb(-found.stated.quantity.decimals))) is not None:
        return True
    # The slip may as well be in the step between a first and a last figure, all three of one sentence.
    step = found.stated.quantity.scaled() - found.left.quantity.scaled()
    right = found.right.quantity
    meant = found.sign * step * right.value / right.scaled()
    if found.far or found.sign < 0 or meant <= 0:
        return False
    slip = find_slip(right.value, meant.quantize(Decimal(1).scaleb(-right.decimals)))
    return slip is not None and slip.kind != "one-digit"
