"""Sentences that state amounts, in three voices; every figure agrees with the tables."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .amounts import percent, split
from .money_base import MoneyBase
from .pieces import Figure, Piece, Tally

Sentence = list[Piece]


class MoneyText(MoneyBase):
    """Writes the money passages of one report out of its summary figures."""

    def overview(self) -> list[Sentence]:
        year = self._spec.year
        f = self._fig
        use = (
            "资金主要用于保障人员待遇和机关日常运转，并支持"
            + "、".join(self._theme.projects)
            + "等重点工作，涉及范围覆盖全县各乡镇。"
        )
        if self._spec.voice == 0:
            first: Sentence = [
                f"{year}年度", f("expenditure.total"), "，其中：", f("expenditure.basic"), "（", f("expenditure.personnel"), "，",
                f("expenditure.public"), "），", f("expenditure.project"), "。",
            ]  # fmt: skip
            if self._other_form():
                first = [
                    f"{year}年度", f("expenditure.total"), "。按支出性质划分，", f("expenditure.basic"), "，", f("expenditure.project"),
                    "；基本支出按用途划分，", f("expenditure.personnel"), "，", f("expenditure.public"), "。",
                ]  # fmt: skip
            out = [[*first, use], self._shares()]
        elif self._spec.voice == 1:
            parts: Sentence = []
            for concept in (
                "income.carryover",
                "income.fiscal",
                "income.government_fund",
                "income.non_tax",
                "income.other",
            ):
                if self._sum[concept]:
                    parts += ["、" if parts else "", f(concept)]
            marks = ("（其中：", "）；") if self._other_form() else ("，其中：", "；")
            first = [
                f"{year}年，本部门",
                f("income.total"),
                marks[0],
                *parts,
                marks[1],
                f("expenditure.total"),
                "，",
                f("balance"),
                "。",
            ]
            out = [[*first, use], self._growth()]
        else:
            out = [[*self._budget(), use], self._growth()]
        if self._spec.unit_sentence and len(self._units) > 1:
            out.append(self._by_unit())
        return out

    def _shares(self) -> Sentence:
        whole = self._shown(self._sum["expenditure.total"])
        basic = percent(self._shown(self._sum["expenditure.basic"]), whole)
        project = percent(self._shown(self._sum["expenditure.project"]), whole)
        return [
            "从支出结构看，", Figure("基本支出", basic[:-1], "%", None, "share", "占支出合计的"), "，",
            Figure(self._labels["expenditure.project"], project[:-1], "%", None, "share", "占支出合计的"), "，结构较为合理。",
        ]  # fmt: skip

    def _growth(self) -> Sentence:
        now = self._shown(self._sum["expenditure.total"])
        change = self._shown(now * Decimal(self._rng.randint(21, 94)) / 1000)
        up = self._rng.random() < 0.6
        before = now - change if up else now + change
        words = ("增加", "增长") if up else ("减少", "下降")
        rate = percent(change, before, 2)
        by: Sentence = [self._other(words[0], change, "change"), "，", Figure(words[1], rate[:-1], "%", None, "change")]
        if self._rng.random() < 0.5:
            return ["与", self._other("上年支出合计", before, "prior"), "相比，", *by, "，主要受专项任务多少的影响。"]
        return ["受人员调整和专项任务变化影响，支出合计较上年", *by, "，属于正常变动。"]

    def _budget(self) -> Sentence:
        total = self._shown(self._sum["expenditure.total"])
        added = self._shown(total * Decimal(self._rng.randint(40, 120)) / 1000)
        spare = self._shown(total * Decimal(self._rng.randint(8, 30)) / 1000)
        return [
            f"{self._spec.year}年度", self._other("年初预算", total - added + spare, "budget"), "，", self._other("年中追加", added, "adjustment"),
            "，", self._other("调整后预算", total + spare, "budget"), "；决算", self._fig("expenditure.total"), "，",
            Figure("预算执行率", percent(total, total + spare)[:-1], "%", None, "share"), "。",
        ]  # fmt: skip

    def _by_unit(self) -> Sentence:
        out: Sentence = ["按机构划分，"]
        for index, (name, figures) in enumerate(self._units):
            text = self._style.write(figures["expenditure.total"])
            out += [
                ("，" if index else "") + name,
                Figure("支出合计", text, self._style.unit, "expenditure.total", entity=name),
            ]
        return [*out, "。"]

    def basic(self) -> list[Sentence]:
        f = self._fig
        year = self._spec.year
        if self._spec.voice == 0 and self._other_form():
            return [
                [f"{year}年度", f("expenditure.basic", lone=True), "，涵盖人员薪酬和日常运转两类。"],
                [
                    "人员类：",
                    f("expenditure.personnel", lone=True),
                    "，包括基本工资、津贴补贴、绩效工资、社会保险缴费和住房公积金。",
                ],
                ["公用类：", f("expenditure.public", lone=True), "，包括办公费、印刷费、水电费、邮电费和差旅费。"],
            ]
        if self._spec.voice == 0:
            return [
                [f"{year}年度，本{self._theme.call}", f("expenditure.basic", join="为", lone=True), "，用于保障机构正常运转。",
                 "其中在职人员工资、津贴补贴和社会保障缴费等由财政统发，按月足额到位。"],
                ["用于职工工资福利和各项保险缴费的", f("expenditure.personnel", join="共计", lone=True), "。"],
                ["用于办公费、印刷费、水电费和差旅费的", f("expenditure.public", join="共计", lone=True), "。"],
            ]  # fmt: skip
        if self._spec.voice == 1:
            return [
                [f("expenditure.basic"), "，其中：", f("expenditure.personnel"), "，", f("expenditure.public"), "。"],
                ["全年", f("expenditure.personnel", lone=True), "由财政统一发放到个人账户。"],
                ["日常运转所需的", f("expenditure.public", lone=True), "按照定额标准控制使用，没有突破预算。"],
            ]
        if self._other_form():
            return [
                [
                    f("expenditure.basic"),
                    "（含",
                    f("expenditure.personnel"),
                    "、",
                    f("expenditure.public"),
                    "），用于人员待遇和机关运转。",
                ],
                ["全年", f("expenditure.basic", lone=True), "均在批复的预算内执行，没有挤占专项资金。"],
            ]
        return [
            [f("expenditure.basic", lone=True), "，为维持机构运转和完成日常工作任务所必需。"],
            ["在基本支出中，用于在职职工薪酬、社会保险和住房公积金的", f("expenditure.personnel", join="为"), "，用于办公、会议、差旅等日常开支的",
             f("expenditure.public", join="为"), "。"],
        ]  # fmt: skip

    def project(self) -> list[Sentence]:
        year = self._spec.year
        names = self._theme.projects
        quantum = self._spec.money.quantum
        whole = self._sum["expenditure.project"]
        parts = [self._style.write(part) for part in split(self._rng, whole, len(names), max(quantum, Decimal(100)))]
        f = self._fig
        if self._spec.voice == 0:
            sub = Figure(f"{names[0]}项目经费", parts[0], self._style.unit, None, "part")
            return [
                [
                    f"{year}年度",
                    f("expenditure.project", join="为", lone=True),
                    f"，主要用于{'、'.join(names)}等方面。其中：",
                    sub,
                    "。",
                ],
                ["各项资金由业务股室按合同约定和工作进度分批申请拨付，年末没有沉淀在往来账户的情况。"],
            ]
        if self._spec.voice == 1:
            tally = Tally(
                self._labels["expenditure.project"], self._style.write(whole), self._style.unit,
                [(f"{name}项目", part) for name, part in zip(names, parts, strict=True)], self._rng.randint(0, 2), "expenditure.project", "共计",
            )  # fmt: skip
            return [
                [tally, "。"],
                [f("expenditure.project", lone=True), "全部实行国库集中支付，按进度拨付到供应商和服务单位。"],
            ]
        rough = Figure(f"{names[0]}投入", _rough(whole), "万元", None, "approximate", "约")
        return [
            [
                f("expenditure.project", join="为", lone=True),
                f"，用于{'、'.join(names)}，",
                rough,
                "，其余按轻重缓急统筹安排。",
            ],
            ["项目资金拨付以合同、验收单和发票为依据，没有现金支付和白条入账的情况。"],
        ]

    def three_public(self) -> list[Sentence]:
        f = self._fig
        guests = self._rng.randint(60, 240)
        each = str((self._sum["three_public.reception"] / guests).quantize(Decimal(1), ROUND_HALF_UP))
        meals: Sentence = [f"，接待{self._rng.randint(8, 26)}批次{guests}人次"]
        if self._other_form():
            meals += ["，", Figure("人均", each, "元", None, "average")]
        meals.append("，均严格执行公务接待管理规定。")
        vehicle = self._sum["three_public.vehicle_operation"]
        out: list[Sentence] = []
        if self._spec.voice == 1 and self._spec.money.meeting != "inside":
            shown = [
                c
                for c in ("three_public.reception", "three_public.vehicle_operation", "three_public.vehicle_purchase")
                if self._sum[c]
            ]
            parts: Sentence = []
            for concept in shown:
                parts += ["，" if parts else "", f(concept)]
            out.append(["全年", f("three_public.total"), "，其中：", *parts, "。"])
        out.append(
            ["全年", f("three_public.reception", join="支出" if self._spec.voice == 0 else "", lone=True), *meals]
        )
        if self._spec.voice == 0:
            spent = self._sum["three_public.total"]
            room = self._shown(spent * Decimal(self._rng.randint(104, 125)) / 100)
            out.append(
                [
                    self._other("“三公”经费年初预算", room, "budget"),
                    "，",
                    self._other("决算", spent, "open"),
                    "，控制在预算以内。",
                ]
            )
        if vehicle:
            out.append(
                [
                    f("three_public.vehicle_operation", lone=True),
                    "，用于公务用车的燃油、保险和维修，实行定点加油、定点维修。",
                ]
            )
        else:
            out.append(["本部门没有公务用车，下乡出行统一通过公务用车平台派车。"])
        return out

    def payroll(self) -> Sentence:
        f = self._fig
        return [
            "人员经费与公用经费分开核算：全年", f("expenditure.personnel", lone=True), "通过工资统发系统发放；日常办公所需的",
            f("expenditure.public", lone=True), "凭据报销。",
        ]  # fmt: skip

    def closing(self) -> Sentence:
        f = self._fig
        if self._spec.voice == 0:
            return ["资产管理方面，年末", f("fixed_assets.total", lone=True), "，账实相符；全年通过双面打印、以旧换新节约办公耗材支出",
                    Figure("", "0.8", "万元", None, "approximate", "约"), "。"]  # fmt: skip
        if self._spec.voice == 1:
            return ["全年", f("expenditure.total", lone=True), "，没有超预算、无预算列支的情况，资金使用达到预期效果。"]
        bought = self._other(
            "政府采购支出", self._shown(self._sum["expenditure.project"] * Decimal(31) / 100), "elsewhere"
        )
        return [
            "收支执行总体平衡，",
            f("income.total", lone=True),
            "，年末各项往来款项清理完毕；",
            bought,
            "，全部按程序公开采购。",
        ]

    def plan(self) -> Sentence:
        wanted = self._shown(self._sum["expenditure.project"] * Decimal(self._rng.randint(103, 118)) / 100)
        label = self._labels["expenditure.project"]
        figure = self._other(f"计划安排{label}", wanted, "plan")
        return [
            f"{self._spec.year + 1}年，本{self._theme.call}",
            figure,
            "，重点保障民生实事和延续性项目，建议财政部门在编制预算时予以支持。",
        ]


def _rough(yuan: Decimal) -> str:
    """Some two fifths of the amount in whole 万元."""
    return str(max(1, int(yuan * 2 / 5 / 10000)))
