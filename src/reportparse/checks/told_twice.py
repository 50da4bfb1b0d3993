"""A figure that a report tells twice under the same words, once with two digits swapped (占比54.6% and 占比45.6%, 换发证件2245本 and 2425本)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportparse.checks.context import Context
from reportparse.checks.running_text import running_text
from reportparse.model.outline import Passage
from reportparse.text.figure import Figure
from reportparse.text.numbers import find_figures
from reportparse.text.slips import find_slip

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff“”]{6,14}?)(?:达到了?|达|为|是|共|完成)?[ ]*$")
_RATE = "预算执行率"
# The one of the whole department, by nothing else in its clause.
_WHOLE_RATE = re.compile(r"(?:全年|年度|整体|总体|部门|综合|总)*预算执行率(?:为|达到?|是)?[ ]*")
_OTHERWISE = re.compile(
    "上年|去年|上一年|同期|目标|计划|拟|预计|要求|不低于|以上|增|减|提高|下降|较|(?<!占)比(?!例|重)|月|季度|累计|其中|[0-9]{4}年(?!度)"
)
# 全年为1186名…: only a clause that is nothing but a name is sure to be of one thing.
_COUNTED = re.compile(r"(?:全年|全市|全县|全区|共|已|其中)*(?P<label>[\u4e00-\u9fff“”]{4,16}?)(?:达到?|为|共|了)?[ ]*")
_DIGITS = re.compile("[0-9０-９]{2}")
_LEAST_DIGITS = 3
_LEAD = 30
_SAME_END = 6


@dataclass(frozen=True, slots=True)
class ToldTwice:
    """The later figure, the earlier one, and the words that both stand behind."""

    label: str
    passage: Passage
    told: Figure
    first_passage: Passage
    first: Figure


def told_twice(context: Context) -> Iterator[ToldTwice]:
    """Percentages and counts of three digits or more; amounts and results of tables are held against these."""
    seen: dict[str, list[tuple[Passage, Figure]]] = {}
    for passage, text, _ in context.once(running_text).all:
        if _DIGITS.search(passage.text) is None:
            continue
        for figure in find_figures(text):
            counted = figure.kind == "count"
            if not (counted or figure.unit == "%") or not figure.is_exact:
                continue
            if figure.quantity.significant_digits < _LEAST_DIGITS:
                continue
            lead = text[max(0, figure.start - _LEAD) : figure.start]
            clause = re.split("[，,。；;：:、（(\n]", lead)[-1]
            if _OTHERWISE.search(clause):
                continue
            label = _counted(clause, figure) if counted else _rate(clause)
            if label is not None:
                seen.setdefault(label, []).append((passage, figure))
    for label, found in seen.items():
        values = {figure.value for _, figure in found}
        if len(values) != 2:
            continue
        first, other = found[0], next(one for one in found if one[1].value != found[0][1].value)
        slip = find_slip(other[1].value, first[1].value)
        if slip is not None and slip.kind == "swapped" and first[0] is not other[0]:
            yield ToldTwice(label.split("/")[0], *other, *first)


def _rate(clause: str) -> str | None:
    """What a percentage is called by."""
    if _WHOLE_RATE.fullmatch(clause) is not None:
        return _RATE
    match = _LABEL.search(clause)
    return match["label"][-_SAME_END:] if match is not None else None


def _counted(clause: str, figure: Figure) -> str | None:
    """What is counted, by the whole of its clause, and in what unit."""
    name = _COUNTED.fullmatch(clause)
    return f"{name['label']}/{figure.unit}" if name is not None else None
