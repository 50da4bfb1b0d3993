"""Rulings of every kind: dashed, dotted, double, thin rectangles, painted cells, white on colour, inside forms."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import pdfplumber
import pytest
from pdf_build import HEIGHT, Sheet, pdf

from reportparse.model.document import Source, Table
from reportparse.readers.pdf_reader import read_pdf

XS, YS = (72.0, 172.0, 272.0, 392.0), (100.0, 130.0, 160.0)
TEXTS = [["项目", "预算数", "执行数"], ["合计", "318.3", "300.1"]]


def filled(sheet: Sheet) -> Sheet:
    for row, y in enumerate(YS[:-1]):
        for column, x in enumerate(XS[:-1]):
            sheet.text(x + 8, y + 18, TEXTS[row][column])
    return sheet


def read_tables(sheet: Sheet) -> list[Table]:
    return [block for block in read_pdf(pdf(sheet), Source("x.pdf", "0", "pdf")).blocks if isinstance(block, Table)]


def pieces(draw: Callable[[Sheet, float, float, float, float], object], step: float) -> Sheet:
    """Every ruling as pieces: `draw` is called with a point and the direction of the line."""
    sheet = Sheet()
    for y in YS:
        for number in range(int((XS[-1] - XS[0]) / step) + 1):
            draw(sheet, XS[0] + step * number, y, 1, 0)
    for x in XS:
        for number in range(int((YS[-1] - YS[0]) / step) + 1):
            draw(sheet, x, YS[0] + step * number, 0, 1)
    return sheet


def dash(length: float) -> Callable[[Sheet, float, float, float, float], object]:
    return lambda sheet, x, y, dx, dy: sheet.line(x, y, x + length * dx, y + length * dy)


def square(sheet: Sheet, x: float, y: float, dx: float, dy: float) -> None:
    sheet.rect(x, y, x + 0.5, y + 0.5, paint="f")


def point(sheet: Sheet, x: float, y: float, dx: float, dy: float) -> None:
    sheet.draw("1 J").line(x, y, x, y)


def disc(sheet: Sheet, x: float, y: float, dx: float, dy: float) -> None:
    y = HEIGHT - y
    sheet.draw(
        f"0 g {x} {y} m {x} {y + 0.5} {x + 1} {y + 0.5} {x + 1} {y} c {x + 1} {y - 0.5} {x} {y - 0.5} {x} {y} c f"
    )


def doubled(apart: float) -> Sheet:
    sheet = Sheet()
    for y in YS:
        sheet.line(XS[0], y, XS[-1] + apart, y).line(XS[0], y + apart, XS[-1] + apart, y + apart)
    for x in XS:
        sheet.line(x, YS[0], x, YS[-1] + apart).line(x + apart, YS[0], x + apart, YS[-1] + apart)
    return sheet


def cells_as(paint: str, gap: float = 0.0, colour: str = "0 G 0.9 0.95 1 rg") -> Sheet:
    sheet = Sheet()
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            sheet.rect(left, top, right - gap, bottom - gap, paint=paint, colour=colour)
    return sheet


def white_on_colour(thin: bool) -> Sheet:
    sheet = Sheet().rect(XS[0], YS[0], XS[-1], YS[-1], paint="f", colour="0.85 0.9 1 rg")
    for y in YS:
        if thin:
            sheet.rect(XS[0], y, XS[-1], y + 0.7, paint="f", colour="1 g")
        else:
            sheet.line(XS[0], y, XS[-1], y, colour="1 G")
    for x in XS:
        if thin:
            sheet.rect(x, YS[0], x + 0.7, YS[-1], paint="f", colour="1 g")
        else:
            sheet.line(x, YS[0], x, YS[-1], colour="1 G")
    return sheet


def in_form(matrix: str, own: str, scale: float) -> Sheet:
    """The grid drawn from (0, 0) upwards, at 1/scale of its size."""
    xs, ys = [(x - XS[0]) / scale for x in XS], [(YS[-1] - y) / scale for y in YS]
    lines = [f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys] + [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return Sheet().form(" ".join(lines), matrix, own)


AT = f"1 0 0 1 {XS[0]} {HEIGHT - YS[-1]}"
DRAWN = {
    "solid": Sheet().grid(list(XS), list(YS)),
    "hairline": Sheet().draw("0 w").grid(list(XS), list(YS)),
    "dash pattern": Sheet().draw("[4 3] 0 d").grid(list(XS), list(YS)),
    "dashes": pieces(dash(3), 5),
    "long dashes": pieces(dash(6), 10),
    "short dashes": pieces(dash(0.8), 2),
    "square dots": pieces(square, 1.5),
    "round dots": pieces(disc, 2.5),
    "points with round caps": pieces(point, 2),
    "double": doubled(1.5),
    "wide double": doubled(4.0),
    "framed cells": cells_as("S"),
    "framed and painted cells": cells_as("B"),
    "painted cells": cells_as("f", 1.0),
    "white on colour": white_on_colour(thin=False),
    "thin white on colour": white_on_colour(thin=True),
    "form": in_form(AT, "1 0 0 1 0 0", 1),
    "form scaled": in_form(f"0.5 0 0 0.5 {XS[0]} {HEIGHT - YS[-1]}", "1 0 0 1 0 0", 0.5),
    "form with a matrix of its own": in_form("1 0 0 1 50 0", f"2 0 0 2 {XS[0] - 50} {HEIGHT - YS[-1]}", 2),
}


@pytest.mark.parametrize("name", DRAWN)
def test_rulings_of_every_kind_make_the_same_table(name: str) -> None:
    sheet = DRAWN[name]
    copy = Sheet(operators=list(sheet.operators), form_content=sheet.form_content, form_matrix=sheet.form_matrix)
    (table,) = read_tables(filled(copy))
    assert [[cell.text for cell in row] for row in table.rows] == TEXTS


@pytest.mark.parametrize("name", ["solid", "dash pattern", "dashes", "double", "framed cells", "form"])
def test_pdfplumber_reads_the_same_where_it_can(name: str) -> None:
    sheet = DRAWN[name]
    copy = Sheet(operators=list(sheet.operators), form_content=sheet.form_content, form_matrix=sheet.form_matrix)
    with pdfplumber.open(io.BytesIO(pdf(filled(copy)))) as document:
        (found,) = document.pages[0].extract_tables()
    assert [[text.strip() for text in row] for row in found] == TEXTS


def test_white_lines_on_white_paper_and_rows_of_dots_draw_nothing() -> None:
    white = Sheet()
    for y in YS:
        white.line(XS[0], y, XS[-1], y, colour="1 G")
    for x in XS:
        white.line(x, YS[0], x, YS[-1], colour="1 G")
    assert read_tables(white.text(80, 118, "text")) == []
    dotted = Sheet().text(72, 118, "姓名")
    for number in range(40):
        square(dotted, 100 + 1.5 * number, 120, 1, 0)
    assert read_tables(dotted) == []
