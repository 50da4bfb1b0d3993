"""The grade against the score, in the fields of the form or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context, Results, plain
from reportparse.checks.formats import find_grade
from reportparse.checks.own_bands import own_bands
from reportparse.checks.told_grades import gradings
from reportparse.model.findings import Finding, Say, Severity
from reportparse.model.location import Place
from reportparse.ruleset.schema import Edition, Grade
from reportparse.text.choices import chosen
from reportparse.text.normalise import fold
from reportparse.text.numbers import find_figures
from reportparse.text.scores import full_marks, score_of

_BANDS = (
    re.compile(r"[0-9]{2,3}[^。；\n优良中差]{0,16}?(?:为|是|：)[“\"]?(?P<grade>优|良|中|差|不合格|合格)"),
    re.compile(r"(?P<grade>优|良|中|差|不合格|合格)[秀好等]?(?:等次|级)?[（：](?:得分|分值)?[≥＞>]?[0-9]{2,3}"),
)
_GRADE_WORDS = ("优", "良", "中", "差", "合格")
_LEAST_BANDS = 2
# 自评得分96分，等级为优
_TOLD_GRADE = re.compile(
    r"(?:得分|总分|评分)(?:为|是|：)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[，,、（(]?(?:自评|评价|绩效|评定|综合)*(?:等级|等次|结论|结果|档次)"
    r"(?:评定)?(?:为|是|：)?[“\"「]?(?P<grade>[\u4e00-\u9fff]{1,3})[”\"」]?(?=[，。；、（）\n]|$)"
)
# 自评得分95.2分，其中资金管理19.2分……，综合评定为优秀
_SUMMED_GRADE = re.compile(
    r"(?:自评|评价|绩效|综合|项目|资金)(?:得分|总分|评分)(?:为|是|：)?(?P<score>[0-9]{1,3}(?:\.[0-9]{1,2})?)分[，,：:（(][^\n优良]{2,160}?[，,；）)。](?:综合|自评|绩效|评价)*(?:评定|评价|等级|等次|结论)"
    r"(?:结果|等级|等次)?(?:为|是|：)[“\"「]?(?P<grade>[\u4e00-\u9fff]{1,3})[”\"」]?(?=[，。；、（）\n]|$)"
)
# 自评等次均为“优”: the score is that of the form's total row.
_BARE_GRADE = re.compile(
    r"(?:自评|评价|绩效|综合)(?:等级|等次|档次)(?:均|评定)?(?:为|是|：)[“\"「]?(?P<grade>[\u4e00-\u9fff]{1,2})[”\"」]?(?=[，。；、）\n]|$)"
)
# What every sentence with a grade has.
_GRADE_HINT = re.compile("[等档结评]")
_NO_RESULT = re.compile("上年|去年|以上|以下|考核|第三方|财政部门|分为|四个|[（(]含[）)]")
_ONLY_GRADE = re.compile(r"^(?:自评|评价|绩效)*(?:结论|等级|等次|结果)\s*：\s*(?P<grade>[\u4e00-\u9fff]{1,3})$")


@dataclass(frozen=True, slots=True)
class _ToldGrade:
    """A score and a grade, and the grade that the bands give."""

    score: Decimal
    word: str
    stated: Grade
    right: Grade
    grade_place: Place
    score_place: Place


def check_grade(context: Context) -> Results:
    """The grade follows from the score by the bands of the form, in its fields and in the sentences that tell both."""
    found = list(_of_fields(context))
    sentences = [] if any(isinstance(one, Finding) for one in found) else list(_of_sentences(context))
    # What was looked at in sentences was not passed over.
    yield from (one for one in found if isinstance(one, Finding) or not sentences)
    yield from sentences


def _of_sentences(context: Context) -> Iterator[Finding]:
    """Grades that do not follow from the score told beside them: by bands that the report or its form gives an error."""
    shared = _shared_bands(context)
    form = context.edition if context.edition is not None and context.edition.grades else shared
    edition = _with_own_bands(context, form)
    if edition is None or _own_bands(context, edition):
        return
    known = form is not shared or edition is not form
    grades = list(edition.grades)
    seen: set[tuple[Decimal, str]] = set()
    for told in gradings(context, edition):
        right = _right(edition, told.score)
        if right is None or right is told.stated or (told.score, told.word) in seen:
            continue
        seen.add((told.score, told.word))
        if _pass_or_fail(told.word, told.score, edition):
            continue
        near = abs(grades.index(right) - grades.index(told.stated)) == 1
        yield _grade_finding(
            context,
            edition,
            _ToldGrade(told.score, told.word, told.stated, right, told.grade_place, told.score_place),
            severity="warning" if near and not known else None,
        )


def _shared_bands(context: Context) -> Edition | None:
    """A form with bands, where all forms that have any have the same."""
    with_bands = [one for one in context.ruleset.edition_by_id.values() if one.grades]
    if not with_bands or any(
        [grade.at_least for grade in one.grades] != [grade.at_least for grade in with_bands[0].grades]
        for one in with_bands
    ):
        return None
    return with_bands[0]


def _of_fields(context: Context) -> Results:
    """The grade in the fields of the form, or the one that is told with its score in the usual words."""
    edition, outline = _with_own_bands(context, context.edition), context.reading.outline
    if edition is None:
        yield from _of_no_form(context)
    score_spot, grade_spot = outline.field("score"), outline.field("grade")
    if edition is None or not edition.grades:
        yield context.skip("表式没有规定各等次的分数段", "the form prescribes no bands of scores")
        return
    if score_spot is None or grade_spot is None or not score_spot.text.strip() or not grade_spot.text.strip():
        told = _told_grade(context, edition)
        if told is not None:
            if told.right is not told.stated and not _pass_or_fail(told.word, told.score, edition):
                yield _grade_finding(context, edition, told)
            return
        yield context.skip("没有同时填写得分和等次", "score and grade are not both filled in")
        return
    ticked = chosen(grade_spot.text)
    grade_text = "".join(ticked) if ticked is not None else grade_spot.text
    score, found = _score(score_spot.text), find_grade(grade_text, edition.grades)
    if score is None or found is None:
        yield context.skip("得分或等次不能识别", "score or grade cannot be understood")
        return
    stated, word = found
    right = _right(edition, score)
    if right is None:
        yield context.skip("报告所列分数段没有写到这一得分", "the bands that the report gives do not reach this score")
        return
    if stated is right or _pass_or_fail(word, score, edition):
        return
    if _own_bands(context, edition):
        yield context.skip("报告自己列有另一套分数段", "the report gives bands of its own")
        return
    yield _grade_finding(context, edition, _ToldGrade(score, word, stated, right, grade_spot.place, score_spot.place))


def _of_no_form(context: Context) -> Iterator[Finding]:
    """A report of no known form: the bands that the forms share, and only a grade two steps off is sure to be wrong."""
    shared = _shared_bands(context)
    edition = _with_own_bands(context, shared)
    if edition is None:
        return
    told = _told_grade(context, edition)
    grades = list(edition.grades)
    steps = 1 if edition is not shared else 2
    if told is None or abs(grades.index(told.right) - grades.index(told.stated)) < steps:
        return
    if not _pass_or_fail(told.word, told.score, edition):
        yield _grade_finding(context, edition, told)


def _with_own_bands(context: Context, edition: Edition | None) -> Edition | None:
    """The edition with the bands that the report sets itself, where it does."""
    if edition is None or not edition.grades:
        return edition
    own = own_bands((text for text, _ in context.document.lines_with("优")), edition.grades)
    return edition.model_copy(update={"grades": own}) if own else edition


def _grade_finding(context: Context, edition: Edition, told: _ToldGrade, severity: Severity | None = None) -> Finding:
    return context.finding(
        key="grade",
        severity=severity,
        stated=told.word,
        expected=told.right.grade,
        evidence=[context.quote(told.grade_place, "stated"), context.quote(told.score_place, "expected")],
        arguments={
            "score": plain(told.score),
            "grade": told.word,
            "expected": told.right.grade,
            "bands": _bands(edition),
        },
    )


def _told_grade(context: Context, edition: Edition) -> _ToldGrade | None:
    """The one score with its grade that a sentence tells, a line of nothing but the grade below the scores, or a sentence
    with the grade alone beside the total of the form."""
    found: list[_ToldGrade] = []
    bare: list[_ToldGrade] = []
    spot = context.reading.outline.field("score")
    total = _score(spot.text) if spot is not None else None
    own = total is not None and not context.reading.outline.parts
    for text, place in context.document.lines:
        begin = place.span[0] if place.span else 0
        line = fold(text)
        if _GRADE_HINT.search(line) is None:
            continue
        whole = list(_SUMMED_GRADE.finditer(line))
        # 自评总分99.38分，其中指标得分89.60分，自评等级为优: the grade is that of the whole.
        beside = [one for one in _TOLD_GRADE.finditer(line) if not any(one.end() == other.end() for other in whole)]
        matches = beside or whole
        single = _ONLY_GRADE.match(line.strip())
        if not matches and single is not None and total is not None:
            matches = [single]
        if not matches and own:
            matches = [one for one in _BARE_GRADE.finditer(line) if not _NO_RESULT.search(_sentence(line, one))]
        for match in matches:
            known = find_grade(match["grade"], edition.grades)
            score = Decimal(match["score"]) if "score" in match.re.groupindex else total
            if known is None or score is None or score > 100:
                continue
            right = _right(edition, score)
            if right is None:
                continue
            at = line.find(match[0])
            where = place.at(begin + max(at, 0), begin + max(at, 0) + len(match[0]))
            score_place = where if "score" in match.re.groupindex or spot is None else spot.place
            told = _ToldGrade(score, known[1], known[0], right, where, score_place)
            (bare if match.re is _BARE_GRADE else found).append(told)
    found = found or bare
    return found[0] if len({(one.score, one.word) for one in found}) == 1 and not _own_bands(context, edition) else None


def _sentence(line: str, match: re.Match[str]) -> str:
    start = line.rfind("。", 0, match.start()) + 1
    end = line.find("。", match.end())
    return line[start : end if end >= 0 else len(line)]


def _right(edition: Edition, score: Decimal) -> Grade | None:
    """The grade of a score; None where the bands do not go down as far."""
    return next((grade for grade in edition.grades if score >= grade.at_least), None)


def _score(text: str) -> Decimal | None:
    """The score on a scale of 100."""
    scaled = score_of(text)
    if scaled is not None and (full := full_marks(text)) != 100:
        return scaled.value * 100 / full if 0 <= scaled.value <= full else None
    quantity = scaled
    if quantity is None:
        figures = [figure for figure in find_figures(text) if figure.kind in ("plain", "score")]
        if len(figures) != 1:
            return None
        quantity = figures[0].quantity
    return quantity.value if quantity.unit in ("", "分") and 0 <= quantity.value <= 100 else None


def _pass_or_fail(word: str, score: Decimal, edition: Edition) -> bool:
    """合格 and 不合格 are a scale of two on some forms: right as long as they are on their side of the pass mark."""
    limit = min(grade.at_least for grade in edition.grades if grade.at_least > 0)
    return (word == "合格" and score >= limit) or (word == "不合格" and score < limit)


def _own_bands(context: Context, edition: Edition) -> bool:
    """Whether a line of the report sets limits that are not the edition's."""
    limits = {str(grade.at_least) for grade in edition.grades if grade.at_least}
    # No band is told without 优 or 合格 among them.
    for text, _ in context.document.lines_with("优", "格"):
        folded = fold(text)
        if sum(folded.count(word) for word in _GRADE_WORDS) < _LEAST_BANDS:
            continue
        named = {match["grade"] for band in _BANDS for match in band.finditer(folded)}
        if len(named) >= _LEAST_BANDS and not limits <= set(re.findall(r"[0-9]+", folded)):
            return True
    return False


def _bands(edition: Edition) -> Say:
    zh: list[str] = []
    en: list[str] = []
    above: int | None = None
    for grade in edition.grades:
        top = "100" if above is None else str(above)
        if grade.at_least:
            zh.append(f"{grade.at_least}（含）—{top}分为{grade.grade}")
            en.append(f"{grade.grade} from {grade.at_least}")
        else:
            zh.append(f"{top}分以下为{grade.grade}")
            en.append(f"{grade.grade} below {top}")
        above = grade.at_least
    return Say("、".join(zh), ", ".join(en))
