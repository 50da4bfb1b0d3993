"""Tables without rulings against pdfplumber's text strategy: where that reads what was drawn, so does the reader."""

from __future__ import annotations

import io
import random

import pdfplumber
from pdf_build import Sheet, pdf

from reportparse.model.document import Source, Table
from reportparse.readers.pdf_reader import read_pdf

NAMES = [
    "基本支出",
    "人员经费",
    "公用经费",
    "项目支出",
    "专项资金",
    "水利建设",
    "农村饮水",
    "防汛抗旱",
    "河道治理",
    "其他支出",
]
HEADS = ["年初预算", "全年预算", "执行数", "结转", "执行率"]
BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}

Drawn = list[list[str]]


def drawn(seed: int) -> tuple[bytes, Drawn]:
    """A page with one table of figures, some squares blank, its columns set to the left, the right or the middle."""
    chance = random.Random(seed)
    count = chance.randint(2, 5)
    table = [["项目", *HEADS[:count]]]
    for name in NAMES[: chance.randint(4, 10)]:
        figures = [f"{chance.randint(1, 9999) / 100:.2f}" for _ in range(count)]
        # A name without any figure may be half of the next one: that is no table to the reader.
        table.append([name, figures[0], *("" if chance.random() < 0.15 else figure for figure in figures[1:])])
    aligned = [0.0, *(chance.choice((0.0, 0.5, 1.0)) for _ in range(count))]
    pitch = chance.choice((16.0, 20.0, 26.0))
    sheet = Sheet()
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            wide = sum(6.0 if char.isascii() else 10.0 for char in text)
            sheet.text(72 + 82 * column + aligned[column] * (60 - wide), 100 + pitch * number, text)
    return pdf(sheet), table


def by_plumber(data: bytes) -> Drawn:
    """The first table that pdfplumber finds, without its blank rows."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        found = document.pages[0].extract_table(BY_TEXT) or []
    return [[text or "" for text in row] for row in found if any(row)]


def by_reader(data: bytes) -> Drawn:
    for block in read_pdf(data, Source("report.pdf", "0", "pdf")).blocks:
        if isinstance(block, Table):
            return [[cell.text for cell in row] for row in block.rows]
    return []


def test_what_the_text_strategy_reads_rightly_is_read_alike() -> None:
    compared = 0
    for data, table in map(drawn, range(40)):
        if by_plumber(data) == table:
            compared += 1
            assert by_reader(data) == table
    assert compared >= 30
