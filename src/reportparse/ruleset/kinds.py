"""The kinds of check: what a rule of each kind may bind (`options`) and which named arguments its wordings may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportparse.ruleset.schema import Identifier, RuleModel, Text


class Identity(RuleModel):
    """total = Σ plus − Σ minus within one row name. `optional` terms are added only where the row closes so; `either` may
    each stand in the place of the first of `plus`, where the row closes so. `before` are what was there before the year: a
    total of this year alone (当年结余) may leave them out.

    `across` looks the operands up over all tables, not in one; `whole` demands all of `plus` and `minus`
    (else an empty cell counts as nothing, as on the forms).
    """

    total: Identifier
    plus: tuple[Identifier, ...]
    minus: tuple[Identifier, ...] = ()
    optional: tuple[Identifier, ...] = ()
    either: tuple[Identifier, ...] = ()
    before: tuple[Identifier, ...] = ()
    across: bool = False
    whole: bool = False


class SumOptions(RuleModel):
    identities: tuple[Identity, ...]


class ClaimOptions(RuleModel):
    """`status` of the claims that make a finding; `tables` also compares the same concept between tables and fields.

    `plain` are the beginnings of the concepts whose differences weigh the same where no slip of the pen explains them; those of
    all others are then an info, as one name may stand for two things.
    """

    status: Literal["mislabelled", "different", "unit_slip"]
    tables: bool = False
    plain: tuple[str, ...] = ()


class Ratio(RuleModel):
    """rate = over / under in one row of a table; of several `under` the first that the row has counts."""

    rate: Identifier
    over: Identifier
    under: tuple[Identifier, ...]


class RateOptions(RuleModel):
    """`ratios` are the rate columns of tables; the rates of sentences need no options. `proportional` are the editions whose
    form scores the execution of the budget in proportion to the rate."""

    ratios: tuple[Ratio, ...] = ()
    proportional: tuple[Identifier, ...] = ()


class PatternOptions(RuleModel):
    """Patterns searched in the texts the kind looks at; `hints` are words one of which such a text must hold (all texts
    where there are none).
    """

    hints: tuple[Text, ...] = ()

    patterns: tuple[Text, ...]


class SubunitOptions(RuleModel):
    """`hints` are words one of which a passage must hold to be looked at (they spare time), `introduce` are patterns that come before the names of own subordinate units, or hold them in a group `names`;
    `names` is what ends such a name."""

    hints: tuple[Text, ...]
    introduce: tuple[Text, ...]
    names: tuple[Text, ...]


class ResultOptions(RuleModel):
    """`vague` are results without a measure (正常, 良好)."""

    vague: tuple[Text, ...] = ()


class MissedOptions(RuleModel):
    """`reasons` are words of a heading or passage that tells why targets were missed."""

    reasons: tuple[Text, ...] = ()


class FarOptions(RuleModel):
    """`percent` of the target above which a result is far above it."""

    percent: int


class PaidOptions(RuleModel):
    """`words` claim that all was paid; `percent` is the execution rate below which they cannot be true."""

    words: tuple[Text, ...]
    percent: int


class UnspentOptions(RuleModel):
    """`percent` of the budget below which next to nothing was spent, `certain` below which that is an error."""

    percent: int
    certain: int


class SequenceOptions(RuleModel):
    """`depth` is how many of the number styles of rules/sections.yaml (outermost first) a break in is a warning; deeper is info."""

    depth: int


class NoOptions(RuleModel):
    """This kind binds nothing: what it looks at is fixed by the form."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`arguments` are the names its wordings may use in braces."""

    options: type[RuleModel]
    arguments: frozenset[str]


def _kind(options: type[RuleModel], *arguments: str) -> Kind:
    return Kind(options, frozenset(arguments))


KINDS: dict[str, Kind] = {
    "sum": _kind(SumOptions, "entity", "total", "stated", "computed", "difference", "unit", "terms"),
    "units": _kind(NoOptions, "entity", "label", "stated", "computed", "difference", "unit", "items", "terms"),
    "claims": _kind(
        ClaimOptions,
        "label",
        "stated",
        "unit",
        "expected",
        "difference",
        "meant",
        "meant_value",
        "why",
        "where",
    ),
    "breakdown": _kind(NoOptions, "label", "stated", "computed", "difference", "unit", "terms"),
    "counts": _kind(NoOptions, "stated", "computed"),
    "rates": _kind(RateOptions, "name", "label", "stated", "computed"),
    "required": _kind(NoOptions, "field"),
    "format": _kind(NoOptions, "field", "stated", "wanted"),
    "region_code": _kind(NoOptions, "code", "region"),
    "grade": _kind(NoOptions, "score", "grade", "expected", "bands"),
    "dates": _kind(NoOptions, "text", "why"),
    "separators": _kind(NoOptions, "stated"),
    "duplicate_indicator": _kind(NoOptions, "name", "count", "where"),
    "copied_result": _kind(ResultOptions, "count", "names"),
    "result_kind": _kind(NoOptions, "count", "names"),
    "result_measurable": _kind(ResultOptions, "count", "names"),
    "score_of_result": _kind(NoOptions, "name", "target", "actual", "score", "weight", "why"),
    "target_missed": _kind(MissedOptions, "name", "target", "actual", "why", "how"),
    "result_far_above": _kind(FarOptions, "count", "names", "limit"),
    "cost_floor": _kind(NoOptions, "count", "names"),
    "unspent": _kind(UnspentOptions, "rate", "count", "names"),
    "weights": _kind(NoOptions, "what", "computed", "expected", "difference", "terms"),
    "scores": _kind(NoOptions, "stated", "computed", "difference", "terms"),
    "score_limits": _kind(NoOptions, "name", "score", "weight", "why"),
    "years": _kind(NoOptions, "stated", "expected", "why"),
    "owner": _kind(NoOptions, "stated", "expected", "count"),
    "parts": _kind(NoOptions, "part", "form"),
    "direction": _kind(NoOptions, "word", "now", "before", "why"),
    "paid": _kind(PaidOptions, "words", "why"),
    "done": _kind(NoOptions, "words", "why"),
    "sequence": _kind(SequenceOptions, "what", "found", "expected", "title", "inside", "why"),
    "placeholder": _kind(PatternOptions, "count", "texts"),
    "signature": _kind(NoOptions, "unsigned", "undated", "what"),
    "subunit": _kind(SubunitOptions, "name"),
    "hidden_text": _kind(NoOptions, "count", "texts", "why"),
    "garbled_text": _kind(NoOptions, "count", "texts", "why"),
    "broken_text": _kind(NoOptions, "text", "why"),
}
"""All kinds of check by the name a rule gives in `kind`. reportparse.checks has one module a kind."""
