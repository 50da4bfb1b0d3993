"""Scanned pages as part of a PDF: with a reader that is told what to read, and with the real one where it is installed."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from readers.pdf_build import Sheet, pdf
from reportparse import check
from reportparse.errors import ReadError
from reportparse.model.document import Document, Source, Table
from reportparse.model.findings import Say
from reportparse.model.location import Box, Place
from reportparse.readers import scan_pages
from reportparse.readers.pdf_chars import Area
from reportparse.readers.pdf_lattice import Edge
from reportparse.readers.pdf_reader import read_pdf
from reportparse.readers.scan_client import ScanError, available
from reportparse.readers.scan_pages import as_shown
from reportparse.readers.scan_result import ScannedChar, ScannedPage

CORPUS = Path(__file__).parents[2] / "corpus"
PICTURE = Sheet().image(0, 0, 595, 842)


def chars(text: str, x: float, base: float, confidence: float) -> tuple[ScannedChar, ...]:
    return tuple(
        ScannedChar(x + 10 * place, base - 9, x + 10 * place + 10, base + 1, base, 10.0, letter, confidence)
        for place, letter in enumerate(text)
    )


def edges(xs: list[float], ys: list[float]) -> tuple[Edge, ...]:
    rows = [Edge(False, y, xs[0], xs[-1]) for y in ys]
    return (*rows, *(Edge(True, x, ys[0], ys[-1]) for x in xs))


SCANNED = ScannedPage(
    595.0, 842.0, 0, 0.0,
    (*chars("收入合计", 55, 115, 0.99), *chars("318.3", 155, 115, 0.71), *chars("单位：万元", 55, 80, 0.95)),
    edges([50, 150, 250], [100, 120]),
)  # fmt: skip


class Told:
    """A reader that gives what it is told, page after page."""

    def __init__(self, *answers: ScannedPage | ScanError) -> None:
        self.answers = list(answers)

    def read(self, pixels: bytes, width: int, height: int, scale: float) -> ScannedPage:
        assert len(pixels) == 3 * width * height
        answer = self.answers.pop(0)
        if isinstance(answer, ScanError):
            raise answer
        return answer


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    def use(*answers: ScannedPage | ScanError) -> None:
        reader = Told(*answers)
        monkeypatch.setattr(scan_pages, "available", lambda: True)
        monkeypatch.setattr(scan_pages, "shared_reader", lambda: reader)

    return use


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("a.pdf", "0" * 64, "pdf"))


def test_a_scan_gives_the_cells_of_its_rulings_and_the_confidence_of_its_text(told) -> None:
    told(SCANNED)
    document = read(PICTURE)
    assert document.source.format == "scan"
    assert not document.problems
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.cells] == ["收入合计", "318.3"]
    assert document.certainty_at(Place(table.index, 0, 1)) == 0.71
    assert document.certainty_at(Place(table.index, 0, 0, (0, 2))) == 0.99


def test_what_a_seal_lies_on_is_said(told) -> None:
    told(replace(SCANNED, seals=(Area(140.0, 90.0, 260.0, 200.0),)))
    (problem,) = read(PICTURE).problems
    assert problem.code == "seal-over-table"
    assert "「318.3」" in problem.message.zh
    assert "“318.3”" in problem.message.en


def test_little_confidence_is_put_in_what_a_seal_lies_on(told) -> None:
    sure = replace(SCANNED, chars=tuple(replace(char, confidence=0.99) for char in SCANNED.chars))
    told(replace(sure, seals=(Area(200.0, 90.0, 260.0, 200.0),)))
    document = read(PICTURE)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    # The seal hides the end of the cell only, where more of the figure may stand.
    assert document.certainty_at(Place(table.index, 0, 1)) == 0.5
    assert document.certainty_at(Place(table.index, 0, 0)) == 0.99


def test_a_seal_over_rulings_that_leaves_no_cell_is_said_too(told) -> None:
    told(replace(SCANNED, seals=(Area(300.0, 300.0, 400.0, 400.0),)))
    (problem,) = read(PICTURE).problems
    assert problem.code == "seal-over-table"
    assert "框线" in problem.message.zh and "rulings" in problem.message.en


def test_scanned_and_written_pages_in_one_file(told) -> None:
    told(SCANNED)
    document = read(Sheet().text(72, 100, "text"), PICTURE)
    assert document.source.format == "pdf"
    assert document.certainty_at(Place(document.blocks[0].index)) is None


def test_a_page_that_cannot_be_read_costs_only_itself(told) -> None:
    told(ScanError(Say("文字识别超过120秒", "more than 120 seconds")), SCANNED)
    document = read(PICTURE, PICTURE)
    (problem,) = document.problems
    assert problem.code == "page-without-text"
    assert "第1页" in problem.message.zh and "超过120秒" in problem.message.zh
    assert document.source.format == "scan"


def test_a_photograph_is_no_text(told) -> None:
    unsure = ScannedPage(595.0, 842.0, 0, 0.0, chars("兀刀", 55, 115, 0.2), ())
    told(unsure)
    with pytest.raises(ReadError) as caught:
        read(PICTURE)
    assert caught.value.code == "pdf-without-text"


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_pages, "available", lambda: False)
    document = read(Sheet().text(72, 100, "text"), PICTURE)
    (problem,) = document.problems
    assert 'pip install "reportparse[ocr]"' in problem.message.zh
    with pytest.raises(ReadError, match=r"reportparse\[ocr\]"):
        read(PICTURE)


def test_text_laid_invisibly_over_a_scan_is_not_hidden_text(told) -> None:
    told(SCANNED)
    document = read(Sheet().image(0, 0, 595, 842).text(72, 100, "something else", mode=3))
    assert document.source.format == "scan"
    assert not document.hidden


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(0, (10, 20, 30, 60)), (180, (370, 240, 390, 280)), (90, (20, 370, 60, 390)), (270, (240, 10, 280, 30))],
)
def test_boxes_lie_on_the_page_as_shown(turn: int, expected: tuple[float, ...]) -> None:
    page = ScannedPage(400.0, 300.0, turn, 0.0, (), ())
    box = as_shown(Box(10, 20, 30, 60), page, 1.0)
    assert (box.x0, box.top, box.x1, box.bottom) == expected


def scan_of(path: Path, degrees: float) -> bytes:
    """A scan of the pages of a PDF at 150 dpi: turned a little, grey, noisy, compressed."""
    pages: list[Image.Image] = []
    noise = random.Random(5)
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        for page in document:
            image = page.render(scale=150 / 72).to_pil().convert("L")
            image = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
            grain = Image.frombytes("L", image.size, noise.randbytes(image.size[0] * image.size[1]))
            image = Image.blend(image.point(lambda value: round(value * 0.9)), grain, 0.06)
            kept = io.BytesIO()
            image.save(kept, "JPEG", quality=75)
            pages.append(Image.open(kept))
    finally:
        document.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    return out.getvalue()


@pytest.mark.skipif(not available(), reason='needs pip install "reportparse[ocr]"')
def test_a_scan_of_a_report_gives_its_figures(tmp_path: Path) -> None:
    original = CORPUS / "shili-archives-2020.pdf"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scan_of(original, 1.5))
    expected, found = check(original), check(scan)
    assert found.source.format == "scan"
    wanted = {(fact.concept, fact.value, fact.unit, fact.entity) for fact in expected.facts}
    got = {(fact.concept, fact.value, fact.unit, fact.entity) for fact in found.facts}
    assert len(wanted & got) >= 0.95 * len(wanted)
    assert len(got - wanted) <= 0.05 * len(wanted)
    loud = {finding.code for finding in expected.findings if finding.severity == "error"}
    assert {finding.code for finding in found.findings if finding.severity == "error"} <= loud
    box = found.facts[0].location.bbox
    assert box is not None
    near = next(fact for fact in expected.facts if fact.id == found.facts[0].id).location.bbox
    assert near is not None and abs(near[0] - box[0]) < 25 and abs(near[1] - box[1]) < 25
