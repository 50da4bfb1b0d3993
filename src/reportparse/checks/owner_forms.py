"""Titles of forms about projects: they name the body that the form names, and the project that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.owner_names import NAME, area_of, clean, kind_of
from reportparse.checks.told_points import overlap
from reportparse.model.document import Paragraph
from reportparse.model.location import Place
from reportparse.text.normalise import fold, squash

_BODIES = ("implementing_unit", "supervising_department", "department")
_TITLE = re.compile(
    rf"{NAME}(?:关于)?(?:19|20)[0-9]{{2}}年.{{0,40}}绩效(?:自评|评价|自我评价).{{0,6}}(?:报告|说明|情况|表)"
)
_FORM_TITLE = re.compile(r"(?:自评表|评价表|绩效表|目标表)$")
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
    """The same kind of body of another area, and another project than the form's."""
    yield from _bodies(context)
    yield from _projects(context)


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
