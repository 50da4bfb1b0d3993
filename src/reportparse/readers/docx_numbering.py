"""Automatic numbers as Word shows them, resolved from numbering.xml and the order of the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reportparse.readers.docx_names import RPR, VAL, Element, W, is_on, number, val
from reportparse.readers.docx_numformat import format_custom, format_number
from reportparse.readers.docx_styles import NumberingLink

LEVELS = 9
_REFERENCE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the 1-based level whose use restarts it, 0 for never, None for any above."""

    start: int = 1
    style: str = "decimal"
    pattern: str | None = None
    text: str = ""
    legal: bool = False
    restart: int | None = None
    paragraph_style: str | None = None
    shown: bool = True

    def write(self, value: int, legal: bool = False) -> str:
        """The value in this level's format, or in plain digits where the level that cites it is a legal one."""
        if legal and self.style not in ("none", "bullet"):
            return str(value)
        return format_number(value, self.style) if self.pattern is None else format_custom(value, self.pattern)


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A w:num: the abstract list it counts in, its levels with its overrides, and the levels it starts afresh."""

    abstract: int
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The list definitions of one package.

    `split` tells that the package was made of an old document written by LibreOffice, which makes two lists of one
    that starts afresh: its first paragraph has a later list of its own, the others the list itself.
    """

    def __init__(
        self, root: Element | None, numbering_of_style: Callable[[str], int | None], *, split: bool = False
    ) -> None:
        self.split = split
        self._abstracts: dict[int, Element] = {}
        self._nums: dict[int, Element] = {}
        self._lists: dict[int, ListInstance | None] = {}
        self._numbering_of_style = numbering_of_style
        for child in () if root is None else root:
            if child.tag == W + "abstractNum":
                identifier = number(child.get(W + "abstractNumId"))
                if identifier is not None:
                    self._abstracts[identifier] = child
            elif child.tag == W + "num":
                identifier = number(child.get(W + "numId"))
                if identifier is not None:
                    self._nums[identifier] = child

    def instance(self, num_id: int) -> ListInstance | None:
        """The list of a num id, None where the file does not define it."""
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def level_of(self, link: NumberingLink) -> int:
        """The level (from 0) a style's numbering stands on: the one that names the style, else the style's own word."""
        found = self.instance(link.num_id)
        if found is not None:
            for carrier in link.carriers:
                for level, definition in found.levels.items():
                    if definition.paragraph_style == carrier:
                        return level
        return link.level or 0

    def _abstract(self, num_id: int, depth: int = 0) -> int | None:
        num = self._nums.get(num_id)
        identifier = number(val(num, "abstractNumId"))
        element = None if identifier is None else self._abstracts.get(identifier)
        if element is None:
            return None
        linked = val(element, "numStyleLink")
        if linked is not None and depth < LEVELS:
            target = self._numbering_of_style(linked)
            if target is not None and target != num_id:
                return self._abstract(target, depth + 1)
        return identifier

    def _build(self, num_id: int) -> ListInstance | None:
        abstract = self._abstract(num_id)
        if abstract is None:
            return None
        levels: dict[int, Level] = {}
        for element in self._abstracts[abstract].iterchildren(W + "lvl"):
            levels[_level_index(element)] = _level(element)
        restarts: dict[int, int] = {}
        for override in self._nums[num_id].iterchildren(W + "lvlOverride"):
            index = _level_index(override)
            own = override.find(W + "lvl")
            if own is not None:
                levels[index] = _level(own)
            start = number(val(override, "startOverride"))
            if start is not None:
                restarts[index] = start
                levels[index] = replace(levels.get(index, Level()), start=start)
        return ListInstance(abstract, levels, restarts)


class Counter:
    """The running numbers of one story (body, text boxes, notes, one header): each story counts for itself."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counters: dict[int, dict[int, int]] = {}
        self._restarted: set[tuple[int, int]] = set()
        self._uses: dict[int, int] = {}

    def next(self, num_id: int, level: int) -> str | None:
        """Count one paragraph and return its number as shown; None for bullets, empty and unknown lists."""
        found = self._numbering.instance(num_id)
        if found is None or not 0 <= level < LEVELS:
            return None
        definition = found.levels.get(level)
        if definition is None:
            return None
        if self._numbering.split:
            self._join(num_id, found)
        values = self._counters.setdefault(found.abstract, {})
        if level in found.restarts and (num_id, level) not in self._restarted:
            self._restarted.add((num_id, level))
            values[level] = found.restarts[level]
        elif level in values:
            values[level] += 1
        else:
            values[level] = definition.start
        for deeper in [index for index in values if index > level]:
            below = found.levels.get(deeper, Level())
            if level < (deeper if below.restart is None else min(below.restart, deeper)):
                del values[deeper]
        if definition.style == "bullet" or not definition.shown:
            return None
        return self._text(found, definition, values).strip() or None

    def _join(self, num_id: int, found: ListInstance) -> None:
        """Lets a list that begins here go on from the single paragraph that was split from it."""
        if num_id not in self._uses:
            for other in reversed(self._uses):
                before = self._numbering.instance(other)
                if before is not None and before.levels == found.levels:
                    if self._uses[other] == 1 and other > num_id:
                        self._counters[found.abstract] = self._counters[before.abstract]
                    break
        # The latest stands last.
        self._uses[num_id] = self._uses.pop(num_id, 0) + 1

    @staticmethod
    def _text(found: ListInstance, definition: Level, values: dict[int, int]) -> str:
        def cite(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            level = found.levels.get(index)
            if level is None:
                return ""
            return level.write(values.get(index, level.start), definition.legal)

        return _REFERENCE.sub(cite, definition.text)


def _level_index(element: Element) -> int:
    index = number(element.get(W + "ilvl"))
    return -1 if index is None else index


def _level(element: Element) -> Level:
    # Word keeps a custom format in an mc:Choice before the plain w:numFmt of the fallback.
    formats = list(element.iter(W + "numFmt"))
    style, pattern = "decimal", None
    if formats:
        style = formats[0].get(VAL, "decimal")
        if style == "custom":
            pattern = formats[0].get(W + "format", "")
    start = number(val(element, "start"))
    return Level(
        # Without w:start Word counts from zero.
        start=0 if start is None else start,
        style=style,
        pattern=pattern,
        text=val(element, "lvlText") or "",
        legal=bool(is_on(element.find(W + "isLgl"))),
        restart=number(val(element, "lvlRestart")),
        paragraph_style=val(element, "pStyle"),
        shown=not is_on(element.find(f"{RPR}/{W}vanish")),
    )
