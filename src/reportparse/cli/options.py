"""Options that several commands share, and what their values mean."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportparse.cli.complaints import did_you_mean
from reportparse.errors import UsageError

if TYPE_CHECKING:
    from reportparse.model.limits import Limits
    from reportparse.ruleset.rules import RuleSet

F = TypeVar("F", bound=Callable[..., Any])

SEVERITY = click.Choice(["error", "warning", "info"])


def lang_option(command: F) -> F:
    return click.option(
        "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="输出所用语言。"
    )(command)


def rules_option(command: F) -> F:
    return click.option("--rules", "folder", metavar="DIR", help="用这个规则文件夹代替随包的规则。")(command)


def reading_options(command: F) -> F:
    """What `extract` and `check` have in common."""
    for option in reversed(
        (
            click.argument("paths", metavar="PATH...", nargs=-1, required=True),
            click.option(
                "--format",
                "format_",
                type=click.Choice(["text", "json", "jsonl", "csv", "xlsx", "html", "sarif"]),
                default="text",
                show_default=True,
                help="输出格式；xlsx 须与 -o 同用。",
            ),
            click.option("-o", "--output", metavar="FILE", help="写入文件（写完才替换旧文件），而不是标准输出。"),
            click.option(
                "--jobs",
                type=click.IntRange(min=0),
                default=1,
                show_default=True,
                help="同时读几个文件；0 为处理器核数。",
            ),
            click.option(
                "--limit",
                "settings",
                metavar="NAME=VALUE",
                multiple=True,
                help="改一项安全上限，可重复；大小可写 K、M、G。",
            ),
        )
    ):
        command = option(command)
    return rules_option(lang_option(command))


def job_count(jobs: int) -> int:
    """The number of workers: 0 stands for one per core this process may use."""
    if jobs:
        return jobs
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def chosen_limits(settings: Iterable[str], lang: str) -> Limits:
    """The limits with those that the command line changes. Raises UsageError."""
    from reportparse.model.limits import Limits, names

    found = Limits()
    for setting in settings:
        try:
            found = found.with_setting(setting)
        except ValueError as error:
            known = ", ".join(names()) if lang == "en" else "、".join(names())
            if lang == "en":
                raise UsageError(f"--limit {setting}: {error} is no limit or no number; limits: {known}.") from error
            raise UsageError(f"--limit {setting}：{error} 不是上限的名称或整数。上限有：{known}。") from error
    return found


def load(folder: str | None) -> RuleSet:
    """The rules a command works with. Raises RuleError."""
    from reportparse.ruleset.loader import load_rules

    return load_rules(folder)


def chosen_checks(rules: RuleSet, select: Iterable[str], ignore: Iterable[str], lang: str) -> frozenset[str] | None:
    """The codes to run, or None for all. An item is a code, the beginning of codes (`A`, `A1`) or a check's name.

    Raises UsageError for an item that means no check.
    """
    chosen = _codes(rules, select, lang)
    ignored = _codes(rules, ignore, lang)
    if chosen is None and ignored is None:
        return None
    return frozenset(rules.checks if chosen is None else chosen) - (ignored or frozenset())


def _codes(rules: RuleSet, items: Iterable[str], lang: str) -> frozenset[str] | None:
    words = [word for item in items for word in re.split(r"[,，、\s]+", item) if word]
    if not words:
        return None
    found: set[str] = set()
    for word in words:
        codes = {
            code
            for code, check in rules.checks.items()
            if code.startswith(word.upper()) or check.rule.name == word.lower()
        }
        if not codes:
            raise UsageError(unknown_code(rules, word, lang))
        found |= codes
    return frozenset(found)


def unknown_code(rules: RuleSet, word: str, lang: str) -> str:
    names = [check.rule.name for check in rules.checks.values()]
    hint = did_you_mean(word.upper(), rules.checks, lang) or did_you_mean(word.lower(), names, lang)
    if lang == "en":
        return f"no check {word}{hint or '.'} `reportparse rules list` lists all."
    return f"没有检查 {word}{hint or '。'}用 reportparse rules list 查看全部编码。"
