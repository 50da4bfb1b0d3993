"""Text that a reader cannot see, and characters that are no text."""

from __future__ import annotations

import re

from reportparse.checks.context import Context, Results
from reportparse.model.document import HiddenText
from reportparse.model.findings import Evidence, Say, Severity
from reportparse.model.location import Place
from reportparse.text.garbled import find_garbled, is_traditional, suspects
from reportparse.text.normalise import shortened, squash

_LETTER = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff0-9０-９A-Za-zＡ-Ｚａ-ｚ]")
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LISTED = 8

_HIDDEN = {
    "hidden": Say("设为隐藏", "marked as hidden"),
    "white": Say("颜色与底色相同", "of the colour of the page"),
    "tiny": Say("字号极小", "in tiny print"),
    "invisible": Say("以不可见方式绘制", "drawn invisibly"),
    "off-page": Say("在页面之外", "off the page"),
    "covered": Say("被遮盖", "covered"),
    "folded": Say("所在的行、列或工作表设为隐藏", "in a hidden row, column or sheet"),
}
_GARBLED = {
    "replacement": Say("无法解码的字符", "characters that could not be decoded"),
    "private": Say("没有标准含义的自造字符", "private characters without a standard meaning"),
    "cid": Say("字体缺少文字对照表", "a font without a character map"),
    "control": Say("控制字符", "control characters"),
    "mojibake": Say("编码错误产生的乱码", "a wrong encoding"),
    "residue": Say("句末多出的生僻字", "stray characters after the end of a sentence"),
    "cluster": Say("连续的生僻字", "a run of rare characters"),
}


def check_hidden(context: Context) -> Results:
    """Hidden text with a letter or digit in it; one finding for the report, one more for what a workbook has folded away."""
    found = [hidden for hidden in context.document.hidden if _LETTER.search(hidden.text)]
    # Working columns are hidden in every other workbook, and a click shows them.
    folded = [hidden for hidden in found if hidden.reason == "folded"]
    yield from _hidden(context, [hidden for hidden in found if hidden.reason != "folded"], None)
    yield from _hidden(context, folded, "info")


def _hidden(context: Context, found: list[HiddenText], severity: Severity | None) -> Results:
    if not found:
        return
    yield context.finding(
        severity=severity,
        key=squash("".join(hidden.text for hidden in found)),
        evidence=[Evidence(hidden.text.strip(), hidden.place, "stated") for hidden in found],
        arguments={
            "count": str(len(found)),
            "texts": _listed([hidden.text.strip() for hidden in found]),
            "why": _reasons(_HIDDEN, [hidden.reason for hidden in found]),
        },
    )


def check_garbled(context: Context) -> Results:
    """Characters that are no part of the text; one finding for the report."""
    lines = context.document.lines
    whole = "\n".join([text for text, _ in lines])
    suspicious = suspects(whole)
    if not suspicious and "cid:" not in whole:
        return
    traditional = is_traditional(whole)
    found: list[tuple[str, str, Place]] = []
    for text, place in context.document.lines_with("cid:", *suspicious):
        offset = place.span[0] if place.span else 0
        for start, end, reason in find_garbled(text, traditional):
            found.append((text[start:end], reason, place.at(offset + start, offset + end)))
    if not found:
        return
    yield context.finding(
        key=squash("".join(text for text, _, _ in found)),
        evidence=[Evidence(_shown(context.sentence(place)), place, "stated") for _, _, place in found],
        arguments={
            "count": str(len(found)),
            "texts": _listed([_shown(text) for text, _, _ in found]),
            "why": _reasons(_GARBLED, [reason for _, reason, _ in found]),
        },
    )


def _listed(texts: list[str]) -> Say:
    shown = list(dict.fromkeys(shortened(text, 30) for text in texts))
    more = len(shown) - _LISTED
    zh = "、".join(f"“{text}”" for text in shown[:_LISTED]) + (f"等{len(shown)}段" if more > 0 else "")
    en = ", ".join(f"“{text}”" for text in shown[:_LISTED]) + (f" and {more} more" if more > 0 else "")
    return Say(zh, en)


def _reasons(words: dict[str, Say], reasons: list[str]) -> Say:
    known = [words[reason] for reason in dict.fromkeys(reasons)]
    return Say("、".join(one.zh for one in known), ", ".join(one.en for one in known))


def _shown(text: str) -> str:
    """Characters without a shape are named by their code point."""
    return _UNSHOWABLE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
