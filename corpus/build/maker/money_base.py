"""What all money sentences share: labels, and figures written in the text's style."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from .amounts import YUAN, Figures
from .pieces import Figure
from .spec import ReportSpec
from .themes import Theme


class MoneyBase:
    """The figures of one report and how its text names and writes them."""

    def __init__(
        self, spec: ReportSpec, theme: Theme, units: Sequence[tuple[str, Figures]], summary: Figures, rng: random.Random
    ) -> None:
        self._spec = spec
        self._theme = theme
        self._units = units
        self._sum = summary
        self._rng = rng
        self._style = spec.text_style
        words = spec.wording
        self._labels = {
            "income.total": "收入合计",
            "income.carryover": "上年结转",
            "income.fiscal": words.fiscal,
            "income.government_fund": words.government_fund,
            "income.non_tax": "纳入专户管理的非税收入拨款",
            "income.other": "其他收入",
            "expenditure.total": "支出合计",
            "expenditure.basic": "基本支出",
            "expenditure.personnel": words.text_personnel,
            "expenditure.public": words.text_public,
            "expenditure.project": words.text_project,
            "balance": words.text_balance,
            "three_public.total": "“三公”经费合计",
            "three_public.reception": "公务接待费",
            "three_public.vehicle_operation": "公务用车运行维护费",
            "three_public.vehicle_purchase": "公务用车购置费",
            "fixed_assets.total": "固定资产合计",
        }

    def _shown(self, yuan: Decimal) -> Decimal:
        """The amount as the text's decimals leave it, in 元."""
        return Decimal(self._style.write(yuan).replace(",", "")) * YUAN[self._style.unit]

    def _fig(self, concept: str, *, join: str = "", lone: bool = False) -> Figure:
        return Figure(
            self._labels[concept], self._style.write(self._sum[concept]), self._style.unit, concept, None, join, lone
        )

    def _other(self, label: str, yuan: Decimal, qualifier: str, join: str = "") -> Figure:
        return Figure(label, self._style.write(yuan), self._style.unit, None, qualifier, join)

    def _other_form(self) -> bool:
        """Whether to use the second form of a sentence."""
        return self._rng.random() < 0.5
