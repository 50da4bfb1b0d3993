"""Titles of forms and words about projects: they name the bodies that the form names, and the project that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.owner_names import NAME, Names, area_of, clean, kind_of
from reportparse.checks.told_points import overlap
from reportparse.model.document import Paragraph
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash

_BODIES = ("implementing_unit", "supervising_department", "department")
_TITLE = re.compile(
    rf"{NAME}(?:关于)?(?:19|20)[0-9]{{2}}年.{{0,40}}绩效(?:自评|评价|自我评价).{{0,6}}(?:报告|说明|情况|表)"
)
_FORM_TITLE = re.compile(r"(?:自评表|评价表|绩效表|目标表)(?:[（(][^（）()]{1,12}[）)])?$")
_ONE_BODY = re.compile(NAME)
_SUPERVISED = re.compile(
    rf"(?:(?<!其中.)由{NAME}(?:负责)?主管(?!的)|主管部门(?:是|为){NAME.replace('org', 'named')}(?=[，。；]))"
)
_LONGEST = 60
# How many paragraphs above a form its title stands at most.
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name in a title, where it stands, what should stand there, and where that is written."""

    name: str
    place: Place
    expected: str
    beside: Place


def other_names(context: Context) -> Iterator[OtherName]:
    """The same kind of body of another area, another supervising department and another project than the form's."""
    yield from _bodies(context)
    yield from _supervisors(context)
    yield from _projects(context)


def _supervisors(context: Context) -> Iterator[OtherName]:
    """「项目由××局主管」 of a body that nothing else in the report names, beside a field with another."""
    spots = [spot for spot in context.reading.outline.fields if spot.field == "supervising_department"]
    if len(spots) != 1 or _ONE_BODY.fullmatch(clean(spots[0].text)) is None:
        return
    known = Names(context, clean(spots[0].text))
    for passage in context.reading.outline.passages:
        if "主管" not in passage.text:
            continue
        for match in _SUPERVISED.finditer(passage.text):
            group = "org" if match["org"] else "named"
            name = match[group]
            if not _is_another(known, name):
                continue
            if sum(text.count(known.bare(name)) for text, _ in context.document.lines) == 1:
                place = passage.span(*match.span(group))
                yield OtherName(name, place, known.own, spots[0].place)


def _is_another(known: Names, name: str) -> bool:
    return known.is_bureau(known.own) and (known.is_other(name) or known.is_other_bureau(name))


def _bodies(context: Context) -> Iterator[OtherName]:
    spots = [spot for spot in context.reading.outline.fields if spot.field in _BODIES and spot.text.strip()]
    own = [(clean(spot.text), spot.place) for spot in spots]
    if not own:
        return
    for text, place in context.document.lines_with("绩效"):
        if len(text) > _LONGEST or place.row is not None:
            continue
        match = _TITLE.match(fold("".join(text.split())))
        name = match["org"] if match is not None else ""
        area = area_of(name)
        if not area or any(name in known or known in name for known, _ in own):
            continue
        for known, beside in own:
            other = area_of(known)
            # 瑞金市图书馆 and 于都县图书馆: all but the area is the same.
            if other and other not in area and area not in other and kind_of(known) == kind_of(name):
                yield OtherName(name, _exact(text, name, place), known, beside)
                break


def _projects(context: Context) -> Iterator[OtherName]:
    """Forms whose title names another project, in a file where the titles of the other forms name theirs."""
    outline = context.reading.outline
    if len(outline.parts) < 2:
        return
    paragraphs = [block for block in context.document.walk() if isinstance(block, Paragraph)]
    wrong: list[OtherName] = []
    right = 0
    for part in outline.parts:
        above = [one for one in paragraphs if part.start[0] - _ABOVE <= one.index < part.start[0]]
        title = next((one for one in reversed(above) if _FORM_TITLE.search(squash(one.text))), None)
        spot = next((one for one in part.fields if one.field == "project_name"), None)
        if title is None or spot is None:
            continue
        line, project = squash(title.text), squash(spot.text)
        shared = overlap(project, line)
        if shared * 2 >= len(project) - 1:
            right += 1
        elif shared * 4 < len(project) - 1 and len(line) > len(project):
            wrong.append(OtherName(title.text.strip(), Place(title.index), spot.text.strip(), spot.place))
    if right and len(wrong) == 1:
        yield from wrong


def _exact(text: str, name: str, place: Place) -> Place:
    at = text.find(name)
    begin = place.span[0] if place.span else 0
    return place.at(begin + at, begin + at + len(name)) if at >= 0 else place
