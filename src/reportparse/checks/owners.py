"""Another department's name where the report must name its own: in the title, where it presents itself, above its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.checks.context import Context, Results
from reportparse.model.document import Paragraph
from reportparse.model.findings import Evidence
from reportparse.model.location import Place
from reportparse.text.dates import parse_date
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold, squash
from reportparse.text.sentences import sentences

_ENDS = (
    "局|厅|委员会|办公室|中心|联合会|联合社|协会|总工会|档案馆|党校|法院|检察院|街道办事处|管委会|人民政府办"
    "|编委办|巡察办|宣传部|组织部|统战部|政法委|团县委|团市委|团区委|工商联|残联|妇联|科协|文联|社科联|红十字会|图书馆|文化馆|博物馆|学校|中学|小学|医院|气象台|供销社"
)
_REGION = re.compile(
    r"^(?:中共|中国共产党|共青团)?(?:[\u4e00-\u9fff]{1,9}?[省市州盟])?(?:[\u4e00-\u9fff]{0,7}?[市县区旗])(?=[\u4e00-\u9fff]{2})"
)
_NAME = rf"(?P<org>[\u4e00-\u9fff]{{2,26}}?(?:{_ENDS}))"
_YEARS = r"(?:在?(?:19|20)[0-9]{2}年(?:度)?[，,]?)?"
_LEAD = rf"(?:[0-9]{{1,2}}[.、．]|（?[一二三四五六七八九十]{{1,2}}[）、])?\s*{_YEARS}\s*"
# 「X局（以下简称本局）」: the report itself says that it means its own.
_SELF = re.compile(rf"{_LEAD}{_NAME}[（(]以下(?:简称|称)[：:为]?[“\"「]?(?P<short>[^）)”\"」]{{2,12}})")
_OWN_WORD = re.compile(r"^[本我]")
_PRESENTED = re.compile(
    rf"{_LEAD}{_NAME}(?:机关|本级)?(?:（[^）]{{1,20}}）|\([^)]{{1,20}}\))?"
    r"(?:(?:是|为|系|属于?).{0,24}?(?:工作部门|组成部门|办事机构|工作机关|预算单位|行政单位|事业单位|直属机构|群团组织|人民团体|群众团体|单位)"
    r"|(?:机关)?(?:共?内设|设有?(?:[0-9]|办公室|综合)|现有编制|核定编制|共有编制|人员编制))"
)
_TITLED = re.compile(
    rf"{_LEAD}{_NAME}(?:机关|本级)?(?:关于)?(?:19|20)[0-9]{{2}}年(?:度)?(?:部门|单位|（单位）|\(单位\)|的)*整体支出"
)
_BELOW = re.compile(r"下属|所属|二级|隶属|局属|委属|直属于|归口|代管|下设.{0,6}$")
_BETWEEN = re.compile(
    r"(?:机关|本级|部门|单位|（单位）|整体|全年|本年|全部|年度|共|实际|的|，|(?:19|20)[0-9]{2}年(?:度)?)*$"
)
_SUFFIX = re.compile(rf"(?:{_ENDS})$")
_SMALL_BODY = re.compile(r"(?:学校|中学|小学|学院|幼儿园|医院|卫生院|所|站|队|园)$")
_SURE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Other:
    name: str
    place: Place
    quote_place: Place


def check_owner(context: Context) -> Results:
    """One finding for each other department whose name stands where this one's should."""
    fields = context.reading.fields
    own = _clean(str(fields.get("department") or ""))
    if len(own) < 3:
        yield context.skip("没有填写部门名称，无从核对", "the report does not name its department")
        return
    names = _Names(context, own)
    found: dict[str, list[_Other]] = {}
    for other in (
        *_title(context, names),
        *_passages(context, names),
        *_figures(context, names),
        *_signed(context, names),
    ):
        same = found.setdefault(other.name, [])
        if all(one.place != other.place for one in same):
            same.append(other)
    spot = context.reading.outline.field("department")
    for name, others in found.items():
        evidence = [Evidence(context.sentence(one.place), one.place, "stated") for one in others]
        if spot is not None:
            evidence.append(context.quote(spot.place, "expected"))
        yield context.finding(
            key=name,
            stated=name,
            expected=own,
            evidence=evidence,
            arguments={"stated": name, "expected": own, "count": str(len(others))},
        )


def _clean(name: str) -> str:
    return re.sub(r"[（(].*?[）)]|\s", "", fold(name)).strip("：:")


class _Names:
    """The names that may stand for the department: its own, its units', and whatever resembles them."""

    def __init__(self, context: Context, own: str) -> None:
        self.own = own
        region = squash(str(context.reading.fields.get("region") or ""))
        self.region = region
        self.core = self._core(own)
        entities = {fact.entity for fact in context.reading.facts if fact.entity}
        self.units = tuple(_clean(entity) for entity in entities)

    def _core(self, name: str) -> str:
        """A name without its area and the word for the kind of body."""
        bare = re.sub(r"^(?:中共|中国共产党)", "", name)
        if self.region and bare.startswith(self.region):
            bare = bare[len(self.region) :]
        else:
            bare = _REGION.sub("", bare)
            bare = re.sub(r"^[省市县区州旗](?=.{2})", "", bare)
        return _SUFFIX.sub("", bare) or bare

    def is_other(self, name: str) -> bool:
        """Whether a name is that of another body of the same area, with nothing in common with this department's."""
        if len(name) < 3 or not self._at_home(name) or self._is_unit(name):
            return False
        core = self._core(name)
        if not core or name in self.own or self.own in name:
            return False
        if is_short_for(core, self.own) or is_short_for(self.core, name) or is_short_for(name, self.own):
            return False
        common = sum(letter in self.core for letter in set(core))
        return common * 2 <= min(len(set(core)), len(set(self.core))) and len(core) >= 2

    def is_superior(self, name: str) -> bool:
        """Whether this is the report of a school or a station, and the name that of a bureau over it."""
        return _SMALL_BODY.search(self.own) is not None and _SMALL_BODY.search(name) is None

    def _at_home(self, name: str) -> bool:
        """Whether a name begins with the report's own area, or with 县, 市 or 区 for it."""
        name = re.sub(r"^(?:中共|中国共产党)", "", name)
        if self.region and name.startswith(self.region):
            return len(name) > len(self.region) + 1
        own = _REGION.match(self.own)
        if own is not None and name.startswith(own[0]):
            return True
        return re.match(r"[县市区州旗](?!级|直|内|外|域|场)", name) is not None

    def _is_unit(self, name: str) -> bool:
        return any(unit and (unit in name or name in unit or is_short_for(unit, name)) for unit in self.units)


def _title(context: Context, names: _Names) -> Iterator[_Other]:
    """The body that the title itself names before the year."""
    outline = context.reading.outline
    if outline.title is None or outline.title_place is None:
        return
    match = re.match(rf"{_NAME}(?:关于)?(?:19|20)[0-9]{{2}}年", fold(re.sub(r"\s+", "", outline.title)))
    if match is None or not names.is_other(match["org"]):
        return
    if names.is_superior(match["org"]):
        return
    yield _Other(match["org"], outline.title_place, outline.title_place)


def _passages(context: Context, names: _Names) -> Iterator[_Other]:
    """Sentences in which a body presents itself as the one that reports."""
    for passage in context.reading.outline.passages:
        text = passage.text
        if re.search(_ENDS, text) is None:
            continue
        for start, end in sentences(text):
            sentence = fold(text[start:end])
            match = _SELF.match(sentence)
            if match is not None and not _OWN_WORD.match(match["short"]):
                match = None
            match = match or _TITLED.match(sentence) or _PRESENTED.match(sentence)
            if match is not None and match.re is not _SELF and names.is_superior(match["org"]):
                continue
            if match is None or _BELOW.search(sentence[: match.end()]) or not names.is_other(match["org"]):
                continue
            place = passage.span(start + match.start("org"), start + match.end("org"))
            yield _Other(match["org"], place, place)


def _figures(context: Context, names: _Names) -> Iterator[_Other]:
    """Sentences that give this department's figures as another's."""
    pattern = re.compile(rf"{_LEAD}{_NAME}")
    for claim in context.reading.claims:
        mention = claim.mention
        if claim.status != "supported" or _digits(str(mention.quantity.value)) < _SURE_DIGITS:
            continue
        text = mention.passage.text
        start = max(text.rfind(mark, 0, mention.start) for mark in "。！？；\n") + 1
        label = text.rfind(mention.label, start, mention.start)
        match = pattern.match(fold(text[start:label])) if label >= 0 else None
        while match is not None and not _BETWEEN.match(fold(text[start + match.end() : label])):
            # A longer name may end with the same word again (中心办公室).
            longer = re.compile(rf"{_LEAD}(?P<org>[\u4e00-\u9fff]{{{len(match['org']) + 1},26}}?(?:{_ENDS}))")
            match = longer.match(fold(text[start:label]))
        if match is None or _BELOW.search(text[start:label]) or not names.is_other(match["org"]):
            continue
        place = mention.passage.span(start + match.start("org"), start + match.end("org"))
        yield _Other(match["org"], place, place)


def _digits(text: str) -> int:
    return len(text.replace(".", "").replace("-", "").lstrip("0"))


def _signed(context: Context, names: _Names) -> Iterator[_Other]:
    """The name above the date at the very end."""
    last = _last(context.document.blocks)
    for line, following in pairwise(last):
        name = _clean(line.text)
        if parse_date(following.text) is None or not re.fullmatch(_NAME, name) or not names.is_other(name):
            continue
        yield _Other(name, Place(line.index), Place(line.index))


def _last(blocks: Iterable[object]) -> list[Paragraph]:
    return [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()][-4:]
