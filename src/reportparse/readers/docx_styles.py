"""styles.xml: what a style says of outline level, numbering, alignment and visibility, inheritance resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportparse.readers.docx_names import PPR, RPR, SHADE, Element, W, number, val
from reportparse.readers.docx_visibility import PLAIN, RunFormat, is_dark, run_format

MAX_CHAIN = 50
"""Ancestors of a style that are looked at: a longer chain is a circle."""

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CENTERED = ("center", "centerGroup")


@dataclass(frozen=True, slots=True)
class NumberingLink:
    """A numPr as a style gives it: `carriers` are the style ids to look up among the levels' pStyle, nearest first."""

    num_id: int
    level: int | None
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style with everything it inherits. `level` is 1 to 9, None for body text."""

    name: str | None = None
    level: int | None = None
    numbering: NumberingLink | None = None
    centered: bool = False
    dark: bool = False
    run: RunFormat = PLAIN


def outline_level(properties: Element | None) -> int | None:
    """The w:outlineLvl of a pPr as 1 to 9, 0 for an explicit body text, None where nothing is said."""
    value = number(val(properties, "outlineLvl"))
    if value is None:
        return None
    return value + 1 if 0 <= value <= 8 else 0


def alignment(properties: Element | None) -> bool | None:
    """Whether a pPr centers, None where it says nothing."""
    value = val(properties, "jc")
    return None if value is None else value in _CENTERED


class Styles:
    """The styles of one package, resolved when first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._base = PLAIN
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._runs: dict[str, RunFormat] = {}
        self._dark_tables: dict[str, bool] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            identifier = element.get(W + "styleId")
            if identifier is None:
                continue
            self._elements[identifier] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = identifier
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        self._base = run_format(defaults) or PLAIN

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """The paragraph style `identifier`; the default one where it is None or unknown, as Word does."""
        if identifier is None or identifier not in self._elements:
            identifier = self._default
        found = self._paragraphs.get(identifier)
        if found is None:
            found = self._paragraphs[identifier] = self._resolve(identifier)
        return found

    def run(self, identifier: str) -> RunFormat:
        """The character style `identifier`, inheritance resolved."""
        found = self._runs.get(identifier)
        if found is None:
            found = PLAIN
            for _, element in self._chain(identifier):
                found = found.over(run_format(element.find(RPR)) or PLAIN)
            self._runs[identifier] = found
        return found

    def table_may_be_dark(self, identifier: str) -> bool:
        """Whether a table style has any shade on which white text can be read (a header row, say)."""
        found = self._dark_tables.get(identifier)
        if found is None:
            found = any(is_dark(shade) for _, element in self._chain(identifier) for shade in element.iter(SHADE))
            self._dark_tables[identifier] = found
        return found

    def numbering_of(self, identifier: str) -> int | None:
        """The num id that a numbering style points to (w:numStyleLink)."""
        for _, element in self._chain(identifier):
            found = number(val(element.find(f"{PPR}/{W}numPr"), "numId"))
            if found is not None:
                return found
        return None

    def _chain(self, identifier: str | None) -> list[tuple[str, Element]]:
        """The style and its ancestors, nearest first."""
        chain: list[tuple[str, Element]] = []
        while identifier is not None and identifier in self._elements and len(chain) < MAX_CHAIN:
            element = self._elements[identifier]
            chain.append((identifier, element))
            identifier = val(element, "basedOn")
        return chain

    def _resolve(self, identifier: str | None) -> ParagraphStyle:
        chain = self._chain(identifier)
        if not chain:
            return ParagraphStyle(run=self._base)
        level: int | None = None
        centered: bool | None = None
        dark: bool | None = None
        num_id: int | None = None
        num_level: int | None = None
        carriers: list[str] = []
        run = PLAIN
        for name, element in chain:
            properties = element.find(PPR)
            if num_id is None:
                carriers.append(name)
            if level is None:
                level = outline_level(properties)
            if level is None:
                heading = _HEADING_NAME.fullmatch((val(element, "name") or "").strip())
                level = int(heading[1]) if heading else None
            if centered is None:
                centered = alignment(properties)
            if properties is not None:
                shade = properties.find(SHADE)
                if dark is None and shade is not None:
                    dark = is_dark(shade)
                link = properties.find(W + "numPr")
                if link is not None and num_id is None:
                    num_level = number(val(link, "ilvl")) if num_level is None else num_level
                    num_id = number(val(link, "numId"))
            run = run.over(run_format(element.find(RPR)) or PLAIN)
        numbering = None if not num_id else NumberingLink(num_id, num_level, tuple(carriers))
        return ParagraphStyle(
            val(chain[0][1], "name"), level or None, numbering, bool(centered), bool(dark), run.over(self._base)
        )
