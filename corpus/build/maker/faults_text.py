"""Faults in the running text."""

from __future__ import annotations

import random
from typing import Literal

from .amounts import YUAN
from .content import Content
from .fault_tools import (
    CannotPlantError,
    body_paragraphs,
    lone_figures,
    other_digit,
    pick,
    swap_digits,
)
from .numbers_zh import ordinal
from .pieces import Disguised, Para, decimal, tallies
from .truth import Planted

MAIN = (
    "expenditure.total", "expenditure.basic", "expenditure.personnel", "expenditure.public", "expenditure.project",
    "income.total", "fixed_assets.total",
)  # fmt: skip
RARE = ("黼鼗龠", "鼊齾", "麤鬴鬳")


def _relabel(content: Content, rng: random.Random, concept: str, label: str, wrong: str) -> Planted:
    figure = pick(rng, lone_figures(content, concept))
    right, figure.should_be = figure.label, figure.label
    figure.label, figure.concept, figure.status = label, wrong, "mislabelled"
    return Planted("C201", "error", f"{figure.value}{figure.unit} is {right}, the text calls it {label}")


def project_as_basic(content: Content, rng: random.Random) -> Planted:
    return _relabel(content, rng, "expenditure.project", "基本支出", "expenditure.basic")


def public_as_personnel(content: Content, rng: random.Random) -> Planted:
    return _relabel(content, rng, "expenditure.public", content.spec.wording.text_personnel, "expenditure.personnel")


def vehicle_as_reception(content: Content, rng: random.Random) -> Planted:
    return _relabel(content, rng, "three_public.vehicle_operation", "公务接待费", "three_public.reception")


def swapped_digits(content: Content, rng: random.Random) -> Planted:
    found = [(f, swap_digits(content, f.value, f.unit)) for f in lone_figures(content, *MAIN)]
    choices = [(f, text) for f, text in found if text]
    if not choices:
        raise CannotPlantError
    figure, text = rng.choice(choices)
    right, figure.value, figure.status = figure.value, text, "different"
    return Planted(
        "C202", "error", f"{figure.label} {text}{figure.unit} in the text, {right} in the tables (digits swapped)"
    )


def wrong_digit(content: Content, rng: random.Random) -> Planted:
    figure = pick(rng, lone_figures(content, *MAIN))
    text = other_digit(content, figure.value, figure.unit, rng)
    if text is None:
        raise CannotPlantError
    right, figure.value, figure.status = figure.value, text, "different"
    return Planted(
        "C202", "error", f"{figure.label} {text}{figure.unit} in the text, {right} in the tables (one digit changed)"
    )


def other_score(content: Content, rng: random.Random) -> Planted:
    figure = pick(rng, lone_figures(content, "score.total"))
    right = decimal(figure.value)
    other = right + 1 if (right + 1) % 10 and right + 1 < 100 else right - 1
    figure.value, figure.status = f"{other:f}", "different"
    return Planted("C202", "error", f"the text gives a score of {figure.value}, the form {content.score}")


def wrong_unit(content: Content, rng: random.Random) -> Planted:
    figure = pick(rng, [f for f in lone_figures(content, *MAIN) if f.unit in YUAN])
    right = figure.unit
    figure.unit, figure.status = ("元" if right == "万元" else "万元"), "unit_slip"
    return Planted("C203", "error", f"{figure.label} {figure.value}{figure.unit} should be in {right}")


def counts(content: Content, rng: random.Random) -> Planted:
    found = [t for t in tallies(content.achievements) if not t.concept and len(t.parts) > 1]
    if not found:
        raise CannotPlantError
    tally = rng.choice(found)
    index = rng.randrange(len(tally.parts))
    name, value = tally.parts[index]
    tally.parts[index] = (name, str(int(value) + (3 if int(value) < 40 else 20)))
    return Planted("C206", "error", f"the parts of {tally.head}{tally.total}{tally.unit} do not add up to it")


def sub_amounts(content: Content, rng: random.Random) -> Planted:
    found = [t for t in tallies(content.narrative) if t.concept]
    if not found:
        raise CannotPlantError
    tally = found[0]
    name, value = tally.parts[0]
    text = other_digit(content, value, tally.unit, rng)
    if text is None:
        raise CannotPlantError
    tally.parts[0] = (name, text)
    return Planted("C206", "error", f"{name} is {value} where the parts of {tally.head} are to add up to {tally.total}")


def _append(content: Content, rng: random.Random, where: list[Para], text: str) -> Para:
    item = rng.choice(where)
    item.pieces.append(text)
    return item


def impossible_date(content: Content, rng: random.Random) -> Planted:
    year = content.spec.year
    date = rng.choice((f"{year}年2月30日", f"{year}年11月31日", f"{year}年13月5日"))
    _append(content, rng, content.achievements, f"{date}，召开年度工作总结会，通报任务完成情况。")
    return Planted("F308", "warning", f"{date} cannot be")


def date_without_day(content: Content, rng: random.Random) -> Planted:
    _append(content, rng, content.achievements, "集中走访于9月10至10月15日进行，收集意见建议并逐条答复。")
    return Planted("F308", "info", "9月10至10月15日 lacks 日")


def _top_headings(content: Content) -> list[Para]:
    found = [item for item in content.narrative if item.level == 1]
    if any(item.auto for item in found):
        raise CannotPlantError
    return found


def _renumber(heads: list[Para], start: int, shift: int) -> None:
    for index in range(start, len(heads)):
        heads[index].number = ordinal(1, index + 1 + shift)


def skipped_heading(content: Content, rng: random.Random) -> Planted:
    heads = _top_headings(content)
    at = rng.randrange(2, len(heads) - 1)
    _renumber(heads, at, 1)
    return Planted("S502", "warning", f"{heads[at].heading} follows {heads[at - 1].heading}: a number is skipped")


def repeated_heading(content: Content, rng: random.Random) -> Planted:
    heads = _top_headings(content)
    at = rng.randrange(2, len(heads) - 1)
    _renumber(heads, at, -1)
    return Planted("S502", "warning", f"{heads[at].heading} repeats the number of {heads[at - 1].heading}")


def restarted_heading(content: Content, rng: random.Random) -> Planted:
    """A heading 一、 and below it （一） inside （一）, as when an older report is pasted in."""
    first = next((index for index, item in enumerate(content.narrative) if item.level == 2), None)
    if first is None:
        raise CannotPlantError
    # Body paragraphs, not headings: whether the pasted numbers are headings is open, that they begin anew is not.
    content.narrative[first + 1 : first + 1] = [Para(["一、单位概况"]), Para(["（一）主要职能及机构"])]
    return Planted("S502", "info", "一、单位概况 restarts inside （一）")


def unit_without_row(content: Content, rng: random.Random) -> Planted:
    at = next(index for index, item in enumerate(content.narrative) if "以下简称" in item.text)
    name = rng.choice(("信息服务中心", "后勤保障中心", "综合服务站"))
    text = f"本{content.call}另下设二级机构{name}，为股级事业单位，主要承担业务数据的采集和日常服务工作。"
    content.narrative.insert(at + 1, Para([text]))
    return Planted("S505", "warning", f"the text names the subordinate unit {name}, the tables have no row for it")


def _hide(content: Content, rng: random.Random, disguise: Literal["vanish", "white", "tiny"]) -> Planted:
    item = rng.choice(body_paragraphs(content))
    text = rng.choice((*RARE, "内部留存第二稿"))
    item.pieces.append(Disguised(text, disguise))
    # LibreOffice leaves text marked as hidden out of the PDF altogether.
    only = ("docx",) if disguise == "vanish" else ()
    return Planted("T601", "warning", f"{text} cannot be seen ({disguise})", only=only)


def white_text(content: Content, rng: random.Random) -> Planted:
    return _hide(content, rng, "white")


def tiny_text(content: Content, rng: random.Random) -> Planted:
    return _hide(content, rng, "tiny")


def vanished_text(content: Content, rng: random.Random) -> Planted:
    return _hide(content, rng, "vanish")


def stray_characters(content: Content, rng: random.Random) -> Planted:
    text = rng.choice(RARE)
    _append(content, rng, body_paragraphs(content), text)
    return Planted("T602", "warning", f"{text} stands after the end of a sentence")
