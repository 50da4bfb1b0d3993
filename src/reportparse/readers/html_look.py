"""What a web page's own styles say of whether a reader can see the text. Nothing outside the page is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reportparse.readers.docx_visibility import DARK_LUMINANCE, WHITE_FLOOR, HiddenReason

_TINY_POINTS = 2.0
_LONGEST_SHEET = 500_000
_COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/|<!--|-->")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]+)\s*(px|pt|em|rem|%)?", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12, "": 0.75}
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "black": (0, 0, 0)}
_NO_GROUND = frozenset({"", "transparent", "none", "inherit", "initial"})

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks where it stands. `gone` cannot be undone by what is inside; the rest can."""

    gone: bool = False
    invisible: bool = False
    tiny: bool = False
    white: bool = False
    backed: bool = False
    centered: bool = False
    kept_space: bool = False

    @property
    def reason(self) -> HiddenReason | None:
        if self.gone or self.invisible:
            return "hidden"
        if self.tiny:
            return "tiny"
        return "white" if self.white and not self.backed else None


class Sheet:
    """The rules of a page's style elements that name a tag, a class or an id and nothing more."""

    def __init__(self, sources: Iterable[str], *, linked: bool) -> None:
        self._rules: dict[str, Style] = {}
        # White words may stand on a ground that a rule gives which is not understood here.
        self.unsure = linked
        source = "\n".join(sources)
        if len(source) > _LONGEST_SHEET:
            self.unsure = True
            return
        for rule in _COMMENT.sub("", source).split("}"):
            selectors, brace, body = rule.rpartition("{")
            if brace:
                # Inside @media the last brace opens the rule.
                self._add(selectors.rpartition("{")[2], declarations(body))

    def _add(self, selectors: str, style: Style) -> None:
        for selector in (part.strip() for part in selectors.split(",")):
            if _SIMPLE.fullmatch(selector):
                self._rules.setdefault(selector.lower(), {}).update(style)
            elif any(name.startswith("background") for name in style):
                self.unsure = True

    def style(self, tag: str, attributes: Mapping[str, Any]) -> Style:
        """What rules and the element's own style say, the more special later."""
        found: Style = dict(self._rules.get(tag, {}))
        if self._rules:
            for name in str(attributes.get("class", "")).lower().split():
                found.update(self._rules.get(f".{name}", {}))
                found.update(self._rules.get(f"{tag}.{name}", {}))
            if identity := str(attributes.get("id", "")).lower():
                found.update(self._rules.get(f"#{identity}", {}))
                found.update(self._rules.get(f"{tag}#{identity}", {}))
        if own := attributes.get("style"):
            found.update(declarations(str(own)))
        return found


def declarations(text: str) -> Style:
    found: Style = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def looked_at(look: Look, tag: str, attributes: Mapping[str, Any], style: Style) -> Look:
    """How an element's text looks, given how the text around it does."""
    if not style and not attributes:
        return (
            replace(look, kept_space=True)
            if tag == "pre"
            else replace(look, centered=True)
            if tag == "center"
            else look
        )
    gone = look.gone or "hidden" in attributes or style.get("display") == "none" or style.get("mso-hide") == "all"
    invisible = look.invisible or style.get("opacity") in ("0", "0.0")
    if "visibility" in style:
        invisible = style["visibility"] in ("hidden", "collapse")
    tiny = look.tiny
    if (points := _points(style.get("font-size", ""))) is not None:
        tiny = points <= _TINY_POINTS
    white = look.white
    if color := style.get("color") or str(attributes.get("color", "")).lower():
        rgb = _rgb(color)
        white = rgb is not None and min(rgb) >= WHITE_FLOOR
    backed = look.backed or _is_ground(style, attributes)
    aligned = style.get("text-align") or str(attributes.get("align", "")).lower()
    centered = aligned == "center" if aligned else look.centered or tag == "center"
    kept = tag == "pre" or style.get("white-space", "").startswith("pre") or look.kept_space
    return Look(gone, invisible, tiny, white, backed, centered, kept)


def _points(size: str) -> float | None:
    match = _SIZE.match(size)
    if match is None:
        return None
    try:
        return float(match[1]) * _POINTS[(match[2] or "").lower()]
    except ValueError:
        return None


def _is_ground(style: Style, attributes: Mapping[str, Any]) -> bool:
    """Whether an element has a ground of its own on which white words can be read, or one that is not known."""
    if attributes.get("background") or style.get("background-image", "none") != "none":
        return True
    for value in (style.get("background-color"), style.get("background"), str(attributes.get("bgcolor", "")).lower()):
        if value and value not in _NO_GROUND:
            rgb = _rgb(value)
            if rgb is None or 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < DARK_LUMINANCE:
                return True
    return False


def _rgb(color: str) -> tuple[int, int, int] | None:
    if match := _HEX.search(color):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.search(color):
        return int(match[1]), int(match[2]), int(match[3])
    return next((rgb for name, rgb in _NAMED.items() if name in color.split()), None)
