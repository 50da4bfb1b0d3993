"""The self-test over many files: which are clean, then faults in copies of those."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from reportparse.errors import ReadError
from reportparse.extraction import extract_reading
from reportparse.locate import locate
from reportparse.model.document import Document
from reportparse.model.findings import Say
from reportparse.model.reading import Reading
from reportparse.pipeline import check_document
from reportparse.readers import contents, read
from reportparse.ruleset.rules import RuleSet
from reportparse.selftest.classes import CLASSES
from reportparse.selftest.rounding import Twin, round_report
from reportparse.selftest.subject import Subject
from reportparse.selftest.trial import Trial, Unplanted, loud_codes, trials

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """`limit` is the most copies of each class a report (0: one for every fault there is), `classes` the names to plant.

    With `decimals` the amounts of money of the clean reports are first rounded to so many.
    """

    seed: int = 1
    limit: int = 5
    classes: tuple[str, ...] = tuple(CLASSES)
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    """A report that faults are planted in."""

    path: str
    format: str
    sha256: str
    department: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that none are planted in, and why."""

    path: str
    why: Say


@dataclass(frozen=True)
class Run:
    """All that a self-test came to. `without` names the classes for which the rules have no check, `twins` are the rounded copies."""

    options: Options
    clean: tuple[Clean, ...]
    left_out: tuple[LeftOut, ...]
    trials: tuple[Trial, ...]
    unplanted: tuple[Unplanted, ...]
    without: tuple[str, ...]
    twins: tuple[Twin, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over the contents of the clean reports, whatever their names and order."""
        return hashlib.sha256("\n".join(sorted(one.sha256 for one in self.clean)).encode()).hexdigest()


def run_selftest(
    paths: Sequence[str],
    ruleset: RuleSet,
    options: Options,
    jobs: int = 1,
    tick: Callable[[], None] = lambda: None,
) -> Run:
    """Checks the reports and plants faults in the clean ones, `jobs` of them at a time. `tick` is called as each is done.

    The same files, rules and options give the same result, whatever the number of jobs.
    """
    given = _Given(ruleset, options)
    looked = list(_map(_look, [(path,) for path in paths], given, jobs))
    clean = tuple(one for one in looked if isinstance(one, Clean))
    left_out = tuple(one for one in looked if isinstance(one, LeftOut))
    departments = tuple(sorted({one.department for one in clean if one.department}))
    without = tuple(name for name in options.classes if not any(code in ruleset.checks for code in CLASSES[name].codes))
    results: list[Trial | Unplanted | Twin] = []
    for part in _map(_plant, [(one.path, departments) for one in clean], given, jobs):
        results += part
        tick()
    return Run(
        options,
        clean,
        left_out,
        tuple(one for one in results if isinstance(one, Trial)),
        tuple(one for one in results if isinstance(one, Unplanted)),
        without,
        tuple(one for one in results if isinstance(one, Twin)),
    )


@dataclass(frozen=True)
class _Given:
    """What all the work has in common; travels to the workers once."""

    ruleset: RuleSet
    options: Options


def _look(given: _Given, path: str) -> Clean | LeftOut:
    try:
        document = read(path)
    except ReadError as error:
        return LeftOut(path, Say(f"未能读取：{error.message.zh}", f"not read: {error.message.en}"))
    report = check_document(document, given.ruleset)
    loud = loud_codes(report.findings)
    if loud:
        codes = ", ".join(dict.fromkeys(loud))
        return LeftOut(path, Say(f"有错误或警告：{codes}", f"has errors or warnings: {codes}"))
    if any(problem.stage != "read" for problem in report.problems):
        message = report.problems[0].message
        return LeftOut(path, Say(f"未能检查：{message}", f"not checked: {message}"))
    if report.coverage.facts == 0 and not report.sections:
        return LeftOut(path, Say("没有读出数据和标题", "neither figures of tables nor headings were read"))
    name = str(report.report.get("department") or "")
    return Clean(path, document.source.format, document.source.sha256, name)


def _plant(given: _Given, path: str, departments: tuple[str, ...]) -> list[Trial | Unplanted | Twin]:
    ruleset, options = given.ruleset, given.options
    document = read(path)
    data = contents(path) if document.source.format == "docx" else None
    found: list[Trial | Unplanted | Twin] = []
    if options.decimals is not None:
        document, data, twin = round_report(_reading(document, ruleset), data, options.decimals, ruleset)
        found.append(twin)
    subject = Subject(_reading(document, ruleset), ruleset, departments)
    for name in options.classes:
        one = CLASSES[name]
        if (one.file_only and data is None) or not any(code in ruleset.checks for code in one.codes):
            continue
        # The name of the file, not its path: the same archive elsewhere gives the same faults.
        rng = Random(f"{options.seed}/{Path(path).stem}/{name}")
        found += trials(subject, data, one, rng, options.limit)
    return found


def _reading(document: Document, ruleset: RuleSet) -> Reading:
    return extract_reading(document, locate(document, ruleset), ruleset)


_given: _Given | None = None


def _prepare(given: _Given) -> None:
    global _given
    _given = given


def _in_worker(work: Callable[..., T], arguments: tuple[Any, ...]) -> T:
    assert _given is not None
    return work(_given, *arguments)


def _map(work: Callable[..., T], items: Sequence[tuple[Any, ...]], given: _Given, jobs: int) -> Iterator[T]:
    """work(given, *item) for each item, in order."""
    if jobs <= 1 or len(items) <= 1:
        for item in items:
            yield work(given, *item)
        return
    from pebble import ProcessPool

    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    with ProcessPool(max_workers=jobs, initializer=_prepare, initargs=(given,), context=context) as pool:
        for future in [pool.schedule(_in_worker, args=(work, item)) for item in items]:
            yield future.result()
