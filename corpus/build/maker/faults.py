"""The faults that can be planted, by name. Each changes a report at one spot and tells the finding that must come."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

from . import faults_form, faults_tables, faults_text
from .content import Content
from .fault_tools import CannotPlantError
from .truth import Planted

Fault = Callable[[Content, random.Random], Planted]

FAULTS: dict[str, Fault] = {
    "A101-assets": faults_tables.assets_part,
    "A101-unit": faults_tables.unit_part,
    "A102-assets": faults_tables.unit_assets,
    "A102-spending": faults_tables.unit_spending,
    "A103": faults_tables.balance,
    "C201-basic-project": faults_text.project_as_basic,
    "C201-personnel-public": faults_text.public_as_personnel,
    "C201-reception-vehicle": faults_text.vehicle_as_reception,
    "C202-swapped": faults_text.swapped_digits,
    "C202-digit": faults_text.wrong_digit,
    "C202-score": faults_text.other_score,
    "C203": faults_text.wrong_unit,
    "C206-counts": faults_text.counts,
    "C206-money": faults_text.sub_amounts,
    "F301-contact": faults_form.no_contact,
    "F301-preparer": faults_form.no_preparer,
    "F302-phone": faults_form.bad_phone,
    "F302-staffing": faults_form.bad_staffing,
    "F303": faults_form.region_code,
    "F304": faults_form.wrong_grade,
    "F308-cover": faults_form.impossible_cover_date,
    "F308-text": faults_text.impossible_date,
    "F308-part": faults_text.date_without_day,
    "I401": faults_form.same_indicator_twice,
    "I402": faults_form.copied_result,
    "I405": faults_form.other_kind,
    "S502-skipped": faults_text.skipped_heading,
    "S502-repeated": faults_text.repeated_heading,
    "S502-restart": faults_text.restarted_heading,
    "S503-rows": faults_tables.placeholder_rows,
    "S503-prompt": faults_form.prompt_left,
    "S504-all": faults_form.nothing_signed,
    "S504-evaluator": faults_form.one_unsigned,
    "S505": faults_text.unit_without_row,
    "T601-white": faults_text.white_text,
    "T601-tiny": faults_text.tiny_text,
    "T601-vanish": faults_text.vanished_text,
    "T602": faults_text.stray_characters,
}

__all__ = ["FAULTS", "CannotPlantError", "plant"]


def plant(content: Content, names: tuple[str, ...]) -> tuple[Content, list[Planted]]:
    """A copy of the report with these faults in this order. Raises CannotPlantError where the report has no room for one."""
    changed = copy.deepcopy(content)
    found: list[Planted] = []
    for name in names:
        rng = random.Random(f"{content.spec.name}-{content.spec.seed}-{name}")
        found.append(FAULTS[name](changed, rng))
    return changed, found
