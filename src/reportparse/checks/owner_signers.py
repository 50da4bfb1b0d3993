"""Who signs or seals the report at its end, where that is another body than the one that reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportparse.checks.context import Context
from reportparse.checks.owner_names import NAME, Names, clean
from reportparse.checks.owner_subjects import Subject
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.text.dates import parse_date
from reportparse.text.normalise import fold, squash

_NAME = re.compile(NAME)
_DATE = r"[0-9〇○零一二三四五六七八九十]{2,4}\s*年.{1,12}日?"
_MADE_BY = re.compile(r"[（(](?:统一|监|印|编)*制[）)]")
_OPINION = re.compile("意见|审核|复核|评审")
_LINE_LIMIT = 60
_DAY = r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?"
_IS_DATE = re.compile(rf"{_DAY}|(?:19|20)[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}")
# A line that is a signature by itself: 「单位（公章）：××局」, 「××局（盖章）」, 「××局 2023年3月1日」.
_SIGNATURE = re.compile(
    r"(?P<label>(?:填报|填表|编报|评价|自评|报告|报送|上报|编制|申报|部门|预算)*(?:单位|部门)(?:名称)?(?:[（(][^（）()]{1,8}[）)])?[:：])?"
    rf"{NAME}(?P<seal>[（(][^（）()]{{0,6}}章[）)])?(?P<date>{_DAY})?"
)
_LAST, _HEADED = 8, 24
# Two bodies that are one, or were.
_ALLIED = re.compile("合署|合并|加挂|更名|改名|前身|划入|并入|整合|组建|两块牌子|原")


def signed(context: Context, names: Names) -> Iterator[Subject]:
    """The name above the date at the end of the text. Whoever reviews the report may sign it too."""
    lines = [(text, place) for text, place in context.document.lines if place.row is None]
    own = names.bare(names.own)
    for position, ((text, place), (following, below)) in enumerate(pairwise(lines)):
        if len(text) > _LINE_LIMIT or len(following) > _LINE_LIMIT or "年" not in following:
            continue
        if _MADE_BY.search(text) or any(
            isinstance(context.document.block(block), Table) for block in range(place.block + 1, below.block)
        ):
            # Who made the form stands on the cover, and a table between parts a name from a date.
            continue
        name = clean(text)
        if not _NAME.fullmatch(name) or parse_date(following) is None or not names.is_other(name):
            continue
        if position < len(lines) - 4 and not re.fullmatch(_DATE, fold(following).strip()):
            continue
        if _has_opinion(lines, position) or _is_allied(context, names, name):
            continue
        if any(
            own in other and _SIGNATURE.fullmatch(squash(fold(other))) for other, _ in lines[position - 3 : position]
        ):
            # The two make the report together.
            continue
        yield Subject(name, place)


def signed_unnamed(context: Context, names: Names) -> Iterator[Subject]:
    """The same of bureaus that the text never names: whoever has to do with the matter is named in it."""
    text = "".join(one.text for one in context.reading.outline.passages)
    for other in signed(context, names):
        if names.is_bureau(names.own) and names.is_bureau(other.name) and text.count(names.short(other.name)) <= 1:
            yield other


def sealed(context: Context, names: Names) -> Iterator[Subject]:
    """Signatures in other forms, of bureaus that the whole report names nowhere else, where this one does not sign as well."""
    if not names.is_bureau(names.own):
        return
    lines = [(squash(fold(text)), place) for text, place in context.document.lines if place.row is None]
    last = lines[-_LAST:]
    own = names.bare(names.own)
    for position, (line, place) in enumerate(last):
        if len(line) > _LINE_LIMIT:
            continue
        match = _SIGNATURE.fullmatch(line)
        if match is None or not names.is_bureau(match["org"]) or "财政" in match["org"]:
            continue
        following = last[position + 1][0] if position + 1 < len(last) else ""
        if not (match["label"] or match["seal"] or match["date"] or not following or _IS_DATE.fullmatch(following)):
            continue
        name = match["org"]
        if not (names.is_other(name) or names.is_other_bureau(name)) or names.is_superior(name):
            continue
        if _signs(own, last):
            # The two make the report together.
            continue
        if _has_opinion(lines, len(lines) - len(last) + position) or not _is_once(context, names.bare(name)):
            continue
        yield Subject(name, place)


def _signs(own: str, lines: list[tuple[str, Place]]) -> bool:
    """Whether the body signs in one of the lines; a field of the form with its name is no signature."""
    for text, _ in lines:
        match = _SIGNATURE.fullmatch(squash(fold(text))) if own in text else None
        if match is not None and (match["label"] is None or "章" in match["label"]):
            return True
    return False


def _has_opinion(lines: list[tuple[str, Place]], position: int) -> bool:
    """Whether the signature is below a heading or a short line of who reviews; prose may speak of 报销审核, too."""
    return any(len(above) <= _HEADED and _OPINION.search(above) for above, _ in lines[max(0, position - 3) : position])


def _is_allied(context: Context, names: Names, name: str) -> bool:
    """Whether the text tells that the two bodies work as one or became one."""
    bare = names.bare(name)
    return any(bare in one.text and _ALLIED.search(one.text) for one in context.reading.outline.passages)


def _is_once(context: Context, name: str) -> bool:
    return sum(text.count(name) for text, _ in context.document.lines) == 1
