"""Running text as pieces, so that a fault can be placed at one figure and the truth still be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Disguise = Literal["vanish", "white", "tiny"]


@dataclass
class Figure:
    """An amount under a label, rendered as label + join + value + unit.

    `concept` None means no table answers it. `qualifier` as in the model (`change`, `share`, `plan`, ...) or None for a plain result;
    `elsewhere` one that this form has no cell for;
    `open` marks a result that the sentence names too loosely to hold a reader to an answer.
    `lone` tells that no breakdown or rate in the same sentence depends on it; `entity` is the unit it is about (None: the department).
    """

    label: str
    value: str
    unit: str
    concept: str | None = None
    qualifier: str | None = None
    join: str = ""
    lone: bool = False
    entity: str | None = None
    status: str = "supported"
    should_be: str | None = None

    def render(self) -> str:
        return f"{self.label}{self.join}{self.value}{self.unit}"


@dataclass
class Tally:
    """A total and the list of its parts: counts (`排查隐患126处，其中：…`) or money that no table holds.

    `parts` are (name, value); `shape` chooses punctuation: 0 `，其中：a，b`, 1 `（其中a、b）`, 2 `，其中a、b`.
    """

    head: str
    total: str
    unit: str
    parts: list[tuple[str, str]]
    shape: int = 0
    concept: str | None = None
    join: str = ""

    def render(self) -> str:
        comma = "，" if self.shape == 0 else "、"
        inner = comma.join(f"{name}{value}{self.unit}" for name, value in self.parts)
        whole = f"{self.head}{self.join}{self.total}{self.unit}"
        return (f"{whole}，其中：{inner}", f"{whole}（其中{inner}）", f"{whole}，其中{inner}")[self.shape]


@dataclass
class Disguised:
    """Text that a reader of the printed page cannot see."""

    text: str
    disguise: Disguise


Piece = str | Figure | Tally | Disguised


@dataclass
class Para:
    """A paragraph. `level` is that of a heading (1..) or 0; `number` its number as shown, `auto` whether Word makes it."""

    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    number: str = ""
    auto: bool = False
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False
    size: int | None = None
    spaced: bool = False

    @property
    def text(self) -> str:
        """What a reader sees, the automatic number left out."""
        return ("" if self.auto else self.number) + "".join(seen(piece) for piece in self.pieces)

    @property
    def heading(self) -> str:
        return self.number + "".join(seen(piece) for piece in self.pieces)


def seen(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return "" if isinstance(piece, Disguised) else piece.render()


def para(*pieces: Piece) -> Para:
    return Para(list(pieces))


def figures(paras: list[Para]) -> list[Figure]:
    return [piece for item in paras for piece in item.pieces if isinstance(piece, Figure)]


def tallies(paras: list[Para]) -> list[Tally]:
    return [piece for item in paras for piece in item.pieces if isinstance(piece, Tally)]


def decimal(text: str) -> Decimal:
    """The value of a written number, separators ignored."""
    return Decimal(text.replace(",", ""))
