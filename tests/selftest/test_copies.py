"""Faulty copies: of a Document and of a Word file, with nothing else changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.model.location import Box, PdfOrigin, PdfPiece, Place
from reportparse.readers.docx_reader import read_docx
from reportparse.readers.sketch import sketch
from reportparse.selftest.copies import CannotPlantError, faulty
from reportparse.selftest.docx_copies import faulty_file
from reportparse.selftest.fault import Change, sentence_spot

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def test_a_paragraph_and_a_cell_are_changed_and_the_rest_is_shared() -> None:
    document = sketch(["基本支出115万元。", {"table": [["合计", "268.7"], ["第一段\n第二段", "0"]]}, "完"])
    copy = faulty(
        document,
        (
            Change(Place(0, span=(4, 7)), "151"),
            Change(Place(1, 1, 0, (4, 6)), "末"),
            Change(Place(1, 1, 0, (0, 1)), "从"),
        ),
    )
    assert copy.text_at(Place(0)) == "基本支出151万元。"
    assert copy.text_at(Place(1, 1, 0)) == "从一段\n末段"
    assert copy.block(2) is document.block(2)
    assert document.text_at(Place(0)) == "基本支出115万元。"


def test_a_cell_of_a_nested_table_is_changed() -> None:
    inner = sketch([{"table": [["1", "2"]]}]).blocks[0]
    outer = sketch([{"table": [["外", "表"]]}]).blocks[0]
    assert isinstance(inner, Table) and isinstance(outer, Table)
    nested = Table(inner.cells, 1, 2, inner.origin, 1)
    cell = outer.cells[0]
    holder = type(cell)(0, 0, 1, 1, (*cell.blocks, nested), cell.origin)
    document = Document(Source("x", "", "text"), (Table((holder, outer.cells[1]), 1, 2, outer.origin, 0),))
    copy = faulty(document, (Change(Place(1, 0, 1, (0, 1)), "9"),))
    assert copy.text_at(Place(1, 0, 1)) == "9"
    assert copy.text_at(Place(0, 0, 0)) == "外"


@pytest.mark.parametrize(
    "change",
    [
        Change(Place(1, 0, 0, (2, 5)), "x"),
        Change(Place(1, 7, 0, (0, 1)), "x"),
        Change(Place(0, span=(0, 0)), "x", disguise="hidden"),
    ],
    ids=["over two paragraphs", "no such cell", "hidden"],
)
def test_what_a_document_cannot_hold(change: Change) -> None:
    document = sketch(["甲", {"table": [["一二三\n四五六"]]}])
    with pytest.raises(CannotPlantError):
        faulty(document, (change,))


def test_an_automatic_number_is_changed() -> None:
    document = sketch([{"text": "概况", "number": "二、"}])
    block = faulty(document, (Change(Place(0), "", number="三、"),)).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.number, block.text) == ("三、", "概况")


def test_pieces_of_a_pdf_text_move_along() -> None:
    pieces = tuple(PdfPiece(start, end, 1, Box(0, top, 9, top + 9)) for start, end, top in ((0, 4, 0), (4, 8, 10)))
    document = Document(Source("x", "", "pdf"), (Paragraph("0123abcd", PdfOrigin(pieces), 0),))
    block = faulty(document, (Change(Place(0, span=(2, 3)), "XYZ"),)).blocks[0]
    assert isinstance(block, Paragraph) and isinstance(block.origin, PdfOrigin)
    assert block.text == "01XYZ3abcd"
    assert [(piece.start, piece.end) for piece in block.origin.pieces] == [(0, 6), (6, 10)]
    assert block.origin.locate((7, 8)) == block.origin.pieces[1]


def test_the_sentence_of_a_change_is_found_again_in_the_copy() -> None:
    text = "前一句。基本支出115万元，完。后一句。"
    changes = (Change(Place(0, span=(0, 1)), "很前"), Change(Place(0, span=(8, 11)), "1150"))
    spot = sentence_spot(text, Place(0, span=(8, 11)), changes)
    copy = faulty(sketch([text]), changes)
    assert copy.text_at(Place(0))[spot.start : spot.end] == "基本支出1150万元，完"
    assert spot.holds(0, None, None, (9, 10))
    assert not spot.holds(0, None, None, (0, 3))


def _corpus() -> tuple[bytes, Document]:
    data = (CORPUS / "songluo-veterans-2023.docx").read_bytes()
    return data, read_docx(data, Source("copy.docx", "", "docx"))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_file_reads_back_with_the_change_and_nothing_else() -> None:
    data, document = _corpus()
    lines = [(text, place) for text, place in document.lines if "969" in text and "万元" in text]
    text, place = lines[0]
    assert place.span is not None
    start = place.span[0] + text.index("969")
    change = Change(place.at(start, start + 3), "9690")
    made = faulty_file(data, document, (change,))
    again = read_docx(made, Source("copy.docx", "", "docx"))
    assert again == faulty(document, (change,))
    assert again.lines == faulty(document, (change,)).lines
    before, after = _parts(data), _parts(made)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    assert list(before) == list(after)


@pytest.mark.parametrize("disguise", ["hidden", "white", "tiny"])
def test_hidden_text_is_put_into_the_file(disguise: str) -> None:
    data, document = _corpus()
    block = next(block for block in document.blocks if isinstance(block, Paragraph) and len(block.text) > 30)
    end = len(block.text)
    change = Change(Place(block.index, span=(end, end)), "内部留存", disguise=disguise)  # type: ignore[arg-type]
    again = read_docx(faulty_file(data, document, (change,)), Source("copy.docx", "", "docx"))
    assert again.blocks == document.blocks
    assert [(hidden.text, hidden.reason, hidden.place.block) for hidden in again.hidden] == [
        ("内部留存", disguise, block.index)
    ]


def test_a_number_made_by_word_cannot_be_changed_in_the_file() -> None:
    data, document = _corpus()
    block = next(block for block in document.blocks if isinstance(block, Paragraph) and block.number)
    with pytest.raises(CannotPlantError):
        faulty_file(data, document, (Change(Place(block.index), "", number="九、"),))
