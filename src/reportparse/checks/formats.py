"""Whether a field's content is of the kind the form asks for, and what belongs there if not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportparse.model.findings import Say
from reportparse.ruleset.schema import FieldRule, Grade
from reportparse.text.chinese_numerals import chinese_number
from reportparse.text.dates import find_dates, parse_date
from reportparse.text.normalise import fold, squash
from reportparse.text.numbers import find_figures, parse_cell

WANTED: dict[str, Say] = {
    "number": Say("数字", "a number"),
    "phone": Say("电话号码", "a telephone number"),
    "date": Say("年月日齐全的日期", "a date with year, month and day"),
    "score": Say("0至100之间的分数", "a score from 0 to 100"),
    "code": Say("由数字、字母组成的编码", "a code of digits and letters"),
    "person": Say("姓名", "a person's name"),
    "grade": Say("规定的等次", "one of the prescribed grades"),
}
"""What belongs in a field, by its kind. Kinds that are not here (text, name, long) may hold anything."""

_NOTHING = re.compile(r"^[/／\\—–\-－_＿.。…]*$|^(?:无|没有|暂无)$")
_EMPTY_DATE = re.compile(r"^[年月日\s_＿—－\-./]*$")
_DIGIT = re.compile(r"[0-9]")
_PEOPLE = re.compile(r"[〇零一二三四五六七八九十百千两]+(?=[人名个位]|$)")
_LOOSE_DATE = re.compile(
    r"[0-9〇零○oO一二三四五六七八九]{4}[ ]*(?:年|[-./])[ ]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ ]*(?:月|$|[-./])"
)
_COMPACT_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_CODE = re.compile(r"[0-9A-Za-z\-]{3,20}")
_LIST = re.compile(r"[、,，;；/|\n]|\s{2,}")
_BRACKET = re.compile(r"（[^（）]*）")
_TICK = re.compile(r"[√✓✔☑■●▣]")

_PHONE_WORDS = re.compile(r"[\u3400-\u9fff：:.·]+|(?i:tel|phone)[.：]*")
_PHONE_EXTENSION = re.compile(r"(?:转|分机号?|-|—|ext\.?)\s*[0-9]{1,6}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:\+?86)?(?:1[0-9*xX]{10}|(?:0[0-9]{2,3})?[2-9*xX][0-9*xX]{6,7}|0[0-9]{2,3}[0-9*xX]{7,8}|[48]00[0-9]{7}|12[0-9]{3}|9[56][0-9]{3,4})"
)
# 「0730-7662092-8001」 may be written with a bracket, dashes or blanks between its parts.
_PHONE_JOINT = re.compile(r"[\s\-—－–（）]+")
_NAME_LIMIT = 12


def is_blank(rule: FieldRule, text: str) -> bool:
    """Whether nothing was filled in. 「年 月 日」 without figures is a blank date."""
    text = text.strip()
    return not text.strip("_＿ \u3000") or (rule.kind == "date" and _EMPTY_DATE.match(text) is not None)


def fits(rule: FieldRule, text: str, grades: Sequence[Grade]) -> bool:
    """Whether a text is of the field's kind; a text that says 无 or / is left alone, and so is an impossible date (F308)."""
    folded = fold(text).strip()
    if _NOTHING.match(squash(text)):
        # Nobody at all may be on the staff, but somebody fills in the form and can be called.
        return rule.kind not in ("phone", "person", "date")
    if rule.kind == "number":
        return _number(folded)
    if rule.kind == "phone":
        return _phone(folded)
    if rule.kind == "date":
        return _date(folded)
    if rule.kind == "score":
        return _score(folded)
    if rule.kind == "code":
        return all(_CODE.fullmatch(re.sub(r"\s+", "", part)) for part in _LIST.split(folded) if part.strip())
    if rule.kind == "person":
        return _person(folded)
    if rule.kind == "grade":
        return not grades or find_grade(text, grades) is not None or _choice(folded, grades)
    return True


def _number(text: str) -> bool:
    if parse_cell(text) is not None or _DIGIT.search(text):
        return True
    match = _PEOPLE.search(text)
    return match is not None and chinese_number(match[0]) is not None


def _phone(text: str) -> bool:
    plain = _PHONE_WORDS.sub(" ", _PHONE_EXTENSION.sub(_extension, text))
    numbers = [part for part in re.split(r"[、,，;；/|\n]", plain) if part.strip()]
    return bool(numbers) and all(_phones(part) for part in numbers)


def _extension(match: re.Match[str]) -> str:
    # A dash may also lead into the number itself (0730-7662092): only a word or a short tail is an extension.
    digits = re.sub(r"\D", "", match[0])
    follows = match.string[match.end() : match.end() + 1]
    before = re.sub(r"\D", "", match.string[: match.start()])
    named = match[0][0] not in "-—"
    return " " if not follows.isdigit() and (named or (len(digits) <= 4 and len(before) >= 7)) else match[0]


def _phones(part: str) -> bool:
    """One number in pieces, or several apart by blanks."""
    joined = _PHONE_JOINT.sub("", part)
    if _PHONE.fullmatch(joined):
        return True
    pieces = [piece for piece in re.split(r"\s+", part.strip()) if piece]
    return len(pieces) > 1 and all(_PHONE.fullmatch(_PHONE_JOINT.sub("", piece)) for piece in pieces)


def _date(text: str) -> bool:
    if parse_date(text) is not None or any(mention.fault == "impossible" for mention in find_dates(text)):
        return True
    tight = re.sub(r"\s+", "", text)
    # A month without its day is how many covers are dated; a day without its year is F308's.
    return bool(
        _LOOSE_DATE.search(tight)
        or _COMPACT_DATE.fullmatch(tight)
        or any(mention.month and mention.day for mention in find_dates(text))
    )


def _score(text: str) -> bool:
    quantity = parse_cell(text)
    if quantity is not None:
        return quantity.unit in ("", "分") and 0 <= quantity.value <= 100
    figures = [figure for figure in find_figures(text) if figure.kind in ("plain", "score")]
    return bool(figures) and any(0 <= figure.value <= 100 for figure in figures)


def _person(text: str) -> bool:
    # A telephone number after the name is no harm.
    text = re.sub(r"[0-9*\-]{7,}", "", _BRACKET.sub("", text))
    if _DIGIT.search(text):
        return False
    return all(len(squash(part)) <= _NAME_LIMIT for part in _LIST.split(text.strip())) or bool(
        re.search(r"[A-Za-z]{3}", text)
    )


def find_grade(text: str, grades: Sequence[Grade]) -> tuple[Grade, str] | None:
    """The grade a text names and the word for it, or None where it names none or several (不合格 is not 合格)."""
    rest = squash(text).strip("“”\"'「」『』。")
    found: list[tuple[Grade, str]] = []
    words = sorted(
        ((word, grade) for grade in grades for word in (grade.grade, *grade.aliases)), key=lambda p: -len(p[0])
    )
    for word, grade in words:
        if word in rest:
            rest = rest.replace(word, "\0")
            found.append((grade, word))
    named = {grade.grade for grade, _ in found}
    return found[0] if len(named) == 1 else None


def _choice(text: str, grades: Sequence[Grade]) -> bool:
    """「优□ 良√ 中□」: a list to tick; which box the tick belongs to is not ours to guess."""
    return sum(grade.grade in text for grade in grades) > 1 and (_TICK.search(text) is not None or "□" in text)
