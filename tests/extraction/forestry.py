"""A report of a forestry bureau with one subordinate unit, for sentences to be read against its tables."""

from __future__ import annotations

from typing import Any

from sketched import COVER, table

INCOME = table(
    ["机构名称", "收入合计", "上年结转", "公共财政拨款"],
    ["合计", "318.3", "21.2", "297.1"],
    ["局机关", "250.3", "21.2", "229.1"],
    ["2、森林资源监测中心", "68", "", "68"],
)
EXPENDITURE = table(
    ["机构名称", "支出合计", "基本支出", "人员支出", "公用支出", "项目支出", "结余"],
    ["合计", "268.7", "115", "94.8", "20.2", "153.7", "49.6"],
    ["局机关", "208.7", "75", "64.8", "10.2", "133.7", "41.6"],
    ["2、森林资源监测中心", "60", "40", "30", "10", "20", "8"],
)
THREE_PUBLIC = table(
    ["机构名称", "三公经费合计", "公务接待费", "公务用车运维费", "公务用车购置费", "因公出国费"],
    ["合计", "5.18", "1.98", "3.2", "0", "0"],
)
REPORT: list[Any] = [*COVER, INCOME, EXPENDITURE, THREE_PUBLIC, "一、概况"]
