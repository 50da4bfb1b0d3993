"""What the stages made of one file, as plain data for `trace`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportparse.checks import Outcome
from reportparse.cli.trace_looked import looked_at
from reportparse.model.claims import Claim
from reportparse.model.findings import Finding
from reportparse.model.location import Place
from reportparse.model.outline import Region, Section
from reportparse.pipeline import Trace
from reportparse.ruleset.rules import LoadedCheck, RuleSet

Data = dict[str, Any]


def trace_data(trace: Trace, ruleset: RuleSet, lang: str) -> Data:
    """Every stage: attempts of the locators, regions, headings, facts, claims, checks."""
    outline, reading = trace.outline, trace.reading
    return {
        "source": {"path": trace.document.source.path, "format": trace.document.source.format},
        "edition": outline.edition,
        "attempts": attempts(trace, lang),
        "regions": [_region(trace, region, lang) for region in outline.regions],
        "headings": [line for section in outline.sections for line in _headings(section)],
        "passages": len(outline.passages),
        "breaks": [
            {"kind": one.kind, "found": one.found, "expected": one.expected, "title": one.title,
             "at": trace.sayer.say(one.place, lang)}
            for one in outline.breaks
        ],
        "facts": len(reading.facts),
        "claims": [claim_data(trace, claim, lang) for claim in reading.claims],
        "checks": [
            check_data(trace, ruleset, ruleset.checks[code], outcome, lang) for code, outcome in trace.outcomes.items()
        ],
    }  # fmt: skip


def attempts(trace: Trace, lang: str, rule: str | None = None) -> list[Data]:
    """What each locator tried, or those of one rule (`tables.yaml/income`)."""
    return [
        {
            "rule": one.rule,
            "matched": one.matched,
            "saw": one.saw,
            "why": one.why,
            "at": _say(trace, one.place, lang),
        }
        for one in trace.outline.trace
        if rule is None or one.rule == rule
    ]


def one_check(trace: Trace, ruleset: RuleSet, check: LoadedCheck, lang: str) -> Data:
    """One check with all it looked at."""
    data = check_data(trace, ruleset, check, trace.outcomes[check.rule.code], lang)
    data["looked_at"] = looked_at(trace, check, lang)
    return data


def one_rule(trace: Trace, rule: str, lang: str) -> Data:
    """One locator's rule: its attempts, and the regions it found."""
    found = [_region(trace, region, lang) for region in trace.outline.regions if region.rule == rule]
    return {"rule": rule, "attempts": attempts(trace, lang, rule), "regions": found}


def check_data(trace: Trace, ruleset: RuleSet, check: LoadedCheck, outcome: Outcome, lang: str) -> Data:
    """Whether a check ran, why not, and what it found, by key."""
    rule = check.rule
    state = "failed" if outcome.problems else "ran" if outcome.run else "not run"
    return {
        "code": rule.code,
        "name": rule.name,
        "kind": rule.kind,
        "state": state,
        "why": [skip.why.in_language(lang) for skip in outcome.skipped]
        + [problem.message.in_language(lang) for problem in outcome.problems],
        "findings": [_finding(trace, finding, lang) for finding in outcome.findings],
    }


def claim_data(trace: Trace, claim: Claim, lang: str) -> Data:
    """A figure of the text: how its words were taken apart, and what became of it."""
    mention = claim.mention
    label = trace.document.text_at(mention.label_place) if mention.label_place is not None else ""
    return {
        "id": claim.id,
        "figure": trace.document.text_at(mention.place),
        "label": mention.label,
        "written": "".join(label.split()),
        "concept": mention.concept,
        "period": mention.period,
        "qualifier": mention.qualifier,
        "subject": mention.subject,
        "modifier": mention.modifier,
        "status": claim.status,
        "why": claim.why,
        "meant": claim.meant,
        "partner": claim.partner,
        "facts": list(claim.fact_ids),
        "sentence": mention.sentence,
        "at": trace.sayer.say(mention.place, lang),
    }


def _finding(trace: Trace, finding: Finding, lang: str) -> Data:
    places: Iterable[Place] = (evidence.place for evidence in finding.evidence[:1])
    return {
        "severity": finding.severity,
        "key": finding.key,
        "message": finding.message.in_language(lang),
        "at": next((trace.sayer.say(place, lang) for place in places), None),
    }


def _region(trace: Trace, region: Region, lang: str) -> Data:
    return {
        "kind": region.kind,
        "rule": region.rule,
        "caption": "".join(region.caption.split()),
        "unit": region.unit,
        "table": region.table,
        "first_row": region.first_row,
        "columns": [
            {"header": " / ".join(column.path), "role": column.role, "unit": column.unit} for column in region.columns
        ],
        "rows": [{"row": row.row, "label": row.label, "entity": row.entity} for row in region.rows],
        "at": _say(trace, region.caption_place or Place(region.table, region.first_row), lang),
    }


def _headings(section: Section) -> list[str]:
    inner = [line for child in section.children for line in _headings(child)]
    return ["  " * (section.level - 1) + section.heading, *inner]


def _say(trace: Trace, place: Place | None, lang: str) -> str | None:
    return None if place is None else trace.sayer.say(place, lang)
