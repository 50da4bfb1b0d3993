"""How much of a PDF is read: far above any report, and low enough for seconds and some hundred megabytes."""

from __future__ import annotations

MAX_PAGES = 3000
MAX_CHARACTERS = 2_000_000
"""Of a document; a report has some ten thousand."""
MAX_CELLS = 300_000
"""Of all tables of a document; a report has some hundred."""
MAX_PAGE_CHARACTERS = 100_000
MAX_PAGE_OBJECTS = 150_000
"""Texts, paths and pictures of a page, those of its forms included."""
MAX_SEGMENTS = 300_000
"""Of all paths of a page."""
MAX_EDGES = 8_000
"""Of a page, pieces of one line joined."""
MAX_CROSSINGS = 40_000
"""Of the rulings of a page; a sheet of squared paper has ten thousand."""
MAX_PAGE_TABLES = 400


class PageTooLargeError(Exception):
    """A page goes beyond a limit. `drawing` if its text can be read all the same, without its tables."""

    def __init__(self, what: str, limit: int, *, drawing: bool) -> None:
        super().__init__(what)
        self.what = what
        self.limit = limit
        self.drawing = drawing

    @property
    def message(self) -> str:
        """What was not read and why, to follow the number of the page; in Chinese."""
        rest = "只读了文字，没有读表格" if self.drawing else "没有读取"
        return f"{self.what}超过 {self.limit} 的上限，{rest}；请检查这一页是否正常，或改用 Word 原件。"
