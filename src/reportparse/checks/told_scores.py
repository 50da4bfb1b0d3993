"""Scores that a narrative gives beside their full marks (过程20分得18.5分), against these marks, their total, and the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, plain
from reportparse.checks.scoring import HUNDRED, score_tables
from reportparse.model.findings import Finding, Say
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash
from reportparse.text.slips import find_slip

_PAIR = re.compile(
    r"(?:分值|满分|权重)?(?:为|是)?(?P<weight>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[）)]?[，,、]?(?:自评|实际|实|本项)?得分?(?:为)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分(?![0-9之])"
)
# 过程18.5分（满分20分）
_OUT_OF = re.compile(
    r"(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[（(](?:满分|总分|分值|权重)(?:为|是)?(?P<weight>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[）)]"
)
_TOTAL = re.compile(
    r"(?:自评|综合|评价|绩效)(?:综合)?(?:总?得分|总分|评分)(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分"
)
# 自评得分95.5分，其中决策15分、过程23.5分、产出33分、效益24分
_LIST = re.compile(
    r"(?:自评|综合|评价|绩效|总)(?:综合)?(?:总?得分|总分|评分)(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分"
    r"(?:（(?:满分|总分)?100分）)?(?:[，,]|[（(]|[，,]?(?:(?:评价|评定|绩效)?等[级次])为?[“\"]?(?:优秀|良好|中等|合格|[优良中差])[”\"]?[：，,])?(?:其中)?[：:，,]?"
    r"(?P<parts>(?:[\u4e00-\u9fff（）]{2,12}(?:得|为)?[0-9]{1,3}(?:\.[0-9]{1,2})?分[、，,；;和]?){2,8})(?![0-9])"
)
# 预算执行9.7分、产出39.2分、效益29.5分、满意度9.9分，合计88.3分
_LIST_FIRST = re.compile(
    r"(?P<parts>(?:[\u4e00-\u9fff（）]{2,12}(?:得|为)?[0-9]{1,3}(?:\.[0-9]{1,2})?分[、，,；;和]?){3,8})(?:合计|总计|共计|总分|总得分|综合得分|得分合计)(?:得分)?(?:为|是|：)?"
    r"(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分(?![0-9])"
)
_PART = re.compile(r"(?P<name>[\u4e00-\u9fff（）]{2,12}?)(?:得|为)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分")
_NO_PART = re.compile("扣|减|满分|分值|标准|目标[值分]|上年|去年|低于|高于|加分|其余|剩余")
# Extra points, deductions and standards are no marks of a part.
_OTHERWISE = re.compile("加分|扣分|每|标准|如|若|以上|以下|不得分")
_TAKEN_OFF_HINT = re.compile(
    "(?:^|(?<=[。，；：]))(?:自评|主要|其中)?扣分(?:的)?(?:主要|具体)?(?:原因|情况|项|事项|指标|说明|因素)(?:为|是|有|如下|[：:，])"
)
_TAKEN_OFF = re.compile(r"(?<![合共总计])扣(?:减|除|掉|了)?(?P<score>[0-9]{1,2}(?:\.[0-9]{1,2})?)分")
_STANDARD = re.compile("每[^，。；]{0,12}扣|扣完为止|扣分标准")
_OPEN = re.compile("主要|等(?!次|级)|部分|其中")
# 执行率扣0.2分，自评得分98.6分: no full marks.
_NO_WEIGHT = ("扣", "减", "加", "得", "扣除", "扣减")
_HEADED = re.compile(r"（[^（）]*）|指标|\s")
_LEAD = 24
_LEAST = 2
# Parts that miss the total by more than this are only some of them.
_SLIP = Decimal(10)


@dataclass(frozen=True, slots=True)
class Told:
    """A score with its full marks; `lead` are the words before them in the sentence."""

    weight: Decimal
    score: Decimal
    place: Place
    score_place: Place
    lead: str


def told_limits(context: Context) -> Iterator[Finding]:
    """Scores above the full marks told beside them (A106)."""
    for told in context.once(told_marks):
        if told.score > told.weight:
            name = re.split("[，。；：、]", told.lead)[-1] or plain(told.weight)
            yield context.finding(
                key=f"told/{plain(told.weight)}/{plain(told.score)}",
                stated=plain(told.score),
                expected=plain(told.weight),
                evidence=[context.around(told.place, "stated")],
                arguments={
                    "name": name,
                    "score": plain(told.score),
                    "weight": plain(told.weight),
                    "why": Say(f"高于分值{plain(told.weight)}", f"above its weight of {plain(told.weight)}"),
                },
            )


def told_totals(context: Context) -> Iterator[Finding]:
    """Scores whose full marks make a hundred, against the one total score told; those of a category, against its rows (A105)."""
    found = [one for one in context.once(told_marks) if one.score <= one.weight]
    totals = list(_totals(context))
    if len(found) >= _LEAST and sum((one.weight for one in found), Decimal(0)) == HUNDRED:
        computed = sum((one.score for one in found), Decimal(0))
        if totals and all(value != computed for value, _ in totals) and len({value for value, _ in totals}) == 1:
            yield _finding(context, "told", totals[0][0], computed, totals[0][1], found)
    yield from _of_categories(context, found)
    yield from _lists(context)
    if len({value for value, _ in totals}) == 1 and totals[0][0] < HUNDRED:
        yield from _deductions(context, totals)


def _deductions(context: Context, totals: list[tuple[Decimal, Place]]) -> Iterator[Finding]:
    """「自评得分97分。扣分原因：甲扣1分，乙扣2分」: what the total lacks of a hundred is what was taken off.

    Only in the paragraph of the total, and where it gives reasons once: elsewhere they may be those of a part of the marks.
    """
    for passage in context.reading.outline.passages:
        mine = [(value, place) for value, place in totals if place.at(0, 0) == passage.place.at(0, 0)]
        if not mine or "扣分" not in passage.text:
            continue
        text = fold(passage.text)
        reasons = list(_TAKEN_OFF_HINT.finditer(text))
        if len(reasons) != 1 or _STANDARD.search(text):
            continue
        end = text.find("。", reasons[0].end())
        end = end if end >= 0 else len(text)
        found = list(_TAKEN_OFF.finditer(text, reasons[0].end(), end))
        taken = sum((Decimal(one["score"]) for one in found), Decimal(0))
        total, place = mine[0]
        lost = HUNDRED - total
        if len(found) < _LEAST or taken == lost or (taken < lost and _OPEN.search(text, reasons[0].start(), end)):
            continue
        parts = [Told(HUNDRED, HUNDRED, place, place, "")]
        for one in found:
            span = passage.span(*one.span("score"))
            parts.append(Told(Decimal(0), -Decimal(one["score"]), span, span, ""))
        yield _finding(context, "deductions", total, HUNDRED - taken, place, parts)


def _lists(context: Context) -> Iterator[Finding]:
    """A total score and behind it those of its parts, whole: at least three, or two but for a slip, none of them worth more than the rest of a hundred."""
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or "分" not in passage.text:
            continue
        text = fold(passage.text)
        for match in (*_LIST.finditer(text), *_LIST_FIRST.finditer(text)):
            parts = list(_PART.finditer(match["parts"]))
            if len(parts) < _LEAST or any(_NO_PART.search(part["name"]) for part in parts):
                continue
            total, computed = Decimal(match["total"]), sum((Decimal(part["score"]) for part in parts), Decimal(0))
            if total == computed or total > HUNDRED or computed > HUNDRED + _SLIP or abs(total - computed) > _SLIP:
                continue
            if len(parts) == _LEAST and not _one_slip(total, computed, [Decimal(part["score"]) for part in parts]):
                continue
            at = match.start("parts")
            told = [
                Told(Decimal(0), Decimal(part["score"]), place, place, "")
                for part in parts
                for place in [passage.span(at + part.start("score"), at + part.end("score"))]
            ]
            yield _finding(context, "list", total, computed, passage.span(*match.span("total")), told)


def _one_slip(total: Decimal, computed: Decimal, parts: list[Decimal]) -> bool:
    """Whether a slip of the pen in the total or in one part makes up the difference: two parts need not be all there are."""
    meant = [(total, computed), *((part, part + total - computed) for part in parts)]
    return any(right > 0 and part % 1 and find_slip(part, right) is not None for part, right in meant)


def _of_categories(context: Context, found: list[Told]) -> Iterator[Finding]:
    tables = score_tables(context.reading.outline)
    if len(tables) != 1 or any(row.bonus or row.score is None or row.weight is None for row in tables[0].rows):
        return
    for name in sorted({row.category.name for row in tables[0].rows}):
        bare = _HEADED.sub("", fold(name))
        rows = [row for row in tables[0].rows if row.category.name == name]
        weights = {row.weight.place: row.weight.value for row in rows if row.weight is not None}
        scores = {row.score.place: row.score.value for row in rows if row.score is not None}
        computed = sum(scores.values(), Decimal(0))
        for told in found:
            if len(bare) < _LEAST or not squash(told.lead).startswith(f"{bare}指标"):
                continue
            if told.weight == sum(weights.values(), Decimal(0)) and told.score != computed:
                parts = [Told(Decimal(0), value, place, place, "") for place, value in scores.items()]
                yield _finding(context, f"told/{bare}", told.score, computed, told.score_place, parts)


def _finding(
    context: Context, key: str, stated: Decimal, computed: Decimal, place: Place, parts: list[Told]
) -> Finding:
    return context.finding(
        key=key,
        severity="warning",
        stated=plain(stated),
        expected=plain(computed),
        difference=plain(stated - computed),
        evidence=[context.around(place, "total"), *(context.quote(part.score_place, "part") for part in parts)],
        arguments={
            "stated": plain(stated),
            "computed": plain(computed),
            "difference": plain(abs(stated - computed)),
            "terms": " + ".join(plain(part.score) for part in parts).replace("+ -", "- "),
        },
    )


def told_marks(context: Context) -> tuple[Told, ...]:
    """All marks told beside their full marks."""
    found: list[Told] = []
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or re.search("得|满分|分值", passage.text) is None or "分" not in passage.text:
            continue
        text = fold(passage.text)
        for match in (*_PAIR.finditer(text), *_OUT_OF.finditer(text)):
            lead = re.split("[。；;\n]", text[: match.start()])[-1]
            if _OTHERWISE.search(re.split("[，,]", lead)[-1][-_LEAD:] + match[0]) or lead.endswith(_NO_WEIGHT):
                continue
            found.append(
                Told(
                    Decimal(match["weight"]),
                    Decimal(match["score"]),
                    passage.span(*match.span()),
                    passage.span(*match.span("score")),
                    lead,
                )
            )
    return tuple(found)


def _totals(context: Context) -> Iterator[tuple[Decimal, Place]]:
    for passage in context.reading.outline.passages:
        if passage.place.row is None and "分" in passage.text:
            for match in _TOTAL.finditer(fold(passage.text)):
                yield Decimal(match["total"]), passage.span(*match.span("total"))
