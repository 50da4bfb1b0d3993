"""Every figure of the running text with its label, qualifier, period and body; and the lists that break figures down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from reportparse.extraction.labels import Label, LabelWords, Prefix, label_words
from reportparse.extraction.lists import ListFinder
from reportparse.extraction.rates import RateFinder, is_signless
from reportparse.extraction.sentence_words import SentenceWords, sentence_words
from reportparse.extraction.single_form import single_form
from reportparse.model.claims import Breakdown, Mention, Rate
from reportparse.model.location import Place
from reportparse.model.outline import Outline, Passage
from reportparse.model.quantity import Quantity
from reportparse.ruleset.patterns import any_of, search
from reportparse.ruleset.rules import RuleSet
from reportparse.text.names import is_short_for
from reportparse.text.normalise import Normalised, normalise
from reportparse.text.numbers import Figure, find_figures
from reportparse.text.sentences import sentences

_FIGURES = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]+[万亿]?元")
# Searched from its first digits on: a pattern that begins by looking behind is tried at every letter.
_YEAR = re.compile(r"((?:19|20)(?<!\d(?:19|20))\d{2})\s*年")
# 比2023年的172.8万元增加13.4万元；…
_COMPARED = re.compile("(?:比|较|与|同)$")
_SHORT_NAME = re.compile(r"以下(?:简称|称)[：为]?[“\"「]?([^”\"」）]{2,20})[”\"」]?")
# 某县统计局2023年度部门整体支出绩效自评报告
_TITLED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,24}(?:局|厅|委员会|办公室|中心|联合会|馆|院|会|部|办|委))(?:19|20)[0-9]{2}年"
)
_RESPECTIVELY = re.compile(r"(?P<labels>[^，；。：]{4,60}?)(?:分别|各)(?:为|是|达|支出|安排)?\s*$")
_LIST_MARKS = re.compile(r"[、和及与]|以及")
_EXECUTED = "执行"
_NO_PREFIX = Prefix("", "")
# What came over from last year is a figure of this one.
# 比上年少1.3万元
_BY_HOW_MUCH = re.compile(r"[少多高低增减降升涨](?:了|出|约|近)?\s*$")
_CARRIED_OVER = re.compile(r"[上去]一?年[^，；。：]{0,6}?(?:结转|结余)")
# What is less than something else (比上年减少) is no part that is taken off.
_BEFORE_THE_RESULT = frozenset({"budget", "adjustment", "received", "plan"})
# 追加的172.32万元中，人员经费…: what follows a figure that its parts follow.
_PARTS_OF_IT = ("中，", "中：")
# The concepts of a total or a result, which no list of the parts of a budget goes on with.
_ENDS_A_LIST = (".total", ".executed", ".spent", "balance")
_BOUNDARY_KINDS = frozenset({"money", "percent", "count", "score"})


@dataclass(frozen=True)
class Mentions:
    all: tuple[Mention, ...]
    breakdowns: tuple[Breakdown, ...]
    rates: tuple[Rate, ...]
    figures_found: int
    one_form: bool


def find_mentions(outline: Outline, department: str | None, fiscal_year: int | None, ruleset: RuleSet) -> Mentions:
    """All mentions of the passages in reading order. Money, scores, and counts that a concept names."""
    scanner = _Scanner(outline, department, fiscal_year, ruleset)
    own: dict[str, _Scanner] = {}
    found: list[Mention] = []
    breakdowns: list[Breakdown] = []
    rates: list[Rate] = []
    figures = 0
    for passage in outline.passages:
        if _FIGURES.search(passage.text, passage.body) is None:
            continue
        part = outline.part_at(passage.place) if outline.parts else None
        if part is None:
            mentions, lists, percentages, count = scanner.passage(passage)
        else:
            # What a form tells within its own table is of itself.
            if part.project not in own:
                own[part.project] = _Scanner(outline.of_part(part), department, fiscal_year, ruleset)
            mentions, lists, percentages, count = own[part.project].passage(passage)
            mentions = [one if one.subject else replace(one, subject=part.project) for one in mentions]
        found.extend(mentions)
        breakdowns.extend(lists)
        rates.extend(percentages)
        figures += count
    return Mentions(tuple(found), tuple(breakdowns), tuple(rates), figures, scanner.form is not None)


class _Scanner:
    def __init__(self, outline: Outline, department: str | None, fiscal_year: int | None, ruleset: RuleSet) -> None:
        self.form = single_form(outline, ruleset)
        self.labels: LabelWords = label_words(ruleset, self.form is not None)
        self.words: SentenceWords = sentence_words(ruleset)
        self.lists = ListFinder(ruleset, self.labels)
        self.rates = RateFinder(ruleset, self.labels)
        self.units, self.groups = self.labels.units, self.labels.groups
        self.year = str(fiscal_year) if fiscal_year else None
        self.own_names = _own_names(outline, department)
        rows = {row.entity for region in outline.regions for row in region.rows if row.entity}
        # Longest first: 局机关 must not be taken for 机关.
        projects = {part.project for part in outline.parts}
        named = {*self.own_names, *rows, *projects, *(f"{name}项目" for name in projects)}
        self.bodies = tuple(sorted(named, key=len, reverse=True))
        self.rows = frozenset(rows)
        self.own_words = frozenset(ruleset.words.subjects)
        self.topics = ruleset.words.topics

    def passage(self, passage: Passage) -> tuple[list[Mention], list[Breakdown], list[Rate], int]:
        normal = normalise(passage.text)
        figures = find_figures(normal.text)
        counted = [figure for figure in figures if figure.kind in _BOUNDARY_KINDS]
        mentions: list[Mention] = []
        breakdowns: list[Breakdown] = []
        rates: list[Rate] = []
        before: list[Mention] = []
        spans = sentences(normal.text)
        for position, (start, end) in enumerate(spans):
            inside = [figure for figure in counted if start <= figure.start < end]
            following = spans[position + 1] if position + 1 < len(spans) else None
            if not inside or not self._matters(normal.text, start, end, inside, following):
                before = []
                continue
            every = list(self._sentence(passage, normal, start, end, inside))
            lists = list(self.lists.find(normal.text, start, end, every, before))
            breakdowns.extend(lists)
            signless = [
                self._signless(passage, normal, figure, every[-1])
                for figure in figures
                if start <= figure.start < end and is_signless(normal.text, figure)
            ]
            rates.extend(self.rates.find(normal.text, sorted([*every, *signless], key=lambda m: m.start), lists))
            mentions.extend(mention for mention in every if self._is_claim(mention))
            before = every
        return mentions, breakdowns, rates, len(counted)

    def _matters(
        self, text: str, start: int, end: int, figures: list[Figure], following: tuple[int, int] | None
    ) -> bool:
        """Whether a sentence can hold a claim or a list of parts; most counts of things done stand in none."""
        if any(figure.kind in ("money", "score") for figure in figures):
            return True
        if self.words.among.search(text, start, end) or self.labels.counted.search(text, start, end):
            return True
        if len(figures) > 2 and ("（" in text[start:end] or "：" in text[start:end]):
            return True
        return following is not None and self.words.among.match(text, *following) is not None

    def _is_claim(self, mention: Mention) -> bool:
        """Money always; other figures only where a concept of their kind names them."""
        if mention.quantity.is_money:
            return True
        return mention.concept is not None and mention.quantity.unit not in ("%", "‰")

    # -- one sentence ----------------------------------------------------------------------------

    def _sentence(
        self, passage: Passage, normal: Normalised, start: int, end: int, figures: list[Figure]
    ) -> Iterator[Mention]:
        text = normal.text
        low = start
        subject = narrowed = ""
        last: Mention | None = None
        budgeted = False
        planned: str | None = None
        topic: int | None = None
        general = self.form is not None and self.form.is_about(passage)
        together = self._respectively(text, start, figures)
        for position, figure in enumerate(figures):
            money = figure.kind == "money"
            label = together.get(position) or self.labels.find(text, low, figure.start, own_words=money)
            if label.concept is None and money:
                label = self._label_after(text, label, figure, end)
                label = self._label_of_list(label, last) or self._label_of_budget(text, label, figure, last) or label
            prefix = self.labels.prefix(label.prefix, self.bodies) if money or label.concept else _NO_PREFIX
            if prefix.subject:
                subject = "" if self._is_own(prefix.subject) else prefix.subject
            concept = label.concept if label.concept and self._fits(label.concept, figure) else None
            period, prior = self._period(text, start, figure.start)
            if (
                last is not None
                and last.modifier not in ("", last.label)
                and self.words.among.search(text, last.end, figure.start)
            ):
                # 新购固定资产63.5万元，其中在用…: the parts are of the new ones only. A bare 全年支出 narrows nothing.
                narrowed = last.modifier
            if last is not None and last.concept is None and text.startswith(_PARTS_OF_IT, last.end):
                # 未执行的191.21万元中，基本支出3.35万元…: parts of what is no figure of the form.
                narrowed = text[low : last.end].strip() or last.quantity.text
            qualifier = self._qualifier(text, low, label, figure, prior)
            if last is not None and (
                self.words.among.search(text, last.end, figure.start) or text.startswith(_PARTS_OF_IT, last.end)
            ):
                planned = last.qualifier if last.qualifier in ("budget", "adjustment") else None
            if planned and qualifier is None and concept is not None:
                # 年初预算812.6万元，其中基本支出522.4万元: the parts of a budget are budgets, the next total is not.
                planned = None if concept.endswith(_ENDS_A_LIST) else planned
                qualifier = planned
            budgeted = budgeted or qualifier == "budget"
            if self.form is not None and concept is not None and self.form.has(concept):
                concept = self.form.figure(concept)
                general = general and self.form.is_general(text[low : label.start])
                qualifier = self.form.qualifier(concept, qualifier, general)
            elif qualifier is None and concept is not None:
                leftover = budgeted and self.groups[concept] == "balance" and not self._is_final(text, low, figure)
                if not leftover and topic is None:
                    topic = self._topic(text, start, end)
                qualifier = "topic" if leftover or (topic is not None and topic < figure.start) else None
            narrowing = "" if self.form is not None and self.form.has(concept) and general else prefix.modifier
            modifier = (narrowing or narrowed or (label.text if label.loose else "")) if concept else ""
            last = Mention(
                label.text or "",
                concept,
                figure.quantity,
                period,
                qualifier,
                subject,
                modifier,
                text[start:end].strip(),
                passage,
                figure.start,
                figure.end,
                self._place(passage, normal, figure.start, figure.end),
                self._place(passage, normal, label.start, label.end) if label.text else None,
            )
            yield last
            general = general and self.form is not None and self.form.goes_on(last)
            # A label behind the figure belongs to it, not to the next one.
            low = max(figure.end, label.end)

    def _signless(self, passage: Passage, normal: Normalised, figure: Figure, like: Mention) -> Mention:
        """A percentage that lost its sign, as a mention."""
        return replace(
            like,
            label="",
            concept=None,
            quantity=Quantity(figure.value, "%", figure.text),
            qualifier="share",
            modifier="",
            start=figure.start,
            end=figure.end,
            place=self._place(passage, normal, figure.start, figure.end),
            label_place=None,
        )

    def _respectively(self, text: str, start: int, figures: list[Figure]) -> dict[int, Label]:
        """「a和b分别为x和y」: the labels of the figures by position."""
        found: dict[int, Label] = {}
        if len(figures) < 2 or ("分别" not in text and "各" not in text):
            return found
        low = start
        for position, figure in enumerate(figures):
            match = _RESPECTIVELY.search(text, low, figure.start)
            if match is not None:
                labels: list[Label] = []
                at = match.start("labels")
                for part in [*_LIST_MARKS.finditer(text, at, match.end("labels")), None]:
                    stop = part.start() if part is not None else match.end("labels")
                    labels.append(self.labels.find(text, at, stop))
                    at = part.end() if part is not None else at
                named = [label for label in labels if label.concept is not None]
                run = figures[position : position + len(named)]
                together = len(run) == len(named) >= 2 and all(
                    len(text[left.end : right.start].strip()) <= 2 for left, right in pairwise(run)
                )
                if together:
                    found.update({position + offset: label for offset, label in enumerate(named)})
            low = figure.end
        return found

    def _label_after(self, text: str, label: Label, figure: Figure, end: int) -> Label:
        """「94.8万元为人员支出」: the label stands behind the figure where nothing names it before."""
        if label.text and self.labels.prefix(label.text, self.bodies).modifier:
            return label
        match = self.labels.after.match(text, figure.end, end)
        if match is None:
            return label
        concept = self.labels.concepts.get(match["label"])
        return Label(match["label"], match.start("label"), match.end("label"), concept, label.text, "")

    def _label_of_list(self, label: Label, last: Mention | None) -> Label | None:
        """在用, 出租, 其他: short names that count only behind a figure of their own family."""
        if last is None or last.concept is None:
            return None
        concept = self.labels.inside.get((self.groups[last.concept], label.text))
        return label._replace(concept=concept) if concept is not None else None

    def _label_of_budget(self, text: str, label: Label, figure: Figure, last: Mention | None) -> Label | None:
        """「基本支出年初预算480万元，决算数508.56万元」: 决算数 takes the label of the budget before it."""
        if last is None or last.concept is None or last.qualifier not in _BEFORE_THE_RESULT:
            return None
        between = text[last.end : figure.start]
        said = re.sub(r"[，：、\s为是]", "", between)
        of_form = self.form is not None and self.form.has(last.concept)
        if len(between) > 12 or not (said in self.labels.finals or (of_form and said == _EXECUTED)):
            return None
        if self.form is not None and of_form:
            start = max(text.rfind(said, last.end, figure.start), last.end)
            return label._replace(
                text=said, start=start, end=start + len(said), concept=self.form.result, prefix="", between=""
            )
        return label._replace(
            text=last.label, start=figure.start, end=figure.start, concept=last.concept, prefix="", between=""
        )

    def _is_final(self, text: str, low: int, figure: Figure) -> bool:
        """Whether a figure behind a budget is of the year's end all the same (决算结余)."""
        return any(word in text[low : figure.start] for word in self.labels.finals)

    def _topic(self, text: str, start: int, end: int) -> int:
        """Where a sentence begins to speak of one project instead of the department; its end where it does not."""
        sentence = text[start:end]
        if search(any_of(self.topics), sentence) is None:
            return end
        found = [match.end() for pattern in self.topics if (match := search(pattern, sentence)) is not None]
        return start + min(found) if found else end

    def _fits(self, concept: str, figure: Figure) -> bool:
        kind = self.units.get(concept)
        return (
            (kind == "money" and figure.kind == "money")
            or (kind == "score" and figure.unit == "分")
            or (kind == "count" and figure.unit in ("人", "名", "个"))
        )

    def _period(self, text: str, start: int, at: int) -> tuple[str | None, bool]:
        """(the year the figure is of, whether that is another than the report's).

        A year that something is compared with says nothing of what follows a semicolon, nor of the parts of what is compared.
        """
        clause = max(text.rfind(mark, start, at) for mark in ("；", "其中"))
        years = [
            match[1]
            for match in _YEAR.finditer(text, start, at)
            if match.end() > clause or not _COMPARED.search(text, start, match.start())
        ]
        if not years or self.year is None:
            return self.year, False
        return years[-1], years[-1] != self.year

    def _qualifier(self, text: str, low: int, label: Label, figure: Figure, prior: bool) -> str | None:
        words = self.words
        around = (
            label.prefix + " " + label.between if label.concept else text[max(low, label.start - 30) : figure.start]
        )
        around = words.names.sub("", around)
        clause = text[max(low, text.rfind("，", low, label.start), text.rfind("；", low, label.start)) : label.start]
        clause = words.names.sub("", clause)
        if figure.rate or (words.standard.search(around) is not None):
            return "standard"
        if figure.kind == "percent":
            return "change" if words.change.search(around) else "share"
        if label.concept is None and words.share.search(around):
            return "share"
        if prior or words.prior.search(_CARRIED_OVER.sub("", around)):
            return "change" if words.change.search(around) or _BY_HOW_MUCH.search(around) else "prior"
        if words.change.search(around):
            return "change"
        if words.adjustment.search(around):
            return "adjustment"
        if words.budget.search(around) or (label.concept is not None and words.budget.search(clause)):
            return "budget"
        if words.received.search(around):
            return "received"
        if figure.bound is not None or words.plan.search(around) or figure.range:
            return "plan"
        if label.concept is not None and words.among.sub("", label.prefix).rstrip().endswith(words.part):
            return "part"
        return "approximate" if figure.approximate else None

    @staticmethod
    def _place(passage: Passage, normal: Normalised, start: int, end: int) -> Place:
        return passage.span(*normal.original(start, end))

    def _is_own(self, subject: str) -> bool:
        """Whether a body is the reporting department under one of its names."""
        if subject in self.own_names:
            return True
        if subject in self.rows:
            return False
        if subject in self.own_words:
            return True
        return any(is_short_for(subject, name) for name in self.own_names)


def _own_names(outline: Outline, department: str | None) -> tuple[str, ...]:
    """The names a report calls its department by: the full name, and the short ones it introduces."""
    names: set[str] = set()
    titled = _TITLED.match(re.sub(r"\s+", "", outline.title or ""))
    if titled is not None:
        names.add(titled["name"])
    if department:
        names.add(department)
        for passage in outline.passages:
            if "以下" not in passage.text:
                continue
            for match in _SHORT_NAME.finditer(passage.text):
                names.add(re.sub(r"\s+", "", match[1]))
    return tuple(sorted(names, key=len, reverse=True))
