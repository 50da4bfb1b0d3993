"""What belongs together and what does not: broken numbers and labels, dates, struck text; and damaged files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pdf_build import Sheet, pdf

from reportparse.errors import ReadError
from reportparse.model.document import Document, Paragraph, Source, Table
from reportparse.readers.pdf_reader import read_pdf

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("**/*.pdf"))
SENTENCE = "为全面贯彻落实县委县政府关于预算绩效管理的决策部署我单位组织开展自评工作现将情况报告如下"


def read(*sheets: Sheet) -> Document:
    return read_pdf(pdf(*sheets), Source("report.pdf", "0", "pdf"))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cell_text(*lines: tuple[float, str], right: float = 136.8) -> str:
    """The text of a cell from x = 72 (54 points of room by default) that holds these lines."""
    sheet = Sheet().grid([72, right, right + 100], [100, 180])
    for number, (x, text) in enumerate(lines):
        sheet.text(x, 115 + 14 * number, text)
    (table,) = [block for block in read(sheet).blocks if isinstance(block, Table)]
    return table.cells[0].text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([(77.4, "126,540.3"), (125.4, "0")], "126,540.30"),  # set to the right
        ([(77.4, "126,540.3"), (101.4, "0")], "126,540.30"),  # centred
        ([(77.4, "126,540.3"), (77.4, "0")], "126,540.30"),
        ([(77.4, "5,245,440"), (113.4, ".30")], "5,245,440.30"),
        ([(77.4, "123456789"), (119.4, "01")], "12345678901"),
        ([(107.4, "95.38"), (125.4, "0")], "95.38\n0"),  # room enough: two figures
        ([(77.4, "126,540.3"), (113.4, "0.5")], "126,540.3\n0.5"),
        ([(77.4, "126540.30"), (77.4, "126540.31")], "126540.30\n126540.31"),
        ([(77.4, "202012312"), (77.4, "202112312")], "202012312\n202112312"),
    ],
)
def test_a_number_broken_where_the_cell_is_full_is_one_number(lines: list[tuple[float, str]], text: str) -> None:
    assert cell_text(*lines) == text


def test_a_number_set_to_the_right_keeps_its_pieces() -> None:
    sheet = Sheet().grid([72, 136.8, 236.8], [100, 140]).text(77.4, 115, "126,540.3").text(125.4, 129, "0")
    (table,) = [block for block in read(sheet).blocks if isinstance(block, Table)]
    pieces = getattr(table.cells[0].origin, "pieces", ())
    assert [(piece.start, piece.end) for piece in pieces] == [(0, 9), (9, 10)]


def test_a_number_goes_on_over_the_page_break() -> None:
    first = Sheet().grid([72, 136.8, 236.8, 336.8], [690, 730]).text(77.4, 724, "126,540.3")
    first.text(142.2, 724, "total of the un").text(242.2, 724, "done")
    second = Sheet().grid([72, 136.8, 236.8, 336.8], [72, 100, 130]).text(125.4, 90, "0").text(142.2, 90, "its")
    second.text(77.4, 118, "1").text(142.2, 118, "next").text(242.2, 118, "open")
    (table,) = [block for block in read(first, second).blocks if isinstance(block, Table)]
    assert [row[0].text for row in table.rows] == ["126,540.30", "1"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([(84.4, "公共财政"), (94.4, "拨款")], "公共财政拨款"),
        ([(77.4, "纳入专户管"), (99.4, "理")], "纳入专户管理"),
        ([(94.4, "绩效"), (89.4, "目标值")], "绩效\n目标值"),  # the label was broken by hand
    ],
)
def test_a_centred_label_goes_on_where_its_line_was_full(lines: list[tuple[float, str]], text: str) -> None:
    assert cell_text(*lines) == text


def test_a_date_set_to_the_right_ends_its_paragraph() -> None:
    first = Sheet().text(72, 620, (SENTENCE * 2)[:40]).text(72, 636, (SENTENCE * 2)[3:43]).text(72, 652, "完成任务。")
    first.text(382, 700, "2024年3月22日")
    second = Sheet().text(72, 80, "部门（单位）基本概况")
    assert texts(read(first, second))[1:] == ["2024年3月22日", "部门（单位）基本概况"]


def test_struck_text_is_no_part_of_the_report() -> None:
    sheet = Sheet().text(72, 100, "编制20人，实有19人实有18人。").line(132, 97.2, 182, 97.2).line(182, 101, 232, 101)
    document = read(sheet)
    plain = read(Sheet().text(72, 100, "编制20人，实有19人实有18人。"))
    assert texts(plain) == ["编制20人，实有19人实有18人。"]
    assert texts(document) == ["编制20人，实有18人。"]
    assert document.unread == {"struck characters": 5}
    assert document.hidden == ()


def test_struck_text_at_the_start_of_a_line_does_not_break_the_paragraph() -> None:
    sheet = (
        Sheet()
        .text(92, 100, (SENTENCE * 2)[:38])
        .text(72, 116, "实有十九人" + (SENTENCE * 2)[:35])
        .line(72, 113.2, 122, 113.2)
    )
    sheet.text(72, 132, "完成任务。")
    assert texts(read(sheet)) == [(SENTENCE * 2)[:38] + (SENTENCE * 2)[:35] + "完成任务。"]


def test_a_ruling_that_crosses_text_strikes_nothing() -> None:
    document = read(Sheet().text(132, 100, "实有19人").line(72, 97.2, 400, 97.2))
    assert texts(document) == ["实有19人"]
    assert document.unread == {}


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_report_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(chance.choice(CORPUS).read_bytes())
    kind = seed % 4
    if kind == 0:
        del data[chance.randrange(20, len(data)) :]
    elif kind == 1:
        for _ in range(chance.choice((1, 30, 1000))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 2:
        start = chance.randrange(len(data))
        data[start : start + chance.randrange(1, 5000)] = bytes(chance.randrange(256) for _ in range(20))
    else:
        start = chance.randrange(len(data))
        data[start:start] = data[start : start + chance.randrange(1, 3000)]
    try:
        document = read_pdf(bytes(data), Source("bad.pdf", "0", "pdf"))
    except ReadError as error:
        assert error.code in ("broken-pdf", "pdf-without-text", "pdf-without-pages", "encrypted-pdf")
    else:
        assert document.source.pages
