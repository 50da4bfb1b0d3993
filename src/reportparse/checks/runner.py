"""Runs the rules on one report. A rule that fails is a problem on record, never a dead run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from reportparse.checks.context import Context
from reportparse.checks.one_cause import one_cause
from reportparse.checks.registry import KIND_FUNCTIONS
from reportparse.checks.scanned import careful
from reportparse.errors import told
from reportparse.model.document import Problem
from reportparse.model.findings import SEVERITIES, Finding, Say, Skipped
from reportparse.model.location import Place
from reportparse.model.reading import Reading
from reportparse.ruleset.rules import LoadedCheck, RuleSet

_OTHER_FORM = Say("不适用于该表式（或表式未能识别）", "not for this form (or the form was not recognised)")


@dataclass(frozen=True)
class Outcome:
    """Findings in order of weight and then of place, checks that could not be run with the reason, rules that failed."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    run: int


def run_checks(
    reading: Reading, ruleset: RuleSet, codes: Iterable[str] | None, say: Callable[[Place, str], str]
) -> Outcome:
    """Runs the chosen rules (all where `codes` is None) in the order of their codes."""
    wanted = set(ruleset.checks if codes is None else codes)
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    run = 0
    shared: dict[Callable[[Context], Any], Any] = {}
    for code, check in ruleset.checks.items():
        if code not in wanted:
            continue
        if not _applies(check, reading.outline.edition):
            skipped.append(Skipped(code, _OTHER_FORM))
            continue
        found: list[Finding] = []
        missed: list[Skipped] = []
        try:
            for result in KIND_FUNCTIONS[check.rule.kind](Context(reading, ruleset, check, say, shared)):
                if isinstance(result, Finding):
                    found.append(result)
                else:
                    missed.append(result)
        except Exception as error:
            # The other rules still have their say, and the report says that this one had none.
            what = told(error)
            message = Say(f"{code}: {what.zh}", f"{code}: {what.en}")
            problems.append(Problem("check", "rule-failed", message))
            continue
        findings.extend(found)
        skipped.extend(dict.fromkeys(missed))
        run += 1
    if reading.document.certainty:
        findings, doubts = careful(reading, ruleset, findings, [code for code in ruleset.checks if code in wanted])
        skipped.extend(doubts)
    findings = one_cause(findings, reading.document, ruleset)
    findings.sort(key=_weight)
    return Outcome(tuple(findings), tuple(skipped), tuple(problems), run)


def _applies(check: LoadedCheck, edition: str | None) -> bool:
    return check.rule.editions == "all" or edition in check.rule.editions


def _weight(finding: Finding) -> tuple[int, ...]:
    """Heaviest first, then as they stand in the document."""
    severity = SEVERITIES.index(finding.severity)
    if not finding.evidence:
        return (severity,)
    place = finding.evidence[0].place
    return (severity, place.block, place.row or 0, place.column or 0, place.span[0] if place.span else 0)
