"""Numbering, leftovers, signatures and subordinate units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from reportparse.model.report import FindingInfo
from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.loader import load_rules

RULES = load_rules()


def findings(code: str, blocks: Sequence[Any]) -> list[FindingInfo]:
    report = check_document(sketch(blocks), RULES, checks=frozenset({code}))
    assert not report.problems
    return report.findings


def test_a_passage_pasted_in_is_one_break_not_many() -> None:
    found = findings(
        "S502",
        [
            "一、部门（单位）概况",
            "（一）部门（单位）基本情况",
            "一、单位概况",
            "（一）主要职能及机构",
            "负责全县水务工作。",
            "（二）部门（单位）整体支出规模",
            "本年支出268.7万元。",
            "二、管理及使用情况",
            "（一）基本支出",
            "支出按规定办理。",
            "（二）项目支出",
            "支出按规定办理。",
            "三、组织实施情况",
            "（一）专项组织情况",
            "支出按规定办理。",
        ],
    )
    assert [finding.severity for finding in found] == ["info"]
    assert "一、单位概况" in found[0].message


def test_a_later_fault_is_reported_beside_a_pasted_passage() -> None:
    found = findings(
        "S502",
        [
            "一、概况",
            "（一）基本情况",
            "一、单位概况",
            "（二）支出规模",
            "二、使用情况",
            "按规定办理。",
            "四、绩效情况",
            "良好。",
        ],
    )
    assert [finding.stated for finding in found if finding.severity == "warning"] == ["四、"]


@pytest.mark.parametrize(
    ("numbers", "stated"),
    [
        ("一二四四五", ["四、"]),
        ("一二二四五", ["二、"]),
        ("一二四四六", ["四、", "六、"]),
        ("一二二五六", ["二、", "五、"]),
    ],
)
def test_one_wrong_number_is_one_finding(numbers: str, stated: list[str]) -> None:
    titles = ["概况", "使用情况", "组织情况", "绩效情况", "问题"]
    blocks = [
        line for number, title in zip(numbers, titles, strict=True) for line in (f"{number}、{title}", "按规定。")
    ]
    assert [finding.stated for finding in findings("S502", blocks)] == stated


FORM = {
    "table": [
        ["机构名称", "收入合计", "上年结转", "公共财政拨款"],
        ["局机关", "318.3", "21.2", "297.1"],
        ["机构名称", "支出合计", "基本支出", "项目支出"],
        ["局机关", "268.7", "115", "153.7"],
        ["机构名称", "固定资产合计", "在用固定资产", "出租固定资产"],
        ["局机关", "18.91", "18.91", "0"],
    ]
}


@pytest.mark.parametrize(("title", "count"), [("六、存在的主要问题", 1), ("六、附件", 0), ("五、存在的主要问题", 0)])
def test_a_number_skipped_in_the_narrative_that_goes_on_from_the_form(title: str, count: int) -> None:
    parts = ["一、概况", "二、收支情况", FORM, "三、自评情况", "四、评价人员", "五、评价报告综述（文字部分）"]
    narrative = ["一、部门概况", "二、使用情况", "三、组织实施情况", "四、绩效情况", "各项任务均已完成。"]
    blocks = ["云溪县2022年度部门整体支出绩效自评报告", *parts, *narrative, title, "支付进度偏慢。"]
    assert len(findings("S502", blocks)) == count


@pytest.mark.parametrize(
    "text",
    [
        "（200字以内）",
        "负责水务工作（300字左右）",
        "XX万元",
        "支出××万元",
        "XXXX年X月X日",
        "下降（增长）27.78%",
        "增加（减少）12.3万元",
        "支出____万元",
        "【请填写主要内容】",
        "（填写说明：按实际填写）",
        "单击此处输入文字。",
    ],
)
def test_prompts(text: str) -> None:
    assert len(findings("S503", ["一、概况", f"本局情况如下。{text}"])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "编发信息12篇，每篇500字以上。",
        "王××等8户受益，××村已通水。",
        "支出增减变化的主要原因是人员变动。",
        "请群众填写调查表。",
        "增加（减少）额见附表。",
        "电话138****5678。",
        "工程规格3XX2。",
        "年    月    日",
    ],
)
def test_ordinary_text_is_no_prompt(text: str) -> None:
    assert findings("S503", ["一、概况", text]) == []


def test_a_prompt_printed_in_a_label_or_header_is_the_form() -> None:
    blocks = [
        "一、概况",
        {
            "table": [
                ["机构名称", "支出合计", "基本支出", "项目支出（××万元）"],
                ["局机关", "268.7", "115", "153.7"],
            ]
        },
    ]
    assert findings("S503", blocks) == []


def test_rows_and_prompts_are_two_findings() -> None:
    blocks = [
        "一、概况（200字以内）",
        {"table": [["机构名称", "支出合计", "基本支出"], ["局机关", "268.7", "115"], ["二级机构1", "", ""]]},
    ]
    assert len(findings("S503", blocks)) == 2


SIGNED = {"table": [["姓名", "职务", "单位", "签字"], ["冉牧之", "局长", "水务局", ""]]}


def test_pictures_may_be_signatures() -> None:
    document = sketch([SIGNED])
    with_picture = replace(document, unread={"pictures": 1})
    checks = frozenset({"S504"})
    plain = check_document(document, RULES, checks=checks).findings
    doubtful = check_document(with_picture, RULES, checks=checks).findings
    assert [finding.severity for finding in (*plain, *doubtful)] == ["warning", "info"]
    assert "图片" in (doubtful[0].diagnosis or "")
    assert plain[0].fingerprint == doubtful[0].fingerprint


def test_signed_but_not_dated() -> None:
    found = findings("S504", ["评价组组长（签字）：冉牧之", "        年    月    日"])
    assert len(found) == 1
    assert "未签字" not in found[0].message
    assert "评价组组长未填日期" in found[0].message


def report(text: str | Sequence[str], *rows: str, department: str = "云溪县农业农村局") -> list[str]:
    lines = [text] if isinstance(text, str) else text
    table = [["机构名称", "支出合计", "基本支出"], ["局机关", "268.7", "115"], *([row, "1", "1"] for row in rows)]
    blocks = [
        "云溪县2022年度部门整体支出绩效自评报告",
        f"部门（单位）名称：{department}",
        {"table": table},
        "一、部门概况",
        *lines,
    ]
    return [finding.stated or "" for finding in findings("S505", blocks)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("本局设二级机构信息中心，该中心为正股级事业单位。", ["信息中心"]),
        ("本局另下设二级机构综合服务站，为股级事业单位。", ["综合服务站"]),
        ("下设二级机构2个：农技推广中心、动物卫生监督所。", ["农技推广中心", "动物卫生监督所"]),
        ("我局下属事业单位有农技推广中心、动物卫生监督所等2个。", ["农技推广中心", "动物卫生监督所"]),
        ("农业农村局下设农技推广中心和动物卫生监督所2个二级机构。", ["农技推广中心", "动物卫生监督所"]),
        ("所属二级预算单位3个，分别为农技推广中心、种子站、渔政大队。", ["农技推广中心", "种子站", "渔政大队"]),
        ("县农业农村局有下属单位1个，即农技推广中心（副科级）。", ["农技推广中心"]),
    ],
)
def test_own_units(text: str, units: list[str]) -> None:
    assert report(text) == units


@pytest.mark.parametrize(
    "text",
    [
        "本局无下属单位，没有二级机构。",
        "没有独立核算的下属机构，本次自评范围即为机关本身。",
        "内设办公室、财务股、信息中心3个股室。",
        "下设办公室、政策法规股、信息中心。",
        "对全县36个二级机构开展了检查。",
        "检查县水务局下属二级机构河道管理站1次。",
        "县教育局下设二级机构电教中心，与我局签订协议。",
        "本局设二级机构信息中心，未独立核算。",
        "加强对下属单位的监管，完善制度。",
        "二级机构共有2个，均已纳入。",
    ],
)
def test_no_own_unit_without_a_row(text: str) -> None:
    assert report(text) == []


def test_rows_answer_by_part_or_abbreviation() -> None:
    text = "本局下设二级机构3个：县农业技术推广中心、动物卫生监督所、种子站。"
    assert report(text, "农技推广中心", "云溪县动物卫生监督所") == ["种子站"]


def test_a_placeholder_row_and_the_summary_answer_nothing() -> None:
    assert report("本局设二级机构信息中心。", "二级机构1", "局机关及二级机构汇总") == ["信息中心"]


def test_the_department_itself_is_not_its_unit() -> None:
    text = "本中心为县农业农村局下属二级机构农技推广中心。"
    assert report(text, department="云溪县农技推广中心") == []


def test_units_named_twice_are_reported_once() -> None:
    assert report(["本局设二级机构信息中心。", "下设二级机构1个：县信息中心。"]) == ["信息中心"]
