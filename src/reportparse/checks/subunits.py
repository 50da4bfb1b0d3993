"""Subordinate units that the text names as the department's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.model.reading import Reading
from reportparse.ruleset import patterns
from reportparse.ruleset.kinds import SubunitOptions
from reportparse.ruleset.rules import RuleSet
from reportparse.text.names import is_short_for
from reportparse.text.normalise import fold, squash

_BEFORE = re.compile(r"[。；！？\n，：、]")
_NOT = re.compile(r"无|没有|未|不设|不含|尚无|撤销|合并|划转")
_FILLERS = re.compile(
    r"^(?:根据上述职能|根据职能|目前|现|另外|另|此外|同时|其中|还|并|又|共|截至[^，]*|至[^，]*末|[0-9]{4}年(?:度|末|底)?|年末|全部|主要)*|(?:另外|另|还|现|共|目前|又|并|已|独立|均)+$"
)
_OWN = re.compile(r"^(?:本|我)[\u4e00-\u9fff]{0,8}$|^(?:全局|全系统|单位|部门|机关|本级|内部|机构设置|机构情况|机构)$")
_ITEM = re.compile(r"[、，,]|和(?=[\u4e00-\u9fff]{2})|及(?!时)(?:其)?|以及|与")
_MARK = re.compile(
    r"^\s*(?:[0-9]{1,2}[、.．)）]|（[0-9一二三四五六七八九十]{1,2}）|[①-⑳]|[一二三四五六七八九十]、|一是|二是|三是|四是|分别[是为]|[是为即有])?\s*[“\"]?"
)
_TAIL = re.compile(r"[”\"]?等?(?:(?:共|共计|合计|计)?(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})[个家所]?)?$")
_BRACKET = re.compile(r"（[^（）]*）")
# Units whose money runs through the department's own books have no row of their own.
_NO_BOOKS = re.compile(
    r"(?:非|不|未|没有|无)(?:实行|进行)?(?:独立|单独)|统一核算|合并核算|并入|报账制|集中核算|纳入(?:局|委|办|机关|本级)[^。；]{0,6}核算|合署"
)
_NAME_LIMIT = 24
_LIST_LINES = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by the name the text gives it."""

    name: str
    place: Place


def named_units(reading: Reading, ruleset: RuleSet, options: SubunitOptions) -> Iterator[Unit]:
    """Own subordinate units in reading order. Internal offices, other bodies' units and units without books of their own are none."""
    department = squash(str(reading.fields.get("department") or ""))
    passages = reading.outline.passages
    hinted = _any_hint(options.hints)
    for position, passage in enumerate(passages):
        if hinted.search(passage.text) is None:
            continue
        text = fold(passage.text)
        for pattern in options.introduce:
            for match in patterns.finditer(pattern, text):
                if not _is_own(text, match.start(), department):
                    continue
                inside = "names" in match.re.groupindex
                start = match.start("names") if inside else match.end()
                end = match.end("names") if inside else len(text)
                if _NO_BOOKS.search(_sentence(text, match.start())):
                    continue
                found = list(_listed(passage, text, start, end, options.names, whole=inside))
                if not found and not text[match.end() :].strip("：:。 "):
                    found = list(_below(passages[position + 1 : position + 1 + _LIST_LINES], options.names))
                yield from (unit for unit in found if not _is_department(squash(unit.name), department))


@lru_cache(maxsize=16)
def _any_hint(hints: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, hints)) or "(?!)")


def _is_own(text: str, at: int, department: str) -> bool:
    """Whether the clause before the words that introduce units is about the department itself."""
    clause = text[:at]
    cut = [match.end() for match in _BEFORE.finditer(clause)]
    clause = squash(_BRACKET.sub("", clause[cut[-1] if cut else 0 :]))
    if _NOT.search(clause):
        return False
    subject = _FILLERS.sub("", _MARK.sub("", clause, count=1))
    if not subject or _OWN.match(subject):
        return True
    return bool(department) and (subject in department or department in subject or is_short_for(subject, department))


def _sentence(text: str, at: int) -> str:
    """The sentence about a place and the one after it."""
    left = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    right = text.find("。", at)
    following = text.find("。", right + 1) if right >= 0 else -1
    return text[left : following if following >= 0 else len(text)]


def _listed(
    passage: Passage, text: str, start: int, end: int, endings: Sequence[str], *, whole: bool
) -> Iterator[Unit]:
    """The names of a list up to the first item that is none; with `whole` the list ends where the pattern says."""
    stop = re.compile(r"[。；！？\n]").search(text, start, end)
    end = stop.start() if stop else end
    found: list[Unit] = []
    at = start
    for mark in [*_ITEM.finditer(text, start, end), None]:
        unit = _unit(passage, text, at, mark.start() if mark else end, endings)
        if unit is None:
            if not whole:
                break
        else:
            found.append(unit)
        if mark is None:
            break
        at = mark.end()
    yield from found


def _unit(passage: Passage, text: str, start: int, end: int, endings: Sequence[str]) -> Unit | None:
    head = _MARK.match(text, start, end)
    start = head.end() if head else start
    piece = text[start:end]
    bracket = piece.find("（")
    if bracket > 0:
        piece = piece[:bracket]
    piece = _TAIL.sub("", piece.rstrip())
    # 「甲中心：负责……」 and 「甲中心负责……」 name it at their head.
    piece = re.split(r"[：:（）\s]|为(?=[正副股科事公])|(?:主要)?负责|承担", piece.strip(), maxsplit=1)[0]
    if not _is_name(piece, endings):
        return None
    at = text.index(piece, start)
    return Unit(passage.text[at : at + len(piece)], passage.span(at, at + len(piece)))


def _is_name(piece: str, endings: Sequence[str]) -> bool:
    if not 3 <= len(piece) <= _NAME_LIMIT or not piece.endswith(tuple(endings)):
        return False
    return not re.match(r"^(?:该|其|此|各|某|上述|以上|所有|全部|另|均|两|[0-9一二三四五六七八九十]+[个家所])", piece)


def _below(passages: Sequence[Passage], endings: Sequence[str]) -> Iterator[Unit]:
    """Units listed as numbered lines below the sentence that introduces them."""
    for passage in passages:
        text = fold(passage.text)
        unit = _unit(passage, text, passage.body, len(text.split("。")[0]), endings) if passage.ordinal else None
        if unit is None:
            return
        yield unit


def _is_department(name: str, department: str) -> bool:
    return bool(department) and (name in department or (len(name) >= 4 and is_short_for(name, department)))
