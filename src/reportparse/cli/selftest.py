"""`selftest`: how many planted faults the checks find."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportparse.cli.complaints import BROKEN, complain
from reportparse.cli.options import job_count, lang_option, load, rules_option
from reportparse.cli.output import Progress, opened
from reportparse.errors import UsageError

if TYPE_CHECKING:
    from reportparse.model.findings import Say
    from reportparse.selftest import Options, Run, Score
    from reportparse.selftest.baseline import Baseline


@click.command()
@click.argument("paths", metavar="DIR...", nargs=-1, required=True)
@click.option("--seed", type=int, help="随机种子；同一种子结果相同（默认 1，或基线所用的）。")
@click.option(
    "--limit", type=click.IntRange(min=0), help="每份报告每类错误至多植入几处；0 不限（默认 5，或基线所用的）。"
)
@click.option("--classes", metavar="NAMES", multiple=True, help="只植入这些类别，逗号分隔。")
@click.option(
    "--decimals", type=click.IntRange(min=0, max=6), metavar="N", help="先把报告中的金额四舍五入到 N 位小数。"
)
@click.option("--baseline", metavar="FILE", help="与此文件中的下限比较，低于下限时退出码为 1。")
@click.option("--update-baseline", is_flag=True, help="把本次结果写入 --baseline 的文件，也可以下调。")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="输出格式。"
)
@click.option("-o", "--output", metavar="FILE", help="写入文件，而不是标准输出。")
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="同时处理几份报告；0 为处理器核数。",
)
@rules_option
@lang_option
def selftest(
    paths: tuple[str, ...],
    seed: int | None,
    limit: int | None,
    classes: tuple[str, ...],
    decimals: int | None,
    baseline: str | None,
    update_baseline: bool,
    format_: str,
    output: str | None,
    jobs: int,
    folder: str | None,
    lang: str,
) -> int:
    """在没有问题的报告的副本中植入错误，看检查能找到多少、误报多少。

    DIR 中有错误或警告的报告不用，逐一说明原因。原文件不会改动。
    退出码：0 完成（且不低于基线），1 低于基线，2 没有可用的报告、规则有误。
    """
    from reportparse.selftest import run_selftest, score
    from reportparse.selftest.baseline import falls

    if update_baseline and baseline is None:
        raise UsageError(
            "--update-baseline needs --baseline FILE." if lang == "en" else "--update-baseline 须与 --baseline 同用。"
        )
    rules = load(folder)
    floors = _floors(baseline, update_baseline)
    options = _options(seed, limit, classes, decimals, floors, lang)
    found, missing = _files(paths, lang)
    progress = Progress(lang)
    try:
        run = run_selftest(found, rules, options, job_count(jobs), progress.step)
    finally:
        progress.clear()
    if not run.clean:
        complain("no clean report to plant faults in." if lang == "en" else "没有可以植入错误的无问题报告。", lang)
    result = score(run)
    if update_baseline:
        complaints = _update(Path(baseline or ""), floors, run, result, lang)
    else:
        complaints = list(falls(floors, run, result)) if floors is not None else []
    _print(run, result, complaints, format_, output, lang)
    if missing or not run.clean:
        return BROKEN
    return 1 if complaints and not update_baseline else 0


def _floors(baseline: str | None, update: bool) -> Baseline | None:
    from reportparse.selftest.baseline import load_baseline

    if baseline is None or (update and not Path(baseline).exists()):
        return None
    return load_baseline(Path(baseline))


def _options(
    seed: int | None,
    limit: int | None,
    classes: Iterable[str],
    decimals: int | None,
    floors: Baseline | None,
    lang: str,
) -> Options:
    from reportparse.selftest import CLASSES, Options

    chosen = [word for item in classes for word in re.split(r"[,，、\s]+", item) if word]
    for word in chosen:
        if word not in CLASSES:
            known = ", ".join(CLASSES)
            raise UsageError(
                f"no class {word}; there are {known}." if lang == "en" else f"没有类别 {word}，可用：{known}。"
            )
    default = floors or Options()
    return Options(
        default.seed if seed is None else seed,
        default.limit if limit is None else limit,
        tuple(name for name in CLASSES if not chosen or name in chosen),
        decimals,
    )


def _files(paths: tuple[str, ...], lang: str) -> tuple[list[str], bool]:
    """The reports to use, and whether an argument led to none."""
    from reportparse.audit.discovery import Found, find_reports

    found: list[str] = []
    missing = False
    for item in find_reports(paths):
        if isinstance(item, Found):
            found.append(item.path)
        else:
            missing = True
            complain(f"{item.path}: {item.message.in_language(lang)}", lang)
    return found, missing


def _update(path: Path, old: Baseline | None, run: Run, result: Score, lang: str) -> list[Say]:
    from reportparse.selftest import CLASSES
    from reportparse.selftest.baseline import lowered, measured, write_baseline

    if len(run.options.classes) < len(CLASSES):
        raise UsageError(
            "a baseline is written of all classes; leave out --classes."
            if lang == "en"
            else "基线须包含全部类别，请去掉 --classes。"
        )
    if not run.clean:
        return []
    new = measured(run, result, old)
    write_baseline(path, new)
    return list(lowered(old, new)) if old is not None else []


def _print(run: Run, result: Score, complaints: list[Say], format_: str, output: str | None, lang: str) -> None:
    import json

    from reportparse.selftest.say import as_data, text_lines

    with opened(output, lang) as out:
        if format_ == "json":
            json.dump(as_data(run, result, complaints, lang), out.stream, ensure_ascii=False, indent=2)
            out.stream.write("\n")
        else:
            for line in text_lines(run, result, complaints, lang):
                out.stream.write(line + "\n")
