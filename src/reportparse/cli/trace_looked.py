"""What a check of each kind looked at in a file, one line a thing, with the decision where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from reportparse.model.claims import Claim
from reportparse.model.facts import Fact
from reportparse.model.outline import Section
from reportparse.pipeline import Trace
from reportparse.ruleset.kinds import ClaimOptions, SumOptions
from reportparse.ruleset.rules import LoadedCheck

_Looker = Callable[[Trace, LoadedCheck, str], Iterator[str]]


def looked_at(trace: Trace, check: LoadedCheck, lang: str) -> list[str]:
    """The lines for one check; empty where it reads the whole text."""
    looker = _LOOKERS.get(check.rule.kind)
    return list(looker(trace, check, lang)) if looker is not None else []


def _claims(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    options = check.options
    wanted = options.status if isinstance(options, ClaimOptions) else ""
    for claim in trace.reading.claims:
        mark = "→" if claim.status == wanted else " "
        yield f"{mark} {_claim(trace, claim)}"
    if isinstance(options, ClaimOptions) and options.tables:
        yield from _facts(trace, check, lang)


def _claim(trace: Trace, claim: Claim) -> str:
    mention = claim.mention
    words = [f"{mention.label or '–'} {trace.document.text_at(mention.place)}", f"concept {mention.concept or '–'}"]
    words += [f"{name} {value}" for name, value in (
        ("qualifier", mention.qualifier), ("subject", mention.subject), ("modifier", mention.modifier),
    ) if value]  # fmt: skip
    decision = claim.status + (f" ({claim.why})" if claim.why else "")
    facts = ", ".join(_amount(trace.reading.fact_by_id[name]) for name in claim.fact_ids[:3])
    return f"{claim.id} {'; '.join(words)}: {decision}{f' [{facts}]' if facts else ''}"


def _facts(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for fact in trace.reading.facts:
        yield f"  {_amount(fact)} · {trace.sayer.say(fact.place, lang)}"


def _amount(fact: Fact) -> str:
    return f"{fact.id} = {fact.quantity.with_unit()}"


def _sums(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    """For each identity the rows that have its total, their figures, and what they lack."""
    options = check.options
    for identity in options.identities if isinstance(options, SumOptions) else ():
        yield _formula(identity.total, identity.plus, identity.minus, identity.optional)
        rows: dict[object, dict[str, Fact]] = defaultdict(dict)
        names = (identity.total, *identity.plus, *identity.minus, *identity.optional)
        for fact in trace.reading.facts:
            if fact.concept in names:
                key = fact.entity if identity.across else (fact.region, fact.place.row, fact.entity)
                rows[key].setdefault(fact.concept, fact)
        for row in rows.values():
            first = next(iter(row.values()))
            given = ", ".join(f"{name} {row[name].quantity.written()}" for name in names if name in row)
            lacking = [name for name in (identity.total, *identity.plus, *identity.minus) if name not in row]
            blank = f"; blank: {', '.join(lacking)}" if lacking else ""
            yield f"  {first.entity or '–'}: {given}{blank}"


def _formula(total: str, plus: tuple[str, ...], minus: tuple[str, ...], optional: tuple[str, ...]) -> str:
    parts = " + ".join(plus) + "".join(f" − {name}" for name in minus) + "".join(f" (+ {name})" for name in optional)
    return f"{total} = {parts}"


def _units(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for index, region in enumerate(trace.outline.regions):
        facts = [fact for fact in trace.reading.facts if fact.region == index]
        if facts:
            summaries = sorted({str(fact.entity) for fact in facts if fact.summary})
            units = list(dict.fromkeys(str(fact.entity) for fact in facts if not fact.summary))
            yield f"{region.kind}: summary rows: {', '.join(summaries) or '–'}; rows of units: {', '.join(units) or '–'}"


def _breakdowns(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for one in trace.reading.breakdowns:
        parts = " ".join(
            f"{'−' if sign < 0 else '+'} {part.label} {part.quantity.text}"
            for sign, part in zip(one.signs, one.parts, strict=True)
        )
        complete = "complete" if one.complete else "not known to be complete"
        yield f"{one.whole.label} {one.whole.quantity.text} = {parts} ({complete}) · {trace.sayer.say(one.whole.place, lang)}"


def _fields(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for spot in trace.outline.fields:
        yield f"{spot.field}: {spot.label} = {spot.text or '(blank)'} · {trace.sayer.say(spot.place, lang)}"


def _indicators(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for one in trace.reading.indicators:
        texts = (one.category, one.dimension, one.name, one.target, one.actual, one.weight, one.score, one.reason)
        yield " | ".join("–" if text is None else text for text in texts)


def _headings(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    def numbered(section: Section) -> Iterator[str]:
        shown = section.ordinal
        made = " (automatic)" if shown is not None and shown.automatic else ""
        yield f"{'  ' * (section.level - 1)}{section.heading}{f' [{shown.style} {shown.value}]{made}' if shown else ''}"
        for child in section.children:
            yield from numbered(child)

    for top in trace.outline.sections:
        yield from numbered(top)
    for fault in trace.outline.breaks:
        yield f"→ {fault.kind}: {fault.found}{fault.title}, expected {fault.expected or '–'} (depth {fault.depth})"


def _signatures(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for person in trace.reading.evaluators:
        yield f"{person.name}: {'signed' if person.signed else 'not signed'}"
    for line in trace.reading.signatures:
        asked = "" if not line.asks_date else f", dated {line.date}" if line.date else ", not dated"
        yield f"{line.role}: {'signed' if line.signed else 'not signed'}{asked}"


def _hidden(trace: Trace, check: LoadedCheck, lang: str) -> Iterator[str]:
    for one in trace.document.hidden:
        yield f"{one.reason}: {one.text.strip()!r} · {trace.sayer.say(one.place, lang)}"


_LOOKERS: dict[str, _Looker] = {
    "claims": _claims, "breakdown": _breakdowns, "sum": _sums, "units": _units,
    "required": _fields, "format": _fields, "region_code": _fields, "grade": _fields, "owner": _fields,
    "duplicate_indicator": _indicators, "copied_result": _indicators, "result_kind": _indicators,
    "result_measurable": _indicators, "score_of_result": _indicators, "target_missed": _indicators,
    "result_far_above": _indicators, "cost_floor": _indicators, "weights": _indicators, "scores": _indicators,
    "score_limits": _indicators,
    "sequence": _headings, "parts": _headings, "signature": _signatures, "hidden_text": _hidden,
}  # fmt: skip
