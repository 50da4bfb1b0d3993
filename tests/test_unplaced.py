"""A figure of a table that nothing was made of is listed with its place, in every format that lists findings."""

from __future__ import annotations

from reportparse.pipeline import check_document
from reportparse.readers.sketch import sketch
from reportparse.ruleset.rules import RuleSet

BLOCKS = [
    "云溪县2022年度部门整体支出绩效自评报告",
    {"table": [["设备名称", "台数", "说明"], ["打印机", "12", "科室使用"], ["投影仪", "3", "会议室"]]},
    {"table": [["机构名称", "收入合计", "上年结转", "公共财政拨款"], ["局机关", "318.3", "21.2", "297.1"]]},
]


def test_figures_without_a_meaning_are_listed(ruleset: RuleSet) -> None:
    coverage = check_document(sketch(BLOCKS), ruleset).coverage
    assert [one.text for one in coverage.unplaced] == ["12", "3"]
    assert [(one.location.block, one.location.row, one.location.column) for one in coverage.unplaced] == [
        (1, 1, 1),
        (1, 2, 1),
    ]
    assert coverage.unread["unplaced figures"] == 2


def test_weights_scores_and_their_total_are_placed(ruleset: RuleSet) -> None:
    table = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "改造泵站", "12座", "12座", "100", "98"],
        ["合计", "<", "<", "<", "<", "100", "98"],
    ]
    assert (
        check_document(sketch(["云溪县2022年度项目支出绩效自评表", {"table": table}]), ruleset).coverage.unplaced == []
    )
