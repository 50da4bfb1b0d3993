"""The cases beside the rules, run through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.model.report import FindingInfo, Report
from reportparse.readers.sketch import sketch
from reportparse.ruleset.loader import load_cases
from reportparse.ruleset.rules import LoadedCheck, RuleSet
from reportparse.ruleset.schema import Case


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what is wrong with its result; no faults means it passed."""

    code: str
    case: str
    faults: tuple[str, ...]


def run_cases(rules: RuleSet, checks: frozenset[str] | None = None) -> Iterator[Outcome]:
    """Runs the cases of all checks, or of those with the given codes. Raises RuleError for a broken case file."""
    for code, check in rules.checks.items():
        if checks is None or code in checks:
            for case in load_cases(check).cases:
                yield run_case(rules, check, case)


def run_case(rules: RuleSet, check: LoadedCheck, case: Case) -> Outcome:
    """Runs one case: only the check it belongs to, in Chinese."""
    from reportparse.pipeline import check_document

    code = check.rule.code
    try:
        document = sketch(case.blocks)
    except ValueError as error:
        return Outcome(code, case.name, (f"blocks 写法有误：{error}",))
    report = check_document(document, rules, lang="zh", checks=frozenset({code}))
    return Outcome(code, case.name, tuple(_faults(case, report, code)))


def _faults(case: Case, report: Report, code: str) -> Iterator[str]:
    found = [finding for finding in report.findings if finding.code == code]
    for problem in report.problems:
        yield f"{problem.code}：{problem.message}"
    if len(found) != case.expect.count:
        heard = "；".join(finding.message for finding in found) or "无"
        skipped = "".join(f"（未检查：{one.why}）" for one in report.coverage.checks_skipped if one.code == code)
        yield f"应报出 {case.expect.count} 处，实报 {len(found)} 处：{heard}{skipped}"
    for finding in found:
        if case.expect.severity is not None and finding.severity != case.expect.severity:
            yield f"级别应为 {case.expect.severity}，实为 {finding.severity}"
    said = "\n".join(text for finding in found for text in _texts(finding))
    for expected in case.expect.contains:
        if expected not in said:
            yield f"报出的文字里没有“{expected}”：{said or '无'}"


def _texts(finding: FindingInfo) -> Iterator[str]:
    yield finding.message
    if finding.diagnosis:
        yield finding.diagnosis
    for evidence in finding.evidence:
        yield evidence.quote
        yield evidence.location.say
