"""One Report for each file, whatever happens to one of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from workers import work

from reportparse.audit.batch import AHEAD, Job, run_many
from reportparse.audit.discovery import Found, NotFound
from reportparse.model.findings import Say
from reportparse.model.limits import Limits
from reportparse.ruleset.rules import RuleSet


@pytest.fixture
def job(small_rules: RuleSet) -> Job:
    return Job(small_rules, lang="en")


def test_in_this_process(job: Job) -> None:
    items = [
        Found("a.docx"),
        NotFound("b.docx", "not-found", Say("没有", "none")),
        Found("raises.pdf"),
        Found("c.docx"),
    ]
    reports = list(run_many(items, job, work=work))
    assert [one.source.path for one in reports] == ["a.docx", "b.docx", "raises.pdf", "c.docx"]
    assert [one.status for one in reports] == ["complete", "failed", "failed", "complete"]
    assert reports[0].report == {"department": "en", "pid": os.getpid()}
    assert (reports[1].problems[0].code, reports[1].problems[0].message) == ("not-found", "none")
    assert reports[2].problems[0].code == "internal-error"
    assert "ZeroDivisionError: a fault" in reports[2].problems[0].message


def test_in_workers_each_fault_costs_only_its_own_file(job: Job) -> None:
    names = [
        "slow.docx",
        "dies.docx",
        "a.docx",
        "raises.docx",
        "killed.docx",
        "hangs.docx",
        "missing",
        "b.docx",
        "c.docx",
    ]
    items = [NotFound(name, "not-found", Say("没有", "none")) if name == "missing" else Found(name) for name in names]
    reports = list(run_many(items, replace(job, limits=Limits(seconds=2)), 2, work=work))
    assert [one.source.path for one in reports] == names
    assert [one.problems[0].code if one.problems else "" for one in reports] == [
        "", "worker-died", "", "internal-error", "worker-died", "timeout", "not-found", "", "",
    ]  # fmt: skip
    assert os.getpid() not in {one.report.get("pid") for one in reports}


def test_files_are_asked_for_only_as_they_are_needed(job: Job) -> None:
    asked = 0

    def endless() -> Iterator[Found]:
        nonlocal asked
        while True:
            asked += 1
            yield Found(f"{asked}.docx")

    reports = run_many(endless(), job, 2, work=work)
    first = [next(reports).source.path for _ in range(5)]
    reports.close()  # type: ignore[attr-defined]
    assert first == [f"{number}.docx" for number in range(1, 6)]
    assert asked <= 5 + 2 * AHEAD


def test_in_this_process_a_file_that_takes_too_long_is_given_up(job: Job) -> None:
    items = [Found("turns.docx"), Found("a.docx")]
    reports = list(run_many(items, replace(job, limits=Limits(seconds=1)), work=work))
    assert [[problem.code for problem in one.problems] for one in reports] == [["timeout"], []]
    assert "limit seconds" in reports[0].problems[0].message


@pytest.mark.skipif(os.name == "nt", reason="memory is limited on Unix only")
def test_in_a_worker_a_file_that_takes_too_much_memory_is_given_up(job: Job) -> None:
    items = [Found("grows.docx"), Found("a.docx")]
    reports = list(run_many(items, job, 2, work=work))
    assert [[problem.code for problem in one.problems] for one in reports] == [["internal-error"], []]
    assert "MemoryError" in reports[0].problems[0].message
