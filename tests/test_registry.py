"""Kinds of check, the functions that run them and the rules that use them: none without the others."""

from __future__ import annotations

import pytest

from reportparse.audit.cases import run_case
from reportparse.checks import KIND_FUNCTIONS
from reportparse.ruleset.kinds import KINDS
from reportparse.ruleset.loader import load_cases, load_rules
from reportparse.ruleset.rules import RuleSet

CODES = {
    "A101": "parts-do-not-add-up",
    "A102": "units-do-not-add-up",
    "A103": "balance-mismatch",
    "A104": "rate-mismatch",
    "A107": "count-of-list",
    "A105": "scores-do-not-add-up",
    "A106": "score-above-weight",
    "C201": "mislabelled-amount",
    "C202": "amount-differs",
    "C203": "unit-slip",
    "C206": "breakdown-mismatch",
    "C207": "direction-mismatch",
    "C208": "paid-in-full-but-rate",
    "C209": "said-done-but-not",
    "F301": "field-missing",
    "F302": "field-malformed",
    "F303": "region-code-as-budget-code",
    "F304": "grade-not-of-score",
    "F306": "wrong-year",
    "F307": "other-department",
    "F308": "impossible-date",
    "F309": "broken-number",
    "I401": "duplicate-indicator",
    "I402": "target-copied-as-result",
    "I403": "indicator-not-measurable",
    "I404": "weights-not-100",
    "I405": "result-of-another-kind",
    "I406": "score-not-of-result",
    "I407": "target-missed-without-reason",
    "I408": "result-far-above-target",
    "I409": "cost-with-lower-bound",
    "I410": "reached-without-spending",
    "S501": "section-missing",
    "S502": "heading-out-of-sequence",
    "S503": "placeholder-left-in",
    "S504": "unsigned",
    "S505": "unit-not-in-tables",
    "T601": "hidden-text",
    "T602": "garbled-text",
    "T603": "broken-text",
}
"""Codes and names are a promise to other programs: a code is never given another meaning."""

RULES: RuleSet = load_rules(cases=True)
CASES = [(check, case) for check in RULES.checks.values() for case in load_cases(check).cases]


def test_every_kind_has_its_function_and_every_function_its_kind() -> None:
    assert set(KIND_FUNCTIONS) == set(KINDS)


def test_every_kind_is_used_by_a_rule() -> None:
    assert {check.rule.kind for check in RULES.checks.values()} == set(KINDS)


def test_codes_and_names_are_those_promised() -> None:
    assert {code: check.rule.name for code, check in RULES.checks.items()} == CODES


@pytest.mark.parametrize(("check", "case"), CASES, ids=[f"{check.rule.code}-{case.name}" for check, case in CASES])
def test_the_cases_beside_the_rules(check: object, case: object) -> None:
    outcome = run_case(RULES, check, case)  # type: ignore[arg-type]
    assert outcome.faults == ()
