"""Sentences and how each of their amounts is to be read."""

from __future__ import annotations

import pytest
from forestry import REPORT

from reportparse.ruleset.rules import RuleSet
from sketched import read

SUPPORTED, DIFFERENT, SLIP = "supported", "different", "unit_slip"
MISLABELLED, UNSUPPORTED, APART = "mislabelled", "unsupported", "not_comparable"

# (label, amount, status, qualifier, body it is said of)
Read = tuple[str, str, str, str | None, str]


def ok(label: str, amount: str, body: str = "") -> Read:
    return label, amount, SUPPORTED, None, body


def apart(label: str, amount: str, qualifier: str | None, body: str = "") -> Read:
    return label, amount, APART, qualifier, body


def alone(label: str, amount: str) -> Read:
    return label, amount, UNSUPPORTED, None, ""


def wrong(label: str, amount: str, status: str, body: str = "") -> Read:
    return label, amount, status, None, body


GOOD: dict[str, list[Read]] = {
    # Plain statements, other names of the labels, words around them.
    "2022年度本单位收入合计318.3万元，其中上年结转21.2万元，一般公共预算财政拨款297.1万元。": [
        ok("收入合计", "318.3万元"), ok("上年结转", "21.2万元"), ok("一般公共预算财政拨款", "297.1万元")],
    "2022年，我局整体支出268.7万元，其中：基本支出115万元，占总支出的42.8%；项目支出153.7万元，占57.2%。": [
        ok("整体支出", "268.7万元"), ok("基本支出", "115万元"), ok("项目支出", "153.7万元")],
    "我局全年总支出268.7万元，收入总计318.3万元，年末结余49.6万元。": [
        ok("总支出", "268.7万元"), ok("收入总计", "318.3万元"), ok("年末结余", "49.6万元")],
    "基本支出115万元，主要用于人员经费94.8万元和日常公用经费20.2万元。": [
        ok("基本支出", "115万元"), ok("人员经费", "94.8万元"), ok("日常公用经费", "20.2万元")],
    "年末结转结余49.6万元，主要是项目尾款。": [ok("年末结转结余", "49.6万元")],
    "财政拨款收入297.1万元，占收入合计的93.3%。": [ok("财政拨款收入", "297.1万元")],
    "基本支出：115万元；项目支出：153.7万元。": [ok("基本支出", "115万元"), ok("项目支出", "153.7万元")],
    "基本支出 115 万元、项目支出 153.7 万元。": [ok("基本支出", "115 万元"), ok("项目支出", "153.7 万元")],
    "基本支出决算数为115.00万元，完成年初预算的102%。": [ok("基本支出", "115.00万元")],
    "用于项目支出的资金为153.7万元。": [ok("项目支出", "153.7万元")],
    "共使用项目支出资金153.7万元，全部为财政拨款。": [ok("项目支出", "153.7万元")],
    "财政拨款基本支出115万元。": [ok("基本支出", "115万元")],
    "公务用车购置费0元。": [ok("公务用车购置费", "0元")],
    # 分别为; the label behind its figure.
    "人员经费和公用经费分别为94.8万元和20.2万元。": [ok("人员经费", "94.8万元"), ok("公用经费", "20.2万元")],
    "人员经费、公用经费、项目支出分别为94.8万元、20.2万元、153.7万元。": [
        ok("人员经费", "94.8万元"), ok("公用经费", "20.2万元"), ok("项目支出", "153.7万元")],
    "其中94.8万元用于人员支出，20.2万元用于公用支出。": [ok("人员支出", "94.8万元"), ok("公用支出", "20.2万元")],
    # Quotation marks and brackets.
    "“三公”经费支出5.18万元，其中公务接待费1.98万元，公务用车运行维护费3.2万元。": [
        ok("“三公”经费", "5.18万元"), ok("公务接待费", "1.98万元"), ok("公务用车运行维护费", "3.2万元")],
    "“公用经费”支出20.2万元。": [ok("“公用经费”", "20.2万元")],
    "基本支出（含人员经费和公用经费）115万元。": [ok("基本支出", "115万元")],
    "全年支出合计（不含结转）268.7万元。": [ok("支出合计", "268.7万元")],
    "因公出国（境）费0万元。": [ok("因公出国（境）费", "0万元")],
    # Units, separators, numerals.
    "收入总计3,183,000.00元，支出总计2,687,000.00元。": [ok("收入总计", "3,183,000.00元"), ok("支出总计", "2,687,000.00元")],
    "商品和服务支出202000元。": [ok("商品和服务支出", "202000元")],
    "支出合计0.02687亿元。": [ok("支出合计", "0.02687亿元")],
    "人员经费94.8万，公用经费20.2万。": [ok("人员经费", "94.8万"), ok("公用经费", "20.2万")],
    "基本支出为壹佰壹拾伍万元。": [ok("基本支出", "壹佰壹拾伍万元")],
    # Rounding: a figure to fewer decimals agrees within half its last place.
    "项目支出154万元。": [ok("项目支出", "154万元")],
    "项目支出约154万元。": [("项目支出", "154万元", SUPPORTED, "approximate", "")],
    # Changes, shares and other years.
    "全年总支出268.7万元，较上年增加20.2万元，增长8.1%。": [
        ok("总支出", "268.7万元"), apart("较上年增加", "20.2万元", "change")],
    "公务接待费1.98万元，较上年减少3.2万元。": [ok("公务接待费", "1.98万元"), apart("较上年减少", "3.2万元", "change")],
    "2021年基本支出102.7万元，2022年基本支出115万元，同比增加12.3万元。": [
        apart("基本支出", "102.7万元", "prior"), ok("基本支出", "115万元"), apart("同比增加", "12.3万元", "change")],
    "较去年基本支出102.7万元增加12.3万元。": [apart("基本支出", "102.7万元", "prior"), apart("增加", "12.3万元", "change")],
    "上年基本支出153.7万元。": [apart("基本支出", "153.7万元", "prior")],
    "项目支出由上年的140万元增加到153.7万元。": [
        apart("上年", "140万元", "prior"), apart("增加到", "153.7万元", "change")],
    # Budgets, adjustments, money received, plans, standards.
    "年初预算安排240万元，年中追加28.7万元，全年支出合计268.7万元。": [
        apart("年初预算", "240万元", "budget"), apart("年中追加", "28.7万元", "adjustment"), ok("支出合计", "268.7万元")],
    "我局2022年部门预算基本支出110万元，实际基本支出115万元。": [
        apart("基本支出", "110万元", "budget"), ok("基本支出", "115万元")],
    "项目支出决算153.70万元，预算150万元。": [ok("项目支出", "153.70万元"), apart("", "150万元", "budget")],
    "本年支出合计268.7万元，比年初预算数增加28.7万元。": [
        ok("支出合计", "268.7万元"), apart("比年初预算数增加", "28.7万元", "change")],
    "追加基本支出153.7万元。": [apart("基本支出", "153.7万元", "adjustment")],
    "到位项目支出资金115万元。": [apart("项目支出", "115万元", "received")],
    "三公经费控制在6万元以内。": [apart("三公经费", "6万元", "budget")],
    "下一年计划安排项目支出200万元。": [apart("项目支出", "200万元", "plan")],
    "接待费按每人每次40元的标准执行，全年公务接待费1.98万元。": [
        apart("每人每次", "40元", "standard"), ok("公务接待费", "1.98万元")],
    "人均公用经费94.8万元。": [apart("公用经费", "94.8万元", "standard")],
    # A single project, a body of its own, a subordinate unit.
    "项目支出153.7万元，其中：森林防火项目支出53.7万元，造林绿化项目支出100万元。": [
        ok("项目支出", "153.7万元"), apart("项目支出", "53.7万元", None), apart("项目支出", "100万元", None)],
    "护林防火项目支出115万元。": [apart("项目支出", "115万元", None)],
    "县财政局基本支出153.7万元。": [apart("基本支出", "153.7万元", None, "县财政局")],
    "森林资源监测中心基本支出40万元，其中人员经费30万元，公用经费10万元。": [
        ok("基本支出", "40万元", "森林资源监测中心"), ok("人员经费", "30万元", "森林资源监测中心"),
        ok("公用经费", "10万元", "森林资源监测中心")],
    "监测中心项目支出20万元。": [ok("项目支出", "20万元", "监测中心")],
    # What no table has.
    "全年共发放护林员补助12.5万元，人均2500元。": [alone("护林员补助", "12.5万元"), apart("人均", "2500元", "standard")],
    "机关运行经费支出20.2万元，比上年减少1.5万元。": [
        alone("机关运行经费支出", "20.2万元"), apart("比上年减少", "1.5万元", "change")],
    "公务用车购置及运行维护费3.2万元。": [alone("公务用车购置及运行维护费", "3.2万元")],
    "项目支出中，设备购置20.2万元，人员培训94.8万元。": [alone("设备购置", "20.2万元"), alone("人员培训", "94.8万元")],
    "单位编制人数25人，实有人数23人。": [alone("编制人数", "25人"), alone("实有人数", "23人")],
    "三公经费比上年下降5.18%。": [],
}  # fmt: skip

BAD: dict[str, list[Read]] = {
    "全年基本支出153.7万元，项目支出115万元。": [
        wrong("基本支出", "153.7万元", MISLABELLED), wrong("项目支出", "115万元", MISLABELLED)],
    "2022年，林业局基本支出153.7万元，用于护林。": [wrong("基本支出", "153.7万元", MISLABELLED)],
    "2022年本局人员经费20.2万元。": [wrong("人员经费", "20.2万元", MISLABELLED)],
    "2022年公务接待费3.2万元。": [wrong("公务接待费", "3.2万元", MISLABELLED)],
    "公用经费支出20.2万元（含公务接待费3.2万元）。": [
        ok("公用经费", "20.2万元"), wrong("公务接待费", "3.2万元", MISLABELLED)],
    "其中：153.7万元用于基本支出，115万元用于项目支出。": [
        wrong("基本支出", "153.7万元", MISLABELLED), wrong("项目支出", "115万元", MISLABELLED)],
    "基本支出和项目支出分别为153.7万元和115万元。": [
        wrong("基本支出", "153.7万元", MISLABELLED), wrong("项目支出", "115万元", MISLABELLED)],
    "本年度总收入268.7万元。": [wrong("总收入", "268.7万元", MISLABELLED)],
    "项目支出135.7万元。": [wrong("项目支出", "135.7万元", DIFFERENT)],
    "项目支出153万元。": [wrong("项目支出", "153万元", DIFFERENT)],
    "全年支出合计286.7万元。": [wrong("支出合计", "286.7万元", DIFFERENT)],
    "年末结余46.9万元。": [wrong("年末结余", "46.9万元", DIFFERENT)],
    "其中公用经费22.2万元。": [wrong("公用经费", "22.2万元", DIFFERENT)],
    "专项经费支出共计155.7万元，主要用于造林。": [wrong("专项经费支出", "155.7万元", DIFFERENT)],
    "三公经费合计5.81万元。": [wrong("三公经费合计", "5.81万元", DIFFERENT)],
    "森林资源监测中心基本支出45万元。": [wrong("基本支出", "45万元", DIFFERENT, "森林资源监测中心")],
    "基本支出11.5万元。": [wrong("基本支出", "11.5万元", DIFFERENT)],
    "基本支出115元。": [wrong("基本支出", "115元", SLIP)],
    "基本支出1150元。": [wrong("基本支出", "1150元", SLIP)],
    "项目支出1537000万元。": [wrong("项目支出", "1537000万元", SLIP)],
}  # fmt: skip


@pytest.mark.parametrize("sentence", [*GOOD, *BAD])
def test_sentence(ruleset: RuleSet, sentence: str) -> None:
    got = [
        (c.mention.label, c.mention.quantity.text, c.status, c.mention.qualifier, c.mention.subject)
        for c in read([*REPORT, sentence], ruleset).claims
    ]
    assert got == (GOOD | BAD)[sentence]


LISTS: dict[str, tuple[str, list[str], tuple[int, ...], bool] | None] = {
    "收入合计318.3万元，其中上年结转21.2万元，一般公共预算财政拨款297.1万元。": (
        "318.3万元", ["21.2万元", "297.1万元"], (1, 1), True),
    "收入合计318.3万元。其中：上年结转21.2万元，公共财政拨款297.1万元。": (
        "318.3万元", ["21.2万元", "297.1万元"], (1, 1), True),
    "收入合计318.3万元，其中：上年项目结转21.2万元，财政拨款290万元，其他收入7.1万元。": (
        "318.3万元", ["21.2万元", "290万元", "7.1万元"], (1, 1, 1), True),
    "全年支出50万元，其中设备40万元，比上年减少5万元，培训10万元。": ("50万元", ["40万元", "10万元"], (1, 1), True),
    "全年下达71万元，其中年初下达111万元，调减40万元。": ("71万元", ["111万元", "40万元"], (1, -1), True),
    "投入资金60万元（设备20万元，培训40万元）。": ("60万元", ["20万元", "40万元"], (1, 1), True),
    "项目支出500万元，其中主要有设备购置250万元、人员培训100万元等。": ("500万元", ["250万元", "100万元"], (1, 1), False),
    "移交问题线索11条，其中：当场移交8条，事后移交3条。": ("11条", ["8条", "3条"], (1, 1), True),
    "发放补贴50万元，其中城市30万元，占60%，农村20万元。": ("50万元", ["30万元", "20万元"], (1, 1), True),
    "全年支出268.7万元，其中接待费1.98万元，比上年减少0.5万元。": ("268.7万元", ["1.98万元"], (1,), False),
    "培训120人次，发放资料2000份。": None,
    "投入约60万元，其中设备20万元，培训30万元。": None,
    "比上年增加60万元，其中设备20万元，培训30万元。": None,
}  # fmt: skip


@pytest.mark.parametrize("sentence", LISTS)
def test_list_of_parts(ruleset: RuleSet, sentence: str) -> None:
    got = [
        (b.whole.quantity.text, [part.quantity.text for part in b.parts], b.signs, b.complete)
        for b in read([*REPORT, sentence], ruleset).breakdowns
    ]
    wanted = LISTS[sentence]
    assert got == ([] if wanted is None else [wanted])


def test_details_in_brackets_are_a_list_of_their_own(ruleset: RuleSet) -> None:
    sentence = "支出合计268.7万元，其中：基本支出115万元（人员94.8万元，公用20.2万元），项目支出153.7万元。"
    got = [
        (b.whole.quantity.text, [part.quantity.text for part in b.parts])
        for b in read([*REPORT, sentence], ruleset).breakdowns
    ]
    assert got == [("268.7万元", ["115万元", "153.7万元"]), ("115万元", ["94.8万元", "20.2万元"])]
