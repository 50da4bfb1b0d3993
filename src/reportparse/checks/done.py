"""「全部完成」 and its like beside what was not: fewer than planned, one not finished, a rate below a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context, Results
from reportparse.checks.measures import pairs, plain_value
from reportparse.checks.running_text import running_text
from reportparse.model.document import Table
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.names import OWN_BODY
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_ALL_HINT = re.compile("[全均都]|各项|所有|超额|圆满|尽")
_PLANNED = re.compile("(?:计划|目标|任务|应|指标值)[^，。；]{0,14}$")
_GOT = re.compile("(?:实际|完成|实发|实施|共|全年|已|建成|新建|培训|清淤|修)[^，。；]{0,12}$")
_DONE_ALL = re.compile(
    "(?:全面|圆满|全部|如期全部|已全部|超额)(?:地)?(?:完成|完工|建成|竣工)(?:了)?(?:年度|年初|目标|计划|任务)*|应[保发补助享收缴治修免贷改建检查]尽[保发补助享收缴治修免贷改建检查]|足额发放"
)
_BEYOND = re.compile("超额")
# What is said to be done of all, and what then is said not to be.
_VERBS = ("完工", "竣工", "验收", "完成", "开工", "达标", "达到", "发放", "投入使用", "办结", "拨付", "整改")
_EACH = re.compile(
    r"(?P<said>(?:均|都|全部|全面)(?:已经?|能|可|按[时期]|如期|顺利|高质量|按要求|通过)*(?:竣工(?=验收))?"
    rf"(?P<verb>{'|'.join(_VERBS)})[^，。；]{{0,10}})"
)
_NOT = r"(?:尚未|还未|仍未|未能|没有|未)(?:[^，。；]{0,6})%s(?!支付|结算|决算|拨付|审计|移交|备案|的)"
_PARTLY = re.compile(
    r"除|以外|之外|基本|大部分|多数|绝大|[0-9]+[个座项所处]?[^，。；]{0,4}中|其中[0-9]|[0-9]%|上年|力争|确保|争取|将|拟|计划于|如|若|前"
)
_SAME_RATE = re.compile(
    r"(?P<word>合格|覆盖|完成|开工|完工|达标|办结|入库|支付|发放|兑现|竣工|整改)率[^，。；0-9]{0,6}(?P<rate>[0-9]{1,2}(?:\.[0-9]+)?)%"
)
# What is said of all indicators, and of one that was missed.
_INDICATORS = re.compile(
    r"(?:各项|所有|全部|全年各项)(?:年度|年初|绩效|产出|效益|考核|设定的?|预期|工作)*(?:指标|目标|任务)(?:值|任务)?(?:均|都)?(?:已经?|按期|按时|如期|全面|全部|圆满|顺利)*(?:完成|实现|达标|达到(?:了)?(?:预期|年初|设定|既定|预定|年度|目标|要求)(?![^，。；]{0,4}的[，]?(?:得|计|给)))[^，。；]{0,8}"
)
# What may stand before it in its clause: a claim about one project says nothing of the others.
_WHOSE = re.compile(
    rf"(?:{OWN_BODY}|全年|本年度?|(?:19|20)[0-9]{{2}}年(?:度)?|年度|年初|综上(?:所述)?|总体(?:来看|上)?|目前|整体支出|部门|项目|的)*"
)
_MISSED = re.compile(
    r"(?:未|没有|未能)(?:能)?(?:如期|按期|按时|全部)?(?:完成|达到|实现)(?:了)?[^，。；]{0,10}(?:年度|年初|预期|既定)?(?:计划|目标|指标值|任务|要求值)(?!的|者|情况|原因)"
)
_NO_MISS = re.compile(
    "如|若|凡|对[^，。；]{0,12}未|防止|避免|上年|往年|以前|去年|下年|国家|全省|考核办法|扣分标准|是否"
)
_FUTURE = re.compile("力争|确保|争取|将|拟|推动|促进|保障|努力|为|要|除|以外|基本|大部分")
_NEXT = re.compile("下一步|下步|改进|措施|打算|计划|建议|安排|目标设定|绩效目标$")
# What is said of the result of one indicator.
_AIM_HINT = re.compile("目标|任务|计划|指标值|预期")
_AIM_REACHED = re.compile(
    r"(?:均|已|实际|平均|仅|只)?(?:为|是|达到?)?(?:了)?(?P<told>[0-9][0-9.,]*[^，,；;。0-9]{0,4})?[，,]?"
    r"(?P<said>(?:已|均|圆满|全面|顺利|如期|按期)*(?:达到|完成|实现|超过|高于)(?:了)?(?:年度|年初|全年|预期|既定|设定|绩效|计划|的)*(?:目标|任务|指标值|预期)(?:值|任务)?)(?=[，,；;。]|$)"
)
_NOT_OF_THE_YEAR = re.compile("上年|去年|[0-9]{4}年|若|如果|争取|力争|确保|其中|除")
_LEAST_NAME = 4
_MARK = re.compile("[，,；;。：:]")
_SATISFIED = re.compile(r"满意度(?:均|都|全部|全都)(?:达到?|为|是)*100%|(?:均|都)(?:达到?|为)100%[^，。；]{0,4}满意")
_SATISFACTION = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,10}满意度)(?:为|是|达到?)?(?P<rate>[0-9]{2}(?:\.[0-9]+)?)%(?!以上)"
)
_OTHER_SATISFACTION = re.compile("目标|上年|去年|计划|应|预期|不低于|提高|提升")
_RESULT_HEAD = re.compile("完成值|实际完成|完成情况|实际值|完成数")


@dataclass(frozen=True, slots=True)
class _Belied:
    said: str
    place: Place
    why: Say
    against: Place | None = None


def check_done(context: Context) -> Results:
    """One finding for each claim that the report itself belies."""
    seen: set[Place] = set()
    for one in _belied(context):
        if one.place in seen:
            continue
        seen.add(one.place)
        evidence = [context.around(one.place, "stated")]
        if one.against is not None:
            evidence.append(context.around(one.against, "expected"))
        yield context.finding(
            key=f"{one.said}/{one.why.zh}",
            stated=one.said,
            evidence=evidence,
            arguments={"words": one.said, "why": one.why},
        )


def _belied(context: Context) -> Iterator[_Belied]:
    for passage, text, _ in context.once(running_text).all:
        if _ALL_HINT.search(text) is None:
            continue
        for start, end in sentences(text):
            sentence = text[start:end]
            if _ALL_HINT.search(sentence) is None:
                continue
            yield from _of_counts(passage, sentence, start)
            yield from _of_each(passage, sentence, start)
            yield from _of_rate(passage, sentence, start)
    yield from _of_indicators(context)
    yield from _of_satisfaction(context)
    yield from _of_missed(context)


def _of_counts(passage: Passage, sentence: str, start: int) -> Iterator[_Belied]:
    """「计划加固5座，实际完成4座，全面完成年度任务」"""
    match = _DONE_ALL.search(sentence)
    if match is None or _FUTURE.search(sentence[: match.start()][-8:]):
        return
    counts = [one for one in find_figures(sentence) if one.kind == "count" and one.is_exact]
    if len(counts) != 2 or counts[0].unit != counts[1].unit or counts[1].end > match.start():
        return
    wanted, got = counts
    if not _PLANNED.search(sentence[: wanted.start]) or not _GOT.search(sentence[wanted.end : got.start]):
        return
    if got.value < wanted.value or (got.value == wanted.value and _BEYOND.match(match[0])):
        why = Say(f"同一句里计划是{wanted.text}，实际是{got.text}", f"{wanted.text} were planned and {got.text} done")
        yield _Belied(match[0], passage.span(start + match.start(), start + match.end()), why)


def _of_each(passage: Passage, sentence: str, start: int) -> Iterator[_Belied]:
    """「所有项目均按期完工，其中2个尚未完工」"""
    for match in _EACH.finditer(sentence):
        clause = sentence[: match.start()]
        if _PARTLY.search(clause[-30:]):
            continue
        denied = re.search(_NOT % match["verb"], sentence[match.end("verb") :])
        if denied is None or re.search("如|若|防止|避免|杜绝|对", sentence[match.end("verb") :][: denied.start()]):
            continue
        why = Say(f"同一句里却写“{denied[0]}”", f"the same sentence says “{denied[0]}”")
        yield _Belied(match["said"], passage.span(start + match.start(), start + match.end("verb")), why)


def _of_rate(passage: Passage, sentence: str, start: int) -> Iterator[_Belied]:
    """「验收合格率94%，386公里全部验收合格」"""
    if "率" not in sentence or "%" not in sentence:
        return
    for match in _SAME_RATE.finditer(sentence):
        said = re.search(
            rf"(?:全部|均已?|都已?)(?:[\u4e00-\u9fff]{{0,4}}){match['word']}(?!率|[^，。；]{{0,6}}的)", sentence
        )
        if said is None or _PARTLY.search(re.split("[，；]", sentence[: said.start()])[-1]):
            continue
        why = Say(f"同一句里却是{match[0]}", f"the same sentence has {match[0]}")
        yield _Belied(said[0], passage.span(start + said.start(), start + said.end()), why)


def _of_indicators(context: Context) -> Iterator[_Belied]:
    """All indicators are said to be reached, and elsewhere one is said not to be."""
    claims: list[tuple[str, Place]] = []
    missed: list[tuple[str, Place]] = []
    for passage in context.reading.outline.passages:
        text = passage.text
        if ("指标" not in text and "目标" not in text and "任务" not in text and "计划" not in text) or not (
            "完成" in text or "达" in text or "实现" in text
        ):
            continue
        text = fold(text)
        for start, end in sentences(text):
            sentence = text[start:end]
            match = _INDICATORS.search(sentence)
            coming = any(_NEXT.search(heading) for heading in passage.headings)
            if (
                match is not None
                and not coming
                and not _FUTURE.search(sentence[: match.start()][-12:])
                and _WHOSE.fullmatch(re.split("[，；：]", sentence[: match.start()])[-1])
            ):
                claims.append((match[0], passage.span(start + match.start(), start + match.end())))
            no = _MISSED.search(sentence)
            if no is not None and not _NO_MISS.search(sentence[: no.end()]):
                missed.append((no[0], passage.span(start + no.start(), start + no.end())))
    if not missed:
        return
    for said, place in claims:
        denied, against = missed[0]
        why = Say(f"另一处却写“{denied}”", f"elsewhere it says “{denied}”")
        yield _Belied(said, place, why, against)


def _of_missed(context: Context) -> Iterator[_Belied]:
    """「治愈率为78.2%，达到年度目标」 beside a target of 80% or more."""
    missed = [pair for pair in context.once(pairs) if pair.missed]
    for passage in context.reading.outline.passages if missed else ():
        if passage.place.row is not None or _AIM_HINT.search(passage.text) is None:
            continue
        text = fold(passage.text)
        for pair in missed:
            name = fold(squash(pair.indicator.name))
            at = text.find(name) if len(name) >= _LEAST_NAME else -1
            match = _AIM_REACHED.match(text, at + len(name)) if at >= 0 else None
            told = find_figures(match["told"]) if match is not None else []
            if match is None or _NOT_OF_THE_YEAR.search(_MARK.split(text[:at])[-1]):
                continue
            if len(told) > 1 or (told and plain_value(told[0])[0] != pair.got):
                continue
            target = context.document.text_at(pair.target_place).strip()
            why = Say(f"表中“{name}”的目标是{target}", f"the table's target of “{name}” is {target}")
            yield _Belied(match["said"], passage.span(*match.span("said")), why, pair.target_place)


def _of_satisfaction(context: Context) -> Iterator[_Belied]:
    """Satisfaction is said to be 100 % with all, and a row of the table has less."""
    for passage, text, _ in context.once(running_text).all_with("满意"):
        match = _SATISFIED.search(text) if "100" in text else None
        if match is None:
            continue
        for name, shown, place in (*_satisfaction_rows(context), *_satisfaction_told(context)):
            why = Say(f"“{name}”却是{shown}", f"“{name}” is {shown}")
            yield _Belied(match[0], passage.span(*match.span()), why, place)
            break


def _satisfaction_told(context: Context) -> Iterator[tuple[str, str, Place]]:
    for passage, text, _ in context.once(running_text).all_with("满意度"):
        for match in _SATISFACTION.finditer(text):
            if not _OTHER_SATISFACTION.search(match["name"]):
                yield match["name"], f"{match['rate']}%", passage.span(*match.span())


def _satisfaction_rows(context: Context) -> Iterator[tuple[str, str, Place]]:
    for block in context.document.walk():
        if not isinstance(block, Table) or not block.rows:
            continue
        column = next((cell.column for cell in block.rows[0] if _RESULT_HEAD.search(squash(cell.text))), None)
        for row in block.rows[1:]:
            name = next((squash(cell.text) for cell in row if "满意" in cell.text), "")
            cell = next((one for one in row if one.column == column), None)
            quantity = parse_cell(cell.text) if cell is not None and name else None
            if cell is not None and quantity is not None and quantity.unit == "%" and quantity.value < 100:
                yield name, squash(cell.text), Place(block.index, cell.row, cell.column)
