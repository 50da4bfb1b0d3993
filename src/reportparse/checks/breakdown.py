"""「X，其中 a、b、c」: whether the parts add up to the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from reportparse.checks.announced_tables import announced_sums
from reportparse.checks.claim_words import CAUSES
from reportparse.checks.context import Context, Results, in_unit, plain
from reportparse.checks.diagnosis import explain_sum
from reportparse.checks.measures import pairs
from reportparse.checks.running_text import running_text, told_paragraphs
from reportparse.checks.told_cells import fund_totals
from reportparse.checks.told_changes import told_apart, told_changes
from reportparse.checks.told_counts import ToldCount, told_counts
from reportparse.checks.told_equations import Equation, told_equations
from reportparse.checks.told_lists import ToldList, told_lists
from reportparse.checks.told_of_which import told_of_which
from reportparse.checks.told_runs import ToldRun, told_runs
from reportparse.checks.told_sums import told_sums
from reportparse.model.claims import Breakdown, Claim, Mention
from reportparse.model.findings import Evidence, Finding, Severity
from reportparse.model.location import Place
from reportparse.model.quantity import Interval, Quantity
from reportparse.text.figure import Figure
from reportparse.text.normalise import fold
from reportparse.text.slips import find_slip, power_of_ten

# Every choice begins with a letter of its own: then they are found much faster.
_SUM_HINT = re.compile(
    "结余|节余|节约|剩余|结转|审减|核减|调整后|调整为|调整）?预算|全年预算|"
    + "|".join(f"{word}[^。]*[增减降升多少]" for word in "较比与由从")
)
_CHANGE_HINT = re.compile("[由从比较与].*(?:增|减|降|升|提高)")
_SUM_LABEL = re.compile(r"[\u4e00-\u9fff]{2,10}$")
# How many paragraphs above the amounts may stand that a figure is made of.
_ABOVE = 3
_BALANCES = ("balance", "project.balance")
_WHOLES = ("project.budget_annual", "project.received", "project.planned")
_SURE_DIGITS = 2
_NEAR = 16
# How far off a whole a list may be that is to make it, as one part in so many: in any case, and where a slip explains it.
_ALL_BUT, _MOST = 20, 3
# Parts of which the form knows no other.
_ALL_THERE_ARE = (
    ("expenditure.basic", frozenset({"expenditure.personnel", "expenditure.public"})),
    ("expenditure.total", frozenset({"expenditure.basic", "expenditure.project"})),
)


def check_breakdowns(context: Context) -> Results:
    """Parts above the whole are an error; below it only a list that claims to be complete is a fault.

    A list one of whose figures differs from the tables is left to that finding: one cause, one finding.
    """
    blamed = blamed_mentions(context.reading.claims)
    if not context.reading.breakdowns:
        yield context.skip("正文中没有“其中”之类的分项列举", "the text has no list that breaks a figure down")
    yield from _told(context, blamed)
    yield from _changes(context, blamed)
    yield from _off_target(context)
    yield from _listed(context, blamed)
    yield from _announced(context, blamed)
    told: set[Place] = set()
    yield from _counted(context, told)
    yield from _run_up(context, blamed)
    seen: set[str] = set()
    for breakdown in context.reading.breakdowns:
        if any((m.place, m.start) in blamed for m in (breakdown.whole, *breakdown.parts)):
            continue
        whole = breakdown.whole
        value = breakdown.total
        if value == whole.quantity.scaled() or _closes(breakdown):
            continue
        # A slip that makes the whole list right shows that all of it is meant.
        sure = _point_slip(breakdown, value) or _swapped(breakdown, value)
        nearest = breakdown if sure else _nearest(context, breakdown)
        severity = _severity(nearest, nearest.total)
        if severity is None or _goes_elsewhere(context, nearest):
            continue
        computed = in_unit(nearest.total, whole.quantity)
        difference = whole.quantity.value - computed.value
        key = f"{whole.label}/{plain(whole.quantity.scaled())}"
        if key in seen:
            continue
        seen.add(key)
        told.add(whole.place)
        yield context.finding(
            key=key,
            severity=severity,
            stated=whole.quantity.written(),
            expected=plain(computed.value),
            difference=plain(difference),
            diagnosis=explain_sum(
                whole.quantity,
                computed,
                [(sign, part.quantity) for sign, part in zip(nearest.signs, nearest.parts, strict=True)],
            ),
            evidence=[
                context.around(whole.place, "total"),
                *(context.quote(part.place, "part") for part in nearest.parts),
            ],
            arguments={
                "label": whole.label,
                "stated": whole.quantity.with_unit(),
                "computed": f"{plain(computed.value)}{whole.quantity.unit}",
                "difference": f"{plain(abs(difference))}{whole.quantity.unit}",
                "unit": whole.quantity.unit,
                "terms": _terms(nearest),
            },
        )
    yield from _bound(context, blamed, told)


def _nearest(context: Context, breakdown: Breakdown) -> Breakdown:
    """The list up to the semicolon or the end of its first run where it comes nearest to the whole: the rest is likely of something else."""
    counts = [
        count
        for count in breakdown.ends
        if 1 < count < len(breakdown.parts)
        and (count == breakdown.ends[0] or "；" in _between(context, *breakdown.parts[count - 1 : count + 1]))
    ]
    partial = context.ruleset.words.partial
    lists = [
        replace(
            breakdown,
            parts=breakdown.parts[:count],
            signs=breakdown.signs[:count],
            complete=not any(
                word in _between(context, breakdown.whole, breakdown.parts[count - 1]) for word in partial
            ),
        )
        for count in counts
    ]
    whole = breakdown.whole.quantity.scaled()
    return min([breakdown, *lists], key=lambda one: abs(one.total - whole))


def _goes_elsewhere(context: Context, breakdown: Breakdown) -> bool:
    """Whether another matter begins behind the first semicolon: 税收8亿元，占86%；规上工业销售412亿元, or 5亿元以上6个；新开工21个，竣工19个.

    Semicolons that part all items are those of a list, and what a slip of the pen explains is a slip.
    """
    parts, value = breakdown.parts, breakdown.total
    if _with_share_alone(context, breakdown) and not (_point_slip(breakdown, value) or _swapped(breakdown, value)):
        return True
    marks = ["；" in _between(context, left, right) for left, right in pairwise(parts)]
    if not any(marks) or value <= breakdown.whole.quantity.scaled():
        return False
    first = marks.index(True) + 1
    inner = sum(sign * part.quantity.scaled() for sign, part in zip(breakdown.signs[:first], parts, strict=False))
    whole = breakdown.whole.quantity.scaled()
    if inner > whole or _point_slip(breakdown, value) or _swapped(breakdown, value):
        return False
    if first > 1 and (whole - inner) * _MOST <= whole:
        # The list itself falls short, wherever it ends.
        return False
    mixed = not all(marks)
    return mixed or any(part.quantity.scaled() > whole for part in parts[first:])


def _with_share_alone(context: Context, breakdown: Breakdown) -> bool:
    """Whether one part has its share of the whole and the next, behind a semicolon, none: 其中高级教师86人，占37.55%；退休教师141人."""
    if len(breakdown.parts) != 2:
        return False
    between = _between(context, *breakdown.parts)
    end = breakdown.parts[-1].end
    behind = re.split("[；。\n]", fold(breakdown.parts[-1].passage.text)[end : end + _NEAR])[0]
    return "占" in between and "；" in between and "占" not in behind


def _between(context: Context, left: Mention, right: Mention) -> str:
    """The text between two figures of one paragraph."""
    if left.place.span is None or right.place.span is None:
        return ""
    return fold(context.document.text_at(left.place._replace(span=(left.place.span[1], right.place.span[0]))))


def _told(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """What is left of an amount, or what a budget came to, against the two amounts it is made of."""
    wrong = {place for place, _ in blamed}
    # A balance that repeats the tables' own is theirs to answer for.
    wrong |= {
        claim.mention.place
        for claim in context.reading.claims
        if claim.status == "supported" and claim.mention.concept in _BALANCES
    }
    wholes = [
        fact.quantity
        for fact in context.reading.facts
        if fact.concept in _WHOLES and fact.entity is None and fact.quantity.is_money
    ]
    wholes += [whole for whole, _, _ in context.once(fund_totals)]
    doubtful = {claim.mention.quantity.scaled() for claim in context.reading.claims if claim.status in CAUSES}
    for passage, text, above in told_paragraphs(context, _ABOVE, "元"):
        if _SUM_HINT.search(text) is None:
            continue
        for told in told_sums(text, above, wholes):
            if told.far and told.left.quantity.scaled() in doubtful:
                continue
            near = [told.stated, told.right] if told.far else [told.stated, told.left, told.right]
            places = [passage.span(one.start, one.end) for one in near]
            if any(place in wrong for place in places):
                continue
            label = _SUM_LABEL.search(text[: told.stated.start])
            yield from _contradicted(
                context,
                f"told/{told.stated.text}",
                told.stated,
                told.computed,
                far=told.far,
                label=label[0] if label is not None else told.stated.text,
                terms=f"{told.left.text}{'＋' if told.sign > 0 else '－'}{told.right.text}",
                parts=[(1, told.left.quantity), (told.sign, told.right.quantity)],
                evidence=[
                    context.around(places[0], "stated"),
                    *(context.quote(place, "part") for place in places[1:]),
                ],
            )


def _changes(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """By how much something changed, against the two figures told beside it."""
    wrong = {place for place, _ in blamed}
    for passage, text, _ in context.once(running_text).all:
        if _CHANGE_HINT.search(text) is None:
            continue
        for told in told_changes(text):
            places = [passage.span(one.start, one.end) for one in (told.stated, told.left, told.right)]
            if any(place in wrong for place in places):
                continue
            yield from _contradicted(
                context,
                f"change/{told.stated.text}",
                told.stated,
                told.computed,
                far=False,
                label=told.stated.text,
                terms=f"{told.left.text}－{told.right.text}",
                parts=[(1, told.left.quantity), (-1, told.right.quantity)],
                evidence=[
                    context.around(places[0], "stated"),
                    *(context.quote(place, "part") for place in places[1:]),
                ],
            )


def _off_target(context: Context) -> Iterator[Finding]:
    """By how much results miss or exceed the targets of the tables."""
    for passage, text, _ in context.once(running_text).plain_with("目标"):
        for told in told_apart(text, context.once(pairs)):
            place = passage.span(told.stated.start, told.stated.end)
            target = context.document.text_at(told.pair.target_place).strip()
            yield from _contradicted(
                context,
                f"target/{told.pair.indicator.name}/{told.stated.text}",
                told.stated,
                told.computed,
                far=True,
                label="与目标之差",
                terms=f"{target}，{told.result.text}",
                evidence=[
                    context.around(place, "stated"),
                    context.quote(told.pair.target_place, "part"),
                    context.quote(told.pair.actual_place, "part"),
                ],
            )


def _listed(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """Lists that are complete by their own words, one slip away from the amount told before them."""
    wrong = {place for place, _ in blamed}
    for passage, text, above in told_paragraphs(context, _ABOVE, "元"):
        for told in told_lists(text, above):
            near = list(told.parts) if told.far else [told.whole, *told.parts]
            places = [passage.span(one.start, one.end) for one in near]
            if any(place in wrong for place in places):
                continue
            yield from _parts_make(
                context, f"list/{told.whole.text}", told, places, far=told.far, label=told.whole.text
            )


def _announced(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """Amounts that the table they announce makes others."""
    wrong = {place for place, _ in blamed}
    for told in announced_sums(context):
        place = told.passage.span(told.whole.start, told.whole.end)
        if place in wrong:
            continue
        yield from _contradicted(
            context,
            f"table/{told.whole.text}",
            told.whole,
            told.computed,
            far=True,
            label=told.whole.text,
            terms="＋".join(told.terms),
            evidence=[context.around(place, "total"), *(context.quote(cell, "part") for cell in told.cells)],
        )


def _counted(context: Context, found: set[Place]) -> Iterator[Finding]:
    """Counts of things that by the words of their sentence make another; one finding for each whole, added to `found`."""
    for passage, text, _ in told_paragraphs(context, 0, ""):
        wholes = {told.whole.start: told for told in (*told_of_which(text), *told_counts(text))}
        for told in wholes.values():
            places = [passage.span(one.start, one.end) for one in (told.whole, *told.parts)]
            found.add(places[0])
            label = _label(text, told.whole)
            key = f"counts/{told.whole.text}/{plain(told.computed.value)}"
            yield from _parts_make(context, key, told, places, far=False, label=label)


def _bound(context: Context, blamed: set[tuple[Place, int]], found: set[Place]) -> Iterator[Finding]:
    """Figures that the words of their sentence bind into a sum; of the wholes in `found` that is said already."""
    wrong = {place for place, _ in blamed}
    for passage, text, _ in told_paragraphs(context, 0, ""):
        for told in told_equations(text):
            places = [passage.span(one.start, one.end) for one in (told.whole, *told.parts)]
            if places[0] in found or any(place in wrong for place in places):
                continue
            key = f"bound/{told.whole.text}/{plain(told.computed.value)}"
            yield from _parts_make(context, key, told, places, far=False, label=_label(text, told.whole))


def _run_up(context: Context, blamed: set[tuple[Place, int]]) -> Iterator[Finding]:
    """Totals of what the sentences before them tell."""
    wrong = {place for place, _ in blamed}
    for passage, text, above in told_paragraphs(context, 1, "元"):
        for told in told_runs(text, above, partial(context.once, _how_often)):
            places = [passage.span(one.start, one.end) for one in (told.whole, *told.near)]
            if any(place in wrong for place in places):
                continue
            label = _label(text, told.whole)
            yield from _parts_make(context, f"run/{told.whole.text}", told, places, far=True, label=label)


def _label(text: str, figure: Figure) -> str:
    """The words right before a figure, or the figure where there are none."""
    label = _SUM_LABEL.search(text[: figure.start])
    return label[0] if label is not None else figure.text


def _parts_make(
    context: Context,
    key: str,
    told: ToldList | ToldCount | ToldRun | Equation,
    places: list[Place],
    *,
    far: bool,
    label: str,
) -> Iterator[Finding]:
    """A whole that its parts make another; `places` are those of the figures that stand in the paragraph."""
    yield from _contradicted(
        context,
        key,
        told.whole,
        told.computed,
        far=far,
        label=label,
        terms=_of(told),
        parts=[(sign, one.quantity) for sign, one in _signed(told)],
        evidence=[context.around(places[0], "total"), *(context.quote(place, "part") for place in places[1:])],
    )


def _of(told: ToldList | ToldCount | ToldRun | Equation) -> str:
    return "".join(
        ("－" if sign < 0 else "＋" if at else "") + one.text for at, (sign, one) in enumerate(_signed(told))
    )


def _signed(told: ToldList | ToldCount | ToldRun | Equation) -> list[tuple[int, Figure]]:
    signs = told.signs if isinstance(told, Equation) else (1,) * len(told.parts)
    return list(zip(signs, told.parts, strict=True))


def _how_often(context: Context) -> Counter[Decimal]:
    """How many times each amount stands in the text and the tables."""
    reading = context.reading
    told = Counter(claim.mention.quantity.scaled() for claim in reading.claims if claim.mention.quantity.is_money)
    told.update(fact.quantity.scaled() for fact in reading.facts if fact.quantity.is_money)
    return told


def _contradicted(
    context: Context,
    key: str,
    stated: Figure,
    computed: Quantity,
    *,
    far: bool,
    label: str,
    terms: str,
    evidence: list[Evidence],
    parts: Sequence[tuple[int, Quantity]] = (),
) -> Iterator[Finding]:
    """An amount of a sentence that others beside it, or `far` above it, make another.

    Figures far apart that no slip of the pen explains are of different things, but for one part above its whole.
    """
    why = explain_sum(stated.quantity, computed, parts)
    apart = abs(stated.value - computed.value)
    if why is None and len(parts) != 1 and apart * _MOST > max(abs(stated.value), abs(computed.value)):
        return
    yield context.finding(
        key=key,
        severity="warning" if far else None,
        stated=stated.quantity.written(),
        expected=plain(computed.value),
        difference=plain(stated.value - computed.value),
        diagnosis=why,
        evidence=evidence,
        arguments={
            "label": label,
            "stated": stated.text,
            "computed": computed.with_unit(),
            "difference": f"{plain(abs(stated.value - computed.value))}{computed.unit}",
            "unit": computed.unit,
            "terms": terms,
        },
    )


def blamed_mentions(claims: Iterable[Claim]) -> set[tuple[Place, int]]:
    """(place, start) of the figures of the text that some other finding is about."""
    return {(claim.mention.place, claim.mention.start) for claim in claims if claim.status in CAUSES}


def _closes(breakdown: Breakdown) -> bool:
    """Whether the parts meet the whole within rounding where the list may be over."""
    total = Interval(Decimal(0), Decimal(0))
    whole = breakdown.whole.quantity.interval()
    last = len(breakdown.parts)
    for count, (sign, part) in enumerate(zip(breakdown.signs, breakdown.parts, strict=True), start=1):
        interval = _interval(part)
        total = total + (interval if sign > 0 else -interval)
        if total.meets(whole) and count in breakdown.ends and (count >= 2 or count == last):
            return True
    return False


def _interval(part: Mention) -> Interval:
    # Counted things are counted, not rounded, and nothing is nothing.
    if part.quantity.is_money and part.quantity.value:
        return part.quantity.interval()
    return Interval(part.quantity.value, part.quantity.value)


def _severity(breakdown: Breakdown, value: Decimal) -> Severity | None:
    whole = breakdown.whole.quantity.scaled()
    concepts = frozenset(part.concept for part in breakdown.parts)
    # 其中人员经费…，主要是…等；公用经费…: what the words leave open is another list.
    all_there_are = (breakdown.whole.concept, concepts) in _ALL_THERE_ARE
    if value <= whole and (not (breakdown.complete or all_there_are) or whole <= 0):
        return None
    if _point_slip(breakdown, value) or _swapped(breakdown, value):
        return "error"
    if value <= whole and not breakdown.complete:
        return None
    lead = breakdown.whole.passage.text[breakdown.whole.end : breakdown.parts[0].start]
    first = "其中" in lead and breakdown.parts[0].quantity.scaled() > whole
    if value > whole and (len(breakdown.parts) == 1 or first):
        # What stands right behind 其中 is a part, whatever follows it.
        return "error"
    # A short list is often just not a full one, and one that comes to more has other things in it: only a slip of the pen,
    # or next to no difference, shows that it is meant to make the whole.
    off = abs(whole - value)
    return "error" if off * _ALL_BUT <= whole or (off * _MOST <= whole and _slip(breakdown, value)) else "info"


def _point_slip(breakdown: Breakdown, value: Decimal) -> bool:
    """Whether the whole, or one of its parts, is exactly a power of ten away from closing the sum: a unit or a point is wrong."""
    whole = breakdown.whole.quantity.scaled()
    meant = [(breakdown.whole, value)]
    for sign, part in zip(breakdown.signs, breakdown.parts, strict=True):
        meant.append((part, part.quantity.scaled() + sign * (whole - value)))
    return any(
        one.quantity.significant_digits >= _SURE_DIGITS and power_of_ten(one.quantity.scaled(), right) is not None
        for one, right in meant
    )


def _swapped(breakdown: Breakdown, value: Decimal) -> bool:
    """Whether two digits of one part that changed places close the sum."""
    whole = breakdown.whole.quantity.scaled()
    for sign, part in zip(breakdown.signs, breakdown.parts, strict=True):
        scale = part.quantity.scaled() / part.quantity.value if part.quantity.value else Decimal(0)
        if not scale or part.quantity.significant_digits <= _SURE_DIGITS:
            continue
        slip = find_slip(part.quantity.value, (part.quantity.scaled() + sign * (whole - value)) / scale)
        if slip is not None and slip.kind == "swapped":
            return True
    return False


def _slip(breakdown: Breakdown, value: Decimal) -> bool:
    """Whether a slip of the pen in the whole or in one of its parts makes up the difference."""
    whole = breakdown.whole.quantity.scaled()
    meant = [(breakdown.whole, value)]
    for sign, part in zip(breakdown.signs, breakdown.parts, strict=True):
        meant.append((part, part.quantity.scaled() + sign * (whole - value)))
    for one, right in meant:
        if one.quantity.value and right > 0:
            scale = one.quantity.scaled() / one.quantity.value
            if find_slip(one.quantity.value, right / scale) is not None:
                return True
    return False


def _terms(breakdown: Breakdown) -> str:
    parts: list[str] = []
    for sign, part in zip(breakdown.signs, breakdown.parts, strict=True):
        mark = "－" if sign < 0 else "＋" if parts else ""
        parts.append(f"{mark}{part.quantity.text}")
    return "".join(parts)
