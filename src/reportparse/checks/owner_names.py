"""Names of bodies: which are the department's own, and which are another's."""

from __future__ import annotations

import re

from reportparse.checks.context import Context
from reportparse.text.names import AREA, is_short_for
from reportparse.text.normalise import fold, squash
from reportparse.text.regions import load_regions

ENDS = (
    "局|厅|委员会|办公室|中心|联合会|联合社|协会|总工会|档案馆|党校|法院|检察院|街道办事处|管委会|人民政府办"
    "|编委办|巡察办|宣传部|组织部|统战部|政法委|团县委|团市委|团区委|工商联|残联|妇联|科协|文联|社科联|红十字会|图书馆|文化馆|博物馆|学校|中学|小学|医院|气象台|供销社"
)
_BRACKETS = re.compile(r"[（(].*?[）)]|\s")
_PARTY = re.compile("^(?:中共|中国共产党)")
_AREAS = re.compile("[\u4e00-\u9fff]+?[省市盟州县区旗]")
NAME = rf"(?P<org>[\u4e00-\u9fff]{{2,26}}?(?:{ENDS}))"
"""A body's name, up to the first word for a kind of body."""
_SUFFIX = re.compile(rf"(?:{ENDS})$")
# The letter that stands for an area, in a name without it.
_LETTER = re.compile(r"^[省市县区州旗](?!场)(?=.{2})")
# Words that say nothing of what a body is for: 应急管理, 城市管理.
_COMMON = re.compile("(?<=..)管理")
_SMALL_BODY = re.compile(r"(?:学校|中学|小学|学院|幼儿园|医院|保健院|卫生院|所|站|队|园)$")
# Kinds of bodies that bureaus have under them.
_UNIT_KINDS = re.compile(r"(?:中心|图书馆|文化馆|博物馆|档案馆|学校|党校|中学|小学|医院|气象台|供销社|协会|联合社)$")
_BUREAU = re.compile(r"(?:局|委员会)$")
# Words that run from one body to another: 县财政局对我局.
_LEAST_SHORT = 2
_NO_NAME = re.compile(
    "[我本该](?:局|委|办|院|馆|校|站|所|厅|会|部|单位|部门|中心|机关)|[由对](?!外)|核定|下达|批复|拨付|联合(?!会|社)|会同|委托|配合|协助|要求"
)
# What no name of an area has in it: 项目由县, 工作与市.
_NO_AREA = re.compile("[由对和与是在于及等向从的被为全该本我各]|项目|工作|组织")
_COUNTIES = frozenset("县区旗")
_ABOVE = re.compile("^(?:国|省|部|中央|全|各|相关|有关|主管|上级|原)")


def area_of(name: str) -> str:
    """The county or city that a name begins with, or ''."""
    match = AREA.match(name)
    return _county(match[0]) if match is not None else ""


def kind_of(name: str) -> str:
    """A name without its area: 图书馆."""
    return AREA.sub("", name)


def clean(name: str) -> str:
    """A name without brackets and blanks."""
    return _BRACKETS.sub("", fold(name)).strip("：:")


class Names:
    """The names that may stand for the department: its own, its units', and whatever resembles them."""

    def __init__(self, context: Context, own: str) -> None:
        self.own = own
        self.regions = load_regions(context.ruleset.regions)
        region = squash(str(context.reading.fields.get("region") or ""))
        self.region = region
        self.core = self._core(own)
        entities = {fact.entity for fact in context.reading.facts if fact.entity}
        self.units = tuple(clean(entity) for entity in entities)

    def _core(self, name: str) -> str:
        """A name without its area and the word for the kind of body."""
        bare = _PARTY.sub("", name)
        area = AREA.match(bare)
        # The field may name less than the whole of it: 重庆市 of 重庆市綦江区.
        known = len(self.region) if self.region and bare.startswith(self.region) else 0
        cut = max(known, area.end() if area is not None else 0)
        bare = bare[cut:] if cut else _LETTER.sub("", bare)
        return _SUFFIX.sub("", bare) or bare

    def is_other(self, name: str) -> bool:
        """Whether a name is that of another body of the same area, with nothing in common with this department's."""
        if len(name) < 3 or _NO_NAME.search(name) or not self._at_home(name) or self._is_unit(name):
            return False
        core = self._core(name)
        if not core or name in self.own or self.own in name:
            return False
        if is_short_for(core, self.own) or is_short_for(self.core, name) or is_short_for(name, self.own):
            return False
        one, two = set(_COMMON.sub("", core)), set(_COMMON.sub("", self.core))
        return len(one & two) * 2 <= min(len(one), len(two)) and len(core) >= 2

    def is_elsewhere(self, name: str) -> bool:
        """Whether a name is that of the same kind of body of another area."""
        here, there = AREA.match(self.own), AREA.match(name)
        if here is None or there is None or self._core(name) != self.core:
            return False
        one, two = _county(here[0]), _county(there[0])
        return one not in two and two not in one and self._side_by_side(here[0], there[0])

    def is_same_elsewhere(self, name: str) -> bool:
        """Whether a name is this body's own but for the area, which is neither a part of its own nor one above it."""
        area, here = area_of(name), area_of(self.own)
        if not area or not here or area in here or here in area:
            return False
        kind, own = kind_of(name), kind_of(self.own)
        # 城管局 of another city is as much another's as 城市管理和综合执法局.
        same = kind == own or (kind[-1:] == own[-1:] == "局" and len(kind) > _LEAST_SHORT and is_short_for(kind, own))
        if not same or _NO_AREA.search(area) or not self._side_by_side(area, here):
            return False
        return _SMALL_BODY.search(name) is not None or not self.is_area_above(area)

    def is_area_above(self, area: str) -> bool:
        """Whether an area may be the city that this body's county or lesser city belongs to."""
        here = self.regions.codes(area_of(self.own))
        return any(code.endswith("00") for code in self.regions.codes(area)) and not any(
            code.endswith("00") for code in here
        )

    def is_other_bureau(self, name: str) -> bool:
        """Whether a name without its area (水利局) is that of another bureau than this one."""
        if not (_BUREAU.search(name) and _BUREAU.search(self.own)) or len(name) > 9 or _ABOVE.match(name):
            return False
        return self.is_other("县" + name)

    def is_bureau(self, name: str) -> bool:
        return _BUREAU.search(name) is not None

    def short(self, name: str) -> str:
        """A name without its area: 水利局."""
        return self._core(name) + (_SUFFIX.search(name) or [""])[0]

    def bare(self, name: str) -> str:
        """A name without its area or the letter that stands for it: 妇联 of 区妇联."""
        return _LETTER.sub("", AREA.sub("", _PARTY.sub("", name)))

    def may_be_below(self, name: str) -> bool:
        """Whether a body of this kind may be under the department, so that the report may well tell of it."""
        return _UNIT_KINDS.search(name) is not None and _UNIT_KINDS.search(self.own) is None

    def is_superior(self, name: str) -> bool:
        """Whether this is the report of a school or a station, and the name that of a bureau over it."""
        return _SMALL_BODY.search(self.own) is not None and _SMALL_BODY.search(name) is None

    def _at_home(self, name: str) -> bool:
        """Whether a name begins with the report's own area, or with 县, 市 or 区 for it."""
        name = _PARTY.sub("", name)
        if self.region and name.startswith(self.region):
            return len(name) > len(self.region) + 1
        own = AREA.match(self.own)
        if own is not None and name.startswith(own[0]):
            return True
        return re.match(r"[县市区州旗](?!级|直|内|外|域|场)", name) is not None

    def _side_by_side(self, one: str, two: str) -> bool:
        """Whether areas are of one kind: counties, districts, banners and the lesser cities stand beside each other."""
        ends = {one[-1], two[-1]}
        if len(ends) == 1 or ends <= _COUNTIES:
            return True
        if not ends <= {*_COUNTIES, "市"}:
            return False
        city = _county(one if one[-1] == "市" else two)
        codes = self.regions.codes(city)
        return bool(codes) and all(not code.endswith("00") and self.regions.name(code) == city for code in codes)

    def _is_unit(self, name: str) -> bool:
        return any(unit and (unit in name or name in unit or is_short_for(unit, name)) for unit in self.units)


def _county(area: str) -> str:
    """The last part of an area's name: 兰州市榆中县 → 榆中县."""
    parts = _AREAS.findall(area)
    return parts[-1] if parts else area
