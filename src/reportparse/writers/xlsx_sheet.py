"""A sheet of the working paper, written row by row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reportparse.writers import sheet_columns as sheets
from reportparse.writers.sheet_columns import Column
from reportparse.writers.wrap import width
from reportparse.writers.xlsx_cells import number_of, text_of

Value = str | int | None

FONT: Mapping[str, Any] = {"font_name": "等线", "font_size": 10}
HEAD = "#DDE6EE"
HEAD_TO_FILL = "#FFF7E0"

_FILLS = {"error": ("#FBE3E0", "#9C1C13"), "warning": ("#FDF1D3", "#7A5200"), "info": ("#E4EEF7", "#1F4E79")}
_ENTERED = {"verified", "action", "reviewer"}
_DECIMALS = {"value", "stated", "expected", "difference"}
_CENTRED = {"number", "year", "code", "severity", "status", "period", "measure", "kind", "verified", "reviewer"}
_ROWS = 1_048_576
_LINE = 13.5
_TALLEST = 409.0
"""Points: of a line of text, and the height that a row can have."""


class Paper:
    """The workbook that the sheets are in, its language, and its cell formats."""

    def __init__(self, book: Workbook, lang: str, checked: bool) -> None:
        self.book = book
        self.lang = lang
        self.checked = checked
        self.words = sheets.WORDS[lang]
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **look: Any) -> Any:
        """A cell format, made once. All cells wrap and have thin borders."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            base = {**FONT, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#B8C2CC"}
            if look.get("bg_color") in (HEAD, HEAD_TO_FILL):
                base["valign"] = "vcenter"
            self._formats[key] = self.book.add_format({**base, **look})
        return self._formats[key]


class Sheet:
    """A sheet written row by row; a row once written is out of memory. Rows beyond the last of a sheet go to a next sheet."""

    def __init__(self, paper: Paper, key: str, columns: Iterable[Column]) -> None:
        self.paper = paper
        self.key = key
        self.columns = [column for column in columns if paper.checked or not column.checked]
        self.index = {column.key: number for number, column in enumerate(self.columns)}
        self.full: list[tuple[Worksheet, int]] = []
        self._open()

    def _open(self) -> None:
        paper = self.paper
        name = sheets.SHEETS[self.key][paper.lang == "en"]
        self.sheet: Worksheet = paper.book.add_worksheet(f"{name}{len(self.full) + 1}" if self.full else name)
        sheet = self.sheet
        sheet.hide_gridlines(2)
        for number, column in enumerate(self.columns):
            sheet.set_column(number, number, column.width)
        sheet.set_row(0, 30)
        for number, column in enumerate(self.columns):
            fill = HEAD_TO_FILL if column.key in _ENTERED else HEAD
            sheet.write_string(
                0, number, column.title(paper.lang), paper.format(bold=True, bg_color=fill, align="center")
            )
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L{paper.words['title']}&R{name}")
        sheet.set_footer(f"&C{paper.words['page']}")
        self.row = 0

    def add(self, values: Mapping[str, Value], tones: Mapping[str, str] | None = None, bold: bool = False) -> None:
        """A row; `tones` gives columns the colour of a severity."""
        if self.row + 2 >= _ROWS:
            self.close()
            self.full.append((self.sheet, self.row))
            self._open()
        self.row += 1
        texts = {
            key: text_of(value, self.paper.words["cut"]) for key, value in values.items() if isinstance(value, str)
        }
        lines = max((_lines(texts.get(column.key, ""), column.width) for column in self.columns), default=1)
        # Not every program fits the height of a row to its wrapped text by itself. A height is kept in memory to the end.
        if lines > 1:
            self.sheet.set_row(self.row, min(_TALLEST, 3 + _LINE * lines))
        for number, column in enumerate(self.columns):
            value = texts.get(column.key, values.get(column.key))
            self._write(number, column.key, value, (tones or {}).get(column.key, ""), bold)

    def _write(self, number: int, key: str, value: Value, tone: str, bold: bool) -> None:
        paper = self.paper
        look: dict[str, Any] = {"align": "center"} if key in _CENTRED else {}
        if bold:
            look["bold"] = True
        if tone:
            fill, colour = _FILLS[tone]
            look.update(bg_color=fill, font_color=colour, bold=True)
        if value is None or value == "":
            self.sheet.write_blank(self.row, number, None, paper.format(**look))
        elif isinstance(value, int):
            self.sheet.write_number(self.row, number, value, paper.format(**look))
        else:
            exact = number_of(value) if key in _DECIMALS else None
            if exact:
                self.sheet.write_number(self.row, number, exact[0], paper.format(num_format=exact[1], **look))
            else:
                look.setdefault("align", "right" if key in _DECIMALS and value[-1:] in "0123456789%" else "left")
                self.sheet.write_string(self.row, number, value, paper.format(**look))

    def parts(self) -> list[tuple[Worksheet, int]]:
        """The sheets it took, each with the index of its last row."""
        return [*self.full, (self.sheet, max(self.row, 1))]

    def close(self) -> None:
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self.columns) - 1)


def _lines(text: str, columns: float) -> int:
    """The lines a text takes in a column, guessed on the safe side: breaks do not fall where a line is full."""
    room = max(2.0, columns - 0.5)
    return sum(max(1, math.ceil(width(line[:4000]) / room)) for line in text.split("\n")[:40])
