"""The column 完成率 of a table of indicators: the result by the target, where most rows show that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportparse.checks.context import Context
from reportparse.checks.measures import Pair, pairs
from reportparse.model.document import Table
from reportparse.model.location import Place
from reportparse.model.quantity import Quantity
from reportparse.text.numbers import parse_cell

_HUNDRED = Decimal(100)
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Completion:
    """A rate that is not the result by the target; `place` is its own."""

    pair: Pair
    stated: Quantity
    computed: Decimal
    place: Place


def completions(context: Context) -> Iterator[Completion | None]:
    """For each row of a table whose other rows have it right: what is wrong, or None. A rate of just 100 shows nothing."""
    tables: dict[int, list[Completion]] = defaultdict(list)
    for pair in context.once(pairs):
        place = pair.indicator.places.get("completion")
        block = context.document.block(place.block) if place is not None else None
        if place is None or place.row is None or not isinstance(block, Table) or pair.wanted <= 0 or pair.got <= 0:
            continue
        cell = next((one for one in block.rows[place.row] if one.column == place.column), None)
        stated = parse_cell(cell.text) if cell is not None else None
        if stated is not None and stated.unit in ("", "%") and stated.value > 2:
            tables[place.block].append(Completion(pair, stated, pair.got / pair.wanted * _HUNDRED, place))
    for found in tables.values():
        wrong = [one for one in found if not _right(one)]
        telling = sum(_right(one) and one.stated.value != _HUNDRED for one in found)
        # Some forms cap the rate at 100 or turn it round where less is better.
        sure = telling >= max(_LEAST, 2 * len(wrong))
        for one in found:
            if _right(one):
                yield None
            elif sure and one.pair.sense != "≤" and one.stated.value != _HUNDRED:
                yield one


def _right(one: Completion) -> bool:
    return abs(one.computed - one.stated.value) <= Decimal(1).scaleb(-one.stated.decimals)
