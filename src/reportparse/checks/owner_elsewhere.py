"""The department of another county where the report speaks of its own, and another project's title at the head of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportparse.checks.context import Context
from reportparse.checks.owner_names import Names
from reportparse.checks.owner_subjects import Subject
from reportparse.checks.running_text import running_text
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash
from reportparse.text.regions import load_regions
from reportparse.text.sentences import sentences

_AREA = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,7}?[省市州盟])?(?P<county>[\u4e00-\u9fff]{2,8}?[市县区旗])(?=[\u4e00-\u9fff]{2})"
)
# Who another county's bureau may well be named for.
_ABOUT_THEM = re.compile(
    "学习|考察|借鉴|经验|交流|兄弟|合作|共建|结对|帮扶|对口|协作|联合|会同|毗邻|相邻|邻近|跨|移交|调入|调到|借调|原|调研|审理|通报|先进|来函|协查|共同|取经|参观|诉|案|来[院校局馆]|进修|选派|援助|转诊"
)
_AREA_ENDS = ("市", "县", "区", "旗")
_LONGEST_AREA = 8
_SHORTEST = 3
_PROJECT = re.compile(
    r"(?:19|20)[0-9]{2}年(?:度)?(?P<core>[\u4e00-\u9fffA-Za-z“”（）]{4,30}?)(?:项目|专项资金|资金)(?:支出)?绩效(?:自评|评价|自我评价)(?:的|情况)*报告"
)
_RESULT_OF = re.compile(
    r"(?:综合|评价|自评|评分|打分|核算|体系|标准|情况)[^，。；]{0,6}[，,](?:[\u4e00-\u9fff]{2,6}[省市县区])?(?:(?:19|20)[0-9]{2}年(?:度)?)?(?P<core>[\u4e00-\u9fff“”]{4,16}?)(?:项目|工程|专项资金)(?:支出)?(?:的)?(?:绩效)?(?:自评|评价|综合)*(?:得分|总分|评分)(?:为|是|：)?[0-9]"
)
_NO_CORE = re.compile("整体|部门|单位|预算|全部|各|项目支出$")


def told_elsewhere(context: Context, names: Names) -> Iterator[Subject]:
    """Sentences with the same kind of body of another county, which are about nothing between the two."""
    match = _AREA.match(names.own)
    short = names.short(names.own)
    if match is None or len(short) < _SHORTEST:
        return
    own = match["county"]
    for passage, text, _ in context.once(running_text).all_with(short):
        for start, end in sentences(text):
            at = text.find(short, start, end)
            while at >= 0:
                before = text[max(start, at - _LONGEST_AREA) : at]
                if before[-1:] in _AREA_ENDS and not before.endswith(own) and not _ABOUT_THEM.search(text[start:end]):
                    area = _county(context, before)
                    if area and _county(context, own) == own and own not in area:
                        yield Subject(area + short, passage.span(at - len(area), at + len(short)))
                at = text.find(short, at + 1, end)


def _county(context: Context, text: str) -> str:
    """The longest end of a text that is the name of a county, a city of that rank or a district."""
    regions = load_regions(context.ruleset.regions)
    for cut in range(len(text) - 2):
        codes = regions.codes(text[cut:])
        if codes and all(not code.endswith("00") for code in codes):
            return text[cut:]
    return ""


def _results_of_another(context: Context, own: str) -> Iterator[tuple[Subject, str]]:
    """「综合以上情况，某某工程自评得分95分」 of a project that nothing else in the report is about."""
    for passage, text, _ in context.once(running_text).plain_with("分"):
        for match in _RESULT_OF.finditer(text):
            name = match["core"]
            if any(name[at : at + 2] in own for at in range(len(name) - 1)) or _NO_CORE.search(name):
                continue
            if sum(one.text.count(name) for one in context.reading.outline.passages) == 1:
                at = match.start("core")
                yield Subject(name, passage.span(at, at + len(name))), own


def told_of_another_project(context: Context) -> Iterator[tuple[Subject, str]]:
    """Heads of pages that are the title of a report on another project, with the name of its own."""
    title = _PROJECT.search(fold(squash(context.reading.outline.title or "")))
    if title is None or _NO_CORE.search(title["core"]):
        return
    seen: set[str] = set()
    yield from _results_of_another(context, title["core"])
    for line in (*context.document.headers, *context.document.footers):
        match = _PROJECT.search(fold(squash(line.text)))
        if match is None or match["core"] in seen or _NO_CORE.search(match["core"]):
            continue
        seen.add(match["core"])
        one, two = match["core"], title["core"]
        if not any(one[at : at + 2] in two for at in range(len(one) - 1)):
            yield Subject(one, Place(line.index, span=(0, len(line.text)))), two
