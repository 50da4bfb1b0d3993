"""The reports of the corpus in the county form: eight without a fault, seven with one to three, one with the faults of a careless report."""

from __future__ import annotations

from decimal import Decimal

from .amounts import MoneyPlan, MoneyStyle
from .spec import Layout, ReportSpec, Wording

YUAN_TABLE = MoneyStyle("元", 2, separators=True)
FEN = Decimal("0.01")

CLEAN = (
    ReportSpec(
        "yunxiyuan-forestry-2022", "forestry", "云溪源县", 2022, 3, units=2, voice=0, code="108001",
        money=MoneyPlan(1.6), layout=Layout(bare_tables=True),
    ),
    ReportSpec(
        "qinglan-archives-2021", "archives", "青岚县", 2021, 5, units=0, voice=1, code="112003", score="96",
        text_style=MoneyStyle("元", 2, separators=True),
        wording=Wording(
            fiscal="一般公共预算财政拨款", government_fund="政府性基金预算拨款", personnel="人员经费", public="公用经费",
            balance="年末结转和结余", name_header="单位名称", headquarters="青岚县档案馆", text_personnel="人员经费",
            text_public="公用经费", text_balance="年末结转和结余",
        ),
        layout=Layout(
            "small", ordinals="", automatic="all", styles=True, captions="header", cover="table", date_style="iso",
            weights=True, reasons=True, indicator_heads="levels", font="宋体", page_head=True, cell_size=21,
        ),
    ),
    ReportSpec(
        "shili-culture-2023", "culture", "石栗县", 2023, 7, units=3, voice=2, code="115002", score="93", unit_sentence=True,
        money=MoneyPlan(2.2, FEN, ("income.government_fund",)), style=YUAN_TABLE, text_style=MoneyStyle("万元", 2),
        wording=Wording(
            fiscal="财政拨款", vehicle_operation="公务用车运行维护费", abroad="因公出国（境）费", summary="合计",
            headquarters="局本级", personnel="工资福利支出", public="商品和服务支出", text_personnel="工资福利支出",
            text_public="商品和服务支出",
        ),
        layout=Layout(
            "giant", narrative_inside=True, brackets="half", summary_first=False, automatic="second", captions="line",
            cover="tab", flat_headers=True, date_style="cn", cell_size=15, tight=True,
        ),
    ),
    ReportSpec(
        "luquan-water-2020", "water", "鹿泽县", 2020, 11, units=2, voice=1, code="301005", score="91", phone="5550146",
        money=MoneyPlan(6.0, FEN, meeting="outside"), style=MoneyStyle("万元", 6), text_style=MoneyStyle("万元", 2),
        wording=Wording(project="专项支出", text_project="专项支出", balance="结转结余", text_balance="结转结余", summary="部门汇总", headquarters="机关本级"),
        layout=Layout("separate", ordinals="（1）", project_first=True, date_style="iso", zeros="zero", font="宋体", repeat_headers=True),
    ),
    ReportSpec(
        "yuanping-petition-2019", "petition", "沅屏县", 2019, 13, units=1, voice=0, code="203011", score="94.5",
        money=MoneyPlan(0.8, Decimal(1000), ("income.non_tax", "income.other"), meeting="inside"),
        style=MoneyStyle("万元", 1, trim=True), text_style=MoneyStyle("万元", 1, trim=True),
        wording=Wording(text_personnel="工资福利支出", text_public="商品和服务支出", summary="汇总"),
        layout=Layout("giant", date_style="han", cover="spaces", zeros="zero", balance_first=True, cell_size=21, narrative_inside=True),
    ),
    ReportSpec(
        "tongpu-emergency-2022", "emergency", "桐浦县", 2022, 17, units=2, voice=2, code="128006", score="90",
        staffing_words="人", phone="0000-5550162",
        money=MoneyPlan(1.9, meeting="zero"), text_style=MoneyStyle("元", 0),
        wording=Wording(fiscal="一般公共预算财政拨款", abroad="因公出国（境）费", vehicle_operation="公务用车运行维护费"),
        layout=Layout(
            "small", zeros="dash", income_order=(1, 2, 3, 4, 0), table_order=(1, 0, 3, 2), date_style="dot", repeat_headers=True,
            page_head=True, weights=True, captions="line", summary_first=False, ordinals="",
        ),
    ),
    ReportSpec(
        "songluo-veterans-2023", "veterans", "松罗县", 2023, 19, units=0, voice=1, code="131001", score="88", phone="5550178",
        money=MoneyPlan(3.0, Decimal(10000), purchase=True, leased=True),
        style=MoneyStyle("万元", 0), text_style=MoneyStyle("万元", 0), layout=Layout("separate", cover="table", automatic="all", indent=False),
    ),
    ReportSpec(
        "chenghe-city-culture-2016", "culture", "澄禾市", 2016, 53, units=1, voice=0, code="115002", score="91",
        title=("澄禾市2016年度市直部门整体支出", "绩效评价报告"),
        layout=Layout("separate", cover="colon", ordinals="", income_order=(1, 0, 2, 3, 4)),
    ),
)  # fmt: skip

FAULTY = (
    ReportSpec(
        "baizhi-disabled-2022", "disabled", "白芷县", 2022, 23, units=1, voice=0, code="142002", score="97",
        wording=Wording(personnel="人员经费", public="公用经费", text_personnel="人员经费", text_public="公用经费", headquarters="机关本级"),
        layout=Layout("giant", zeros="zero"), faults=("C201-personnel-public", "F301-contact", "T601-vanish"),
    ),
    ReportSpec(
        "chenghe-coop-2021", "coop", "澄禾县", 2021, 29, units=2, voice=1, code="150004", score="92",
        layout=Layout("separate", automatic="second", summary_first=False, cover="tab", weights=True),
        faults=("C202-swapped", "F304", "C206-money"),
    ),
    ReportSpec(
        "yunxiyuan-water-2023", "water", "云溪源县", 2023, 31, units=1, voice=2, code="301001", phone="5550119",
        layout=Layout("small", captions="line", font="宋体", indicator_heads="levels"),
        faults=("A101-assets", "C203", "S504-evaluator"),
    ),
    ReportSpec(
        "qinglan-culture-2022", "culture", "青岚县", 2022, 37, units=2, voice=0, code="115002", score="89",
        money=MoneyPlan(1.4, FEN), style=YUAN_TABLE, text_style=YUAN_TABLE,
        layout=Layout("giant", narrative_inside=True, ordinals="（1）", brackets="half", cell_size=15, tight=True),
        faults=("A102-spending", "C206-counts", "T602"),
    ),
    ReportSpec(
        "shili-archives-2020", "archives", "石栗县", 2020, 41, units=0, voice=1, code="112001", score="95",
        layout=Layout("giant", flat_headers=True, date_style="han"),
        faults=("A103", "S502-skipped", "F308-text"),
    ),
    ReportSpec(
        "pingjiang-veterans-2022", "veterans", "平江县", 2022, 43, units=1, voice=0, score="96",
        layout=Layout("separate", cover="spaces", date_style="dot"),
        faults=("F303", "I401", "C202-score"),
    ),
    ReportSpec(
        "luquan-county-coop-2018", "coop", "鹿泽县", 2018, 59, units=1, voice=1, code="150004", score="93",
        title=("鹿泽县2018年度县级部门（单位）整体支出绩效自评报告",),
        layout=Layout("giant", captions="line", zeros="zero"), faults=("A103", "C202-digit"),
    ),
    ReportSpec(
        "huarong-petition-2021", "petition", "华容县", 2021, 47, units=0, voice=2, score="95", phone="5550194",
        style=MoneyStyle("万元", 2, trim=True), text_style=MoneyStyle("万元", 2, trim=True), money=MoneyPlan(0.9, meeting="zero"),
        layout=Layout("giant", automatic="second", cover="mixed", bare_tables=True),
        faults=(
            "C201-basic-project", "F302-staffing", "F303", "I401", "S504-all", "S503-rows", "S505", "T601-tiny", "I402",
            "I405", "F308-part", "S502-restart",
        ),
    ),
)  # fmt: skip

CORPUS = (*CLEAN, *FAULTY)
