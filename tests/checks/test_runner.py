from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reportparse.checks import registry
from reportparse.checks.context import Context, Results, plain, shorten
from reportparse.checks.runner import run_checks
from reportparse.extraction import extract_reading
from reportparse.locate import Sayer, locate
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, TITLE, checked, table

WRONG: list[Any] = [
    *COVER,
    table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "300", "115", "153.7"]),
    "一、支出",
    "发放补贴500万元，其中：城市30万元，农村15万元。",
    "全年基本支出117万元。",
    {"text": "密", "hidden": "white"},
]


def test_all_checks_run_and_the_heaviest_come_first(ruleset: RuleSet) -> None:
    outcome = checked(WRONG, ruleset)
    weights = [("error", "warning", "info").index(finding.severity) for finding in outcome.findings]
    assert weights == sorted(weights)
    assert {finding.code for finding in outcome.findings} >= {"A101", "C202", "C206"}
    errors = [finding for finding in outcome.findings if finding.severity == "error"]
    blocks = [finding.evidence[0].place.block for finding in errors if finding.evidence]
    assert blocks == sorted(blocks)


def test_only_the_chosen_checks_run(ruleset: RuleSet) -> None:
    outcome = checked(WRONG, ruleset, "A101", "C206")
    assert {finding.code for finding in outcome.findings} == {"A101", "C206"}
    assert outcome.run == 2


def test_no_codes_run_nothing(ruleset: RuleSet) -> None:
    document = sketch(WRONG)
    outline = locate(document, ruleset)
    outcome = run_checks(extract_reading(document, outline, ruleset), ruleset, (), Sayer(document, outline).say)
    assert (outcome.findings, outcome.skipped, outcome.run) == ((), (), 0)


def test_a_rule_that_fails_is_on_record_and_the_others_run(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(context: Context) -> Results:
        yield context.skip("先说", "first")
        raise KeyError("无此栏")

    monkeypatch.setitem(registry.KIND_FUNCTIONS, "breakdown", broken)
    outcome = checked(WRONG, ruleset, "A101", "C206")
    assert [(p.stage, p.code) for p in outcome.problems] == [("check", "rule-failed")]
    assert outcome.problems[0].message.zh.startswith("C206: KeyError")
    assert {finding.code for finding in outcome.findings} == {"A101"}
    # A rule that failed half way has not run, and says nothing.
    assert outcome.run == 1
    assert "C206" not in [skip.code for skip in outcome.skipped]


def test_a_rule_for_another_form_is_skipped_with_the_reason(ruleset: RuleSet) -> None:
    bound = next(code for code, check in ruleset.checks.items() if check.rule.editions != "all")
    outcome = checked(["云溪县2022年度工作总结报告"], ruleset, bound)
    assert (outcome.run, outcome.findings) == (0, ())
    assert [(skip.code, "不适用" in skip.why.zh) for skip in outcome.skipped] == [(bound, True)]


def test_a_rule_of_the_form_runs_where_the_form_is_known(ruleset: RuleSet) -> None:
    bound = next(code for code, check in ruleset.checks.items() if check.rule.editions != "all")
    form: list[Any] = [
        TITLE,
        table(["机构名称", "收入合计", "上年结转"], ["局机关", "3", "1"]),
        table(["机构名称", "支出合计", "基本支出"], ["局机关", "3", "1"]),
        table(["姓名", "职务", "单位", "签字"], ["张三", "局长", "林业局", ""]),
    ]
    assert checked(form, ruleset, bound).run == 1


def test_a_reason_is_given_once(ruleset: RuleSet) -> None:
    row = ["300", "1O0", "150"]
    body = table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", *row], ["信息中心", *row])
    skips = checked([*COVER, body], ruleset, "A101").skipped
    assert len([skip for skip in skips if "1O0" in skip.why.zh]) == 1


def test_quotes_of_bearable_length_keep_the_passage() -> None:
    long = "甲" * 200 + "基本支出115万元" + "乙" * 200
    quote = shorten(long, 200, 209)
    assert "基本支出115万元" in quote
    assert len(quote) <= 122
    assert quote.startswith("…")
    assert quote.endswith("…")
    assert shorten("  短  ") == "短"


@pytest.mark.parametrize(
    ("value", "text"), [("49.60", "49.6"), ("1E+3", "1000"), ("0.00", "0"), ("-3.50", "-3.5"), ("100", "100")]
)
def test_plain_decimals(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text
