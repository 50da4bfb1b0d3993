"""Figures of one sentence that its words bind into a sum: what came in and went out, what is left, and lists with their whole.

Who plays which part is told by the words right before (or behind) a figure, whatever is counted and whatever the unit:
opening, in, out and closing; a whole, what was done of it and what is left; men and women; the items of a list. A figure
that stands in between without a part makes the sentence unreadable, and it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import in_unit
from reportparse.checks.growth import UP, WORD, alike
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

_KINDS = ("money", "count")
_PEOPLE = frozenset("人名位")
_MARK = re.compile(r"[，,、；;：:（）()]")
_OPENING = re.compile(r"(?:年初|期初|上年末|上年底|上年度?(?:末)?(?:结转|结余))")
_CLOSING = re.compile(r"(?:年末|期末|年底|结转下年|结转至?下一?年|结余|剩余)")
_IN = re.compile("调入|新收|新进|招录|招聘|新增|增加|转入|收到|拨款|收入|拨入|到账|追加|购入|新购")
_OUT = re.compile("退休|审结|办结|调出|辞职|死亡|去世|减少|转出|支出|使用|报废|处置|核销|调减")
_IN_OR_OUT = re.compile(f"{_IN.pattern}|{_OUT.pattern}")
_REST = re.compile(
    "(?:未|尚[有在未]?|剩余|其余|无(?=效)|不(?=[合达])|在(?=[办建审])|正在|仍有|待|净(?=[值额资]))(?P<what>[\u4e00-\u9fff]{0,8})$"
)
_REST_BEHIND = re.compile("^(?:尚未|仍未|未)(?P<what>[\u4e00-\u9fff]{1,4})(?=[，,。；;]|$)")
_CARRIED = re.compile("年初|期初|上年结转|往年|历年|跨年|结转|其中")
_MEN, _WOMEN = (
    re.compile("(?:男性?|男职工|男同志)(?:职工|干部|教师|同志)?(?:为|有)?$"),
    re.compile("(?:女性?)(?:职工|干部|教师|同志)?(?:为|有)?$"),
)
_SUM = re.compile(
    r"[，,、；。]?(?:以上|上述)?(?:[\u4e00-\u9fff]{2}(?=共计|合计|总计))?(?:[两三四五六七八九十]|[0-9]{1,2})?(?:项|类|个?方面|镇|乡|部分|者)?(?:支出|资金|经费|费用|人员)?(?P<word>共计|合计|总计|共|总[\u4e00-\u9fff]{1,4})(?P<tail>[\u4e00-\u9fff]{0,6})"
)
_PLAIN_TAIL = re.compile("(?:投入|支出|完成|发放|拨付|使用|资金)?(?:为|达|是)?")
_SEVERAL = re.compile("(?P<many>[两三四五六七八九十])(?:项|类|者|个?方面)")
_SUBTOTAL = re.compile("(?:共计?|合计|小计)(?:为)?$")
_WHOLE_YEAR = re.compile("[，,](?:全年|年度|全年度)(?:累计|合计|共|总)?[\u4e00-\u9fff]{0,6}")
_PERIODS = (
    ("第一季度", "第二季度", "第三季度", "第四季度"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("上半年", "下半年"),
)
_USED_FOR = re.compile(
    r"[元人个]?中[，,：:]|[，,。；]?(?:资金|经费|该资金|全部|主要)*(?:用于|投向)(?:(?:以下|下列|如下)(?:[一二三四五六七八九十几]个)?(?:方面|项目|支出|内容)|(?:以下|下列))?[：:]?"
)
_ITEM = re.compile(r"[、，,；;]?(?:和|及|以及)?[\u4e00-\u9fff“”（）A-Za-z]{0,18}")
_NO_ITEM = re.compile(
    "其中|目标|计划|比|较|上年|去年|每|平均|总投资|总额|预算|占|含|累计|以来|共|合计|总计|另|结余|结转"
)
_CAME_TO = re.compile(
    r"[，,、](?:全年|当年|本年)?(?:总额|总数|总量)?(?:达到?|增至|增加到|增长到|降至|降到|减至|为|升至)"
)
_NUMBERED = re.compile(
    r"(?:(?P<word>[一二三四五六七八九十])是|[（(](?P<bracket>[0-9])[）)]|(?P<circle>[①-⑨])|第(?P<nth>[一二三四五六七八九十])[批期次笔])"
)
_IN_LOTS = re.compile("分(?P<many>[两三四五六七八九十])[批期次笔]")
_ORDINAL = re.compile(r"(?:[0-9]{1,2}[.、．]|[（(][0-9]{1,2}[）)]|[一二三四五六七八九]是)(?![0-9])")
_TOTAL_AGAIN = re.compile(
    "(?:以上|上述)?(?:[两三四五六七八九十]|[0-9]{1,2})(?:项|类|个?方面|部分|个项目)(?:支出|资金|经费)?(?:共计?|合计|总计)"
)
_WORDS = "一二三四五六七八九十"
_LEAST = 2
_LEAST_LISTED = 3
_LEAST_DIGITS = 3
_APART = 30


@dataclass(frozen=True, slots=True)
class Equation:
    """A figure that the others of its sentence make another: `signs` tell which of them are taken off."""

    whole: Figure
    parts: tuple[Figure, ...]
    signs: tuple[int, ...]

    @property
    def computed(self) -> Quantity:
        """In the unit of the whole."""
        total = sum(
            (sign * one.quantity.scaled() for sign, one in zip(self.signs, self.parts, strict=True)), Decimal(0)
        )
        if self.whole.quantity.is_money:
            return in_unit(total, self.whole.quantity)
        value = total * self.whole.value / self.whole.quantity.scaled()
        return Quantity(value, self.whole.unit, f"{value:f}")

    @property
    def holds(self) -> bool:
        total = Interval(Decimal(0), Decimal(0))
        for sign, one in zip(self.signs, self.parts, strict=True):
            interval = _interval(one, self.whole)
            total = total + (interval if sign > 0 else -interval)
        return total.meets(_interval(self.whole, self.whole))

    @property
    def is_slip(self) -> bool:
        """Whether one slip of the pen in any of the figures makes up the difference."""
        apart = self.whole.quantity.scaled() - self.computed.scaled()
        meant = [(self.whole, self.whole.quantity.scaled() - apart)]
        meant += [(one, one.quantity.scaled() + sign * apart) for sign, one in zip(self.signs, self.parts, strict=True)]
        return any(_is_slip(one, scaled) for one, scaled in meant if scaled > 0)


def told_equations(text: str) -> Iterator[Equation]:
    """Each that does not hold."""
    figures = [one for one in find_figures(text) if one.kind in _KINDS]
    if len(figures) <= _LEAST:
        return
    before = 0
    for start, end in sentences(text):
        # 1.培训60.5万元；…。三项共计270万元: the items stand in the sentence before.
        start, before = (before if _TOTAL_AGAIN.match(text, start) else start), start
        inside = [one for one in figures if start <= one.start < end]
        taken: set[int] = set()
        for index in range(1, len(inside)) if len(inside) > _LEAST else ():
            found = (
                _flow(text, start, inside, index)
                or _rest(text, start, end, inside, index)
                or _both(text, start, inside, index)
                or _summed(text, start, inside, index)
                or _grown(text, start, inside, index)
            )
            if found is not None and found.whole.start not in taken:
                taken.add(found.whole.start)
                yield found
        numbered = len(inside) > _LEAST and _NUMBERED.search(text, start, end) is not None
        for index in range(len(inside) - 1) if len(inside) > _LEAST else ():
            found = _spent_on(text, end, inside, index) or (_numbered(text, end, inside, index) if numbered else None)
            if found is not None and found.whole.start not in taken:
                taken.add(found.whole.start)
                yield found


def _flow(text: str, start: int, inside: list[Figure], index: int) -> Equation | None:
    """「年初86人，调入5人、退休3人，年末88人」: an opening, what came, what went and a closing, and nothing else between."""
    closing = inside[index]
    if index < _LEAST or not _sure(closing) or not _CLOSING.search(_lead(text, start, inside, index)):
        return None
    signs: list[int] = []
    parts: list[Figure] = []
    opened = False
    for at in range(index - 1, -1, -1):
        one = inside[at]
        lead = _lead(text, start, inside, at)
        opens, comes, goes = _OPENING.search(lead), _IN.search(lead), _OUT.search(lead)
        if not _sure(one) or not _alike(one, closing) or (opens is None and (comes is None) == (goes is None)):
            break
        signs.append(1 if opens is not None or comes else -1)
        parts.append(one)
        opened = opened or opens is not None
        if opened and Equation(closing, tuple(parts), tuple(signs)).holds:
            return None
    if not opened or len({*signs}) < _LEAST or len(parts) < _LEAST_LISTED:
        return None
    if _IN_OR_OUT.search(text, parts[0].end, closing.start) or "等" in text[parts[-1].end : closing.start]:
        return None
    found = Equation(closing, tuple(reversed(parts)), tuple(reversed(signs)))
    if closing.kind == "money" and not found.is_slip:
        return None
    return found


def _rest(text: str, start: int, end: int, inside: list[Figure], index: int) -> Equation | None:
    """「受理3280件，办结3265件，尚在办理15件」: what is left of a whole when what was done is taken off."""
    rest = inside[index]
    gap = text[inside[index - 1].end : rest.start]
    said = _REST.search(_MARK.split(gap)[-1]) or _REST_BEHIND.search(text[rest.end : end])
    if said is None or len(gap) > _APART or index < _LEAST or not _sure(rest):
        return None
    done = inside[index - 1]
    wholes = [one for one in inside[: index - 1] if _alike(one, rest)]
    if (
        not (_sure(done) and _alike(done, rest))
        or not wholes
        or _CARRIED.search(text, max(start, text.rfind("；", start, rest.start)), rest.start)
    ):
        return None
    if any(Equation(rest, (one, done), (1, -1)).holds for one in wholes if _sure(one)):
        return None
    # Two kinds of what was done stand between: 办结3000件、退回265件.
    runs = [inside[at:index] for at in range(index) if all(_alike(one, rest) for one in inside[at:index])]
    if any(Equation(run[0], (*run[1:], rest), (1,) * len(run)).holds for run in runs if len(run) > _LEAST):
        return None
    larger = [one for one in wholes if _sure(one) and one.quantity.scaled() > done.quantity.scaled()]
    if not larger:
        return None
    found = Equation(rest, (larger[-1], done), (1, -1))
    named = _lead(text, start, inside, index - 1) + _MARK.split(text[done.end : rest.start])[0]
    # 办结 and 尚在办理, 合格 and 不合格: what is counted is said by its own verb to be the other part.
    if re.search("目标|计划|任务", _lead(text, start, inside, index - 1)) or (
        rest.kind == "count" and said[0].startswith(("其余", "剩余", "仍有"))
    ):
        return None
    same = {*said["what"][:2]} & {*named} - {*"有为的件个人户项"}
    return found if (same if rest.kind == "count" else found.is_slip) else None


def _both(text: str, start: int, inside: list[Figure], index: int) -> Equation | None:
    """「共有职工215人，男性138人，女性77人」."""
    men, women = inside[index - 1], inside[index]
    if index < _LEAST or not (_sure(men) and _sure(women) and _alike(men, women)) or men.kind != "count":
        return None
    leads = [_lead(text, start, inside, at) for at in (index - 1, index)]
    if not (_MEN.search(leads[0]) and _WOMEN.search(leads[1])) and not (
        _WOMEN.search(leads[0]) and _MEN.search(leads[1])
    ):
        return None
    before = [one for one in inside[: index - 1] if _alike(one, men)]
    runs = [before[at:] for at in range(len(before))]
    both = men.quantity.scaled() + women.quantity.scaled()
    if not before or any(sum(one.quantity.scaled() for one in run) == both for run in runs):
        return None
    whole = before[-1]
    if any(one.quantity.scaled() == both for one in before) or not _sure(whole):
        return None
    larger = max(men.quantity.scaled(), women.quantity.scaled())
    return Equation(whole, (men, women), (1, 1)) if whole.quantity.scaled() > larger else None


def _grown(text: str, start: int, inside: list[Figure], index: int) -> Equation | None:
    """「2021年支出2380万元，2022年增加265万元，达到2645万元」: what it was, by how much it changed, and what it came to."""
    now = inside[index]
    if index < _LEAST or not _CAME_TO.fullmatch(text[inside[index - 1].end : now.start]):
        return None
    before, change = inside[index - 2], inside[index - 1]
    word = WORD.search(text[before.end : change.start])
    if word is None or not all(map(_sure, (before, change, now))) or _NO_ITEM.search(text[before.end : change.start]):
        return None
    if not (_alike(before, now) and _alike(change, now)):
        return None
    found = Equation(now, (before, change), (1, 1 if re.fullmatch(UP, word["word"]) else -1))
    return found if not found.holds and found.is_slip else None


def _summed(text: str, start: int, inside: list[Figure], index: int) -> Equation | None:
    """「a、b、c，共计N」, 「一季度a，…，四季度d，全年N」: the items before a sum, as many of them as make it."""
    whole = inside[index]
    if index < _LEAST or not _sure(whole):
        return None
    gap = text[inside[index - 1].end : whole.start]
    said = _SUM.fullmatch(gap)
    yearly = said is None and _WHOLE_YEAR.fullmatch(gap) is not None
    if said is None and not yearly:
        return None
    several = _SEVERAL.search(gap)
    subtotals = [
        at for at in range(index) if _SUBTOTAL.search(_lead(text, start, inside, at)) and _alike(inside[at], whole)
    ]
    if several is not None and len(subtotals) >= _LEAST and subtotals[-1] == index - 1:
        # 60人，每人1000元，共计6万元；…，共计3.6万元，两项合计9.6万元
        own = tuple(inside[at] for at in subtotals)
        found = Equation(whole, own, (1,) * len(own))
        fits = len(own) == "两三四五六七八九十".find(several["many"]) + _LEAST
        return found if fits and all(map(_sure, own)) and not found.holds else None
    parts: list[Figure] = []
    leads: list[str] = []
    gaps: list[str] = []
    for at in range(index - 1, -1, -1):
        one = inside[at]
        before = text[inside[at - 1].end if at else start : one.start]
        if not _sure(one) or not _alike(one, whole):
            break
        lead = _MARK.split(before)[-1]
        before = _ORDINAL.sub("", before)
        last = not at or _ITEM.fullmatch(before) is None
        if _NO_ITEM.search(lead if last else before):
            break
        parts.append(one)
        leads.append(lead)
        if len(parts) >= _LEAST and Equation(whole, tuple(parts), (1,) * len(parts)).holds:
            return None
        if last:
            break
        gaps.append(before)
    if len(parts) < _LEAST:
        return None
    found = Equation(whole, tuple(reversed(parts)), (1,) * len(parts))
    if _periods(leads) or _nth(leads):
        return found
    if yearly:
        return None
    assert said is not None
    listed = all(gap.startswith(("、", "和", "及")) for gap in gaps)
    closed = whole.kind == "count" and said["word"] in ("总数", "合计", "总计", "共计")
    loose = (said["word"].startswith("总") and not closed) or (
        whole.kind == "money" and _PLAIN_TAIL.fullmatch(said["tail"]) is None
    )
    if loose or not listed or (len(parts) < _LEAST_LISTED and not closed):
        return found if found.is_slip and len(parts) >= _LEAST else None
    return found


def _periods(leads: Sequence[str]) -> bool:
    """Whether the items, the last one first, are all the quarters or halves of a year."""
    return any(
        len(leads) == len(names) and all(name in lead for name, lead in zip(reversed(names), leads, strict=True))
        for names in _PERIODS
    )


def _nth(leads: Sequence[str]) -> bool:
    """Whether the items, the last one first, are the first lot, the second and so on."""
    marks = [_NUMBERED.search(lead) for lead in reversed(leads)]
    return len(marks) > 1 and all(
        mark is not None and mark["nth"] == word for mark, word in zip(marks, _WORDS, strict=False)
    )


def _spent_on(text: str, end: int, inside: list[Figure], index: int) -> Equation | None:
    """「资金960万元，主要用于a、b、c」: parts above the whole, or below it by one slip."""
    whole = inside[index]
    said = _USED_FOR.match(text, whole.end)
    if whole.kind != "money" or said is None or not _sure(whole):
        return None
    return _of_list(text, whole, inside[index + 1 :], said.end(), end)


def _of_list(text: str, whole: Figure, rest: list[Figure], at: int, end: int) -> Equation | None:
    parts: list[Figure] = []
    for one in rest:
        words = text[at : one.start]
        if not _ITEM.fullmatch(words) or _NO_ITEM.search(words) or not _alike(one, whole) or not _sure(one):
            break
        if parts and not words.startswith(("、", "；", "和", "及", "，")):
            break
        parts.append(one)
        at = one.end
    if len(parts) < _LEAST or (text[at:end][:1] not in ("。", "；", "，", "等", "") and at < end):
        return None
    found = Equation(whole, tuple(parts), (1,) * len(parts))
    if found.holds:
        return None
    return found if found.computed.scaled() > whole.quantity.scaled() or found.is_slip else None


def _numbered(text: str, end: int, inside: list[Figure], index: int) -> Equation | None:
    """「完成20个调研，一是党建类5个，二是…，四是…」: numbered items with one figure each."""
    whole = inside[index]
    tail = text[whole.end : end]
    first = _NUMBERED.search(tail)
    if first is None or not _sure(whole) or re.search("[0-9]", tail[: first.start()]):
        return None
    marks = list(_NUMBERED.finditer(tail))
    lots = _IN_LOTS.search(tail[: first.start()])
    if lots is not None and len(marks) != "一两三四五六七八九十".find(lots["many"]) + 1:
        return None
    if (
        len(marks) < (_LEAST_LISTED if lots is None else _LEAST)
        or first.start() > _APART
        or _NO_ITEM.search(tail[: first.start()])
    ):
        return None
    parts: list[Figure] = []
    for number, mark in enumerate(marks):
        value = mark["word"] or mark["nth"] or mark["bracket"] or mark["circle"]
        order = (
            _WORDS.find(value)
            if mark["word"] or mark["nth"]
            else int(value) - 1
            if mark["bracket"]
            else ord(value) - ord("①")
        )
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(tail)
        own = [one for one in inside[index + 1 :] if whole.end + mark.end() <= one.start < whole.end + stop]
        if order != number or len(own) != 1 or not _alike(own[0], whole) or not _sure(own[0]):
            return None
        # Only words before the figure: a figure in the midst of an item may be of anything.
        if not _ITEM.fullmatch(text[whole.end + mark.end() : own[0].start]) or text[own[0].end] not in "，,；;。、":
            return None
        parts.append(own[0])
    found = Equation(whole, tuple(parts), (1,) * len(parts))
    if found.holds:
        return None
    over = found.computed.scaled() > whole.quantity.scaled()
    return found if over or whole.kind == "count" or lots is not None or found.is_slip else None


def _lead(text: str, start: int, inside: list[Figure], index: int) -> str:
    """The words before a figure up to the mark or figure before them."""
    low = inside[index - 1].end if index else start
    return _MARK.split(text[low : inside[index].start])[-1]


def _alike(one: Figure, other: Figure) -> bool:
    return alike(one.quantity, other.quantity) or (
        one.kind == other.kind == "count" and {one.unit, other.unit} <= _PEOPLE
    )


def _sure(figure: Figure) -> bool:
    return figure.is_exact and figure.value > 0


def _interval(figure: Figure, whole: Figure) -> Interval:
    """What a figure may stand for beside a whole: clerks drop zeros at the end of a part, and round a whole."""
    quantity = figure.quantity
    # What is counted one by one is not rounded; 万亩 and 公里 are.
    if figure.kind == "count" and not quantity.decimals and quantity.scaled() == figure.value:
        return Interval(figure.value, figure.value)
    return quantity.interval(max(quantity.decimals, whole.quantity.decimals) if quantity.unit == whole.unit else None)


def _is_slip(figure: Figure, scaled: Decimal) -> bool:
    quantity = figure.quantity
    slip = find_slip(quantity.value, scaled * quantity.value / quantity.scaled())
    if slip is None:
        return False
    return slip.kind in ("swapped", "point") or (
        slip.kind == "one-digit"
        and len(f"{quantity.value:f}") >= _LEAST_DIGITS
        and (quantity.significant_digits >= _LEAST_DIGITS or figure.kind == "count")
    )
