"""The writer for each `--format`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reportparse.errors import UsageError

if TYPE_CHECKING:
    from reportparse.cli.output import Output
    from reportparse.model.report import Tool
    from reportparse.ruleset.rules import RuleSet
    from reportparse.writers.protocol import Writer


def refuse_binary(format_: str, output: str | None, lang: str) -> None:
    """Raises UsageError where a workbook would end on a terminal or where nobody asked for it (`-o -` is a request)."""
    if format_ != "xlsx" or (output is not None and output != "-"):
        return
    if output is None or sys.stdout.isatty():
        raise UsageError(
            "--format xlsx is a workbook and not for the screen; name a file with -o, for example -o findings.xlsx."
            if lang == "en"
            else "--format xlsx 是电子表格文件，不能显示在屏幕上；请用 -o 指定文件，例如 -o 问题清单.xlsx。"
        )


def make_writer(out: Output, format_: str, rules: RuleSet, lang: str, do_checks: bool) -> Writer:
    """The writer for a format, with the names that the rules give to forms, checks and concepts."""
    if format_ == "json":
        from reportparse.writers.json_writer import JsonWriter

        return JsonWriter(out.stream, _tool(rules))
    if format_ == "jsonl":
        from reportparse.writers.json_writer import JsonLinesWriter

        return JsonLinesWriter(out.stream)
    if format_ == "csv":
        from reportparse.writers.csv_writer import FactsCsvWriter, FindingsCsvWriter

        return FindingsCsvWriter(out.stream, lang) if do_checks else FactsCsvWriter(out.stream)
    names = {edition.id: edition.name for edition in rules.editions.editions}
    titles = {code: getattr(check.rule.title, lang) for code, check in rules.checks.items()}
    if format_ == "xlsx":
        from reportparse.writers.xlsx_writer import XlsxWriter

        concepts = {concept.id: concept.label for concept in rules.concepts.concepts}
        return XlsxWriter(out.binary, lang, names, titles, concepts, do_checks)
    if format_ == "html":
        from reportparse.writers.html_writer import HtmlWriter

        return HtmlWriter(out.stream, _tool(rules), lang, names, titles, do_checks)
    if format_ == "sarif":
        from reportparse.writers.sarif_writer import SarifRule, SarifWriter

        described = [
            SarifRule(
                code=code,
                name=check.rule.name,
                title=titles[code],
                explain=getattr(check.rule.explain, lang).strip(),
                severity=check.rule.severity,
                basis=check.rule.basis,
                false_positives=check.rule.false_positives,
            )
            for code, check in rules.checks.items()
        ]
        return SarifWriter(out.stream, _tool(rules), described, lang)
    from reportparse.writers.outline_writer import OutlineWriter
    from reportparse.writers.text_writer import TextWriter

    if do_checks:
        return TextWriter(out.stream, lang, out.columns, out.colour, names, titles)
    return OutlineWriter(out.stream, lang, out.columns, out.colour, names)


def _tool(rules: RuleSet) -> Tool:
    from reportparse import __version__
    from reportparse.model.report import Tool

    return Tool(name="reportparse", version=__version__, rules_digest=rules.digest)
