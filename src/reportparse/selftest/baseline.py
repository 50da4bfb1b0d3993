"""The floors that results may not fall below, kept beside the corpus they were measured on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import floor
from pathlib import Path

from reportparse.errors import UsageError
from reportparse.model.findings import Say
from reportparse.selftest.run import Run
from reportparse.selftest.score import Line, Rate, Score

_MEASURES = ("recall", "precision")


@dataclass(frozen=True)
class Baseline:
    """`floors` is format → class → `recall` and `precision`; `corpus` the digest of the clean reports they were measured on."""

    corpus: str
    seed: int
    limit: int
    floors: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises UsageError where the file is none."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        floors = {
            format_: {name: {measure: float(line[measure]) for measure in _MEASURES} for name, line in lines.items()}
            for format_, lines in given["floors"].items()
        }
        return Baseline(str(given["corpus"]), int(given["seed"]), int(given["limit"]), floors)
    except FileNotFoundError as error:
        raise UsageError(f"没有基线文件 {path}，可用 --update-baseline 建立。") from error
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} 不是基线文件（{type(error).__name__}: {error}）。") from error


def measured(run: Run, score: Score) -> Baseline:
    """A baseline of what was measured, rounded down."""
    floors = {
        format_: {name: {"recall": _down(line.recall), "precision": _down(line.precision)} for name, line in lines.items()}
        for format_, lines in score.lines.items()
    }  # fmt: skip
    return Baseline(run.digest, run.options.seed, run.options.limit, floors)


def write_baseline(path: Path, baseline: Baseline) -> None:
    content = {
        "corpus": baseline.corpus,
        "seed": baseline.seed,
        "limit": baseline.limit,
        "floors": baseline.floors,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def falls(baseline: Baseline, run: Run, score: Score) -> Iterator[Say]:
    """In what a run falls below the floors; nothing where it does not."""
    if baseline.corpus != run.digest:
        yield Say("无问题的报告与建立基线时不同", "the clean reports are not those that the floors were measured on")
    for format_, lines in baseline.floors.items():
        for name, floors in lines.items():
            if name in run.options.classes or set(baseline_classes(baseline)) <= set(run.options.classes):
                yield from _fall(f"{format_} {name}", floors, score.lines.get(format_, {}).get(name))


def baseline_classes(baseline: Baseline) -> tuple[str, ...]:
    """The classes with floors, the sum over all left out."""
    return tuple(sorted({name for lines in baseline.floors.values() for name in lines} - {"all"}))


def _fall(what: str, floors: dict[str, float], line: Line | None) -> Iterator[Say]:
    if line is None:
        yield Say(f"{what}：基线中有，本次没有测到", f"{what}: has a floor but was not measured")
        return
    for measure, rate in (("recall", line.recall), ("precision", line.precision)):
        if rate.value is not None and _down(rate) < floors[measure]:
            zh = "召回率" if measure == "recall" else "准确率"
            now, before = f"{_down(rate):.4f}", f"{floors[measure]:.4f}"
            yield Say(f"{what}：{zh} {now}，低于基线 {before}", f"{what}: {measure} {now} is below its floor {before}")


def lowered(old: Baseline, new: Baseline) -> Iterator[Say]:
    """The floors that are lower in the new one, or gone."""
    for format_, lines in old.floors.items():
        for name, floors in lines.items():
            now = new.floors.get(format_, {}).get(name)
            for measure in _MEASURES:
                before = floors[measure]
                if now is None or now[measure] < before:
                    after = "—" if now is None else f"{now[measure]:.4f}"
                    yield Say(
                        f"基线下调：{format_} {name} {measure} {before:.4f} → {after}",
                        f"floor lowered: {format_} {name} {measure} {before:.4f} → {after}",
                    )


def _down(rate: Rate) -> float:
    return floor(rate.hits * 10_000 / rate.tries) / 10_000 if rate.tries else 1.0
