"""The header trees of the four money tables."""

from __future__ import annotations

from .amounts import MoneyPlan
from .content import Node
from .spec import Layout, Wording

CAPTIONS = {
    "income": "年度收入情况",
    "expenditure": "部门（单位）年度支出和结余情况",
    "three_public": "“三公”经费支出情况",
    "fixed_assets": "固定资产情况",
}


def _group(children: list[Node], flat: bool) -> list[Node]:
    return children if flat else [Node("其中：", None, children)]


def income(wording: Wording, layout: Layout) -> list[Node]:
    parts = [
        Node("上年结转", "income.carryover"),
        Node(wording.fiscal, "income.fiscal"),
        Node(wording.government_fund, "income.government_fund"),
        Node("纳入专户管理的非税收入拨款", "income.non_tax"),
        Node("其他收入", "income.other"),
    ]
    ordered = [parts[index] for index in layout.income_order]
    return [Node("收入合计", "income.total"), *_group(ordered, layout.flat_headers)]


def expenditure(wording: Wording, layout: Layout) -> list[Node]:
    basic = [
        Node("基本支出", "expenditure.basic"),
        *_group(
            [Node(wording.personnel, "expenditure.personnel"), Node(wording.public, "expenditure.public")],
            layout.flat_headers,
        ),
    ]
    project = [Node(wording.project, "expenditure.project")]
    parts = [*project, *basic] if layout.project_first else [*basic, *project]
    balance = Node(wording.balance, "balance")
    body = [Node("支出合计", "expenditure.total"), *_group(parts, layout.flat_headers)]
    return [balance, *body] if layout.balance_first else [*body, balance]


def three_public(wording: Wording, layout: Layout, plan: MoneyPlan) -> list[Node]:
    parts = [
        Node("公务接待费", "three_public.reception"),
        Node(wording.vehicle_operation, "three_public.vehicle_operation"),
        Node("公务用车购置费", "three_public.vehicle_purchase"),
        Node(wording.abroad, "three_public.abroad"),
    ]
    if plan.meeting != "none":
        parts.append(Node("会议费", "three_public.meeting"))
    return [Node("三公经费\n合计", "three_public.total"), *_group(parts, layout.flat_headers)]


def fixed_assets(layout: Layout) -> list[Node]:
    if layout.flat_headers:
        parts = [
            Node("在用固定资产", "fixed_assets.in_use"),
            Node("出租固定资产", "fixed_assets.leased"),
            Node("其他", "fixed_assets.other"),
        ]
        return [Node("固定资产\n合计", "fixed_assets.total"), *parts]
    inner = [Node("在用固定资产", "fixed_assets.in_use"), Node("出租固定资产", "fixed_assets.leased")]
    return [
        Node("固定资产\n合计", "fixed_assets.total"),
        Node("其中：", None, inner),
        Node("其他", "fixed_assets.other"),
    ]
