"""Parts that the form prescribes."""

from __future__ import annotations

from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, table

TABLES = {
    "income": table(["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "318.3", "21.2", "297.1"]),
    "expenditure": table(["机构名称", "支出合计", "基本支出", "项目支出"], ["局机关", "268.7", "115", "153.7"]),
    "three_public": table(["机构名称", "三公经费合计", "公务接待费"], ["局机关", "0.18", "0.18"]),
    "fixed_assets": table(["机构名称", "固定资产合计", "在用固定资产"], ["局机关", "18.91", "18.91"]),
    "indicators": table(["评价内容", "绩效内容", "绩效目标值", "完成情况"], ["产出目标", "造林面积", "≥50亩", "52亩"]),
    "evaluators": table(["姓名", "职务/职称", "单位", "签字"], ["陈立", "主任", "县林业局", "陈立"]),
}
SECTIONS = ["一、部门概况", "职能平稳。", "二、存在的问题", "制度不够完善。", "三、下一步改进措施", "加强管理。"]


def missing(tables: list[str], sections: list[str], ruleset: RuleSet) -> list[tuple[str | None, str]]:
    outcome = checked([*COVER, *(TABLES[name] for name in tables), *sections], ruleset, "S501")
    assert outcome.problems == ()
    return [(finding.expected, finding.severity) for finding in outcome.findings]


def test_all_there(ruleset: RuleSet) -> None:
    assert missing([*TABLES], SECTIONS, ruleset) == []


def test_a_table_is_missing(ruleset: RuleSet) -> None:
    left = [name for name in TABLES if name != "evaluators"]
    assert missing(left, SECTIONS, ruleset) == [("评价人员", "warning")]
    left = [name for name in TABLES if name != "fixed_assets"]
    assert missing(left, SECTIONS, ruleset) == [("固定资产表", "info")]


def test_a_section_is_missing(ruleset: RuleSet) -> None:
    assert missing([*TABLES], SECTIONS[:4], ruleset) == [("改进措施和有关建议", "info")]


def test_a_table_that_is_there_but_not_understood_is_no_missing_one(ruleset: RuleSet) -> None:
    tables = [TABLES[name] for name in TABLES if name != "income"]
    outcome = checked([*COVER, *tables, table(["收入合计", "见附件"], ["", ""]), *SECTIONS], ruleset, "S501")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["S501"]
