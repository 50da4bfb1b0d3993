"""YAML text → plain values, with the line and column of every key and value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from reportparse.errors import RuleFault

Path = tuple[str | int, ...]
Spot = tuple[int, int]
"""Line and column, both from 1."""

MAX_DEPTH = 40
"""No rule nests deeper; a file that does is refused before it exhausts the stack."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]+)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

_TAGS = frozenset({"map", "seq", "str", "int", "float", "bool", "null", "timestamp", "value", "merge"})
"""What YAML itself calls untagged nodes; the types behind these names are not used."""

_PROBLEMS = {
    "mapping values are not allowed in this context": "此处不能再写“键: 值”（冒号后的文字若含冒号，请加引号）",
    "did not find expected key": "缩进或写法有误，此处应为一个键",
    "did not find expected '-' indicator": "缩进有误，此处应为列表项“- ”",
    "did not find expected ',' or ']'": "方括号列表没有写完，缺“,”或“]”",
    "did not find expected ',' or '}'": "花括号没有写完，缺“,”或“}”",
    "found character that cannot start any token": "此处的字符不能作为开头（制表符不能用于缩进；以 @、` 开头的文字请加引号）",
    "could not find expected ':'": "缺少冒号",
    "found unexpected end of stream": "文件到此中断，引号没有成对",
    "found undefined alias": "引用（*名称）没有定义；规则文件不用锚点和引用",
    "block sequence entries are not allowed in this context": "此处不能写列表项“- ”",
    "did not find expected node content": "此处缺少内容",
    "but found another document": "一个文件只能有一个 YAML 文档（多了一行“---”）",
    "exceeded maximum nesting depth": f"嵌套超过 {MAX_DEPTH} 层",
    "found unknown escape character": "双引号内的反斜杠写法有误；正则表达式请用单引号",
}


@dataclass
class Tree:
    """The value of a file; `spots` tells where each value begins, `keys` where its key stands, `bad` what is already reported."""

    value: Any = None
    spots: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)
    bad: set[Path] = field(default_factory=set)

    def spot(self, path: Path, *, key: bool = False) -> Spot | None:
        """The place of a value (or of its key), or of the nearest thing around it that exists."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path)


def say_path(path: Path) -> str:
    """`("concepts", 3, "unit")` as `concepts[3].unit`; list items count from 0."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def parse(text: str, name: str, faults: list[RuleFault], verbatim: Callable[[Path], bool] | None = None) -> Tree | None:
    """Reads one YAML document into a Tree; mappings become dicts, lists tuples.

    Only text, integers, true/false and null are values: a decimal number is a fault (its digits would be lost),
    and so are a key given twice, an alias, a tag and a second document. Where `verbatim(path)` holds, numbers
    and blanks are text as written. Appends to `faults`; returns None where the text is no YAML at all.
    """
    try:
        loader = _LOADER(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        faults.append(_syntax_fault(error, text, name))
        return None
    except RecursionError:
        faults.append(RuleFault(name, None, None, "", f"嵌套超过 {MAX_DEPTH} 层"))
        return None
    builder = _Builder(name, faults, verbatim)
    if node is not None:
        builder.tree.value = builder.build(node, ())
    return builder.tree


class _Builder:
    def __init__(self, name: str, faults: list[RuleFault], verbatim: Callable[[Path], bool] | None) -> None:
        self.name = name
        self.faults = faults
        self.verbatim = verbatim
        self.tree = Tree()
        self.seen: set[int] = set()

    def fault(self, node: Any, path: Path, message: str) -> None:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.faults.append(RuleFault(self.name, line, column, say_path(path), message))
        self.tree.bad.add(path)

    def build(self, node: Any, path: Path) -> Any:
        self.tree.spots[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        # An alias comes as the very node it refers to; stopping at the second visit also ends alias bombs.
        if id(node) in self.seen:
            self.fault(node, path, "规则文件不用锚点和引用（&名称、*名称），请把内容写全")
            return None
        self.seen.add(id(node))
        if len(path) > MAX_DEPTH:
            self.fault(node, path, f"嵌套超过 {MAX_DEPTH} 层")
            return None
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _TAGS:
            self.fault(node, path, f"规则文件不用标签（{node.tag}）")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.build(child, (*path, index)) for index, child in enumerate(node.value))
        return self._scalar(node, path)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, path, "键应为文字")
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in built:
                first = self.tree.keys[here][0]
                self.fault(key_node, here, f"同一个键写了两次（前一次在第 {first} 行）")
                continue
            self.tree.keys[here] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            built[key] = self.build(value_node, here)
        return built

    def _scalar(self, node: Any, path: Path) -> Any:
        text = str(node.value)
        if node.style:  # quoted or a block: text whatever it looks like
            return text
        if self.verbatim is not None and self.verbatim(path):
            return "" if text in ("~", "null") else text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _NUMBER.fullmatch(text):
            self.fault(node, path, f"数值 {text} 须加引号：规则里只有整数和文字，小数按文字写")
            return text
        return text


def _syntax_fault(error: yaml.YAMLError, text: str, name: str) -> RuleFault:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context or error)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
        return RuleFault(name, line, column, "", "YAML 语法错误：" + _PROBLEMS.get(problem, problem))
    position = getattr(error, "position", None)
    if isinstance(position, int):
        before = text[:position]
        return RuleFault(
            name, before.count("\n") + 1, position - before.rfind("\n"), "", "含有不可见的控制字符，YAML 不允许"
        )
    return RuleFault(name, None, None, "", f"YAML 语法错误：{error}")
