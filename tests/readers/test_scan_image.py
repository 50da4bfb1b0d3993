"""Page images: seals, skew, rulings and lines of print, on images drawn here."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason='needs pip install "reportparse[ocr]"')

import cv2
import numpy as np

from reportparse.readers.pdf_lattice import lattice
from reportparse.readers.scan_engines import Reading
from reportparse.readers.scan_image import Pixels, even, ink_of, skew_of, straightened, without_seals
from reportparse.readers.scan_lines import strips
from reportparse.readers.scan_page import read_page
from reportparse.readers.scan_rulings import rulings

SCALE = 200 / 72


def points(value: float) -> int:
    return round(value * SCALE)


def sheet(width: float = 400, height: float = 300) -> Pixels:
    return np.full((points(height), points(width), 3), 255, np.uint8)


def letters(
    image: Pixels, x: float, y: float, count: int, size: float = 10, colour: tuple[int, int, int] = (0, 0, 0)
) -> None:
    """Squares with a hole, side by side: about what Chinese characters look like; x and y of the upper left, in points."""
    for number in range(count):
        left, right = points(x + number * size), points(x + number * size + 0.78 * size)
        top, bottom = points(y), points(y + 0.85 * size)
        # Now one, now another, as lines of one letter would look like rulings.
        cv2.rectangle(image, (left, top), (right, bottom), colour, 2)
        if number % 3 == 0:
            cv2.line(image, (left, (top + bottom) // 2), (right, (top + bottom) // 2), colour, 2)
        else:
            cv2.line(image, ((left + right) // 2, top), ((left + right) // 2, bottom), colour, 2)


def grid(image: Pixels, xs: list[float], ys: list[float]) -> None:
    for y in ys:
        cv2.line(image, (points(xs[0]), points(y)), (points(xs[-1]), points(y)), (0, 0, 0), 2)
    for x in xs:
        cv2.line(image, (points(x), points(ys[0])), (points(x), points(ys[-1])), (0, 0, 0), 2)


class Fake:
    """Reads every image as one letter for each character's width."""

    def __init__(self, confidence: float = 0.9) -> None:
        self.confidence = confidence

    def read(self, images: list[Pixels]) -> list[Reading]:
        found = []
        for image in images:
            count = max(1, round((image.shape[1] - 0.42 * image.shape[0] / 1.28) / image.shape[0] * 1.28 * 0.9))
            step = image.shape[1] / count
            centres = tuple(step * (place + 0.5) for place in range(count))
            found.append(Reading("字" * count, centres, (self.confidence,) * count))
        return found


def test_a_seal_is_taken_out_and_the_print_below_it_is_kept() -> None:
    image = sheet()
    letters(image, 100, 140, 12)
    seal = image.copy()
    cv2.circle(seal, (points(160), points(145)), points(50), (210, 30, 40), points(3))
    cv2.circle(seal, (points(160), points(145)), points(15), (210, 30, 40), -1)
    image = cv2.addWeighted(image, 0.3, seal, 0.7, 0)
    grey, stained = without_seals(image, SCALE)
    assert stained[points(145), points(160) + points(50)] == 1
    assert grey[points(96), points(160)] > 200
    # The letters' lower strokes run through the filled middle of the seal.
    below = grey[points(146) : points(150), points(150) : points(170)].min(axis=0)
    assert (below < 120).mean() > 0.6


def test_red_text_stays() -> None:
    image = sheet()
    letters(image, 50, 50, 20, colour=(200, 20, 20))
    grey, stained = without_seals(image, SCALE)
    assert not stained.any()
    assert (grey[points(50)] < 150).any()


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.0, 1.3])
def test_skew_is_found_and_undone(degrees: float) -> None:
    image = sheet()
    for row in range(10):
        letters(image, 60, 50 + 20 * row, 25)
    grey = straightened(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), -degrees)
    assert skew_of(ink_of(grey, SCALE)) == pytest.approx(degrees, abs=0.15)
    assert skew_of(ink_of(straightened(grey, degrees), SCALE)) == pytest.approx(0, abs=0.15)


def test_grey_paper_becomes_white() -> None:
    image = np.full((points(300), points(400)), 180, np.uint8)
    image[:, : points(200)] = 140
    assert even(image, SCALE)[:, :: points(30)].min() > 235


def test_rulings_make_cells_and_letters_make_none() -> None:
    image = sheet()
    grid(image, [50, 120, 250, 350], [60, 85, 110, 160])
    # A cell merged over two columns: its inner ruling is painted over.
    image[points(61.5) : points(83.5), points(118) : points(122)] = 255
    letters(image, 52, 90, 6)
    letters(image, 123, 115, 9)
    letters(image, 123, 131, 9)
    letters(image, 60, 200, 25)
    grey = even(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), SCALE)
    edges, _, _ = rulings(grey, np.zeros_like(grey), SCALE)
    (cells,) = lattice(edges)
    assert [(round(c.x0, -1), round(c.top), round(c.x1, -1), round(c.bottom)) for c in cells] == [
        (50, 60, 250, 85),
        (250, 60, 350, 85),
        *[(x0, 85, x1, 110) for x0, x1 in ((50, 120), (120, 250), (250, 350))],
        *[(x0, 110, x1, 160) for x0, x1 in ((50, 120), (120, 250), (250, 350))],
    ]


def test_lines_in_cells_and_beside_one_another() -> None:
    image = sheet()
    letters(image, 50, 50, 5)
    letters(image, 200, 50, 5)
    letters(image, 50, 66, 8)
    ink = ink_of(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), SCALE)
    found, usual = strips(ink, (), SCALE)
    assert usual / SCALE == pytest.approx(9.5, abs=1)
    assert sorted((round(s.left / SCALE, -1), round(s.top / SCALE, -1)) for s in found) == [
        (50, 50),
        (50, 70),
        (200, 50),
    ]


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_page_lying_on_its_side_is_turned(turn: int) -> None:
    image = sheet(300, 400)
    for row in range(10):
        letters(image, 40, 40 + 33 * row, 20)
    lying = np.ascontiguousarray(np.rot90(image, turn // 90))
    page = read_page(lying, SCALE, Fake())
    assert page.turn in ({0} if turn == 0 else {90, 270})
    assert (round(page.width), round(page.height)) == (300, 400)
    assert len({char.base for char in page.chars}) == 10
    assert {char.confidence for char in page.chars} == {0.9}


def test_characters_are_placed_side_by_side_with_their_confidence() -> None:
    image = sheet()
    letters(image, 50, 50, 5)
    letters(image, 200, 50, 5)
    page = read_page(image, SCALE, Fake(0.7))
    assert [round(char.x0) for char in page.chars[:5]] == pytest.approx([50, 60, 70, 80, 90], abs=2)
    assert page.chars[4].x1 == pytest.approx(99, abs=2)
    assert page.chars[5].x0 == pytest.approx(200, abs=2)
    assert all(char.size == pytest.approx(10, abs=1.5) for char in page.chars)


def test_a_box_painted_black_is_a_mark() -> None:
    image = sheet()
    letters(image, 50, 50, 5)
    cv2.rectangle(image, (points(102), points(50.5)), (points(110), points(58.5)), (0, 0, 0), -1)
    page = read_page(image, SCALE, Fake())
    assert sorted((round(char.x0), char.text) for char in page.chars)[-1] == (102, "■")


def seal(image: Pixels, x: float, y: float, radius: float, shows: float = 0.0) -> Pixels:
    """The image with a ring, a disc and strokes between them in red; `shows` is how much of the print comes through."""
    stamp = image.copy()
    red = (214, 36, 44)
    cv2.circle(stamp, (points(x), points(y)), points(radius), red, points(3))
    cv2.circle(stamp, (points(x), points(y)), points(0.3 * radius), red, -1)
    for number in range(14):
        angle = 2 * np.pi * number / 14
        ends = [
            (points(x + part * radius * np.cos(angle)), points(y + part * radius * np.sin(angle)))
            for part in (0.6, 0.85)
        ]
        cv2.line(stamp, ends[0], ends[1], red, points(2))
    return cv2.addWeighted(image, shows, stamp, 1 - shows, 0)


XS, YS = [40.0, 110.0, 180.0, 250.0, 340.0], [40.0, 60.0, 80.0, 100.0, 120.0, 140.0, 160.0]


def cells_below(image: Pixels) -> tuple[list[tuple[int, ...]], bool]:
    grey, stained = without_seals(image, SCALE)
    edges, _, hides = rulings(even(grey, SCALE), stained, SCALE)
    return sorted(tuple(5 * round(side / 5) for side in area) for table in lattice(edges) for area in table), hides


@pytest.mark.parametrize("shows", [0.0, 0.35])
@pytest.mark.parametrize(("x", "y"), [(145, 100), (215, 120)])
def test_rulings_go_on_below_a_seal(shows: float, x: float, y: float) -> None:
    image = sheet()
    grid(image, XS, YS)
    # A title across all columns, where none goes on.
    image[points(81.5) : points(98.5), points(42) : points(338)] = 255
    plain, _ = cells_below(image)
    assert len(plain) == 21
    found, hides = cells_below(seal(image, x, y, 40, shows))
    assert found == plain
    assert hides is (shows == 0.0)


def disc(image: Pixels, x: float, y: float, radius: float, shows: float = 0.0) -> Pixels:
    """The image with a seal that is red throughout."""
    stamp = image.copy()
    cv2.circle(stamp, (points(x), points(y)), points(radius), (205, 40, 45), -1)
    return cv2.addWeighted(image, shows, stamp, 1 - shows, 0)


@pytest.mark.parametrize(
    ("x", "y"),
    [(45.0, 55.0), (110.0, 100.0), (215.0, 110.0), (340.0, 80.0)],
    ids=["corner", "beside the title", "inside", "edge"],
)
def test_rulings_that_end_at_a_solid_seal_meet_below_it(x: float, y: float) -> None:
    image = sheet()
    grid(image, XS, YS)
    image[points(81.5) : points(98.5), points(42) : points(338)] = 255
    plain, _ = cells_below(image)
    assert cells_below(disc(image, x, y, 30)) == (plain, True)


def test_what_a_solid_seal_hides_altogether_is_not_made_up_and_the_seal_is_named() -> None:
    image = sheet()
    grid(image, XS, YS)
    found, hides = cells_below(disc(image, 215, 80, 70))
    assert hides
    plain, _ = cells_below(image)
    assert len(found) < len(plain)
    assert {side for cell in found for side in (cell[0], cell[2])} <= set(XS)
    assert {side for cell in found for side in (cell[1], cell[3])} <= set(YS)


def test_letters_below_a_seal_that_lets_print_through_make_no_rulings() -> None:
    image = sheet()
    grid(image, [40, 180, 340], [40, 70, 100, 130, 160])
    for y in (44, 74, 104, 134):
        letters(image, 60, y, 5, size=22)
    plain, _ = cells_below(image)
    assert len(plain) == 8
    assert cells_below(disc(image, 110, 100, 50, 0.35)) == (plain, False)


def test_without_a_seal_nothing_is_hidden() -> None:
    image = sheet()
    grid(image, XS, YS)
    assert cells_below(image)[1] is False
    assert read_page(image, SCALE, Fake()).seals == ()
