"""Another year in plain sentences that no figure of a table belies: they tell of what the report's own year alone can be meant by.

Each kind needs a second witness (another year in the text or in the date of the report), so that a wrong title is not taken for
a wrong text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.named_years import YEAR
from reportparse.checks.running_text import running_text
from reportparse.checks.told_years import names_own_year
from reportparse.checks.year_titles import Stale, dated_in, is_of_another_time
from reportparse.model.document import Table
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.dates import parse_date
from reportparse.text.names import OWN_BODY
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.sentences import sentences

_LOOKING_BACK = 3
_SURE_DIGITS = 4
_HEADER_ROWS = 2
_ORDINAL = r"(?:[0-9]{1,2}[.、．]|（?[一二三四五六七八九十]{1,2}[）、])?\s*"
_LEADING = re.compile(
    rf"^{_ORDINAL}(?:在|全年（)?(?P<year>(?:19|20)[0-9]{{2}})年(?:度|全年|(?P<whole>1[ ]*月?(?:至|到|[-—~～])+12月）?))?(?![0-9底末初以来上下前])[，,]?\s*"
)
# What a report says of the whole of its own year.
_WORK = re.compile(
    rf"(?:{OWN_BODY}|全(?:局|委|院|校|镇|乡|县|市|区|街道|系统|体)[^，。；]{{0,8}}|[\u4e00-\u9fff]{{2,16}}?(?:局|委|办|院|馆|校|镇|街道|中心|党委政府|机关|系统))?"
    r"(?:[^，。；]{0,14}|是(?!.{0,12}十[三四五]五)[^，。；]{2,24}(?:之年|一年|年份)，[^。；]{0,24})(?:认真履行|圆满完成|较好(?:地)?完成|全面完成|顺利完成|紧紧围绕|坚持以|深入贯彻|全面贯彻|认真贯彻|扎实推进|统筹推进|团结带领|牢牢把握|各项(?:工作|任务)|在[^，。；]{2,20}领导下|始终坚持|锚定|聚焦)"
)
_FAULTS = re.compile(
    r"[^，。；]{0,24}(?:工作|管理|执行|使用)[^，。；]{0,4}(?:仍|还|主要|也)?(?:然)?存在[^，。；]{0,8}(?:不足|问题|短板)"
)
_WILL = re.compile(
    rf"^(?:{OWN_BODY}|全[局院校镇])?[^，。；]{{0,6}}将(?:进一步|继续|不断|持续|强化|加强|完善|健全|加大)"
)
_HISTORY = re.compile(
    r"立项|批复|批准(?!逮捕)|成立|组建|印发|出台|下发|启动|开工|立案|改革|更名|划转|评为|荣获|获得|授予|核定|受[^，。；]{0,12}影响|遭|鉴定|损毁|提前下达|结转|结余|往年|历年|上年|去年|较(?!好)|同比|比|以来|至今|规划|三年|两年|跨年|整改|反馈|考核|审计|预计|计划于|拟|截[至止]|累计|一期|前期"
)
_ATTRIBUTE = re.compile(r"^[^，。；0-9]{0,16}的[^，。；]{1,12}")
_NOW = re.compile("本年|今年|当年")
_RESULTS = re.compile("完成情况|履职|绩效|效益|产出|成效|工作情况|主要工作|工作开展")
_DID = re.compile(
    r"新增|新建|完成|开展|实施|改造|招聘|发放|办理|批准|举办|组织|培训|检查|建成|修[建复缮]|治理|整治|清理|查处|救助|服务|接待|采购|养护|硬化|筛查|按月|稳定在|达到|^[\u4e00-\u9fff]{2,10}[0-9]"
)
_STATE = re.compile(
    r"^截[至止]到?(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?:12月(?:31日|底|末)|[底末])[，,]?(?P<rest>[^。；]{2,60})"
)
_HAS = re.compile("实有|现有|共有|在职|在编|在册|编制|人员|职工|干警|教师|资产|内设|下设")
_NO_STATE = re.compile("累计|结转|结余|以前|上年|[较比]|一期|投资|完成|支出|支付|执行|到位|下达|平台|欠|债|贷")
_PERIOD = re.compile(
    r"(?:评价|自评)(?:工作)?(?:的)?(?:时段|期间|时间范围|范围|时间段|基准日|基准期|年度|周期|时限|期限)(?:为|是|:|：)?\s*(?P<span>(?:19|20)[0-9]{2}年?[^。；，,（）]{0,30})"
)
_ROW_LABEL = re.compile("(?:评价|自评|所属|项目|预算|填报)?年度|评价(?:期间|时段|基准日|年度|周期)|自评年度")
_YEAR_BEGINS = ("1", "2", "１", "２")
_ROW_YEAR = re.compile("((?:19|20)[0-9]{2})年?(?:度)?")
_GOALS = re.compile(
    r"(?:(?:^|[，。；])(?:对照|根据|按照|围绕|依据)[^，。；]{0,8}|^)(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?:年初)?(?:设定的|的)?(?:绩效|工作|年度|预期|总体)+目标(?:任务)?(?P<after>[^。；]{0,40})"
)
_OLD_GOALS = re.compile("未完成|整改|往年|结转|较(?!好)|比|应用")
_CARRIED = re.compile(
    r"(?:结转|结余|剩余|余额)[^。；0-9]{0,12}[0-9][0-9.,]*[ ]*[万亿]?元?[^。；0-9]{0,16}?(?:结转|转入|顺延|留)(?:至|到|入)?(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?:继续)?(?:使用|支出|支付|安排|列支)"
)
_LAST = re.compile(r"(?:上年|上一年|去年)(?:度)?（(?P<year>(?:19|20)[0-9]{2})年(?:度)?）")
_AGAINST = re.compile(
    r"^[^。；]{0,24}?(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?P<what>[^。；，0-9]{0,24})[0-9][0-9.,]*[ ]*[万亿]?元[，,（]?(?:较|比|与)(?P<base>(?:19|20)[0-9]{2})年(?:度)?(?P<whose>[^。；，0-9]{0,12})[^。；]{0,20}?(?:增|减|下降|上升|降|升|相比)"
)
_PART_OF_YEAR = re.compile("半年|季度|[0-9]月|同期")
_BUDGETED = re.compile("预算|计划|目标|批复|年初")
_TO_COME = re.compile("计划|拟|预计|将|力争|争取|确保|目标|提前|建议|打算|底前|规划|结转|结余")
_GIVEN = re.compile("预算|安排|下达|到位|批复|拨款")
_SPENT_OR_DONE = re.compile(
    r"(?:实际)?(?:支出|支付|执行率)[^，。；]{0,8}[0-9][0-9.,]*[ ]*(?:[万亿]?元|%)|发放[^，。；]{0,12}[0-9]|完成[^，。；]{0,12}[0-9]"
)
_KEPT_WITHIN = re.compile(r"三公[”\"]?经费[^。；]{0,40}(?:控制在[^，。；]{0,8}预算|未超[^，。；]{0,4}预算)")
_YEAR_COLUMN = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年(?:度)?(?:部门|全年|年初|调整后?)*(?P<kind>预算|决算|支出|执行|完成)(?:数|额|金额|总额)?(?:（[^（）]{1,6}）)?"
)


def plain_years(context: Context, year: int) -> Iterator[Stale]:
    """Sentences, rows and columns that name another year where only the report's own can be meant."""
    dated = dated_in(context)
    over = dated is not None and dated > year
    yield from _last_years(context, year)
    yield from _forms(context, year, over)
    if not over and not names_own_year(context, year):
        return
    yield from _columns(context, year)
    for passage, text, _ in context.once(running_text).all_with("年"):
        named = [match[1] for match in YEAR.finditer(passage.text)]
        if not any(one != str(year) for one in named) and len(named) < 2 and "转" not in text and "将" not in text:
            continue
        for start, end in sentences(text):
            sentence = text[start:end]
            if "年" not in sentence:
                continue
            found = _of_sentence(context, _Told(passage, text, sentence, year, dated))
            if found is not None:
                at, why = found
                yield Stale(
                    sentence[at : at + 4],
                    passage.span(start + at, start + at + 4),
                    passage.span(start, end),
                    why,
                    (),
                )


_OWN_WORK = Say("这里写的应是本年度的工作", "but this is about the work of this year")
_OWN_STATE = Say("这里写的应是本年度末的情况", "but this is about the end of this year")
_OWN_PERIOD = Say("这里写的是本报告评价的年度", "but this is the year that the report is about")
_OWN_GOALS = Say("自评对照的应是本年度的目标", "but it is this year's aims that count")
_OWN_FIGURES = Say("句中的数却是本年度的", "but its figures are this year's")
_LATER = Say("结转后使用的应是以后的年度", "but what is left of a year is used after it")
_EARLIER = Say("作比较的应是更早的年度", "but what it is compared with must be earlier")
_PAST = Say("要做的事应在以后的年度", "but what will be done is of a later year")
_NOT_OVER = Say("报告写成时这一年还没有过完", "but that year was not over when the report was written")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, the paragraph it stands in, the report's year and the year that the report is dated in."""

    passage: Passage
    text: str
    sentence: str
    year: int
    dated: int | None

    @property
    def elsewhen(self) -> bool:
        """Whether the headings above are over what came before or is to come."""
        return is_of_another_time("".join(self.passage.headings))


_Found = tuple[int, Say] | None


def _of_sentence(context: Context, told: _Told) -> _Found:
    """Where in a sentence the wrong year stands, and why it is wrong."""
    return (
        _leading(context, told)
        or _state(context, told)
        or _period(told)
        or _goals(told)
        or _carried(told)
        or _against(told)
    )


def _leading(context: Context, told: _Told) -> _Found:
    """A sentence that begins with the year: of what is not over yet, or of the work and results of the report's own."""
    match = _LEADING.match(told.sentence)
    if match is None:
        return None
    if told.elsewhen:
        return _of_next_or_faults(told, match)
    other, rest, at = int(match["year"]), told.sentence[match.end() :], match.start("year")
    if other == told.year + 1 and told.dated == other and str(told.year) not in told.sentence:
        given = _GIVEN.search(rest) is not None and "实际支出" not in rest and "执行率" not in rest
        return (at, _NOT_OVER) if _SPENT_OR_DONE.search(rest) and not _TO_COME.search(rest) and not given else None
    if not _is_earlier(other, told.year) or str(told.year) in told.text:
        return None
    if match["whole"]:
        rest = rest.replace("累计", "")
    if _KEPT_WITHIN.search(rest) and not re.search("[较比]|同期", rest):
        return at, _OWN_FIGURES
    if _HISTORY.search(rest):
        return None
    return (at, _OWN_WORK) if _WORK.match(rest) or _opens_results(context, told, rest) else None


def _of_next_or_faults(told: _Told, match: re.Match[str]) -> _Found:
    """What is still to be done told of a year that is over, and the faults of this year's work told of an earlier one."""
    other, rest, at = int(match["year"]), told.sentence[match.end() :], match.start("year")
    if _WILL.match(rest) and told.dated is not None and told.dated > told.year >= other:
        return at, _PAST
    earlier = _is_earlier(other, told.year) and str(told.year) not in told.text
    return (at, _OWN_WORK) if earlier and _FAULTS.match(rest) else None


def _state(context: Context, told: _Told) -> _Found:
    """What there was at the end of the year: a department tells of its own, a project may begin with the year before."""
    match = _STATE.match(told.sentence)
    if match is None or not _is_earlier(int(match["year"]), told.year) or str(told.year) in told.text:
        return None
    if "整体" not in (context.reading.outline.title or "") or _NO_STATE.search(match["rest"]):
        return None
    return (match.start("year"), _OWN_STATE) if _HAS.search(match["rest"]) else None


def _period(told: _Told) -> _Found:
    match = _PERIOD.search(told.sentence)
    named = [int(one[1]) for one in YEAR.finditer(match["span"])] if match is not None else []
    return (match.start("span"), _OWN_PERIOD) if match is not None and named and max(named) < told.year else None


def _goals(told: _Told) -> _Found:
    match = _GOALS.search(told.sentence)
    if match is None or not _is_earlier(int(match["year"]), told.year) or str(told.year) in told.sentence:
        return None
    return (match.start("year"), _OWN_GOALS) if not _OLD_GOALS.search(told.sentence) and not told.elsewhen else None


def _carried(told: _Told) -> _Found:
    match = _CARRIED.search(told.sentence)
    if match is None or not told.year - _LOOKING_BACK <= int(match["year"]) <= told.year:
        return None
    named = {one[1] for one in YEAR.finditer(told.sentence)}
    if not named <= {match["year"], str(told.year)} or re.search("上年|年初|以前", told.sentence):
        return None
    return match.start("year"), _LATER


def _against(told: _Told) -> _Found:
    match = _AGAINST.search(told.sentence)
    if match is None or match["year"] > match["base"]:
        return None
    # Last year may be set against this one.
    if match["year"] != match["base"] == str(told.year):
        return None
    if _PART_OF_YEAR.search(match["what"] + match["whose"]):
        return None
    # What was spent may well be set against the budget of the same year.
    if (_BUDGETED.search(match["what"]) is None) != (_BUDGETED.search(match["whose"]) is None):
        return None
    return match.start("year" if match["year"] != str(told.year) else "base"), _EARLIER


def _is_earlier(other: int, year: int) -> bool:
    return year - _LOOKING_BACK <= other < year


def _opens_results(context: Context, told: _Told, rest: str) -> bool:
    """Whether a part on what was done opens with an earlier year and never speaks of its own."""
    headings = told.passage.headings
    if not told.text.lstrip().startswith(told.sentence) or not headings or not _RESULTS.search(headings[-1]):
        return False
    if not _DID.search(rest[:24]) or not re.search("[0-9]", rest) or _ATTRIBUTE.match(rest):
        return False
    mine = [one for one in context.reading.outline.passages if one.headings[: len(headings)] == headings]
    if mine[0] is not told.passage:
        return False
    years = {match[1] for one in mine if parse_date(one.text) is None for match in YEAR.finditer(fold(one.text))}
    return len(years) == 1 and not any(_NOW.search(one.text) for one in mine)


def _last_years(context: Context, year: int) -> Iterator[Stale]:
    """「上年（2019年）」 in a report of a year that 2019 is not the one before."""
    why = Say("上年应是报告年度的前一年", "but last year is the one before the report's")
    for passage, text, _ in context.once(running_text).all_with("年"):
        for match in _LAST.finditer(text):
            # 「2020年支出…，较上年（2019年）」 is of another year altogether.
            before = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            if int(match["year"]) != year - 1 and f"{int(match['year']) + 1}年" not in text[before : match.start()]:
                yield Stale(match["year"], passage.span(*match.span("year")), passage.span(*match.span()), why, ())


def _forms(context: Context, year: int, over: bool) -> Iterator[Stale]:
    """The form's own row for the year it is about."""
    if not over:
        return
    found: list[tuple[str, Place]] = []
    for block in context.document.walk():
        if not isinstance(block, Table):
            continue
        for row in block.rows:
            short = [cell for cell in row if cell.text.lstrip().startswith(_YEAR_BEGINS)]
            years = [(cell, match) for cell in short if (match := _ROW_YEAR.fullmatch(squash(cell.text)))]
            # Several years beside each other are a table of years.
            if len(years) != 1:
                continue
            cell, match = years[0]
            left = [one for one in row if one.column < cell.column and one.text.strip()]
            if left and _ROW_LABEL.fullmatch(squash(left[-1].text)):
                found.append((match[1], Place(block.index, cell.row, cell.column)))
    if any(stated == str(year) for stated, _ in found):
        return
    for stated, place in found:
        yield Stale(stated, place, place, _OWN_PERIOD, ())


def _columns(context: Context, year: int) -> Iterator[Stale]:
    """A column under another year whose figures the text tells of this one."""
    own: set[str] | None = None
    for block in context.document.walk():
        if not isinstance(block, Table):
            continue
        heads = [
            (cell, match)
            for row in block.rows[:_HEADER_ROWS]
            for cell in row
            if (match := _YEAR_COLUMN.fullmatch(squash(cell.text))) is not None
        ]
        if len(heads) < 2 or all(match["year"] == str(year) for _, match in heads):
            continue
        if own is None:
            own = _told_of(context, year)
        for cell, match in heads:
            if match["year"] == str(year) or any(
                one["kind"] == match["kind"] and one["year"] == str(year) for _, one in heads
            ):
                continue
            figures = [
                parse_cell(one.text)
                for row in block.rows
                for one in row
                if one.column == cell.column and one.row > cell.row
            ]
            if any(one is not None and str(one.value.normalize()) in own for one in figures):
                place = Place(block.index, cell.row, cell.column)
                yield Stale(
                    match["year"],
                    place,
                    place,
                    Say("这一栏的数却是正文所写本年度的", "but the text tells its figures of this year"),
                    (),
                )


def _told_of(context: Context, year: int) -> set[str]:
    """The amounts of the sentences that name this year and no other."""
    found: set[str] = set()
    for _, text, _ in context.once(running_text).all_with(str(year)):
        for start, end in sentences(text):
            if {match[1] for match in YEAR.finditer(text[start:end])} == {str(year)}:
                found |= {
                    str(one.value.normalize())
                    for one in find_figures(text[start:end])
                    if one.kind == "money" and one.quantity.significant_digits >= _SURE_DIGITS
                }
    return found
