"""The classes of faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from reportparse.model.findings import Say
from reportparse.selftest import in_form, in_tables, in_text, slips
from reportparse.selftest.fault import Fault
from reportparse.selftest.subject import Subject


@dataclass(frozen=True)
class FaultClass:
    """`plants` gives every fault of the class that a reader of the report could see.

    The class counts only where the rules have one of `codes`. `file_only` faults can be planted in a file, not in a Document.
    """

    name: str
    say: Say
    codes: tuple[str, ...]
    plants: Callable[[Subject, Random], Iterator[Fault]]
    file_only: bool = False


def _slip(slip: in_text.Slip) -> Callable[[Subject, Random], Iterator[Fault]]:
    def plants(subject: Subject, rng: Random) -> Iterator[Fault]:
        yield from in_text.slipped(subject, rng, slip)
        yield from in_tables.slipped(subject, rng, slip)

    return plants


def _sums(subject: Subject, rng: Random) -> Iterator[Fault]:
    yield from in_tables.sum_broken(subject, rng)
    yield from in_text.list_broken(subject, rng)


_ALL = (
    FaultClass("label-swapped", Say("名目写错", "label swapped"), ("C201",), in_text.label_swapped),
    FaultClass("digits-swapped", Say("数字颠倒", "digits swapped"), ("C202", "A101"), _slip(slips.swapped)),
    FaultClass("digit-changed", Say("错一位数", "one digit changed"), ("C202", "A101"), _slip(slips.one_changed)),
    FaultClass("ten-times", Say("多一个零", "ten times"), ("C202", "A101"), _slip(slips.ten_times)),
    FaultClass("wrong-unit", Say("元与万元写混", "元 for 万元"), ("C203",), in_text.wrong_unit),
    FaultClass("sum-broken", Say("合计不平", "sum broken"), ("A101", "A102"), _sums),
    FaultClass("balance-broken", Say("结余不平", "balance broken"), ("A103",), in_tables.balance_broken),
    FaultClass("stale-year", Say("年份未改", "stale year"), ("F306",), in_text.stale_year),
    FaultClass("other-department", Say("写成别的部门", "other department"), ("F307",), in_text.other_department),
    FaultClass("heading-skipped", Say("标题跳号", "heading skipped"), ("S502",), in_form.heading_skipped),
    FaultClass("signature-removed", Say("缺签名", "signature removed"), ("S504",), in_form.signature_removed),
    FaultClass("indicator-doubled", Say("指标重复", "indicator doubled"), ("I401",), in_form.indicator_doubled),
    FaultClass("weight-changed", Say("权重改动", "weight changed"), ("I404",), in_form.weight_changed),
    FaultClass("hidden-text", Say("隐藏文字", "hidden text"), ("T601",), in_form.hidden_text, file_only=True),
)  # fmt: skip
CLASSES: dict[str, FaultClass] = {one.name: one for one in _ALL}
"""All classes by name, in the order they are printed."""
