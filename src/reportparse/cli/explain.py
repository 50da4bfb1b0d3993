"""`explain`: what a check means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from reportparse.cli.options import lang_option, load, rules_option, unknown_code
from reportparse.cli.output import opened
from reportparse.errors import UsageError

if TYPE_CHECKING:
    from reportparse.ruleset.rules import LoadedCheck, RuleSet
    from reportparse.ruleset.schema import Case

_WORDS = {
    "zh": {
        "severity": "级别", "error": "错误", "warning": "警告", "info": "提示", "preview": "试行", "editions": "适用版式",
        "all": "全部", "basis": "依据", "no basis": "表式自身的要求", "false": "已知误报", "no false": "尚无记录",
        "fires": "会报出的例子", "silent": "不会报出的例子", "hidden": "（不可见）", "blank": "（空白）", ": ": "：", "join": "、",
    },
    "en": {
        "severity": "Severity", "error": "error", "warning": "warning", "info": "info", "preview": "preview",
        "editions": "Forms", "all": "all", "basis": "Basis", "no basis": "the form itself", "false": "Known false positives",
        "no false": "none recorded", "fires": "An example that fires", "silent": "An example that does not",
        "hidden": "(not visible) ", "blank": "(blank)", ": ": ": ", "join": ", ",
    },
}  # fmt: skip


@click.command()
@click.argument("code", metavar="CODE")
@rules_option
@lang_option
def explain(code: str, folder: str | None, lang: str) -> None:
    """说明一项检查：含义、依据、已知误报、会报出与不会报出的例子。CODE 如 A101，也可用名称。"""
    from reportparse.writers.wrap import wrap

    rules = load(folder)
    check = _find(rules, code)
    if check is None:
        raise UsageError(unknown_code(rules, code, lang))
    with opened(None) as out:
        for line in _lines(rules, check, lang):
            indent = line[: len(line) - len(line.lstrip())]
            for part in wrap(line.lstrip(), out.columns, indent, indent + "  " * bool(indent)):
                out.stream.write(part + "\n")


def _find(rules: RuleSet, code: str) -> LoadedCheck | None:
    by_name = {check.rule.name: check for check in rules.checks.values()}
    return rules.checks.get(code.upper()) or by_name.get(code.lower())


def _lines(rules: RuleSet, check: LoadedCheck, lang: str) -> Iterator[str]:
    from reportparse.ruleset.loader import load_cases

    rule, words = check.rule, _WORDS[lang]
    colon = words[": "]
    yield f"{rule.code} {rule.name}{colon}{getattr(rule.title, lang)}"
    yield ""
    yield getattr(rule.explain, lang).strip()
    yield ""
    preview = f"（{words['preview']}）" if rule.status == "preview" else ""
    yield f"{words['severity']}{colon}{words[rule.severity]}{preview}"
    yield f"{words['editions']}{colon}{_editions(rules, rule.editions, words)}"
    yield f"{words['basis']}{colon}{rule.basis or words['no basis']}"
    yield words["false"] + colon + ("" if rule.false_positives else words["no false"])
    for text in rule.false_positives:
        yield f"  - {text}"
    cases = load_cases(check).cases
    for key, fires in (("fires", True), ("silent", False)):
        case = next(case for case in cases if (case.expect.count > 0) is fires)
        yield ""
        yield f"{words[key]}{colon}{case.name}"
        yield from _document(case, words)


def _editions(rules: RuleSet, editions: tuple[str, ...] | str, words: Mapping[str, str]) -> str:
    if isinstance(editions, str):
        return words["all"]
    return words["join"].join(rules.edition_by_id[name].name for name in editions)


def _document(case: Case, words: Mapping[str, str]) -> Iterator[str]:
    for block in case.blocks:
        if isinstance(block, str):
            yield f"    {block}"
        elif "table" in block:
            for row in block["table"]:
                yield "    | " + " | ".join(_cell(cell) for cell in row) + " |"
        else:
            hidden = words["hidden"] if block.get("hidden") else ""
            yield f"    {hidden}{block.get('number') or ''}{block['text']}"


def _cell(text: Any) -> str:
    """The cell on one line; a merged square is left empty, as on paper."""
    return "" if text in ("<", "^", None) else str(text).replace("\n", " / ")
