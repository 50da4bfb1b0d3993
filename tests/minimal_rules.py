"""A small complete rule folder to break on purpose."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "concepts.yaml": """\
concepts:
  - {id: income.total, label: 收入合计, unit: money, group: income}
  - {id: income.fiscal, label: 公共财政拨款, aliases: [财政拨款], unit: money, group: income}
  - {id: income.other, label: 其他收入, unit: money, group: income}
""",
    "sections.yaml": """\
ordinals:
  - {style: 一、, pattern: '(?P<n>[一二三四五六七八九十]+)、', numerals: chinese}
title_limit: 40
run_in_limit: 20
title_never: 。；
narrative: [文字部分]
contents: [目录]
""",
    "tables.yaml": """\
tables:
  - id: income
    title: 收入
    entity: [机构名称]
    concepts: [income.total, income.fiscal, income.other]
    need: 2
    must: [income.total]
rows:
  summary: [汇总]
  own: [局机关]
  placeholder: ['^二级机构\\d*$']
units: ['单位[：:]\\s*(?P<unit>万元|元)']
default_unit: 万元
among: [其中]
""",
    "fields.yaml": """\
fields:
  - {id: department, labels: [部门名称], where: cover, kind: name, required: true}
signatures:
  - {pattern: '(?P<role>填报人)（签字）'}
title_ends: [报告]
title_skips: ['^附件']
""",
    "editions.yaml": """\
editions:
  - id: county
    name: 县级部门整体支出
    title: ['整体支出']
    years: [2016, 2030]
    tables: [income]
    need_tables: 1
    fields: [department]
    grades:
      - {grade: 优, at_least: 90}
      - {grade: 差, at_least: 0}
    source: 范例
""",
    "lexicon.txt": "收入合计 1000 n\n",
    "gbt2260.csv": "430621,岳阳县\n",
    "checks/A/A101.yaml": """\
code: A101
name: parts-do-not-add-up
title: {zh: 分项之和不等于合计, en: Parts do not add up}
severity: error
status: stable
editions: [county]
basis: 范例
kind: sum
options:
  identities:
    - {total: income.total, plus: [income.fiscal, income.other]}
message:
  zh: '{entity}的{total}为{stated}{unit}，分项之和为{computed}{unit}'
  en: '{total} is {stated} {unit}, its parts make {computed} {unit}'
explain: {zh: 一行之内各分项应加成合计。, en: The parts of a row make its total.}
false_positives: [四舍五入的尾差]
""",
    "checks/A/A101.cases.yaml": """\
cases:
  - name: 分项少一万
    expect: {count: 1, severity: error, contains: ['318.3']}
    blocks:
      - 岳阳县整体支出绩效自评报告
      - table:
          - [机构名称, 收入合计, 公共财政拨款, 其他收入]
          - [局机关, 318.3, 317.30, 0]
  - name: 分项相符
    expect: {count: 0}
    blocks:
      - {text: 概况, number: 一、, hidden: true, level: 1}
      - table:
          - [机构名称, 收入合计, 公共财政拨款, 其他收入]
          - [局机关, 318.3, 318.3, ~]
""",
    "checks/T/T601.yaml": """\
code: T601
name: hidden-text
title: {zh: 隐藏文字, en: Hidden text}
severity: warning
status: stable
editions: all
basis: null
kind: hidden_text
message: {zh: '有 {count} 段看不见的文字', en: '{count} passages cannot be seen'}
explain: {zh: 读者看不见的文字。, en: Text that a reader cannot see.}
false_positives: []
""",
    "checks/T/T601.cases.yaml": """\
cases:
  - {name: 隐藏, expect: {count: 1}, blocks: [{text: 密, hidden: white}]}
  - {name: 可见, expect: {count: 0}, blocks: [明]}
""",
}


def word_rules() -> str:
    """words.yaml with one word a key: its keys are those of the schema."""
    from reportparse.ruleset.schema import Words

    return "".join(f"{key}: [词]\n" for key, field in Words.model_fields.items() if field.is_required())


def rule_folder(folder: Path, **changes: str | None) -> Path:
    """Writes the folder. A keyword names a file, `__` for `/` and `_` for `.`: `checks__A__A101_yaml="..."`; None leaves it out."""
    files: dict[str, str | None] = {**FILES, "words.yaml": word_rules()}
    for key, text in changes.items():
        files[key.replace("__", "/").replace("_", ".")] = text
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> str:
    """A file's text with one passage replaced. Raises ValueError where `old` is not there exactly once."""
    text = FILES[name]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {name}")
    return text.replace(old, new)
