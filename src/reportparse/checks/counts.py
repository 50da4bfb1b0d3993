"""A stated count against the length of the list that follows it."""

from __future__ import annotations

import re

from reportparse.checks.announced_tables import announced_counts
from reportparse.checks.context import Context, Results
from reportparse.checks.told_lengths import Length, told_lengths
from reportparse.checks.told_most import Among, told_most
from reportparse.model.document import Table
from reportparse.model.findings import Finding
from reportparse.model.location import Place
from reportparse.model.outline import Passage
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures

_COUNTED = re.compile(
    r"(?P<count>[0-9]{1,2}|[二两三四五六七八九十]{1,3})个(?:正[科股处]级|副[科股处]级|内设|职能|下属|二级|直属)*"
    r"(?P<noun>股（室）|科（室）|股室（[^（）]{1,6}）|股室|科室|处室|部室|部门|机构|内设机构|单位|事业单位|二级机构|二级单位|股|科|室|乡镇|街道|项目|小组|工作组|子项目)"
    r"(?:[：:（]|[，,]?(?:分别是|分别为|分别有|即|包括)[：:]?)(?P<list>[^。；：:！？（）\n]{4,240})(?P<end>[。；）\n]|$)"
)
# 下属二级预算单位3个，分别是图书馆、文化馆、美术馆; 预算单位共6个：局机关、林场……
_COUNTED_BEHIND = re.compile(
    r"(?P<noun>股室|科室|处室|部室|机构|部门|单位|乡镇|街道|子项目|项目)(?:共有?|合计|总计|有)?(?P<count>[0-9]{1,2}|[二两三四五六七八九十]{1,3})[个家]"
    r"(?:[：:（(]|[，,]?(?:分别是|分别为|分别有|即|包括)[：:]?)(?P<list>[^。；：:！？（）\n]{4,240})(?P<end>[。；）\n]|$)"
)
# 内设办公室、人事股、财务股3个股室
_COUNTED_AFTER = re.compile(
    r"(?:内设|下设|下属|下辖|设有|设立|所属|辖|(?P<wide>涉及|覆盖|涵盖|建立|制定|实施|开展|分解下达到|分解到|下达到|分配到))(?:有|了)?[：:]?(?P<list>[\u4e00-\u9fff（）、]{4,240}?)(?:共|等?共计|合计)?"
    r"(?P<count>[0-9]{1,2}|(?<![、第])[二三四五六七八九十]{1,2})"
    r"(?:个(?:正[科股处]级|副[科股处]级|内设|职能|下属|二级|直属|事业|项目(?=县|乡镇)|试点|示范|重点)*"
    r"(?P<noun>股室|科室|处室|部室|办公室|部门|机构|单位|股|科|室|乡镇|街道|县(?:（市、区）|（区）|（市）|区)?|方面|工作组|小组|子项目)(?:（[^（）]{1,6}）)?"
    r"|(?P<kind>家)(?:单位|机构|下属单位|事业单位)|项(?P<rule>[\u4e00-\u9fff]{0,4}制度))(?=[，,。；\n]|$)"
)
# 参加上海、杭州、武汉、广州4地推介会: only one more or less is a slip, for what stands before may count something else.
_PLACES = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,8}、){2,}[\u4e00-\u9fff]{2,6}?)(?P<count>[0-9]{1,2}|(?<![、第])[三四五六七八九十]{1,2})"
    r"(?P<noun>个?(?:项目|试点|示范|重点)?(?:乡镇|镇|乡|街道|社区|县（市、区）|县（区）|县区|县|市|区|省|城市)|地)(?![\u4e00-\u9fff]{0,2}级)"
)
_PLACES_HINT = re.compile("、[\u4e00-\u9fff]{2,6}?[0-9三四五六七八九十]")
# 按用途分为七项：办公费12万元、印刷费3万元……
_DIVIDED = re.compile(
    r"分(?:为|成)(?:以下)?(?P<count>[0-9]{1,2}|[两三四五六七八九十]{1,2})(?P<noun>个?(?:大?项|类|方面|部分|方向))(?:支出|用途|内容|资金)?[：:](?P<list>[^。\n]{8,400})"
)
# 包括局本级和3个二级预算单位，共4家: the department itself and its units.
_WITH_ITSELF = re.compile(
    r"(?:本级|局?机关)(?:以及|和|及|与|、|，)(?:所属|下属|直属)?(?P<list>(?P<units>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[个家](?:所属|下属|直属)?(?:二级|基层|事业)*(?:预算)?(?:事业)?(?:单位|机构))，(?:共计?|合计|总计)(?:有)?(?P<count>[0-9]{1,2}|[二两三四五六七八九十]{1,3})[个家](?P<noun>(?:预算)?(?:单位|机构)?)(?=[，,。；]|$)"
)
# Fewer items than these behind 涉及 or 建立 may be of several kinds.
_LEAST_WIDE = 3
_MEASURE = re.compile("[个家项类地镇乡市县区省]|分[为成]")
# 25个乡镇（街道、管理区）: what else they are called, not which they are.
_KINDS = re.compile(
    r"(?:(?:^|、)(?:乡|镇|乡镇|街道|街道办|街道办事处|办事处|社区|村|行政村|居委会|管理区|管委会|开发区|园区|农场|林场|场|县|市|区|县市区|部门|单位|直属单位|二级机构|中心|站|所|股|科|室|处|队)){2,}"
)
_OPEN = re.compile(r"等|其中|主要|以及其他|，|,")
_OPEN_LIST = re.compile(r"等|其中|主要|以及其他|其他|其余")


def check_counts(context: Context) -> Results:
    """Only lists whose items are parted by 、 alone and that claim to be complete."""
    seen = False
    for one in announced_counts(context):
        seen = True
        place = one.passage.span(one.told.start, one.told.end)
        stated = int(one.told.value)
        yield context.finding(
            key=f"table/{one.noun}/{stated}/{one.listed}",
            stated=str(stated),
            expected=str(one.listed),
            difference=str(stated - one.listed),
            evidence=[context.around(place, "stated"), context.quote(Place(one.table), "context")],
            arguments={"stated": f"{one.told.text}{one.noun}", "computed": f"{one.listed}{one.told.unit}{one.noun}"},
        )
    lengths = [*told_lengths(context)]
    for slip in context.once(told_most):
        if isinstance(slip, Among):
            lengths.append(Length(slip.passage, slip.start, slip.stop, slip.told, slip.noun, slip.listed))
    looked: set[Place] = set()
    for passage in context.reading.outline.passages:
        if ("、" not in passage.text and "本级" not in passage.text and "机关" not in passage.text) or _MEASURE.search(
            passage.text
        ) is None:
            continue
        text = fold(passage.text)
        for finding in _divided(context, passage, text):
            seen = True
            yield finding
        taken: set[int] = set()
        for match in _WITH_ITSELF.finditer(text) if "级" in text else ():
            seen = True
            if _number(match["count"]) != _number(match["units"]) + 1:
                yield _finding(context, passage, match, _number(match["units"]) + 1, match["noun"] or "单位", "个")
        for match in (*_COUNTED.finditer(text), *_COUNTED_BEHIND.finditer(text), *_COUNTED_AFTER.finditer(text)):
            listed_all = match["list"].removesuffix("等")
            if _OPEN.search(listed_all) or "、" not in match["list"] or _KINDS.fullmatch(listed_all):
                continue
            stated = _number(match["count"])
            if listed_all != match["list"]:
                # 甲、乙、丙等5个 may leave some out, but never has fewer than it names.
                named = len([item for item in listed_all.split("、") if item.strip()])
                if stated < named and not re.search("[和及与]", listed_all):
                    seen = True
                    yield _finding(context, passage, match, named, match["noun"] or "单位", "个")
                continue
            items = [item for item in match["list"].split("、") if item.strip()]
            # 和 may join the last two items or stand inside a name, so one more is as good.
            joined = len(re.findall("[和及与]", items[-1])) if not _is_one_name(context, items[-1]) else 0
            seen = True
            taken.add(match.start("count"))
            looked.add(passage.span(*match.span("count")))
            if match.groupdict().get("wide") and len(items) < _LEAST_WIDE:
                continue
            rule = match.groupdict().get("rule")
            noun = match["noun"] or rule or "单位"
            measure = "个" if match["noun"] else "项" if rule else "家"
            least = len(items) + (joined if _all_alike(items) else 0)
            if stated in range(least, len(items) + joined + 1):
                continue
            # 、 and 和 together show how many there may be at most.
            listed = max(least, len(items) + joined if stated > len(items) else len(items))
            yield _finding(context, passage, match, listed, noun, measure)
        for finding in _places(context, passage, text, taken):
            seen = True
            yield finding
    for length in lengths:
        place = length.passage.span(length.start, length.stop)
        seen = True
        if place in looked:
            continue
        yield context.finding(
            key=f"{length.noun}/{length.told}/{length.listed}",
            stated=str(length.told),
            expected=str(length.listed),
            difference=str(length.told - length.listed),
            evidence=[context.around(place, "stated")],
            arguments={"stated": f"{length.told}{length.noun}", "computed": f"{length.listed}{length.noun}"},
        )
    if not seen:
        yield context.skip("正文中没有先写个数、再逐一列出的句子", "the text has no count followed by its list")


def _divided(context: Context, passage: Passage, text: str) -> Results:
    """Lists of an amount each: only where every item has just one."""
    for match in _DIVIDED.finditer(text) if "分为" in text or "分成" in text else ():
        items = [item for item in re.split("[、；;，]|,(?![0-9])", match["list"]) if item.strip()]
        money = [[one for one in find_figures(item) if one.kind == "money"] for item in items]
        if len(items) < _LEAST_WIDE or any(len(one) != 1 for one in money) or _OPEN_LIST.search(match["list"]):
            continue
        if _number(match["count"]) != len(items):
            yield _finding(context, passage, match, len(items), match["noun"])


def _places(context: Context, passage: Passage, text: str, taken: set[int]) -> Results:
    """Places in front of their number, but for the numbers in `taken`, which are looked at already."""
    for match in _PLACES.finditer(text) if text.count("、") > 1 and _PLACES_HINT.search(text) else ():
        items = match["list"].split("、")
        if match.start("count") in taken:
            continue
        if _OPEN.search(match["list"]) or re.search("[和及与]", match["list"]) or len({*items}) < len(items):
            continue
        if abs(_number(match["count"]) - len(items)) == 1:
            yield _finding(context, passage, match, len(items), match["noun"])


def _finding(
    context: Context, passage: Passage, match: re.Match[str], listed: int, noun: str, measure: str = ""
) -> Finding:
    stated = _number(match["count"])
    place = passage.span(
        min(match.start("count"), match.start("list")), max(match.end(name) for name in ("list", "count", "noun"))
    )
    return context.finding(
        key=f"{noun}/{stated}/{listed}",
        stated=str(stated),
        expected=str(listed),
        difference=str(stated - listed),
        evidence=[context.around(place, "stated")],
        arguments={"stated": f"{stated}{measure}{noun}", "computed": f"{listed}{measure or noun}"},
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(chinese_number(_two(text)) or 0)


def _is_one_name(context: Context, item: str) -> bool:
    """Whether an item with 和 or 与 in it is the one name of something: a cell of a table has it."""
    name = squash(item)
    return any(
        name in map(squash, [cell.text for cell in block.cells])
        for block in context.document.walk()
        if isinstance(block, Table)
    )


def _all_alike(items: list[str]) -> bool:
    """Whether the halves of the last item begin like every other one (市图书馆、市文化馆和市博物馆): then 和 joins two of them."""
    *others, last = items
    halves = re.split("[和及与]", last)
    return len(others) > 1 and all(len(one) > 2 and one[0] == others[0][0] for one in (*others, *halves))


def _two(text: str) -> str:
    return text.replace("两", "二")
