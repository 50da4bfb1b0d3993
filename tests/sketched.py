"""What the stages make of a sketched document, for the tests of those stages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from reportparse.checks import run_checks
from reportparse.checks.runner import Outcome
from reportparse.extraction import extract_reading
from reportparse.locate import Sayer, locate
from reportparse.model.claims import Claim
from reportparse.model.findings import Finding
from reportparse.model.outline import Outline, Section
from reportparse.model.reading import Reading
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet

TITLE = "云溪县2022年度部门整体支出绩效自评报告"
COVER = [TITLE, "部门名称：云溪县林业局"]


def outlined(blocks: Sequence[Any], ruleset: RuleSet) -> Outline:
    return locate(sketch(blocks), ruleset)


def read(blocks: Sequence[Any], ruleset: RuleSet) -> Reading:
    document = sketch(blocks)
    return extract_reading(document, locate(document, ruleset), ruleset)


def checked(blocks: Sequence[Any], ruleset: RuleSet, *codes: str) -> Outcome:
    """The outcome of the checks named, or of all."""
    document = sketch(blocks)
    outline = locate(document, ruleset)
    chosen: Collection[str] | None = codes or None
    return run_checks(extract_reading(document, outline, ruleset), ruleset, chosen, Sayer(document, outline).say)


def found(blocks: Sequence[Any], ruleset: RuleSet, *codes: str) -> list[Finding]:
    outcome = checked(blocks, ruleset, *codes)
    assert outcome.problems == ()
    return list(outcome.findings)


def table(*rows: Sequence[str | None]) -> dict[str, Any]:
    return {"table": [list(row) for row in rows]}


def tree(sections: Iterable[Section]) -> list[Any]:
    """Headings as text; one with sections below it as (heading, [below])."""
    return [(section.heading, tree(section.children)) if section.children else section.heading for section in sections]


def shape(claim: Claim) -> tuple[str, str, str, str | None]:
    mention = claim.mention
    return mention.label, mention.quantity.text, claim.status, mention.qualifier
