"""The lattice against pdfplumber's TableFinder, step by step and on whole documents."""

from __future__ import annotations

import io
import random
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from pdf_build import Sheet, pdf
from pdfplumber import table as oracle

from reportparse.readers.pdf_lattice import Edge, cells, intersections, lattice, merge
from reportparse.readers.pdf_reader import read_pages

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("**/*.pdf"))


def random_edges(seed: int) -> list[Edge]:
    """A grid with sides missing, doubled and slightly displaced, as word processors draw them."""
    chance = random.Random(seed)
    xs = [50 + 61.0 * number for number in range(chance.randint(2, 7))]
    ys = [60 + 23.0 * number for number in range(chance.randint(2, 9))]
    found: list[Edge] = []
    for y in ys:
        for x0, x1 in pairwise(xs):
            if chance.random() < 0.85:
                found.append(Edge(False, y + chance.choice((0, 0, 0.5, 1.2)), x0 - chance.choice((0, 0.5)), x1))
    for x in xs:
        for y0, y1 in pairwise(ys):
            if chance.random() < 0.85:
                found.append(Edge(True, x + chance.choice((0, 0, 0.4)), y0, y1 + chance.choice((0, 0.7))))
    found.append(Edge(False, 300.0, 40.0, 40.6))
    return found


def as_plumber(edge: Edge) -> dict[str, object]:
    if edge.vertical:
        box = {"x0": edge.at, "x1": edge.at, "top": edge.start, "bottom": edge.end}
    else:
        box = {"x0": edge.start, "x1": edge.end, "top": edge.at, "bottom": edge.at}
    size = {"width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"]}
    return {**box, **size, "orientation": "v" if edge.vertical else "h", "object_type": "line"}


def rounded(boxes: object) -> set[tuple[float, ...]]:
    return {tuple(round(value, 3) for value in box) for box in boxes}  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(40))
def test_every_step_agrees_with_pdfplumber_on_ragged_grids(seed: int) -> None:
    edges = random_edges(seed)
    raw = [as_plumber(edge) for edge in edges if edge.end - edge.start >= 1]
    merged = [edge for edge in oracle.merge_edges(raw, 3, 3, 3, 3) if max(edge["width"], edge["height"]) >= 3]
    ours = merge(edges)
    assert rounded((e.at, e.start, e.end) for e in ours) == rounded(
        (e["x0"], e["top"], e["bottom"]) if e["orientation"] == "v" else (e["top"], e["x0"], e["x1"]) for e in merged
    )
    theirs = oracle.edges_to_intersections(merged, 3, 3)
    points = intersections(ours)
    assert rounded(points) == rounded(theirs)
    expected = oracle.intersections_to_cells(theirs)
    assert rounded(cells(points)) == rounded(expected)
    groups = {frozenset(rounded(group)) for group in oracle.cells_to_tables(expected)}
    assert {frozenset(rounded(group)) for group in lattice(edges) if len(group) > 1} == groups


def test_a_group_of_one_cell_is_kept() -> None:
    frame = [Edge(False, 10, 10, 200), Edge(False, 40, 10, 200), Edge(True, 10, 10, 40), Edge(True, 200, 10, 40)]
    assert lattice(frame) == [[(10, 10, 200, 40)]]


def test_edges_that_do_not_close_make_no_cell() -> None:
    assert lattice([Edge(False, 10, 10, 200), Edge(False, 40, 10, 200), Edge(True, 10, 10, 40)]) == []


def made() -> bytes:
    sheet = Sheet().grid([72, 172, 272, 472], [100, 130, 160, 220])
    sheet.text(80, 118, "Unit").text(180, 118, "Total").text(280, 118, "Rate").text(80, 148, "Office")
    sheet.text(180, 148, "318.3").text(280, 148, "95.3%").text(280, 178, "first line").text(280, 192, "second line")
    framed = Sheet().rect(72, 100, 300, 150).rect(72, 150, 300, 200).text(80, 120, "up").text(80, 170, "down")
    return pdf(sheet, framed)


def without_space(text: str | None) -> str:
    return "".join((text or "").split())


def assert_cells_equal_pdfplumbers(data: bytes) -> int:
    """Compares the cell texts of all pages; returns how many cells there were."""
    count = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page, ours in zip(document.pages, read_pages(data, "x.pdf"), strict=True):
            mine = {
                tuple(round(value) for value in cell.area): "".join(line.text for line in cell.lines)
                for table in ours.tables
                for cell in table.cells
            }
            for table in page.find_tables():
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    for box, text in zip(row.cells, texts, strict=True):
                        if box is None:
                            continue
                        key = min(mine, key=lambda other: sum(abs(a - b) for a, b in zip(other, box, strict=True)))
                        assert sum(abs(a - b) for a, b in zip(key, box, strict=True)) < 6
                        assert without_space(mine[key]) == without_space(text)
                        count += 1
    return count


def test_cell_texts_equal_pdfplumbers_on_a_made_page() -> None:
    assert assert_cells_equal_pdfplumbers(made()) == 11


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_cell_texts_equal_pdfplumbers_on_the_corpus(path: Path) -> None:
    assert_cells_equal_pdfplumbers(path.read_bytes())


def doubled(at: list[float], along: list[float], apart: float, vertical: bool) -> list[Edge]:
    """Rulings of two lines each: those of the outline meet at its corners, the inner ones end short of it."""
    found: list[Edge] = []
    for place in at:
        for side in (-apart / 2, apart / 2):
            outline = place in (at[0], at[-1])
            outer = (side < 0) is (place == at[0])
            short = 1.75 * apart if not outline else -apart / 2 if outer else apart / 2
            found.append(Edge(vertical, place + side, along[0] + short, along[-1] - short))
    return found


@pytest.mark.parametrize("apart", [2.0, 3.0, 4.5])
def test_double_rulings_whose_corners_are_open_make_one_grid(apart: float) -> None:
    xs, ys = [80.0, 180.0, 280.0, 380.0], [100.0, 130.0, 160.0]
    (table,) = lattice([*doubled(ys, xs, apart, False), *doubled(xs, ys, apart, True)])
    assert len(table) == 6


@pytest.mark.parametrize("apart", [2.0, 3.0, 4.5])
def test_single_rulings_inside_a_double_outline_are_one_grid_with_it(apart: float) -> None:
    xs, ys = [80.0, 180.0, 280.0, 380.0], [100.0, 130.0, 160.0]
    inner = [Edge(False, ys[1], xs[0] + 0.8 * apart, xs[-1] - 0.8 * apart)]
    inner += [Edge(True, x, ys[0] + 0.8 * apart, ys[-1] - 0.8 * apart) for x in xs[1:-1]]
    outline = [*doubled([ys[0], ys[-1]], xs, apart, False), *doubled([xs[0], xs[-1]], ys, apart, True)]
    (table,) = lattice([*outline, *inner])
    assert len(table) == 6
