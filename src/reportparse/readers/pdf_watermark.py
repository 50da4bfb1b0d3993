"""Step 2b of the PDF reader: pale text that is a watermark, told from pale text that is text.

Text that runs askew is left out by the characters' step already. What is level is a watermark if it is pale, and
either stands at the same place on several pages and is large or printed across other text, or is very large and
printed across other text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportparse.readers.pdf_chars import Glyph, PageGlyphs
from reportparse.readers.pdf_lines import make_line, rows

_LARGE = 20.0
_VERY_LARGE = 24.0
# A page with more pale characters than this is printed in grey.
_MAX_PALE = 400
# Places on two pages that differ by less than this (points) are the same.
_SAME = 4.0

_Stretch = tuple[PageGlyphs, list[Glyph], bool]


def take_watermarks(pages: Sequence[PageGlyphs]) -> None:
    """Puts each page's pale characters among those seen, or counts them as a watermark's."""
    by_key: dict[tuple[str, int, int], list[_Stretch]] = defaultdict(list)
    for page in pages:
        if len(page.pale) > _MAX_PALE:
            page.seen += page.pale
            page.pale = []
        for row in rows(page.pale):
            line = make_line(row, 0)
            if line is None:
                continue
            key = (line.text, round(line.x0 / _SAME), round(line.base / _SAME))
            by_key[key].append((page, row, _crosses(page, row)))
        page.pale = []
    for stretches in by_key.values():
        crossing = any(crosses for *_, crosses in stretches)
        for page, row, crosses in stretches:
            size = max(glyph[5] for glyph in row)
            repeated = len(stretches) > 1 and (crossing or size >= _LARGE)
            if repeated or (crosses and size >= _VERY_LARGE):
                page.watermark += len(row)
            else:
                page.seen += row


def _crosses(page: PageGlyphs, row: Sequence[Glyph]) -> bool:
    x0, x1 = row[0][0], max(glyph[2] for glyph in row)
    # Ascenders and descenders of lines that are merely near do not count.
    size = row[0][5]
    top, bottom = row[0][4] - 0.75 * size, row[0][4]
    return any(
        x0 < (glyph[0] + glyph[2]) / 2 < x1 and top < (glyph[1] + glyph[3]) / 2 < bottom and not glyph[6].isspace()
        for glyph in page.seen
    )
