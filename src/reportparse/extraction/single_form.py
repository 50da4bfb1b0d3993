"""Reports whose tables are the funds of one form: 年初预算 and 执行数 in a sentence are then those of the form."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reportparse.model.claims import Mention
from reportparse.model.outline import Outline, Passage, Region
from reportparse.ruleset.rules import RuleSet
from reportparse.text.normalise import squash
from reportparse.text.numbers import parse_cell

_LEAST_TOTAL = 100
"""Above the points that stand among the amounts."""
_FUNDS = frozenset({"funds", "sources"})
_DEPARTMENT = frozenset({"income", "expenditure"})
_BODIES = frozenset({"department", "implementing_unit", "supervising_department"})
_EXECUTED = "project.executed"
_COMPARISONS = frozenset({"change", "prior", "share", "adjustment"})
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z]+|[一二三四五六七八九十]+(?=[、.，）)]|$)|第[一二三四五六七八九十]+")
# 资金全部为县级财政资金，: whose money all of it is.
_WHOSE = re.compile(r"资金(?:全部|均|全额|来源)*(?:为|是|来源于|来自)[^，；,;]{2,16}[，；,;]")
_NAME_ENDS = re.compile(r"(?:项目)?(?:资金|支出|经费)?$")


class SingleForm:
    """The figures of the one form, and whether a sentence speaks of it as a whole or of some part of it."""

    def __init__(self, outline: Outline, ruleset: RuleSet) -> None:
        roles = {column.role for region in outline.regions for column in region.columns}
        self._concepts = {concept.id: concept for concept in ruleset.concepts.concepts if concept.spoken == "one_form"}
        self._there = {name for name in self._concepts if name in roles}
        self._whole = _any_of(ruleset.words.whole_form)
        spot = outline.field("project_name")
        named = [spot.text if spot else "", *(field.text for field in outline.fields if field.field in _BODIES)]
        self._names = tuple(_NAME_ENDS.sub("", squash(name)) for name in named if len(squash(name)) > 3)
        self._title = squash(outline.title or "")

    def figure(self, concept: str) -> str:
        """The concept that a label means on this form: 实际支出 is 全年执行数 where there is no 实际支出."""
        instead = self._concepts[concept].instead
        return instead if concept not in self._there and instead in self._there else concept

    @property
    def result(self) -> str:
        """The concept of 决算数 behind a budget."""
        return self.figure(_EXECUTED)

    def has(self, concept: str | None) -> bool:
        return concept in self._concepts

    def qualifier(self, concept: str, said: str | None, general: bool) -> str | None:
        """`topic` for a figure of some part of the form, else what the sentence or the label itself says of it."""
        if said is None and not general:
            return "topic"
        return said or self._concepts[concept].qualifier

    def goes_on(self, last: Mention) -> bool:
        """Whether a sentence still speaks of the whole behind this figure."""
        if not last.quantity.is_money or last.qualifier in _COMPARISONS:
            return True
        if last.concept is None:
            # 2018年项目预算资金38.6万元，实际支出…: a name that narrows nothing, whatever it means.
            return bool(last.label) and self.is_general(last.label)
        return self.has(last.concept) and last.qualifier != "topic" and not last.modifier

    def is_general(self, words: str) -> bool:
        """Whether words before a label name no part: what is left without general words is the form's own name, or nothing."""
        rest = _WHOSE.sub("", squash(words))
        for name in self._names:
            rest = rest.replace(name, "")
        rest = self._whole.sub("", _NOISE.sub("", rest))
        return not rest or (len(rest) > 3 and rest in self._title)

    def is_about(self, passage: Passage) -> bool:
        """Whether the headings of a passage name no part."""
        return all(self.is_general(heading) for heading in passage.headings[-2:])


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def single_form(outline: Outline, ruleset: RuleSet) -> SingleForm | None:
    """The one form that the tables of a report are the funds of, or None."""
    if outline.parts or any(region.kind in _DEPARTMENT for region in outline.regions):
        return None
    found = [region for region in outline.regions if region.kind in _FUNDS]
    if len(found) > 1:
        # The funds of the form once more, by what they were spent on, come to the same.
        funds = [region for region in found if region.kind == "funds"]
        scored = [region for region in funds if region.column("score") is not None]
        first = (scored or funds)[:1]
        if len(scored) > 1 or not first or not all(_is_of_same(region, first[0]) for region in found):
            return None
        found = first
    return SingleForm(outline, ruleset) if found and any(row.entity is None for row in found[0].rows) else None


def _is_of_same(region: Region, form: Region) -> bool:
    totals, others = _totals(form), _totals(region)
    return len(totals & others) >= min(2, len(totals), len(others)) > 0


def _totals(region: Region) -> set[Decimal]:
    """The figures of a table's rows for the whole."""
    cells = [cell for row in region.rows if row.entity is None for cell in row.cells if cell is not None]
    found = [parse_cell(cell.text) for cell in cells]
    return {one.value for one in found if one is not None and one.value > _LEAST_TOTAL and one.unit != "%"}
