from __future__ import annotations

from typing import Any

import pytest

from reportparse.ruleset.rules import RuleSet
from sketched import TITLE, read, table


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("报告日期：2023年3月5日", "report_date", "2023-03-05"),
        ("报告日期：2023.3.5", "report_date", "2023-03-05"),
        ("报告日期：二〇二三年三月五日", "report_date", "2023-03-05"),
        ("报告日期：2023年3月", "report_date", "2023年3月"),
        ("联系电话：0730 - 7662 092", "phone", "0730-7662092"),
        ("联系电话：１３８００００１１１１", "phone", "13800001111"),
        ("预算编码：301 001", "budget_code", "301001"),
        ("填 报 人： 王 芳", "preparer", "王芳"),
        ("填报人：John Wang", "preparer", "John Wang"),
        ("部门名称：云溪县 林业局", "department", "云溪县林业局"),
        ("填报人：", "preparer", None),
    ],
)
def test_values_of_the_cover(ruleset: RuleSet, line: str, field: str, value: Any) -> None:
    assert read([TITLE, line, "一、概况"], ruleset).fields[field] == value


@pytest.mark.parametrize(
    ("label", "text", "field", "value"),
    [
        ("绩效自评综合得分", "95.50分", "score", "95.50"),
        ("绩效自评综合得分", "见附表", "score", "见附表"),
        ("评价等次", "“优”", "grade", "优"),
        ("评价等次", " 优 秀 ", "grade", "优秀"),
        ("实有人数", "23人", "staffing_actual", "23人"),
        ("职能职责概述", "1.负责林业。\n2.负责绿化。", "duties", "1.负责林业。\n2.负责绿化。"),
        ("联系人", "", "contact_name", None),
    ],
)
def test_values_of_the_form(ruleset: RuleSet, label: str, text: str, field: str, value: Any) -> None:
    assert read([TITLE, table(["一、概况", "<"], [label, text])], ruleset).fields[field] == value


@pytest.mark.parametrize(
    ("title", "year"),
    [("云溪县2022年度部门整体支出绩效自评报告", 2022), ("云溪县二〇二二年度部门整体支出绩效自评报告", 2022)],
)
def test_the_year_is_a_number(ruleset: RuleSet, title: str, year: int) -> None:
    assert read([title, "一、概况"], ruleset).fields["fiscal_year"] == year


def test_the_title_comes_first_and_fields_the_form_lacks_are_absent(ruleset: RuleSet) -> None:
    fields = read([TITLE, "填报人：", "一、概况"], ruleset).fields
    assert next(iter(fields)) == "title"
    assert fields["title"] == TITLE
    assert "preparer" in fields
    assert "phone" not in fields
