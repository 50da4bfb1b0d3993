"""Faults in the fields, indicators and signatures of the form."""

from __future__ import annotations

import copy
import random
from decimal import Decimal

from .content import Content, IndicatorRow
from .fault_tools import CannotPlantError
from .numbers_zh import date
from .pieces import Para
from .truth import Planted

REGION_CODES = {"平江县": "430626", "华容县": "430623", "云和县": "331125", "蓝田县": "610122"}
"""Counties and their division codes (GB/T 2260): the only real places in this corpus."""


def no_contact(content: Content, rng: random.Random) -> Planted:
    content.contact_name = ""
    return Planted("F301", "warning", "联系人 is blank")


def no_preparer(content: Content, rng: random.Random) -> Planted:
    content.cover_line("preparer").value = ""
    return Planted("F301", "warning", "填报人 on the cover is blank")


def bad_phone(content: Content, rng: random.Random) -> Planted:
    content.contact_phone = rng.choice(("详见通讯录", "555O1Z3", "同上"))
    return Planted("F302", "warning", f"联络电话 holds {content.contact_phone}")


def bad_staffing(content: Content, rng: random.Random) -> Planted:
    content.staffing_quota = rng.choice(("行政编制、事业编制", "按三定方案", "参公编制"))
    return Planted("F302", "warning", f"人员编制 holds {content.staffing_quota} where a number belongs")


def region_code(content: Content, rng: random.Random) -> Planted:
    code = REGION_CODES.get(content.spec.region)
    if code is None:
        raise CannotPlantError
    content.cover_line("budget_code").value = code
    return Planted("F303", "warning", f"{code} is the division code of {content.spec.region}")


def wrong_grade(content: Content, rng: random.Random) -> Planted:
    """Another grade than the score's, in the form and in the text alike."""
    right = content.grade
    wrong = rng.choice([grade for grade in ("优", "良", "中") if grade != right])
    for item in content.narrative:
        for index, piece in enumerate(item.pieces):
            if isinstance(piece, str) and ("等次" in piece):
                item.pieces[index] = piece.replace(f"“{right}”", f"“{wrong}”").replace(
                    f"等次为{right}", f"等次为{wrong}"
                )
    content.grade = wrong
    return Planted("F304", "error", f"{content.score} is {right}, the form says {wrong}")


def impossible_cover_date(content: Content, rng: random.Random) -> Planted:
    shown = date(content.spec.year + 1, 2, 30, content.spec.layout.date_style)
    content.cover_line("report_date").value = shown
    content.report_date = None
    return Planted("F308", "warning", f"报告日期 {shown} cannot be", ("F302",))


def same_indicator_twice(content: Content, rng: random.Random) -> Planted:
    """An indicator entered a second time under another dimension; weights are shared out so that they still make 100."""
    first = next(row for row in content.indicators if row.dimension == "质量指标" and "三公" in row.name)
    again = copy.copy(first)
    again.dimension = "数量指标"
    if first.weight:
        first.weight, first.score = str(int(first.weight) - 4), f"{Decimal(first.score) - 4:f}"
        again.weight = again.score = "4"
    last = max(index for index, row in enumerate(content.indicators) if row.dimension == "数量指标")
    content.indicators.insert(last + 1, again)
    return Planted("I401", "warning", f"{first.name} stands under 质量指标 and under 数量指标")


def _benefit(content: Content) -> IndicatorRow:
    return next(row for row in content.indicators if row.category.startswith("效益"))


def copied_result(content: Content, rng: random.Random) -> Planted:
    row = _benefit(content)
    row.target = row.actual = rng.choice(("逐步提高", "正常", "明显改善"))
    return Planted("I402", "info", f"{row.name}: {row.target} repeated as the result", ("I403",))


def other_kind(content: Content, rng: random.Random) -> Planted:
    row = next(row for row in content.indicators if row.dimension == "成本指标")
    row.actual = "100%"
    return Planted("I405", "info", f"100% as the result of {row.target}")


def prompt_left(content: Content, rng: random.Random) -> Planted:
    """A prompt of the blank form left at the end of a cell."""
    prompt = rng.choice(("（简要说明，200字以内）", "（请填写年度主要工作，300字以内）"))
    content.works.append(Para([prompt]))
    return Planted("S503", "info", f"the prompt {prompt} left in")


def nothing_signed(content: Content, rng: random.Random) -> Planted:
    for evaluator in content.evaluators:
        evaluator.signature = ""
    for line in content.signatures:
        line.signature = ""
        line.date = None if line.date is None else ""
    return Planted(
        "S504", "warning", "evaluators, group leader, head of department and preparer have not signed; no dates"
    )


def one_unsigned(content: Content, rng: random.Random) -> Planted:
    evaluator = rng.choice(content.evaluators)
    evaluator.signature = ""
    return Planted("S504", "warning", f"{evaluator.name} has not signed")
