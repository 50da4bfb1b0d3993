"""What goes wrong, said in one line on standard error, with an exit status. No traceback reaches a user."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from reportparse.errors import ReadError, ReportParseError, RuleError

INTERRUPTED = 130
CLOSED = 141
"""Of a run whose reader went away (`| head`), as the shell has it: no statement about the reports."""

BROKEN = 2


def guarded(call: Callable[[], Any], arguments: Sequence[str]) -> int:
    """The exit status of `call`; an int it returns or exits with is the status, everything raised is said."""
    lang = _language(arguments)
    try:
        result = call()
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return BROKEN
    except click.UsageError as error:
        complain(_say_usage(error, lang), lang)
        return BROKEN
    except click.ClickException as error:
        complain(error.format_message(), lang)
        return BROKEN
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。" if lang == "zh" else "interrupted.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _quiet_stdout()
        return CLOSED
    except RuleError as error:
        say_faults(error, lang)
        return BROKEN
    except ReadError as error:
        complain(f"{error.path}: {error.said.in_language(lang)}", lang)
        return BROKEN
    except ReportParseError as error:
        complain(str(error), lang)
        return BROKEN
    except OSError as error:
        complain(_say_os(error, lang), lang)
        return BROKEN
    except Exception as error:
        complain(_say_unexpected(error, lang), lang)
        return BROKEN
    return result if isinstance(result, int) else 0


def complain(message: str, lang: str = "zh") -> None:
    """One message on standard error, led by the tool's name."""
    click.echo(f"reportparse{'：' if lang == 'zh' else ': '}{message}", err=True)


def say_faults(error: RuleError, lang: str) -> None:
    """All faults of a rule folder, one a line, on standard error."""
    for fault in error.faults:
        click.echo(str(fault), err=True)
    count = len(error.faults)
    click.echo(
        f"{count} faults in the rules, nothing run." if lang == "en" else f"规则有 {count} 处错误，未运行。", err=True
    )


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, read before the arguments are known to be sound."""
    for given, following in zip_longest(arguments, arguments[1:]):
        if given == "--lang=en" or (given == "--lang" and following == "en"):
            return "en"
    return "zh"


def _quiet_stdout() -> None:
    # Whoever read our output has gone (`| head`); flushing at exit must not fail again.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _say_usage(error: click.UsageError, lang: str) -> str:
    command = error.ctx.command_path if error.ctx else "reportparse"
    if lang == "en":
        return f"{error.format_message()} See `{command} --help`."
    return f"{_usage_in_chinese(error)}用法见 {command} --help。"


def _usage_in_chinese(error: click.UsageError) -> str:
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = next((part for part in error.param.opts if part.startswith("--")), error.param.human_readable_name)
    if isinstance(error, click.NoSuchOption):
        close = f"，是不是 {sorted(error.possibilities)[0]}？" if error.possibilities else "。"
        return f"没有选项 {error.option_name}{close}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {name}。"
    message = error.message
    if isinstance(error, click.BadParameter):
        choice = re.search(r"'(.*)' is not one of (.*)\.", message)
        if choice:
            allowed = choice[2].replace("'", "").replace(", ", "、")
            return f"{name} 不能是 {choice[1]}，应为 {allowed} 之一。"
        number = re.search(r"'(.*)' is not a valid", message) or re.search(r"(\S+) is not in the range", message)
        if number:
            return f"{name} 的值 {number[1]} 不可用。"
        return f"{name}：{error.message}"
    command = re.search(r"No such command '(.*?)'", message)
    if command:
        known = error.ctx.command if error.ctx else None
        names = known.commands if isinstance(known, click.Group) else ()
        return f"没有命令 {command[1]}{did_you_mean(command[1], names) or '。'}"
    missing = re.search(r"Option '(.*?)' requires an argument", message)
    if missing:
        return f"选项 {missing[1]} 需要一个值。"
    if message.startswith("Missing command"):
        return "缺少命令。"
    extra = re.search(r"unexpected extra arguments? \((.*)\)", message)
    if extra:
        return f"多余的参数 {extra[1]}。"
    return message if message.endswith(("。", ".")) else message + "。"


def did_you_mean(word: str, candidates: Any, lang: str = "zh") -> str:
    """`，是不是 check？`-like words for the closest candidate, or ''."""
    import difflib

    close = difflib.get_close_matches(word, sorted(candidates), n=1, cutoff=0.5)
    if not close:
        return ""
    return f"; did you mean {close[0]}?" if lang == "en" else f"，是不是 {close[0]}？"


def _say_os(error: OSError, lang: str) -> str:
    name = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or str(error)
    return f"{name}{reason}." if lang == "en" else f"{name}系统不允许或无法完成读写（{reason}）。"


def _say_unexpected(error: Exception, lang: str) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "reportparse" in Path(frame.filename).parts] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    # Of a library's long complaint the first line names the matter; the place tells the rest.
    first = str(error).strip().splitlines()[0] if str(error).strip() else ""
    what = f"{type(error).__name__}: {first}" if first else type(error).__name__
    if lang == "en":
        return f"internal error ({what}, at {place}). Please report this line, the command and, if you may, the file."
    return f"程序内部错误（{what}，位于 {place}）。请把这一行、所用命令和（如可公开）文件报告给维护者。"
