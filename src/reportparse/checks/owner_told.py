"""Whose report it is where no field of a form says so: by its title, its seal, or what the text says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportparse.checks.context import Context
from reportparse.checks.owner_names import ENDS, NAME, area_of, clean, kind_of
from reportparse.model.location import Place
from reportparse.text.dates import parse_date
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold
from reportparse.text.sentences import sentences

_YEAR = r"(?:19|20)[0-9]{2}年(?:度)?"
_OWN_REVIEW = re.compile("自评|自我评价")
_WHOLE = "整体支出"
_TITLE = re.compile(rf"{NAME}(?:关于)?{_YEAR}.{{0,40}}绩效(?:自评|评价|自我评价)")
# A title that begins with the year, and one without a year or with it below: 2021年度××局部门整体支出绩效自评报告.
_TITLE_OF_WHOLE = re.compile(
    rf"(?:{_YEAR})?{NAME}(?:{_YEAR})?(?:部门|单位|（单位）|\(单位\)|的)*整体(?:支出)?(?:预算)?绩效(?:自评|评价|自我评价)"
)
# Who puts the seal on a report: 单位（盖章）：××局
_SEAL = re.compile(
    rf"^(?:填报|编报|报送|自评|评价|预算)?(?:单位|部门)(?:（(?:单位|部门)）|名称)*（(?:公章|盖章|签章|加盖公章)）：{NAME}$"
)
_COVER_LINES = 12
# What only the department itself is said to be or to have.
_ROLE = re.compile(
    rf"^(?:[0-9]{{1,2}}[.、]|（?[一二三四五六七八九十]{{1,2}}[）、])?(?:{_YEAR}[，,]?)?{NAME}(?:机关|本级)?"
    r"(?:（[^）]{1,16}）)?(?:"
    r"(?:是|为|系|属于?)[^，。；]{0,24}?(?:工作部门|组成部门|工作机关|预算单位|直属机构|派出机构)"
    rf"|(?:的)?{_YEAR}(?:部门|单位|全年|本年|年初|共|总|整体|决算|预算)*(?:收入|支出|预算|决算)[^，。；0-9]{{0,10}}[0-9]"
    r"|（以下简称[“\"]?[本我])"
)
_WE = re.compile(
    rf"(?:[我本](?:局|委|办|院|馆|校|会|部|单位|部门|中心)（|现将|现就){NAME}(?:）|(?:{_YEAR})?(?:部门|单位|的)*整体支出)"
)
_LEAST = 3
_SHORT = 2
_NAMED_MOST = 2


@dataclass(frozen=True, slots=True)
class ToldOwner:
    """A department's name and where it is told. `project` where the report is of a project, which other bodies may have a part in."""

    name: str
    place: Place
    project: bool


def told_owner(context: Context) -> ToldOwner | None:
    """The department of a self-evaluation without a field for it, or None where it is not plain."""
    return _of_title(context) or _of_seal(context) or _of_text(context) or _of_signature(context) or _of_form(context)


def _of_title(context: Context) -> ToldOwner | None:
    outline = context.reading.outline
    title = fold(re.sub(r"\s+", "", outline.title or "")).removeprefix("关于")
    match = _TITLE.match(title) or _TITLE_OF_WHOLE.match(title)
    if match is None or outline.title_place is None or "财政" in match["org"]:
        return None
    if re.search("重点|第三方|再评价|复核", title):
        return None
    return ToldOwner(clean(match["org"]), outline.title_place, "整体" not in title)


def _of_signature(context: Context) -> ToldOwner | None:
    """The body above the date at the end, where the text speaks of it, too; what it reports on may be a project."""
    for name, place in _signed(context):
        short = kind_of(name)
        if any(not (is_short_for(one, name) or is_short_for(name, one)) for one, _ in _roles(context)):
            return None
        if len(short) > _SHORT and sum(short in one.text for one in context.reading.outline.passages) > 1:
            return ToldOwner(name, place, not _is_whole(context))
    return None


def _of_form(context: Context) -> ToldOwner | None:
    """The department that the form of a project gives for it (主管部门), or all of several forms."""
    outline = context.reading.outline
    spot = outline.field("supervising_department")
    given = [one.text for part in outline.parts for one in part.fields if one.field == "supervising_department"]
    if spot is None or "财政" in spot.text or len({re.sub(r"\s+", "", text) for text in given}) > 1:
        return None
    name = clean(re.sub(r"\s+", "", spot.text))
    return ToldOwner(name, spot.place, True) if re.fullmatch(NAME, name) and area_of(name) else None


def _of_seal(context: Context) -> ToldOwner | None:
    for text, place in context.document.lines[:_COVER_LINES]:
        if "章" not in text:
            continue
        match = _SEAL.match(fold(re.sub(r"\s+", "", text)))
        if match is not None:
            return ToldOwner(match["org"], place, not _is_whole(context))
    return None


def _is_whole(context: Context) -> bool:
    title = context.reading.outline.title or ""
    return _WHOLE in title and _OWN_REVIEW.search(title) is not None


def _of_text(context: Context) -> ToldOwner | None:
    """The body that is said to be the department most of all, and more than twice."""
    if not _is_whole(context):
        return None
    votes: dict[str, list[Place]] = {}
    for name, place in (*_roles(context), *_signed(context)):
        same = next((known for known in votes if is_short_for(name, known) or is_short_for(known, name)), name)
        places = votes.pop(same, [])
        votes[max(same, name, key=len)] = [*places, place]
    ranked = sorted(votes.items(), key=lambda one: -len(one[1]))
    if not ranked or len(ranked) > _NAMED_MOST or len(ranked[0][1]) < _LEAST:
        return None
    if len(ranked) == _NAMED_MOST and len(ranked[1][1]) > 1:
        return None
    return ToldOwner(ranked[0][0], ranked[0][1][0], False)


def _roles(context: Context) -> Iterator[tuple[str, Place]]:
    for passage in context.reading.outline.passages:
        if re.search(ENDS, passage.text) is None:
            continue
        for start, end in sentences(passage.text):
            text = fold(passage.text[start:end])
            match = _ROLE.match(text) or _WE.search(text)
            if match is not None:
                yield clean(match["org"]), passage.span(start, end)


def _signed(context: Context) -> Iterator[tuple[str, Place]]:
    lines = [(text, place) for text, place in context.document.lines if place.row is None]
    for (text, place), (following, _) in pairwise(lines[-4:]):
        if re.fullmatch(NAME, clean(text)) and parse_date(following) is not None:
            yield clean(text), place
