"""Faults that no single value shows: names that nothing bears, patterns that do not compile, wordings without their arguments."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import regex

from reportparse.errors import RuleFault
from reportparse.ruleset.faults import did_you_mean
from reportparse.ruleset.kinds import KINDS, PatternOptions, SubunitOptions, SumOptions
from reportparse.ruleset.nodes import Path, Tree, say_path
from reportparse.ruleset.patterns import compiled
from reportparse.ruleset.schema import (
    Cases,
    Check,
    Concepts,
    Editions,
    Fields,
    RuleModel,
    Sections,
    TableRule,
    Tables,
    Wording,
    Words,
)

M = TypeVar("M", bound=RuleModel)


@dataclass(frozen=True)
class File(Generic[M]):
    """A rule file that is valid by itself."""

    name: str
    tree: Tree
    model: M

    def fault(self, path: Path, message: str) -> RuleFault:
        line, column = self.tree.spot(path) or (None, None)
        return RuleFault(self.name, line, column, say_path(path), message)


def concepts_faults(file: File[Concepts]) -> list[RuleFault]:
    names = [concept.id for concept in file.model.concepts]
    faults = _unique(file, "concepts", names)
    for index, concept in enumerate(file.model.concepts):
        faults += _known(file, ("concepts", index, "kin"), concept.kin, names, "概念")
    return faults


def words_faults(file: File[Words], concepts: Collection[str]) -> list[RuleFault]:
    faults: list[RuleFault] = []
    for index, total in enumerate(file.model.bare_totals):
        faults += _known(file, ("bare_totals", index), [total.concept], concepts, "概念（concepts.yaml）", ("concept",))
    for index, pattern in enumerate(file.model.topics):
        faults += _pattern(file, ("topics", index), pattern)
    return faults


def sections_faults(file: File[Sections]) -> list[RuleFault]:
    faults = _unique(file, "ordinals", [style.style for style in file.model.ordinals], "style")
    for index, style in enumerate(file.model.ordinals):
        faults += _pattern(file, ("ordinals", index, "pattern"), style.pattern, "n")
    return faults


def tables_faults(file: File[Tables], concepts: Collection[str]) -> list[RuleFault]:
    faults = _unique(file, "tables", [table.id for table in file.model.tables])
    for index, table in enumerate(file.model.tables):
        faults += _table(file, ("tables", index), table, concepts)
    for index, pattern in enumerate(file.model.rows.placeholder):
        faults += _pattern(file, ("rows", "placeholder", index), pattern)
    for index, pattern in enumerate(file.model.units):
        faults += _pattern(file, ("units", index), pattern, "unit")
    for index, pattern in enumerate(file.model.declared):
        faults += _pattern(file, ("declared", index), pattern, "unit")
    return faults


def _table(file: File[Tables], at: Path, table: TableRule, concepts: Collection[str]) -> list[RuleFault]:
    faults = _known(file, (*at, "concepts"), table.concepts, concepts, "概念（concepts.yaml）")
    roles = [*table.concepts, *(column.role for column in table.columns)]
    if not roles:
        faults.append(file.fault(at, "表须有 concepts（金额表）或 columns（清单表）"))
    else:
        if not 1 <= table.need <= len(roles):
            faults.append(file.fault((*at, "need"), f"need 应在 1 到 {len(roles)}（本表的列数）之间"))
        named = [*roles, *(["entity"] if table.entity else [])]
        faults += _known(file, (*at, "must"), table.must, named, "本表的列")
    return faults


def fields_faults(file: File[Fields]) -> list[RuleFault]:
    names = [field.id for field in file.model.fields]
    faults = _unique(file, "fields", names)
    for index, field in enumerate(file.model.fields):
        if field.instead is not None:
            faults += _known(file, ("fields", index), [field.instead], names, "字段", ("instead",))
        if not field.labels and not field.patterns:
            faults.append(file.fault(("fields", index), "字段须有 labels 或 patterns，否则无从找到"))
        for number, pattern in enumerate(field.patterns):
            faults += _pattern(file, ("fields", index, "patterns", number), pattern, "value")
    for index, pattern in enumerate(file.model.title_skips):
        faults += _pattern(file, ("title_skips", index), pattern)
    for index, signature in enumerate(file.model.signatures):
        faults += _pattern(file, ("signatures", index, "pattern"), signature.pattern, "role")
    return faults


def editions_faults(file: File[Editions], tables: Collection[str], fields: Collection[str]) -> list[RuleFault]:
    faults = _unique(file, "editions", [edition.id for edition in file.model.editions])
    for index, edition in enumerate(file.model.editions):
        at: Path = ("editions", index)
        faults += _known(file, (*at, "tables"), edition.tables, tables, "表（tables.yaml）")
        faults += _known(file, (*at, "without"), edition.without, tables, "表（tables.yaml）")
        faults += _known(file, (*at, "fields"), edition.fields, fields, "字段（fields.yaml）")
        for key in ("title", "marks"):
            for number, pattern in enumerate(getattr(edition, key)):
                faults += _pattern(file, (*at, key, number), pattern)
        for number, signer in enumerate(edition.signers):
            faults += _pattern(file, (*at, "signers", number, "words"), signer.words)
            if signer.below is not None:
                faults += _pattern(file, (*at, "signers", number, "below"), signer.below)
        if not 0 <= edition.need_tables <= len(edition.tables):
            faults.append(file.fault((*at, "need_tables"), f"need_tables 应在 0 到 {len(edition.tables)} 之间"))
        if edition.years[0] > edition.years[1]:
            faults.append(file.fault((*at, "years"), "起始年份晚于终止年份"))
        for number, part in enumerate(edition.parts):
            if part.table is not None:
                faults += _known(file, (*at, "parts", number), [part.table], tables, "表（tables.yaml）", ("table",))
        floors = [grade.at_least for grade in edition.grades]
        if floors != sorted(set(floors), reverse=True):
            faults.append(file.fault((*at, "grades"), "等次须从高到低，at_least 逐级递减"))
    return faults


def check_faults(
    file: File[Check], options: RuleModel | None, code: str, editions: Collection[str], concepts: Collection[str]
) -> list[RuleFault]:
    """Faults of one check; `code` is what the file's name says. `options` is None where they are broken or the kind unknown."""
    rule = file.model
    faults = []
    if rule.code != code:
        faults.append(file.fault(("code",), f"编码“{rule.code}”与文件名 {code}.yaml 不一致"))
    if rule.editions != "all":
        faults += _known(file, ("editions",), rule.editions, editions, "版式（editions.yaml）")
    if rule.kind not in KINDS:
        faults.append(file.fault(("kind",), f"没有“{rule.kind}”这种检查{did_you_mean(rule.kind, KINDS)}"))
    else:
        arguments = KINDS[rule.kind].arguments
        for key, wording, allowed in (
            ("title", rule.title, frozenset[str]()),
            ("explain", rule.explain, frozenset[str]()),
            ("message", rule.message, arguments),
            ("suggestion", rule.suggestion, arguments),
        ):
            if wording is not None:
                faults += _wording(file, key, wording, allowed)
    if isinstance(options, SumOptions):
        for index, identity in enumerate(options.identities):
            at: Path = ("options", "identities", index)
            faults += _known(file, at, (identity.total,), concepts, "概念（concepts.yaml）", ("total",))
            for key in ("plus", "minus", "optional", "either"):
                faults += _known(file, (*at, key), getattr(identity, key), concepts, "概念（concepts.yaml）")
    elif isinstance(options, PatternOptions):
        for index, pattern in enumerate(options.patterns):
            faults += _pattern(file, ("options", "patterns", index), pattern)
    elif isinstance(options, SubunitOptions):
        for index, pattern in enumerate(options.introduce):
            faults += _pattern(file, ("options", "introduce", index), pattern)
    return faults


def cases_faults(file: File[Cases]) -> list[RuleFault]:
    cases = file.model.cases
    faults = _unique(file, "cases", [case.name for case in cases], "name")
    for index, case in enumerate(cases):
        if case.expect.count < 0:
            faults.append(file.fault(("cases", index, "expect", "count"), "count 不能为负数"))
    if not any(case.expect.count > 0 for case in cases):
        faults.append(file.fault(("cases",), "至少要有一个应当报出的用例（count 大于 0）"))
    if not any(case.expect.count == 0 for case in cases):
        faults.append(file.fault(("cases",), "至少要有一个不应报出的用例（count 为 0）"))
    return faults


def same_among(files: Iterable[tuple[File[Check], str]], key: str) -> list[RuleFault]:
    """Faults of checks whose `key` (code or name) another file has already taken."""
    first: dict[str, str] = {}
    faults = []
    for file, value in files:
        if value in first:
            faults.append(file.fault((key,), f"“{value}”已被 {first[value]} 使用"))
        first.setdefault(value, file.name)
    return faults


def _unique(file: File[Any], listed: str, values: list[str], key: str = "id") -> list[RuleFault]:
    return [
        file.fault((listed, index, key), f"“{value}”重复")
        for index, value in enumerate(values)
        if value in values[:index]
    ]


def _known(
    file: File[Any], at: Path, names: Iterable[str], known: Collection[str], what: str, single: Path = ()
) -> list[RuleFault]:
    return [
        file.fault((*at, *(single or (index,))), f"没有“{name}”这个{what}{did_you_mean(name, known)}")
        for index, name in enumerate(names)
        if name not in known
    ]


def _pattern(file: File[Any], at: Path, pattern: str, group: str | None = None) -> list[RuleFault]:
    try:
        found = compiled(pattern)
    except regex.error as error:
        return [file.fault(at, f"正则表达式有误：{error}")]
    if group is not None and group not in found.groupindex:
        return [file.fault(at, f"正则表达式须有名为 {group} 的组，写作 (?P<{group}>…)")]
    return []


def _wording(file: File[Check], key: str, wording: Wording, allowed: frozenset[str]) -> list[RuleFault]:
    faults = []
    for lang in ("zh", "en"):
        at: Path = (key, lang)
        try:
            pieces = list(string.Formatter().parse(getattr(wording, lang)))
        except ValueError:
            faults.append(file.fault(at, "花括号不成对（文字中的花括号要写两个：{{ }}）"))
            continue
        for _, name, spec, conversion in pieces:
            if name is None:
                continue
            if spec or conversion:
                faults.append(file.fault(at, f"花括号里只写参数名：{{{name}}}"))
            if name not in allowed:
                usable = "、".join(sorted(allowed)) if allowed else "无"
                faults.append(file.fault(at, f"没有参数“{name}”，可用：{usable}{did_you_mean(name, allowed)}"))
    return faults
