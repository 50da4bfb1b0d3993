"""`rules list`, `rules validate`, `rules test`."""

from __future__ import annotations

import click

from reportparse.cli.options import chosen_checks, lang_option, load, rules_option
from reportparse.cli.output import opened


@click.group()
def rules() -> None:
    """规则文件夹：列出、校验、运行用例。"""


@rules.command("list")
@rules_option
@lang_option
def list_(folder: str | None, lang: str) -> None:
    """列出所有检查：编码、级别、名称、标题。"""
    from reportparse.writers.words import word
    from reportparse.writers.wrap import width

    loaded = load(folder)
    rows = [
        (code, word(check.rule.severity, lang), check.rule.name, getattr(check.rule.title, lang))
        for code, check in loaded.checks.items()
    ]
    widths = [max((width(row[column]) for row in rows), default=0) for column in range(3)]
    with opened(None) as out:
        for row in rows:
            padded = (text + " " * (widths[column] - width(text)) for column, text in enumerate(row[:3]))
            out.stream.write("  ".join((*padded, row[3])) + "\n")


@rules.command()
@rules_option
def validate(folder: str | None) -> None:
    """校验规则文件夹（含用例），列出全部错误：文件:行:列: 键: 说明。有错误时退出码为 2。"""
    from reportparse.errors import RuleError, RuleFault
    from reportparse.readers.sketch import sketch
    from reportparse.ruleset.loader import load_cases, load_rules

    loaded = load_rules(folder, cases=True)
    faults = []
    for check in loaded.checks.values():
        for index, case in enumerate(load_cases(check).cases):
            try:
                sketch(case.blocks)
            except ValueError as error:
                faults.append(RuleFault(str(check.cases), None, None, f"cases[{index}].blocks", str(error)))
    if faults:
        raise RuleError(faults)
    click.echo(f"OK {len(loaded.checks)} checks")


@rules.command()
@rules_option
@click.option("--select", metavar="CODES", multiple=True, help="只运行这些检查的用例。")
def test(folder: str | None, select: tuple[str, ...]) -> int:
    """运行规则旁的用例，列出结果不符的。有不符时退出码为 1。"""
    from reportparse.audit.cases import run_cases

    loaded = load(folder)
    chosen = chosen_checks(loaded, select, (), "zh")
    run = failed = 0
    with opened(None) as out:
        for outcome in run_cases(loaded, chosen):
            run += 1
            if outcome.faults:
                failed += 1
                out.stream.write(f"{outcome.code} {outcome.case}\n")
                for fault in outcome.faults:
                    out.stream.write(f"    {fault}\n")
        out.stream.write(f"用例 {run} 个，不符 {failed} 个\n")
    return 1 if failed else 0
