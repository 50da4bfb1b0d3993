"""The header of a table without rulings: names of several lines, on several levels, each over its columns."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportparse.readers.pdf_unruled_areas import Head, are_nested, extent_of, under
from reportparse.readers.pdf_unruled_columns import INTERLEAVED, LEADING, MOST_HEADER, OFF, over_two
from reportparse.readers.pdf_unruled_grid import Column, Part, Row
from reportparse.readers.pdf_unruled_rows import is_full, is_measure


@dataclass(frozen=True)
class Headed:
    """Lines with the columns that they stand in, the first of them (so many) for names that stand for several rows."""

    block: Sequence[Row]
    columns: list[Column]
    spanning: int

    def header(self, body: int) -> tuple[int, list[Head]] | None:
        """The first line of the header above a row, and its cells; None where a column is not named."""
        named: set[int] = set()
        first = body
        whole: int | None = None
        while first > 0 and body - first < MOST_HEADER:
            row = self.block[first - 1]
            if first < body and self.block[first].base - row.base > LEADING * max(row.size, self.block[first].size):
                break
            over = [self.over(part) for part in row.parts]
            if any(is_measure(part.text) for part in row.parts[1:]):
                return None
            if any(not at for at in over) and len(row.parts) < 2:
                break
            if whole is not None and not self._is_of_header(row, over, whole, body):
                break
            first -= 1
            named.update(at for each in over for at in each)
            if whole is None and self._are_named(named):
                whole = first
        if not self._are_named(named) or first == body or self._is_inside(first):
            return None
        heads = self._heads(self.block[first:body])
        return (first, heads) if heads is not None else None

    def _are_named(self, named: Container[int]) -> bool:
        """Whether each column has its name; that of the rows' names may be said by a label beside the header and the rows."""
        return all(at in named or at == self.spanning > 0 for at in range(self.spanning, len(self.columns)))

    def _is_inside(self, first: int) -> bool:
        """Whether a row with figures stands close above what may be a header: a row without any in another table."""
        size = self.block[first].size
        return any(
            self.block[first].base - row.base < LEADING * size and _has_figures(row)
            for row in self.block[max(0, first - 3) : first]
        )

    def over(self, part: Part) -> list[int]:
        """The columns that a part stands in or over.

        What sticks out of a column of names, and stands in the middle over it and the next one, is over both.
        """
        own = [at for at, column in enumerate(self.columns) if column.overlap(part) > 0]
        if len(own) == 1 and own[0] < self.spanning and (two := over_two(part, self.columns)) is not None:
            return two if two[-1] < self.spanning else own
        return own

    def _is_of_header(self, row: Row, over: Sequence[Sequence[int]], whole: int, body: int) -> bool:
        """Whether a line above one with which all columns have their names is still part of the header, and no title or unit."""
        if len(row.parts) == 1:
            text = row.parts[0].text
            if text[-1] in "：:" and len(text) < 6:
                return True
            if len(over[0]) != 1 or re.search("[：:]", text):
                return False
        below = next(each for each in self.block if each.base > row.base)
        if below.base - row.base < INTERLEAVED * below.size:
            return all(len(each) < len(self.columns) for each in over)
        if self._side_by_side(row) is not None:
            return True
        return all(len(each) == 1 and self._is_mirrored(row, each[0], whole, body) for each in over)

    def _side_by_side(self, row: Row) -> list[range] | None:
        """The columns that each name on a line is for, where several stand in the middle of some, and together over all."""
        if len(row.parts) < 2 or any(is_measure(part.text) for part in row.parts):
            return None
        count = len(self.columns)

        def rest(number: int, first: int) -> list[range] | None:
            if number == len(row.parts):
                return [] if first == count else None
            part = row.parts[number]
            for behind in range(first + 2, count + 1):
                left, right = self.columns[first].x0, self.columns[behind - 1].x1
                if abs(part.x0 + part.x1 - left - right) < 0.2 * (right - left):
                    others = rest(number + 1, behind)
                    if others is not None:
                        return [range(first, behind), *others]
            return None

        return rest(0, self.spanning) or (rest(0, self.spanning + 1) if count > self.spanning + 1 else None)

    def _is_mirrored(self, row: Row, at: int, whole: int, body: int) -> bool:
        """Whether a column has a line as far below one of the header as this one stands above it."""
        middle = self.block[whole].base
        return any(
            abs(other.base + row.base - 2 * middle) <= OFF * row.size
            and any(self.over(part) == [at] for part in other.parts)
            for other in self.block[whole + 1 : body]
        )

    def _heads(self, lines: Sequence[Row]) -> list[Head] | None:
        """The cells of a header; None where it is not plain which columns a name is for."""
        found: dict[int, list[tuple[Row, Part]]] = {}
        over: list[Head] = []
        front: list[Head] = []
        beside = self._side_by_side(lines[0]) if len(lines) > 1 else None
        over += [Head(own.start, own.stop, extent_of(lines[:1])) for own in beside or ()]
        for number, row in enumerate(lines):
            for part in row.parts if number or beside is None else ():
                own = self.over(part)
                if own and own[-1] < self.spanning:
                    if len(own) > 1 and self._is_over(part, own):
                        front.append(Head(own[0], own[-1] + 1, extent_of([row])))
                    continue
                across = (
                    range(own[0], own[-1] + 1) if len(own) > 1 else self._in_middle_of(part, lines, number, under(over))
                )
                if across is not None:
                    if any(each in found for each in across):
                        return None
                    over.append(Head(across.start, across.stop, extent_of([row])))
                elif own:
                    found.setdefault(own[0], []).append((row, part))
                else:
                    return None
        named = {*found, *under(over)}
        if not self._are_named(named):
            return None
        if not all(self._is_one_name(at, stack) for at, stack in found.items()) or not are_nested(over):
            return None
        if not over and not self._stand_alike(found):
            return None
        if len(under(front)) < sum(head.behind - head.first for head in front):
            return None
        heads = [Head(at, at + 1, extent_of([row for row, _ in stack])) for at, stack in found.items()]
        heads += front
        for head in over:
            below = [at in found for at in range(max(head.first, self.spanning), head.behind)]
            if any(below) and not all(below):
                return None
            heads.append(replace(head, over=any(below)))
        return heads

    def _is_over(self, part: Part, own: Sequence[int]) -> bool:
        """Whether a name stands in the middle over columns of names, which may leave white up to the next column."""
        left, right, behind = self.columns[own[0]].x0, self.columns[own[-1]].x1, self.columns[own[-1] + 1].x0
        off = 0.2 * (right - left)
        return left + right - off < part.x0 + part.x1 < left + behind + off

    def _in_middle_of(self, part: Part, lines: Sequence[Row], number: int, taken: set[int]) -> range | None:
        """The columns that a name on this one of the lines is for, where it stands in the middle of several.

        These are the ones beside one another that have no name of their own so far down.
        """
        row = lines[number]
        if number + 1 == len(lines) or lines[number + 1].base - row.base < INTERLEAVED * row.size:
            return None
        named = {
            at for other in lines[: number + 1] for each in other.parts if each is not part for at in self.over(each)
        }
        named.update(taken)
        free = [at for at in range(self.spanning, len(self.columns)) if at not in named]
        if len(free) == len(self.columns) - self.spanning:
            return None
        middle = (part.x0 + part.x1) / 2
        for first, behind in _runs(free):
            left, right = self.columns[first].x0, self.columns[behind - 1].x1
            if behind - first > 1 and left < middle < right and abs(2 * middle - left - right) < 0.2 * (right - left):
                return range(first, behind)
        return None

    def _is_one_name(self, at: int, stack: Sequence[tuple[Row, Part]]) -> bool:
        """Whether lines over a column are one name, broken, perhaps below a word as 其中： for several columns."""
        room = Column(
            min(self.columns[at].x0, *(part.x0 for _, part in stack)),
            max(self.columns[at].x1, *(part.x1 for _, part in stack)),
        )
        for (above, upper), (below, lower) in pairwise(stack):
            if upper.text[-1] in "：:":
                continue
            if below.base - above.base > LEADING * below.size:
                return False
            middle = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) < 1.5 * below.size
            if not (middle or is_full(upper, room, below.size, lower)):
                return False
        return True

    def _stand_alike(self, found: Mapping[int, Sequence[tuple[Row, Part]]]) -> bool:
        """Whether names of one and of several lines have one middle; else one may stand over several columns."""
        stacks = [[row.base for row, part in stack if part.text[-1] not in "：:"] for stack in found.values()]
        if any(part.text[-1] in "：:" for stack in found.values() for _, part in stack):
            return True
        size = self.block[0].size
        middles = [(bases[0] + bases[-1]) / 2 for bases in stacks if bases]
        tops = [bases[0] for bases in stacks if bases]
        return (
            max(middles) - min(middles) <= OFF * size
            or max(tops) - min(tops) <= OFF * size
            or all(len(bases) == 1 for bases in stacks)
        )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where numbers follow one another: the first and the one behind the last."""
    for at, number in enumerate(numbers):
        if not at or numbers[at - 1] != number - 1:
            end = number + 1
            while end in numbers:
                end += 1
            yield number, end


def _has_figures(row: Row) -> bool:
    """Whether a line is a row of a table; a figure behind a label that stands behind a text is one of a form."""
    measures = [is_measure(part.text) for part in row.parts[1:]]
    return any(measures) and not (len(measures) in (2, 3) and sum(measures) == 1 and measures[-1] and not measures[0])
