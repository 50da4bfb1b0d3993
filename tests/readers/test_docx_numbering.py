from __future__ import annotations

import pytest
from docx_build import docx, p, read, table, tbl, tc, tr

from reportparse.model.document import Paragraph, Source
from reportparse.readers.docx_numformat import format_custom, format_number
from reportparse.readers.docx_reader import read_docx

SOURCE = Source("报告.docx", "0" * 64, "docx")


def lvl(level: int, text: str, style: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}{more}</w:abstractNum>'


def num(identifier: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def start_override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def item(num_id: int, level: int = 0, text: str = "x", more: str = "") -> str:
    return p(text, f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def numbers(body: str, numbering: str, styles: str | None = None) -> list[str | None]:
    document = read(body, numbering=numbering, **({} if styles is None else {"styles": styles}))
    return [block.number for block in document.blocks if isinstance(block, Paragraph)]


def test_the_number_is_kept_apart_from_the_text() -> None:
    document = read(item(1, text="基本支出"), numbering=abstract(0, lvl(0, "（%1）", "chineseCounting", 2)) + num(1, 0))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert (block.number, block.text, block.shown) == ("（二）", "基本支出", "（二）基本支出")


def test_a_number_does_not_grow_into_the_digits_that_follow() -> None:
    document = read(
        item(1, text="5个项目") + item(2, text="5个项目"),
        numbering=abstract(0, lvl(0, "%1.")) + abstract(1, lvl(0, "%1、")) + num(1, 0) + num(2, 1),
    )
    assert [block.shown for block in document.blocks if isinstance(block, Paragraph)] == ["1. 5个项目", "1、5个项目"]


def test_levels_restart_below_a_higher_one() -> None:
    numbering = abstract(0, lvl(0, "%1、", "chineseCountingThousand"), lvl(1, "%1.%2"), lvl(2, "%1.%2.%3")) + num(1, 0)
    body = "".join(item(1, level) for level in (0, 1, 1, 2, 2, 1, 2, 0, 1))
    assert numbers(body, numbering) == ["一、", "一.1", "一.2", "一.2.1", "一.2.2", "一.3", "一.3.1", "二、", "二.1"]


def test_a_legal_level_writes_all_in_digits() -> None:
    numbering = abstract(0, lvl(0, "%1、", "chineseCounting"), lvl(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0)
    assert numbers(item(1, 0) + item(1, 1), numbering) == ["一、", "1.1"]


def test_lvl_restart_zero_goes_on_counting() -> None:
    numbering = abstract(0, lvl(0, "%1"), lvl(1, "(%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)
    assert numbers("".join(item(1, level) for level in (0, 1, 0, 1)), numbering) == ["1", "(1)", "2", "(2)"]


def test_lvl_restart_names_the_level_that_restarts() -> None:
    numbering = abstract(0, lvl(0, "%1"), lvl(1, "%2"), lvl(2, "(%3)", more='<w:lvlRestart w:val="1"/>')) + num(1, 0)
    body = "".join(item(1, level) for level in (0, 1, 2, 1, 2, 0, 2))
    assert numbers(body, numbering) == ["1", "1", "(1)", "2", "(2)", "2", "(1)"]


def test_instances_of_one_list_go_on_counting() -> None:
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0) + num(2, 0)
    assert numbers(item(1) + item(2) + item(1), numbering) == ["1.", "2.", "3."]


def test_a_start_override_restarts_once() -> None:
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0) + num(2, 0, start_override(0, 5))
    assert numbers(item(1) + item(1) + item(2) + item(2), numbering) == ["1.", "2.", "5.", "6."]


def test_a_level_override_replaces_the_format() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "第%1条", "chineseCounting")}</w:lvlOverride>'
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0) + num(2, 0, override)
    assert numbers(item(1) + item(2), numbering) == ["1.", "第二条"]


def test_numbering_by_style_takes_the_level_that_names_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>'
    )
    numbering = abstract(
        0,
        lvl(0, "%1、", "chineseCounting", more='<w:pStyle w:val="H1"/>'),
        lvl(1, "（%2）", more='<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    body = p("a", '<w:pStyle w:val="H1"/>') + p("b", '<w:pStyle w:val="H2"/>') + p("c", '<w:pStyle w:val="H1"/>')
    assert numbers(body, numbering, styles) == ["一、", "（1）", "二、"]


def test_num_id_zero_takes_the_style_number_away() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p("a", '<w:pStyle w:val="L"/>') + item(0, more='<w:pStyle w:val="L"/>') + p("c", '<w:pStyle w:val="L"/>')
    assert numbers(body, abstract(0, lvl(0, "%1.")) + num(1, 0), styles) == ["1.", None, "2."]


def test_a_direct_level_without_num_id_uses_the_styles_list() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = p("a", '<w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert numbers(body, abstract(0, lvl(0, "%1."), lvl(1, "(%2)")) + num(1, 0), styles) == ["(1)"]


def test_a_list_defined_by_a_numbering_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="N"><w:name w:val="N"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    numbering = abstract(0, more='<w:numStyleLink w:val="N"/>') + abstract(1, lvl(0, "〔%1〕")) + num(1, 0) + num(2, 1)
    assert numbers(item(1), numbering, styles) == ["〔1〕"]


def test_numbers_count_through_table_cells_and_empty_items() -> None:
    document = read(
        item(1) + tbl(tr(tc(item(1, text="")), tc("名称"))) + item(1, text="") + item(1),
        numbering=abstract(0, lvl(0, "%1")) + num(1, 0),
    )
    assert table(document).cells[0].text == "2"
    assert [block.number for block in document.blocks if isinstance(block, Paragraph)] == ["1", "3", "4"]


def test_squares_covered_by_a_merge_do_not_count() -> None:
    document = read(
        tbl(
            tr(tc(item(1, text=""), '<w:vMerge w:val="restart"/>'), tc("a")),
            tr(tc(item(1, text=""), "<w:vMerge/>"), tc("b")),
            tr(tc(item(1, text="")), tc("c")),
        ),
        numbering=abstract(0, lvl(0, "%1")) + num(1, 0),
    )
    assert [cell.text for cell in table(document).cells if cell.column == 0] == ["1", "2"]
    assert document.problems == ()


def test_an_item_deleted_or_hidden_whole_does_not_count() -> None:
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del w:id="2"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
    hidden = p(
        "藏", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>', "<w:vanish/>"
    )
    assert numbers(item(1) + gone + item(1), abstract(0, lvl(0, "%1")) + num(1, 0)) == ["1", "2"]
    assert numbers(item(1) + hidden + item(1), abstract(0, lvl(0, "%1")) + num(1, 0)) == ["1", None, "2"]


@pytest.mark.parametrize(("style", "text"), [("bullet", "•"), ("none", "")])
def test_bullets_and_empty_lists_are_no_numbers(style: str, text: str) -> None:
    assert numbers(item(1), abstract(0, lvl(0, text, style)) + num(1, 0)) == [None]


def test_an_undefined_list_or_level_is_no_number() -> None:
    assert numbers(item(7) + item(1, 8), abstract(0, lvl(0, "%1")) + num(1, 0)) == [None, None]


def test_a_list_without_start_counts_from_zero() -> None:
    bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    assert numbers(item(1) + item(1), abstract(0, bare) + num(1, 0)) == ["0", "1"]


def test_a_custom_format_pads() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert numbers(item(1), abstract(0, custom) + num(1, 0)) == ["007"]
    assert format_custom(3, "a, b") == "3"


@pytest.mark.parametrize(
    ("style", "values"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("decimalFullWidth", {10: "１０"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb"}),
        ("upperLetter", {2: "B", 53: "AAA"}),
        ("lowerRoman", {4: "iv", 9: "ix", 40: "xl"}),
        ("upperRoman", {1994: "MCMXCIV"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○", 105: "一○五"}),
        ("taiwaneseCounting", {12: "十二", 30: "三十"}),
        (
            "chineseCountingThousand",
            {
                0: "零", 1: "一", 10: "十", 15: "十五", 20: "二十", 100: "一百", 101: "一百零一", 110: "一百一十",
                1001: "一千零一", 1010: "一千零一十", 10000: "一万", 10001: "一万零一", 100010: "一十万零一十",
                20300: "二万零三百",
            },
        ),
        ("taiwaneseCountingThousand", {2: "二", 14: "十四", 10000: "一萬"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 11: "壹拾壹", 205: "贰佰零伍"}),
        ("ideographLegalTraditional", {2: "貳", 6: "陸"}),
        ("japaneseCounting", {10: "十", 11: "十一", 100: "百", 101: "百一", 1200: "千二百"}),
        ("ideographDigital", {1: "一", 10: "一〇", 12: "一二"}),
        ("taiwaneseDigital", {10: "一○"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {1: "①", 10: "⑩", 11: "11"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("numberInDash", {3: "- 3 -"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("none", {5: ""}),
        ("unheardOf", {5: "5"}),
    ],
)  # fmt: skip
def test_number_formats(style: str, values: dict[int, str]) -> None:
    assert {value: format_number(value, style) for value in values} == values


def test_a_list_split_at_its_restart_goes_on_counting() -> None:
    """As LibreOffice writes （一）（二）（三） into an old document, where each list restarts: first 11, then 8."""
    shown = "（%1）"
    lists = "".join(abstract(n, lvl(0, shown, "chineseCounting")) for n in (8, 9, 11, 12))
    numbering = lists + abstract(5, lvl(0, "%1.")) + "".join(num(n, n) for n in (5, 8, 9, 11, 12))
    body = "".join(item(n) for n in (11, 5, 8, 8, 12, 9, 5))
    whole = read_docx(docx(body, numbering=numbering), SOURCE, split_lists=True)
    found = [block.number for block in whole.blocks if isinstance(block, Paragraph)]
    assert found == ["（一）", "1.", "（二）", "（三）", "（一）", "（二）", "2."]
    assert numbers(body, numbering) == ["（一）", "1.", "（一）", "（二）", "（一）", "（一）", "2."]


@pytest.mark.parametrize("order", [(8, 11), (11, 11, 8), (11, 7)])
def test_other_lists_are_not_joined(order: tuple[int, ...]) -> None:
    """A later list, one after a list of two, and one of another format."""
    shown = {8: "（%1）", 11: "（%1）", 7: "%1、"}
    numbering = "".join(abstract(n, lvl(0, text)) for n, text in shown.items()) + "".join(num(n, n) for n in shown)
    body = "".join(item(n) for n in order)
    whole = read_docx(docx(body, numbering=numbering), SOURCE, split_lists=True)
    assert [block.number for block in whole.blocks if isinstance(block, Paragraph)] == numbers(body, numbering)
