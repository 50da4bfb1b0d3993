"""The rule folder: what loads, and that each fault is said with its place."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from minimal_rules import FILES, changed, rule_folder
from reportparse.errors import RuleError
from reportparse.ruleset.kinds import SumOptions
from reportparse.ruleset.loader import load_cases, load_rules, packaged_folder


def faults_of(folder: Path, *, cases: bool = False) -> list[str]:
    with pytest.raises(RuleError) as caught:
        load_rules(folder, cases=cases)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_a_sound_folder_loads(small_folder: Path) -> None:
    rules = load_rules(small_folder, cases=True)
    assert list(rules.checks) == ["A101", "T601"]
    check = rules.checks["A101"]
    assert isinstance(check.options, SumOptions)
    assert check.options.identities[0].plus == ("income.fiscal", "income.other")
    assert check.path == small_folder / "checks/A/A101.yaml"
    assert check.cases == small_folder / "checks/A/A101.cases.yaml"
    assert rules.lexicon.read_text(encoding="utf-8").startswith("收入合计")
    assert rules.concept_by_id["income.fiscal"].aliases == ("财政拨款",)
    assert rules.edition_by_id["county"].grades[0].at_least == 90
    assert len(rules.digest) == 64


def test_a_rule_set_travels_to_other_processes(small_folder: Path) -> None:
    rules = load_rules(small_folder)
    there = pickle.loads(pickle.dumps(rules))
    assert vars(there) == vars(rules)


def test_the_digest_follows_every_byte(tmp_path: Path) -> None:
    first = load_rules(rule_folder(tmp_path / "a")).digest
    assert load_rules(rule_folder(tmp_path / "b")).digest == first
    cases = FILES["checks/A/A101.cases.yaml"] + "\n"
    other = rule_folder(tmp_path / "c", checks__A__A101_cases_yaml=cases)
    assert load_rules(other).digest != first
    (tmp_path / "b" / ".backup.yaml").write_text("x: 1")
    assert load_rules(tmp_path / "b").digest == first


def test_a_missing_folder() -> None:
    with pytest.raises(RuleError, match="没有这个规则文件夹"):
        load_rules("/nowhere/rules")


def test_the_packaged_rules_are_found_and_sound() -> None:
    assert (packaged_folder() / "concepts.yaml").is_file()
    load_rules(cases=True)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("concepts.yaml", "unit: money, group: income}\n  - {id: income.o", "unit: mony, group: income}\n  - {id: income.o",
         "concepts.yaml:3:63: concepts[1].unit: “mony”不可用，应为 money、count、percent、score 之一；是不是“money”？"),
        ("concepts.yaml", "aliases:", "alias:", "concepts.yaml:3:40: concepts[1].alias: 不认识的键；是不是“aliases”？"),
        ("concepts.yaml", "income.other", "income.fiscal", "concepts.yaml:4:10: concepts[2].id: “income.fiscal”重复"),
        ("concepts.yaml", "[财政拨款]", "财政拨款", "concepts.yaml:3:49: concepts[1].aliases: 应为列表"),
        ("sections.yaml", "title_limit: 40", "title_limit: 4.5", "sections.yaml:3:14: title_limit: 数值 4.5 须加引号"),
        ("sections.yaml", "title_limit: 40", "title_limit: '40'", "sections.yaml:3:14: title_limit: 应为整数"),
        ("sections.yaml", "title_limit: 40\n", "", "sections.yaml:1:1: title_limit: 缺少必需的键“title_limit”"),
        ("sections.yaml", "?P<n>", "", "sections.yaml:2:26: ordinals[0].pattern: 正则表达式须有名为 n 的组"),
        ("sections.yaml", "十]+)", "十]+", "sections.yaml:2:26: ordinals[0].pattern: 正则表达式有误"),
        ("sections.yaml", "title_limit: 40", "title_limit: 40\ntitle_limit: 41", "sections.yaml:4:1: title_limit: 同一个键写了两次（前一次在第 3 行）"),
        ("sections.yaml", "[文字部分]", "&a [文字部分]\nmore: *a", "sections.yaml:6:12: more: 规则文件不用锚点和引用"),
        ("sections.yaml", "[目录]", "!!python/name:os.system [目录]", "sections.yaml:7:11: contents: 规则文件不用标签"),
        ("sections.yaml", "[目录]", "[目录", "sections.yaml:8:1: YAML 语法错误：方括号列表没有写完，缺“,”或“]”"),
        ("tables.yaml", "income.fiscal,", "income.fiscel,", "tables.yaml:5:30: tables[0].concepts[1]: 没有“income.fiscel”这个概念（concepts.yaml）；是不是“income.fiscal”？"),
        ("tables.yaml", "need: 2", "need: 4", "tables.yaml:6:11: tables[0].need: need 应在 1 到 3（本表的列数）之间"),
        ("tables.yaml", "must: [income.total]", "must: [balance]", "tables.yaml:7:12: tables[0].must[0]: 没有“balance”这个本表的列"),
        ("tables.yaml", "(?P<unit>", "(", "tables.yaml:12:9: units[0]: 正则表达式须有名为 unit 的组"),
        ("fields.yaml", ", labels: [部门名称]", "", "fields.yaml:2:5: fields[0]: 字段须有 labels 或 patterns"),
        ("fields.yaml", "(?P<role>填报人)", "填报人", "fields.yaml:4:15: signatures[0].pattern: 正则表达式须有名为 role 的组"),
        ("editions.yaml", "tables: [income]", "tables: [incom]", "editions.yaml:6:14: editions[0].tables[0]: 没有“incom”这个表（tables.yaml）；是不是“income”？"),
        ("editions.yaml", "fields: [department]", "fields: [phone]", "editions.yaml:8:14: editions[0].fields[0]: 没有“phone”这个字段（fields.yaml）"),
        ("editions.yaml", "[2016, 2030]", "[2016]", "editions.yaml:5:12: editions[0].years[1]: 缺少第 2 项"),
        ("editions.yaml", "[2016, 2030]", "[2030, 2016]", "editions.yaml:5:12: editions[0].years: 起始年份晚于终止年份"),
        ("editions.yaml", "at_least: 90", "at_least: 0", "editions.yaml:10:7: editions[0].grades: 等次须从高到低"),
        ("checks/A/A101.yaml", "code: A101", "code: A102", "checks/A/A101.yaml:1:7: code: 编码“A102”与文件名 A101.yaml 不一致"),
        ("checks/A/A101.yaml", "code: A101", "code: A1", "checks/A/A101.yaml:1:7: code: “A1”写法不对"),
        ("checks/A/A101.yaml", "kind: sum", "kind: sums", "checks/A/A101.yaml:8:7: kind: 没有“sums”这种检查；是不是“sum”？"),
        ("checks/A/A101.yaml", "editions: [county]", "editions: [country]", "checks/A/A101.yaml:6:12: editions[0]: 没有“country”这个版式（editions.yaml）；是不是“county”？"),
        ("checks/A/A101.yaml", "editions: [county]", "editions: al", "checks/A/A101.yaml:6:11: editions: 应为列表，或应为 all"),
        ("checks/A/A101.yaml", "plus:", "pluss:", "checks/A/A101.yaml:11:29: options.identities[0].pluss: 不认识的键；是不是“plus”？"),
        ("checks/A/A101.yaml", "total: income.total,", "total: income.totals,", "checks/A/A101.yaml:11:15: options.identities[0].total: 没有“income.totals”这个概念（concepts.yaml）；是不是“income.total”？"),
        ("checks/A/A101.yaml", "{computed}{unit}'", "{computd}{unit}'", "checks/A/A101.yaml:13:7: message.zh: 没有参数“computd”"),
        ("checks/A/A101.yaml", "{computed}{unit}'", "{computed'", "checks/A/A101.yaml:13:7: message.zh: 花括号不成对"),
        ("checks/A/A101.yaml", "{computed}{unit}'", "{computed:>9}'", "checks/A/A101.yaml:13:7: message.zh: 花括号里只写参数名：{computed}"),
        ("checks/A/A101.yaml", ", en: Parts do not add up", "", "checks/A/A101.yaml:3:8: title.en: 缺少必需的键“en”"),
        ("checks/T/T601.yaml", "name: hidden-text", "name: parts-do-not-add-up", "checks/T/T601.yaml:2:7: name: “parts-do-not-add-up”已被"),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_place(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    folder = rule_folder(tmp_path)
    (folder / name).write_text(changed(name, old, new), encoding="utf-8")
    assert any(fault.startswith(expected) for fault in faults_of(folder)), "\n".join(faults_of(folder))


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    folder = rule_folder(
        tmp_path,
        lexicon_txt=None,
        concepts_yaml=changed("concepts.yaml", "[财政拨款]", "财政拨款"),
        fields_yaml=changed("fields.yaml", "kind: name", "kind: nam"),
        checks__T__T601_yaml=changed("checks/T/T601.yaml", "severity: warning", "severity: grave"),
    )
    places = [fault.split(": ")[0].split(":")[0] for fault in faults_of(folder)]
    assert places == ["checks/T/T601.yaml", "concepts.yaml", "fields.yaml", "lexicon.txt"]


def test_one_broken_file_does_not_accuse_the_others(tmp_path: Path) -> None:
    folder = rule_folder(tmp_path, concepts_yaml="concepts: [")
    assert [fault.split(":")[0] for fault in faults_of(folder)] == ["concepts.yaml"]


def test_files_that_are_missing_or_strange(tmp_path: Path) -> None:
    folder = rule_folder(
        tmp_path,
        words_yaml=None,
        word_yaml="a: b",
        checks__A101_yaml="a: b",
        checks__A__A101_cases_yaml=None,
        checks__A__A102_cases_yaml="cases: []",
        sections_yaml="",
    )
    faults = faults_of(folder)
    assert "word.yaml: 不认识的规则文件；是不是“words.yaml”？" in faults
    assert "words.yaml: 缺少这个文件" in faults
    assert "sections.yaml: 文件是空的" in faults
    assert "checks/A101.yaml: 不认识的规则文件；检查应在 checks/<类别>/<编码>.yaml" in faults
    assert "checks/A/A101.yaml: 缺少用例文件 A101.cases.yaml（至少一个应报出、一个不应报出）" in faults
    assert "checks/A/A102.cases.yaml: 只有用例，没有同名的规则文件" in faults


def test_a_check_in_the_folder_of_another_family(tmp_path: Path) -> None:
    folder = rule_folder(
        tmp_path,
        checks__C__A101_yaml=FILES["checks/A/A101.yaml"],
        checks__C__A101_cases_yaml=FILES["checks/A/A101.cases.yaml"],
    )
    faults = faults_of(folder)
    assert "checks/C/A101.yaml: 编码的首字母与文件夹 C 不一致" in faults
    assert any(fault.startswith("checks/C/A101.yaml:1:7: code: “A101”已被") for fault in faults)


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    folder = rule_folder(tmp_path)
    (folder / "words.yaml").write_bytes("a: b\n词: 词\n".encode("gb18030"))
    assert faults_of(folder) == ["words.yaml:2: 不是 UTF-8 编码，请另存为 UTF-8"]


def test_control_characters(tmp_path: Path) -> None:
    folder = rule_folder(tmp_path, words_yaml="a: b\nc: d\x01\n")
    assert faults_of(folder)[0].startswith("words.yaml:2")


@pytest.mark.parametrize("depth", [60, 5000, 200_000])
def test_bottomless_nesting_ends_in_a_fault(tmp_path: Path, depth: int) -> None:
    folder = rule_folder(tmp_path, words_yaml="a: " + "[" * depth + "]" * depth)
    assert any("嵌套超过" in fault for fault in faults_of(folder))


def test_an_alias_bomb_ends_in_faults(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    folder = rule_folder(tmp_path, words_yaml="\n".join(lines))
    assert sum("规则文件不用锚点和引用" in fault for fault in faults_of(folder)) >= 29


def test_contents_of_cases_are_read_only_when_asked_for(tmp_path: Path) -> None:
    folder = rule_folder(
        tmp_path, checks__A__A101_cases_yaml="cases: [{name: 只有一个, expect: {count: 0}, blocks: []}]"
    )
    assert "A101" in load_rules(folder).checks
    assert faults_of(folder, cases=True) == [
        "checks/A/A101.cases.yaml:1:8: cases: 至少要有一个应当报出的用例（count 大于 0）"
    ]


def test_figures_of_cases_stay_as_written(small_folder: Path) -> None:
    cases = load_cases(load_rules(small_folder).checks["A101"]).cases
    assert cases[0].blocks[1]["table"][1] == ("局机关", "318.3", "317.30", "0")
    assert cases[1].blocks[1]["table"][1] == ("局机关", "318.3", "318.3", "")
    assert cases[1].blocks[0] == {"text": "概况", "number": "一、", "hidden": True, "level": 1}
    assert cases[0].expect.count == 1


def test_a_broken_case_file_raises_its_faults(tmp_path: Path) -> None:
    folder = rule_folder(tmp_path, checks__A__A101_cases_yaml="cases: {}")
    with pytest.raises(RuleError, match="cases: 应为列表"):
        load_cases(load_rules(folder).checks["A101"])


def test_yaml_of_old_is_text(tmp_path: Path) -> None:
    """`no`, dates and times are words here, not what YAML 1.1 makes of them."""
    words = FILES["fields.yaml"].replace("[报告]", "[no, 2020-01-01, 12:30, 0x1F, 1., <<]")
    rules = load_rules(rule_folder(tmp_path, fields_yaml=words))
    assert rules.fields.title_ends == ("no", "2020-01-01", "12:30", "0x1F", "1.", "<<")
