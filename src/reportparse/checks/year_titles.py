"""Another year in what stands above the text: titles, captions, page headers, headings, the first words of what was done."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.model.document import Document, Paragraph, Table
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.outline import Passage, Section
from reportparse.text.dates import parse_date
from reportparse.text.headlines import bare_caption
from reportparse.text.normalise import fold, squash

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?=年)")
_TITLE_WORDS = re.compile(r"(?:整体支出|绩效|支出).{0,30}(?:报告|自评表|情况表|评价表)$")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,24}[）)]$")
_ONLY_YEAR = re.compile(r"[（(](?:19|20)[0-9]{2}年度?[）)]")
_TITLE_LIMIT = 60
_ZERO = "[〇○零Ｏ]"
_REFERS = re.compile(r"[《〈“]|附件|附表|关于|见|参照|根据|上年|通知|目录|较|比|[0-9]{4}年?\s*[-—~～至]\s*[0-9]{4}")
_HEAD = re.compile(
    r"^(?:[0-9一二三四五六七八九十]{1,2}[、.]|（[一二三四五六七八九十0-9]{1,2}）)?\s*((?:19|20)[0-9]{2})年(?:度)?(?:，|我|本|全|主要|重点|工作|完成|县|共|度)"
)
# A heading over what the year came to; and one over what came before or is to come, or what was made of another year's review.
_RESULT = re.compile("情况|概况|成效|支出|收入|决算|收支|绩效|完成|目标|工作|履职|总结")
_OTHER_TIME = re.compile(
    "计划|打算|安排|思路|展望|下一步|下步|规划|预算(?!执行|完成|收支|支出|和支出|及)|结转|结余|整改|应用|运用|问题|反馈|回顾|立项|批复|历史|背景|以前|以来|截[至止]|[0-9]\\s*月"
)
# Where a year is only what something is compared with, and where it begins a sentence that goes on to a figure.
_COMPARED_WITH = re.compile(r"[较比与同]$|[较比与同于]\s?$|[〔（(]$")
_COMING = re.compile("计划|打算|下一步|下步|建议|措施|展望|思路")
_LEADS = re.compile(r"(?:^|[。；：:\n）.、]|截[至止])\s*$")
_FIGURE_OF_YEAR = re.compile(
    r"年(?:度|全年)?(?!(?!12月(?:底|末|31日))[0-9]{1,2}月)(?!.{0,12}(?:计划|拟|预计|将|力争|争取|确保|重点|建议|继续))[^。；0-9]{0,24}(?:12月(?:底|末|31日)[^。；0-9]{0,20})?[0-9]"
)
_DATE_LINE = re.compile(
    "[0-9〇○零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?"
)
# A result of the year, where the form asks for what was done: 全年收运餐厨垃圾14685吨.
_DONE_IN_YEAR = re.compile("全年(?!计划|目标|预计|拟)[^，。；计划预计拟将]{1,16}?[0-9]")
# Nobody knows what a year came to before its last month.
_STILL_RUNNING = 11
_CAPTION = re.compile(
    r"^(?:附?表[0-9一二三四五六七八九十]{0,2}[：:、. \u3000]*)?.{0,8}(?:19|20)[0-9]{2}年.{2,40}(?:情况|收支|自评|明细|统计|支出|一览|决算|执行|完成|汇总)表$"
)
# How many blocks above its table a caption stands at most: a line with the unit may come between.
_CAPTION_ABOVE = 2
_LOOKING_BACK = 3
_DONE = re.compile("工作完成|完成情况|履职|主要工作|工作开展|工作情况|成效")
_OWN_WORK = re.compile(
    r"^((?:19|20)[0-9]{2})年(?:度)?[，,]?(?:我|本)(?:局|委|办|院|馆|校|站|所|厅|会|部|单位|部门|中心|机关|街道|镇|乡)"
)


@dataclass(frozen=True)
class Stale:
    """A year that is not the report's, where it stands, what of, and the facts that are the report year's all the same.

    `title` marks a title: two titles of one report with two years cannot both be right.
    """

    year: str
    place: Place
    quote_place: Place
    why: Say
    facts: tuple[Place, ...]
    title: bool = False


def is_of_another_time(title: str) -> bool:
    """Whether a heading is over what came before or is to come."""
    return _OTHER_TIME.search(title) is not None


def dated_in(context: Context) -> int | None:
    """The year that the report is dated in, by its field or the last line with nothing but a date."""
    spot = context.reading.outline.field("report_date")
    text = spot.text if spot is not None and spot.text.strip() else _closing_date(context)[0]
    date = parse_date(text) if text else None
    return date.year if date is not None else None


def stale_titles(context: Context, year: int) -> Iterator[Stale]:
    """All that stands above the text under another year than the report's, and a report dated before its year."""
    yield from _titles(context, year)
    yield from _headings(context, year)
    yield from _fields(context, year)
    yield from _work(context, year)
    yield from _captions(context, year)
    yield from _report_date(context, year)
    yield from _main_title(context, year)


def _main_title(context: Context, year: int) -> Iterator[Stale]:
    """The title itself, where the text never speaks of its year and begins sentences about another one with figures."""
    outline = context.reading.outline
    title = outline.title
    written = _written(title or "", year)
    if title is None or outline.title_place is None or not written:
        return
    date = dated_in(context)
    told: Counter[int] = Counter()
    for passage, text, _ in context.once(running_text).all_with("年"):
        years = list(_YEAR.finditer(text))
        if not years or passage.place.block <= outline.title_place.block or squash(text) in squash(title):
            continue
        for match in years:
            before = text[max(0, match.start() - 3) : match.start()]
            if _COMPARED_WITH.search(before):
                continue
            if int(match[1]) == year:
                return
            if any(_COMING.search(heading) for heading in passage.headings):
                continue
            if _LEADS.search(text[: match.start()]) and _FIGURE_OF_YEAR.match(text, match.end()):
                told[int(match[1])] += 1
    for other, count in told.most_common(1):
        dated = date == other + 1 or (date == other and outline.field("report_date") is not None)
        if len(told) == 1 and (count > 1 or (count == 1 and dated)):
            why = Say(
                f"正文讲的都是{other}年，没有一处写到标题中的年度",
                f"the text tells of {other} and never names this year",
            )
            yield Stale(
                str(year), _exact(title, written, outline.title_place), outline.title_place, why, (), title=True
            )


def _written(title: str, year: int) -> str:
    """The year as the title writes it (二〇二四), or ''."""
    digits = "".join(_ZERO if digit == "0" else "零一二三四五六七八九"[int(digit)] for digit in str(year))
    match = re.search(f"{year}|{digits}", fold(title))
    return match[0] if match is not None else ""


def _titles(context: Context, year: int) -> Iterator[Stale]:
    """Titles further down (of the narrative, of a table, at the head of pages) with another year than the report's."""
    outline = context.reading.outline
    own = squash(outline.title or "")
    why = Say("与报告标题的年度不一致", "unlike the year in the report's title")
    captions = {region.caption for region in outline.regions}
    lines: list[tuple[str, Place | Passage]] = [(passage.text, passage) for passage in outline.passages]
    lines += [(region.caption, region.caption_place) for region in outline.regions if region.caption_place is not None]
    document = context.document
    lines += [
        (line.text, Place(line.index, span=(0, len(line.text)))) for line in (*document.headers, *document.footers)
    ]
    last = ""
    for text, where in lines:
        if len(text) > 2 * _TITLE_LIMIT:
            last = ""
            continue
        if not text or text.isspace():
            continue
        before, last = last, text
        line = fold(text).strip()
        if "年" not in line or len(line) > _TITLE_LIMIT or squash(line) in own:
            continue
        bare, above = ("".join(fold(one).split()) for one in (text, before))
        found = list(_YEAR.finditer(line))
        if len(found) != 1 or found[0][1] == str(year) or _REFERS.search(line):
            continue
        alone = _ONLY_YEAR.fullmatch(bare) is not None
        place = where if isinstance(where, Place) else where.span(0, len(text))
        if text in captions and any(str(year) in one and bare_caption(one) == bare_caption(text) for one in captions):
            # The same table of last year beside this year's.
            continue
        if not (
            text in captions or _is_title(bare) or (alone and (_is_title(above) or _is_below_title(document, place)))
        ):
            continue
        yield Stale(found[0][1], _exact(text, found[0][1], place), place, why, (), title=True)


def _is_title(line: str) -> bool:
    return _TITLE_WORDS.search(_IN_BRACKETS.sub("", line)) is not None


def _is_below_title(document: Document, place: Place) -> bool:
    """Whether the paragraph right above is the title of a form."""
    above = [block for block in document.blocks if block.index < place.block]
    last = next((one for one in reversed(above) if isinstance(one, Table) or one.text.strip()), None)
    return isinstance(last, Paragraph) and _TITLE_WORDS.search(squash(last.text)) is not None


def _headings(context: Context, year: int) -> Iterator[Stale]:
    """Headings over an earlier year's result, where no heading beside them is over this year's."""
    why = Say("标题写的应是本年度", "but the heading is over this year's result")
    roots = context.reading.outline.sections
    for siblings in (roots, *(section.children for root in roots for section in root.walk())):
        titles = [fold(section.title) for section in siblings]
        if not any("年" in title for title in titles) or any(str(year) in title for title in titles):
            continue
        for section, title in zip(siblings, titles, strict=True):
            found = list(_YEAR.finditer(title))
            if len(found) != 1 or int(found[0][1]) >= year or len(title) > _TITLE_LIMIT:
                continue
            if _REFERS.search(title) or _OTHER_TIME.search(title) or not _RESULT.search(title):
                continue
            text = context.document.text_at(section.place)
            yield Stale(found[0][1], _exact(text, found[0][1], section.place), section.place, why, ())


def _exact(text: str, year: str, place: Place) -> Place:
    """The place of the year in a text that begins where the place does."""
    start = text.find(year)
    begin = place.span[0] if place.span else 0
    return place.at(begin + start, begin + start + len(year)) if start >= 0 else place


def _work(context: Context, year: int) -> Iterator[Stale]:
    """Sections of what was done that begin 「2021年，我局」 and never name the report's year."""
    why = Say("这里写的应是本年度的工作", "but this is about the work of this year")
    for root in context.reading.outline.sections:
        for section in root.walk():
            if not section.passages or not _DONE.search(section.title) or _OTHER_TIME.search(section.title):
                continue
            first = section.passages[0]
            match = _OWN_WORK.match(fold(first.text[first.body :]).lstrip())
            if match is None or int(match[1]) >= year or _mentions(section, year):
                continue
            yield Stale(
                match[1],
                _exact(first.text, match[1], first.span(0, len(first.text))),
                first.span(0, len(first.text)),
                why,
                (),
            )


def _mentions(section: Section, year: int) -> bool:
    return any(
        str(year) in text for one in section.walk() for text in (one.title, *(passage.text for passage in one.passages))
    )


def _fields(context: Context, year: int) -> Iterator[Stale]:
    """The year's work or achievements told under another year, this one not being named at all."""
    for name in ("annual_work", "achievements"):
        spot = context.reading.outline.field(name)
        if spot is None:
            continue
        text = fold(spot.text).strip()
        match = _HEAD.match(text)
        if match is None or match[1] == str(year) or str(year) in text:
            continue
        why = Say(f"“{spot.label}”写的应是本年度", f"“{spot.label}” is about this year")
        yield Stale(match[1], spot.place, spot.place, why, ())


def _captions(context: Context, year: int) -> Iterator[Stale]:
    """The caption of a table of this year's figures (表1　2022年度收支情况表), where no other caption names this year's."""
    outline = context.reading.outline
    known = {region.table for region in outline.regions if region.kind != "pairs"}
    tables = [block.index for block in context.document.blocks if isinstance(block, Table)]
    named: list[tuple[int, str, Place]] = []
    for passage in outline.passages:
        text = passage.text.strip()
        if len(text) > _TITLE_LIMIT:
            continue
        text, at = fold(text), passage.place.block
        below = next((one for one in tables if one > at), None)
        if passage.place.row is not None or below not in known or below is None or below > at + _CAPTION_ABOVE:
            continue
        found = list(_YEAR.finditer(text))
        if len(found) == 1 and _CAPTION.match(text) and not _REFERS.search(text):
            named.append((int(found[0][1]), text, passage.span(0, len(passage.text))))
    yield from _unlike_header(context, year)
    why = Say("表中的数却是本年度的", "but the figures of the table are this year's")
    for other, text, place in named:
        alike = {one for one, words, _ in named if bare_caption(words) == bare_caption(text)}
        if year - _LOOKING_BACK <= other < year and len(alike) == 1:
            yield Stale(str(other), _exact(context.document.text_at(place), str(other), place), place, why, ())


def _unlike_header(context: Context, year: int) -> Iterator[Stale]:
    """A caption with one year over a table whose columns are of others, the report's own among them."""
    document, above = context.document, ("", Place(0))
    for block in document.blocks:
        if isinstance(block, Paragraph):
            # A line with the unit may come between.
            if len(block.text) <= _TITLE_LIMIT and "年" in block.text:
                above = (fold(block.text), Place(block.index, span=(0, len(block.text))))
            continue
        text, place = above
        above = ("", Place(0))
        if not isinstance(block, Table) or not block.index - _CAPTION_ABOVE <= place.block < block.index:
            continue
        found = list(_YEAR.finditer(text))
        if len(found) != 1 or not squash(text).endswith("表") or _REFERS.search(text.replace("对比", "")):
            continue
        columns = {match[1] for row in block.rows[:2] for cell in row for match in _YEAR.finditer(fold(cell.text))}
        other = found[0][1]
        if str(year) in columns and len(columns) > 1 and other not in columns and int(other) < year:
            why = Say("表中各栏写的却是本年度和别的年度", "but the columns are of this year and others")
            yield Stale(other, _exact(document.text_at(place), other, place), place, why, ())


def _report_date(context: Context, year: int) -> Iterator[Stale]:
    """A report dated before its fiscal year, or well before the end of the year that it tells of as over."""
    spot = context.reading.outline.field("report_date")
    text, place = (spot.text, spot.place) if spot is not None and spot.text.strip() else _closing_date(context)
    date = parse_date(text) if text else None
    if place is None or date is None:
        return
    if date.year < year:
        why = Say("报告日期早于报告年度", "the report is dated before its year")
        yield Stale(str(date.year), place, place, why, ())
    elif date.year == year and date.month <= _STILL_RUNNING and _tells_whole_year(context, year):
        why = Say(
            "报告日期在报告年度结束之前，正文却写到年末的数",
            "the report is dated before the end of its year, but tells what that came to",
        )
        yield Stale(str(date.year), place, place, why, ())


def _closing_date(context: Context) -> tuple[str, Place | None]:
    """A line of nothing but a date at the end of the text."""
    lines = [(text, place) for text, place in context.document.lines if place.row is None and text.strip()]
    for text, place in reversed(lines):
        if _DATE_LINE.fullmatch(squash(text)):
            return squash(text), place
    return "", None


def _tells_whole_year(context: Context, year: int) -> bool:
    """Whether the text speaks of the end of the year or of last year's figures as past."""
    whole = re.compile(
        rf"{year}年(?:12月31日|12月底|底|末|年末|全年|度?(?:部门)?(?:整体)?支出决算|(?:度)?[^，。；0-9预计拟将]{{0,12}}(?:支出|支付|收入)(?:决算)?[^，。；0-9]{{0,6}}[0-9][0-9.,]*[ ]*[万亿]?元|(?:度)?[^。；预计拟将]{{0,40}}(?:实际支出|执行率)[^，。；0-9]{{0,4}}[0-9])|年末(?:结转|结余|实有|在职)|全年(?:共|累计|实际|决算)?(?:支出|执行|完成|安排|使用|收入|共|实际)"
    )
    if any(_DONE_IN_YEAR.search(fold(goal.actual or "")) for goal in context.reading.goals):
        return True
    return any(whole.search(fold(passage.text)) for passage in context.reading.outline.passages)
