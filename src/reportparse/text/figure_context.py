"""What the words around a number make of it: a date, a code, an ordinal, a bound, a rate, a negative."""

from __future__ import annotations

import re
from decimal import Decimal

from reportparse.text.dates import find_dates
from reportparse.text.figure import Bound, Kind

_DOCUMENT = re.compile(
    r"[〔﹝\[［【（(][ ]*(?:19|20)[0-9]{2}[ ]*[〕﹞\]］】）)][ ]*第?[ ]*[0-9]+[ ]*号|[〔﹝][ ]*[0-9]{4,}[〕﹞]?[ ]*(?:第?[0-9]*[ ]*号)?"
    r"|[\u4e00-\u9fff][\[［][ ]*(?:19|20)[0-9]{2}[ ]*[\]］](?:[ ]*第?[ ]*[0-9]+[ ]*号)?"
)
_PHONE = re.compile(
    r"(?<![0-9.\-])(?:0[0-9]{2,3}[- ]?[0-9]{7,8}|（0[0-9]{2,3}）[0-9]{7,8}|1[3-9][0-9]{9}|1[3-9][0-9][- ][0-9]{4}[- ][0-9]{4}|400-?[0-9]{3}-?[0-9]{4})"
    r"(?:-[0-9]{1,4})?(?![0-9.]|[ ]*[万亿]?元)"
)
_CLOCK = re.compile(
    r"(?<![0-9.])[0-9]{1,2}[时点](?:[0-9]{1,2}分)?(?!间|期|位|评)|(?<![0-9:：])[0-2]?[0-9]：[0-5][0-9](?![0-9])"
)
_CLOCK_HINT = re.compile("[0-9][时点：]")
# A pattern that begins with what it looks for is searched much faster than one that begins by looking behind.
_YEARS = re.compile(r"(?:19|20)(?<![0-9](?:19|20))[0-9]{2}(?:[ ]*[-—–～至到、和及与/][ ]*(?:19|20)[0-9]{2})*[ ]*年")
_PHONE_WORD = re.compile(r"(?:电话|手机|传真|联系方式|热线)(?:号码)?[：: ]*$")
_CODE_WORD = re.compile(r"(?:编码|代码|编号|账号|帐号|卡号|邮编|邮政编码|科目|凭证|号码|证号|文号)[为是：: ]*$")
_SUBJECT = re.compile(r"(?:30[1-9]|31[0-3]|39[09])[0-9]{2}|2[0-9]{6}|2[0-3][0-9][0-9]{2}")
_ORDINAL_WORDS = ("第", "行次", "序号", "附件", "附表", "附", "图", "表", "No", "No.", "NO", "NO.")
_PLACEHOLDER_WORDS = (
    *("目标", "指标", "机构", "单位", "类别", "步骤", "方案", "标段", "内容", "任务", "项目", "问题", "措施"),
)
_ORDINAL_TAIL = re.compile(r"[：:、.）)」”]|[ ]*$|[ ]*\n")
_LIST_BEFORE = re.compile(r"(?:^|[\n，,；;。：:、！？ （(\"“])[ ]*$")
_IN_BRACKETS = re.compile(r"[（(][ ]*$")

_BOUND_BEFORE = re.compile(
    r"(?P<ge>≥|>=|大于等于|大于或等于|不低于|不少于|不小于|不得低于|不得少于|至少|最少|最低)"
    r"|(?P<le>≤|<=|小于等于|小于或等于|不高于|不超过|不大于|不多于|不得超过|不得高于|不超|最多|最高|至多)"
    r"|(?P<gt>>|高于|大于|超过|多于|超出|超)"
    r"|(?P<lt><|低于|小于|少于|不足|不到)"
)
_BOUND_AT_END = re.compile(f"(?:{_BOUND_BEFORE.pattern})[为至到 ]*(?:（含）)?$")
_BOUND_HINT = re.compile("[≥>大不至少最≤<小高超多低]")
_SIGNS: dict[str, Bound] = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<"}
_AT_LEAST = re.compile(r"[ ]?(?:[（(]?含?[）)]?)?(?:及以上|以上)")
_AT_MOST = re.compile(r"[ ]?(?:及以下|以下|以内|之内|封顶)")
_ABOUT_BEFORE = re.compile(
    r"(?:(?<![节签预合契违公履条缔邀集特简制协])约[为计合占有达需]?|大约|大概|(?<![附最])近|将近|接近)[ ]?(?:人民币)?$"
)
_ABOUT_HINT = re.compile("[约大近接]")
_ABOUT_AFTER = re.compile(r"[ ]?(?:左右|上下|许(?!可|多)|余(?=[，。；、）)]|$))")
_PER_BEFORE = re.compile(r"(?:每|人均|户均|亩均|单价|/)[^0-9，,。；;、：:\n（）()]{0,6}$")
_PER_AFTER = re.compile(
    r"[ ]?(?:/[ ]?(?:[0-9]*[\u4e00-\u9fff㎡A-Za-z])|(?:每|一)(?:人|晚|天|日|月|年|次|户|亩|个|台|套|辆|平方米|公里|吨|件|份|桌|餐|床|间|学期|学年|季度|场|期|班)(?!次性))"
)
_LONG_RUN = re.compile(r"[0-9]{4}")
# What every word before or behind a figure has that says what `around` asks for.
_HINT_BEFORE = re.compile("[≥>大不至少最≤<小高超多低约近接每均价/]")
_HINTS_BEHIND = frozenset(" （(含）)及以之封左上许余/每一")


class Spans:
    """Sorted spans that already have a meaning, looked up in order of text."""

    def __init__(self, spans: list[tuple[int, int, Kind]]) -> None:
        # Of two that begin together the longer one knows more: 2021年 in 2021年7月15日.
        self._spans = sorted(spans, key=lambda span: (span[0], -span[1])) if len(spans) > 1 else spans
        self._at = 0

    def __bool__(self) -> bool:
        return bool(self._spans)

    def kind_at(self, start: int, end: int) -> Kind | None:
        while self._at < len(self._spans) and self._spans[self._at][1] <= start:
            self._at += 1
        for span in self._spans[self._at :]:
            if span[0] >= end:
                return None
            if span[0] <= start < span[1]:
                return span[2]
        return None


def known_spans(text: str) -> Spans:
    """The dates, years, document and telephone numbers of a text."""
    spans: list[tuple[int, int, Kind]] = []
    if "号" in text or "〔" in text or "[" in text:
        spans += [(*m.span(), "document_number") for m in _DOCUMENT.finditer(text)]
    if "年" in text:
        spans += [(*m.span(), "year") for m in _YEARS.finditer(text)]
    long_run = _LONG_RUN.search(text) is not None
    if long_run or "月" in text:
        spans += [(mention.start, mention.end, "date") for mention in find_dates(text)]
    if _CLOCK_HINT.search(text) is not None:
        spans += [(*m.span(), "date") for m in _CLOCK.finditer(text)]
    if long_run:
        spans += [(*m.span(), "phone") for m in _PHONE.finditer(text)]
    return Spans(spans)


def is_ordinal(text: str, start: int, end: int, value: Decimal) -> bool:
    """Whether a number counts items of a list, pages or annexes rather than things."""
    before = text[max(0, start - 6) : start]
    word = before.removesuffix("\n")
    if word.rstrip(" ：:").endswith(_ORDINAL_WORDS):
        return True
    if end - start > 3 or value != value.to_integral_value():
        return False
    if word.endswith(_PLACEHOLDER_WORDS) and _ORDINAL_TAIL.match(text, end):
        return True
    after = text[end : end + 1]
    if _IN_BRACKETS.search(before) and after in ("）", ")"):
        return True
    return (
        after in ("、", ".", "）", ")", "．")
        and _LIST_BEFORE.search(before) is not None
        and (
            # 「包括1、2项」 lists; an ordinal is followed by its text.
            not text[end + 1 : end + 2].isdigit()
        )
    )


def kind_without_unit(text: str, start: int, end: int) -> Kind:
    """Whether a number without a unit is a telephone number, a code, or plain."""
    digits = text[start:end]
    before = text[max(0, start - 10) : start]
    if len(digits) >= 7 and digits.isdigit() and _PHONE_WORD.search(before):
        return "phone"
    if _CODE_WORD.search(before) or text[end : end + 1] == "号":
        return "code"
    if digits.isdigit() and (len(digits) >= 7 or (len(digits) > 1 and digits[0] == "0")):
        return "code"
    following = text[end : end + 1]
    if "\u4e00" <= following <= "\u9fff" and _SUBJECT.fullmatch(digits):
        return "code"
    return "plain"


def around(text: str, start: int, end: int) -> tuple[Bound | None, bool, bool]:
    """`bound`, `about` and `per` of a figure; most figures have none of their words on either side."""
    if text[end : end + 1] not in _HINTS_BEHIND and _HINT_BEFORE.search(text, max(0, start - 9), start) is None:
        return None, False, False
    return bound(text, start, end), about(text, start, end), per(text, start, end)


def per(text: str, start: int, end: int) -> bool:
    """Whether a figure is an amount per something: 每人40元, 40元/人."""
    return _PER_BEFORE.search(text[max(0, start - 9) : start]) is not None or _PER_AFTER.match(text, end) is not None


def bound(text: str, start: int, end: int) -> Bound | None:
    """The comparison a figure stands under, from the words before it or 以上 and 以内 after it."""
    before = text[max(0, start - 8) : start]
    match = _BOUND_AT_END.search(before) if _BOUND_HINT.search(before) is not None else None
    if match is not None and match.lastgroup:
        return _SIGNS[match.lastgroup]
    if _AT_LEAST.match(text, end):
        return "≥"
    if _AT_MOST.match(text, end):
        return "≤"
    return None


def negative(text: str, start: int, previous_end: int) -> bool:
    """Whether the number at `start` is negative. A dash after a digit or a unit joins a range."""
    before = text[start - 1 : start]
    if before == "负":
        return text[start - 2 : start] != "担负"
    if before not in ("-", "–"):
        return False
    if before == "–" and text[start - 2 : start - 1] not in ("", "（", "(", "：", "，", " "):
        return False
    return start - 1 != previous_end and text[start - 2 : start - 1] not in ("-", "–")


def about(text: str, start: int, end: int) -> bool:
    """Whether 约, 近 or 左右 stands next to a figure."""
    low = max(0, start - 6)
    if _ABOUT_HINT.search(text, low, start) is not None and _ABOUT_BEFORE.search(text, low, start) is not None:
        return True
    return _ABOUT_AFTER.match(text, end) is not None


def latin(character: str) -> bool:
    """Whether a character (or the empty string) is an ASCII letter."""
    return character.isascii() and character.isalpha()
