"""SARIF 2.1.0: names, types and constraints as the standard has them, for every object that is written."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import jsonschema
import pytest
from hostile import ALL, hostile_report

from reportparse.model.report import EvidenceInfo, Report, Tool
from reportparse.writers.sarif_writer import SarifRule, SarifWriter, uri_of
from sample_reports import failed, finding, location, report

TOOL = Tool(name="reportparse", version="1.0", rules_digest="ab")
RULES = [
    SarifRule("A101", "parts-do-not-add-up", "分项之和与合计不符", "合计应等于分项之和。", "error", None, ()),
    SarifRule("C201", "mislabelled-amount", "金额的名目写错", "金额与名目不符", "error", "预算法", ("数字恰好相同",)),
    SarifRule("S503", "placeholder-left-in", "占位内容", "没有删去", "info", None, ()),
]


def an_object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object", "additionalProperties": False, "required": list(required),
        "properties": {**properties, "properties": {"type": "object"}},
    }  # fmt: skip


def a_list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT = {"type": "string"}
INDEX = {"type": "integer", "minimum": 0}
MESSAGE = an_object(("text",), text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
URI = {"type": "string", "pattern": r"^([A-Za-z0-9._~!$&'()*+,;=@/:-]|%[0-9A-F]{2})+$"}
ARTIFACT_LOCATION = an_object(("uri",), uri=URI, index=INDEX)
PHYSICAL = an_object(("artifactLocation",), artifactLocation=ARTIFACT_LOCATION)
LOCATION = an_object(
    ("physicalLocation",), id=INDEX, physicalLocation=PHYSICAL, message=MESSAGE,
    logicalLocations=a_list(an_object(("fullyQualifiedName",), fullyQualifiedName=TEXT), uniqueItems=True),
)  # fmt: skip
RESULT = an_object(
    ("ruleId", "level", "message", "locations", "partialFingerprints"),
    ruleId=TEXT, ruleIndex=INDEX, level=LEVEL, message=MESSAGE,
    locations=a_list(LOCATION, minItems=1, maxItems=1), relatedLocations=a_list(LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
)  # fmt: skip
RULE = an_object(
    ("id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"),
    id=TEXT, name=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE,
    defaultConfiguration=an_object(("level",), level=LEVEL),
)  # fmt: skip
ARTIFACT = an_object(
    ("location",), location=ARTIFACT_LOCATION, roles=a_list({"const": "analysisTarget"}, uniqueItems=True),
    hashes=an_object((), **{"sha-256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}),
)  # fmt: skip
NOTIFICATION = an_object(
    ("message",), descriptor=an_object(("id",), id=TEXT), level=LEVEL, message=MESSAGE, locations=a_list(LOCATION)
)
RUN = an_object(
    ("tool", "results"), tool=an_object(
        ("driver",), driver=an_object(("name", "rules"), name=TEXT, version=TEXT, rules=a_list(RULE, uniqueItems=True)),
    ),
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]}, results=a_list(RESULT),
    artifacts=a_list(ARTIFACT, uniqueItems=True),
    invocations=a_list(an_object(
        ("executionSuccessful",), executionSuccessful={"type": "boolean"}, toolExecutionNotifications=a_list(NOTIFICATION),
    )),
)  # fmt: skip
LOG = {
    "type": "object", "additionalProperties": False, "required": ["version", "runs"],
    "properties": {"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": a_list(RUN, minItems=1, maxItems=1)},
}  # fmt: skip
"""What the standard allows of the objects that are written, no name beside them."""


def run_of(*reports: Report, omitted: int = 0, lang: str = "zh") -> dict[str, Any]:
    stream = io.StringIO()
    writer = SarifWriter(stream, TOOL, RULES, lang)
    writer.begin()
    for one in reports:
        writer.add(one, omitted)
    writer.end()
    log = json.loads(stream.getvalue().encode())
    jsonschema.validate(log, LOG)
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]] == result["ruleId"]
        for where in [*result["locations"], *result.get("relatedLocations", [])]:
            there = where["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][there["index"]]["location"]["uri"] == there["uri"]
        identifiers = [where["id"] for where in result.get("relatedLocations", [])]
        assert len(set(identifiers)) == len(identifiers)
    answer: dict[str, Any] = run
    return answer


def test_an_empty_run_is_a_run() -> None:
    run = run_of()
    assert (run["results"], run["artifacts"]) == ([], [])
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_rules_carry_what_explain_says() -> None:
    first, second, third = run_of()["tool"]["driver"]["rules"]
    assert second == {
        "id": "C201", "name": "MislabelledAmount", "shortDescription": {"text": "金额的名目写错。"},
        "fullDescription": {"text": "金额与名目不符。"},
        "help": {"text": "金额与名目不符\n依据：预算法\n已知误报：数字恰好相同"}, "defaultConfiguration": {"level": "error"},
    }  # fmt: skip
    assert first["fullDescription"]["text"] == "合计应等于分项之和。"
    assert third["defaultConfiguration"]["level"] == "note"


def test_a_finding_is_a_result_at_its_first_evidence() -> None:
    place = location("第2页，支出表", 7, page=2, bbox=(1.0, 2.0, 3.0, 4.0), row=1, column=3, span=(0, 5))
    stated = EvidenceInfo(quote="153.7", location=place, role="stated")
    found = (
        finding(diagnosis="名目写错", suggestion="改名目", evidence=[stated, *finding().evidence]),
        finding("I401", "warning", 2),
        finding("S503", "info", 1, evidence=[]),
    )
    first, second, third = run_of(report(findings=found), lang="zh")["results"]
    assert [result["level"] for result in (first, second, third)] == ["error", "warning", "note"]
    assert first["message"]["text"] == "“基本支出”153.7万元是项目支出的数。判断：名目写错。建议：改名目。"
    [where] = first["locations"]
    assert where["logicalLocations"] == [{"fullyQualifiedName": "第2页，支出表"}]
    assert where["properties"] == {
        "role": "stated", "quote": "153.7", "page": 2, "bbox": [1.0, 2.0, 3.0, 4.0], "block": 7, "row": 1, "column": 3, "span": [0, 5],
    }  # fmt: skip
    assert [one["id"] for one in first["relatedLocations"]] == [1, 2]
    assert first["partialFingerprints"] == {"reportparse/v1": "C201-3"}
    assert first["properties"] == {"stated": "153.7", "expected": "115", "difference": "38.7"}
    assert "ruleIndex" not in second
    assert third["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.docx", "index": 0}}}]


def test_messages_are_told_apart_in_english() -> None:
    [result] = run_of(report(findings=(finding(message="It differs", diagnosis="a digit"),)), lang="en")["results"]
    assert result["message"]["text"] == "It differs. Likely: a digit."


def test_files_carry_coverage_and_failures_are_notified() -> None:
    run = run_of(report(), failed(), omitted=4)
    good, bad = run["artifacts"]
    assert good["hashes"] == {"sha-256": "0" * 64}
    assert good["properties"]["coverage"]["checks_skipped"] == [{"code": "A105", "why": "没有得分栏"}]
    assert good["properties"]["findingsNotListed"] == 4
    assert bad["properties"]["status"] == "failed"
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [notice] = invocation["toolExecutionNotifications"]
    assert (notice["descriptor"]["id"], notice["level"]) == ("encrypted-pdf", "error")
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "b.pdf", "index": 1}


@pytest.mark.parametrize("text", ALL)
def test_any_text_fits(text: str) -> None:
    run = run_of(hostile_report(text))
    assert len(run["results"]) == 1


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.docx", "a/b.docx"),
        ("报告 1.docx", "%E6%8A%A5%E5%91%8A%201.docx"),
        ("/data/x#y?.pdf", "file:///data/x%23y%3F.pdf"),
        ("a:b.pdf", "a%3Ab.pdf"),
        ("C:\\数据\\a.pdf", "file:///C:/%E6%95%B0%E6%8D%AE/a.pdf"),
        ("\\\\server\\share\\a.pdf", "file://server/share/a.pdf"),
        ("坏\udcff.pdf", "%E5%9D%8F%FF.pdf"),
        ("半\ud800.pdf", "%E5%8D%8A%EF%BF%BD.pdf"),
        ("100%.pdf", "100%25.pdf"),
    ],
)
def test_file_names_are_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri
    assert re.fullmatch(URI["pattern"], uri)
