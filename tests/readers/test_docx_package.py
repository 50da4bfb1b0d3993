from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx_build import docx, p, package, parse, r, read, tbl, tc, texts, tr, xml

from reportparse.errors import ReadError

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        parse(data)
    assert caught.value.remedy.zh.endswith("。")
    return caught.value


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<w:document",
        xml("document", ""),
        "not xml at all",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "e">]><x/>'.encode("utf-16"),
    ],
)
def test_a_main_part_that_is_no_document_is_broken(document: str | bytes) -> None:
    assert refusal(package(document)).code == "broken-docx"


def test_a_dtd_is_refused_and_never_expanded() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;">]>'
    document = xml("document", f"<w:body>{p('&b;')}</w:body>").replace("?>", "?>" + laughs, 1)
    error = refusal(package(document))
    assert error.code == "broken-docx"
    assert "DTD" in error.message.zh


def test_a_missing_main_part_is_broken() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    assert refusal(buffer.getvalue()).code == "broken-docx"


def test_too_deep_nesting_is_broken_not_a_crash() -> None:
    deep = p("x")
    for _ in range(200):
        deep = tbl(tr(tc(deep + p())))
    assert refusal(docx(deep)).code == "broken-docx"


def test_nesting_that_the_parser_allows_is_read() -> None:
    deep = p("底")
    for _ in range(60):
        deep = tbl(tr(tc(deep + p())))
    assert len(list(read(deep).walk())) == 60


def test_a_zip_bomb_is_refused_before_anything_is_unpacked() -> None:
    data = docx(p("x"), parts={"bomb.xml": ("styles", " " * (34 << 20))})
    error = refusal(data)
    assert error.code == "zip-bomb"
    assert "unpacked_ratio" in error.message.zh


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("parts", 2, "zip-bomb"),
        ("unpacked_size", 100, "zip-bomb"),
        ("xml_size", 100, "part-too-large"),
        ("elements", 3, "part-too-large"),
        ("cells", 1, "table-too-large"),
        ("objects", 1, "too-many-objects"),
    ],
)
def test_each_limit_is_named(name: str, value: int, code: str, limited: Callable[..., None]) -> None:
    data = docx(p("x") + tbl(tr(tc("a"), tc("b"))) + "<w:p><w:r><w:pict/><w:pict/></w:r></w:p>")
    assert texts(parse(data)) == ["x"]
    limited(**{name: value})
    error = refusal(data)
    assert error.code == code
    assert f"（{name}）" in error.message.zh and f"--limit {name}=" in error.remedy.zh


def test_a_broken_secondary_part_is_a_problem_not_a_failure() -> None:
    document = read(p("正文"), parts={"styles.xml": ("styles", "<w:styles")})
    assert texts(document) == ["正文"]
    assert [problem.code for problem in document.problems] == ["broken-part"]


def test_a_strict_package_is_read() -> None:
    document = xml("document", f"<w:body>{p('严格')}{tbl(tr(tc('格')))}</w:body>").replace(TRANSITIONAL, STRICT)
    assert texts(parse(package(document))) == ["严格"]


def test_a_utf16_part_is_read() -> None:
    document = xml("document", f"<w:body>{p('宽')}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16")
    assert texts(parse(package(document))) == ["宽"]


def test_an_entry_with_a_password_is_encrypted() -> None:
    data = bytearray(docx(p("x")))
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    assert refusal(bytes(data)).code == "encrypted-docx"


def test_damaged_bytes_never_raise_anything_but_a_read_error() -> None:
    whole = docx(p("正文") + tbl(tr(tc("a", '<w:gridSpan w:val="2"/>'))), styles="<w:style/>", numbering="<w:num/>")
    dice = random.Random(7)
    outcomes = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            parse(bytes(data[: dice.randint(len(data) // 2, len(data))] if dice.random() < 0.3 else data))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(error.code)
    assert {"read", "broken-docx"} <= outcomes <= {"read", "broken-docx", "encrypted-docx", "zip-bomb"}


def test_damaged_xml_never_raises_anything_but_a_read_error() -> None:
    body = p("正文", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + tbl(tr(tc("a"), tc(r("b"))))
    whole = xml("document", f"<w:body>{body}</w:body>")
    dice = random.Random(11)
    start = whole.index("<w:body>")
    read_count = 0
    for _ in range(300):
        at = dice.randrange(start, len(whole))
        damaged = (
            whole[:at]
            + dice.choice(["", "<w:p/>", "x", '"', "<w:r>", "</w:tc>", "\0"])
            + whole[at + dice.randint(0, 5) :]
        )
        try:
            parse(package(damaged))
            read_count += 1
        except ReadError as error:
            assert error.code == "broken-docx"
    assert read_count > 10
