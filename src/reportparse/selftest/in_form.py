"""Faults in the form: headings, signatures, indicators, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import get_args

from reportparse.checks.indicators import DIMENSION
from reportparse.locate.ordinals import ordinals
from reportparse.model.document import Paragraph
from reportparse.model.facts import Indicator
from reportparse.model.location import Place
from reportparse.model.outline import Section
from reportparse.ruleset.kinds import SequenceOptions
from reportparse.selftest.fault import Change, Disguise, Fault, cell_spot, row_spot
from reportparse.selftest.subject import Subject
from reportparse.text.normalise import squash

_NUMERAL = re.compile("[零一二三四五六七八九十]+|[0-9]+|[①-⑳]")
_SIGNED = re.compile(r"\s*(?P<name>[^\s_＿：:（(，。；0-9]{2,8})(?=\s{2,}|\s*(?:$|\n|[0-9]|日期))")
_SECRETS = ("内部留存第二稿", "此段待核实后删除", "鼊齾黼")


def heading_skipped(subject: Subject, rng: Random) -> Iterator[Fault]:
    """A heading and those after it in its list numbered one too high."""
    check = subject.ruleset.checks.get("S502")
    depth = check.options.depth if check is not None and isinstance(check.options, SequenceOptions) else 0
    rank = ordinals(subject.ruleset).rank
    for siblings in _lists(subject.reading.outline.sections):
        for at in range(1, len(siblings)):
            first = siblings[at].ordinal
            if first is None or siblings[at].form or rank[first.style] >= depth:
                continue
            changes = [_renumbered(subject, section) for section in siblings[at:]]
            whole = tuple(change for change in changes if change is not None)
            if len(whole) == len(changes):
                spots = tuple(cell_spot(change.place) for change in whole)
                now = whole[0].number or whole[0].text
                title = siblings[at].title
                yield Fault(whole, frozenset({"S502"}), spots, first.shown + title, now + title, siblings[at].place)


def _lists(sections: tuple[Section, ...]) -> Iterator[list[Section]]:
    """Sections that follow each other in one list: 一、 二、 三、."""
    for section in sections:
        yield from _lists(section.children)
    run: list[Section] = []
    for section in sections:
        before = run[-1].ordinal if run else None
        if section.ordinal is None:
            continue
        if before is None or (section.ordinal.style, section.ordinal.value) != (before.style, before.value + 1):
            yield run
            run = []
        run.append(section)
    yield run


def _renumbered(subject: Subject, section: Section) -> Change | None:
    ordinal = section.ordinal
    if ordinal is None:
        return None
    numbers = ordinals(subject.ruleset)
    found = _NUMERAL.search(ordinal.shown)
    higher = _NUMERAL.search(numbers.show(ordinal.style, ordinal.value + 1))
    if found is None or higher is None:
        return None
    shown = ordinal.shown[: found.start()] + higher[0] + ordinal.shown[found.end() :]
    if ordinal.automatic:
        block = subject.document.block(section.place.block)
        return Change(section.place, "", number=shown) if isinstance(block, Paragraph) else None
    text = subject.text(section.place)
    at = text.find(ordinal.shown)
    if at < 0 or text.count(ordinal.shown) > 1 or not squash(text[at:]).startswith(squash(section.heading)):
        return None
    return Change(section.place.at(at, at + len(ordinal.shown)), shown)


def signature_removed(subject: Subject, rng: Random) -> Iterator[Fault]:
    """A signature wiped out. Where the file holds pictures a blank may be signed all the same."""
    if subject.document.unread.get("pictures"):
        return
    for region in subject.reading.outline.regions_of("evaluators"):
        name, signature = region.column("name"), region.column("signature")
        for row in region.rows:
            cell = row.cells[signature] if signature is not None else None
            person = row.cells[name] if name is not None else None
            if cell is None or person is None or not cell.text.strip() or not person.text.strip() or cell.row_span > 1:
                continue
            place = Place(region.table, cell.row, cell.column, (0, len(cell.text)))
            yield Fault(
                (Change(place, ""),), frozenset({"S504"}), (row_spot(place),), f"{person.text} {cell.text}",
                f"{person.text} ", place,
            )  # fmt: skip
    for line in subject.reading.signatures:
        text = subject.text(line.place)
        end = line.place.span[1] if line.place.span else 0
        match = _SIGNED.match(text, end)
        if line.signed and match is not None:
            place = line.place.at(*match.span("name"))
            change = Change(place, " " * len(match["name"]))
            yield Fault(
                (change,),
                frozenset({"S504"}),
                (cell_spot(place),),
                f"{line.role}：{match['name']}",
                f"{line.role}：",
                place,
            )


def indicator_doubled(subject: Subject, rng: Random) -> Iterator[Fault]:
    """The name of one indicator written over that of another."""
    # A name that only repeats the words of the column before it may stand in a table as often as it likes.
    indicators = [
        one
        for one in subject.reading.indicators
        if "name" in one.places
        and not DIMENSION.match(squash(one.name))
        and squash(one.name) not in squash(f"{one.category} {one.dimension}")
    ]
    pairs = [(one, two) for one in indicators for two in indicators if squash(one.name) != squash(two.name)]
    rng.shuffle(pairs)
    for one, two in pairs:
        left, right = one.places["name"], two.places["name"]
        if left.block != right.block or left == right or not _is_one_line(subject, right):
            continue
        place = right.at(0, len(subject.text(right)))
        yield Fault(
            (Change(place, one.name),),
            frozenset({"I401"}),
            (row_spot(left), row_spot(right)),
            two.name,
            one.name,
            place,
        )


def weight_changed(subject: Subject, rng: Random) -> Iterator[Fault]:
    """The weight of an indicator changed, so that they no longer add up to 100."""
    weighted = [one for one in subject.reading.indicators if _weight(subject, one) is not None]
    if sum((_weight(subject, one) or Decimal(0) for one in weighted), Decimal(0)) != 100:
        return
    places = [one.places["weight"] for one in weighted]
    if len(set(places)) < len(places):
        return
    for one in weighted:
        weight = _weight(subject, one)
        assert weight is not None
        place = one.places["weight"].at(0, len(subject.text(one.places["weight"])))
        text = f"{weight + rng.choice((2, 3, 5)):f}"
        yield Fault(
            (Change(place, text),), frozenset({"I404"}), tuple(cell_spot(other) for other in places),
            f"{one.name} {weight}", f"{one.name} {text}", place,
        )  # fmt: skip


def _weight(subject: Subject, indicator: Indicator) -> Decimal | None:
    place = indicator.places.get("weight")
    text = subject.text(place).strip() if place is not None else ""
    return Decimal(text) if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", text) else None


def _is_one_line(subject: Subject, place: Place) -> bool:
    return "\n" not in subject.text(place).strip()


def hidden_text(subject: Subject, rng: Random) -> Iterator[Fault]:
    """Text added to a paragraph so that a reader does not see it."""
    disguises: tuple[Disguise, ...] = get_args(Disguise)
    for block in subject.document.blocks:
        if isinstance(block, Paragraph) and len(block.text) > 30:
            secret, disguise = rng.choice(_SECRETS), rng.choice(disguises)
            place = Place(block.index, span=(len(block.text), len(block.text)))
            change = Change(place, secret, disguise=disguise)
            yield Fault(
                (change,), frozenset({"T601"}), (cell_spot(place),), block.text[-12:], f"{block.text[-12:]}【{secret}】({disguise})",
                place,
            )  # fmt: skip
