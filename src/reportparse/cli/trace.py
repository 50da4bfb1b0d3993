"""`trace`: what each locator and rule saw in a file, for those who write rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from reportparse.cli.options import lang_option, load, rules_option, unknown_code
from reportparse.cli.output import opened
from reportparse.errors import UsageError

if TYPE_CHECKING:
    from reportparse.pipeline import Trace
    from reportparse.ruleset.rules import RuleSet

_WORDS = {
    "zh": {
        "edition": "表式", "unknown": "未能识别", "attempts": "查找", "regions": "表格区域", "headings": "标题", "claims": "正文中的数",
        "checks": "检查", "ran": "已运行", "not run": "未运行", "failed": "出错", "looked": "看过的", "nothing": "通读全文，没有逐项可列",
        "passages": "段落", "facts": "表中数据", "columns": "列", "rows": "行", "breaks": "序号不连续", "found": "报出", "left": "未核对",
    },
    "en": {
        "edition": "form", "unknown": "not recognised", "attempts": "locators", "regions": "table regions", "headings": "headings",
        "claims": "figures of the text", "checks": "checks", "ran": "ran", "not run": "not run", "failed": "failed",
        "looked": "looked at", "nothing": "the whole text, nothing to list one by one", "passages": "passages",
        "facts": "table figures", "columns": "columns", "rows": "rows", "breaks": "breaks in the numbering", "found": "found", "left": "not checked",
    },
}  # fmt: skip


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--rule",
    "rule",
    metavar="CODE",
    help="只看一项：检查编码（C201）或名称，或查找规则（tables.yaml/income、income）。",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="输出格式。"
)
@click.option("-o", "--output", metavar="FILE", help="写入文件，而不是标准输出。")
@rules_option
@lang_option
def trace(file: str, rule: str | None, format_: str, output: str | None, folder: str | None, lang: str) -> None:
    """写规则时用：各条查找规则和检查在这个文件里看到了什么，为什么匹配或不匹配。"""
    import json

    from reportparse import pipeline

    rules = load(folder)
    code = _code(rules, rule)
    traced = pipeline.trace(file, rules, None if rule is None else (code,) if code else ())
    data = _data(traced, rules, rule, code, lang)
    with opened(output, lang) as out:
        if format_ == "json":
            json.dump(data, out.stream, ensure_ascii=False, indent=2)
            out.stream.write("\n")
        else:
            for line in _lines(data, _WORDS[lang]):
                out.stream.write(line + "\n")


def _code(rules: RuleSet, rule: str | None) -> str | None:
    names = {check.rule.name: code for code, check in rules.checks.items()}
    if rule is None:
        return None
    return rule.upper() if rule.upper() in rules.checks else names.get(rule.lower())


def _data(traced: Trace, rules: RuleSet, rule: str | None, code: str | None, lang: str) -> dict[str, Any]:
    from reportparse.cli.trace_data import one_check, one_rule, trace_data

    if rule is None:
        return trace_data(traced, rules, lang)
    if code is not None:
        return {"checks": [one_check(traced, rules, rules.checks[code], lang)]}
    known = {f"tables.yaml/{table.id}" for table in rules.tables.tables}
    known |= {f"fields.yaml/{field.id}" for field in rules.fields.fields}
    known |= {f"editions.yaml/{edition.id}" for edition in rules.editions.editions}
    known |= {attempt.rule for attempt in traced.outline.trace}
    wanted = [name for name in sorted(known) if name == rule or name.partition("/")[2] == rule]
    if not wanted:
        raise UsageError(unknown_code(rules, rule, lang))
    found = [one_rule(traced, name, lang) for name in wanted]
    return {
        "attempts": [attempt for one in found for attempt in one["attempts"]],
        "regions": [region for one in found for region in one["regions"]],
    }


def _lines(data: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    if "source" in data:
        yield f"{data['source']['path']} ({data['source']['format']})"
        yield f"{words['edition']}: {data['edition'] or words['unknown']}"
    if "attempts" in data:
        yield f"\n{words['attempts']} ({len(data['attempts'])})"
        for one in data["attempts"]:
            yield f"  {'✓' if one['matched'] else '✗'} {one['rule']}: {_flat(one['why'])}"
            if one["saw"]:
                yield f"      {_flat(one['saw'])}"
            if one["at"]:
                yield f"      @ {_flat(one['at'])}"
    if "regions" in data:
        yield f"\n{words['regions']} ({len(data['regions'])})"
        for region in data["regions"]:
            yield from _region(region, words)
    if "headings" in data:
        yield f"\n{words['headings']} ({len(data['headings'])}; {words['passages']} {data['passages']})"
        for heading in data["headings"]:
            yield f"  {heading}"
        for one in data["breaks"]:
            yield f"  ✗ {words['breaks']}: {one['kind']} {one['found']}{one['title']} (≠ {one['expected']})"
    if "claims" in data:
        yield f"\n{words['facts']}: {data['facts']}"
        yield f"\n{words['claims']} ({len(data['claims'])})"
        for claim in data["claims"]:
            yield from _claim(claim)
    if "checks" in data:
        yield f"\n{words['checks']} ({len(data['checks'])})"
        for check in data["checks"]:
            yield from _check(check, words)


def _region(region: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    unit = f", {region['unit']}" if region["unit"] else ""
    yield f"  {region['rule']}: {region['caption'] or '–'}{unit}"
    yield f"    {words['columns']}:"
    for column in region["columns"]:
        yield f"      {column['header'] or '·'} → {column['role'] or '–'}"
    names = [_flat(str(row["entity"] or row["label"] or "–")) for row in region["rows"]]
    yield f"    {words['rows']} ({len(names)}): {' | '.join(names)}"


def _claim(claim: dict[str, Any]) -> Iterator[str]:
    why = f" ({claim['why']})" if claim["why"] else ""
    yield f"  {claim['id']} {claim['label'] or '–'} {claim['figure']}: {claim['status']}{why}"
    keys = ("concept", "period", "qualifier", "subject", "modifier", "meant", "partner")
    said = [f"{key} {claim[key]}" for key in keys if claim[key]]
    said += [f"facts {', '.join(claim['facts'])}"] if claim["facts"] else []
    yield f"      {'; '.join(said)}"
    yield f"      “{_flat(claim['sentence'])}”"


def _check(check: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    state = words[check["state"]]
    count = f", {words['found']} {len(check['findings'])}" if check["state"] == "ran" else ""
    yield f"  {check['code']} {check['name']} ({check['kind']}): {state}{count}"
    for why in check["why"]:
        yield f"      – {words['left']}: {why}"
    for finding in check["findings"]:
        yield f"      → {finding['severity']} [{_flat(finding['key'])}] {_flat(finding['message'])}"
        if finding["at"]:
            yield f"        @ {_flat(finding['at'])}"
    if "looked_at" in check:
        yield f"    {words['looked']}:"
        for line in check["looked_at"] or [words["nothing"]]:
            yield f"      {line}"


def _flat(text: str) -> str:
    return " ".join(text.split())
