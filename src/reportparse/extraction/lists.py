"""Lists that break a figure down: 「X，其中 a、b」, 「X。其中 a、b」 and 「X（a、b）」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from reportparse.extraction.labels import LabelWords
from reportparse.extraction.sentence_words import COMPARISONS, SentenceWords, sentence_words
from reportparse.model.claims import Breakdown, Mention
from reportparse.ruleset.rules import RuleSet

# Marks between the parts of a list, weakest first.
_MARKS = "、，；"


# How a list is summed up, and the fewest parts that are taken for one.
_SUMMED_UP = re.compile(
    r"[，、；](?:以上)?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})?(?:项|个项目|类)?(?:共计|合计|总计)(?:为)?$"
)
_LEAST_SUMMED = 3
_LEAST_LABELLED = 2
# What may stand between a whole and the colon before its parts.
_COLON = re.compile(r"[^。；，0-9（）]{0,16}：")
_ITEM = re.compile(
    r"(?<=[：；，。、])(?:[一二三四五六七八九十]{1,2}是|（[0-9一二三四五六七八九十]{1,2}）|[0-9]{1,2}[.．、](?![0-9])|[①-⑩])"
)
_SPENT = re.compile("(?:支出|使用|执行|支付|到位)(?:数|资金)?$")
_FULL_MARKS = re.compile(
    r"满分|分值|权重|[0-9]分[，,、（(]?(?:[^，。；、0-9]{0,4}得|(?:自评|评价|实际|实)(?:分|为)?[0-9])"
)
# 462件，比2017年的418件增加44件，其中…: what something is compared with has no parts here.
_COMPARED_WITH = re.compile(r"[较比与同](?:上年度?|去年|上一年度?|(?:19|20)[0-9]{2}年(?:度)?)的?[^，。；：0-9]{0,8}$")
# 比预算10.2万元少1.55万元，其中…: nor has what lies between.
_BY_HOW_MUCH = ("少", "多", "超", "高", "低")
# A year that stands before the list is of what the whole is compared with.
_PRIOR = re.compile(r"上年|去年|上一年|同期|(?:19|20)[0-9]{2}年")
# 其中集中供水9处、单村供水8处，超过年初确定的26处的目标: no part.
_COMPARED = re.compile("(?:超过|超出|高于|低于|多于|少于|达到)[^，,；;、]*(?:目标|计划|任务|指标|年初|上年)")
_MEASURES = ("个", "家", "处", "所", "项")
_NOUN = re.compile("([\u4e00-\u9fff]{1,4})(?=[，、；。（）]|$)")
_TAKEN_OFF = re.compile("扣(?:减|除|了|分)?(?:为)?$")
# 其中中央资金4000万元，已支付3980万元: what became of the money is no part of it.
_STAGE = re.compile(
    r"[，,；;](?:本年|全年|当年|年内|实际|已|累计|目前|截至[^，。；]{1,8}|共)*(?:到位|到账|支付|支出|拨付|使用|完成|下达|执行|兑付|审结|办结|结案|未结|未办结)(?:资金|金额|数)?(?:为|共)?$"
)
# What people may be at once: 党员52人，大专以上学历80人，女性31人.
_TRAITS = tuple(
    map(
        re.compile,
        (
            "党员|团员|群众",
            "学历|大专|本科|硕士|博士|研究生",
            "男|女",
            "职称|高级|中级|初级",
            "少数民族|汉族",
            "岁|年龄",
        ),
    )
)
_PERIODS = re.compile("(?:[一二三四]季度|[上下]半年|[0-9]{1,2}(?:[-—至][0-9]{1,2})?月份?)[^，。；0-9]{0,8}$")
_WHOLE_YEAR = (re.compile("四季度|下半年|12月"), re.compile("一季度|上半年|[^0-9]1(?:[-—至][0-9]{1,2})?月"))
# 楼栋64栋、居民2380户，其中东片28栋1020户…
_JOINED = re.compile("、[\u4e00-\u9fff]{0,6}")
# 1,460万元，全部为财政拨款，其中…: says of the whole what it is.
_ALL_OF_IT = re.compile(r"[，,](?:全部|均)(?:为|是|来自|系)[^，。；：0-9]{2,14}(?=[，,])")
# A part has parts of its own: what follows 内含 or 含.
_INNER = re.compile(r"^[，、]?(?:内|其中|均|已|里面)?含(?!税|量|有)")
# 净减6人（调入5人、调出7人、退休4人): what came and what went make no sum.
_NET = re.compile("净(?:增|减|流入|流出)")
_FORMULA = re.compile("[÷×]")
_MINUS = re.compile(r"\s*(?:减|－|−|-)\s*")
_NAME = re.compile(r"[\u4e00-\u9fff“”]{2,}$")
_ITEM_MARK = re.compile("[，,、；;0-9]")
_LEFTOVER = re.compile("结余|结转|节余|节约|剩余")
# 中央资金支出30万元、结余2万元: what is left of a source is no part of what was spent, but 使用上年结余2万元 is.
_LEFT = re.compile(
    "(?<!上年)(?<!以前年度)(?<!年初)(?<!历年)(?<!使用)(?<!动用)(?:结余|节余|结转结余|结转|剩余)(?:资金|数|金额)?(?:为)?$"
)
_SPENDING = re.compile("(?:支出|使用|执行|支付)(?:数|资金|金额|总额|合计)?$")
# A part without a figure: 市级资金全部支出.
_ALL_SPENT = re.compile(
    "[，、；][^，、；。0-9]{2,12}(?:全部|全额|均已|已全部)(?:支出|用完|使用|拨付|支付|执行)[^，、；。0-9]{0,2}(?=[，、；。]|$)"
)


class ListFinder:
    """Finds the lists of a sentence among its mentions."""

    def __init__(self, ruleset: RuleSet, labels: LabelWords) -> None:
        self.labels = labels
        self.words: SentenceWords = sentence_words(ruleset)

    def find(
        self, text: str, start: int, end: int, mentions: list[Mention], before: list[Mention]
    ) -> Iterator[Breakdown]:
        """「X，其中 a、b」, 「X。其中 a、b」 and 「X（a、b）」."""
        for match in self.words.among.finditer(text, start, end):
            stop = self._list_end(text, match.start(), end)
            parts = [m for m in mentions if match.end() <= m.start < stop]
            whole = self._whole(text, start, match.start(), mentions, before, parts)
            if whole is None:
                continue
            stop = self._before_another(text, match.end(), stop, whole, mentions)
            parts = [m for m in parts if m.start < stop]
            found = self._breakdown(text, whole, parts, match.end(), stop)
            # 分布在4个县，分别为4个、3个、3个、2个: a figure for each of the four.
            each = found is not None and match[0].startswith("分别") and whole.quantity.value == len(found.parts)
            if found is not None and not each:
                yield found
                yield from self._beside(
                    text, match.end(), stop, whole, [m for m in mentions if m.end <= whole.start], parts
                )
        yield from self._summed_up(text, start, mentions)
        yield from self._behind_colons(text, end, mentions)
        for mention in mentions:
            if not text.startswith("（", mention.end):
                continue
            stop = self._list_end(text, mention.end + 1, end)
            inner = text[mention.end + 1 : stop]
            if self.words.among.search(inner):
                continue
            parts = [m for m in mentions if mention.end < m.start < stop]
            if len(parts) >= 2:
                found = self._breakdown(text, mention, parts, mention.end + 1, stop)
                if found is not None and len(found.parts) >= 2:
                    yield found

    def _beside(
        self, text: str, low: int, high: int, whole: Mention, earlier: list[Mention], parts: list[Mention]
    ) -> Iterator[Breakdown]:
        """「6235户9842人，其中城市1120户1806人、农村…」: a whole of another kind right before it has parts among the same."""
        other = earlier[-1] if earlier else None
        if other is None or _same_kind(whole, other):
            return
        own = [m for m in parts if _same_kind(other, m)]
        side_by_side = len(own) > 1 and all(any(m.start == one.end for m in parts) for one in own)
        if other.end != whole.start and not (side_by_side and _JOINED.fullmatch(text[other.end : whole.start])):
            return
        found = self._breakdown(text, other, own, low, high) if len(own) > 1 else None
        if found is not None:
            yield found

    def _behind_colons(self, text: str, end: int, mentions: list[Mention]) -> Iterator[Breakdown]:
        """「X：a，b」, 「X用于三个方面：一是a；二是b；三是c」. Where the items are numbered each must have one figure."""
        for position, whole in enumerate(mentions[:-2]):
            lead = _COLON.match(text, whole.end, mentions[position + 1].start)
            if lead is None or self.words.among.search(lead[0]):
                continue
            parts = [m for m in mentions[position + 1 :] if _same_kind(whole, m)]
            if whole.quantity.unit == "分" and any(_taken_off(text, m) != _taken_off(text, whole) for m in parts):
                # 合计扣3分：甲得9分，扣1分；乙扣2分: marks given stand among those taken off.
                continue
            items = len(_ITEM.findall(text[lead.end() - 1 : end]))
            if len(parts) < 2 or (items and (items != len(parts) or len(parts) != len(mentions) - position - 1)):
                continue
            found = self._breakdown(text, whole, parts, whole.end, end)
            if found is not None and len(found.parts) == len(parts):
                yield found

    def _summed_up(self, text: str, start: int, mentions: list[Mention]) -> Iterator[Breakdown]:
        """「a、b、c，三项共计X」. The parts are listed backwards: what stands before them may be of something else."""
        for position, whole in enumerate(mentions):
            if position < _LEAST_LABELLED or whole.concept is not None or not whole.quantity.is_money:
                continue
            parts = mentions[:position]
            if _SUMMED_UP.search(text, parts[-1].end, whole.start) is None:
                continue
            if self.words.among.search(text, start, whole.start) or self.words.partial.search(text, start, whole.start):
                continue
            plain = [part for part in parts if part.quantity.is_money and part.qualifier is None]
            # Figures of the form under each other's names are sisters, and all that the sentence tells.
            named = len({part.concept for part in plain if part.concept is not None}) == len(plain)
            unnamed = all(part.concept is None for part in plain) and len(plain) >= _LEAST_SUMMED
            if len(plain) == len(parts) and (unnamed or named):
                least = _LEAST_SUMMED if unnamed else len(plain)
                yield Breakdown(
                    whole, tuple(reversed(plain)), (1,) * len(plain), True, tuple(range(least, len(plain) + 1))
                )

    def _whole(
        self, text: str, start: int, at: int, mentions: list[Mention], before: list[Mention], parts: list[Mention]
    ) -> Mention | None:
        """The figure that a 其中 at `at` breaks down: the last one before it that is no comparison.

        A result goes before a budget beside it, unless the parts add up to the budget. Where the sentence begins
        with 其中, it is the only such amount of the sentence before.
        """
        earlier = [m for m in mentions if m.end <= at and not _bracketed(text, m.end, at)]
        plain = [
            m
            for m in earlier
            if m.qualifier not in COMPARISONS
            and not _COMPARED_WITH.search(text[max(start, m.start - 16) : m.start])
            and not text[: m.start].endswith(_BY_HOW_MUCH)
        ]
        if plain:
            # Comparisons may stand between a figure and its 其中, other matter may not.
            if plain[-1] is earlier[-1] and _crosses(_ALL_OF_IT.sub("", text[plain[-1].end : at])):
                return None
            results = [m for m in plain if m.qualifier is None]
            if not results:
                return plain[-1]
            scaled = [m.quantity.scaled() for m in parts if m.qualifier not in COMPARISONS]
            if results[-1].quantity.scaled() in accumulate(scaled):
                # 收入634万元；支出608万元，其中…；结余26万元: all that follows comes to the income, but the list is of the spending.
                return results[-1]
            total = sum(scaled)
            return next((m for m in reversed(plain) if m.quantity.scaled() == total), results[-1])
        named = self.labels.find(text, start, at).concept if text[start:at].strip() and not earlier else None
        if named is not None:
            # …其中基本支出702.3万元。基本支出包括工资福利支出、商品和服务支出…: named again, its figure told before.
            told = [m for m in before if m.concept == named and m.qualifier is None and m.quantity.is_money]
            return (
                told[0]
                if len({m.quantity.scaled() for m in told}) == 1 and _only_named(text, start, at, told[0])
                else None
            )
        if earlier or text[start:at].strip():
            return None
        amounts = [m for m in before if m.qualifier not in COMPARISONS]
        money = [m for m in amounts if m.quantity.is_money] or amounts
        if len(money) > 1:
            # What is left over has no parts: 支出588.5万元，结余23.5万元。其中…
            money = [m for m in money if _LEFTOVER.search(m.label) is None]
        if len(money) > 1:
            total = sum((m.quantity.scaled() for m in parts if m.qualifier not in COMPARISONS), Decimal(0))
            fitting = [m for m in money if m.quantity.scaled() == total]
            if len({m.quantity.scaled() for m in money}) == 1:
                # 预算58.5万元，执行58.5万元。其中…: the parts are of either.
                fitting = money
            money = fitting[-1:] or [m for m in money if _SPENT.search(m.label)]
        return money[0] if len(money) == 1 else None

    def _before_another(self, text: str, at: int, stop: int, whole: Mention, mentions: list[Mention]) -> int:
        """The end of a list behind which, after a semicolon, something else is broken down: of another kind, or no smaller."""
        other = self.words.among.search(text, at, stop)
        mark = text.find("；", at, other.start()) if other is not None else -1
        if other is None or mark < 0:
            return stop
        between = [m for m in mentions if mark < m.start < other.start()]
        # What is as much as the whole is none of its parts.
        larger = [m for m in between if _same_kind(whole, m) and m.quantity.scaled() >= whole.quantity.scaled()]
        return mark if between and (larger or not any(_same_kind(whole, m) for m in between)) else stop

    def _list_end(self, text: str, at: int, end: int) -> int:
        """Where the list that begins at `at` ends: its closing bracket if it stands in one, else the sentence."""
        depth = 0
        for position in range(at, end):
            if text[position] == "（":
                depth += 1
            elif text[position] == "）":
                depth -= 1
                if depth < 0:
                    return position
        return end

    def _breakdown(self, text: str, whole: Mention, parts: list[Mention], low: int, high: int) -> Breakdown | None:
        """The parts of the whole's kind, details in inner brackets and comparisons left out."""
        if self.words.among.search(text, low, high) or whole.qualifier in COMPARISONS:
            return None
        kept: list[Mention] = []
        spent = _SPENDING.search(whole.label) is not None and _LEFT.search(whole.label) is None
        staged = bool(parts) and _STAGE.search("，" + text[low : parts[0].start]) is not None
        signs: list[int] = []
        marks: list[int] = []
        at = low
        mark = 0
        for part in parts:
            piece = text[at : part.start]
            at = part.end
            # The marks around what is left out part the figures beside it.
            mark = max(mark, max((_MARKS.index(one) for one in piece if one in _MARKS), default=0))
            if kept and (_INNER.search(piece) or _of_the_last(text, low, kept[-1], piece)):
                # 1126万元，其中扑火612万元，内含油料39万元、给养57万元…: where the inner list ends nobody can tell.
                return None
            if not kept and "；" in piece:
                # 268人，其中省级拨入35万元；抽样1500人: the list is over, and held nothing of this kind.
                return None
            if not part.quantity.is_money and piece.lstrip("，、；").startswith("被"):
                # 46篇，其中被批示13篇、被采用21篇: the same one may be counted under both.
                return None
            if (
                _COMPARED.search(piece)
                or not _same_kind(whole, part)
                or text.count("（", low, part.start) > text.count("）", low, part.start)
                or (spent and _LEFT.search(piece))
            ):
                continue
            if self._elsewhere(whole, part) or (kept and not staged and _STAGE.search(piece)):
                # The sentence has gone on to another matter.
                break
            if (part.qualifier != "change" and self.words.reduce.search(piece)) or (kept and _MINUS.fullmatch(piece)):
                kept.append(part)
                signs.append(-1)
            elif part.qualifier in COMPARISONS and not (
                part.qualifier == "prior" and _PRIOR.search(text[low : part.start]) is None
            ):
                continue
            else:
                kept.append(part)
                signs.append(1)
            marks.append(mark)
            mark = 0
        cut = _over_at_once(whole, kept, signs, marks)
        if cut:
            kept, signs, marks = kept[:cut], signs[:cut], marks[:cut]
        if len(kept) > 1 and all(one.quantity.scaled() == whole.quantity.scaled() for one in kept):
            # 轮换8.2万吨（轮出8.2万吨、轮入8.2万吨）: the same amount on two sides.
            return None
        if not kept or any(m.qualifier in ("approximate", "plan") for m in (whole, *kept)):
            return None
        if not whole.label:
            whole = replace(whole, label=self.labels.find(text, max(0, whole.start - 40), whole.start).text)
        if _NET.search(whole.label) or _FORMULA.search(text, low, high):
            return None
        if _counts_others(text, whole, kept):
            return None
        if whole.quantity.unit == "分" and _FULL_MARKS.search(text, min(low, whole.end), high):
            # 「其中投入20分，得18分」: full marks stand among the scores.
            return None
        leads = [text[max(low, m.start - 16) : m.start] for m in kept]
        if _at_once(leads) or _some_of_a_year(leads):
            return None
        if not whole.quantity.is_money and all(m.quantity.value > whole.quantity.value for m in kept):
            # 空编10人，其中事业编制68人，实有61人: parts of something told before.
            return None
        complete = (
            len(kept) >= 2
            and self.words.partial.search(text, low, high) is None
            and _ALL_SPENT.search(text, low, high) is None
        )
        return Breakdown(whole, tuple(kept), tuple(signs), complete, _ends(marks[1:], len(kept)))

    def _elsewhere(self, whole: Mention, part: Mention) -> bool:
        """Whether a figure is no part of the whole but another total beside it (支出合计 after 收入合计)."""
        return whole.concept is not None and part.concept in self.labels.kin[whole.concept]


def _at_once(leads: list[str]) -> bool:
    """Whether the parts are people of traits that one of them may have together."""
    labels = [_ITEM_MARK.split(lead)[-1] for lead in leads]
    traits = [next((n for n, words in enumerate(_TRAITS) if words.search(label)), None) for label in labels]
    return len({trait for trait in traits if trait is not None}) > 1


def _some_of_a_year(leads: list[str]) -> bool:
    """Whether the parts are quarters, halves or months that are not known to be all of a year."""
    if not leads or not all(map(_PERIODS.search, leads)):
        return False
    return not all(any(words.search(lead) for lead in leads) for words in _WHOLE_YEAR)


def _of_the_last(text: str, low: int, last: Mention, piece: str) -> bool:
    """Whether what follows a part is told of that part: 专任教师431人，专任教师中副高以上职称129人."""
    name = _NAME.search(text, low, last.start)
    words = piece.lstrip("，、； ")
    if name is None or "中" not in words:
        return False
    return any(words.startswith(name[0][at:] + "中") for at in range(max(0, len(name[0]) - 8), len(name[0]) - 1))


def _bracketed(text: str, end: int, at: int) -> bool:
    """Whether a figure stands in brackets that are closed before `at`: 在校生2614名（…三年级765名），其中…"""
    depth = 0
    for mark in text[end:at]:
        depth += (mark == "（") - (mark == "）")
        if depth < 0:
            return True
    return False


def _over_at_once(whole: Mention, parts: list[Mention], signs: list[int], marks: list[int]) -> int:
    """1 where a list of counts is over after one part: 88人，其中法官31人；书记员36人，辅警24人 are more than there are.

    Behind the semicolon follow only weaker marks, so it does not part items, and what follows it is something else.
    """
    if whole.quantity.is_money or len(parts) < 2 or -1 in signs:
        return 0
    strongest = _MARKS.index("；")
    total = sum(one.quantity.scaled() for one in parts)
    alone = marks[1] == strongest and all(mark < strongest for mark in marks[2:])
    return 1 if alone and parts[0].quantity.scaled() <= whole.quantity.scaled() < total else 0


def _ends(marks: list[int], parts: int) -> tuple[int, ...]:
    """After how many parts a list may be over: where a stronger mark follows, or at any mark where all are commas or stronger."""
    if len(marks) != parts - 1:
        return tuple(range(1, parts + 1))
    weakest = min(marks, default=0)
    loose = weakest > _MARKS.index("、")
    return (*(count for count, mark in enumerate(marks, start=1) if loose or mark > weakest), parts)


def _same_kind(whole: Mention, part: Mention) -> bool:
    if whole.quantity.is_money:
        return part.quantity.is_money
    return whole.quantity.unit == part.quantity.unit


def _counts_others(text: str, whole: Mention, parts: list[Mention]) -> bool:
    """Whether a bare measure word counts one thing in the whole and another in all parts: 4个县区，其中甲县24个村、乙县11个村."""
    if whole.quantity.unit not in _MEASURES:
        return False
    nouns = {_noun(text, part) for part in parts}
    noun, other = _noun(text, whole), next(iter(nouns))
    return len(nouns) == 1 and bool(noun and other) and noun not in other and other not in noun


def _noun(text: str, figure: Mention) -> str:
    match = _NOUN.match(text, figure.end)
    return match[1] if match is not None else ""


def _taken_off(text: str, marks: Mention) -> bool:
    return _TAKEN_OFF.search(text, max(0, marks.start - 4), marks.start) is not None


def _only_named(text: str, start: int, at: int, whole: Mention) -> bool:
    """Whether a sentence begins with nothing but the label of a figure."""
    return len(re.sub(r"[\s，：:]", "", text[start:at])) <= len(whole.label) + 2


def _crosses(between: str) -> bool:
    """Whether words stand between a whole and its 其中 that could start another subject."""
    return len(re.sub(r"[\s，；：。、（]", "", between)) > 6
