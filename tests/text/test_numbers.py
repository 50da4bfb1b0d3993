from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportparse.text.numbers import Figure, chinese_number, find_figures, parse_cell

ONES = "零一二三四五六七八九"


def spell(number: int) -> str:
    """Standard Chinese for 0 <= number < 10**12."""
    if number < 10:
        return ONES[number]
    for power, sign in ((8, "亿"), (4, "万"), (3, "千"), (2, "百"), (1, "十")):
        unit = 10**power
        if number >= unit:
            high, low = divmod(number, unit)
            text = spell(high) + sign
            if low:
                text += ("零" if low < unit // 10 else "") + spell(low)
            return text
    raise AssertionError(number)


@given(st.integers(0, 10**12 - 1))
def test_chinese_numbers_round_trip(number: int) -> None:
    assert chinese_number(spell(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百一十五", "115"),
        ("叁万元整", "30000"),
        ("人民币叁万元整", "30000"),
        ("壹佰伍拾叁万柒仟元整", "1537000"),
        ("伍角", "0.5"),
        ("壹佰元零伍分", "100.05"),
        ("贰拾元叁角肆分", "20.34"),
        ("二〇二三", "2023"),
        ("十", "10"),
        ("百", "100"),
        ("两", "2"),
        ("两百", "200"),
        ("廿", "20"),
        ("廿五", "25"),
        ("一百五", "150"),
        ("一百零五", "105"),
        ("三万五", "35000"),
        ("三点五", "3.5"),
        ("三点五万", "35000"),
        ("负十二", "-12"),
        ("一亿二千万", "120000000"),
    ],
)
def test_chinese_number(text: str, value: str) -> None:
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "元", "整", "点五", "一是", "十百", "万", "一二十", "百千", "三公", "12", "一元一元"]
)
def test_no_chinese_number(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("268.7", "268.7", ""),
        (" 94.80 ", "94.80", ""),
        ("1,234.50", "1234.50", ""),
        ("1，234.50", "1234.50", ""),
        ("1 234.50", "1234.50", ""),
        ("12 345 678元", "12345678", "元"),
        ("1,234,\n567.00", "1234567.00", ""),
        ("１２３", "123", ""),
        ("-5.3", "-5.3", ""),
        ("－5.3", "-5.3", ""),
        ("(5.3)", "-5.3", ""),
        ("（1,005.3）", "-1005.3", ""),
        ("0", "0", ""),
        ("0.00", "0.00", ""),
        ("153.7万元", "153.7", "万元"),
        ("153.7\n万元", "153.7", "万元"),
        ("153.7万", "153.7", "万元"),
        ("1.2亿元", "1.2", "亿元"),
        ("95%", "95", "%"),
        ("95 ％", "95", "%"),
        ("10人", "10", "人"),
        ("25万人次", "25", "万人次"),
        ("98分", "98", "分"),
        ("¥300.00", "300.00", "元"),
        ("人民币叁万元整", "30000", "元"),
        ("3年", "3", "年"),
        ("30个工作日", "30", "个工作日"),
    ],
)
def test_cell(text: str, value: str, unit: str) -> None:
    quantity = parse_cell(text)
    assert quantity is not None
    assert (quantity.written(), quantity.unit, quantity.text) == (value, unit, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "—",
            "-",
            "/",
            "无",
            "万元",
            "  %",
            "≥95%",
            "高于95%",
            "约10人",
            "410余人",
            "10-20",
            "10-20万元",
            "2020年",
        ),
        *(
            "2021.7.15",
            "2021年7月15日",
            "第1页",
            "7,00.0,77",
            "95.3\n8",
            "0731",
            "1、局机关",
            "3/4",
            "12:30",
            "行政编",
            "100%完成",
            "(一)",
        ),
        *("5.", "1 2", "7月", "2080506机关", "268.7万元/年", "（5.3", "百万元"),
    ],
)
def test_no_cell(text: str) -> None:
    assert parse_cell(text) is None


def figures(text: str) -> list[Figure]:
    found = find_figures(text)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
    return found


def one(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("基本支出115万元。", "115", "万元"),
        ("项目支出 268.7 万元", "268.7", "万元"),
        ("项目支出268.7\n万元", "268.7", "万元"),
        ("支出9265.353442万元", "9265.353442", "万元"),
        ("支出282,796.90万元", "282796.90", "万元"),
        ("拨款7,800,000.00元", "7800000.00", "元"),
        ("拨款1，234.50万元", "1234.50", "万元"),
        ("拨款7 800 000.00元", "7800000.00", "元"),
        ("拨款12 345.6 万元", "12345.6", "万元"),
        ("拨款１２３．５万元", "123.5", "万元"),
        ("资产1.25亿元", "1.25", "亿元"),
        ("工資35.8萬元", "35.8", "万元"),
        ("调减40万元", "40", "万元"),
        ("省直达-13.27万元", "-13.27", "万元"),
        ("（-13.27万元）", "-13.27", "万元"),
        ("结余为－3万元", "-3", "万元"),
        ("支出一百一十五万元", "115", "万元"),
        ("共计壹佰伍拾叁万柒仟元整", "1537000", "元"),
        ("人民币叁万元整", "30000", "元"),
        ("投入一亿二千万元", "12000", "万元"),
        ("补助5万3千元", "53000", "元"),
        ("投入2千万元", "2000", "万元"),
        ("OCR写作35万兀", "35", "万元"),
        ("¥300.00", "300.00", "元"),
    ],
)
def test_money(text: str, value: str, unit: str) -> None:
    figure = one(text)
    assert (f"{figure.value:f}", figure.unit, figure.kind) == (value, unit, "money")
    assert not (figure.bare_wan or figure.broken or figure.range or figure.rate or figure.approximate)


@pytest.mark.parametrize(
    "text", ["救助站86万。", "投入5.8万;", "854万(高标准农田建设)", "安排20万用于培训", "共1.2亿，"]
)
def test_bare_wan(text: str) -> None:
    figure = one(text)
    assert figure.kind == "money" and figure.bare_wan and figure.unit in ("万元", "亿元")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("培训25万人次", "万人次"),
        ("≥3万条", "万条"),
        ("3万多人", "万人"),
        ("10万公顷", "万公顷"),
        ("2.5万平方米", "万平方米"),
    ],
)
def test_wan_that_is_no_money(text: str, unit: str) -> None:
    figure = one(text)
    assert (figure.kind, figure.unit, figure.bare_wan) == ("count", unit, False)


def test_signs_and_ranges_are_told_apart() -> None:
    assert [figure.value for figure in figures("省级139.71万元,省直达-13.27万元")] == [
        Decimal("139.71"),
        Decimal("-13.27"),
    ]
    assert [figure.value for figure in figures("10万元-20万元")] == [10, 20]
    assert one("编号A-13万").kind == "code"


def test_a_number_behind_its_counter_is_no_group_of_thousands() -> None:
    assert [figure.value for figure in figures("第 3 200万元")] == [3, 200]
    assert [figure.value for figure in figures("附件 2 300万元")] == [2, 300]


def test_broken_separators() -> None:
    figure = one("支出7,00.0,77元")
    assert figure.broken and figure.kind == "money"
    assert not one("支出7,000.77元").broken
    assert one("支出1,50,0万元").broken
    assert [figure.value for figure in figures("分别为10,20,30万元")] == [10, 20, 30]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("≥95%", "≥"),
        ("≧95%", "≥"),
        ("不低于180人", "≥"),
        ("95%以上", "≥"),
        ("不超过20万元", "≤"),
        ("控制在20万元以内", "≤"),
        ("高于95%", ">"),
        ("超过20万元", ">"),
        ("不足20万元", "<"),
        ("完成95%", None),
        ("比上年高于预期，完成95%", None),
    ],
)
def test_bounds(text: str, bound: str | None) -> None:
    assert one(text).bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "410余人",
        "15000余份",
        "约154万元",
        "近20家",
        "100多万元",
        "154万元左右",
        "大约 30 人",
        "约占64%",
        "共计八十余万元",
        "数十万元",
    ],
)
def test_approximate(text: str) -> None:
    assert one(text).approximate


@pytest.mark.parametrize(
    "text", ["节约8.7万元", "签约12家", "附近20个", "分数95分", "线上12场次", "达154万元", "违约3次"]
)
def test_not_approximate(text: str) -> None:
    assert not one(text).approximate


@pytest.mark.parametrize(
    "text",
    [
        "早餐20元每人",
        "每人40元",
        "198元每晚的标准",
        "1300元/人/月",
        "40元/人",
        "人均500元",
        "0.064次/公顷",
        "每人每天80元",
    ],
)
def test_rates(text: str) -> None:
    assert one(text).rate


@pytest.mark.parametrize("text", ["每人都有，共40元", "支出268.7万元", "收支比268.7万元/"])
def test_no_rates(text: str) -> None:
    assert not one(text).rate


@pytest.mark.parametrize("text", ["10-20万元", "10～20万元", "10至20万元", "10万元—20万元"])
def test_ranges_lend_their_unit(text: str) -> None:
    first, second = figures(text)
    assert (first.value, second.value) == (10, 20)
    assert first.unit == second.unit == "万元" and first.range and second.range


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2020年", ["year"]),
        ("2018-2020年", ["year", "year"]),
        ("2018、2019年", ["year", "year"]),
        ("1.2020年完成三轮巡察", ["ordinal", "year"]),
        ("2021年7月15日", ["date", "date", "date"]),
        ("2021-07-15", ["date", "date", "date"]),
        ("6月8日至7月22日", ["date"] * 4),
        ("10月30至12月10日", ["date"] * 4),
        ("9时30分", ["date", "date"]),
        ("财预〔2020〕10号", ["document_number", "document_number"]),
        ("财预[2020]10号", ["document_number", "document_number"]),
        ("〔2020165号", ["document_number"]),
        ("公路X121", ["code"]),
        ("PM2.5", ["code"]),
        ("A4纸", ["code"]),
        ("科目30226", ["code"]),
        ("2080506机关事业单位", ["code"]),
        ("30201办公费", ["code"]),
        ("会计凭证33号", ["code"]),
        ("电话7662092", ["phone"]),
        ("13807301234", ["phone"]),
        ("0730-7662092", ["phone", "phone"]),
        ("第1页", ["ordinal"]),
        ("行次 27", ["ordinal"]),
        ("附件3：", ["ordinal"]),
        ("目标1：保证", ["ordinal"]),
        ("（1）制定", ["ordinal"]),
        ("1.巡中移交8条", ["ordinal", "count"]),
        ("2、二级机构", ["ordinal"]),
        ("第七轮、八轮", []),
        ("占76.23", ["plain"]),
        ("三分钟、三元区、元旦", []),
    ],
)
def test_figures_that_are_no_money(text: str, kinds: list[str]) -> None:
    assert [figure.kind for figure in figures(text)] == kinds


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("执行率88.74%", "88.74", "%", "percent"),
        ("占 100 %", "100", "%", "percent"),
        ("火灾率0.0046‰", "0.0046", "‰", "percent"),
        ("百分之九十五", "95", "%", "percent"),
        ("百分之95.5", "95.5", "%", "percent"),
        ("提高3.2个百分点", "3.2", "百分点", "percent"),
        ("自评得分95分，", "95", "分", "score"),
        ("用时3分钟", "3", "分钟", "count"),
        ("36个正科级单位", "36", "个", "count"),
        ("12项目标任务", "12", "项", "count"),
        ("30个工作日", "30", "个工作日", "count"),
        ("谈话995人次", "995", "人次", "count"),
        ("走访企业21家", "21", "家", "count"),
        ("10万美元", "10", "万美元", "count"),
        ("管道3.5km长", "3.5", "km", "count"),
    ],
)
def test_shares_scores_and_counts(text: str, value: str, unit: str, kind: str) -> None:
    figure = one(text)
    assert (f"{figure.value:f}", figure.unit, figure.kind) == (value, unit, kind)


def test_a_sentence_of_amounts() -> None:
    found = figures("年初批复预算8个项目985万元(含1个年初结转结余项目50万元),调整预算后项目预算861.46万元")
    assert [figure.text for figure in found] == ["8个", "985万元", "1个", "50万元", "861.46万元"]


@given(st.text(alphabet="0123456789.,，-—()（）年月日号万亿元%分人至第约每/一二十百壹整〔〕:： \nA", max_size=30))
def test_any_text_gives_disjoint_spans(text: str) -> None:
    end = 0
    for figure in figures(text):
        assert figure.start >= end and figure.end > figure.start
        end = figure.end
    parse_cell(text)
