"""Report specs by chance, for measuring how checks fare on forms nobody has looked at."""

from __future__ import annotations

import random
from decimal import Decimal

from .amounts import MoneyPlan, MoneyStyle
from .spec import Layout, ReportSpec, Wording
from .themes import THEMES

REGIONS = ("泉岭县", "禾丰县", "月塘县", "栗坪县", "兰汀县", "苇泊县", "柘林源县", "竹溪口县", "岚浦县", "榆川口县")
PAY = (("人员支出", "公用支出"), ("人员经费", "公用经费"), ("工资福利支出", "商品和服务支出"))
PROJECT = ("项目支出", "项目支出", "专项支出")
BALANCE = ("结余", "年末结转和结余", "结转结余")
FISCAL = (
    ("公共财政拨款", "政府基金拨款"),
    ("一般公共预算财政拨款", "政府性基金预算拨款"),
    ("财政拨款", "政府基金拨款"),
)


def chance_spec(name: str, rng: random.Random) -> ReportSpec:
    """A spec drawn at random; the same state of `rng` gives the same spec."""
    theme = rng.choice(sorted(THEMES))
    units = rng.randint(0, len(THEMES[theme].units))
    style, text_style, quantum, size = _money(rng)
    return ReportSpec(
        name,
        theme,
        rng.choice(REGIONS),
        rng.randint(2018, 2023),
        rng.randint(1, 10**6),
        units=units,
        voice=rng.randint(0, 2),
        code=f"{rng.choice((101, 108, 112, 205, 301))}{rng.randint(1, 19):03}",
        score=rng.choice(("95", "92", "97", "90", "88", "85", "93.5")),
        phone=f"555{rng.randint(100, 199):04}",
        staffing_words=rng.choice(("", "", "人")),
        money=MoneyPlan(
            rng.choice((0.7, 1.0, 1.8, 3.5)),
            quantum,
            tuple(c for c in ("income.government_fund", "income.non_tax", "income.other") if rng.random() < 0.25),
            rng.choice(("none", "zero", "inside", "outside")),
            purchase=rng.random() < 0.2,
            leased=rng.random() < 0.3,
            vehicles=rng.random() < 0.8,
        ),
        style=style,
        text_style=text_style,
        wording=_wording(rng, single=units == 0),
        layout=_layout(rng, size),
        unit_sentence=rng.random() < 0.3,
    )


def _money(rng: random.Random) -> tuple[MoneyStyle, MoneyStyle, Decimal, int]:
    """Table style, text style, smallest step in 元, and the font size its figures fit a cell with."""
    kind = rng.randrange(6)
    if kind == 0:
        style = MoneyStyle("元", 2, separators=rng.random() < 0.7)
        return style, rng.choice((style, MoneyStyle("万元", 2))), Decimal("0.01"), 15
    if kind == 1:
        return MoneyStyle("万元", 6), MoneyStyle("万元", rng.choice((2, 6))), Decimal("0.01"), 15
    if kind == 2:
        style = MoneyStyle("万元", 1, trim=True)
        return style, style, Decimal(1000), 18
    style = MoneyStyle("万元", 2, trim=rng.random() < 0.4, separators=rng.random() < 0.2)
    return (
        style,
        rng.choice((style, style, MoneyStyle("元", 2), MoneyStyle("元", 0))),
        Decimal(100),
        rng.choice((18, 21)),
    )


def _wording(rng: random.Random, *, single: bool) -> Wording:
    pay, text_pay = rng.choice(PAY), rng.choice(PAY)
    fiscal, fund = rng.choice(FISCAL)
    project, balance = rng.choice(PROJECT), rng.choice(BALANCE)
    return Wording(
        fiscal=fiscal,
        government_fund=fund,
        personnel=pay[0],
        public=pay[1],
        project=project,
        balance=balance,
        vehicle_operation=rng.choice(("公务用车运维费", "公务用车运行维护费")),
        abroad=rng.choice(("因公出国费", "因公出国（境）费")),
        name_header=rng.choice(("机构名称", "单位名称")),
        summary=rng.choice(("局机关及二级机构汇总", "合计", "汇总", "部门汇总")),
        headquarters=rng.choice(("局机关", "局本级", "机关本级")),
        text_personnel=text_pay[0],
        text_public=text_pay[1],
        text_project=project,
        text_balance="年末结余" if balance == "结余" else balance,
    )


def _layout(rng: random.Random, size: int) -> Layout:
    form = rng.choice(("giant", "giant", "separate", "small"))
    order, tables = list(range(5)), list(range(4))
    if rng.random() < 0.3:
        rng.shuffle(order)
    if rng.random() < 0.3:
        rng.shuffle(tables)
    automatic = rng.choice(("none", "none", "second", "all"))
    weights = rng.random() < 0.35
    captions = rng.choice(("caption", "caption", "line", "header"))
    return Layout(
        form=form,  # type: ignore[arg-type]
        narrative_inside=rng.random() < 0.4,
        brackets=rng.choice(("full", "full", "half")),
        ordinals=rng.choice(("1、", "（1）", "")),
        summary_first=rng.random() < 0.6,
        automatic=automatic,  # type: ignore[arg-type]
        styles=rng.random() < 0.3,
        captions=captions,  # type: ignore[arg-type]
        cover=rng.choice(("colon", "spaces", "mixed", "tab", "table")),
        date_style=rng.choice(("cn", "cn", "iso", "dot", "han")),
        zeros=rng.choice(("zero", "blank", "dash", "mixed")),
        flat_headers=rng.random() < 0.3,
        income_order=(order[0], order[1], order[2], order[3], order[4]),
        project_first=rng.random() < 0.3,
        balance_first=rng.random() < 0.2,
        table_order=(tables[0], tables[1], tables[2], tables[3]),
        weights=weights,
        reasons=weights and rng.random() < 0.5,
        indicator_heads=rng.choice(("form", "levels")),
        font=rng.choice(("仿宋", "宋体")),
        page_head=rng.random() < 0.3,
        page_numbers=rng.random() < 0.8,
        repeat_headers=rng.random() < 0.4,
        indent=rng.random() < 0.8,
        cell_size=size,
        bare_tables=tables == list(range(4)) and captions == "caption" and rng.random() < 0.3,
        tight=size == 15,
    )
