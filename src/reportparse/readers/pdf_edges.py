"""Step 2 of the PDF reader: the rulings, painted areas and pictures of a page."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

from reportparse.model.limits import limits
from reportparse.readers import pdf_raw as raw
from reportparse.readers.beyond import PageTooLargeError
from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.pdf_paths import Path, read_paths
from reportparse.readers.pdf_view import Matrix, View

# A filled rectangle no thicker than this (points) is a ruling; a thicker one is a painted area.
THIN = 3.0
# A line off the straight by less than this is meant to be straight.
STRAIGHT = 1.0
# Pictures smaller than this (points) on a side are bullets and ornaments.
TINY_PICTURE = 16.0
_MAX_DEPTH = 6
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5


@dataclass
class PageDrawing:
    """What is drawn on a page besides text.

    `edges` are rulings, `paint_edges` the sides of painted areas (cell shading), `dark` the painted areas that
    are not white, `pictures` the boxes of the images that are not tiny. `light` are white rulings, which count where
    they lie on a painted area. `broken` marks a page that could not be opened.
    `objects` and `segments` count what was looked at.
    """

    edges: list[Edge] = field(default_factory=list)
    paint_edges: list[Edge] = field(default_factory=list)
    dark: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    light: list[Edge] = field(default_factory=list)
    broken: bool = False
    objects: int = 0
    segments: int = 0


def read_drawing(page: raw.Pointer, view: View) -> PageDrawing:
    """Rulings, areas and pictures of a pdfium page (its pointer), in points of the view. Raises PageTooLargeError."""
    drawing = PageDrawing()
    count = raw.page_objects(page)
    if count > limits().page_objects:
        raise PageTooLargeError("page_objects")
    children = list(map(raw.page_object, repeat(page, count), range(count)))
    _walk(children, view.matrix, drawing, 0, Area(0, 0, view.width, view.height))
    if drawing.light and drawing.paint_edges:
        drawing.edges += [edge for edge in drawing.light if _on_paint(edge, drawing.dark)]
    return drawing


def _walk(objects: Sequence[int], outer: Matrix, drawing: PageDrawing, depth: int, page: Area) -> None:
    drawing.objects += len(objects)
    if drawing.objects > limits().page_objects:
        raise PageTooLargeError("page_objects")
    kinds = list(map(raw.object_type, objects))
    others = [(item, kind) for item, kind in zip(objects, kinds, strict=True) if kind != _TEXT]
    paths, count = read_paths([item for item, kind in others if kind == _PATH], outer, drawing.segments)
    drawing.segments += count
    path = iter(paths)
    for item, kind in others:
        if kind == _PATH:
            _add_path(next(path), drawing, page)
        elif kind == _IMAGE:
            area = _unit_square(_matrix(item).then(outer))
            if min(area.x1 - area.x0, area.bottom - area.top) >= TINY_PICTURE:
                drawing.pictures.append(area)
                drawing.dark.append(area)
        elif kind == _SHADING:
            drawing.dark.append(page)
        elif kind == _FORM and depth < _MAX_DEPTH:
            inner = _matrix(item).then(outer)
            count = min(max(0, raw.form_objects(item)), limits().page_objects + 1)
            children = [raw.form_object(item, number) for number in range(count)]
            _walk(children, inner, drawing, depth + 1, page)


_MATRIX = array("f", bytes(24))
_MATRIX_AT = raw.address(_MATRIX)


def _matrix(item: int) -> Matrix:
    if not raw.object_matrix(item, _MATRIX_AT):
        return Matrix(1, 0, 0, 1, 0, 0)
    return Matrix(*_MATRIX)


def _unit_square(matrix: Matrix) -> Area:
    corners = [matrix.apply(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    return _bounds(corners)


def _bounds(points: list[tuple[float, float]]) -> Area:
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _add_path(path: Path | None, drawing: PageDrawing, page: Area) -> None:
    if path is None:
        return
    stroked, filled, light, parts = path
    into = PageDrawing() if light else drawing
    for points, closed, curved in parts:
        if len(points) == 2 and not filled:
            # The side of a cell, as most producers draw it.
            edge = _edge(*points[0], *points[1])
            if edge is not None:
                into.edges.append(edge)
        else:
            _add_subpath(points, closed, curved, stroked, filled, into, page)
    if light:
        drawing.light += into.edges


def _add_subpath(
    points: list[tuple[float, float]],
    closed: bool,
    curved: bool,
    stroked: bool,
    filled: bool,
    drawing: PageDrawing,
    page: Area,
) -> None:
    if len(points) < 2:
        return
    area = _bounds(points)
    wide, high = area.x1 - area.x0, area.bottom - area.top
    if curved:
        if filled and min(wide, high) > THIN:
            drawing.dark.append(area)
        elif filled and max(wide, high) <= THIN:
            # A round dot, perhaps of a dotted line.
            drawing.edges.append(Edge(False, (area.top + area.bottom) / 2, area.x0, area.x1))
        return
    if filled and min(wide, high) > THIN:
        drawing.dark.append(area)
    # A frame or background as large as the sheet says nothing about tables.
    if wide > 0.97 * (page.x1 - page.x0) and high > 0.97 * (page.bottom - page.top):
        return
    if filled and not stroked and len(points) >= 3 and min(wide, high) > THIN:
        if _is_rectangle(points, area):
            drawing.paint_edges += _sides(area)
        return
    if _is_rectangle(points, area) and (closed or len(points) >= 5 or filled):
        drawing.edges += _sides(area)
        return
    pairs = list(pairwise(points))
    if closed and len(points) > 2:
        pairs.append((points[-1], points[0]))
    for (x0, y0), (x1, y1) in pairs:
        edge = _edge(x0, y0, x1, y1)
        if edge is not None:
            drawing.edges.append(edge)


def _on_paint(edge: Edge, dark: Sequence[Area]) -> bool:
    middle = (edge.start + edge.end) / 2
    return any(
        area.holds(*((edge.at, middle) if edge.vertical else (middle, edge.at)))
        and (area.bottom - area.top if edge.vertical else area.x1 - area.x0) > 0.5 * (edge.end - edge.start)
        for area in dark
    )


def _edge(x0: float, y0: float, x1: float, y1: float) -> Edge | None:
    if abs(y0 - y1) < STRAIGHT and abs(x0 - x1) >= abs(y0 - y1):
        return Edge(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x0 - x1) < STRAIGHT:
        return Edge(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None


def _is_rectangle(points: list[tuple[float, float]], area: Area) -> bool:
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    if len(corners) not in (4, 5):
        return False
    on_sides = all(
        min(abs(x - area.x0), abs(x - area.x1)) < 0.1 and min(abs(y - area.top), abs(y - area.bottom)) < 0.1
        for x, y in corners
    )
    return on_sides and len({(round(x, 1), round(y, 1)) for x, y in corners}) >= 2


def _sides(area: Area) -> list[Edge]:
    return [
        Edge(False, area.top, area.x0, area.x1),
        Edge(False, area.bottom, area.x0, area.x1),
        Edge(True, area.x0, area.top, area.bottom),
        Edge(True, area.x1, area.top, area.bottom),
    ]
