"""Damages files: bytes anywhere, and inside a zip the XML of its parts, packed again so that the damage reaches the reader."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile

_ODD_BYTES = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)
_ODD_NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_ODD_VALUES = (
    "", "0", "-1", "1", "9", "63", "255", "65535", "1048576", "4294967296", "99999999999999999999", "1e309", "NaN", "٣", "一",
    "true", "%1%2%3%4%5%6%7%8%9", "restart", "continue", "FFFFFF", "../../x", "http://example.invalid/", "A1:XFD1048576",
    "\ud7ff", "\u202e", "&#10;", "x" * 5000,
)  # fmt: skip
_ATTRIBUTE = re.compile(r'(=")([^"<]*)(")')
_ELEMENT = re.compile(r"<(?!\?|/)[^<>]*?/>|<(?!\?|/)([\w:]+)[^<>]*?>[^<]*</\1>")
_TAG = re.compile(r"</?[\w:]+[^<>]*>")
_TEXT = re.compile(r">([^<>]+)<")


def mutated(dice: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """The data with one to four damages; a zip is mostly damaged inside."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        inside = data[:2] == b"PK" and dice.random() < 0.8
        data = _inside(dice, data) if inside else _bytes(dice, data, others)
    return data


def _bytes(dice: random.Random, data: bytes, others: list[bytes]) -> bytes:
    if not data:
        return bytes(dice.choice(_ODD_BYTES) for _ in range(dice.randrange(20)))
    # Most of what matters stands at the ends: headers and directories.
    at = dice.choice(
        (dice.randrange(len(data)), dice.randrange(min(len(data), 1024)), max(0, len(data) - 1 - dice.randrange(2048)))
    )
    length = min(dice.choice((1, 2, 4, 16, 256, 4096)), len(data) - at)
    kind = dice.randrange(8)
    if kind == 0:
        changed = bytearray(data)
        for _ in range(dice.randint(1, 20)):
            changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        return bytes(changed)
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at + length :]
    if kind == 3:
        return data[:at] + data[at : at + length] * dice.choice((2, 3, 50)) + data[at + length :]
    if kind == 4:
        other = dice.choice(others)
        start = dice.randrange(len(other) or 1)
        return data[:at] + other[start : start + length] + data[at + length :]
    if kind == 5:
        return data[:at] + bytes([dice.choice(_ODD_BYTES)]) * length + data[at + length :]
    if kind == 6:
        number = dice.choice(_ODD_NUMBERS).to_bytes(4, dice.choice(("little", "big")))
        return data[:at] + number + data[at + 4 :]
    # Digits count for much in texts and in PDFs.
    numbers = [match.span() for match in re.finditer(rb"\d+", data[at : at + 4096])]
    if not numbers:
        return data[:at] + data[at + 1 :]
    start, end = dice.choice(numbers)
    return data[: at + start] + dice.choice(_ODD_VALUES).encode("utf-8", "replace") + data[at + end :]


def _inside(dice: random.Random, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:
        # Damaged before.
        return data
    texts = [index for index, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    if not texts:
        return data
    index = max(dice.choice(texts), dice.choice(texts), key=lambda each: len(parts[each][1]))
    name, content = parts[index]
    kind = dice.randrange(10)
    if kind == 0:
        del parts[index]
    elif kind == 1:
        parts.append((name, content))
    elif kind == 2:
        parts[index] = (name, _bytes(dice, content, [other for _, other in parts]))
    else:
        parts[index] = (name, _xml(dice, content.decode("utf-8", "replace")).encode("utf-8", "replace"))
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def _xml(dice: random.Random, text: str) -> str:
    """Mostly still XML: values replaced, elements dropped, doubled, moved or nested, words put in."""
    kind = dice.randrange(8)
    if kind < 3:
        return _replaced(dice, text, _ATTRIBUTE, lambda match: f"{match[1]}{dice.choice(_ODD_VALUES)}{match[3]}")
    if kind == 3:
        return _replaced(dice, text, _TEXT, lambda match: f">{dice.choice(_ODD_VALUES)}<")
    if kind == 4:
        return _replaced(dice, text, _ELEMENT, lambda match: "")
    if kind == 5:
        times = dice.choice((2, 2, 40))
        return _replaced(dice, text, _ELEMENT, lambda match: match[0] * times)
    if kind == 6:
        found = _ELEMENT.search(text, dice.randrange(len(text) or 1))
        piece = found[0] if found else "<x/>"
        return _replaced(dice, text, _ELEMENT, lambda match: piece + match[0])
    depth = dice.choice((1, 3, 60))

    def nested(match: re.Match[str]) -> str:
        tag = match[0]
        name = tag.strip("</> ").split()[0]
        return f"{tag}{f'<{name}>' * depth}{f'</{name}>' * depth}" if not tag.startswith("</") else tag

    return _replaced(dice, text, _TAG, nested)


def _replaced(dice: random.Random, text: str, pattern: re.Pattern[str], new: object) -> str:
    """Replaces one match of a pattern, somewhere."""
    start = dice.randrange(len(text) or 1)
    match = pattern.search(text, start) or pattern.search(text)
    if match is None or not callable(new):
        return text
    return text[: match.start()] + new(match) + text[match.end() :]
