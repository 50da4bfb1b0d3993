"""What run formatting says of whether a reader can see the text: hidden, white on white, or too small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from reportparse.readers.docx_names import SHADE, VAL, W14, WPS, A, Element, V, W, is_on, number

HiddenReason = Literal["hidden", "white", "tiny", "covered", "folded"]

TINY_HALF_POINTS: Final = 4
"""Text of this size (half points) or less cannot be read on paper."""
WHITE_FLOOR: Final = 0xFA
"""A colour whose channels all reach this is white to the eye."""
DARK_LUMINANCE: Final = 200
"""White text can be read on a ground below this (0 to 255)."""

_VANISH: Final = W + "vanish"
_COLOR: Final = W + "color"
_SIZE: Final = W + "sz"
_HIGHLIGHT: Final = W + "highlight"
_TEXT_FILL: Final = W14 + "textFill"
_VML_NAMES: Final = {"black": "000000", "white": "FFFFFF", "silver": "C0C0C0", "yellow": "FFFF00"}


@dataclass(frozen=True, slots=True)
class RunFormat:
    """The part of run formatting that decides on visibility; None where nothing is said.

    `backed` means that the run brings a ground on which white text can be read.
    """

    vanish: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    backed: bool | None = None

    def over(self, base: RunFormat) -> RunFormat:
        """This formatting laid over `base`."""
        return RunFormat(
            base.vanish if self.vanish is None else self.vanish,
            base.white if self.white is None else self.white,
            base.tiny if self.tiny is None else self.tiny,
            base.backed if self.backed is None else self.backed,
        )

    def toggled_over(self, base: RunFormat) -> RunFormat:
        """A character style laid over a paragraph style: there `vanish` toggles instead of replacing."""
        laid = self.over(base)
        if self.vanish is None or base.vanish is None:
            return laid
        return RunFormat(self.vanish != base.vanish, laid.white, laid.tiny, laid.backed)

    def reason(self, backed: bool) -> HiddenReason | None:
        """Why text in this format cannot be seen; `backed` says that paragraph, cell or shape has a dark ground."""
        if self.vanish:
            return "hidden"
        if self.white and not self.backed and not backed:
            return "white"
        return "tiny" if self.tiny else None


PLAIN: Final = RunFormat()


def run_format(properties: Element | None) -> RunFormat | None:
    """The RunFormat of a w:rPr, or None where it says nothing on visibility."""
    if properties is None:
        return None
    vanish = white = tiny = backed = None
    for child in properties:
        tag = child.tag
        if tag == _SIZE:
            size = number(child.get(VAL))
            tiny = None if size is None else size <= TINY_HALF_POINTS
        elif tag == _COLOR:
            white = is_white(child.get(VAL))
        elif tag == _VANISH:
            vanish = is_on(child)
        elif tag == _HIGHLIGHT:
            backed = child.get(VAL) not in (None, "none", "white")
        elif tag == SHADE:
            backed = backed or is_dark(child)
        elif tag == _TEXT_FILL:
            # The fill is drawn instead of w:color; only a plain white one hides the text.
            white = any(is_white(colour.get("val") or colour.get(W14 + "val")) for colour in child.iter())
    if vanish is None and white is None and tiny is None and backed is None:
        return None
    return RunFormat(vanish, white, tiny, backed)


def is_white(colour: str | None) -> bool:
    """Whether a hexadecimal colour is white to the eye; `auto` and theme names are not."""
    channels = _channels(colour)
    return channels is not None and min(channels) >= WHITE_FLOOR


def is_dark(shade: Element | None) -> bool:
    """Whether white text can be read on a w:shd."""
    if shade is None:
        return False
    pattern = shade.get(VAL, "clear")
    ground = _channels(shade.get(W + "fill")) or (255, 255, 255)
    ink = _channels(shade.get(W + "color")) or (0, 0, 0)
    if pattern == "solid":
        share = 1.0
    elif pattern.startswith("pct"):
        share = (number(pattern[3:]) or 0) / 100
    else:
        share = 0.0 if pattern in ("clear", "nil") else 0.5
    red, green, blue = (share * top + (1 - share) * bottom for top, bottom in zip(ink, ground, strict=True))
    return 0.299 * red + 0.587 * green + 0.114 * blue < DARK_LUMINANCE


def is_dark_fill(colour: str | None) -> bool:
    """Whether white text can be read on a ground of one colour; on one that is not known it can."""
    channels = _channels(colour)
    if channels is None:
        return True
    red, green, blue = channels
    return 0.299 * red + 0.587 * green + 0.114 * blue < DARK_LUMINANCE


def shape_is_backed(text_box: Element) -> bool:
    """Whether the shape round a text box has a fill on which white text can be read (an unknown fill counts)."""
    for outer in text_box.iterancestors():
        if outer.tag == WPS + "wsp":
            return _drawing_is_filled(outer)
        if outer.tag.startswith(V) and outer.tag != V + "textbox":
            if outer.get("filled") in ("f", "false", "0"):
                return False
            colour = (outer.get("fillcolor") or "white").split()[0].lstrip("#")
            colour = "".join(2 * digit for digit in colour) if len(colour) == 3 else colour
            return not is_white(_VML_NAMES.get(colour, colour))
    return False


def _drawing_is_filled(shape: Element) -> bool:
    properties = shape.find(WPS + "spPr")
    for fill in () if properties is None else properties:
        if fill.tag == A + "noFill":
            return False
        if fill.tag == A + "solidFill":
            return not is_white(next((colour.get("val") for colour in fill), None))
        if fill.tag in (A + "gradFill", A + "blipFill", A + "pattFill", A + "grpFill"):
            return True
    reference = shape.find(f"{WPS}style/{A}fillRef")
    return reference is not None and reference.get("idx") != "0"


def _channels(colour: str | None) -> tuple[int, int, int] | None:
    if colour is None or len(colour) != 6:
        return None
    try:
        packed = int(colour, 16)
    except ValueError:
        return None
    return packed >> 16, packed >> 8 & 0xFF, packed & 0xFF
