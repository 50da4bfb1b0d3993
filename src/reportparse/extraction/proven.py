"""Figures that a scan gives misread, read again where a sum of the tables proves what they are.

A known confusion (a letter for a digit, a comma for a point or a point for a comma, a lost decimal point, digits of like
shape read without certainty) is undone only where an identity of the form, the sum of a column or that of the scores then closes exactly, does not close as read, and
closes with no other reading. A figure that closes one of its sums as read is never changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from reportparse.extraction.facts import is_summary
from reportparse.model.document import Block, Cell, Document, Paragraph, Problem, Table
from reportparse.model.findings import Say
from reportparse.model.location import Origin, PdfOrigin, Place
from reportparse.model.outline import Column, Outline, Region, RegionRow
from reportparse.model.quantity import Quantity
from reportparse.ruleset.kinds import SumOptions
from reportparse.ruleset.rules import RuleSet
from reportparse.text.misread import alike, as_figures, repointed
from reportparse.text.numbers import parse_cell
from reportparse.text.totals import SCORED, is_total

_UNSURE = 0.95
"""Characters read with more confidence are what they are; of a hundred right ones about three are read with less."""
_FEW = 0.34
"""Where no larger share of the amounts lacks decimals, whole amounts are written with them too."""
_MOST_TRIALS = 400
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class ProvenReading:
    """A cell whose figure was read as `was` and is proven to be `now`, which may be longer by a decimal point."""

    place: Place
    was: str
    now: str


_Key = tuple[int, int, int]
_Term = tuple[int, _Key]


@dataclass(frozen=True)
class _Figure:
    """What a cell may be, the reading itself (if it is a figure) first: text and value in 元 (or as written)."""

    place: Place
    text: str
    options: tuple[tuple[str, Decimal], ...]
    readable: bool


def proven_readings(document: Document, outline: Outline, ruleset: RuleSet) -> tuple[ProvenReading, ...]:
    """The misread figures of a scan for which the tables prove another reading."""
    figures = _figures(document, outline, ruleset)
    if all(figure.readable and len(figure.options) == 1 for figure in figures.values()):
        return ()
    equations = list(_equations(outline, ruleset, figures))
    sure: set[_Key] = set()
    for terms in equations:
        if all(figures[key].readable for _, key in terms) and not _sum(terms, figures, {}):
            sure.update(key for _, key in terms)
    proven: dict[_Key, tuple[str, Decimal]] = {}
    for _ in range(_ROUNDS):
        before = len(proven)
        for terms in equations:
            proven.update(_solved(terms, figures, proven, sure))
        if len(proven) == before:
            break
    return tuple(ProvenReading(figures[key].place, figures[key].text, text) for key, (text, _) in proven.items())


def with_readings(document: Document, readings: Sequence[ProvenReading]) -> Document:
    """The document with the proven readings in their cells, and a problem for each that says so."""
    by_cell = {(one.place.block, one.place.row, one.place.column): one for one in readings}

    def cell(table: Table, old: Cell) -> Cell:
        new = by_cell.get((table.index, old.row, old.column))
        if new is not None:
            (paragraph,) = old.paragraphs
            longer = len(new.now) - len(new.was)
            mended = replace(paragraph, text=new.now, origin=_longer(paragraph.origin, longer))
            return replace(old, blocks=(mended,), origin=_longer(old.origin, longer))
        return replace(old, blocks=tuple(map(block, old.blocks)))

    def block(old: Block) -> Block:
        if isinstance(old, Paragraph):
            return old
        return replace(old, cells=tuple(cell(old, each) for each in old.cells))

    certainty = {**document.certainty}
    for key, one in by_cell.items():
        certainty[key] = _with_point(certainty[key], one)
    told = tuple(
        Problem(
            "read",
            "figure-reread",
            Say(
                f"此数识别为「{one.was.strip()}」，按表内合计关系读作「{one.now.strip()}」，请核对原件。",
                f"this figure was recognised as “{one.was.strip()}” and is read as “{one.now.strip()}”, "
                "as the sums of the table have it; check the original.",
            ),
            one.place,
        )
        for one in readings
    )
    return replace(
        document,
        blocks=tuple(map(block, document.blocks)),
        problems=(*document.problems, *told),
        certainty=certainty,
    ).indexed()


def _longer(origin: Origin, by: int) -> Origin:
    """Where a text of one line stands that has become longer."""
    if not by or not isinstance(origin, PdfOrigin):
        return origin
    return PdfOrigin((*origin.pieces[:-1], replace(origin.pieces[-1], end=origin.pieces[-1].end + by)))


def _with_point(certainty: tuple[float, ...], reading: ProvenReading) -> tuple[float, ...]:
    """The confidence of each character, that of a point put in being that of the digits beside it."""
    if len(reading.now) == len(reading.was):
        return certainty
    at = reading.now.index(".")
    return (*certainty[:at], min(certainty[at - 1 : at + 1]), *certainty[at:])


def _figures(document: Document, outline: Outline, ruleset: RuleSet) -> dict[_Key, _Figure]:
    """The cells of the money and score columns that are figures or may be."""
    found: dict[_Key, _Figure] = {}
    for region in outline.regions:
        table = document.block(region.table)
        assert isinstance(table, Table)
        written = _decimals(region, ruleset)
        for row in region.rows:
            for column, cell in zip(region.columns, row.cells, strict=True):
                if cell is None or not cell.text.strip() or not _is_amount(column, ruleset):
                    continue
                figure = _figure(document, region, column, cell, written)
                if figure is not None:
                    found[region.table, cell.row, cell.column] = figure
    return found


def _is_amount(column: Column, ruleset: RuleSet) -> bool:
    if column.role in ("weight", "score"):
        return True
    concept = ruleset.concept_by_id.get(column.role or "")
    return concept is not None and concept.unit != "percent"


@dataclass(frozen=True)
class _Written:
    """With how many decimals the amounts of a table are written, and whether nearly all are."""

    decimals: frozenset[int]
    always: bool


def _decimals(region: Region, ruleset: RuleSet) -> _Written:
    counts = Counter(
        quantity.decimals
        for row in region.rows
        for column, cell in zip(region.columns, row.cells, strict=True)
        if cell is not None and _is_amount(column, ruleset)
        if (quantity := parse_cell(cell.text)) is not None and quantity.value
    )
    # What one figure has by itself shows nothing.
    shown = frozenset(decimals for decimals, count in counts.items() if decimals and count > 1)
    return _Written(shown, counts[0] <= _FEW * counts.total())


def _figure(document: Document, region: Region, column: Column, cell: Cell, written: _Written) -> _Figure | None:
    place = Place(region.table, cell.row, cell.column)
    certainty = document.certainty.get((place.block, place.row, place.column))
    readable = parse_cell(cell.text) is not None
    texts = [cell.text] if readable else []
    # A text of several lines is a figure that a narrow cell broke, and read as it is.
    if certainty is not None and len(cell.blocks) == 1 and "\n" not in cell.text and len(certainty) == len(cell.text):
        texts += alike(cell.text, certainty, _UNSURE) if readable else as_figures(cell.text)
        texts += [text for text in repointed(cell.text, written.decimals, written.always) if text not in texts]
    options: list[tuple[str, Decimal]] = []
    for text in texts:
        quantity = parse_cell(text)
        assert quantity is not None
        unit = quantity.unit or column.unit or region.unit or ""
        options.append((text, Quantity(quantity.value, unit, text).scaled()))
    return _Figure(place, cell.text, tuple(options), readable) if options else None


def _equations(outline: Outline, ruleset: RuleSet, figures: Mapping[_Key, _Figure]) -> Iterator[list[_Term]]:
    """Sums that must come to nothing: the total of each with a minus. Those with a cell that is no figure are left out."""
    across: dict[str | None, dict[str, _Key]] = defaultdict(dict)
    for region in outline.regions:
        for row in region.rows if region.header_rows else ():
            cells = {
                column.role: (region.table, cell.row, cell.column)
                for column, cell in reversed(list(zip(region.columns, row.cells, strict=True)))
                if column.role and cell is not None and cell.text.strip()
            }
            for role, key in cells.items():
                across[row.entity].setdefault(role, key)
            yield from _identities(cells, ruleset, figures, across=False)
        for index, column in enumerate(region.columns):
            terms = _column_sum(region, index, column, ruleset)
            if len(terms) >= 3 and all(key in figures for _, key in terms):
                yield terms
    for cells in across.values():
        yield from _identities(cells, ruleset, figures, across=True)


def _identities(
    cells: Mapping[str, _Key], ruleset: RuleSet, figures: Mapping[_Key, _Figure], *, across: bool
) -> Iterator[list[_Term]]:
    for check in ruleset.checks.values():
        if not isinstance(check.options, SumOptions):
            continue
        for identity in check.options.identities:
            if identity.across is not across or identity.total not in cells:
                continue
            terms = [(-1, cells[identity.total])]
            terms += [(1, cells[concept]) for concept in identity.plus if concept in cells]
            terms += [(-1, cells[concept]) for concept in identity.minus if concept in cells]
            if len(terms) >= 3 and all(key in figures for _, key in terms):
                yield terms


def _column_sum(region: Region, index: int, column: Column, ruleset: RuleSet) -> list[_Term]:
    if column.role is None or not _is_amount(column, ruleset):
        return []
    totals: list[_Key] = []
    parts: list[_Key] = []
    for row in region.rows:
        cell = row.cells[index]
        if cell is None or not cell.text.strip():
            continue
        key = (region.table, cell.row, cell.column)
        (totals if _adds_up(region, row, ruleset) else parts).append(key)
    return [(-1, totals[0]), *((1, key) for key in parts)] if len(totals) == 1 else []


def _adds_up(region: Region, row: RegionRow, ruleset: RuleSet) -> bool:
    if region.kind in SCORED:
        first = next((cell for cell in row.cells if cell is not None and cell.text.strip()), None)
        return first is not None and is_total(first.text)
    return is_summary(region, row, ruleset)


def _sum(
    terms: Sequence[_Term], figures: Mapping[_Key, _Figure], chosen: Mapping[_Key, tuple[str, Decimal]]
) -> Decimal:
    return sum(
        (sign * (chosen[key] if key in chosen else figures[key].options[0])[1] for sign, key in terms), Decimal(0)
    )


def _solved(
    terms: Sequence[_Term],
    figures: Mapping[_Key, _Figure],
    proven: Mapping[_Key, tuple[str, Decimal]],
    sure: set[_Key],
) -> dict[_Key, tuple[str, Decimal]]:
    """The readings with which alone a sum closes that does not as read; no more than one figure that was one is changed."""
    open_ = [key for _, key in terms if key not in proven and key not in sure]
    unread = [key for key in open_ if not figures[key].readable]
    read = [(key, option) for key in open_ if figures[key].readable for option in figures[key].options[1:]]
    trials = 1 + len(read)
    for key in unread:
        trials *= len(figures[key].options)
    if trials > _MOST_TRIALS or (not unread and not read):
        return {}
    closing: list[dict[_Key, tuple[str, Decimal]]] = []
    for choice in product(*(figures[key].options for key in unread)):
        for other in (None, *read):
            changed = dict(zip(unread, choice, strict=True))
            if other is not None:
                changed[other[0]] = other[1]
            if not _sum(terms, figures, {**proven, **changed}):
                closing.append(changed)
    return closing[0] if len(closing) == 1 else {}
