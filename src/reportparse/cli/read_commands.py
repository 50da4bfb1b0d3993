"""`extract` and `check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from reportparse.cli.complaints import BROKEN, complain
from reportparse.cli.formats import make_writer, refuse_binary
from reportparse.cli.options import SEVERITY, chosen_checks, chosen_limits, job_count, load, reading_options
from reportparse.cli.output import Output, Progress, opened

if TYPE_CHECKING:
    from reportparse.audit.batch import Job
    from reportparse.audit.discovery import Found, NotFound
    from reportparse.model.report import Report

RANKS = {"error": 0, "warning": 1, "info": 2}


@click.command()
@reading_options
def extract(
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    jobs: int,
    settings: tuple[str, ...],
    lang: str,
    folder: str | None,
) -> int:
    """读取报告，输出其中的字段、数据、章节。

    PATH 是文件、文件夹（含下级文件夹）或 zip 压缩包；“-”从标准输入读文件名，一行一个。
    退出码：0 全部读出，2 有文件未能读取或规则有误。
    """
    from reportparse.audit.batch import Job

    rules = load(folder)
    job = Job(rules, lang, None, do_checks=False, limits=chosen_limits(settings, lang))
    return _run(paths, job, format_, output, jobs, "info", "error")


@click.command()
@reading_options
@click.option(
    "--select", metavar="CODES", multiple=True, help="只做这些检查：编码、编码开头（A、A1）或名称，逗号分隔。"
)
@click.option("--ignore", metavar="CODES", multiple=True, help="不做这些检查，写法同上。")
@click.option("--min-severity", type=SEVERITY, default="info", show_default=True, help="只列出达到此级别的问题。")
@click.option(
    "--fail-level", type=SEVERITY, default="error", show_default=True, help="有达到此级别的问题时退出码为 1。"
)
def check(
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    jobs: int,
    settings: tuple[str, ...],
    lang: str,
    folder: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_severity: str,
    fail_level: str,
) -> int:
    """读取报告，列出其中不一致之处。

    PATH 是文件、文件夹（含下级文件夹）或 zip 压缩包；“-”从标准输入读文件名，一行一个。
    退出码：0 没有达到 --fail-level 的问题，1 有，2 有文件未能读取或规则有误（2 优先于 1）。
    """
    from reportparse.audit.batch import Job

    rules = load(folder)
    checks = chosen_checks(rules, select, ignore, lang)
    job = Job(rules, lang, checks, limits=chosen_limits(settings, lang))
    return _run(paths, job, format_, output, jobs, min_severity, fail_level)


def _run(
    paths: tuple[str, ...],
    job: Job,
    format_: str,
    output: str | None,
    jobs: int,
    min_severity: str,
    fail_level: str,
) -> int:
    from reportparse.audit.batch import run_many
    from reportparse.audit.discovery import find_reports

    status = 0
    names = sys.stdin.buffer if "-" in paths else None
    refuse_binary(format_, output, job.lang)
    if format_ == "html":
        job = replace(job, surroundings=True)
    with opened(output, job.lang) as out:
        writer = make_writer(out, format_, job.rules, job.lang, job.do_checks)
        progress = Progress(job.lang)
        # Text on a terminal already shows the problems in their place.
        aloud = not (format_ == "text" and out.terminal)
        writer.begin()
        reports = run_many(_refusing(find_reports(paths, names), out), job, job_count(jobs))
        try:
            for report in reports:
                status = max(status, _status(report, fail_level))
                listed = _listed(report, min_severity)
                if out.terminal or report.problems:
                    progress.clear()
                if aloud:
                    _say_problems(report, job.lang)
                writer.add(listed, omitted=len(report.findings) - len(listed.findings))
                progress.step()
        finally:
            progress.clear()
            # Also after Ctrl-C: what is done is worth having, and the JSON must close.
            writer.end()
    return status


def _refusing(items: Iterator[Found | NotFound], out: Output) -> Iterator[Found | NotFound]:
    from reportparse.readers.bundle import split

    for item in items:
        inside = split(item.path)
        out.refuse(item.path if inside is None else inside[0])
        yield item


def _listed(report: Report, min_severity: str) -> Report:
    kept = [finding for finding in report.findings if RANKS[finding.severity] <= RANKS[min_severity]]
    return report if len(kept) == len(report.findings) else report.model_copy(update={"findings": kept})


def _status(report: Report, fail_level: str) -> int:
    """2 for a file not read or a check that broke, 1 for a finding at or above the level, else 0."""
    if report.status == "failed" or any(problem.stage == "check" for problem in report.problems):
        return BROKEN
    return int(any(RANKS[finding.severity] <= RANKS[fail_level] for finding in report.findings))


def _say_problems(report: Report, lang: str) -> None:
    from reportparse.writers.words import word
    from reportparse.writers.wrap import clean

    for problem in report.problems:
        where = f" ({problem.location.say})" if problem.location else ""
        complain(clean(f"{report.source.path}: {word(problem.stage, lang)}: {problem.message}{where}"), lang)
