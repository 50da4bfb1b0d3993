"""Nothing lost in silence: what a file holds, counted apart from its reading, against what stands in the Document.

Counted are letters, ideographs and digits; punctuation and blanks are not. What a reader leaves out on purpose has a
name (`Document.set_aside`); the rest is lost and says so (`lost characters` and `lost figures` in `Document.unread`, a Problem).
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from reportparse.model.document import Block, Document, Paragraph, Problem
from reportparse.model.findings import Say
from reportparse.readers.auto_numbers import value_of

_OTHER = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SHOWN = 3
_MOST_LOOKED_THROUGH = 500_000_000
"""Characters gone through in search of what is missing: a second's work."""
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file's text: `reason` names why it has no place in the Document, None where it should have one."""

    text: str
    reason: str | None = None
    where: Say | None = None


def settled(
    document: Document,
    text: str,
    pieces: Callable[[Set[str]], Iterable[Piece]],
    *,
    repeated: str | None = None,
    excused: tuple[str, int] = ("", 0),
) -> Document:
    """The document with the account of what is not in it.

    `text` is all text of the file. Only where some of it is missing are `pieces` asked for: the same text, in parts, of which
    those without any of the characters given may be left out.
    `repeated` names the reason where a format repeats what the Document has once; `excused` is a reason for so many
    characters whose place in the file is not known.
    """
    placed = "".join(_placed(document))
    missing = _without(text, placed)
    if not missing:
        return document
    aside: Counter[str] = Counter()
    others: list[Piece] = []
    for piece in pieces(missing.keys()):
        if piece.reason is None:
            others.append(piece)
        elif not missing.keys().isdisjoint(piece.text):
            aside[piece.reason] += _take(missing, _OTHER.sub("", piece.text))
            if not missing:
                break
    lost: list[tuple[int, Piece]] = []
    doubtful = _doubtful(missing, others, _OTHER.sub("", placed)) if missing else []
    for bare, piece in doubtful:
        if count := _take(missing, bare):
            lost.append((count, piece))
    left = "".join(missing.elements())
    if left and repeated is not None:
        aside[repeated] += len(left)
    elif left:
        lost.append((len(left), Piece(left)))
    if lost and sum(count for count, _ in lost) <= excused[1]:
        aside[excused[0]] += sum(count for count, _ in lost)
        lost = []
    account = dataclasses.replace(document, set_aside={name: count for name, count in sorted(aside.items()) if count})
    return _with_loss(account, lost) if lost else account


def in_line(number: int) -> Say:
    """The place of a piece in a text, by its line."""
    return Say(f"第{number}行", f"line {number}")


def letters(text: str) -> int:
    """How many characters of a text are counted."""
    return len(_OTHER.sub("", text))


def _without(text: str, placed: str) -> Counter[str]:
    """The characters of a text, counted, less those that were placed. This much is done for every file."""
    there = Counter(placed)
    return Counter({
        character: count - there[character]
        for character, count in Counter(text).items()
        if count > there[character] and character.isalnum()
    })  # fmt: skip


def _doubtful(missing: Counter[str], pieces: Iterable[Piece], joined: str) -> list[tuple[str, Piece]]:
    """The pieces that have characters which are missing and do not stand in the text as they are, letters alone."""
    found: list[tuple[str, Piece]] = []
    patience = _MOST_LOOKED_THROUGH
    for piece in pieces:
        if missing.keys().isdisjoint(piece.text):
            continue
        bare = _OTHER.sub("", piece.text)
        patience -= len(joined)
        # In a file made to be slow, what is missing is told without being looked for.
        if patience < 0 or bare not in joined:
            found.append((bare, piece))
    return found


def _take(missing: Counter[str], bare: str) -> int:
    """Takes the characters of a piece out of those that are missing; how many that were."""
    found = Counter(bare) & missing
    missing.subtract(found)
    for character in found:
        if missing[character] <= 0:
            del missing[character]
    return found.total()


def _with_loss(document: Document, lost: list[tuple[int, Piece]]) -> Document:
    characters = sum(count for count, _ in lost)
    figures = sum(len(_FIGURE.findall(piece.text)) for _, piece in lost)
    samples = [(f"“{piece.text.strip()[:_LONGEST]}”", piece.where) for _, piece in lost[:_SHOWN]]
    zh = "、".join(text + (f"（{where.zh}）" if where else "") for text, where in samples)
    en = ", ".join(text + (f" ({where.en})" if where else "") for text, where in samples)
    message = Say(
        f"文件里有 {characters} 个字（其中数 {figures} 个）没有读进来：{zh}{'等' if len(lost) > _SHOWN else ''}。",
        f"{characters} characters of the file, {figures} figures among them, were not read: "
        f"{en}{' and others' if len(lost) > _SHOWN else ''}.",
    )
    unread = {**document.unread, "lost characters": characters, **({"lost figures": figures} if figures else {})}
    problem = Problem("read", "text-lost", message)
    return dataclasses.replace(document, unread=unread, problems=(*document.problems, problem))


def _placed(document: Document) -> list[str]:
    found: list[str] = []
    _add_texts(document.blocks, found)
    found += [paragraph.text for paragraph in (*document.headers, *document.footers, *document.notes)]
    found += [hidden.text for hidden in document.hidden]
    return found


def _add_texts(blocks: Iterable[Block], found: list[str]) -> None:
    for block in blocks:
        if not isinstance(block, Paragraph):
            for cell in block.cells:
                _add_texts(cell.blocks, found)
            continue
        found.append(block.text)
        if block.number is not None and (value := value_of(block.number)) is not None:
            # In a text or a web page the number may have stood in digits.
            found.append(str(value))
