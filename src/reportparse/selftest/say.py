"""The result of a self-test, in words and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from reportparse.model.findings import Say
from reportparse.selftest.classes import CLASSES
from reportparse.selftest.run import Run
from reportparse.selftest.score import ALL, Line, Rate, Score
from reportparse.selftest.trial import Trial
from reportparse.writers.wrap import width

_ALL = Say("合计", "all")
_HEADS = (
    Say("类别", "class"), Say("植入", "planted"), Say("找到", "found"), Say("召回率（95% 区间）", "recall (95 %)"),
    Say("误报", "false"), Say("准确率（95% 区间）", "precision (95 %)"),
)  # fmt: skip
_FORMATS = {"docx": Say("Word", "Word"), "pdf": Say("PDF", "PDF")}
_ROUTES = {"document": Say("内存", "document"), "file": Say("文件", "file")}


def text_lines(run: Run, score: Score, complaints: Iterable[Say], lang: str) -> Iterator[str]:
    """What is printed for people."""
    zh = lang == "zh"
    yield (
        f"无问题的报告 {len(run.clean)} 份，植入错误 {len(run.trials)} 处（种子 {run.options.seed}，每份每类至多 {run.options.limit or '不限'}）"
        if zh
        else f"{len(run.clean)} clean reports, {len(run.trials)} faults planted (seed {run.options.seed}, "
        f"at most {run.options.limit or 'any number'} a class and report)"
    )
    yield from _rounded(run, lang)
    for format_, lines in score.lines.items():
        yield ""
        yield from _table(format_, lines, lang)
    yield from _misses(run.trials, lang)
    yield from _rest(run, lang)
    listed = list(complaints)
    if listed:
        yield ""
        yield from (one.in_language(lang) for one in listed)


def _rounded(run: Run, lang: str) -> Iterator[str]:
    """How many amounts were rounded before, and what the checks then said of the rounded reports without a fault."""
    if run.options.decimals is None:
        return
    places, count = run.options.decimals, sum(twin.rounded for twin in run.twins)
    loud = [twin for twin in run.twins if twin.false]
    yield (
        f"先把 {count} 个金额四舍五入到 {places} 位小数；仅此一改即有错误或警告的 {len(loud)} 份"
        if lang == "zh"
        else f"{count} amounts first rounded to {places} decimals; {len(loud)} reports have errors or warnings from that alone"
    )
    for twin in loud:
        yield f"  {twin.path}"
        for message in twin.false:
            yield f"    {message}"
    for twin in run.twins:
        if twin.no_file is not None:
            why = twin.no_file.in_language(lang)
            yield (
                f"  {twin.path}：文件未能改写，只在内存中植入（{why}）"
                if lang == "zh"
                else f"  {twin.path}: only in the document ({why})"
            )


def _table(format_: str, lines: dict[str, Line], lang: str) -> Iterator[str]:
    rows = [[head.in_language(lang) for head in _HEADS]]
    for name, line in lines.items():
        say = _ALL if name == ALL else CLASSES[name].say
        title = say.in_language(lang) + ("" if lang == "en" or name == ALL else f" {name}")
        false = line.precision.tries - line.precision.hits
        rows.append(
            [
                title,
                str(line.recall.tries),
                str(line.recall.hits),
                _rate(line.recall),
                str(false),
                _rate(line.precision),
            ]
        )
    widths = [max(width(row[column]) for row in rows) for column in range(len(_HEADS))]
    routes = ", ".join(
        f"{_ROUTES[route].in_language(lang)} {rate.hits}/{rate.tries}" for route, rate in lines[ALL].by_route.items()
    )
    yield f"{_FORMATS.get(format_, Say(format_, format_)).in_language(lang)} ({routes})"
    for row in rows:
        cells = [row[0] + " " * (widths[0] - width(row[0]))]
        cells += [" " * (widths[column] - width(row[column])) + row[column] for column in range(1, len(row))]
        yield "  " + "  ".join(cells)


def _rate(rate: Rate) -> str:
    if rate.value is None:
        return "–"
    low, high = rate.interval
    return f"{rate.value:.3f} ({low:.3f}–{high:.3f})"


def _misses(trials: Iterable[Trial], lang: str) -> Iterator[str]:
    listed = list(trials)
    missed = [trial for trial in listed if not trial.found]
    false = [trial for trial in listed if trial.false]
    if missed:
        yield ""
        yield f"没有找到的（{len(missed)}）：" if lang == "zh" else f"Not found ({len(missed)}):"
        for trial in missed:
            yield f"  {_head(trial, lang)}"
            yield f"    {trial.where}"
            yield f"    {trial.was} → {trial.now}"
            if trial.codes:
                said = ", ".join(trial.codes)
                wanted = " / ".join(trial.expected)
                yield f"    此处报出 {said}，应为 {wanted}" if lang == "zh" else f"    {said} said there, not {wanted}"
    if false:
        yield ""
        count = sum(len(trial.false) for trial in false)
        yield f"与所植错误无关的报出（{count}）：" if lang == "zh" else f"False findings ({count}):"
        for trial in false:
            yield f"  {_head(trial, lang)}: {trial.was} → {trial.now}"
            for message in trial.false:
                yield f"    {message}"


def _head(trial: Trial, lang: str) -> str:
    return (
        f"{trial.path} · {CLASSES[trial.fault_class].say.in_language(lang)} · {_ROUTES[trial.route].in_language(lang)}"
    )


def _rest(run: Run, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    if run.left_out:
        yield ""
        yield f"未用的报告（{len(run.left_out)}）：" if zh else f"Reports left out ({len(run.left_out)}):"
        for one in run.left_out:
            yield f"  {one.path}: {one.why.in_language(lang)}"
    planted = {trial.fault_class for trial in run.trials}
    for name in run.options.classes:
        say = CLASSES[name].say.in_language(lang)
        codes = ", ".join(CLASSES[name].codes)
        if name in run.without:
            yield f"未测：{say}（规则中没有 {codes}）" if zh else f"not tried: {say} (the rules have no {codes})"
        elif name not in planted:
            yield f"未测：{say}（没有可植入之处）" if zh else f"not tried: {say} (no place to plant it)"
    for (name, why), count in sorted(
        Counter((one.fault_class, one.why.in_language(lang)) for one in run.unplanted).items()
    ):
        say = CLASSES[name].say.in_language(lang)
        yield f"未能写入文件：{say} {count} 处（{why}）" if zh else f"not written into the file: {say}, {count} ({why})"


def as_data(run: Run, score: Score, complaints: Iterable[Say], lang: str) -> dict[str, Any]:
    """The same for programs."""
    return {
        "seed": run.options.seed,
        "limit": run.options.limit,
        "decimals": run.options.decimals,
        "rounded": [
            {"path": one.path, "amounts": one.rounded, "false": list(one.false), "file": one.no_file is None}
            for one in run.twins
        ],
        "corpus": run.digest,
        "results": {
            format_: {name: _line(line) for name, line in lines.items()} for format_, lines in score.lines.items()
        },
        "clean": [asdict(one) for one in run.clean],
        "left_out": [{"path": one.path, "why": one.why.in_language(lang)} for one in run.left_out],
        "not_tried": list(run.without),
        "misses": [asdict(trial) for trial in run.trials if not trial.found],
        "false_findings": [asdict(trial) for trial in run.trials if trial.false],
        "not_written": [
            {"path": one.path, "fault_class": one.fault_class, "why": one.why.in_language(lang)}
            for one in run.unplanted
        ],
        "baseline": [one.in_language(lang) for one in complaints],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "recall": _share(line.recall),
        "precision": _share(line.precision),
        "routes": {route: _share(rate) for route, rate in line.by_route.items()},
    }


def _share(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    value = None if rate.value is None else round(rate.value, 4)
    return {"hits": rate.hits, "tries": rate.tries, "value": value, "low": round(low, 4), "high": round(high, 4)}
