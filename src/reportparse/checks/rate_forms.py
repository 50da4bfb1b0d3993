"""The forms in which a sentence gives a percentage together with the two figures it is made of, beside the commonest ones.

Each form tells by its words alone which two figures are meant; the kind of thing they count does not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportparse.checks.growth import DOWN, NEAR, UP, alike
from reportparse.checks.two_years import two_years
from reportparse.text.figure import Figure

Kind = Literal["growth", "decline", "share", "completion"]

_AND_SO = re.compile(
    rf"^[，,、（(]?(?:同比|上年同比|较上年|比上年)?(?P<word>{UP}|{DOWN})(?:了|率|幅度?|比例)?(?:为|达到?)?[ ]*$"
)
# 「，同比增加」, 「，较年初增加」, 「，比上年同期减少了」: the base has no figure here.
_CHANGED = re.compile(
    rf"^[，,（(]?(?:同比|环比|[较比与同](?!例|重)[^，。；：0-9%]{{1,10}}?)(?:相比)?[，,]?(?P<word>{UP}|{DOWN})(?:了|额)?(?:为)?[ ]*$"
)
# 「比2021年的1294.3万元多支出63.7万元」: the base has one.
_MORE = re.compile(
    r"^(?:相比|比较|比)?[，,]?(?:同比)?[\u4e00-\u9fff]{0,4}?(?P<word>多|少|增|减|降|上升|下降|净增|净减|节约)[^，。；：0-9%]{0,6}$"
)
_STEP = re.compile(rf"^[，,、]?(?:同比|共|净)?(?P<word>{UP}|{DOWN})(?:了|额)?[ ]*$")
_FROM = re.compile(r"(?:由|从)[^，。；：]{0,16}$")
_TO = re.compile(r"^[^，。；：0-9]{0,6}(?:到|至|为)[^，。；：0-9]{0,8}(?:(?:19|20)[0-9]{2}年(?:的)?)?$")
_LESS = re.compile("少|减|降|节约")
_BASE = re.compile(
    r"(?:上年度?|去年|上年同期)(?:为|是)?$|(?:较|比|与|同)(?!例|重)[^，；。：0-9%]{0,6}(?:(?:19|20)[0-9]{2}年(?:度|同期)?)?[^，；。：0-9%]{0,8}$"
)
_LAST_YEAR = re.compile(r"(?:上年度?|去年|上年同期)(?:为|是)$")
_AFTERWARDS = re.compile(r"^[（(](?:上年度?|去年|上年同期|(?:19|20)[0-9]{2}年(?:度)?)[^，。；：（）0-9%]{0,8}$")
_AIM = re.compile(r"(?:目标|任务|计划)(?:任务|数|值|量)?(?:为|是|：|:)?[^，；。：0-9]{0,4}$")
_IS_OF_AIM = re.compile(
    r"^[，,]?(?:是|为|占|相当于|完成了?|达到?)?(?:年度|全年|年初|预期)*(?:目标|任务|计划)(?:任务|数|值|量)?(?:的)?[ ]*$"
)
_IS_OF_BUDGET = re.compile(
    r"^[，,]?(?:是|为|占|完成了?|达到?)(?:年度|全年|年初|调整后?)*预算(?:数|额|总额|批复数?)?[ ]*$"
)
_COMPLETED = re.compile(r"^[，,（(]?(?:目标|任务|计划)?完成率(?:为|达到?|是)?[ ]*$")
_NAMED = re.compile(
    r"^(?P<more>[^，,。；：0-9%]{0,8}?)[，,、（(]?(?P<name>[\u4e00-\u9fff]{2,8}?)(?:率|度|比例)(?:为|达到?|是)?[ ]*$"
)
_INITIAL = re.compile(r"年初预算(?:数|批复数?|安排)?(?:为|是|：)?$")
_OF_INITIAL = re.compile(r"^[，,](?:支出)?(?:完成|占|为)(?:了)?年初预算(?:数)?的$")
_SPENT = re.compile(r"(?:支出|决算|执行)(?:数|总额|合计|总计)?(?:为|共|是)?$")
# 「，占总支出」 and 「的」 around a whole.
_IS_PART = re.compile(r"^[，,（(]?(?:约)?占(?!比)[^，。；：0-9%]{0,16}$")
_OF_WHOLE = re.compile(r"^(?:的|[，,]?(?:占比|比例|比重|份额)(?:为|达|是)?)[ ]*$")
_RATE_NAME = re.compile(
    r"^[，,、（(；]?[\u4e00-\u9fff“”\"（）]{0,14}?(?:到位|执行|使用|支付|完成|控制|支出|拨付|采购)(?:率|进度|比例)(?:为|达到?|是|：)?[ ]*$"
)
_IS_PLANNED = re.compile(r"(?:预算|计划|安排|下达|批复|应到|应支|控制数|总额度)[^，。；：0-9]{0,12}$")
_IS_REAL = re.compile(r"(?:实际|支出|执行|使用|完成|到位|支付|决算|拨付|采购|开支)[^，。；：0-9]{0,12}$")
_RATE_OF_DONE = re.compile(
    r"^[，,]?(?:按期)?(?:办结|结案|审结|完成|整改|回收|回复|反馈|处置|兑付)率(?:为|达到?|是)?[ ]*$"
)
_THREE = 3
_APART = 26
"""How far apart the two figures of a share may stand."""


@dataclass(frozen=True, slots=True)
class Form:
    """over ÷ under; `distance`: what lies between the two ÷ under; `shift`: over ÷ (under − shift × over)."""

    kind: Kind
    over: Figure
    under: Figure
    distance: bool = False
    shift: int = 0
    named: bool = False
    """Whether the words name both figures, so that no other two can be meant."""


def form_of(text: str, start: int, inside: list[Figure], index: int) -> Form | None:
    """The figures of inside[index], a percentage, where its sentence, which begins at `start`, has one of these forms."""
    rate = inside[index]
    before = [one for one in inside[:index] if one.kind != "percent"]
    if not before:
        return None
    last = before[-1]
    window = text[last.end : rate.start]
    follows = inside[index + 1] if index + 1 < len(inside) else None
    first = before[-2] if len(before) > 1 else None
    return (
        _of_initial(text, before, window)
        or _of_growth(text, rate, last, first, before, window, follows)
        or (_of_aim(text, last, first, window) if first is not None else None)
        or (_of_completed(text, last, first, window) if first is not None else None)
        or (_of_those(text, last, first, window) if first is not None else None)
        or _of_done(text, before, window)
        or _of_years(text, start, inside, index)
        or (_of_part(text, last, first, window) if first is not None else None)
        or (_of_budget(text, start, inside, last, first, window) if first is not None else None)
    )


def _of_growth(
    text: str,
    rate: Figure,
    last: Figure,
    first: Figure | None,
    before: list[Figure],
    window: str,
    follows: Figure | None,
) -> Form | None:
    so = _AND_SO.match(window)
    if so is None or not _sure(last):
        return None
    down = _LESS.search(so["word"]) is not None
    kind: Kind = "decline" if down else "growth"
    if (
        follows is not None
        and _sure(follows)
        and alike(follows.quantity, last.quantity)
        and _AFTERWARDS.match(text[rate.end : follows.start])
    ):
        # 「12.4亿元，增长10.71%（上年11.2亿元）」
        grew = last.quantity.scaled() - follows.quantity.scaled()
        return Form(kind, last, follows, distance=True) if grew and (grew < 0) == down else None
    if first is None or not _sure(first) or not alike(first.quantity, last.quantity):
        return None
    between = text[first.end : last.start]
    changed = _CHANGED.match(between)
    lead = text[max(0, first.start - NEAR) : first.start]
    if changed is not None and _LAST_YEAR.search(lead):
        # 「上年为13.9万元，同比减少1.45万元」: the base itself is told.
        return Form(kind, last, first) if (_LESS.search(changed["word"]) is not None) == down else None
    if changed is not None and (_LESS.search(changed["word"]) is not None) == down:
        part = re.search("其中|包括|[（(]", text[before[0].end : first.start]) is not None
        if not part and (down or last.quantity.scaled() < first.quantity.scaled()):
            # Behind a part the growth may well be the whole's.
            return Form(kind, last, first, shift=-1 if down else 1)
        return None
    step = _STEP.match(between) if len(before) > 2 else None
    if step is not None and down == (_LESS.search(step["word"]) is not None):
        # 「由126起下降到98起，减少28起，下降22.22%」
        base = before[-3]
        if _FROM.search(text[max(0, base.start - 24) : base.start]) and _TO.match(text[base.end : first.start]):
            return Form(kind, last, base) if _sure(base) and alike(base.quantity, last.quantity) else None
    more = _MORE.match(between)
    if more is not None and (_LESS.search(more["word"]) is not None) == down:
        lead = text[before[-3].end if len(before) > 2 else max(0, first.start - NEAR) : first.start]
        if _BASE.search(lead) and not re.search("[。；]", lead):
            return Form(kind, last, first)
    return None


def _of_initial(text: str, before: list[Figure], window: str) -> Form | None:
    """「支出4114.13万元，占…；年初预算为3898.6万元，完成年初预算的105.53%」: what was spent stands before its budget."""
    amounts = [one for one in before if one.kind == "money"]
    if len(amounts) != 2 or amounts[-1] is not before[-1] or not all(map(_sure, amounts)):
        return None
    spent, budget = amounts
    if not _INITIAL.search(text[max(0, budget.start - 12) : budget.start]) or not _OF_INITIAL.match(window):
        return None
    return (
        Form("completion", spent, budget, named=True)
        if _SPENT.search(text[max(0, spent.start - 12) : spent.start])
        else None
    )


def _of_aim(text: str, last: Figure, first: Figure, window: str) -> Form | None:
    """「检查1260家次，是年度计划1200家次的105%」, 「26.8公里，目标值25公里，完成率107.2%」."""
    if not (_sure(first) and _sure(last) and alike(first.quantity, last.quantity)) or first.kind == "money":
        return None
    between = text[first.end : last.start]
    if window.strip() == "的" and _IS_OF_AIM.match(between):
        return Form("completion", first, last)
    if _COMPLETED.match(window) and re.search("[。；]", between) is None and len(between) <= _APART:
        if _AIM.search(between):
            return Form("completion", first, last)
        if _AIM.search(text[max(0, first.start - 16) : first.start]):
            return Form("completion", last, first)
    return None


def _of_completed(text: str, last: Figure, first: Figure, window: str) -> Form | None:
    """「法律援助经费104.85万元，完成预算112万元的93.62%」."""
    if window.strip() != "的" or first.kind != "money" or last.kind != "money" or not (_sure(first) and _sure(last)):
        return None
    return Form("completion", first, last) if _IS_OF_BUDGET.match(text[first.end : last.start]) else None


def _of_those(text: str, last: Figure, first: Figure, window: str) -> Form | None:
    """「调查610户，579户表示满意，满意度为94.92%」: the counted ones are said to be what the rate is named after."""
    named = _NAMED.match(window)
    if named is None or first.kind != "count" or not (_sure(first) and _sure(last)):
        return None
    if not alike(first.quantity, last.quantity):
        return None
    between = text[first.end : last.start]
    # What follows 、 is told beside the first, not of it.
    if len(between) > _APART or re.search("[。；]", between) or between.startswith("、"):
        return None
    said = between[-10:] + named["more"]
    name = named["name"]
    return Form("share", last, first) if any(name[at : at + 2] in said for at in range(len(name) - 1)) else None


def _of_done(text: str, before: list[Figure], window: str) -> Form | None:
    """「审理1286件，审结1251件，未结35件，结案率97.28%」: what was done of a whole that it makes with the rest."""
    if len(before) < _THREE or not all(map(_sure, before[-_THREE:])):
        return None
    whole, done, rest = before[-_THREE:]
    if not (alike(whole.quantity, done.quantity) and alike(whole.quantity, rest.quantity)):
        return None
    name = _RATE_OF_DONE.match(window)
    if name is None or whole.quantity.scaled() != done.quantity.scaled() + rest.quantity.scaled():
        return None
    left = re.search("未|尚|剩余|待", text[done.end : rest.start]) is not None
    return Form("share", done, whole) if left else None


def _of_years(text: str, start: int, inside: list[Figure], index: int) -> Form | None:
    """「18.6万元，上年21.2万元，同比下降12.26%」: this year's and last year's figure, in whatever order."""
    pair = two_years(text, start, inside, index)
    if pair is None:
        return None
    kind: Kind = "growth" if pair.up else "decline"
    if pair.now is None:
        return Form(kind, pair.change, pair.before) if pair.change is not None else None
    grew = pair.now.quantity.scaled() - pair.before.quantity.scaled()
    # Whether the word is right is another question.
    return Form(kind, pair.now, pair.before, distance=True) if grew and (grew > 0) == pair.up else None


def _of_part(text: str, last: Figure, first: Figure, window: str) -> Form | None:
    """「基本支出120万元，占总支出200万元的60%」."""
    if not (_sure(first) and _sure(last) and alike(first.quantity, last.quantity)):
        return None
    between = text[first.end : last.start]
    return Form("share", first, last) if _IS_PART.match(between) and _OF_WHOLE.match(window) else None


def _of_budget(text: str, start: int, inside: list[Figure], last: Figure, first: Figure, window: str) -> Form | None:
    """「政府采购预算60万元，实际采购54万元，政府采购执行率90%」: a planned and a real amount right before a rate named after it."""
    named = _RATE_NAME.match(window)
    if named is None or not (_sure(first) and _sure(last) and alike(first.quantity, last.quantity)):
        return None
    at = inside.index(first)
    pair = planned_and_real(text, inside[at - 1].end if at else start, first, last)
    return Form("completion", pair[1], pair[0]) if pair is not None else None


def planned_and_real(text: str, low: int, first: Figure, last: Figure) -> tuple[Figure, Figure] | None:
    """Which of two amounts beside each other is the planned one and which the real one, by the words before each.

    `low` is where the words before the first begin.
    """
    before, between = text[low : first.start], text[first.end : last.start]
    if re.search("其中|包括|[。；]", between) or len(between) > _APART:
        return None
    if _IS_PLANNED.search(before) and not _IS_PLANNED.search(between):
        return (first, last) if _IS_REAL.search(between) else None
    if _IS_PLANNED.search(between) and not _IS_PLANNED.search(before):
        return (last, first) if _IS_REAL.search(before) else None
    return None


def _sure(figure: Figure) -> bool:
    return figure.value > 0 and figure.is_exact
