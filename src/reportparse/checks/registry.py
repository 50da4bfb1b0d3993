"""Which function runs which kind of check."""

from __future__ import annotations

from collections.abc import Callable

from reportparse.checks import (
    breakdown,
    claims,
    counts,
    directions,
    fields,
    indicators,
    owners,
    paid,
    presence,
    rates,
    scores,
    structure,
    sums,
    targets,
    visibility,
    years,
)
from reportparse.checks.context import Context, Results

KIND_FUNCTIONS: dict[str, Callable[[Context], Results]] = {
    "sum": sums.check_sums,
    "units": sums.check_units,
    "claims": claims.check_claims,
    "breakdown": breakdown.check_breakdowns,
    "counts": counts.check_counts,
    "rates": rates.check_rates,
    "required": fields.check_required,
    "format": fields.check_format,
    "region_code": fields.check_region_code,
    "grade": fields.check_grade,
    "dates": fields.check_dates,
    "duplicate_indicator": indicators.check_duplicates,
    "copied_result": indicators.check_copied,
    "result_kind": indicators.check_result_kind,
    "result_measurable": targets.check_measurable,
    "score_of_result": targets.check_score_of_result,
    "target_missed": targets.check_missed,
    "result_far_above": targets.check_far_above,
    "cost_floor": targets.check_cost_floor,
    "weights": scores.check_weights,
    "scores": scores.check_scores,
    "score_limits": scores.check_score_limits,
    "years": years.check_years,
    "owner": owners.check_owner,
    "parts": presence.check_parts,
    "direction": directions.check_directions,
    "paid": paid.check_paid,
    "sequence": structure.check_sequence,
    "placeholder": structure.check_placeholders,
    "signature": structure.check_signatures,
    "subunit": structure.check_subunits,
    "hidden_text": visibility.check_hidden,
    "garbled_text": visibility.check_garbled,
}
