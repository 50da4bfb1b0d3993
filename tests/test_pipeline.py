"""One report from file to result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from reportparse import pipeline
from reportparse.checks import registry
from reportparse.checks.context import Context, Results
from reportparse.errors import ReadError
from reportparse.model.document import Problem
from reportparse.model.findings import Say
from reportparse.model.location import Place
from reportparse.model.report import Report
from reportparse.pipeline import check_document, run
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, TITLE, table

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FAULTY = CORPUS / "huarong-petition-2021.docx"

FIGURES = table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "300", "115", "153.7"])
BLOCKS: list[Any] = [
    *COVER,
    FIGURES,
    "一、支出",
    "（一）基本支出",
    "全年基本支出117万元。",
    "发放补贴50万元，其中：城市30万元，农村25万元。",
]


def result(blocks: list[Any], ruleset: RuleSet, **options: Any) -> Report:
    return check_document(sketch(blocks), ruleset, **options)


def prints(report: Report) -> dict[str, str]:
    """Fingerprint → code. Hidden text is left out: a PDF may have lost it."""
    return {finding.fingerprint: finding.code for finding in report.findings if finding.code != "T601"}


def test_a_file_that_is_no_report_has_failed(tmp_path: Path, ruleset: RuleSet) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"not a document")
    report = run(path, ruleset)
    assert report.status == "failed"
    assert report.source.path == str(path)
    assert len(report.source.sha256) == 64
    assert [problem.stage for problem in report.problems] == ["read"]
    assert (report.facts, report.findings, report.report) == ([], [], {})


def test_a_missing_file_has_failed(tmp_path: Path, ruleset: RuleSet) -> None:
    report = run(tmp_path / "none.docx", ruleset)
    assert (report.status, report.source.sha256) == ("failed", "")
    assert report.problems[0].message


def test_a_read_error_keeps_code_and_remedy(monkeypatch: pytest.MonkeyPatch, ruleset: RuleSet) -> None:
    def refuse(path: str, _: object, **__: object) -> Any:
        raise ReadError(
            path,
            "encrypted-pdf",
            Say("文件有密码。", "The file is encrypted."),
            Say("请去掉密码。", "Save it without a password."),
        )

    monkeypatch.setattr(pipeline, "read", refuse)
    problem = run("x.pdf", ruleset, lang="en").problems[0]
    assert (problem.code, problem.message) == ("encrypted-pdf", "The file is encrypted. Save it without a password.")


def test_a_fault_of_the_program_is_a_failed_report_too(monkeypatch: pytest.MonkeyPatch, ruleset: RuleSet) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(pipeline, "locate", broken)
    report = result(BLOCKS, ruleset)
    assert report.status == "failed"
    assert "ZeroDivisionError" in report.problems[0].message
    assert report.source.format == "text"


def test_a_problem_of_the_reader_makes_the_result_partial(ruleset: RuleSet) -> None:
    document = replace(
        sketch(BLOCKS),
        problems=(Problem("read", "no-table-lines", Say("表格没有框线", "a table has no lines"), Place(2)),),
    )
    report = check_document(document, ruleset)
    assert report.status == "partial"
    assert report.problems[0].location is not None
    assert report.problems[0].location.block == 2
    assert result(BLOCKS, ruleset).status == "complete"


def test_a_rule_that_fails_makes_the_result_partial(monkeypatch: pytest.MonkeyPatch, ruleset: RuleSet) -> None:
    def broken(context: Context) -> Results:
        yield context.skip("", "")
        raise KeyError

    monkeypatch.setitem(registry.KIND_FUNCTIONS, "breakdown", broken)
    report = result(BLOCKS, ruleset)
    assert (report.status, [problem.code for problem in report.problems]) == ("partial", ["rule-failed"])
    assert {finding.code for finding in report.findings} >= {"A101", "C202"}


def test_without_checks_everything_is_read_and_nothing_judged(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset, do_checks=False)
    assert (report.findings, report.coverage.checks_run, report.coverage.checks_skipped) == ([], 0, [])
    assert report.claims[0].status == "different"
    assert len(report.facts) == 3


def test_only_the_codes_asked_for(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset, checks=["A101"])
    assert {finding.code for finding in report.findings} == {"A101"}
    assert report.coverage.checks_run == 1


def test_messages_in_both_languages_about_the_same_findings(ruleset: RuleSet) -> None:
    chinese, english = result(BLOCKS, ruleset), result(BLOCKS, ruleset, lang="en")
    assert prints(chinese) == prints(english)
    assert chinese.findings[0].message != english.findings[0].message
    assert chinese.findings[0].evidence[0].location.say.endswith("列")
    assert "column" in english.findings[0].evidence[0].location.say
    assert all(skip.why.isascii() or "“" in skip.why for skip in english.coverage.checks_skipped)


def test_coverage_counts(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset)
    coverage = report.coverage
    assert (coverage.facts, coverage.claims) == (len(report.facts), len(report.claims)) == (3, 4)
    # Three in cells, four in sentences.
    assert coverage.figures_found == 7
    assert coverage.claims_resolved == 1
    assert coverage.checks_run + len({skip.code for skip in coverage.checks_skipped}) >= len(ruleset.checks)


def test_sections_facts_and_claims_are_published(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset)
    (section,) = report.sections
    assert (section.number, section.title, section.level) == ("一、", "支出", 1)
    assert section.children[0].text.startswith("全年基本支出117万元。\n")
    claim = report.claims[0]
    assert (claim.label, claim.value, claim.unit, claim.section) == (
        "基本支出",
        "117",
        "万元",
        ["一、支出", "（一）基本支出"],
    )
    assert claim.facts == ["expenditure.basic@局机关"]
    assert claim.facts[0] in {fact.id for fact in report.facts}
    assert report.report["department"] == "云溪县林业局"
    assert report.report["fiscal_year"] == 2022


def test_lists_of_the_form_only_where_it_has_them(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset).report
    assert not {"goals", "indicators", "evaluators", "signatures"} & set(report)
    people = table(["姓名", "职务", "单位", "签字"], ["张三", "", "林业局", ""])
    report = result([*COVER, people, "评价组组长（签字）：", "年 月 日"], ruleset).report
    assert report["evaluators"] == [{"name": "张三", "position": None, "organisation": "林业局", "signed": False}]
    assert report["signatures"] == [{"role": "评价组组长", "signed": False, "date": None}]


def test_the_published_shape_survives_a_round_trip(ruleset: RuleSet) -> None:
    report = result(BLOCKS, ruleset)
    assert Report.model_validate_json(report.model_dump_json(by_alias=True)) == report


# -- fingerprints --------------------------------------------------------------------------------


def test_fingerprints_outlive_paragraphs_added_above(ruleset: RuleSet) -> None:
    added = [BLOCKS[0], BLOCKS[1], "", "按照要求开展自评。", BLOCKS[2], "说明如下。", *BLOCKS[3:]]
    assert prints(result(BLOCKS, ruleset))
    assert prints(result(added, ruleset)) == prints(result(BLOCKS, ruleset))
    assert prints(result(["附件1", *BLOCKS], ruleset)) == prints(result(BLOCKS, ruleset))


def test_fingerprints_are_those_of_one_report(ruleset: RuleSet) -> None:
    ours = prints(result(BLOCKS, ruleset))
    for cover in (
        [TITLE.replace("2022", "2023"), BLOCKS[1]],
        [TITLE, "部门名称：云溪县水利局"],
        [TITLE.replace("云溪县", "平江县"), BLOCKS[1]],
    ):
        theirs = prints(result([*cover, *BLOCKS[2:]], ruleset))
        assert theirs
        assert not ours.keys() & theirs.keys()


def test_fingerprints_of_one_report_differ(ruleset: RuleSet) -> None:
    report = result([*BLOCKS, "附表", FIGURES], ruleset)
    assert len(report.findings) == len({finding.fingerprint for finding in report.findings})
    assert [finding.code for finding in report.findings].count("A101") == 2


def test_word_and_pdf_have_the_same_fingerprints(ruleset: RuleSet) -> None:
    word = prints(run(FAULTY, ruleset))
    assert len(set(word.values())) > 5
    assert prints(run(FAULTY.with_suffix(".pdf"), ruleset)) == word


def test_a_paragraph_added_in_word_moves_places_and_not_fingerprints(tmp_path: Path, ruleset: RuleSet) -> None:
    copy = tmp_path / "copy.docx"
    document = docx.Document(str(FAULTY))
    document.tables[0]._element.addprevious(document.add_paragraph("本报告经局党组会议审定。")._element)
    document.save(str(copy))
    before, after = run(FAULTY, ruleset), run(copy, ruleset)
    assert prints(after) == prints(before)
    last = [report.claims[-1].location.block for report in (before, after)]
    assert last[1] == last[0] + 1
