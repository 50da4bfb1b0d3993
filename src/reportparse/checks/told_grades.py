"""A score and a grade in one sentence, in whatever words and order, and a grade told again otherwise than beside the score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.formats import find_grade
from reportparse.checks.running_text import running_text
from reportparse.model.location import Place
from reportparse.ruleset.schema import Edition, Grade
from reportparse.text.sentences import sentences

_WORDS = "优秀|良好|中等|较差|不合格|合格|优|良|中|差"
_GRADE = re.compile(
    r"(?:(?:等级|等次|结论|结果|档次|评级|级别|定级)(?:评定|确定|核定)?(?:均|都)?(?:为|是|：)?|(?:评|定|评定|确定|核定|归)为|属于?|：|(?:得分|自评|评价|综合)[^，。；]{0,4}分[，,、（])"
    rf"[“\"「]?(?P<grade>{_WORDS})[”\"」]?(?:等[级次]|档次?|级)*[”\"」]?(?=[，。；、（）]|$|等[级次])"
)
_SCORE = re.compile(
    r"(?:得分|总分|评分|分数|分值|自评|评价结果|自评结果)(?:总分|合计|数)?(?:为|是|：|共|达到?)?[ ]*(?P<score>[0-9]{2,3}(?:\.[0-9]{1,2})?)[ ]*分"
)
_GRADE_HINT = re.compile("[优良中差合]")
_OF_REVIEW = re.compile("自评|绩效|整体支出|评价|评定|综合|^评分")
# Scores and grades of other things and by others, and the bands themselves.
_OTHER = re.compile(
    r"考核|考评|上年|去年|往年|第三方|财政|复核|复评|抽查|审计|所属|下属|子项目|各(?:项目|单位|部门)|水质|空气|质量评估|满意度|指标得分|等次的?比例|优良|优秀率|[含≥≤＜>]|[0-9分）][ ]*(?:及)?以[上下]|(?<![得总评])分为|[0-9][ ]*分?[ ]*[-—~～至][ ]*[0-9]+[ ]*分|分≤|满分(?!100)[0-9]|项目[0-9一二三四]|[0-9]个项目"
)
# A band that is told behind the grade: 属于“良”等级（80分≤得分＜90分）
_BAND = re.compile(r"（[^（）]*[0-9]+[ ]*分?[^（）]*[≤<＜≥>含至—~～-][^（）]*）")
_WEIGHT = re.compile(r"(?:满分|总分值?|分值)(?:为|是)?[0-9]{2,3}分")


@dataclass(frozen=True, slots=True)
class Grading:
    """A score with a grade told of it, and the places of both."""

    score: Decimal
    word: str
    stated: Grade
    score_place: Place
    grade_place: Place


def gradings(context: Context, edition: Edition) -> Iterator[Grading]:
    """Each score of the review with its grade; then grades told without a score where the report tells just one."""
    found: list[Grading] = []
    bare: list[tuple[str, Grade, Place]] = []
    scores: set[Decimal] = set()
    for passage, text, _ in context.once(running_text).plain:
        if _GRADE_HINT.search(text) is None:
            continue
        for start, end in sentences(text):
            sentence = _BAND.sub(lambda match: "＊" * len(match[0]), text[start:end])
            sentence = _WEIGHT.sub(lambda match: "＊" * len(match[0]), sentence)
            if _OF_REVIEW.search(sentence) is None or _OTHER.search(sentence) is not None:
                continue
            told, words = list(_SCORE.finditer(sentence)), list(_GRADE.finditer(sentence))
            known = [one for one in (find_grade(match["grade"], edition.grades) for match in words) if one is not None]
            scores |= {Decimal(one["score"]) for one in told}
            if len({one["grade"] for one in words}) != 1 or len(known) != len(words):
                continue
            place = passage.span(start + words[0].start("grade"), start + words[0].end("grade"))
            if not told:
                if "自评" in sentence or "综合" in sentence or "整体支出" in sentence:
                    bare.append((known[0][1], known[0][0], place))
                continue
            if len({one["score"] for one in told}) != 1 or Decimal(told[0]["score"]) > 100:
                continue
            where = passage.span(start + told[0].start("score"), start + told[0].end("score"))
            found.append(Grading(Decimal(told[0]["score"]), known[0][1], known[0][0], where, place))
    yield from found
    if found and len({one.score for one in found}) == 1 and scores <= {found[0].score}:
        for word, grade, place in bare:
            yield Grading(found[0].score, word, grade, found[0].score_place, place)
