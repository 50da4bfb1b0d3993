"""Holds one document's result against a truth file, stage by stage, so that a fault shows where it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

REPORT_ENDINGS = (".docx", ".pdf")
_LISTS = ("indicator_scores", "evaluators", "goals_expected", "goals_actual", "indicators", "signatures", "goals")


def cases(folder: Path) -> Iterator[tuple[Path, Path]]:
    """(report, truth file) pairs of a folder: `truth/<name>.yaml`, or one `truth.yaml` for all reports."""
    for report in sorted(folder.iterdir()):
        if report.suffix not in REPORT_ENDINGS:
            continue
        for truth in (folder / "truth" / f"{report.stem}.yaml", folder / "truth.yaml"):
            if truth.is_file():
                yield report, truth
                break


def load_truth(path: Path) -> dict[str, Any]:
    truth = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(truth, dict), path
    return truth


def norm(value: object) -> object:
    """Comparable text: no white space, brackets and quotes of one width."""
    if not isinstance(value, str):
        return value
    return re.sub(r"\s+", "", value).replace("(", "（").replace(")", "）").replace(":", "：")


def differences(document: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    """Everything in which a document of the JSON differs from its truth; empty when nothing does."""
    kind = document["source"]["format"]
    found: list[str] = []
    found += _report(document["report"], truth.get("report", {}))
    found += _facts(document["facts"], truth)
    found += _headings(document["sections"], truth.get("headings", []))
    found += _claims(document["claims"], truth.get("claims", []))
    found += _findings(document["findings"], truth, kind)
    return found


def _report(report: dict[str, Any], truth: dict[str, Any]) -> Iterator[str]:
    for name, wanted in truth.items():
        if name not in _LISTS and norm(report.get(name)) != norm(wanted) and str(report.get(name)) != str(wanted):
            yield f"report.{name}: {report.get(name)!r}, not {wanted!r}"
    if "evaluators" in truth:
        got = [
            (norm(e["name"]), norm(e["position"]), norm(e["organisation"]), e["signed"])
            for e in report.get("evaluators", [])
        ]
        want = [
            (norm(e["name"]), norm(e["position"]), norm(e["organisation"]), e["signed"]) for e in truth["evaluators"]
        ]
        if got != want:
            yield f"report.evaluators: {got}, not {want}"
    if "goals_expected" in truth:
        got_goals = [norm(goal["expected"]) for goal in report.get("goals", [])]
        want_goals = [norm(goal) for goal in truth["goals_expected"]]
        if got_goals != want_goals:
            yield f"report.goals: {got_goals}, not {want_goals}"
    if "indicators" in truth:
        names = ("category", "dimension", "name", "target", "actual")
        got_rows = [tuple(norm(i[name]) for name in names) for i in report.get("indicators", [])]
        want_rows = [tuple(norm(value) for value in row[:5]) for row in truth["indicators"]]
        if got_rows != want_rows:
            extra = [row for row in got_rows if row not in want_rows]
            missing = [row for row in want_rows if row not in got_rows]
            yield f"report.indicators: {len(got_rows)} rows, not {len(want_rows)}; extra {extra}, missing {missing}"
    if "indicator_scores" in truth:
        got_scores = [(norm(i["name"]), i["weight"], i["score"]) for i in report.get("indicators", [])]
        want_scores = [(norm(name), weight, score) for name, weight, score in truth["indicator_scores"]]
        if got_scores != want_scores:
            yield f"report.indicators: {got_scores}, not {want_scores}"
    if "signatures" in truth:
        got_lines = [(norm(s["role"]), s["signed"], bool(s["date"])) for s in report.get("signatures", [])]
        want_lines = [(norm(s["role"]), s["signed"], bool(s["dated"])) for s in truth["signatures"]]
        if got_lines != want_lines:
            yield f"report.signatures: {got_lines}, not {want_lines}"


def _facts(facts: list[dict[str, Any]], truth: dict[str, Any]) -> Iterator[str]:
    wanted = truth.get("facts", [])
    if isinstance(wanted, dict):
        # One value for every row of the tables.
        for concept, value in wanted.items():
            rows = [fact for fact in facts if fact["concept"] == concept]
            if not rows or any(fact["value"] != value for fact in rows):
                yield f"fact {concept}: {[fact['value'] for fact in rows]}, not {value}"
    else:
        got = Counter((f["concept"], norm(f["entity"]), f["value"], f["unit"], f["period"]) for f in facts)
        want = Counter((f["concept"], norm(f["entity"]), f["value"], f["unit"], f["period"]) for f in wanted)
        yield from (f"fact missing: {fact}" for fact in want - got)
        yield from (f"fact not in the report: {fact}" for fact in got - want)
    for concept in truth.get("no_fact", []):
        if any(fact["concept"] == concept for fact in facts):
            yield f"fact {concept} out of an empty cell"


def _headings(sections: list[dict[str, Any]], wanted: list[str]) -> Iterator[str]:
    got = [norm(title) for title in _titles(sections)]
    at = 0
    for heading in wanted:
        try:
            at = got.index(norm(heading), at) + 1
        except ValueError:
            yield f"heading missing (or out of order): {heading}"


def _titles(sections: Iterable[dict[str, Any]]) -> Iterator[str]:
    for section in sections:
        yield (section["number"] or "") + section["title"]
        yield from _titles(section["children"])


def _claims(claims: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> Iterator[str]:
    got = Counter((norm(c["label"]), c["value"], c["unit"], c["status"]) for c in claims)
    want = Counter((norm(c["label"]), str(c["value"]), c["unit"], c["status"]) for c in wanted)
    for claim in want - got:
        same = [(c["label"], c["status"], c["qualifier"]) for c in claims if c["value"] == claim[1]]
        yield f"claim missing: {claim}, got {same}"


def _findings(findings: list[dict[str, Any]], truth: dict[str, Any], kind: str) -> Iterator[str]:
    wanted = [f for f in truth.get("findings", []) if kind in f.get("only", [kind])]
    got = Counter((f["code"], f["severity"]) for f in findings)
    for code, severity in {(f["code"], f["severity"]) for f in wanted}:
        if not got[code, severity]:
            yield f"finding missing: {code} {severity}, got {[key for key in got if key[0] == code]}"
    if truth.get("exact"):
        codes = {f["code"] for f in wanted} | set(truth.get("allowed", []))
        for finding in findings:
            if finding["severity"] != "info" and finding["code"] not in codes:
                yield f"false alarm: {finding['code']} {finding['message']}"
