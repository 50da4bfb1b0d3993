"""Another project's name where a report on one project speaks of its own: its aims, its score, its money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.sheets import sheets
from reportparse.model.location import Place
from reportparse.model.outline import Region
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell
from reportparse.text.regions import load_regions
from reportparse.text.sentences import sentences

_YEAR = r"(?:19|20)[0-9]{2}年(?:度)?"
_KIND = r"(?:专项资金|补助资金|专项经费|项目|工程|资金|经费|补助|补贴|津贴)"
_TITLE = re.compile(
    rf"^(?:{_YEAR})?(?P<area>(?:[\u4e00-\u9fff]{{2,6}}?[省市州])?[\u4e00-\u9fff]{{2,4}}?[市县区旗])?(?:{_YEAR})?"
    rf"(?P<core>[\u4e00-\u9fff“”]{{3,24}}?){_KIND}+(?:支出|使用)?(?:{_YEAR})?(?:项目)?(?:财政)?(?:支出)?绩效(?:自评|评价|自我评价)"
)
_SUBJECT = re.compile(
    r"(?:[0-9]{1,2}[.、．]|（?[一二三四五六七八九十]{1,2}[）、])?\s*"
    rf"(?:(?:在?{_YEAR}|综上(?:所述)?|总体(?:来看|上看)?|总的来看|全年|综合(?:以上)?(?:评价|分析|情况)|截[至止][^，。；]{{4,12}}|经(?:综合)?(?:自评|评价|评定|评分))[，,]?\s*)*"
    rf"(?P<area>[\u4e00-\u9fff]{{2,4}}?[市县区旗])?(?P<core>[\u4e00-\u9fff“”]{{2,20}}?)(?P<kind>{_KIND})(?:项目|资金)?"
    rf"(?P<after>(?:的)?(?:{_YEAR})?(?:总体|年度|绩效|自评|综合得分|评价得分|立项|累计支[付出]|实际支[付出]|全年支[付出]|预算执行)[^。；]{{2,60}})"
)
_OF_ONE = re.compile(r"(?:的)?(?:总体目标|年度目标|绩效目标|自评|综合得分|评价得分|绩效自评|立项依据)")
_OF_RESULT = re.compile(rf"(?:的)?(?:{_YEAR})?(?:项目支出|绩效|综合)*(?:自评|评价)(?:综合|绩效)*(?:得分|总分|评分)")
# A report on several projects: then another one is no surprise.
_SEVERAL = re.compile(r"子项目|[0-9两三四五六七八九十]个(?:子|分)?项目|各项目|等项目|以下项目|项目[一二三四1-4][：:]")
_UNTOLD = re.compile(r"政府|债券|(?<!基)本|该|此|各|所有|其他|其它|全部|部门|整体|^基本$|财政|预算|自评|评价|绩效")
_COMPANION = re.compile("同步|同期|同年|另|此外|衔接|统筹整合|不在|区别于|同时")
# Words that many projects have in their names.
_COMMON = frozenset(
    ("农村", "城乡", "城市", "居民", "建设", "改造", "工程", "项目", "专项", "补助", "资金", "保障", "服务", "管理")
)
_SURE_DIGITS, _STRANGE, _PART = 3, 3, 8
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class OtherProject:
    """The foreign name, where it stands, and the project that the report is about."""

    name: str
    place: Place
    expected: str


def told_of_other_projects(context: Context) -> Iterator[OtherProject]:
    """Sentences that begin with another project, which the report never names again, and say what only its own has."""
    outline = context.reading.outline
    yield from _named_as_another_form(context)
    title = _TITLE.match(fold(squash(outline.title or "")))
    if title is None or _UNTOLD.search(title["core"]) or outline.title_place is None:
        return
    core, area = title["core"], title["area"] or ""
    lines = [text for text, _ in context.document.lines]
    whole = "\n".join(lines)
    if not _is_told(core, outline.title or "", whole) or _SEVERAL.search(whole):
        return
    yield from _named_in_form(context, core, whole)
    for passage in outline.passages:
        if passage.place.block <= outline.title_place.block and passage.place.row is None:
            continue
        text = fold(passage.text)
        if not any(word in text for word in ("项目", "工程", "资金", "经费", "补助", "补贴", "津贴")):
            continue
        for start, end in sentences(text):
            match = _SUBJECT.match(text[start:end])
            if match is None or _COMPANION.search(match[0]):
                continue
            name = match["core"]
            if name in core or core in name:
                other = match["area"]
                if other and area and _is_elsewhere(context, other, area) and whole.count(other) == 1:
                    at = start + match.start("area")
                    yield OtherProject(other + name, passage.span(at, start + match.end("core")), area + core)
                continue
            if _UNTOLD.search(name) or whole.count(name) > 1:
                continue
            if not _is_different(name, core):
                # 社区文化活动中心 for 社区为老服务中心: only the score shows that the report's own is meant.
                if not (_OF_RESULT.match(match["after"]) and _is_no_variant(name, core)):
                    continue
            elif _OF_ONE.match(match["after"]) is None and not _repeats_amount(match["after"], lines):
                continue
            at = start + match.start("core")
            yield OtherProject(name + match["kind"], passage.span(at, at + len(name) + len(match["kind"])), core)


def _is_told(core: str, title: str, whole: str) -> bool:
    """Whether the text below the title speaks of its project, if only by the greater part of its name."""
    if whole.count(core) > 1:
        return True
    rest = squash(whole).replace(squash(title), "")
    return len(core) > _PART and any(core[at : at + _PART] in rest for at in range(len(core) - _PART + 1))


def _named_in_form(context: Context, core: str, whole: str) -> Iterator[OtherProject]:
    """The form's own line for the project's name."""
    outline = context.reading.outline
    spot = outline.field("project_name")
    if spot is None or len(outline.parts) > 1:
        return
    name = re.sub(rf"{_KIND}+$", "", fold(squash(spot.text)))
    if len(name) > _SURE_DIGITS and _is_different(name, core) and not _shares(name, core) and whole.count(name) == 1:
        yield OtherProject(spot.text.strip(), spot.place, core)


def _named_as_another_form(context: Context) -> Iterator[OtherProject]:
    """A form with the name of another one in the file, whose funds a table over all projects has under a name that no form has."""
    outline = context.reading.outline
    named = [(part, spot) for part in outline.parts for spot in part.fields if spot.field == "project_name"]
    names = [squash(spot.text) for _, spot in named]
    if len({*names}) == len(names):
        return
    funds = {
        id(part): region for region in outline.regions_of("funds") if (part := outline.part_of(region)) is not None
    }
    own = {region.table for region in funds.values()}
    for (part, spot), name in zip(named, names, strict=True):
        if names.count(name) == 1 or id(part) not in funds:
            continue
        figures = _whole_figures(funds[id(part)])
        for sheet in context.once(sheets) if figures else ():
            rows = {
                squash(line.name): {one.quantity.value for one in line.spots.values()}
                for line in sheet.lines
                if sheet.table not in own
            }
            fitting = [row for row, values in rows.items() if len(figures & values) >= _LEAST_SHARED]
            if name in rows and len(fitting) == 1 and fitting[0] not in names and name != fitting[0]:
                yield OtherProject(spot.text.strip(), spot.place, fitting[0])
                break


def _whole_figures(region: Region) -> set[Decimal]:
    """The amounts of a form's funds as a whole that are long enough to be no others by chance."""
    cells = [cell for row in region.rows if row.entity is None for cell in row.cells if cell is not None]
    found = [parse_cell(cell.text) for cell in cells]
    return {
        one.value for one in found if one is not None and one.significant_digits >= _SURE_DIGITS and one.unit != "%"
    }


def _bigrams(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _is_different(name: str, core: str) -> bool:
    one, two = _bigrams(name), _bigrams(core)
    return len(one & two) * 2 < min(len(one), len(two)) and not (one & two) - _COMMON - _runs(core)


def _is_no_variant(name: str, core: str) -> bool:
    """Whether a name that shares words with the project's is no other way to write it."""
    short = is_short_for(name, core) or is_short_for(core, name)
    return not short and min(len(set(name) - set(core)), len(set(core) - set(name))) >= _STRANGE


def _shares(name: str, core: str) -> bool:
    return bool((_bigrams(name) & _bigrams(core)) - _COMMON)


def _runs(core: str) -> set[str]:
    """The pairs of letters between two words that many names have: 乡居 of 城乡居民."""
    return {
        core[at + 1 : at + 3] for at in range(len(core) - 3) if {core[at : at + 2], core[at + 2 : at + 4]} <= _COMMON
    }


def _is_elsewhere(context: Context, other: str, own: str) -> bool:
    if other[-1] != own[-1] or other in own or own in other:
        return False
    regions = load_regions(context.ruleset.regions)
    return not any(code.endswith("00") for code in regions.codes(other))


def _repeats_amount(after: str, lines: list[str]) -> bool:
    """Whether a sentence gives an amount that the report tells as its own project's elsewhere."""
    for figure in find_figures(after):
        if figure.kind != "money" or figure.quantity.significant_digits < _SURE_DIGITS:
            continue
        return sum(figure.text in line for line in lines) > 1
    return False
