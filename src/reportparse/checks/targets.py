"""Targets against results: not measurable, missed without a reason, far exceeded, scored as if met, and costs with a floor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.measures import Pair, figures_of, is_cost, is_late, pairs, short_name, told_pairs
from reportparse.checks.told_goals import told_goals
from reportparse.model.document import Table
from reportparse.model.facts import Indicator
from reportparse.model.findings import Evidence, Say, Severity
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import FarOptions, MissedOptions, ResultOptions
from reportparse.text.dates import find_dates
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell

_KIND = re.compile(
    r"^(?:[（(]?[0-9一二三四五六]{1,2}[）).、．])?(?P<kind>产出|效益|满意度|数量|质量|时效|成本|过程|投入|决策)(?:类|方面)?指标"
)
_NUMERAL = re.compile(
    r"[0-9]|[一二两三四五六七八九十百千]+(?:个|次|项|件|期|人|家|场|份|条|户|轮|批|年|月|天|日)|百分之|翻番|全覆盖|零"
)
_NO_REASON = re.compile(
    r"^(?:[—\-_/\\.。…×]*|无|无偏差|没有|暂无|不适用|是|否|(?:已|均已|全部|基本|按时|按期|已经|已全部|按照?计划)*(?:完成|达标|达到|实现|落实)(?:目标|任务|计划)*)[。.]?$"
)
_DONE = re.compile(r"(?:完成|达标|达到|实现|落实)(?:目标|任务|计划)*[。.]?$")
_REACHED = re.compile(r"^(?:是|√|☑|已?(?:完成|达标|达成|达到|实现))(?:目标)?$")
# The text claims success without exception.
_ALL_DONE = re.compile(
    r"(?:按照?计划|按[期时质]|全部|全面|均已?|圆满)(?:地|已|都)*(?:完成|达成|实现|达到)了?(?:各项|全部|全年|年度|年初|预期|既定|绩效|设定|的)*(?:目标|任务|指标)"
    r"|(?:各项|全部|所有|年度|绩效|预期)(?:总体|整体|年度|绩效|工作|产出|效益)*(?:目标|任务|指标)+(?:值)?(?:已|均|都|全部|全面|圆满|按[期时质]|按照?计划)+(?:完成|达成|实现|达到)"
)
# 旗县级物流中心建设任务已全部完成
_DONE_TASK = re.compile(r"(?P<task>[^，,。；;：:\n]{4,30}?)(?:的)?(?:目标)?任务(?:已经?|均已?|都已?)?全部完成")
_OVERALL = re.compile("总体|整体")
_EXPLAINED = re.compile(
    r"因|由于|原因|主要[是系]|受.{0,12}影响|所致|导致|引起|造成|闭馆|停工|停业|停产|停训|停课|停办|封控|受灾|暂缓|暂停|疫情|调整|推迟|延期|取消|压减|偏差|滞后|(?:未完成|未达|未实现|少|差)[^，。；：]{0,12}[系为]"
)
# 计划12个，缺1个为上衫站，用地未批: what was in the way, once the target missed itself is left out.
_HINDERED = re.compile("未|尚|待|没有|退出|撤|难|不足|偏|慢|雨|雪|旱|涝|灾|疫|停|闭|缩|变更|冲突|纠纷|诉讼|搁置")
_MISSED = re.compile(
    r"(?:尚?未|没有|未能)(?:能|全部|全面)?(?:完成|达到?标?|实现)(?:年度|年初|预期|全年|计划)*(?:目标|任务|计划|指标|要求)?(?:值)?|不足[0-9]"
)
_CAUSE = re.compile(r"原因是|由于|主要[是系因]|受.{0,12}影响|因(?!此|地|为民)|[，,、]系(?!统|列|数)")
# A figure that is not the same by chance in another sentence.
_RESULT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[\u4e00-\u9fff]{1,4}|%)")
# What is still to be done, or all but something.
_NOT_YET = re.compile(
    r"(?:确保|力争|争取|保障|推动|促进|努力|为|以|若|如|未|没有|其余|其他|除)[^，。；]{0,10}$|除[^。；]{0,30}外[^。；]{0,10}$"
)
# How a narrative owns up to a target missed.
_OWNED = re.compile(
    r"未(?:能)?(?:完成|达到?|实现|达标)|没有(?:完成|达到?|实现)|低于[^，。；]{0,8}(?:目标|预期|计划|年初)|偏差|不到位|差距|滞后|不及预期|偏低|偏高|不高"
    r"|少(?:完成|开展|实施|建成)|[比较](?:目标|预期|计划|控制)[^，。；]{0,4}[低少高多]|超出?过?(?:控制|目标)|扣[0-9.]+分|完成率?(?:为|了)?(?<![0-9.])[0-9]{1,2}(?:\.[0-9]+)?%[^。；：\n]{0,12}[，：][^。；0-9]{8}"
)
# 清理完成时间（6分）
_POINTS = re.compile(r"[（(][0-9.]+分[）)]$")
_LEAST_NAMED = 4
_STANDARD = re.compile(r"得满?[0-9.]*分|扣[0-9.]*分|分值")
# A reason in a table's own words, as long as a clause.
_WORDS = re.compile(r"[\u4e00-\u9fff]{3,}[，、；][\u4e00-\u9fff]{3,}|[\u4e00-\u9fff]{10,}|因|由于|影响|所致")
# The longest label of a form, and the shortest sentence beside it that says something.
_LABEL, _SENTENCE = 24, 10
_NEARLY_ALL, _MANY_POINTS = 90, 10
# How far behind a result told in a sentence its reason is looked for, in characters.
_FOLLOWS = 60
_FORMAL = re.compile("(?:指标|目标|预期)值")
_BEHIND = 8
_HIGH_SCORE, _LOW_COMPLETION = Decimal("0.9"), Decimal("0.6")
# A cost indicator may well have a floor where it counts what was saved, spent of the plan, or paid to people.
_FLOOR_IS_RIGHT = re.compile(
    r"节约|节省|节支|降低|下降|压减|压降|减少|增收|收入|收益|到位|执行|使用|完成|合格|合规|准确|及时|补助|补贴|奖励|奖补|发放|保障|待遇|达标|覆盖|满意"
)


def check_measurable(context: Context) -> Results:
    """Indicators with neither a measurable target nor a measurable result; one finding for the report."""
    options = context.check.options
    assert isinstance(options, ResultOptions)
    both = [one for one in context.reading.indicators if one.target and one.actual]
    if not both:
        yield context.skip("指标表中没有同时填写目标值和完成情况", "no indicator has both a target and a result")
        return
    vague = [one for one in both if _vague(one.target or "", options.vague) and _vague(one.actual or "", options.vague)]
    if not vague:
        return
    yield context.finding(
        key="/".join(sorted(squash(one.name) for one in vague)),
        evidence=[
            context.quote(place, role)
            for one in vague
            for role, place in (("expected", one.places.get("target")), ("stated", one.places.get("actual")))
            if place is not None
        ],
        arguments={
            "count": str(len(vague)),
            "names": "、".join(f"{short_name(one.name)}（{one.target}）" for one in vague),
        },
    )


def _vague(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text holds one of the words without a measure and nothing that measures."""
    squashed = squash(text)
    return any(word in squashed for word in words) and not _NUMERAL.search(squashed) and not find_dates(text)


def check_score_of_result(context: Context) -> Results:
    """Full (or nearly full) marks although the result misses its target by its own numbers, or is blank.

    Full marks for a target that the row's own numbers miss, or for no result at all, are an error; the rest is a warning.
    """
    scored = [one for one in context.reading.indicators if one.score and one.score.strip()]
    if not scored:
        yield context.skip("指标表没有得分", "the table of indicators has no scores")
        return
    found = {id(pair.indicator): pair for pair in context.once(pairs)}
    year = _year(context)
    for indicator in scored:
        marks = _marks(indicator)
        if marks is None:
            continue
        score, weight = marks
        pair = found.get(id(indicator))
        certain = score >= weight
        completion = _completion(context, indicator, pair)
        if _unanswered(indicator) and score > 0:
            why = Say("完成情况未填", "the result is blank")
        elif is_late(indicator, year) and score >= weight:
            certain = False
            why = Say("完成时间晚于目标", "it was done after the date set")
        elif pair is not None and pair.missed and _too_high(pair, score / weight):
            why = Say(*_gap(pair))
        elif completion is not None and score >= weight:
            why = Say(f"完成率{plain(completion)}%", f"a completion of {plain(completion)} %")
        else:
            continue
        yield context.finding(
            key=squash(indicator.name),
            severity="error" if certain else None,
            stated=indicator.score,
            evidence=list(_evidence(context, indicator, ("score", "target", "actual"))),
            arguments={
                "name": short_name(indicator.name),
                "target": _said(indicator.target),
                "actual": _said(indicator.actual),
                "score": plain(score),
                "weight": plain(weight),
                "why": why,
            },
        )


def _completion(context: Context, indicator: Indicator, pair: Pair | None) -> Decimal | None:
    """What the form's own column of completion says where it is below 100 % and the numbers of the row do not speak against it."""
    place = indicator.places.get("completion")
    quantity = parse_cell(context.document.text_at(place)) if place is not None else None
    if quantity is None or quantity.unit not in ("", "%") or not 1 < quantity.value < 100:
        return None
    if is_cost(indicator) or (pair is not None and not pair.missed):
        return None
    return quantity.value


def _said(text: str | None) -> str:
    return "".join((text or "").split()) or "空"


def _unanswered(indicator: Indicator) -> bool:
    """Whether the form has a column of results, and this one is blank."""
    actual, target = indicator.places.get("actual"), indicator.places.get("target")
    return actual is not None and actual != target and not (indicator.actual or "").strip()


def _marks(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Score and full marks of one indicator; each is marked out of a hundred where the form gives no points."""
    score, weight = _points(indicator.score), _points(indicator.weight)
    if score is not None and (indicator.weight is None or (weight is not None and weight.unit == "%")):
        return (score.value, Decimal(100)) if score.value == 100 else None
    marks = marks_of(indicator)
    return (marks[0].value, marks[1]) if marks is not None else None


def marks_of(indicator: Indicator) -> tuple[Quantity, Decimal] | None:
    """Score and points of one indicator, or None where they do not stand in cells of their own."""
    score, weight = _points(indicator.score), _points(indicator.weight)
    if score is None or weight is None or weight.unit == "%" or weight.value <= 0:
        return None
    return (score, weight.value) if indicator.places.get("weight") != indicator.places.get("score") else None


def _points(text: str | None) -> Quantity | None:
    quantity = parse_cell(text) if text else None
    return quantity if quantity is not None and quantity.unit in ("", "分", "%") else None


def _too_high(pair: Pair, share: Decimal) -> bool:
    if share >= 1:
        return True
    completion = pair.completion
    return completion is not None and completion < _LOW_COMPLETION and share >= _HIGH_SCORE


def _gap(pair: Pair) -> tuple[str, str]:
    if pair.completion is not None:
        share = plain((pair.completion * 100).quantize(Decimal("0.1")))
        return f"只完成目标的{share}%", f"only {share} % of the target was reached"
    return "超出目标", "the result exceeds the limit"


def check_missed(context: Context) -> Results:
    """A target missed by the numbers of its row or sentence, with no reason there nor in the text.

    Where the row or the text claims that all was done the finding is an error.
    """
    options = context.check.options
    assert isinstance(options, MissedOptions)
    found = [*context.once(pairs), *told_pairs(context)]
    told = {"".join(pair.indicator.name.split()) for pair in found}
    found += [pair for pair in told_goals(context) if pair.indicator.name not in told]
    year = _year(context)
    late = [one for one in context.reading.indicators if is_late(one, year)]
    if not found and not late:
        yield context.skip("没有可以对照的目标值和完成值", "no target and result can be compared")
        return
    missed = [(pair.indicator, Say(*_gap(pair)), _slight(pair)) for pair in found if pair.missed]
    missed += [(one, Say("完成时间晚于目标", "it was done after the date set"), False) for one in late]
    belied = False
    for indicator, why, slight in missed:
        said = _told_done(context, indicator)
        reached = _said_reached(context, indicator) or said
        claimed = reached or _claimed(context, indicator)
        if reached is None and claimed is not None and _of_another_kind(context, indicator, claimed):
            claimed = None
        reasoned = reached is None and _reasoned(context, indicator, options.reasons)
        if reasoned and (belied or slight or not _claims_all(context, claimed)):
            continue
        belied = belied or reasoned
        evidence = list(_evidence(context, indicator, ("actual", "target", "reason")))
        if claimed is not None and claimed not in [one.place for one in evidence]:
            evidence.append(context.around(claimed, "context"))
        yield context.finding(
            key=squash(indicator.name),
            severity=_weight(
                slight=slight and reached is None,
                belied=claimed is not None and not reasoned,
                open_to_reasons=reasoned or indicator.reason is not None or _formally_told(context, indicator),
            ),
            stated=_said(indicator.actual),
            expected=_said(indicator.target),
            evidence=evidence,
            arguments={
                "name": short_name(indicator.name),
                "target": _said(indicator.target),
                "actual": _said(indicator.actual),
                "why": why,
                "how": Say("正文却称全部完成", "but the text claims that all was done")
                if reasoned
                else Say("没有说明原因", "and no reason is given")
                if reached is None
                else Say("正文却称已全部完成", "but the text says that all of it was done")
                if reached is said
                else Say("本行却填已达到", "but its row says that it was reached"),
            },
        )


def _weight(*, slight: bool, belied: bool, open_to_reasons: bool) -> Severity | None:
    """What the report belies itself is an error. Where nothing has room for reasons they stand in whatever words of the text."""
    if slight:
        return "info"
    if belied:
        return "error"
    return None if open_to_reasons else "info"


def _formally_told(context: Context, indicator: Indicator) -> bool:
    """Whether a sentence gives target and result by those words, one indicator after the other: 年初指标值为…，全年实际完成值…"""
    place = indicator.places.get("actual")
    if place is None or place.span is None:
        return False
    whole = context.document.text_at(place._replace(span=None))
    return _FORMAL.search(whole[max(0, place.span[0] - _FOLLOWS) : place.span[1] + _BEHIND]) is not None


def _said_reached(context: Context, indicator: Indicator) -> Place | None:
    """Where the row's own column (是否完成) says that the target was reached."""
    place = indicator.places.get("reached")
    return place if place is not None and _REACHED.match(squash(context.document.text_at(place))) else None


def _of_another_kind(context: Context, indicator: Indicator, place: Place) -> bool:
    """Whether what is said stands in a paragraph that begins with other indicators: 1.产出指标。设置5个指标，全部完成目标值。"""
    opening = _KIND.match(squash(context.document.text_at(place._replace(span=None))))
    kinds = squash(f"{indicator.category or ''}{indicator.dimension or ''}")
    return opening is not None and bool(kinds) and opening["kind"] not in kinds


def _told_done(context: Context, indicator: Indicator) -> Place | None:
    """Where a clause names an indicator by most of its name and says that all of it was done: 物流中心建设任务已全部完成."""
    name = re.sub(r"[“”\"「」《》（）()]", "", _POINTS.sub("", squash(indicator.name)))
    if len(name) < _LEAST_NAMED:
        return None
    for passage in context.reading.outline.passages:
        if passage.place.row is not None or "全部完成" not in passage.text:
            continue
        for match in _DONE_TASK.finditer(passage.text):
            behind = re.split("[。！？\n]", passage.text[match.end() :])[0]
            if _names(squash(match["task"]), name) and not _NOT_YET.search(match[0]) and not _OWNED.search(behind):
                return passage.span(*match.span())
    return None


def _claims_all(context: Context, place: Place | None) -> bool:
    """Whether the text claims success for all of the year, of itself and without owning up to anything in the same sentence."""
    if place is None or place.span is None:
        return False
    whole = context.document.text_at(place._replace(span=None))
    start, end = place.span
    if _OVERALL.search(whole[start:end]) is not None:
        # The goal in words, not the value of each indicator.
        return False
    before = re.split("[。！？\n]", whole[:start])[-1]
    return _NOT_YET.search(before) is None and _OWNED.search(re.split("[。！？\n]", whole[end:])[0]) is None


def _slight(pair: Pair) -> bool:
    """A few percent short of a bare 100 %, on a form that has no column for reasons: nothing can be above it, and few explain it.

    Nor do they for the execution of the budget, which has its own score.
    """
    return (
        (pair.indicator.reason is None or "执行率" in pair.indicator.name)
        and pair.target.kind == "percent"
        and pair.target.bound is None
        and pair.wanted == 100
        and pair.got >= _NEARLY_ALL
    )


def _year(context: Context) -> int | None:
    year = context.reading.fields.get("fiscal_year")
    return year if isinstance(year, int) else None


def _reasoned(context: Context, indicator: Indicator, headings: tuple[str, ...]) -> bool:
    """Whether the row or the text gives a reason: in its column, in the result itself, or where the text names the indicator or deviations."""
    if indicator.reason is not None and not _NO_REASON.match(squash(indicator.reason)):
        return True
    after = _after(context, indicator)
    if _EXPLAINED.search(squash(indicator.actual or "") + after) or _HINDERED.search(_MISSED.sub("", after)):
        return True
    if _explained_behind(context, indicator):
        return True
    name = re.sub(r"[“”\"「」《》（）()]", "", _POINTS.sub("", squash(indicator.name)))
    for passage in context.reading.outline.passages:
        text = _without_neighbours(passage, indicator)
        if _told_in(passage, indicator) and any(word in heading for word in headings for heading in passage.headings):
            # All that is told below such a heading is told to be owned up to.
            return True
        if _OWNED.search(text) is None:
            continue
        if _names(re.sub(r"[“”\"「」《》（）()\s]", "", text.lower()), name):
            return True
        if any(word in text or any(word in heading for heading in passage.headings) for word in headings):
            return True
    return _remarked(context, indicator, name) or _given_in_form(context, headings)


def _given_in_form(context: Context, headings: tuple[str, ...]) -> bool:
    """Whether a row of a form has the reasons for all indicators in one: 未完成原因 beside a text."""
    for block in context.document.walk():
        for row in block.rows if isinstance(block, Table) else ():
            for label, text in pairwise(row):
                said = squash(label.text)
                if len(said) > _LABEL or not any(word in said for word in headings):
                    continue
                if len(squash(text.text)) >= _SENTENCE and not _NO_REASON.match(squash(text.text)):
                    return True
    return False


def _remarked(context: Context, indicator: Indicator, name: str) -> bool:
    """Whether a row of another table has an indicator's name and, behind it, words that tell why: 新区入住率低，接入户数少于预期."""
    place = indicator.places.get("actual")
    own = place.block if place is not None else None
    for block in context.document.walk():
        if not isinstance(block, Table) or block.index == own:
            continue
        for cell in block.cells:
            if name not in cell.text:
                continue
            behind = [one.text for one in block.rows[cell.row] if one.column > cell.column]
            if any(_WORDS.search(text) and not _STANDARD.search(text) for text in behind):
                return True
    return False


def _names(text: str, name: str) -> bool:
    """Whether a text speaks of an indicator: by its name, or by most of it (清理完成时限 for 清理完成时间)."""
    most = max(_LEAST_NAMED, -(-len(name) * 2 // 3))
    return any(name[at : at + most] in text for at in range(len(name) - most + 1))


def _explained_behind(context: Context, indicator: Indicator) -> bool:
    """Whether a sentence of the text gives the result and, behind it, why: 培训248人次，…，原因是…"""
    result = squash(indicator.actual or "")
    if not _RESULT.fullmatch(result):
        return False
    for passage in context.reading.outline.passages:
        if result not in passage.text:
            continue
        for match in re.finditer(rf"(?<![0-9.]){re.escape(result)}", passage.text):
            behind = re.split("[。；;]", passage.text[match.end() : match.end() + _FOLLOWS])[0]
            if _CAUSE.search(behind):
                return True
    return False


def _told_in(passage: Passage, indicator: Indicator) -> bool:
    place = indicator.places.get("actual")
    return (
        place is not None and place.span is not None and place._replace(span=None) == passage.place._replace(span=None)
    )


def _without_neighbours(passage: Passage, indicator: Indicator) -> str:
    """A passage without what stands beside an indicator in the same sentence of it: the reasons there are of other matters."""
    place = indicator.places.get("actual")
    if place is None or place.span is None or not _told_in(passage, indicator):
        return passage.text
    start, end = (one - passage.offset for one in place.span)
    text = passage.text
    if not 0 <= start < end <= len(text):
        return text
    stop = next((at for at in range(end, len(text)) if text[at] in "。！？\n"), len(text))
    begin = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    own = max(begin, text.rfind("；", 0, start) + 1), text.find("；", end, stop)
    return text[:begin] + text[own[0] : own[1] if own[1] >= 0 else stop] + text[stop:]


def _after(context: Context, indicator: Indicator) -> str:
    """What follows the result where it is told in a sentence."""
    place = indicator.places.get("actual")
    if place is None or place.span is None:
        return ""
    whole = context.document.text_at(place._replace(span=None))
    after = whole[place.span[1] : place.span[1] + _FOLLOWS]
    # Behind a semicolon the next matter begins, unless it is the reason itself.
    return re.split("[；;](?!(?:其?主要)?原因|主要[是系]|因|由于|受)", after)[0]


def _claimed(context: Context, indicator: Indicator) -> Place | None:
    """Where the row says that it was done, or the text that everything was."""
    reason = indicator.places.get("reason")
    if reason is not None and _DONE.search(squash(indicator.reason or "")):
        return reason
    for passage in context.reading.outline.passages:
        for match in _ALL_DONE.finditer(passage.text):
            if not _of_others(passage.text, match, indicator):
                return passage.span(*match.span())
    return None


def _of_others(text: str, match: re.Match[str], indicator: Indicator) -> bool:
    """Whether 均完成目标 sums up the results told before it in its sentence, and the indicator is none of those."""
    told = re.split("[。！？\n]", text[: match.start()])[-1]
    return match[0].startswith("均") and re.search("[0-9]", told) is not None and short_name(indicator.name) not in told


def _evidence(context: Context, indicator: Indicator, roles: Iterable[str]) -> Iterator[Evidence]:
    names = {"score": "stated", "actual": "stated", "target": "expected"}
    seen: set[Place] = set()
    for role in roles:
        place = indicator.places.get(role)
        if place is not None and place not in seen and context.document.text_at(place).strip():
            seen.add(place)
            yield context.quote(place, names.get(role, "context"))
    if not seen and (place := indicator.places.get("name")) is not None:
        yield context.quote(place, "context")


def check_far_above(context: Context) -> Results:
    """Results far above their targets: the targets were set too low. One finding for the report."""
    options = context.check.options
    assert isinstance(options, FarOptions)
    found = context.once(pairs)
    if not found:
        yield context.skip("没有可以对照的目标值和完成值", "no target and result can be compared")
        return
    limit = Decimal(options.percent) / 100
    far = [pair for pair in found if _far(pair, limit)]
    if not far:
        return
    yield context.finding(
        key="/".join(sorted(squash(pair.indicator.name) for pair in far)),
        evidence=[e for pair in far for e in _evidence(context, pair.indicator, ("actual", "target"))],
        arguments={
            "count": str(len(far)),
            "limit": str(options.percent),
            "names": "、".join(
                f"{short_name(pair.indicator.name)}（{_said(pair.indicator.target)}，{_said(pair.indicator.actual)}）"
                for pair in far
            ),
        },
    )


def _far(pair: Pair, limit: Decimal) -> bool:
    completion = pair.completion
    # One more of a few is no sign of a low target, and a degree of completion is measured against 100 % by its nature.
    if completion is None or completion <= limit or is_cost(pair.indicator):
        return False
    if pair.target.kind == "count" and pair.got - pair.wanted <= 1:
        return False
    if pair.target.kind == "percent":
        return pair.got - pair.wanted >= _MANY_POINTS and "完成" not in pair.indicator.name
    return True


def check_cost_floor(context: Context) -> Results:
    """Cost indicators whose target is a floor instead of a limit; one finding for the report."""
    costs = [one for one in context.reading.indicators if one.target and is_cost(one)]
    if not costs:
        yield context.skip("没有成本指标", "there are no cost indicators")
        return
    wrong = [one for one in costs if _floor(one)]
    if not wrong:
        return
    yield context.finding(
        key="/".join(sorted(squash(one.name) for one in wrong)),
        evidence=[e for one in wrong for e in _evidence(context, one, ("target",))],
        arguments={
            "count": str(len(wrong)),
            "names": "、".join(f"{short_name(one.name)}（{_said(one.target)}）" for one in wrong),
        },
    )


def _floor(indicator: Indicator) -> bool:
    found = figures_of(indicator.target or "")
    if len(found) != 1 or found[0].bound not in ("≥", ">") or found[0].value <= 0:
        return False
    if _FLOOR_IS_RIGHT.search(squash(indicator.name) + squash(indicator.target or "")):
        return False
    return found[0].quantity.is_money
