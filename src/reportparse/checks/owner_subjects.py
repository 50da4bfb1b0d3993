"""Sentences about what only the reporting body does or has, told of another body that the report never names again.

Whom a report has to do with (who pays, inspects, takes part) it names in other words than these, or next to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.owner_names import ENDS, Names, area_of
from reportparse.checks.running_text import running_text
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold
from reportparse.text.sentences import sentences

NAME = rf"(?P<org>[\u4e00-\u9fff]{{2,26}}?(?:{ENDS}|保健院|卫生院|幼儿园|学院)|[县市区旗](?:妇联|残联|工商联|科协|文联|社科联|红十字会))"
_YEAR = r"(?:19|20)[0-9]{2}年(?:度)?"
# What may stand before the subject of a sentence.
_LEAD = (
    r"(?:[0-9]{1,2}[.、．]|（?[一二三四五六七八九十]{1,2}[）、])?\s*"
    r"(?:(?:根据|按照|依据|对照|综合|经过?|为了?|结合|提高|提升|强化|加强|规范|落实)[^，。；]{2,60}[，,]\s*){0,4}"
    rf"(?:(?:在?{_YEAR}|在[^，。；]{{2,30}}领导下|综上(?:所述)?|过去的?一年|年内|报告期内|与此同时|同时|此外|其次|总体(?:来看|上看)?|总的来看|一年来|全年|本年度?|当年|今年(?:以来)?|近年来|目前|截[至止][^，。；]{{4,14}})[，,]?\s*)*"
)
_SUBJECT = re.compile(_LEAD + NAME)
_TOWN = re.compile(
    _LEAD
    + r"(?P<org>(?:[\u4e00-\u9fff]{2,6}?[市县区旗])?[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?:人民政府|办事处|政府)?)(?=党委|党工委|机关|[^村社社区])"
)
_OWN_TOWN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?[市县区旗])?(?P<base>[\u4e00-\u9fff]{2,3}(?:镇|乡|街道))(?:人民政府|办事处)?$"
)
_NUMBERED = re.compile(
    r"第(?P<number>[一二三四五六七八九十]{1,3})(?P<kind>(?:高级)?中学|(?:实验)?小学|人民医院|幼儿园|中心小学)$"
)
_NUMBERED_SHORT = re.compile(r"(?P<number>[一二三四五六七八九十]{1,2})(?P<kind>[中小])$")
_SUBJECT_SCHOOL = re.compile(
    _LEAD + r"(?P<org>(?:[\u4e00-\u9fff]{2,3})?[一二三四五六七八九十]{1,2}[中小])(?=[\u4e00-\u9fff])(?![学全])"
)
_WHO = r"(?:机关|本级|党组|党委|党工委|领导班子|系统|、政府)?(?:的)?"
_MONEY = r"[0-9][0-9.,]*[ ]*[万亿]?元"
# What is said of the reporting body alone: of its review, ...
_OF_REVIEW = re.compile(
    _WHO + rf"(?:{_YEAR})?(?:"
    r"[^，。；]{0,12}高度重视[^，。；]{0,16}(?:绩效(?:自评|评价|管理)|自评|整体支出)"
    r"|[^，。；]{0,10}(?:组织|认真|及时|积极)*(?:开展|进行|完成)了?[^，。；]{0,24}(?:整体支出|绩效)[^，。；]{0,6}(?:自评|评价)"
    r"|对[^，。；]{4,24}(?:开展|进行)了?(?:绩效)?(?:自评|自我评价)"
    r"|(?:成立|组建)了?[^，。；]{0,20}(?:自评|绩效评价)[^，。；]{0,6}(?:小组|工作组)"
    r"|[^，。；]{0,24}(?:自评|整体支出绩效|绩效评价)[^，。；]{0,8}(?:得分|总分|评分)"
    r"|[^，。；]{0,10}整体支出[^，。；]{0,12}(?:绩效|情况)"
    r"|(?:部门|单位|的)*(?:预算|整体)?绩效目标"
    r"|将(?:以|根据|结合|针对)(?:此次|本次|这次)(?:绩效)?(?:自评|评价)"
    r")"
)
# ... of its money, where no table says whose figures they are, ...
_OF_MONEY = re.compile(
    _WHO
    + rf"(?:{_YEAR})?(?:部门|单位|全年|本年|年初|总|共|整体|决算|预算|批复)*(?:收入|支出|预算|决算|[“\"]?三公[”\"]?经费)[^，。；0-9]{{0,10}}{_MONEY}"
)
# ... and of its people, rules, work and faults.
_OF_ITSELF = re.compile(
    _WHO + rf"(?:{_YEAR})?(?:"
    r"全体(?:干部|职工|党员|工作人员|教职工|干警|人员)"
    r"|[^。；]{0,10}在[^，。；]{0,24}(?:坚强|正确|统一)领导下"
    r"|[^，。；]{0,6}(?:严格|认真|切实|坚决)(?:执行|遵守|落实|控制|按照|贯彻执行)[^，。；]{0,12}(?:预算|财经|财务|八项规定|厉行节约|过紧日子|三公|会计|财政资金管理)"
    r"|[^，。；]{0,4}(?:坚持以习|深入贯彻|全面贯彻|认真贯彻|紧紧围绕|认真履行|深入学习贯彻|坚决贯彻|紧扣)"
    r"|(?:在)?[^，。；]{0,20}(?:还|仍|也)(?:然)?存在[^。；]{0,24}(?:问题|不足|短板|差距)"
    r"|在[^，。；]{2,16}(?:上|中|方面)[^，。；]{0,8}(?:不够|不足|欠缺|薄弱|滞后|有待)"
    r"|(?:机构设置|内设机构|人员编制|编制情况|人员情况)[^，。；]{0,8}[：:，]"
    r"|[^，。；]{0,10}(?:内部控制|内控制度|财务管理制度|[“\"]?三重一大)"
    r"|(?:贯彻(?:落实|执行)?[^。；]{2,60}[，,])?(?:主要)?(?:工作)?(?:职责|职能)+(?:是|为|有|包括|如下|[：:])"
    r"|(?:成立|组建|设立)了?[^，。；]{0,12}(?:小组|工作组|专班|机构)"
    r"|(?:年初|年末|年底|年中)?(?:随|结合|按照|根据)[^，。；]{0,10}(?:预算|决算)[^，。；]{0,6}(?:编制|申报|填报|批复)"
    r"|[^，。；]{0,4}(?:严格|认真|切实)(?:执行|落实|按照)[^，。；]{0,24}(?:管理)?(?:办法|制度|规定)"
    r"|将在(?:[^，。；]{0,6}年)(?:继续|进一步)"
    r"|主管全[县市区州旗镇乡][^。；]{2,40}工作"
    r"|(?:圆满|较好|全面|顺利|超额)(?:地)?完成了?[^，。；]{0,12}(?:任务|目标|工作)"
    r"|(?:共?内设|现有|实有|核定)[^，。；]{0,16}[0-9]+[ ]*(?:个|名|人)"
    r")"
)
# What it will do, in the part on what comes next.
_WILL = re.compile(
    _WHO + r"将(?:在[^，。；]{2,10})?(?:进一步|继续|不断|切实|持续|强化|加强|完善|健全|提高|严格|建立|优化|加大)"
)
# A town tells of no other town's work.
_OF_TOWN = re.compile(r"[^，。；]{0,4}(?:坚持|统筹|认真|严格|扎实|积极|大力|持续|深入|切实|不断|全力|聚力)")
_NEXT = re.compile("下一步|下步|改进|措施|打算|计划|安排|努力方向")
# The same where the name is not the subject.
_SCOPE = re.compile(rf"纳入{NAME}(?:{_YEAR})?(?:部门|单位)*(?:预算|决算)[^，。；]{{0,6}}(?:编制|汇总)?范围")
_ATTACHED = re.compile(
    rf"^附件?[0-9]{{0,2}}[：:]?\s*(?:[0-9][.、])?{NAME}(?:{_YEAR})(?:部门|单位|的)*整体支出[^，。；]{{0,24}}(?:表|体系|报告)$"
)
# What a report takes its own figures from, and the rules that a body makes for itself.
_BOOKS = re.compile(rf"(?:根据|按照|依据|对照){NAME}(?:{_YEAR})?(?:部门|单位|的)*(?:决算|预算批复|部门预算)")
_RULES = re.compile(
    rf"《{NAME}(?:机关)?(?:关于)?[^》]{{0,8}}?(?:内部控制|内控|财务|公务接待|差旅费?|公务用车|固定资产|考勤|报销|收支|合同|采购|三重一大|议事)[^》]{{0,12}}》"
)
# Bodies whose rules of this kind all others follow.
_MAKES_RULES = re.compile("机关事务|事务管理|审计|纪委|组织部|人力资源|管委会|管理委员会|人民政府")
# 「评价对象为××局2021年度部门整体支出」
_OBJECT = re.compile(rf"(?:评价|自评)(?:的)?(?:对象|范围|主体|单位)[^，。；]{{0,4}}(?:为|是|包括|涵盖){NAME}")
# The result of the review, wherever it stands in its sentence.
_RESULT = re.compile(
    rf"[，,]{NAME}(?:机关|本级)?(?:{_YEAR})?(?:部门|单位|的)*(?:(?:整体支出|预算绩效|整体绩效)[^，。；]{{0,10}}(?:自评|评价|自我评价)[^，。；]{{0,8}}(?:得分|总分|评分|等[级次])|自评(?:综合)?(?:得分|总分))"
)
_REVIEWED = re.compile("财政|重点评价|第三方|抽查|复核|审计")
_CALLED = re.compile(r"（以下(?:简称|称)[：:为]?[“\"「]?(?P<org>[\u4e00-\u9fff]{2,9}?局)[”\"」]?）")
_SUBJECT_CALLED = re.compile(_LEAD + NAME + r"（以下(?:简称|称)[：:为]?[“\"「]?(?P<short>[^）”\"」]{2,12})")
# Two bodies that have to do with each other.
_TOGETHER = re.compile(
    r"[我本该](?:局|委|办|院|馆|校|站|所|厅|会|部|镇|乡|街道|县|市|区|单位|部门|中心|机关)|会同|联合(?![会社])|配合|协助|协同|委托|移交|划转|合并|更名|改名|前身|[（(]原|挂牌|合署"
    r"|学习|考察|借鉴|经验|交流|兄弟|合作|共建|结对|帮扶|对口|来[院校局馆]|进修|选派|援助|转诊|毗邻|相邻|接壤|跨|调入|调到|借调|通报|先进|来函|共同|参观|诉|案件|第三方|下属|所属|二级|各(?:单位|部门|预算)"
)
_GIVES = re.compile(r"下达|批复|核定|审计|督导|检查|抽查|复核|考核")
_PARTY = re.compile(
    r"(?:在|贯彻落实|(?<!贯彻)落实|贯彻执行|(?<!贯彻)执行|按照|围绕)(?P<area>[\u4e00-\u9fff]{2,4}?(?P<level>[市县区旗]))委[、和]?(?:(?P=level)|[\u4e00-\u9fff]{2,4}?(?P=level))(?:人民)?政府(?:的)?(?:[^，。；]{0,6}(?:决策部署|领导|工作部署|中心工作|工作要求|安排部署))"
)
_COORDINATES = re.compile("政法委|政府办|委办公室|人大|政协|管委会|管理委员会|财政|审计|组织部|督查")
_LEAST = 3
# So many letters of a project's name are enough to know it by.
_PROJECT = 6
# How a clause begins that runs into a name: 现将水利局.
_RUNS_ON = re.compile("^(?:现|将|就|对|由|经|请|建议|及|和|与|向|把|被)")


_TOWN_TITLE = re.compile(
    rf"(?:{_YEAR})?(?P<org>(?:[\u4e00-\u9fff]{{2,6}}?[市县区旗])?[\u4e00-\u9fff]{{2,3}}(?:镇|乡|街道)(?:人民政府|办事处)?)(?:关于)?(?:{_YEAR})?(?:部门|单位|（单位）|\(单位\)|的)*整体支出"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The foreign name and where it stands."""

    name: str
    place: Place


def told_of_another(context: Context, names: Names, *, project: bool) -> Iterator[Subject]:
    """Such sentences. In a report on a project (`project`) other bodies may have their part: only its review counts."""
    if _COORDINATES.search(names.own):
        # Who gathers what others do tells of them.
        return
    own = _Own(context, names)
    for passage, text, _ in context.once(running_text).all:
        for start, end in sentences(text):
            sentence = text[start:end]
            found = _subject(own, passage, sentence, project) or _inside(own, sentence)
            if found is None:
                continue
            name, at = found
            yield Subject(name, passage.span(start + at, start + at + len(name)))


def town_of(context: Context) -> str:
    """The town or street whose report this is by its title, or ''."""
    match = _TOWN_TITLE.match(fold(re.sub(r"\s+", "", context.reading.outline.title or "")))
    return match["org"] if match is not None else ""


class _Own:
    """What the reporting body is called, and which names are another's."""

    def __init__(self, context: Context, names: Names) -> None:
        self.context, self.names = context, names
        town = _OWN_TOWN.match(names.own)
        self.short = names.short(names.own) if town is None else town["base"]
        self.town = town["base"] if town is not None else ""
        self.number = _NUMBERED.search(names.own)
        # 第三中学 is 三中 for short.
        self.shorts = {self.short}
        if self.number is not None:
            self.shorts |= {self.number["number"] + self.number["kind"].removeprefix("高级").removeprefix("实验")[0]}
        self.area = area_of(names.own)
        # 县林业局农村公路养护工程项目: no other body has the report's own project.
        spot = context.reading.outline.field("project_name")
        name = fold(re.sub(r"\s+", "", spot.text))[:_PROJECT] if spot is not None else ""
        self.project = name if len(name) == _PROJECT else ""

    def is_named_in(self, sentence: str) -> bool:
        return any(short in sentence for short in self.shorts)

    def is_another(self, name: str) -> bool:
        """Whether a name is another body's of the same kind, that the report names nowhere else."""
        if self.is_same_kind_elsewhere(name):
            return self.once(name)
        if self.names.is_superior(name) or "财政" in name:
            return False
        court = re.search("人民(法院|检察院)$", self.names.own)
        if court is not None:
            other = re.fullmatch(r".{0,6}?(?:人民)?(法院|检察院)", name)
            return other is not None and other[1] != court[1] and self.once(other[1])
        if not (self.names.is_other(name) or self.names.is_other_bureau(name)):
            return False
        return self.once(self.names.bare(name))

    def is_same_kind_elsewhere(self, name: str) -> bool:
        """The same kind of body of another area, or another of those that are numbered (第一中学)."""
        other = _NUMBERED.search(name) or _NUMBERED_SHORT.search(name)
        if self.number is not None and other is not None and other["number"] != self.number["number"]:
            return other["kind"].endswith(self.number["kind"][0])
        return self.names.is_same_elsewhere(name)

    def once(self, name: str) -> bool:
        return sum(text.count(name) for text, _ in self.context.document.lines) == 1


def _subject(own: _Own, passage: Passage, sentence: str, project: bool) -> tuple[str, int] | None:
    """The body that a sentence begins with, where it says what only the reporting body does or has."""
    if own.town:
        town = _TOWN.match(sentence)
        if town is None or _TOGETHER.search(sentence):
            return None
        name, after = town["org"], sentence[town.end("org") :]
        base = _OWN_TOWN.match(name)
        if base is None or base["base"] == own.town or own.is_named_in(sentence.replace(name, "")):
            return None
        same = own.once(base["base"])
        told = _is_own_matter(own, passage, after, False) or _OF_TOWN.match(re.sub(rf"^{_WHO}", "", after)) is not None
        return (name, town.start("org")) if same and told else None
    match = (_SUBJECT_SCHOOL.match(sentence) if own.number is not None else None) or _SUBJECT.match(sentence)
    if match is None:
        return None
    name, at = match["org"], match.start("org")
    if _RUNS_ON.match(name) or _TOGETHER.search(sentence):
        return None
    after = sentence[match.end("org") :]
    if own.is_same_kind_elsewhere(name):
        if _GIVES.search(sentence) or own.is_named_in(sentence.replace(name, "")):
            return None
        return (name, at) if own.is_another(name) else None
    if own.is_named_in(sentence) or own.names.may_be_below(name):
        return None
    if not _is_own_matter(own, passage, after, project) or not own.is_another(name):
        return None
    return name, at


def _is_own_matter(own: _Own, passage: Passage, after: str, project: bool) -> bool:
    if _OF_REVIEW.match(after) or (own.project and after.removeprefix("的").startswith(own.project)):
        return True
    if project:
        return False
    if _OF_ITSELF.match(after) or (_OF_MONEY.match(after) and not own.context.reading.facts):
        return True
    return _WILL.match(after) is not None and any(_NEXT.search(heading) for heading in passage.headings)


def _inside(own: _Own, sentence: str) -> tuple[str, int] | None:
    """Another body where the sentence must name this one, though not as its subject."""
    for pattern in (_SCOPE, _ATTACHED, _BOOKS, _RESULT, _OBJECT, _RULES):
        match = pattern.search(sentence)
        if match is not None:
            name = match["org"]
            if pattern is _RULES and _MAKES_RULES.search(name):
                continue
            if pattern is _RESULT and _REVIEWED.search(sentence):
                continue
            bare = "财政" in name and pattern is _ATTACHED and not own.names.is_superior(name)
            if own.is_another(name) or (bare and own.names.is_other(name)):
                return name, match.start("org")
    called = "（以下" in sentence
    match = _SUBJECT_CALLED.match(sentence) if called else None
    if match is not None and own.is_named_in(match["short"]) and own.is_another(match["org"]):
        return match["org"], match.start("org")
    match = _CALLED.search(sentence) if called else None
    if match is not None and own.is_named_in(sentence[: match.start()]):
        name = match["org"]
        if own.is_another(name) and not is_short_for(own.names.core[:2], name):
            return name, match.start("org")
    match = _PARTY.search(sentence) if "政府" in sentence and "委" in sentence else None
    if match is not None and own.area and match["area"][-1] == own.area[-1] and match["area"] != own.area:
        area = match["area"]
        if not own.names.is_area_above(area) and len(area) >= _LEAST:
            return area, match.start("area")
    return None
