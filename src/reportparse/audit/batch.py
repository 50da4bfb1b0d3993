"""One Report for each file, in order, whatever happens to a single one."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from typing import Any

from reportparse.audit.bounds import OutOfTimeError, bound_memory, within
from reportparse.audit.conversions import Conversions
from reportparse.audit.discovery import Found, NotFound
from reportparse.audit.failures import failed_report
from reportparse.model.findings import Say
from reportparse.model.limits import Limits, limits, set_limits, size
from reportparse.model.report import Report
from reportparse.ruleset.rules import RuleSet

AHEAD = 4
"""Files in flight per worker: enough to keep all busy behind a slow one, few enough that memory stays flat."""

RECYCLE = 500
"""Files after which a worker is replaced, so that no library's leak grows without end."""


@dataclass(frozen=True)
class Job:
    """What to do with each file; `checks` are the codes to run, None for all. Travels to the workers once.

    `surroundings` asks for what stands around each finding (`Report.surroundings`). `limits` are those of every process that reads.
    """

    rules: RuleSet
    lang: str = "zh"
    checks: frozenset[str] | None = None
    do_checks: bool = True
    surroundings: bool = False
    limits: Limits = field(default_factory=Limits)


Work = Callable[[Found, Job], Report]


def read_one(item: Found, job: Job) -> Report:
    """The pipeline on one file."""
    from reportparse.pipeline import run

    return run(
        item.path,
        job.rules,
        ready=item.ready,
        lang=job.lang,
        checks=job.checks,
        do_checks=job.do_checks,
        surroundings=job.surroundings,
    )


def run_many(
    items: Iterable[Found | NotFound],
    job: Job,
    jobs: int = 1,
    *,
    work: Work = read_one,
) -> Iterator[Report]:
    """The Reports of `items`, in their order, each as soon as it and those before it are done.

    With jobs > 1 each file is read in a worker process: one that crashes, is killed, takes longer than `limits.seconds`
    or (on Unix) more than `limits.memory` costs only its own file. With jobs = 1 all is done in this process: there the
    time is limited on Unix, in the main thread, to when Python has its turn again; memory is not.
    """
    before = limits()
    set_limits(job.limits)
    try:
        with Conversions() as conversions:
            ahead = conversions.ahead(items)
            if jobs > 1:
                yield from _in_workers(ahead, job, jobs, work)
                return
            for item in ahead:
                yield _missing(item, job) if isinstance(item, NotFound) else _timed(item, job, work)
    finally:
        set_limits(before)


def _missing(item: NotFound, job: Job) -> Report:
    return failed_report(item.path, item.code, item.message, job.lang)


def _timed(item: Found, job: Job, work: Work) -> Report:
    """In this process, with the time limit as far as it holds here."""
    try:
        with within(job.limits.seconds):
            return _guarded(item, job, work)
    except OutOfTimeError:
        return failed_report(item.path, "timeout", _say_timeout(job), job.lang)


def _guarded(item: Found, job: Job, work: Work) -> Report:
    """The pipeline turns bad files into failed Reports itself; what comes through here is a fault of this program."""
    try:
        return work(item, job)
    except Exception as error:
        return failed_report(item.path, "internal-error", _say_internal(error), job.lang)
    finally:
        if item.ready is not None:
            item.ready.discard()


def _say_internal(error: BaseException) -> Say:
    # The innermost frame tells a developer where to look without a page of traceback.
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    what = f"{type(error).__name__}: {error}"
    return Say(
        f"程序内部错误（{what}；{place}），请把此文件和这行文字报告给维护者。",
        f"internal error ({what}; {place}); please report this line and the file.",
    )


_job: Job | None = None
_work: Work = read_one


def _prepare(job: Job, work: Work) -> None:
    """In a worker: keep the rules, and leave Ctrl-C to the parent."""
    global _job, _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    set_limits(job.limits)
    bound_memory(job.limits.memory)
    _job, _work = job, work


def _in_worker(item: Found) -> Report:
    assert _job is not None
    return _guarded(item, _job, _work)


def _in_workers(items: Iterable[Found | NotFound], job: Job, jobs: int, work: Work) -> Iterator[Report]:
    from pebble import ProcessPool

    # A fork of a process with threads (the pool has some) may deadlock; a fork server has none.
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool: Any = ProcessPool(
        max_workers=jobs, max_tasks=RECYCLE, initializer=_prepare, initargs=(job, work), context=context
    )
    waiting: deque[tuple[str, Any]] = deque()
    try:
        for item in items:
            if isinstance(item, NotFound):
                waiting.append((item.path, _missing(item, job)))
            else:
                waiting.append((item.path, pool.schedule(_in_worker, args=(item,), timeout=job.limits.seconds)))
            if len(waiting) >= jobs * AHEAD:
                yield _result(*waiting.popleft(), job)
            while waiting and (isinstance(waiting[0][1], Report) or waiting[0][1].done()):
                yield _result(*waiting.popleft(), job)
        while waiting:
            yield _result(*waiting.popleft(), job)
    finally:
        pool.stop()
        pool.join()


def _say_timeout(job: Job) -> Say:
    seconds = job.limits.seconds
    return Say(
        f"读这个文件超过 {seconds} 秒（seconds）仍未结束，已放弃；文件可能损坏或异常庞大。确需放宽的，用 --limit seconds=数值。",
        f"given up after {seconds} seconds (limit seconds); the file may be damaged or enormous. To allow more: --limit seconds=VALUE.",
    )


def _result(path: str, answer: Any, job: Job) -> Report:
    from pebble import ProcessExpired

    if isinstance(answer, Report):
        return answer
    try:
        report: Report = answer.result()
        return report
    except FutureTimeout:
        return failed_report(path, "timeout", _say_timeout(job), job.lang)
    except ProcessExpired as error:
        message = Say(
            f"读这个文件的进程中途退出（退出码 {error.exitcode}），可能是内存不足（上限 memory 为 {size(job.limits.memory)}）；请单独重试此文件。",
            f"the process reading this file died (exit code {error.exitcode}), perhaps for want of memory (limit memory: {size(job.limits.memory)}); try it alone.",
        )
        return failed_report(path, "worker-died", message, job.lang)
    except Exception as error:
        return failed_report(path, "internal-error", _say_internal(error), job.lang)
