"""Answers every mention out of the facts: the value, the label, the unit, or nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from reportparse.extraction.labels import LabelWords, label_words
from reportparse.model.claims import Claim, Mention, Status
from reportparse.model.facts import Fact
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.ruleset.rules import RuleSet
from reportparse.text.names import is_short_for
from reportparse.text.normalise import squash
from reportparse.text.slips import find_slip

# 下属市青少年宫为公益二类事业单位，编制9名，实有8人
_OF_A_BODY_BELOW = re.compile(
    r"(?:^|[，,、])\s*(?:另有?)?(?:下属|所属|下辖|下设|代管|直属)(?!各|单位|机构|事业|二级|[0-9])"
)
_SLIPS = ("元", "万元", "亿元", "千元")
_SURE_DIGITS = 3
_SCORE = "score.total"
_ITSELF = frozenset({"项目", "本项目", "该项目", "专项", "专项资金", "资金"})
# Figures of rows that are items of a list, not bodies.
_ITEMS = frozenset({"item.amount", "project.spent"})
_ITEM_NAME = 3
_BUDGET_ROW = re.compile(
    r"(?:(?:19|20)[0-9]{2}年度?)?(?:年初|本年|全年|当年|调整后?的?)?(?:部门)?(?:预算|计划)(?:安排|批复|调整)?(?:数|额|总额)?$"
)
_BEFORE_ITEM = re.compile(r"(?:[，。；：、（()\n]|其中|包括|用于|安排|分别为|分别是|[和及与])$")


def resolve(
    mentions: Iterable[Mention], facts: tuple[Fact, ...], ruleset: RuleSet, one_form: bool = False
) -> tuple[Claim, ...]:
    """One claim a mention, in order. `one_form` tells that the tables are the funds of a single form."""
    resolver = _Resolver(facts, ruleset, one_form)
    claims = [resolver.answer(f"c{number}", mention) for number, mention in enumerate(mentions, start=1)]
    return tuple(resolver.with_partners(claims))


class _Resolver:
    def __init__(self, facts: tuple[Fact, ...], ruleset: RuleSet, one_form: bool) -> None:
        self.labels: LabelWords = label_words(ruleset, one_form)
        self.qualifiers = {concept.id: concept.qualifier for concept in ruleset.concepts.concepts}
        self.groups = {concept.id: concept.group for concept in ruleset.concepts.concepts}
        self.kin = {concept.id: concept.kin for concept in ruleset.concepts.concepts}
        self.broad = {
            one.id: ({squash(word) for word in one.broad}, one.taking_in) for one in ruleset.concepts.concepts
        }
        self.by_concept: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self.by_concept[fact.concept].append(fact)
        self.decimals: dict[tuple[int | None, str], int] = defaultdict(int)
        for fact in facts:
            key = (fact.region, fact.concept)
            self.decimals[key] = max(self.decimals[key], fact.quantity.decimals)
        self.entities = {fact.entity for fact in facts if fact.entity}
        self.items: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.entity and not fact.summary and fact.concept in _ITEMS and fact.quantity.is_money:
                self.items[squash(fact.entity)].append(fact)

    def answer(self, name: str, mention: Mention) -> Claim:
        if mention.concept is None:
            return self._unlabelled(name, mention)
        facts = self._facts_of(mention)
        concept = mention.concept
        if concept == _SCORE and mention.modifier in _ITSELF and len({one.quantity.value for one in facts}) == 1:
            # 项目自评得分 is the score of the one form there is.
            mention = replace(mention, modifier="")
        same = [fact for fact in facts if self._agrees(mention.quantity, fact)]
        plain = mention.qualifier in (None, self.qualifiers[concept])
        if (plain or mention.qualifier == "approximate") and same:
            return Claim(name, mention, "supported", _ids(same))
        if not plain:
            return Claim(name, mention, "not_comparable", (), why=mention.qualifier or "")
        if concept.startswith("staffing") and _OF_A_BODY_BELOW.search(_clause(mention)):
            return Claim(name, mention, "not_comparable", (), why="another body")
        if not facts:
            return Claim(name, mention, "unsupported", (), why="no such figure in the tables")
        if self._takes_in(mention, facts):
            return Claim(name, mention, "not_comparable", (), why="with other funds")
        if mention.subject and not self._entity(mention.subject):
            return Claim(name, mention, "not_comparable", (), why="another body")
        # A row of one unit is looked at only where the sentence names the unit.
        slipped = [fact for fact in self._main(facts) if self._unit_slip(mention.quantity, fact)]
        if slipped and (not mention.modifier or mention.quantity.significant_digits >= _SURE_DIGITS):
            return Claim(name, mention, "unit_slip", _ids(slipped))
        meant = self._meant(mention)
        if meant is not None:
            return Claim(name, mention, "mislabelled", _ids([*meant, *self._main(facts)]), meant[0].concept)
        if mention.modifier:
            mistyped = [fact for fact in self._main(facts) if mistyped_for(mention.quantity, fact.quantity)]
            if not mistyped:
                return Claim(name, mention, "not_comparable", (), why=mention.modifier)
            return Claim(name, mention, "different", _ids(mistyped))
        return Claim(name, mention, "different", _ids(self._main(facts)))

    def _agrees(self, quantity: Quantity, fact: Fact) -> bool:
        """A cell counts with the decimals of its column: clerks drop trailing zeros."""
        return quantity.agrees(fact.quantity, other_decimals=self.decimals[fact.region, fact.concept])

    def _takes_in(self, mention: Mention, facts: list[Fact]) -> bool:
        """Whether a name that may be meant widely (财政拨款) has the sum of its own figure and of those beside it (政府性基金)."""
        labels, concepts = self.broad[mention.concept or ""]
        if squash(mention.label) not in labels:
            return False
        for fact in facts:
            beside = [
                one
                for c in concepts
                for one in self.by_concept[c]
                if (one.region, one.entity) == (fact.region, fact.entity)
            ]
            for count in range(1, len(beside) + 1):
                for some in combinations(beside, count):
                    if sum(one.quantity.scaled() for one in (fact, *some)) == mention.quantity.scaled():
                        return True
        return False

    def _is_figure(self, quantity: Quantity, fact: Fact) -> bool:
        """Whether an amount is a fact's figure beyond chance: a short one must be it exactly, a longer one may be rounded."""
        if quantity.significant_digits < _SURE_DIGITS:
            return quantity.scaled() == fact.quantity.scaled()
        return self._agrees(quantity, fact)

    def _unit_slip(self, quantity: Quantity, fact: Fact) -> bool:
        """Whether the amount would be the fact's figure if it were in another unit of money.

        万元 for 千元 counts only where the tables are in 千元: else a nought too many would pass for a wrong unit.
        """
        if not (quantity.is_money and fact.quantity.is_money):
            return False
        if quantity.significant_digits < 2 and quantity.value != fact.quantity.value:
            return False
        return any(
            self._agrees(Quantity(quantity.value, unit, quantity.text), fact)
            for unit in _SLIPS
            if unit == fact.quantity.unit or abs(MONEY_SCALE[unit] - MONEY_SCALE[quantity.unit]) > 1
            if unit != quantity.unit
        )

    def with_partners(self, claims: list[Claim]) -> list[Claim]:
        """Pairs of figures in one passage that have each other's labels: that is beyond chance, however short they are."""
        for at, left in enumerate(claims):
            for position in range(at + 1, len(claims)):
                right = claims[position]
                if right.mention.passage is not left.mention.passage:
                    break
                if self._have_each_others(left, right):
                    claims[at] = left = self._mistaken(left, right)
                    claims[position] = self._mistaken(right, left)
                    break
        return claims

    def _have_each_others(self, left: Claim, right: Claim) -> bool:
        one, two = left.mention, right.mention
        wrong = ("different", "mislabelled")
        if left.status not in wrong or right.status not in wrong or left.partner or one.subject != two.subject:
            return False
        if one.concept is None or two.concept is None or not self._kin(one.concept, two.concept):
            return False
        return any(self._agrees(one.quantity, fact) for fact in self._main(self._facts_of(two))) and any(
            self._agrees(two.quantity, fact) for fact in self._main(self._facts_of(one))
        )

    def _mistaken(self, claim: Claim, partner: Claim) -> Claim:
        facts = [*self._main(self._facts_of(partner.mention)), *self._main(self._facts_of(claim.mention))]
        return replace(
            claim, status="mislabelled", fact_ids=_ids(facts), meant=partner.mention.concept, partner=partner.id
        )

    def _unlabelled(self, name: str, mention: Mention) -> Claim:
        item = self._item(mention)
        if item is not None:
            row = self._row_of(item)
            fact = next((one for one in row if self._agrees(mention.quantity, one)), None)
            if fact is not None:
                return Claim(name, replace(mention, concept=fact.concept), "supported", (fact.id,))
            if len(row) > 1:
                # Which of the row's columns is told of is not said: only a slip shows it.
                item = next((one for one in row if self._unit_slip(mention.quantity, one)), None) or next(
                    (one for one in row if mistyped_for(mention.quantity, one.quantity)), None
                )
            known = replace(mention, concept=item.concept) if item is not None else mention
            if item is not None and _stands_alone(mention):
                if not self._unit_slip(mention.quantity, item):
                    return Claim(name, known, "different", (item.id,))
                # The unit of a small table is often left out: a power of ten says nothing then.
                if item.unit_given:
                    return Claim(name, known, "unit_slip", (item.id,))
        status: Status = "not_comparable" if mention.qualifier else "unsupported"
        return Claim(name, mention, status, (), why=mention.qualifier or "no label of the tables")

    def _item(self, mention: Mention) -> Fact | None:
        """The one row of a table of items that has the very name by which a sentence calls an amount."""
        if mention.qualifier is not None or mention.subject or not mention.quantity.is_money:
            return None
        found = self.items.get(squash(mention.label), [])
        return found[0] if len(found) == 1 and len(mention.label) >= _ITEM_NAME else None

    def _row_of(self, item: Fact) -> list[Fact]:
        """The item first, and the amounts of its row that differ from it: what was planned of it, what came in, what is left."""
        return [
            item,
            *(
                fact
                for facts in self.by_concept.values()
                for fact in facts
                if fact.region == item.region
                and fact.entity == item.entity
                and fact.quantity.is_money
                and fact.quantity.scaled() != item.quantity.scaled()
            ),
        ]

    def _entity(self, subject: str) -> str | None:
        """The row name that a body of the text is, or None."""
        if subject in self.entities:
            return subject
        found = [entity for entity in self.entities if is_short_for(subject, entity) or is_short_for(entity, subject)]
        return found[0] if len(found) == 1 else None

    def _facts_of(self, mention: Mention) -> list[Fact]:
        facts = self.by_concept.get(mention.concept or "", [])
        entity = self._entity(mention.subject) if mention.subject else None
        facts = [fact for fact in facts if not _of_another_total(mention, fact)]
        return [fact for fact in facts if fact.entity == entity] if entity else facts

    @staticmethod
    def _main(facts: list[Fact]) -> list[Fact]:
        """The facts that speak for the whole department: summary rows, else all but those of rows of the budget beside the result's."""
        return (
            [fact for fact in facts if fact.summary]
            or [fact for fact in facts if fact.entity is None or _BUDGET_ROW.match(squash(fact.entity)) is None]
            or facts
        )

    def _meant(self, mention: Mention) -> list[Fact] | None:
        """The facts of another label that this figure is, where the evidence for that is good enough."""
        assert mention.concept is not None
        digits = mention.quantity.significant_digits
        if not digits or not mention.quantity.is_money:
            return None
        context = self._heading_concept(mention)
        entity = self._entity(mention.subject) if mention.subject else None
        candidates: dict[str, list[Fact]] = {}
        for concept, facts in self.by_concept.items():
            if concept == mention.concept or not self._kin(concept, mention.concept):
                continue
            same = [
                fact
                for fact in facts
                if self._is_figure(mention.quantity, fact) and (entity is None or fact.entity == entity)
            ]
            if same:
                candidates[concept] = same
        if not candidates:
            return None
        if digits < 2 and (mention.modifier or [self._sister(one, mention.concept) for one in candidates] != [True]):
            # One digit is often the same by chance: it must be the figure of one sister and of nothing else.
            return None
        if context in candidates:
            return candidates[context]
        # Words before a label may narrow it down; before 项目支出 they mostly do (they name one project).
        if mention.modifier and digits < (
            _SURE_DIGITS + 1 if mention.concept == "expenditure.project" else _SURE_DIGITS
        ):
            return None
        # Parts of the same whole are mistaken for each other more often than a part for a total.
        order = sorted(
            candidates, key=lambda concept: (concept.endswith(".total"), not self._sister(concept, mention.concept))
        )
        return candidates[order[0]]

    def _kin(self, left: str, right: str | None) -> bool:
        if right is None:
            return False
        return self.groups[left] == self.groups[right] or left in self.kin[right]

    def _sister(self, left: str, right: str | None) -> bool:
        return right is not None and self.groups[left] == self.groups[right]

    def _heading_concept(self, mention: Mention) -> str | None:
        """The concept of the innermost heading that names one."""
        for heading in reversed(mention.passage.headings):
            concept = self.labels.concept_of_heading(heading)
            if concept is not None:
                return concept
        return None


def _of_another_total(mention: Mention, fact: Fact) -> bool:
    """Whether one of the two is what came and went this year (本年支出合计), the other what that makes with what is carried over (支出总计)."""
    place = mention.label_place
    if place is None or place.span is None or not mention.label.endswith(("计", "收入", "支出")):
        return False
    start = place.span[0] - mention.passage.offset
    told, column = mention.passage.text[max(0, start - 3) : start] + mention.label, squash(fact.label)
    return ("总计" in told and "本年" in column) or ("本年" in told and "总计" in column)


def _clause(mention: Mention) -> str:
    """What stands before a figure, from the last full stop or semicolon on."""
    return re.split("[。；;\n]", mention.passage.text[: mention.start])[-1]


def _stands_alone(mention: Mention) -> bool:
    """Whether nothing before a label narrows it down."""
    place = mention.label_place
    if place is None or place.span is None:
        return False
    before = mention.passage.text[: place.span[0] - mention.passage.offset].rstrip()
    return not before or _BEFORE_ITEM.search(before) is not None


def _ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in facts))


def mistyped_for(left: Quantity, right: Quantity) -> bool:
    """Whether an amount is so much like another that it must be a slip of it: long enough, two digits swapped or one wrong."""
    if not (left.is_money and right.is_money) or left.significant_digits <= _SURE_DIGITS:
        return False
    slip = find_slip(left.value, right.in_unit(left.unit, left.decimals))
    return slip is not None and slip.kind in ("swapped", "one-digit")
