"""Faults in the sentences: labels, figures, units, years, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from reportparse.model.claims import Breakdown, Claim, Mention
from reportparse.model.location import Place
from reportparse.model.quantity import MONEY_SCALE, Quantity
from reportparse.selftest.fault import Change, Fault, Spot, sentence_spot
from reportparse.selftest.slips import digits_of, shifted
from reportparse.selftest.subject import Subject
from reportparse.text.names import AREA
from reportparse.text.normalise import bare_label
from reportparse.text.numbers import plain_number
from reportparse.text.totals import is_total

Slip = Callable[[str], Iterator[str]]
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年(?!\s*(?:[0-9]{1,2}\s*月|[初末底]))")
# A name and nothing else: no unit of a table's figures, no second name behind it.
_BODY = re.compile(r"[\u4e00-\u9fff]{2,26}(?P<kind>局|厅|委员会|办公室|中心|联合会|法院|检察院|医院|学校|中学|小学)")
_UNIT = re.compile(r"(?:亿|百?万|千)?元$")


def label_swapped(subject: Subject, rng: Random) -> Iterator[Fault]:
    """The label of another figure of the same family, or the labels of two figures of one passage changed over."""
    claims = subject.plain_claims
    for claim in claims:
        others = _labels(subject, claim)
        rng.shuffle(others)
        for concept, label in others[:2]:
            if not subject.borne_out(claim.mention.quantity, concept):
                place = claim.mention.label_place
                assert place is not None
                yield _fault(subject, (Change(place, label),), (claim.mention,), *_codes(claim.mention))
    for left in claims:
        for right in claims:
            if _exchangeable(subject, left.mention, right.mention):
                yield _exchange(subject, left.mention, right.mention)


def _labels(subject: Subject, claim: Claim) -> list[tuple[str, str]]:
    """(concept, label) of the figures that this one can be called by mistake, in the report's own words."""
    concept, place = claim.mention.concept, claim.mention.label_place
    if concept is None or place is None or place.span is None:
        return []
    found: list[tuple[str, str]] = []
    for other, facts in subject.by_concept.items():
        rule = subject.ruleset.concept_by_id[other]
        if rule.spoken == "never" or not subject.kin(concept, other) or not any(fact.quantity.value for fact in facts):
            continue
        said = [
            subject.document.text_at(one.mention.label_place)
            for one in subject.plain_claims
            if one.mention.concept == other and one.mention.label_place is not None
        ]
        label = next(iter(said), "") or re.sub(r"\s+", "", facts[0].label)
        if is_total(label):
            # Of what it is the total only its own table says.
            continue
        # A short name that means something only inside its own list is no label of a sentence.
        if bare_label(label) not in map(bare_label, rule.inside):
            found.append((other, label))
    return found


def _exchangeable(subject: Subject, one: Mention, two: Mention) -> bool:
    if one.passage is not two.passage or one.start >= two.start or one.concept is None or two.concept is None:
        return False
    if one.label_place is None or two.label_place is None or one.label_place == two.label_place:
        return False
    return (
        one.subject == two.subject
        and subject.kin(one.concept, two.concept)
        and not subject.borne_out(one.quantity, two.concept)
        and not subject.borne_out(two.quantity, one.concept)
    )


def _exchange(subject: Subject, one: Mention, two: Mention) -> Fault:
    assert one.label_place is not None and two.label_place is not None
    texts = subject.document.text_at(one.label_place), subject.document.text_at(two.label_place)
    changes = Change(one.label_place, texts[1]), Change(two.label_place, texts[0])
    return _fault(subject, changes, (one, two), *_codes(one))


def _codes(mention: Mention) -> tuple[str, ...]:
    """Numbers of people are small and often alike: that the label's own number is another says as much."""
    return ("C201",) if mention.quantity.is_money else ("C201", "C202")


def slipped(subject: Subject, rng: Random, slip: Slip) -> Iterator[Fault]:
    """A figure mistyped."""
    for claim in subject.plain_claims:
        mention = claim.mention
        texts = [
            text
            for text, quantity in _mistyped(subject, mention, slip)
            if mention.concept and not subject.is_another(quantity) and not subject.borne_out(quantity, mention.concept)
        ]
        if texts:
            yield _fault(subject, (Change(_digits_place(subject, mention), rng.choice(texts)),), (mention,), "C202")


def _mistyped(subject: Subject, mention: Mention, slip: Slip) -> Iterator[tuple[str, Quantity]]:
    text = subject.document.text_at(mention.place)
    span = digits_of(text)
    if span is None or plain_number(text[slice(*span)]) != mention.quantity.value:
        return
    for changed in slip(text[slice(*span)]):
        yield changed, Quantity(plain_number(changed), mention.quantity.unit, changed)


def _digits_place(subject: Subject, mention: Mention) -> Place:
    span = digits_of(subject.document.text_at(mention.place))
    assert span is not None and mention.place.span is not None
    return mention.place.at(mention.place.span[0] + span[0], mention.place.span[0] + span[1])


def wrong_unit(subject: Subject, rng: Random) -> Iterator[Fault]:
    """元 for 万元, or the other way round."""
    for claim in subject.plain_claims:
        mention = claim.mention
        text = subject.document.text_at(mention.place)
        match = _UNIT.search(text)
        if match is None or mention.concept is None or mention.quantity.unit not in MONEY_SCALE:
            continue
        unit = "万元" if mention.quantity.unit == "元" else "元"
        quantity = Quantity(mention.quantity.value, unit, mention.quantity.text)
        if not subject.borne_out(quantity, mention.concept) and mention.place.span is not None:
            start = mention.place.span[0]
            change = Change(mention.place.at(start + match.start(), start + match.end()), unit)
            yield _fault(subject, (change,), (mention,), "C203")


def list_broken(subject: Subject, rng: Random) -> Iterator[Fault]:
    """One part of a complete list 「X，其中 a、b、c」 changed, which no table gives."""
    answered = {claim.mention.place for claim in subject.reading.claims if claim.status == "supported"}
    for breakdown in subject.reading.breakdowns:
        if not breakdown.complete or breakdown.ends or not _adds_up(breakdown):
            continue
        for part in breakdown.parts:
            if part.place in answered:
                continue
            changed = [text for text, _ in _mistyped(subject, part, shifted)]
            if changed:
                change = Change(_digits_place(subject, part), rng.choice(changed))
                yield _fault(subject, (change,), (part, breakdown.whole), "C206")


def _adds_up(breakdown: Breakdown) -> bool:
    return breakdown.total == breakdown.whole.quantity.scaled()


def stale_year(subject: Subject, rng: Random) -> Iterator[Fault]:
    """Last year's number in a sentence whose figures are this year's."""
    year = subject.reading.fields.get("fiscal_year")
    if not isinstance(year, int):
        return
    seen: set[Place] = set()
    for claim in subject.plain_claims:
        mention = claim.mention
        start = mention.passage.text.rfind("。", 0, mention.start) + 1
        for match in _YEAR.finditer(mention.passage.text, start, mention.start):
            place = mention.passage.span(*match.span(1))
            # 截至2022年, 自2019年, 2020年至2022年 say something else than the year of the figure.
            before = mention.passage.text[max(start, match.start() - 2) : match.start()]
            if int(match[1]) != year or place in seen or re.search("[至自从截到较比]", before):
                continue
            seen.add(place)
            yield _fault(subject, (Change(place, str(year - 1)),), (mention,), "F306")


def other_department(subject: Subject, rng: Random) -> Iterator[Fault]:
    """Another department's name where the sentence means this one."""
    own = str(subject.reading.fields.get("department") or "")
    others = [name for other in subject.others if (name := _at_home(own, other)) and _is_strange(subject, name)]
    if not others:
        return
    # The field says whose report it is: with another name there, all the rest would be another department's.
    field = subject.reading.outline.field("department")
    stated = {spot.place._replace(span=None) for spot in (field,) if spot is not None}
    for passage in subject.reading.outline.passages:
        at = passage.text.find(own)
        if at < 0 or passage.place._replace(span=None) in stated:
            continue
        place = passage.span(at, at + len(own))
        changes = (Change(place, rng.choice(others)),)
        spots = (sentence_spot(subject.text(place), place, changes),)
        yield Fault(changes, frozenset({"F307"}), spots, own, changes[0].text, place)


def _at_home(own: str, other: str) -> str:
    """The other department's name with the area of this one, or '' where nobody would write one for the other.

    Colleagues copy from each other: a bureau's report names another bureau of the same place.
    """
    here, there = _BODY.fullmatch(own), _BODY.fullmatch(other)
    if here is None or there is None or here["kind"] != there["kind"]:
        return ""
    area, far = AREA.match(own), AREA.match(other)
    bare = other if far is None else other[far.end() :]
    return bare if area is None else area[0] + bare


def _is_strange(subject: Subject, name: str) -> bool:
    """Whether the report speaks of no such body: of one that it has to do with nobody could tell."""
    area = AREA.match(name)
    bare = name if area is None else name[area.end() :]
    return not any(bare in text for text, _ in subject.document.lines)


def _fault(subject: Subject, changes: tuple[Change, ...], about: tuple[Mention, ...], *codes: str) -> Fault:
    places = [change.place for change in changes]
    spots: list[Spot] = []
    for place in (*places, *(mention.place for mention in about)):
        spot = sentence_spot(subject.text(place), place, changes)
        if spot not in spots:
            spots.append(spot)
    was = "；".join(_around(subject, change.place, subject.document.text_at(change.place)) for change in changes)
    now = "；".join(_around(subject, change.place, change.text) for change in changes)
    return Fault(changes, frozenset(codes), tuple(spots), was, now, places[0])


def _around(subject: Subject, place: Place, words: str) -> str:
    """The words with a little of what stands about them."""
    text = subject.text(place)
    start, end = place.span or (0, len(text))
    return re.sub(r"\s+", " ", f"{text[max(0, start - 12) : start]}【{words}】{text[end : end + 12]}")
