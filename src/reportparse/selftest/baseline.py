"""The floors that results may not fall below, kept beside the corpus they were measured on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import floor
from pathlib import Path
from typing import Any

from reportparse.errors import UsageError
from reportparse.model.findings import Say
from reportparse.selftest.run import Options, Run
from reportparse.selftest.score import Line, Rate, Score

_MEASURES = ("recall", "precision")
Floors = dict[str, dict[str, dict[str, float]]]


@dataclass(frozen=True)
class Baseline:
    """`floors` is format → class → `recall` and `precision`; `corpus` the digest of the clean reports they were measured on.

    `rounded` has the same for runs whose amounts were first rounded, by the number of decimals.
    """

    corpus: str
    seed: int
    limit: int
    floors: Floors = field(default_factory=dict)
    rounded: dict[int, Floors] = field(default_factory=dict)

    def of(self, options: Options) -> Floors | None:
        """The floors of runs with these options, None where there are none."""
        return self.floors if options.decimals is None else self.rounded.get(options.decimals)


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline. Raises UsageError where the file is none."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        rounded = {int(decimals): _floors(floors) for decimals, floors in given.get("rounded", {}).items()}
        return Baseline(
            str(given["corpus"]), int(given["seed"]), int(given["limit"]), _floors(given["floors"]), rounded
        )
    except FileNotFoundError as error:
        raise UsageError(f"没有基线文件 {path}，可用 --update-baseline 建立。") from error
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} 不是基线文件（{type(error).__name__}: {error}）。") from error


def _floors(given: dict[str, Any]) -> Floors:
    return {
        format_: {name: {measure: float(line[measure]) for measure in _MEASURES} for name, line in lines.items()}
        for format_, lines in given.items()
    }


def measured(run: Run, score: Score, old: Baseline | None = None) -> Baseline:
    """A baseline of what was measured, rounded down. The floors of `old` for runs with other decimals are kept."""
    floors = {
        format_: {name: {"recall": _down(line.recall), "precision": _down(line.precision)} for name, line in lines.items()}
        for format_, lines in score.lines.items()
    }  # fmt: skip
    options = run.options
    kept = old or Baseline(run.digest, options.seed, options.limit)
    if options.decimals is None:
        return Baseline(run.digest, options.seed, options.limit, floors, kept.rounded)
    rounded = {**kept.rounded, options.decimals: floors}
    return Baseline(run.digest, options.seed, options.limit, kept.floors, rounded)


def write_baseline(path: Path, baseline: Baseline) -> None:
    content: dict[str, Any] = {
        "corpus": baseline.corpus,
        "seed": baseline.seed,
        "limit": baseline.limit,
        "floors": baseline.floors,
    }
    if baseline.rounded:
        content["rounded"] = {str(decimals): floors for decimals, floors in sorted(baseline.rounded.items())}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def falls(baseline: Baseline, run: Run, score: Score) -> Iterator[Say]:
    """In what a run falls below the floors; nothing where it does not."""
    if baseline.corpus != run.digest:
        yield Say("无问题的报告与建立基线时不同", "the clean reports are not those that the floors were measured on")
    for twin in run.twins:
        if twin.false:
            yield Say(
                f"{twin.path}：仅四舍五入即有错误或警告", f"{twin.path}: errors or warnings from the rounding alone"
            )
    held = baseline.of(run.options)
    if held is None:
        places = run.options.decimals
        yield Say(f"基线中没有 {places} 位小数的下限", f"there are no floors for {places} decimals")
        return
    classes = {name for lines in held.values() for name in lines} - {"all"}
    for format_, lines in held.items():
        for name, floors in lines.items():
            if name in run.options.classes or classes <= set(run.options.classes):
                yield from _fall(f"{format_} {name}", floors, score.lines.get(format_, {}).get(name))


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
    yield from _lowered("", old.floors, new.floors)
    for decimals, floors in old.rounded.items():
        yield from _lowered(f"{decimals}: ", floors, new.rounded.get(decimals, {}))


def _lowered(head: str, old: Floors, new: Floors) -> Iterator[Say]:
    for format_, lines in old.items():
        for name, floors in lines.items():
            now = new.get(format_, {}).get(name)
            for measure in _MEASURES:
                before = floors[measure]
                if now is None or now[measure] < before:
                    after = "—" if now is None else f"{now[measure]:.4f}"
                    yield Say(
                        f"基线下调：{head}{format_} {name} {measure} {before:.4f} → {after}",
                        f"floor lowered: {head}{format_} {name} {measure} {before:.4f} → {after}",
                    )


def _down(rate: Rate) -> float:
    return floor(rate.hits * 10_000 / rate.tries) / 10_000 if rate.tries else 1.0
