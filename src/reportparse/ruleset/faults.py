"""What pydantic finds wrong with a rule file, as faults with a place and words for people."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportparse.errors import RuleFault
from reportparse.ruleset.nodes import Path, Tree, say_path

_PLAIN = {
    "string_type": "应为文字（数字、true 等请加引号）",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为“键: 值”表",
    "model_type": "应为“键: 值”表",
    "model_attributes_type": "应为“键: 值”表",
    "none_required": "应为空（null）",
    "string_too_short": "不能为空",
}


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`；是不是“x”？` for the closest candidate, or ''."""
    close = difflib.get_close_matches(word, sorted(set(candidates)), n=1, cutoff=0.6)
    return f"；是不是“{close[0]}”？" if close else ""


def say_faults(
    error: ValidationError, model: type[BaseModel], tree: Tree, name: str, under: Path = ()
) -> list[RuleFault]:
    """The errors of validating the value at `under` against `model`, in the order of the file.

    The alternatives of a union come from pydantic as one error each; they become one fault.
    """
    words: dict[Path, list[str]] = {}
    for detail in error.errors(include_url=False, include_context=True):
        path = _real_path(detail, tree, under)
        if path in tree.bad:
            continue
        said = _say(detail, model, path[len(under) :])
        if said not in words.setdefault(path, []):
            words[path].append(said)
    faults = []
    for path, said_all in words.items():
        line, column = tree.spot(path, key=said_all[0].startswith("不认识的键")) or (None, None)
        faults.append(RuleFault(name, line, column, say_path(path), "，或".join(said_all)))
    return sorted(faults, key=lambda fault: (fault.line or 0, fault.column or 0))


def _real_path(detail: ErrorDetails, tree: Tree, under: Path) -> Path:
    """The location without pydantic's own steps (names of union members)."""
    path = under
    steps = detail["loc"]
    for index, step in enumerate(steps):
        last_and_missing = index == len(steps) - 1 and detail["type"] == "missing"
        if (*path, step) in tree.spots or last_and_missing:
            path = (*path, step)
    return path


def _say(detail: ErrorDetails, model: type[BaseModel], path: Path) -> str:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx") or {}
    if kind == "missing":
        last = path[-1] if path else ""
        return f"缺少第 {last + 1} 项" if isinstance(last, int) else f"缺少必需的键“{last}”"
    if kind == "extra_forbidden":
        return "不认识的键" + did_you_mean(str(path[-1]), _names_at(model, path[:-1]))
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        hint = did_you_mean(given, allowed) if isinstance(given, str) else ""
        return f"“{given}”不可用，应为 {'、'.join(allowed)} 之一{hint}" if len(allowed) > 1 else f"应为 {allowed[0]}"
    if kind == "string_pattern_mismatch":
        return f"“{given}”写法不对，应合 {context.get('pattern')}"
    if kind == "too_long":
        return f"项数过多，至多 {context.get('max_length')} 项"
    if kind == "too_short":
        return f"项数不足，至少 {context.get('min_length')} 项"
    return _PLAIN.get(kind, detail["msg"])


def _names_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys allowed at a path of the model, [] where the path leads out of it."""
    here: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        if here is None or step not in here.model_fields:
            return []
        here = _model_in(here.model_fields[step].annotation)
    return list(here.model_fields) if here is not None else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `tuple[M, ...]`, `M | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
