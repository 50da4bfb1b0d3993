"""The names of rows without what adorns them."""

from __future__ import annotations

import re

from reportparse.locate.lexicon import TableWords
from reportparse.text.normalise import bare_label

_ORDINAL_PREFIX = re.compile(
    r"^(?:[0-9０-９]{1,2}[、.．]|[（(][0-9０-９一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_AMONG = re.compile(r"^(?:其中|其中项|其中包括)[：:]?")


def entity_name(label: str) -> str:
    """A row name without its ordinal and white space: `1、 局机关` is `局机关`."""
    return _ORDINAL_PREFIX.sub("", "".join(label.split()))


def row_entity(label: str, words: TableWords) -> str | None:
    """Whom or what a row of a money table is about; None for the whole that the table is about."""
    if not words.rule.whole:
        return entity_name(label) or None
    if bare_label(label) in words.whole:
        return None
    return entity_name(_AMONG.sub("", entity_name(label))) or None
