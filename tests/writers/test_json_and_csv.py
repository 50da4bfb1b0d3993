"""The outputs for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from reportparse.model.report import Report, Results, Tool
from reportparse.writers.csv_writer import FACT_COLUMNS, FINDING_COLUMNS, FactsCsvWriter, FindingsCsvWriter, guarded
from reportparse.writers.json_writer import JsonLinesWriter, JsonWriter
from reportparse.writers.protocol import Writer
from sample_reports import failed, finding, report

TOOL = Tool(name="reportparse", version="1", rules_digest="ab")


def written(writer: Writer, *reports: Report) -> str:
    writer.begin()
    for one in reports:
        writer.add(one)
    writer.end()
    stream: io.StringIO = writer.stream  # type: ignore[attr-defined]
    return stream.getvalue()


@pytest.mark.parametrize("reports", [(), (report(findings=(finding(),)),), (report(), failed(), report("c.docx"))])
def test_json_is_one_object_that_fits_the_schema(reports: tuple[Report, ...]) -> None:
    data = json.loads(written(JsonWriter(io.StringIO(), TOOL), *reports))
    jsonschema.validate(data, Results.model_json_schema(by_alias=True, mode="serialization"))
    assert list(data) == ["schema", "tool", "documents"]
    assert data["schema"] == "reportparse/1"
    assert data["documents"] == [one.model_dump(mode="json", by_alias=True) for one in reports]


def test_json_keeps_figures_and_line_breaks_as_written() -> None:
    one = report(findings=(finding(message='第一行\n  第二行 "引"'),))
    document = json.loads(written(JsonWriter(io.StringIO(), TOOL), one))["documents"][0]
    assert document["findings"][0]["message"] == '第一行\n  第二行 "引"'
    assert document["facts"][1]["value"] == "153.70"
    assert document["report"]["budget_code"] is None
    assert "score" not in document["report"]


def test_names_that_are_no_text_become_json_all_the_same() -> None:
    one = report("a\udcff.docx", findings=(finding(),))
    whole = json.loads(written(JsonWriter(io.StringIO(), TOOL), one).encode())
    line = json.loads(written(JsonLinesWriter(io.StringIO()), one).encode())
    assert whole["documents"] == [line]
    assert line["source"]["path"].startswith("a�")
    assert line["findings"][0] == finding().model_dump(mode="json")


def test_json_lines_are_documents() -> None:
    stream = io.StringIO()
    writer = JsonLinesWriter(stream)
    writer.begin()
    writer.add(report())
    assert json.loads(stream.getvalue())["source"]["path"] == "a.docx"
    writer.add(failed())
    writer.end()
    assert [json.loads(line)["status"] for line in stream.getvalue().splitlines()] == ["complete", "failed"]


def test_findings_one_a_row_heaviest_first() -> None:
    found = (finding("S503", "info", 1), finding(diagnosis="名目写错", basis="预算法"), finding("I401", "warning", 2))
    text = written(FindingsCsvWriter(io.StringIO(newline="")), report(findings=found), failed())
    assert text.startswith("\ufeffpath,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == FINDING_COLUMNS
    assert [row["code"] for row in rows] == ["C201", "I401", "S503", "", ""]
    # Silence has a meaning: what was looked at is said, and so is what could not be read.
    assert [(row["name"], row["path"]) for row in rows[3:]] == [("coverage", "a.docx"), ("problem", rows[4]["path"])]
    assert "已核对：" in rows[3]["message"] and "未检查：" in rows[3]["message"]
    assert rows[4]["message"]
    assert rows[0] == {
        "path": "a.docx", "department": "县委巡察办", "fiscal_year": "2020", "code": "C201", "name": "mislabelled-amount",
        "severity": "error", "place": "第3段", "quote": "2020年基本支出153.7万元", "stated": "153.7", "expected": "115",
        "difference": "38.7", "message": "“基本支出”153.7万元是项目支出的数。", "diagnosis": "名目写错", "basis": "预算法",
        "fingerprint": "C201-3",
    }  # fmt: skip


def test_facts_one_a_row() -> None:
    text = written(FactsCsvWriter(io.StringIO(newline="")), report())
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert tuple(rows[0]) == FACT_COLUMNS
    assert rows[2][4:8] == ["expenditure.project", "项目支出", "153.70", "万元"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  =1+1", "'=1+1"),
        ("\t=1", "'=1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+86 731", "'+86 731"),
        ("-", "'-"),
        ("＝1", "'＝1"),
        ("-5.3", "-5.3"),
        ("+2%", "+2%"),
        ("-1-1", "'-1-1"),
        ("一\n二", "一 二"),
        (2020, "2020"),
        (None, ""),
        ("", ""),
    ],
)
def test_no_cell_runs_as_a_formula(value: object, cell: str) -> None:
    assert guarded(value) == cell
