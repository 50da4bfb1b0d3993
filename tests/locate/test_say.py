from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportparse.locate import Sayer, locate
from reportparse.model.document import Document, Paragraph, Source
from reportparse.model.location import Box, PdfOrigin, PdfPiece, Place
from reportparse.readers.sketch import sketch
from reportparse.readers.xlsx_reader import read_xlsx
from reportparse.ruleset.rules import RuleSet
from sketched import table
from workbooks import as_workbook

BLOCKS: list[Any] = [
    "云溪县2022年度部门整体支出绩效自评报告",
    table(["一、概况", "<", "<"], ["联系人", "张三", ""], ["二、收支", "<", "<"]),
    "年度支出情况（万元）",
    table(
        ["机构名称", "支出合计", "基本支出", "<"],
        ["^", "^", "人员经费", "公用经费"],
        ["局机关", "8", "5", "3"],
    ),
    "三、文字部分",
    "（一）基本支出",
    "基本支出8万元。",
]


def sayer(document: Document, ruleset: RuleSet) -> Sayer:
    return Sayer(document, locate(document, ruleset))


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(0), "正文第1段", "paragraph 1"),
        (Place(1, 1, 1), "第1个表格第2行“联系人”", "table 1, row 2 (联系人)"),
        (Place(3, 2, 2), "年度支出情况（万元），第1行“局机关”，“基本支出·人员经费”列",
         "年度支出情况（万元）, row 1 “局机关”, column “基本支出·人员经费”"),
        (Place(3, 0, 1), "年度支出情况（万元），表头，“支出合计”列", "年度支出情况（万元）, header, column “支出合计”"),
        (Place(6, span=(4, 7)), "三、文字部分 › （一）基本支出", "三、文字部分 › （一）基本支出"),
    ],
)  # fmt: skip
def test_places_in_words(ruleset: RuleSet, place: Place, zh: str, en: str) -> None:
    speaker = sayer(sketch(BLOCKS), ruleset)
    assert speaker.say(place) == zh
    assert speaker.say(place, "en") == en


def test_a_page_comes_first(ruleset: RuleSet) -> None:
    document = sketch(["概况"])
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    piece = PdfPiece(0, 2, 7, Box(10.04, 20, 30, 40))
    paged = replace(document, blocks=(replace(paragraph, origin=PdfOrigin((piece,))),))
    speaker = sayer(paged, ruleset)
    assert speaker.say(Place(0)).startswith("第7页，")
    assert speaker.say(Place(0), "en").startswith("p. 7, ")
    assert speaker.bbox(Place(0)) == (10.0, 20, 30, 40)


def test_without_pages_there_is_no_box(ruleset: RuleSet) -> None:
    speaker = sayer(sketch(BLOCKS), ruleset)
    assert speaker.page(Place(0)) is None
    assert speaker.bbox(Place(0)) is None


def test_text_in_a_cell_is_named_by_its_row(ruleset: RuleSet) -> None:
    text = "1.完成造林一千亩，组织全县义务植树活动。\n2.全年支出115万元，未发生火灾。"
    document = sketch([table(["一、概况", "<"], ["年度主要工作内容", text])])
    assert sayer(document, ruleset).say(Place(0, 1, 1, (30, 34))) == "一、概况 › 年度主要工作内容"


def test_in_a_workbook_sheet_and_cell_come_first(ruleset: RuleSet) -> None:
    document = read_xlsx(as_workbook(sketch(BLOCKS)), Source("报告.xlsx", "", "xlsx"))
    speaker = sayer(document, ruleset)
    title, form = document.blocks[0], document.blocks[4]
    assert speaker.say(Place(title.index)) == "工作表「Sheet」单元格A1"
    assert speaker.say(Place(title.index), "en") == "sheet “Sheet”, cell A1"
    place = Place(form.index, 2, 2)
    assert speaker.say(place) == "工作表「Sheet」单元格C9，年度支出情况（万元），第1行“局机关”，“基本支出·人员经费”列"
    assert speaker.say(place, "en").startswith("sheet “Sheet”, cell C9, 年度支出情况（万元）, row 1 “局机关”")
