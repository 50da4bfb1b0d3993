from __future__ import annotations

from reportparse.model.location import Box, PdfOrigin, PdfPiece, Place

FIRST = PdfPiece(0, 10, 3, Box(50, 700, 500, 712))
SECOND = PdfPiece(10, 20, 3, Box(40, 716, 480, 728))
OVERLEAF = PdfPiece(20, 30, 4, Box(40, 60, 300, 72))
ORIGIN = PdfOrigin((FIRST, SECOND, OVERLEAF))


def test_a_span_within_a_line_is_that_line() -> None:
    assert ORIGIN.locate((12, 15)) == SECOND


def test_spans_are_half_open() -> None:
    assert ORIGIN.locate((5, 10)) == FIRST
    assert ORIGIN.locate((10, 11)) == SECOND


def test_a_span_over_two_lines_of_a_page_is_their_union() -> None:
    assert ORIGIN.locate((8, 12)) == PdfPiece(0, 20, 3, Box(40, 700, 500, 728))


def test_a_span_over_a_page_break_is_boxed_on_its_first_page() -> None:
    located = ORIGIN.locate((15, 25))
    assert located is not None
    assert (located.page, located.box) == (3, SECOND.box)
    assert ORIGIN.locate((25, 28)) == OVERLEAF


def test_no_span_is_the_whole_text() -> None:
    located = ORIGIN.locate(None)
    assert located is not None
    assert (located.start, located.end, located.page) == (0, 30, 3)
    assert located.box == FIRST.box.union(SECOND.box)


def test_an_empty_cell_has_a_place() -> None:
    square = PdfPiece(0, 0, 2, Box(10, 10, 20, 20))
    assert PdfOrigin((square,)).locate(None) == square
    assert PdfOrigin((square,)).locate((0, 0)) == square


def test_a_span_outside_falls_back_on_the_first_line() -> None:
    assert ORIGIN.locate((90, 95)) == FIRST


def test_a_text_without_lines_is_nowhere() -> None:
    assert PdfOrigin(()).locate((0, 1)) is None


def test_place_is_narrowed_to_a_span_in_the_same_cell() -> None:
    assert Place(4, 2, 1).at(3, 6) == Place(4, 2, 1, (3, 6))
