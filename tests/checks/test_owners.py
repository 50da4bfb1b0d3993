"""Names of other departments where the report's own should stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportparse.model.document import Paragraph
from reportparse.model.location import TextOrigin
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet
from sketched import COVER, checked, found, table

TABLES = [
    table(["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "318.34", "21.25", "297.09"]),
    table(
        ["机构名称", "支出合计", "基本支出", "项目支出"],
        ["局机关", "268.7", "115", "153.7"],
        ["森林公安大队", "52.5", "52.5", "0"],
    ),
]


def report(*text: str) -> list[Any]:
    return [*COVER, *TABLES, "一、部门概况", *text]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("云溪县水利局（以下简称“本局”）为一级预算单位，内设3个股室。", "云溪县水利局"),
        ("云溪县残疾人联合会是县委领导下的人民团体。", "云溪县残疾人联合会"),
        ("县教育局内设办公室、财务股等5个股室。", "县教育局"),
        ("2022年县水利局支出合计268.7万元。", "县水利局"),
        ("云溪县档案馆2022年度部门整体支出主要用于人员和公用。", "云溪县档案馆"),
        ("云溪县水利局（以下简称县水利局）成立于2019年。", "云溪县水利局"),
        ("青溪县林业局（以下简称“本局”）为一级预算单位。", "青溪县林业局"),
        ("水利局（以下简称“本局”）为一级预算单位。", "水利局"),
        ("全年县水利局支出合计268.7万元。", "县水利局"),
        ("云溪县教育局\n2023年3月15日", "云溪县教育局"),
    ],
)
def test_another_name_for_its_own(sentence: str, name: str, ruleset: RuleSet) -> None:
    (finding,) = found(report(sentence), ruleset, "F307")
    assert (finding.stated, finding.expected) == (name, "云溪县林业局")


@pytest.mark.parametrize(
    "sentence",
    [
        "云溪县林业局（以下简称“本局”）为一级预算单位。",
        "县林业局内设办公室等5个股室。",
        "县林业和草原局是县政府工作部门。",
        "县森林公安大队是公益一类事业单位。",
        "下属云溪县苗木繁育中心为公益二类事业单位。",
        "县财政局批复支出合计268.7万元。",
        "云溪县水利局配合开展联合执法3次，发现问题12个。",
        "县水利局2022年支出合计512.6万元。",
        "湖南省教育厅是主管全省教育的工作部门。",
        "省水利局（以下简称“我局”）为一级预算单位。",
        "青溪市林业局（以下简称“我局”）为一级预算单位。",
        "县财政局对我局2022年度部门整体支出开展了重点评价。",
        "县编办核定我局编制36人。",
        "云溪县苗木繁育中心现有在职人员12人。",
        "审核意见：属实。\n云溪县财政局\n2023年4月2日",
        "填报单位：云溪县林业局　评价机构：云溪县财政局",
    ],
)
def test_these_names_are_in_their_place(sentence: str, ruleset: RuleSet) -> None:
    assert found(report(sentence), ruleset, "F307") == []


def test_one_finding_for_each_name(ruleset: RuleSet) -> None:
    findings = found(
        report("县水利局（以下简称我局）是县政府工作部门。", "2022年县水利局支出合计268.7万元。"), ruleset, "F307"
    )
    assert [len(finding.evidence) for finding in findings] == [3]


def test_the_name_above_the_date_at_the_end(ruleset: RuleSet) -> None:
    assert len(found(report("工作平稳。", "云溪县教育局", "2023年3月15日"), ruleset, "F307")) == 1
    assert found(report("工作平稳。", "云溪县林业局", "2023年3月15日"), ruleset, "F307") == []


def test_a_bureaus_title_over_a_schools_report(ruleset: RuleSet) -> None:
    title = "云溪县教育局2022年度部门整体支出绩效自评报告"
    assert found([title, "部门名称：云溪县第一中学", *TABLES], ruleset, "F307") == []
    assert len(found([title, "部门名称：云溪县林业局", *TABLES], ruleset, "F307")) == 1


def test_without_a_department(ruleset: RuleSet) -> None:
    outcome = checked([COVER[0], *TABLES, "县水利局是县政府工作部门。"], ruleset, "F307")
    assert outcome.findings == ()
    assert [skip.code for skip in outcome.skipped] == ["F307"]


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("平溪市2024年度创业担保贷款贴息专项资金绩效自评报告", 1),
        ("平溪市2024年度职业技能培训专项资金绩效自评报告", 0),
        ("平溪市2024年度专项资金绩效自评报告", 0),
    ],
)
def test_another_project_at_the_head_of_the_pages(head: str, count: int, ruleset: RuleSet) -> None:
    document = sketch(["2024年度职业技能提升专项资金绩效自评报告", "一、项目概况", "开展培训。"])
    line = Paragraph(head, TextOrigin(0), 90)
    result = check_document(replace(document, headers=(line,)), ruleset, checks=("F307",))
    assert [one.stated for one in result.findings] == ["创业担保贷款贴息"] * count


@pytest.mark.parametrize(
    ("head", "names"),
    [
        # A county's city stands beside a county, the city above both of them does not.
        ("瑞金市司法局部门整体支出绩效自评资料", ["瑞金市司法局"]),
        ("赣州市司法局", []),
        ("于都县林业局", ["于都县林业局"]),
        ("于都县司法局", []),
        ("于都县财政局编制", []),
    ],
)
def test_another_body_without_a_year_at_the_head_of_the_pages(head: str, names: list[str], ruleset: RuleSet) -> None:
    document = sketch(["于都县司法局2020年度部门整体支出绩效自评报告", "一、概况", "县司法局内设6个股室。"])
    result = check_document(replace(document, headers=(Paragraph(head, TextOrigin(0), 90),)), ruleset, checks=("F307",))
    assert [one.stated for one in result.findings] == names
