"""What is thrown damaged files at: every reader, and the whole pipeline. Only a ReadError is an answer to a bad file."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bundles import zipped
from dumps import as_markdown, as_repeated, as_tabbed, as_web_page
from legacy_build import compound
from reportparse.errors import ReadError
from reportparse.model.document import Document, Source
from reportparse.pipeline import run
from reportparse.readers import contents, read
from reportparse.readers.bundle import Refused, is_bundle, members
from reportparse.readers.detect import detect
from reportparse.readers.docx_reader import read_docx
from reportparse.readers.html_reader import read_html
from reportparse.readers.legacy_ole import CompoundFile, is_by_libreoffice, kind_of
from reportparse.readers.pdf_reader import read_pdf
from reportparse.readers.text_reader import read_text
from reportparse.readers.xls_reader import read_xls
from reportparse.readers.xlsx_reader import read_xlsx
from reportparse.ruleset.loader import load_rules
from reportparse.ruleset.rules import RuleSet
from workbooks import as_workbook

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("huarong-petition-2021", "baizhi-road-2021", "shili-path-2021", "yuanping-petition-2019")


@dataclass(frozen=True)
class Target:
    """`seeds` gives sound files, `read` takes a damaged one and raises nothing but ReadError."""

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], object]


def fed(target: Target, data: bytes) -> Exception | None:
    """What a target raises on a file that it must not; None where it answers."""
    try:
        target.read(data)
    except ReadError:
        return None
    except Exception as error:
        return error
    return None


def _corpus(ending: str) -> list[bytes]:
    return [(CORPUS / f"{name}{ending}").read_bytes() for name in NAMES]


@lru_cache(maxsize=1)
def _documents() -> list[Document]:
    return [read(CORPUS / f"{name}.docx") for name in NAMES]


def _texts() -> list[bytes]:
    shown = [form(document) for document in _documents() for form in (as_tabbed, as_markdown, as_repeated)]
    return [text.encode(code) for text in shown for code in ("utf-8", "gb18030", "utf-16")]


def _pages() -> list[bytes]:
    return [as_web_page(document).encode(code) for document in _documents() for code in ("utf-8", "gb18030")]


def _workbooks() -> list[bytes]:
    return [as_workbook(document, boxed) for document in _documents() for boxed in (True, False)]


def _old_workbooks() -> list[bytes]:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for name in ("自评表", "附表"):
        sheet = book.add_sheet(name)
        sheet.write_merge(0, 0, 0, 3, "项目支出绩效自评表", xlwt.easyxf("align: horiz center; borders: left thin"))
        for row in range(1, 30):
            sheet.write(row, 0, f"指标{row}" + "很长的说明文字" * row)
            sheet.write(row, 1, row * 1.5, xlwt.easyxf(num_format_str="#,##0.00"))
            sheet.write(row, 2, row / 40, xlwt.easyxf(num_format_str="0.00%"))
            sheet.write(row, 3, 44561 + row, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
            sheet.write(row, 4, xlwt.Formula(f"B{row}+C{row}"))
        sheet.row(3).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return [buffer.getvalue()]


def _compounds() -> list[bytes]:
    word = b"\xec\xa5" + bytes(6) + bytes(2) + b"\0\0" + bytes(500)
    return [
        compound({"WordDocument": word, "1Table": b"x" * 5000, "\x05SummaryInformation": b"y" * 300}),
        compound({"Workbook": b"z" * 100}),
        *_old_workbooks(),
    ]


def _bundles() -> list[bytes]:
    inner = zipped({"里/报告.docx": b"x" * 3000, "b.pdf": b"%PDF-1.4"})
    return [zipped({"甲/报告.docx": b"x" * 500, "乙.zip": inner, "丙.txt": "报告".encode()}), inner]


def _read_bundle(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "包.zip")
        file.write_bytes(data)
        if is_bundle(str(file)):
            for item in members(str(file), lambda label: True):
                if not isinstance(item, Refused):
                    try:
                        contents(item)
                    except ReadError:
                        continue


def _read_compound(data: bytes) -> None:
    kind_of(data)
    is_by_libreoffice(data)
    file = CompoundFile(data)
    for name in list(file.streams)[:50]:
        file.stream(name, 1 << 20)


def _by_content(data: bytes) -> None:
    kind = detect(data, "x")
    if kind not in ("doc", "wps"):
        _checked(data)


@lru_cache(maxsize=1)
def _rules() -> RuleSet:
    return load_rules()


def _checked(data: bytes) -> None:
    """The whole pipeline: what it did not expect it reports, and that is a fault here."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "报告")
        file.write_bytes(data)
        report = run(file, _rules())
    bad = [problem for problem in report.problems if problem.code == "unexpected" or problem.stage == "check"]
    if bad:
        raise AssertionError(bad[0].message)


def _source(kind: str) -> Source:
    return Source("报告", "", kind)  # type: ignore[arg-type]


def _all() -> list[bytes]:
    return [*_corpus(".docx"), *_corpus(".pdf"), *_texts()[:9], *_pages()[:4], *_workbooks()[:4], *_compounds()]


TARGETS = {
    target.name: target
    for target in (
        Target("docx", lambda: _corpus(".docx"), lambda data: read_docx(data, _source("docx"))),
        Target("pdf", lambda: _corpus(".pdf"), lambda data: read_pdf(data, _source("pdf"))),
        Target("text", _texts, lambda data: read_text(data, _source("text"))),
        Target("html", _pages, lambda data: read_html(data, _source("html"))),
        Target("xlsx", _workbooks, lambda data: read_xlsx(data, _source("xlsx"))),
        Target("xls", _old_workbooks, lambda data: read_xls(data, _source("xls"))),
        Target("ole", _compounds, _read_compound),
        Target("bundle", _bundles, _read_bundle),
        Target("pipeline", _all, _by_content),
    )
}
