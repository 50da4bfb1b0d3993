"""Another department's name where the report must name its own: where it presents itself, above its figures, in titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportparse.checks.context import Context, Results
from reportparse.checks.owner_elsewhere import told_elsewhere, told_of_another_project
from reportparse.checks.owner_forms import other_names
from reportparse.checks.owner_names import ENDS, NAME, Names, clean
from reportparse.checks.owner_projects import told_of_other_projects
from reportparse.checks.owner_signers import sealed, signed, signed_unnamed
from reportparse.checks.owner_subjects import Subject, told_of_another, town_of
from reportparse.checks.owner_told import told_owner
from reportparse.model.document import Table
from reportparse.model.findings import Evidence, Finding
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash
from reportparse.text.sentences import sentences

_YEAR = r"(?:19|20)[0-9]{2}年(?:度)?"
_ASIDE = r"(?:（[^）]{1,20}）|\([^)]{1,20}\))?"
_LEAD = (
    r"(?:[0-9]{1,2}[.、．]|（?[一二三四五六七八九十]{1,2}[）、])?\s*"
    rf"(?:(?:根据|按照|依据)[^，。；]{{4,60}}[，,]\s*)?(?:(?:在?{_YEAR}|全年|本年度?|当年)[，,]?)?\s*"
)
# 「X局（以下简称本局）」, 「我局（X局）」: the report itself says that it means its own.
_SELF = re.compile(rf"{_LEAD}{NAME}[（(]以下(?:简称|称)[：:为]?[“\"「]?(?P<short>[^）)”\"」]{{2,12}})")
_OWN_WORD = re.compile(r"^[本我]")
_WE_ARE = re.compile(rf"[我本](?:局|委|办|院|馆|校|站|所|厅|会|部|单位|部门|中心|机关)[（(]{NAME}[）)]")
_PRESENTED = re.compile(
    rf"{_LEAD}{NAME}(?:机关|本级)?{_ASIDE}(?:于[^，。；]{{2,16}}(?:成立|组建|挂牌)[，,](?:由[^。；]{{4,80}}(?:组建|合并|整合)[^，。；]{{0,4}}[，,])?)?"
    r"(?:(?:是|为|系|属于?).{0,24}?(?:工作部门|组成部门|办事机构|工作机关|预算单位|行政单位|事业单位|直属机构|群团组织|人民团体|群众团体|单位)"
    r"|(?:机关)?(?:共?内设|设有?(?:[0-9]|办公室|综合)|现有编制|核定编制|共有编制|人员编制))"
)
# The same in words that a report may also use of a body under the department.
_DESCRIBED = re.compile(
    rf"{_LEAD}{NAME}(?:机关|本级)?{_ASIDE}(?:(?:成立|组建)于|于[^，。；]{{2,16}}(?:成立|组建|挂牌)|的?(?:主要|机构|部门)?(?:工作)?(?:职责|职能)+(?:是|为|有|包括|如下|[：:])"
    r"|(?:机关)?(?:现有|共有|实有|核定|年末|现)*(?:在职|在编|干部|职工|工作人员|人员|(?:行政|事业)?编制)+(?:人员|人数|职工|数)?(?:共|为|总数)?[0-9])"
)
_TITLED = re.compile(rf"{_LEAD}{NAME}(?:机关|本级)?(?:关于)?{_YEAR}(?:部门|单位|（单位）|\(单位\)|的)*整体支出")
# A title that leaves the year to the line below it, and one that gives the name a line of its own.
_TITLED_BARE = re.compile(
    rf"{NAME}(?:{_YEAR})?(?:部门|单位|（单位）|\(单位\)|的)*整体支出绩效(?:自评|评价|自我评价)(?:情况)?的?报告"
)
_NAME_LINE = re.compile(rf"{NAME}(?:关于)?")
_BELOW_NAME = re.compile(rf"(?:关于)?{_YEAR}(?:部门|单位|（单位）|\(单位\)|的)*整体支出绩效(?:自评|评价|自我评价)")
_MAKER = NAME.replace("org", "maker")
# Whoever carries out the project, or made the report.
_CARRIED = re.compile(
    rf"由{NAME}(?:负责|具体|牵头)*(?:组织)?(?:实施|承办|承担)|{_MAKER}(?:会同[^，。；]{{2,24}})?(?:对[^，。；]{{4,60}})?(?:组织)?(?:开展|进行)了?(?:绩效)?自评"
)
_EARLY, _LINES = 6, 6
_REPORTED = re.compile(
    rf"(?:现将|现就|对|就|将){NAME}(?:机关|本级)?(?:{_YEAR})?(?:部门|单位|（单位）|\(单位\)|的|项目支出|项目|预算支出)*(?:整体支出|绩效自评)"
)
# What a report says of its own result and of what will be done with it.
_OWN_RESULT = re.compile(
    rf"(?:^|[，,]){NAME}(?:(?:将|把)(?:本次|此次)?(?:绩效)?自评结果|[^，。；]{{0,16}}绩效自评(?:综合)?总?得分)"
)
_REVIEWED = re.compile("财政|重点评价|第三方|抽查|复核|审计")
_TITLE = re.compile(
    rf"{_LEAD}{NAME}(?:机关|本级)?(?:关于)?{_YEAR}.{{0,16}}绩效(?:自评|评价|自我评价).{{0,10}}(?:报告|表)"
)
_ABOUT = re.compile(
    rf"{_LEAD}{NAME}(?:机关|本级)?的?(?:{_YEAR})?(?:部门|单位|年度)*[“\"]?"
    r"(?:概况|基本情况|简介|主要职[能责]|职能职责|机构设置|整体支出|收支|收入|支出|三公|固定资产|资产|工作完成情况|预算执行|绩效|人员)"
)
_LABEL = re.compile(
    r"(?:(?:填报|编报|报送|上报|自评|制表|编制|预算)(?:单位|部门)|(?:部门|单位|部门（单位）|预算部门|预算单位)名称)"
    rf"\s*(?:[（(][^（）()]{{1,8}}[）)])?\s*[：:]\s*{NAME}(?=[（(\s]|$)"
)
_ROW_LABEL = re.compile(
    r"(?:(?P<own>(?:填报|编报|报送|自评|制表|预算)(?:单位|部门)|(?:部门|单位|部门（单位）|预算部门|预算单位)名称)|(?:主管部门|实施单位|项目单位)(?:名称)?)"
    r"(?:（[^（）]{1,8}）)?：?"
)
_CAPTION = re.compile(
    rf"(?:附?[表件]\s*[0-9一二三四五六七八九十]{{0,2}}(?:[-—－.][0-9]{{1,2}})?[：:、.\s]*)?{NAME}(?:{_YEAR})[^，。；]{{2,24}}表$"
)
_ENDS = re.compile(ENDS)
_NAME = re.compile(NAME)
_EDGE = re.compile(rf"\s*{NAME}(?=\s|$|(?:部门|单位|的)*(?:整体支出|项目支出|预算|绩效))")
_BELOW = re.compile(r"下属|所属|二级|隶属|局属|委属|直属于|归口|代管|下设.{0,6}$")
_RENAMED = re.compile("更名|改名|合并|改组|前身|撤销|划入|整合")
_BETWEEN = re.compile(
    r"(?:机关|本级|部门|单位|（单位）|整体|全年|本年|全部|年度|共|实际|的|，|(?:19|20)[0-9]{2}年(?:度)?)*$"
)
_GIVEN = r"(?:下达|拨付|拨入|拨给|批复|安排|核定)给?"
_CLAUSE_START = re.compile(rf"[，,]|{_GIVEN}")
_AREA_OR_VERB = re.compile("[省市县区州旗将就对把]|财政")
_SURE_DIGITS = 3
_TITLE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class _Other:
    name: str
    place: Place
    quote_place: Place


def check_owner(context: Context) -> Results:
    """One finding for each other department whose name stands where this one's should, and for titles of other projects."""
    for other, own in told_of_another_project(context):
        yield context.finding(
            key=other.name,
            stated=other.name,
            expected=own,
            evidence=[context.quote(other.place, "stated")],
            arguments={"stated": other.name, "expected": own, "count": "1"},
        )
    for told_project in told_of_other_projects(context):
        yield context.finding(
            key=told_project.name,
            stated=told_project.name,
            expected=told_project.expected,
            evidence=[context.around(told_project.place, "stated")],
            arguments={"stated": told_project.name, "expected": told_project.expected, "count": "1"},
        )
    for title in other_names(context):
        yield context.finding(
            key=squash(title.name),
            stated=title.name,
            expected=title.expected,
            evidence=[
                Evidence(context.sentence(title.place), title.place, "stated"),
                context.quote(title.beside, "expected"),
            ],
            arguments={"stated": title.name, "expected": title.expected, "count": "1"},
        )
    fields = context.reading.fields
    own = clean(str(fields.get("department") or "")) or _of_title(context)
    told = told_owner(context) if len(own) < 3 else None
    if told is not None:
        own = told.name
    town = town_of(context) if len(own) < 3 else ""
    if town:
        for subject in told_of_another(context, Names(context, town), project=False):
            yield context.finding(
                key=subject.name,
                stated=subject.name,
                expected=town,
                evidence=[Evidence(context.sentence(subject.place), subject.place, "stated")],
                arguments={"stated": subject.name, "expected": town, "count": "1"},
            )
        return
    if len(own) < 3:
        yield from _signed_by_another(context)
        yield context.skip("没有填写部门名称，无从核对", "the report does not name its department")
        return
    names = Names(context, own)
    found: dict[str, list[_Other]] = {}
    project = told is not None and told.project
    for other in (
        *_title(context, names),
        *_passages(context, names, only_self=project),
        *(() if project else _figures(context, names)),
        *(() if project else _labelled(context, names)),
        *_in_rows(context, names, only_areas=told is not None or bool(fields.get("department"))),
        *_above(context, names, only_titles=project),
        *_at_edges(context, names),
        *_others(signed(context, names) if told is None else signed_unnamed(context, names)),
        *_others(sealed(context, names)),
        *_others(told_elsewhere(context, names)),
        *_others(told_of_another(context, names, project=project)),
    ):
        if project and names.may_be_below(other.name):
            continue
        same = found.setdefault(other.name, [])
        if all(one.place != other.place for one in same):
            same.append(other)
    spot = context.reading.outline.field("department")
    expected = spot.place if spot is not None else told.place if told is not None else None
    for name, others in found.items():
        evidence = [Evidence(context.sentence(one.place), one.place, "stated") for one in others]
        if expected is not None:
            evidence.append(context.quote(expected, "expected"))
        yield context.finding(
            key=name,
            stated=name,
            expected=own,
            evidence=evidence,
            arguments={"stated": name, "expected": own, "count": str(len(others))},
        )


def _others(subjects: Iterable[Subject]) -> Iterator[_Other]:
    return (_Other(one.name, one.place, one.place) for one in subjects)


def _of_title(context: Context) -> str:
    """The body that the title of a whole-department report without a cover names."""
    title = fold(re.sub(r"\s+", "", context.reading.outline.title or "")).removeprefix("关于")
    match = _TITLED.match(title) or _TITLED_BARE.match(title)
    if match is not None:
        return clean(match["org"])
    if title:
        return ""
    lines = [fold(re.sub(r"\s+", "", text)) for text, place in context.document.lines[:_LINES] if place.row is None]
    for first, second in pairwise(lines):
        match = _NAME_LINE.fullmatch(first)
        if match is not None and _BELOW_NAME.match(second):
            return clean(match["org"])
    return ""


def _signed_by_another(context: Context) -> Iterator[Finding]:
    """A report whose department no field and no title names, signed by another than the first sentences name as its maker.

    Only a bureau that the text never names counts: whoever has to do with the matter is named in it.
    """
    for passage in context.reading.outline.passages[:_EARLY]:
        match = _CARRIED.search(fold(passage.text))
        if match is None:
            continue
        own = clean(next(name for name in match.groups() if name))
        own = re.sub("^.*[，,、]", "", own)
        for other in signed_unnamed(context, Names(context, own)):
            yield context.finding(
                key=other.name,
                stated=other.name,
                expected=own,
                evidence=[
                    Evidence(context.sentence(other.place), other.place, "stated"),
                    context.quote(passage.span(match.start(), match.end()), "expected"),
                ],
                arguments={"stated": other.name, "expected": own, "count": "1"},
            )
        return


def _title(context: Context, names: Names) -> Iterator[_Other]:
    """The body that the title itself names before the year."""
    outline = context.reading.outline
    if outline.title is None or outline.title_place is None:
        return
    match = re.match(
        rf"{NAME}(?:关于)?(?:19|20)[0-9]{{2}}年", fold(re.sub(r"\s+", "", outline.title)).removeprefix("关于")
    )
    if match is None or not (names.is_other(match["org"]) or names.is_same_elsewhere(match["org"])):
        return
    if names.is_superior(match["org"]):
        return
    yield _Other(match["org"], outline.title_place, outline.title_place)


def _passages(context: Context, names: Names, *, only_self: bool = False) -> Iterator[_Other]:
    """Sentences in which a body presents itself as the one that reports; in so many words where `only_self`."""
    for passage in context.reading.outline.passages:
        text = passage.text
        if _ENDS.search(text) is None:
            continue
        for start, end in sentences(text):
            sentence = fold(text[start:end])
            match = _itself(sentence, names) if only_self else _presented(sentence, names)
            if match is not None:
                place = passage.span(start + match.start("org"), start + match.end("org"))
                yield _Other(match["org"], place, place)


def _itself(sentence: str, names: Names) -> re.Match[str] | None:
    """Where a sentence says that another body is the one that speaks or reports."""
    introduced = _SELF.match(sentence) if "以下" in sentence else None
    for match in (introduced, _WE_ARE.search(sentence)):
        if match is None or (match.re is _SELF and not _OWN_WORD.match(match["short"])):
            continue
        name = match["org"]
        if names.is_other(name) or names.is_elsewhere(name) or names.is_other_bureau(name):
            return match
    match = _OWN_RESULT.search(sentence) if "自评" in sentence else None
    if match is not None and names.is_elsewhere(match["org"]):
        return match
    match = _REPORTED.search(sentence) if "绩效" in sentence or "整体支出" in sentence else None
    if match is not None and _REVIEWED.search(sentence) is None and _is_another(match["org"], names):
        return match
    return None


def _presented(sentence: str, names: Names) -> re.Match[str] | None:
    """Where a sentence says of another body what it must say of the department."""
    match = _itself(sentence, names)
    if match is not None:
        return match
    match = _TITLED.match(sentence) or _PRESENTED.match(sentence)
    if match is None:
        match = _DESCRIBED.match(sentence)
        if match is not None and names.may_be_below(match["org"]):
            return None
    if match is None or _BELOW.search(sentence[: match.end()]):
        return None
    if _RENAMED.search(sentence) and names.short(names.own) in sentence[match.end() :]:
        return None
    return match if _is_another(match["org"], names) else None


def _is_another(name: str, names: Names) -> bool:
    return names.is_other(name) and not names.is_superior(name)


def _labelled(context: Context, names: Names) -> Iterator[_Other]:
    """Who fills in the form, where that is somebody else."""
    for text, place in context.document.lines_with(":", "："):
        line = fold(text)
        match = _LABEL.search(line) if "单位" in line or "部门" in line else None
        if match is None or names.may_be_below(match["org"]):
            continue
        if not _is_another(match["org"], names) and not names.is_same_elsewhere(match["org"]):
            continue
        begin = place.span[0] if place.span else 0
        exact = place.at(begin + match.start("org"), begin + match.end("org"))
        yield _Other(match["org"], exact, exact)


def _in_rows(context: Context, names: Names, *, only_areas: bool) -> Iterator[_Other]:
    """The same in the rows of a table: a label and the name in the cell beside it. With `only_areas` no other kind of body."""
    for block in context.document.walk():
        if not isinstance(block, Table):
            continue
        for row in block.rows:
            for left, right in pairwise(row):
                if "位" not in left.text and "门" not in left.text:
                    continue
                text = fold(right.text).strip()
                label = _ROW_LABEL.fullmatch(squash(left.text))
                if label is None or not _NAME.fullmatch(text) or names.may_be_below(text):
                    continue
                other = not only_areas and label["own"] is not None and _is_another(text, names)
                if other or names.is_same_elsewhere(text):
                    place = Place(block.index, right.row, right.column)
                    yield _Other(text, place, place)


def _above(context: Context, names: Names, *, only_titles: bool = False) -> Iterator[_Other]:
    """Titles, headings, captions and the heads of pages."""
    outline, document = context.reading.outline, context.document
    titles = [
        (line.text, Place(line.index, span=(0, len(line.text)))) for line in (*document.headers, *document.footers)
    ]
    titles += [
        (one.text, one.span(0, len(one.text)))
        for one in outline.passages
        if len(one.text) <= _TITLE_LIMIT and "年" in one.text
    ]
    heads = [(section.title, section.place) for root in outline.sections for section in root.walk()]
    heads += [(one.caption, one.caption_place) for one in outline.regions if one.caption_place is not None]
    dated = [(fold(text).strip(), place) for text, place in titles if "年" in text]
    found = [(_TITLE.match(text) or _TITLED.match(text) or _CAPTION.match(text), place) for text, place in dated]
    if not only_titles:
        found += [(_ABOUT.match(fold(text).strip()), place) for text, place in heads]
    for match, place in found:
        if match is None or _BELOW.search(match[0]):
            continue
        # A title may leave out the area: 水利局2021年度部门整体支出绩效自评报告.
        org = match["org"]
        bare = match.re is not _ABOUT and names.is_other_bureau(org) and not _AREA_OR_VERB.search(org)
        elsewhere = match.re is _CAPTION and names.is_same_elsewhere(org)
        if match.re is _CAPTION and sum(one.count(names.bare(org)) for one, _ in document.lines) > 1 and not elsewhere:
            # A body with tables of its own is named elsewhere, too.
            continue
        if not bare and not elsewhere and not _is_another(org, names):
            continue
        if match.re is _ABOUT and names.may_be_below(match["org"]):
            continue
        text = document.text_at(place)
        at = text.find(match["org"])
        begin = place.span[0] if place.span else 0
        exact = place.at(begin + at, begin + at + len(match["org"])) if at >= 0 else place
        yield _Other(match["org"], exact, exact)


def _at_edges(context: Context, names: Names) -> Iterator[_Other]:
    """A body's name at the head or foot of the pages, without a year."""
    document = context.document
    for line in (*document.headers, *document.footers):
        match = _EDGE.match(fold(line.text))
        if match is None or names.is_superior(match["org"]) or names.may_be_below(match["org"]):
            continue
        name = match["org"]
        strange = names.is_other(name) and names.is_bureau(names.own) and names.is_bureau(name)
        if names.is_same_elsewhere(name) or (strange and _is_only_there(context, names.bare(name))):
            yield _Other(name, *[Place(line.index, span=match.span("org"))] * 2)


def _is_only_there(context: Context, name: str) -> bool:
    return not any(name in passage.text for passage in context.reading.outline.passages)


def _figures(context: Context, names: Names) -> Iterator[_Other]:
    """Sentences that give this department's figures as another's."""
    for claim in context.reading.claims:
        mention = claim.mention
        if claim.status != "supported" or _digits(str(mention.quantity.value)) < _SURE_DIGITS:
            continue
        text = mention.passage.text
        start = max(text.rfind(mark, 0, mention.start) for mark in "。！？；\n") + 1
        label = text.rfind(mention.label, start, mention.start)
        if label < 0 or _BELOW.search(text[start:label]):
            continue
        match = _before(fold(text[start:label]))
        if match is None or not names.is_other(match["org"]):
            continue
        place = mention.passage.span(start + match.start("org"), start + match.end("org"))
        yield _Other(match["org"], place, place)


def _before(text: str) -> re.Match[str] | None:
    """The name that a label belongs to, `text` being what stands before the label in its sentence."""
    starts = [0, *(match.end() for match in _CLAUSE_START.finditer(text))]
    for start in reversed(starts):
        length = 2
        while match := _named(length).match(text, start):
            if _BETWEEN.match(text[match.end() :]):
                return match
            # A longer name may end with the same word again (中心办公室).
            length = len(match["org"]) + 1
    return None


@lru_cache(maxsize=32)
def _named(length: int) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?P<org>[\u4e00-\u9fff]{{{length},26}}?(?:{ENDS}))")


def _digits(text: str) -> int:
    return len(text.replace(".", "").replace("-", "").lstrip("0"))
