"""Step 6 of the PDF reader: lines → paragraphs, in a cell or in the running text, across page breaks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportparse.model.document import Paragraph
from reportparse.model.location import PdfOrigin, PdfPiece
from reportparse.readers.pdf_lines import Line

# What a new item begins with. A decimal (1.5) is none.
NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节部条]"
    r"|[（(][一二三四五六七八九十百]{1,4}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(]\d{1,2}[）)]"
    r"|\d{1,2}(?:[、．）)]|\.(?!\d))"
    r"|[①-⑳⑴-⒇⒈-⒛●◆■◇□▪•·]"
    r"|(?:目标|指标|附件|附表)\s?\d{1,2}[：:、.]"
    r"|[一二三四五六七八九]是)"
)
# Never how a broken line goes on: 目标2：…
_NAMED_NUMBER = re.compile(r"(?:目标|指标|附件|附表)\s?\d{1,2}[：:]")
_ENDS = "。；！？：.;!?:…”」』"
_LEADERS = re.compile(r"(?:[.．·・\s]{5,}|…{2,}|-{5,})\s*[-—]?\s*\d{1,4}\s*[-—]?$")
_FIGURES = re.compile(r"[-−]?[\d,.]+%?")
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9À-ɏ]")
# In font sizes: how much room beyond the next unit shows that a line ended of its own will, ...
_ROOM = 0.35
# ... how far a first line is indented, ...
_INDENT = 1.4
# ... and how much larger than usual a gap between paragraphs is.
_PARAGRAPH_GAP = 1.25
_SIZE_STEP = 1.12
# So many paragraphs must be seen to end before anything is told from how they end; and that only of lines this wide
# (in font sizes).
_MIN_ENDS = 4
_WIDE = 25
# How far (in line widths) a line of its own stands in from the left that is set to the right.
_FAR_IN = 0.4


@dataclass
class Margins:
    """The left and right edge that the lines of a region may reach, in points; whether its text goes on in another one."""

    left: float
    right: float
    column: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass
class Leadings:
    """The usual distance of two lines of one paragraph, by font size, learnt from the whole document.

    Also how many lines are indented, and of the others how many end a paragraph with room to spare (`short`), how many
    are full, and how many characters and sentences these hold.
    """

    gaps: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    indented: int = 0
    short: int = 0
    full: int = 0
    characters: int = 0
    sentences: int = 0
    _usual: dict[int, float] = field(default_factory=dict)

    def learn(self, region: Sequence[Line], margins: Margins) -> None:
        for above, below in pairwise(region):
            if same_size(above, below) and above.page == below.page and is_full(above, below, margins):
                self.gaps[round(above.size)].append(below.base - above.base)

    def learn_ends(self, region: Sequence[Line], margins: Margins) -> None:
        """The same for the ends of paragraphs, from lines of running text, when all distances are known."""
        for above, below in pairwise(region):
            if not same_size(above, below) or above.page != below.page:
                continue
            if _starts_indented(below, margins):
                self.indented += not is_centered(below, margins)
                continue
            if is_full(above, below, margins):
                self.full += 1
                self.characters += len(above.text)
                self.sentences += above.text.count("。")
            elif above.text[-1] == "。" and not _starts_indented(above, margins):
                usual = self.usual(below.size)
                # Where paragraphs are set apart, a line at the usual distance goes on.
                self.short += usual is None or below.base - above.base <= _PARAGRAPH_GAP * usual

    def ends_are_likelier(self, line: Line, margins: Margins) -> bool:
        """Whether a full line with a full stop at its end more likely ends its paragraph than only its sentence.

        One last line in as many as there are characters on a line is full by chance; any other line ends with a
        full stop as often as there is one among its characters.
        """
        if self.short < max(_MIN_ENDS, self.indented) or margins.width < _WIDE * line.size:
            return False
        by_chance = self.short * line.size / margins.width
        return by_chance > self.full * self.sentences / max(1, self.characters)

    def usual(self, size: float) -> float | None:
        key = round(size)
        if key not in self._usual:
            values = sorted(self.gaps.get(key, ()))
            # The lower middle: full last lines before a paragraph gap are in the sample too.
            self._usual[key] = values[(len(values) - 1) // 3] if values else 0.0
        return self._usual[key] or None


def _same_region(above: Line, below: Line) -> bool:
    """Whether two lines stand one below the other: on one page, in one column."""
    return above.page == below.page and above.lane == below.lane


def same_size(above: Line, below: Line) -> bool:
    return max(above.size, below.size) <= _SIZE_STEP * min(above.size, below.size)


def is_centered(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle between the margins with clear room on both sides."""
    before, behind = line.x0 - margins.left, margins.right - line.x1
    return before > 1.5 * line.size and abs(before - behind) < 1.2 * line.size and behind > line.size


def _is_symmetric(line: Line, margins: Margins) -> bool:
    return abs((line.x0 - margins.left) - (margins.right - line.x1)) < 1.2 * line.size


def _is_rest_in_middle(above: Line, line: Line, margins: Margins) -> bool:
    """Whether a line is centred as the one above it, and could not have stood there too."""
    if is_centered(line, margins):
        return True
    before, behind = line.x0 - margins.left, margins.right - line.x1
    in_middle = before > 0.5 * line.size and abs(before - behind) < 0.5 * line.size
    return in_middle and above.x1 - above.x0 + line.first_unit > margins.width


def is_full(above: Line, below: Line, margins: Margins) -> bool:
    """Whether the start of the line below would not have fitted on the line above."""
    need = below.first_unit + _ROOM * above.size
    if is_centered(above, margins) and is_centered(below, margins):
        return above.x1 - above.x0 + need > margins.width
    return above.x1 + need > margins.right


def paragraphs(region: Sequence[Line], margins: Callable[[Line], Margins], leadings: Leadings) -> list[list[Line]]:
    """The lines of a region (a cell's, or running text between two tables) grouped into paragraphs."""
    if len(region) > 1 and all(_FIGURES.fullmatch(line.text) for line in region):
        return _numbers(region, margins)
    found: list[list[Line]] = []
    for place, line in enumerate(region):
        following = region[place + 1] if place + 1 < len(region) else None
        if found and _continues(found[-1], line, following, margins, leadings):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _numbers(region: Sequence[Line], margins: Callable[[Line], Margins]) -> list[list[Line]]:
    """Lines of nothing but figures, those that are one number in one group, however they are aligned."""
    if _is_broken_number(region, margins):
        return [list(region)]
    found: list[list[Line]] = []
    for line in region:
        if found and _is_broken_number([*found[-1], line], margins):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_broken_number(group: Sequence[Line], margins: Callable[[Line], Margins]) -> bool:
    """Whether lines of figures are one number that was broken where the cell is full."""
    whole = "".join(line.text for line in group)
    if not _NUMBER.fullmatch(whole):
        return False
    if whole.isdigit() and len(group[-1].text) >= len(group[0].text):
        return False  # as well two numbers, such as years, one above the other
    for above, below in pairwise(group):
        digit = (below.x1 - below.x0) / len(below.text)
        if above.spaced or above.x1 - above.x0 + digit <= margins(above).width:
            return False
    return True


def _continues(
    paragraph: list[Line], line: Line, following: Line | None, margins: Callable[[Line], Margins], leadings: Leadings
) -> bool:
    above = paragraph[-1]
    here = margins(above)
    there = margins(line)
    if not same_size(above, line) or ((here.column or there.column) and not _flows(above, line, here, there)):
        return False
    if _is_upright(paragraph, line):
        return True
    if not is_full(above, line, here):
        return False
    ended = above.text[-1] in _ENDS
    if _NAMED_NUMBER.match(line.text) or _is_entry(above, line):
        return False
    if NUMBERING.match(line.text) and (ended or _starts_indented(line, there)):
        return False
    if len(paragraph) == 1 and above.x0 - here.left > _FAR_IN * here.width and line.x0 < above.x0 - above.size:
        return False  # a date or signature set to the right
    both_centered = not ended and _is_symmetric(above, here) and _is_rest_in_middle(above, line, there)
    if not both_centered and _starts_indented(line, there):
        # A paragraph that is indented as a whole goes on at the same indent.
        before = paragraph[0].x0 - here.left
        if abs((line.x0 - there.left) - before) > 0.5 * line.size or ended or len(paragraph) == 1:
            return abs((line.x0 - there.left) - before) <= 0.5 * line.size and not ended and len(paragraph) > 1
    if not _same_region(above, line):
        return not (ended and not _first_line_indented(paragraph, here))
    if (
        above.text[-1] == "。"
        and not both_centered
        and not _first_line_indented(paragraph, here)
        and leadings.ends_are_likelier(above, here)
    ):
        return False
    gap = line.base - above.base
    usual = _usual_gap(paragraph, line, following, leadings, there)
    return usual is None or gap <= _PARAGRAPH_GAP * usual or gap - usual < 0.3 * line.size


def _flows(above: Line, line: Line, here: Margins, there: Margins) -> bool:
    """Whether text of a column may go on in the region of a line: the same one, or the next column."""
    return _same_region(above, line) or (here.column and there.column)


def _is_entry(above: Line, line: Line) -> bool:
    """Whether the line above is one of a table of contents: a heading and, far to the right, its page."""
    return bool(_LEADERS.search(above.text)) or (
        above.gaps > 0 and above.text[-1].isdigit() and bool(NUMBERING.match(line.text))
    )


def _usual_gap(
    paragraph: list[Line], line: Line, following: Line | None, leadings: Leadings, margins: Margins
) -> float | None:
    if len(paragraph) > 1 and _same_region(paragraph[-2], paragraph[-1]):
        return paragraph[-1].base - paragraph[-2].base
    usual = leadings.usual(line.size)
    if (
        following is not None
        and _same_region(line, following)
        and same_size(line, following)
        and is_full(line, following, margins)
    ):
        ahead = following.base - line.base
        return min(ahead, usual) if usual is not None else ahead
    return usual


def _is_upright(paragraph: list[Line], line: Line) -> bool:
    """One character to a line in a column: a label written from top to bottom."""
    return (
        len(line.text) == 1
        and all(len(each.text) == 1 for each in paragraph)
        and not line.text.isascii()
        and abs(line.x0 + line.x1 - paragraph[-1].x0 - paragraph[-1].x1) < line.size
        and line.base - paragraph[-1].base < 2.2 * line.size
    )


def _starts_indented(line: Line, margins: Margins) -> bool:
    return line.x0 - margins.left > _INDENT * line.size


def _first_line_indented(paragraph: list[Line], margins: Margins) -> bool:
    return _starts_indented(paragraph[0], margins) and (
        len(paragraph) == 1 or not _starts_indented(paragraph[-1], margins)
    )


def joint(above: Line, below: Line) -> str:
    """What stands between two lines of one paragraph: a space between Latin words, else nothing."""
    last, first = above.text[-1], below.text[0]
    if above.spaced and _LATIN_OR_DIGIT.match(first) and (last.isascii() and not last.isspace()):
        return " "
    return " " if _LATIN_LETTER.match(last) and _LATIN_LETTER.match(first) else ""


def build(group: Sequence[Line], index: int, centered: bool) -> Paragraph:
    """The Paragraph of these lines, with one piece of origin for each."""
    if len(group) == 1:
        line = group[0]
        piece = PdfPiece(0, len(line.text), line.page, line.box)
        return Paragraph(line.text, PdfOrigin((piece,)), index=index, centered=centered)
    text = ""
    pieces: list[PdfPiece] = []
    for place, line in enumerate(group):
        if place:
            text += joint(group[place - 1], line)
        start = len(text)
        text += line.text
        pieces.append(PdfPiece(start, len(text), line.page, line.box))
    return Paragraph(text, PdfOrigin(tuple(pieces)), index=index, centered=centered)
