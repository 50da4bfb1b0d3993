"""The command line. Everything heavy is imported inside the commands, so that `--help` is there at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from reportparse.cli.complaints import guarded
from reportparse.cli.explain import explain
from reportparse.cli.read_commands import check, extract
from reportparse.cli.rules_commands import rules
from reportparse.cli.schema import schema
from reportparse.cli.selftest import selftest
from reportparse.cli.trace import trace


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from reportparse import __version__

        click.echo(f"reportparse {__version__}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本号。")
def cli() -> None:
    """读取部门整体支出绩效自评报告（Word、PDF），列出前后不一致之处。

    Reads performance self-evaluation reports and lists what does not hold together.
    """


for command in (extract, check, explain, rules, schema, selftest, trace):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status. Never raises and never prints a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: _run(given), given)


def _run(arguments: list[str]) -> object:
    # Not cli.main(): that has its own ways with interruptions and closed pipes.
    with cli.make_context("reportparse", arguments) as context:
        return cli.invoke(context)
