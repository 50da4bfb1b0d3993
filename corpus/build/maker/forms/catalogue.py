"""The reports in other forms: for each form at least one without a fault and one with."""

from __future__ import annotations

from dataclasses import replace

from ..truth import Planted
from .county import CountyProject, county_project, people
from .departments import Scored, score_sheet
from .kit import Form
from .narratives import Text, indicator, regional_table, small_table, text_report
from .projects import (
    Funds,
    Project,
    chongqing_report,
    hubei_report,
    national_report,
    several_report,
    sichuan_report,
)

OUTPUT, BENEFIT, CONTENT = "产出指标", "效益指标", "满意度指标"

DITCH = Project(
    "灌区末级渠系维修养护项目", "云溪源县水利局", "云溪源县灌区管理所",
    (
        Funds("年度资金总额", "320", "346.5", "338.72"),
        Funds("其中：当年财政拨款", "300", "326.5", "318.72"),
        Funds("上年结转资金", "20", "20", "20"),
        Funds("其他资金", "", "", ""),
    ),
    "目标1：维修养护末级渠系42公里\n目标2：改善灌溉面积1.2万亩", "完成渠系维修养护43.6公里，改善灌溉面积1.25万亩。",
    (
        indicator(OUTPUT, "数量指标", "维修养护渠系长度", "≥42公里", "43.6公里", "15", "15"),
        indicator(OUTPUT, "数量指标", "更换闸门套数", "≥36套", "36套", "10", "10"),
        indicator(OUTPUT, "质量指标", "工程验收合格率", "100%", "100%", "10", "10"),
        indicator(OUTPUT, "时效指标", "项目按期完工率", "≥95%", "92%", "10", "9.68", "汛期提前，两处渠段顺延至次年1月完工"),
        indicator(OUTPUT, "成本指标", "项目总成本", "≤346.5万元", "338.72万元", "5", "5"),
        indicator(BENEFIT, "经济效益指标", "改善灌溉面积", "≥1.2万亩", "1.25万亩", "15", "15"),
        indicator(BENEFIT, "可持续影响指标", "管护责任落实率", "≥90%", "94%", "15", "15"),
        indicator(CONTENT, "服务对象满意度指标", "受益农户满意度", "≥90%", "93.5%", "10", "10"),
    ),
)  # fmt: skip

BOOKS = Project(
    "公共图书馆图书购置经费", "桐浦县文化旅游局", "桐浦县图书馆",
    (
        Funds("年度资金总额", "58", "58", "57.42"),
        Funds("其中：当年财政拨款", "50", "50", "49.42"),
        Funds("上年结转资金", "8", "8", "8"),
        Funds("其他资金", "0", "0", "0"),
    ),
    "新购图书1.6万册，方便读者借阅。", "新购图书16280册，全部编目上架。",
    (
        indicator(OUTPUT, "数量指标", "新购图书册数", "≥16000册", "16280册", "20", "20"),
        indicator(OUTPUT, "质量指标", "编目差错率", "≤1%", "0.4%", "15", "15"),
        indicator(OUTPUT, "时效指标", "按季度上架完成率", "100%", "100%", "15", "15"),
        indicator(BENEFIT, "社会效益指标", "外借册次增长率", "≥5%", "6.8%", "30", "30"),
        indicator(CONTENT, "服务对象满意度指标", "读者满意度", "≥90%", "95%", "10", "10"),
    ),
)  # fmt: skip

READING = replace(
    BOOKS,
    project="全民阅读活动经费",
    funds=(
        Funds("年度资金总额", "24", "22", "21.34"),
        Funds("其中：当年财政拨款", "24", "22", "21.34"),
        Funds("上年结转资金", "", "", ""),
        Funds("其他资金", "", "", ""),
    ),
    goal="举办阅读推广活动30场。",
    result="举办阅读推广活动34场。",
    rows=(
        indicator(OUTPUT, "数量指标", "阅读推广活动场次", "≥30场", "34场", "20", "20"),
        indicator(OUTPUT, "质量指标", "活动按方案实施率", "≥95%", "100%", "20", "20"),
        indicator(OUTPUT, "成本指标", "场均成本", "≤0.7万元", "0.63万元", "10", "10"),
        indicator(BENEFIT, "社会效益指标", "活动参与人次", "≥4000人次", "4310人次", "30", "30"),
        indicator(CONTENT, "服务对象满意度指标", "参与群众满意度", "≥90%", "96%", "10", "10"),
    ),
)  # fmt: skip

SHARING = Project(
    "文化信息资源共享工程项目", "澄禾市文化和旅游局", "澄禾市图书馆", (Funds("年度财政资金总额", "", "26", "24.7"),),
    "", "",
    (
        indicator("产出指标（40分）", "数量指标", "新增存储容量", "≥25TB", "26TB", "", "15"),
        indicator("产出指标（40分）", "质量指标", "无线网络覆盖率", "100%", "100%", "", "15"),
        indicator("产出指标（40分）", "时效指标", "平台全年在线天数", "≥360天", "363天", "", "10"),
        indicator("效益指标（30分）", "社会效益指标", "平台访问量", "≥8万次", "8.6万次", "", "30"),
        indicator("满意度指标（10分）", "服务对象满意度指标", "读者满意度", "≥90%", "94%", "", "10"),
    ),
)  # fmt: skip

WAGES = Project(
    "乡村公路养护补助", "青岚县交通运输局", "青岚县公路养护中心",
    (
        Funds("总额", "238.90", "251.80", "249.03"),
        Funds("其中：财政资金", "230.00", "242.90", "240.13"),
        Funds("财政专户管理资金", "0.00", "0.00", "0.00"),
        Funds("单位资金", "8.90", "8.90", "8.90"),
        Funds("其他资金", "", "", ""),
    ),
    "完成县道日常养护186公里，路况保持良好。", "全年养护县道186公里，修复路面坑槽312处。",
    (
        indicator(OUTPUT, "数量指标", "养护里程", "=186公里", "186", "22.5", "22.5"),
        indicator(OUTPUT, "质量指标", "路面技术状况优良率", "≥85%", "88", "22.5", "22.5"),
        indicator(OUTPUT, "时效指标", "养护任务按期完成率", "=100%", "100", "22.5", "22.5"),
        indicator(BENEFIT, "社会效益指标", "沿线群众满意率", "≥90%", "93", "22.5", "22.5"),
    ),
)  # fmt: skip

FOREST = Project(
    "", "", "",
    (Funds("年度总金额", "982.40", "1047.60", "1011.30"), Funds("其中：财政拨款", "982.40", "1032.60", "996.30")),
    "完成营造林2万亩，管护森林250万亩。", "完成营造林2.1万亩，管护森林250万亩。",
    (
        indicator("", "", "营造林面积", "≥2万亩", "2.1", "20", "20"),
        indicator("", "", "森林资源管护面积", "=250万亩", "250", "20", "20"),
        indicator("", "", "公益林补助兑付率", "≥90%", "100", "20", "20"),
        indicator("", "", "森林火灾受害率", "≤0.9%", "0", "20", "20"),
        indicator("", "", "林农满意度", "≥90%", "95", "10", "10"),
    ),
)  # fmt: skip

PENSION = CountyProject(
    "青岚县财政局", "优抚对象抚恤补助", "青岚县退役军人服务中心", "青岚县退役军人事务局", "2018年1月", "2018年12月",
    ("186.4", "186.4", "179.6", "6.8"),
    (("120", "120", "120", "0"), ("40.4", "40.4", "36", "4.4"), ("", "", "", ""), ("26", "26", "23.6", "2.4"), ("", "", "", "")),
    (
        ("重点优抚对象定期抚恤", "102.5", "1月33号、2月12号、7月18号"),
        ("义务兵家庭优待金", "41.6", "8月26号"),
        ("优抚对象医疗补助", "23.5", "5月17、32号"),
        ("春节走访慰问", "12", "1月41号"),
    ),
    "179.6",
    "优抚对象待遇按时足额兑现。", "全部按时足额发放，无一例投诉。",
    (
        indicator(OUTPUT, "数量指标", "享受抚恤补助人数", "≥460人", "472人"),
        indicator(OUTPUT, "质量指标", "补助标准执行率", "100%", "100%"),
        indicator(OUTPUT, "时效指标", "按季发放及时率", "≥98%", "100%"),
        indicator(BENEFIT, "社会效益指标", "优抚对象信访量下降率", "≥10%", "14%"),
        indicator(CONTENT, "服务对象满意度指标", "优抚对象满意度", "≥90%", "96%"),
    ),
    "94", "优", people("纪若溪", "温知远", unit="青岚县退役军人服务中心"),
    (
        ("（一）项目概况", "项目为全县重点优抚对象发放定期抚恤、优待金和医疗补助，由中心负责实施。"),
        ("（二）资金使用情况", "资金实行专账核算，按批准的用途支出，未发现挤占挪用。"),
        ("（三）存在的问题和建议", "个别乡镇上报信息不够及时，下一步将加强数据比对。"),
    ),
)  # fmt: skip

ROAD = replace(
    PENSION, issuer="石栗县财政局", project="村级便道硬化工程", unit="石栗县乡村公路建设中心", supervisor="石栗县交通运输局",
    begin="2021年3月", end="2021年11月", totals=("254.00", "254.00", "247.35", "6.65"),
    parts=(("", "", "", ""), ("150.00", "150.00", "150.00", "0.00"), ("60.00", "60.00", "57.35", "2.65"), ("44.00", "44.00", "40.00", "4.00"), ("", "", "", "")),
    spending=(("路基和路面工程款", "231.20", "6月8号、12月15号"), ("监理费", "9.75", "12月16号"), ("设计费", "6.40", "4月3号")),
    spent="247.35", goal="硬化村级便道9.6公里。", result="硬化村级便道9.8公里，全部通过验收。",
    rows=(
        indicator(OUTPUT, "数量指标", "便道硬化里程", "≥9.6公里", "9.8公里"),
        indicator(OUTPUT, "质量指标", "工程验收合格率", "100%", "100%"),
        indicator(BENEFIT, "社会效益指标", "受益村民人数", "≥3200人", "3410人"),
        indicator(CONTENT, "服务对象满意度指标", "受益村民满意度", "≥90%", "95%"),
    ),
    score="92", people=people("桑望舒", "冉云帆", unit="石栗县乡村公路建设中心"), beside=False, contact="桑望舒",
    text=(
        ("（一）项目概况", "项目安排在6个行政村实施，路面宽3.5米，厚0.18米。"),
        ("（二）项目管理情况", "按照招标文件签订合同，监理全程在场，竣工后组织验收。"),
    ),
)  # fmt: skip

SCORED = (
    Scored("投入（20分）", "目标设定", "绩效目标合理性", "5", "目标明确、与职责相符得5分，每项不符扣2分。", "5"),
    Scored("投入（20分）", "目标设定", "绩效指标明确性", "5", "指标细化量化得5分，未量化的每项扣1分。", "4"),
    Scored("投入（20分）", "预算配置", "在职人员控制率", "10", "控制率≤100%得10分，每超过1个百分点扣2分。", "10"),
    Scored("过程（40分）", "预算执行", "预算完成率", "15", "完成率达到95%得15分，90%至95%得12分，低于90%不得分。", "12"),
    Scored("过程（40分）", "预算执行", "公用经费控制率", "10", "不超过预算得10分，每超过1%扣1分。", "10"),
    Scored("过程（40分）", "预算管理", "管理制度健全性", "15", "制度健全得8分，执行有效得7分。", "15"),
    Scored("产出及效率（40分）", "职责履行", "重点工作办结率", "20", "办结率×20分。", "19.6"),
    Scored("产出及效率（40分）", "履职效益", "社会公众满意度", "20", "满意度≥90%得20分，每降低1个百分点扣1分。", "19"),
)  # fmt: skip

RELIEF = Project(
    "困难群众救助补助资金", "民政部", "松罗县民政局",
    (
        Funds("年度资金总额", "", "2456.30", "2456.30"),
        Funds("其中：中央财政资金", "", "1906.30", "1906.30"),
        Funds("省级财政资金", "", "410.00", "410.00"),
        Funds("县级财政资金", "", "140.00", "140.00"),
        Funds("其他资金", "", "0", "0"),
    ),
    "保障困难群众基本生活。", "困难群众基本生活得到保障。",
    (
        indicator(OUTPUT, "数量指标", "农村低保对象人数", "≥5200人", "5318人"),
        indicator(OUTPUT, "质量指标", "救助对象认定准确率", "≥95%", "98%"),
        indicator(OUTPUT, "时效指标", "补助按月发放及时率", "≥95%", "100%"),
        indicator(BENEFIT, "社会效益指标", "困难群众生活水平", "有所提高", "有所提高"),
        indicator(CONTENT, "服务对象满意度指标", "救助对象满意度", "≥90%", "94%"),
    ),
)  # fmt: skip


def transfer_lines(spent: str = "2456.30") -> tuple[str, ...]:
    return (
        "一、绩效目标分解下达情况",
        "（一）上级下达预算和绩效目标情况",
        "2022年，省财政厅、省民政厅分三批下达我县困难群众救助补助资金（松财社〔2022〕16号等），用于低保、特困供养和临时救助。",
        "（二）县级资金安排、分解下达预算和绩效目标情况",
        "县级配套资金列入年初预算，与上级资金统筹使用，绩效目标随预算一并下达。",
        "二、绩效情况分析",
        "（一）资金投入情况分析",
        f"项目资金总额{spent}万元，其中：中央财政资金1906.30万元，省级财政资金410万元，县级财政资金140万元。",
        "截至年底，实际执行2456.30万元，预算执行率100%。",
        "（二）资金管理情况分析",
        "补助资金通过一卡通发放，专账核算，未发现截留挪用。",
        "（三）总体绩效目标完成情况分析",
        "全县农村低保对象5318人，特困供养对象612人，均按月足额发放。",
        "三、偏离绩效目标的原因和下一步改进措施",
        "各项指标均达到目标，无偏离。下一步加强动态管理，做到应保尽保、应退尽退。",
        "四、绩效自评结果拟应用和公开情况",
        "自评结果作为安排下年度预算的参考，随决算一并公开。",
    )


def narrative_lines(second: str = "6.6") -> tuple[object, ...]:
    return (
        "一、项目概况",
        "（一）项目基本情况",
        "为保护传统技艺，2021年实施非物质文化遗产传习项目，由白芷县文化馆承担，设传习点6处。",
        "（二）项目资金情况",
        f"项目共支出24.6万元，其中：传习活动费12.4万元，设备购置费5.6万元，传承人补助{second}万元。",
        small_table(
            ("支出事项", "金额（万元）", "说明"),
            (("传习活动费", "12.4", "6处传习点"), ("设备购置费", "5.6", "录音录像设备"), ("传承人补助", "6.6", "11人")),
        ),
        "二、绩效分析",
        "（一）项目产出",
        "举办传习活动48场，培训学员1260人次，整理资料86册。",
        "（二）项目效益",
        "新增县级传承人9人，受益群众满意度为95.2%。",
        "三、存在的问题",
        "年轻学员偏少，传习内容与学校课程结合不够。",
        "四、有关建议",
        "与县内中小学共建课程，每年安排固定课时。",
    )


def _national_faulty() -> Form:
    funds = (DITCH.funds[0], replace(DITCH.funds[1], executed="318.27"), *DITCH.funds[2:])
    form = national_report("songluo-ditch-2023", "松罗县", 2023, replace(DITCH, supervisor="", funds=funds))
    form.planted = [
        Planted("A102", "error", "全年执行数：当年财政拨款两位数字颠倒", allowed=("A104",)),
        Planted("F301", "warning", "主管部门未填"),
    ]
    return form


def _several_faulty() -> Form:
    rows = (READING.rows[0], replace(READING.rows[1], name=READING.rows[0].name), *READING.rows[2:])
    form = several_report("yuanping-library-2021", "沅屏县", 2021, (BOOKS, replace(READING, rows=rows)))
    form.planted = [Planted("I401", "warning", "同一张表里两次列出阅读推广活动场次")]
    return form


def _hubei_faulty() -> Form:
    form = hubei_report("tongpu-sharing-2020", "桐浦市", 2020, replace(SHARING, rate="98.00"))
    form.planted = [Planted("A104", "error", "执行率应为95%", allowed=("A105",))]
    return form


def _sichuan_faulty() -> Form:
    funds = (WAGES.funds[0], replace(WAGES.funds[1], annual="224.90"), *WAGES.funds[2:])
    form = sichuan_report("shili-road-2023", "石栗县", 2023, replace(WAGES, funds=funds))
    # The rate stays that of the right figure, as a clerk would have copied it.
    form.planted = [Planted("A102", "error", "调整后预算数：财政资金少18万元", allowed=("A104",))]
    return form


def _chongqing_faulty() -> Form:
    funds = (FOREST.funds[0], replace(FOREST.funds[1], executed="1101.30"))
    form = chongqing_report("pingzhu-forest-2022", "平竹县", 2022, "平竹县林业局", replace(FOREST, funds=funds))
    form.planted = [Planted("A102", "error", "财政拨款的执行数大于总金额", allowed=("A104",))]
    return form


def _county_faulty() -> Form:
    parts = (*ROAD.parts[:2], ("60.00", "60.00", "75.35", "-15.35"), *ROAD.parts[3:])
    project = replace(ROAD, parts=parts, spent="247.53")
    form = county_project("baizhi-road-2021", "白芷县", 2021, replace(project, issuer="白芷县财政局"))
    form.planted = [
        Planted("A102", "error", "市财政实际支出57.35填成75.35，支出合计与明细不符"),
        Planted("C202", "error", "支出合计247.53与实际支出247.35不同"),
    ]
    return form


def _score_faulty() -> Form:
    form = score_sheet("huating-planning-2021", "华汀县", 2021, "华汀县自然资源局", SCORED, grade="良")
    form.planted = [Planted("F304", "error", "94.6分应为优")]
    return form


def _transfer(name: str, region: str, year: int, project: Project, lines: tuple[str, ...]) -> Form:
    texts = tuple(line.replace("2022", str(year)) for line in lines)
    form = text_report(
        name, region, year, Text((f"{region}{year}年度困难群众救助补助资金", "转移支付绩效自评报告"), texts)
    )
    regional_table(form, replace(project, unit=f"{region}民政局"))
    form.claim("实际执行", "project.executed", "2456.30")
    return form


def _transfer_faulty() -> Form:
    form = _transfer("chenghe-relief-2021", "澄禾县", 2021, RELIEF, transfer_lines("2465.30"))
    form.planted = [Planted("C202", "error", "正文的资金总额与表中不符", allowed=("C206",))]
    return form


def _narrative(name: str, region: str, year: int, second: str) -> Form:
    texts = tuple(
        line.replace("2021", str(year)).replace("白芷县", region) if isinstance(line, str) else line
        for line in narrative_lines(second)
    )
    form = text_report(name, region, year, Text((f"{region}{year}年度非物质文化遗产传习项目支出绩效自评报告",), texts))  # type: ignore[arg-type]
    for item, amount in (("传习活动费", "12.4"), ("设备购置费", "5.6"), ("传承人补助", "6.6")):
        form.fact("item.amount", amount, "万元", item)
        said = second if item == "传承人补助" else amount
        form.claim(item, "item.amount", said, status="supported" if said == amount else "different")
    return form


def _narrative_faulty() -> Form:
    form = _narrative("luquan-heritage-2022", "鹿泽县", 2022, "8.6")
    form.planted = [Planted("C202", "error", "传承人补助与表中不符，也与总数不符", allowed=("C206",))]
    return form


def forms() -> list[Form]:
    """All reports in other forms, made anew."""
    return [
        national_report("yunxiyuan-ditch-2022", "云溪源县", 2022, DITCH),
        _national_faulty(),
        several_report("tongpu-library-2023", "桐浦县", 2023, (BOOKS, READING)),
        _several_faulty(),
        hubei_report("chenghe-sharing-2022", "澄禾市", 2022, SHARING),
        _hubei_faulty(),
        sichuan_report("qinglan-road-2023", "青岚县", 2023, WAGES),
        _sichuan_faulty(),
        chongqing_report("huating-forest-2022", "华汀县", 2022, "华汀县林业局", FOREST),
        _chongqing_faulty(),
        county_project("qinglan-pension-2018", "青岚县", 2018, PENSION),
        county_project("shili-path-2021", "石栗县", 2021, ROAD),
        _county_faulty(),
        score_sheet("luquan-planning-2022", "鹿泽县", 2022, "鹿泽县自然资源局", SCORED),
        _score_faulty(),
        _transfer("songluo-relief-2022", "松罗县", 2022, RELIEF, transfer_lines()),
        _transfer_faulty(),
        _narrative("baizhi-heritage-2021", "白芷县", 2021, "6.6"),
        _narrative_faulty(),
    ]
