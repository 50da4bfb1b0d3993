"""Scores that a narrative gives beside their full marks (过程20分得18.5分), against these marks, their total, and the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, plain
from reportparse.checks.running_text import running_text
from reportparse.checks.scoring import HUNDRED, scored_tables
from reportparse.model.findings import Finding, Say
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash
from reportparse.text.sentences import sentences
from reportparse.text.slips import find_slip

_PAIR = re.compile(
    r"(?:分值|满分|权重)?(?:为|是)?(?P<weight>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[）)]?[，,、]?(?:自评|实际|实|本项)?得分?(?:为)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分(?![0-9之])"
)
# 过程18.5分（满分20分）
_OUT_OF = re.compile(
    r"(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[（(](?:满分|总分|分值|权重)(?:为|是)?(?P<weight>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[）)]"
)
_TOTAL = re.compile(
    r"(?:(?:自评|综合|评价|绩效)(?:综合)?(?:总?得分|总分|评分)|(?<![满标])总得分)(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分"
)
# 自评得分95.5分，其中决策15分、过程23.5分、产出33分、效益24分
# What may be a total, where nothing is called so by its full name.
_SUM = re.compile(r"(?:合计|总计|共计)(?:得分)?(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分")
_SCORED = re.compile(
    r"(?:自评|综合|评价|绩效|总)(?:综合)?(?:总?得分|总分|评分)(?:为|是|：)?(?P<total>[0-9]{2,3}(?:\.[0-9]{1,2})?)分"
)
_OFF = re.compile(
    r"(?P<all>共计?|合计|总共|累计)?扣(?:除|减|分)?(?P<sum>合计|共计|共)?(?:了)?(?P<points>[0-9]{1,2}(?:\.[0-9]{1,2})?)分"
)
# What is taken off by a rule is not taken off here; full marks may be others.
_REASONS = re.compile(r"\s*扣分(?:的)?(?:主要|具体)?(?:原因|情况|项|事项|指标|说明)[^。\n]*。?")
_OTHERWISE_OFF = re.compile(r"每|如|若|满分(?!100)[0-9]|加分|上年|去年|最多|标准|复核|财政")
_LIST = re.compile(
    r"(?:(?:自评|综合|评价|绩效|项目|总)(?:综合)?(?:总?得分|总分|评分)|自评得?)(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分"
    r"(?:（(?:满分|总分)?100分）)?(?:[，,]|[（(]|[，,]?(?:(?:评价|评定|绩效)?等[级次])为?[“\"]?(?:优秀|良好|中等|合格|[优良中差])[”\"]?[：，,])?(?:其中)?[：:，,]?"
    r"(?P<parts>(?:[\u4e00-\u9fff（）]{2,12}(?:得|为)?[0-9]{1,3}(?:\.[0-9]{1,2})?分[、，,；;和]?){2,8})(?![0-9])"
)
# 预算执行9.7分、产出39.2分、效益29.5分、满意度9.9分，合计88.3分
_LIST_FIRST = re.compile(
    r"(?P<parts>(?:[\u4e00-\u9fff（）]{2,12}(?:得|为)?[0-9]{1,3}(?:\.[0-9]{1,2})?分[、，,；;和]?){3,8})(?:合计|总计|共计|总分|总得分|综合得分|得分合计)(?:得分)?(?:为|是|：)?"
    r"(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分(?![0-9])"
)
_MARKS_BEFORE = re.compile(r"[0-9]分[^。；;\n]*$")
# 满意度10分，实得13.6分、43分、29分: the scores of all come in a row behind the full marks.
_IN_A_ROW = re.compile(r"[、，,][0-9]{1,3}(?:\.[0-9]{1,2})?分")
# 得分91分，扣9分
_LOST = re.compile(
    r"(?:自评|综合|评价|绩效|总)(?:综合)?(?:总?得分|总分|评分)(?:为|是|：)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[，,]?(?:共计?|合计|累计)?扣(?:减|除|了|分)?(?:为|是)?(?P<lost>[0-9]{1,2}(?:\.[0-9]{1,2})?)分(?![0-9])"
)
_IN_ALL = re.compile(r"[，,；;。]?(?:合计|共计|总计|共)(?:得)?(?:分)?(?:为)?(?P<total>[0-9]{1,3}(?:\.[0-9]{1,2})?)分")
_PART = re.compile(r"(?P<name>[\u4e00-\u9fff（）]{2,12}?)(?:得|为)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分")
_NO_PART = re.compile("扣|减|满分|分值|标准|目标[值分]|上年|去年|低于|高于|加分|其余|剩余")
# Extra points, deductions and standards are no marks of a part.
_OTHERWISE = re.compile("加分|扣分|扣(?=[0-9])|每|标准|如|若|以上|以下|不得分")
_HEADED = re.compile(r"（[^（）]*）|指标|\s")
_LEAD = 24
_MARKS_HINT = re.compile("得|满分|分值")
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
    yield from _in_all(context, found)
    yield from _of_categories(context, found)
    yield from _lists(context)
    yield from _deducted(context)
    yield from _lost(context)


def _in_all(context: Context, found: list[Told]) -> Iterator[Finding]:
    """「预算执行10分得9.8分，…，满意度10分得9分，合计95.8分」: the sum right behind marks whose full marks make a hundred."""
    if len(found) < _LEAST or sum((one.weight for one in found), Decimal(0)) != HUNDRED:
        return
    last = found[-1].place
    if last.span is None or any(one.place[:3] != last[:3] for one in found):
        return
    match = _IN_ALL.match(fold(context.document.text_at(last._replace(span=None))), last.span[1])
    computed = sum((one.score for one in found), Decimal(0))
    if match is not None and Decimal(match["total"]) != computed:
        place = last._replace(span=match.span("total"))
        yield _finding(context, "all", Decimal(match["total"]), computed, place, found)


def _deducted(context: Context) -> Iterator[Finding]:
    """More points taken off than the score of a hundred lacks, or a sum of them (共扣3分) that is not what it lacks."""
    for passage, text, _ in context.once(running_text).all_with("扣"):
        if "得分" not in text:
            continue
        for start, end in sentences(text):
            # 自评得分97分，等级为优。扣分原因：…: the reasons may have a sentence of their own.
            behind = _REASONS.match(text, end)
            sentence = text[start : behind.end() if behind is not None else end]
            totals, off = list(_SCORED.finditer(sentence)), list(_OFF.finditer(sentence))
            if (
                len({one["total"] for one in totals}) != 1
                or not off
                or _OTHERWISE_OFF.search(sentence)
                or _LOST.search(sentence)
            ):
                continue
            total = Decimal(totals[0]["total"])
            sums = [one for one in off if one["all"] or one["sum"]]
            parts = sums or off
            lost = sum((Decimal(one["points"]) for one in parts), Decimal(0))
            # Some of what was taken off may be left unsaid, unless it is said to be all.
            if len(sums) > 1 or (lost == HUNDRED - total if sums else lost <= HUNDRED - total):
                continue
            told = [
                Told(Decimal(0), -Decimal(one["points"]), place, place, "")
                for one in parts
                for place in [passage.span(start + one.start("points"), start + one.end("points"))]
            ]
            where = passage.span(start + totals[0].start("total"), start + totals[0].end("total"))
            yield _finding(context, "off", total, HUNDRED - lost, where, told)


def _lists(context: Context) -> Iterator[Finding]:
    """A total score and behind it those of its parts, whole: at least three, or two but for a slip, none of them worth more than the rest of a hundred."""
    for passage, text, _ in context.once(running_text).plain_with("分"):
        # At least three parts and their sum.
        first = _LIST_FIRST.finditer(text) if text.count("分") > 3 else ()
        for match in (*_LIST.finditer(text), *first):
            parts = list(_PART.finditer(match["parts"]))
            if len(parts) < _LEAST or any(_NO_PART.search(part["name"]) for part in parts):
                continue
            total, computed = Decimal(match["total"]), sum((Decimal(part["score"]) for part in parts), Decimal(0))
            if total == computed or total > HUNDRED or computed > HUNDRED + _SLIP or abs(total - computed) > _SLIP:
                continue
            if len(parts) == _LEAST and not _one_slip(total, computed, [Decimal(part["score"]) for part in parts]):
                continue
            if match.re is _LIST_FIRST and _MARKS_BEFORE.search(text[: match.start()]):
                # 执行率得9.82分（10分×98.24%），产出得48分…: the list has begun before.
                continue
            at = match.start("parts")
            told = [
                Told(Decimal(0), Decimal(part["score"]), place, place, "")
                for part in parts
                for place in [passage.span(at + part.start("score"), at + part.end("score"))]
            ]
            yield _finding(context, "list", total, computed, passage.span(*match.span("total")), told)


def _lost(context: Context) -> Iterator[Finding]:
    """A total score and what was taken off a hundred."""
    for passage, text, _ in context.once(running_text).plain_with("扣"):
        for match in _LOST.finditer(text):
            total, lost = Decimal(match["total"]), Decimal(match["lost"])
            if total + lost == HUNDRED or total <= lost:
                continue
            places = [passage.span(*match.span(name)) for name in ("total", "lost")]
            yield context.finding(
                key=f"lost/{plain(total)}/{plain(lost)}",
                severity="warning",
                stated=plain(total),
                expected=plain(HUNDRED - lost),
                difference=plain(total + lost - HUNDRED),
                evidence=[context.around(places[0], "total"), context.quote(places[1], "part")],
                arguments={
                    "stated": plain(total),
                    "computed": plain(HUNDRED - lost),
                    "difference": plain(abs(total + lost - HUNDRED)),
                    "terms": f"100 - {plain(lost)}",
                },
            )


def _one_slip(total: Decimal, computed: Decimal, parts: list[Decimal]) -> bool:
    """Whether a slip of the pen in the total or in one part makes up the difference: two parts need not be all there are."""
    meant = [(total, computed), *((part, part + total - computed) for part in parts)]
    return any(right > 0 and part % 1 and find_slip(part, right) is not None for part, right in meant)


def _of_categories(context: Context, found: list[Told]) -> Iterator[Finding]:
    tables = context.once(scored_tables)
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
            "terms": _terms(parts),
        },
    )


def _terms(parts: list[Told]) -> str:
    """The marks that are added, or what is taken off a hundred."""
    if all(part.score < 0 for part in parts):
        return " - ".join(["100", *(plain(-part.score) for part in parts)])
    return " + ".join(plain(part.score) for part in parts)


def told_marks(context: Context) -> tuple[Told, ...]:
    """All marks told beside their full marks."""
    found: list[Told] = []
    for passage, text, _ in context.once(running_text).plain_with("分"):
        if _MARKS_HINT.search(text) is None:
            continue
        for match in (*_PAIR.finditer(text), *_OUT_OF.finditer(text)):
            lead = re.split("[。；;\n]", text[: match.start()])[-1]
            if (
                _IN_A_ROW.match(text, match.end())
                or lead.endswith(("扣", "减", "加"))
                or _OTHERWISE.search(re.split("[，,]", lead)[-1][-_LEAD:] + match[0])
            ):
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


def told_total(context: Context) -> tuple[Decimal, Place] | None:
    """The one total score that the text tells."""
    found = list(_totals(context))
    return found[0] if len({value for value, _ in found}) == 1 else None


def _totals(context: Context) -> Iterator[tuple[Decimal, Place]]:
    for pattern in (_TOTAL, _SUM):
        found = [
            (Decimal(match["total"]), passage.span(*match.span("total")))
            for passage, text, _ in context.once(running_text).plain_with("分")
            for match in pattern.finditer(text)
        ]
        if found:
            yield from found
            return
