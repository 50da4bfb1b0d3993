"""The text part (五、评价报告综述): headings and paragraphs, every amount tied to what answers it."""

from __future__ import annotations

import random
from collections import Counter

from .amounts import Figures
from .money_text import MoneyText
from .numbers_zh import ordinal
from .pieces import Figure, Para, Piece, para
from .spec import ReportSpec
from .themes import Theme


class Writer:
    """Collects headings, which it numbers, and paragraphs."""

    def __init__(self, spec: ReportSpec) -> None:
        self.paras: list[Para] = []
        self._spec = spec
        self._counts: Counter[int] = Counter()

    def heading(self, level: int, title: str) -> None:
        self._counts[level] += 1
        for deeper in [known for known in self._counts if known > level]:
            del self._counts[deeper]
        mode = self._spec.layout.automatic
        auto = mode == "all" or (mode == "second" and level == 2)
        number = ordinal(level, self._counts[level])
        if self._spec.layout.brackets == "half":
            title = half(title)
            number = number if auto else half(number)
        self.paras.append(Para([title], level=level, number=number, auto=auto, bold=level == 1))

    def add(self, *pieces: Piece) -> None:
        self.paras.append(para(*pieces))


def half(text: str) -> str:
    return text.replace("（", "(").replace("）", ")")


def narrate(
    spec: ReportSpec,
    theme: Theme,
    department: str,
    units: list[tuple[str, Figures]],
    summary: Figures,
    staffing: tuple[int, int],
    grade: str,
    rng: random.Random,
) -> list[Para]:
    """The whole text part. `units` are (row name, figures), headquarters first; `staffing` is (quota, actual)."""
    out = Writer(spec)
    money = MoneyText(spec, theme, units, summary, rng)
    out.heading(1, "部门（单位）概况")
    out.heading(2, "部门（单位）基本情况")
    _basics(out, spec, theme, department, [name for name, _ in units[1:]], staffing)
    out.heading(2, "部门（单位）整体支出规模、使用方向和主要内容、涉及范围等")
    for pieces in money.overview():
        out.add(*pieces)
    out.heading(1, "部门（单位）整体支出管理及使用情况")
    out.heading(2, "基本支出")
    for pieces in money.basic():
        out.add(*pieces)
    out.heading(2, "专项支出" if "专项" in spec.wording.project else "项目支出")
    for pieces in money.project():
        out.add(*pieces)
    if spec.voice != 2:
        out.heading(2, "“三公”经费支出")
        for pieces in money.three_public():
            out.add(*pieces)
    out.heading(1, "部门（单位）专项组织实施情况")
    out.heading(2, "专项组织情况分析")
    for pieces in _organised(spec, theme, money):
        out.add(*pieces)
    out.heading(2, "专项管理情况分析")
    for pieces in _managed(spec, theme):
        out.add(*pieces)
    out.heading(1, "部门（单位）整体支出绩效情况")
    for pieces in _performance(spec, theme, money, grade):
        out.add(*pieces)
    out.heading(1, "存在的主要问题")
    _numbered(out, spec.voice, PROBLEMS[spec.voice])
    out.heading(1, "改进措施和有关建议")
    _numbered(out, spec.voice, MEASURES[spec.voice])
    out.add(*money.plan())
    return out.paras


def _basics(
    out: Writer, spec: ReportSpec, theme: Theme, department: str, units: list[str], staffing: tuple[int, int]
) -> None:
    body = theme.call
    offices = f"内设{'、'.join(theme.offices)}{len(theme.offices)}个股室"
    if units:
        below = f"下属{'、'.join(units)}共{len(units)}个二级机构，均纳入本次自评范围。"
    else:
        below = "没有独立核算的下属机构，本次自评范围即为机关本身。"
    out.add(f"{department}（以下简称“本{body}”）为一级预算单位，{offices}。{below}")
    out.add(f"经机构编制部门核定，本{body}人员编制{staffing[0]}人，年末实有人数{staffing[1]}人。")
    out.add("主要职责如下：")
    for index, duty in enumerate(theme.duties, 1):
        out.add(f"{index}.{duty}")


def _organised(spec: ReportSpec, theme: Theme, money: MoneyText) -> list[list[Piece]]:
    projects = "、".join(theme.projects)
    body = theme.call
    choices = (
        f"{projects}等专项由分管领导牵头，业务股室提出方案，经本{body}办公会议集体研究后报县财政局审核。实施前组织踏勘和询价，采购环节按规定公开，合同条款由法律顾问把关；实施中按月调度，对进度偏慢的点位发函提醒，重要节点留存影像资料，确保钱随事走、账实相符。",
        f"年初将{projects}列入重点工作清单，明确责任人、完成时限和验收标准。各专项均编制了绩效目标申报表，指标设置细化到季度，随预算一并公开。执行过程中由办公室会同业务股室开展两次现场核查，对发现的问题逐条登记、逐条销号。",
        f"本{body}成立专项工作小组，统筹{projects}的组织实施。小组每季度碰头一次，通报资金到位、工程量和质量情况，对需要调整的内容按程序报批，没有擅自变更用途的情形。",
    )
    texts: list[list[Piece]] = [[choices[spec.voice]]]
    if spec.voice == 2:
        texts.append(money.payroll())
    return texts


def _managed(spec: ReportSpec, theme: Theme) -> list[list[Piece]]:
    body = theme.call
    standard = Figure("", "100", "元每人每天", None, "standard")
    lodging = Figure("", "330", "元每人每天", None, "standard")
    return [
        [
            f"本{body}修订了财务管理、采购管理和差旅费管理三项制度，支出实行经办、审核、审批三级签字。外出考察的伙食补助按",
            standard,
            "、住宿费按",
            lodging,
            "以内据实报销，超出部分由个人承担。会计凭证按月装订，专项资金单独设账，接受审计和社会监督。",
        ],
        [
            "专项资金全部通过国库集中支付系统拨付，收款人与合同、发票一致。年末组织自查，未发现截留、挤占、挪用和超范围列支的问题；项目资料由专人归档，做到一项一档。"
        ],
    ]


def _performance(spec: ReportSpec, theme: Theme, money: MoneyText, grade: str) -> list[list[Piece]]:
    body = theme.call
    score = Figure("自评得分", spec.score, "分", "score.total", None, ("", "为", "")[spec.voice], lone=True)
    choices: tuple[list[Piece], ...] = (
        [f"对照年初设定的绩效目标，本{body}各项任务均已完成，部门整体支出绩效", score, f"，评价等次为“{grade}”。"],
        [
            "从投入、过程、产出和效益四个方面综合衡量，本次整体支出",
            score,
            f"，等次为{grade}。扣分主要在于个别项目前期准备时间偏长。",
        ],
        [
            "经评价小组逐项打分、集中复核，部门整体支出绩效",
            score,
            f"，评定等次“{grade}”。主要产出指标达到或超过目标值，服务对象反映良好。",
        ],
    )
    return [choices[spec.voice], money.closing()]


def _numbered(out: Writer, voice: int, items: tuple[str, ...]) -> None:
    if voice == 2:
        words = ("一是", "二是", "三是")
        out.add("".join(f"{word}{item}" for word, item in zip(words, items, strict=True)))
        return
    for index, item in enumerate(items, 1):
        number = f"{index}." if voice == 0 else ordinal(2, index)
        out.add(half(number + item) if out._spec.layout.brackets == "half" and voice else number + item)


PROBLEMS = (
    (
        "绩效指标的量化程度还不够，部分效益指标难以直接取得数据。",
        "项目前期论证不够充分，上半年资金支付进度偏慢。",
        "财务人员身兼数职，绩效管理的专业培训偏少。",
    ),
    (
        "预算编制与业务计划的衔接不够紧密，年中调剂事项偏多。",
        "固定资产台账更新不及时，个别资产标签脱落。",
        "绩效评价结果与次年预算安排的挂钩还需加强。",
    ),
    (
        "个别股室对绩效管理认识不足，存在重使用、轻评价的倾向；",
        "信息化手段运用不多，过程数据靠人工统计，效率不高；",
        "跨部门项目的职责边界还不够清楚，沟通成本偏高。",
    ),
)
MEASURES = (
    (
        "进一步细化绩效目标，建立指标数据的日常采集台账。",
        "提前启动项目储备，力争一季度完成采购和合同签订。",
        "每年组织不少于两次业务培训，提高财务队伍素质。",
    ),
    (
        "完善预算编制流程，先定事、后定钱，减少年中调剂。",
        "开展资产清查，做到账、卡、物相符。",
        "把评价结果作为安排预算和改进管理的重要依据。",
    ),
    (
        "压实股室主体责任，把绩效完成情况纳入年度考核；",
        "建立项目数据共享台账，减少重复填报；",
        "与相关部门签订任务分工清单，定期会商解决难点。",
    ),
)
