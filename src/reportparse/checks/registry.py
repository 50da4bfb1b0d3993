"""Which function runs which kind of check."""

from __future__ import annotations

from collections.abc import Callable

from reportparse.checks import breakdown, claims, fields, indicators, structure, sums, visibility
from reportparse.checks.context import Context, Results

KIND_FUNCTIONS: dict[str, Callable[[Context], Results]] = {
    "sum": sums.check_sums,
    "units": sums.check_units,
    "claims": claims.check_claims,
    "breakdown": breakdown.check_breakdowns,
    "required": fields.check_required,
    "format": fields.check_format,
    "region_code": fields.check_region_code,
    "grade": fields.check_grade,
    "dates": fields.check_dates,
    "duplicate_indicator": indicators.check_duplicates,
    "copied_result": indicators.check_copied,
    "result_kind": indicators.check_result_kind,
    "sequence": structure.check_sequence,
    "placeholder": structure.check_placeholders,
    "signature": structure.check_signatures,
    "subunit": structure.check_subunits,
    "hidden_text": visibility.check_hidden,
    "garbled_text": visibility.check_garbled,
}
